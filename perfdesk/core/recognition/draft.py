"""A form while it is being recognised: what was found so far, and one passage over a grid.

Knows how texts, places and doubts are gathered, and what a finished form is made of them. Refuses to know labels'
meanings and where on a sheet they stand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from perfdesk.core.recognition.found import Aside, Block, FoundForm, Spot, Unread
from perfdesk.core.recognition.grid import Shown
from perfdesk.core.recognition.headers import Header
from perfdesk.core.recognition.labels import Labels
from perfdesk.core.recognition.lattice import Lattice
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Sheet, own

DIGITS_LOST = "编码存成了数字，后面的位数已经丢失，请改正"
_REMARKS = {
    "digits-lost": DIGITS_LOST,
    "code-as-number": "编码存成了数字，请核对位数",
    "error-value": "这格的公式有错",
}
"""What a format knew of a cell, as she is told; of two the first."""


@dataclass
class Sweep:
    """One passage over a grid: which of its cells have been understood, and what was left aside knowingly."""

    lattice: Lattice
    labels: Labels
    claimed: set[tuple[int, int]] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)
    told: set[tuple[int, int]] = field(default_factory=set)
    """Cells that stand for others in `unread`: a column without a place is told once."""

    def claim(self, cells: Iterable[Shown]) -> None:
        self.claimed.update((cell.row, cell.column) for cell in cells)

    def free(self, row: int) -> list[Shown]:
        """The cells with a text that begin in a row and are not understood yet."""
        return [cell for cell in self.lattice.row(row) if (cell.row, cell.column) not in self.claimed]

    def pass_over(self, cells: Iterable[Shown], where: str, why: str) -> None:
        """Puts several cells aside with one reason."""
        cells = list(cells)
        self.claim(cells)
        self.told.update((cell.row, cell.column) for cell in cells)
        self.unread.append(Unread(where, why))

    def leave(self, cell: Shown, why: str) -> None:
        """Puts a cell aside with its reason."""
        self.claim([cell])
        self.unread.append(Unread(self.lattice.grid.where(cell), why))


def doubtful(shown: Shown) -> str:
    """What is doubtful of a cell by what its format knew of it; blank for nothing."""
    return next((why for remark, why in _REMARKS.items() if remark in shown.remarks), "")


@dataclass
class Draft:
    """A form so far. `open` is the heading under which further indicator rows may still come."""

    source: str
    grid: int
    title: str = ""
    kind: str = ""
    about: str = ""
    texts: dict[Cell, str] = field(default_factory=dict)
    places: dict[Cell, Spot] = field(default_factory=dict)
    doubts: dict[Cell, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    fund_labels: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    open: Header | None = None
    totalled: bool = False
    subtotals: list[tuple[int, str]] = field(default_factory=list)
    """Printed scores of subtotals, each with the row above it."""
    rows: int = 0
    rest: tuple[str, int] = ("", 0)
    """The field that texts without a label go to, and the last row where they do."""
    width: int = 0
    money: str = ""
    asides: list[Aside] = field(default_factory=list)
    lines: dict[tuple[int, int], int] = field(default_factory=dict)
    """Grid and row → the indicator that was read there."""

    def own(self, name: str) -> str:
        return self.texts.get(own(name), "")

    def put(self, cell: Cell, spot: Spot, shown: Shown | None = None, text: str | None = None, label: str = "") -> None:
        """A text and where it stands. What is blank never replaces what is not."""
        text = (shown.text if shown else "").strip() if text is None else text.strip()
        if label:
            self.printed.setdefault(f"{cell.section}.{cell.field}" if cell.section else cell.field, label)
        if not text:
            before = self.places.get(cell)
            if before is None or (not cell.section and cell not in self.texts and before[:2] == spot[:2]):
                # Of two blanks in a row the right one counts, as with two texts.
                self.places[cell] = spot
            return
        self.texts[cell], self.places[cell] = text, spot
        why = doubtful(shown) if shown else ""
        if why:
            self.doubt(cell, why)

    def doubt(self, cell: Cell, why: str) -> None:
        self.doubts.setdefault(cell, why)

    def new_row(self) -> int:
        """The id of a further indicator row."""
        self.rows += 1
        self.texts[Cell(INDICATORS, self.rows, ORDER)] = str(self.rows)
        return self.rows

    @property
    def started(self) -> bool:
        """Whether anything but a title is there."""
        return bool(self.texts.keys() - {own("year")} or self.blocks or self.fund_labels)

    @property
    def filled(self) -> bool:
        """Whether it is a form at all, and no mere mention of a project."""
        body = bool(self.blocks or self.fund_labels)
        head = {cell.field for cell in self.places if not cell.section} - {"year"}
        return (body and bool(self.title or head or self.rows or self.blocks)) or (bool(self.title) and len(head) >= 3)

    def finished(self, labels: Labels) -> FoundForm:
        for cell, text in self.texts.items():
            if labels.is_instruction(text):
                self.doubt(cell, "还是表上印的填写说明，没有填")
        return FoundForm(
            self.source, self.kind, self.title, Sheet(self.texts), tuple(self.fund_labels), self.places, self.doubts,
            self.printed, tuple(self.blocks), self.about, tuple(self.subtotals), self.money, tuple(self.asides),
        )  # fmt: skip


def split_code(text: str) -> tuple[str, str] | None:
    """Code and name where a cell holds both: `51990022T000000000001-甲项目`."""
    match = re.fullmatch(r"\s*([0-9A-Za-z]{8,32})\s*[-－—–_:：\s]\s*(\S.*)", text, re.DOTALL)
    if not match or sum(sign.isdigit() for sign in match[1]) < 6:
        return None
    return match[1], match[2].strip()
