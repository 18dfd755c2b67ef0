"""The filled examples of the shipped forms (`resources/forms/<id>/cases.toml`) as sheets.

Their keys are those of `perfdesk read --json`; `expected` is what the rules must give.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perfdesk import catalog
from perfdesk.core.form import Form
from perfdesk.core.sheet import FUNDS, INDICATORS, ORDER, Cell, Sheet, own


@dataclass(frozen=True)
class Case:
    form_id: str
    name: str
    year: int
    sheet: Sheet
    expected: Mapping[str, Any]

    @property
    def form(self) -> Form:
        return catalog.form(self.form_id)

    def __str__(self) -> str:
        return f"{self.form_id}:{self.name}"


def cases(form_id: str) -> list[Case]:
    path = catalog.template_path(form_id).parent / "cases.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
    return [_case(form_id, each) for each in found]


def _case(form_id: str, entry: Mapping[str, Any]) -> Case:
    texts = {cell: text for cell, text in _texts(entry) if text}
    return Case(form_id, entry["name"], entry["year"], Sheet(texts), entry["expected"])


def _texts(entry: Mapping[str, Any]) -> Iterator[tuple[Cell, str]]:
    yield own("year"), str(entry["year"])
    for name, value in entry.items():
        if isinstance(value, str) and name != "name":
            yield own(name), value
    for role, name in entry.get("signatures", {}).items():
        yield own(f"signatures.{role}"), name
    for number, text in enumerate(entry.get("schedule", [])):
        yield own(f"schedule[{number}]"), text
    for number, fund in enumerate(entry.get("funds", [])):
        yield from ((Cell(FUNDS, number, name), text) for name, text in fund.items())
    for number, row in enumerate(entry["indicators"], 1):
        yield Cell(INDICATORS, number, ORDER), str(number)
        yield from ((Cell(INDICATORS, number, name), text) for name, text in row.items())
