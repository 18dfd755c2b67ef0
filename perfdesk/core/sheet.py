"""A filled form: cells as typed, indicator rows with stable ids, and the one kind of change.

Knows what a cell is called, how rows are ordered, and how a change is applied and taken back.
Refuses to know what the texts mean (`values.py`), what they score (`scoring.py`), how they look
(`page.py`) or where they are kept (`ledger/__init__.py`).

A `Sheet` is a value: applying changes gives a new one. That is what makes a refusal by the disk
harmless — the old sheet is still the sheet.

That an indicator row exists, and where it stands, is itself a cell: its field `order` holds a
decimal number as text. Inserting, deleting and moving rows are therefore changes of cells like any
other, and one undo serves them all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

FUNDS = "funds"
INDICATORS = "indicators"
ORDER = "order"

_ADDRESS = re.compile(r"(?P<section>funds|indicators)\[(?P<row>\d+)\]\.(?P<field>\w+)")
_DEEPEST = 12
"""Decimal places of an order beyond which the rows are numbered afresh."""


class Cell(NamedTuple):
    """Where a text stands. Form fields have no section; `row` is the fund row's number or the indicator row's id."""

    section: str
    row: int
    field: str


def own(name: str) -> Cell:
    """The cell of a field of the form itself: `own("goal")`, `own("schedule[0]")`, `own("signatures.填报人")`."""
    return Cell("", 0, name)


class Change(NamedTuple):
    """One cell from one text to another. Blank is the empty string."""

    cell: Cell
    old: str
    new: str

    @property
    def inverse(self) -> "Change":
        return Change(self.cell, self.new, self.old)


def inverse(changes: Sequence[Change]) -> list[Change]:
    """What takes these changes back, last first."""
    return [change.inverse for change in reversed(changes)]


def cleaned(text: str) -> str:
    """The text as it may be kept: line breaks as \\n, surrogate pairs joined, what no file can hold replaced by �."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


@dataclass(frozen=True)
class Sheet:
    """The texts of one form. Cells that are not in `texts` are blank."""

    texts: Mapping[Cell, str] = field(default_factory=dict)

    def text(self, cell: Cell) -> str:
        return self.texts.get(cell, "")

    def own(self, name: str) -> str:
        return self.texts.get(Cell("", 0, name), "")

    def at(self, row: int, name: str) -> str:
        """The text of a field of the indicator row with this id."""
        return self.texts.get(Cell(INDICATORS, row, name), "")

    def fund(self, row: int, name: str) -> str:
        return self.texts.get(Cell(FUNDS, row, name), "")

    @property
    def year(self) -> int | None:
        """The year the form is for; None where none is written."""
        text = self.own("year")
        return int(text) if re.fullmatch(r"[0-9]{4}", text) else None

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The ids of the indicator rows in printed order."""
        orders = [
            (Decimal(text), cell.row)
            for cell, text in self.texts.items()
            if cell.field == ORDER and cell.section == INDICATORS
        ]
        return tuple(row for _, row in sorted(orders))

    @cached_property
    def named_rows(self) -> tuple[int, ...]:
        """The rows that have a 三级指标: those that count, and those that addresses number."""
        return tuple(row for row in self.rows if self.at(row, "l3").strip())

    @cached_property
    def fund_rows(self) -> tuple[int, ...]:
        """The fund rows that hold anything, and all above them."""
        held = [cell.row for cell in self.texts if cell.section == FUNDS]
        return tuple(range(max(held) + 1)) if held else ()

    def apply(self, changes: Iterable[Change]) -> "Sheet":
        """The sheet after these changes. A change whose `old` is not what stands there is a bug, and raises."""
        texts = dict(self.texts)
        for cell, old, new in changes:
            if texts.get(cell, "") != old:
                raise ValueError(f"{cell} holds {texts.get(cell, '')!r}, not {old!r}")
            if new:
                texts[cell] = new
            else:
                texts.pop(cell, None)
        return Sheet(texts)

    def address(self, cell: Cell) -> str:
        """The cell's name in commands and JSON: `goal`, `funds[0].executed`, `indicators[3].actual`.

        A row that has no 三级指标 has no number there, and is named by its place among all rows: `rows[5].l1`.
        """
        if not cell.section:
            return cell.field
        if cell.section != INDICATORS:
            return f"{cell.section}[{cell.row}].{cell.field}"
        if cell.row in self.named_rows:
            return f"{INDICATORS}[{self.named_rows.index(cell.row)}].{cell.field}"
        return f"rows[{self.rows.index(cell.row)}].{cell.field}" if cell.row in self.rows else f"rows[-].{cell.field}"

    def cell(self, address: str) -> Cell | None:
        """The cell of an address, or None where the form has no such indicator row."""
        match = _ADDRESS.fullmatch(address)
        if not match:
            return own(address)
        number, name = int(match["row"]), match["field"]
        if match["section"] == FUNDS:
            return Cell(FUNDS, number, name)
        return Cell(INDICATORS, self.named_rows[number], name) if number < len(self.named_rows) else None


def edits(sheet: Sheet, wanted: Iterable[tuple[Cell, str]]) -> list[Change]:
    """The changes that make these cells hold these texts; what already does is left out, the last word wins."""
    final = {cell: cleaned(text) for cell, text in wanted}
    return [Change(cell, sheet.text(cell), new) for cell, new in final.items() if sheet.text(cell) != new]


def added_rows(sheet: Sheet, place: int, rows: Sequence[Mapping[str, str]], first_id: int) -> list[Change]:
    """Changes that put new indicator rows before the `place`-th row (counted over all rows); ids from `first_id` on.

    The caller gives the ids, because an id once used stays the row's own even when the row is deleted.
    """
    changes, orders = _room(sheet, place, len(rows))
    for number, (order, texts) in enumerate(zip(orders, rows, strict=True)):
        row = first_id + number
        changes.append(Change(Cell(INDICATORS, row, ORDER), "", order))
        changes += [
            Change(Cell(INDICATORS, row, name), "", cleaned(text))
            for name, text in texts.items()
            if text and name != ORDER
        ]
    return changes


def removed_rows(sheet: Sheet, rows: Iterable[int]) -> list[Change]:
    """Changes that delete indicator rows with all they hold."""
    gone = set(rows)
    return [
        Change(cell, text, "") for cell, text in sheet.texts.items() if cell.section == INDICATORS and cell.row in gone
    ]


def moved_rows(sheet: Sheet, rows: Sequence[int], place: int) -> list[Change]:
    """Changes that put these rows, in their printed order, before the `place`-th of all rows."""
    going = [row for row in sheet.rows if row in set(rows)]
    before = [row for row in sheet.rows[:place] if row not in going]
    after = [row for row in sheet.rows[place:] if row not in going]
    wanted = before + going + after
    if wanted == list(sheet.rows):
        return []
    rest = Sheet({cell: text for cell, text in sheet.texts.items() if not (cell.field == ORDER and cell.row in going)})
    changes, orders = _room(rest, len(before), len(going))
    moved = dict(zip(going, orders, strict=True))
    return changes + [
        Change(Cell(INDICATORS, row, ORDER), sheet.at(row, ORDER), order)
        for row, order in moved.items()
        if sheet.at(row, ORDER) != order
    ]


def _room(sheet: Sheet, place: int, count: int) -> tuple[list[Change], list[str]]:
    """Orders for `count` rows before the `place`-th, and the renumbering that has to come first if there is no room."""
    orders = [Decimal(sheet.at(row, ORDER)) for row in sheet.rows]
    place = max(0, min(place, len(orders)))
    low = orders[place - 1] if place else Decimal(0)
    if place == len(orders):
        return [], [str(_whole(low) + step) for step in range(1, count + 1)]
    step = (orders[place] - low) / (count + 1)
    made = [_short(low + step * number, low, orders[place]) for number in range(1, count + 1)]
    distinct = sorted(set(made)) == made and low < made[0] and made[-1] < orders[place]
    if distinct and all(_places(order) <= _DEEPEST for order in made):
        return [], [str(order) for order in made]
    renumbered = list(range(1, place + 1)) + list(range(place + count + 1, len(orders) + count + 1))
    changes = [
        Change(Cell(INDICATORS, row, ORDER), sheet.at(row, ORDER), str(number))
        for row, number in zip(sheet.rows, renumbered, strict=True)
        if sheet.at(row, ORDER) != str(number)
    ]
    return changes, [str(place + number) for number in range(1, count + 1)]


def _whole(order: Decimal) -> int:
    return int(order // 1)


def _places(order: Decimal) -> int:
    exponent = order.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _short(order: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """The same place in the row with no more digits than it needs to stay between its neighbours."""
    for places in range(_DEEPEST + 1):
        rounded = round(order, places)
        if low < rounded < high and abs(rounded - order) * 4 < high - low:
            return rounded
    return order
