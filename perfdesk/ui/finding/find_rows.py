"""The results of a search as a table: which form, which cell, what it says, what it would say.

Knows rows, ticks and the piece of a long text that is worth showing. Refuses to search (`perfdesk/finding.py`) and to
know how a row is painted (`find_panel.py`).
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from perfdesk.core.meaning.matching import Sought, Span, replaced
from perfdesk.core.sheet import Cell
from perfdesk.finding import Hit

Index = QModelIndex | QPersistentModelIndex
PIECE = Qt.ItemDataRole.UserRole
"""The role under which a cell of the table gives its Piece."""
COLUMNS = ("报表", "格", "内容", "替换为")
FORM, CELL, TEXT, NEW = range(4)
_BEFORE, _MOST = 18, 160
"""Characters shown before the first match, and in all."""


class Piece(NamedTuple):
    """A text as one line, and what of it is marked."""

    text: str
    spans: tuple[Span, ...] = ()


def piece(text: str, spans: Sequence[Span]) -> Piece:
    """One line around the first match; every sign of the text stays one sign."""
    start = max(0, spans[0][0] - _BEFORE) if spans else 0
    shown = text[start : start + _MOST].replace("\n", "⏎")
    ahead = "…" if start else ""
    moved = [(first - start + len(ahead), last - start + len(ahead)) for first, last in spans if last <= start + _MOST]
    return Piece(ahead + shown + ("…" if len(text) > start + _MOST else ""), tuple(moved))


class Results(QAbstractTableModel):
    """The hits. `replacing`: whether they have ticks and show what they would become."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()
        self._called: Callable[[int], str] = str
        self._left_out: set[tuple[int, Cell]] = set()
        self._sought, self._new, self._replacing = Sought(""), "", False

    def show(self, hits: Sequence[Hit], sought: Sought, called: Callable[[int], str]) -> None:
        """Other results; what she left out stays left out as long as it is found."""
        self.beginResetModel()
        self.hits, self._sought, self._called = tuple(hits), sought, called
        self._left_out &= {_key(hit) for hit in hits}
        self.endResetModel()
        self.ticked.emit()

    def propose(self, new: str, replacing: bool) -> None:
        """What would stand there instead."""
        self._new, self._replacing = new, replacing
        if self.hits:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.hits) - 1, NEW))
        self.ticked.emit()

    @property
    def chosen(self) -> list[Hit]:
        """Those to be replaced."""
        return [hit for hit in self.hits if not hit.computed and _key(hit) not in self._left_out]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # an invalid index is a value
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return COLUMNS[section] if across else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        tickable = self._replacing and index.column() == FORM and not self.hits[index.row()].computed
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit, column = self.hits[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(hit, column)
            case Qt.ItemDataRole.CheckStateRole if self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
                return Qt.CheckState.Unchecked if _key(hit) in self._left_out else Qt.CheckState.Checked
        if role == PIECE:
            return piece(hit.text, hit.spans) if column == TEXT else Piece(self._text(hit, column).replace("\n", "⏎"))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        key = _key(self.hits[index.row()])
        taken = Qt.CheckState(value) == Qt.CheckState.Checked
        (self._left_out.discard if taken else self._left_out.add)(key)
        self.dataChanged.emit(index, self.index(index.row(), NEW))
        self.ticked.emit()
        return True

    def _text(self, hit: Hit, column: int) -> str:
        if column == FORM:
            return self._called(hit.form)
        if column == CELL:
            return hit.where
        return hit.text if column == TEXT else self._becomes(hit)

    def _becomes(self, hit: Hit) -> str:
        if hit.computed:
            return "（程序算出，不替换）"
        if not self._replacing or _key(hit) in self._left_out:
            return ""
        return replaced(self._sought, hit.text, self._new) or "（空）"


def _key(hit: Hit) -> tuple[int, Cell]:
    return hit.form, hit.cell
