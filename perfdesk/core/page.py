"""A filled form laid out as the official sheet: form + sheet + scores → a page of boxes.

Knows how indicator rows repeat, how equal classes merge, how texts wrap and rows grow. Refuses to know what draws
the page: window, PDF and workbook all take this one, so they cannot differ. How wide a character is, is passed in.

Lengths are points, rows and columns count from 1. `Page.origins` says which template row each row was made from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from perfdesk.core.form import Form
from perfdesk.core.scoring import Scores
from perfdesk.core.sheet import Cell, Sheet
from perfdesk.core.template import Paper, Style

Advance = Callable[[str, str, bool], float]
"""(character, official font name, bold) → width in em."""

PADDING = 2.5
"""Between a cell's border and its text, left and right."""
LEADING = 1.3
"""Line height over font size."""


@dataclass(frozen=True)
class Box:
    """One cell of the page. `cells` are all it stands for: a merged class speaks for each of its rows."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    lines: tuple[str, ...]
    """The text as broken for the column's width; what every drawer draws."""
    style: Style
    cells: tuple[Cell, ...] = ()
    editable: bool = False
    computed: bool = False
    """Shows a figure of `Scores.shown`, not a typed text."""
    marks: frozenset[str] = frozenset()
    """`override` (her own score), `carried` (from last year), `prompt` (printed instruction, not content)."""
    formula: bool = False
    """The template has a formula here: exports write the value beside it."""

    @property
    def cell(self) -> Cell | None:
        return self.cells[0] if self.cells else None


@dataclass(frozen=True)
class Page:
    """The whole form as one tall page; `paper.py` cuts it into sheets of paper."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    boxes: tuple[Box, ...]
    origins: tuple[int, ...]
    """For each row, the template row it was made from."""
    grown: frozenset[int]
    """Rows taller than their template row."""
    rows: Mapping[int, int]
    """Indicator row id → row of the page."""
    repeat: tuple[int, int]
    """Rows printed again at the top of each sheet of paper (first, last); 0 for none."""
    keep: tuple[int, int]
    """Rows that stay together on one sheet of paper (the signature block)."""
    paper: Paper

    @cached_property
    def lefts(self) -> tuple[float, ...]:
        """Left edges of the columns, and the right edge of the last."""
        return _edges(self.widths)

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Top edges of the rows, and the bottom edge of the last."""
        return _edges(self.heights)

    @cached_property
    def by_cell(self) -> Mapping[Cell, Box]:
        return {cell: box for box in self.boxes for cell in box.cells}

    def frame(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, width, height of a box."""
        left, top = self.lefts[box.column - 1], self.tops[box.row - 1]
        return left, top, self.lefts[box.column + box.columns - 1] - left, self.tops[box.row + box.rows - 1] - top


def _edges(lengths: tuple[float, ...]) -> tuple[float, ...]:
    edges = [0.0]
    for length in lengths:
        edges.append(edges[-1] + length)
    return tuple(edges)


def lay_out(form: Form, sheet: Sheet, scores: Scores, advance: Advance) -> Page:
    """The page of a filled form. A form without indicator rows keeps one empty row."""
    raise RuntimeError("being written")
