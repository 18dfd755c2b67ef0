"""What a ledger tells of its projects, forms and journal: plain values.

Refuses to know where they are kept (`ledger/__init__.py`) and who changes them (`desk.py`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from perfdesk.core.evidence import Attachment
from perfdesk.core.sheet import Cell
from perfdesk.core.step import RECORDS

__all__ = ["Attachment", "Entry", "FormRecord", "Info", "Project", "Summary"]


_NONE: Mapping[str, str] = MappingProxyType({})


class Info(NamedTuple):
    """What the ledger is of."""

    unit: str
    unit_code: str
    year: int
    severities: Mapping[str, str] = _NONE
    """How grave she wants a check to be, where that is not as the profile says."""
    points: Mapping[str, str] = _NONE
    """What is said of each restore point, by its number."""
    due: Mapping[str, str] = _NONE
    """By when (2026-03-20) a kind of form is owed for a year, by `kind.year`."""


class Project(NamedTuple):
    """A project; deleted ones stay, marked. What its list says of it stands as it was printed there."""

    id: int
    year: int
    code: str
    name: str
    removed: bool = False
    category: str = ""
    unit: str = ""
    initial: str = ""
    adjusted: str = ""
    executed: str = ""
    listed: str = ""
    """Where the project list names it; blank where none does."""


class Summary(NamedTuple):
    """What the list of forms shows without opening them."""

    total: str = ""
    grade: str = ""
    filled: int = 0
    wanted: int = 0
    errors: int = 0


class FormRecord(NamedTuple):
    """A form in the list. `marked` is the state she set herself, `state` the one to show."""

    id: int
    project: int
    form: str
    year: int
    marked: str = ""
    removed: bool = False
    total: str = ""
    grade: str = ""
    filled: int = 0
    wanted: int = 0
    errors: int = 0
    changed: str = ""

    @property
    def state(self) -> str:
        """未填 草稿 有错 可交 follow from the figures; 已交 and 退回 are hers to set."""
        if self.marked:
            return self.marked
        if not self.filled:
            return "未填"
        if self.filled < self.wanted:
            return "草稿"
        return "有错" if self.errors else "可交"


class Entry(NamedTuple):
    """One line of the journal. A field of a record has the table's name for a section and the record's id for a row."""

    at: str
    who: str
    act: str
    form: int | None
    cell: Cell
    old: str
    new: str
    step: int

    @property
    def record(self) -> bool:
        """Whether it tells of a record, not of a cell."""
        return self.cell.section in RECORDS
