"""Find, replace and go to, as hands do it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import own
from perfdesk.core.step import Step
from perfdesk.finding import Found
from perfdesk.ledger import FormRecord, Project
from perfdesk.ui.beside import Beside, Told
from perfdesk.ui.finding import find_acts
from perfdesk.ui.finding.find_rows import CELL, FORM, NEW, TEXT, piece
from perfdesk.ui.finding.finder import Finder, finder
from perfdesk.ui.finding.goto import PLACE, GoTo, matching, places
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from perfdesk.ui.remembered import Remembered
from tests.gui import office

Key = Qt.Key
FILLED, TARGET, NATIONAL = 1, 2, 3


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(made)
    made.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open_form(FILLED)
    yield made
    made.close()


@pytest.fixture
def found(window: MainWindow) -> Finder:
    window.do(find_acts.find)
    return finder(window)


def look_for(qtbot: QtBot, found: Finder, text: str, scope: str = "form") -> None:
    found.panel.scope.setCurrentIndex(found.panel.scope.findData(scope))
    found.panel.line.setText(text)
    qtbot.waitUntil(lambda: not found._job.running and not found._pause.isActive())


def drawn(found: Finder, *columns: int) -> list[str]:
    """The list as lines; ticks before what would be replaced."""
    model = found.panel.results
    lines = []
    for row in range(model.rowCount()):
        state = model.index(row, FORM).data(Qt.ItemDataRole.CheckStateRole)
        tick = "" if state is None else "☑" if Qt.CheckState(state) == Qt.CheckState.Checked else "☐"
        lines.append(tick + "｜".join(model.index(row, column).data() for column in columns))
    return lines


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    QApplication.processEvents()


def test_the_form_in_front_is_looked_through_as_she_types(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    assert QApplication.focusWidget() is found.panel.line
    look_for(qtbot, found, "放映")
    assert drawn(found, CELL, TEXT) == ["项目名称｜露天电影放映", "三级指标　第1行「放映场次」｜放映场次"]
    assert found.panel.told.text() == "2 处，在 1 张报表里"
    look_for(qtbot, found, "没有这样的话")
    assert (drawn(found, TEXT), found.panel.told.text()) == ([], "没有找到。")


def test_enter_walks_round_and_stays_in_the_line(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    look_for(qtbot, found, "放映")
    press(Key.Key_Return)
    assert window.page.current_cell() in (own("project"), own("code"))
    press(Key.Key_Return)
    there = window.page.current_cell()
    assert there is not None
    assert there.field == "l3"
    assert QApplication.focusWidget() is found.panel.line
    press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.page.current_cell() in (own("project"), own("code"))
    press(Key.Key_Escape)
    assert found.dock.isHidden()
    assert window.page.hasFocus()


def test_f3_goes_on_from_the_page(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    look_for(qtbot, found, "放映")
    window.page.setFocus()
    window.do(find_acts.find_next)
    window.do(find_acts.find_next)
    there = window.page.current_cell()
    assert there is not None
    assert there.field == "l3"
    assert window.page.hasFocus()
    window.do(find_acts.find_previous)
    assert window.page.current_cell() in (own("project"), own("code"))


def test_a_ledger_is_looked_through_beside_her_work(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    look_for(qtbot, found, "露天电影", "ledger")
    assert drawn(found, FORM, CELL) == [
        "露天电影放映 · 四川自评表｜项目名称",
        "露天电影放映 · 四川自评表｜项目年度目标",
        "露天电影放映 · 河北目标表｜项目名称",
    ]
    found.panel.list.setFocus()
    found.panel.choose(2)
    press(Key.Key_Return)
    assert window.document.id == TARGET
    assert window.page.hasFocus()


def test_a_project_is_looked_through_alone(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    window.open_form(NATIONAL)
    look_for(qtbot, found, "柳溪镇文化站", "project")
    assert {hit.form for hit in found.panel.results.hits} == {NATIONAL}


def test_what_she_changes_is_looked_at_anew(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    look_for(qtbot, found, "露天电影", "ledger")
    window.push(window.document.plan([(own("goal"), "改了")]))
    assert [hit.cell for hit in found.panel.results.hits] == [own("project"), own("project")]
    window.open_form(NATIONAL)
    window.push(window.document.plan([(own("goal"), "也放露天电影")]))
    assert [hit.form for hit in found.panel.results.hits] == [FILLED, TARGET, NATIONAL]
    window.push(window.desk.plan_remove_form(TARGET))
    assert [hit.form for hit in found.panel.results.hits] == [FILLED, NATIONAL]


def test_another_form_in_front_is_looked_through(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    look_for(qtbot, found, "戏台")
    assert drawn(found, TEXT) == []
    window.open_form(NATIONAL)
    assert drawn(found, TEXT) == ["戏台修缮"]


def test_replacing_shows_what_would_be_and_is_one_undo(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    window.do(find_acts.replace)
    look_for(qtbot, found, "露天电影", "ledger")
    found.panel.new.setText("坝坝电影")
    assert drawn(found, TEXT, NEW) == [
        "☑露天电影放映｜坝坝电影放映",
        "☑露天电影进村｜坝坝电影进村",
        "☑露天电影放映｜坝坝电影放映",
    ]
    found.panel.list.setFocus()
    found.panel.choose(1)
    press(Key.Key_Space)
    assert drawn(found, TEXT, NEW)[1] == "☐露天电影进村｜"
    assert found.panel.all.text() == "全部替换（2）"
    found.panel.all.click()
    assert window.notice.text == "已替换 2 处，涉及 2 张报表。"
    assert window.desk.document(TARGET).sheet.own("project") == "坝坝电影放映"
    assert window.desk.document(FILLED).sheet.own("goal") == "露天电影进村"
    window.notice.press("撤销")
    assert window.desk.document(TARGET).sheet.own("project") == "露天电影放映"
    assert not window.actions_["undo"].isEnabled()


def test_replacing_one_goes_on_to_the_next(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    window.do(find_acts.replace)
    look_for(qtbot, found, "放映")
    found.panel.new.setText("放")
    found.panel.choose(0)
    found.panel.one.click()
    assert window.document.sheet.own("project") == "露天电影放"
    assert drawn(found, TEXT) == ["☑放映场次"]
    assert found.panel.current is found.panel.results.hits[0]


def test_figures_the_rules_give_have_no_tick(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    window.do(find_acts.replace)
    look_for(qtbot, found, "92")
    assert drawn(found, TEXT, NEW) == ["92｜（程序算出，不替换）"]
    assert not found.panel.all.isEnabled()


def test_many_closed_forms_are_replaced_from_the_file(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(24):
        window.push(window.desk.plan_duplicate(FILLED)[0])
    window.do(find_acts.replace)
    found = finder(window)
    look_for(qtbot, found, "进村", "ledger")
    assert len(found.panel.results.chosen) == 25
    found.panel.new.setText("下乡")
    found.panel.all.click()
    assert found._job.running
    qtbot.waitUntil(lambda: not found._job.running and not found._pause.isActive())
    assert window.notice.text == "已替换 25 处，涉及 25 张报表。"
    assert {window.desk.ledger.sheet(form.id).own("goal") for form in window.desk.forms()} == {"露天电影下乡", ""}
    window.do(page_acts.undo)
    assert window.desk.ledger.sheet(20).own("goal") == "露天电影进村"


def test_a_ledger_that_changed_meanwhile_is_not_replaced_in(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    look_for(qtbot, found, "进村", "ledger")
    step, version = found._window.document.plan([(own("goal"), "乙")]), found._version
    window.push(window.document.plan([(own("goal"), "甲")]))
    found._replace(step, version)
    assert window.document.sheet.own("goal") == "甲"
    assert "请再按一次" in found.panel.told.text()


def test_closing_while_it_searches_is_safe(qtbot: QtBot, window: MainWindow, found: Finder) -> None:
    found.panel.scope.setCurrentIndex(found.panel.scope.findData("ledger"))
    found.panel.line.setText("电影")
    found._search_file()
    window.close()
    assert not found._job.running


def test_a_long_text_is_shown_around_its_match() -> None:
    text = "一二三四五六七八九十" * 3 + "目标\n后面" + "末" * 200
    shown = piece(text, [(30, 32)])
    (start, end), *_ = shown.spans
    assert shown.text[start:end] == "目标"
    assert shown.text.startswith("…三四")
    assert shown.text.endswith("…")
    assert "⏎后面" in shown.text


def test_keys_lead_there_and_take_over_what_she_types(window: MainWindow) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    window.page.go_to(own("goal"))
    window.page.setFocus()
    QTest.keyClicks(window.page, "7")
    press(Key.Key_F, control)
    found = finder(window)
    assert window.document.sheet.own("goal") == "7"
    assert QApplication.focusWidget() is found.panel.line
    assert not found.panel.replacing
    press(Key.Key_H, control)
    assert found.panel.replacing
    found.panel.line.setText("放映")
    press(Key.Key_F3)
    assert found.panel.list.currentIndex().row() == 0
    press(Key.Key_F3, shift)
    assert found.panel.list.currentIndex().row() == 1
    press(Key.Key_G, control)
    slip = window.findChild(GoTo)
    assert isinstance(slip, GoTo)
    assert slip.isVisible()


def test_tab_leads_from_what_to_what_instead_and_on_to_the_list(qtbot: QtBot, window: MainWindow) -> None:
    window.do(find_acts.replace)
    panel = finder(window).panel
    look_for(qtbot, finder(window), "放映")
    panel.line.setFocus()
    for widget in (panel.new, panel.one, panel.all, panel.scope, panel.whole, panel.exact, panel.list):
        press(Key.Key_Tab)
        assert QApplication.focusWidget() is widget


def test_a_search_that_was_stopped_is_not_heard_any_more(qtbot: QtBot, found: Finder) -> None:
    def work(told: Told) -> Found:
        for done in range(1, 41):
            told(done, 40)
            QThread.msleep(2)
        return Found((), 40)

    found._run(work, "正在查找")
    qtbot.waitUntil(lambda: found.panel.told.text().startswith("正在查找 "))
    QThread.msleep(20)  # its words are on their way
    found.panel.stop.click()
    QApplication.processEvents()
    assert (found.panel.told.text(), found.panel.stop.isHidden()) == ("已取消。", True)


def test_one_that_ends_while_the_next_begins_is_not_taken_for_it(qtbot: QtBot, found: Finder) -> None:
    found._run(lambda _: Found((), 1), "正在查找")
    job = found.findChild(Beside)
    assert job
    job.wait()  # its result is on its way
    found._run(lambda _: (Step(""), found._version), "正在准备替换")
    qtbot.waitUntil(lambda: not found._job.running)
    assert found._window.notice.text == "没有可替换的格。"


# Go to.


def went(window: MainWindow, typed: str) -> list[str]:
    listed = places(window.desk.projects(), window.desk.forms(), window.title)
    return [f"{place.name} {place.beside.split('　')[0]}" for place in matching(listed, typed)]


def test_places_are_found_by_any_part(window: MainWindow) -> None:
    assert went(window, "戏台") == ["戏台修缮 国家自评表", "戏台修缮 项目"]
    assert went(window, "xtxs") == ["戏台修缮 国家自评表", "戏台修缮 项目"]
    assert went(window, "880017t") == ["露天电影放映 四川自评表", "露天电影放映 河北目标表", "露天电影放映 项目"]
    assert went(window, "ltdy 河北") == ["露天电影放映 河北目标表"]
    assert went(window, "没有") == []
    assert len(went(window, "")) == 5


def test_she_types_and_enter_opens(window: MainWindow) -> None:
    window.do(find_acts.go_to)
    slip = window.findChild(GoTo)
    assert isinstance(slip, GoTo)
    assert QApplication.focusWidget() is slip.line
    slip.line.setText("ltdy")
    press(Key.Key_Down)
    record = slip.list.currentIndex().data(PLACE).record
    assert isinstance(record, FormRecord)
    press(Key.Key_Return)
    assert window.document.id == record.id == TARGET
    assert slip.isHidden()
    assert window.page.hasFocus()


def test_a_project_is_shown_in_the_tree(window: MainWindow) -> None:
    window.do(find_acts.go_to)
    slip = window.findChild(GoTo)
    assert isinstance(slip, GoTo)
    slip.line.setText("戏台")
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert isinstance(window.tree.current, Project)
    assert window.tree.view.hasFocus()


def test_esc_goes_back_to_where_she_was(window: MainWindow) -> None:
    window.page.setFocus()
    window.do(find_acts.go_to)
    press(Key.Key_Escape)
    slip = window.findChild(GoTo)
    assert isinstance(slip, GoTo)
    assert slip.isHidden()
    assert window.page.hasFocus()


def test_esc_goes_back_to_the_page_where_she_was_typing(window: MainWindow) -> None:
    window.page.setFocus()
    QTest.keyClick(window.page, Key.Key_7)
    window.actions_["go_to"].trigger()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # her editor is gone: its text was taken over
    press(Key.Key_Escape)
    assert window.page.hasFocus()
    assert window.document.sheet.own("project") == "7"


def test_the_slip_goes_when_she_turns_to_the_page(window: MainWindow) -> None:
    window.do(find_acts.go_to)
    window.page.setFocus()
    slip = window.findChild(GoTo)
    assert isinstance(slip, GoTo)
    assert slip.isHidden()
