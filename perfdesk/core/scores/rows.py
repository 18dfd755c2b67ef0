"""One indicator row → its score: what the rules give, or what she typed.

Knows when a row can be scored at all, when a typed score counts and when an override does; the formulas are in
`rules.py`. Refuses to know the other rows and the sums (`scoring.py`).

The same texts give the same score, so it is remembered: an edit computes one row anew.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfdesk.core.meaning.values import Kind, blank, number, plain, read_actual, read_target
from perfdesk.core.profile import Profile
from perfdesk.core.scores import rules
from perfdesk.core.scores.case import Case, short
from perfdesk.core.scores.score import Score
from perfdesk.core.sheet import INDICATORS, Sheet

_APART = "不适用"
_FIELDS = (
    "l2", "l3", "nature", "target", "unit", "actual", "weight", "score", "reason",
    "override", "override_reason", "deducted",
)  # fmt: skip
_Texts = tuple[str, ...]


def row_score(profile: Profile, sheet: Sheet, row: int, year: int) -> Score:
    """The score of the indicator row with this id, in a form of that year."""
    return _score(profile, year, _texts(sheet, row))


def _texts(sheet: Sheet, row: int) -> _Texts:
    """All that a row's score depends on. Plain tuples find their cells faster than `Cell`s made anew."""
    find = sheet.texts.get
    return tuple(find((INDICATORS, row, name), "") for name in _FIELDS)  # type: ignore[call-overload]


@lru_cache(maxsize=16384)
def _score(profile: Profile, year: int, texts: _Texts) -> Score:
    text = dict(zip(_FIELDS, texts, strict=True))
    weight, unit = number(text["weight"]), text["unit"]
    weight = weight if weight is not None and weight > 0 else None
    target = read_target(text["target"], nature=text["nature"], unit=unit, name=text["l3"], l2=text["l2"], year=year)
    actual = read_actual(text["actual"], target=target, unit=unit, year=year)
    nothing = Score(None, "none", "", weight=weight, target=target, actual=actual)
    if profile.get("not_applicable", "") == "rescale" and text["actual"].strip() == _APART:
        why = "不适用，不计入总分，其余指标按比例折算"
        return replace(nothing, rule="apart", why=why, source=profile.source("not_applicable"))
    if weight is None:
        return replace(nothing, why=_no_weight(text["weight"]))
    case = Case(profile, weight, target, actual)
    if actual.kind is Kind.BLANK and target.kind is not Kind.BLANK:
        return replace(rules.waiting(case), why=_missing(text))
    found = rules.score(case)
    counted = _typed(case, found, text) if found.value is None else _automatic(case, found, text)
    if blank(text["reason"]) and rules.reason_wanted(profile, counted):
        return replace(counted, why=f"{counted.why}；超过指标值较多，须填写原因")
    return counted


def _no_weight(text: str) -> str:
    if not text.strip():
        return "还没有填分值（权重）"
    return f"分值（权重）「{short(text)}」不是大于零的数"


def _missing(text: Mapping[str, str]) -> str:
    typed = text["override"] or text["score"]
    return "还没有填完成值" + (f"，已填的得分 {short(typed)} 不计入" if typed.strip() else "")


def _typed(case: Case, base: Score, text: Mapping[str, str]) -> Score:
    """No rule gives a score: what she typed counts, if it can be one."""
    typed = text["score"] if text["score"].strip() else text["override"]
    prefix = base.why if base.band else f"无法自动核算：{base.why}"
    value, refusal = _countable(typed, case.weight)
    if value is None:
        return replace(base, why=f"{prefix}；{refusal or '请填写得分'}")
    outside = base.band and not rules.in_band(value, base.band, case.weight)
    note = "，不在本档之内" if outside else ""
    full = "" if value == case.weight else base.full
    return replace(base, value=value, why=f"{prefix}；以填写的 {plain(value)} 分计入{note}", full=full)


def _automatic(case: Case, base: Score, text: Mapping[str, str]) -> Score:
    """A rule gives a score; what a reviewer deducts goes off it, and what she sets herself counts instead."""
    base = _deducted(case, replace(base, automatic=base.value), text["deducted"])
    if not text["override"].strip():
        return base
    if _locked(case.profile, base):
        return replace(base, why=f"{base.why}；自动得分已锁定，改写的「{short(text['override'])}」不计入")
    value, refusal = _countable(text["override"], case.weight)
    if value is None:
        return replace(base, why=f"{base.why}；{refusal}")
    reason = text["override_reason"].strip()
    note = f"，理由：{short(reason)}" if reason else "，还没有写改写的理由"
    why = f"改写为 {plain(value)}（自动得分 {base.why}）{note}"
    source = case.profile.source("override")
    return replace(base, value=value, rule="override", why=why, source=source, overridden=True)


def _deducted(case: Case, base: Score, text: str) -> Score:
    """The score less what stands in the column 扣减分数, where the profile has one."""
    points = number(text) if case.profile.get("deduct_column", False) else None
    if points is None or points <= 0 or base.value is None:
        return base
    value = max(Decimal(0), base.value - points)
    why = f"{base.why} = {plain(base.value)}，扣减 {plain(points)}"
    return replace(base, value=value, automatic=value, why=why, source=case.profile.source("deduct_column"))


def _locked(profile: Profile, base: Score) -> bool:
    """Whether the rule's score may not be replaced: all but those of rows far beyond their target."""
    if not profile.get("score.lock", False):
        return False
    return base.over is None or base.over + 1 < profile.get("over.hint", Decimal("1.2"))


def _countable(text: str, weight: Decimal) -> tuple[Decimal | None, str]:
    """A typed score that may count, or why it may not."""
    if not text.strip():
        return None, ""
    value = number(text)
    if value is None:
        return None, f"填写的得分「{short(text)}」不是能核算的数字，不计入"
    if not 0 <= value <= weight:
        return None, f"填写的得分 {plain(value)} 不在 0 到 {plain(weight)} 之间，不计入"
    return value, ""
