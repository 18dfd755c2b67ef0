"""The formulas for numbers: more is better, less is better, equal, inside a range.

Knows the proportions, and the switches that bend them. Refuses to know words and dates (`rules.py`), and what was
typed instead (`rows.py`).
"""

from dataclasses import replace
from decimal import Decimal

from perfdesk.core.meaning.values import Kind, plain, rounded, same_unit
from perfdesk.core.profile import Source
from perfdesk.core.scores.case import Case, doubtful, short
from perfdesk.core.scores.score import Score

_HUNDRED = Decimal(100)
_NONE = Decimal(0)
_LESS = ("≤", "<")
_FORWARD = "完成值达到指标值得满分，没有达到的按完成的比例得分。"
_EQUAL = "完成值与指标值一致或超过的得满分，没有达到的按完成的比例得分。"
_NOTHING = "指标值为 0 的，没有发生得满分，发生了不得分。"
_LINEAR = "完成值不超过指标值得满分，超过多少比例就扣多少比例，超过一倍及以上不得分。"
_RATIO = "完成值不超过指标值得满分，超过的按指标值与完成值之比得分。"
_BAR = "达到指标值得满分，完成不足 {0}% 不得分，其间按超过 {0}% 的部分折算。"
_RANGE = "完成值在区间之内得满分，在区间之外的按临近的一端折算。"


def formula(case: Case) -> tuple[str, str]:
    """The formula in words for a numeric target, and the parameter it stands under."""
    target = case.target
    if target.kind is Kind.RANGE:
        return _RANGE, "range"
    if target.operator in _LESS:
        return _RATIO if case.profile.get("reverse", "linear") == "ratio" else _LINEAR, "reverse"
    bar = case.profile.get("forward.pass", None)
    if target.operator == "＝" and target.number == 0:
        return _NOTHING, "equal"
    if bar is not None:
        return _BAR.format(plain(bar)), "forward.pass"
    return (_EQUAL, "equal") if target.operator == "＝" else (_FORWARD, "forward")


def numeric(case: Case) -> Score:
    """The score of a row with a numeric target; without a value where the actual is none or cannot be compared."""
    target, actual = case.target, case.actual
    if actual.kind is not Kind.NUMBER or actual.number is None or target.number is None:
        hint = f"（其中的 {actual.proposal} 若是完成值，请单独写出）" if actual.proposal else ""
        return case.unable(f"完成值「{short(actual.text)}」不是能核算的数字{hint}")
    if not same_unit(target.unit, actual.unit):
        return case.unable(f"指标值的单位是「{target.unit}」，完成值的单位是「{actual.unit}」，不能相比")
    if not actual.certain:
        return case.unable(doubtful("完成值", actual))
    if actual.number < 0 < target.number:
        words, source = _words(case)
        return case.score("proportional", _NONE, f"{case.figure(actual.number)} 是负数，得 0 分", words, source)
    if target.kind is Kind.RANGE:
        return _range(case, target.number, actual.number)
    less = target.operator in _LESS
    found = (_reverse if less else _forward)(case, target.number, actual.number)
    return _deviated(case, replace(found, over=_over(target.number, actual.number, less)))


def _forward(case: Case, target: Decimal, actual: Decimal) -> Score:
    """Reached: full marks. Not reached: in proportion, or what is above the pass mark where there is one."""
    if case.target.operator == "＝" and target == 0:
        return _exactly_nothing(case, actual)
    words, source = _words(case)
    shown, aim = case.figure(actual), case.figure(target)
    if actual >= target:
        return case.score("full", case.weight, case.reached(f"{shown} ≥ {aim}"), words, source, full=True)
    if actual < 0 or target <= 0:
        return case.score("proportional", _NONE, f"{shown} < {aim}，完成值为负数，得 0 分", words, source)
    bar = case.profile.get("forward.pass", None)
    if bar is not None:
        return _above_bar(case, target, actual, bar)
    value = case.rounded(case.weight * actual / target)
    return case.score("proportional", value, f"{shown} ÷ {aim} × {plain(case.weight)}", words, source)


def _exactly_nothing(case: Case, actual: Decimal) -> Score:
    """A target of nothing at all: kept or not, there is no proportion."""
    shown, (words, source) = case.figure(actual), _words(case)
    if actual <= 0:
        return case.score("full", case.weight, case.reached(f"{shown} ≤ 0"), words, source, full=True)
    return case.score("proportional", _NONE, f"{shown} > 0，得 0 分", words, source)


def _above_bar(case: Case, target: Decimal, actual: Decimal, bar: Decimal) -> Score:
    """Only what is above the pass mark earns points (the switch `forward.pass`)."""
    ratio, (words, source) = f"{case.figure(actual)} ÷ {case.figure(target)}", _words(case)
    points, rest = actual * _HUNDRED - bar * target, _HUNDRED - bar
    if points < 0:
        return case.score("proportional", _NONE, f"{ratio} 不足 {plain(bar)}%，得 0 分", words, source)
    why = f"({ratio} − {plain(bar)}%) ÷ {plain(rest)}% × {plain(case.weight)}"
    return case.score("proportional", case.rounded(case.weight * points / (rest * target)), why, words, source)


def _reverse(case: Case, target: Decimal, actual: Decimal) -> Score:
    """Less is better: within the target full marks, beyond it linearly less or in inverse ratio."""
    words, source = _words(case)
    shown, bound, weight = case.figure(actual), case.figure(target), plain(case.weight)
    if actual <= target:
        return case.score("reverse", case.weight, case.reached(f"{shown} ≤ {bound}"), words, source, full=True)
    if target < 0:
        return case.unable(f"指标值 {bound} 是负数，超过后怎样折算没有规定")
    if target == 0:
        return case.score("reverse", _NONE, f"{shown} > 0，得 0 分", words, source)
    if case.profile.get("reverse", "linear") == "ratio":
        value = case.rounded(case.weight * target / actual)
        return case.score("reverse", value, f"{bound} ÷ {shown} × {weight}", words, source)
    if actual >= 2 * target:
        return case.score("reverse", _NONE, f"{shown} ≥ 2 × {bound}，得 0 分", words, source)
    value = case.rounded(case.weight * (2 * target - actual) / target)
    return case.score("reverse", value, f"(1 − ({shown} − {bound}) ÷ {bound}) × {weight}", words, source)


def _range(case: Case, low: Decimal, actual: Decimal) -> Score:
    """Inside full marks; below as forward towards the lower end, above as reverse from the upper end."""
    high, source = case.target.high, case.profile.source("range")
    assert high is not None
    if low <= actual <= high:
        figures = " ≤ ".join(case.figure(each) for each in (low, actual, high))
        return case.score("range", case.weight, case.reached(figures), _RANGE, source, full=True)
    plainly = replace(case, target=replace(case.target, operator=""))
    near = _forward(plainly, low, actual) if actual < low else _reverse(plainly, high, actual)
    return near if near.value is None else replace(near, rule="range", words=_RANGE, source=source)


def _deviated(case: Case, found: Score) -> Score:
    """The score, less the points a far over-fulfilled target costs where the profile says so."""
    points, start = case.profile.get("deviation.points", None), case.profile.get("deviation.from", Decimal(30))
    if points is None or found.value is None or found.over is None or found.over * _HUNDRED < start:
        return found
    why = f"{plain(found.value)} − {plain(points)}（偏离指标值 {plain(rounded(found.over * _HUNDRED))}%）"
    return replace(
        found,
        value=max(_NONE, found.value - points),
        why=why,
        words=f"{found.words.rstrip('。')}；偏离指标值 {plain(start)}% 及以上的扣 {plain(points)} 分。",
        full=f"达到指标值且偏离不到 {plain(start)}% 即得满分。",
        source=case.profile.source("deviation.points"),
    )


def _over(target: Decimal, actual: Decimal, less: bool) -> Decimal | None:
    """By what part of the target the actual is beyond it, on the good side; None where it is not."""
    beyond = target - actual if less else actual - target
    return beyond / abs(target) if beyond > 0 and target else None


def _words(case: Case) -> tuple[str, Source]:
    """The formula in words and its source; that the bound of `>` and `<` still scores full is a rule of its own."""
    words, parameter = formula(case)
    strict = case.target.operator in (">", "<") and case.actual.number == case.target.number
    return words, case.profile.source("bound" if strict else parameter)
