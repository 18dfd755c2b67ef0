"""The tables of a Word document (.docx) as plain grids, with the paragraphs that stand between them.

Knows merged cells, content controls, tracked changes (as accepted), tables inside cells, and what stands around: the
headers and footers go with the first table, text boxes inside a table with it. Refuses to know looks, and leaves out
notes. A document without tables gives one grid of paragraphs alone.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.grids import HAN, Found, Place, Room, grid
from perfdesk.formats.package import Package, parse
from perfdesk.formats.word_numbers import numbers

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_P, _R, _TBL, _TR, _TC, _SDT = (f"{_W}{name}" for name in ("p", "r", "tbl", "tr", "tc", "sdt"))
_PAGE = re.compile(r"第\s*\d*\s*页|共\s*\d*\s*页")
_WIDEST = 1000
"""Columns a cell may span or stand behind."""
_SIGNS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t",
}  # fmt: skip
_SYMBOLS = {
    "F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0FC": "√", "F050": "√", "F0A8": "□", "F0A3": "□", "F06F": "□",
}  # fmt: skip
"""Ticks and boxes of the Wingdings typefaces."""
_FORMULAS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
_INSIDE = frozenset(
    f"{_W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdtContent", "customXml", "dir", "bdo")
)
"""What may stand between a paragraph and its runs; deleted and moved-away runs are not among them."""


def read(data: bytes, name: str) -> list[Grid]:
    """The grids of a document's tables, in their order; a table inside a cell comes after the one around it."""
    package = Package(data, keep=False)
    content = package.passing(package.workbook).replace(_STRICT, _W[1:-1].encode())
    body = parse(content).find(f"{_W}body")
    if body is None:
        raise PerfdeskError("这个 Word 文档里没有正文。")
    reading = _Reading(name, numbers(package, body), around=list(_edges(package)))
    reading.blocks(body)
    return reading.done()


@dataclass
class _Reading:
    """One document on its way: the grids so far, and the paragraphs since the last table."""

    name: str
    numbers: Mapping[etree._Element, str]
    grids: list[Grid] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    """Texts around the next table: headers, footers, its text boxes."""
    room: Room = field(default_factory=Room)

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables of the body, or of a cell that holds a table."""
        for block in _blocks(parent):
            if block.tag == _TBL:
                self.table(block)
            else:
                for box in _boxes(block):
                    self.blocks(box)
                self.headings += [text for text in (_paragraph(block, self.numbers),) if text.strip()]

    def table(self, table: etree._Element) -> None:
        source = f"{self.name}#表{len(self.grids) + 1}"
        headings, self.headings = self.headings, []
        found = _Table(self.room, self.numbers)
        found.read(table)
        boxed = (text for box in _boxes(table) for text in _lines(box, self.numbers))
        around, self.around = dict.fromkeys([*self.around, *boxed]), []
        self.grids.append(grid(source, found.cells, found.spans, headings=headings, around=around))
        for cell in found.inner:
            self.blocks(cell)
            # What stands after the inner table belongs to the cell around it, whose text has it already.
            self.headings = []

    def done(self) -> list[Grid]:
        if self.headings:
            self.grids.append(grid(f"{self.name}#正文", {}, headings=self.headings))
        return self.grids


def _edges(package: Package) -> Iterator[str]:
    """The paragraphs of headers and footers, but for page numbers. A damaged one says nothing."""
    for relation in package.relations(package.workbook):
        if relation.kind not in ("header", "footer") or relation.target not in package:
            continue
        with suppress(PerfdeskError):
            root = parse(package.passing(relation.target).replace(_STRICT, _W[1:-1].encode()))
            yield from (text for text in _lines(root, {}) if HAN.search(text) and not _PAGE.search(text))


def _lines(parent: etree._Element, numbers: Mapping[etree._Element, str]) -> Iterator[str]:
    texts = (_paragraph(block, numbers).strip() for block in parent.iter(_P))
    return (text for text in texts if text)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    return (each for each in _children(parent) if each.tag in (_P, _TBL))


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes on a paragraph or in a table; the second writing of each, for old programs, is left out."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        around = {each.tag for each in box.iterancestors(_FALLBACK, box.tag)}
        if not around:
            yield box


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, those of content controls and their like among them."""
    for child in parent:
        if child.tag == _SDT or child.tag in _INSIDE:
            yield from _children(child)
        else:
            yield child


@dataclass
class _Table:
    """One table on its way: texts, merged ranges, and the cells that hold tables of their own."""

    room: Room
    numbers: Mapping[etree._Element, str]
    cells: dict[Place, Found] = field(default_factory=dict)
    ends: dict[Place, Place] = field(default_factory=dict)
    inner: list[etree._Element] = field(default_factory=list)

    @property
    def spans(self) -> list[tuple[Place, Place]]:
        return [(first, last) for first, last in self.ends.items() if first != last]

    def read(self, table: etree._Element) -> None:
        above: dict[int, Place] = {}
        rows = (each for each in _children(table) if each.tag == _TR and each.find(f"{_W}trPr/{_W}del") is None)
        for number, row in enumerate(rows, 1):
            above = self._row(number, row, above)

    def _row(self, number: int, row: etree._Element, above: dict[int, Place]) -> dict[int, Place]:
        """Reads one row. `above` and what is given are the cells open downward, by column."""
        below: dict[int, Place] = {}
        column = 1 + _amount(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        before = number, column
        for cell in _children(row):
            if cell.tag != _TC:
                continue
            last = column + max(_amount(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1) - 1
            down, right = _merging(cell, "vMerge"), _merging(cell, "hMerge")
            first = above.get(column, (number, column)) if down == "continue" else (number, column)
            before = first = before if right == "continue" else first
            end = self.ends.get(first, first)
            self.ends[first] = max(number, end[0]), max(last, end[1])
            if down:
                below[column] = first
            column = last + 1
            self._take(cell, first)
        return below

    def _take(self, cell: etree._Element, first: Place) -> None:
        paragraphs = (_paragraph(block, self.numbers) for block in _blocks(cell) if block.tag == _P)
        text = "\n".join(paragraphs).strip("\n")
        if text.strip():
            self.room.take()
            self.cells.setdefault(first, Found(text))
        if any(block.tag == _TBL for block in _blocks(cell)):
            self.inner.append(cell)


def _merging(cell: etree._Element, name: str) -> str:
    """`restart`, `continue`, or blank for a cell that is not merged this way."""
    merging = cell.find(f"{_W}tcPr/{_W}{name}")
    return "" if merging is None else merging.get(f"{_W}val", "continue")


def _amount(element: etree._Element | None, usual: int) -> int:
    told = "" if element is None else element.get(f"{_W}val", "")
    return min(int(told), _WIDEST) if told.isascii() and told.isdigit() and len(told) < 8 else usual


def _paragraph(paragraph: etree._Element, numbers: Mapping[etree._Element, str]) -> str:
    """Its text behind its number; a number alone is nothing."""
    text = "".join(_run(each) if each.tag == _R else _formula(each) for each in _children(paragraph))
    return numbers.get(paragraph, "") + text if text.strip() else text


def _formula(element: etree._Element) -> str:
    """The signs of a formula: some type ≥ with the equation editor."""
    return "".join(each.text or "" for each in element.iter(f"{_MATH}t")) if element.tag in _FORMULAS else ""


def _run(run: etree._Element) -> str:
    if run.find(f"{_W}rPr/{_W}vanish") is not None:
        return ""
    pieces = []
    for each in run:
        if each.tag == f"{_W}t":
            pieces.append(each.text or "")
        elif each.tag == f"{_W}br" and each.get(f"{_W}type") in ("page", "column"):
            continue
        elif each.tag == f"{_W}sym":
            pieces.append(_SYMBOLS.get(each.get(f"{_W}char", "").upper(), ""))
        elif each.tag in _SIGNS:
            pieces.append(_SIGNS[each.tag])
    return "".join(pieces)
