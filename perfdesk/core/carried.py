"""Last year's form as this year's start: what is carried over, and the mark it bears until she touches it.

A mark is a cell beside the cell it speaks of: `carried.goal` holds the year the text comes from. So marks are kept,
journalled and taken back like any text. Refuses to know ledgers, and to decide which form follows which.
"""

from collections.abc import Iterable, Mapping

from perfdesk.core.form import Form
from perfdesk.core.sheet import ORDER, Cell, Change, Sheet, added_rows, own

_PREFIX = "carried."
_OWN = ("project", "code", "department", "unit", "goal")
_COLUMNS = ("l1", "l2", "l3", "nature", "target", "unit", "weight", "describe", "basis")
"""What stays the same from year to year until she says otherwise; results, scores and reasons do not."""


def mark(cell: Cell) -> Cell:
    """The cell that holds the mark of a cell."""
    return cell._replace(field=_PREFIX + cell.field)


def is_mark(cell: Cell) -> bool:
    return cell.field.startswith(_PREFIX)


def carried(texts: Mapping[Cell, str], cells: Iterable[Cell]) -> bool:
    """Whether one of these cells was carried over and is untouched."""
    return any(mark(cell) in texts for cell in cells)


def touched(sheet: Sheet, changes: Iterable[Change]) -> list[Change]:
    """The marks that go with these changes, which do not take them away themselves."""
    changes = list(changes)
    gone = {change.cell for change in changes}
    marks = dict.fromkeys(mark(change.cell) for change in changes if change.cell.field != ORDER)
    return [Change(each, sheet.text(each), "") for each in marks if sheet.text(each) and each not in gone]


def carried_over(sheet: Sheet, form: Form, year: int) -> list[Change]:
    """The changes that begin a form of another year with what last year's says. `year` is the new one."""
    since = str(sheet.year or year - 1)
    kept = [(own(name), sheet.own(name)) for name in _OWN if own(name) in form.own_cells]
    changes = [Change(own("year"), "", str(year))]
    for cell, text in kept:
        changes += _marked(cell, text, since)
    columns = [name for name in _COLUMNS if name in form.indicators.columns]
    rows = [{name: sheet.at(row, name) for name in columns if sheet.at(row, name)} for row in sheet.rows]
    begun = added_rows(Sheet(), 0, rows or form.indicators.start, 1)
    for change in begun:
        held = bool(rows) and change.cell.field != ORDER
        changes += _marked(change.cell, change.new, since) if held else [change]
    return changes


def _marked(cell: Cell, text: str, since: str) -> list[Change]:
    return [Change(cell, "", text), Change(mark(cell), "", since)] if text else []
