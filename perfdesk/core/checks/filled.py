"""A filled form as the checks see it: its texts, readings and scores, and what its paper has room for.

Knows how rows are read once and remembered: while the texts of a row stay, so does all that was made of it. Refuses
to judge anything. A form nobody has a definition of can be checked too: its outline says what was found on it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from perfdesk.core.checks.shapes import Fix, Objection, in_row
from perfdesk.core.checks.words import Words
from perfdesk.core.form import Form
from perfdesk.core.meaning.values import Kind, Reading, Remark, blank, number, read_actual, read_target
from perfdesk.core.profile import Profile
from perfdesk.core.scores.case import short
from perfdesk.core.scores.score import Score, Scores
from perfdesk.core.sheet import INDICATORS, Sheet

FIELDS = (
    "l1", "l2", "l3", "nature", "target", "unit", "actual", "weight", "score", "reason", "describe", "basis",
    "override", "override_reason", "deducted",
)  # fmt: skip
LABELS = {
    "project": "项目名称", "code": "项目编码", "department": "主管部门", "unit": "实施单位", "goal": "年度目标",
    "done": "目标完成情况", "process": "实施内容及过程概述", "conclusion": "评价结论", "problems": "存在问题",
    "measures": "改进措施", "budget": "预算数", "fiscal": "财政资金", "other": "其他资金", "purpose": "资金用途",
    "funds.initial": "年初预算数", "funds.adjusted": "调整后预算数", "funds.executed": "预算执行数",
    "funds.rate": "预算执行率", "funds.score": "得分", "funds.note": "原因", "indicators.l1": "一级指标",
    "indicators.l2": "二级指标", "indicators.l3": "三级指标", "indicators.nature": "指标性质",
    "indicators.target": "指标值", "indicators.unit": "度量单位", "indicators.actual": "完成值",
    "indicators.weight": "分值", "indicators.score": "得分", "indicators.reason": "原因分析",
    "indicators.describe": "绩效指标描述", "indicators.basis": "指标值确定依据",
}  # fmt: skip
SORTS = ("数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意")
"""The classes of the second level by the word that tells them apart; 生态环境成本 is 成本."""
_JUDGED = ("self-evaluation", "overall")
_HAN = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, eq=False)
class Outline:
    """What the paper of a form has room for. Fields go by `done`, `funds.note`, `indicators.unit`."""

    kind: str
    fields: frozenset[str]
    required: tuple[str, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    funds: tuple[str, ...] = ()
    """The labels of the money rows."""
    money: str = "万元"
    room: Mapping[str, int] = field(default_factory=dict)
    """How many characters a cell of Excel can show of a field, where that is known."""

    def label(self, name: str) -> str:
        return self.labels.get(name) or LABELS.get(name, name)

    @property
    def judged(self) -> bool:
        """Whether what was reached is reported here, and final."""
        return self.kind in _JUDGED


@lru_cache(maxsize=64)
def outline(form: Form) -> Outline:
    """What a form's definition says of its paper."""
    names = {cell.field for cell in form.own_cells} | set(form.fields)
    names |= {f"funds.{name}" for fund in form.funds for name in fund.places}
    names |= {f"indicators.{name}" for name in form.indicators.columns}
    entries = form.fields.items()
    amount = form.fields.get("funds.adjusted") or form.fields.get("budget")
    return Outline(
        form.kind,
        frozenset(names),
        tuple(name for name, each in entries if each.required),
        {name: each.limit for name, each in entries if each.limit},
        {name: each.label for name, each in entries if each.label},
        tuple(fund.label for fund in form.funds),
        (amount.unit if amount else "") or "万元",
        dict(_rooms(form)),
    )


_TALLEST = 409
"""Points: no row of Excel is taller."""


def _rooms(form: Form) -> Iterator[tuple[str, int]]:
    """How many Chinese characters fit the cell of each field when its row is as tall as Excel allows."""
    patches = {(patch.row, patch.column): patch for patch in form.template.patches}
    places = [(bound.cells[0].field, bound.row, bound.column) for bound in form.bound if len(bound.cells) == 1]
    places += [(f"indicators.{name}", form.indicators.first, at) for name, at in form.indicators.columns.items()]
    for name, row, column in places:
        patch = patches.get((row, column))
        if patch and patch.rows == 1:
            width = sum(form.template.widths[column - 1 : column - 1 + patch.columns])
            yield name, int(width / patch.style.size) * int(_TALLEST / (patch.style.size * 1.3))


def found_outline(
    sheet: Sheet, kind: str, *, funds: tuple[str, ...] = (), limits: Mapping[str, int] | None = None
) -> Outline:
    """The outline of a form without a definition: what is filled is what it has room for."""
    names = {f"{cell.section}.{cell.field}" if cell.section else cell.field for cell in sheet.texts}
    return Outline(kind, frozenset(names), limits=limits or {}, funds=funds)


@dataclass(frozen=True)
class Setting:
    """Under what a form is checked."""

    profile: Profile
    words: Words
    outline: Outline
    year: int


def sort_of(first: str, second: str) -> str:
    """The word of a class of the second level (数量 … 满意), blank where that is none of the known ones."""
    text = second or first
    if "成本" in first + text:
        return "成本"
    return next((sort for sort in SORTS if sort in text), "")


@dataclass(frozen=True, eq=False)
class Row:
    """One indicator row that has a 三级指标, with what is read from it."""

    setting: Setting
    texts: Mapping[str, str]
    score: Score | None

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    @property
    def name(self) -> str:
        return self.texts["l3"]

    @property
    def profile(self) -> Profile:
        return self.setting.profile

    @property
    def words(self) -> Words:
        return self.setting.words

    def has(self, name: str) -> bool:
        """Whether the form has such a column."""
        return f"indicators.{name}" in self.setting.outline.fields

    @cached_property
    def target(self) -> Reading:
        if self.score is not None and self.score.target is not None:
            return self.score.target
        text = self.texts
        return read_target(
            text["target"],
            nature=text["nature"],
            unit=text["unit"],
            name=text["l3"],
            l2=text["l2"],
            year=self.setting.year,
        )

    @cached_property
    def actual(self) -> Reading:
        if self.score is not None and self.score.actual is not None:
            return self.score.actual
        return read_actual(self["actual"], target=self.target, unit=self["unit"], year=self.setting.year)

    @cached_property
    def sort(self) -> str:
        """The word of its second-level class (数量 … 满意), blank where that is none of the known ones."""
        return sort_of(self["l1"], self["l2"])

    @property
    def judged(self) -> bool:
        """Whether something was reached here, and it is reported."""
        return self.setting.outline.judged and self.actual.kind is not Kind.BLANK

    @property
    def numeric(self) -> bool:
        """Whether its target is a number that an actual can be held against."""
        return self.target.kind in (Kind.NUMBER, Kind.RANGE)

    @property
    def typed(self) -> str:
        """The score she set herself, else the one that was printed."""
        return self["override"] if self["override"].strip() else self["score"]

    @cached_property
    def earned(self) -> Decimal | None:
        """The points that stand on the paper: hers, the printed, else what the rule gives."""
        typed = number(self.typed)
        return typed if typed is not None else self.score.value if self.score else None

    @property
    def weight(self) -> Decimal | None:
        return self.score.weight if self.score else number(self["weight"])

    @property
    def short_of_weight(self) -> bool:
        return self.earned is not None and self.weight is not None and self.earned < self.weight

    @property
    def ratio(self) -> Decimal | None:
        """Actual over target, where both are numbers of one unit and more is better."""
        if Remark.UNIT_DIFFERS in self.actual.remarks:
            return None
        aim, reached = self.target.number, self.actual.number
        forward = self.target.kind is Kind.NUMBER and self.target.operator in ("≥", ">", "＝")
        if not forward or self.actual.kind is not Kind.NUMBER or aim is None or reached is None or aim <= 0:
            return None
        return reached / aim

    def objection(self, name: str, message: str, severity: str = "", fix: Mapping[str, str] | None = None) -> Objection:
        """An objection at a field of this row; the message goes on from 「第N行「指标名」」."""
        mended: Fix = tuple((in_row(each), text) for each, text in (fix or {}).items())
        return Objection(in_row(name), message, severity, mended)


@dataclass(frozen=True)
class Filled:
    """A filled form with its scores."""

    setting: Setting
    sheet: Sheet
    scores: Scores
    printed: bool = False
    """Read from a document, where sums and rates stand as printed."""
    evidence: Mapping[int, int] | None = None
    """How many files are kept for each row; None where nobody knows."""
    subtotals: tuple[tuple[int, str], ...] = ()
    """Of a document: the printed score of each subtotal, with the row it stands below."""

    @property
    def profile(self) -> Profile:
        return self.setting.profile

    @property
    def words(self) -> Words:
        return self.setting.words

    @property
    def outline(self) -> Outline:
        return self.setting.outline

    @property
    def year(self) -> int:
        return self.setting.year

    @cached_property
    def rows(self) -> Mapping[int, Row]:
        """The named rows by id, in printed order."""
        find, known = self.sheet.texts.get, self.scores.indicators
        return {
            row: _row(self.setting, tuple(find((INDICATORS, row, name), "") for name in FIELDS), known.get(row))  # type: ignore[call-overload]
            for row in self.sheet.named_rows
        }

    def called(self, row: int) -> str:
        """How a message calls a row."""
        return f"第{self.sheet.named_rows.index(row) + 1}行「{short(self.sheet.at(row, 'l3'))}」"

    def has(self, name: str) -> bool:
        return name in self.outline.fields

    def label(self, name: str) -> str:
        return self.outline.label(name)

    @property
    def note(self) -> str:
        """The reason given for the money; an instruction left standing is none."""
        text = self.sheet.fund(0, "note")
        return "" if blank(text) or self.words.filler.search(text) else text

    def money_label(self, row: int) -> str:
        labels = self.outline.funds
        name = labels[row] if row < len(labels) else f"第{row + 1}行资金"
        return name.removeprefix("其中：")

    @property
    def total(self) -> Decimal | None:
        """The total that stands on the paper: printed, else computed."""
        printed = number(self.sheet.own("total.score"))
        return printed if printed is not None else self.scores.total.value if self.scores.total else None

    @property
    def points_off(self) -> bool:
        """Whether any score stands below its weight."""
        spent = self.scores.execution
        below = spent is not None and None not in (spent.value, spent.weight) and spent.value < spent.weight  # type: ignore[operator]
        return below or any(row.short_of_weight for row in self.rows.values())


def filled(
    form: Form,
    sheet: Sheet,
    scores: Scores,
    words: Words,
    year: int,
    *,
    printed: bool = False,
    evidence: Mapping[int, int] | None = None,
) -> Filled:
    """A form of a known definition."""
    return Filled(Setting(form.profile, words, outline(form), year), sheet, scores, printed, evidence)


_ROWS: dict[tuple[Setting, tuple[str, ...]], tuple[Score | None, Row]] = {}
_MOST = 20000


def _row(setting: Setting, texts: tuple[str, ...], score: Score | None) -> Row:
    """The row of these texts. Its score follows from them, and is kept as it came."""
    key = (setting, texts)
    known = _ROWS.get(key)
    if known is not None and known[0] is score:
        return known[1]
    if len(_ROWS) >= _MOST:
        _ROWS.clear()
    row = Row(setting, dict(zip(FIELDS, texts, strict=True)), score)
    _ROWS[key] = (score, row)
    return row


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring Chinese characters in a text: enough to tell whether two texts share a word."""
    return frozenset(run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))


def bare(text: str) -> str:
    """A text without white space, to compare and to count."""
    return "".join(text.split())
