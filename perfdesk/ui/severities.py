"""审核设置: how grave each check is to be in this ledger, beside what it is without her word.

Knows how the checks are listed; refuses to keep anything: the answer is a plain table, and the window sends it
through the one door.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from perfdesk.core.audit import CHECKS
from perfdesk.core.checks.names import NAMES, SECTIONS
from perfdesk.ui.dialogs import Ask
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.severity import SEVERITIES

OFF = "off"
_WORDS = {**{severity: SEVERITIES[severity].word for severity in ("error", "warning", "hint")}, OFF: "不查"}
_USUAL = "随口径"


class AskSeverities(Ask):
    """The answer holds every check; blank is as the profile says."""

    def __init__(self, known: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("审核设置", "确定", parent, 620)
        self.search = dressed(QLineEdit(placeholderText="查找检查"), spoken="查找检查")
        self.search.setClearButtonEnabled(False)
        self.search.textChanged.connect(self._look_for)
        self.list = _tree()
        self.choices: dict[str, QComboBox] = {}
        self._lines: dict[str, QTreeWidgetItem] = {}
        for section, title in SECTIONS.items():
            self._add_section(section, title, known)
        self.list.expandAll()
        self.column.insertWidget(0, label("只对这个账本有效。改过的加粗显示。", "hint"))
        self.column.insertWidget(1, self.search)
        self.column.insertWidget(2, self.list, 1)
        self.resize(620, 560)

    def missing(self) -> str:
        return ""

    def answered(self) -> Any:
        return {check: combo.currentData() for check, combo in self.choices.items()}

    def _add_section(self, section: str, title: str, known: Mapping[str, str]) -> None:
        usual = {check.key: check.severity for check in reversed(CHECKS) if check.key.startswith(section)}
        above = QTreeWidgetItem(self.list, [title])
        above.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for check in sorted(usual):
            line = QTreeWidgetItem(above, [check, NAMES[check]])
            line.setToolTip(1, NAMES[check])
            line.setSizeHint(2, QSize(0, 32))
            self._lines[check] = line
            self.choices[check] = self._choice(check, usual[check], known.get(check, ""))
            self.list.setItemWidget(line, 2, self.choices[check])
            self._show_changed(check)

    def _choice(self, check: str, usual: str, chosen: str) -> QComboBox:
        combo = dressed(QComboBox(), spoken=f"{check} {NAMES[check]}")
        combo.addItem(f"{_USUAL}（{_WORDS[usual]}）", "")
        for severity, word in _WORDS.items():
            combo.addItem(word, severity)
        combo.setCurrentIndex(combo.findData(chosen))
        combo.currentIndexChanged.connect(partial(self._changed, check))
        return combo

    def _changed(self, check: str, _index: int) -> None:
        self._show_changed(check)

    def _show_changed(self, check: str) -> None:
        font = QFont(self.font())
        font.setBold(bool(self.choices[check].currentData()))
        for column in (0, 1):
            self._lines[check].setFont(column, font)

    def _look_for(self, text: str) -> None:
        words = text.casefold().split()
        for check, line in self._lines.items():
            line.setHidden(not all(word in f"{check} {NAMES[check]}".casefold() for word in words))


def _tree() -> QTreeWidget:
    made = dressed(QTreeWidget(), spoken="检查和级别")
    made.setColumnCount(3)
    made.setHeaderLabels(["编号", "检查内容", "级别"])
    made.setRootIsDecorated(False)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    made.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
    made.header().resizeSection(0, 84)
    made.header().resizeSection(2, 150)
    made.header().setStretchLastSection(False)
    return made
