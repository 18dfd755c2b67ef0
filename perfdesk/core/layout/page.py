"""A filled form laid out as the official sheet: form + sheet + scores → a page of boxes.

Knows how indicator rows repeat and how equal classes merge; how texts wrap and rows grow is `typesetting.py`. Refuses
to know what draws the page: window, PDF and workbook all take this one, so they cannot differ. How wide a character
is, is passed in.

Lengths are points, rows and columns count from 1. `Page.origins` says which template row each row was made from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from perfdesk.core.bound import Bound
from perfdesk.core.carried import mark
from perfdesk.core.form import Form, IndicatorBlock
from perfdesk.core.layout import typesetting
from perfdesk.core.layout.template import Paper, Patch, Style, Template
from perfdesk.core.layout.typesetting import HEADROOM, LEADING, PADDING, Advance, height_of
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import INDICATORS, Cell, Sheet

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


def print_scale(template: Template) -> float:
    """How much smaller a template is printed than it is drawn, so that it fits the width of its paper."""
    return _scale(template.widths, _bindable(template.paper))


def lay_out(form: Form, sheet: Sheet, scores: Scores, advance: Advance) -> Page:
    """The page of a filled form. A form without indicator rows keeps one empty row."""
    rows: tuple[int | None, ...] = sheet.rows or (None,)
    shift = len(rows) - form.indicators.length
    texts = {**sheet.texts, **scores.shown}
    year = sheet.year or form.year
    boxes = [*_fixed(form, year, shift, texts, advance), *_repeated(form, rows, texts, advance)]
    origins = _origins(form, len(rows))
    least = tuple(form.template.heights[origin - 1] for origin in origins)
    paper = _bindable(form.template.paper)
    heights = _fit(boxes, form.template.widths, paper, least, advance)
    return Page(
        widths=form.template.widths,
        heights=heights,
        boxes=tuple(sorted(boxes, key=attrgetter("row", "column"))),
        origins=origins,
        grown=frozenset(row for row, (now, was) in enumerate(zip(heights, least, strict=True), 1) if now > was),
        rows={row: form.indicators.first + number for number, row in enumerate(rows) if row is not None},
        repeat=_moved(form.repeat if form.repeat[0] else form.template.paper.repeat, form.indicators, shift),
        keep=_moved(form.keep, form.indicators, shift),
        paper=paper,
    )


def _fit(
    boxes: list[Box], widths: tuple[float, ...], paper: Paper, least: tuple[float, ...], advance: Advance
) -> tuple[float, ...]:
    """The heights of the rows; long texts among the boxes are set smaller."""
    smallest = typesetting.floor(_scale(widths, paper))
    fit = typesetting.Fitting(boxes, widths, least, smallest, advance)
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


class _Fixed(NamedTuple):
    """A template cell outside the rows that repeat."""

    patch: Patch
    width: float
    moves: bool
    """It stands below the rows that repeat."""
    stretches: bool
    """It runs down beside them."""
    bound: Bound | None
    alone: Cell | None
    """The cell it shows, where that is all it shows."""
    cells: tuple[Cell, ...]
    marks: tuple[Cell, ...]
    """Where it is kept that these were carried over."""
    computed: bool


class _Model(NamedTuple):
    """A template cell of a row that repeats, one row high."""

    patch: Patch
    width: float
    name: str
    """The field that stands there, or blank."""
    mark: str
    """The field that says whether it was carried over."""
    computed: bool


class _Frame(NamedTuple):
    """A form's template taken apart: what stands around the rows that repeat, and their models."""

    fixed: tuple[_Fixed, ...]
    models: Mapping[int, tuple[_Model, ...]]
    """Template row of the block → its cells, from left to right."""
    asked: tuple[str, ...]
    """The fields a row's looks depend on: what it shows, the marks of what was carried over, her own score."""


@lru_cache(maxsize=64)
def _frame(form: Form) -> _Frame:
    block = form.indicators
    sorted_in: dict[str, list[Patch]] = {"above": [], "beside": [], "below": [], "block": []}
    for patch in form.template.patches:
        sorted_in[_part(patch, block)].append(patch)
    fixed = tuple(_fixed_cell(form, patch, part) for part in ("above", "beside", "below") for patch in sorted_in[part])
    names = {column: name for name, column in block.columns.items()}
    models = {
        row: tuple(
            _model(form, replace(patch, row=row, rows=1), names.get(patch.column, ""))
            for patch in sorted(sorted_in["block"], key=attrgetter("column"))
            if patch.row <= row < patch.row + patch.rows
        )
        for row in range(block.first, block.last + 1)
    }
    return _Frame(fixed, models, (*names.values(), *map(_mark, names.values()), "override"))


def _fixed_cell(form: Form, patch: Patch, part: str) -> _Fixed:
    bound = form.by_place.get((patch.row, patch.column))
    cells = bound.cells if bound else ()
    return _Fixed(
        patch=patch,
        width=_width(form, patch),
        moves=part == "below",
        stretches=part == "beside",
        bound=bound,
        alone=bound.single if bound else None,
        cells=cells,
        marks=tuple(map(mark, cells)),
        computed=any(map(form.computed, cells)),
    )


def _model(form: Form, patch: Patch, name: str) -> _Model:
    computed = bool(name) and form.computed(Cell(INDICATORS, 0, name))
    return _Model(patch, _width(form, patch), name, _mark(name), computed)


def _mark(name: str) -> str:
    """The field that says of another that it was carried over."""
    return mark(Cell(INDICATORS, 0, name)).field


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
    for number, each in enumerate(_frame(form).fixed):
        if each.bound is None:
            yield _box(form, number, shift, "", False, advance)
        else:
            filled = texts.get(each.alone, "") if each.alone else each.bound.text(texts, year)
            yield _box(form, number, shift, filled, not texts.keys().isdisjoint(each.marks), advance)


@lru_cache(maxsize=2048)
def _box(form: Form, number: int, shift: int, filled: str, carried: bool, advance: Advance) -> Box:
    """A template cell with what is filled into it; unfilled it shows what the template prints there."""
    each = _frame(form).fixed[number]
    patch, cells, text = each.patch, each.cells, filled or each.patch.text
    prompt = bool(cells and not filled and patch.text)
    return Box(
        row=patch.row + (shift if each.moves else 0),
        column=patch.column,
        rows=patch.rows + (shift if each.stretches else 0),
        columns=patch.columns,
        text=text,
        lines=typesetting.lines(text, each.width, patch.style, bool(cells), advance),
        style=patch.style,
        cells=cells,
        editable=bool(cells) and not each.computed,
        computed=each.computed,
        marks=_PROMPT if prompt else _CARRIED if carried else _PLAIN,
        formula=bool(patch.formula),
    )


_PLAIN: frozenset[str] = frozenset()
_PROMPT = frozenset({"prompt"})
_OVERRIDE = frozenset({"override"})
_CARRIED = frozenset({"carried"})


class _Run(NamedTuple):
    """The rows over which one cell of a class runs, the first of them here; none where it runs on from above."""

    rows: tuple[int | None, ...]
    carried: bool


def _repeated(form: Form, rows: Sequence[int | None], texts: Mapping[Cell, str], advance: Advance) -> Iterator[Box]:
    """The boxes of the indicator rows, equal classes that follow each other merged into one."""
    frame, typed = _frame(form), _by_row(rows, texts)
    runs = [_class_runs(rows, typed, names) for names in _CLASSES]
    for number, each in enumerate(typed):
        model = model_row(form.indicators, number, len(rows))
        held = tuple(map(each.get, frame.asked))
        yield from _row_boxes(form, model, number, rows[number], held, tuple(run[number] for run in runs), advance)


_CLASSES = (("l1",), ("l1", "l2"))
"""What must be alike in rows for the last of these to be one cell."""


def _by_row(rows: Sequence[int | None], texts: Mapping[Cell, str]) -> list[dict[str, str]]:
    """Field → text of each indicator row."""
    typed: dict[int | None, dict[str, str]] = {row: {} for row in rows}
    for (section, row, name), text in texts.items():
        if section == INDICATORS and row in typed:
            typed[row][name] = text
    return [typed[row] for row in rows]


def _class_runs(rows: Sequence[int | None], typed: Sequence[Mapping[str, str]], names: Sequence[str]) -> list[_Run]:
    """For each row the run that begins there: rows alike in all these fields, none of the last of them blank."""
    shown = [tuple(each.get(name, "") for name in names) for each in typed]
    carried, runs, start = _mark(names[-1]), [_Run((), False)] * len(rows), 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or not shown[end][-1] or shown[end] != shown[end - 1]:
            runs[start] = _Run(tuple(rows[start:end]), any(carried in each for each in typed[start:end]))
            start = end
    return runs


@lru_cache(maxsize=512)
def _row_boxes(
    form: Form,
    model: int,
    number: int,
    row: int | None,
    held: tuple[str | None, ...],
    runs: tuple[_Run, ...],
    advance: Advance,
) -> tuple[Box, ...]:
    """The boxes of one indicator row. Kept, since an edit changes one row of many; `held` goes by `_Frame.asked`."""
    frame = _frame(form)
    texts = dict(zip(frame.asked, held, strict=True))
    merged = {names[-1]: run for names, run in zip(_CLASSES, runs, strict=True)}
    boxes = []
    for each in frame.models[model]:
        own = _Run((row,), texts.get(each.mark) is not None)
        run = merged.get(each.name, own)
        if run.rows:
            boxes.append(_indicator_box(each, form.indicators.first + number, run, texts, advance))
    return tuple(boxes)


def _indicator_box(model: _Model, row: int, run: _Run, texts: Mapping[str, str | None], advance: Advance) -> Box:
    patch, name = model.patch, model.name
    cells = tuple(Cell(INDICATORS, each, name) for each in run.rows if each is not None) if name else ()
    computed = model.computed and bool(cells)
    text = texts.get(name) or ""
    return Box(
        row=row,
        column=patch.column,
        rows=len(run.rows),
        columns=patch.columns,
        text=text,
        lines=typesetting.lines(text, model.width, patch.style, True, advance),
        style=patch.style,
        cells=cells,
        editable=bool(cells),
        computed=computed,
        marks=_OVERRIDE if computed and texts["override"] else _CARRIED if run.carried else _PLAIN,
        formula=bool(patch.formula),
    )


def _width(form: Form, patch: Patch) -> float:
    return sum(form.template.widths[patch.column - 1 : patch.column - 1 + patch.columns])


def text_height(box: Box) -> float:
    """What the lines of a box take, with the room above and below."""
    return height_of(len(box.lines), box.style.size) if box.text else 0.0
