"""A form as plain facts: the JSON that `read`, `show` and `check` print, with the keys `contract.md` fixes.

Knows the names and the order of the keys. Values are the texts as typed; where nothing was typed and the rules give a
figure, that figure. Refuses to print, and to know where the form was read from: that is passed in.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfdesk.core.audit import Finding
from perfdesk.core.form import FUND_FIELDS, INDICATOR_FIELDS
from perfdesk.core.meaning.values import Reading, fixed, plain
from perfdesk.core.scores.scoring import Score, Scores
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Sheet

_TEXTS = (
    "project", "code", "department", "unit", "goal", "done", "process", "conclusion", "problems", "measures",
    "budget", "fiscal", "other", "purpose",
)  # fmt: skip


_BESIDE = (
    "override", "override_reason", "forecast", "likelihood", "causes", "remark", "review_actual", "review_score",
    "deviation", "completion", "evidence", "remedy", "review_note",
)  # fmt: skip
"""Fields of an indicator that few forms have: told where they are filled."""


_PRINTED = Scores()


def facts(
    sheet: Sheet,
    scores: Scores,
    findings: Sequence[Finding],
    *,
    source: str,
    kind: str,
    form: str | None,
    year: int | None,
    fund_labels: Sequence[str] = (),
    printed: bool = False,
) -> dict[str, Any]:
    """One form as `forms[n]` of the JSON. `printed`: of a document, where only what stands there is told as a value."""
    shown = _PRINTED if printed else scores
    return {
        "source": source,
        "kind": kind,
        "form": form,
        **{name: sheet.own(name) for name in _TEXTS if sheet.own(name)},
        "year": sheet.year or year,
        "funds": [_fund(sheet, shown, row, label) for row, label in enumerate(fund_labels)],
        "indicators": [_indicator(sheet, shown, row) for row in sheet.named_rows],
        "total": {part: _shown(sheet, shown, Cell("", 0, f"total.{part}")) for part in ("weight", "score")},
        "signatures": _keyed(sheet, "signatures."),
        "schedule": _schedule(sheet),
        "scored": _scored(sheet, scores),
        "findings": [told_finding(sheet, each) for each in findings],
    }


def _shown(sheet: Sheet, scores: Scores, cell: Cell) -> str:
    return sheet.text(cell) or scores.shown.get(cell, "")


def _fund(sheet: Sheet, scores: Scores, row: int, label: str) -> dict[str, str]:
    told = {name: _shown(sheet, scores, Cell(FUNDS, row, name)) for name in FUND_FIELDS}
    beside = {name: sheet.fund(row, name) for name in ("forecast", "task_done") if sheet.fund(row, name)}
    return {"label": label} | told | beside


def _indicator(sheet: Sheet, scores: Scores, row: int) -> dict[str, str]:
    told = {name: _shown(sheet, scores, Cell(INDICATORS, row, name)) for name in INDICATOR_FIELDS}
    return told | {name: sheet.at(row, name) for name in _BESIDE if sheet.at(row, name)}


def _keyed(sheet: Sheet, prefix: str) -> dict[str, str]:
    return {
        cell.field.removeprefix(prefix): text for cell, text in sheet.texts.items() if cell.field.startswith(prefix)
    }


def _schedule(sheet: Sheet) -> list[str]:
    shares = _keyed(sheet, "schedule[")
    return [shares.get(f"{number}]", "") for number in range(4)] if shares else []


def told_finding(sheet: Sheet, finding: Finding) -> dict[str, str]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "at": sheet.address(finding.cell),
        "message": finding.message,
    }


def _scored(sheet: Sheet, scores: Scores) -> dict[str, Any]:
    rate = scores.rates.get(0)
    return {
        "profile": scores.profile,
        "execution": _score(scores.execution) | {"rate": _number(rate.value if rate else None)},
        "indicators": [_score(scores.indicators.get(row), readings=True) for row in sheet.named_rows],
        "total": _number(scores.total.value if scores.total else None),
        "grade": scores.grade,
    }


def _score(score: Score | None, readings: bool = False) -> dict[str, Any]:
    if score is None:
        return {"score": None, "rule": "none", "why": ""}
    told: dict[str, Any] = {"score": _number(score.automatic), "counted": _number(score.value)}
    told |= {"rule": score.rule, "why": score.why}
    if readings:
        told["reading"] = {"target": _reading(score.target), "actual": _reading(score.actual)}
    return told


def _reading(reading: Reading | None) -> Mapping[str, Any] | None:
    if reading is None:
        return None
    return {
        "kind": str(reading.kind),
        "operator": reading.operator,
        "number": None if reading.number is None else plain(reading.number),
        "high": None if reading.high is None else plain(reading.high),
        "unit": reading.unit,
        "day": reading.day.isoformat() if reading.day else None,
        "word": reading.word,
        "certain": reading.certain,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else fixed(value, 2)
