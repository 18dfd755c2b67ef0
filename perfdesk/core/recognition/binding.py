"""A blank official sheet bound: which cell is for which field, which rows repeat, and what is doubtful about it.

Takes what the recogniser says of the sheet's labels and the template's own cells, and makes of them what `form.py`
calls a definition. Knows patterns (a label and its field in one cell, code and name in one), printed prompts, and
columns and labels only this sheet has. Refuses to know files, and what a wrong guess costs: she looks at it first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from perfdesk.core.bound import PART, YEAR
from perfdesk.core.form import FUND_FIELDS, INDICATOR_FIELDS, OWN_FIELDS
from perfdesk.core.layout.template import column_letters, reference

Place = tuple[int, int]

LONG = frozenset(("goal", "done", "process", "conclusion", "problems", "measures", "purpose"))
LONG_COLUMNS = frozenset(("reason", "note", "describe", "basis"))
REQUIRED = frozenset(
    ("project", "department", "unit", "goal", "done", "budget", "funds.adjusted", "funds.executed", "indicators.l1",
     "indicators.l2", "indicators.l3", "indicators.target", "indicators.actual", "indicators.weight")
)  # fmt: skip


class Doubt(NamedTuple):
    """A cell of which it is not sure what it is for."""

    place: Place
    why: str


@dataclass(frozen=True)
class Binding:
    """What the cells of a blank sheet are for. Places are (row, column); merged cells go by their first."""

    kind: str
    sheet: str
    title: str
    year: int
    profile: str
    cells: Mapping[Place, str]
    """Bound cell → pattern: `{goal}`, `项目负责人：{signatures.项目负责人}`, `（{form.year}年度）`."""
    funds: tuple[tuple[str, Mapping[str, Place]], ...]
    """Label and cells of each money row, the total first."""
    rows: tuple[int, int]
    columns: Mapping[str, int]
    start: tuple[Mapping[str, str], ...]
    fields: Mapping[str, Mapping[str, Any]]
    repeat: tuple[int, int] = (0, 0)
    keep: tuple[int, int] = (0, 0)
    computed: tuple[Place, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

    def taken_as(self, place: Place, pattern: str) -> "Binding":
        """The same with a cell said to be for something else; a blank pattern says it is for nothing."""
        cells = {at: each for at, each in self.cells.items() if at != place and not _moves(each, pattern)}
        funds = tuple((label, {n: at for n, at in row.items() if at != place}) for label, row in self.funds)
        if pattern:
            cells[place] = pattern
        return self._with(replace(self, cells=cells, funds=funds), place)

    def fund_as(self, place: Place, row: int, name: str) -> "Binding":
        """The same with a cell said to hold this field of a money row."""
        bare = self.taken_as(place, "")
        funds = [(label, {**cells, name: place} if number == row else cells)
                 for number, (label, cells) in enumerate(bare.funds)]  # fmt: skip
        return self._with(replace(bare, funds=tuple(funds)), place)

    def column_as(self, column: int, name: str) -> "Binding":
        """The same with a column of the indicators said to hold this field; blank for none."""
        columns = {each: at for each, at in self.columns.items() if at != column and each != name}
        if name:
            columns[name] = column
        fields = self.fields if not name else {**self.fields, **_described(f"indicators.{name}", self.fields)}
        return _tidy(replace(self, columns=columns, fields=fields))

    def rows_as(self, first: int, last: int) -> "Binding":
        """The same with other rows said to repeat."""
        return replace(self, rows=(first, last))

    def _with(self, changed: "Binding", place: Place) -> "Binding":
        fields = dict(changed.fields)
        for name in names(changed):
            fields |= _described(name, fields)
        doubts = tuple(each for each in changed.doubts if each.place != place)
        return _tidy(replace(changed, fields=fields, doubts=doubts))


def _moves(old: str, new: str) -> bool:
    """Whether a field that is said to stand elsewhere leaves its old cell: a title may name it as well."""
    parts = PART.findall(new)
    return len(parts) == 1 and PART.findall(old) == parts and old.endswith(f"{{{parts[0]}}}")


def names(binding: Binding) -> Iterator[str]:
    """The fields that stand on the sheet, as a definition's `fields` calls them."""
    for pattern in binding.cells.values():
        yield from (name for name in PART.findall(pattern) if name != YEAR)
    for _, cells in binding.funds:
        yield from (f"funds.{name}" for name in cells)
    yield from (f"indicators.{name}" for name in binding.columns)


def _described(name: str, fields: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {} if name in fields else {name: described(name, name.rpartition(".")[2])}


def described(name: str, label: str) -> dict[str, Any]:
    """What is said of a field: its label, and how it is typed."""
    last = name.rpartition(".")[2]
    said: dict[str, Any] = {"label": label}
    if name in LONG or ("." in name and last in LONG_COLUMNS):
        said["long"] = True
    if name in REQUIRED:
        said["required"] = True
    return said


def _tidy(binding: Binding) -> Binding:
    """Without descriptions of fields that stand nowhere."""
    there = set(names(binding))
    return replace(binding, fields={name: said for name, said in binding.fields.items() if name in there})


def definition(binding: Binding, form_id: str, name: str, short: str, issuer: str) -> dict[str, Any]:
    """The binding as the data of a form.toml."""
    cells = [{"at": reference(*at), "text": text} for at, text in sorted(binding.cells.items())]
    funds = [
        {"label": label, "cells": {each: reference(*at) for each, at in row.items()}} for label, row in binding.funds
    ]
    page = {key: f"{span[0]}:{span[1]}" for key, span in _spans(binding) if span[0]}
    indicators = {
        "rows": f"{binding.rows[0]}:{binding.rows[1]}",
        "columns": {each: column_letters(at) for each, at in binding.columns.items()},
        "start": [dict(row) for row in binding.start],
    }
    return {
        "id": form_id, "name": name, "short": short, "kind": binding.kind, "issuer": issuer, "year": binding.year,
        "profile": binding.profile, "sheet": binding.sheet, "cells": cells, "funds": funds, "indicators": indicators,
        "page": page, "fields": {each: dict(said) for each, said in _tidy(binding).fields.items()},
    }  # fmt: skip


def _spans(binding: Binding) -> tuple[tuple[str, tuple[int, int]], ...]:
    return ("repeat", binding.repeat), ("keep", binding.keep)


def addresses(binding: Binding) -> Iterator[tuple[str, str]]:
    """Address of a field and the cell it stands in, in the order of the sheet; indicators apart."""
    found: list[tuple[Place, str]] = []
    for at, pattern in binding.cells.items():
        found += [(at, "year" if name == YEAR else name) for name in PART.findall(pattern)]
    for row, (_, cells) in enumerate(binding.funds):
        found += [(at, f"funds[{row}].{name}") for name, at in cells.items()]
    yield from ((name, reference(*at)) for at, name in sorted(found))


def known_names(section: str) -> tuple[str, ...]:
    """The fields a cell may be said to be for: `own`, `funds`, `indicators`."""
    return {"own": OWN_FIELDS, "funds": FUND_FIELDS, "indicators": INDICATOR_FIELDS}[section]


def word(text: str, taken: Iterable[str]) -> str:
    """A name for a field only this sheet has: its label, as addresses can hold it."""
    name = re.sub(r"\W+", "", text)[:20] or "栏"
    name = f"栏{name}" if name[0].isdigit() else name
    taken, number, unique = set(taken), 2, name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique
