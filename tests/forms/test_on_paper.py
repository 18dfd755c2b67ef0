"""Every shipped form on paper, short and long: nothing clipped, nothing overlapping, nothing lost."""

import shutil
import subprocess
from collections import Counter
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest

from perfdesk import catalog
from perfdesk.core.layout.drawing import ASCENT
from perfdesk.core.layout.page import PADDING
from perfdesk.core.layout.paper import Leaf, Piece, cut
from perfdesk.core.layout.typesetting import FLOOR
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import Cell, Sheet, added_rows, edits
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import format_of
from perfdesk.typefaces import advance

FORMS = [each.id for each in catalog.forms() if not each.own]
COUNTS = (2, 20, 60)
TEXT = "清除淤积物3.5万立方米（含运输、消纳），修复护岸1,260.5米；汛期前完成率达到98.6%，“三查三改”整改到位。"
CLASSES = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
TYPED = {"nature": "≥", "target": "1250", "unit": "立方米", "actual": "1300", "weight": "1.5"}


def filled(form_id: str, count: int, length: int) -> Snapshot:
    """A form with this many indicators, its long fields of this many characters."""
    form = catalog.form(form_id)
    rows = []
    for number in range(count):
        l1, l2 = CLASSES[number * len(CLASSES) // count]
        long = {"reason": TEXT[: number % 50], "describe": TEXT[: number % 40], "basis": TEXT[: number % 30]}
        row = {"l1": l1, "l2": l2, "l3": f"第{number + 1}段河道清淤工程量", **TYPED, **long}
        rows.append({name: text for name, text in row.items() if name in form.indicators.columns})
    sheet = Sheet().apply(added_rows(Sheet(), 0, rows, 1))
    own = {cell: (TEXT * 120)[:length] if form.field(cell).long else "河道清淤" for cell in form.own_cells}
    money = {Cell("funds", 0, name): "1250.00" for name in ("initial", "adjusted", "executed")}
    wanted = [(cell, text) for cell, text in {**own, **money}.items() if not form.computed(cell)]
    sheet = sheet.apply(edits(sheet, wanted))
    return Snapshot(form, sheet, score(form.profile, sheet, form.year))


@pytest.fixture(params=[(form, count, length) for form in FORMS for count in COUNTS for length in (40, 600)], ids=str)
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    return filled(*request.param)


def test_lines_stand_inside_their_cells(snapshot: Snapshot) -> None:
    for leaf in cut(snapshot.page(advance)):
        for piece in leaf.pieces:
            _, top, width, height = piece.frame
            for line in piece.lines:
                assert top - 0.1 <= line.baseline - ASCENT * piece.size
                assert line.baseline + (1 - ASCENT) * piece.size <= top + height + 0.1
                if piece.box.cells:
                    long = sum(advance(each, piece.box.style.font, piece.box.style.bold) for each in line.text)
                    assert long * piece.size <= width - 2 * PADDING * leaf.scale + 0.1, line.text


def test_cells_do_not_overlap_and_stand_on_the_paper(snapshot: Snapshot) -> None:
    page = snapshot.page(advance)
    for leaf in cut(page):
        for piece in leaf.pieces:
            left, top, width, height = piece.frame
            assert left >= page.paper.left - 0.1
            assert left + width <= leaf.width - page.paper.right + 0.1
            assert top >= page.paper.top - 0.1
            assert top + height <= leaf.height - leaf.bottom + 0.1
        assert not any(overlap(one, other) for one, other in combinations(leaf.pieces, 2))


def overlap(one: Piece, other: Piece) -> bool:
    a, b = one.frame, other.frame
    across = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
    down = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
    return across > 0.1 and down > 0.1


def test_no_text_is_lost_and_none_too_small(snapshot: Snapshot) -> None:
    page = snapshot.page(advance)
    leaves = cut(page)
    for box in page.boxes:
        shown = [line.text for leaf in leaves for piece in leaf.pieces if piece.box is box for line in piece.lines]
        if len(box.cells) == 1:
            assert shown == list(box.lines if box.text else ())
    for piece in pieces(leaves):
        assert not piece.box.cells or piece.size >= min(FLOOR, piece.box.style.size * page.scale) - 0.01
        assert "shrunk" not in piece.box.marks or piece.size >= FLOOR - 0.01


def pieces(leaves: tuple[Leaf, ...]) -> list[Piece]:
    return [piece for leaf in leaves for piece in leaf.pieces]


@pytest.mark.parametrize("form", FORMS)
def test_headings_stand_above_indicators_on_every_sheet_and_no_sheet_is_nearly_empty(form: str) -> None:
    page = filled(form, 60, 40).page(advance)
    leaves = cut(page)
    rows = set(page.rows.values())
    for leaf in leaves:
        there = {piece.box.row for piece in leaf.pieces}
        if there & rows:
            assert page.repeat[0] in there
    last = {piece.box.row for piece in leaves[-1].pieces}
    assert len(last - set(range(page.repeat[0], page.repeat[1] + 1))) >= 2


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.parametrize("form", FORMS)
def test_the_pdf_says_what_an_office_prints_of_the_workbook(form: str, tmp_path: Path) -> None:
    snapshot = filled(form, 20, 40)
    workbook = tmp_path / "form.xlsx"
    workbook.write_bytes(format_of("xlsx").render([snapshot]))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    ours, theirs = said(format_of("pdf").render([snapshot])), said((tmp_path / "form.pdf").read_bytes())
    for box in snapshot.page(advance).boxes:
        if box.cells and box.text:
            wanted = Counter(box.text.replace("\n", ""))
            assert all(ours[each] >= count and theirs[each] >= count for each, count in wanted.items()), box.text
    assert abs(pages(format_of("pdf").render([snapshot])) - pages((tmp_path / "form.pdf").read_bytes())) <= 1


def said(data: bytes) -> Counter[str]:
    texts = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    return Counter("".join("".join(text.split()) for text in texts))


def pages(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))
