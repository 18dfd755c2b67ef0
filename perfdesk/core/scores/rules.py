"""Which rule scores a row, and the rules for dates, decisions and judgements in words.

Says with each score the numbers, the formula in words, what would give full marks, and which parameter stands
behind it. Refuses to know the formulas for numbers (`formulas.py`), what was typed instead (`rows.py`), sums and
printing (`scoring.py`), and how a text is read (`values.py`).

Where no rule applies the score has no value and says why: it is never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from perfdesk.core.meaning.values import Kind, Remark, nearest, plain
from perfdesk.core.profile import GRADE, Profile, Source
from perfdesk.core.scores.case import Case, banding, day_words, doubtful, grades_of, short
from perfdesk.core.scores.formulas import formula, numeric
from perfdesk.core.scores.score import Score

_HUNDRED = Decimal(100)
_NONE = Decimal(0)
_DATE = "不晚于期限完成得满分，晚于期限的由填报人评定。"
_YESNO = "完成值与指标值一致得满分，不一致不得分。"


def score(case: Case) -> Score:
    """The score of a row whose weight and actual are there; without a value where no rule can give one."""
    target = case.target
    if target.kind is Kind.BLANK:
        return case.unable("没有指标值")
    if target.kind is Kind.YESNO:
        return _yes_or_no(case)
    if target.shares:
        return _graded(case, _own_shares(case))
    if target.kind in (Kind.SCALE, Kind.GRADE, Kind.WORDS):
        return _qualitative(case)
    if not target.certain:
        return case.unable(doubtful("指标值", target))
    return _deadline(case) if target.kind is Kind.DATE else numeric(case)


def waiting(case: Case) -> Score:
    """No actual yet: no score, but what is going to be the rule and the goal."""
    target, shares = case.target, case.profile.grade_shares
    if target.kind is Kind.YESNO:
        words, parameter = _YESNO, "yesno"
    elif target.kind is Kind.DATE:
        words, parameter = _DATE, "date"
    elif target.number is not None:
        words, parameter = formula(case)
    elif target.shares:
        words, parameter = _shares_words(_own_shares(case)), "qualitative"
    elif banding(case.profile):
        words, parameter = _bands_words(grades_of(case.profile)), "qualitative.bands"
    else:
        words, parameter = _shares_words(shares), "qualitative"
    return case.score("none", None, "还没有填完成值", words, case.profile.source(parameter))


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


def _deadline(case: Case) -> Score:
    """On or before the last day: full marks. Later is for a person to judge."""
    limit, day = case.target.day, case.actual.day
    if limit is None:
        return case.unable(f"指标值「{short(case.target.text)}」没有说明期限")
    if day is None or case.actual.kind is not Kind.DATE:
        return case.unable(f"完成值「{short(case.actual.text)}」没有写明完成日期")
    if not case.actual.certain:
        return case.unable(doubtful("完成值", case.actual))
    source = case.profile.source("date")
    if day > limit:
        return case.score("typed", None, f"{day_words(day)}晚于期限 {day_words(limit)}，由填报人评定", _DATE, source)
    return case.score(
        "date", case.weight, case.reached(f"{day_words(day)}不晚于 {day_words(limit)}"), _DATE, source, full=True
    )


def _yes_or_no(case: Case) -> Score:
    wanted, said = case.target.word, case.actual.word
    if not wanted:
        return case.unable(f"指标值「{short(case.target.text)}」没有选定是或否")
    if case.actual.kind is not Kind.YESNO or not said:
        return case.unable(f"完成值「{short(case.actual.text)}」不是「是」或「否」")
    source = case.profile.source("yesno")
    if said == wanted:
        return case.score("yesno", case.weight, case.reached(f"完成值「{said}」一致"), _YESNO, source, full=True)
    return case.score("yesno", _NONE, f"完成值「{said}」与指标值「{wanted}」不一致，得 0 分", _YESNO, source)


def _qualitative(case: Case) -> Score:
    """A judgement in words: in bands with a typed score, or by the shares of the profile's grades."""
    if Remark.NOT_A_NUMBER in case.target.remarks:
        return case.unable(f"指标性质要求数字，指标值「{short(case.target.text)}」不是数字")
    if banding(case.profile):
        return _banded(case)
    shares = case.profile.grade_shares
    if case.target.kind is Kind.GRADE and case.target.word != next(iter(shares), ""):
        return case.unable(f"指标值是单个等级「{short(case.target.word)}」，怎样折算没有规定")
    return _graded(case, shares)


def _own_shares(case: Case) -> dict[str, Decimal]:
    """The shares a row's own scale prints, in percent; more than the whole is the whole."""
    return {name: min(share, Decimal(1)) * _HUNDRED for name, share in case.target.shares}


def _shares_words(shares: Mapping[str, Decimal]) -> str:
    return f"按等级得分值的一定比例：{'，'.join(f'{name} {plain(share)}%' for name, share in shares.items())}。"


def _graded(case: Case, shares: Mapping[str, Decimal]) -> Score:
    """A grade gives its share of the weight: the profile's, or that of the scale the row itself prints."""
    grade = case.actual.word
    if grade not in shares:
        return case.unable(_no_grade(case, shares))
    value = case.rounded(case.weight * shares[grade] / _HUNDRED)
    why = f"{grade} {plain(shares[grade])}% × {plain(case.weight)}"
    source = Source("F", "本行指标值写明的等级") if case.target.shares else case.profile.source(GRADE + grade)
    best = shares[grade] == max(shares.values())
    return case.score("grade", value, why, _shares_words(shares), source, full=best)


def _bands_words(names: Iterable[str]) -> str:
    return f"定性指标按{'、'.join(names)}分档，得分由填报人在本档之内评定。"


def _banded(case: Case) -> Score:
    """Three grades, each with a band the typed score must lie in; only the best one proposes a score."""
    bands, grade = grades_of(case.profile), case.actual.word
    if grade not in bands:
        return case.unable(_no_grade(case, bands))
    names = list(bands)
    place = names.index(grade)
    top = bands[names[place - 1]] if place else _HUNDRED
    low, high = (case.rounded(case.weight * share / _HUNDRED) for share in (bands[grade], top))
    end = f"（不含 {plain(high)}）" if place else f"，建议 {plain(case.weight)} 分"
    why = f"「{grade}」得 {plain(low)} 到 {plain(high)} 分{end}"
    found = case.score("band", None, why, _bands_words(names), case.profile.source("qualitative.bands"))
    return replace(found, band=(low, high), proposal=None if place else case.weight)


def _no_grade(case: Case, grades: Mapping[str, Decimal]) -> str:
    """That the actual is no grade, and which one is near it."""
    near = nearest(case.actual.word, list(grades))
    hint = f"（相近的是「{near}」，请确认后改写）" if near else ""
    return f"完成值「{short(case.actual.text)}」不是 {'、'.join(grades)} 之一{hint}"
