"""回收站: what was deleted, by whom and when, and the way back. Nothing is ever erased.

Knows the list and what is chosen in it; what comes back together is `perfdesk/binned.py`'s, and bringing it back
`history_acts.py`'s.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from perfdesk.binned import Binned, binned
from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord, Project
from perfdesk.ui.aside import Aside
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.folds import draw_fold
from perfdesk.ui.history.history_rows import day_and_time

_BINNED = Qt.ItemDataRole.UserRole
_HEADS = ("名称", "内容", "删除时间", "操作人", "怎样删除的")
_WIDTHS = {2: 150, 3: 80, 4: 110}
"""Of the columns beside names and contents, which share the room that is left."""
_EMPTY = "回收站是空的。删除的项目和报表都会放在这里，可以随时恢复。"


class Bin(Aside):
    """`wanted(list[Binned])`: these are to come back."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, title: Callable[[FormRecord], str]) -> None:
        super().__init__("回收站")
        self._desk, self._title = desk, title
        self._stale = True
        self.list = _List()
        self.told = label(look="hint", wrap=True)
        self.back = dressed(QPushButton("恢复所选"), look="primary")
        self.back.clicked.connect(self._want)
        self.list.entered_on.connect(self._want)
        self.list.itemSelectionChanged.connect(self._count)
        foot = dressed(QFrame(), look="notice")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.told, 1)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(foot)
        self.begin_at(self.list)

    @property
    def chosen(self) -> list[Binned]:
        """What is selected; a form under a project that is selected too comes with it."""
        items = self.list.selectedItems()
        return [item.data(0, _BINNED) for item in items if item.parent() is None or item.parent() not in items]

    def renew(self) -> None:
        self.list.clear()
        for each in binned(self._desk.ledger):
            item = self._item(each)
            self.list.addTopLevelItem(item)
            item.addChildren([self._item(form) for form in each.forms])
            item.setExpanded(True)
        first = self.list.topLevelItem(0)
        if first:
            self.list.setCurrentItem(first)
        self._count()

    def _item(self, each: Binned) -> QTreeWidgetItem:
        name, content = self._words(each)
        item = QTreeWidgetItem([name, content, day_and_time(each.at), each.who, each.act])
        item.setData(0, _BINNED, each)
        item.setToolTip(0, name)
        return item

    def _words(self, each: Binned) -> tuple[str, str]:
        record = each.record
        if isinstance(record, Project):
            forms = f"{len(each.forms)} 张报表" if each.forms else "没有报表"
            return f"项目　{record.name or record.code}", f"{record.year} 年度，{forms}"
        project = self._desk.project(record.project)
        score = f"，总分 {record.total}" if record.total else ""
        name = "　".join(filter(None, (project.name if project else "", self._title(record))))
        return name, f"{record.year} 年度，已填 {record.filled} / {record.wanted} 项{score}"

    def _count(self) -> None:
        count = len(self.chosen)
        readonly = self._desk.ledger.readonly
        self.back.setEnabled(bool(count) and not readonly)
        self.back.setText(f"恢复所选（{count}）" if count > 1 else "恢复所选")
        there = self.list.topLevelItemCount()
        self.told.setText("恢复可以撤销。Ctrl 或 Shift 可以多选，Enter 恢复。" if there else _EMPTY)

    def _want(self) -> None:
        if self.chosen and self.back.isEnabled():
            self.wanted.emit(self.chosen)


class _List(QTreeWidget):
    entered_on = Signal()
    """Enter, or a double click."""

    def __init__(self) -> None:
        super().__init__()
        dressed(self, look="records", spoken="回收站")
        self.setHeaderLabels(list(_HEADS))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setStretchLastSection(False)
        for column in range(len(_HEADS)):
            mode = QHeaderView.ResizeMode.Interactive if column in _WIDTHS else QHeaderView.ResizeMode.Stretch
            self.header().setSectionResizeMode(column, mode)
            self.setColumnWidth(column, _WIDTHS.get(column, 0))
        self.itemDoubleClicked.connect(lambda *_: self.entered_on.emit())

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        if self.model().hasChildren(index):
            draw_fold(painter, rect, self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_on.emit()
        else:
            super().keyPressEvent(event)
