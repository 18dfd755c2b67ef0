"""The tables of a Word document (.docx) as plain grids, with the paragraphs that stand between them.

Knows merged cells, content controls, tracked changes (as accepted) and tables inside cells. Refuses to know styles,
and leaves out headers, footers, notes and text boxes. A document without tables gives one grid of paragraphs alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.grid import Grid
from perfdesk.formats.grids import Found, Place, Room, grid
from perfdesk.formats.package import Package, parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_P, _R, _TBL, _TR, _TC, _SDT = (f"{_W}{name}" for name in ("p", "r", "tbl", "tr", "tc", "sdt"))
_WIDEST = 1000
"""Columns a cell may span or stand behind."""
_SIGNS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t",
}  # fmt: skip
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
    reading = _Reading(name)
    reading.blocks(body)
    return reading.done()


@dataclass
class _Reading:
    """One document on its way: the grids so far, and the paragraphs since the last table."""

    name: str
    grids: list[Grid] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    room: Room = field(default_factory=Room)

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables of the body, or of a cell that holds a table."""
        for block in _blocks(parent):
            if block.tag == _TBL:
                self.table(block)
            else:
                self.headings += [text for text in (_paragraph(block),) if text.strip()]

    def table(self, table: etree._Element) -> None:
        source = f"{self.name}#表{len(self.grids) + 1}"
        headings, self.headings = self.headings, []
        cells, spans, inner = _cells(table, self.room)
        self.grids.append(grid(source, cells, spans, headings=headings))
        for cell in inner:
            self.blocks(cell)
            # What stands after the inner table belongs to the cell around it, whose text has it already.
            self.headings = []

    def done(self) -> list[Grid]:
        if self.headings:
            self.grids.append(grid(f"{self.name}#正文", {}, headings=self.headings))
        return self.grids


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    return (each for each in _children(parent) if each.tag in (_P, _TBL))


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, those of content controls and their like among them."""
    for child in parent:
        if child.tag == _SDT or child.tag in _INSIDE:
            yield from _children(child)
        else:
            yield child


def _cells(
    table: etree._Element, room: Room
) -> tuple[dict[Place, Found], list[tuple[Place, Place]], list[etree._Element]]:
    """Texts, merged ranges, and the cells that hold tables of their own."""
    cells: dict[Place, Found] = {}
    ends: dict[Place, Place] = {}
    inner: list[etree._Element] = []
    open_at: dict[int, Place] = {}
    rows = (each for each in _children(table) if each.tag == _TR and not _deleted(each))
    for row, element in enumerate(rows, 1):
        column = 1 + _amount(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
        still_open: dict[int, Place] = {}
        for cell, width, down, right in _row(element):
            first = (row, column)
            if right:
                first = _widened(ends, first, column + width - 1)
            elif down == "continue" and column in open_at:
                first = open_at[column]
                ends[first] = (row, max(ends[first][1], column + width - 1))
            else:
                ends[first] = (row, column + width - 1)
            if down:
                still_open[column] = first
            column += width
            _take(cell, first, cells, inner, room)
        open_at = still_open
    return cells, [(first, last) for first, last in ends.items() if first != last], inner


def _take(
    cell: etree._Element, first: Place, cells: dict[Place, Found], inner: list[etree._Element], room: Room
) -> None:
    text = _cell_text(cell)
    if text.strip():
        room.take()
        # Merged cells keep what stood in each: Word shows only the first, which is rarely the one that is blank.
        cells.setdefault(first, Found(text))
    if any(block.tag == _TBL for block in _blocks(cell)):
        inner.append(cell)


def _widened(ends: dict[Place, Place], place: Place, last: int) -> Place:
    """The cell to the left, made to reach here: how old documents merge along a row."""
    row, column = place
    for first, end in ends.items():
        if end == (row, column - 1):
            ends[first] = (row, last)
            return first
    ends[place] = (row, last)
    return place


def _row(row: etree._Element) -> Iterator[tuple[etree._Element, int, str, bool]]:
    """The cells of a row: (cell, columns, `restart` or `continue` downward, whether it continues to the right)."""
    for cell in _children(row):
        if cell.tag != _TC:
            continue
        down = cell.find(f"{_W}tcPr/{_W}vMerge")
        right = cell.find(f"{_W}tcPr/{_W}hMerge")
        width = max(_amount(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1)
        yield (
            cell,
            width,
            "" if down is None else down.get(f"{_W}val", "continue"),
            right is not None and right.get(f"{_W}val", "continue") == "continue",
        )


def _amount(element: etree._Element | None, usual: int) -> int:
    told = "" if element is None else element.get(f"{_W}val", "")
    return min(int(told), _WIDEST) if told.isascii() and told.isdigit() and len(told) < 8 else usual


def _deleted(row: etree._Element) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(_paragraph(block) for block in _blocks(cell) if block.tag == _P).strip("\n")


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(_run(each) for each in _children(paragraph) if each.tag == _R)


def _run(run: etree._Element) -> str:
    if run.find(f"{_W}rPr/{_W}vanish") is not None:
        return ""
    pieces = []
    for each in run:
        if each.tag == f"{_W}t":
            pieces.append(each.text or "")
        elif each.tag == f"{_W}br" and each.get(f"{_W}type") in ("page", "column"):
            continue
        elif each.tag in _SIGNS:
            pieces.append(_SIGNS[each.tag])
    return "".join(pieces)
