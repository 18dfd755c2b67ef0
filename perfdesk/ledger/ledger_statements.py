"""The statements by which a ledger writes, and what they are given.

Knows the columns of records and cells, and that what stood there before is part of every change. Refuses to run
anything (`ledger/__init__.py`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfdesk.core.sheet import Cell, Change
from perfdesk.core.step import ATTACHMENTS, FORMS, PROJECTS, REMOVED, RecordChange


class Statements(NamedTuple):
    delete: str
    update: str
    insert: str


CELLS = Statements(
    "DELETE FROM cells WHERE form = ? AND section = ? AND row = ? AND field = ? AND text = ?",
    "UPDATE cells SET text = ? WHERE form = ? AND section = ? AND row = ? AND field = ? AND text = ?",
    "INSERT INTO cells (form, section, row, field, text) VALUES (?, ?, ?, ?, ?)",
)
ROWS = Statements(
    "DELETE FROM rows WHERE form = ? AND section = ? AND id = ? AND position = ?",
    "UPDATE rows SET position = ? WHERE form = ? AND section = ? AND id = ? AND position = ?",
    "INSERT INTO rows (form, section, id, position) VALUES (?, ?, ?, ?)",
)
_NOTE = "INSERT INTO journal (step, at, who, act, form, project, section, row, field, old, new) VALUES "
NOTE_RECORD = _NOTE + "(?, ?, ?, ?, coalesce(?, (SELECT form FROM attachments WHERE id = ?)), ?, ?, ?, ?, ?, ?)"
NOTE_CELL = _NOTE + "(?, ?, ?, ?, ?, (SELECT project FROM forms WHERE id = ?), ?, ?, ?, ?, ?)"
FACT = "UPDATE ledger SET value = ? WHERE key = ? AND value = ?"
NEW_FACT = (
    "INSERT INTO ledger (value, key) VALUES (?, ?)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value = ?"
)
UNUSED = "sha256 NOT IN (SELECT sha256 FROM attachments WHERE NOT removed AND sha256 IS NOT NULL) AND bytes IS NOT NULL"
NEW_CONTENT = (
    "INSERT INTO contents (sha256, bytes) VALUES (?, ?)"
    " ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes WHERE bytes IS NULL"
)
FIELDS = {
    PROJECTS: (
        "year", "code", "name", "category", "unit", "initial", "adjusted", "executed", "listed", REMOVED,
    ),
    FORMS: ("project", "form", "year", "state", REMOVED),
    ATTACHMENTS: (
        "form", "section", "row", "field", "kind", "position", "name", "suffix", "size", "sha256", "note", "code",
        REMOVED,
    ),
}  # fmt: skip
UPDATES = {
    (table, field): f"UPDATE {table} SET {field} = ? WHERE id = ? AND {field} IS ?"
    for table, fields in FIELDS.items()
    for field in fields
}


_COUNTS = (REMOVED, "row", "position", "size")
_REFERENCES = ("year", "project", "form", "sha256")
"""Columns that hold NULL where nothing is said."""


def stored(table: str, field: str, text: str) -> str | int | None:
    """A field of a record as its column keeps it; the kind of a form is a text, the form of an attachment its id."""
    if field in _COUNTS:
        return int(text or 0)
    if field in _REFERENCES and (table, field) != (FORMS, "form"):
        return (text if field == "sha256" else int(text)) if text else None
    return text


def concerned(change: RecordChange, homes: Mapping[int, str]) -> tuple[int | str | None, int | None]:
    """The form a change of a record concerns, or the attachment that knows it."""
    if change.table == FORMS:
        return change.id, None
    return (homes.get(change.id), change.id) if change.table == ATTACHMENTS else (None, None)


def net(changes: Sequence[Change]) -> list[Change]:
    """What the changes come to, each cell once: a step may touch a cell on its way."""
    first: dict[Cell, str] = {}
    last: dict[Cell, str] = {}
    for cell, old, new in changes:
        first.setdefault(cell, old)
        last[cell] = new
    return [Change(cell, first[cell], new) for cell, new in last.items() if first[cell] != new]
