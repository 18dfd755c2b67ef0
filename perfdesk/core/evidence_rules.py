"""What reviewers expect to see as proof of an indicator, and what may be kept: `resources/evidence.toml`.

Knows the lists by class of indicator and by what its name is about. Refuses to know files. A profile says which
classes must have proof (`evidence.required`); what is expected here is advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from perfdesk.core.checks.filled import SORTS
from perfdesk.core.errors import DefinitionError

_SIZES = ("file_mb", "batch_mb", "ledger_mb")
_KEYS = (*_SIZES, "programs", "by_class", "expected", "about")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class About:
    """Names with one of these words are proved with these."""

    words: tuple[str, ...]
    expected: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceRules:
    """`file_mb`: the largest file that is kept; `batch_mb`: the files of one go, `ledger_mb`: all files of a ledger."""

    file_mb: int
    batch_mb: int
    ledger_mb: int
    programs: tuple[str, ...]
    """Endings of what runs when it is opened: nobody's proof, and a way in for worse."""
    expected: Mapping[str, tuple[str, ...]]
    about: tuple[About, ...] = ()
    by_class: tuple[str, ...] = ()
    """Classes whose proof is the same whatever the name is about: 时效 is proved by a date."""

    def of(self, name: str, sort: str) -> tuple[str, ...]:
        """What is expected of an indicator: by what its name is about, else by its class (数量 … 满意)."""
        for each in self.about if sort not in self.by_class else ():
            if any(word in name for word in each.words):
                return each.expected
        return self.expected.get(sort, ())


def load(data: Mapping[str, Any], origin: str) -> EvidenceRules:
    """The rules in a parsed evidence.toml. Raises DefinitionError with the file and key where it is wrong."""
    for key in data:
        if key not in _KEYS:
            raise DefinitionError(origin, key, "不认识的项")
    for key in _SIZES:
        if type(data.get(key)) is not int or data[key] <= 0:
            raise DefinitionError(origin, key, "应为正整数（单位 MB）")
    return EvidenceRules(
        data["file_mb"],
        data["batch_mb"],
        data["ledger_mb"],
        tuple(each.lower() for each in _words(data, "programs", origin)),
        dict(_expected(data.get("expected"), origin)),
        tuple(_about(each, f"about[{number}]", origin) for number, each in enumerate(data.get("about", []))),
        _sorts(data, "by_class", origin) if "by_class" in data else (),
    )


def _expected(entry: Any, origin: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(entry, Mapping):
        raise DefinitionError(origin, "expected", "应写成 { 指标类 = [材料] }")
    for sort in entry:
        _known(sort, f"expected.{sort}", origin)
    return {sort: _words(entry, sort, origin, "expected.") for sort in entry}


def _sorts(data: Mapping[str, Any], name: str, origin: str) -> tuple[str, ...]:
    sorts = _words(data, name, origin)
    for sort in sorts:
        _known(sort, name, origin)
    return sorts


def _known(sort: str, key: str, origin: str) -> None:
    if sort not in SORTS:
        raise DefinitionError(origin, key, f"应为 {'、'.join(SORTS)} 之一")


def _about(entry: Any, key: str, origin: str) -> About:
    if not isinstance(entry, Mapping) or set(entry) != {"words", "expected"}:
        raise DefinitionError(origin, key, "应有 words 和 expected")
    return About(_words(entry, "words", origin, f"{key}."), _words(entry, "expected", origin, f"{key}."))


def _words(table: Mapping[str, Any], name: str, origin: str, prefix: str = "") -> tuple[str, ...]:
    entry = table.get(name)
    if not isinstance(entry, list) or not all(isinstance(word, str) and word for word in entry):
        raise DefinitionError(origin, f"{prefix}{name}", "应为一列文字")
    return tuple(entry)
