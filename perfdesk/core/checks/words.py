"""The word lists of the heuristic checks: `resources/checks.toml`, which she may edit.

Knows which lists there are and refuses, loudly, a file that lacks one or has one nobody reads. Refuses to know what
the checks make of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Any

from perfdesk.core.errors import DefinitionError


@dataclass(frozen=True)
class ClassWords:
    """What shows that an indicator belongs to a class (`sort`: 数量, 时效, …), and under which others that is odd."""

    sort: str
    under: tuple[str, ...]
    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    """Names with one of these are not meant."""


@dataclass(frozen=True, eq=False)
class Words:
    """All lists. Loaded once; one set is equal only to itself, so what was found with it can be remembered."""

    slips: Mapping[str, str]
    fillers: tuple[str, ...]
    filler_patterns: tuple[str, ...]
    classes: tuple[ClassWords, ...]
    paying: tuple[str, ...]
    whole_cost: tuple[str, ...]
    money_names: tuple[str, ...]
    finance: tuple[str, ...]
    generic_reasons: tuple[str, ...]
    lacking: tuple[str, ...]
    beyond: tuple[str, ...]
    rates: tuple[str, ...]
    not_rates: tuple[str, ...]
    counts: tuple[str, ...]
    shares: tuple[str, ...]
    acceptance: tuple[str, ...]
    satisfaction: tuple[str, ...]
    everybody: tuple[str, ...]
    surveys: tuple[str, ...]
    common: tuple[str, ...]
    causes: tuple[str, ...]
    effects: tuple[str, ...]
    remedies: tuple[str, ...]
    deadlines: tuple[str, ...]
    empty_phrases: tuple[str, ...]

    @cached_property
    def filler(self) -> re.Pattern[str]:
        """Any instruction or filler."""
        return re.compile("|".join((*map(re.escape, self.fillers), *self.filler_patterns)) or "(?!)")

    @cached_property
    def slip(self) -> re.Pattern[str]:
        return either(tuple(self.slips))

    @cached_property
    def apart(self) -> frozenset[str]:
        """Pairs of characters that say nothing of what a text is about."""
        return frozenset(self.common)


@lru_cache(maxsize=256)
def either(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of these words; for none, one that never matches."""
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def load(data: Mapping[str, Any], origin: str) -> Words:
    """The lists in a parsed checks.toml. Raises DefinitionError with the file and key where it is wrong."""
    names = [each.name for each in fields(Words)]
    for key in data:
        if key not in names:
            raise DefinitionError(origin, key, "不认识的项")
    return Words(**{name: _list(data, name, origin) for name in names})


def _list(data: Mapping[str, Any], name: str, origin: str) -> Any:
    if name not in data:
        raise DefinitionError(origin, name, "缺少此项")
    entry = data[name]
    if name == "slips":
        if not isinstance(entry, Mapping) or not all(isinstance(word, str) for word in entry.values()):
            raise DefinitionError(origin, name, "应写成 { 错词 = 正词 }")
        return dict(entry)
    if name == "classes":
        return tuple(_class(each, f"classes[{number}]", origin) for number, each in enumerate(entry))
    words = _words(entry, name, origin)
    if name == "filler_patterns":
        _check_patterns(words, origin)
    return words


def _words(entry: Any, key: str, origin: str) -> tuple[str, ...]:
    if not isinstance(entry, list) or not all(isinstance(word, str) and word for word in entry):
        raise DefinitionError(origin, key, "应为一列文字")
    return tuple(entry)


def _class(entry: Any, key: str, origin: str) -> ClassWords:
    known = [each.name for each in fields(ClassWords)]
    if not isinstance(entry, Mapping) or not {"sort", "under"} <= set(entry) <= set(known):
        raise DefinitionError(origin, key, f"应有 sort 和 under，另可有 {'、'.join(known[2:])}")
    lists = {name: _words(each, f"{key}.{name}", origin) for name, each in entry.items() if name != "sort"}
    return ClassWords(str(entry["sort"]), **lists)


def _check_patterns(patterns: Iterable[str], origin: str) -> None:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise DefinitionError(origin, "filler_patterns", f"「{pattern}」不是正则表达式（{error}）") from error
