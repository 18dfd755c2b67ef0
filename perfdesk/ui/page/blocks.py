"""A block of the page as a table, and what is done to all its cells: copy, clear, fill, count.

Knows how places of the page become cells and plans the steps through the document. Refuses to know the clipboard
(`formats/clipboard.py`), where a table goes that comes from there (`pasting.py`) and Qt. Labels and computed cells are
left as they are.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.layout.page import Box
from perfdesk.core.meaning.numerals import Tally, tally
from perfdesk.core.sheet import Cell
from perfdesk.core.step import Step
from perfdesk.ui.page.canvas import Canvas, typed_text
from perfdesk.ui.page.grid import Block, covered

if TYPE_CHECKING:
    from perfdesk.formats.clipboard import Copied

Entry = tuple[tuple[Cell, ...], str]
"""A text and the cells of the box it is typed into."""


def typeable(box: Box) -> bool:
    """Whether a block act may write there: computed cells are only typed into one at a time, on purpose."""
    return box.editable and not box.computed


def copied(canvas: Canvas, block: Block) -> "list[list[Copied]]":
    """The block as a table; a merged cell has its text at its first place."""
    return [[_copied(canvas, (row, column), block) for column in block.columns] for row in block.rows]


def _copied(canvas: Canvas, place: tuple[int, int], block: Block) -> "Copied":
    from perfdesk.formats.clipboard import UNDER, Copied  # not before the first copy

    box = canvas.box(place)
    if box is None:
        return Copied("")
    part = covered(box).within(block)
    if (part.top, part.left) != place:
        return UNDER
    text = typed_text(box) if box.cells else box.text
    return Copied(text, len(part.rows), len(part.columns))


def figures(canvas: Canvas, block: Block) -> Tally:
    """What is in the block, as Excel's status bar tells it."""
    return tally(typed_text(box) for box in canvas.boxes(block))


def cleared(canvas: Canvas, block: Block, verb: str = "清除") -> Step:
    """The step that empties the block, named with how many cells it empties."""
    boxes = [box for box in canvas.boxes(block) if (typeable(box) or "override" in box.marks) and typed_text(box)]
    return counted(canvas, [(canvas.cells_in(box, block), "") for box in boxes], verb)


def filled_down(canvas: Canvas, block: Block) -> Step:
    """The step that copies the block's top row into the rows below it; a single row is filled from the one above."""
    source = block.top if block.bottom > block.top else block.top - 1
    below = Block(source + 1, block.left, block.bottom, block.right)
    pairs = [(box, canvas.box((source, box.column))) for box in canvas.boxes(below) if box.row > source]
    return counted(canvas, _taken_over(canvas, pairs), "向下填充")


def filled_right(canvas: Canvas, block: Block) -> Step:
    """The step that copies the block's first column into those at its right; a single one from the one at its left."""
    boxes = canvas.boxes(block)
    alone = all(box.column <= block.left for box in boxes)
    pairs = [
        (box, canvas.box((max(box.row, block.top), box.column - 1 if alone else block.left)))
        for box in boxes
        if alone or box.column > block.left
    ]
    return counted(canvas, _taken_over(canvas, pairs), "向右填充")


def _taken_over(canvas: Canvas, pairs: Iterable[tuple[Box, Box | None]]) -> list[Entry]:
    """What is typed into boxes that take the text of another: one that was typed itself."""
    return [
        (canvas.cells(box), typed_text(source))
        for box, source in pairs
        if source and typeable(box) and source is not box and source.cells and not source.computed
    ]


def filled(canvas: Canvas, block: Block, text: str, typed_into: Box | None = None) -> Step:
    """The step that writes one text into every cell of the block, and into the one it was typed into on purpose."""
    boxes = [box for box in canvas.boxes(block) if typeable(box) or box is typed_into]
    return counted(canvas, [(canvas.cells_in(box, block), text) for box in boxes], "填入")


def counted(canvas: Canvas, entries: Iterable[Entry], verb: str) -> Step:
    """The step of these entries, named with how many cells it changes."""
    document = canvas.document
    wanted = [each for cells, text in entries if cells for each in document.spread(cells, text)]
    step = document.plan(wanted)
    count = sum(len(changes) for changes in step.cells.values())
    return replace(step, act=f"{verb} {count} 格")
