"""The board's table: how a line is painted, chosen, put in order by key or header, and copied.

Refuses to know which lines there are (`board.py`) and what a deed means (`board_acts.py`).
"""

from typing import Any

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from perfdesk.board import Line
from perfdesk.ui import palette
from perfdesk.ui.board.board_model import LINE, NAMES, BoardModel, alignment
from perfdesk.ui.standing import OWED, STANDINGS, Standing, draw_filled, draw_shape

ROW = 30
_WIDTHS = {
    "code": 168, "year": 52, "title": 148, "state": 116, "progress": 122, "total": 56, "grade": 48, "errors": 48,
    "due": 88, "left": 84,
}  # fmt: skip
_NAME = 168
"""What a project's name has at least: where there is less room the table scrolls."""
_SOON = 7
"""Days before a day is called near."""
_MARGIN = 6


class BoardView(QTableView):
    """`opened`: Enter, or a double click. `sorted(column, falling)`: she wants another order. `copied`: Ctrl+C."""

    opened = Signal()
    sorted = Signal(str, bool)
    copied = Signal()

    def __init__(self, model: BoardModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("台账总览")
        self.setItemDelegate(_Cell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 10))
        self._dress_header()
        self.doubleClicked.connect(lambda _: self.opened.emit())

    @property
    def header(self) -> QHeaderView:
        return self.horizontalHeader()

    def show_order(self, column: str, falling: bool) -> None:
        """The arrow in the heading."""
        way = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.header.setSortIndicator(NAMES.index(column), way)

    @property
    def shape(self) -> QByteArray:
        """How wide the columns are, where they stand and which orders the lines."""
        return self.header.saveState()

    def take_shape(self, state: QByteArray) -> tuple[str, bool]:
        """As it was left; the column that ordered the lines, blank for none, and whether falling."""
        if not self.header.restoreState(state) or not 0 <= self.header.sortIndicatorSection() < len(NAMES):
            return "", False
        falling = self.header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return NAMES[self.header.sortIndicatorSection()], falling

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.order_here(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names take the room the other columns leave, and do not shrink to nothing."""
        super().resizeEvent(event)
        name, modes = NAMES.index("name"), QHeaderView.ResizeMode
        room = self.viewport().width() - self.header.length() + self.header.sectionSize(name)
        self.header.setSectionResizeMode(name, modes.Stretch if room >= _NAME else modes.Interactive)
        if room < _NAME:
            self.header.resizeSection(name, _NAME)

    def order_here(self, falling: bool) -> None:
        """By the column the cursor is in."""
        self.sorted.emit(NAMES[max(0, self.currentIndex().column())], falling)

    def _dress_header(self) -> None:
        header = self.header
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(40)
        header.setFixedHeight(30)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, name in enumerate(NAMES):
            if name in _WIDTHS:
                header.resizeSection(column, _WIDTHS[name])
        header.setSectionResizeMode(NAMES.index("name"), QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._order_by)

    def _order_by(self, column: int) -> None:
        """A click on the heading of the order there is turns it round; Qt has turned the arrow already."""
        self.sorted.emit(NAMES[column], self.header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder)


class _Cell(QStyledItemDelegate):
    """Paints a cell: the state with its shape, what is filled with a bar, what is late in the colour of errors."""

    BAR = 40

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt paints the ground, we what stands on it."""
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        line: Line = index.data(LINE)
        name = NAMES[index.column()]
        painter.save()
        painter.setPen(QColor(palette.LINE))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        color = palette.INK
        if name == "state":
            standing = _standing(line)
            draw_shape(painter, standing, QRectF(box.left(), box.center().y() - 5, 11, 11))
            box, color = box.adjusted(18, 0, 0, 0), standing.color
        elif name == "progress" and line.form:
            bar = QRectF(box.left(), box.center().y() - 2, self.BAR, 6)
            draw_filled(painter, bar, line.filled, line.wanted, _standing(line).color)
            box = box.adjusted(self.BAR + 8, 0, 0, 0)
        else:
            color = palette.HINT if name == "name" and self._told_above(index, line) else _color(line, name)
        painter.setPen(QColor(color))
        told = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(alignment(index.column())), told)
        painter.restore()

    def _told_above(self, index: QModelIndex | QPersistentModelIndex, line: Line) -> bool:
        """Whether the row above is of the same project: then the name is there for the eye already."""
        above: Line | None = index.model().index(index.row() - 1, 0).data(LINE)
        return above is not None and above.project == line.project


def _standing(line: Line) -> Standing:
    return STANDINGS.get(line.state) or (OWED if not line.form else Standing(line.state, palette.HINT, "ring"))


def _color(line: Line, name: str) -> str:
    if name == "errors":
        return palette.ERROR
    if name == "left" and line.left is not None and line.left <= _SOON:
        return palette.ERROR if line.left < 0 else palette.WARNING
    return palette.HINT if name in ("code", "due", "left") or (not line.form and name == "title") else palette.INK
