"""应交日期: by when each kind of form is owed, year by year.

Knows what is asked and how a day may be typed; refuses to keep anything: the answer is a plain table, and the window
sends it through the one door.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from perfdesk.board import day_typed
from perfdesk.core.form import KINDS
from perfdesk.ui.dialogs import Ask
from perfdesk.ui.dressing import dressed, label, sized

_HINT = "填了日期的，本年度每个项目都应交这种表；还没有的列为「待填」。不填就不提醒。"
_EXAMPLE = "如 2026-3-20"
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class AskDue(Ask):
    """The answer holds every kind of every year: a day (2026-03-20), or a blank."""

    def __init__(self, years: Sequence[int], known: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("应交日期", "确定", parent, 480, many=True)
        self.lines: dict[str, QLineEdit] = {}
        self.readings: dict[str, QLabel] = {}
        for year in years:
            self.rows.addRow(label(f"{year} 年度", "heading"))
            for kind, name in KINDS.items():
                self._add(f"{kind}.{year}", f"{year} 年度{name}", name, known.get(f"{kind}.{year}", ""))
        self.column.insertWidget(0, label(_HINT, "hint", wrap=True))
        sized(self, 480, self.sizeHint().height())

    def missing(self) -> str:
        for line in self.lines.values():
            if line.text().strip() and not day_typed(line.text()):
                return f"「{line.text().strip()}」读不出是哪一天，请连年份一起写，例如 2026-3-20。"
        return ""

    def answered(self) -> Any:
        return {key: day_typed(line.text()) for key, line in self.lines.items()}

    def _add(self, key: str, spoken: str, name: str, text: str) -> None:
        line = dressed(QLineEdit(text, placeholderText=_EXAMPLE, maxLength=40), spoken=spoken)
        reading = label(look="hint")
        reading.setFixedWidth(150)
        line.textChanged.connect(partial(self._tell, key))
        self.lines[key], self.readings[key] = line, reading
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(line, 1)
        row.addWidget(reading)
        self.rows.addRow(name, row)
        self._tell(key, text)

    def _tell(self, key: str, text: str) -> None:
        """How the text is read, while it is typed."""
        day = day_typed(text)
        told = f"{day}　{_WEEKDAYS[date.fromisoformat(day).weekday()]}" if day else ""
        self.readings[key].setText(told or ("读不出日期" if text.strip() else ""))
        self.fault.clear()
