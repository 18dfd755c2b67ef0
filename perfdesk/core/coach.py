"""The text coach: what a reason or a measure says, and what it still lacks. No network, no model: word lists.

Knows the structure 原因—影响—措施—时限, lengths, empty phrases. Refuses to judge whether what is said is true, and to
write anything in her place.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfdesk.core.checks.filled import bare
from perfdesk.core.checks.words import Words, either

_DATED = r"[0-9一二三四五六七八九十]+\s*(?:月|年|日|季度|天内|周内)"
_FIGURE = r"[0-9]|[一两二三四五六七八九十百千万]+(?:万?[元亩]|公里|[月日天周年次期场个名人户处份]|季度)"


class Part(NamedTuple):
    """One part of a sound explanation: what it is called, the words that give it, blank where it is missing."""

    name: str
    found: str
    advice: str


class Advice(NamedTuple):
    """What the coach says of a text."""

    characters: int
    limit: int | None
    parts: tuple[Part, ...]
    empty: tuple[str, ...]
    """The phrases that fit everywhere, in the order they stand."""
    figures: bool
    """Whether it names any number."""

    @property
    def over(self) -> int:
        """How many characters too many."""
        return max(0, self.characters - self.limit) if self.limit else 0

    @property
    def counter(self) -> str:
        """As shown under the editor: 「63 / 100 字」."""
        return f"{self.characters} / {self.limit} 字" if self.limit else f"{self.characters} 字"

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts if not part.found)


def coach(text: str, words: Words, limit: int | None = None) -> Advice:
    """What a reason or measure says of cause, effect, remedy and deadline, and where it says nothing."""
    flat = bare(text)
    hollow = either(words.empty_phrases)
    parts = tuple(_parts(flat, words))
    return Advice(len(flat), limit, parts, tuple(hollow.findall(flat)), bool(re.search(_FIGURE, flat)))


def _parts(text: str, words: Words) -> Iterator[Part]:
    # 进一步加强管理 is no remedy: what is hollow does not count for any part.
    told = either(words.empty_phrases).sub("", text)
    yield Part("原因", _first(told, words.causes), "写清是什么事造成的")
    yield Part("影响", _first(told, words.effects), "写清影响了哪一项、少了多少")
    yield Part("措施", _first(told, words.remedies), "写清由谁做什么来补上")
    dated = re.search(_DATED, told)
    yield Part("时限", dated[0] if dated else _first(told, words.deadlines), "写清什么时候完成")


def _first(text: str, words: tuple[str, ...]) -> str:
    match = either(words).search(text)
    return match[0] if match else ""
