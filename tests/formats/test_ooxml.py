"""A sheet of a workbook read as a Template, against a workbook whose looks are known."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.layout.template import Border as Lines
from perfdesk.core.layout.template import Patch, Template
from perfdesk.formats.ooxml import column_points, read_template
from tests.formats import workbooks
from tests.formats.workbooks import SHEET, repacked


def made(draw: Callable[[Worksheet], None]) -> Template:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    draw(sheet)
    out = io.BytesIO()
    book.save(out)
    return read_template(out.getvalue(), "表")


def at(template: Template, row: int, column: int) -> Patch:
    return next(patch for patch in template.patches if (patch.row, patch.column) == (row, column))


@pytest.mark.parametrize(
    ("width", "points"), [(9.140625, 48.0), (8.0, 42.0), (1.0, 5.25), (0.5, 2.25), (10.7109375, 56.25)]
)
def test_columns_are_as_wide_as_excel_makes_them(width: float, points: float) -> None:
    assert column_points(width) == points


def test_lengths() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = sheet["D4"] = "字"
        sheet.column_dimensions["B"].width = 20
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[2].height = 33.75
        sheet.row_dimensions[3].hidden = True
        sheet.sheet_format.defaultRowHeight = 14.25

    template = made(draw)
    assert template.widths == (48.0, 105.0, 0.0, 48.0)
    assert template.heights == (14.25, 33.75, 0.0, 14.25)


def test_looks() -> None:
    def draw(sheet: Worksheet) -> None:
        cell = sheet["A1"]
        cell.value = "表头"
        cell.font = Font(name="黑体", size=14, bold=True, italic=True, underline="single", color="FFB3261E")
        cell.fill = PatternFill("solid", fgColor="FFF5F9FF")
        cell.alignment = Alignment("center", "top", wrap_text=True, indent=2, text_rotation=255)
        cell.border = Border(left=Side("thin"), bottom=Side("double"))
        cell.number_format = "0.00%"

    style = at(made(draw), 1, 1).style
    assert (style.font, style.size, style.bold, style.italic, style.underline) == ("黑体", 14, True, True, True)
    assert (style.color, style.fill, style.number_format) == ("#B3261E", "#F5F9FF", "0.00%")
    assert (style.horizontal, style.vertical, style.wrap, style.indent, style.rotation) == (
        "center", "top", True, 2, 255,
    )  # fmt: skip
    assert style.border == Lines(left="thin", bottom="double")


def test_a_plain_cell_stands_at_the_bottom_in_ordinary_ink() -> None:
    style = at(made(lambda sheet: sheet.cell(1, 1, "字")), 1, 1).style  # type: ignore[arg-type, return-value]
    assert (style.horizontal, style.vertical, style.wrap, style.color, style.fill) == ("", "bottom", False, "", "")


def test_theme_and_indexed_colours() -> None:
    def draw(sheet: Worksheet) -> None:
        for column, color in enumerate(
            (Color(theme=4), Color(theme=0, tint=-0.5), Color(indexed=10), Color(theme=1)), 1
        ):
            sheet.cell(1, column, "字").font = Font(color=color)

    template = made(draw)
    assert [at(template, 1, column).style.color for column in (1, 2, 3, 4)] == ["#4F81BD", "#808080", "#FF0000", ""]


def test_a_merged_range_is_one_cell_with_the_lines_of_its_outer_cells() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["B2"] = "合并"
        sheet["B2"].border = Border(left=Side("thin"), top=Side("medium"))
        sheet["D3"].border = Border(right=Side("thick"), bottom=Side("hair"))
        sheet["C2"].border = Border(left=Side("double"))
        sheet.merge_cells("B2:D3")
        sheet["D3"].border = Border(right=Side("thick"), bottom=Side("hair"))

    template = made(draw)
    merged = at(template, 2, 2)
    assert (merged.rows, merged.columns, merged.text) == (2, 3, "合并")
    assert merged.style.border == Lines("thin", "thick", "medium", "hair")
    assert (2, 3) not in template.starts
    assert {(1, 1), (2, 1), (1, 4)} <= template.starts


def test_texts_as_cells_show_them() -> None:
    def draw(sheet: Worksheet) -> None:
        values = [(10, "General"), (0.95, "0%"), (1234.5, "#,##0.00"), (0.1 + 0.2, "General"), ("甲\n乙", "@")]
        for row, (value, number_format) in enumerate([*values, (True, "General")], 1):
            sheet.cell(row, 1, value).number_format = number_format
        sheet["A7"] = "=SUM(A1:A2)"

    template = made(draw)
    assert [at(template, row, 1).text for row in range(1, 8)] == [
        "10", "95%", "1,234.50", "0.3", "甲\n乙", "TRUE", "",
    ]  # fmt: skip
    assert at(template, 7, 1).formula == "SUM(A1:A2)"


def test_empty_cells_that_show_nothing_do_not_make_the_sheet_larger() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "字"
        sheet["C2"].border = Border(top=Side("thin"))
        sheet["Z90"].font = Font(bold=True)

    template = made(draw)
    assert (len(template.widths), len(template.heights)) == (3, 2)
    assert len(template.patches) == 6


def test_paper_and_rich_text() -> None:
    template = read_template(workbooks.nasty(), SHEET)
    paper = template.paper
    assert (paper.width, paper.height, paper.fit_width, paper.centered, paper.repeat) == (
        841.89,
        595.28,
        True,
        True,
        (5, 5),
    )
    assert (paper.left, paper.top) == (54.0, 72.0)
    assert at(template, 13, 1).text == workbooks.RICH
    assert at(template, 5, 1).rows == 5


def test_paper_of_another_size() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "字"
        sheet.page_setup.paperSize = 8

    paper = made(draw).paper
    assert (paper.width, paper.height, paper.fit_width, paper.repeat) == (841.89, 1190.55, False, (0, 0))


@pytest.mark.parametrize("form_id", [listing.id for listing in catalog.forms() if not listing.own])
def test_official_sheets_read_as_openpyxl_reads_them(form_id: str) -> None:
    form = catalog.form(form_id)
    sheet = openpyxl.load_workbook(io.BytesIO(form.workbook))[form.template.sheet]
    merged = {(each.min_row, each.min_col): each for each in sheet.merged_cells.ranges}
    for patch in form.template.patches:
        cell = sheet.cell(patch.row, patch.column)
        if not patch.formula:
            assert patch.text == str(cell.value if cell.value is not None else "")
        assert (patch.style.font, patch.style.size, patch.style.bold) == (cell.font.name, cell.font.sz, cell.font.b)
        assert patch.style.number_format == cell.number_format
        if (patch.row, patch.column) in merged:
            each = merged[patch.row, patch.column]
            assert (patch.rows, patch.columns) == (each.size["rows"], each.size["columns"])
    assert form.template.heights == tuple(
        sheet.row_dimensions[row].height or 15 for row in range(1, len(form.template.heights) + 1)
    )


_ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "不是 Excel 工作簿"),
        (workbooks.nasty()[:-900], "不是 Excel 工作簿"),
        (repacked(workbooks.nasty(), "xl/styles.xml", b"<styleSheet>"), "已损坏"),
        (
            repacked(workbooks.nasty(), "xl/worksheets/sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "文档类型声明",
        ),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(data: bytes, said: str) -> None:
    with pytest.raises(PerfdeskError, match=said):
        read_template(data, SHEET)


def test_a_sheet_that_is_not_there_is_named() -> None:
    with pytest.raises(PerfdeskError, match="没有工作表「封面」"):
        read_template(workbooks.nasty(), "封面")
