"""A filled form laid out as the official sheet: form + sheet + scores → a page of boxes.

Knows how indicator rows repeat, how equal classes merge, how texts wrap and rows grow. Refuses to know what draws
the page: window, PDF and workbook all take this one, so they cannot differ. How wide a character is, is passed in.

Lengths are points, rows and columns count from 1. `Page.origins` says which template row each row was made from.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from perfdesk.core.form import Form, IndicatorBlock
from perfdesk.core.lines import broken
from perfdesk.core.scoring import Scores
from perfdesk.core.sheet import INDICATORS, Cell, Sheet
from perfdesk.core.template import Paper, Patch, Style

Advance = Callable[[str, str, bool], float]
"""(character, official font name, bold) → width in em."""

PADDING = 2.5
"""Between a cell's border and its text, left and right."""
HEADROOM = 2.0
"""The same above and below."""
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
    """`override` (her own score), `prompt` (the template's printed instruction, not content)."""
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
    rows: tuple[int | None, ...] = sheet.rows or (None,)
    shift = len(rows) - form.indicators.length
    texts = {**sheet.texts, **scores.shown}
    year = sheet.year or form.year
    boxes = [*_fixed(form, year, shift, texts, advance), *_repeated(form, rows, texts, advance)]
    origins = _origins(form, len(rows))
    least = tuple(form.template.heights[origin - 1] for origin in origins)
    heights = _heights(boxes, least)
    return Page(
        widths=form.template.widths,
        heights=heights,
        boxes=tuple(sorted(boxes, key=lambda box: (box.row, box.column))),
        origins=origins,
        grown=frozenset(row for row, (now, was) in enumerate(zip(heights, least, strict=True), 1) if now > was),
        rows={row: form.indicators.first + number for number, row in enumerate(rows) if row is not None},
        repeat=_moved(form.repeat if form.repeat[0] else form.template.paper.repeat, form.indicators, shift),
        keep=_moved(form.keep, form.indicators, shift),
        paper=form.template.paper,
    )


def model_row(block: IndicatorBlock, number: int, count: int) -> int:
    """The template row the `number`-th of `count` indicator rows is made from: the block's first, middle or last."""
    if number == 0:
        return block.first
    return block.last if number == count - 1 else min(block.first + 1, block.last)


def _origins(form: Form, count: int) -> tuple[int, ...]:
    block = form.indicators
    models = (model_row(block, number, count) for number in range(count))
    return (*range(1, block.first), *models, *range(block.last + 1, len(form.template.heights) + 1))


def _moved(span: tuple[int, int], block: IndicatorBlock, shift: int) -> tuple[int, int]:
    return (span[0] + shift, span[1] + shift) if span[0] > block.last else span


@dataclass(frozen=True)
class _Frame:
    """A form's template taken apart: what stands above, beside and below the rows that repeat, and their models."""

    above: tuple[Patch, ...]
    beside: tuple[Patch, ...]
    below: tuple[Patch, ...]
    models: Mapping[int, tuple[Patch, ...]]
    """Template row of the block → its cells, each one row high, from left to right."""
    fields: Mapping[int, str]
    """Column → the indicator field that stands there."""


@lru_cache(maxsize=64)
def _frame(form: Form) -> _Frame:
    block = form.indicators
    sorted_in: dict[str, list[Patch]] = {"above": [], "beside": [], "below": [], "block": []}
    for patch in form.template.patches:
        sorted_in[_part(patch, block)].append(patch)
    models = {
        row: tuple(
            replace(patch, row=row, rows=1)
            for patch in sorted(sorted_in["block"], key=lambda patch: patch.column)
            if patch.row <= row < patch.row + patch.rows
        )
        for row in range(block.first, block.last + 1)
    }
    fields = {column: name for name, column in block.columns.items()}
    return _Frame(tuple(sorted_in["above"]), tuple(sorted_in["beside"]), tuple(sorted_in["below"]), models, fields)


def _part(patch: Patch, block: IndicatorBlock) -> str:
    """Where a template cell stands to the block that repeats: above, below, beside (down all of it), or in it."""
    end = patch.row + patch.rows - 1
    if end < block.first:
        return "above"
    if patch.row > block.last:
        return "below"
    whole = patch.row <= block.first and end >= block.last
    outside = patch.row < block.first or end > block.last
    columns = range(patch.column, patch.column + patch.columns)
    label = block.length > 1 and not any(column in columns for column in block.columns.values())
    return "beside" if whole and (outside or label) else "block"


def _fixed(form: Form, year: int, shift: int, texts: Mapping[Cell, str], advance: Advance) -> Iterator[Box]:
    """The boxes outside the rows that repeat; labels that run down beside them stretch, what is below moves."""
    frame = _frame(form)
    for patch in frame.above:
        yield _box(form, patch, year, patch.row, patch.rows, texts, advance)
    for patch in frame.beside:
        yield _box(form, patch, year, patch.row, patch.rows + shift, texts, advance)
    for patch in frame.below:
        yield _box(form, patch, year, patch.row + shift, patch.rows, texts, advance)


def _box(form: Form, patch: Patch, year: int, row: int, rows: int, texts: Mapping[Cell, str], advance: Advance) -> Box:
    """A template cell with what is filled into it; unfilled it shows what the template prints there."""
    bound = form.by_place.get((patch.row, patch.column))
    filled = bound.text(texts, year) if bound else ""
    cells = bound.cells if bound else ()
    computed = any(form.computed(cell) for cell in cells)
    prompt = bool(cells and not filled and patch.text)
    text = filled or patch.text
    return Box(
        row=row,
        column=patch.column,
        rows=rows,
        columns=patch.columns,
        text=text,
        lines=_lines(text, _room(form, patch), patch.style, bool(cells), advance),
        style=patch.style,
        cells=cells,
        editable=bool(cells) and not computed,
        computed=computed,
        marks=_PROMPT if prompt else _PLAIN,
        formula=bool(patch.formula),
    )


_PLAIN: frozenset[str] = frozenset()
_PROMPT = frozenset({"prompt"})
_OVERRIDE = frozenset({"override"})


def _repeated(form: Form, rows: Sequence[int | None], texts: Mapping[Cell, str], advance: Advance) -> Iterator[Box]:
    """The boxes of the indicator rows, equal classes that follow each other merged into one."""
    frame = _frame(form)
    merged = _class_runs(rows, texts)
    for number in range(len(rows)):
        model = frame.models[model_row(form.indicators, number, len(rows))]
        for patch in model:
            name = frame.fields.get(patch.column, "")
            span = merged.get((name, number), 1)
            if span:
                cells = tuple(Cell(INDICATORS, each, name) for each in rows[number : number + span] if each is not None)
                at = form.indicators.first + number
                yield _indicator_box(form, patch, at, span, cells if name else (), texts, advance)


def _indicator_box(
    form: Form, patch: Patch, row: int, span: int, cells: tuple[Cell, ...], texts: Mapping[Cell, str], advance: Advance
) -> Box:
    computed = bool(cells) and form.computed(cells[0])
    override = computed and texts.get(cells[0]._replace(field="override"), "")
    text = texts.get(cells[0], "") if cells else ""
    return Box(
        row=row,
        column=patch.column,
        rows=span,
        columns=patch.columns,
        text=text,
        lines=_lines(text, _room(form, patch), patch.style, True, advance),
        style=patch.style,
        cells=cells,
        editable=bool(cells),
        computed=computed,
        marks=_OVERRIDE if override else _PLAIN,
        formula=bool(patch.formula),
    )


def _class_runs(rows: Sequence[int | None], texts: Mapping[Cell, str]) -> dict[tuple[str, int], int]:
    """(`l1` or `l2`, number of the row) → over how many rows its cell runs; 0 for rows inside a run above."""
    runs: dict[tuple[str, int], int] = {}
    above: tuple[str, ...] = ()
    starts = {"l1": 0, "l2": 0}
    for number, row in enumerate(rows):
        here = tuple("" if row is None else texts.get(Cell(INDICATORS, row, name), "") for name in ("l1", "l2"))
        for name, same in (("l1", here[0] and here[:1] == above[:1]), ("l2", here[1] and here == above)):
            if same:
                runs[name, number] = 0
                runs[name, starts[name]] += 1
            else:
                runs[name, number] = 1
                starts[name] = number
        above = here
    return runs


def _room(form: Form, patch: Patch) -> float:
    """The width a cell's text has."""
    width = sum(form.template.widths[patch.column - 1 : patch.column - 1 + patch.columns])
    return width - 2 * PADDING - patch.style.indent * patch.style.size


@lru_cache(maxsize=8192)
def _lines(text: str, width: float, style: Style, typed: bool, advance: Advance) -> tuple[str, ...]:
    """Typed texts always wrap: what she wrote is never cut off, whatever the template says."""
    if style.rotation == 255:
        return tuple(text)
    if not (typed or style.wrap):
        return tuple(text.split("\n"))
    return broken(text, width / style.size, lambda character: advance(character, style.font, style.bold))


def text_height(box: Box) -> float:
    """What the lines of a box take, with the room above and below."""
    return len(box.lines) * box.style.size * LEADING + 2 * HEADROOM if box.text else 0.0


def _heights(boxes: Sequence[Box], least: Sequence[float]) -> tuple[float, ...]:
    """Row heights: the template's, grown where a text needs more; merged boxes ask their rows for equal shares."""
    heights = list(least)
    for box in boxes:
        if box.rows == 1 and box.text:
            heights[box.row - 1] = max(heights[box.row - 1], text_height(box))
    for box in boxes:
        if box.rows > 1 and box.text:
            lacking = text_height(box) - sum(heights[box.row - 1 : box.row - 1 + box.rows])
            if lacking > 0:
                for row in range(box.row - 1, box.row - 1 + box.rows):
                    heights[row] += lacking / box.rows
    return tuple(heights)
