"""Column letters above the page and row numbers beside it, those of the selection lit. Slim, and quiet.

Knows only the geometry it is shown; a press on a row number or a letter says which was meant.
"""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from perfdesk.core.template import column_letters
from perfdesk.ui.geometry import Geometry
from perfdesk.ui.grid import Block
from perfdesk.ui.palette import Colours

BREADTH = 18
"""Height of the letters' strip, in the window's units."""
LENGTH = 28
"""Width of the numbers' strip."""
_LETTERING = 11


class Headings(QWidget):
    """One strip. `pressed(number, extend)`: the row or column that was pressed, and whether Shift was held."""

    pressed = Signal(int, bool)

    def __init__(self, parent: QWidget, upright: bool, colours: Colours) -> None:
        super().__init__(parent)
        self._upright, self._colours = upright, colours
        self._geometry: Geometry | None = None
        self._origin, self._lit = 0, range(0)
        font = self.font()
        font.setPixelSize(_LETTERING)
        self.setFont(font)

    def show_state(self, geometry: Geometry, origin: int, block: Block) -> None:
        """What is to be shown: the geometry, how far it is scrolled (device pixels), the selected block."""
        self._geometry, self._origin = geometry, origin
        self._lit = block.rows if self._upright else block.columns
        self.update()

    def _edges(self) -> tuple[int, ...]:
        assert self._geometry is not None  # painted and pressed only once shown
        return self._geometry.ys if self._upright else self._geometry.xs

    def _span(self, number: int) -> QRect:
        """The heading of a row or column, in the window's units."""
        ratio, edges = self.devicePixelRatioF(), self._edges()
        start = round((edges[number - 1] - self._origin) / ratio)
        length = round((edges[number] - self._origin) / ratio) - start
        return QRect(0, start, self.width(), length) if self._upright else QRect(start, 0, length, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._colours.ground))
        if self._geometry is None:
            return
        for number in range(1, len(self._edges())):
            span = self._span(number)
            if span.intersects(event.rect()):
                self._paint_heading(painter, number, span)

    def _paint_heading(self, painter: QPainter, number: int, span: QRect) -> None:
        lit = number in self._lit
        if lit:
            painter.fillRect(span, QColor(self._colours.wash))
        painter.setPen(QColor(self._colours.line))
        painter.drawLine(span.bottomLeft(), span.bottomRight()) if self._upright else painter.drawLine(
            span.topRight(), span.bottomRight()
        )
        painter.setPen(QColor(self._colours.accent if lit else self._colours.hint))
        painter.drawText(span, Qt.AlignmentFlag.AlignCenter, str(number) if self._upright else column_letters(number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for number in range(1, len(self._edges()) if self._geometry else 0):
            if self._span(number).contains(point):
                self.pressed.emit(number, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
