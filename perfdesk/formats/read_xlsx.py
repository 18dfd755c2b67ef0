"""An Excel workbook (.xlsx, .xlsm) as plain grids, one a sheet.

Knows the workbook, sheet and string parts, and rows as a stream: the stated size of a sheet is not looked at, blank
rows cost next to nothing. Refuses to compute formulas, to run macros and to follow anything outside the file.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.layout.template import column_number
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats import around_sheet
from perfdesk.formats.grids import Found, Place, Room, as_text, grid
from perfdesk.formats.ooxml import string_text
from perfdesk.formats.package import DAMAGED, MAIN, Package, parse, vet
from perfdesk.formats.shown_number import shown
from perfdesk.formats.styles import Looks

_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", MAIN[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""The same names in a workbook saved as Strict Open XML."""
_BLANK_ROW = re.compile(rb"<row\b[^>]*?\br=[^>]*?(?:/>|>(?:<c\b[^>]*/>|<c\b[^>]*></c>|\s)*+</row>)")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(rf"{_REFERENCE.pattern}(?::{_REFERENCE.pattern})?")
_MOST_STRINGS = 1_000_000
_MOST_MARKS = 5_000_000
"""Tags and attributes of one sheet, which is not kept parsed."""
_TRUE = ("1", "true")

_ROW, _C, _V, _F, _IS, _SI = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is", "si"))
_COL, _MERGE = f"{MAIN}col", f"{MAIN}mergeCell"
_PRINTED = tuple(f"{MAIN}{page}{part}" for page in ("odd", "even", "first") for part in ("Header", "Footer"))


def read(data: bytes, name: str) -> list[Grid]:
    """The grids of a workbook's sheets, in their order, hidden ones too."""
    package = Package(data, keep=False)
    workbook = parse(_transitional(package.data(package.workbook)))
    properties = workbook.find(f"{MAIN}workbookPr")
    book = _Book(
        strings=_strings(package),
        looks=_looks(package),
        since_1904=properties is not None and properties.get("date1904") in _TRUE,
        room=Room(),
    )
    macros = ("macros",) if package.part("vbaProject") else ()
    hidden = {
        str(each.get("name")): ("hidden-sheet",)
        for each in workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet")
        if each.get("state", "visible") != "visible"
    }
    return [
        _sheet(package, at.path, f"{name}#{at.name}", book, (*hidden.get(at.name, ()), *macros))
        for at in package.sheets(workbook)
        if at.path in package and "chartsheets/" not in at.path and "dialogsheets/" not in at.path
    ]


@dataclass
class _Book:
    """What the sheets of one workbook share."""

    strings: list[str]
    looks: Looks
    since_1904: bool
    room: Room
    formats: dict[int, str] = field(default_factory=dict)

    def number_format(self, look: int) -> str:
        if look not in self.formats:
            self.formats[look] = self.looks.number_format(look)
        return self.formats[look]


def _transitional(data: bytes) -> bytes:
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def _elements(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names as they end, each emptied after it was looked at: memory stays small."""
    vet(data, _MOST_MARKS)
    stream = etree.iterparse(
        io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in stream:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise PerfdeskError(DAMAGED) from error


def _looks(package: Package) -> Looks:
    part = package.part("styles")
    root = parse(_transitional(package.data(part))) if part in package else etree.Element(f"{MAIN}styleSheet")
    return Looks(root, dict)


def _strings(package: Package) -> list[str]:
    part = package.part("sharedStrings")
    found: list[str] = []
    for item in _elements(_transitional(package.passing(part)), _SI) if part in package else ():
        found.append(string_text(item))
        if len(found) > _MOST_STRINGS:
            raise PerfdeskError("这个工作簿里的文字多得不正常，没有读；请只留下要导入的表，另存一份再试。")
    return found


def _sheet(package: Package, path: str, source: str, book: _Book, remarks: tuple[str, ...]) -> Grid:
    data = package.passing(path)
    around: list[str] = []
    cells: dict[Place, Found] = {}
    spans: list[tuple[Place, Place]] = []
    hidden: list[tuple[int, int]] = []
    row = 0
    for element in _elements(_dense(_transitional(data)), _ROW, _COL, _MERGE, *_PRINTED):
        if element.tag == _ROW:
            row = _number(element.get("r")) or row + 1
            _read_row(element, row, hidden, cells, book)
        elif element.tag == _MERGE:
            spans += _span(str(element.get("ref")))
        elif element.tag in _PRINTED:
            around += around_sheet.printed(element.text or "")
        elif element.get("hidden") in _TRUE:
            hidden.append((_number(element.get("min")), _number(element.get("max"))))
    around += around_sheet.boxes(package, path)
    return grid(source, cells, spans, remarks=remarks, around=dict.fromkeys(around))


def _dense(data: bytes) -> bytes:
    """The sheet without its blank rows: some have a million of them. Rows that do not tell their number stay."""
    if len(data) < 1_000_000 or b"<!" in data:
        return data
    return _BLANK_ROW.sub(b"", data)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _span(text: str) -> list[tuple[Place, Place]]:
    match = _RANGE.fullmatch(text.replace("$", ""))
    if not match or not match[3]:
        return []
    return [((int(match[2]), column_number(match[1])), (int(match[4]), column_number(match[3])))]


def _read_row(
    element: etree._Element, row: int, hidden: list[tuple[int, int]], cells: dict[Place, Found], book: _Book
) -> None:
    unseen = element.get("hidden") in _TRUE
    column = 0
    for cell in element:
        if cell.tag != _C:
            continue
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        column = column_number(match[1]) if match else column + 1
        if not len(cell):
            continue
        found = _cell(cell, book)
        if found.text or found.remarks:
            if unseen or any(first <= column <= last for first, last in hidden):
                found = Found(found.text, (*found.remarks, "hidden"))
            book.room.take()
            cells[row, column] = found


def _cell(cell: etree._Element, book: _Book) -> Found:
    """The text a cell shows. A formula shows the value that was stored with it."""
    raw, formula, empty, kind = "", False, False, cell.get("t", "n")
    for each in cell:
        if each.tag == _V:
            raw, empty = each.text or "", kind == "str"  # the result of a formula may be the empty text
        elif each.tag == _F:
            formula = True
        elif each.tag == _IS:
            return as_text(string_text(each))
    if not raw:
        return Found("", ("formula-without-value",)) if formula and not empty else Found("")
    if kind == "n":
        return Found(*shown(raw, book.number_format(_number(cell.get("s"))), since_1904=book.since_1904))
    if kind == "s":
        return as_text(book.strings[int(raw)])
    return _SPECIAL.get(kind, _plain)(raw)


def _plain(raw: str) -> Found:
    return Found(raw.replace("\r\n", "\n"))


def _truth(raw: str) -> Found:
    return Found("TRUE" if raw == "1" else "FALSE")


def _error(raw: str) -> Found:
    return Found(raw, ("error-value",))


def _day(raw: str) -> Found:
    """A date in ISO form, as few programs store it."""
    return Found(raw.removesuffix("Z").removesuffix("T00:00:00"))


_SPECIAL: Mapping[str, Callable[[str], Found]] = {"b": _truth, "e": _error, "d": _day}
