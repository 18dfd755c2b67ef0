"""The practice ledger (练习账本): made on the spot from `resources/practice/ledger.toml`, through the one door.

Knows how that file is written. Refuses to put anything into a ledger by another way than the window would: what
the practice ledger holds was typed, and its journal says so.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdesk import catalog
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ledger import Ledger

NAME = "练习账本.perf"
WHO = "练习账本"
_FUND_FIELDS = ("initial", "adjusted", "executed", "note")


def make(path: Path) -> Path:
    """A new practice ledger at `path`; one that is there already is left as she left it."""
    if path.exists():
        return path
    beside = path.with_name(f".{path.name}")
    for left in (beside, beside.with_name(f"{beside.name}-wal"), beside.with_name(f"{beside.name}-shm")):
        left.unlink(missing_ok=True)
    _typed_into(beside)
    beside.replace(path)
    return path


def _typed_into(path: Path) -> None:
    """All of it at another path first: half a practice ledger would be taken for hers ever after."""
    source = tomllib.loads((catalog.resources() / "practice" / "ledger.toml").read_text("utf-8"), parse_float=Decimal)
    ledger = Ledger.create(path, unit=source["unit"], unit_code=source["unit_code"], year=source["year"], who=WHO)
    try:
        desk = Desk(ledger)
        for project in source["projects"]:
            _project(desk, project, source["year"])
    finally:
        ledger.close()


def _project(desk: Desk, project: Mapping[str, Any], year: int) -> None:
    step, number = desk.plan_project(project["name"], project["code"], year)
    desk.apply(step)
    for form in project.get("forms", []):
        step, form_id = desk.plan_form(number, form["form"])
        desk.apply(step)
        _fill(desk, desk.document(form_id), form)


def _fill(desk: Desk, document: Document, form: Mapping[str, Any]) -> None:
    """Types what the source says; a form it gives rows for loses those it began with."""
    rows = [_named(form["columns"], line) for line in form["rows"]]
    texts = [(own(name), text) for name, text in form["own"].items()]
    texts += _funds(form.get("funds", []))
    if rows:
        desk.apply(document.plan_remove_rows(document.sheet.rows))
        desk.apply(document.plan_rows(0, len(rows)))
        texts += _indicators(document, rows)
    desk.apply(document.plan(texts))


def _named(columns: str, line: str) -> dict[str, str]:
    return dict(zip(columns.split("|"), line.split("|"), strict=False))


def _funds(lines: Sequence[str]) -> Iterator[tuple[Cell, str]]:
    for row, line in enumerate(lines):
        for name, text in zip(_FUND_FIELDS, line.split("|"), strict=False):
            yield Cell(FUNDS, row, name), text


def _indicators(document: Document, rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[Cell, str]]:
    for row, texts in zip(document.sheet.rows, rows, strict=True):
        yield from ((Cell(INDICATORS, row, name), text) for name, text in texts.items() if text)
