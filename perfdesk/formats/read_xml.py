"""A workbook as one XML text (“XML Spreadsheet 2003”) as plain grids: what many systems write and name .xls.

Knows its rows, merged cells and number formats. Refuses formulas, styles and anything outside the text.
"""

import re

from lxml import etree

from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.grids import Found, Place, Room, as_text, grid
from perfdesk.formats.package import parse
from perfdesk.formats.shown_number import shown

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"

_S = f"{{{SPACE}}}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?Z?$")
_LAST = 2_000_000
"""No row or column is numbered beyond this."""
_NAMED = {
    "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy",
    "Long Date": 'yyyy"年"m"月"d"日"', "Currency": '"¥"#,##0.00', "Scientific": "0.00E+00", "General Number": "General",
}  # fmt: skip


def read(data: bytes, name: str) -> list[Grid]:
    """The grids of the workbook's sheets, in their order, hidden ones too."""
    book, room = parse(data), Room()
    formats = _formats(book)
    return [
        _sheet(sheet, f"{name}#{sheet.get(f'{_S}Name', '')}", formats, room) for sheet in book.iter(f"{_S}Worksheet")
    ]


def _formats(book: etree._Element) -> dict[str, str]:
    found = {}
    for style in book.iterfind(f"{_S}Styles/{_S}Style"):
        number = style.find(f"{_S}NumberFormat")
        told = "" if number is None else number.get(f"{_S}Format", "")
        found[style.get(f"{_S}ID", "")] = _NAMED.get(told, told)
    return found


def _sheet(sheet: etree._Element, source: str, formats: dict[str, str], room: Room) -> Grid:
    cells: dict[Place, Found] = {}
    spans: list[tuple[Place, Place]] = []
    row = 0
    for element in sheet.iterfind(f"{_S}Table/{_S}Row"):
        row = _number(element, "Index") or row + 1
        column = 0
        for cell in element.iterfind(f"{_S}Cell"):
            column = _number(cell, "Index") or column + 1
            last = row + _number(cell, "MergeDown"), column + _number(cell, "MergeAcross")
            found = _cell(cell, formats)
            if found.text:
                room.take()
                hidden = element.get(f"{_S}Hidden") == "1"
                cells[row, column] = Found(found.text, (*found.remarks, "hidden")) if hidden else found
            if last != (row, column):
                spans.append(((row, column), last))
            column = last[1]
        row += _number(element, "Span")
    visible = sheet.findtext(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible") or ""
    return grid(source, cells, spans, remarks=("hidden-sheet",) if visible.startswith("Sheet") else ())


def _number(element: etree._Element, key: str) -> int:
    told = element.get(f"{_S}{key}", "")
    return min(int(told), _LAST) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _cell(cell: etree._Element, formats: dict[str, str]) -> Found:
    data = cell.find(f"{_S}Data")
    if data is None:
        return Found("")
    text, kind = "".join(map(str, data.itertext())), data.get(f"{_S}Type")
    if kind == "Number":
        return Found(*shown(text, formats.get(cell.get(f"{_S}StyleID", ""), "")))
    if kind == "DateTime":
        return Found(_MIDNIGHT.sub("", text))
    if kind == "Boolean":
        return Found("TRUE" if text == "1" else "FALSE")
    return Found(text, ("error-value",)) if kind == "Error" else as_text(text.replace("\r\n", "\n"))
