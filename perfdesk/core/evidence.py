"""Files kept for a form: 佐证材料 of its indicators, numbered as reviewers ask for them, and scans of its sheets.

Knows how a file's number follows from where its indicator stands and how many come before it, so that numbers on a
list are always without gaps. Refuses to know where the bytes are (`ledger/__init__.py`) and who may want them
(`evidence_rules.py`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from perfdesk.core.sheet import INDICATORS, Sheet

EVIDENCE, STAMPED = "佐证", "盖章件"
"""Kinds of attachments: what proves an indicator, and the scan of the sheet that was signed and stamped."""


class Attachment(NamedTuple):
    """A file kept for a form, or for one of its rows. `position` is its place among those of the same row."""

    id: int
    form: int
    section: str = ""
    row: int = 0
    field: str = ""
    kind: str = ""
    position: int = 0
    name: str = ""
    suffix: str = ""
    size: int = 0
    sha256: str = ""
    note: str = ""
    code: str = ""
    removed: bool = False

    @property
    def file_name(self) -> str:
        return self.name + self.suffix


class Proof(NamedTuple):
    """A file as it is listed. The number is blank where the indicator it was for is gone."""

    number: str
    file: Attachment


def proofs(sheet: Sheet, files: Iterable[Attachment]) -> tuple[Proof, ...]:
    """The files of a form in the order of their numbers; those whose indicator was deleted come last."""
    places = {(INDICATORS, row): place for place, row in enumerate(sheet.named_rows, 1)} | {("", 0): 0}
    there: dict[int, list[Attachment]] = {}
    lost = []
    for file in sorted(files, key=lambda each: (each.position, each.id)):
        place = places.get((file.section, file.row))
        if place is None:
            lost.append(Proof("", file))
        else:
            there.setdefault(place, []).append(file)
    numbered = [
        Proof(f"{EVIDENCE}-{place:02}-{count}", file)
        for place, kept in sorted(there.items())
        for count, file in enumerate(kept, 1)
    ]
    return (*numbered, *lost)


def counted(files: Iterable[Attachment]) -> dict[int, int]:
    """How many files are kept for each indicator row, by its id."""
    found: dict[int, int] = {}
    for file in files:
        if file.section == INDICATORS:
            found[file.row] = found.get(file.row, 0) + 1
    return found


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{-(-count // 1000)} KB"
    unit, step = ("MB", 1_000_000) if count < 1_000_000_000 else ("GB", 1_000_000_000)
    return f"{count // step}.{count * 10 // step % 10} {unit}"
