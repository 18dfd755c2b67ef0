"""Small filled forms for the checks: a sound one, and what a test changes in it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from perfdesk.core.audit import Filled, Finding, audit
from perfdesk.core.checks.filled import FIELDS, LABELS, Outline, Setting
from perfdesk.core.checks.words import Words, load
from perfdesk.core.profile import Parameter, Profile, Source
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, Cell, Sheet, added_rows, edits, own
from tests.core.scored import HEBEI, NATIONAL, ROOT, SICHUAN, YEAR, profile

Texts = Mapping[str, str]
_COLUMNS = frozenset(f"indicators.{name}" for name in FIELDS[:10])
_OWN = frozenset(name for name in LABELS if "." not in name)
_MONEY = frozenset(f"funds.{name}" for name in ("initial", "adjusted", "executed", "rate", "score"))
_SIGNED = ("signatures.项目负责人", "signatures.财务负责人")

PROVINCIAL = Outline(
    "self-evaluation",
    _OWN | _COLUMNS | _MONEY | {"funds.note", *_SIGNED, "total.score", "total.weight"},
    required=("done", "problems", "funds.adjusted", "indicators.target", "indicators.actual"),
    limits={"done": 100, "conclusion": 40, "indicators.reason": 60},
    funds=("总额", "其中：财政资金", "单位资金"),
)
STATE = Outline(
    "self-evaluation",
    frozenset({"project", "department", "unit", "goal", "done"}) | _MONEY
    | (_COLUMNS - {"indicators.nature", "indicators.unit"}),
    funds=("年度资金总额", "其中：当年财政拨款", "上年结转资金"),
)  # fmt: skip
TARGET = Outline(
    "target",
    frozenset({"project", "code", "unit", "goal", "purpose", "budget", "fiscal", "other"})
    | {f"schedule[{number}]" for number in range(4)}
    | {f"indicators.{name}" for name in ("l1", "l2", "l3", "describe", "target", "basis")},
)

COUNT: Texts = {"l1": "产出指标", "l2": "数量指标", "l3": "疏浚沟渠", "nature": "≥", "target": "40", "unit": "公里",
                "actual": "39", "weight": "30", "reason": "两处沟段因秋汛推迟到来年三月底前完成"}  # fmt: skip
QUALITY: Texts = {"l1": "产出指标", "l2": "质量指标", "l3": "断面合格率", "nature": "＝", "target": "100", "unit": "%",
                  "actual": "100", "weight": "20"}  # fmt: skip
BENEFIT: Texts = {"l1": "效益指标", "l2": "社会效益指标", "l3": "排涝畅通", "nature": "定性", "target": "优良中低差",
                  "actual": "优", "weight": "30"}  # fmt: skip
CONTENT: Texts = {"l1": "满意度指标", "l2": "服务对象满意度指标", "l3": "沿渠村民满意度", "nature": "≥", "target": "90",
                  "unit": "%", "actual": "93", "weight": "10"}  # fmt: skip
ROWS = (COUNT, QUALITY, BENEFIT, CONTENT)
TEXTS: Texts = {
    "project": "沟渠疏浚", "code": "99012325T000000000001", "department": "柳溪镇水务站",
    "unit": "柳溪镇水务站", "goal": "疏浚沟渠四十公里，汛期排涝畅通。", "done": "疏浚沟渠39公里，断面全部合格。",
    "process": "三月测量，四月至九月分段施工，十月验收。", "conclusion": "沟渠畅通，自评总分99.25分。",
    "problems": "两处沟段未完成。", "measures": "来年三月底前补齐。",
    "signatures.项目负责人": "禾苗", "signatures.财务负责人": "谷雨",
}  # fmt: skip
MONEY = (("50.00", "50.00", "50.00", ""),)


@dataclass(frozen=True)
class Made:
    """A form to check: the sound one, but for what is said."""

    rows: Sequence[Texts] = ROWS
    texts: Texts = field(default_factory=dict)
    money: Sequence[Sequence[str]] = MONEY
    """Initial, adjusted, executed, note of each money row; further ones are rate and score."""
    under: str = SICHUAN
    outline: Outline = PROVINCIAL
    printed: bool = False
    evidence: Mapping[int, int] | None = None
    required: tuple[str, ...] = ()
    """The classes of which the profile demands evidence."""
    raised: tuple[str, ...] = ()
    """Checks the profile turns on that are off as a rule."""

    def filled(self, sheet: Sheet | None = None) -> Filled:
        sheet = sheet or self.sheet()
        usual = not (self.required or self.raised)
        rules = profile(self.under) if usual else demanding(self.under, self.required, self.raised)
        setting = Setting(rules, words(), self.outline, YEAR)
        return Filled(setting, sheet, score(rules, sheet, YEAR), self.printed, self.evidence)

    def sheet(self) -> Sheet:
        cells = [(own(name), text) for name, text in {**TEXTS, **self.texts}.items() if self._has(name)]
        names = ("initial", "adjusted", "executed", "note", "rate", "score")
        for number, texts in enumerate(self.money if "funds.adjusted" in self.outline.fields else ()):
            cells += [(Cell(FUNDS, number, name), text) for name, text in zip(names, texts, strict=False)]
        sheet = Sheet().apply(edits(Sheet(), cells))
        return sheet.apply(added_rows(sheet, 0, [dict(row) for row in self.rows], 7))

    def _has(self, name: str) -> bool:
        return name in self.outline.fields or name in self.texts


def state(*lines: Texts, texts: Texts | None = None, money: Sequence[Sequence[str]] = MONEY) -> Made:
    """A form without columns for nature and unit."""
    return Made(lines or _STATE_ROWS, texts or {}, money, NATIONAL, STATE)


def target(*lines: Texts, texts: Texts | None = None) -> Made:
    """A target form, which is not scored."""
    return Made(lines or _TARGET_ROWS, {**_TARGET_TEXTS, **(texts or {})}, (), HEBEI, TARGET)


_STATE_ROWS: Sequence[Texts] = (
    {
        "l1": "产出指标",
        "l2": "数量指标",
        "l3": "疏浚沟渠",
        "target": "≥40公里",
        "actual": "39公里",
        "weight": "30",
        "reason": COUNT["reason"],
    },
    {"l1": "产出指标", "l2": "质量指标", "l3": "断面合格率", "target": "≥95%", "actual": "97%", "weight": "20"},
    {
        "l1": "效益指标",
        "l2": "社会效益指标",
        "l3": "排涝受益农户",
        "target": "≥600户",
        "actual": "612户",
        "weight": "30",
    },
    {
        "l1": "满意度指标",
        "l2": "服务对象满意度指标",
        "l3": "村民满意度",
        "target": "≥90%",
        "actual": "93%",
        "weight": "10",
    },
)
_TARGET_ROWS: Sequence[Texts] = (
    {
        "l1": "产出指标",
        "l2": "数量指标",
        "l3": "疏浚沟渠",
        "target": "≥40公里",
        "describe": "实际疏浚长度",
        "basis": "规划",
    },
    {
        "l1": "效益指标",
        "l2": "社会效益指标",
        "l3": "受益农户",
        "target": "≥600户",
        "describe": "沿渠农户",
        "basis": "台账",
    },
    {
        "l1": "满意度指标",
        "l2": "服务对象满意度指标",
        "l3": "村民满意度",
        "target": "≥90%",
        "describe": "问卷",
        "basis": "问卷",
    },
)
_TARGET_TEXTS: Texts = {
    "budget": "50.00", "fiscal": "45.00", "other": "5.00",
    "schedule[0]": "10%", "schedule[1]": "40%", "schedule[2]": "80%", "schedule[3]": "100%",
}  # fmt: skip


@lru_cache(maxsize=4)
def demanding(under: str, required: tuple[str, ...], raised: tuple[str, ...]) -> Profile:
    """A profile that demands evidence of these classes, and turns these checks on."""
    usual, demanded = profile(under), Parameter(list(required), Source("A", ""))
    parameters = {**usual.parameters, "evidence.required": demanded}
    return replace(usual, parameters=parameters, severities={**usual.severities, **dict.fromkeys(raised, "hint")})


@lru_cache(maxsize=1)
def words() -> Words:
    with (ROOT / "resources" / "checks.toml").open("rb") as file:
        return load(tomllib.load(file), "checks.toml")


def told(made: Made, check: str, sheet: Sheet | None = None) -> list[Finding]:
    """What one check finds."""
    return [each for each in audit(made.filled(sheet)) if each.check == check]


def places(made: Made, check: str, sheet: Sheet | None = None) -> list[str]:
    """The addresses where a check finds something."""
    filled = made.filled(sheet)
    return [filled.sheet.address(each.cell) for each in told(made, check, sheet)]


def at(made: Made, **changes: object) -> Made:
    return replace(made, **changes)  # type: ignore[arg-type]
