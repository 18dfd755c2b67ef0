"""A document's grid on the screen, as it was read: cells, merged ranges, and marks on some of them.

Knows rows, columns, texts and marks; refuses to know what a mark is for (`import_page.py`, `adopt_page.py`). Nothing
is typed here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygon, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTableView, QWidget

from perfdesk.core.layout.template import column_letters
from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.ui import palette

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]

_MOST_ROWS, _MOST_COLUMNS = 2000, 80
_NARROW, _WIDE, _TALL = 40, 120, 132
_LEAST, _MOST = 0.7, 1.6
"""How far columns are narrowed or spread to fill the room."""
_PAD = 4
_HOW = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


class Mark(NamedTuple):
    """What is known of a cell: `taken`, `doubt`, or `free` (nothing yet, may be chosen)."""

    kind: str
    name: str = ""
    """Shown in the cell where nothing is printed there."""
    why: str = ""
    """Told with the name when she points at the cell."""


class AsRead(QTableView):
    """One grid. `pressed_at(row, column)`: a cell was chosen; places count from 1."""

    pressed_at = Signal(int, int)

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(spoken)
        self.cells = _Cells(self)
        self.setModel(self.cells)
        self.setItemDelegate(_Paint(self))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        for mode in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for heads in (self.horizontalHeader(), self.verticalHeader()):
            heads.setMinimumSectionSize(12)
            heads.setHighlightSections(True)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self._widths: Sequence[float] = ()
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._moved)

    def show_grid(self, grid: Grid | None, marks: Mapping[Place, Mark], widths: Sequence[float] = ()) -> None:
        """Another grid; `widths` are points, where the document says them."""
        self._quiet = True
        self._widths = widths
        self.clearSpans()
        self.cells.take(grid, marks)
        for cell in self.cells.merged:
            self.setSpan(cell.row - 1, cell.column - 1, cell.rows, cell.columns)
        self._arrange()
        self._quiet = False

    def mark(self, marks: Mapping[Place, Mark]) -> None:
        """Other marks on the same grid."""
        self.cells.marks = marks
        self.viewport().update()

    def go_to(self, row: int, column: int) -> None:
        """Makes a cell the current one, without telling."""
        self._quiet = True
        index = self.cells.index(row - 1, column - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._quiet = False

    @property
    def here(self) -> Place | None:
        """The cell chosen."""
        index = self.currentIndex()
        return self.cells.start(index) if index.isValid() else None

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and not self._quiet:
            self.pressed_at.emit(*self.cells.start(index))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Columns as wide as they need, spread over the room there is; rows as high as their longest text."""
        wanted = self._wanted()
        room = max(0, self.viewport().width() - 2)
        share = min(max(room / sum(wanted), _LEAST), _MOST) if wanted else 1.0
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, int(width * share))
        metrics = self.fontMetrics()
        heights = [metrics.height() + 2 * _PAD] * self.cells.rowCount()
        for cell in self.cells.shown:
            if cell.rows == 1 and cell.row <= len(heights):
                heights[cell.row - 1] = max(heights[cell.row - 1], self._height(cell, metrics))
        for cell in self.cells.shown:
            rows = range(cell.row - 1, min(cell.row + cell.rows - 1, len(heights)))
            if cell.rows > 1 and rows:
                heights[rows[-1]] += max(0, self._height(cell, metrics) - sum(heights[row] for row in rows))
        for row, height in enumerate(heights):
            self.setRowHeight(row, min(height, _TALL))

    def _wanted(self) -> list[float]:
        columns = self.cells.columnCount()
        if self._widths:
            unit = self.logicalDpiX() / 72
            return [width * unit for width in [*self._widths, *[48.0] * columns][:columns]]
        metrics = self.fontMetrics()
        wanted = [float(_NARROW)] * columns
        for cell in self.cells.shown:
            if cell.columns == 1 and cell.column <= columns:
                longest = max(map(metrics.horizontalAdvance, cell.text.split("\n")), default=0)
                wanted[cell.column - 1] = max(wanted[cell.column - 1], min(longest + 3 * _PAD, _WIDE))
        return wanted

    def _height(self, cell: Shown, metrics: QFontMetrics) -> int:
        width = sum(self.columnWidth(cell.column - 1 + number) for number in range(cell.columns))
        return metrics.boundingRect(QRect(0, 0, width - 2 * _PAD, 1 << 16), _HOW, cell.text).height() + 2 * _PAD


class _Cells(QAbstractTableModel):
    """The cells of a grid. What lies beyond the most rows and columns is not drawn; it was read all the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marks: Mapping[Place, Mark] = {}
        self.shown: tuple[Shown, ...] = ()
        self._at: Mapping[Place, Shown] = {}
        self._rows = self._columns = 0

    def take(self, grid: Grid | None, marks: Mapping[Place, Mark]) -> None:
        self.beginResetModel()
        cells = grid.cells if grid else ()
        self.shown = tuple(each for each in cells if each.row <= _MOST_ROWS and each.column <= _MOST_COLUMNS)
        self._at = grid.at if grid else {}
        self._rows = min(max((each.row + each.rows - 1 for each in self.shown), default=0), _MOST_ROWS)
        self._columns = min(max((each.column + each.columns - 1 for each in self.shown), default=0), _MOST_COLUMNS)
        self.marks = marks
        self.endResetModel()

    @property
    def merged(self) -> list[Shown]:
        """The merged cells that begin in sight; of overlapping ones those that are there alone."""
        return [each for each in self.shown if (each.rows > 1 or each.columns > 1) and self._whole(each)]

    def _whole(self, cell: Shown) -> bool:
        rows = range(cell.row, min(cell.row + cell.rows, self._rows + 1))
        columns = range(cell.column, min(cell.column + cell.columns, self._columns + 1))
        return all(self._at.get((row, column)) is cell for row in rows for column in columns)

    def start(self, index: Index) -> Place:
        """Where the cell at an index begins."""
        place = index.row() + 1, index.column() + 1
        cell = self._at.get(place)
        return (cell.row, cell.column) if cell else place

    def mark(self, index: Index) -> Mark | None:
        return self.marks.get(self.start(index))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell, mark = self._at.get((index.row() + 1, index.column() + 1)), self.mark(index)
        text = cell.text if cell else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(filter(None, (text, mark.name if mark else "", mark.why if mark else "")))
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, way, role)
        return column_letters(section + 1) if way == Qt.Orientation.Horizontal else str(section + 1)


_FILLS = {"taken": palette.CHOSEN.editable, "doubt": "#FFF6E5", "free": palette.PAPER}


class _Paint(QStyledItemDelegate):
    """A cell: its text, its hairlines, a wash and a shape where it is marked."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        cells: Any = index.model()
        mark: Mark | None = cells.mark(index)
        rect: QRect = option.rect
        painter.save()
        painter.fillRect(rect, QColor(_FILLS[mark.kind] if mark else palette.PAPER))
        painter.setPen(QColor(palette.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(index.data() or "")
        named = bool(mark and mark.name and not text.strip())
        painter.setPen(QColor(palette.ACCENT if named else palette.INK))
        inner = rect.adjusted(_PAD, 2, -_PAD, -2)
        if mark and named:
            words = painter.fontMetrics().elidedText(mark.name, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), words)
        else:
            painter.drawText(inner, _HOW | _alignment(painter, inner, text), text)
        if mark:
            _shape(painter, rect, mark.kind)
        if index == option.widget.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.ACCENT), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _alignment(painter: QPainter, room: QRect, text: str) -> int:
    """Short texts in the middle, long ones from the left, those that do not fit from their beginning."""
    fits = painter.boundingRect(room, _HOW, text).height() <= room.height()
    upright = Qt.AlignmentFlag.AlignVCenter if fits else Qt.AlignmentFlag.AlignTop
    across = Qt.AlignmentFlag.AlignLeft if "\n" in text or len(text) > 12 else Qt.AlignmentFlag.AlignHCenter
    return int(upright | across)


def _shape(painter: QPainter, rect: QRect, kind: str) -> None:
    """Never colour alone: a corner where a text was taken, a triangle with its foot down where it is doubtful."""
    if kind == "free":
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    right, top = rect.right(), rect.top() + 1
    if kind == "taken":
        painter.setBrush(QColor(palette.ACCENT))
        painter.drawPolygon(QPolygon([QPoint(right - 5, top), QPoint(right, top), QPoint(right, top + 5)]))
    else:
        painter.setBrush(QColor(palette.WARNING))
        painter.drawPolygon(
            QPolygon([QPoint(right - 12, top + 10), QPoint(right - 2, top + 10), QPoint(right - 7, top + 1)])
        )
