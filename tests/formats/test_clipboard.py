"""Blocks on the clipboard: what Excel and its like write is read, and what is written they read."""

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.formats.clipboard import Copied, html, tab_text, table


def test_plain_rows() -> None:
    assert table("甲\t1\r\n乙\t2\r\n") == [["甲", "1"], ["乙", "2"]]


def test_line_breaks_tabs_and_quotes_inside_a_quoted_cell() -> None:
    assert table('"上\n下"\t"他说""好"""\n"左\t右"\t末') == [["上\n下", '他说"好"'], ["左\t右", "末"]]


def test_quotes_that_were_typed_stay() -> None:
    assert table('"甲"乙\t"丙"\t"丁') == [['"甲"乙', '"丙"', '"丁']]


def test_blank_cells_keep_their_place() -> None:
    assert table("\t\t丙\n\n戊") == [["", "", "丙"], [""], ["戊"]]


CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=8)


@given(st.integers(1, 4).flatmap(lambda wide: st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=1)))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    assert table(tab_text([[Copied(text) for text in row] for row in rows])) == rows


def test_merged_cells_stay_merged_in_the_table() -> None:
    made = html([[Copied("类", 2, 1), Copied("<b>&", 1, 1)], [Copied("", 0, 0), Copied("上\n下", 1, 1)]])
    assert '<td rowspan="2"' in made and "&lt;b&gt;&amp;" in made
    assert made.count("<td") == 3
    assert "上<br" in made and "下</td>" in made
