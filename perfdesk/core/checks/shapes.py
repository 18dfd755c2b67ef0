"""The shapes of checking: what a check is, what it objects to, what she is told.

Knows no rule. A check is a function with its number, how grave it is where the profile says nothing, and whether it
may be wrong; the decorators below make one of a function, whose docstring is the rule and its source.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from perfdesk.core.sheet import INDICATORS, Cell, own

if TYPE_CHECKING:
    from perfdesk.core.checks.filled import Filled, Row, Setting
    from perfdesk.core.checks.ledger import Together
    from perfdesk.core.checks.reports import Report

Fix = tuple[tuple[Cell, str], ...]
MECHANICAL, HEURISTIC = "m", "h"


@dataclass(frozen=True)
class Finding:
    """Something a reviewer would object to. `severity` is `error`, `warning` or `hint`."""

    check: str
    severity: str
    cell: Cell
    message: str
    fix: Fix = ()
    """Texts that put it right, cell by cell, where that is certain. They go into the sheet as they are."""
    excusable: bool = False
    """Whether it may stand with a written explanation (已知晓并说明)."""
    kind: str = MECHANICAL
    """`m` for what is so, `h` for what may be wrong and is only asked."""


class Objection(NamedTuple):
    """What a check objects to, and where. `severity` is set where the rule itself knows better than the profile."""

    cell: Cell
    message: str
    severity: str = ""
    fix: Fix = ()


class Slip(NamedTuple):
    """What a text check objects to in a text, and the whole text put right, where that is certain."""

    message: str
    mended: str | None = None


@dataclass(frozen=True)
class Check:
    """A check by its number, with the severity it has where the profile says nothing."""

    key: str
    severity: str
    run: Callable[[Any], Iterator[Any]]
    kind: str = MECHANICAL
    excusable: bool = False


class RowCheck(Check):
    """Looks at one indicator row alone: its answer is remembered while the row's texts stay. Cells have row 0."""


class FormCheck(Check):
    """Looks at a whole form."""


class TextCheck(Check):
    """Looks at one text, wherever it stands: `run((text, setting))` gives slips."""


class ReportCheck(Check):
    """Looks at a narrative report."""


class LedgerCheck(Check):
    """Looks at all forms of a ledger or document together: gives pairs of the place of a form and an objection."""


def of_row(
    key: str, severity: str, kind: str = MECHANICAL, *, excusable: bool = False
) -> Callable[[Callable[["Row"], Iterator[Objection]]], RowCheck]:
    return lambda run: RowCheck(key, severity, run, kind, excusable)


def of_form(
    key: str, severity: str, kind: str = MECHANICAL, *, excusable: bool = False
) -> Callable[[Callable[["Filled"], Iterator[Objection]]], FormCheck]:
    return lambda run: FormCheck(key, severity, run, kind, excusable)


def of_text(
    key: str, severity: str, kind: str = MECHANICAL
) -> Callable[[Callable[[tuple[str, "Setting"]], Iterator[Slip]]], TextCheck]:
    return lambda run: TextCheck(key, severity, run, kind)


def of_ledger(
    key: str, severity: str, kind: str = MECHANICAL
) -> Callable[[Callable[["Together"], Iterator[tuple[int | None, Objection]]]], LedgerCheck]:
    return lambda run: LedgerCheck(key, severity, run, kind)


def of_report(
    key: str, severity: str, kind: str = MECHANICAL
) -> Callable[[Callable[["Report"], Iterator[Objection]]], ReportCheck]:
    return lambda run: ReportCheck(key, severity, run, kind)


def in_row(field: str) -> Cell:
    """The cell of a field in the row at hand, whichever it is."""
    return Cell(INDICATORS, 0, field)


INDICATORS_WHOLE = own("indicators")
"""The address of what concerns all indicator rows together."""
