"""Where the texts of a found form go on a known form: cell for cell, and what has no place there, with the reason.

Knows how money rows are matched by their labels, and that a printed instruction is not content. Refuses to know
ledgers, and forms that are there already (`merging.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from perfdesk.core.form import Form
from perfdesk.core.meaning.target_parts import bare_actual, joined, parted
from perfdesk.core.meaning.values import operator_of
from perfdesk.core.recognition.found import ASIDES, FoundForm, Unread
from perfdesk.core.recognition.labels import spellings, squeezed
from perfdesk.core.recognition.own_places import aside_places, printed
from perfdesk.core.sheet import FUNDS, INDICATORS, ORDER, Cell, Sheet, own

_NOTHING = "/-—－–／ \n"
"""What stands in a cell of money that holds nothing."""
_JOINED = ("nature", "unit")
TICK = "√"


class Left(NamedTuple):
    """A text that was not taken: its cell in the found form, the text, why."""

    cell: Cell
    text: str
    why: str


@dataclass(frozen=True)
class Placed:
    """A found form as a sheet of a known one. Indicator rows keep the ids they have in the found form."""

    sheet: Sheet
    origins: Mapping[Cell, Cell]
    """Cell of the sheet → cell of the found form it came from."""
    left: tuple[Left, ...]
    found_place: frozenset[Unread] = frozenset()
    """What is told as unread, and has a place on this form after all."""


def placed(found: FoundForm, form: Form) -> Placed:
    """The texts of a found form in the cells of a known one."""
    rows = _fund_rows(found, form)
    texts: dict[Cell, str] = {}
    origins: dict[Cell, Cell] = {}
    left: list[Left] = []
    prompted = prompts(form)
    for cell, text in found.sheet.texts.items():
        ticks = _ticked(cell, text, form)
        texts |= ticks
        origins |= dict.fromkeys(ticks, cell)
        if ticks:
            continue
        there, why = _place(cell, text, form, rows, found)
        if there is not None and squeezed(text) != prompted.get(there, ""):
            texts[there], origins[there] = text, cell
        elif why:
            left.append(Left(cell, text, why))
    _fit_targets(texts, origins, found, form)
    known = frozenset(texts)
    for cell, number in aside_places(found, form).items():
        text = found.asides[number].text.strip()
        if cell not in known and squeezed(text) != prompted.get(cell, ""):
            texts[cell], origins[cell] = text, Cell(ASIDES, number, cell.field)
    return Placed(Sheet(texts), origins, tuple(left), _taken(found, form, origins.values()))


def _taken(found: FoundForm, form: Form, origins: Iterable[Cell]) -> frozenset[Unread]:
    """What is told as unread and was taken whole, or is what the form prints itself."""
    numbers, words = {cell.row for cell in origins if cell.section == ASIDES}, printed(form)
    numbers |= {number for number, each in enumerate(found.asides) if squeezed(each.text) in words}
    rest = {each.told for number, each in enumerate(found.asides) if number not in numbers}
    return frozenset({found.asides[number].told for number in numbers} - rest)


def _ticked(cell: Cell, text: str, form: Form) -> dict[Cell, str]:
    """Options of a field (`确定能`) where each of them has a column of its own on the form; all of them, or none."""
    if cell.section != INDICATORS or cell.field in form.indicators.columns or not form.indicators.columns:
        return {}
    columns = {name.rpartition("_")[2]: name for name in form.indicators.columns if "_" in name}
    said = dict(each.partition("：")[::2] for each in text.split("；"))
    if not said.keys() <= columns.keys():
        return {}
    return {Cell(INDICATORS, cell.row, columns[word]): more or TICK for word, more in said.items()}


def prompts(form: Form) -> dict[Cell, str]:
    """What the template itself prints in cells that are to be filled, without white space."""
    texts = {(patch.row, patch.column): patch.text for patch in form.template.patches if patch.text.strip()}
    return {
        bound.single: squeezed(texts[at])
        for at, bound in form.by_place.items()
        if bound.single is not None and at in texts
    }


def _place(
    cell: Cell, text: str, form: Form, rows: Mapping[int, int | None], found: FoundForm
) -> tuple[Cell | None, str]:
    """The cell of the form a text goes to; None and why where it has none, None and nothing where that is no loss."""
    if cell.field == ORDER or cell == own("year"):
        return cell, ""
    if cell.section == FUNDS:
        return _fund_place(cell, text, form, rows, found)
    if cell.section == INDICATORS:
        if cell.field in form.indicators.columns:
            return cell, ""
        joins = cell.field in _JOINED and "target" in form.indicators.columns
        return None, "" if joins else "这张表样的指标没有这一栏"
    if form.computed(cell):
        return None, ""
    if cell in form.own_cells:
        return cell, ""
    return None, "" if cell.field in ("code", "total.weight", "total.score") else "这张表样没有这一栏"


def _fund_place(
    cell: Cell, text: str, form: Form, rows: Mapping[int, int | None], found: FoundForm
) -> tuple[Cell | None, str]:
    if not text.strip(_NOTHING):
        return None, ""
    row = rows.get(cell.row)
    if row is None:
        label = found.fund_labels[cell.row] if cell.row < len(found.fund_labels) else ""
        return None, f"这张表样没有资金行「{label}」"
    there = Cell(FUNDS, row, cell.field)
    if form.computed(there) or (cell.field in ("rate", "weight", "score") and form.profile.scores):
        return None, ""
    return (there, "") if cell.field in form.funds[row].places else (None, "这张表样的资金行没有这一栏")


def _fund_rows(found: FoundForm, form: Form) -> dict[int, int | None]:
    """Money row of the found form → that of the known one: the total is the total, parts go by their labels."""
    rows: dict[int, int | None] = {0: 0} if form.funds else {}
    for number, label in enumerate(found.fund_labels):
        if number:
            alike = (row for row, fund in enumerate(form.funds) if row and _alike(label, fund.label))
            rows[number] = next((row for row in alike if row not in rows.values()), None)
    return rows


def _alike(one: str, other: str) -> bool:
    def bare(label: str) -> set[str]:
        return {each.removeprefix("其中") for each in spellings(label)}

    return bool(bare(one) & bare(other))


def _fit_targets(texts: dict[Cell, str], origins: dict[Cell, Cell], found: FoundForm, form: Form) -> None:
    """Operator and unit go into their columns, or with the target where the form has no columns for them."""
    apart = [name for name in _JOINED if name in form.indicators.columns]
    for row in found.sheet.rows:
        cell = Cell(INDICATORS, row, "target")
        if not texts.get(cell):
            continue
        aside = {name: found.sheet.at(row, name).strip() for name in _JOINED}
        texts[cell] = joined(texts[cell], **{name: "" if name in apart else said for name, said in aside.items()})
        wanted = [name for name in apart if not aside[name]]
        parts = parted(texts[cell], nature="nature" in wanted, unit="unit" in wanted) if wanted else None
        for name in wanted if parts else ():
            if said := _choice(getattr(parts, name), name, form):
                texts[Cell(INDICATORS, row, name)] = said
                origins[Cell(INDICATORS, row, name)] = cell
        if parts:
            texts[cell] = parts.target
            _bare(texts, row, parts.unit)


def _choice(said: str, name: str, form: Form) -> str:
    """An operator as the form writes it: ＝ or =."""
    choices = form.fields[f"indicators.{name}"].choices if f"indicators.{name}" in form.fields else ()
    same = (each for each in choices if name == "nature" and operator_of(each) == operator_of(said))
    return next(same, said)


def _bare(texts: dict[Cell, str], row: int, unit: str) -> None:
    actual = Cell(INDICATORS, row, "actual")
    if actual in texts:
        texts[actual] = bare_actual(texts[actual], unit)
