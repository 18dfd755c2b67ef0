"""Which Chinese characters this PC can print: the levels of GB 18030-2022 held against the faces there are.

Knows the levels from `resources/gb18030.toml`, the bundled faces and those installed here. Refuses to know who asks.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from perfdesk import catalog, installed, typefaces


@dataclass(frozen=True)
class Level:
    """A level with those of its characters that no face has."""

    number: int
    about: str
    wanted: int
    missing: tuple[str, ...]


@cache
def levels() -> tuple[Level, ...]:
    """The levels from the lowest, each with all it asks for."""
    there = typefaces.characters() | installed.characters()
    wanted: set[int] = set()
    found = []
    for entry in catalog.character_levels()["level"]:
        wanted |= _characters(entry)
        missing = sorted(wanted - there)
        found.append(Level(entry["number"], entry["about"], len(wanted), tuple(map(chr, missing))))
    return tuple(found)


def reached() -> int:
    """The highest level of which no character is missing; 0 where there is none."""
    return max((level.number for level in levels() if not level.missing), default=0)


def _characters(entry: dict[str, Any]) -> set[int]:
    ranges = (range(first, last + 1) for first, last in entry.get("ranges", ()))
    return {code for part in ranges for code in part} | set(map(ord, entry.get("single", "")))
