"""How Excel prints a number under a number format: the few formats official forms use.

Knows General, 0, 0.00, #,##0.00, 0%, 0.00% and their like. Refuses to guess: under any other format (dates,
colours, conditions) it says None, and the caller writes a text instead. No float: a figure is a Decimal.
"""

import re
from decimal import Decimal
from functools import lru_cache

from perfdesk.core.meaning.numerals import plain, rounded

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
    # What the numbers between mean in a Chinese Excel.
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_SIMPLE = re.compile(r"(?P<comma>#,##)?0(?:\.(?P<places>0+))?(?:_[ )])?(?P<percent>%)?(?:_[ )])?")
_TYPED = re.compile(r"(-?)(\d[\d,]*)(\.\d+)?(%?)", re.ASCII)
_DIGITS = 15
"""Excel keeps no more digits of a number."""
_GENERAL_DIGITS = 11
"""General shows no more characters than this before it rounds or turns to an exponent."""


def printed(value: Decimal, number_format: str) -> str | None:
    """The text Excel shows for the number, or None where this module does not know."""
    if number_format in ("", "General"):
        text = plain(value)
        return text if len(text.lstrip("-").replace(".", "")) <= _GENERAL_DIGITS else None
    first, *others = number_format.split(";")
    match = _SIMPLE.fullmatch(first)
    if not match or (value < 0 and others and others[0] != f"-{first}") or (not value and len(others) > 1):
        return None
    shown = rounded(value * 100 if match["percent"] else value, len(match["places"] or ""))
    return f"{shown:{',' if match['comma'] else ''}f}{match['percent'] or ''}"


def as_number(text: str) -> Decimal | None:
    """The number of a plain figure as Excel itself would read it: sign, thousands, point, percent; None otherwise."""
    match = _TYPED.fullmatch(text)
    if not match:
        return None
    value = Decimal(f"{match[1]}{match[2].replace(',', '')}{match[3] or ''}")
    return value / 100 if match[4] else value


@lru_cache(maxsize=4096)
def typed_number(text: str, number_format: str) -> Decimal | None:
    """The number that the format prints as exactly this text; None where there is none, so that nothing changes."""
    value = as_number(text)
    if value is None or len(value.as_tuple().digits) > _DIGITS:
        return None
    return value if printed(value, number_format) == text else None
