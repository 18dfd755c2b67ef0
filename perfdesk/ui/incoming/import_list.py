"""The list beside a review of an import: each document, and under it the forms and projects found in it.

Knows words, shapes and which row stands for what; refuses to decide anything (`import_page.py`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from perfdesk.importing import LEAVE, FileRead, Item, Plan
from perfdesk.ui import palette
from perfdesk.ui.icons import icon
from perfdesk.ui.incoming.import_rows import state

_SORT = Qt.ItemDataRole.UserRole
ALL, WANTS_A_LOOK, REFUSED = "all", "look", "refused"
"""Which rows are shown: all, those she should look at, the documents that cannot be read."""


class Chosen(NamedTuple):
    """What a row stands for: a document by its place, and in it a form by its number in the plan; -1 for none."""

    file: int
    item: int = -1


class ImportList(QTreeWidget):
    """`chosen(Chosen)`: another row is the current one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("读到的文件和表")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(12)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda row, _: self.chosen.emit(_meaning(row)) if row else None)

    def show_plan(self, files: Sequence[FileRead], plan: Plan) -> None:
        """The rows anew, with the words of this plan; the current one stays."""
        if self.topLevelItemCount() == len(files):
            for row in self._rows():
                self._say(row, files, plan)
            return
        self.clear()
        numbers = iter(range(len(plan.items)))
        for place, file in enumerate(files):
            row = QTreeWidgetItem(self)
            row.setData(0, Qt.ItemDataRole.UserRole, Chosen(place))
            for _ in file.found.forms:
                under = QTreeWidgetItem(row)
                under.setData(0, Qt.ItemDataRole.UserRole, Chosen(place, next(numbers)))
            self.expandItem(row)
        for row in self._rows():
            self._say(row, files, plan)

    def choose_first(self) -> None:
        """The first form to be looked at: one that is doubtful or was left before one that is plain."""
        rows = list(self._rows())
        forms = [row for row in rows if _meaning(row).item >= 0]
        doubtful = [row for row in forms if row.data(1, _SORT) == WANTS_A_LOOK]
        for row in (*doubtful, *forms, *rows):
            self.setCurrentItem(row)
            return

    def count(self, sort: str) -> int:
        """How many rows are of a sort; of all, how many documents there are."""
        return self.topLevelItemCount() if sort == ALL else sum(row.data(1, _SORT) == sort for row in self._rows())

    def show_only(self, sort: str) -> None:
        """The rows of a sort, each under its document."""
        for row in self._rows():
            row.setHidden(sort not in (ALL, row.data(1, _SORT)))
            if row.parent() and not row.isHidden():
                row.parent().setHidden(False)

    @property
    def picked(self) -> list[int]:
        """The forms selected, by their numbers in the plan."""
        return [number for row in self.selectedItems() if (number := _meaning(row).item) >= 0]

    @property
    def lines(self) -> list[str]:
        """The rows as text."""
        return [f"{'  ' if row.parent() else ''}{row.text(0)} | {row.text(1)}".rstrip(" |") for row in self._rows()]

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while row := walk.value():
            yield row
            walk += 1

    def _say(self, row: QTreeWidgetItem, files: Sequence[FileRead], plan: Plan) -> None:
        chosen = _meaning(row)
        if chosen.item < 0:
            _say_file(row, files[chosen.file], plan, [plan.items[number] for number in _beneath(row)])
        else:
            _say_item(row, plan.items[chosen.item])


def _meaning(row: QTreeWidgetItem) -> Chosen:
    chosen: Chosen = row.data(0, Qt.ItemDataRole.UserRole)
    return chosen


def _beneath(row: QTreeWidgetItem) -> list[int]:
    """The forms of a document, by their numbers in the plan."""
    return [_meaning(row.child(each)).item for each in range(row.childCount())]


def _say_file(row: QTreeWidgetItem, file: FileRead, plan: Plan, items: Sequence[Item]) -> None:
    many = len(file.found.forms) > 1 or (file.found.forms and file.found.projects)
    row.setText(0, f"{file.path.name}（{file_words(file)}）" if many else file.path.name)
    row.setText(1, "" if file.found.forms else file_words(file))
    row.setFirstColumnSpanned(bool(file.found.forms))
    rest = plan.unread_of(file)
    unread = f"未读入 {len(rest)} 处" if rest else ""
    projects = f"项目清单 {len(file.found.projects)} 个项目" if file.found.projects else ""
    row.setToolTip(0, "\n".join(filter(None, (str(file.path), file.refusal, projects, unread))))
    found = bool(file.found.forms or file.found.projects)
    row.setData(1, _SORT, REFUSED if file.refusal else "" if found else WANTS_A_LOOK)
    if file.refusal:
        row.setIcon(0, icon("circle-alert", palette.ERROR))
    elif not found:
        row.setIcon(0, icon("info", palette.HINT))
    elif items and not file.found.projects and all(_left_out(each) for each in items):
        row.setIcon(0, icon("minus", palette.HINT))
    elif any(each.doubts or each.unlike or _left_out(each) for each in items):
        row.setIcon(0, icon("triangle-alert", palette.WARNING))
    else:
        row.setIcon(0, icon("circle-check", palette.DONE))


def _left_out(item: Item) -> bool:
    return item.act == LEAVE and not item.same


def file_words(file: FileRead) -> str:
    """What came of a document."""
    if file.refusal:
        return "读不了"
    forms = f"{len(file.found.forms)} 张表" if file.found.forms else ""
    projects = f"清单 {len(file.found.projects)} 项" if file.found.projects else ""
    return "，".join(filter(None, (forms, projects))) or "没有认出表"


def _say_item(row: QTreeWidgetItem, item: Item) -> None:
    kind = item.form.short if item.form else "没有这种表样"
    doubts = len(item.doubts) + bool(item.unlike)
    row.setText(0, item.name or "（没有项目名称）")
    row.setText(1, "已有" if item.same else state(item) + (f" ▲{doubts}" if doubts and item.act != LEAVE else ""))
    doubtful = f"存疑 {doubts} 处" if doubts else ""
    row.setToolTip(0, "\n".join(filter(None, (item.name, item.code, kind, item.found.source, item.why, doubtful))))
    wanting = not item.same and (doubts > 0 or item.act == LEAVE)
    row.setData(1, _SORT, WANTS_A_LOOK if wanting else "")
    if item.act == LEAVE:
        row.setIcon(0, icon("minus", palette.HINT))
    elif doubts:
        row.setIcon(0, icon("triangle-alert", palette.WARNING))
    else:
        row.setIcon(0, icon("circle-check", palette.DONE))
