"""已知晓并说明: a finding she lets stand, with her reason, kept in the form like any other text of hers.

Knows the field a reason is kept in — by the check and by the cell's row id, so that it stays with its row when rows
move — and which findings are still open. Refuses to judge a reason, and to print it: it is no part of the paper.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perfdesk.core.sheet import Cell, Sheet, own

if TYPE_CHECKING:
    from perfdesk.core.checks.shapes import Finding

STILL_EMPTY = "T03"
"""The check for what is not filled in yet: that is progress, and no error before she is done."""
_PREFIX = "excuse."


def excuse_cell(finding: "Finding") -> Cell:
    """Where the reason for letting a finding stand is kept."""
    section, row, field = finding.cell
    return own(f"{_PREFIX}{finding.check}@{f'{section}[{row}].{field}' if section else field}")


def keeps_excuse(cell: Cell) -> bool:
    return not cell.section and cell.field.startswith(_PREFIX)


def excuse(sheet: Sheet, finding: "Finding") -> str:
    """Her reason; blank where there is none, or where the rule takes none (any more)."""
    return sheet.text(excuse_cell(finding)).strip() if finding.excusable else ""


def still_open(sheet: Sheet, findings: "Iterable[Finding]") -> "tuple[Finding, ...]":
    """The findings that no reason answers: those that count."""
    return tuple(finding for finding in findings if not excuse(sheet, finding))
