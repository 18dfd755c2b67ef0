"""Profile and sheet → scores, each with why.

Knows the formulas of the regulation and the parameters a profile gives them; every score carries the rule that
made it, the numbers, the formula in words, what would give full marks, and the source of the rule. Refuses to
know any province: where a branch would ask which, the profile lacks a parameter. Refuses to look at how things
are printed, except that computed cells get the text the profile's formats say.

What she types into a score cell: where a rule gives a score, it is an override (`override`, with
`override_reason`) and stands beside the rule's; where none can, it is the score (`score`) and counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfdesk.core.profile import Source
from perfdesk.core.sheet import Cell
from perfdesk.core.values import Reading


@dataclass(frozen=True)
class Score:
    """One figure and how it came about."""

    value: Decimal | None
    """What counts in the total; None where there is nothing to count yet."""
    rule: str
    """`full`, `proportional`, `reverse`, `range`, `grade`, `band`, `yesno`, `date`, `typed`, `override`, `rate`, `sum`
    or `none`."""
    why: str
    """The numbers: `80 ÷ 100 × 20`."""
    words: str = ""
    """The formula in words, one sentence."""
    full: str = ""
    """What would give full marks, one sentence; blank where it has them."""
    source: Source = field(default_factory=lambda: Source("A", ""))
    weight: Decimal | None = None
    automatic: Decimal | None = None
    """What the rule gives, also where an override or a typed score counts instead."""
    overridden: bool = False
    target: Reading | None = None
    actual: Reading | None = None


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
