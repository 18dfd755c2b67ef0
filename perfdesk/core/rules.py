"""The formulas: what a target, an actual and a weight score under a profile.

Knows the rules of the regulation one by one, and says with each score the numbers, the formula in words, what
would give full marks, and which parameter stands behind it. Refuses to know what was typed instead (`rows.py`),
sums and printing (`scoring.py`), and how a text is read (`values.py`).

Where no rule applies the score has no value and says why: it is never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from perfdesk.core.profile import GRADE, Profile, Source
from perfdesk.core.score import Score
from perfdesk.core.units import SCALES
from perfdesk.core.values import Kind, Reading, Remark, nearest, plain, rounded, same_unit

_HUNDRED = Decimal(100)
_NONE = Decimal(0)
_SCALE_WORDS = {size: word for word, size in SCALES.items()}
_FORWARD = "完成值达到指标值得满分，没有达到的按完成的比例得分。"
_EQUAL = "完成值与指标值一致或超过的得满分，没有达到的按完成的比例得分。"
_NOTHING = "指标值为 0 的，没有发生得满分，发生了不得分。"
_LINEAR = "完成值不超过指标值得满分，超过多少比例就扣多少比例，超过一倍及以上不得分。"
_RATIO = "完成值不超过指标值得满分，超过的按指标值与完成值之比得分。"
_RANGE = "完成值在区间之内得满分，在区间之外的按临近的一端折算。"
_DATE = "不晚于期限完成得满分，晚于期限的由填报人评定。"
_YESNO = "完成值与指标值一致得满分，不一致不得分。"
_TYPED = "规则无法核算，以填写的得分计入总分。"
_DOUBTS = {
    Remark.UNIT_DIFFERS: "写的单位与度量单位不一致",
    Remark.SCALE_DIFFERS: "写的数量级与度量单位不一致",
    Remark.UNKNOWN_UNIT: "的单位不认识",
    Remark.CONTRADICTORY: "有两个相反的符号",
    Remark.APPROXIMATE: "是约数",
    Remark.ASSUMED_SCALE: "没有写明是否以同样的数量级计",
    Remark.FRACTION: "不清楚是小数还是百分数",
    Remark.WORDS_AROUND: "带有文字",
    Remark.ASSUMED_OPERATOR: "没有写明是多好还是少好",
    Remark.ASSUMED_YEAR: "没有写明年份",
}


@dataclass(frozen=True)
class Case:
    """One row as the rules see it."""

    profile: Profile
    weight: Decimal
    target: Reading
    actual: Reading

    def rounded(self, value: Decimal) -> Decimal:
        return rounded(value, score_places(self.profile))

    def score(
        self, rule: str, value: Decimal | None, why: str, words: str, source: Source, *, full: bool | str = False
    ) -> Score:
        """What a rule gives. `full` says the score has full marks; or what would give them."""
        hint = full if isinstance(full, str) else "" if full else goal(self)
        return Score(value, rule, why, words, hint, source, self.weight, target=self.target, actual=self.actual)


def score_places(profile: Profile) -> int:
    """Decimal places of a score: two, unless the profile (of whole departments) says otherwise."""
    return int(profile.get("dept.decimals", 2))


def short(text: str) -> str:
    """A text as it may stand inside a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 20 else f"{flat[:20]}…"


def score(case: Case) -> Score:
    """The score of a row whose weight and actual are there; without a value where no rule can give one."""
    target = case.target
    if target.kind is Kind.BLANK:
        return _unable(case, "没有指标值")
    if target.kind is Kind.YESNO:
        return _yes_or_no(case)
    if target.shares:
        return _graded(case, {name: min(share, Decimal(1)) * _HUNDRED for name, share in target.shares}, None)
    if target.kind in (Kind.SCALE, Kind.GRADE, Kind.WORDS):
        return _qualitative(case)
    if not target.certain:
        return _unable(case, _doubtful("指标值", target))
    return _deadline(case) if target.kind is Kind.DATE else _numeric(case)


def goal(case: Case) -> str:
    """What would give full marks, one sentence; blank where nothing can be said."""
    target = case.target
    if target.kind is Kind.YESNO:
        return f"完成值为「{target.word}」即得满分。" if target.word else ""
    if target.kind is Kind.DATE:
        return f"不晚于 {_day(target.day)}完成即得满分。" if target.day else ""
    if target.number is None:
        return _best_grade(case)
    if target.kind is Kind.RANGE:
        return f"完成值在 {_figure(case, target.number)} 到 {_amount(target, target.high)}之间即得满分。"
    if target.operator in ("≤", "<"):
        return f"完成值不超过 {_amount(target, target.number)}即得满分。"
    if target.operator == "＝" and target.number == 0:
        return "完成值为 0 即得满分。"
    return f"完成值达到 {_amount(target, target.number)}即得满分。"


def in_band(value: Decimal, band: tuple[Decimal, Decimal], weight: Decimal) -> bool:
    """Whether a typed score lies in its band; the upper end is the next band's, but for the best."""
    low, high = band
    return low <= value < high or value == high == weight


def reason_wanted(profile: Profile, found: Score) -> bool:
    """Whether the actual goes so far beyond the target that the profile demands a reason (`over.reason`).

    A target of zero has no multiple; there the actual itself is held against `over.reason_zero`.
    """
    limit, target, actual = profile.get("over.reason", None), found.target, found.actual
    if limit is None or target is None or actual is None or actual.number is None:
        return False
    if target.number == 0:
        return bool(actual.number >= profile.get("over.reason_zero", Decimal(30)))
    return found.over is not None and 1 + found.over >= limit


# Where no rule applies


def _unable(case: Case, why: str) -> Score:
    return case.score("typed", None, why, _TYPED, case.profile.source("typed"))


def _doubtful(label: str, reading: Reading) -> str:
    """What in a text must be settled before it can be reckoned with."""
    doubt = next((words for remark, words in _DOUBTS.items() if remark in reading.remarks), "有不止一种读法")
    return f"{label}「{short(reading.text)}」{doubt}，写明确后才能核算"


# Numbers


def _numeric(case: Case) -> Score:
    target, actual = case.target, case.actual
    if actual.kind is not Kind.NUMBER or actual.number is None or target.number is None:
        hint = f"（其中的 {actual.proposal} 若是完成值，请单独写出）" if actual.proposal else ""
        return _unable(case, f"完成值「{short(actual.text)}」不是能核算的数字{hint}")
    if not same_unit(target.unit, actual.unit):
        return _unable(case, f"指标值的单位是「{target.unit}」，完成值的单位是「{actual.unit}」，不能相比")
    if not actual.certain:
        return _unable(case, _doubtful("完成值", actual))
    if target.kind is Kind.RANGE:
        return _range(case, target.number, actual.number)
    less = target.operator in ("≤", "<")
    found = (_reverse if less else _forward)(case, target.number, actual.number)
    return _deviated(case, replace(found, over=_over(target.number, actual.number, less)))


def _forward(case: Case, target: Decimal, actual: Decimal) -> Score:
    """Reached: full marks. Not reached: in proportion, or what is above the pass mark where there is one."""
    equal = case.target.operator == "＝"
    if equal and target == 0:
        return _exactly_nothing(case, actual)
    words, source = _EQUAL if equal else _FORWARD, _source(case, "equal" if equal else "forward")
    shown, aim = _figure(case, actual), _figure(case, target)
    if actual >= target:
        return case.score("full", case.weight, _reached(case, f"{shown} ≥ {aim}"), words, source, full=True)
    if actual < 0 or target <= 0:
        return case.score("proportional", _NONE, f"{shown} < {aim}，完成值为负数，得 0 分", words, source)
    bar = case.profile.get("forward.pass", None)
    if bar is not None:
        return _above_bar(case, target, actual, bar)
    value = case.rounded(case.weight * actual / target)
    return case.score("proportional", value, f"{shown} ÷ {aim} × {plain(case.weight)}", words, source)


def _exactly_nothing(case: Case, actual: Decimal) -> Score:
    """A target of nothing at all: kept or not, there is no proportion."""
    shown, source = _figure(case, actual), case.profile.source("equal")
    if actual <= 0:
        return case.score("full", case.weight, _reached(case, f"{shown} ≤ 0"), _NOTHING, source, full=True)
    return case.score("proportional", _NONE, f"{shown} > 0，得 0 分", _NOTHING, source)


def _above_bar(case: Case, target: Decimal, actual: Decimal, bar: Decimal) -> Score:
    """Only what is above the pass mark earns points (the switch `forward.pass`)."""
    source, ratio = case.profile.source("forward.pass"), f"{_figure(case, actual)} ÷ {_figure(case, target)}"
    words = f"达到指标值得满分，完成不足 {plain(bar)}% 不得分，其间按超过 {plain(bar)}% 的部分折算。"
    points, rest = actual * _HUNDRED - bar * target, _HUNDRED - bar
    if points < 0:
        return case.score("proportional", _NONE, f"{ratio} 不足 {plain(bar)}%，得 0 分", words, source)
    why = f"({ratio} − {plain(bar)}%) ÷ {plain(rest)}% × {plain(case.weight)}"
    return case.score("proportional", case.rounded(case.weight * points / (rest * target)), why, words, source)


def _reverse(case: Case, target: Decimal, actual: Decimal) -> Score:
    """Less is better: within the target full marks, beyond it linearly less or in inverse ratio."""
    ratio = case.profile.get("reverse", "linear") == "ratio"
    source, words = _source(case, "reverse"), _RATIO if ratio else _LINEAR
    shown, bound, weight = _figure(case, actual), _figure(case, target), plain(case.weight)
    if actual <= target:
        return case.score("reverse", case.weight, _reached(case, f"{shown} ≤ {bound}"), words, source, full=True)
    if target < 0:
        return _unable(case, f"指标值 {bound} 是负数，超过后怎样折算没有规定")
    if target == 0:
        return case.score("reverse", _NONE, f"{shown} > 0，得 0 分", words, source)
    if ratio:
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
        figures = " ≤ ".join(_figure(case, each) for each in (low, actual, high))
        return case.score("range", case.weight, _reached(case, figures), _RANGE, source, full=True)
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


def _source(case: Case, parameter: str) -> Source:
    """Where the formula comes from; that the bound of `>` and `<` still scores full is a rule of its own."""
    strict = case.target.operator in (">", "<") and case.actual.number == case.target.number
    return case.profile.source("bound" if strict else parameter)


def _reached(case: Case, numbers: str) -> str:
    return f"{numbers}，得满分 {plain(case.weight)}"


def _figure(case: Case, number: Decimal) -> str:
    """A number as the reason shows it: in the printed scale where target and actual share one."""
    shared = case.target.scale == case.actual.scale and case.target.scale in _SCALE_WORDS
    return plain(number / case.target.scale if shared else number)


def _amount(reading: Reading, number: Decimal | None) -> str:
    """A number of a reading with its scale and unit, as one would write it; a blank after a bare number."""
    assert number is not None
    scale = _SCALE_WORDS.get(reading.scale, "")
    figure = plain(number / reading.scale if scale else number)
    return f"{figure}%" if reading.unit == "%" and not scale else f"{figure} {scale}{reading.unit}"


# Dates, decisions, words


def _deadline(case: Case) -> Score:
    """On or before the last day: full marks. Later is for a person to judge."""
    limit, day = case.target.day, case.actual.day
    if limit is None:
        return _unable(case, f"指标值「{short(case.target.text)}」没有说明期限")
    if day is None or case.actual.kind is not Kind.DATE:
        return _unable(case, f"完成值「{short(case.actual.text)}」没有写明完成日期")
    if not case.actual.certain:
        return _unable(case, _doubtful("完成值", case.actual))
    source = case.profile.source("date")
    if day > limit:
        return case.score("typed", None, f"{_day(day)}晚于期限 {_day(limit)}，由填报人评定", _DATE, source)
    return case.score("date", case.weight, _reached(case, f"{_day(day)}不晚于 {_day(limit)}"), _DATE, source, full=True)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _yes_or_no(case: Case) -> Score:
    wanted, said = case.target.word, case.actual.word
    if not wanted:
        return _unable(case, f"指标值「{short(case.target.text)}」没有选定是或否")
    if case.actual.kind is not Kind.YESNO or not said:
        return _unable(case, f"完成值「{short(case.actual.text)}」不是「是」或「否」")
    source = case.profile.source("yesno")
    if said == wanted:
        return case.score("yesno", case.weight, _reached(case, f"完成值「{said}」一致"), _YESNO, source, full=True)
    return case.score("yesno", _NONE, f"完成值「{said}」与指标值「{wanted}」不一致，得 0 分", _YESNO, source)


def _qualitative(case: Case) -> Score:
    """A judgement in words: in bands with a typed score, or by the shares of the profile's grades."""
    if Remark.NOT_A_NUMBER in case.target.remarks:
        return _unable(case, f"指标性质要求数字，指标值「{short(case.target.text)}」不是数字")
    if _banding(case.profile):
        return _banded(case)
    shares = case.profile.grade_shares
    if case.target.kind is Kind.GRADE and case.target.word != next(iter(shares), ""):
        return _unable(case, f"指标值是单个等级「{short(case.target.word)}」，怎样折算没有规定")
    return _graded(case, shares, case.profile)


def _graded(case: Case, shares: Mapping[str, Decimal], profile: Profile | None) -> Score:
    """A grade gives its share of the weight: the profile's, or that of the scale the row itself prints."""
    grade = case.actual.word
    if grade not in shares:
        return _unable(case, _no_grade(case, shares))
    parts = "，".join(f"{name} {plain(share)}%" for name, share in shares.items())
    value = case.rounded(case.weight * shares[grade] / _HUNDRED)
    why = f"{grade} {plain(shares[grade])}% × {plain(case.weight)}"
    source = profile.source(GRADE + grade) if profile else Source("F", "本行指标值写明的等级")
    best = shares[grade] == max(shares.values())
    return case.score("grade", value, why, f"按等级得分值的一定比例：{parts}。", source, full=best)


def _banded(case: Case) -> Score:
    """Three grades, each with a band the typed score must lie in; only the best one proposes a score."""
    bands, grade = _grades(case.profile), case.actual.word
    if grade not in bands:
        return _unable(case, _no_grade(case, bands))
    names = list(bands)
    place = names.index(grade)
    top = bands[names[place - 1]] if place else _HUNDRED
    low, high = (case.rounded(case.weight * share / _HUNDRED) for share in (bands[grade], top))
    end = f"（不含 {plain(high)}）" if place else f"，建议 {plain(case.weight)} 分"
    why = f"「{grade}」得 {plain(low)} 到 {plain(high)} 分{end}"
    words = f"定性指标分{'、'.join(names)}{'一二三四五'[len(names) - 1]}档，得分由填报人在本档之内评定。"
    found = case.score("band", None, why, words, case.profile.source("qualitative.bands"))
    return replace(found, band=(low, high), proposal=None if place else case.weight)


def _no_grade(case: Case, grades: Mapping[str, Decimal]) -> str:
    """That the actual is no grade, and which one is near it."""
    near = nearest(case.actual.word, list(grades))
    hint = f"（相近的是「{near}」，请确认后改写）" if near else ""
    return f"完成值「{short(case.actual.text)}」不是 {'、'.join(grades)} 之一{hint}"


def _banding(profile: Profile) -> bool:
    return bool(profile.get("qualitative", "bands") == "bands")


def _grades(profile: Profile) -> Mapping[str, Decimal]:
    """The words a qualitative actual may be, best first, with their shares or the lower ends of their bands."""
    bands: Mapping[str, Decimal] = profile.get("qualitative.bands", {})
    return bands if _banding(profile) else profile.grade_shares


def _best_grade(case: Case) -> str:
    names = [name for name, _ in case.target.shares] or list(_grades(case.profile))
    if case.target.kind is Kind.BLANK or not names:
        return ""
    certain = case.target.shares or not _banding(case.profile)
    return f"评为「{names[0]}」{'即' if certain else '可'}得满分。"
