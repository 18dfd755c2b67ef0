"""Workbooks as grids: texts as shown, and what makers of workbooks do to them."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.read_xlsx import read
from tests.formats import handed_in
from tests.formats.handed_in import SHOWN, SPANS, changed, part, saved, workbook, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def only(data: bytes) -> Grid:
    (found,) = read(data, "表.xlsx")
    return found


def texts(found: Grid) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in found.cells}


def remarks(found: Grid, row: int, column: int) -> tuple[str, ...]:
    return found.at[row, column].remarks


def with_rows(rows: str, before: bytes = b"</sheetData>") -> bytes:
    data = xlsx()
    sheet = part(data, SHEET)
    assert sheet.count(before) == 1
    return changed(data, {SHEET: sheet.replace(before, rows.encode() + before)})


def test_texts_as_shown_and_merged_cells() -> None:
    found = only(xlsx())
    assert found.source == "表.xlsx#自评表"
    assert texts(found) == SHOWN
    assert {
        (cell.row, cell.column): (cell.rows, cell.columns) for cell in found.cells if cell.rows * cell.columns > 1
    } == SPANS
    assert found.where(found.at[3, 4]) == "表.xlsx#自评表!D3"


def test_what_openpyxl_reads_is_read() -> None:
    """Values of every kind, against openpyxl's own reading."""
    made = workbook()
    made.active["F1"], made.active["F2"], made.active["F3"] = True, datetime.date(2031, 2, 5), "=1/0"
    made.active["F2"].number_format = "yyyy/m/d"
    found = only(saved(made))
    assert [found.at[row, 6].text for row in (1, 2)] == ["TRUE", "2031/2/5"]
    theirs = openpyxl.load_workbook(io.BytesIO(saved(made)), data_only=True).active
    for (row, column), text in texts(found).items():
        value = theirs.cell(row, column).value
        assert not isinstance(value, str) or value == text


def test_sheets_in_their_order_hidden_ones_marked() -> None:
    made = workbook()
    for title, state in (("封存", "hidden"), ("深藏", "veryHidden"), ("名单", "visible")):
        made.create_sheet(title)["A1"] = title
        made[title].sheet_state = state
    found = read(saved(made), "表.xlsx")
    assert [(each.source, each.remarks) for each in found] == [
        ("表.xlsx#自评表", ()),
        ("表.xlsx#封存", ("hidden-sheet",)),
        ("表.xlsx#深藏", ("hidden-sheet",)),
        ("表.xlsx#名单", ()),
    ]


def test_many_sheets() -> None:
    made = workbook()
    for number in range(70):
        made.create_sheet(f"表{number}")["B2"] = number
    found = read(saved(made), "表.xlsx")
    assert len(found) == 71 and found[70].at[2, 2].text == "69"


def test_hidden_rows_and_columns_are_read_and_marked() -> None:
    made = workbook()
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["D"].hidden = True
    found = only(saved(made))
    assert "hidden" in remarks(found, 3, 1) and "hidden" in remarks(found, 4, 4)
    assert remarks(found, 4, 1) == ()


def test_a_formula_shows_the_value_stored_with_it_and_one_without_is_noted() -> None:
    found = only(with_rows('<row r="9"><c r="A9"><f>SUM(1,2)</f><v>3</v></c><c r="B9"><f>SUM(1,2)</f></c></row>'))
    assert (found.at[9, 1].text, remarks(found, 9, 1)) == ("3", ())
    assert (found.at[9, 2].text, remarks(found, 9, 2)) == ("", ("formula-without-value",))


def test_a_formula_whose_result_is_the_empty_text_has_one() -> None:
    row = '<row r="9"><c r="A9" t="str"><f>IF(1,"",2)</f><v></v></c><c r="B9" t="str"><f>IF(1,"",2)</f></c></row>'
    found = only(with_rows(row))
    assert (9, 1) not in found.at
    assert remarks(found, 9, 2) == ("formula-without-value",)


def test_errors_booleans_and_iso_days() -> None:
    row = (
        '<c r="A9" t="e"><v>#DIV/0!</v></c><c r="B9" t="b"><v>0</v></c><c r="C9" t="d"><v>2031-02-05T00:00:00Z</v></c>'
    )
    found = only(with_rows(f'<row r="9">{row}</row>'))
    assert [found.at[9, column].text for column in (1, 2, 3)] == ["#DIV/0!", "FALSE", "2031-02-05"]
    assert remarks(found, 9, 1) == ("error-value",)


def test_codes_stored_as_numbers_and_numbers_stored_as_text_are_noted() -> None:
    made = workbook()
    made.active["F1"], made.active["F2"], made.active["F3"] = 51300123456789012345, "16.00", 20310205
    found = only(saved(made))
    assert remarks(found, 1, 6) == ("code-as-number", "digits-lost")
    assert remarks(found, 2, 6) == ("number-as-text",)
    assert remarks(found, 3, 6) == ()


def test_line_breaks_and_escaped_signs() -> None:
    found = only(with_rows('<row r="9"><c r="A9" t="inlineStr"><is><t>上_x000D_\n下_x000a_末</t></is></c></row>'))
    assert found.at[9, 1].text == "上\n下\n末"


def test_the_stated_size_of_a_sheet_is_not_believed() -> None:
    data = xlsx()
    sheet, count = re.subn(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part(data, SHEET))
    assert count == 1
    assert texts(only(changed(data, {SHEET: sheet}))) == SHOWN
    small = part(data, SHEET).replace(b'<dimension ref="A1:D6"', b'<dimension ref="A1"')
    assert texts(only(changed(data, {SHEET: small}))) == SHOWN


def test_a_million_blank_rows_cost_nothing_and_hide_nothing() -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(10, 1_000_000))
    found = only(with_rows(blank + '<row r="1000000"><c r="B1000000"><v>7</v></c></row>'))
    assert texts(found) == SHOWN | {(1_000_000, 2): "7"}


def test_rows_and_cells_that_do_not_say_where_they_are_stand_in_order() -> None:
    data = xlsx()
    sheet = re.sub(rb'(<(?:row|c)) r="[^"]*"', rb"\1", part(data, SHEET))
    places = texts(only(changed(data, {SHEET: sheet})))
    assert places[1, 1] == SHOWN[1, 1] and len(places) > 10


def test_overlapping_ranges_are_told() -> None:
    data = xlsx()
    sheet = part(data, SHEET).replace(b"</mergeCells>", b'<mergeCell ref="C1:D3"/><mergeCell ref="oops"/></mergeCells>')
    found = only(changed(data, {SHEET: sheet}))
    assert found.remarks == ("overlapping-merges",)
    assert texts(found) == SHOWN


def test_macros_are_ignored_and_told() -> None:
    data = xlsx()
    relations = part(data, "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    found = only(changed(data, {"xl/_rels/workbook.xml.rels": relations, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert found.remarks == ("macros",)
    assert texts(found) == SHOWN


def test_a_strict_workbook() -> None:
    data = xlsx()
    strict = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            strict[name] = (
                archive.read(name)
                .replace(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
                .replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            )
    assert texts(only(changed(data, strict))) == SHOWN


def test_a_chart_sheet_is_no_table() -> None:
    made = workbook()
    made.create_chartsheet("图")
    assert [each.source for each in read(saved(made), "表.xlsx")] == ["表.xlsx#自评表"]


def test_entities_are_refused_before_they_are_read() -> None:
    sheet = part(xlsx(), SHEET)
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet[sheet.find(b"<worksheet") :]
    with pytest.raises(PerfdeskError, match="文档类型声明"):
        read(changed(xlsx(), {SHEET: bomb}), "表.xlsx")


def test_a_part_that_is_no_xml_is_damage() -> None:
    with pytest.raises(PerfdeskError, match="已损坏"):
        read(changed(xlsx(), {SHEET: part(xlsx(), SHEET)[:-30]}), "表.xlsx")


def test_too_many_cells_are_refused() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(10, 401_000))
    with pytest.raises(PerfdeskError, match="40 万"):
        read(with_rows(rows), "表.xlsx")


def test_handed_in_form_is_as_it_says() -> None:
    """The helper's own table of shown texts agrees with what the form's values are."""
    assert {place for place in SHOWN if place[0] > 1} == {
        (row + 1, column)
        for row, values in enumerate(handed_in.ROWS, 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }
