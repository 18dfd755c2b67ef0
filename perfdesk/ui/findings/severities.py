"""审核设置: how grave each check is to be in this ledger, beside what it is without her word.

Knows how the checks are listed and what is lost where one is lowered; refuses to keep anything: the answer is a plain
table, and the window sends it through the one door.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from perfdesk.core.audit import CHECKS
from perfdesk.core.checks.names import NAMES, SECTIONS
from perfdesk.ui.dialogs import Ask
from perfdesk.ui.dressing import dressed, label, sized
from perfdesk.ui.findings.severity import SEVERITIES

OFF = "off"
_WORDS = {**{severity: SEVERITIES[severity].word for severity in ("error", "warning", "hint")}, OFF: "不查"}
_USUAL = "随口径"
_RANKS = (OFF, "hint", "warning", "error")
_LOST = {
    "warning": "不再算错误，不挡「可交」",
    "hint": "只列为提示，不计入错误和提醒",
    OFF: "不再查，复核时才会被指出",
}
"""What is lost where a check is lowered to this."""


class AskSeverities(Ask):
    """The answer holds every check; blank is as the profile says. `profiles` are the severities of those in use."""

    def __init__(
        self, known: Mapping[str, str], parent: QWidget | None = None, profiles: Sequence[Mapping[str, str]] = ()
    ) -> None:
        super().__init__("审核设置", "确定", parent, 620)
        self._profiles = profiles or ({},)
        self._usual: dict[str, str] = {}
        """The gravest that the profiles call a check."""
        self.lost = label(look="hint", wrap=True)
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
        self.column.insertWidget(3, self.lost)
        self._show_lost()
        sized(self, 620, 560)

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
        said = sorted({each.get(check, usual) for each in self._profiles}, key=_RANKS.index, reverse=True)
        self._usual[check] = said[0]
        combo.addItem(f"{_USUAL}（{'或'.join(_WORDS[each] for each in said if each != OFF or len(said) == 1)}）", "")
        for severity, word in _WORDS.items():
            combo.addItem(word, severity)
        combo.setCurrentIndex(combo.findData(chosen))
        combo.currentIndexChanged.connect(partial(self._changed, check))
        return combo

    def _changed(self, check: str, _index: int) -> None:
        self._show_changed(check)
        self._show_lost()

    def _show_lost(self) -> None:
        """What is lost by what she lowered, all of it in one place."""
        self.lost.setText("\n".join(self._losses()))
        self.lost.setVisible(bool(self.lost.text()))

    def _losses(self) -> Iterator[str]:
        for severity, lost in _LOST.items():
            lower = [check for check, combo in self.choices.items() if combo.currentData() == severity]
            lower = [check for check in lower if _RANKS.index(self._usual[check]) > _RANKS.index(severity)]
            if lower:
                yield f"改低：{'、'.join(lower)}　{lost}。"

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
    made.header().resizeSection(2, 178)
    made.header().setStretchLastSection(False)
    return made
