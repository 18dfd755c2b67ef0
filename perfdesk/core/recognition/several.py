"""Tables of indicators that are not simply those of one form: several projects below each other, or later years.

Knows that a column may name the project its rows are of, and that indicators of the long run are not this year's.
Refuses to read rows (`blocks.py`) and to make forms (`recognise.py`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from perfdesk.core.recognition import blocks
from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.found import Column, Spot
from perfdesk.core.recognition.grid import Shown
from perfdesk.core.recognition.headers import Header
from perfdesk.core.recognition.labels import Labels
from perfdesk.core.recognition.lattice import overlap
from perfdesk.core.recognition.titles import year_in
from perfdesk.core.sheet import own


class Group(NamedTuple):
    """The rows of one project: the cell that names it, the first row, the row after the last."""

    cell: Shown
    first: int
    after: int


def projects_beside(header: Header, labels: Labels) -> bool:
    """Whether a column of the table names the project."""
    return _name(header, labels) is not None


def _name(header: Header, labels: Labels) -> Column | None:
    return next((column for column in header.dropped if labels.field(column.label, "own") == "project"), None)


def groups(sweep: Sweep, header: Header) -> Iterator[Group]:
    """The projects of the table, down to the first row that names no indicator beside a project."""
    name, l3 = _name(header, sweep.labels), header.column("l3")
    starts: list[Shown] = []
    rows = sweep.lattice.below(header.last)
    end = (rows[-1] if rows else header.last) + 1
    for row in rows if name and l3 else ():
        cells = sweep.free(row)
        named = next((cell for cell in cells if name and overlap(cell, name.first, name.last) > 0), None)
        if named is None:
            continue
        if not any(l3 and overlap(cell, l3.first, l3.last) > 0 for cell in cells if cell is not named):
            end = row
            break
        if not starts or starts[-1].text.strip() != named.text.strip():
            starts.append(named)
    bounds = [*(cell.row for cell in starts[1:]), end]
    return (Group(cell, cell.row, after) for cell, after in zip(starts, bounds, strict=False))


def head(draft: Draft, first: Draft) -> None:
    """Gives the form of a further project what stands above the table."""
    if draft is first:
        return
    draft.title, draft.kind = first.title, first.kind
    for name in ("year", "department", "unit"):
        if own(name) in first.texts and name not in _beside(first):
            draft.put(own(name), first.places[own(name)], None, first.own(name), first.printed.get(name, ""))


def _beside(first: Draft) -> frozenset[str]:
    """The own fields the first project has in the table itself."""
    table = first.blocks[0].first if first.blocks else 0
    return frozenset(cell.field for cell, spot in first.places.items() if not cell.section and spot.row >= table > 0)


def read(sweep: Sweep, header: Header, group: Group, draft: Draft) -> int:
    """Reads the rows of one project; gives the row after them."""
    columns = [column for column in header.dropped if sweep.labels.field(column.label, "own")]
    for column in columns:
        _own(sweep, column, group, draft)
    rest = tuple(column for column in header.dropped if column not in columns)
    after = blocks.read_indicators(sweep, replace(header, dropped=rest), draft, group.first, group.after)
    draft.open, draft.totalled = None, True
    return after


def _own(sweep: Sweep, column: Column, group: Group, draft: Draft) -> None:
    """What a column says of the project: its first text counts, the others only repeat it."""
    name = sweep.labels.field(column.label, "own")
    cells = [
        cell
        for row in range(group.first, group.after)
        for cell in sweep.free(row)
        if overlap(cell, column.first, column.last) > 0
    ]
    if not cells:
        return
    same = [cell for cell in cells if cell.text.strip() == cells[0].text.strip()]
    sweep.claim(same)
    text = year_in(cells[0].text) if name == "year" else None
    draft.put(own(name), Spot(sweep.lattice.number, cells[0].row, cells[0].column), cells[0], text, column.label)


def later_years(header: Header, labels: Labels) -> str:
    """The label in front of a table that says its indicators are those of the long run."""
    front = (cell for cell in header.cells if cell.rows > 1 and labels.field(cell.text, "midterm"))
    return next((cell.text.strip() for cell in front if cell.column < header.first_value), "")


def skip(sweep: Sweep, header: Header, label: str) -> int:
    """Goes past such a table, and says so."""
    aside = Draft("", sweep.lattice.number)
    before = set(sweep.claimed)
    after = blocks.read_indicators(sweep, header, aside, header.last + 1)
    cells = [cell for row in range(header.row, after) for cell in sweep.lattice.row(row)]
    cells = [cell for cell in cells if (cell.row, cell.column) in sweep.claimed - before]
    where = sweep.lattice.grid.where(header.cells[0])
    sweep.pass_over(cells, where, f"「{label}」不是本年的指标，{aside.rows} 行没有读入")
    return after
