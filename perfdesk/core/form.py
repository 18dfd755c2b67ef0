"""What an official form is: which field stands in which cell of its template, its money rows, its indicator columns.

Knows the shape of `resources/forms/<id>/form.toml` and refuses, loudly, a definition that does not fit its
template. Refuses to know how the template was read, how the page is laid out, or what scores mean.

A new province or year is a new folder, never new code; where a form needs something this module cannot
say, the definition lacks a key. The keys:

    id, name, short, kind, issuer, profile, sheet           plain texts; `kind` is one of KINDS
    year, source                                            the year of the official sheet, and what it was issued with
    [[cells]]     at = "C3", text = "{code}-{project}"      a bound cell; one field alone is typed straight in,
                                                            several in a pattern are taken apart on typing;
                                                            {form.year} is the form's year and cannot be typed over;
                                                            what the template prints there shows until it is filled
    [fields.goal] label, long, limit, required,             what a field is called and how it is typed; indicator and
                  choices, unit                             money fields go by [fields."indicators.actual"]; a field
                                                            OWN_FIELDS lacks is the form's own, and must stand here
    [[funds]]     label = "总额", cells = {initial = "C9"}  one money row, in printed order; the first is the total
    [indicators]  rows = "15:24",                            the block that repeats, its columns (of merged cells the
                  columns = {l1 = "B"}, start = [{l1 = ""}] first), and the rows a new form begins with
    [page]        repeat = "14:14", keep = "27:30"          rows printed again on each page; rows kept together
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from perfdesk.core.bound import PART, YEAR, Bound
from perfdesk.core.errors import DefinitionError
from perfdesk.core.profile import Profile
from perfdesk.core.sheet import FUNDS, Cell, own
from perfdesk.core.template import Template, place, reference

KINDS = {
    "target": "绩效目标表",
    "monitor": "绩效运行监控表",
    "self-evaluation": "项目支出绩效自评表",
    "overall-target": "部门整体绩效目标表",
    "overall": "部门整体自评表",
}
_HEAD = ("id", "name", "short", "kind", "issuer", "year", "profile", "sheet", "indicators")
_KIND_WORDS = {str: "文字", bool: " true 或 false", int: "整数", list: "一列文字"}
_FIELD_KINDS = {"label": str, "long": bool, "limit": int, "required": bool, "choices": list, "unit": str}
INDICATOR_FIELDS = (
    "l1", "l2", "l3", "nature", "target", "unit", "actual", "weight", "score", "reason", "describe", "basis",
)  # fmt: skip
FUND_FIELDS = ("initial", "adjusted", "executed", "rate", "weight", "score", "note")
OWN_FIELDS = (
    "project", "code", "department", "unit", "goal", "done", "process", "conclusion", "problems", "measures",
    "budget", "fiscal", "other", "purpose", "schedule[0]", "schedule[1]", "schedule[2]", "schedule[3]",
    "total.weight", "total.score",
)  # fmt: skip
_SIGNATURE = "signatures."


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
    workbook: bytes = field(default=b"", repr=False)
    """The official workbook as issued: what the Excel export fills in place."""

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


def load(data: Mapping[str, Any], template: Template, profile: Profile, origin: str, workbook: bytes = b"") -> Form:
    """The form in a parsed form.toml. Raises DefinitionError with the file and key where it is wrong."""
    _check_head(data, template, origin)
    fields = {name: _field(entry, name, origin) for name, entry in data.get("fields", {}).items()}
    funds = tuple(_fund(entry, number, template, origin) for number, entry in enumerate(data.get("funds", [])))
    bound = tuple(_bound(entry, number, template, fields, origin) for number, entry in enumerate(data.get("cells", [])))
    bound += tuple(each for row, fund in enumerate(funds) for each in _fund_cells(row, fund))
    block = _block(data["indicators"], template, origin)
    _check_places(bound, block, origin)
    _check_fields(fields, bound, funds, block, origin)
    page = _table(data.get("page", {}), ("repeat", "keep"), "page", origin)
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
        fields=fields,
        funds=funds,
        indicators=block,
        repeat=_span(page.get("repeat", ""), "page.repeat", origin, len(template.heights)),
        keep=_span(page.get("keep", ""), "page.keep", origin, len(template.heights)),
        source=str(data.get("source", "")),
        by_place={(each.row, each.column): each for each in bound},
        workbook=workbook,
    )


def _check_head(data: Mapping[str, Any], template: Template, origin: str) -> None:
    """The keys every definition has, and none that nobody reads."""
    for key in _HEAD:
        if key not in data:
            raise DefinitionError(origin, key, "缺少此项")
    _table(data, (*_HEAD, "source", "cells", "fields", "funds", "page"), "", origin)
    if type(data["year"]) is not int:
        raise DefinitionError(origin, "year", "应为四位年份")
    if data["kind"] not in KINDS:
        raise DefinitionError(origin, "kind", f"应为 {'、'.join(KINDS)} 之一")
    if data["sheet"] != template.sheet:
        raise DefinitionError(origin, "sheet", f"模板里没有工作表「{data['sheet']}」")


def _table(entry: Any, keys: Iterable[str], key: str, origin: str) -> Mapping[str, Any]:
    """The entry, if it is a table of these keys and no others."""
    if not isinstance(entry, Mapping):
        raise DefinitionError(origin, key, "应为一张表")
    unknown = sorted(set(entry) - set(keys))
    if unknown:
        raise DefinitionError(origin, key or unknown[0], f"不认识的项 {'、'.join(unknown)}")
    return entry


def _bound(
    entry: Mapping[str, Any], number: int, template: Template, fields: Mapping[str, Field], origin: str
) -> Bound:
    key = f"cells[{number}]"
    pattern = str(_table(entry, ("at", "text"), key, origin).get("text", ""))
    if not PART.search(pattern):
        raise DefinitionError(origin, f"{key}.text", "没有写 {字段}")
    names = [name for name in PART.findall(pattern) if name != YEAR]
    for name in names:
        if name not in OWN_FIELDS and name not in fields and not name.startswith(_SIGNATURE):
            raise DefinitionError(origin, f"{key}.text", f"没有字段「{name}」；若是本表自有的，请在 fields 里写明")
    row, column = _place(entry.get("at", ""), f"{key}.at", origin, template)
    return Bound(row, column, pattern, tuple(own(name) for name in names))


def _fund(entry: Mapping[str, Any], number: int, template: Template, origin: str) -> FundRow:
    key = f"funds[{number}]"
    cells = _table(_table(entry, ("label", "cells"), key, origin).get("cells", {}), FUND_FIELDS, f"{key}.cells", origin)
    if not entry.get("label"):
        raise DefinitionError(origin, f"{key}.label", "缺少此项")
    places = {name: _place(at, f"{key}.cells.{name}", origin, template) for name, at in cells.items()}
    return FundRow(str(entry["label"]), places)


def _fund_cells(row: int, fund: FundRow) -> list[Bound]:
    return [Bound(*at, f"{{funds.{name}}}", (Cell(FUNDS, row, name),)) for name, at in fund.places.items()]


def _block(entry: Mapping[str, Any], template: Template, origin: str) -> IndicatorBlock:
    _table(entry, ("rows", "columns", "start"), "indicators", origin)
    first, last = _span(entry.get("rows", ""), "indicators.rows", origin, len(template.heights))
    if not first:
        raise DefinitionError(origin, "indicators.rows", "应写成 首行:末行")
    columns = _table(entry.get("columns", {}), INDICATOR_FIELDS, "indicators.columns", origin)
    if "l3" not in columns:
        raise DefinitionError(origin, "indicators.columns", "须有 l3")
    found = {
        name: _place(f"{at}{first}", f"indicators.columns.{name}", origin, template)[1] for name, at in columns.items()
    }
    if len(set(found.values())) < len(found):
        raise DefinitionError(origin, "indicators.columns", "两个字段写在同一列")
    start = tuple(
        _table(row, columns, f"indicators.start[{number}]", origin) for number, row in enumerate(entry.get("start", []))
    )
    return IndicatorBlock(first, last, found, start)


def _field(entry: Mapping[str, Any], name: str, origin: str) -> Field:
    """The field as written; a text where a number belongs would only be noticed when she types."""
    key = f"fields.{name}"
    _table(entry, Field.__dataclass_fields__, key, origin)
    for part, kind in _FIELD_KINDS.items():
        if part in entry and type(entry[part]) is not kind:
            raise DefinitionError(origin, f"{key}.{part}", f"应为{_KIND_WORDS[kind]}")
    return Field(**{**entry, "choices": tuple(map(str, entry.get("choices", ())))})


def _check_places(bound: Iterable[Bound], block: IndicatorBlock, origin: str) -> None:
    """No cell is bound twice, and none stands among the rows that repeat."""
    seen: set[tuple[int, int]] = set()
    for each in bound:
        at = (each.row, each.column)
        if at in seen:
            raise DefinitionError(origin, "cells", f"{reference(*at)} 绑定了两次")
        if block.first <= each.row <= block.last:
            raise DefinitionError(origin, "cells", f"{reference(*at)} 在指标行之内")
        seen.add(at)


def _check_fields(
    fields: Mapping[str, Field],
    bound: Iterable[Bound],
    funds: Iterable[FundRow],
    block: IndicatorBlock,
    origin: str,
) -> None:
    """Every described field stands somewhere on the form: a slip in its name would silently lose the description."""
    known = {cell.field for each in bound for cell in each.cells if not cell.section}
    known |= {f"funds.{name}" for fund in funds for name in fund.places}
    known |= {f"indicators.{name}" for name in block.columns}
    for name in fields:
        if name not in known:
            raise DefinitionError(origin, f"fields.{name}", "表上没有这个字段")


def _place(at: str, key: str, origin: str, template: Template) -> tuple[int, int]:
    try:
        found = place(str(at))
    except ValueError as error:
        raise DefinitionError(origin, key, f"「{at}」不是单元格地址") from error
    if found not in template.starts:
        raise DefinitionError(origin, key, f"模板的 {at} 不是单元格（或不是合并区域的首格）")
    return found


def _span(text: str, key: str, origin: str, rows: int) -> tuple[int, int]:
    if not text:
        return 0, 0
    match = re.fullmatch(r"(\d+):(\d+)", str(text))
    if not match or not 1 <= int(match[1]) <= int(match[2]) <= rows:
        raise DefinitionError(origin, key, f"「{text}」应写成 首行:末行，且在模板之内")
    return int(match[1]), int(match[2])
