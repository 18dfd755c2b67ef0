"""One undoable act: changes of cells and of records, applied together or not at all.

Knows how an act is taken back. Refuses to know who applies it (`desk.py`) or where it is kept (`ledger/__init__.py`).

A record is a project, a form, an attachment, or the ledger itself. That it exists is a field too: `removed` goes from
"1" to "" when a record is made (one the ledger does not know starts as removed) and back when it is deleted. What a
deleted record held stays where it was, so taking a deletion back is one change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from perfdesk.core.sheet import Change, inverse

PROJECTS = "projects"
FORMS = "forms"
ATTACHMENTS = "attachments"
LEDGER = "ledger"
RECORDS = frozenset({PROJECTS, FORMS, ATTACHMENTS, LEDGER})
"""The tables of records; the journal names one where a cell's change names its section."""
REMOVED = "removed"
SEVERITY = "severity."
"""What begins the field of the ledger that says how grave a check is."""
POINT = "point."
"""What begins the fields of the ledger that name its restore points."""
DUE = "due."
"""What begins the fields of the ledger that say by when a kind of form is owed for a year: `due.target.2025`."""
_TAKEN_BACK = "撤销 "


class RecordChange(NamedTuple):
    """One field of a record from one text to another. The ledger's own record has the id 0."""

    table: str
    id: int
    field: str
    old: str
    new: str

    @property
    def inverse(self) -> "RecordChange":
        return self._replace(old=self.new, new=self.old)


@dataclass(frozen=True)
class Step:
    """What she did in one go. `act` is what the undo menu calls it; `cells` go by form id."""

    act: str
    cells: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)
    records: tuple[RecordChange, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.records and not any(self.cells.values())

    @property
    def inverse(self) -> "Step":
        """What takes this step back, last change first; the inverse of that is this step again."""
        act = self.act.removeprefix(_TAKEN_BACK) if self.act.startswith(_TAKEN_BACK) else _TAKEN_BACK + self.act
        return Step(
            act,
            {form: tuple(inverse(changes)) for form, changes in self.cells.items()},
            tuple(change.inverse for change in reversed(self.records)),
        )

    @property
    def forms(self) -> frozenset[int]:
        """The forms of which a cell or the record changes."""
        changed = {form for form, changes in self.cells.items() if changes}
        return frozenset(changed | {change.id for change in self.records if change.table == FORMS})


def made(table: str, number: int, fields: Mapping[str, str]) -> tuple[RecordChange, ...]:
    """The changes that make a record with these fields."""
    filled = [RecordChange(table, number, name, "", text) for name, text in fields.items() if text]
    return (RecordChange(table, number, REMOVED, "1", ""), *filled)


def removed(table: str, number: int) -> RecordChange:
    return RecordChange(table, number, REMOVED, "", "1")


def joined(act: str, steps: Iterable[Step]) -> Step:
    """Several steps as one act. Changes of the same form stay in the order they were planned."""
    cells: dict[int, tuple[Change, ...]] = {}
    records: list[RecordChange] = []
    for step in steps:
        records += step.records
        for form, changes in step.cells.items():
            cells[form] = cells.get(form, ()) + changes
    return Step(act, cells, tuple(records))
