"""A page of a document with its grid: which boxes and cells are at a place. What blocks are cut from and laid on."""

from dataclasses import dataclass

from perfdesk.core.page import Box, Page
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.document import Document
from perfdesk.ui.grid import Block, Grid


@dataclass(frozen=True)
class Canvas:
    document: Document
    page: Page
    grid: Grid

    def box(self, place: tuple[int, int]) -> Box | None:
        number = self.grid.at(*place)
        return None if number is None else self.grid.boxes[number]

    def boxes(self, block: Block) -> list[Box]:
        return [self.grid.boxes[number] for number in self.grid.within(block)]

    def cells(self, box: Box) -> tuple[Cell, ...]:
        """What is typed into when a box is: the one empty row of a form without any stands for a row to be made."""
        if box.cells or self.page.rows or box.row != self.document.form.indicators.first:
            return box.cells
        columns = self.document.form.indicators.columns
        return tuple(Cell(INDICATORS, -1, name) for name, at in columns.items() if at == box.column)

    def rows(self, block: Block) -> list[int]:
        """The indicator rows in a block, in printed order."""
        return [row for row, at in self.page.rows.items() if block.top <= at <= block.bottom]


def typed_text(box: Box) -> str:
    """What an editor opens with: a printed prompt is not content."""
    return "" if "prompt" in box.marks else box.text
