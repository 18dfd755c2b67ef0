"""Web pages and copied HTML as grids."""

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.clipboard import Copied, html
from perfdesk.formats.read_html import grids, looks_like, read
from tests.formats.handed_in import SHOWN, SPANS, page


def only(text: str) -> Grid:
    (found,) = grids(text, "页")
    return found


def texts(found: Grid) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in found.cells}


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "utf-16", "utf-8-sig"])
def test_a_page_in_the_encodings_of_the_country(encoding: str) -> None:
    charset = (
        ""
        if encoding.startswith("utf-16")
        else f'<meta http-equiv="Content-Type" content="text/html; charset={encoding[:5]}">'
    )
    data = f"<html><head>{charset}<title>不是内容</title></head><body>{page()}</body></html>".encode(encoding)
    (found,) = read(data, "页")
    assert texts(found) == SHOWN
    assert {
        (cell.row, cell.column): (cell.rows, cell.columns) for cell in found.cells if cell.rows * cell.columns > 1
    } == SPANS


def test_a_page_that_names_no_encoding() -> None:
    (found,) = read(f"<html>{page()}</html>".encode("gb18030"), "页")
    assert texts(found) == SHOWN


def test_text_before_a_table_is_its_heading() -> None:
    above = "<h1>县水利局</h1><p>自评表<br>（2031年度）</p>"
    first_table = "<table><caption>单位：万元</caption><tr><td>甲</table>"
    text = f"{above}{first_table}尾<table><tr><td>乙</table>"
    first, second = grids(text, "页")
    assert first.headings == ("县水利局", "自评表", "（2031年度）", "单位：万元")
    assert second.headings == ("尾",) and second.source == "页#表2"


def test_cells_after_merged_ones_move_right() -> None:
    found = only("<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁<tr><td>戊</table>")
    assert texts(found) == {(1, 1): "甲", (1, 2): "乙", (2, 2): "丙", (2, 3): "丁", (3, 1): "戊"}


def test_white_space_breaks_and_paragraphs_of_a_cell() -> None:
    found = only(
        "<table><tr><td>  上<br style='mso-data-placement:same-cell'>\r\n  下&nbsp; 末 </td>"
        "<td><p class=MsoNormal>一\r\n  二</p><p>ab\n cd</p></td><td>&nbsp;</td><td><script>x</script></td></table>"
    )
    assert texts(found) == {(1, 1): "上\n下  末", (1, 2): "一二\nab cd"}


def test_tables_inside_cells_come_after_the_one_around_them() -> None:
    outer, inner = grids("<table><tr><td>外<td>前<table><tr><td>内</table>后</table>", "页")
    assert texts(outer)[1, 1] == "外" and texts(inner) == {(1, 1): "内"}
    assert texts(outer)[1, 2] == "前\n后"


def test_what_this_program_copies_it_reads() -> None:
    copied = [[Copied("类", 2, 1), Copied("<b>&"), Copied("3")], [Copied("", 0, 0), Copied("上\n下"), Copied("")]]
    assert texts(only(html(copied))) == {(1, 1): "类", (1, 2): "<b>&", (1, 3): "3", (2, 2): "上\n下"}


def test_what_the_clipboard_of_windows_puts_before() -> None:
    head = "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000000300\r\nSourceURL:file:///D:/a.xls\r\n"
    text = head + "<html><body><!--StartFragment--><table><tr><td>甲</table>"
    assert looks_like(text)
    assert texts(only(text)) == {(1, 1): "甲"}


def test_a_code_that_a_system_printed_as_an_exponent_is_noted() -> None:
    assert only("<table><tr><td>5.1E+20</table>").cells[0].remarks == ("code-as-number", "digits-lost")


@pytest.mark.parametrize("text", ["<html><body>会话已过期</body></html>", "<html></html>", "<!-- -->", "<"])
def test_a_page_without_a_table_is_told(text: str) -> None:
    with pytest.raises(PerfdeskError, match="没有表格"):
        grids(text, "页")


@pytest.mark.parametrize(
    "text",
    [
        "<table>" + "<tr><td colspan=1000 rowspan=1000>x" * 3000 + "</table>",
        "<table><tr>" + "<td colspan=1000>x" * 50 + "</table>",
    ],
)
def test_spans_that_cover_the_world_are_refused(text: str) -> None:
    with pytest.raises(PerfdeskError, match="大得不正常"):
        grids(text, "页")


def test_spans_that_are_no_numbers_are_one() -> None:
    assert texts(only("<table><tr><td colspan=x rowspan='-3'>甲<td colspan='２'>乙</table>")) == {
        (1, 1): "甲",
        (1, 2): "乙",
    }


def test_tags_without_end_are_no_harm() -> None:
    found = grids("<table><tr><td>" * 5000 + "x", "页")
    assert found


@pytest.mark.parametrize("before", ["", "<?xml version='1.0'?>\n", "<!-- a\nb --> <!DOCTYPE html>", "\ufeff \n"])
def test_what_may_stand_before_a_page(before: str) -> None:
    text = f"{before}<html><table><tr><td>甲</table>"
    assert looks_like(text)
    assert texts(only(text)) == {(1, 1): "甲"}


def test_text_is_not_taken_for_a_page() -> None:
    assert not looks_like("甲\t乙") and not looks_like("<5\t3") and not looks_like("")
