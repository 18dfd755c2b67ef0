"""得分依据: what it says of each kind of cell, and what is typed there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk import typefaces
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ui.findings.explain import Told, explain, length
from perfdesk.ui.findings.panels import ReasonPanel


def told(document: Document, cell: Cell) -> Told:
    return explain(document, document.page(typefaces.advance).by_cell[cell])


def lines(words: Told) -> dict[str, str]:
    return {line.label: line.text for line in words.lines}


def indicator(document: Document, place: int, field: str) -> Cell:
    return Cell(INDICATORS, document.sheet.rows[place], field)


def test_a_score_says_how_it_came_about(document: Document) -> None:
    words = told(document, indicator(document, 0, "score"))
    assert (words.heading, words.where) == ("得分", "第1行「放映场次」")
    assert (words.figure, words.of) == ("32", "40")
    said = lines(words)
    assert "40 ÷ 50 × 40" in said["计算"]
    assert said["规则"] and said["得满分"]
    assert any(label.startswith("依据") and text for label, text in said.items())


def test_beside_the_actual_the_score_is_explained_too(document: Document) -> None:
    words = told(document, indicator(document, 0, "actual"))
    assert words.figure == ""
    assert "40 ÷ 50 × 40" in lines(words)["计算"]


def test_a_total_adds_up_before_her_eyes(document: Document) -> None:
    words = told(document, own("total.score"))
    assert words.figure == "92"
    assert lines(words)["等级"] == "优"
    assert [(part.label, part.score, part.weight) for part in words.parts] == [
        ("预算执行率", 10, 10),
        ("产出指标", 32, 40),
        ("效益指标", 50, 50),
    ]


def test_execution_names_the_figures(document: Document) -> None:
    words = told(document, Cell(FUNDS, 0, "score"))
    assert (words.figure, words.of) == ("10", "10")
    assert "8 ÷ 8" in lines(words)["计算"]


def test_an_override_stands_beside_the_rule(desk: Desk, document: Document) -> None:
    score, reason = indicator(document, 0, "score"), indicator(document, 0, "override_reason")
    desk.apply(document.plan([(score, "36"), (reason, "两场因暴雨改期，已补放")]))
    words = told(document, score)
    assert words.figure == "36"
    assert "36" in lines(words)["调整"] and "32" in lines(words)["调整"]
    assert (words.override, words.reason) == (reason, "两场因暴雨改期，已补放")


def test_a_text_with_a_limit_is_counted_without_blanks(desk: Desk, document: Document) -> None:
    limit = document.form.field(own("conclusion")).limit
    assert limit
    desk.apply(document.plan([(own("conclusion"), "完 成\n了" + "好" * limit)]))
    assert lines(told(document, own("conclusion")))["字数"] == f"{limit + 3} / {limit}，超出 3 字"
    assert length(" 一 二\n三　") == 3


def test_a_printed_label_is_nothing_to_fill_in(document: Document) -> None:
    box = next(box for box in document.page(typefaces.advance).boxes if not box.cells and box.text == "三级指标")
    assert explain(document, box).heading == "三级指标"


class Disk:
    """Takes reasons, or refuses them."""

    def __init__(self) -> None:
        self.full = False
        self.kept: list[tuple[int, Cell, str]] = []

    def keep(self, form: int, cell: Cell, text: str) -> bool:
        if not self.full:
            self.kept.append((form, cell, text))
        return not self.full


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def reasons(qtbot: QtBot, disk: Disk) -> ReasonPanel:
    panel = ReasonPanel(keep=disk.keep)
    qtbot.addWidget(panel)
    return panel


def test_without_a_cell_the_panel_says_what_it_is_for(reasons: ReasonPanel) -> None:
    assert "点选一个单元格" in reasons.text
    assert reasons.override.isHidden()


def test_what_was_typed_into_the_form_is_no_markup(reasons: ReasonPanel) -> None:
    reasons.show_told(Told("完成值", "第1行「<b>粗</b>」"))
    assert "&lt;b&gt;" in reasons.text


ONE, OTHER = Cell(INDICATORS, 1, "override_reason"), Cell(INDICATORS, 2, "override_reason")


def test_the_reason_goes_to_its_own_form_and_cell_when_she_leaves_it(reasons: ReasonPanel, disk: Disk) -> None:
    reasons.show_told(Told("得分", override=ONE, reason=""), 7)
    reasons.override.reason.setPlainText("设备迟到")
    reasons.show_told(Told("得分", override=ONE, reason="旧理由"), 8)
    assert disk.kept == [(7, ONE, "设备迟到")]
    assert reasons.override.reason.toPlainText() == "旧理由"
    reasons.override.commit()
    assert len(disk.kept) == 1


def test_a_refused_reason_stays_before_her_eyes_and_is_tried_again(reasons: ReasonPanel, disk: Disk) -> None:
    reasons.show_told(Told("得分", override=ONE), 7)
    reasons.override.reason.setPlainText("设备迟到")
    disk.full = True
    assert not reasons.override.commit()
    reasons.show_told(Told("得分", override=OTHER, reason="别的理由"), 7)
    assert reasons.override.reason.toPlainText() == "设备迟到"
    disk.full = False
    assert reasons.override.commit()
    assert disk.kept == [(7, ONE, "设备迟到")]


def test_escape_drops_a_reason_half_written(reasons: ReasonPanel, disk: Disk) -> None:
    reasons.show_told(Told("得分", override=ONE, reason="旧理由"), 7)
    reasons.override.reason.setPlainText("设备迟到")
    QTest.keyClick(reasons.override.reason, Qt.Key.Key_Escape)
    assert reasons.override.reason.toPlainText() == "旧理由"
    assert reasons.override.commit()
    assert disk.kept == []
