"""Grades: single words, whole scales, scales with their own shares, 是 and 否.

Knows which words are grades somewhere and which are only near one. Refuses to know which grades a profile has and
what they are worth.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from perfdesk.core.meaning.numerals import figure

FIVE = "优良中低差"
GRADES = frozenset([*FIVE, "达成", "部分达成", "未达成"])
YES, NO = "是", "否"
UNDECIDED = frozenset(["是/否", "是或否", "是否", "是、否", "否/是", "是,否"])

# The nearest grades of each word, the best first; which of them counts depends on the profile.
_NEAR = {
    "优秀 优异 很好 好": ("优", "达成"),
    "良好 较好 优良": ("良", "部分达成"),
    "基本达成 基本完成 大部分达成": ("部分达成", "良"),
    "一般 中等 部分完成 合格": ("中", "部分达成"),
    "较低": ("低", "未达成"),
    "较差 不合格 未完成 没有达成": ("差", "未达成"),
    "完成 已完成 全部完成 按时完成 按期完成 如期完成 圆满完成 及时完成 已达成 全部达成 达成预期指标 达成预期目标 "
    "达成年度指标 达成年度目标 达到预期 达到预期目标": ("达成", "优"),
    "部分达成年度指标并具有一定效果 部分达成并具有一定效果 部分达成年度指标": ("部分达成", "中"),
    "未达成年度指标且效果较差 未达成且效果较差 未达成年度指标": ("未达成", "差"),
}
_NEAREST = {word: grades for words, grades in _NEAR.items() for word in words.split()}
_LONGEST = 60
_SEPARATOR = re.compile(r"[/、,;|]")
_SHARE = re.compile(r"([^0-9(:=]{1,8})[(:=]?([0-9]+(?:\.[0-9]+)?)%\)?")


def near(text: str) -> bool:
    """Whether a tidied text is no grade, but close to one."""
    return text in _NEAREST


def nearest(text: str, grades: Sequence[str]) -> str:
    """The grade of a profile to offer for a word like 优秀 or 按时完成; blank where none is near."""
    if text in grades:
        return text
    return next((grade for grade in _NEAREST.get(text, ()) if grade in grades), "")


def scale(text: str) -> str:
    """The grades of a whole scale in its order, 优良中低差; blank where the tidied text is none."""
    if len(text) > _LONGEST:
        return ""
    parts = [part for part in _SEPARATOR.split(text) if part]
    if len(parts) == 1:
        return text if len(text) > 2 and _falls(text) else ""
    if set(parts) <= GRADES - set(FIVE):
        return "/".join(parts)
    return ("" if len(parts) > 2 else "/").join(parts) if _falls(parts) else ""


def _falls(parts: Sequence[str]) -> bool:
    places = [FIVE.find(part) if len(part) == 1 else -1 for part in parts]
    return min(places) >= 0 and places == sorted(set(places))


def shares(text: str) -> tuple[tuple[str, Decimal], ...]:
    """The grades and shares (1, 0.85) of a scale like 优100%/良85%/中70%; empty where the tidied text is none."""
    if "%" not in text or len(text) > _LONGEST:
        return ()
    parts = [part for part in _SEPARATOR.split(text) if part]
    found = [_SHARE.fullmatch(part) for part in parts]
    pairs = [(match[1], figure(match[2])) for match in found if match]
    known = [(word, value / 100) for word, value in pairs if value is not None and (word in GRADES or near(word))]
    return tuple(known) if len(known) == len(parts) > 1 else ()
