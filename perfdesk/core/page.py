"""A filled form laid out as the official sheet: form + sheet + scores → a page of boxes.

Knows how indicator rows repeat and how equal classes merge; how texts wrap and rows grow is `typesetting.py`. Refuses
to know what draws the page: window, PDF and workbook all take this one, so they cannot differ. How wide a character
is, is passed in.

Lengths are points, rows and columns count from 1. `Page.origins` says which template row each row was made from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from perfdesk.core import typesetting
from perfdesk.core.carried import carried
from perfdesk.core.form import Form, IndicatorBlock
from perfdesk.core.scoring import Scores
from perfdesk.core.sheet import INDICATORS, Cell, Sheet
from perfdesk.core.template import Paper, Patch, Style, Template
from perfdesk.core.typesetting import HEADROOM, LEADING, PADDING, Advance, height_of

__all__ = ["HEADROOM", "LEADING", "PADDING", "Advance", "Box", "Page", "lay_out", "model_row", "text_height"]


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
    """The template's, its size smaller where the text is long: `shrunk` in `marks` says so."""
    cells: tuple[Cell, ...] = ()
    editable: bool = False
    computed: bool = False
    """Shows a figure of `Scores.shown`, not a typed text."""
    marks: frozenset[str] = frozenset()
    """`override` (her own score), `prompt` (the template's printed instruction, not content), `shrunk`, `carried`
    (from last year, and not touched yet)."""
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

    @property
    def scale(self) -> float:
        """How much smaller it is printed than laid out, so that it fits the width of the paper."""
        return _scale(self.widths, self.paper)

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


BINDING = 56.7
"""Points, 20 mm: the least margin on the edge where sheets are bound, left of upright and above lying ones."""


def _bindable(paper: Paper) -> Paper:
    if paper.width <= paper.height:
        return replace(paper, left=max(paper.left, BINDING))
    return replace(paper, top=max(paper.top, BINDING))


def _scale(widths: tuple[float, ...], paper: Paper) -> float:
    width = sum(widths)
    return min(1.0, (paper.width - paper.left - paper.right) / width) if width else 1.0


def lay_out(form: Form, sheet: Sheet, scores: Scores, advance: Advance) -> Page:
    """The page of a filled form. A form without indicator rows keeps one empty row."""
    rows: tuple[int | None, ...] = sheet.rows or (None,)
    shift = len(rows) - form.indicators.length
    texts = {**sheet.texts, **scores.shown}
    year = sheet.year or form.year
    boxes = [*_fixed(form, year, shift, texts, advance), *_repeated(form, rows, texts, advance)]
    origins = _origins(form, len(rows))
    least = tuple(form.template.heights[origin - 1] for origin in origins)
    heights = _fit(boxes, form.template, least, advance)
    return Page(
        widths=form.template.widths,
        heights=heights,
        boxes=tuple(sorted(boxes, key=lambda box: (box.row, box.column))),
        origins=origins,
        grown=frozenset(row for row, (now, was) in enumerate(zip(heights, least, strict=True), 1) if now > was),
        rows={row: form.indicators.first + number for number, row in enumerate(rows) if row is not None},
        repeat=_moved(form.repeat if form.repeat[0] else form.template.paper.repeat, form.indicators, shift),
        keep=_moved(form.keep, form.indicators, shift),
        paper=_bindable(form.template.paper),
    )


def _fit(boxes: list[Box], template: Template, least: tuple[float, ...], advance: Advance) -> tuple[float, ...]:
    """The heights of the rows; long texts among the boxes are set smaller."""
    smallest = typesetting.floor(_scale(template.widths, _bindable(template.paper)))
    fit = typesetting.Fitting(boxes, template.widths, least, smallest, advance)
    heights = fit.heights()
    for number, (style, lines) in fit.smaller().items():
        box = boxes[number]
        boxes[number] = replace(box, style=style, lines=lines, marks=box.marks | {"shrunk"})
    return heights


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
        lines=typesetting.lines(text, _width(form, patch), patch.style, bool(cells), advance),
        style=patch.style,
        cells=cells,
        editable=bool(cells) and not computed,
        computed=computed,
        marks=_PROMPT if prompt else _CARRIED if carried(texts, cells) else _PLAIN,
        formula=bool(patch.formula),
    )


_PLAIN: frozenset[str] = frozenset()
_PROMPT = frozenset({"prompt"})
_OVERRIDE = frozenset({"override"})
_CARRIED = frozenset({"carried"})


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
        lines=typesetting.lines(text, _width(form, patch), patch.style, True, advance),
        style=patch.style,
        cells=cells,
        editable=bool(cells),
        computed=computed,
        marks=_OVERRIDE if override else _CARRIED if carried(texts, cells) else _PLAIN,
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


def _width(form: Form, patch: Patch) -> float:
    return sum(form.template.widths[patch.column - 1 : patch.column - 1 + patch.columns])


def text_height(box: Box) -> float:
    """What the lines of a box take, with the room above and below."""
    return height_of(len(box.lines), box.style.size) if box.text else 0.0
