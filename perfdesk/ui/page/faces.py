"""The bundled faces for Qt: lines of text as glyph runs, and fonts for editors.

Knows how a text becomes glyphs at an exact size: each character as wide as the page was measured with, no hinting,
no kerning, so the window breaks and places lines as the PDF does. Which face lends which character is decided in
`typefaces.py`. Faces are read from their files when the first line needs them.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QGlyphRun, QRawFont

from perfdesk import typefaces
from perfdesk.core.layout.template import Style

_THICKENED = 0.03
"""How far, in em, a line is drawn again beside itself where its face has no bold."""


class Run(NamedTuple):
    """A piece of a line from one face, `at` this far from the line's left end."""

    at: QPointF
    glyphs: QGlyphRun


class Line(NamedTuple):
    """A line of text ready to be drawn; lengths are device pixels."""

    runs: tuple[Run, ...]
    width: float
    size: float


@lru_cache(maxsize=1 << 13)
def line(text: str, font_name: str, bold: bool, size: float, gap: float = 0.0) -> Line:
    """A line of text set at this size, its characters this far apart (device pixels)."""
    runs: list[Run] = []
    end = 0.0
    for face, piece in typefaces.runs(text, font_name, bold):
        raw = _raw(str(face.path), size)
        positions, width = [], 0.0
        for character in piece:
            positions.append(QPointF(width, 0))
            width += typefaces.advance(character, font_name, bold) * size + gap
        made = _glyphs(raw, piece, positions)
        runs.append(Run(QPointF(end, 0), made))
        if bold and not face.bold:
            runs.append(Run(QPointF(end + _THICKENED * size, 0), made))
        end += width
    return Line(tuple(runs), end, size)


def _glyphs(raw: QRawFont, text: str, positions: list[QPointF]) -> QGlyphRun:
    run = QGlyphRun()
    run.setRawFont(raw)
    run.setGlyphIndexes(raw.glyphIndexesForString(text))
    run.setPositions(positions)
    return run


@lru_cache(maxsize=64)
def _raw(path: str, size: float) -> QRawFont:
    font = QRawFont(_loaded(path))
    font.setPixelSize(size)
    return font


@cache
def _loaded(path: str) -> QRawFont:
    return QRawFont(path, 16.0, QFont.HintingPreference.PreferNoHinting)


def font(style: Style, pixels: float) -> QFont:
    """A font for a widget in a cell's style. Widgets know whole pixels only."""
    face = typefaces.face(style.font, style.bold)
    others = [each.family for each in typefaces.faces() if each.family != face.family]
    for each in (face.path, *(other.path for other in typefaces.faces())):
        _registered(str(each))
    made = QFont([face.family, *dict.fromkeys(others)])
    made.setPixelSize(max(1, round(pixels)))
    made.setBold(style.bold)
    made.setItalic(style.italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def _registered(path: str) -> int:
    return QFontDatabase.addApplicationFont(path)
