"""What was found in documents: forms, the project list, and what could not be placed, each with where it stood.

Knows the shape of the answer only: `recognise.py` makes it, the commands, the import and the adoption of a template
use it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.core.sheet import Cell, Sheet


class Spot(NamedTuple):
    """A place in one of the grids: the grid's number, row and column."""

    grid: int
    row: int
    column: int


_TELLING = frozenset(("project", "goal", "done", "initial", "adjusted", "executed", "target", "actual"))
_DASHES = "/-—－–／ 0."
_NOWHERE = Spot(0, 0, 0)
ASIDES = "asides"
"""The section of a cell that stands for one of `FoundForm.asides`, by its number."""


class Unread(NamedTuple):
    """Something that has no place, and why."""

    source: str
    why: str


class Aside(NamedTuple):
    """A text under a label that is none of the known fields: a form of hers may have a place of that name.

    `labels` are the words it may go by, the likeliest first; `row` is its indicator row, 0 for none; `told` is where
    it is told as unread as long as nobody takes it.
    """

    labels: tuple[str, ...]
    text: str
    spot: Spot
    told: Unread
    row: int = 0
    named: bool = True
    """Whether its label is known to be one: other texts may themselves be labels in words nobody knows."""


class Column(NamedTuple):
    """A column of a table: its field, first and last column of the grid, and the label as printed."""

    field: str
    first: int
    last: int
    label: str


class Block(NamedTuple):
    """A stretch of indicator rows: the heading rows above it, its first and last row, its columns."""

    grid: int
    heading: tuple[int, int]
    first: int
    last: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class FoundForm:
    """One form: its texts as printed, and for each cell where it stood and what is doubtful about it.

    `places` also holds cells that are blank on paper: a blank sheet is recognised like a filled one. `labels` are
    the labels as printed, by field: `goal`, `funds.executed`, `indicators.actual`.
    """

    source: str
    kind: str
    title: str
    sheet: Sheet
    fund_labels: tuple[str, ...]
    places: Mapping[Cell, Spot]
    doubts: Mapping[Cell, str]
    labels: Mapping[str, str]
    blocks: tuple[Block, ...] = ()
    about: str = ""
    """Words around the form that tell where it comes from: file, heading, number of the sheet."""
    subtotals: tuple[tuple[int, str], ...] = ()
    """The printed score of each subtotal, with the indicator row it stands below."""
    money: str = ""
    """The unit its sheet names for amounts: 元 or 万元; blank for none."""
    asides: tuple[Aside, ...] = ()
    """Its texts that have no field."""

    def spot(self, cell: Cell) -> Spot | None:
        """Where a cell stands; one of `ASIDES` is a text that has no field."""
        return self.asides[cell.row].spot if cell.section == ASIDES else self.places.get(cell)

    @property
    def columns(self) -> frozenset[str]:
        """The columns of its indicator table."""
        return frozenset(column.field for block in self.blocks for column in block.columns)

    @property
    def blank(self) -> bool:
        """Whether it is a sheet to be filled: nothing says what it is about, what it cost and what was reached."""
        return not any(text.strip(_DASHES) for cell, text in self.sheet.texts.items() if cell.field in _TELLING)


@dataclass(frozen=True)
class Listed:
    """A row of a project list (纵向 / 横向)."""

    name: str
    code: str = ""
    category: str = ""
    unit: str = ""
    initial: str = ""
    adjusted: str = ""
    executed: str = ""
    department: str = ""
    spot: Spot = _NOWHERE
    source: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed of it."""
        money = (self.initial, self.adjusted, self.executed)
        return (self.name, self.code, self.category, self.unit, self.department, *money)


@dataclass(frozen=True)
class Found:
    """All that was found in some grids."""

    grids: Sequence[Grid] = ()
    forms: tuple[FoundForm, ...] = ()
    projects: tuple[Listed, ...] = ()
    unread: tuple[Unread, ...] = field(default=())

    def shown(self, spot: Spot) -> Shown | None:
        """The cell at a place; None where nothing is printed."""
        return self.grids[spot.grid].at.get((spot.row, spot.column))
