"""佐证材料目录: what it says, on paper, always the same."""

import io
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from perfdesk import evidence, typefaces
from perfdesk.core.layout.evidence_list import evidence_list
from perfdesk.core.layout.paper import cut
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.formats import format_of
from tests.gui import office


@pytest.fixture
def document(desk: Desk, tmp_path: Path) -> Document:
    filled = office.fill(desk, office.form(desk, office.project(desk, "露天电影放映")))
    for number, row in enumerate((*filled.sheet.rows, filled.sheet.rows[1]), 1):
        path = tmp_path / f"材料{number}.pdf"
        path.write_bytes(b"." * 1500 * number)
        files = list(evidence.read_all([path], 10**6))
        desk.bring(evidence.contents(files))
        desk.apply(evidence.plan_attach(desk, filled.id, files, row))
    return filled


def texts(document: Document) -> list[str]:
    return [box.text for box in evidence_list(document.snapshot(), typefaces.advance).boxes]


def test_it_lists_number_indicator_file_size_and_fingerprint(document: Document) -> None:
    said = texts(document)
    assert "共 3 个文件，9 KB；2 项指标中 2 项有佐证材料。" in said
    at = said.index("佐证-02-2")
    assert said[at : at + 4] == ["佐证-02-2", "观影人次", "材料3.pdf", "5 KB"]
    assert said[at + 4] == document.proofs[-1].file.sha256[:8]


def test_what_is_demanded_and_not_there_is_listed_as_wanting(desk: Desk, document: Document) -> None:
    row = document.sheet.rows[0]
    desk.apply(evidence.plan_remove(desk, [proof.file.id for proof in document.proofs if proof.file.row == row]))
    assert "缺" not in texts(document)
    desk.apply(desk.plan_severities({"E02": "warning"}))
    said = texts(document)
    at = said.index("佐证-01")
    assert said[at : at + 4] == ["佐证-01", "放映场次", "缺", ""]
    assert said.index("佐证-02-1") > at
    assert any(text.endswith("2 项指标中 1 项有佐证材料，1 项应有而缺。") for text in said)
    made = openpyxl.load_workbook(io.BytesIO(format_of("evidence_xlsx").render([document.snapshot()]))).active
    assert made is not None
    assert [cell.value for cell in made["E"]][:2] == ["材料", "缺"]


def test_a_form_without_files_says_so(desk: Desk) -> None:
    empty = desk.document(office.form(desk, office.project(desk, "戏台修缮"), office.NATIONAL))
    assert any(text.startswith("共 0 个文件") for text in texts(empty))


def test_a_long_list_goes_on_overleaf_with_its_headings(desk: Desk, document: Document, tmp_path: Path) -> None:
    folder = tmp_path / "多"
    folder.mkdir()
    for number in range(60):
        (folder / f"放映记录第{number:02}号.jpg").write_bytes(str(number).encode())
    files = list(evidence.read_all([folder], 10**6))
    desk.bring(evidence.contents(files))
    desk.apply(evidence.plan_attach(desk, document.id, files, document.sheet.rows[0]))
    leaves = cut(evidence_list(document.snapshot(), typefaces.advance))
    assert len(leaves) > 1
    assert all(any(piece.box.text == "编号" for piece in leaf.pieces) for leaf in leaves)


def test_the_paper_is_drawn_and_the_same_bytes_come_again(document: Document) -> None:
    snapshot = document.snapshot()
    made = format_of("evidence").render([snapshot])
    assert made == format_of("evidence").render([snapshot])
    drawn = pypdfium2.PdfDocument(made)
    assert len(drawn) == 1
    assert "佐证-02-2" in drawn[0].get_textpage().get_text_range()


def test_the_workbook_has_a_line_a_file_with_the_whole_fingerprint(document: Document) -> None:
    made = format_of("evidence_xlsx").render([document.snapshot()])
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    head, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head == ["项目", "表", "编号", "指标", "材料", "大小", "校验", "备注"]
    assert [line[2] for line in lines] == ["佐证-01-1", "佐证-02-1", "佐证-02-2"]
    assert [line[6] for line in lines] == [proof.file.sha256 for proof in document.proofs]
