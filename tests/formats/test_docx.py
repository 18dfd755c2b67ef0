"""Word documents, read back by the library and by eye of the schema."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.layout.page import Page
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import format_of
from perfdesk.formats.docx import render
from perfdesk.typefaces import advance
from tests.formats.test_xls import taken

FORMS = ("national-2020", "hebei-2022-target")


def opened(*snapshots: Snapshot) -> Document:
    return docx.Document(io.BytesIO(render(list(snapshots))))


def laid(snapshot: Snapshot) -> tuple[Page, Document]:
    return snapshot.page(advance), opened(snapshot)


def rows_above(page: Page) -> int:
    return min(box.row for box in page.boxes if box.style.border.left) - 1


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [2, 20])
def test_every_text_stands_in_its_merged_cell(form: str, count: int) -> None:
    page, document = laid(taken(count, form=form))
    rows = [row for table in document.tables for row in table.rows]
    above = rows_above(page)
    assert len(rows) == len(page.heights) - above
    for box in page.boxes:
        if box.row > above:
            cell = rows[box.row - above - 1].cells[box.column - 1]
            assert plain(cell.text) == plain(box.text)
            assert cell.grid_span == box.columns
            if box.rows > 1:
                last = rows[box.row + box.rows - above - 2].cells[box.column - 1]
                assert last._tc is cell._tc
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert plain("".join(titles)) == plain("".join(box.text for box in page.boxes if box.row <= above))


def test_a_form_of_one_sheet_is_one_table_and_a_longer_one_repeats_its_headings() -> None:
    assert len(opened(taken(2, form="national-2020")).tables) == 1
    page, document = laid(taken(40, form="national-2020"))
    above, below = document.tables
    assert len(above.rows) + rows_above(page) == page.repeat[0] - 1
    heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in below.rows]
    assert heads == [True] + [False] * (len(heads) - 1)


@pytest.mark.parametrize("form", FORMS)
def test_fonts_are_the_official_ones_for_chinese_too(form: str) -> None:
    page, document = laid(taken(5, form=form))
    named = {box.style.font for box in page.boxes if box.text}
    fonts = list(document.element.body.iter(qn("w:rFonts")))
    assert {font.get(qn("w:eastAsia")) for font in fonts} == {font.get(qn("w:ascii")) for font in fonts} == named
    assert len(named) > 1
    sizes = {int(size.get(qn("w:val"))) for size in document.element.body.iter(qn("w:sz"))}
    assert min(sizes) >= 16


def test_rows_are_at_least_as_tall_and_not_torn() -> None:
    page, document = laid(taken(12, form="hebei-2022-target"))
    rows = [row for table in document.tables for row in table.rows]
    for row, height in zip(rows, page.heights[rows_above(page) :], strict=True):
        assert row.height_rule == WD_ROW_HEIGHT_RULE.AT_LEAST
        assert row.height.pt == pytest.approx(height * page.scale, abs=0.05)
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None


def test_a_row_taller_than_the_paper_may_be_torn() -> None:
    document = opened(taken(2, form="national-2020", goal="堤" * 5000))
    assert "堤" * 5000 in {cell.text for row in document.tables[0].rows for cell in row.cells}
    torn = [row for row in document.tables[0].rows if row._tr.trPr.find(qn("w:cantSplit")) is None]
    assert len(torn) == 1


def test_the_paper_is_that_of_the_page() -> None:
    page, document = laid(taken(2, form="national-2020"))
    (section,) = document.sections
    assert (section.page_width.pt, section.page_height.pt) == pytest.approx((595.28, 841.89), abs=0.1)
    assert section.left_margin.pt == pytest.approx(page.paper.left, abs=0.05)
    grid = [int(each.get(qn("w:w"))) / 20 for each in document.tables[0]._tbl.tblGrid]
    assert grid == pytest.approx([width * page.scale for width in page.widths], abs=0.05)
    assert sum(grid) <= section.page_width.pt - section.left_margin.pt - section.right_margin.pt + 0.5
    assert section.footer.paragraphs[0]._p.xml.count("NUMPAGES") == 1


def test_several_forms_begin_on_sheets_of_their_own() -> None:
    document = opened(taken(2, "清淤", form="national-2020"), taken(3, "护岸", form="hebei-2022-target"))
    assert len(document.sections) == len(document.tables) == 2
    assert document.sections[1].footer.paragraphs[0]._p.xml.count("SECTIONPAGES") == 1


def test_a_draft_says_so() -> None:
    clean, draft = taken(2, form="national-2020"), taken(2, form="national-2020")
    object.__setattr__(draft, "draft", True)
    assert ["草稿" in each.sections[0].footer.paragraphs[0].text for each in (opened(clean), opened(draft))] == [
        False,
        True,
    ]


@pytest.mark.parametrize("text", ["䶮㛃𬭎𫖯𬀩𠅤喆堃犇", "<甲&乙>\x07\ufffe", "", "一\n\n二\t三 "])
def test_any_text_is_held(text: str) -> None:
    snapshot = taken(2, text, form="national-2020")
    texts = {cell.text for row in opened(snapshot).tables[0].rows for cell in row.cells}
    assert re.sub("[\x07\ufffe]", "\ufffd", text) in texts


def test_the_same_snapshot_gives_the_same_bytes_without_a_clock() -> None:
    data = render([taken(form="national-2020")])
    assert data == render([taken(form="national-2020")])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_word_born_forms() -> None:
    assert {each.id for each in catalog.forms() if catalog.form(each.id).word} == set(FORMS)
    with pytest.raises(PerfdeskError, match="不能导出为 Word"):
        format_of("docx").render([taken()])


def test_whose_form_it_is_is_read_back_from_the_line_above_the_table(tmp_path: Path) -> None:
    """Unit and 单位：万元 stand at the two ends of one line."""
    from perfdesk.importing import read_one

    snapshot = taken(2, form="hebei-2022-target", unit="云溪县水利局")
    (tmp_path / "目标表.docx").write_bytes(render([snapshot]))
    found = read_one(tmp_path / "目标表.docx").found
    assert found.forms[0].sheet.own("unit") == snapshot.sheet.own("unit") != ""
    assert found.unread == ()
