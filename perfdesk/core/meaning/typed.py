"""Texts as typed, made comparable: half-width forms, placeholders, stray marks.

Knows how keyboards and input methods write one sign in several ways, and which texts say nothing at all.
Refuses to know what the words mean. Nothing here is written back: a cell keeps what was typed.
"""

import re
from typing import NamedTuple

_STOP_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])。(?=[0-9])")

# Not NFKC: that would make 2 of ², 1 of ①, m2 of ㎡.
_FORMS: dict[int, str | None] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([*range(0x2000, 0x200B), *b"\t\n\v\f\r", 0xA0, 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], None),
    **dict(zip(map(ord, "≧⩾≦⩽═﹦﹥›﹤‹﹪−〜∼•・‧∙⋅￥"), "≥≥≤≤==>><<%-~~·····¥", strict=True)),
    ord("㎡"): "平方米",
    ord("㎏"): "千克",
    ord("㎞"): "千米",
}

_IDLE = " -/\\*_.…—–―×。,、Xx"
_NOTHING = frozenset(["", "无", "空", "NULL", "Null", "null", "None", "none", "NA", "N/A", "n/a"])
_SPLIT_FIGURE = re.compile(r"[0-9] +[0-9]")
_STRAY = " ,*_;、。`'\"“”‘’"


def normalised(text: str) -> str:
    """The text in half-width forms with plain blanks, one sign for each operator; its words are left alone."""
    if text.isascii():
        return text.translate(_FORMS) if not text.isprintable() else text
    text = text.translate(_FORMS)
    return _STOP_BETWEEN_DIGITS.sub(".", text) if "。" in text else text


def blank(text: str) -> bool:
    """Whether a text says nothing: empty, or a placeholder such as `/`, `—`, 无, XX."""
    return not text or normalised(text).strip(_IDLE) in _NOTHING


class Tidy(NamedTuple):
    """A normalised text without stray marks, and what was in its way."""

    text: str
    stray: bool
    fullwidth: bool


def tidied(text: str) -> Tidy:
    """Blanks, stray commas, stars and quotes taken away; `12 500` keeps its blank, because it may be two numbers."""
    plain = normalised(text)
    core = plain.strip(_STRAY)
    if " " in core and not _SPLIT_FIGURE.search(core):
        core = core.replace(" ", "")
    return Tidy(core, core != plain, any("０" <= sign <= "９" for sign in text))
