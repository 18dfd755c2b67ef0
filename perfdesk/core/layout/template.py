"""The official workbook as plain values: columns, rows, cells with their looks, paper.

Knows what a template looks like; refuses to know how it was read (`formats/ooxml.py`) or what its
cells mean (`form.py`). Lengths are points. Rows and columns count from 1, as in the workbook.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(frozen=True)
class Border:
    """Excel's line styles on the four sides: thin, medium, thick, hair, dotted, dashed, double; blank for none."""

    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""


@dataclass(frozen=True)
class Style:
    """How a cell looks. `font` is the official name the template gives (宋体, 方正小标宋简体…)."""

    font: str = "宋体"
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""
    fill: str = ""
    horizontal: str = ""
    """One of "left", "center", "right", "justify", or blank (texts left, numbers right)."""
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0
    rotation: int = 0
    """Excel's text rotation; 255 is characters stacked upright."""
    number_format: str = "General"
    border: Border = field(default_factory=Border)


@dataclass(frozen=True)
class Patch:
    """A cell of the template, or a merged range as one: where it starts, what it spans, what is printed in it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    style: Style
    formula: str = ""


@dataclass(frozen=True)
class Paper:
    """Page set-up, in points. `repeat` are the template's print-title rows (first, last), 0 for none."""

    width: float = 595.28
    height: float = 841.89
    left: float = 50.4
    right: float = 50.4
    top: float = 54.0
    bottom: float = 54.0
    fit_width: bool = True
    centered: bool = False
    repeat: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Template:
    """One sheet of an official workbook. `widths[0]` is column A, `heights[0]` row 1."""

    sheet: str
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    patches: tuple[Patch, ...]
    paper: Paper

    @cached_property
    def starts(self) -> frozenset[tuple[int, int]]:
        """Where cells begin: places inside a merged range are not among them."""
        return frozenset((patch.row, patch.column) for patch in self.patches)


def place(reference: str) -> tuple[int, int]:
    """(row, column) of a cell reference: `C4` → (4, 3)."""
    match = _REFERENCE.fullmatch(reference.strip())
    if not match:
        raise ValueError(f"not a cell reference: {reference!r}")
    return int(match[2]), column_number(match[1])


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def reference(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"
