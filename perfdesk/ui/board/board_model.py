"""The lines of the board as a Qt model.

Knows how lines that differ become the fewest changes Qt must hear of, so that what is selected stays selected when
forms come, go, change or are put in another order. Refuses to know which lines there are and how they are ordered
(`board.py`), and how one is painted (`board_view.py`).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from perfdesk import board
from perfdesk.board import COLUMNS, Line

LINE = Qt.ItemDataRole.UserRole
"""The role under which an index gives its Line."""
NAMES = tuple(COLUMNS)
"""The columns, in the order they are shown in at first."""
_RIGHT = ("total",)
_MIDDLE = ("year", "grade", "errors")

Index = QModelIndex | QPersistentModelIndex


class BoardModel(QAbstractTableModel):
    """`lines` are those shown, in the order they are shown in."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Makes the rows these lines: reordered, removed, added and repainted, each at most once."""
        known, wanted = {line.key for line in self.lines}, {line.key for line in lines}
        if known - wanted:
            staying = [line for line in self.lines if line.key in wanted]
            self._order([*staying, *(line for line in self.lines if line.key not in wanted)])
            self._cut(len(staying))
        self._append([line for line in lines if line.key not in known])
        self._order(lines)
        self._repaint(lines)

    def row_of(self, key: tuple[int, int, str, int]) -> int:
        """Where a line stands; -1 where it is not shown."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    # What Qt asks of a model.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(NAMES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return board.told(line, NAMES[index.column()])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return board.sentence(line)
        return alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[NAMES[section]]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"按{COLUMNS[NAMES[section]]}排序"
        return alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    # Keeping the rows.

    def _order(self, lines: Iterable[Line]) -> None:
        """The rows there are in the order of these lines; indexes that are held go with their lines."""
        place = {line.key: row for row, line in enumerate(lines)}
        moved = [place[line.key] for line in self.lines]
        if moved == list(range(len(moved))):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self.lines = [line for _, line in sorted(zip(moved, self.lines, strict=True), key=lambda each: each[0])]
        after = [self.index(moved[each.row()], each.column()) for each in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _cut(self, length: int) -> None:
        self.beginRemoveRows(QModelIndex(), length, len(self.lines) - 1)
        del self.lines[length:]
        self.endRemoveRows()

    def _append(self, new: Sequence[Line]) -> None:
        if new:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(new) - 1)
            self.lines += new
            self.endInsertRows()

    def _repaint(self, lines: Sequence[Line]) -> None:
        changed = [row for row, line in enumerate(lines) if line != self.lines[row]]
        self.lines = list(lines)
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(NAMES) - 1))


def alignment(column: int) -> Qt.AlignmentFlag:
    name = NAMES[column]
    across = Qt.AlignmentFlag.AlignRight if name in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return (Qt.AlignmentFlag.AlignHCenter if name in _MIDDLE else across) | Qt.AlignmentFlag.AlignVCenter
