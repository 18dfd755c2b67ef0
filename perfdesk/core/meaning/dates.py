"""Dates in targets and actuals: the last day on which a deadline is kept.

Knows 2024年10月, 9月前, 年底, 三季度, 3-11月 and their like. 前 is before the period begins, 底 its last day, a day
with 前 is itself still in time. Refuses to know the clock: where a text names no year the form's is given, or none is.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.meaning.numerals import chinese, figure, plain

_LONGEST = 40
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Patterns are compiled when a text first asks for one: most forms have no dates, and a page does not wait for them.
_YEAR = r"(?:19|20)[0-9]{2}"
_NUMERAL = r"[〇零一二三四五六七八九十]+(?=[年月日号]|个?季度)"
_POINT = (
    rf"(?<![0-9.])(?:(?P<year>{_YEAR})年度?)?"
    r"(?:(?P<month>[0-9]{1,2})(?:月份?(?:(?P<day>[0-9]{1,2})[日号]?)?|(?P<signless>(?=[底末])))"
    r"|第?(?P<quarter>[1-4])个?季度|(?P<half>[上下])半年"
    r"|(?:[本今当]年年?度?|(?<![0-9一二三四五六七八九十两几多半])年度?)(?=[底末内])|(?(year)|(?!)))"
    r"(?P<edge>[底末初]|[上中下]旬|中(?!小))?(?P<before>[之以]?前)?(?:[之以]?内)?"
)
_DOTTED = rf"({_YEAR})([-./])([0-9]{{1,2}})(?:\2([0-9]{{1,2}}))?[月日号]?(底|末)?([之以]?前)?(?![0-9.])"
_SHORT = r"([0-9]{1,2})\.([0-9]{1,2})[日号](?:[之以]?前|[之以]?内)?"
_SPAN = (
    rf"(?:(?P<year>{_YEAR})(?:年度?|[-./]|(?=[-~至到—–])))?"
    r"(?:[0-9]{1,2}(?:月份?|[./](?=[0-9])|(?=[-~至到—–]))(?:[0-9]{1,2}[日号]?)?)?[-~至到—–]+(?=[0-9])"
)
_YEARS = rf"{_YEAR}[-~至到—–]+({_YEAR})"
_SHARE = r"[^0-9]*([0-9]+(?:\.[0-9]+)?)%[^0-9]*"
_LEAD_IN = ("", "于", "在", "到", "至", "截至", "截止", "截止到", "预计", "确保", "力争", "计划")
_DONE = ("完成", "办结", "竣工", "建成", "验收", "到位", "结束", "交付", "投用", "投入使用", "完毕", "完工")
_QUARTER, _HALF, _YEAR_LONG = 3, 6, 12


class Deadline(NamedTuple):
    """The last day in time; None where the year is not known or there is no such day."""

    day: date | None
    certain: bool = True
    year_assumed: bool = False
    impossible: bool = False
    words_around: bool = False
    span: bool = False
    """The end of a period: 3-11月."""
    percent: Decimal | None = None
    """A share to be reached by then: 8月底完成100%."""


def deadline(text: str, year: int | None) -> Deadline | None:
    """The deadline a tidied text names, if it names one and no other number besides a percentage."""
    if len(text) > _LONGEST:
        return None
    dotted = _dotted_date(text)
    if dotted and not dotted.impossible:
        return dotted
    if not any(sign in text for sign in "年月季"):
        return _years(text)
    text = re.sub(_NUMERAL, _in_digits, text)
    span = re.match(_SPAN, text)
    if span and span.end() > 1:
        end = re.compile(_POINT).match(text, span.end())
        if end:
            return _read(text, end, int(span["year"]) if span["year"] else year, span)
    point = re.search(_POINT, text)
    return _read(text, point, year, None) if point else None


def _dotted_date(text: str) -> Deadline | None:
    """2024.10, 2024-10-31, also as the end of a period: 2024.3-2024.10."""
    match = re.fullmatch(_DOTTED, text)
    if match:
        return _dotted(match)
    first = re.match(_DOTTED, text)
    second = re.fullmatch(_DOTTED, text[first.end() :].lstrip("-~至到—–")) if first else None
    return _dotted(second)._replace(span=True) if second else None


def perhaps_a_number(text: str) -> bool:
    """Whether a text that can be a date can be a number or a range just as well: 2024.10, 1990-2010."""
    return figure(text) is not None or re.fullmatch(_YEARS, text) is not None


def short_date(text: str, year: int | None) -> Deadline | None:
    """12.25日: the 25th of December where a deadline is expected; elsewhere it is a number."""
    match = re.fullmatch(_SHORT, text)
    return _on(year, int(match[1]), int(match[2]), assumed=True) if match else None


def _dotted(match: re.Match[str]) -> Deadline:
    year, month = int(match[1]), int(match[3])
    if match[4]:
        return _on(year, month, int(match[4]))
    return _period(year, month, 1, match[5] or "", bool(match[6]))


def _years(text: str) -> Deadline | None:
    """2023-2025 without 年: years rather than a range of numbers, but who knows."""
    match = re.fullmatch(_YEARS, text)
    return Deadline(date(int(match[1]), 12, 31), certain=False, span=True) if match else None


def _read(text: str, point: re.Match[str], year: int | None, span: re.Match[str] | None) -> Deadline | None:
    before, after = ("" if span else text[: point.start()]), text[point.end() :]
    share = re.fullmatch(_SHARE, after)
    if any(map(str.isdigit, before)) or (not share and any(map(str.isdigit, after))):
        return None
    told = int(point["year"]) if point["year"] else year
    found = _place(point, told)
    plain_words = before in _LEAD_IN and (not after or any(word in after for word in _DONE))
    return found._replace(
        year_assumed=not point["year"] and not (span and span["year"]),
        certain=found.certain and plain_words and point["signless"] is None,
        words_around=bool(before or after),
        span=span is not None,
        percent=figure(share[1]) if share else None,
    )


def _place(point: re.Match[str], year: int | None) -> Deadline:
    edge, before = point["edge"] or "", bool(point["before"])
    if point["day"]:
        return _on(year, int(point["month"]), int(point["day"]))
    if point["month"]:
        return _period(year, int(point["month"]), 1, edge, before)
    if point["quarter"]:
        return _period(year, int(point["quarter"]) * _QUARTER - 2, _QUARTER, edge, before)
    if point["half"]:
        return _period(year, 1 if point["half"] == "上" else 7, _HALF, edge, before)
    return _period(year, 1, _YEAR_LONG, edge, before)


def _days(year: int, month: int) -> int:
    """How many days a month has. Not asked of `calendar`, which brings all of `locale` along."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


def _on(year: int | None, month: int, day: int, assumed: bool = False) -> Deadline:
    longest = _days(year or 2000, month) if 1 <= month <= 12 else 0
    if not 1 <= day <= longest:
        return Deadline(None, certain=False, year_assumed=assumed, impossible=True)
    return Deadline(date(year, month, day) if year else None, certain=year is not None, year_assumed=assumed)


def _period(year: int | None, month: int, months: int, edge: str, before: bool) -> Deadline:
    """The last day in time for a period of so many months."""
    if not 1 <= month <= 12:
        return Deadline(None, certain=False, impossible=True)
    if year is None:
        return Deadline(None, certain=False)
    first, last = date(year, month, 1), date(year, month + months - 1, _days(year, month + months - 1))
    if edge in ("底", "末", "下旬"):
        return Deadline(last)
    if edge:
        days = {"上旬": 10, "初": 10, "中": 15, "中旬": 20}[edge]
        return Deadline(first + timedelta(days=days - 1), certain=edge.endswith("旬"))
    # 2024年前 may mean before the year begins or in its course.
    return Deadline(first - timedelta(days=1), certain=months < _YEAR_LONG) if before else Deadline(last)


def _in_digits(match: re.Match[str]) -> str:
    value = chinese(match[0])
    return match[0] if value is None else plain(value)
