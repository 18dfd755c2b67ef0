"""The list of what was done: a line a deed, under it each change, older ones read when she comes to them.

Knows pages and what belongs under what; asks the journal and `history_rows.py` for all it shows.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from perfdesk.core.sheet import Cell
from perfdesk.ledger.journal import Deed, Journal, Line
from perfdesk.ui.dressing import dressed
from perfdesk.ui.folds import draw_fold
from perfdesk.ui.history.history_rows import Teller, Told, worth_telling

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("时间", "操作人", "做了什么", "改动")
DEED, TOLD = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
"""The roles under which an index gives its Deed, and what is told of it."""
_PAGE = 100
_WIDTHS = (164, 70, 180)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HistoryModel(QAbstractItemModel):
    """Deeds as rows, their changes under them. An internal id of 0 is a deed, else the deed's row + 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deeds: list[Deed] = []
        self._lines: list[tuple[Line, ...]] = []
        self._more = False
        self._read: Callable[[int | None], list[Deed]] = lambda before: []
        self._teller: Teller | None = None
        self._alone = False
        self._told: dict[tuple[int, int], Told] = {}

    def show(self, journal: Journal, teller: Teller, form: int | None = None, cells: Sequence[Cell] = ()) -> None:
        """The deeds of some cells of a form, of a form, of the whole ledger."""
        self.beginResetModel()
        self._teller, self._alone = teller, form is not None
        self._read = lambda before: journal.deeds(form=form, cells=cells, before=before, count=_PAGE)
        self.deeds, self._lines, self._more = [], [], True
        self._told.clear()
        self._take(self._read(None))
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        deeds = self._read(self.deeds[-1].lines[0].id)
        self.beginInsertRows(QModelIndex(), len(self.deeds), len(self.deeds) + len(deeds) - 1)
        self._take(deeds)
        self.endInsertRows()

    def _take(self, deeds: list[Deed]) -> None:
        self._more = len(deeds) == _PAGE
        self.deeds += deeds
        self._lines += [tuple(line for line in deed.lines if worth_telling(line)) for deed in deeds]

    def told(self, index: Index) -> Told:
        """Worked out once: of an import of a hundred forms that takes a while."""
        key = index.internalId(), index.row()
        if key not in self._told:
            self._told[key] = self._tell(index)
        return self._told[key]

    def _tell(self, index: Index) -> Told:
        assert self._teller is not None
        deed = self.deed(index)
        if not index.internalId():
            return self._teller.deed(deed, alone=self._alone)
        told = self._teller.line(self._lines[index.internalId() - 1][index.row()])
        where = "" if self._alone or not told.form or told.cell is None else f"　{self._teller.form(told.form)}"
        return told._replace(what=told.what + where)

    def deed(self, index: Index) -> Deed:
        return self.deeds[(index.internalId() or index.row() + 1) - 1]

    # What Qt asks of a model.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not (0 <= row < self.rowCount(parent) and 0 <= column < len(COLUMNS)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # an invalid index is a value
        if not parent.isValid():
            return len(self.deeds)
        if parent.internalId() or parent.column():
            return 0
        lines = len(self._lines[parent.row()])
        return lines if lines > 1 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == DEED:
            return self.deed(index)
        if role == TOLD:
            return self.told(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.told(index)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return "，".join(filter(None, self.told(index)[:4]))
        return None


class HistoryList(QTreeView):
    """The deeds, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dressed(self, look="records", spoken="修改记录")
        self.rows = HistoryModel(self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if self.rows.hasChildren(index):
            draw_fold(painter, rect, self.isExpanded(index))

    def choose_first(self) -> None:
        self.setCurrentIndex(self.rows.index(0, 0))
