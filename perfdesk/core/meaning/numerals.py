"""Figures: text → Decimal → text. The one door to Decimal (`number`) and the one place that rounds (`rounded`).

Knows thousands separators and Chinese numerals. Refuses what only looks like a figure to a
computer — `1e5`, `nan`, `²`, digits of other scripts — and figures longer than arithmetic carries exactly.
Refuses to know units (`units.py`) and what a figure means (`values.py`).
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce
from typing import NamedTuple

from perfdesk.core.meaning.typed import normalised

LONGEST = 28
"""Digits that Decimal's ordinary context carries exactly; a longer figure is no figure."""

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_FIGURE = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]+)?(?:\.[0-9]*)?")

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_DIGITS |= {sign: value for value, sign in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHINESE = "".join([*_DIGITS, *_TENS, *_MYRIADS])
"""Every sign a Chinese numeral may hold (点 apart)."""


class Tally(NamedTuple):
    """How many texts there are, how many of them numbers, and what these add up to."""

    texts: int
    numbers: int
    total: Decimal


def tally(texts: Iterable[str]) -> Tally:
    """Texts counted and added up; blanks count for nothing, exactly to the last digit."""
    said = [text for text in texts if text.strip()]
    read = [value for text in said if (value := number(text)) is not None]
    return Tally(len(said), len(read), reduce(_WIDE.add, read, Decimal(0)))


def number(text: str) -> Decimal | None:
    """The number a text is, or None. Blank is not zero; a comma separates thousands and is never a point."""
    return figure(normalised(text).strip())


def figure(text: str) -> Decimal | None:
    """The number a normalised text is, or None."""
    match = _FIGURE.fullmatch(text)
    return exact(match[0].replace(",", "")) if match else None


def exact(digits: str) -> Decimal | None:
    """Sign, digits and point as a Decimal; None where there is no digit or more of them than can be counted with."""
    told = len(digits.lstrip("+-0.").replace(".", ""))
    return Decimal(digits) if told <= LONGEST and any(map(str.isdigit, digits)) else None


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Half up, as the regulations count; never a negative zero."""
    result = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return result if result else result.copy_abs()


def plain(value: Decimal) -> str:
    """Without trailing zeros and never with an exponent: 20, 9.59."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fixed(value: Decimal, places: int) -> str:
    """With so many decimals: 16.00."""
    return format(rounded(value, places), "f")


def chinese(text: str) -> Decimal | None:
    """The number a Chinese numeral is: 二十五, 两万, 一百零三, 三点五, 二〇二四; None for 两三, 数百, 百."""
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return value
    if not decimals or any(sign not in _DIGITS for sign in decimals):
        return None
    return exact(f"{value}." + "".join(str(_DIGITS[sign]) for sign in decimals))


def _whole(text: str) -> Decimal | None:
    if not text or len(text) > LONGEST:
        return None
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return _spelled(text)
    total, rest = 0, text
    for sign, size in sorted(_MYRIADS.items(), key=lambda each: -each[1]):
        high, found, low = rest.partition(sign)
        if found:
            part = _section(high)
            if part is None:
                return None
            total, rest = total + part * size, low
    if total and len(rest) == 1:
        return None  # 两万三 is 23000 to some and 20003 to nobody
    part = _section(rest) if rest else 0
    return None if part is None else Decimal(total + part)


def _spelled(text: str) -> Decimal | None:
    """Digit by digit, as years are: 二〇二四. 三四 is three or four, and no number."""
    if "〇" not in text and "零" not in text:
        return None
    return exact("".join(str(_DIGITS[sign]) for sign in text))


def _section(text: str) -> int | None:
    """A numeral below 万. Only 十 may stand without a digit before it; the ranks must fall."""
    total, digit, rank = 0, None, 10**4
    for place, sign in enumerate(text):
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            continue
        size = _TENS.get(sign)
        if size is None or size >= rank:
            return None
        if not digit and not (size == 10 and place == 0):
            return None
        total, digit, rank = total + (digit or 1) * size, None, size
    if digit and len(text) > 1 and _TENS.get(text[-2], 0) >= 100:
        return None  # 两百三 is 230 when spoken
    return total + (digit or 0) if text else None
