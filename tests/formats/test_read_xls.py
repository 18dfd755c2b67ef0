"""Old workbooks as grids: the same as new ones."""

import datetime
import struct

import pytest
import xlwt

from perfdesk.core.errors import PerfdeskError
from perfdesk.formats import read_xlsx
from perfdesk.formats.read_xls import read
from tests.formats.handed_in import SHOWN, old_workbook, saved, xls, xlsx


def styled(number_format: str) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.num_format_str = number_format
    return style


def test_the_same_form_reads_as_in_a_new_workbook() -> None:
    (old,), (new,) = read(xls(), "表"), read_xlsx.read(xlsx(), "表")
    assert old == new
    assert {(cell.row, cell.column): cell.text for cell in old.cells} == SHOWN


def test_days_booleans_codes_and_figures_as_text() -> None:
    made = old_workbook()
    page = made.get_sheet(0)
    page.write(7, 0, datetime.date(2031, 2, 5), styled("yyyy/m/d"))
    page.write(7, 1, True)
    page.write(7, 2, 51300123456789012345.0)
    page.write(7, 3, "16.00")
    page.write(7, 4, 1234.5, styled("#,##0.00"))
    page.write(7, 5, "上\r\n下")
    (found,) = read(saved(made), "表")
    cells = [found.at[8, column] for column in range(1, 7)]
    assert [cell.text for cell in cells] == ["2031/2/5", "TRUE", "51300123456789000000", "16.00", "1,234.50", "上\n下"]
    assert cells[2].remarks == ("code-as-number", "digits-lost")
    assert cells[3].remarks == ("number-as-text",)


def test_hidden_sheets_rows_and_columns_are_read_and_marked() -> None:
    made = old_workbook()
    page = made.get_sheet(0)
    page.row(2).hidden = True
    page.col(3).hidden = True
    other = made.add_sheet("封存")
    other.write(0, 0, "旧")
    other.visibility = 1
    first, second = read(saved(made), "表")
    assert second.remarks == ("hidden-sheet",) and first.remarks == ()
    assert "hidden" in first.at[3, 1].remarks and "hidden" in first.at[4, 4].remarks
    assert first.at[4, 1].remarks == ()


def test_many_sheets() -> None:
    made = old_workbook()
    for number in range(70):
        made.add_sheet(f"表{number}").write(1, 1, number)
    assert read(saved(made), "表")[70].at[2, 2].text == "69"


def test_a_password_is_told() -> None:
    data = bytearray(xls())
    # The record that says who wrote the workbook becomes the one that says it is encrypted.
    at = data.find(struct.pack("<HH", 0x5C, 112))
    assert at > 0
    data[at : at + 2] = struct.pack("<H", 0x2F)
    with pytest.raises(PerfdeskError, match="密码"):
        read(bytes(data), "表")


def test_thousands_of_blank_rows_hide_nothing() -> None:
    made = old_workbook()
    page, style = made.get_sheet(0), styled("0.00")
    for row in range(8, 20_000):
        page.row(row).set_cell_mulblanks(0, 40, style)
    page.write(20_001, 2, 7, style)
    (found,) = read(saved(made), "表")
    assert {(cell.row, cell.column): cell.text for cell in found.cells} == SHOWN | {(20_002, 3): "7.00"}


@pytest.mark.parametrize("keep", [600, 1500, 3000])
def test_one_that_is_cut_off_is_damaged(keep: int) -> None:
    with pytest.raises(PerfdeskError, match="已损坏"):
        read(xls()[:keep], "表")
