"""Which project a form, a list or the record of another year speaks of: one rule for all who ask.

By the code where both have one, by the name where one has none; both without white space and in half width. Refuses
to know years and where projects are kept: who asks holds together what may be the same.
"""

import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from perfdesk.core.meaning.typed import blank, normalised

_CUT = re.compile(r"[1-9]\d{14}0+|\d{16,}\.\d+|[1-9](?:\.\d+)?[Ee]\+\d+")
_Thing = TypeVar("_Thing")


class Called(NamedTuple):
    """What tells a project from others. A code that says nothing is blank."""

    code: str
    name: str


def called(code: str, name: str) -> Called:
    """A project by its code and name as typed. A dash is no code, and a code that lost its digits tells nothing."""
    return Called("" if blank(code) or digits_lost(code) else _bare(code), _bare(name))


def digits_lost(code: str) -> bool:
    """Whether a code went through a number, which keeps fifteen digits: it says no longer which project is meant."""
    return bool(_CUT.fullmatch(code.strip()))


def same_project(one: Called, other: Called) -> bool:
    if one.code and other.code:
        return one.code == other.code
    return "" != one.name == other.name


class ByProject(Generic[_Thing]):
    """Things to be found by the project they are of."""

    def __init__(self, things: Iterable[tuple[Called, _Thing]] = ()) -> None:
        self._found: dict[tuple[str, str], list[tuple[Called, _Thing]]] = {}
        for project, thing in things:
            self.add(project, thing)

    def add(self, project: Called, thing: _Thing) -> None:
        for key in zip(Called._fields, project, strict=True):
            if key[1]:
                self._found.setdefault(key, []).append((project, thing))

    def of(self, project: Called) -> list[_Thing]:
        """Those of the same project, in the order they came: those of its code, where there are none, of its name."""
        for key in zip(Called._fields, project, strict=True):
            if found := [thing for other, thing in self._found.get(key, ()) if same_project(project, other)]:
                return found
        return []


def _bare(text: str) -> str:
    return "".join(normalised(text).split())
