"""Things beside each other that go over into another line where there is no room: buttons under a table.

Knows how wide each wants to be. The first stands at the left; the others at the right, where all have room in one line.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from perfdesk.ui.dressing import beside

_Line = list[QLayoutItem]


class Flow(QLayout):
    """`stretched`: what takes the room that is left of its line, up to its greatest width."""

    def __init__(self, parent: QWidget, stretched: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretched = stretched
        self.setContentsMargins(12, 8, 12, 8)
        self.setSpacing(8)

    # What Qt asks of a layout.

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = self._lines(width - margins.left() - margins.right())
        heights = [_height(line) for line in lines]
        return sum(heights) + self.spacing() * max(0, len(lines) - 1) + margins.top() + margins.bottom()

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        widest = max((_width(item) for item in self._items), default=0)
        return QSize(widest + margins.left() + margins.right(), _height(self._items) + margins.top() + margins.bottom())

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(self._length(self._items) + margins.left() + margins.right(), self.minimumSize().height())

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        inner = room.marginsRemoved(self.contentsMargins())
        lines, top = self._lines(inner.width()), inner.top()
        for line in lines:
            self._place(line, QRect(inner.left(), top, inner.width(), _height(line)), alone=len(lines) == 1)
            top += _height(line) + self.spacing()

    # How they stand.

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = [[]]
        for item in self._items:
            if lines[-1] and self._length([*lines[-1], item]) > width:
                lines.append([])
            lines[-1].append(item)
        return lines

    def _length(self, items: _Line) -> int:
        return sum(map(_width, items)) + self.spacing() * max(0, len(items) - 1)

    def _place(self, line: _Line, room: QRect, alone: bool) -> None:
        rest, left = max(0, room.width() - self._length(line)), room.left()
        for place, item in enumerate(line):
            width = min(_width(item), room.width())
            if item.widget() is self._stretched and self._stretched is not None:
                more = min(rest, self._stretched.maximumWidth() - width)
                width, rest = width + more, rest - more
            item.setGeometry(QRect(left, room.top(), width, room.height()))
            left += width + self.spacing() + (rest if alone and place == 0 and self._stretched is None else 0)


def together(*parts: QWidget) -> QWidget:
    """What goes over into another line together."""
    group = QWidget()
    row = beside(*parts)
    row.setContentsMargins(0, 0, 0, 0)
    group.setLayout(row)
    return group


def _width(item: QLayoutItem) -> int:
    return max(item.sizeHint().width(), item.minimumSize().width())


def _height(line: _Line) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
