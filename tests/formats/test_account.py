"""得分说明: what it says of a form, on how much paper, always the same."""

from pathlib import Path

import pypdfium2

from perfdesk import typefaces
from perfdesk.core.layout.account import account
from perfdesk.core.layout.paper import cut
from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.exports import Item, export
from perfdesk.formats import format_of
from tests.gui import office


def texts(document: Document) -> list[str]:
    return [box.text for box in account(document.snapshot(), typefaces.advance).boxes]


def test_it_says_how_the_total_adds_up(document: Document) -> None:
    said = texts(document)
    assert "总分 92 分，等级「优」。" in said
    assert any("92 ＝ 预算执行率 10（10） ＋ 产出指标 32（40） ＋ 效益指标 50（50）" in text for text in said)


def test_each_score_has_its_numbers_and_what_is_missing(document: Document) -> None:
    said = texts(document)
    assert "≥50场 → 40" in said and "放映场次" in said
    why = next(text for text in said if "40 ÷ 50 × 40" in text)
    assert "得满分：" in why
    assert any(text.startswith("依据：") for text in said)


def test_hers_stands_beside_the_rules(desk: Desk, document: Document) -> None:
    row = document.sheet.rows[0]
    wanted = [(Cell(INDICATORS, row, "score"), "36"), (Cell(INDICATORS, row, "override_reason"), "两场已补放")]
    desk.apply(document.plan(wanted))
    said = texts(document)
    assert any("改写为 36" in text and "40 ÷ 50 × 40" in text and "两场已补放" in text for text in said)
    assert any(text.startswith("没有规定、按默认口径处理的：") for text in said)


def test_it_is_one_a4_page_with_a_dozen_indicators_and_goes_on_with_sixty(desk: Desk, document: Document) -> None:
    first = document.sheet.rows[0]
    for count, leaves in ((10, 1), (48, 2)):
        desk.apply(document.plan_rows(0, count))
        blank = [row for row in document.sheet.rows if not document.sheet.at(row, "l3")]
        wanted = [
            (Cell(INDICATORS, row, name), f"{document.sheet.at(first, name)}{row if name == 'l3' else ''}")
            for row in blank
            for name in ("l3", "nature", "target", "unit", "actual", "weight")
        ]
        desk.apply(document.plan(wanted))
        pages = cut(account(document.snapshot(), typefaces.advance))
        assert (len(pages) == 1) == (leaves == 1)
        assert {(round(leaf.width), round(leaf.height)) for leaf in pages} == {(595, 842)}


def test_the_same_form_gives_the_same_bytes_and_a_name_of_its_own(document: Document, tmp_path: Path) -> None:
    snapshot = document.snapshot()
    assert format_of("account").render([snapshot]) == format_of("account").render([snapshot])
    (path,) = export([Item(snapshot, "柳溪_放映")], "account", tmp_path / "出")
    assert path.name == "柳溪_放映_得分说明.pdf"
    pdf = pypdfium2.PdfDocument(path)
    read = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert "得分说明" in read and "放映场次" in read and snapshot.fingerprint in read


def test_a_form_without_scores_says_so(desk: Desk) -> None:
    number = office.form(desk, office.project(desk, "戏台修缮"), office.HEBEI)
    document = desk.document(number)
    desk.apply(document.plan([(own("goal"), "修好戏台")]))
    assert "还没有总分。" in texts(document)
    assert format_of("account").render([document.snapshot()]).startswith(b"%PDF")
