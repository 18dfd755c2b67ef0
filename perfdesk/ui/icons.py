"""Icons from the Lucide drawings under `resources/icons`, in a colour of ours, crisp at every scale.

Knows how a drawing becomes a QIcon; refuses to know what an icon is for (`actions.py`).
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from perfdesk import catalog
from perfdesk.ui import palette


@cache
def icon(name: str, color: str = palette.INK, size: int = 16) -> QIcon:
    """The drawing in this colour and size, paler where an action in ink is disabled."""
    made = QIcon()
    for ratio in _ratios():
        pixmap = drawn(name, size, ratio, color)
        made.addPixmap(pixmap)
        if color == palette.INK:
            made.addPixmap(_recoloured(pixmap, palette.FAINT), QIcon.Mode.Disabled)
    return made


def _recoloured(pixmap: QPixmap, color: str) -> QPixmap:
    """The same drawing in another colour, without drawing it again."""
    copy = pixmap.copy()
    copy.fill(QColor(color))
    painter = QPainter(copy)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return copy


def drawn(name: str, size: int, ratio: float, color: str) -> QPixmap:
    """One drawing at this size, for a screen with this many pixels to the unit."""
    pixels = round(size * ratio)
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, color).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _ratios() -> list[float]:
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}) or [1.0]


@cache
def _renderer(name: str, color: str):  # type: ignore[no-untyped-def]  # QtSvg is imported when first drawn with
    from PySide6.QtSvg import QSvgRenderer

    drawing = catalog.icon_path(name).read_bytes().replace(b"currentColor", color.encode())
    return QSvgRenderer(QByteArray(drawing.replace(b'stroke-width="2"', b'stroke-width="1.75"')))
