"""What an official form is: which field stands in which cell of its template, its money rows, its indicator columns.

Knows the shape of `resources/forms/<id>/form.toml` and refuses, loudly, a definition that does not fit its
template. Refuses to know how the template was read, how the page is laid out, or what scores mean.

A new province or year is a new folder, never new code; where a form needs something this module cannot
say, the definition lacks a key. The keys:

    id, name, short, kind, issuer, profile, sheet           plain texts; `kind` is one of KINDS
    year, source                                            the year of the official sheet, and what it was issued with
    word                                                    true where it was issued as a Word document
    [[cells]]     at = "C3", text = "{code}-{project}"      a bound cell; one field alone is typed straight in,
                                                            several in a pattern are taken apart on typing;
                                                            {form.year} is the form's year and cannot be typed over;
                                                            what the template prints there shows until it is filled
    [fields.goal] label, long, limit, required,             what a field is called and how it is typed; indicator and
                  choices, unit                             money fields go by [fields."indicators.actual"]; a field
                                                            that is none of the known ones (OWN_FIELDS and its like)
                                                            is the form's own, and must stand here
    [[funds]]     label = "总额", cells = {initial = "C9"}  one money row, in printed order; the first is the total
    [indicators]  rows = "15:24",                            the block that repeats, its columns (of merged cells the
                  columns = {l1 = "B"}, start = [{l1 = ""}] first), and the rows a new form begins with
    [page]        repeat = "14:14", keep = "27:30"          rows printed again on each page; rows kept together
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from perfdesk.core.bound import PART, YEAR, Bound
from perfdesk.core.errors import DefinitionError
from perfdesk.core.layout.template import Template, place, reference
from perfdesk.core.profile import Profile
from perfdesk.core.sheet import FUNDS, Cell, own

KINDS = {
    "target": "绩效目标表",
    "monitor": "绩效运行监控表",
    "self-evaluation": "项目支出绩效自评表",
    "overall-target": "部门整体绩效目标表",
    "overall": "部门整体自评表",
}
OF_THE_UNIT = ("overall-target", "overall")
"""Kinds that a unit owes once a year, whatever projects it has."""
_TEXTS = ("id", "name", "short", "kind", "issuer")
_KEYS = (*_TEXTS, "year", "profile", "sheet", "source", "word", "cells", "fields", "funds", "indicators", "page")
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
_LABELS = {"override": "调整得分", "override_reason": "调整理由", "year": "年度"}
"""Fields that stand on no form and are hers all the same."""
_SIGNATURE = "signatures."


class Field(NamedTuple):
    """What a field is called on paper and how it is typed."""

    label: str = ""
    long: bool = False
    limit: int | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""


class FundRow(NamedTuple):
    """One money row: its printed label and where its fields stand. The first row of a form is the total."""

    label: str
    places: Mapping[str, tuple[int, int]]


class IndicatorBlock(NamedTuple):
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
    word: bool = False
    """Issued as a Word document, and exported as one."""
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
        return self.fields.get(name) or Field(label=_LABELS.get(cell.field, cell.field))

    @property
    def own_cells(self) -> tuple[Cell, ...]:
        """The form's own fields in the order they stand on paper."""
        return tuple(dict.fromkeys(cell for bound in self.bound for cell in bound.cells if not cell.section))


def load(data: Mapping[str, Any], template: Template, profile: Profile, origin: str, workbook: bytes = b"") -> Form:
    """The form in a parsed form.toml. Raises DefinitionError with the file and key where it is wrong."""
    reader = _Reader(template, origin)
    head = reader.head(data)
    fields = {name: reader.field(entry, name) for name, entry in reader.table(data, "fields").items()}
    funds = tuple(reader.fund(entry, key, fields) for key, entry in reader.tables(data, "funds"))
    bound = tuple(reader.bound(entry, key, fields) for key, entry in reader.tables(data, "cells"))
    bound += tuple(each for row, fund in enumerate(funds) for each in _fund_cells(row, fund))
    block = reader.block(reader.table(data, "indicators"), fields)
    reader.check_places(bound, block)
    reader.check_fields(fields, _names(bound, funds, block))
    repeat, keep = reader.page(reader.table(data, "page"), block)
    return Form(
        **head,
        profile=profile,
        template=template,
        bound=bound,
        fields=fields,
        funds=funds,
        indicators=block,
        repeat=repeat,
        keep=keep,
        by_place={(each.row, each.column): each for each in bound},
        workbook=workbook,
    )


def _fund_cells(row: int, fund: FundRow) -> list[Bound]:
    return [Bound(*at, f"{{funds.{name}}}", (Cell(FUNDS, row, name),)) for name, at in fund.places.items()]


def _names(bound: Iterable[Bound], funds: Iterable[FundRow], block: IndicatorBlock) -> set[str]:
    """The fields that stand on the form, as `fields` calls them."""
    names = {cell.field for each in bound for cell in each.cells if not cell.section}
    names |= {f"funds.{name}" for fund in funds for name in fund.places}
    return names | {f"indicators.{name}" for name in block.columns}


def _beside(section: str, fields: Mapping[str, Field]) -> list[str]:
    """The columns of a section that are the form's own: described, and a word an address can hold."""
    names = (name.removeprefix(f"{section}.") for name in fields if name.startswith(f"{section}."))
    return [name for name in names if re.fullmatch(r"\w+", name)]


class _Reader(NamedTuple):
    """Reads the parts of one definition; every refusal names the file and the key."""

    template: Template
    origin: str

    def wrong(self, key: str, why: str) -> DefinitionError:
        return DefinitionError(self.origin, key, why)

    def head(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The keys every definition has, and none that nobody reads."""
        for key in (*_TEXTS, "year", "profile", "sheet", "indicators"):
            if key not in data:
                raise self.wrong(key, "缺少此项")
        self.known(data, _KEYS, "")
        if type(data["year"]) is not int:
            raise self.wrong("year", "应为四位年份")
        texts = {key: self.text(data, key, key) for key in (*_TEXTS, "source")}
        if texts["kind"] not in KINDS:
            raise self.wrong("kind", f"应为 {'、'.join(KINDS)} 之一")
        if data["sheet"] != self.template.sheet:
            raise self.wrong("sheet", f"模板里没有工作表「{data['sheet']}」")
        if type(data.get("word", False)) is not bool:
            raise self.wrong("word", "应为 true 或 false")
        return {**texts, "year": data["year"], "word": data.get("word", False)}

    def known(self, entry: Any, keys: Iterable[str], key: str) -> Mapping[str, Any]:
        """The entry, if it is a table of these keys and no others."""
        if not isinstance(entry, Mapping):
            raise self.wrong(key, "应为一张表")
        unknown = sorted(set(entry) - set(keys))
        if unknown:
            raise self.wrong(key or unknown[0], f"不认识的项 {'、'.join(unknown)}")
        return entry

    def text(self, entry: Mapping[str, Any], name: str, key: str) -> str:
        text = entry.get(name, "")
        if not isinstance(text, str):
            raise self.wrong(key, "应为文字")
        return text

    def table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        entry = data.get(key, {})
        if not isinstance(entry, Mapping):
            raise self.wrong(key, "应为一张表")
        return entry

    def tables(self, data: Mapping[str, Any], key: str, prefix: str = "") -> list[tuple[str, Mapping[str, Any]]]:
        """The tables of a list, each with its key: `cells[3]`."""
        entries = data.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(each, Mapping) for each in entries):
            raise self.wrong(f"{prefix}{key}", "应为一列表")
        return [(f"{prefix}{key}[{number}]", entry) for number, entry in enumerate(entries)]

    def place(self, at: str, key: str) -> tuple[int, int]:
        try:
            found = place(at)
        except ValueError as error:
            raise self.wrong(key, f"「{at}」不是单元格地址") from error
        if found not in self.template.starts:
            raise self.wrong(key, f"模板的 {at} 不是单元格（或不是合并区域的首格）")
        return found

    def span(self, entry: Mapping[str, Any], name: str, key: str) -> tuple[int, int]:
        text = self.text(entry, name, key)
        match = re.fullmatch(r"(\d{1,6}):(\d{1,6})", text, re.ASCII)
        if not text:
            return 0, 0
        if not match or not 1 <= int(match[1]) <= int(match[2]) <= len(self.template.heights):
            raise self.wrong(key, f"「{text}」应写成 首行:末行，且在模板之内")
        return int(match[1]), int(match[2])

    def bound(self, entry: Mapping[str, Any], key: str, fields: Mapping[str, Field]) -> Bound:
        self.known(entry, ("at", "text"), key)
        pattern = self.text(entry, "text", f"{key}.text")
        if not PART.search(pattern):
            raise self.wrong(f"{key}.text", "没有写 {字段}")
        names = [name for name in PART.findall(pattern) if name != YEAR]
        for name in names:
            if name not in OWN_FIELDS and name not in fields and not name.startswith(_SIGNATURE):
                raise self.wrong(f"{key}.text", f"没有字段「{name}」；若是本表自有的，请在 fields 里写明")
        row, column = self.place(self.text(entry, "at", f"{key}.at"), f"{key}.at")
        return Bound(row, column, pattern, tuple(own(name) for name in names))

    def fund(self, entry: Mapping[str, Any], key: str, fields: Mapping[str, Field]) -> FundRow:
        self.known(entry, ("label", "cells"), key)
        label = self.text(entry, "label", f"{key}.label")
        if not label:
            raise self.wrong(f"{key}.label", "缺少此项")
        cells = self.known(entry.get("cells", {}), (*FUND_FIELDS, *_beside("funds", fields)), f"{key}.cells")
        keys = {name: f"{key}.cells.{name}" for name in cells}
        return FundRow(label, {name: self.place(self.text(cells, name, at), at) for name, at in keys.items()})

    def block(self, entry: Mapping[str, Any], fields: Mapping[str, Field]) -> IndicatorBlock:
        self.known(entry, ("rows", "columns", "start"), "indicators")
        first, last = self.span(entry, "rows", "indicators.rows")
        if not first:
            raise self.wrong("indicators.rows", "应写成 首行:末行")
        columns = self.known(
            entry.get("columns", {}), (*INDICATOR_FIELDS, *_beside("indicators", fields)), "indicators.columns"
        )
        if "l3" not in columns:
            raise self.wrong("indicators.columns", "须有 l3")
        found = {name: self.column(columns, name, first) for name in columns}
        if len(set(found.values())) < len(found):
            raise self.wrong("indicators.columns", "两个字段写在同一列")
        start = [self.start(row, columns, key) for key, row in self.tables(entry, "start", "indicators.")]
        return IndicatorBlock(first, last, found, tuple(start))

    def column(self, columns: Mapping[str, Any], name: str, first: int) -> int:
        key = f"indicators.columns.{name}"
        letters = self.text(columns, name, key)
        if not letters.isalpha():
            raise self.wrong(key, f"「{letters}」不是列号")
        return self.place(f"{letters}{first}", key)[1]

    def start(self, row: Mapping[str, Any], columns: Iterable[str], key: str) -> Mapping[str, str]:
        self.known(row, columns, key)
        return {name: self.text(row, name, f"{key}.{name}") for name in row}

    def field(self, entry: Any, name: str) -> Field:
        """The field as written; a text where a number belongs would only be noticed when she types."""
        key = f"fields.{name}"
        self.known(entry, _FIELD_KINDS, key)
        for part, kind in _FIELD_KINDS.items():
            if part in entry and type(entry[part]) is not kind:
                raise self.wrong(f"{key}.{part}", f"应为{_KIND_WORDS[kind]}")
        if not all(isinstance(choice, str) for choice in entry.get("choices", ())):
            raise self.wrong(f"{key}.choices", "应为一列文字")
        return Field(**{**entry, "choices": tuple(entry.get("choices", ()))})

    def page(self, entry: Mapping[str, Any], block: IndicatorBlock) -> tuple[tuple[int, int], tuple[int, int]]:
        """The rows printed again, above the block; the rows kept together, below it."""
        self.known(entry, ("repeat", "keep"), "page")
        repeat, keep = self.span(entry, "repeat", "page.repeat"), self.span(entry, "keep", "page.keep")
        if repeat[1] >= block.first:
            raise self.wrong("page.repeat", "应在指标行之前")
        if 0 < keep[0] <= block.last:
            raise self.wrong("page.keep", "应在指标行之后")
        return repeat, keep

    def check_places(self, bound: Iterable[Bound], block: IndicatorBlock) -> None:
        """No cell is bound twice, and none stands among the rows that repeat."""
        seen: set[tuple[int, int]] = set()
        for each in bound:
            at = (each.row, each.column)
            if at in seen:
                raise self.wrong("cells", f"{reference(*at)} 绑定了两次")
            if block.first <= each.row <= block.last:
                raise self.wrong("cells", f"{reference(*at)} 在指标行之内")
            seen.add(at)

    def check_fields(self, fields: Iterable[str], names: set[str]) -> None:
        """Every described field stands somewhere on the form: a slip in its name would silently lose it."""
        for name in fields:
            if name not in names:
                raise self.wrong(f"fields.{name}", "表上没有这个字段")
