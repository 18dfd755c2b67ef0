"""Where a text is found in another, and what it becomes when that is replaced.

Knows that 全角 and 半角, capital and small letters are alike unless she wants them told apart. Refuses to know cells.
"""

from functools import lru_cache
from typing import NamedTuple

from perfdesk.core.meaning.typed import normalised

Span = tuple[int, int]
"""The first character found, and the one behind the last."""


class Sought(NamedTuple):
    """What she looks for. `whole`: a cell that says this and nothing else. `exact`: width and case count."""

    text: str
    whole: bool = False
    exact: bool = False


def spans(sought: Sought, text: str) -> tuple[Span, ...]:
    """Where it stands in a text, from left to right, nowhere twice."""
    if not sought.text or not text:
        return ()
    if sought.whole:
        return ((0, len(text)),) if _same(sought, text) else ()
    return _exact_spans(sought.text, text) if sought.exact else _alike_spans(_folded(sought.text), text)


def replaced(sought: Sought, text: str, new: str) -> str:
    """The text with another one wherever this is found."""
    told, at = "", 0
    for start, end in spans(sought, text):
        told += text[at:start] + new
        at = end
    return told + text[at:]


def _same(sought: Sought, text: str) -> bool:
    if sought.exact:
        return text.strip() == sought.text.strip()
    return _folded(text).strip() == _folded(sought.text).strip()


def _exact_spans(wanted: str, text: str) -> tuple[Span, ...]:
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = text.find(wanted, at + len(wanted))
    return tuple(found)


def _alike_spans(wanted: str, text: str) -> tuple[Span, ...]:
    """A sign may fold into several (㎡ into 平方米): what is found begins and ends with whole signs of the text."""
    folded = _folded(text)
    if not wanted or wanted not in folded:
        return ()
    edges = [0]
    for sign in text:
        edges.append(edges[-1] + len(_fold(sign)))
    found = []
    for start, end in _exact_spans(wanted, folded):
        if start in edges and end in edges:
            first = max(place for place, edge in enumerate(edges[:-1]) if edge == start)
            found.append((first, edges.index(end)))
    return tuple(found)


def _folded(text: str) -> str:
    return "".join(map(_fold, text))


@lru_cache(maxsize=8192)
def _fold(sign: str) -> str:
    return normalised(sign).casefold()
