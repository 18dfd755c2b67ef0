"""From text to meaning and back: numbers, money, percents, counts, targets with operators, dates, grades.

The one door to Decimal (`number`) and the one place that rounds (`rounded`, half up). Knows every way of
writing in `resources`' domain notes: full-width figures, Chinese numerals, 万 and 亿, operators in words and
signs, units simple and compound. Refuses to guess: a text that cannot be read is said to be unreadable, one
that can be read in two ways carries `certain=False` and a remark. Refuses to know what a value scores.

What was typed is never changed here; a reading stands beside its text.
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
    """A deadline: the last day on which it is kept."""
    word: str = ""
    """The grade, 是/否, or the words."""
    shares: tuple[tuple[str, Decimal], ...] = ()
    """A scale's own shares of the weight."""
    certain: bool = True
    remarks: tuple[str, ...] = ()
    """What was noticed: `operator`, `doubled`, `fullwidth`, `approximate`, `words-around`, `several-numbers`…"""
