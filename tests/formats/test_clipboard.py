"""Blocks on the clipboard: what Excel and its like write is read, and what is written they read."""

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.formats.clipboard import UNDER, Copied, block, html, tab_text, table, tabular


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


def texts(rows: list[list[Copied]]) -> list[list[str]]:
    return [[cell.text if cell.rows else "" for cell in row] for row in rows]


def test_figures_stay_texts_in_excel_wps_and_libreoffice() -> None:
    made = html([[Copied("0012")]])
    assert "mso-number-format:'\\@'" in made and 'sdnum="2052;0;@"' in made


FROM_LIBREOFFICE = """<!DOCTYPE html><html><head><style type="text/css">td { font-size:x-small }</style></head><body>
<table cellspacing="0" border="0">
\t<colgroup span="3" width="83"></colgroup>
\t<tr>
\t\t<td rowspan=2 height="42" align="left" valign=bottom><font color="#000000">产出指标</font></td>
\t\t<td align="left"><font color="#000000">清淤 两  处<br>上游下游</font></td>
\t\t<td align="right" sdval="0.855" sdnum="1033;0;0.0%"><font color="#000000">85.5%</font></td>
\t</tr>
\t<tr>
\t\t<td align="left"><font color="#000000"><br></font></td>
\t\t<td align="left" sdnum="1033;0;@"><font color="#000000">0012</font></td>
\t</tr>
</table></body></html>"""


def test_libreoffice_tells_line_breaks_in_its_table_only_and_blanks_in_its_text_only() -> None:
    rows = block(FROM_LIBREOFFICE, "产出指标\t清淤 两  处 上游下游\t85.5%\n\t\t0012\n")
    assert rows == [
        [Copied("产出指标", 2, 1), Copied("清淤 两 处\n上游下游"), Copied("85.5%")],
        [Copied("产出指标", 0, 1), Copied(""), Copied("0012")],
    ]


FROM_EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--table
{mso-displayed-decimal-separator:"\\.";}--></style></head><body link="#0563C1"><table border=0 width=216>
<!--StartFragment--> <col width=72 span=3><tr height=20><td colspan=2 height=20 class=xl65 width=144>渠
  道<br>
    两段</td><td class=xl66 align=right x:num>1,200.50</td></tr>
 <tr height=20><td class=xl65>0012</td><td></td><td class=xl66>1-2</td></tr><!--EndFragment--></table></body></html>"""


def test_excel_tells_the_same_twice_and_the_text_is_the_finer() -> None:
    rows = block(FROM_EXCEL, '"渠道\n两段"\t\t1,200.50\r\n0012\t\t1-2\r\n')
    assert rows == [
        [Copied("渠道\n两段", 1, 2), UNDER, Copied("1,200.50")],
        [Copied("0012"), Copied(""), Copied("1-2")],
    ]
    spaced = block("<table><tr><td>甲  乙</td></tr></table>", "甲  乙\n")
    assert spaced == [[Copied("甲  乙")]]


FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=ZH-CN><!--StartFragment-->
<table class=MsoTableGrid border=1><tr><td width=100 rowspan=2><p class=MsoNormal><span>渠道<o:p></o:p></span></p></td>
<td><p class=MsoNormal>第一段<o:p></o:p></p><p class=MsoNormal>第二段<o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><!--EndFragment--></body></html>"""


def test_words_text_cannot_tell_paragraphs_from_rows_and_its_table_can() -> None:
    rows = block(FROM_WORD, "渠道\t第一段\n第二段\n\t\n")
    assert rows[0] == [Copied("渠道", 2, 1), Copied("第一段\n第二段")]
    assert texts(rows)[1] == ["", ""]


def test_what_is_no_single_table_is_taken_as_text() -> None:
    two = "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>"
    assert texts(block(two, "1\n2\n")) == [["1"], ["2"]]
    assert texts(block("<p>一</p><table><tr><td>1</td></tr></table>", "一\n1")) == [["一"], ["1"]]
    assert texts(block("<p>甲</p>", "甲\t乙\n丙")) == [["甲", "乙"], ["丙", ""]]
    assert texts(block("<table", "甲")) == [["甲"]]
    assert tabular("", "甲\t乙") and tabular(FROM_WORD, "甲") and not tabular("<p>甲</p>", "甲\n乙")


TYPED = st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("\n\t")), max_size=8)


@given(st.integers(1, 4).flatmap(lambda wide: st.lists(st.lists(TYPED, min_size=wide, max_size=wide), min_size=1)))
def test_what_goes_out_as_both_comes_back(rows: list[list[str]]) -> None:
    made = [[Copied(text) for text in row] for row in rows]
    assert block(html(made), tab_text(made)) == made
