"""Sheets drawn as text, to be recognised: one line a row, cells between bars; `<` goes on to the left, `^` upward."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from perfdesk.core.recognition.found import Found, FoundForm
from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.core.recognition.labels import Labels, load
from perfdesk.core.recognition.recognise import recognise

_FILE = Path(__file__).parents[2] / "resources" / "labels.toml"
LABELS: Labels = load(tomllib.loads(_FILE.read_text(encoding="utf-8")), "labels.toml")

Rows = list[list[str]]


def rows(drawing: str) -> Rows:
    """The cells of a drawing; `\\n` in a cell is a line break, an empty line a blank row."""
    lines = drawing.strip("\n").split("\n")
    return [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in lines]


def grid(table: Rows, source: str = "表.xlsx#Sheet1", headings: Sequence[str] = ()) -> Grid:
    """The grid of these rows."""
    cells = []
    for row, line in enumerate(table):
        for column, text in enumerate(line):
            if text in ("<", "^"):
                continue
            across, down = _span(table, row, column)
            if text or across > 1 or down > 1:
                cells.append(Shown(row + 1, column + 1, down, across, text))
    return Grid(source, tuple(cells), tuple(headings))


def _span(table: Rows, row: int, column: int) -> tuple[int, int]:
    across = 1
    while column + across < len(table[row]) and table[row][column + across] == "<":
        across += 1
    down = 1
    while row + down < len(table) and column < len(table[row + down]) and table[row + down][column] == "^":
        down += 1
    return across, down


def read(*grids: Grid) -> Found:
    return recognise(grids, LABELS)


def drawn(drawing: str, **more: object) -> Found:
    return read(grid(rows(drawing), **more))  # type: ignore[arg-type]


def only(found: Found) -> FoundForm:
    """The one form that was found."""
    assert len(found.forms) == 1, [form.source for form in found.forms]
    return found.forms[0]


def fund(form: FoundForm, row: int, *names: str) -> list[str]:
    return [form.sheet.fund(row, name) for name in names]


def indicators(form: FoundForm, *names: str) -> list[tuple[str, ...]]:
    """The named indicators in order, by these fields."""
    return [tuple(form.sheet.at(row, name) for name in names) for row in form.sheet.named_rows]
