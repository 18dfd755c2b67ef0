"""One cell of an official sheet that shows fields: alone, or several in a pattern such as `{code}-{project}`.

Knows how fields are put together into what the cell shows, and how what is typed over it is taken apart again.
Refuses to know which cells a form has (`form.py`) and how they are drawn (`page.py`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from types import MappingProxyType

from perfdesk.core.sheet import Cell

PART = re.compile(r"\{([^{}]+)\}")
"""A field in a pattern."""
YEAR = "form.year"
"""The part that shows the form's year, and is nobody's to type over."""
_SHAPES = {"code": "[0-9A-Z]{6,}"}
"""What a field must look like to be told from its neighbours when a pattern is taken apart."""
_ALIKE = ("：:", "（(", "）)", "-－–—")
"""Punctuation that an input method gives in one width or the other."""
_NOTHING: Mapping[Cell, str] = MappingProxyType({})


@dataclass(frozen=True)
class Bound:
    """A template cell that shows fields. `parts` are the names in `pattern`, `cells` where each is kept."""

    row: int
    column: int
    pattern: str
    cells: tuple[Cell, ...]

    @property
    def single(self) -> Cell | None:
        """The cell, where the bound cell shows one field and nothing else."""
        alone = len(self.cells) == 1 and PART.fullmatch(self.pattern)
        return self.cells[0] if alone else None

    @property
    def editable(self) -> bool:
        return bool(self.cells)

    @cached_property
    def _pieces(self) -> tuple[tuple[str, Cell | None], ...]:
        """What is printed before each part, and its cell (None for the year); the last piece ends the pattern."""
        split = PART.split(self.pattern)
        cells = iter(self.cells)
        parts = [None if name == YEAR else next(cells) for name in split[1::2]]
        return (*zip(split[0::2], parts, strict=False), (split[-1], None))

    def text(self, values: Mapping[Cell, str], year: int) -> str:
        """What the cell shows. Punctuation between two fields is left out where one is blank; labels stay."""
        if self.cells and not any(values.get(cell, "") for cell in self.cells):
            return ""
        shown = ""
        filled = False
        for number, (before, cell) in enumerate(self._pieces[:-1]):
            part = str(year) if cell is None else values.get(cell, "")
            shown += before if number == 0 or (filled and part) or not _joins(before) else ""
            shown += part
            filled = filled or bool(part)
        return shown + self._pieces[-1][0]

    def taken_apart(self, text: str, held: Mapping[Cell, str] = _NOTHING) -> list[tuple[Cell, str]]:
        """The fields in a text typed over the whole cell. What does not fit the pattern goes to the last field.

        Labels may be left out or typed in the other width; a field that is not there becomes blank. What a field
        held before is known again even where it has not the shape of its kind.
        """
        if self.single:
            return [(self.single, text)]
        if not text.strip():
            return [(cell, "") for cell in self.cells]
        for labels, kept in product(("", "?"), _subsets(self.cells)):
            match = re.fullmatch(self._expression(kept, labels, held), text, re.DOTALL)
            if match:
                found = dict(zip(kept, match.groups(), strict=True))
                return [(cell, found.get(cell, "").strip()) for cell in self.cells]
        return [(cell, text if cell == self.cells[-1] else "") for cell in self.cells]

    def _expression(self, kept: tuple[Cell, ...], labels: str, held: Mapping[Cell, str]) -> str:
        """The regular expression of the pattern with these of its fields; `labels` is `?` where they may be missing."""
        expression, seen = "", False
        for number, (before, cell) in enumerate(self._pieces[:-1]):
            here = cell is None or cell in kept
            if number and _joins(before):
                expression += _literal(before) if seen and here else ""
            else:
                expression += f"(?:{_literal(before)}){labels}"
            if cell in kept and cell is not None:
                expression += rf"\s*({_shape(cell, held)})\s*"
            elif cell is None:
                expression += r"(?:\d{4})?"
            seen = seen or here
        return expression + f"(?:{_literal(self._pieces[-1][0])}){labels}"


def _shape(cell: Cell, held: Mapping[Cell, str]) -> str:
    """The regular expression of what a field may be."""
    shape = _SHAPES.get(cell.field)
    if not shape:
        return ".*?"
    return f"{re.escape(held[cell])}|{shape}" if held.get(cell) else shape


def _joins(text: str) -> bool:
    """Whether a printed piece only joins two fields (`-`, blanks), and is no label."""
    return not any(character.isalnum() for character in text)


def _literal(text: str) -> str:
    """The regular expression of a printed piece, in either width and with blanks at will."""
    alike = {character: f"[{re.escape(group)}]" for group in _ALIKE for character in group}
    parts = ("" if character.isspace() else alike.get(character, re.escape(character)) for character in text)
    return r"\s*" + r"\s*".join(part for part in parts if part)


def _subsets(cells: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """Which fields a text may hold, likeliest first: as many as can be, those with a shape of their own, the last."""

    def likelihood(kept: tuple[Cell, ...]) -> tuple[int, int, list[int]]:
        return len(kept), sum(cell.field in _SHAPES for cell in kept), sorted(map(cells.index, kept))

    every: Iterable[tuple[Cell, ...]] = (
        kept for count in range(1, len(cells) + 1) for kept in combinations(cells, count)
    )
    return sorted(every, key=likelihood, reverse=True)
