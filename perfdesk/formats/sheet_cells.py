"""The cells of one sheet's XML, filled from a page: rows made from template rows, values, merges, heights, borders.

Knows `sheetData` and `mergeCells`. A cell whose text is the template's own is not touched, so that its rich text stays.
Refuses to know the rest of the sheet (`sheet_marks.py`) and the other parts of the workbook (`xlsx.py`).
"""

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from lxml import etree

from perfdesk.core.form import Form
from perfdesk.core.layout.page import Box, Page
from perfdesk.core.layout.template import Border, Patch, column_number, place, reference
from perfdesk.core.meaning.numerals import number
from perfdesk.formats.cell_values import Writer, forget_value, numeric, write_beside_formula
from perfdesk.formats.moving import Moving, inputs, shifted
from perfdesk.formats.package import MAIN, parse
from perfdesk.formats.styles import Looks

TALLEST = 409
"""Points: Excel knows no taller row."""
_BEFORE_MERGES = (
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews",
)  # fmt: skip
_PLAIN_FIGURE = re.compile(r"-?\d+(\.\d+)?%?", re.ASCII)

_F, _MERGE = f"{MAIN}f", f"{MAIN}mergeCell"
_SIDES = ("left", "right", "top", "bottom")

Place = tuple[int, int]


class _Head(NamedTuple):
    """What a cell of the template is: in which column, and whether it has a formula."""

    letters: str
    column: int
    formula: bool


class Cells:
    """The rows of one sheet while it is being filled: `root` is the `issued` one parsed.

    `looks` is asked for only where a look must be made.
    """

    def __init__(
        self, issued: bytes, root: etree._Element, form: Form, page: Page, moving: Moving, looks: Callable[[], Looks]
    ) -> None:
        self._root, self._form, self._page, self._moving, self._looks = root, form, page, moving, looks
        self._heads = _heads(issued)
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[Place, etree._Element] = {}
        self._own_looks: dict[Place, int] = {}
        """Template place in the block → the look it had."""
        self._patches = _starts(form)
        self._numbers: dict[Place, Decimal | None] = {}
        self._write = Writer(root).write
        self.formulas_changed = False
        self.recalculate = False
        """A formula stays whose value nobody here knows."""

    def fill(self) -> None:
        data = self._root.find(f"{MAIN}sheetData")
        if data is None:
            raise ValueError("a worksheet without sheetData")
        _unshare(data)
        self._remake(data)
        for box in self._page.boxes:
            self._fill_box(box)
            self._clear_under(box)
        self._grow()
        self._close_borders()
        self._shrink()
        data[:] = [self._rows[row] for row in sorted(self._rows)]
        self._merge()
        self.recalculate = any(cell.find(f"{MAIN}v") is None for cell in self._formulas(data))

    @staticmethod
    def _formulas(data: etree._Element) -> Iterator[etree._Element]:
        for formula in data.iter(f"{MAIN}f"):
            cell = formula.getparent()
            if cell is not None:
                yield cell

    def _remake(self, data: etree._Element) -> None:
        """The page's rows, each from the template row it was made from; what the template has below follows."""
        known = {int(row.get("r", "0")): row for row in data.iterfind(f"{MAIN}row")}
        rows = self._moving.rows
        heads = self._heads
        for was in range(rows.first, rows.last + 1):
            for head, cell in zip(heads.get(was, ()), known.get(was, ()), strict=True):
                self._own_looks[was, head.column] = int(cell.get("s", "0"))
        below = [(was + rows.shift, was) for was in sorted(known) if was > rows.total]
        for now, was in (*enumerate(self._page.origins, 1), *below):
            if was in known:
                self._take(known[was], heads[was], now, was)

    def _take(self, row: etree._Element, heads: Sequence[_Head], now: int, was: int) -> None:
        home = (was, now) if self._moving.rows.inside(was) else None
        if home:
            row = copy.copy(row)
        self._rows[now] = row
        if now != was:
            row.set("r", str(now))
        cells = list(row)
        for (letters, column, formula), cell in zip(heads, cells, strict=True):
            if now != was:
                cell.set("r", f"{letters}{now}")
            self._cells[now, column] = cell
            if formula:
                forget_value(cell)
                self._follow(cell, cell[0], home)

    def _follow(self, cell: etree._Element, formula: etree._Element, home: Place | None) -> None:
        """A formula follows the rows it names. One that cannot goes: the page's value stands there alone."""
        if self._moving.idle and home is None:
            return
        moved = self._moving.formula(formula.text or "", home=home)
        area = self._area(str(formula.get("ref")), home) if formula.get("ref") else ""
        if moved is None or area is None:
            cell.remove(formula)
            self.formulas_changed = True
            return
        formula.text = moved
        if area:
            formula.set("ref", area)

    def _area(self, area: str, home: Place | None) -> str | None:
        return self._moving.formula(area, home=home) if home else self._moving.area(area)

    def _fill_box(self, box: Box) -> None:
        patch = self._patches.get((self._page.origins[box.row - 1], box.column))
        cell = self._cells.get((box.row, box.column)) if patch and patch.formula else None
        formula = _formula(cell) if cell is not None else None
        if cell is not None and formula is not None:
            self._fill_formula(box, cell, formula)
        elif box.text != (patch.text if patch else ""):
            self._write(self._cell(box.row, box.column), box.text, self._number(box))
        if box.cells and len(box.lines) > 1 and not box.style.wrap and not box.style.rotation:
            self._set_look((box.row, box.column), self._look(box.row, box.column), wrap=True)

    def _clear_under(self, box: Box) -> None:
        """Rows that each had a class of their own may be under one now: nobody would see what they had."""
        for row in range(box.row + 1, box.row + box.rows) if box.cells else ():
            cell = self._cells.get((row, box.column))
            if cell is not None and len(cell):
                self._write(cell, "", None)

    def _fill_formula(self, box: Box, cell: etree._Element, formula: etree._Element) -> None:
        """What she typed replaces a formula; what the rules computed stands beside it."""
        if not box.cells or (not box.computed and not box.text):
            return
        if box.computed and "override" not in box.marks and self._sound(formula.text or ""):
            write_beside_formula(cell, box.text)
        else:
            self.formulas_changed = True
            self._write(cell, box.text, self._number(box))

    def _sound(self, formula: str) -> bool:
        """Whether Excel would compute what we did: every figure that the formula reads is a number there too."""
        for first, last in _read_by(formula, self._moving.renamed):
            if first == last:
                if not _PLAIN_FIGURE.fullmatch(self._texts.get(first, "0")):
                    return False
            elif any(number(self._texts[at]) is not None for at in self._texts_in(first, last)):
                return False
        return True

    def _texts_in(self, first: Place, last: Place) -> list[Place]:
        return [at for at in self._texts if first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]]

    @cached_property
    def _texts(self) -> dict[Place, str]:
        """Where something is filled in that the workbook holds as a text."""
        return {
            (box.row, box.column): box.text
            for box in self._page.boxes
            if box.cells and box.text and "prompt" not in box.marks and self._number(box) is None
        }

    def _number(self, box: Box) -> Decimal | None:
        """The number the box is written as, if it is one."""
        at = (box.row, box.column)
        if at not in self._numbers:
            self._numbers[at] = numeric(self._form, box)
        return self._numbers[at]

    def _cell(self, row: int, column: int) -> etree._Element:
        """The cell there, made where the template has none."""
        if (row, column) not in self._cells:
            parent = self._row(row)
            cell = etree.Element(f"{MAIN}c", {"r": reference(row, column)})
            look = parent.get("s") if parent.get("customFormat") == "1" else self._column_look(column)
            if look and look != "0":
                cell.set("s", look)
            before = [each for each in parent if _column(each) < column]
            parent.insert(len(before), cell)
            self._cells[row, column] = cell
        return self._cells[row, column]

    def _row(self, row: int) -> etree._Element:
        if row not in self._rows:
            self._rows[row] = etree.Element(f"{MAIN}row", {"r": str(row)})
        return self._rows[row]

    def _column_look(self, column: int) -> str | None:
        for each in self._root.iterfind(f"{MAIN}cols/{MAIN}col"):
            if int(each.get("min", "0")) <= column <= int(each.get("max", "0")):
                return each.get("style")
        return None

    def _grow(self) -> None:
        for row in self._page.grown:
            element = self._row(row)
            element.set("ht", f"{min(self._page.heights[row - 1], TALLEST):.2f}".rstrip("0").rstrip("."))
            element.set("customHeight", "1")

    def _shrink(self) -> None:
        """Long texts are set smaller, as the page has them: their rows are no taller than that needs."""
        for box in self._page.boxes:
            if "shrunk" in box.marks:
                self._set_look((box.row, box.column), self._look(box.row, box.column), size=box.style.size)

    def _merge(self) -> None:
        """The merged ranges are the page's: classes run over other rows than in the template."""
        wanted = [
            f"{reference(box.row, box.column)}:{reference(box.row + box.rows - 1, box.column + box.columns - 1)}"
            for box in self._page.boxes
            if box.rows > 1 or box.columns > 1
        ]
        merges = self._root.find(f"{MAIN}mergeCells")
        if merges is not None and sorted(wanted) == sorted(str(each.get("ref")) for each in merges):
            return
        if merges is not None:
            self._root.remove(merges)
        if wanted:
            self._root.insert(self._merges_place(), _merge_cells(wanted))

    def _merges_place(self) -> int:
        before = {f"{MAIN}{name}" for name in _BEFORE_MERGES}
        return max(number for number, each in enumerate(self._root) if each.tag in before) + 1

    def _close_borders(self) -> None:
        """Cells of merged ranges that the template does not have: their outer cells get the range's outer lines."""
        first = self._moving.rows.first
        end = first + self._moving.rows.count
        covering = _covering(self._form)
        for box in self._page.boxes:
            if box.row < end and box.row + box.rows > first:
                patch = covering.get((self._page.origins[box.row - 1], box.column))
                if patch and not box.rows == box.columns == patch.rows == patch.columns == 1:
                    if box.row >= first:
                        self._look_like(box, patch)
                    self._close(box)

    def _look_like(self, box: Box, patch: Patch) -> None:
        """A row may be made from the middle of a merged range: its first cell looks like the range's first."""
        look = self._own_looks.get((patch.row, patch.column))
        if look is not None and look != self._look(box.row, box.column):
            self._set_look((box.row, box.column), look)

    def _close(self, box: Box) -> None:
        bottom, right = box.row + box.rows - 1, box.column + box.columns - 1
        lines, closed = vars(box.style.border), set()
        for row in range(box.row, bottom + 1):
            for column in range(box.column, right + 1):
                outer = (column == box.column, column == right, row == box.row, row == bottom)
                look = self._look(row, column)
                if (look, outer) in closed:
                    continue
                border = vars(self._looks().border(look))
                wrong = [side for side, out in zip(_SIDES, outer, strict=True) if out and border[side] != lines[side]]
                if wrong:
                    wanted = Border(**{**border, **{side: lines[side] for side in wrong}})
                    self._set_look((row, column), look, border=wanted)
                else:
                    closed.add((look, outer))

    def _look(self, row: int, column: int) -> int:
        cell = self._cells.get((row, column))
        return int(cell.get("s", "0")) if cell is not None else 0

    def _set_look(
        self, at: Place, look: int, border: Border | None = None, wrap: bool = False, size: float | None = None
    ) -> None:
        self._cell(*at).set("s", str(self._looks().variant(look, border=border, wrap=wrap, size=size)))


@lru_cache(maxsize=64)
def _starts(form: Form) -> Mapping[Place, Patch]:
    """Where each cell of the template begins."""
    return {(patch.row, patch.column): patch for patch in form.template.patches}


@lru_cache(maxsize=64)
def _covering(form: Form) -> Mapping[Place, Patch]:
    """Every place of the template's block, and of what stands beside it → the cell it belongs to."""
    return {
        (row, column): patch
        for patch in form.template.patches
        if patch.row <= form.indicators.last and patch.row + patch.rows > form.indicators.first
        for row in range(patch.row, patch.row + patch.rows)
        for column in range(patch.column, patch.column + patch.columns)
    }


def _column(cell: etree._Element) -> int:
    return _head(cell).column


def _head(cell: etree._Element) -> _Head:
    letters = str(cell.get("r")).rstrip("0123456789")
    return _Head(letters, _number_of(letters), _formula(cell) is not None)


_number_of = lru_cache(maxsize=1024)(column_number)
_read_by = lru_cache(maxsize=1024)(inputs)


@lru_cache(maxsize=16)
def _heads(issued: bytes) -> Mapping[int, tuple[_Head, ...]]:
    """The cells of each row of a sheet. Templates are few, and exported from again and again."""
    rows = parse(issued).iterfind(f"{MAIN}sheetData/{MAIN}row")
    return {int(row.get("r", "0")): tuple(map(_head, row)) for row in rows}


def _formula(cell: etree._Element) -> etree._Element | None:
    """The formula of a cell: its first element, where it has one."""
    return cell[0] if len(cell) and cell[0].tag == _F else None


def _merge_cells(ranges: list[str]) -> etree._Element:
    merges = etree.Element(f"{MAIN}mergeCells", {"count": str(len(ranges))})
    for each in ranges:
        etree.SubElement(merges, _MERGE).set("ref", each)
    return merges


def _unshare(data: etree._Element) -> None:
    """Writes out formulas that the file keeps once for several cells: their rows go separate ways."""
    masters: dict[str, tuple[str, Place]] = {}
    for formula in data.iter(f"{MAIN}f"):
        cell = formula.getparent()
        if formula.get("t") != "shared" or cell is None:
            continue
        index, at = str(formula.get("si")), place(str(cell.get("r")))
        if formula.text:
            masters[index] = (formula.text, at)
        text, master = masters.get(index, ("", at))
        formula.text = shifted(text, at[0] - master[0], at[1] - master[1])
        for key in ("t", "si", "ref"):
            formula.attrib.pop(key, "")
