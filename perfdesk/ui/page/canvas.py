"""A page of a document with its grid: which boxes and cells are at a place. What blocks are cut from and laid on."""

from typing import NamedTuple

from perfdesk.core.layout.page import Box, Page
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.document import Document
from perfdesk.ui.page.grid import Block, Grid


class Canvas(NamedTuple):
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

    def cells_in(self, box: Box, block: Block) -> tuple[Cell, ...]:
        """What an act on a block writes of a box: of a merged class the rows in the block, of any other box that is
        merged all or, where it begins outside, nothing."""
        if speaks_for_rows(box):
            return box.cells[max(0, block.top - box.row) : block.bottom - box.row + 1]
        inside = box.row >= block.top and box.column >= block.left
        return self.cells(box) if inside else ()

    def rows(self, block: Block) -> list[int]:
        """The indicator rows in a block, in printed order."""
        return [row for row, at in self.page.rows.items() if block.top <= at <= block.bottom]


def speaks_for_rows(box: Box) -> bool:
    """Whether it is a class merged over several indicator rows, each with a cell of its own."""
    return box.rows > 1 and len(box.cells) == box.rows and box.cells[0].section == INDICATORS


def typed_text(box: Box) -> str:
    """What an editor opens with: a printed prompt is not content."""
    return "" if "prompt" in box.marks else box.text
