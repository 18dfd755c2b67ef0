"""A grid seen row by row: which cells begin in a row, and which cell stands over given columns of it.

Knows places only. Refuses to know what texts mean.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from perfdesk.core.recognition.found import Spot
from perfdesk.core.recognition.grid import Grid, Shown

_BLANK = 4
"""One more than the blank rows that may stand inside a table's heading."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """One grid by rows. `number` is its place among the grids of the document."""

    grid: Grid
    number: int

    @cached_property
    def rows(self) -> dict[int, list[Shown]]:
        """The cells with a text that begin in each row, from left to right; rows without any are not there."""
        rows: dict[int, list[Shown]] = {}
        for cell in self.grid.cells:
            if cell.text.strip():
                rows.setdefault(cell.row, []).append(cell)
        for cells in rows.values():
            cells.sort(key=lambda cell: cell.column)
        return dict(sorted(rows.items()))

    @cached_property
    def numbers(self) -> list[int]:
        """The rows that have a text, ascending."""
        return list(self.rows)

    @cached_property
    def width(self) -> int:
        return max(map(ends, self.grid.cells), default=0)

    @cached_property
    def bottom(self) -> int:
        return max((cell.row + cell.rows - 1 for cell in self.grid.cells), default=0)

    def below(self, number: int) -> list[int]:
        """The rows with a text below this one."""
        return self.numbers[bisect_right(self.numbers, number) :]

    def row(self, number: int) -> list[Shown]:
        return self.rows.get(number, [])

    def after(self, number: int) -> int:
        """The next row with a text: a blank row in between says nothing."""
        return next((row for row in range(number + 1, number + _BLANK) if row in self.rows), number + 1)

    def covering(self, row: int, column: int) -> Shown | None:
        """The cell over a place, merged ones too, blank ones too."""
        return self.grid.at.get((row, column))

    def across(self, row: int, first: int, last: int) -> Iterator[Shown]:
        """The cells with a text over these columns of a row, those merged down from above among them."""
        column = first
        while column <= last:
            cell = self.covering(row, column)
            if cell is not None and cell.text.strip():
                yield cell
            column = max(column, cell.column + cell.columns - 1 if cell else column) + 1

    def spot(self, row: int, column: int) -> Spot:
        """The place; of a merged cell its first."""
        cell = self.covering(row, column)
        return Spot(self.number, cell.row, cell.column) if cell else Spot(self.number, row, column)


def ends(cell: Shown) -> int:
    """The last column of a cell."""
    return cell.column + cell.columns - 1


def overlap(cell: Shown, first: int, last: int) -> int:
    """How many columns a cell shares with a range."""
    return min(ends(cell), last) - max(cell.column, first) + 1
