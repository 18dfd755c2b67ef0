"""From text to meaning and back: numbers, money, percents, counts, targets with operators, dates, grades.

The door to everything texts can say: how figures look (`numerals.py`), what they count (`units.py`), what stands
around them (`operators.py`), deadlines (`dates.py`), scales (`grades.py`), one kind after another (`kinds.py`), the
shape of the answer (`reading.py`). What is asked in which order, and what is assumed, is said here.
Refuses to guess: a text that cannot be read is WORDS, one that can be read in two ways carries `certain=False` and a
remark. Refuses to know what a value scores.

What was typed is never changed here; a reading stands beside its text.
"""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.core.meaning import grades, kinds, operators
from perfdesk.core.meaning.dates import deadline, perhaps_a_number
from perfdesk.core.meaning.grades import nearest
from perfdesk.core.meaning.numerals import fixed, number, plain, rounded
from perfdesk.core.meaning.reading import Kind, Reading, Remark
from perfdesk.core.meaning.typed import blank, tidied
from perfdesk.core.meaning.units import PERCENT, Gauge, Measure, gauge, measure_at, measures, members, same_unit, scaled

__all__ = [
    "Gauge",
    "Kind",
    "Measure",
    "Reading",
    "Remark",
    "blank",
    "costly",
    "fixed",
    "gauge",
    "measures",
    "members",
    "money",
    "nearest",
    "number",
    "operator_of",
    "percent",
    "plain",
    "read_actual",
    "read_target",
    "rounded",
    "same_unit",
    "write",
]

_TIMELY = "时效"
_LONGEST = 200
"""A longer text is prose: no number is looked for in it."""
_REACH = ("达到", "达")
_COST_WORDS = ("成本", "不超过", "不高于", "不大于", "不多于", "控制在", "以内")
_SAVING_WORDS = ("节约", "节省", "降低", "下降", "减少", "降幅")
_TIMES = frozenset(["天", "个月", "年", "季度", "工作日", "小时", "周"])
_WORTH = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(10) ** 8}


class _Place(NamedTuple):
    """Where a text stands, as far as that decides what it says."""

    nature: str = ""
    unit: str = ""
    name: str = ""
    l2: str = ""
    year: int | None = None


def read_target(
    text: str, *, nature: str = "", unit: str = "", name: str = "", l2: str = "", year: int | None = None
) -> Reading:
    """What a target says. The nature cell (指标性质) gives the operator where there is one; else the target itself.

    A number without any operator is to be reached, or with a cost not to be exceeded.
    """
    return _target(text, _Place(nature, unit, name, l2, year))


def read_actual(text: str, *, target: Reading | None = None, unit: str = "", year: int | None = None) -> Reading:
    """What an actual says, measured in the unit column's or else the target's unit. A sentence is WORDS."""
    return _actual(text, target, unit, year)


def operator_of(nature: str) -> str:
    """The operator a nature cell names (`≥ ≤ ＝ > <`), 定性, or blank where it is faulty or empty."""
    return operators.of(tidied(nature).text)


def costly(name: str, l2: str = "") -> bool:
    """Whether less is better, by the class or by the name of the indicator."""
    saving = any(word in name for word in _SAVING_WORDS)
    return "成本" in l2 or (not saving and any(word in name for word in _COST_WORDS))


def percent(text: str) -> Decimal | None:
    """A percentage in points: 95.88% → 95.88; a bare number is taken for points too."""
    core = tidied(text).text
    found = measure_at(core)
    whole = found is not None and found.end == len(core) and found.unit in ("", PERCENT)
    return found.number if found and whole and not found.approximate else None


def money(text: str, unit: str = "万元") -> Decimal | None:
    """An amount in 万元 (or 元); an amount that names its own unit is converted: 26550元 → 2.655."""
    core = tidied(text).text.lstrip("¥")
    found = measure_at(core)
    if not found or found.end != len(core) or found.approximate or not same_unit(found.unit, "元"):
        return None
    if not found.unit and found.scale == 1:
        spelled = any(sign in core for sign in "万亿")  # 十二万五千 says its scale, and not last
        return found.number / _WORTH[unit] if spelled else found.number
    return found.number / _WORTH[unit]


def write(reading: Reading) -> str:
    """A text that says what the reading says: read again in the same place it gives the same value."""
    match reading.kind:
        case Kind.NUMBER if reading.number is not None:
            return reading.operator + _written_number(reading, reading.number)
        case Kind.RANGE if reading.number is not None and reading.high is not None:
            return reading.operator + _written_range(reading.number, reading.high, reading.scale, reading.unit)
        case Kind.DATE if reading.day:
            share = "" if reading.number is None else f"完成{plain(reading.number)}%"
            return f"{reading.operator}{reading.day.year}年{reading.day.month}月{reading.day.day}日{share}"
        case Kind.SCALE if reading.shares:
            return "/".join(f"{word}{plain(share * 100)}%" for word, share in reading.shares)
        case Kind.GRADE | Kind.SCALE:
            return reading.word
        case Kind.YESNO:
            return reading.word or "是/否"
        case Kind.BLANK:
            return ""
        case _:
            return reading.text


def _written_number(reading: Reading, number: Decimal) -> str:
    """5万人次, and 2个月, because 2月 would be a date."""
    text = scaled(number, reading.printed, reading.scale, reading.unit)
    return f"{plain(number)}个{reading.unit}" if deadline(text, None) else text


def _written_range(low: Decimal, high: Decimal, scale: Decimal, unit: str) -> str:
    """5至8天, and 5±2月, because 3至7月 would be a date."""
    ends = f"{plain(low / scale)}至{scaled(high, plain(high / scale), scale, unit)}"
    if low / scale != low and not ends.endswith(scaled(Decimal(1), "", scale, unit)):
        ends = f"{plain(low)}至{plain(high)}{unit}"
    if not deadline(ends, None):
        return ends
    middle, half = (low + high) / 2, (high - low) / 2
    return f"{plain(middle)}±{plain(half)}{unit}"


# Reading a target


@lru_cache(maxsize=2048)
def _target(text: str, place: _Place) -> Reading:
    nature = tidied(place.nature).text
    sign = operators.of(nature)
    reading = kinds.noticed(text, _unsigned_target(text, place))
    if not nature or blank(nature):
        return _directed(reading, place)
    if not sign and (grades.scale(nature) or nature in grades.GRADES):
        return _graded(reading, nature, (Remark.NATURE, Remark.SHIFTED))
    if sign == operators.QUALITATIVE:
        return _graded(reading, "", ())
    if not sign:
        return kinds.remarked(_directed(reading, place), Remark.NATURE)
    if reading.kind not in (Kind.NUMBER, Kind.RANGE, Kind.BLANK):
        reading = kinds.remarked(reading, Remark.NOT_A_NUMBER)
    if reading.operator:
        reading = kinds.remarked(reading, Remark.OPERATOR)
    return reading if reading.kind is Kind.BLANK else replace(reading, operator=sign)


def _unsigned_target(text: str, place: _Place) -> Reading:
    """The reading with the operator that stands in the text, if one does."""
    core = tidied(text).text
    settled = _settled(text, core)
    if settled:
        return settled
    stated = operators.leading(core)
    rest = next((stated.rest.removeprefix(word) for word in _REACH if stated.rest.startswith(word)), stated.rest)
    stated = stated._replace(rest=rest)
    measured = gauge(place.unit, place.name)
    lasting = bool(members(measured.unit) & _TIMES)
    reading = None if lasting else _dated_target(text, stated, measured, place)
    reading = reading or kinds.ranged(text, stated, measured) or kinds.counted(text, stated, measured)
    if not reading and lasting:
        reading = kinds.dated(text, stated, place.year, short=False)
    return reading or kinds.sentence(text, core, stated, measured, propose_only=False)


def _dated_target(text: str, stated: operators.Stated, measured: Gauge, place: _Place) -> Reading | None:
    """A deadline. What can be a number just as well is one under a unit or a cost, and asked for outside 时效."""
    timely = _TIMELY in place.l2
    doubtful = perhaps_a_number(stated.rest)
    if doubtful and (measured.unit or "成本" in place.l2):
        return None
    reading = kinds.dated(text, stated, place.year, short=timely and not measured.unit)
    return replace(reading, certain=False) if reading and doubtful and place.l2 and not timely else reading


def _settled(text: str, core: str) -> Reading | None:
    """The reading of a text that is no figure: nothing, a word of a scale, or prose."""
    if blank(text):
        return kinds.nothing(text)
    return kinds.word(text, core) or (Reading(text, Kind.WORDS, word=core) if len(core) > _LONGEST else None)


def _directed(reading: Reading, place: _Place) -> Reading:
    """A number no operator was given for: more is better, or less with a cost."""
    if reading.kind is Kind.DATE and not reading.operator:
        return replace(reading, operator=operators.AT_MOST)
    if reading.kind is not Kind.NUMBER or reading.operator:
        return reading
    less = costly(place.name, place.l2)
    unsure = less and any(word in place.name for word in _SAVING_WORDS)
    sign = operators.AT_MOST if less else operators.AT_LEAST
    return replace(kinds.remarked(reading, Remark.ASSUMED_OPERATOR, certain=not unsure), operator=sign)


def _graded(reading: Reading, scale: str, remarks: tuple[Remark, ...]) -> Reading:
    """The reading of a qualitative row: a grade, a scale, a decision; a number there is only words."""
    if scale:
        kind = Kind.SCALE if grades.scale(scale) else Kind.GRADE
        return Reading(reading.text, kind, word=grades.scale(scale) or scale, remarks=remarks)
    if reading.kind in (Kind.NUMBER, Kind.RANGE, Kind.DATE):
        written = [each for each in reading.remarks if each in (Remark.STRAY, Remark.FULLWIDTH)]
        remark = [] if reading.kind is Kind.DATE else [Remark.NUMBER]
        return Reading(reading.text, Kind.WORDS, word=tidied(reading.text).text, remarks=(*written, *remark))
    return replace(reading, operator="")


# Reading an actual


@lru_cache(maxsize=2048)
def _actual(text: str, target: Reading | None, unit: str, year: int | None) -> Reading:
    return kinds.noticed(text, _read_actual(text, target, unit, year))


def _read_actual(text: str, target: Reading | None, unit: str, year: int | None) -> Reading:
    core = tidied(text).text
    settled = _settled(text, core)
    if settled:
        return settled
    stated = operators.leading(core)
    measured = _gauge_of(target, unit)
    timely = target is not None and target.kind is Kind.DATE
    known = year or (target.day.year if target and target.day else None)
    lasting = bool(members(measured.unit) & _TIMES) and not timely
    counts = lasting or (not timely and perhaps_a_number(stated.rest))
    reading = None if counts else kinds.dated(text, stated, known, short=timely)
    reading = reading or kinds.ranged(text, stated, measured) or kinds.counted(text, stated, measured)
    if not reading:
        return kinds.sentence(text, core, stated, measured, propose_only=True)
    if reading.operator:
        vague = reading.kind is Kind.NUMBER and operators.trailing(stated).worded
        reading = kinds.remarked(reading, Remark.OPERATOR)
        reading = kinds.remarked(reading, Remark.APPROXIMATE, certain=False) if vague else reading
    return _against(reading, target) if target and reading.kind is Kind.NUMBER else reading


def _gauge_of(target: Reading | None, unit: str) -> Gauge:
    """What a bare actual counts: by the unit column, else what its target counts. 万 alone is 万 of the target's."""
    column = gauge(unit)
    if target is None or not target.unit or column.unit:
        return column
    if not blank(unit):
        return Gauge(column.scale, target.unit)
    return Gauge(target.scale, target.unit, "target" if Remark.UNIT_IN_VALUE in target.remarks else "name")


def _against(reading: Reading, target: Reading) -> Reading:
    """What only the target shows: another unit, a fraction instead of percents."""
    if not same_unit(reading.unit, target.unit):
        return kinds.remarked(reading, Remark.UNIT_DIFFERS, certain=False)
    number, aim = reading.number, target.number
    if Remark.UNIT_IN_VALUE in reading.remarks or number is None or aim is None:
        return reading
    if reading.unit == PERCENT and 0 < number <= 1 and aim >= 10:
        return kinds.remarked(reading, Remark.FRACTION, certain=False)
    return reading
