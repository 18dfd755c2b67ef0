"""Which cells of a form have characters that no face has: they print as 〓, and she should hear of it before.

Refuses to know who tells her: the preview, an export and the command line ask the same question.
"""

from collections.abc import Iterable
from typing import NamedTuple

from perfdesk.core.sheet import Cell
from perfdesk.core.snapshot import Snapshot
from perfdesk.typefaces import advance, lacking


class Lack(NamedTuple):
    """Characters of a printed cell that no face has."""

    cell: Cell
    label: str
    """What the cell is called."""
    characters: str


def lacks(snapshot: Snapshot) -> tuple[Lack, ...]:
    """In printed order. What is typed but not printed does not matter on paper."""
    boxes = ((box.cell, box.text) for box in snapshot.page(advance).boxes)
    found = ((cell, lacking([text])) for cell, text in boxes if cell and not text.isascii())
    return tuple(Lack(cell, snapshot.form.field(cell).label, missing) for cell, missing in found if missing)


def named(lacks: Iterable[Lack]) -> str:
    """The characters, each once, with their numbers: on the screen no face has them either."""
    characters = dict.fromkeys("".join(lack.characters for lack in lacks))
    return "、".join(f"{each}（U+{ord(each):04X}）" for each in characters)
