"""A block of the page as a table, and a table into the page: copy, paste, clear, fill down.

Knows how places of the page become cells and plans the steps through the document. Refuses to know the clipboard
(`formats/clipboard.py`) and Qt. Labels and computed cells are left as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from perfdesk.core.page import Box
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.core.step import Step
from perfdesk.formats.clipboard import Copied
from perfdesk.ui.canvas import Canvas, typed_text
from perfdesk.ui.grid import Block

Entry = tuple[tuple[Cell, ...], str]
"""A text and the cells of the box it is typed into."""
_CLASSES = ("l1", "l2")


def typeable(box: Box) -> bool:
    """Whether a block act may write there: computed cells are only typed into one at a time, on purpose."""
    return box.editable and not box.computed


def copied(canvas: Canvas, block: Block) -> list[list[Copied]]:
    """The block as a table; a merged cell has its text at its first place."""
    return [[_copied(canvas, (row, column), block) for column in block.columns] for row in block.rows]


def _copied(canvas: Canvas, place: tuple[int, int], block: Block) -> Copied:
    box = canvas.box(place)
    if box is None:
        return Copied("")
    if (max(box.row, block.top), max(box.column, block.left)) != place:
        return Copied("", 0, 0)
    text = typed_text(box) if box.cells else box.text
    return Copied(text, box.rows, box.columns)


def cleared(canvas: Canvas, block: Block, verb: str = "清除") -> Step:
    """The step that empties the block, named with how many cells it empties."""
    boxes = [box for box in canvas.boxes(block) if (typeable(box) or "override" in box.marks) and typed_text(box)]
    return _counted(canvas, [(canvas.cells(box), "") for box in boxes], verb)


def filled_down(canvas: Canvas, block: Block) -> Step:
    """The step that copies the block's top row into the rows below it; a single row is filled from the one above."""
    source = block.top if block.bottom > block.top else block.top - 1
    below = Block(source + 1, block.left, block.bottom, block.right)
    entries: list[Entry] = []
    for box in canvas.boxes(below):
        above = canvas.box((source, box.column))
        if above and typeable(box) and box.row > source and above.cells and not above.computed:
            entries.append((canvas.cells(box), typed_text(above)))
    return _counted(canvas, entries, "向下填充")


def filled(canvas: Canvas, block: Block, text: str) -> Step:
    """The step that writes one text into every cell of the block."""
    return _counted(canvas, [(canvas.cells(box), text) for box in canvas.boxes(block) if typeable(box)], "填入")


def pasted(canvas: Canvas, row: int, column: int, table: Sequence[Sequence[str]]) -> Step:
    """The step that lays a table over the page from this place on. Rows beyond the last indicator row are made."""
    beyond = _beyond(canvas, row, len(table))
    head, tail = table[: len(table) - beyond], table[len(table) - beyond :]
    by_boxes = any(_lost(canvas, row + down, column, texts) for down, texts in enumerate(head))
    entries: list[Entry] = []
    for down, texts in enumerate(head):
        for at, text in zip(_columns(canvas, row + down, column, by_boxes), texts, strict=False):
            entries += _entries(canvas, (row + down, at), text)
    if tail:
        entries += _new_rows(canvas, _columns(canvas, row + len(head) - 1, column, by_boxes), tail)
    return _counted(canvas, entries, "粘贴")


def _columns(canvas: Canvas, row: int, column: int, by_boxes: bool) -> list[int]:
    """The columns a row of a table goes to: those it had (right for what was copied from a sheet like this one), or
    one box after the other (right for plain columns over cells that are merged here)."""
    if not by_boxes:
        return list(range(column, canvas.grid.columns + 1))
    boxes = {canvas.grid.at(row, each): each for each in reversed(range(column, canvas.grid.columns + 1))}
    return sorted(at for number, at in boxes.items() if number is not None)


def _lost(canvas: Canvas, row: int, column: int, texts: Sequence[str]) -> bool:
    """Whether a text would fall beside the grid, or under a cell merged over columns."""
    for at, text in enumerate(texts, column):
        box = canvas.box((row, at))
        if text and (at > canvas.grid.columns or (box is not None and box.column != at)):
            return True
    return False


def _entries(canvas: Canvas, place: tuple[int, int], text: str) -> Iterator[Entry]:
    """What a text at a place is typed into: the box that begins there, or its row of a merged class."""
    box = canvas.box(place)
    if box is None or not _takes(canvas, box, text) or box.column != place[1]:
        return
    if place[0] == box.row:
        yield canvas.cells(box), text
    elif text and len(box.cells) == box.rows:
        yield (box.cells[place[0] - box.row],), text


def _takes(canvas: Canvas, box: Box, text: str) -> bool:
    """A blank never empties a merged class: under it, merged cells of the source are blank as well."""
    merged_class = box.rows > 1 and not text
    return not merged_class and bool(canvas.cells(box)) and (typeable(box) or not box.cells)


def _beyond(canvas: Canvas, row: int, count: int) -> int:
    """How many rows of a table laid from this row on lie beyond the last indicator row."""
    first = canvas.document.form.indicators.first
    last = first + max(1, len(canvas.page.rows)) - 1
    return max(0, row + count - 1 - last) if first <= row <= last else 0


def _new_rows(canvas: Canvas, columns: Sequence[int], table: Sequence[Sequence[str]]) -> Iterator[Entry]:
    """Entries for rows yet to be made: negative ids, for which the plan makes rows. Blank classes go on from above."""
    document = canvas.document
    names = {at: name for name, at in document.form.indicators.columns.items()}
    last = document.sheet.rows[-1] if document.sheet.rows else 0
    above = {name: document.sheet.at(last, name) for name in _CLASSES}
    for number, texts in enumerate((texts for texts in table if any(texts)), 2):
        fields = {names[at]: text for at, text in zip(columns, texts, strict=False) if at in names}
        if not fields.get("l1"):
            fields = {**fields, "l1": above["l1"], "l2": fields.get("l2") or above["l2"]}
        above = {name: fields.get(name, "") for name in _CLASSES}
        for name, text in fields.items():
            cell = Cell(INDICATORS, -number, name)
            if name in names.values() and not document.form.computed(cell):
                yield (cell,), text


def _counted(canvas: Canvas, entries: Iterable[Entry], verb: str) -> Step:
    document = canvas.document
    wanted = [each for cells, text in entries for each in document.spread(cells, text)]
    step = document.plan(wanted)
    count = sum(len(changes) for changes in step.cells.values())
    return replace(step, act=f"{verb} {count} 格")
