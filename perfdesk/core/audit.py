"""The checks: sheet, scores and form → findings.

One function a check, its docstring the rule and its source; one tuple lists them. A finding is a value, never an
exception, and never stands in the way of typing or saving. Refuses to know where findings are shown.
"""

from dataclasses import dataclass

from perfdesk.core.sheet import Cell


@dataclass(frozen=True)
class Finding:
    """Something a reviewer would object to. `severity` is `error`, `warning` or `hint`."""

    check: str
    severity: str
    cell: Cell
    message: str
