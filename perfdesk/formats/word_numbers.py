"""The numbers that Word itself puts before paragraphs: `1.`, `（一）`, `①`. Shown, but nowhere in the text.

Knows the numbering and style parts. Refuses bullets and the numbers of figures and notes: they say nothing here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from perfdesk.formats.package import Package, parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_ROMANS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
           (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HIGHEST = 3999


class _Level(NamedTuple):
    start: int
    kind: str
    text: str


@dataclass(frozen=True)
class _List:
    """One list: paragraphs with the same `counter` count on."""

    counter: str
    levels: Mapping[int, _Level]


def numbers(package: Package, body: etree._Element) -> dict[etree._Element, str]:
    """The number of each paragraph that has one."""
    part = package.part("numbering")
    if part not in package:
        return {}
    lists, styled = _lists(parse(package.data(part))), _styled(package)
    counted: dict[str, dict[int, int]] = {}
    found = {}
    for paragraph in body.iter(f"{_W}p"):
        own = _pointing(paragraph.find(f"{_W}pPr/{_W}numPr"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        number, level = own or (styled.get(style.get(_VAL, "")) if style is not None else None) or ("", 0)
        if number in lists and level in lists[number].levels:
            found[paragraph] = _next(lists[number], level, counted)
    return found


def _pointing(element: etree._Element | None) -> tuple[str, int] | None:
    """Which list and which level; a paragraph may say that it has none after all: list 0."""
    if element is None:
        return None
    number, level = element.find(f"{_W}numId"), element.find(f"{_W}ilvl")
    return ("" if number is None else number.get(_VAL, "")), _amount(level, 0)


def _amount(element: etree._Element | None, usual: int) -> int:
    told = "" if element is None else element.get(_VAL, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 5 else usual


def _styled(package: Package) -> dict[str, tuple[str, int] | None]:
    part = package.part("styles")
    if part not in package:
        return {}
    return {
        style.get(f"{_W}styleId", ""): _pointing(style.find(f"{_W}pPr/{_W}numPr"))
        for style in parse(package.data(part)).iterfind(f"{_W}style")
    }


def _lists(root: etree._Element) -> dict[str, _List]:
    abstract = {each.get(f"{_W}abstractNumId", ""): _levels(each) for each in root.iterfind(f"{_W}abstractNum")}
    found = {}
    for each in root.iterfind(f"{_W}num"):
        pointer, number = each.find(f"{_W}abstractNumId"), each.get(f"{_W}numId", "")
        base = "" if pointer is None else pointer.get(_VAL, "")
        starts = {
            int(over.get(f"{_W}ilvl", "0")): _amount(over.find(f"{_W}startOverride"), 1)
            for over in each.iterfind(f"{_W}lvlOverride")
            if over.get(f"{_W}ilvl", "0") in "012345678"
        }
        levels = {
            place: level._replace(start=starts.get(place, level.start))
            for place, level in abstract.get(base, {}).items()
        }
        found[number] = _List(f"{number} anew" if starts else base, levels)
    return found


def _levels(element: etree._Element) -> dict[int, _Level]:
    found = {}
    for place, level in enumerate(element.findall(f"{_W}lvl")[:_LEVELS]):
        kind, text = level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText")
        found[place] = _Level(
            _amount(level.find(f"{_W}start"), 0),
            "decimal" if kind is None else kind.get(_VAL, "decimal"),
            "" if text is None else text.get(_VAL, ""),
        )
    return found


def _next(at: _List, level: int, counted: dict[str, dict[int, int]]) -> str:
    counts = counted.setdefault(at.counter, {})
    counts[level] = counts.get(level, at.levels[level].start - 1) + 1
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]
    if at.levels[level].kind in ("bullet", "none"):
        return ""

    def shown(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in at.levels:
            return ""
        return _written(counts.get(place, at.levels[place].start), at.levels[place].kind)

    return _PLACE.sub(shown, at.levels[level].text)


def _written(number: int, kind: str) -> str:
    """A number in the kind of signs the list has; in figures where this module does not know them."""
    return _KINDS[kind](number) if kind in _KINDS and 0 < number <= _HIGHEST else str(number)


def _chinese(number: int) -> str:
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _in_brackets(number: int) -> str:
    return chr(0x2474 + number - 1) if number <= 20 else f"({number})"


def _stem(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]


def _letter(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, signs in _ROMANS:
        times, number = divmod(number, value)
        text += signs * times
    return text


_KINDS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _in_brackets,
    "ideographTraditional": _stem,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
