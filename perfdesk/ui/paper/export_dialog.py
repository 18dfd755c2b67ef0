"""What goes out: which forms, as what, where to.

Knows what is asked before an export or a print of many; refuses to act (`acts.py`, `preview_acts.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
from perfdesk.ui.dressing import dressed, sized


@dataclass(frozen=True)
class ExportWish:
    """`single`: forms of which there are PDFs become one, with a list in front."""

    forms: tuple[int, ...]
    formats: tuple[str, ...]
    folder: Path
    single: bool = False


class AskForms(Ask):
    """Which forms, from a list of all. The answer is their ids."""

    def __init__(
        self,
        title: str,
        agree: str,
        forms: Sequence[tuple[int, str]],
        chosen: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, agree, parent, 520)
        self._nothing = f"请勾选要{agree}的报表。"
        self.forms = dressed(QListWidget(), spoken=f"要{agree}的报表")
        self.forms.setMinimumHeight(96)
        self.forms.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for number, name in forms:
            self.forms.addItem(_checked(name, number, number in chosen))
        self.forms.itemChanged.connect(lambda _: self.fault.clear())
        self.rows.addRow("报表", self.forms)
        self.rows.addRow("", self._all_or_none())

    @property
    def ticked(self) -> tuple[int, ...]:
        items = [self.forms.item(row) for row in range(self.forms.count())]
        chosen = (item for item in items if item.checkState() == Qt.CheckState.Checked)
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in chosen)

    def missing(self) -> str:
        return "" if self.ticked else self._nothing

    def answered(self) -> Any:
        return self.ticked

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


class AskExport(AskForms):
    """导出: which forms, as what, where to."""

    FORMATS = (("xlsx", "Excel 工作簿（官方表样）"), ("pdf", "PDF（打印、签字）"), ("account", "得分说明（PDF）"),
               ("evidence", "佐证材料目录（PDF）"))  # fmt: skip

    def __init__(
        self, forms: Sequence[tuple[int, str]], chosen: Sequence[int], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__("导出", "导出", forms, chosen, parent)
        self.formats = {key: _ticked(words) for key, words in self.FORMATS}
        for key in ("account", "evidence"):
            self.formats[key].setChecked(False)
        self.single = QCheckBox("几张报表的 PDF 合成一个文件，前面加目录")
        for number, box in enumerate(self.formats.values()):
            self.rows.addRow("" if number else "格式", box)
            box.toggled.connect(lambda _: self._follow())
        self.rows.addRow("", self.single)
        self.place = Place(folder, "导出到", self)
        self.rows.addRow("放在文件夹", self.place)
        self.forms.itemChanged.connect(lambda _: self._follow())
        self._follow()
        sized(self, 520, self.sizeHint().height())

    def missing(self) -> str:
        wish = self.answered()
        if super().missing() or not wish.formats:
            return super().missing() or "请至少选一种格式。"
        return "" if wish.folder.is_dir() else "这个文件夹不存在，请另选一个。"

    def answered(self) -> ExportWish:
        formats = tuple(key for key, box in self.formats.items() if box.isChecked())
        single = self.single.isEnabled() and self.single.isChecked()
        return ExportWish(self.ticked, formats, self.place.folder, single)

    def _follow(self) -> None:
        """Only several forms can be one file, and only as PDF."""
        self.fault.clear()
        self.single.setEnabled(len(self.ticked) > 1 and self.formats["pdf"].isChecked())


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
