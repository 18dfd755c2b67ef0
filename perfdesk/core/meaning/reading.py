"""What a reading is: the shape in which the meaning of a text stands beside it.

Knows no syntax (`values.py` reads) and no scores.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    BLANK = "blank"
    """Nothing, or a placeholder (`/`, `—`, 无)."""
    NUMBER = "number"
    """A number, with or without a unit; percents too (unit `%`)."""
    RANGE = "range"
    DATE = "date"
    GRADE = "grade"
    """One word of a scale: 优, 达成."""
    SCALE = "scale"
    """A whole scale: 优良中低差, or 优100%/良85%."""
    YESNO = "yesno"
    """是 or 否; undecided (是/否) where `word` is blank."""
    WORDS = "words"
    """Qualitative words, or a sentence: no automatic score."""


class Remark(StrEnum):
    """What was noticed while reading."""

    # How it is written
    DOUBLED = "doubled"
    """Two operators where one belongs: ≥≥96%."""
    CONTRADICTORY = "contradictory"
    """Two operators that exclude each other."""
    FULLWIDTH = "fullwidth"
    """Full-width digits."""
    STRAY = "stray"
    """Blanks, commas, stars or quotes that do not belong there: 优,"""
    PLACEHOLDER = "placeholder"
    """A sign that stands for nothing: `/`, `*`, XX."""
    OPERATOR = "operator"
    """An actual carries an operator, or a target one besides that of its nature cell."""
    # What is odd about it
    NATURE = "nature"
    """The nature cell is neither an operator nor 定性."""
    SHIFTED = "shifted"
    """The nature cell holds a scale: the cells stand one column off."""
    NOT_A_NUMBER = "not-a-number"
    """An operator in the nature cell, and no number as target."""
    NUMBER = "number"
    """定性 in the nature cell, and a number as target."""
    UNDECIDED = "undecided"
    """是/否 without a decision."""
    UNIT_IN_VALUE = "unit-in-value"
    UNIT_DIFFERS = "unit-differs"
    """The unit in the value is another than that of the unit column, or of the target."""
    SCALE_DIFFERS = "scale-differs"
    UNKNOWN_UNIT = "unknown-unit"
    IMPOSSIBLE_DATE = "impossible-date"
    IMPOSSIBLE_RANGE = "impossible-range"
    # What was assumed
    ASSUMED_OPERATOR = "assumed-operator"
    """No operator anywhere: more is better, or less with a cost."""
    ASSUMED_YEAR = "assumed-year"
    ASSUMED_SCALE = "assumed-scale"
    """A bare actual under a target in 万: counted in 万 too."""
    FRACTION = "fraction"
    """0.97 under a target in percent: perhaps 97%."""
    APPROXIMATE = "approximate"
    """近, 约, 余, 多, 左右; 超过 and 以上 in an actual."""
    WORDS_AROUND = "words-around"
    SEVERAL_NUMBERS = "several-numbers"
    SPAN = "span"
    """A period, of which the end was taken."""
    NEAR_GRADE = "near-grade"
    """Close to a grade (优秀, 完成), to be confirmed: `grades.nearest`."""


@dataclass(frozen=True)
class Reading:
    """What a text says. `number` is in base units: 5万人次 → 50000, unit 人次; `printed`, `scale` keep it."""

    text: str
    kind: Kind
    operator: str = ""
    """One of `≥ ≤ ＝ > <`, or blank."""
    number: Decimal | None = None
    high: Decimal | None = None
    """The upper end of a range; `number` is the lower."""
    scale: Decimal = Decimal(1)
    unit: str = ""
    printed: str = ""
    """The number as printed, normalised: digits, sign, point."""
    day: date | None = None
    """A deadline: the last day on which it is kept. None where no year is known."""
    word: str = ""
    """The grade, the scale, 是/否, or the words."""
    shares: tuple[tuple[str, Decimal], ...] = ()
    """A scale's own shares of the weight: 1, 0.85."""
    certain: bool = True
    """False: it can be read in two ways, or only part of the text was read. Ask before it counts."""
    remarks: tuple[str, ...] = ()
    """What was noticed, words of `Remark`."""
    proposal: str = ""
    """What to offer for a click in place of the text: `38场次` for 共举办38场次."""
