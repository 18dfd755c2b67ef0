"""What is exported: which forms, as what, where to.

Knows what is asked; refuses to act (`acts.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from perfdesk.ui.dialogs import Ask, Place
from perfdesk.ui.dressing import dressed


@dataclass(frozen=True)
class ExportWish:
    forms: tuple[int, ...]
    formats: tuple[str, ...]
    folder: Path


class AskExport(Ask):
    """导出: which forms, as what, where to."""

    FORMATS = (("xlsx", "Excel 工作簿（官方表样）"), ("pdf", "PDF（打印、签字）"), ("account", "得分说明（PDF）"))

    def __init__(
        self, forms: Sequence[tuple[int, str]], chosen: Sequence[int], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__("导出", "导出", parent, 520)
        self.forms = dressed(QListWidget(), spoken="要导出的报表")
        self.forms.setMinimumHeight(200)
        self.forms.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for number, title in forms:
            self.forms.addItem(_checked(title, number, number in chosen))
        self.forms.itemClicked.connect(lambda _: self.fault.clear())
        self.rows.addRow("报表", self.forms)
        self.rows.addRow("", self._all_or_none())
        self.formats = {key: _ticked(words) for key, words in self.FORMATS}
        self.formats["account"].setChecked(False)
        for number, box in enumerate(self.formats.values()):
            self.rows.addRow("" if number else "格式", box)
        self.place = Place(folder, "导出到", self)
        self.rows.addRow("放在文件夹", self.place)

    def missing(self) -> str:
        wish = self.answered()
        if not wish.forms:
            return "请勾选要导出的报表。"
        if not wish.formats:
            return "请至少选一种格式。"
        return "" if wish.folder.is_dir() else "这个文件夹不存在，请另选一个。"

    def answered(self) -> ExportWish:
        items = [self.forms.item(row) for row in range(self.forms.count())]
        chosen = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
        formats = [key for key, box in self.formats.items() if box.isChecked()]
        return ExportWish(tuple(chosen), tuple(formats), self.place.folder)

    def check_all(self, checked: bool) -> None:
        for row in range(self.forms.count()):
            self.forms.item(row).setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    def _all_or_none(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for word, checked in (("全选", True), ("全不选", False)):
            button = QPushButton(word, autoDefault=False)
            button.clicked.connect(self._checker(checked))
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _checker(self, checked: bool) -> Callable[[], None]:
        return lambda: self.check_all(checked)


def _ticked(words: str) -> QCheckBox:
    box = QCheckBox(words)
    box.setChecked(True)
    return box


def _checked(title: str, number: int, checked: bool) -> QListWidgetItem:
    item = QListWidgetItem(title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    item.setSizeHint(QSize(200, 28))
    item.setData(Qt.ItemDataRole.UserRole, number)
    return item
