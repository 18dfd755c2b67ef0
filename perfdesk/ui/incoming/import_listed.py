"""The projects of a list in a review of an import: which are there, which would be made, and which she wants.

Knows rows, ticks and the search above them; refuses to know what is planned (`import_page.py`).
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.meaning.initials import found_by
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.incoming.import_rows import ListedRow

_NUMBER, _SPOT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class ListedProjects(QWidget):
    """`chosen`: other projects are ticked. `pointed(Spot)`: a place in the document is meant."""

    chosen = Signal()
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.head = label(look="heading")
        self.search = dressed(
            QLineEdit(placeholderText="查找名称、编码、单位", clearButtonEnabled=True), spoken="查找清单里的项目"
        )
        self.all, self.none = QPushButton("全选"), QPushButton("全不选")
        self.list = dressed(QListWidget(), look="listed", spoken="清单里的项目")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAlternatingRowColors(True)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._sift())
        self.all.clicked.connect(lambda: self._tick_shown(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._tick_shown(Qt.CheckState.Unchecked))
        self.list.itemChanged.connect(lambda _: self.chosen.emit())
        self.list.currentItemChanged.connect(lambda item, _: self.pointed.emit(item.data(_SPOT)) if item else None)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.all)
        above.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addLayout(above)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[ListedRow]) -> None:
        """The projects of one document; those shown already only say what becomes of them now."""
        with QSignalBlocker(self.list):
            if [row.number for row in rows] != [item.data(_NUMBER) for item in self._items()]:
                self.list.clear()
                self.list.addItems([""] * len(rows))
            for item, row in zip(self._items(), rows, strict=True):
                _say(item, row)
        choices = sum(not row.settled for row in rows)
        self.head.setText(f"清单里的项目（{len(rows)}），可选 {choices} 个")
        for part in (self.search, self.all, self.none):
            part.setVisible(choices > 1)
        self._sift()

    def choose_row(self, grid: int, row: int) -> None:
        """The project that is listed in a row of the document."""
        for item in self._items():
            if item.data(_SPOT)[:2] == (grid, row):
                with QSignalBlocker(self.list):
                    self.list.setCurrentItem(item)

    @property
    def ticked(self) -> dict[int, bool]:
        """Whether projects are wanted, by their numbers; of those there is nothing to choose about, nothing."""
        choices = (item for item in self._items() if item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        return {item.data(_NUMBER): item.checkState() == Qt.CheckState.Checked for item in choices}

    def _items(self) -> Iterator[QListWidgetItem]:
        return (self.list.item(row) for row in range(self.list.count()))

    def _sift(self) -> None:
        words = self.search.text().split() if self.search.isVisibleTo(self) else []
        for item in self._items():
            item.setHidden(not all(found_by(word, item.text()) for word in words))

    def _tick_shown(self, state: Qt.CheckState) -> None:
        """All at once, of those the search leaves in sight."""
        with QSignalBlocker(self.list):
            for item in self._items():
                if item.flags() & Qt.ItemFlag.ItemIsUserCheckable and not item.isHidden():
                    item.setCheckState(state)
        self.chosen.emit()


def _say(item: QListWidgetItem, row: ListedRow) -> None:
    item.setText(f"{row.name or '（没有名称）'}\n{row.told}")
    item.setToolTip(item.text())
    item.setData(_NUMBER, row.number)
    item.setData(_SPOT, row.spot)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags if row.settled else flags | Qt.ItemFlag.ItemIsUserCheckable)
    if row.settled:
        item.setData(Qt.ItemDataRole.CheckStateRole, None)
    else:
        item.setCheckState(Qt.CheckState.Checked if row.taken else Qt.CheckState.Unchecked)
