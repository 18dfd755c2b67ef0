"""Word documents as grids: merged cells, tables in tables, what stands between them."""

import docx
import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.read_docx import read
from tests.formats.handed_in import SHOWN, SPANS, changed, part, saved, word

DOCUMENT = "word/document.xml"


def texts(found: Grid) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in found.cells}


def sizes(found: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    return {(cell.row, cell.column): (cell.rows, cell.columns) for cell in found.cells if cell.rows * cell.columns > 1}


def body(xml: str) -> list[Grid]:
    """The grids of a document whose body is this."""
    data = word()
    head, _, _ = part(data, DOCUMENT).partition(b"<w:body>")
    return read(changed(data, {DOCUMENT: head + f"<w:body>{xml}</w:body></w:document>".encode()}), "文.docx")


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_texts_merged_cells_and_the_paragraphs_above() -> None:
    (found,) = read(word(), "文.docx")
    assert found.source == "文.docx#表1"
    assert texts(found) == SHOWN
    assert sizes(found) == SPANS
    assert found.headings == ("附件", "（单位：万元）")


def test_several_tables_each_with_its_headings() -> None:
    made = docx.Document()
    for number in (1, 2):
        made.add_paragraph(f"{number}.项目目标表")
        made.add_table(1, 1).cell(0, 0).text = f"内容{number}"
    made.add_table(1, 1).cell(0, 0).text = "紧接着"
    made.add_paragraph("完")
    found = read(saved(made), "文.docx")
    assert [(each.source, each.headings, [cell.text for cell in each.cells]) for each in found] == [
        ("文.docx#表1", ("1.项目目标表",), ["内容1"]),
        ("文.docx#表2", ("2.项目目标表",), ["内容2"]),
        ("文.docx#表3", (), ["紧接着"]),
        ("文.docx#正文", ("完",), []),
    ]


def test_prose_without_a_table_is_a_grid_of_headings() -> None:
    made = docx.Document()
    made.add_paragraph("一、单位概况")
    made.add_paragraph(" ")
    made.add_paragraph("辖三个股室。")
    (found,) = read(saved(made), "文.docx")
    assert found.cells == () and found.headings == ("一、单位概况", "辖三个股室。")


def test_a_table_inside_a_cell_is_a_grid_of_its_own() -> None:
    made = docx.Document()
    outer = made.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    outer.cell(0, 1).text = "说明"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "内"
    made.add_paragraph("后")
    found = read(saved(made), "文.docx")
    assert [(each.headings, [cell.text for cell in each.cells]) for each in found] == [
        ((), ["外", "说明"]),
        (("说明",), ["内"]),
        (("后",), []),
    ]


def test_merging_downward_needs_the_same_column() -> None:
    restart, going = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (found,) = body(
        table(
            tc("一", restart) + tc("宽", '<w:gridSpan w:val="2"/>'),
            tc("", going) + tc("乙") + tc("丙"),
            tc("", going) + tc("丁", going) + tc("戊"),
        )
    )
    assert sizes(found) == {(1, 1): (3, 1), (1, 2): (1, 2)}
    assert texts(found)[3, 2] == "丁"


def test_merging_as_old_documents_do_along_a_row() -> None:
    (found,) = body(
        table(
            tc("头", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("", "<w:hMerge/>") + tc("尾"),
            tc("块", '<w:hMerge w:val="restart"/><w:vMerge w:val="restart"/>')
            + tc("", "<w:hMerge/>")
            + tc("x")
            + tc("y"),
            tc("", '<w:hMerge w:val="restart"/><w:vMerge/>') + tc("", "<w:hMerge/>") + tc("z") + tc("w"),
        )
    )
    assert sizes(found) == {(1, 1): (1, 3), (2, 1): (2, 2)}
    assert texts(found)[3, 4] == "w"


def test_rows_that_begin_further_right() -> None:
    (found,) = body(f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{tc('右')}</w:tr></w:tbl>")
    assert texts(found) == {(1, 3): "右"}


def test_paragraphs_breaks_tabs_and_ticks_of_a_cell() -> None:
    run = '<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t><w:br/><w:t>下</w:t><w:br w:type="page"/></w:r>'
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>新增</w:t></w:r>'
    (found,) = body(table(f"<w:tc><w:p>{run}</w:p><w:p>{tick}</w:p></w:tc>"))
    assert found.cells[0].text == "左\t右\n下\n☑新增"


def test_changes_are_read_as_accepted_and_hidden_text_is_not_read() -> None:
    runs = (
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>"
    )
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('删去的行')}</w:tr>"
    (found,) = body(f"<w:tbl><w:tr><w:tc><w:p>{runs}</w:p></w:tc></w:tr>{gone}</w:tbl>")
    assert [cell.text for cell in found.cells] == ["新链控"]


def test_content_controls_around_rows_cells_and_tables() -> None:
    def held(xml: str) -> str:
        return f"<w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{held(tc('甲'))}{tc('乙')}</w:tr>"
    (found,) = body(held(f"<w:tbl>{held(row)}</w:tbl>"))
    assert texts(found) == {(1, 1): "甲", (1, 2): "乙"}


def test_signs_of_the_equation_editor() -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    (found,) = body(
        table(f"<w:tc><w:p><m:oMath {space}><m:r><m:t>≥</m:t></m:r></m:oMath><w:r><w:t>3</w:t></w:r></w:p></w:tc>")
    )
    assert found.cells[0].text == "≥3"


def test_spans_beyond_reason_do_no_harm() -> None:
    (found,) = body(table(tc("甲", '<w:gridSpan w:val="99999999"/>') + tc("乙", '<w:gridSpan w:val="-1"/>')))
    assert [cell.text for cell in found.cells] == ["甲", "乙"]


def test_a_document_without_a_body_is_told() -> None:
    data = word()
    head, _, _ = part(data, DOCUMENT).partition(b"<w:body>")
    with pytest.raises(PerfdeskError, match="没有正文"):
        read(changed(data, {DOCUMENT: head + b"</w:document>"}), "文.docx")


def numbered(kind: str, text: str, *paragraphs: str, num: str = "") -> tuple[str, ...]:
    """The paragraphs as shown, under a list of this kind."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    second = '<w:lvl><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2"/></w:lvl>'
    level = f'<w:lvl><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>{second}'
    lists = (
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{num}</w:numbering>'
    )
    head = part(word(), DOCUMENT).partition(b"<w:body>")[0]
    document = head + f"<w:body>{''.join(paragraphs)}</w:body></w:document>".encode()
    (found,) = read(changed(word(), {DOCUMENT: document, "word/numbering.xml": lists.encode()}), "文.docx")
    return found.headings


def listed(text: str, level: int = 0, num: int = 1) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbering}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("kind", "text", "first", "second"),
    [
        ("decimal", "%1.", "1.", "2."),
        ("chineseCountingThousand", "（%1）", "（一）", "（二）"),
        ("decimalEnclosedCircle", "%1", "①", "②"),
        ("upperRoman", "%1、", "I、", "II、"),
        ("lowerLetter", "%1)", "a)", "b)"),
        ("somethingNew", "%1", "1", "2"),
        ("bullet", "\uf0b7", "", ""),
    ],
)
def test_numbers_that_word_puts_there(kind: str, text: str, first: str, second: str) -> None:
    assert numbered(kind, text, listed("甲"), p("间"), listed("乙")) == (f"{first}甲", "间", f"{second}乙")


def test_tens_in_chinese() -> None:
    shown = numbered("chineseCounting", "%1、", *(listed("x") for _ in range(21)))
    assert [shown[number - 1] for number in (10, 11, 20, 21)] == ["十、x", "十一、x", "二十、x", "二十一、x"]


def test_lower_levels_begin_anew() -> None:
    paragraphs = (listed("甲"), listed("子", 1), listed("丑", 1), listed("乙"), listed("寅", 1))
    assert numbered("decimal", "%1.", *paragraphs) == ("1.甲", "1-1子", "1-2丑", "2.乙", "2-1寅")


def test_a_list_that_starts_again() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    assert numbered("decimal", "%1.", listed("甲"), listed("乙", num=2), listed("丙"), num=again) == (
        "1.甲",
        "5.乙",
        "2.丙",
    )


def test_blank_paragraphs_and_unknown_lists_have_no_number() -> None:
    assert numbered("decimal", "%1.", listed(" "), listed("甲", num=9), listed("乙", 8)) == ("甲", "乙")


def test_numbers_in_cells_count_on_and_are_counted_once() -> None:
    made = docx.Document()
    made.add_paragraph("前", "List Number")
    outer = made.add_table(1, 1).cell(0, 0)
    outer.paragraphs[0].text = "一"
    outer.paragraphs[0].style = "List Number"
    outer.add_table(1, 1).cell(0, 0).text = "内"
    outer.add_paragraph("二", "List Number")
    first, second = read(saved(made), "文.docx")
    assert first.headings == ("1.前",) and first.cells[0].text == "2.一\n\n3.二"
    assert second.headings == ("2.一",)


def test_text_boxes_stand_above_what_they_hang_on() -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p('框中题目')}{table(tc('框中表'))}</w:txbxContent>"
    twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent {space}>{twice}</mc:AlternateContent>"
    found = body(f"<w:p><w:r>{both}<w:t>段</w:t></w:r></w:p>")
    assert [(each.headings, [cell.text for cell in each.cells]) for each in found] == [
        (("框中题目",), ["框中表"]),
        (("段",), []),
    ]


def test_headers_footers_and_boxes_in_a_table_stand_around_it() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "河湾县林业局"
    made.sections[0].footer.paragraphs[0].text = "第 1 页"
    made.add_table(1, 2).cell(0, 0).text = "项目名称"
    made.add_table(1, 1).cell(0, 0).text = "别的"
    found = read(saved(made), "表.docx")
    assert [each.around for each in found] == [("河湾县林业局",), ()]
