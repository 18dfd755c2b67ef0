"""The form as an old binary workbook (.xls), for systems that take nothing else.

Drawn from the page: merges, borders, fonts, widths, heights, number formats, print set-up. A figure is a number where
the cell prints it as exactly that text; codes and names are texts. Nothing else of the official workbook is there, and
no formula: what reads these files takes values. Several forms of one kind become one workbook with a sheet each.

Knows xlwt. Refuses to lay anything out.
"""

import struct
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlwt

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.layout.page import Box, Page
from perfdesk.core.layout.template import Border, Style
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.cell_values import held, numeric
from perfdesk.formats.workbook_list import one_form, sheet_names
from perfdesk.typefaces import advance

_LINES = {"thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6, "hair": 7}
_ACROSS = {"left": 1, "center": 2, "right": 3, "justify": 5}
_UPRIGHT = {"top": 0, "center": 1, "bottom": 2}
_PAPERS = {(595, 842): 9, (842, 1191): 8}
_TALLEST = 409
_MOST_ROWS = 65536
_COLUMN = 256 * 96 / 72 / 7
"""Of a point, in the unit of column widths: 1/256 of a digit, which is seven pixels wide."""
_OWN_COLORS = range(24, 64)
"""The places of the palette that may be given other colours."""
_INK = 0x7FFF


def render(snapshots: Sequence[Snapshot]) -> bytes:
    """The workbook of these forms, all of one kind. Raises PerfdeskError where they are not."""
    form = one_form(snapshots)
    pages = [snapshot.page(advance) for snapshot in snapshots]
    if any(len(page.heights) > _MOST_ROWS for page in pages):
        raise PerfdeskError(f"「{form.name}」超过 .xls 文件的 {_MOST_ROWS} 行上限，请导出为 .xlsx。")
    book = _Book(form)
    titles = [snapshot.sheet.own("project") for snapshot in snapshots] if len(snapshots) > 1 else [form.template.sheet]
    for name, page in zip(sheet_names(titles, form.template.sheet, ()), pages, strict=True):
        book.add(name, page)
    return book.packed()


class _Titled(xlwt.Workbook):  # type: ignore[misc]
    """xlwt's workbook, which has no print titles, with print titles: rows (from 1) by the number of the sheet."""

    def __init__(self) -> None:
        super().__init__(encoding="utf-8", style_compression=2)
        self.titles: dict[int, tuple[int, int]] = {}

    def _Workbook__all_links_rec(self) -> bytes:  # noqa: N802 - the name Python gives xlwt's own method
        if not self.titles:
            return b""
        count = max(self.titles) + 1
        records = [_record(0x01AE, struct.pack("<HH", count, 0x0401))]
        places = b"".join(struct.pack("<HHH", 0, number, number) for number in range(count))
        records.append(_record(0x0017, struct.pack("<H", count) + places))
        for number, (first, last) in sorted(self.titles.items()):
            area = struct.pack("<BHHHHH", 0x3B, number, first - 1, last - 1, 0, 255)
            head = struct.pack("<HBBHHHBBBB", 0x20, 0, 1, len(area), 0, number + 1, 0, 0, 0, 0)
            records.append(_record(0x0018, head + b"\x00\x07" + area))
        return b"".join(records)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


class _Book:
    """A workbook while its sheets are made; looks and colours are shared among them."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._book = _Titled()
        self._looks: dict[tuple[Style, str], Any] = {}
        self._colors: dict[str, int] = {}
        self._sheets = 0

    def add(self, name: str, page: Page) -> None:
        sheet = self._book.add_sheet(name)
        for column, width in enumerate(page.widths):
            sheet.col(column).width = round(width * _COLUMN)
        for row, height in enumerate(page.heights):
            sheet.row(row).height_mismatch = True
            sheet.row(row).height = round(20 * min(height, _TALLEST))
        for box in page.boxes:
            self._write(sheet, box)
        _set_up(sheet, page)
        if page.repeat[0]:
            self._book.titles[self._sheets] = page.repeat
        self._sheets += 1

    def packed(self) -> bytes:
        out = BytesIO()
        self._book.save(out)
        return out.getvalue()

    def _write(self, sheet: Any, box: Box) -> None:
        value = numeric(self._form, box) if box.cells else None
        wrap = box.style.wrap or (bool(box.cells) and len(box.lines) > 1)
        number_format = box.style.number_format if value is not None or not box.text[:1].isdigit() else "@"
        look = self._look(box.style, wrap, number_format)
        place = (box.row - 1, box.column - 1)
        content = value if value is not None else held(box.text) or None
        if box.rows == box.columns == 1:
            sheet.write(*place, content, look)
        else:
            rows, columns = (place[0], place[0] + box.rows - 1), (place[1], place[1] + box.columns - 1)
            sheet.write_merge(*rows, *columns, content, look)

    def _look(self, style: Style, wrap: bool, number_format: str) -> Any:
        key = (style, f"{wrap}{number_format}")
        if key not in self._looks:
            self._looks[key] = self._made(style, wrap, number_format)
        return self._looks[key]

    def _made(self, style: Style, wrap: bool, number_format: str) -> Any:
        look = xlwt.XFStyle()
        look.num_format_str = number_format
        look.font, look.borders = self._font(style), _borders(style.border)
        look.alignment.horz = _ACROSS.get(style.horizontal, 0)
        look.alignment.vert = _UPRIGHT.get(style.vertical, 1)
        look.alignment.wrap, look.alignment.inde, look.alignment.rota = int(wrap), style.indent, style.rotation
        if style.fill:
            look.pattern.pattern = xlwt.Pattern.SOLID_PATTERN
            look.pattern.pattern_fore_colour = self._color(style.fill)
        return look

    def _font(self, style: Style) -> Any:
        font = xlwt.Font()
        font.name, font.height, font.bold, font.italic = style.font, round(20 * style.size), style.bold, style.italic
        font.underline = xlwt.Font.UNDERLINE_SINGLE if style.underline else xlwt.Font.UNDERLINE_NONE
        font.charset = 134  # GB 2312: old systems take the face's Chinese characters by it
        font.colour_index = self._color(style.color) if style.color else _INK
        return font

    def _color(self, color: str) -> int:
        """The place of a colour in the palette; the ink where the palette is full."""
        if color not in self._colors:
            if len(self._colors) == len(_OWN_COLORS):
                return _INK
            index = _OWN_COLORS[len(self._colors)]
            red, green, blue = (int(color.lstrip("#")[at : at + 2], 16) for at in (0, 2, 4))
            self._book.set_colour_RGB(index, red, green, blue)
            self._colors[color] = index
        return self._colors[color]


def _borders(border: Border) -> Any:
    made = xlwt.Borders()
    for side, line in vars(border).items():
        setattr(made, side, _LINES.get(line, 1) if line else 0)
    return made


def _set_up(sheet: Any, page: Page) -> None:
    """Paper, margins, fit to width, page numbers: as the official workbook has them."""
    paper = page.paper
    width, height = round(paper.width), round(paper.height)
    sheet.portrait = width <= height
    sheet.paper_size_code = _PAPERS.get((min(width, height), max(width, height)), 9)
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet, f"{side}_margin", getattr(paper, side) / 72)
    sheet.print_centered_horz, sheet.print_centered_vert = paper.centered, False
    sheet.fit_num_pages, sheet.fit_width_to_pages, sheet.fit_height_to_pages = int(paper.fit_width), 1, 0
    # xlwt's own setters take no text that is not ASCII.
    vars(sheet).update(_Worksheet__header_str="", _Worksheet__footer_str="&C第 &P 页 共 &N 页")
