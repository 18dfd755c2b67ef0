"""What an official form is: which field stands in which cell of its template, its money rows, its indicator columns.

Knows the shape of `resources/forms/<id>/form.toml` and refuses, loudly, a definition that does not fit its
template. Refuses to know how the template was read, how the page is laid out, or what scores mean.

A new province or year is a new folder, never new code; where a form needs something this module cannot
say, the definition lacks a key. The keys:

    id, name, short, kind, issuer, year, profile, sheet     plain texts (`kind` as in contract.md)
    [[cells]]     at = "C3", text = "{code}-{project}"      a bound cell; one field alone is typed straight in,
                                                            several in a pattern are taken apart on typing;
                                                            {form.year} is the form's year and cannot be typed over;
                                                            what the template prints there shows until it is filled
    [fields.goal] label, long, limit, required,             what a field is called and how it is typed; indicator and
                  choices, unit                             money fields go by [fields."indicators.actual"]
    [[funds]]     label = "总额", cells = {initial = "C9"}  one money row, in printed order; the first is the total
    [indicators]  rows = "15:24",                            the block that repeats, its columns, and the rows a new
                  columns = {l1 = "B"}, start = [{l1 = ""}] form begins with
    [page]        repeat = "14:14", keep = "27:30"          rows printed again on each page; rows kept together
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfdesk.core.errors import DefinitionError
from perfdesk.core.profile import Profile
from perfdesk.core.sheet import FUNDS, Cell, own
from perfdesk.core.template import Template, column_number, place

KINDS = {
    "target": "绩效目标表",
    "monitor": "绩效运行监控表",
    "self-evaluation": "项目支出绩效自评表",
    "overall-target": "部门整体绩效目标表",
    "overall": "部门整体自评表",
}
INDICATOR_FIELDS = (
    "l1", "l2", "l3", "nature", "target", "unit", "actual", "weight", "score", "reason", "describe", "basis",
)  # fmt: skip
FUND_FIELDS = ("initial", "adjusted", "executed", "rate", "weight", "score", "note")
_PART = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Field:
    """What a field is called on paper and how it is typed."""

    label: str = ""
    long: bool = False
    limit: int | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Bound:
    """A template cell that shows fields. `parts` are the names in `pattern`, `cells` where each is kept."""

    row: int
    column: int
    pattern: str
    cells: tuple[Cell, ...]

    @property
    def single(self) -> Cell | None:
        """The cell, where the bound cell shows one field and nothing else."""
        alone = len(self.cells) == 1 and _PART.fullmatch(self.pattern)
        return self.cells[0] if alone else None

    @property
    def editable(self) -> bool:
        return bool(self.cells)

    def text(self, values: Mapping[Cell, str], year: int) -> str:
        """What the cell shows. A pattern none of whose fields is filled shows nothing of its punctuation."""
        if self.cells and not any(values.get(cell, "") for cell in self.cells):
            return ""
        names = iter(self.cells)
        return _PART.sub(
            lambda part: str(year) if part[1] == "form.year" else values.get(next(names), ""), self.pattern
        )

    def taken_apart(self, text: str) -> list[tuple[Cell, str]]:
        """The fields in a text typed over the whole cell. What does not fit the pattern goes to the last field."""
        if self.single or not self.cells:
            return [(cell, text) for cell in self.cells]
        pieces = _PART.split(self.pattern)
        expression = "".join(re.escape(piece) if number % 2 == 0 else "(.*?)" for number, piece in enumerate(pieces))
        match = re.fullmatch(expression, text, re.DOTALL)
        if not match:
            return [(cell, "") for cell in self.cells[:-1]] + [(self.cells[-1], text)]
        return [(cell, part.strip()) for cell, part in zip(self.cells, match.groups(), strict=True)]


@dataclass(frozen=True)
class FundRow:
    """One money row: its printed label and where its fields stand. The first row of a form is the total."""

    label: str
    places: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class IndicatorBlock:
    """The rows of the template that repeat, the columns of the fields, the rows a new form begins with."""

    first: int
    last: int
    columns: Mapping[str, int]
    start: tuple[Mapping[str, str], ...]

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, eq=False)
class Form:
    """An official form: definition, template and profile together. Loaded once; one form is equal only to itself."""

    id: str
    name: str
    short: str
    kind: str
    issuer: str
    year: int
    profile: Profile
    template: Template
    bound: tuple[Bound, ...]
    fields: Mapping[str, Field]
    funds: tuple[FundRow, ...]
    indicators: IndicatorBlock
    repeat: tuple[int, int] = (0, 0)
    keep: tuple[int, int] = (0, 0)
    source: str = ""
    by_place: Mapping[tuple[int, int], Bound] = field(default_factory=dict, repr=False)

    def computed(self, cell: Cell) -> bool:
        """Whether the rules fill this cell. An indicator's score is computed and may still be overridden."""
        if not self.profile.scores:
            return False
        if cell.section == FUNDS:
            return cell.field == "rate" or (cell.row == 0 and cell.field in ("weight", "score"))
        return cell.field == "score" if cell.section else cell.field in ("total.weight", "total.score")

    def field(self, cell: Cell) -> Field:
        """What is known of a cell's field. Indicator and fund fields go by `indicators.actual`, `funds.executed`."""
        name = f"{cell.section}.{cell.field}" if cell.section else cell.field
        return self.fields.get(name) or Field(label=cell.field)

    @property
    def own_cells(self) -> tuple[Cell, ...]:
        """The form's own fields in the order they stand on paper."""
        return tuple(dict.fromkeys(cell for bound in self.bound for cell in bound.cells if not cell.section))


def load(data: Mapping[str, Any], template: Template, profile: Profile, origin: str) -> Form:
    """The form in a parsed form.toml. Raises DefinitionError with the file and key where it is wrong."""
    for key in ("id", "name", "short", "kind", "issuer", "year", "profile", "sheet", "indicators"):
        if key not in data:
            raise DefinitionError(origin, key, "缺少此项")
    if data["kind"] not in KINDS:
        raise DefinitionError(origin, "kind", f"应为 {'、'.join(KINDS)} 之一")
    if data["sheet"] != template.sheet:
        raise DefinitionError(origin, "sheet", f"模板里没有工作表「{data['sheet']}」")
    funds = tuple(_fund(entry, number, template, origin) for number, entry in enumerate(data.get("funds", [])))
    bound = tuple(_bound(entry, number, template, origin) for number, entry in enumerate(data.get("cells", [])))
    bound += tuple(
        Bound(at[0], at[1], f"{{funds.{name}}}", (Cell(FUNDS, row, name),))
        for row, fund in enumerate(funds)
        for name, at in fund.places.items()
    )
    places = [(each.row, each.column) for each in bound]
    for each in places:
        if places.count(each) > 1:
            raise DefinitionError(origin, "cells", f"第{each[0]}行第{each[1]}列绑定了两次")
    page = data.get("page", {})
    return Form(
        id=str(data["id"]),
        name=str(data["name"]),
        short=str(data["short"]),
        kind=str(data["kind"]),
        issuer=str(data["issuer"]),
        year=int(data["year"]),
        profile=profile,
        template=template,
        bound=bound,
        fields={name: _field(entry, name, origin) for name, entry in data.get("fields", {}).items()},
        funds=funds,
        indicators=_block(data["indicators"], template, origin),
        repeat=_span(page.get("repeat", ""), "page.repeat", origin, len(template.heights)),
        keep=_span(page.get("keep", ""), "page.keep", origin, len(template.heights)),
        source=str(data.get("source", "")),
        by_place={(each.row, each.column): each for each in bound},
    )


def _bound(entry: Mapping[str, Any], number: int, template: Template, origin: str) -> Bound:
    key = f"cells[{number}]"
    pattern = str(entry.get("text", ""))
    names = [name for name in _PART.findall(pattern) if name != "form.year"]
    if not _PART.search(pattern):
        raise DefinitionError(origin, f"{key}.text", "没有写 {字段}")
    row, column = _place(entry.get("at", ""), f"{key}.at", origin, template)
    return Bound(row, column, pattern, tuple(own(name) for name in names))


def _fund(entry: Mapping[str, Any], number: int, template: Template, origin: str) -> FundRow:
    key = f"funds[{number}]"
    unknown = set(entry.get("cells", {})) - set(FUND_FIELDS)
    if unknown:
        raise DefinitionError(origin, f"{key}.cells", f"不认识的字段 {'、'.join(sorted(unknown))}")
    places = {name: _place(at, f"{key}.cells.{name}", origin, template) for name, at in entry.get("cells", {}).items()}
    return FundRow(str(entry.get("label", "")), places)


def _block(entry: Mapping[str, Any], template: Template, origin: str) -> IndicatorBlock:
    first, last = _span(entry.get("rows", ""), "indicators.rows", origin, len(template.heights))
    if not first:
        raise DefinitionError(origin, "indicators.rows", "应写成 首行:末行")
    columns = entry.get("columns", {})
    unknown = set(columns) - set(INDICATOR_FIELDS)
    if unknown or "l3" not in columns:
        raise DefinitionError(origin, "indicators.columns", f"须有 l3，且只能是 {'、'.join(INDICATOR_FIELDS)}")
    start = tuple(entry.get("start", []))
    strays = {name for row in start for name in row} - set(columns)
    if strays:
        raise DefinitionError(origin, "indicators.start", f"没有这些列 {'、'.join(sorted(strays))}")
    return IndicatorBlock(first, last, {name: column_number(at) for name, at in columns.items()}, start)


def _field(entry: Mapping[str, Any], name: str, origin: str) -> Field:
    unknown = set(entry) - set(Field.__dataclass_fields__)
    if unknown:
        raise DefinitionError(origin, f"fields.{name}", f"不认识的项 {'、'.join(sorted(unknown))}")
    return Field(**{**entry, "choices": tuple(entry.get("choices", ()))})


def _place(at: str, key: str, origin: str, template: Template) -> tuple[int, int]:
    try:
        found = place(str(at))
    except ValueError as error:
        raise DefinitionError(origin, key, f"「{at}」不是单元格地址") from error
    if found not in template.starts:
        raise DefinitionError(origin, key, f"模板的 {at} 不是单元格（或在合并区域之内）")
    return found


def _span(text: str, key: str, origin: str, rows: int) -> tuple[int, int]:
    if not text:
        return 0, 0
    match = re.fullmatch(r"(\d+):(\d+)", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]) <= rows:
        raise DefinitionError(origin, key, f"「{text}」应写成 首行:末行，且在模板之内")
    return int(match[1]), int(match[2])
