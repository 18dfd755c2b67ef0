"""The door to the checks: one form → its findings; all forms of a ledger or document → theirs.

The tuple below lists every check. Each is one function in `checks/`, its docstring the rule and its source. A finding
is a value, never an exception, and never stands in the way of typing or saving. How grave a finding is, is data of the
profile; she may lower or raise it. Refuses to know where findings are shown.

What was found in a row or a text is remembered while it stays: an edit looks at one row anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from weakref import WeakKeyDictionary

from perfdesk.core.checks import budget, exchange, indicators, ledger, naming, project, reports, scores, texts, weights
from perfdesk.core.checks.filled import Filled, Row, Setting, filled, found_outline, outline
from perfdesk.core.checks.ledger import Listed, Together
from perfdesk.core.checks.reports import Report
from perfdesk.core.checks.shapes import (
    HEURISTIC,
    Check,
    Finding,
    FormCheck,
    LedgerCheck,
    Objection,
    ReportCheck,
    RowCheck,
    Slip,
    TextCheck,
)
from perfdesk.core.checks.texts import PROSE
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own

__all__ = [
    "CHECKS",
    "Audited",
    "Filled",
    "Finding",
    "Listed",
    "Report",
    "Setting",
    "audit",
    "audit_ledger",
    "audit_report",
    "filled",
    "found_outline",
    "outline",
]

CHECKS: tuple[Check, ...] = (
    weights.whole,
    weights.as_set,
    weights.given,
    weights.by_class,
    weights.as_usual,
    weights.balanced,
    scores.within_weight,
    scores.by_rule,
    scores.adds_up,
    scores.in_its_band,
    scores.too_good,
    scores.in_step,
    scores.subtotals,
    budget.rate,
    budget.rate_score,
    budget.parts,
    budget.above_budget,
    budget.low_rate,
    budget.changed_budget,
    budget.no_budget,
    budget.yuan,
    budget.whole_cost,
    ledger.listed_same_money,
    indicators.actual_is_a_number,
    indicators.target_is_a_number,
    indicators.unit_given,
    indicators.same_unit,
    naming.name_agrees,
    indicators.copied,
    indicators.reason_given,
    indicators.beyond_target,
    indicators.far_below,
    indicators.one_grade,
    indicators.decided,
    indicators.reason_fits,
    indicators.reason_says_something,
    naming.cost_is_a_ceiling,
    naming.paying_is_no_output,
    naming.class_fits,
    naming.named_once,
    naming.in_the_tree,
    naming.classes_there,
    indicators.satisfaction,
    indicators.satisfaction_proved,
    indicators.in_time,
    indicators.share_of_what,
    indicators.accepted,
    naming.group_known,
    indicators.nature,
    texts.filler,
    texts.length,
    texts.length_in_row,
    texts.required,
    texts.required_in_row,
    texts.problems_named,
    texts.total_stated,
    texts.not_repeated,
    ledger.own_words,
    texts.prose_agrees,
    texts.dates,
    texts.year_of_form,
    texts.year_of_row,
    texts.slips_of_the_pen,
    texts.headings,
    ledger.own_indicators,
    texts.document_numbers,
    project.code,
    ledger.code_once,
    ledger.listed_has_form,
    project.department,
    project.signatures,
    project.schedule,
    project.sources,
    project.goal,
    ledger.target_kept,
    exchange.values_clean,
    exchange.amounts_clean,
    exchange.fits,
    reports.projects_counted,
    reports.shares_whole,
    reports.grade_fits,
    reports.numbered,
    reports.problems_told,
    indicators.proved,
    indicators.proved_all,
)
"""All checks, in the order their findings are listed. A number stands twice where it looks at rows and at the form."""

_OFF = "off"
_NAMED = ("project", *PROSE)
_IN_ROW = ("l3", "target", "actual", "reason", "describe", "basis")
_SHORTEST = 2
_ROWS = tuple((order, check) for order, check in enumerate(CHECKS) if isinstance(check, RowCheck))
_FORMS = tuple((order, check) for order, check in enumerate(CHECKS) if isinstance(check, FormCheck))
_TEXTS = tuple((order, check) for order, check in enumerate(CHECKS) if isinstance(check, TextCheck))
_LEDGERS = tuple((order, check) for order, check in enumerate(CHECKS) if isinstance(check, LedgerCheck))


class Audited(NamedTuple):
    """The findings of forms looked at together: those of each, in the order given, and those of the whole."""

    forms: tuple[tuple[Finding, ...], ...]
    whole: tuple[Finding, ...]


class _Raised(NamedTuple):
    """An objection, and the place of its check in the tuple."""

    order: int
    objection: Objection


def audit(form: Filled, severities: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """All findings of a form, in the order of the checks and, within a check, of the page.

    `severities` are the ledger's own settings, by check; what they leave out is as the profile says.
    """
    return _findings(_raised(form), _usual(form), severities)


def audit_ledger(
    forms: Sequence[Filled], listed: Sequence[Listed] = (), severities: Mapping[str, str] | None = None
) -> Audited:
    """The findings of forms looked at one by one and together, and those of the whole."""
    together = Together(forms, listed)
    raised = [list(_raised(form)) for form in forms]
    whole: list[_Raised] = []
    for order, check in _LEDGERS:
        for place, objection in check.run(together):
            (whole if place is None else raised[place]).append(_Raised(order, objection))
    told = tuple(_findings(each, _usual(form), severities) for each, form in zip(raised, forms, strict=True))
    return Audited(told, _findings(whole, _usual(forms[0]) if forms else {}, severities))


def audit_report(report: Report, severities: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """The findings of a narrative text; a paragraph's cell is the field `text[n]`."""
    raised = [
        _Raised(order, _in_text(f"第{at + 1}段", reports.place(at), slip))
        for at, text in enumerate(report.paragraphs)
        for order, slip in _slips(text, report.setting)
    ]
    raised += [
        _Raised(order, objection)
        for order, check in enumerate(CHECKS)
        if isinstance(check, ReportCheck)
        for objection in check.run(report)
    ]
    return _findings(raised, report.setting.profile.severities, severities)


# From objections to findings


def _usual(form: Filled) -> Mapping[str, str]:
    """How grave the profile of a form calls its checks."""
    return form.setting.profile.severities


def _findings(
    raised: Iterable[_Raised], usual: Mapping[str, str], severities: Mapping[str, str] | None
) -> tuple[Finding, ...]:
    told = []
    for order, objection in sorted(raised, key=lambda each: each.order):
        check = CHECKS[order]
        severity = (severities or {}).get(check.key) or usual.get(check.key, check.severity)
        if severity != _OFF:
            told.append(_finding(check, objection, objection.severity or severity))
    return tuple(told)


def _finding(check: Check, objection: Objection, severity: str) -> Finding:
    excusable = check.excusable or check.kind == HEURISTIC or severity != "error"
    return Finding(check.key, severity, objection.cell, objection.message, objection.fix, excusable, check.kind)


def _raised(form: Filled) -> Iterator[_Raised]:
    return chain(_by_form(form), _by_text(form), _by_row(form))


def _by_form(form: Filled) -> Iterator[_Raised]:
    for order, check in _FORMS:
        for objection in check.run(form):
            yield _Raised(order, objection)


def _by_text(form: Filled) -> Iterator[_Raised]:
    cells = [own(name) for name in _NAMED] + [Cell(FUNDS, 0, "note")]
    for cell in cells:
        text = form.sheet.text(cell)
        for order, slip in _slips(text, form.setting) if len(text) >= _SHORTEST else ():
            name = f"{cell.section}.{cell.field}" if cell.section else cell.field
            yield _Raised(order, _in_text(f"「{form.label(name)}」", cell, slip))


def _in_text(where: str, cell: Cell, slip: Slip) -> Objection:
    fix = () if slip.mended is None else ((cell, slip.mended),)
    return Objection(cell, f"{where}{slip.message}", fix=fix)


@lru_cache(maxsize=16384)
def _slips(text: str, setting: Setting) -> tuple[tuple[int, Slip], ...]:
    return tuple((order, slip) for order, check in _TEXTS for slip in check.run((text, setting)))


def _by_row(form: Filled) -> Iterator[_Raised]:
    for place, (id_, row) in enumerate(form.rows.items(), 1):
        found = _found(row)
        if found:
            name = f"第{place}行「{short(row.name)}」"
            for order, objection in found:
                yield _Raised(order, _located(objection, id_, name))


def _located(objection: Objection, id_: int, name: str) -> Objection:
    """The objection of a row in its place on the form."""
    fix = tuple((Cell(INDICATORS, id_, cell.field), text) for cell, text in objection.fix)
    return Objection(Cell(INDICATORS, id_, objection.cell.field), name + objection.message, objection.severity, fix)


_FOUND: WeakKeyDictionary[Row, tuple[_Raised, ...]] = WeakKeyDictionary()


def _found(row: Row) -> tuple[_Raised, ...]:
    """What the checks object to in a row; rows are remembered by their texts, and this with them."""
    known = _FOUND.get(row)
    if known is None:
        known = _FOUND[row] = (*_row_texts(row), *_row_checks(row))
    return known


def _row_checks(row: Row) -> Iterator[_Raised]:
    for order, check in _ROWS:
        for objection in check.run(row):
            yield _Raised(order, objection)


def _row_texts(row: Row) -> Iterator[_Raised]:
    for name in _IN_ROW:
        if len(row[name]) < _SHORTEST or row[name].isdecimal():
            continue
        for order, slip in _slips(row[name], row.setting):
            where = f"的{row.setting.outline.label(f'indicators.{name}')}"
            fix = None if slip.mended is None else {name: slip.mended}
            yield _Raised(order, row.objection(name, where + slip.message, fix=fix))
