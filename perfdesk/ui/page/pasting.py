"""A table laid over the page: where each text of the clipboard would go, and what finds no place there.

Knows the columns a table may mean, classes merged over rows, rows that have to be made. Plans the steps; what she
decides is asked elsewhere (`paste_bar.py`). Refuses to know the clipboard (`formats/clipboard.py`) and Qt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfdesk.core.layout.page import Box
from perfdesk.core.meaning.values import number
from perfdesk.core.sheet import INDICATORS, Cell, cleaned
from perfdesk.core.step import Step
from perfdesk.formats.clipboard import Copied
from perfdesk.ui.page.blocks import Entry, counted, typeable
from perfdesk.ui.page.canvas import Canvas, speaks_for_rows, typed_text
from perfdesk.ui.page.grid import Block, covered
from perfdesk.ui.page.rows import CLASSES, Texts, classed, typed_fields

Table = Sequence[Sequence[Copied]]
MOST_ROWS = 500
"""Rows one paste may make; what is longer is a document, and is imported."""


class Landing(NamedTuple):
    """A text over the places it would stand at."""

    block: Block
    old: str
    new: str


@dataclass(frozen=True)
class Paste:
    """A table over the page, before anything is written."""

    table: Table
    start: tuple[int, int]
    step: Step
    """What there is room for."""
    grown: Step
    """The same, and the rows that have to be made."""
    lands: tuple[Landing, ...]
    """The texts that change a cell."""
    lost: tuple[Landing, ...]
    """The texts over cells that take none: computed, or printed."""
    unseen: int
    """How many texts would be lost so in the rows that have to be made."""
    beside: int
    """How many texts lie beyond the page."""
    beyond: int
    """How many rows lie beyond the last indicator row."""

    @property
    def fits(self) -> bool:
        return not (self.homeless or self.beyond)

    @property
    def homeless(self) -> int:
        return self.ousted + self.beside

    @property
    def ousted(self) -> int:
        """How many texts have to give way to what is computed or printed."""
        return len(self.lost) + self.unseen


def laid(canvas: Canvas, block: Block, table: Table, repeats: bool = False) -> Paste:
    """The table from the block's first place on, in the columns it had (right for what was copied from a sheet like
    this one) or, where fewer texts are lost so, one box after the other (right for plain columns over cells that are
    merged here). With `repeats` it is laid as often as it goes into the block."""
    start = (block.top, block.left)
    table = _repeated(canvas, block, table) if repeats else table
    by_place = _laid(canvas, start, table, by_boxes=False)
    if by_place.fits or not by_place.homeless:
        return by_place
    return min(by_place, _laid(canvas, start, table, by_boxes=True), key=lambda paste: paste.homeless)


def _repeated(canvas: Canvas, block: Block, table: Table) -> Table:
    """The table as often as it goes into a block of plain cells, as Excel fills a selection."""
    high, wide = len(table), len(table[0])
    down, across = len(block.rows), len(block.columns)
    plain = all(box.columns == 1 and (box.rows == 1 or speaks_for_rows(box)) for box in canvas.boxes(block))
    if not plain or down % high or across % wide:
        return table
    return [list(row) * (across // wide) for _ in range(down // high) for row in table]


@dataclass
class _Laying:
    """A table on its way onto the page."""

    canvas: Canvas
    alone: bool
    """The table is a single text."""
    entries: list[Entry] = field(default_factory=list)
    lands: list[Landing] = field(default_factory=list)
    lost: list[Landing] = field(default_factory=list)
    unseen: int = 0
    beside: int = 0

    def put(self, row: int, column: int | None, cell: Copied) -> None:
        box = None if column is None else self.canvas.box((row, column))
        if box is None or column is None:
            self.beside += bool(cell.text and cell.rows)
            return
        cells = self._target(box, (row, column), cell)
        if cells:
            self._land(box, row, cells, cell.text)
        elif cell.text and cell.rows and cells is None and not _says(box, cell.text):
            self.lost.append(Landing(covered(box), box.text, cell.text))

    def _target(self, box: Box, place: tuple[int, int], cell: Copied) -> tuple[Cell, ...] | None:
        """The cells a text is typed into; none where there is nothing to do, None where it finds no place."""
        if not cell.columns:
            return ()
        if speaks_for_rows(box) and box.column == place[1]:
            rows = box.cells if self.alone else (box.cells[place[0] - box.row],)
            return rows if cell.text else ()  # a blank never empties a class: under merged cells all is blank
        if not cell.rows and not _classes(box):
            return ()
        if (box.row, box.column) != place:
            return None
        cells = self.canvas.cells(box)
        return cells if cells and (typeable(box) or not box.cells) else None

    def _land(self, box: Box, row: int, cells: tuple[Cell, ...], text: str) -> None:
        self.entries.append((cells, text))
        if cleaned(text) != typed_text(box):
            whole = covered(box)
            place = whole if len(cells) == len(box.cells) else whole._replace(top=row, bottom=row)
            self.lands.append(Landing(place, typed_text(box), text))


def _classes(box: Box) -> bool:
    return bool(box.cells) and all(cell.section == INDICATORS and cell.field in CLASSES for cell in box.cells)


def _says(box: Box, text: str) -> bool:
    """Whether a cell says already what a text would."""
    if "".join(box.text.split()) == "".join(text.split()):
        return True
    value = number(text)
    return value is not None and value == number(box.text)


def _laid(canvas: Canvas, start: tuple[int, int], table: Table, by_boxes: bool) -> Paste:
    row, column = start
    beyond = _beyond(canvas, row, len(table))
    head, tail = table[: len(table) - beyond], table[len(table) - beyond :]
    laying = _Laying(canvas, alone=len(table) == 1 and len(table[0]) == 1)
    for down, cells in enumerate(head):
        for at, cell in _paired(canvas, row + down, column, cells, by_boxes):
            laying.put(row + down, at, cell)
    step = counted(canvas, laying.entries, "粘贴")
    rows = [_fields(laying, row + len(head) - 1, column, cells, by_boxes) for cells in tail]
    rows = [texts for texts in rows if any(texts.values())]
    grown = counted(canvas, [*laying.entries, *_new_rows(canvas, rows)], "粘贴") if rows else step
    return Paste(
        table, start, step, grown, tuple(laying.lands), tuple(laying.lost), laying.unseen, laying.beside, len(rows)
    )


def _paired(
    canvas: Canvas, row: int, column: int, cells: Sequence[Copied], by_boxes: bool
) -> Iterator[tuple[int | None, Copied]]:
    """The cells of a row of a table with the columns they go to; None for beside the page."""
    columns = range(column, canvas.grid.columns + 1)
    if by_boxes:
        boxes = {canvas.grid.at(row, each): each for each in reversed(columns)}
        wanted = sorted(at for number, at in boxes.items() if number is not None)
        cells = [cell for cell in cells if cell.columns]
    else:
        wanted = list(columns)
    for place, cell in enumerate(cells):
        yield (wanted[place] if place < len(wanted) else None), cell


def _beyond(canvas: Canvas, row: int, count: int) -> int:
    """How many rows of a table laid from this row on lie beyond the last indicator row."""
    first = canvas.document.form.indicators.first
    last = first + max(1, len(canvas.page.rows)) - 1
    return max(0, row + count - 1 - last) if first <= row <= last else 0


def _fields(laying: _Laying, row: int, column: int, cells: Sequence[Copied], by_boxes: bool) -> dict[str, str]:
    """The texts of an indicator row to be made, laid as over this row; what no field takes is counted."""
    form = laying.canvas.document.form
    names = {form.indicators.columns[name]: name for name in typed_fields(form)}
    texts: dict[str, str] = {}
    for at, cell in _paired(laying.canvas, row, column, cells, by_boxes):
        name = names.get(at or 0, "")
        if name and (cell.rows or name in CLASSES):
            texts[name] = cell.text
        elif cell.text and cell.rows:
            box = None if at is None else laying.canvas.box((row, at))
            laying.beside += box is None
            laying.unseen += box is not None and (box.computed or not _says(box, cell.text))
    return texts


def _new_rows(canvas: Canvas, rows: Sequence[Texts]) -> Iterator[Entry]:
    """Entries for rows yet to be made: negative ids, for which the plan makes rows. Blank classes go on from above."""
    document = canvas.document
    last = document.sheet.rows[-1] if document.sheet.rows else 0
    above = {name: document.sheet.at(last, name) for name in CLASSES}
    for row, texts in enumerate(classed(rows, above), 2):
        for name, text in texts.items():
            if name in document.form.indicators.columns:
                yield (Cell(INDICATORS, -row, name),), text


def rows_of(canvas: Canvas, row: int, lefts: Sequence[int], table: Table) -> list[Texts]:
    """A table as indicator rows to be made, laid as over this row from the one of the columns where least is lost."""
    found: list[tuple[int, list[Texts]]] = []
    for left in lefts:
        for by_boxes in (False, True):
            laying = _Laying(canvas, alone=False)
            rows = [_fields(laying, row, left, cells, by_boxes) for cells in table]
            found.append((laying.beside + laying.unseen, [texts for texts in rows if any(texts.values())]))
    return min(found, key=lambda each: each[0])[1]
