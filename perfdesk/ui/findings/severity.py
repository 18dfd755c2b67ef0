"""How grave a finding is, as it is shown: its word, its drawing, its colour. Never colour alone.

Refuses to know which findings there are (`core/audit.py`) and where they are shown.
"""

from typing import TYPE_CHECKING, NamedTuple

from perfdesk.core.excuses import STILL_EMPTY
from perfdesk.ui import palette

if TYPE_CHECKING:
    from perfdesk.core.checks.shapes import Finding


class Look(NamedTuple):
    word: str
    drawing: str
    color: str


SEVERITIES = {
    "error": Look("错误", "circle-alert", palette.ERROR),
    "warning": Look("提醒", "triangle-alert", palette.WARNING),
    "hint": Look("提示", "lightbulb", palette.HINT),
    "empty": Look("待填", "pencil-line", palette.HINT),
}
"""The gravest first, and at the end what is not filled in yet: a form is not wrong because she has just begun."""
EXCUSED = Look("已说明", "circle-check", palette.HINT)


def shown(finding: "Finding") -> str:
    """How a finding is shown: by its severity, or as still empty."""
    return "empty" if finding.check == STILL_EMPTY else finding.severity
