"""A target written in one, `≥20场`, and in the columns of a form that has them apart: ≥ · 20 · 场.

Knows how the two are made of each other. Refuses to part what does not say exactly the same afterwards: a range, an
approximate figure, a sentence stays as it was typed.
"""

import re
from typing import NamedTuple

from perfdesk.core.meaning import operators
from perfdesk.core.meaning.reading import Kind, Reading
from perfdesk.core.meaning.typed import tidied
from perfdesk.core.meaning.values import operator_of, read_actual, read_target

_FIGURE = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")
_QUALITATIVE = (Kind.WORDS, Kind.GRADE, Kind.SCALE)


class Parts(NamedTuple):
    """What stands in the three columns; blank where nothing does."""

    nature: str
    target: str
    unit: str


def parted(target: str, *, nature: bool = True, unit: bool = True) -> Parts:
    """A target in parts. `nature`, `unit`: whether a column waits for that part; the rest stays with the target."""
    whole = read_target(target)
    if whole.kind in _QUALITATIVE and not re.search(r"\d", target):
        return Parts(operators.QUALITATIVE if nature else "", target, "")
    stated = operators.trailing(operators.leading(tidied(target).text))
    figure = _FIGURE.match(stated.rest)
    if whole.kind is not Kind.NUMBER or figure is None or stated.doubled:
        return Parts("", target, "")
    sign = stated.sign if nature else ""
    counted = stated.rest[figure.end() :] if unit else ""
    bare = stated.rest.removesuffix(counted)
    bare = bare if nature or not stated.sign else stated.sign + bare
    parts = Parts(sign, bare, counted)
    there = read_target(parts.target, nature=parts.nature, unit=parts.unit)
    return parts if _says(there) == _says(whole) else Parts("", target, "")


def _says(reading: Reading) -> tuple[object, ...]:
    return reading.kind, operators.AT_LEAST if not reading.operator else reading.operator, reading.number, reading.unit


def bare_actual(actual: str, unit: str) -> str:
    """An actual without the unit that has a column of its own; as typed where it says something else with it."""
    figure = _FIGURE.match(tidied(actual).text)
    if not unit or figure is None or tidied(actual).text != figure[0] + tidied(unit).text:
        return actual
    alone, whole = read_actual(figure[0], unit=unit), read_actual(actual)
    return figure[0] if (alone.number, alone.unit) == (whole.number, whole.unit) else actual


def joined(target: str, *, nature: str, unit: str) -> str:
    """A target with its operator in front and its unit behind, where it does not have them yet."""
    if not target:
        return target
    if operator_of(nature) not in ("", operators.QUALITATIVE) and not operators.leading(tidied(target).text).sign:
        target = nature + target
    return target + unit if unit and target[-1:].isdecimal() else target
