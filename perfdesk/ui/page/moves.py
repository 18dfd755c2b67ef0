"""Where the cursor goes: Excel's steps over a grid with merged cells.

The cursor is a place, not a box: going down through a wide merged cell it comes out in the column it went in by.
"""

from collections.abc import Callable

from perfdesk.core.layout.page import Box
from perfdesk.ui.page.grid import Grid, covered

Place = tuple[int, int]
Wanted = Callable[[Box], bool]

_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def stepped(grid: Grid, at: Place, way: str) -> Place:
    """The place one cell on (up, down, left, right); the same place at the rim."""
    number = grid.at(*at)
    down, right = _STEPS[way]
    row, column = at
    if number is not None:
        block = covered(grid.boxes[number])
        row = {-1: block.top, 1: block.bottom}.get(down, row)
        column = {-1: block.left, 1: block.right}.get(right, column)
    while True:
        row, column = row + down, column + right
        if not (1 <= row <= grid.rows and 1 <= column <= grid.columns):
            return at
        if grid.at(row, column) is not None:
            return row, column


def onward(grid: Grid, at: Place, way: str, wanted: Wanted) -> Place:
    """The next place this way whose cell is wanted; the same place where there is none."""
    here = at
    while True:
        there = stepped(grid, here, way)
        if there == here:
            return at
        if wanted(_box(grid, there)):
            return there
        here = there


def reading(grid: Grid, at: Place, back: bool, wanted: Wanted) -> Place:
    """The next wanted cell in reading order, or the one before: where Tab goes, on into the next row at the end."""
    here = _box(grid, at)
    order = sorted((box.row, box.column) for box in grid.boxes if wanted(box))
    start = (at[0], here.column)
    found = [
        place for place in order if (place < start if back else place > start) and place != (here.row, here.column)
    ]
    if not found:
        return at
    return found[-1] if back else found[0]


def rim(grid: Grid, at: Place, way: str) -> Place:
    """The last cell this way."""
    while True:
        there = stepped(grid, at, way)
        if there == at:
            return at
        at = there


def first(grid: Grid, wanted: Wanted) -> Place:
    """The first wanted cell in reading order; where none is, the first of the page."""
    return min(((box.row, box.column) for box in grid.boxes if wanted(box)), default=corner(grid, last=False))


def corner(grid: Grid, last: bool) -> Place:
    """The first cell of the page, or the last."""
    box = grid.boxes[-1 if last else 0]
    return box.row, box.column


def _box(grid: Grid, place: Place) -> Box:
    number = grid.at(*place)
    assert number is not None  # the cursor stands on cells only
    return grid.boxes[number]
