"""Column letters above the page and row numbers beside it, those of the selection lit. Slim, and quiet.

Knows only the geometry it is shown; a press on a row number or a letter says which was meant. Rows that may be put
elsewhere have a handle at the left, seen under the pointer and where the row is lit.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from perfdesk.core.layout.template import column_letters
from perfdesk.ui.page.geometry import Geometry
from perfdesk.ui.page.grid import Block
from perfdesk.ui.palette import Colours

BREADTH = 18
"""Height of the letters' strip, in the window's units."""
LENGTH = 28
"""Width of the numbers' strip."""
_LETTERING = 11
_HANDLE = 10
"""Width of a row's handle."""


class Headings(QWidget):
    """One strip. `pressed(number, extend)`: the row or column that was pressed, and whether Shift was held or the
    mouse drawn on. A row taken by its handle is `grabbed(row)`, `carried(height)` over the page and `let_go`."""

    pressed = Signal(int, bool)
    grabbed = Signal(int)
    carried = Signal(int)
    let_go = Signal()

    def __init__(self, parent: QWidget, upright: bool, colours: Colours) -> None:
        super().__init__(parent)
        self._upright, self._colours = upright, colours
        self._geometry: Geometry | None = None
        self._origin, self._lit = 0, range(0)
        self._handles, self._under, self._pressed = range(0), 0, 0
        """Rows with a handle, the one under the pointer, the one last pressed (0 for none)."""
        self._carrying = False
        self.setMouseTracking(upright)
        font = self.font()
        font.setPixelSize(_LETTERING)
        self.setFont(font)

    def show_state(self, geometry: Geometry, origin: int, block: Block) -> None:
        """What is to be shown: the geometry, how far it is scrolled (device pixels), the selected block."""
        self._geometry, self._origin = geometry, origin
        self._lit = block.rows if self._upright else block.columns
        self.update()

    def show_handles(self, rows: range) -> None:
        """The rows that may be put elsewhere."""
        self._handles = rows

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
        room = span.adjusted(_HANDLE - 2, 0, 0, 0) if self._upright else span
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(number) if self._upright else column_letters(number))
        if number in self._handles and (lit or number == self._under):
            self._paint_handle(painter, span)

    def _paint_handle(self, painter: QPainter, span: QRect) -> None:
        """Six dots to take hold of."""
        color = painter.pen().color()
        for across in (3, 6):
            for down in (-4, 0, 4):
                painter.fillRect(QRect(across, span.center().y() + down, 2, 2), color)

    def _at(self, point: QPoint) -> int:
        """The row or column at a point; 0 beside them."""
        numbers = range(1, len(self._edges()) if self._geometry else 1)
        return next((number for number in numbers if self._span(number).contains(point)), 0)

    def _on_handle(self, number: int, point: QPoint) -> bool:
        return number in self._handles and point.x() < _HANDLE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._pressed = self._at(point)
        if event.button() != Qt.MouseButton.LeftButton or not self._pressed:
            return
        if self._on_handle(self._pressed, point):
            self._carrying = True
            self.grabbed.emit(self._pressed)
        else:
            self.pressed.emit(self._pressed, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._carrying:
            self.carried.emit(point.y())
            return
        number = self._at(QPoint(0, point.y()) if self._upright else QPoint(point.x(), 0))
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed and number not in (0, self._pressed):
            self._pressed = number
            self.pressed.emit(number, True)
        elif not event.buttons() and self._upright:
            self._hover(number, self._on_handle(number, point))

    def _hover(self, number: int, on_handle: bool) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor if on_handle else Qt.CursorShape.ArrowCursor)
        self.setToolTip("拖动，调整这一行的顺序" if on_handle else "")
        if number != self._under:
            self._under = number
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = 0
        if self._carrying:
            self._carrying = False
            self.let_go.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(0, False)
