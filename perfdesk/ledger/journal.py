"""The journal of a ledger read back: what was done, newest first, and what stood where at a moment.

Knows the journal's table and that its lines only ever grow: a moment is the number of a line, and means the ledger
after it. Refuses to know what a text means, and to write: `ledger/__init__.py` does, with the change itself.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from perfdesk.core.sheet import Cell
from perfdesk.core.step import FORMS, LEDGER, POINT, PROJECTS, RECORDS, REMOVED
from perfdesk.ledger.records import Entry

Read = Callable[..., list[Any]]
"""Runs a query with its values and gives the rows."""
_LINE = "SELECT id, at, who, act, form, section, row, field, old, new, step FROM journal"
_CHUNK = 500


class Line(NamedTuple):
    """A line of the journal and its number."""

    id: int
    entry: Entry


class Deed(NamedTuple):
    """What she did in one go, as far as it concerns what was asked for; its lines in their order."""

    lines: tuple[Line, ...]

    @property
    def head(self) -> Entry:
        return self.lines[0].entry


class Point(NamedTuple):
    """A restore point: the ledger as it was when it was set."""

    number: int
    name: str
    at: str
    who: str
    moment: int


class Stood(NamedTuple):
    """What a cell or a record's field said at a moment, and what it says after all that followed."""

    then: str
    now: str


Place = tuple[int, Cell]
"""A form (0: none) and a cell of it; a record's field has the table for a section and the id for a row."""


class Journal:
    def __init__(self, read: Read) -> None:
        self._read = read

    def deeds(
        self, *, form: int | None = None, cells: Sequence[Cell] = (), before: int | None = None, count: int = 100
    ) -> list[Deed]:
        """The last deeds before a line, newest first: of some cells of a form, of a form, of the whole ledger."""
        found: list[Deed] = []
        lines: list[Line] = []
        while len(found) < count:
            chunk = self._lines(form, cells, before)
            for line in chunk:
                if lines and lines[-1].entry.step != line.entry.step:
                    found.append(Deed(tuple(reversed(lines))))
                    lines = []
                lines.append(line)
            if len(chunk) < _CHUNK:
                return [*found, Deed(tuple(reversed(lines)))][:count] if lines else found[:count]
            before = chunk[-1].id
        return found[:count]

    def moment(self, deed: Deed) -> int:
        """The moment after a deed, with all of it that was not asked for."""
        line, step = deed.lines[-1].id, deed.head.step
        after = self._read("SELECT id FROM journal WHERE id > ? AND step > ? ORDER BY id LIMIT 1", line, step)
        return after[0][0] - 1 if after else self.last

    @property
    def last(self) -> int:
        """The moment of now."""
        return int(self._read("SELECT coalesce(max(id), 0) FROM journal")[0][0])

    def since(self, moment: int, form: int | None = None) -> dict[Place, Stood]:
        """What changed after a moment, of a form or of everything."""
        of_form, given = ("AND form = ?", (form,)) if form is not None else ("", ())
        sql = f"SELECT form, section, row, field, old, new FROM journal WHERE id > ? {of_form} ORDER BY id"
        changed: dict[Place, Stood] = {}
        for number, section, row, field, old, new in self._read(sql, moment, *given):
            place = (0 if section in RECORDS else number, Cell(section, row, field))
            before = changed.get(place)
            changed[place] = Stood(before.then if before else old, new)
        return changed

    def points(self) -> list[Point]:
        """The restore points, newest first."""
        found: dict[int, Point] = {}
        sql = f"{_LINE} WHERE form IS NULL AND section = ? AND field GLOB ? ORDER BY id"
        for line in map(_line, self._read(sql, LEDGER, f"{POINT}*")):
            number = _point(line.entry.cell.field)
            if number is None:
                continue
            point = found.get(number) or Point(number, "", line.entry.at, line.entry.who, line.id)
            found[number] = point._replace(name=line.entry.new)
        return [point for _, point in sorted(found.items(), reverse=True) if point.name]

    def next_point(self) -> int:
        """A number no restore point had before."""
        sql = "SELECT field FROM journal WHERE form IS NULL AND section = ? AND field GLOB ?"
        numbers = [_point(field) for (field,) in self._read(sql, LEDGER, f"{POINT}*")]
        return max((number for number in numbers if number), default=0) + 1

    def removals(self) -> dict[tuple[str, int], Entry]:
        """How each project and form that was ever deleted was deleted last."""
        sql = f"{_LINE} WHERE field = ? AND new = '1' AND section IN (?, ?) ORDER BY id"
        lines = map(_line, self._read(sql, REMOVED, FORMS, PROJECTS))
        return {(line.entry.cell.section, line.entry.cell.row): line.entry for line in lines}

    def _lines(self, form: int | None, cells: Sequence[Cell], before: int | None) -> list[Line]:
        asked: list[tuple[str, tuple[object, ...]]] = [
            (sql, (value,)) for sql, value in (("form = ?", form), ("id < ?", before)) if value is not None
        ]
        if cells:
            places = ", ".join(["(?, ?, ?)"] * len(cells))
            asked.append((f"(section, row, field) IN (VALUES {places})", tuple(chain.from_iterable(cells))))
        where = f"WHERE {' AND '.join(sql for sql, _ in asked)}" if asked else ""
        given = [value for _, values in asked for value in values]
        rows = self._read(f"{_LINE} {where} ORDER BY id DESC LIMIT {_CHUNK}", *given)
        return [_line(row) for row in rows]


def _point(field: str) -> int | None:
    """The number of a restore point in its key; None for a key that somebody else made."""
    number = field.removeprefix(POINT)
    return int(number) if number.isascii() and number.isdecimal() else None


def _line(row: tuple[Any, ...]) -> Line:
    return Line(row[0], Entry(*row[1:5], *(Cell(*row[5:8]), *row[8:])))
