"""What the printed words of an official sheet mean: labels and their synonyms, loaded from `resources/labels.toml`.

Knows how a printed label is compared (blanks, punctuation, numbering, width and brackets do not matter, `#` stands for
a number) and refuses, loudly, a file of another shape. Refuses to know where on a sheet a label stands: that is asked
by `headers.py`, `heads.py` and `blocks.py`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from types import MappingProxyType
from typing import Any

from perfdesk.core.errors import DefinitionError

_LONGEST = 40
"""No label is longer; it also keeps the looking up of prose cheap."""
_COUNTING = "一二三四五六七八九十第"
_SHORTEST = 3
"""What is left of a label without its qualifying word must say something by itself."""
_NUMBERING = re.compile(r"(?:[(]\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑩])\s*[).、.)](?!\d)")
_BRACKETED = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_MARKS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"^20\d\d年度?")
_UNTIL = re.compile(r"(?<=\d)[至到~](?=\d)")
_DIGITS = re.compile(r"\d+")
_NONE: Mapping[str, str] = MappingProxyType({})
_GROUPS = {
    "own": "own",
    "fund_columns": "fund",
    "fund_rows": "fund_row",
    "indicator_columns": "indicator",
    "list_columns": "list",
    "choices": "choice",
    "sub_columns": "sub",
    "yields": "yields",
    "classes": "class",
}
"""Tables of field → labels, and the group their meanings go by."""
_LISTS = {
    "elsewhere": "elsewhere",
    "blocks": "block",
    "schedule": "schedule",
    "midterm": "midterm",
    "split": "split",
    "signatures": "signature",
}
"""Tables of one list `labels`, and the group their meanings go by."""
_KEYS = (*_GROUPS, *_LISTS, "above", "rest", "totals", "titles", "notes", "qualifiers", "profiles")
_RULE_KEYS = ("profile", "kinds", "columns", "without", "fields", "l1", "words", "codes")


@dataclass(frozen=True)
class ProfileRule:
    """When a profile is the one to score with; every condition that is given must hold, words or codes one of them."""

    profile: str
    kinds: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    l1: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Labels:
    """All labels. A meaning is a group (own, fund, indicator…) and the field of it; one label may be in several."""

    meanings: Mapping[str, Mapping[str, str]]
    above: frozenset[str]
    titles: tuple[tuple[str, str], ...]
    """Ending of a sheet's name and its kind, longest first."""
    overall: tuple[str, ...]
    generic: frozenset[str]
    notes: tuple[str, ...]
    instructions: tuple[str, ...]
    ticks: frozenset[str]
    qualifiers: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    """What may stand behind a label and says nothing: 签字."""
    profiles: tuple[ProfileRule, ...] = ()
    lists: tuple[str, ...] = ()
    """Endings of what a project list is called."""
    _seen: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def of(self, text: str) -> Mapping[str, str]:
        """What a printed text may mean: group → field; empty where it is no label."""
        if len(text) > _LONGEST + 20 or self._begins_otherwise(text):
            return _NONE
        found = self._seen.get(text)
        if found is None:
            found = next((self.meanings[each] for each in self._ways(text) if each in self.meanings), _NONE)
            if len(self._seen) < 20_000:
                self._seen[text] = found
        return found

    def _begins_otherwise(self, text: str) -> bool:
        """Whether a text begins with a word no label begins with: most texts of a sheet, found out cheaply."""
        first = text.lstrip()[:1]
        return "一" <= first <= "鿿" and first not in self._firsts

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(label[0] for label in (*self.meanings, *self.qualifiers) if label) | frozenset(_COUNTING)

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """What the titles of forms end with."""
        return tuple(ending for ending, _ in self.titles)

    def _ways(self, text: str) -> Iterator[str]:
        """The spellings of a text, then those without a word that only qualifies: 项目实施单位 is 实施单位."""
        ways = spellings(text)
        yield from ways
        for way, word in product((way for way in ways if way.startswith(self.qualifiers)), self.qualifiers):
            if way.startswith(word) and len(way) >= len(word) + _SHORTEST:
                yield way.removeprefix(word)
        for way, word in product((way for way in ways if way.endswith(self.signed)), self.signed):
            if way.endswith(word) and len(way) >= len(word) + _SHORTEST:
                yield way.removesuffix(word)

    def field(self, text: str, group: str) -> str:
        """The field a label means in this group; blank where it means none."""
        return self.of(text).get(group, "")

    def is_note(self, text: str) -> bool:
        """Whether a text is a printed note, and no content."""
        folded = _DIGITS.sub("#", text.strip())
        return text.strip().startswith(self.notes) or folded.startswith(self.notes)

    def names_list(self, text: str) -> bool:
        """Whether a text is what a project list is called."""
        bare = _BRACKETED.sub("", squeezed(text))
        return len(bare) <= _LONGEST and "：" not in text and bare.endswith(self.lists or ("\0",))

    def is_instruction(self, text: str) -> bool:
        """Whether a printed instruction still stands in a cell that is to be filled."""
        return any(part in text for part in self.instructions)


def squeezed(text: str) -> str:
    """The text in half width without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def unnumbered(flat: str) -> str:
    """A text without white space that has lost the number in front of it: 一、 or （二）."""
    return _NUMBERING.sub("", flat, count=1) if _NUMBERING.match(flat) else flat


@lru_cache(maxsize=8192)
def spellings(text: str) -> tuple[str, ...]:
    """The ways a text may stand in the dictionary, the most exact first."""
    flat = squeezed(text)
    if not flat or len(flat) > _LONGEST:
        return ()
    flat = unnumbered(flat)
    flat = _UNTIL.sub("-", flat)
    bare, timeless = _BRACKETED.sub("", flat), _BRACKETED.sub("", _YEAR.sub("", flat))
    ways = (flat, bare, _DIGITS.sub("#", flat), _DIGITS.sub("#", bare), timeless, _DIGITS.sub("#", timeless))
    return tuple(dict.fromkeys(each for each in map(_bare, ways) if each.strip("#")))


def load(data: Mapping[str, Any], origin: str) -> Labels:
    """The labels in a parsed labels.toml. Raises DefinitionError with the key where it is wrong."""
    unknown = sorted(set(data) - set(_KEYS))
    if unknown:
        raise DefinitionError(origin, unknown[0], "不认识的项")
    meanings: dict[str, dict[str, str]] = {}
    for key, group, name, label in _entries(data, origin):
        known = meanings.setdefault(_bare(squeezed(label)), {})
        if known.setdefault(group, name) != name:
            raise DefinitionError(origin, f"{key}.{name}", f"「{label}」已归入 {known[group]}")
    titles = _table(data, "titles", origin)
    notes = _table(data, "notes", origin)
    kinds = [(end, kind) for kind in titles if kind not in ("overall", "generic", "lists") for end in titles[kind]]
    return Labels(
        meanings,
        above=frozenset(_table(data, "above", origin).get("fields", ())),
        titles=tuple(sorted(kinds, key=lambda each: -len(each[0]))),
        overall=tuple(titles.get("overall", ())),
        generic=frozenset(titles.get("generic", ())),
        lists=tuple(titles.get("lists", ())),
        notes=tuple(notes.get("starts", ())),
        instructions=tuple(notes.get("instructions", ())),
        ticks=frozenset(notes.get("ticks", ())),
        qualifiers=tuple(_table(data, "qualifiers", origin).get("starts", ())),
        signed=tuple(_table(data, "qualifiers", origin).get("ends", ())),
        profiles=tuple(_rule(each, origin) for each in data.get("profiles", ())),
    )


def _bare(flat: str) -> str:
    """Without marks, but for `#`, which stands for a number."""
    return "#".join(_MARKS.sub("", part) for part in flat.split("#"))


def _entries(data: Mapping[str, Any], origin: str) -> Iterator[tuple[str, str, str, str]]:
    """Every label: the table it is written in, its group, its field, itself."""
    for key, group in _GROUPS.items():
        for name, labels in _table(data, key, origin).items():
            yield from ((key, group, name, label) for label in labels)
    for key, group in _LISTS.items():
        yield from ((key, group, group, label) for label in _table(data, key, origin).get("labels", ()))
    for name, labels in _table(data, "rest", origin).items():
        yield from (("rest", "rest", name, label) for label in labels)
    for name, labels in _table(data, "totals", origin).items():
        yield from (("totals", "total", name, label) for label in labels)


def _table(data: Mapping[str, Any], key: str, origin: str) -> Mapping[str, Iterable[str]]:
    """A table of lists of texts."""
    entry = data.get(key, {})
    if not isinstance(entry, Mapping):
        raise DefinitionError(origin, key, "应为一张表")
    for name, labels in entry.items():
        if not isinstance(labels, list) or not all(isinstance(label, str) and label for label in labels):
            raise DefinitionError(origin, f"{key}.{name}", "应为一列文字")
    return entry


def _rule(entry: Any, origin: str) -> ProfileRule:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("profile"), str) or set(entry) - set(_RULE_KEYS):
        raise DefinitionError(origin, "profiles", f"应有 profile，其余只能是 {'、'.join(_RULE_KEYS[1:])}")
    return ProfileRule(entry["profile"], **{key: tuple(entry.get(key, ())) for key in _RULE_KEYS[1:]})
