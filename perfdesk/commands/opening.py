"""A ledger opened for one command, and the forms in it by the numbers that are typed.

Refuses to know what the command does with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfdesk.core.errors import PerfdeskError
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ledger import Ledger
from perfdesk.ledger.lock import clerk


@contextmanager
def desk_of(path: Path, *, readonly: bool = True) -> Iterator[Desk]:
    ledger = Ledger.open(path, who=clerk(), readonly=readonly)
    try:
        yield Desk(ledger)
    finally:
        ledger.close()


def document_of(desk: Desk, name: str) -> Document:
    return desk.document(_numbered(name, {form.id for form in desk.forms()}))


def number_of(desk: Desk, name: str) -> int:
    """A form's id; that of a deleted one too."""
    return _numbered(name, {form.id for form in desk.ledger.forms(removed=True)})


def _numbered(name: str, there: set[int]) -> int:
    if not name.isdecimal() or int(name) not in there:
        raise PerfdeskError(f"账本里没有编号为「{name}」的报表，请用 perfdesk list 查看编号。")
    return int(name)
