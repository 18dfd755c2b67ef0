"""An old binary workbook (.xls) as plain grids, one a sheet: what the provincial systems give out.

Knows xlrd and what it calls things. Refuses to compute formulas and to run macros.
"""

import io
import re
import struct
from collections.abc import Iterator

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell, Sheet

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.grids import Found, Place, Room, as_text, grid
from perfdesk.formats.package import DAMAGED, TOO_LARGE
from perfdesk.formats.shown_number import shown

_BROKEN = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, ArithmeticError, AssertionError, AttributeError,
    LookupError, MemoryError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What xlrd raises for a workbook that is cut off or changed: it trusts every number in it."""
_LARGEST = 40_000_000
"""Bytes of a file: a sheet full of blank cells with a border; xlrd takes five seconds for it."""
_UNSEEN = (1, 2)
_BLANK = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def read(data: bytes, name: str) -> list[Grid]:
    """The grids of a workbook's sheets, in their order, hidden ones too."""
    if len(data) > _LARGEST:
        raise PerfdeskError(TOO_LARGE)
    try:
        return list(_grids(_opened(data), name, ("macros",) if _MACROS in data else ()))
    except _BROKEN as error:
        if re.search("encrypt|password", str(error), re.IGNORECASE):
            raise PerfdeskError("加了打开密码，请用 Excel 或 WPS 打开后取消密码，另存一份再试。") from error
        raise PerfdeskError(DAMAGED) from error


def _opened(data: bytes) -> Book:
    log = io.StringIO()  # xlrd writes its complaints somewhere
    return xlrd.open_workbook(file_contents=data, logfile=log, formatting_info=True, on_demand=True, ragged_rows=True)


def _grids(book: Book, name: str, remarks: tuple[str, ...]) -> Iterator[Grid]:
    room = Room()
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        hidden = ("hidden-sheet",) if sheet.visibility in _UNSEEN else ()
        yield _sheet(book, sheet, f"{name}#{sheet.name}", room, (*hidden, *remarks))
        book.unload_sheet(number)


def _sheet(book: Book, sheet: Sheet, source: str, room: Room, remarks: tuple[str, ...]) -> Grid:
    cells: dict[Place, Found] = {}
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        if sum(map(kinds.count, _BLANK)) == len(kinds):
            continue
        unseen = row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden
        for column, cell in enumerate(sheet.row(row)):
            found = _cell(book, cell)
            if found.text:
                room.take()
                hidden = unseen or (column in sheet.colinfo_map and sheet.colinfo_map[column].hidden)
                cells[row + 1, column + 1] = Found(found.text, (*found.remarks, "hidden")) if hidden else found
    spans = [((top + 1, left + 1), (bottom, right)) for top, bottom, left, right in sheet.merged_cells]
    return grid(source, cells, spans, remarks=remarks)


def _cell(book: Book, cell: Cell) -> Found:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return as_text(cell.value.replace("\r\n", "\n"))
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        look = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return Found(*shown(repr(cell.value), look, since_1904=bool(book.datemode)))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Found("TRUE" if cell.value else "FALSE")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Found(xlrd.error_text_from_code.get(cell.value, "#N/A"), ("error-value",))
    return Found("")
