"""In which unit a document states its money, and its amounts in the unit of a form.

Knows where a sheet prints the unit (「单位：元」 above a table, （元） behind a label of money). Refuses to guess where
it names two, and to convert what is not one plain amount.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfdesk.core.form import Form
from perfdesk.core.meaning.typed import tidied
from perfdesk.core.recognition.labels import Labels, squeezed
from perfdesk.core.sheet import FUNDS, Cell, Sheet

_WORTH = {"元": Decimal(1), "万元": Decimal(10000)}
HINT = re.compile(r"(?:金额)?单位:?\(?(?:人民币)?(万元|元)(?=$|[^一-鿿/]|币|人民币)")
"""The unit of money in a text without white space. What follows tells it from a name: 填报单位：元谋县财政局."""
_BRACKETED = re.compile(r"[(](?:单位[:]?)?(万元|元)[)]")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MONEY = ("fund", "fund_row", "block")
PLANNED = ("budget", "fiscal", "other")
"""The money a plan states beside its labels."""
AMOUNTS = ("initial", "adjusted", "executed", "forecast")


def stated(texts: Iterable[str], labels: Labels) -> str:
    """The unit that texts of a sheet name for its money; blank where they name none, or two."""
    named = {unit for text in texts if "元" in text and (unit := _named(text, labels))}
    return named.pop() if len(named) == 1 else ""


def _named(text: str, labels: Labels) -> str:
    flat = squeezed(text)
    if hint := HINT.search(flat):
        return hint[1]
    inside, meaning = _BRACKETED.search(flat), labels.of(text)
    return inside[1] if inside and (meaning.keys() & set(_MONEY) or meaning.get("own") in PLANNED) else ""


def otherwise(sheet: Sheet, form: Form, unit: str) -> Mapping[Cell, str]:
    """The money of a sheet that is typed in another unit than the form's; each amount in the form's, blank where that
    is not certain."""
    told: dict[Cell, str] = {}
    for cell, text in sheet.texts.items():
        wanted = form.field(cell).unit if is_amount(cell) else ""
        if unit and wanted in _WORTH and wanted != unit and "元" not in text and text.strip("/-—－–／ 0."):
            told[cell] = _converted(text, unit, wanted)
    return told


def is_amount(cell: Cell) -> bool:
    """Whether a cell holds an amount of money."""
    return cell.field in AMOUNTS if cell.section == FUNDS else not cell.section and cell.field in PLANNED


def _converted(text: str, unit: str, wanted: str) -> str:
    core = tidied(text).text
    if not _AMOUNT.fullmatch(core):
        return ""
    amount = Decimal(core.replace(",", "")) * _WORTH[unit] / _WORTH[wanted]
    return f"{amount.normalize():f}"
