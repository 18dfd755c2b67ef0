"""A plain table as a workbook, read back by openpyxl."""

import io
import time
from collections.abc import Sequence

import openpyxl

from perfdesk.formats.table import workbook


def cells(rows: Sequence[Sequence[str]], figures: Sequence[str] = ()) -> list[list[tuple[object, str]]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook("总览", rows, figures)))["总览"]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


def test_a_code_stays_a_code_and_a_figure_becomes_a_number() -> None:
    found = cells([["编码", "总分"], ["0990123", "91.5"], ["990123", "未得分"], ["", ""]], ["总分"])
    assert found[1:] == [
        [("0990123", "s"), (91.5, "n")],
        [("990123", "s"), ("未得分", "s")],
        [(None, "n"), (None, "n")],
    ]


def test_the_same_rows_give_the_same_bytes_whenever_it_is() -> None:
    rows = [["编码", "总分"], ["0990123", "91.5"]]
    first = workbook("总览", rows, ["总分"])
    time.sleep(2.1)  # a zip counts in steps of two seconds
    assert workbook("总览", rows, ["总分"]) == first


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    assert cells([["项目"], ["=1+1"]])[1] == [("=1+1", "s")]


def test_what_no_cell_can_hold_does_not_stop_the_rest() -> None:
    """Word breaks a line by a sign of its own, and it comes along when a name is pasted."""
    assert cells([["项目"], ["蓄水池\x0b清淤"], ["机耕道"]])[1:] == [[("蓄水池\ufffd清淤", "s")], [("机耕道", "s")]]


def test_headings_stay_in_sight_and_columns_are_as_wide_as_their_texts() -> None:
    made = workbook("总览", [["项目", "年"], ["小型水库除险加固工程", "2025"], ["很" * 80, "2025"]])
    sheet = openpyxl.load_workbook(io.BytesIO(made))["总览"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:B3"
    assert sheet["A1"].font.bold and not sheet["A2"].font.bold
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (48, 6)
