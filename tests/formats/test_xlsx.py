"""The official workbook filled in place: what is ours is right, what is not ours is as it was."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.layout.page import Page
from perfdesk.core.layout.template import reference
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import INDICATORS, Cell, Sheet, edits
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.cell_values import CUT, LONGEST, held
from perfdesk.formats.number_format import as_number
from perfdesk.formats.xlsx import filled, render
from perfdesk.typefaces import advance
from tests.formats import workbooks
from tests.formats.workbooks import FIRST, FOOT, LENGTH, NOTE, RICH, SHEET, TOTAL, opened, page, parts, snapshot

pytestmark = pytest.mark.filterwarnings("ignore:.*is not supported and will be removed")

COUNTS = (0, 1, 2, LENGTH, LENGTH + 1, 40, 300)
TOUCHED = {
    "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/drawings/drawing1.xml", "xl/drawings/commentsDrawing1.vml",
    "xl/comments/comment1.xml", "xl/charts/chart1.xml", "xl/worksheets/sheet2.xml", "xl/calcChain.xml",
    "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
}  # fmt: skip
"""What rows added or taken away may change. Everything else is never touched."""


@pytest.fixture(scope="module")
def official() -> Form:
    return _official()


@pytest.fixture(params=COUNTS)
def count(request: pytest.FixtureRequest) -> int:
    assert isinstance(request.param, int)
    return request.param


def export(taken: Snapshot) -> tuple[bytes, Page]:
    laid = page(taken)
    return filled(taken.form, [(taken.sheet.own("project"), laid)]), laid


def sheet_xml(data: bytes, part: str = "xl/worksheets/sheet1.xml") -> etree._Element:
    return etree.fromstring(parts(data)[part])


def shift(count: int) -> int:
    return max(count, 1) - LENGTH


def last(count: int) -> int:
    return FIRST + max(count, 1) - 1


def test_parts_that_are_not_ours_are_byte_for_byte_the_same(official: Form, count: int) -> None:
    data, _ = export(snapshot(official, count))
    before, after = parts(official.workbook), parts(data)
    assert {name for name in before if after.get(name) != before[name]} <= TOUCHED
    assert set(after) <= set(before)
    kept = {"xl/media/image1.png", "xl/printerSettings/printerSettings1.bin", "docProps/custom.xml",
            "xl/tables/table1.xml", "xl/theme/theme1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}  # fmt: skip
    assert kept <= set(after) - TOUCHED


def test_without_added_rows_only_the_sheet_and_its_heights_change(official: Form) -> None:
    data, _ = export(snapshot(official, LENGTH))
    before, after = parts(official.workbook), parts(data)
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/calcChain.xml",
                       "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}  # fmt: skip


def test_the_zip_keeps_its_order_dates_and_compression(official: Form) -> None:
    data, _ = export(snapshot(official, 5))
    with zipfile.ZipFile(io.BytesIO(official.workbook)) as was, zipfile.ZipFile(io.BytesIO(data)) as now:
        kept = [each for each in was.infolist() if each.filename != "xl/calcChain.xml"]
        assert [each.filename for each in now.infolist()] == [each.filename for each in kept]
        for one, other in zip(kept, now.infolist(), strict=True):
            assert (one.date_time, one.compress_type) == (other.date_time, other.compress_type)


def test_the_same_snapshot_gives_the_same_bytes(official: Form, count: int) -> None:
    assert export(snapshot(official, count))[0] == export(snapshot(workbooks.form(official.workbook), count))[0]


def test_every_box_of_the_page_reads_back(official: Form, count: int) -> None:
    data, laid = export(snapshot(official, count))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SHEET]
    for box in laid.boxes:
        shown = values.cell(box.row, box.column).value
        if isinstance(shown, int | float):
            assert as_number(box.text) == Decimal(str(shown)), reference(box.row, box.column)
        else:
            assert (shown or "") == box.text, reference(box.row, box.column)


def test_merged_ranges_are_those_of_the_page(official: Form, count: int) -> None:
    data, laid = export(snapshot(official, count))
    wanted = {
        (box.row, box.column, box.row + box.rows - 1, box.column + box.columns - 1)
        for box in laid.boxes
        if (box.rows, box.columns) != (1, 1)
    }
    found = opened(data).merged_cells.ranges
    assert {(each.min_row, each.min_col, each.max_row, each.max_col) for each in found} == wanted
    assert f"A5:A{last(count)}" in {str(each) for each in found}


def test_rows_keep_the_templates_height_unless_a_text_needs_more(official: Form, count: int) -> None:
    data, laid = export(snapshot(official, count, conclusion="逐段记录。\n" * 60))
    heights = opened(data).row_dimensions
    for row, height in enumerate(laid.heights, 1):
        if row in laid.grown:
            assert heights[row].height == pytest.approx(min(height, 409), abs=0.01)
        else:
            assert heights[row].height in (24, None)
    assert heights[NOTE + shift(count)].height == 409


def test_print_area_titles_and_names_follow(official: Form, count: int) -> None:
    data, _ = export(snapshot(official, count))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book[SHEET].print_area == f"'{SHEET}'!$A$1:$G${FOOT + shift(count)}"
    assert book[SHEET].print_title_rows == "$5:$5"
    assert book.defined_names["合计得分"].attr_text == f"'{SHEET}'!$G${TOTAL + shift(count)}"
    assert book.defined_names["全部权重"].attr_text == f"'{SHEET}'!$F${FIRST}:$F${last(count)}"


def test_formulas_follow_here_and_on_other_sheets(official: Form, count: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(snapshot(official, count))[0]))
    here, there, total = book[SHEET], book[workbooks.LIST], TOTAL + shift(count)
    assert here[f"F{total}"].value == f"=F4+SUM(F{FIRST}:F{last(count)})"
    assert here[f"H{total + 2}"].value == f"=LOG10(F{total})*COUNT(F{FIRST}:F{last(count)})"
    assert [here[f"H{row}"].value for row in range(FIRST, last(count) + 1)] == [
        f"=E{row}/D{row}" for row in range(FIRST, last(count) + 1)
    ]
    assert there["A1"].value == f"='{SHEET}'!G{total}"
    assert there["A2"].value == f"=SUM('{SHEET}'!F{FIRST}:F{last(count)})+C5"


def test_a_formula_that_names_rows_one_by_one_stays_only_while_they_are_all(official: Form) -> None:
    assert opened(export(snapshot(official, LENGTH))[0])[f"H{TOTAL}"].value == "=G6+G7+G8+G9"
    for count in (1, 2, LENGTH + 1, 40):
        assert opened(export(snapshot(official, count))[0])[f"H{TOTAL + shift(count)}"].value is None


def test_computed_values_stand_beside_their_formulas(official: Form) -> None:
    cells = {str(each.get("r")): each for each in sheet_xml(export(snapshot(official, 5))[0]).iter("{*}c")}
    assert cells["E4"].findtext("{*}f") == 'IF(C4="","",D4/C4)'
    assert cells["E4"].findtext("{*}v") == "0.7707"
    assert (cells["F11"].findtext("{*}f"), cells["F11"].findtext("{*}v")) == ("F4+SUM(F6:F10)", "20")


def test_a_formula_that_would_compute_something_else_gives_way_to_the_value(official: Form) -> None:
    """The scores are printed as 2 where the cell would print 2.00: they are texts, and SUM passes over texts."""
    data, _ = export(snapshot(official, 5))
    total = next(each for each in sheet_xml(data).iter("{*}c") if each.get("r") == "G11")
    assert total.find("{*}f") is None
    assert total.findtext("{*}v") == "17.71"


def test_her_own_score_replaces_a_formula(official: Form) -> None:
    taken = snapshot(official, 2)
    row = taken.sheet.rows[0]
    sheet = taken.sheet.apply(edits(taken.sheet, [(Cell(INDICATORS, row, "override"), "1.5")]))
    data, laid = export(Snapshot(official, sheet, score(official.profile, sheet, 2025)))
    box = laid.by_cell[Cell(INDICATORS, row, "score")]
    assert "override" in box.marks
    assert opened(data).cell(box.row, box.column).value == box.text == "1.5"


def test_what_is_painted_on_indicator_rows_is_on_all_of_them(official: Form, count: int) -> None:
    sheet = opened(export(snapshot(official, count))[0])
    end, down = last(count), shift(count)
    rules = {str(each.sqref): each.rules[0].formula for each in sheet.conditional_formatting}
    here = f"E{FIRST}:E{end}" if end > FIRST else f"E{FIRST}"
    assert rules == {here: [f"E{FIRST}<D{FIRST}"], f"G{TOTAL + down}": [f"$G${TOTAL + down}<60"]}
    validations = {each.formula1: each for each in sheet.data_validations.dataValidation}
    rows = range(FIRST, end + 1)
    assert set(_cells(str(validations['"产出,效益"'].sqref))) == {f"B{row}" for row in rows}
    assert set(_cells(str(validations["0"].sqref))) == {f"F{row}" for row in rows}
    assert validations["0"].formula2 == f"$F$4+F{FIRST}"
    assert str(validations["200"].sqref) == f"B{NOTE + down}"


def _cells(sqref: str) -> list[str]:
    found = []
    for area in sqref.split():
        first, _, final = area.partition(":")
        column, low, high = first[0], int(first[1:]), int((final or first)[1:])
        found += [f"{column}{row}" for row in range(low, high + 1)]
    return found


def test_excel_2010s_formats_validations_and_sparklines_follow(official: Form) -> None:
    text = parts(export(snapshot(official, 7))[0])["xl/worksheets/sheet1.xml"].decode()
    assert f"<xm:sqref>G{FIRST}:G{FIRST + 6}</xm:sqref>" in text
    assert f"<xm:sqref>B{NOTE + 3}</xm:sqref>" in text
    lines = re.findall(r"<xm:f>'自评 表'!D(\d+):E(\d+)</xm:f><xm:sqref>I(\d+)</xm:sqref>", text)
    assert lines == [(str(row),) * 3 for row in range(FIRST, FIRST + 6)]


def test_notes_breaks_links_and_pictures_follow(official: Form, count: int) -> None:
    data, _ = export(snapshot(official, count))
    sheet, down = opened(data), shift(count)
    notes = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    third = {f"C{FIRST + 2}"} if max(count, 1) > 3 else set()
    assert notes == {f"F{FIRST - 1}", f"A{NOTE + down}"} | third
    old = parts(data)["xl/drawings/commentsDrawing1.vml"].decode()
    rows = [int(each) for each in re.findall(r"Row>(\d+)<", old)]
    assert sorted(rows) == sorted([FIRST - 2, NOTE + down - 1, *([FIRST + 1] if third else [])])
    assert [each.id for each in sheet.row_breaks.brk] == [TOTAL + down]
    assert sheet[f"A{FOOT + down}"].hyperlink.target == "https://example.org/shuoming"
    anchors = sheet_xml(data, "xl/drawings/drawing1.xml")
    corners = [[int(each.findtext("{*}row") or -1) for each in anchor if len(each) == 4] for anchor in anchors]
    assert corners[0] == [FOOT + 2 + down]
    assert corners[1][0] == NOTE - 1 + down
    assert corners[2] == [0, TOTAL - 1 + down]


def test_a_text_box_keeps_its_height_where_rows_above_and_under_it_grow(official: Form) -> None:
    data, laid = export(snapshot(official, 9, conclusion="逐段记录。\n" * 20))
    box = sheet_xml(data, "xl/drawings/drawing1.xml")[1]
    top, bottom = (
        (int(corner.findtext("{*}row") or 0), int(corner.findtext("{*}rowOff") or 0)) for corner in (box[0], box[1])
    )
    height = [laid.tops[row] + offset / 12700 for row, offset in (top, bottom)]
    assert height[1] - height[0] == pytest.approx(2 * 24, abs=0.01)


def test_charts_follow(official: Form) -> None:
    chart = parts(export(snapshot(official, 9))[0])["xl/charts/chart1.xml"].decode()
    assert f"<f>'{SHEET}'!$G${FIRST}:$G${FIRST + 8}</f>" in chart


def test_rich_text_and_protection_stay(official: Form) -> None:
    data, _ = export(snapshot(official, 9))
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    kept = book[SHEET][f"A{FOOT + 1 + 5}"].value
    assert str(kept) == RICH
    assert type(kept).__name__ == "CellRichText"
    assert book[SHEET].protection.sheet


def test_a_calculation_chain_that_no_longer_holds_is_gone(official: Form) -> None:
    after = parts(export(snapshot(official, 9))[0])
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]


def test_excel_is_asked_to_compute_what_is_not_known_here(official: Form) -> None:
    asked = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    data = official.workbook
    book = parts(data)["xl/workbook.xml"]
    assert book.count(asked) == 1
    silent = workbooks.form(workbooks.repacked(data, "xl/workbook.xml", book.replace(asked, b"")))
    found = sheet_xml(export(snapshot(silent, 5))[0], "xl/workbook.xml").find("{*}calcPr")
    assert found is not None
    assert found.get("fullCalcOnLoad") == "1"


def test_cells_of_opened_and_closed_merges_have_their_lines(official: Form, count: int) -> None:
    data, laid = export(snapshot(official, count))
    sheet = opened(data)
    for box in laid.boxes:
        if FIRST <= box.row <= last(count) and box.column <= 7:
            right, bottom = box.column + box.columns - 1, box.row + box.rows - 1
            assert sheet.cell(box.row, box.column).border.top.style == "thin"
            assert sheet.cell(box.row, box.column).border.left.style == "thin"
            assert sheet.cell(bottom, right).border.bottom.style == "thin"
            assert sheet.cell(bottom, right).border.right.style == "thin"


def test_a_figure_is_a_number_only_where_the_cell_prints_it_as_typed(official: Form) -> None:
    sheet = opened(export(snapshot(official, 2))[0])
    assert (sheet["B4"].value, sheet["D6"].value, sheet["F6"].value) == (16, 20, 2)
    assert sheet["G6"].value == "2", "the cell would print 2.00"
    assert sheet["B3"].value == "0012345678", "a code is a text"


def test_a_code_of_digits_only_stays_a_text(official: Form) -> None:
    sheet = opened(export(snapshot(official, 1, code="713001", project="2025"))[0])
    assert (sheet["B3"].value, sheet["B2"].value) == ("713001", "2025")


def test_bad_input_still_makes_a_workbook(official: Form) -> None:
    nasty = {"conclusion": "甲\x01乙\x0b丙\ufffe<&>\"' ]]> _x0041_", "code": "=1+1"}
    sheet = opened(export(snapshot(official, 2, project="𬭎" * 20000, **nasty))[0])
    assert sheet[f"B{NOTE - 2}"].value == "甲\ufffd乙\ufffd丙\ufffd<&>\"' ]]> _x005F_x0041_"
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    title = str(sheet["B2"].value)
    assert title.endswith(CUT)
    assert len(title.encode("utf-16-le")) // 2 <= LONGEST


@settings(max_examples=40, deadline=None)
@given(text=st.text(), rows=st.integers(0, 6), field=st.sampled_from(["l1", "l3", "target", "actual", "weight"]))
def test_any_text_anywhere_makes_a_workbook_that_holds_it(text: str, rows: int, field: str) -> None:
    taken = snapshot(_official(), rows, conclusion=text)
    wanted = [(Cell(INDICATORS, row, field), text) for row in taken.sheet.rows]
    sheet = taken.sheet.apply(edits(taken.sheet, wanted))
    data, laid = export(Snapshot(taken.form, sheet, taken.scores))
    found = {str(each.get("r")): each for each in sheet_xml(data).iter("{*}c")}
    for cell in (each for each, _ in wanted):
        box = laid.by_cell[cell]
        kept = found[reference(box.row, box.column)]
        shown = "".join(kept.itertext())
        if kept.get("t") == "inlineStr":
            shown = shown.replace("_x005F_", "_")
        assert shown == held(box.text) or as_number(box.text) == Decimal(shown)


@cache
def _official() -> Form:
    return workbooks.form()


def test_forty_digits_are_a_text(official: Form) -> None:
    taken = snapshot(official, 2)
    cell = Cell(INDICATORS, taken.sheet.rows[0], "target")
    sheet = taken.sheet.apply(edits(taken.sheet, [(cell, "1" * 40)]))
    assert opened(export(Snapshot(official, sheet, taken.scores))[0])["D6"].value == "1" * 40


def test_a_long_text_wraps_where_the_template_does_not(official: Form) -> None:
    """Row 2 of the template is not wrapped: a name of two lines gets a look of its own, everything else stays."""
    data, laid = export(snapshot(official, 2, project="河堤巡查与沿岸警示牌更新" * 9))
    assert 2 in laid.grown
    cell, before = opened(data)["B2"], opened(official.workbook)["B2"]
    assert (cell.alignment.wrap_text, before.alignment.wrap_text) == (True, None)
    assert (cell.font.name, cell.border.top.style) == (before.font.name, before.border.top.style)


def test_an_empty_form_keeps_what_the_template_prints(official: Form) -> None:
    sheet = opened(export(Snapshot(official, Sheet(), snapshot(official, 0).scores))[0])
    assert sheet[f"B{NOTE + shift(0)}"].value == "填写说明：写清结果。"


def test_several_forms_become_a_sheet_each(official: Form) -> None:
    taken = [snapshot(official, rows, project=name) for rows, name in ((2, "巡查/一"), (6, "巡查/一"), (4, ""))]
    data = filled(official, [(each.sheet.own("project"), page(each)) for each in taken])
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["巡查 一", "巡查 一 (2)", SHEET, workbooks.LIST]
    assert [book[name].print_area for name in book.sheetnames[:3]] == [
        "'巡查 一'!$A$1:$G$10", "'巡查 一 (2)'!$A$1:$G$14", f"'{SHEET}'!$A$1:$G$12",
    ]  # fmt: skip
    assert [book[name].print_title_rows for name in book.sheetnames[:3]] == ["$5:$5"] * 3
    assert [book[name].sheet_view.tabSelected for name in book.sheetnames].count(True) <= 1
    assert [len(book[name]._charts) for name in book.sheetnames[:3]] == [1, 1, 1]
    assert book[workbooks.LIST]["A1"].value == "='巡查 一'!G8"
    after = parts(data)
    assert {f"xl/drawings/drawing{number}.xml" for number in (1, 2, 3)} <= set(after)
    assert "<f>'巡查 一 (2)'!$G$6:$G$11</f>" in after["xl/charts/chart2.xml"].decode()
    assert after["[Content_Types].xml"].count(b"worksheet+xml") == 4
    for name in (each for each in after if each.endswith(".rels")):
        for relation in etree.fromstring(after[name]):
            if relation.get("TargetMode") != "External" and str(relation.get("Target")).startswith("/"):
                assert str(relation.get("Target"))[1:] in after


def test_sheets_named_alike_and_long_get_names_excel_takes(official: Form) -> None:
    title = "二〇二五年度沿河村镇堤防日常巡查维护与警示标志更新补助项目：[续建]"
    data = filled(official, [(name, page(snapshot(official, 2, project=name))) for name in (title, title, "History")])
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert len({name.casefold() for name in names}) == 4
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert "History" not in names


def test_forms_of_two_kinds_do_not_go_into_one_workbook(official: Form) -> None:
    other = replace(official, id="other-2025")
    with pytest.raises(PerfdeskError, match="不同的表样"):
        render([snapshot(official, 1), snapshot(other, 1)])
    with pytest.raises(PerfdeskError, match="没有选中"):
        render([])
    with pytest.raises(PerfdeskError, match="官方工作簿"):
        render([snapshot(replace(official, workbook=b""), 1)])


def test_rendering_measures_with_the_pages_own_fonts(official: Form) -> None:
    taken = snapshot(official, 3)
    assert render([taken]) == filled(official, [("", taken.page(advance))])


def test_long_texts_are_as_small_as_the_page_has_them(official: Form) -> None:
    taken = snapshot(official, 3)
    row = taken.sheet.rows[0]
    sheet = taken.sheet.apply(edits(taken.sheet, [(Cell(INDICATORS, row, "l3"), "堤防巡查" * 40)]))
    data, laid = export(Snapshot(official, sheet, taken.scores))
    box = laid.by_cell[Cell(INDICATORS, row, "l3")]
    assert box.marks == {"shrunk"}
    cell, issued = opened(data)[reference(box.row, box.column)], opened(official.workbook)[reference(FIRST, box.column)]
    assert cell.font.sz == box.style.size < issued.font.sz
    assert (cell.font.name, cell.border.left.style) == (issued.font.name, issued.border.left.style)
