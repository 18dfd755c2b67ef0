"""Where the template's rows went: references in formulas, ranges and names that follow them.

Knows that one block of rows was replaced by more or fewer, and what a reference to the old rows is to be then. Refuses
to know XML: texts in, texts out. Rows count from 1.

Two kinds of following. What points (a formula, a name, a picture's corner) keeps its place, and a range over the whole
block grows with it. What is painted on cells (a validation, a conditional format) is on every row that was made from
those it was on.
"""

import re
from dataclasses import dataclass

from perfdesk.core.layout.template import column_letters, column_number

LAST_ROW = 1_048_576

_CELL = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_TOKEN = re.compile(
    rf"""
      "(?:[^"]|"")*"                                                  # a text
    | \#[A-Z/0]+[!?]?                                                 # an error value
    | (?P<sheet>(?:'(?:[^']|'')+'|\[\d+\][^\s!'"()+*/^&=<>,;-]+|[^\W\d][\w.]*)!)?
      (?P<ref>{_CELL}(?::{_CELL})?|\$?\d{{1,7}}:\$?\d{{1,7}})(?![\w(.!\[])
    | \[(?:[^\[\]]|\[[^\]]*\])*\]                                     # the columns of a table
    | (?P<alone>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)                    # a sheet before a name or whole columns
    | [\w.\\]+                                                        # a function, a name, a number
    """,
    re.VERBOSE,
)
_PART = re.compile(r"(\$?)([A-Z]{0,3})(\$?)(\d+)")
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"(?i)[A-Z]{1,3}\d+|R\d*C\d*|R\d*|C\d*")


@dataclass(frozen=True)
class Rows:
    """Template rows → page rows. `origins` is the page's; `first` to `last` is the template's block that repeats."""

    origins: tuple[int, ...]
    first: int
    last: int
    total: int
    """Rows of the template."""

    @property
    def count(self) -> int:
        """Rows of the page that stand for the block."""
        return len(self.origins) - self.total + self.last - self.first + 1

    @property
    def shift(self) -> int:
        """How far what is below the block moved down."""
        return len(self.origins) - self.total

    def inside(self, row: int) -> bool:
        return self.first <= row <= self.last

    def at(self, row: int) -> int | None:
        """Where a template row stands now; None where it is gone. The block's last row stays its last."""
        if row < self.first:
            return row
        if row > self.last:
            return min(row + self.shift, LAST_ROW)
        if row == self.last and (self.count > 1 or self.first == self.last):
            return self.first + self.count - 1 if self.first != self.last else self.first
        kept = row == self.first or row - self.first < self.count - 1
        return row if kept else None

    def span(self, low: int, high: int) -> tuple[int, int] | None:
        """Where a range of rows is now; None where nothing of it is left. One over the whole block is so still."""
        if low <= self.first and high >= self.last:
            end = self.first + self.count - 1 if high == self.last else min(high + self.shift, LAST_ROW)
            return low, end
        found = [now for row in self._ends(low, high) if (now := self.at(row)) is not None]
        return (found[0], found[-1]) if found else None

    def _ends(self, low: int, high: int) -> list[int]:
        """The rows of a range worth looking at: its ends, and all that lie in the block."""
        inside = range(max(low, self.first), min(high, self.last) + 1)
        return sorted({low, high, *inside})

    def copies(self, row: int) -> list[int]:
        """The page rows made from this template row; itself, where no rows were added or taken away."""
        if not self.shift or not self.inside(row):
            now = self.at(row)
            return [] if now is None else [now]
        return [number for number, origin in enumerate(self.origins, 1) if origin == row]

    def runs(self, low: int, high: int) -> list[tuple[int, int]]:
        """The page rows made from these template rows, as runs."""
        if (low <= self.first and high >= self.last) or high < self.first or low > self.last:
            whole = self.span(low, high)
            return [whole] if whole else []
        rows = [number for number, origin in enumerate(self.origins, 1) if low <= origin <= high]
        if high > self.total:
            rows += [max(low, self.total + 1) + self.shift, min(high + self.shift, LAST_ROW)]
        return _joined(rows, len(self.origins))


def _joined(rows: list[int], total: int) -> list[tuple[int, int]]:
    """Rows one after the other as runs; below the page there is one run only."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and (row <= runs[-1][1] + 1 or runs[-1][1] > total):
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


@dataclass(frozen=True)
class Moving:
    """One sheet's move: its rows, and its name where it gets another."""

    rows: Rows
    sheet: str
    renamed: str

    @property
    def idle(self) -> bool:
        """Whether references stay as they are."""
        return not self.rows.shift and self.sheet == self.renamed

    def formula(self, text: str, *, own: bool = True, home: tuple[int, int] | None = None) -> str | None:
        """The formula as it reads now; None where it cannot follow: it names rows that are gone, or names rows of the
        block one by one, so that added ones would be missing.

        `own`: it stands on the sheet that moved. `home`: the template row and page row of a cell in the block.
        """
        single: set[int] = set()
        lost = False

        def follow(match: re.Match[str]) -> str:
            nonlocal lost
            prefix, reference = match["sheet"] or "", match["ref"]
            if reference is None:
                return self._prefix(match[0]) if match["alone"] else match[0]
            if not (self._mine(prefix) if prefix else own):
                return match[0]
            moved = self._reference(reference, home, single)
            lost = lost or moved is None
            return f"{self._prefix(prefix)}{moved}"

        result = _TOKEN.sub(follow, text)
        scattered = (
            self.rows.shift and home is None and (len(single) > 1 or (single and self.rows.first == self.rows.last))
        )
        return None if lost or scattered else result

    def name(self, text: str) -> str:
        """The text of a defined name as it reads now; what cannot follow points to nothing, as Excel has it."""
        return ",".join(self.formula(part, own=False) or "#REF!" for part in _areas_of(text))

    def area(self, reference: str) -> str | None:
        """A range as it is now; None where nothing of it is left."""
        return self._reference(reference, None, set())

    def areas(self, sqref: str) -> str:
        """Ranges that are painted on cells: all rows made from theirs. Blank where nothing is left."""
        if not self.rows.shift:
            return sqref
        return " ".join(piece for area in sqref.split() for piece in self._copies(area))

    def _copies(self, area: str) -> list[str]:
        first, _, last = area.partition(":")
        start, end = _PART.fullmatch(first), _PART.fullmatch(last or first)
        if not start or not end:
            return [area]
        runs = self.rows.runs(int(start[4]), int(end[4]))
        return [_range(f"{start[2]}{low}", f"{end[2]}{high}") for low, high in runs]

    def _mine(self, prefix: str) -> bool:
        name = prefix[:-1]
        return (name[1:-1].replace("''", "'") if name.startswith("'") else name) == self.sheet

    def _prefix(self, prefix: str) -> str:
        if not prefix or self.sheet == self.renamed or not self._mine(prefix):
            return prefix
        return f"{quoted(self.renamed)}!"

    def _reference(self, reference: str, home: tuple[int, int] | None, single: set[int]) -> str | None:
        first, colon, last = reference.partition(":")
        start, end = _PART.fullmatch(first), _PART.fullmatch(last or first)
        if not start or not end:
            return reference
        low, high = int(start[4]), int(end[4])
        if home is not None:
            ends = [self._from_home(part, home) for part in (start, end)]
            if None not in ends:
                low, high = (int(each or 0) for each in ends)
                return _again(start, low) + (f":{_again(end, high)}" if colon else "")
        if not colon:
            single |= {low} & set(range(self.rows.first, self.rows.last + 1))
            now = self.rows.at(low)
            return None if now is None else _again(start, now)
        span = self.rows.span(low, high)
        return f"{_again(start, span[0])}:{_again(end, span[1])}" if span else None

    def _from_home(self, part: re.Match[str], home: tuple[int, int]) -> int | None:
        """A row as a cell in the block sees it: rows of the block go along with the cell, all others stay theirs."""
        row = int(part[4])
        if part[3] or not self.rows.inside(row):
            return self.rows.at(row) if not self.rows.inside(row) else None
        return home[1] + row - home[0]


def _again(part: re.Match[str], row: int) -> str:
    return f"{part[1]}{part[2]}{part[3]}{row}"


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}:{last}"


def _areas_of(text: str) -> list[str]:
    """The pieces of a union: `'a,b'!$A:$A,'a,b'!$1:$1` is two."""
    return re.findall(r"(?:'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\([^()]*\)|[^,])+", text) or [text]


def quoted(name: str) -> str:
    """A sheet's name as formulas write it."""
    if _PLAIN_NAME.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def inputs(formula: str, sheet: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The cells a formula on this sheet reads there: first and last (row, column) of each reference but whole rows."""
    found = []
    for match in _TOKEN.finditer(formula):
        prefix = (match["sheet"] or "").removesuffix("!")
        if match["ref"] and prefix in ("", sheet, quoted(sheet), f"'{sheet}'"):
            ends = [part for part in _PART.finditer(match["ref"]) if part[2]]
            if ends:
                first, last = ends[0], ends[-1]
                found.append(((int(first[4]), column_number(first[2])), (int(last[4]), column_number(last[2]))))
    return found


def shifted(formula: str, rows: int, columns: int) -> str:
    """A shared formula as a cell so many rows and columns from its master has it."""
    return _TOKEN.sub(lambda match: match[0] if match["ref"] is None else _offset(match, rows, columns), formula)


def _offset(match: re.Match[str], rows: int, columns: int) -> str:
    def part(piece: re.Match[str]) -> str:
        letters = piece[2] if piece[1] or not piece[2] else column_letters(column_number(piece[2]) + columns)
        row = int(piece[4]) if piece[3] or (piece[1] and not piece[2]) else int(piece[4]) + rows
        return f"{piece[1]}{letters}{piece[3]}{row}"

    return (match["sheet"] or "") + _PART.sub(part, match["ref"])
