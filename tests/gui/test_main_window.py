"""The window: ledgers, forms in tabs, what is said in the bar, what is remembered, exports beside the work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from perfdesk import typefaces
from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.ledger import Ledger
from perfdesk.ui import acts
from perfdesk.ui.actions import COMMANDS, MENUS, TOOLBAR
from perfdesk.ui.board.board import Board
from perfdesk.ui.findings import findings_acts
from perfdesk.ui.history import history_acts
from perfdesk.ui.incoming import carry_acts
from perfdesk.ui.ledger_model import NODE
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from perfdesk.ui.page.grid import Block
from perfdesk.ui.paper.export_dialog import ExportWish
from perfdesk.ui.remembered import Remembered
from tests.gui import office

FILLED, EMPTY_TARGET, EMPTY_NATIONAL = 1, 2, 3
"""The forms of `office.ledger`."""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return office.ledger(tmp_path / "柳溪.perf")


def made(qtbot: QtBot, ini: Path) -> MainWindow:
    window = MainWindow(Remembered(ini))
    qtbot.addWidget(window)
    return window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, ledger: Path) -> Iterator[MainWindow]:
    opened = made(qtbot, tmp_path / "window.ini")
    opened.open_ledger(ledger)
    opened.show()
    yield opened
    opened.close()


def enabled(window: MainWindow) -> set[str]:
    return {name for name, action in window.actions_.items() if action.isEnabled()}


def edit(window: MainWindow, cell: Cell, text: str) -> None:
    assert window.push(window.document.plan([(cell, text)]))


def test_without_a_ledger_there_is_the_start_page(qtbot: QtBot, tmp_path: Path) -> None:
    window = made(qtbot, tmp_path / "window.ini")
    window.start(None)
    assert window.at_start
    assert window.status.text == ""
    assert {"new_ledger", "open_ledger", "practice", "keys"} <= enabled(window)
    assert not {"undo", "new_form", "export", "own_score", "paste"} & enabled(window)
    window.close()


def test_the_last_ledger_form_and_cell_come_back(qtbot: QtBot, tmp_path: Path, ledger: Path) -> None:
    first = made(qtbot, tmp_path / "window.ini")
    first.open_ledger(ledger)
    first.show()
    first.open_form(EMPTY_TARGET)
    first.open_form(FILLED)
    cell = Cell(INDICATORS, first.document.sheet.rows[1], "actual")
    first.page.go_to(cell)
    first.page.set_zoom(130)
    first.close()
    second = made(qtbot, tmp_path / "window.ini")
    second.start(None)
    second.show()
    qtbot.waitUntil(lambda: bool(second.tabs.forms))
    assert [tab.form_id for tab in second.tabs.forms] == [EMPTY_TARGET, FILLED]
    assert second.document.id == FILLED
    assert second.page.current_cell() == cell
    assert second.page.zoom == 130
    assert [tab.page is None for tab in second.tabs.forms] == [True, False]
    second.close()


def test_the_status_line(window: MainWindow) -> None:
    assert window.status.text == "柳溪镇文化站 · 2025 年度 · 每填一格自动保存"
    window.open_form(FILLED)
    assert window.status.text.startswith("柳溪镇文化站 · 2025 年度 · 金额单位：万元 · 总分 92　优 · ")
    edit(window, Cell(INDICATORS, window.document.sheet.rows[0], "actual"), "50")
    assert "总分 100　优" in window.status.text
    assert window.status.saved.text().startswith("✓ 已保存 ")


def test_an_edit_shows_in_the_panel_the_tree_and_the_undo_menu(window: MainWindow) -> None:
    window.open_form(FILLED)
    row = window.document.sheet.rows[0]
    window.page.go_to(Cell(INDICATORS, row, "score"))
    assert ">32<" in window.reasons.text
    edit(window, Cell(INDICATORS, row, "actual"), "45")
    assert ">36<" in window.reasons.text
    assert window.actions_["undo"].text().startswith("撤销 填报")
    page_acts.undo(window)
    assert ">32<" in window.reasons.text
    assert not window.actions_["undo"].isEnabled()
    assert window.actions_["redo"].isEnabled()


def test_a_deleted_form_names_its_rows_and_comes_back(window: MainWindow) -> None:
    window.open_form(FILLED)
    window.guarded(acts.delete_form)
    assert window.tabs.count() == 0
    assert window.notice.text.endswith("含 2 行指标。")
    assert not window.tree.model.index_of("form", FILLED).isValid()
    window.notice.press("撤销")
    assert window.tree.model.index_of("form", FILLED).isValid()
    assert window.notice.text == ""
    window.open_form(FILLED)
    assert window.document.sheet.own("goal") == "露天电影进村"


def test_a_deleted_project_names_its_forms_and_comes_back_with_them(window: MainWindow) -> None:
    window.open_form(FILLED)
    window.open_form(EMPTY_TARGET)
    window.tree.select("project", 1)
    window.guarded(acts.delete_project)
    assert "2 张报表" in window.notice.text
    assert (window.tabs.count(), len(window.desk.forms())) == (0, 1)
    window.notice.press("撤销")
    assert len(window.desk.forms()) == 3


def test_a_copy_of_a_form_opens_in_front(window: MainWindow) -> None:
    window.open_form(FILLED)
    window.guarded(acts.duplicate_form)
    assert window.document.id == 4
    assert window.document.sheet.own("goal") == "露天电影进村"
    assert window.tabs.count() == 2


def test_a_form_renamed_with_its_project_says_so_on_its_tab(window: MainWindow) -> None:
    window.open_form(FILLED)
    window.push(window.desk.plan_rename(1, "星空影院", ""))
    assert "星空影院" in window.tabs.tabText(0)


def test_what_became_of_a_form_is_hers_to_say_and_to_take_back(window: MainWindow) -> None:
    window.open_form(FILLED)
    before = window.desk.record(FILLED).state
    acts.mark_sent(window)
    assert window.desk.record(FILLED).state == "已交"
    acts.mark_returned(window)
    assert window.tree.model.index_of("form", FILLED).data(NODE).state == "退回"
    page_acts.undo(window)
    assert window.desk.record(FILLED).state == "已交"
    acts.unmark(window)
    assert window.desk.record(FILLED).state == before


def test_classes_go_into_the_selected_row_as_one_act(window: MainWindow) -> None:
    window.open_form(FILLED)
    row = window.document.sheet.rows[1]
    page_acts.classify(window, [row], "满意度指标", "服务对象满意度指标")
    assert window.document.sheet.at(row, "l1") == "满意度指标"
    assert window.document.sheet.at(row, "l2") == "服务对象满意度指标"
    assert window.bridge.stack.count() == 1


def test_her_own_score_and_the_way_back(window: MainWindow) -> None:
    window.open_form(FILLED)
    row = window.document.sheet.rows[0]
    window.page.go_to(Cell(INDICATORS, row, "score"))
    page_acts.put_score(window, row, "36", "两场因暴雨改期")
    assert window.document.scores.shown[own("total.score")] == "96"
    assert window.reasons.override.isVisible()
    window.reasons.override.reason.setPlainText("三场因暴雨改期")
    window.commit()
    assert window.document.sheet.at(row, "override_reason") == "三场因暴雨改期"
    window.reasons.override_dropped.emit(FILLED, Cell(INDICATORS, row, "override_reason"))
    assert window.document.scores.shown[own("total.score")] == "92"
    assert window.document.sheet.at(row, "override_reason") == ""
    assert window.reasons.override.isHidden()


def test_somebody_else_has_the_ledger(qtbot: QtBot, tmp_path: Path, ledger: Path) -> None:
    holder = Ledger.open(ledger, who="阿松")
    window = made(qtbot, tmp_path / "window.ini")
    window.start(ledger)
    assert "阿松" in window.standing.text
    assert window.at_start
    window.standing.press("只读查看")
    window.open_form(FILLED)
    assert "只读" in window.status.text
    assert not {"new_form", "own_score", "paste", "delete_form"} & enabled(window)
    assert {"export", "copy", "zoom_in"} <= enabled(window)
    holder.close()
    window.standing.press("改为可填写")
    assert "own_score" in enabled(window)
    assert window.standing.text == ""
    window.close()


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    window = made(qtbot, tmp_path / "window.ini")
    window.start(None)
    window.show()
    chosen: list[str] = []
    window.start_page.chosen.disconnect()
    window.start_page.chosen.connect(chosen.append)
    card = window.start_page.findChildren(QPushButton)[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert len(chosen) == 1
    window.close()


def test_a_form_begins_next_years(window: MainWindow) -> None:
    window.open_form(FILLED)
    before, row = len(window.desk.forms()), window.document.sheet.rows[0]
    name = window.document.sheet.at(row, "l3")
    window.do(carry_acts.carry)
    sheet = window.document.sheet
    assert (len(window.desk.forms()), window.document.id != FILLED) == (before + 1, True)
    assert (sheet.year, sheet.at(sheet.rows[0], "l3"), sheet.at(sheet.rows[0], "actual")) == (2026, name, "")
    box = window.document.page(typefaces.advance).by_cell[Cell(INDICATORS, sheet.rows[0], "l3")]
    assert "carried" in box.marks
    edit(window, Cell(INDICATORS, sheet.rows[0], "l3"), "另一项")
    box = window.document.page(typefaces.advance).by_cell[Cell(INDICATORS, sheet.rows[0], "l3")]
    assert "carried" not in box.marks
    window.bridge.stack.setIndex(0)
    assert len(window.desk.forms()) == before


def test_what_the_world_refuses_is_one_sentence_until_something_works(window: MainWindow, tmp_path: Path) -> None:
    stray = tmp_path / "不是账本.perf"
    stray.write_text("只是一段话")
    window.open_form(FILLED)
    window.refuse("磁盘已满，这一格没有保存。")
    assert (window.notice.kind, window.notice.text) == ("refused", "磁盘已满，这一格没有保存。")
    edit(window, own("goal"), "放映到村")
    assert window.notice.text == ""
    window.guarded(lambda _: window.open_ledger(stray))
    assert window.notice.kind == "refused"
    assert stray.name in window.notice.text


def test_a_ledger_that_cannot_be_opened_leaves_the_open_one(window: MainWindow, tmp_path: Path) -> None:
    window.open_form(FILLED)
    window.guarded(lambda _: window.open_ledger(tmp_path / "没有.perf"))
    assert window.document.id == FILLED


def test_save_is_harmless(window: MainWindow) -> None:
    window.open_form(FILLED)
    history_acts.save(window)
    assert window.notice.text.startswith("已保存")
    assert window.bridge.stack.count() == 0


def test_forms_turn_like_pages(window: MainWindow) -> None:
    for number in (FILLED, EMPTY_TARGET, EMPTY_NATIONAL):
        window.open_form(number)
    acts.next_form(window)
    assert window.document.id == FILLED
    acts.previous_form(window)
    assert window.document.id == EMPTY_NATIONAL
    acts.close_tab(window)
    assert [tab.form_id for tab in window.tabs.forms] == [FILLED, EMPTY_TARGET]


def test_eleven_columns_at_a_county_screen(window: MainWindow) -> None:
    window.resize(1366, 768)
    window.open_form(FILLED)
    QApplication.processEvents()
    assert len(window.document.form.template.widths) == 11
    assert window.page.zoom == 100
    assert window.page.horizontalScrollBar().maximum() == 0


def test_exports_beside_her_work(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "导出"
    out.mkdir()
    acts.start_export(window, ExportWish((FILLED, EMPTY_TARGET), ("xlsx", "pdf"), out))
    edit_while_running = window.desk.document(FILLED).plan([(own("goal"), "边导边填")])
    assert window.push(edit_while_running)
    qtbot.waitUntil(lambda: not window.exports.running, timeout=20000)
    assert window.notice.text.startswith("已导出 4 个文件")
    assert sorted(path.suffix for path in out.iterdir()) == [".pdf", ".pdf", ".xlsx", ".xlsx"]
    assert all(path.name.startswith("880017_柳溪镇文化站_2025") for path in out.iterdir())


def test_an_export_can_be_cancelled_between_two_files(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    acts.start_export(window, ExportWish((FILLED, EMPTY_TARGET, EMPTY_NATIONAL), ("xlsx",), tmp_path))
    window.notice.press("取消")
    qtbot.waitUntil(lambda: not window.exports.running, timeout=20000)
    assert "已取消" in window.notice.text
    assert len(list(tmp_path.glob("*.xlsx"))) < 3


def test_an_export_the_disk_refuses_says_why(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    blocked = tmp_path / "文件"
    blocked.touch()
    acts.start_export(window, ExportWish((FILLED,), ("xlsx",), blocked))
    qtbot.waitUntil(lambda: not window.exports.running, timeout=20000)
    assert window.notice.kind == "refused"
    assert "文件" in window.notice.text


def test_every_action_has_a_place_a_word_and_a_deed(window: MainWindow) -> None:
    assert {command.menu for command in COMMANDS} == set(MENUS)
    assert len([name for name in TOOLBAR if name]) <= 10
    tools = {command.name: command for command in COMMANDS}
    assert all(tools[name].tool and tools[name].icon for name in TOOLBAR if name)
    assert all(any("一" <= character <= "鿿" for character in action.text()) for action in window.actions_.values())


def test_acts_that_need_something_say_so_instead_of_failing(window: MainWindow) -> None:
    window.tree.view.setCurrentIndex(window.tree.view.model().index(-1, -1))
    for act in (acts.rename_project, acts.delete_project, acts.duplicate_form, acts.delete_form, page_acts.insert_row):
        window.notice.clear()
        window.guarded(act)
        assert window.notice.text, act.__name__


def test_what_is_selected_is_told_at_the_bottom(window: MainWindow) -> None:
    window.open_form(FILLED)
    page, first = window.page, window.document.form.indicators.first
    page.go_to(Cell(INDICATORS, window.document.sheet.rows[0], "weight"))
    assert window.status.tally.isHidden()
    column = page.place[1]
    page.select_block(Block(first, column, first + 1, column))
    assert window.status.tally.text() == "计数 2　求和 90"
    window.actions_["fill_down"].trigger()
    assert window.status.tally.text() == "计数 2　求和 80"
    window.open_form(EMPTY_TARGET)
    assert window.status.tally.isHidden()
    window.open_form(FILLED)
    assert window.status.tally.text() == "计数 2　求和 80"


def test_rows_are_copied_made_again_and_selected_from_the_menus(window: MainWindow) -> None:
    window.open_form(FILLED)
    page = window.page
    page.go_to(Cell(INDICATORS, window.document.sheet.rows[0], "l3"))
    for name in ("select_row", "copy", "insert_copied", "duplicate_rows"):
        window.actions_[name].trigger()
    texts = [window.document.sheet.at(row, "l3") for row in window.document.sheet.rows]
    assert texts == ["放映场次", "放映场次", "放映场次", "观影人次"]
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    assert len(window.document.sheet.rows) == 2


def test_an_aside_that_is_open_comes_to_the_front_with_the_keys(window: MainWindow) -> None:
    for name in ("history", "bin", "charts", "evidence", "help"):
        window.open_form(1)
        window.actions_[name].trigger()
        aside = window.aside
        window.open_form(1)
        window.actions_[name].trigger()
        assert aside is not None and window.aside is aside, name
        assert aside.hasFocus() or aside.isAncestorOf(window.focusWidget()), name
    assert len(window.tabs.asides) == 5


def test_no_two_lines_of_a_menu_share_a_letter(window: MainWindow) -> None:
    window.open_form(FILLED)
    edit(window, own("goal"), "改过")
    for title in window.menuBar().actions():
        menu = title.menu()
        assert isinstance(menu, QMenu)
        for _ in range(2):
            menu.aboutToShow.emit()
        lines = [action.text() for action in menu.actions() if action.text()]
        letters = [line.split("(&")[1][0] for line in lines]
        assert len(set(letters)) == len(letters), lines
        assert all(line.count("(&") == 1 for line in lines)
    assert window.actions_["export"].text() == "导出(&C)…"
    assert window.actions_["undo"].text().startswith("撤销 填报")


def test_the_board_has_the_keys_where_no_form_was_left_open(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(window.landing, Board) and window.landing.view.hasFocus())
    assert isinstance(window.landing, Board)
    qtbot.keyClick(window.landing.view, Qt.Key.Key_Return)
    assert window.tab is not None


def test_the_next_finding_where_there_is_none_says_so(window: MainWindow) -> None:
    window.open_form(FILLED)
    findings_acts.next_finding(window)
    assert window.notice.text == ""
    window.findings.set_mode("ledger")
    findings_acts.next_finding(window)
    assert window.notice.text == "按 Ctrl+Shift+F8 审核整个账本。"
