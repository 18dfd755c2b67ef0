"""A plain grid of cells: what every document format is read into, and what the recogniser looks at.

Knows places, spans and texts as shown. Refuses to know which format they came from and what they mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from perfdesk.core.layout.template import reference


@dataclass(frozen=True)
class Shown:
    """A cell, or a merged range as one, with its text as a reader sees it. Rows and columns count from 1."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    remarks: tuple[str, ...] = ()
    """What the format knew of it: `formula-without-value`, `number-as-text`, `code-as-number`, …"""


@dataclass(frozen=True)
class Grid:
    """One sheet or table. `cells` holds only cells with a text, or merged ones, in reading order."""

    source: str
    """The document and the part of it: `自评表.xlsx#Sheet1`, `自评表.docx#表2`."""
    cells: tuple[Shown, ...]
    headings: tuple[str, ...] = ()
    """Paragraphs between the table before and this one (Word), nearest last."""
    remarks: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    """Paragraphs that stand in no cell: headers and footers of the page, text boxes."""
    under: tuple[Shown, ...] = ()
    """Texts under merged cells: the document has them, nobody sees them."""

    @cached_property
    def at(self) -> Mapping[tuple[int, int], Shown]:
        """The cell that covers a place; merged cells stand at each place they cover."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    def where(self, cell: Shown) -> str:
        """The cell's full name: `自评表.xlsx#Sheet1!C4`."""
        return f"{self.source}!{reference(cell.row, cell.column)}"
