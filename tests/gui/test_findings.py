"""审核 in the window: marks on the page, the panel, fixes, reasons for what stands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk import typefaces
from perfdesk.core.audit import Finding
from perfdesk.core.fingerprint import fingerprint
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.ledger_audit import LedgerAudit
from perfdesk.ui import acts, palette
from perfdesk.ui.findings import findings_acts
from perfdesk.ui.findings.findings_deeds import Deeds
from perfdesk.ui.findings.findings_panel import FindingsPanel
from perfdesk.ui.findings.severity import SEVERITIES
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from perfdesk.ui.page.marks import by_box, place
from perfdesk.ui.page.page_paint import Sight, _draw_mark
from perfdesk.ui.paper.export_dialog import ExportWish
from perfdesk.ui.standing import counted
from tests.gui import office
from tests.gui.hands import Hands

FILLED, EMPTY_TARGET = 1, 2
"""The form of `office.ledger` that is filled in."""


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.open_form(FILLED)
    return window


def found(window: MainWindow, check: str) -> Finding:
    return next(each for each in window.document.findings if each.check == check)


def open_checks(window: MainWindow) -> set[str]:
    return {each.check for each in window.document.open_findings}


def row_of(window: MainWindow, check: str) -> int:
    return next(at for at, row in enumerate(window.findings.model.rows) if row.finding and row.finding.check == check)


def choose(window: MainWindow, check: str) -> None:
    window.findings.list.setCurrentIndex(window.findings.model.index(row_of(window, check)))


def score_by_hand(window: MainWindow, reason: str = "") -> Cell:
    """A score of 36 where the rule gives 32."""
    row = window.document.sheet.rows[0]
    page_acts.put_score(window, row, "36", reason)
    return Cell(INDICATORS, row, "score")


# The page.


def picture(hands: Hands, cell: Cell) -> QImage:
    """What is painted at the top left of a cell."""
    index = hands.view.page_model.index(hands.view.page_model.number(cell) or 0)
    return hands.view.viewport().grab(QRect(hands.view.visualRect(index).topLeft(), QSize(9, 9))).toImage()


@pytest.mark.parametrize("zoom", [50, 100, 200])
def test_a_cell_gets_its_mark_and_loses_it(hands: Hands, zoom: int) -> None:
    hands.view.set_zoom(zoom)
    hands.view.go_to(hands.at("weight", 1))
    plain, model = picture(hands, hands.at("weight")), hands.view.page_model
    before = model.mark(model.page.by_cell[hands.at("weight")])
    hands.bridge.push(hands.document.plan([(hands.at("weight"), "")]))
    assert model.mark(model.page.by_cell[hands.at("weight")]) == "error" != before
    assert picture(hands, hands.at("weight")) != plain
    hands.bridge.stack.undo()
    assert model.mark(model.page.by_cell[hands.at("weight")]) == before
    assert picture(hands, hands.at("weight")) == plain


def test_the_marks_differ_in_shape(hands: Hands) -> None:
    """Seen without colour: which points of the corner are inked."""
    grid, geometry = hands.view.grid, hands.view._geometry
    shapes = set()
    for severity in SEVERITIES:
        image = QImage(12, 12, QImage.Format.Format_Mono)
        image.fill(1)
        painter = QPainter(image)
        _draw_mark(painter, Sight(grid, geometry, palette.HIGH_CONTRAST), QRect(0, 0, 12, 12), severity)
        painter.end()
        shapes.add(tuple(image.pixelIndex(x, y) for y in range(12) for x in range(12)))
    assert len(shapes) == len(SEVERITIES) == 4


def test_the_sentence_is_on_hover_and_for_the_screen_reader(hands: Hands) -> None:
    cell = hands.at("weight")
    hands.bridge.push(hands.document.plan([(cell, "")]))
    index = hands.view.page_model.index(hands.view.page_model.number(cell) or 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("错误：第1行「放映场次」")
    assert "放映场次" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_findings_come_while_she_types_and_do_not_move_her(hands: Hands) -> None:
    hands.view.go_to(hands.at("weight"))
    hands.type("7")
    assert hands.editor
    before = hands.editor.textCursor().position(), hands.here
    other = hands.at("unit", 1)
    hands.bridge.push(hands.document.plan([(other, "")]))
    assert hands.editor and (hands.editor.textCursor().position(), hands.here) == before
    assert hands.editor.toPlainText() == "7" and hands.editor.hasFocus()


@pytest.mark.parametrize("key", [office.SICHUAN, office.NATIONAL, office.HEBEI])
def test_every_finding_has_a_place_on_the_page(page_of: Callable[[str], Hands], key: str) -> None:
    hands = page_of(key)
    document = hands.document
    page = document.page(typefaces.advance)
    cells = [
        own("signatures"), own("indicators"), own("total.score"), own("total.weight"), own("schedule"), own("text[3]"),
        Cell(FUNDS, 0, "note"), Cell(FUNDS, 7, "rate"), hands.at("reason"), hands.at("override_reason"),
    ]  # fmt: skip
    for cell in (*cells, *(each.cell for each in document.findings)):
        at = place(page, document.sheet, cell)
        assert at and hands.view.go_to(at)
    told = by_box(page, document.sheet, document.findings)
    assert sum(map(len, told.values())) == len(document.findings) > 0


def test_what_concerns_all_indicators_is_told_at_the_first(hands: Hands) -> None:
    page = hands.document.page(typefaces.advance)
    assert place(page, hands.document.sheet, own("indicators")) == hands.at("l3")
    signatures = place(page, hands.document.sheet, own("signatures"))
    assert signatures and signatures.field.startswith("signatures.")


# The panel.


def test_the_panel_groups_by_how_grave_it_is(window: MainWindow) -> None:
    rows = window.findings.model.rows
    groups = [row.text.split()[0] for row in rows if row.kind == "group"]
    assert groups == [word for word in ("错误", "提醒", "提示", "待填") if word in groups] and len(groups) > 1
    order = [list(SEVERITIES).index(row.severity) for row in rows if row.finding]
    assert order == sorted(order) and len(order) == len(window.document.findings)
    assert not window.findings.model.flags(window.findings.model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_long_sentence_is_shown_in_full(window: MainWindow) -> None:
    panel: FindingsPanel = window.findings
    row = max(range(len(panel.model.rows)), key=lambda at: len(panel.model.rows[at].text))
    text = panel.model.rows[row].text
    wide = panel.fontMetrics().horizontalAdvance(text) / (panel.list.viewport().width() - 40)
    height = panel.list.visualRect(panel.model.index(row)).height()
    assert height >= wide * panel.fontMetrics().height() * 0.9


def test_a_double_click_leads_to_the_cell(window: MainWindow) -> None:
    cell = score_by_hand(window)
    window.page.go_to(own("goal"))
    window.findings.list.activated.emit(window.findings.model.index(row_of(window, "S02")))
    assert window.page.current_cell() == cell
    assert window.page.hasFocus()


def test_f8_goes_through_all_of_them_and_round(window: MainWindow) -> None:
    count = len(window.document.findings)
    seen = []
    for _ in range(count + 1):
        findings_acts.next_finding(window)
        assert window.findings.current
        seen.append(window.findings.current.place)
    assert len(set(seen)) == count and seen[-1] == seen[0]


def test_the_sentence_stands_in_the_status_line_and_the_panel(window: MainWindow) -> None:
    window.page.go_to(score_by_hand(window))
    finding = found(window, "S02")
    assert finding.message in window.status.found.text()
    assert finding.message in window.reasons.text
    page_acts.undo(window)
    assert finding.message not in window.status.found.text() + window.reasons.text


def test_a_fix_is_one_step(window: MainWindow) -> None:
    cell = score_by_hand(window, "两场因暴雨改期")
    before, steps = window.document.sheet, window.bridge.stack.count()
    choose(window, "S02")
    assert window.findings.deeds.mend.isVisibleTo(window.findings)
    window.findings.deeds.mend.click()
    assert "S02" not in open_checks(window)
    assert window.bridge.stack.count() == steps + 1
    assert window.page.current_cell() == cell
    window.notice.press("撤销")
    assert window.document.sheet == before and "S02" in open_checks(window)


def test_a_finding_mended_meanwhile_is_left_alone(window: MainWindow) -> None:
    score_by_hand(window)
    finding = found(window, "S02")
    page_acts.undo(window)
    before = window.document.sheet
    findings_acts.mend(window, finding)
    assert window.document.sheet == before
    assert "已经改过" in window.notice.text


# 已知晓并说明.


def test_what_she_explains_no_longer_counts(window: MainWindow) -> None:
    score_by_hand(window)
    errors = window.desk.record(FILLED).errors
    code = fingerprint(window.document.form, window.document.sheet, window.document.scores)
    choose(window, "S02")
    deeds = window.findings.deeds
    deeds.excuse.click()
    assert deeds.reason.isVisibleTo(window.findings)
    deeds.excuse.click()
    assert deeds.fault.text() == "请先写明理由。" and "S02" in open_checks(window)
    deeds.reason.setPlainText("两场因暴雨改期，已补放")
    deeds.excuse.click()
    assert "S02" not in open_checks(window)
    assert window.desk.record(FILLED).errors == errors - 1
    row = window.findings.model.rows[row_of(window, "S02")]
    assert row.kind == "excused" and row.text.endswith("说明：两场因暴雨改期，已补放")
    model = window.page.page_model
    assert "S02" not in {each.check for each in model.findings(model.page.by_cell[row.cell])}  # type: ignore[index]
    assert fingerprint(window.document.form, window.document.sheet, window.document.scores) == code
    page_acts.undo(window)
    assert "S02" in open_checks(window)
    page_acts.redo(window)
    choose(window, "S02")
    deeds.take_back.click()
    assert "S02" in open_checks(window)


def test_a_reason_half_written_is_there_when_she_comes_back(window: MainWindow) -> None:
    score_by_hand(window)
    choose(window, "S02")
    deeds = window.findings.deeds
    deeds.excuse.click()
    deeds.reason.setPlainText("两场因")
    window.open_form(EMPTY_TARGET)
    window.findings.list.setCurrentIndex(window.findings.model.index(1))
    assert deeds.reason.toPlainText() == ""
    window.open_form(FILLED)
    choose(window, "S02")
    assert deeds.reason.toPlainText() == "两场因" and deeds.reason.isVisibleTo(window.findings)
    deeds.reason.setPlainText("")
    window.open_form(EMPTY_TARGET)
    window.findings.list.setCurrentIndex(window.findings.model.index(1))
    window.open_form(FILLED)
    choose(window, "S02")
    assert not deeds.reason.isVisibleTo(window.findings)


def test_nothing_is_offered_where_the_ledger_is_only_looked_at(window: MainWindow) -> None:
    score_by_hand(window)
    assert window.path
    window.open_ledger(window.path, readonly=True)
    window.open_form(FILLED)
    choose(window, "S02")
    assert not window.findings.findChildren(Deeds)


def test_a_reason_stays_with_its_row_and_in_the_ledger(window: MainWindow) -> None:
    score_by_hand(window)
    findings_acts.excuse(window, found(window, "S02"), "两场因暴雨改期")
    window.push(window.document.plan_move_rows([window.document.sheet.rows[0]], 2))
    assert window.document.excuse(found(window, "S02")) == "两场因暴雨改期"
    kept = window.desk.ledger.history(FILLED)
    assert [each.new for each in kept if each.cell.field.startswith("excuse.S02")] == ["两场因暴雨改期"]
    assert window.desk.ledger.sheet(FILLED) == window.document.sheet


def test_an_error_no_rule_lets_pass_takes_no_reason(window: MainWindow) -> None:
    window.push(window.document.plan([(Cell(INDICATORS, window.document.sheet.rows[0], "weight"), "")]))
    choose(window, "W03")
    assert not window.findings.deeds.excuse.isVisibleTo(window.findings)
    findings_acts.excuse(window, found(window, "W03"), "先这样")
    assert "W03" in open_checks(window)


def test_the_tree_and_the_status_line_count(window: MainWindow) -> None:
    window.push(window.document.plan([(Cell(INDICATORS, window.document.sheet.rows[0], "weight"), "")]))
    errors = window.desk.record(FILLED).errors
    assert errors and f"▲ 错误 {errors}" in window.status.text
    assert counted(window.desk.record(FILLED)) == f"草稿 ▲{errors}"
    assert "处错误" in window.tree.model.index_of("form", FILLED).data(Qt.ItemDataRole.ToolTipRole)


# 模拟复核, and the coach.


def test_what_a_reviewer_would_leave(window: MainWindow) -> None:
    rows = window.document.sheet.rows
    window.push(window.document.plan([(Cell(INDICATORS, rows[0], "actual"), "已经全部放映完毕")]))
    page_acts.put_score(window, rows[0], "40", "已放完")
    findings_acts.toggle_review(window)
    head, first = window.findings.model.rows[:2]
    assert head.kind == "group" and head.text.startswith("自评 100 分，复核后可能剩 60 分")
    assert "40 → 0" in first.text and "不可衡量" in first.text
    window.findings.list.activated.emit(window.findings.model.index(1))
    assert window.page.current_cell() == Cell(INDICATORS, rows[0], "score")
    findings_acts.toggle_review(window)
    assert window.findings.mode == "form"


def test_a_reason_is_coached_with_each_key(window: MainWindow) -> None:
    cell = Cell(INDICATORS, window.document.sheet.rows[0], "reason")
    QApplication.processEvents()
    window.page.go_to(cell)
    assert "原因—影响—措施—时限" in window.reasons.text
    window.page.edit_current()
    assert window.page.editor
    window.page.editor.insertPlainText("因连续暴雨")
    assert "原因 ✓" in window.reasons.text and "影响 —" in window.reasons.text
    caret = window.page.editor.textCursor().position()
    window.page.editor.insertPlainText("少放 10 场，高度重视，已安排 11 月底前补放")
    assert "时限 ✓" in window.reasons.text and "「高度重视」" in window.reasons.text
    assert window.page.editor.textCursor().position() > caret
    assert window.document.sheet.text(cell) == ""


def test_a_limit_is_counted_with_each_key(window: MainWindow) -> None:
    limit = window.document.form.field(own("done")).limit
    QApplication.processEvents()
    window.page.go_to(own("done"))
    window.page.edit_current()
    assert limit and window.page.editor
    window.page.editor.insertPlainText("放映 50 场")
    assert f"5 / {limit}" in window.reasons.text


def test_what_is_mended_gives_way_to_the_next(window: MainWindow) -> None:
    score_by_hand(window, "两场因暴雨改期")
    findings_acts.next_finding(window)
    while window.findings.current and window.findings.current.finding != found(window, "S02"):
        findings_acts.next_finding(window)
    at = window.findings.list.currentIndex().row()
    window.findings.deeds.mend.click()
    assert window.findings.current is None
    following = next(row for row in window.findings.model.rows[at:] if row.cell)
    findings_acts.next_finding(window)
    assert window.findings.current == following


def test_the_account_of_a_form_is_exported_beside_her_work(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    acts.start_export(window, ExportWish((FILLED,), ("account",), tmp_path))
    qtbot.waitUntil(lambda: not window.exports.running, timeout=20000)
    (made,) = tmp_path.glob("*_得分说明.pdf")
    assert made.read_bytes().startswith(b"%PDF")


def test_another_list_begins_at_its_top(window: MainWindow) -> None:
    panel = window.findings
    row = window.document.sheet.rows[0]
    window.push(window.document.plan([(Cell(INDICATORS, row, name), "") for name in ("weight", "target", "nature")]))
    window.resize(1000, 420)
    QApplication.processEvents()
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    panel.show_audit(LedgerAudit({EMPTY_TARGET: window.document.open_findings}, {}, (), 2))
    QApplication.processEvents()
    assert bar.maximum() > 0
    assert bar.value() == 0
