"""The kinds of readings one after another: word, date, range, number, sentence.

Each function looks at a tidied text without its leading operator and gives the reading, or None where the text is not
of that kind. Refuses to know in which order they are asked, and what is assumed where the text is silent (`values.py`).
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from perfdesk.core.meaning import grades, operators
from perfdesk.core.meaning.dates import Deadline, deadline, short_date
from perfdesk.core.meaning.numerals import plain
from perfdesk.core.meaning.reading import Kind, Reading, Remark
from perfdesk.core.meaning.typed import tidied
from perfdesk.core.meaning.units import PERCENT, Gauge, Measure, measure_at, measures, same_unit, scaled

_PHRASE = 40
"""A longer target is a sentence about the matter, not a number with words around it."""
_ABOUT = ("近", "约", "大约", "约为", "将近", "接近")
_ABOUT_AFTER = ("左右", "上下", "余", "多")
_VERBS = ("举办", "开展", "完成", "培训", "组织", "达到", "达", "建设", "发放", "召开", "新增")


def nothing(text: str) -> Reading:
    """A blank or a placeholder."""
    return Reading(text, Kind.BLANK, remarks=() if not text.strip() else (Remark.PLACEHOLDER,))


def word(text: str, core: str) -> Reading | None:
    """A grade, a scale, yes or no."""
    if core in grades.GRADES:
        return Reading(text, Kind.GRADE, word=core)
    if core in (grades.YES, grades.NO):
        return Reading(text, Kind.YESNO, word=core)
    if core in grades.UNDECIDED:
        return Reading(text, Kind.YESNO, certain=False, remarks=(Remark.UNDECIDED,))
    if grades.near(core):
        return Reading(text, Kind.WORDS, word=core, remarks=(Remark.NEAR_GRADE,))
    scale, shares = grades.scale(core), grades.shares(core)
    if scale or shares:
        return Reading(text, Kind.SCALE, word=scale or "".join(word for word, _ in shares), shares=shares)
    return None


def dated(text: str, stated: operators.Stated, year: int | None, short: bool) -> Reading | None:
    """A deadline; `short`: where time is measured, and 11.20日 is a date too."""
    found = (short_date(stated.rest, year) if short else None) or deadline(stated.rest, year)
    if found is None:
        return None
    if found.impossible:
        return Reading(text, Kind.WORDS, word=stated.rest, certain=False, remarks=(Remark.IMPOSSIBLE_DATE,))
    reading = Reading(
        text,
        Kind.DATE,
        number=found.percent,
        unit="" if found.percent is None else PERCENT,
        day=found.day,
        certain=found.certain,
        remarks=tuple(_date_remarks(found)),
    )
    return _stated(reading, stated)


def _date_remarks(found: Deadline) -> Iterable[Remark]:
    if found.year_assumed:
        yield Remark.ASSUMED_YEAR
    if found.span:
        yield Remark.SPAN
    if found.words_around:
        yield Remark.WORDS_AROUND


def ranged(text: str, stated: operators.Stated, measured: Gauge) -> Reading | None:
    """5-8天, 90%～95%, 10±2. Both ends carry a unit, or the second stands for both."""
    first = measure_at(stated.rest)
    if first is None:
        return None
    joint = stated.rest[first.end : first.end + 1]
    second = measure_at(stated.rest, first.end + 1) if joint and joint in "-~至到—–±" else None
    if second is None or second.end != len(stated.rest) or first.approximate or second.approximate:
        return None
    if first.unit and first.unit != second.unit:
        return None
    if not first.unit and first.scale == 1:
        first = first._replace(number=first.number * second.scale)
    low, high = first.number, second.number
    if joint == "±":
        low, high = low - high, low + high
    if low > high:
        return Reading(text, Kind.WORDS, word=stated.rest, remarks=(Remark.IMPOSSIBLE_RANGE,))
    bounds = second._replace(number=low, printed=stated.rest[: second.end])
    reading = replace(_measured(text, bounds, measured), kind=Kind.RANGE)
    factor = measured.scale if not second.unit and second.scale == 1 else Decimal(1)
    return _stated(replace(reading, high=high * factor), stated)


def counted(text: str, stated: operators.Stated, measured: Gauge) -> Reading | None:
    """A number with nothing but its scale, its unit and words of size around it."""
    stated = operators.trailing(stated)
    core = next((stated.rest.removeprefix(word) for word in _ABOUT if stated.rest.startswith(word)), stated.rest)
    after = next((word for word in _ABOUT_AFTER if core.endswith(word)), "")
    about = core != stated.rest or bool(after)
    core = core.removesuffix(after)
    found = measure_at(core)
    if found is None:
        return None
    left = core[found.end :]
    if left and not _noun(found, left) and not (core[0].isascii() and _strange_unit(found, left)):
        return None
    reading = _measured(text, found._replace(unit=found.unit or left), measured)
    if left and not found.unit and not same_unit(left, measured.unit or "?"):
        reading = remarked(reading, Remark.UNKNOWN_UNIT, certain=False)
    if about or found.approximate:
        reading = remarked(reading, Remark.APPROXIMATE, certain=False)
    return _stated(reading, stated)


def _noun(found: Measure, left: str) -> bool:
    """8个乡镇: after 个 a short noun is only what is counted."""
    return found.unit == "个" and len(left) <= 4 and left.isalpha() and not _says_more(left)


def _strange_unit(found: Measure, left: str) -> bool:
    """A word behind a number that may well be a unit nobody has listed."""
    return not found.unit and len(left) <= 3 and left.isalpha() and not _says_more(left)


def _says_more(left: str) -> bool:
    """Whether a word behind a number may be a verb or a bound instead of a thing: 完成, 以上, 余."""
    return any(sign in left for sign in "完达及以多余超内上下前底")


def _measured(text: str, found: Measure, measured: Gauge) -> Reading:
    """The number in base units: in its own unit, else in that of the row."""
    if not found.unit and found.scale == 1:
        value = found.number * measured.scale
        reading = Reading(text, Kind.NUMBER, "", value, None, measured.scale, measured.unit, found.printed)
        unsure = measured.source == "target" and measured.scale != 1 and measured.unit != PERCENT
        return remarked(reading, Remark.ASSUMED_SCALE, certain=False) if unsure else reading
    unit = found.unit or measured.unit
    reading = Reading(text, Kind.NUMBER, "", found.number, None, found.scale, unit, found.printed)
    if not found.unit:
        return reading
    reading = remarked(reading, Remark.UNIT_IN_VALUE)
    if not same_unit(found.unit, measured.unit):
        # A name may end in anything; a unit column is meant.
        return remarked(reading, Remark.UNIT_DIFFERS, certain=measured.source != "column")
    if measured.unit and measured.scale != found.scale and found.unit not in ("元", PERCENT):
        return remarked(reading, Remark.SCALE_DIFFERS, certain=measured.source != "column")
    return reading


def sentence(text: str, core: str, stated: operators.Stated, measured: Gauge, propose_only: bool) -> Reading:
    """Words with perhaps a number among them: one is proposed, of several none."""
    words = Reading(text, Kind.WORDS, stated.sign, word=core)
    found = measures(operators.trailing(stated).rest)
    if len(found) > 1:
        return remarked(words, Remark.SEVERAL_NUMBERS)
    if not found:
        return words
    reading = _measured(text, found[0], measured)
    proposal = _proposal(reading, measured)
    if propose_only or len(core) > _PHRASE:
        return replace(remarked(words, Remark.WORDS_AROUND), proposal=proposal)
    sure = stated.worded and stated.rest[: found[0].start] in _VERBS and found[0].end == len(stated.rest)
    reading = remarked(reading, Remark.WORDS_AROUND, certain=sure and not found[0].approximate)
    if found[0].approximate:
        reading = remarked(reading, Remark.APPROXIMATE)
    return replace(_stated(reading, operators.trailing(stated)), proposal=proposal)


def _proposal(reading: Reading, measured: Gauge) -> str:
    """The number as the row writes it: bare where its unit stands elsewhere; one of something else is not proposed."""
    if reading.number is None or not same_unit(reading.unit, measured.unit):
        return ""
    if measured.unit and measured.source != "target":
        return plain(reading.number / measured.scale)
    return scaled(reading.number, reading.printed, reading.scale, reading.unit)


def _stated(reading: Reading, stated: operators.Stated) -> Reading:
    """With the operator of the text."""
    if stated.doubled:
        reading = remarked(reading, Remark.DOUBLED if stated.clear else Remark.CONTRADICTORY, certain=stated.clear)
    return replace(reading, operator=stated.sign)


def noticed(text: str, reading: Reading) -> Reading:
    """With what the writing itself shows."""
    tidy = tidied(text)
    if reading.kind in (Kind.BLANK, Kind.WORDS):
        return reading
    if tidy.stray:
        reading = remarked(reading, Remark.STRAY)
    return remarked(reading, Remark.FULLWIDTH) if tidy.fullwidth else reading


def remarked(reading: Reading, remark: Remark, certain: bool = True) -> Reading:
    """With one more remark; with `certain=False` one that leaves the reading in doubt."""
    remarks = reading.remarks if remark in reading.remarks else (*reading.remarks, remark)
    return replace(reading, remarks=remarks, certain=reading.certain and certain)
