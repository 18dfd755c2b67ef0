"""Operators: the signs and words in front of and behind a number that say which way is good.

Knows that ≧, >= and 不少于 are ≥, that `≥≥` and `≥=` are slips of one sign, and that 以上 and 以内 stand behind.
Refuses to know numbers and what an operator means for a score.
"""

from typing import NamedTuple

AT_LEAST, AT_MOST, EQUAL, MORE, LESS = "≥", "≤", "＝", ">", "<"
QUALITATIVE = "定性"

_SIGNS = "≥≤=><"
_SINGLE = {"≥": AT_LEAST, ">=": AT_LEAST, "=>": AT_LEAST, "≤": AT_MOST, "<=": AT_MOST, "=<": AT_MOST}
_SINGLE |= {"=": EQUAL, ">": MORE, "<": LESS}
_BEFORE = {
    AT_LEAST: "不少于 不低于 不小于 不得少于 不得低于 至少 最少 最低 大于等于 大于或等于 高于或等于 不亚于",
    AT_MOST: "不超过 不高于 不大于 不多于 不得超过 不得高于 至多 最多 最高 小于等于 小于或等于 低于或等于 控制在",
    MORE: "大于 超过 高于 多于 超出 逾 超",
    LESS: "小于 低于 少于 不足",
    EQUAL: "等于",
}
_BEHIND = {AT_LEAST: "及以上 或以上 以上", AT_MOST: "及以下 或以下 以下 及以内 以内 之内 内"}


def _longest_first(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = [(word, sign) for sign, listed in words.items() for word in listed.split()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


_WORDS_BEFORE = _longest_first(_BEFORE)
_WORDS_BEHIND = _longest_first(_BEHIND)


class Stated(NamedTuple):
    """The operator of a text and the rest of it."""

    sign: str
    rest: str
    doubled: bool = False
    clear: bool = True
    """False where two operators contradict each other."""
    worded: bool = False
    """Said in words (超过, 以上), not by a sign."""


def leading(text: str) -> Stated:
    """The operator in front of a normalised text."""
    rest = text.lstrip(_SIGNS)
    signs = text[: len(text) - len(rest)]
    word, sign = next((pair for pair in _WORDS_BEFORE if rest.startswith(pair[0])), ("", ""))
    if not signs:
        return Stated(sign, rest[len(word) :], worded=bool(word))
    stated = _collapsed(signs, rest[len(word) :])
    return _joined(stated, sign) if word else stated


def trailing(stated: Stated) -> Stated:
    """The same, with an operator behind taken off the rest: 80%以上, 30天(含)以内."""
    rest = stated.rest.removesuffix("(含)")
    word, sign = next((pair for pair in _WORDS_BEHIND if rest.endswith(pair[0])), ("", ""))
    rest = rest.removesuffix(word).removesuffix("(含)").removesuffix("(含")
    if not word:
        return stated._replace(rest=rest)
    if not stated.sign:
        return Stated(sign, rest, worded=True)
    return _joined(stated._replace(rest=rest), sign)


def of(nature: str) -> str:
    """The operator a nature cell (指标性质) names, 定性, or blank where it names neither."""
    if nature == QUALITATIVE or not nature:
        return nature
    stated = leading(nature)
    return stated.sign if stated.sign and not stated.rest and stated.clear else ""


def _collapsed(signs: str, rest: str) -> Stated:
    """One operator from a run of signs: ≥≥ and ≥= are slips, >= is not."""
    if signs in _SINGLE:
        return Stated(_SINGLE[signs], rest)
    up, down = any(sign in "≥>" for sign in signs), any(sign in "≤<" for sign in signs)
    if up and down:
        return Stated(_SINGLE[signs[0]], rest, doubled=True, clear=False)
    inclusive = any(sign in "≥≤=" for sign in signs)
    sign = (AT_LEAST if inclusive else MORE) if up else (AT_MOST if inclusive else LESS) if down else EQUAL
    return Stated(sign, rest, doubled=True)


def _joined(stated: Stated, sign: str) -> Stated:
    """With a second operator that was said: the first stands; 控制在…以内 says one thing twice, 不少于…以内 two."""
    return stated._replace(doubled=not stated.worded, clear=stated.clear and stated.sign[0] in _agreeing(sign))


def _agreeing(sign: str) -> str:
    return AT_LEAST + MORE if sign in (AT_LEAST, MORE) else AT_MOST + LESS if sign in (AT_MOST, LESS) else EQUAL
