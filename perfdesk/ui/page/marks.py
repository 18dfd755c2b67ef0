"""Where on a page a finding is told, and how grave a box's findings are.

Knows that not every address is printed: what concerns all indicators is told at the first of them, a sum without a
cell of its own beside what it sums. Refuses to know how a mark is drawn (`page_paint.py`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from perfdesk.core.audit import Finding
from perfdesk.core.layout.page import Page
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Sheet, own
from perfdesk.ui.findings.severity import SEVERITIES, shown

_ORDER = {severity: order for order, severity in enumerate(SEVERITIES)}
_IN_ROW = ("l3", "target", "actual", "l2", "l1")
_IN_FUND = ("adjusted", "initial", "executed", "rate")
_HEAD = re.compile(r"\w+")


def place(page: Page, sheet: Sheet, cell: Cell) -> Cell | None:
    """The cell of the page at which something about a cell is told: itself, else the nearest that is printed."""
    return next((each for each in _nearest(page, sheet, cell) if each in page.by_cell), None)


def _nearest(page: Page, sheet: Sheet, cell: Cell) -> Iterator[Cell]:
    yield cell
    if cell.section == INDICATORS:
        names = ("score", *_IN_ROW) if cell.field.startswith("override") else _IN_ROW
        yield from (cell._replace(field=name) for name in names)
    elif cell.section == FUNDS:
        yield from (Cell(FUNDS, row, name) for row in (cell.row, 0) for name in _IN_FUND)
    elif cell.field == INDICATORS:
        yield from (Cell(INDICATORS, row, "l3") for row in (*sheet.named_rows, *sheet.rows))
    else:
        head = _HEAD.match(cell.field)
        yield from (each for each in page.by_cell if head and not each.section and each.field.startswith(head[0]))
        if cell.field.startswith("total"):
            yield Cell(FUNDS, 0, "score")
    yield own("project")
    yield from page.by_cell


def by_box(page: Page, sheet: Sheet, findings: Iterable[Finding]) -> Mapping[tuple[int, int], tuple[Finding, ...]]:
    """The findings of each box, by its row and column; the gravest first."""
    told: dict[tuple[int, int], list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: _ORDER[shown(each)]):
        cell = place(page, sheet, finding.cell)
        if cell:
            box = page.by_cell[cell]
            told.setdefault((box.row, box.column), []).append(finding)
    return {at: tuple(found) for at, found in told.items()}


def gravest(findings: Sequence[Finding]) -> str:
    """What a box is marked with; blank where it has no findings."""
    return shown(findings[0]) if findings else ""
