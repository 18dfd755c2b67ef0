"""How grave a finding is, as it is shown: its word, its drawing, its colour. Never colour alone.

Refuses to know which findings there are (`core/audit.py`) and where they are shown.
"""

from typing import NamedTuple

from perfdesk.ui import palette


class Look(NamedTuple):
    word: str
    drawing: str
    color: str


SEVERITIES = {
    "error": Look("错误", "circle-alert", palette.ERROR),
    "warning": Look("提醒", "triangle-alert", palette.WARNING),
    "hint": Look("提示", "lightbulb", palette.HINT),
}
"""The gravest first."""
EXCUSED = Look("已说明", "circle-check", palette.HINT)
