"""The text of a stored number as its cell shows it, under whatever number format: sections, dates, literals, digits.

Reading needs an answer under every format, where `number_format.py` (which also writes) refuses to guess. Knows the
serial numbers of dates. Refuses to shorten a whole number to an exponent as Excel does in General: codes stay whole.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from perfdesk.core.meaning.numerals import plain, rounded
from perfdesk.formats.number_format import printed

_LONG_CODE = 12
"""From so many digits on Excel shows a whole number as an exponent: nobody means an amount by it."""
_DIGITS = 15
"""Digits that a stored number keeps; those of a longer code are already lost."""
_GENERAL_DIGITS = 10
_CENTS = 2
"""Decimals that stay however long the figure is: amounts are in yuan, too."""
_LARGEST = 308
_LAST_DATE = 2958466
"""The serial number after 9999-12-31."""
_MOST_PLACES = 30

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<space>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>上午/下午|AM/PM|A/P)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4})"
    r"|(?P<number>[#0?][#0?,.]*(?:[eE][+-][#0?]+)?|\.[#0?]+)|(?P<general>General|G/通用格式)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_WEEKDAYS = "一二三四五六日"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip

Token = tuple[str, str]


def shown(raw: str, number_format: str, *, since_1904: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text and the remarks of a number as stored (`0.9975`, `5.1E+20`). What is no number is its own text."""
    value = _stored(raw)
    if value is None:
        return raw, ()
    if number_format in ("", "General", "@"):
        text = _general(value)
    else:
        text = printed(value, number_format) or _formatted(value, number_format, since_1904)
    return text, _remarks(value, text)


def _stored(raw: str) -> Decimal | None:
    """Excel stores the nearest double: 15 digits are what it means."""
    try:
        value = Decimal(raw.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST:
        return None
    return Decimal(f"{value:.{_DIGITS}g}")


def _remarks(value: Decimal, text: str) -> tuple[str, ...]:
    if value != value.to_integral_value() or value.adjusted() + 1 < _LONG_CODE or not text.lstrip("-").isdigit():
        return ()
    return ("code-as-number", "digits-lost") if value.adjusted() + 1 > _DIGITS else ("code-as-number",)


def _general(value: Decimal) -> str:
    text = plain(value)
    if "." not in text or len(text.lstrip("-").replace(".", "")) <= _GENERAL_DIGITS:
        return text
    whole = max(value.adjusted() + 1, 1)
    return plain(rounded(value, min(max(_GENERAL_DIGITS - whole, _CENTS), _MOST_PLACES)))


def _formatted(value: Decimal, number_format: str, since_1904: bool) -> str:
    section, size, signed = _chosen(value, _sections(number_format))
    if any(kind == "date" for kind, _ in section):
        return _dated(value, section, since_1904) or _general(value)
    text = _numbered(size, section)
    return f"-{text}" if signed and text else text


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[tuple[Token, ...], ...]:
    """The format's sections, cut at semicolons, as tokens: (kind, text)."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind, text = match.lastgroup or "quoted", match[match.lastgroup or "quoted"] or ""
        if kind == "sign" and text == ";":
            sections.append([])
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            sections[-1].append(("date", f"[{text}]"))
        else:
            sections[-1].append((kind, text))
    return tuple(map(tuple, sections))


def _chosen(value: Decimal, sections: tuple[tuple[Token, ...], ...]) -> tuple[tuple[Token, ...], Decimal, bool]:
    """The section for a number, the number as that section shows it, and whether a minus stands before."""
    numeric = sections[:3] if len(sections) > 3 else sections
    for place, section in enumerate(numeric):
        condition = _condition(section)
        if condition and _holds(value, *condition):
            return section, abs(value) if place else value.copy_abs(), value < 0 and not place
    if any(map(_condition, numeric)):
        return numeric[-1], abs(value), value < 0
    if value < 0:
        return (numeric[1], abs(value), False) if len(numeric) > 1 else (numeric[0], abs(value), True)
    return (numeric[2] if not value and len(numeric) > 2 else numeric[0]), value, False


def _condition(section: tuple[Token, ...]) -> tuple[str, Decimal] | None:
    for kind, text in section:
        match = _CONDITION.fullmatch(text) if kind == "bracket" else None
        if match:
            return match[1], Decimal(match[2])
    return None


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    order = "<" if value < bound else ">" if value > bound else "="
    return order in sign


def _numbered(size: Decimal, section: tuple[Token, ...]) -> str:
    """Literals and the figure; only the first placeholder counts, Excel's fractions are shown in General."""
    kinds = [kind for kind, _ in section]
    if ("sign", "/") in section and kinds.count("number") > 1:
        return _general(size)
    percents = min(section.count(("sign", "%")), 4)
    pieces, done = [], False
    for kind, text in section:
        if kind == "number" and not done:
            pieces.append(_digits(size.scaleb(2 * percents), text))
            done = True
        elif kind == "general":
            pieces.append(_general(size))
        else:
            pieces.append(_literal(kind, text))
    return "".join(pieces)


def _literal(kind: str, text: str) -> str:
    if kind in ("quoted", "escaped"):
        return text
    if kind == "bracket":
        # [$¥-804] is a currency sign and a language.
        return text[1:].partition("-")[0] if text.startswith("$") else ""
    if kind == "sign":
        return "" if text == "@" else text
    return ""


def _digits(value: Decimal, pattern: str) -> str:
    if "e" in pattern.lower():
        mantissa = pattern.lower().partition("e")[0].partition(".")[2]
        return f"{value:.{min(len(mantissa), _MOST_PLACES)}E}"
    body = pattern.rstrip(",")
    value = value.scaleb(-3 * (len(pattern) - len(body)))
    whole, _, part = body.partition(".")
    fixed = format(rounded(value, min(len(part), _MOST_PLACES)), "f")
    digits, _, decimals = fixed.partition(".")
    least = sum(sign in "0?" for sign in whole)
    digits = digits.lstrip("0").rjust(whole.count("0"), "0") if least else digits.lstrip("0")
    while decimals and part and part[len(decimals) - 1 :][:1] == "#" and decimals.endswith("0"):
        decimals = decimals[:-1]
    if "," in whole and digits:
        digits = f"{int(digits):,}".rjust(len(digits), "0")
    return f"{digits}.{decimals}" if "." in body else digits


def _dated(value: Decimal, section: tuple[Token, ...], since_1904: bool) -> str:
    """The day and time of a serial number; blank where there is no such day."""
    if not 0 <= value < _LAST_DATE:
        return ""
    at, seconds = _moment(value, since_1904), int(rounded(value * 86400, 0))
    halves = any(kind == "half" for kind, _ in section)
    pieces, before = [], ""
    for number, (kind, text) in enumerate(section):
        if kind == "half":
            pieces.append(("上午" if at.hour < 12 else "下午") if "午" in text else ("AM" if at.hour < 12 else "PM"))
        elif kind == "date":
            minute = before == "h" or _next_date(section, number) == "s"
            pieces.append(_date_piece(text.lower(), at, seconds, minute, halves))
            before = text.strip("[").lower()[0]
        elif kind == "number":
            pieces.append(text)
        else:
            pieces.append(_literal(kind, text))
    return "".join(pieces)


def _moment(value: Decimal, since_1904: bool) -> datetime:
    """Excel's year 1900 has a 29 February: days before March are counted from one day later."""
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    return epoch + timedelta(seconds=int(rounded(value * 86400, 0)))


def _next_date(section: tuple[Token, ...], number: int) -> str:
    return next((text.strip("[").lower()[0] for kind, text in section[number + 1 :] if kind == "date"), "")


def _date_piece(text: str, at: datetime, seconds: int, minute: bool, halves: bool) -> str:
    kind, wide = text.strip("[")[0], len(text.partition(".")[0]) > 1
    if text.startswith("["):
        return str({"h": seconds // 3600, "m": seconds // 60}.get(kind, seconds))
    if kind == "y":
        return f"{at.year:04}" if len(text) > 2 else f"{at.year % 100:02}"
    if kind == "a":
        return ("星期" if len(text) > 3 else "") + _WEEKDAYS[at.weekday()]
    if kind == "m" and not minute:
        return _month(text, at)
    if kind == "d" and len(text) > 2:
        return _DAYS[at.weekday()][: 3 if len(text) == 3 else None]
    number = {"d": at.day, "h": (at.hour % 12 or 12) if halves else at.hour, "m": at.minute, "s": at.second}[kind]
    return f"{number:02}" if wide else str(number)


def _month(text: str, at: datetime) -> str:
    if len(text) > 2:
        return _MONTHS[at.month - 1][: 3 if len(text) == 3 else None]
    return f"{at.month:02}" if len(text) == 2 else str(at.month)
