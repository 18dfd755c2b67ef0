"""One sheet of an official workbook, read as a Template: columns, rows, cells with their looks, paper.

Knows what the sheet, style, string and theme parts mean, and Excel's rules for lengths. Runs at program start, so it
reads the XML itself (openpyxl would take ten times as long to import alone). Refuses to know what the cells mean
(`core/form.py`), and to write anything (`xlsx.py`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import NamedTuple

from lxml import etree

from perfdesk.core.layout.template import Border, Paper, Patch, Style, Template, place
from perfdesk.formats import number_format
from perfdesk.formats.package import MAIN, Package
from perfdesk.formats.styles import Looks

_DIGIT_PIXELS = 7
"""Width of the widest digit of the workbook's normal font, in pixels."""
_POINTS = 0.75
"""Points of a pixel."""
_PAPERS = {
    1: (612.0, 792.0), 5: (612.0, 1008.0), 7: (522.0, 756.0), 8: (841.89, 1190.55), 9: (595.28, 841.89),
    11: (419.53, 595.28), 12: (728.5, 1031.81), 13: (515.91, 728.5), 66: (1190.55, 1683.78),
}  # fmt: skip
"""Excel's numbers for Letter, Legal, Executive, A3, A4, A5, B4, B5, A2."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Place = tuple[int, int]


def read_template(data: bytes, sheet: str) -> Template:
    """The sheet of this name in a workbook. Raises PerfdeskError for what is no workbook or has no such sheet."""
    package = Package(data)
    workbook = package.root(package.workbook)
    at = package.sheet(workbook, sheet)
    root = package.root(at.path)
    grid = _grid(root, strings(package))
    looks = Looks.read(package)
    merges = merged_ranges(root)
    columns = _Columns(root)
    rows, width = _used(grid, merges, looks)
    return Template(
        sheet=sheet,
        widths=tuple(columns.width(number) for number in range(1, width + 1)),
        heights=_heights(root, rows),
        patches=tuple(_patches(grid, merges, looks, columns, rows, width)),
        paper=_paper(root, _repeated(workbook, at.index)),
    )


def strings(package: Package) -> list[str]:
    """The shared strings, rich text without its looks, phonetic guides left out."""
    part = package.part("sharedStrings")
    return [string_text(item) for item in package.root(part).iterfind(f"{MAIN}si")] if part in package else []


def string_text(item: etree._Element) -> str:
    """The text of an `si` or `is` element."""
    pieces = [item.findtext(f"{MAIN}t") or ""]
    pieces += [run.findtext(f"{MAIN}t") or "" for run in item.iterfind(f"{MAIN}r")]
    text = "".join(pieces)
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def merged_ranges(root: etree._Element) -> dict[Place, Place]:
    """First cell → last cell of every merged range."""
    found = {}
    for element in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        first, _, last = str(element.get("ref")).partition(":")
        found[place(first)] = place(last or first)
    return found


class _Content(NamedTuple):
    """What a `c` element says: number of its look, raw value, kind of value, formula."""

    look: int
    raw: str = ""
    text: bool = False
    formula: str = ""


class _Grid(NamedTuple):
    """The `c` elements by place, and the looks of whole rows."""

    cells: Mapping[Place, _Content]
    rows: Mapping[int, int]


class _Columns:
    """Widths and looks of whole columns."""

    def __init__(self, root: etree._Element) -> None:
        form = root.find(f"{MAIN}sheetFormatPr")
        default = form.get("defaultColWidth") if form is not None else None
        self._default = column_points(float(default)) if default else 64 * _POINTS
        self._spans = [
            (int(col.get("min", "1")), int(col.get("max", "1")), self._points(col), int(col.get("style", "0")))
            for col in root.iterfind(f"{MAIN}cols/{MAIN}col")
        ]

    def _points(self, col: etree._Element) -> float:
        if col.get("hidden") in ("1", "true"):
            return 0.0
        width = col.get("width")
        return column_points(float(width)) if width else self._default

    def width(self, number: int) -> float:
        return next((points for first, last, points, _ in self._spans if first <= number <= last), self._default)

    def look(self, number: int) -> int:
        return next((look for first, last, _, look in self._spans if first <= number <= last), 0)


def column_points(width: float) -> float:
    """The points of a column `width` characters wide, as Excel rounds them: by whole pixels."""
    return int((256 * width + int(128 / _DIGIT_PIXELS)) / 256 * _DIGIT_PIXELS) * _POINTS


def _heights(root: etree._Element, rows: int) -> tuple[float, ...]:
    form = root.find(f"{MAIN}sheetFormatPr")
    default = float(form.get("defaultRowHeight", "15")) if form is not None else 15.0
    usual = 0.0 if form is not None and form.get("zeroHeight") in ("1", "true") else default
    heights = [usual] * rows
    for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = int(row.get("r", "0"))
        if 1 <= number <= rows:
            hidden = row.get("hidden") in ("1", "true")
            heights[number - 1] = 0.0 if hidden else float(row.get("ht", default))
    return tuple(heights)


def _grid(root: etree._Element, shared: list[str]) -> _Grid:
    cells, rows = {}, {}
    for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        if row.get("customFormat") in ("1", "true"):
            rows[int(row.get("r", "0"))] = int(row.get("s", "0"))
        for cell in row.iterfind(f"{MAIN}c"):
            cells[place(str(cell.get("r")))] = _content(cell, shared)
    return _Grid(cells, rows)


def _content(cell: etree._Element, shared: list[str]) -> _Content:
    look, kind = int(cell.get("s", "0")), cell.get("t", "n")
    if not len(cell):
        return _Content(look)
    formula = cell.find(f"{MAIN}f")
    if formula is not None:
        # Its cached value is that of the blank form; what it gives now is the page's business.
        return _Content(look, formula=formula.text or "=")
    inline = cell.find(f"{MAIN}is")
    if inline is not None:
        return _Content(look, string_text(inline), True)
    raw = cell.findtext(f"{MAIN}v") or ""
    if kind == "s" and raw:
        return _Content(look, shared[int(raw)], True)
    if kind == "b":
        return _Content(look, "TRUE" if raw == "1" else "FALSE", True)
    return _Content(look, raw, kind != "n")


def _text(content: _Content, style: Style) -> str:
    """The text as the cell shows it."""
    if content.text or not content.raw:
        return content.raw
    try:
        value = Decimal(content.raw)
    except InvalidOperation:
        return content.raw
    # Excel stores the nearest double: 15 digits are what it means.
    value = Decimal(f"{value:.15g}")
    return number_format.printed(value, style.number_format) or content.raw


def _used(grid: _Grid, merges: Mapping[Place, Place], looks: Looks) -> Place:
    """The last row and column that show anything: text, border, fill or a merged range."""
    seen = [at for at, content in grid.cells.items() if content.raw or content.formula or looks.visible(content.look)]
    seen += merges.values()
    return max((row for row, _ in seen), default=1), max((column for _, column in seen), default=1)


def _patches(
    grid: _Grid, merges: Mapping[Place, Place], looks: Looks, columns: _Columns, rows: int, width: int
) -> Iterator[Patch]:
    """Every cell of the used area; a merged range as one."""
    covered = {at for first, last in merges.items() for at in _area(first, last) if at != first}
    plain = {column: _Content(columns.look(column)) for column in range(1, width + 1)}

    def content(at: Place) -> _Content:
        return grid.cells.get(at) or (_Content(grid.rows[at[0]]) if at[0] in grid.rows else plain[at[1]])

    for at in _area((1, 1), (rows, width)):
        if at not in covered:
            cell, last = content(at), merges.get(at, at)
            style = looks.style(cell.look)
            if last != at:
                borders = {each: looks.border(content(each).look) for each in _area(at, last)}
                style = replace(style, border=_outer(borders, at, last))
            span = (last[0] - at[0] + 1, last[1] - at[1] + 1)
            yield Patch(*at, *span, _text(cell, style), style, cell.formula)


def _area(first: Place, last: Place) -> Iterator[Place]:
    return product(range(first[0], last[0] + 1), range(first[1], last[1] + 1))


def _outer(borders: Mapping[Place, Border], first: Place, last: Place) -> Border:
    """The border of a merged range: what its outer cells have on their outer sides."""
    (top, left), (bottom, right) = first, last

    def side(name: str, cells: list[Place]) -> str:
        return next((line for cell in cells if (line := getattr(borders[cell], name))), "")

    return Border(
        left=side("left", [(row, left) for row in range(top, bottom + 1)]),
        right=side("right", [(row, right) for row in range(top, bottom + 1)]),
        top=side("top", [(top, column) for column in range(left, right + 1)]),
        bottom=side("bottom", [(bottom, column) for column in range(left, right + 1)]),
    )


def _paper(root: etree._Element, repeat: tuple[int, int]) -> Paper:
    setup, margins = root.find(f"{MAIN}pageSetup"), root.find(f"{MAIN}pageMargins")
    page: Mapping[str, str] = {} if setup is None else {str(key): str(value) for key, value in setup.items()}
    width, height = _PAPERS.get(int(page.get("paperSize", "9")), _PAPERS[9])
    if page.get("orientation") == "landscape":
        width, height = height, width
    margin = {
        side: 72 * float(usual if margins is None else margins.get(side, usual))
        for side, usual in (("left", "0.7"), ("right", "0.7"), ("top", "0.75"), ("bottom", "0.75"))
    }
    fit, options = root.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr"), root.find(f"{MAIN}printOptions")
    return Paper(
        width=width,
        height=height,
        fit_width=fit is not None and fit.get("fitToPage") in ("1", "true") and page.get("fitToWidth", "1") != "0",
        centered=options is not None and options.get("horizontalCentered") in ("1", "true"),
        repeat=repeat,
        **margin,
    )


def _repeated(workbook: etree._Element, index: int) -> tuple[int, int]:
    """The print-title rows of a sheet."""
    for name in workbook.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        if name.get("name") == "_xlnm.Print_Titles" and name.get("localSheetId") == str(index):
            match = re.search(r"!\$?(\d+):\$?(\d+)", name.text or "")
            return (int(match[1]), int(match[2])) if match else (0, 0)
    return (0, 0)
