"""The shapes scores come in: one figure and how it came about, and all figures of a form.

Knows no formula (`rules.py`), no row (`rows.py`) and no sum (`scoring.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfdesk.core.meaning.values import Reading
from perfdesk.core.profile import ASSUMED, Source
from perfdesk.core.sheet import Cell


@dataclass(frozen=True)
class Score:
    """One figure and how it came about."""

    value: Decimal | None
    """What counts in the total; None where there is nothing to count yet."""
    rule: str
    """`full`, `proportional`, `reverse`, `range`, `grade`, `band`, `yesno`, `date`, `typed`, `override`, `rate`, `sum`,
    `apart` (不适用) or `none`."""
    why: str
    """The numbers: `80 ÷ 100 × 20`."""
    words: str = ""
    """The formula in words, one sentence."""
    full: str = ""
    """What would give full marks, one sentence; blank where it has them."""
    source: Source = ASSUMED
    weight: Decimal | None = None
    automatic: Decimal | None = None
    """What the rule gives, also where an override or a typed score counts instead."""
    overridden: bool = False
    target: Reading | None = None
    actual: Reading | None = None
    band: tuple[Decimal, Decimal] | None = None
    """Where a typed score must lie (see `rules.in_band`)."""
    proposal: Decimal | None = None
    """What may be offered where a score must be typed."""
    over: Decimal | None = None
    """By what part of the target the actual goes beyond it."""


@dataclass(frozen=True)
class Scores:
    """All figures of one form. `shown` is the text of every computed cell: what the page prints there."""

    profile: str = ""
    execution: Score | None = None
    rates: Mapping[int, Score] = field(default_factory=dict)
    """By fund row; `value` is the rate in percent."""
    indicators: Mapping[int, Score] = field(default_factory=dict)
    """By row id."""
    weights: Score | None = None
    total: Score | None = None
    grade: str = ""
    shown: Mapping[Cell, str] = field(default_factory=dict)

    def of(self, cell: Cell) -> Score | None:
        """The score a cell shows, if it shows one."""
        if cell.section == "funds":
            if cell.field == "score" and cell.row == 0:
                return self.execution
            return self.rates.get(cell.row) if cell.field == "rate" else None
        if cell.section == "indicators":
            return self.indicators.get(cell.row)
        return {"total.score": self.total, "total.weight": self.weights}.get(cell.field)
