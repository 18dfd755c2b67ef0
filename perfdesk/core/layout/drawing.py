"""Where ink goes: the lines of a box in its frame, and the rules between boxes, each drawn once.

The arithmetic that window and PDF share, so that a text stands at the same place in both. Refuses to know a pen, a
font or a screen. Lengths are points from the top left, or any other unit the caller scales to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from perfdesk.core.layout.page import HEADROOM, LEADING, PADDING, Box
from perfdesk.core.layout.template import Border, Style

Anchor = Literal["left", "center", "right"]
ASCENT = 0.88
"""From the top of a Chinese character to the base line, in em."""
WIDTHS = {"hair": 0.25, "thin": 0.5, "dotted": 0.5, "dashed": 0.5, "double": 0.4, "medium": 1.0, "thick": 1.5}
"""How thick a rule of a border style is, in points."""
_PARAGRAPH = 20
"""Characters across from which on a cell of several lines is set like a paragraph, its right edge even."""
_NEARLY_FULL = 0.88
"""The share of its room a line must fill to be stretched; what is shorter ends a paragraph."""
_STRENGTH = ("hair", "dotted", "dashed", "thin", "double", "medium", "thick")
_FIGURE = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?")


class Frame(NamedTuple):
    left: float
    top: float
    width: float
    height: float

    def scaled(self, scale: float, left: float = 0.0, top: float = 0.0) -> "Frame":
        """The frame enlarged and then moved."""
        return Frame(left + self.left * scale, top + self.top * scale, self.width * scale, self.height * scale)


class Line(NamedTuple):
    """One line of text. `x` is its left end, middle or right end, as `anchor` says."""

    text: str
    x: float
    baseline: float
    anchor: Anchor


class Rule(NamedTuple):
    """One straight line, level or upright. `style` is Excel's name for its look."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str


def anchor(style: Style, text: str) -> Anchor:
    """How a text stands in its cell; where the template does not say, figures stand right and words left."""
    if style.horizontal in ("center", "right", "left"):
        return style.horizontal  # type: ignore[return-value]
    return "right" if not style.horizontal and _FIGURE.fullmatch(text.strip()) else "left"


def line_places(lines: Sequence[str], style: Style, frame: Frame, scale: float = 1.0) -> tuple[Line, ...]:
    """Where the lines of a cell stand. Where they need more than the frame they begin at its top."""
    size = style.size * scale
    height, inner = size * LEADING, frame.height - 2 * HEADROOM * scale
    free = inner - height * len(lines)
    share = {"top": 0.0, "bottom": 1.0}.get(style.vertical, 0.5)
    first = frame.top + HEADROOM * scale + max(0.0, free) * share + size * ((LEADING - 1) / 2 + ASCENT)
    side = anchor(style, "".join(lines))
    x = _x(side, frame, PADDING * scale, style.indent * size)
    return tuple(Line(text, x, first + number * height, side) for number, text in enumerate(lines))


def even_gap(box: Box, line: Line, width: float, room: float, size: float) -> float:
    """How far apart the characters of a line stand so that a paragraph's right edge is even; 0 where it need not be.

    `width` is the line's own, `room` the cell's, `size` that of the font. A cell's last line is never asked about.
    """
    framed = bool(box.style.border.left or box.style.border.right)
    if not (framed and box.cells and line.anchor == "left" and room > _PARAGRAPH * size):
        return 0.0
    full = room * _NEARLY_FULL < width < room and len(line.text) > 1
    return (room - width) / (len(line.text) - 1) if full else 0.0


def _x(side: Anchor, frame: Frame, padding: float, indent: float) -> float:
    if side == "center":
        return frame.left + frame.width / 2
    if side == "right":
        return frame.left + frame.width - padding - indent
    return frame.left + padding + indent


def rules(edges: Iterable[tuple[Frame, Border]]) -> tuple[Rule, ...]:
    """The rules of many boxes. Neighbours share an edge: it is drawn once, as the stronger of the two wants it."""
    level: dict[tuple[float, str], list[tuple[float, float]]] = defaultdict(list)
    upright: dict[tuple[float, str], list[tuple[float, float]]] = defaultdict(list)
    for (left, top, width, height), border in edges:
        across, down = (left, left + width), (top, top + height)
        for style, at in ((border.top, top), (border.bottom, top + height)):
            level[_at(at), style].append(across)
        for style, at in ((border.left, left), (border.right, left + width)):
            upright[_at(at), style].append(down)
    found = [Rule(x1, at, x2, at, style) for (at, style), ends in level.items() for x1, x2 in _joined(ends) if style]
    found += [Rule(at, y1, at, y2, style) for (at, style), ends in upright.items() for y1, y2 in _joined(ends) if style]
    return tuple(sorted(found, key=lambda rule: (_strength(rule.style), rule)))


def _at(length: float) -> float:
    """Edges that were reached by different sums are the same edge."""
    return round(length, 2)


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans that touch, as one."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted((_at(start), _at(end)) for start, end in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _strength(style: str) -> int:
    """Stronger rules are drawn later, over weaker ones."""
    return _STRENGTH.index(style) if style in _STRENGTH else _STRENGTH.index("thin")
