"""What she has typed before, by field: found by how it begins, or by its pinyin's first letters.

The texts of a field are read from the ledger when it is first asked for, a slice at a time (`read_on`), so that
nothing waits for them; after that each step that is written adds its own, and a key costs one look into a sorted list.
Refuses to know which cells are completed, when there is time to read, and how an offer looks.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.meaning.initials import initials
from perfdesk.core.meaning.typed import blank, normalised
from perfdesk.core.sheet import Cell, Change
from perfdesk.desk import Applied, Desk

_SLICE = 40
"""Forms read, or texts sorted in, in one go: about a millisecond."""
_KEPT = 2000
"""Texts kept of a field: the nearest."""
_SORTED = 8000
"""Texts of a field that are sorted in one go; of more the latest."""
_SPELLED = 12
"""Hanzi of a text that can be typed by their letters."""


class Field(NamedTuple):
    """A field of one kind of form."""

    form: str
    section: str
    name: str


class Earlier:
    """The texts of one field. The nearest come first: same kind of form, then how often, then how lately."""

    def __init__(self) -> None:
        self.complete = False
        """Whether the ledger was read to its end."""
        self._texts: dict[int, str] = {}
        self._ranks: dict[str, int] = {}
        self._index: list[tuple[str, int]] = []

    def __iter__(self) -> Iterator[str]:
        return (self._texts[rank] for rank in sorted(self._texts))

    def beginning(self, typed: str, limit: int) -> list[str]:
        """The nearest that begin with what is typed, or are spelled so; it is none of them itself."""
        wanted = _folded(typed)
        if not wanted:
            return list(islice(self, limit))
        ranks = set()
        for folded, rank in islice(self._index, bisect_left(self._index, (wanted,)), None):
            if not folded.startswith(wanted):
                break
            ranks.add(rank)
        return [self._texts[rank] for rank in nsmallest(limit, ranks) if self._texts[rank] != typed]

    def add(self, text: str, near: bool = False) -> None:
        """Behind those that are there, or before them."""
        if text in self._ranks:
            return
        rank = min(self._texts, default=0) - 1 if near else len(self._texts)
        self._texts[rank], self._ranks[text] = text, rank
        for key in _keys(text):
            insort(self._index, (key, rank))

    def drop(self, text: str) -> None:
        """A text just learned that is changed again was a slip; one the ledger had before stays."""
        rank = self._ranks.get(text, 0)
        if rank < 0:
            del self._texts[rank], self._ranks[text]
            for key in _keys(text):
                del self._index[bisect_left(self._index, (key, rank))]


class Recall:
    """The texts of a ledger's fields, as far as they were asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[Field, Earlier] = {}
        self._reading: list[Iterator[None]] = []
        desk.watch(self._learn)

    def of(self, form: str, cell: Cell) -> Earlier:
        """The texts of a cell's field for a kind of form; they come in as they are read."""
        field = Field(form, cell.section, cell.field)
        if field not in self._known:
            self._known[field] = Earlier()
            self._reading.append(self._read(field, self._known[field]))
        return self._known[field]

    def read_on(self) -> bool:
        """Reads a little more of what was asked for. Whether there is more to read."""
        if self._desk.ledger.closed:
            self._reading.clear()
        try:
            if self._reading and next(self._reading[0], self) is self:
                del self._reading[0]
        except PerfdeskError:  # a help, not her work: what the disk refuses is said when she writes
            del self._reading[0]
        return bool(self._reading)

    def _read(self, field: Field, earlier: Earlier) -> Iterator[None]:
        kinds = {record.id: record.form for record in self._desk.forms()}
        numbers, tally = sorted(kinds, reverse=True), dict[str, tuple[bool, int, int]]()
        for start in range(0, len(numbers), _SLICE):
            forms = range(numbers[min(start + _SLICE, len(numbers)) - 1], numbers[start] + 1)
            for number, text in self._desk.ledger.field(field.section, field.name, forms):
                if number in kinds and not blank(text) and (text in tally or len(tally) < _SORTED):
                    near, count, last = tally.get(text, (False, 0, number))
                    tally[text] = (near or kinds[number] == field.form, count + 1, max(last, number))
            yield
        nearest = sorted(tally, key=lambda text: tally[text], reverse=True)[:_KEPT]
        for place, text in enumerate(nearest):
            earlier.add(text)
            if place % _SLICE == _SLICE - 1:
                yield
        earlier.complete = True

    def _learn(self, applied: Applied) -> None:
        """What was just written stands before all the ledger had; a text that is known keeps its place."""
        if not self._known:
            return
        for changes in applied.step.cells.values():
            for change in changes:
                self._change(change)

    def _change(self, change: Change) -> None:
        for field, earlier in self._known.items():
            if (field.section, field.name) == (change.cell.section, change.cell.field):
                earlier.drop(change.old)
                if not blank(change.new):
                    earlier.add(change.new, near=True)


def _keys(text: str) -> set[str]:
    """What a text is found by."""
    return {_folded(text), initials(text[:_SPELLED])} - {""}


def _folded(text: str) -> str:
    return normalised(text).strip().casefold()
