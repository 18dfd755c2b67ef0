"""One row as the rules see it: profile, weight, target and actual; and how a score of it is worded.

Knows what would give full marks, how a figure and a deadline are written, which words a qualitative actual may be.
Refuses to know the formulas (`formulas.py`) and which of them applies (`rules.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter

from perfdesk.core.meaning.units import SCALES
from perfdesk.core.meaning.values import Kind, Reading, Remark, plain, rounded
from perfdesk.core.profile import Profile, Source
from perfdesk.core.scores.score import Score

_SCALE_WORDS = {size: word for word, size in SCALES.items()}
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
    Remark.ASSUMED_OPERATOR: "没有写明是越多越好还是越少越好",
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
        self, rule: str, value: Decimal | None, why: str, words: str, source: Source, *, full: bool = False
    ) -> Score:
        """What a rule gives; with what would give full marks, unless it has them."""
        hint = "" if full else goal(self)
        return Score(value, rule, why, words, hint, source, self.weight, target=self.target, actual=self.actual)

    def unable(self, why: str) -> Score:
        """No rule can give a score: what is typed counts."""
        return self.score("typed", None, why, _TYPED, self.profile.source("typed"))

    def reached(self, numbers: str) -> str:
        return f"{numbers}，得满分 {plain(self.weight)}"

    def figure(self, number: Decimal) -> str:
        """A number as the reason shows it: in the printed scale where target and actual share one."""
        shared = self.target.scale == self.actual.scale and self.target.scale in _SCALE_WORDS
        return plain(number / self.target.scale if shared else number)


def score_places(profile: Profile) -> int:
    """Decimal places of a score: two, unless the profile (of whole departments) says otherwise."""
    return int(profile.get("dept.decimals", 2))


def short(text: str) -> str:
    """A text as it may stand inside a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 20 else f"{flat[:20]}…"


def goal(case: Case) -> str:
    """What would give full marks, one sentence; blank where nothing can be said."""
    target = case.target
    if target.kind is Kind.YESNO:
        return f"完成值为「{target.word}」即得满分。" if target.word else ""
    if target.kind is Kind.DATE:
        return f"不晚于 {day_words(target.day)}完成即得满分。" if target.day else ""
    if target.number is None:
        return _best_grade(case)
    if target.kind is Kind.RANGE:
        return f"完成值在 {_amount(target, target.number)}到 {_amount(target, target.high)}之间即得满分。"
    if target.operator in ("≤", "<"):
        return f"完成值不超过 {_amount(target, target.number)}即得满分。"
    if target.operator == "＝" and target.number == 0:
        return "完成值为 0 即得满分。"
    return f"完成值达到 {_amount(target, target.number)}即得满分。"


def doubtful(label: str, reading: Reading) -> str:
    """What in a text must be settled before it can be reckoned with."""
    doubt = next((words for remark, words in _DOUBTS.items() if remark in reading.remarks), "有不止一种读法")
    return f"{label}「{short(reading.text)}」{doubt}，写明确后才能核算"


def banding(profile: Profile) -> bool:
    return bool(profile.get("qualitative", "bands") == "bands")


def grades_of(profile: Profile) -> Mapping[str, Decimal]:
    """The words a qualitative actual may be, best first, with their shares or the lower ends of their bands."""
    bands: Mapping[str, Decimal] = profile.get("qualitative.bands", {})
    return bands if banding(profile) else profile.grade_shares


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _amount(reading: Reading, number: Decimal | None) -> str:
    """A number of a reading with its scale and unit, as one would write it; a blank after what is no word."""
    assert number is not None
    scale = _SCALE_WORDS.get(reading.scale, "")
    figure = plain(number / reading.scale if scale else number)
    return f"{figure}% " if reading.unit == "%" and not scale else f"{figure} {scale}{reading.unit}"


def _best_grade(case: Case) -> str:
    if case.target.shares:
        best, _ = max(case.target.shares, key=itemgetter(1))
        return f"评为「{best}」即得满分。"
    names = list(grades_of(case.profile))
    if case.target.kind is Kind.BLANK or not names:
        return ""
    return f"评为「{names[0]}」{'可' if banding(case.profile) else '即'}得满分。"
