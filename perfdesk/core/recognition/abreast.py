"""Forms that stand side by side on one sheet, taken apart into a grid for each.

Knows by what two forms abreast are told from one: titles, or the same label of a project, twice in a row, and a table
under each. Refuses to read them (`recognise.py`).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.core.recognition.headers import LIST, header
from perfdesk.core.recognition.labels import Labels, squeezed
from perfdesk.core.recognition.lattice import Lattice, ends
from perfdesk.core.recognition.titles import is_title

_FIRST = 100
"""Rows in which forms that stand abreast begin at the latest."""


def apart(grid: Grid, labels: Labels) -> tuple[Grid, ...]:
    """The grids of the forms that stand abreast, from left to right; the grid itself where there is only one.

    What is printed over both, a title or a note, belongs to each. Places stay those of the whole sheet.
    """
    starts = _starts(grid, labels)
    if not starts:
        return (grid,)
    parts = tuple(_part(grid, first, last, labels) for first, last in _ranges(starts))
    whole = all(part is not None and _has_table(part, labels) for part in parts)
    return tuple(part for part in parts if part is not None) if whole else (grid,)


def _starts(grid: Grid, labels: Labels) -> list[int]:
    """The columns where a second form, a third one begin."""
    lattice = Lattice(grid, 0)
    for row in islice(lattice.rows.values(), _FIRST):
        again = _again(row, labels)
        if again:
            return [_edge(lattice, cell) for cell in again]
    return []


def _again(row: list[Shown], labels: Labels) -> list[Shown]:
    """The cells of a row that begin another form than the first of them."""
    titles = [cell for cell in row if is_title(cell.text, labels)]
    names = [cell for cell in row if labels.field(cell.text, "own") == "project"]
    names = [cell for cell in names if squeezed(cell.text) == squeezed(names[0].text)]
    return titles[1:] or names[1:]


def _edge(lattice: Lattice, cell: Shown) -> int:
    """The first column of a form: behind the nearest column in which nothing stands."""
    used = {
        column
        for each in lattice.grid.cells
        if each.columns < cell.column
        for column in range(each.column, ends(each) + 1)
    }
    blank = [column for column in range(1, cell.column) if column not in used]
    return blank[-1] + 1 if blank else cell.column


def _ranges(starts: list[int]) -> Iterator[tuple[int, int]]:
    bounds = [1, *starts, 1 << 20]
    return ((first, after - 1) for first, after in pairwise(bounds))


def _part(grid: Grid, first: int, last: int, labels: Labels) -> Grid | None:
    """What stands in these columns; None where a cell that is no title or note reaches over their border."""
    inside: list[Shown] = []
    for cell in grid.cells:
        if cell.column > last or ends(cell) < first:
            continue
        if cell.column >= first and ends(cell) <= last:
            inside.append(cell)
        elif is_title(cell.text, labels) or labels.is_note(cell.text):
            column = max(cell.column, first)
            inside.append(replace(cell, column=column, columns=min(ends(cell), last) - column + 1))
        elif cell.text.strip():
            return None
    return replace(grid, cells=tuple(inside), headings=grid.headings if first == 1 else ())


def _has_table(part: Grid, labels: Labels) -> bool:
    lattice = Lattice(part, 0)
    found = (header(lattice, row, labels) for row in lattice.rows)
    return any(each is not None and each.kind != LIST for each in found)
