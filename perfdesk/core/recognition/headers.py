"""Headings of tables: which field each column of the money table, the indicator table and the project list holds.

Knows headings of one line and of two (a heading over several, a word broken over two cells, options to be ticked).
Refuses to read what stands below (`blocks.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from perfdesk.core.meaning.values import number
from perfdesk.core.recognition.found import Column
from perfdesk.core.recognition.grid import Shown
from perfdesk.core.recognition.labels import Labels
from perfdesk.core.recognition.lattice import Lattice, ends, overlap

FUNDS, INDICATORS, LIST = "fund", "indicator", "list"
MONEY = frozenset(("initial", "adjusted", "executed", "rate", "forecast"))
_VALUES = frozenset(("target", "actual", "weight", "score", "nature", "describe", "basis", "midterm"))
_DASHES = frozenset("/-—－–／")


@dataclass(frozen=True)
class Header:
    """A heading: its kind, first and last row, the columns that count, those that do not and why, its own cells.

    `choices` are columns whose heading is an option of a field: a tick there means the option.
    """

    kind: str
    row: int
    last: int
    columns: tuple[Column, ...]
    dropped: tuple[Column, ...]
    choices: tuple[Column, ...]
    cells: tuple[Shown, ...]

    def has(self, *names: str) -> bool:
        return all(any(column.field == name for column in self.columns) for name in names)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.field == name), None)

    @property
    def first_value(self) -> int:
        """The first column of what an indicator is said to be: its name."""
        return min((column.first for column in self.columns if column.field == "l3"), default=1)

    def reach(self, cell: Shown) -> Column | None:
        """The column a cell below belongs to: the one it shares most with, else the nearest to the left."""
        best, most = None, 0
        for column in (*self.columns, *self.choices, *self.dropped):
            shared = overlap(cell, column.first, column.last)
            if shared > most:
                best, most = column, shared
        return best or self._left(cell)

    def _left(self, cell: Shown) -> Column | None:
        """A heading that is not merged over what stands below it."""
        every = (*self.columns, *self.choices, *self.dropped)
        left = [column for column in every if column.last < cell.column]
        return max(left, key=lambda column: column.last, default=None)


class _Leaf(NamedTuple):
    """A heading cell with nothing under it, and the heading over it."""

    cell: Shown
    over: Shown | None
    last: int


def header(lattice: Lattice, row: int, labels: Labels) -> Header | None:
    """The heading that begins in this row, if one does."""
    cells = [cell for cell in lattice.row(row) if len(cell.text) <= 60]
    if len(cells) < 2:
        return None
    kind = _kind(cells, labels)
    if kind == LIST and _beside(lattice, row, labels):
        kind = FUNDS
    if not kind and not _may_be_split(cells, labels):
        return None
    leaves, last = _leaves(lattice, row, cells, kind, labels)
    if not kind:
        kind = next((each for each in (INDICATORS, FUNDS) if _suits(each, leaves, labels)), "")
        if not kind or last == row:
            return None
    beside = _beside(lattice, last, labels) if kind == FUNDS else []
    built = _built(kind, row, last, leaves, beside, labels)
    return built if _whole(built) else None


def _whole(found: Header) -> bool:
    """Whether the columns are there that the table cannot do without."""
    wanted = {FUNDS: MONEY, INDICATORS: {"l3"}, LIST: {"name"}}[found.kind]
    return any(column.field in wanted for column in found.columns)


def _beside(lattice: Lattice, last: int, labels: Labels) -> list[Shown]:
    """The names of the money rows: what stands over them is no money column, whatever it is called."""
    return [cell for cell in lattice.row(lattice.after(last)) if labels.field(cell.text, "fund_row")]


def _kind(cells: Sequence[Shown], labels: Labels) -> str:
    """What kind of heading one line is by itself."""
    found = {kind: {labels.field(cell.text, kind) for cell in cells} - {""} for kind in (INDICATORS, FUNDS, LIST)}
    if _is_list(cells, found[LIST], labels):
        return LIST
    if _names(cells, found[INDICATORS], labels) and (found[INDICATORS] & _VALUES or {"l1", "l2"} <= found[INDICATORS]):
        return INDICATORS
    money = len(found[FUNDS] & MONEY) + ("task" in found[FUNDS])
    if money >= 2 and not found[INDICATORS] & {"l1", "l2", "l3"}:
        known = sum(bool(labels.of(cell.text)) for cell in cells)
        return FUNDS if known * 3 >= len(cells) * 2 and not any(figure(cell.text) for cell in cells) else ""
    return ""


def figure(text: str) -> bool:
    """Whether a cell of a money table holds a figure, or the dash that stands for none."""
    return text.strip() in _DASHES or number(text.strip().rstrip("%％")) is not None


def _names(cells: Sequence[Shown], found: set[str], labels: Labels) -> bool:
    """Whether the names of indicators have a column, or columns under one heading."""
    broad = any(labels.field(cell.text, INDICATORS) == "names" and cell.columns >= 3 for cell in cells)
    alone = "names" in found and not found & {"l1", "l2", "l3"} and len(found & _VALUES) >= 2
    return "l3" in found or ((broad or alone) and "target" in found)


def _is_list(cells: Sequence[Shown], found: set[str], labels: Labels) -> bool:
    """A list names projects and says of each at least two more things; nothing in its heading is a value."""
    if "name" not in found or len(found) < 3 or not found & {"code", "category", "initial", "adjusted", "executed"}:
        return False
    return sum(bool(labels.field(cell.text, LIST)) for cell in cells) * 3 >= len(cells) * 2 and all(
        len(cell.text) <= 20 for cell in cells
    )


def _may_be_split(cells: Sequence[Shown], labels: Labels) -> bool:
    """Whether words of this line may go on in the next: only then the two are tried together."""
    return sum("split" in labels.of(cell.text) or "block" in labels.of(cell.text) for cell in cells) >= 1


def _leaves(lattice: Lattice, row: int, cells: Sequence[Shown], kind: str, labels: Labels) -> tuple[list[_Leaf], int]:
    """The lowest cells of the heading, and its last row."""
    named = [cell for cell in cells if kind and labels.field(cell.text, kind) and "block" not in labels.of(cell.text)]
    deep = max((cell.rows for cell in named), default=1)
    second = lattice.after(row)
    below = lattice.row(second)
    parents = {id(cell): _parent(cell, cells) for cell in below}
    under = [cell for cell in below if parents[id(cell)] is not None and not _downward(cell, parents[id(cell)])]
    wide = {id(parent) for parent in parents.values() if parent is not None and _wide(parent, under, parents)}
    good = under and all(_continues(cell, parents[id(cell)], wide, kind, labels) for cell in under)
    if not good:
        return [_Leaf(cell, None, row + deep - 1) for cell in cells], row + deep - 1
    taken = {id(parents[id(cell)]) for cell in under}
    leaves = [_Leaf(cell, None, row) for cell in cells if id(cell) not in taken]
    leaves += [_Leaf(cell, parents[id(cell)], second) for cell in under]
    last = max([second, row + deep - 1, *(cell.row + cell.rows - 1 for cell in under if cell.rows < 4)])
    return sorted(leaves, key=lambda leaf: leaf.cell.column), last


def _parent(cell: Shown, cells: Sequence[Shown]) -> Shown | None:
    """The heading a cell of the next line stands under; a heading reaches to the next one."""
    left = [each for each in cells if each.column <= cell.column]
    over = left[-1] if left else None
    return over if over is not None and over.rows == 1 else None


def _downward(cell: Shown, over: Shown | None) -> bool:
    """Whether two cells hold one sign each of a word that is printed downward."""
    return over is not None and len(cell.text.strip()) == len(over.text.strip()) == 1


def _wide(parent: Shown, under: Sequence[Shown], parents: dict[int, Shown | None]) -> bool:
    return parent.columns > 1 or sum(parents[id(cell)] is parent for cell in under) > 1


def _continues(cell: Shown, over: Shown | None, wide: set[int], kind: str, labels: Labels) -> bool:
    """Whether a cell of the next line belongs to the heading: it ends a broken word, or is one of several below."""
    if over is None or len(cell.text) > 40:
        return False
    kinds = (kind,) if kind else (INDICATORS, FUNDS)
    if any(labels.field(over.text + cell.text, each) for each in kinds):
        return not labels.field(cell.text, "fund_row") or id(over) in wide
    meaning = labels.of(cell.text)
    return id(over) in wide and any(group in meaning for group in (*kinds, "sub", "choice"))


def _suits(kind: str, leaves: Sequence[_Leaf], labels: Labels) -> bool:
    found = {_field(leaf, kind, labels) for leaf in leaves}
    return "l3" in found and bool(found & _VALUES) if kind == INDICATORS else len(found & MONEY) >= 2


def _field(leaf: _Leaf, kind: str, labels: Labels) -> str:
    """The field a leaf means; blank for none, `-` for a part of the one above."""
    own = labels.field(leaf.cell.text, kind)
    if own == "names":
        own = "l3" if leaf.cell.columns >= 3 else ""
    if leaf.over is None:
        return own
    joined = labels.field(leaf.over.text + leaf.cell.text, kind)
    above = labels.field(leaf.over.text, kind)
    sub = labels.field(leaf.cell.text, "sub")
    if joined or not above:
        return joined or own
    if sub and kind != INDICATORS:
        return above if sub == "main" else "-"
    return own or (above if sub == "main" else "")


def _choice(leaf: _Leaf, kind: str, labels: Labels) -> str:
    """The field whose option a leaf is."""
    if kind != INDICATORS or leaf.over is None:
        return ""
    choice = labels.field(leaf.cell.text, "choice")
    over = labels.field(leaf.over.text, kind)
    return choice if choice and over in (choice, "reason", "causes") else ""


def _built(kind: str, row: int, last: int, leaves: Sequence[_Leaf], beside: Sequence[Shown], labels: Labels) -> Header:
    columns: list[Column] = []
    dropped: list[Column] = []
    choices: list[Column] = []
    for leaf in leaves:
        choice = _choice(leaf, kind, labels)
        over_names = any(overlap(each, leaf.cell.column, ends(leaf.cell)) > 0 for each in beside)
        name = "" if over_names else choice or _field(leaf, kind, labels)
        column = Column(name, leaf.cell.column, ends(leaf.cell), leaf.cell.text)
        if choice:
            choices.append(column)
        elif name and name != "-" and not (leaf.over is not None and labels.field(leaf.over.text, "midterm")):
            columns.append(column)
        elif not over_names and "block" not in labels.of(leaf.cell.text) and len(leaf.cell.text.strip()) > 1:
            dropped.append(column)
    if kind == INDICATORS and not any(column.field in ("l1", "l2", "l3") for column in columns):
        columns = _named(columns, leaves, labels)
    columns, twice = _single(columns)
    heads = {id(leaf.cell): leaf.cell for leaf in leaves} | {
        id(leaf.over): leaf.over for leaf in leaves if leaf.over is not None
    }
    return Header(kind, row, last, tuple(columns), tuple(dropped + twice), tuple(choices), tuple(heads.values()))


def _named(columns: list[Column], leaves: Sequence[_Leaf], labels: Labels) -> list[Column]:
    """With 绩效指标 as the column of the names, where no other column has them."""
    names = [leaf.cell for leaf in leaves if labels.field(leaf.cell.text, INDICATORS) == "names"]
    made = [Column("l3", cell.column, ends(cell), cell.text) for cell in names[-1:]]
    return sorted([*columns, *made], key=lambda column: column.first)


def _single(columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Each field once: the first, but where the names of the indicators stand twice, the last (this year's).

    What stands in front of the names, a weight of the class, gives way to what stands behind them.
    """
    names = [column for column in columns if column.field == "l3"]
    kept: dict[str, Column] = {}
    for column in columns:
        before = kept.get(column.field)
        behind = before is not None and names and before.last < names[0].first < column.first
        if len(names) > 1 or before is None or behind:
            kept[column.field] = column
    # A name column of the first half must not take what stands left of the second.
    return list(kept.values()), [column for column in columns if kept[column.field] is not column]
