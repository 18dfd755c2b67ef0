"""Figures printed in a document that the rules give otherwise: scores, rates, totals.

Knows which printed cells the rules compute, and that less than a cent is no difference. Refuses to decide which of
the two counts.
"""

from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.form import Form
from perfdesk.core.meaning.values import number
from perfdesk.core.recognition.found import FoundForm
from perfdesk.core.recognition.placing import Placed
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, Cell

_CENT = Decimal("0.01")


class Recalculated(NamedTuple):
    """A figure printed in a document that the rules give otherwise: its cell in the found form."""

    cell: Cell
    printed: str
    given: str


def recalculated(found: FoundForm, laid: Placed, form: Form, year: int) -> tuple[Recalculated, ...]:
    """Printed scores, rates and totals that are not what the rules give."""
    shown = score(form.profile, laid.sheet, year).shown
    alike = (cell for cell in found.sheet.texts if cell in shown and (cell.section != FUNDS or cell.row == 0))
    printed = ((cell, found.sheet.texts[cell]) for cell in alike)
    return tuple(Recalculated(cell, text, shown[cell]) for cell, text in printed if _differ(text, shown[cell]))


def _differ(printed: str, given: str) -> bool:
    one, other = (number(text.strip().rstrip("%％")) for text in (printed, given))
    return one is not None and other is not None and abs(one - other) >= _CENT
