"""What was done, told in her words; the form and the ledger as they were; restore points; the bin."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.core.step import FORMS, RecordChange, Step
from perfdesk.ui import acts
from perfdesk.ui.history import history_acts
from perfdesk.ui.history.bin_page import Bin
from perfdesk.ui.history.history_list import COLUMNS, HistoryModel, Index
from perfdesk.ui.history.history_page import History
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from perfdesk.ui.page.overlay import Overlay
from perfdesk.ui.remembered import Remembered
from tests.gui import office
from tests.ledgers import content

Key = Qt.Key
FILLED, TARGET, NATIONAL = 1, 2, 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return office.ledger(tmp_path / "柳溪.perf")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(made)
    made.open_ledger(path)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open_form(FILLED)
    yield made
    made.close()


def put(window: MainWindow, name: str, text: str) -> None:
    assert window.push(window.document.plan([(own(name), text)]))


def page_of(window: MainWindow) -> History:
    page = window.tabs.aside(History)
    assert page is not None
    return page


def told(model: HistoryModel, index: Index) -> str:
    """A row as a line, without its time."""
    return "｜".join(str(model.sibling(index.row(), column, index).data()) for column in range(1, len(COLUMNS)))


def rows(page: History, first: int) -> list[str]:
    """The first deeds, with what is under them."""
    model, lines = page.list.rows, []
    for number in range(first):
        index = model.index(number, 0)
        lines.append(told(model, index))
        lines += ["  " + told(model, model.index(row, 0, index)) for row in range(model.rowCount(index))]
    return lines


def stand_on(page: History, row: int) -> None:
    page.list.setCurrentIndex(page.list.rows.index(row, 0))
    page.look()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    QApplication.processEvents()


def name(text: str) -> None:
    """Types over what the slip proposes, and enters."""
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == line.text()
    line.setText(text)
    press(Key.Key_Return)


def test_a_forms_history_is_in_her_words(window: MainWindow) -> None:
    row = window.document.sheet.rows[0]
    put(window, "goal", "进村入社")
    window.push(window.document.plan([(own("goal"), ""), (Cell(INDICATORS, row, "actual"), "41")]))
    window.push(window.document.plan_rows(0))
    window.push(window.document.plan_remove_rows([row]))
    window.do(history_acts.history)
    page = page_of(window)
    assert page.mode == "form"
    assert page.about.text() == "露天电影放映　四川自评表"
    lines = rows(page, 4)
    assert lines[0].split("｜")[1:] == ["删除 1 行指标", "9 处"]
    assert "  ｜指标行｜删除" in lines
    assert [line for line in lines if "填报 2 格" in line] == [lines[-4]]
    assert lines[-3:-1] == ["  ｜项目年度目标｜进村入社 → （空）", "  ｜完成值｜40 → 41"]
    assert lines[-1].split("｜")[1:] == ["填报 项目年度目标", "露天电影进村 → 进村入社"]


def test_a_cells_history_leads_back_to_it(window: MainWindow) -> None:
    put(window, "goal", "甲")
    put(window, "done", "别的格")
    put(window, "goal", "乙")
    window.page.go_to(own("goal"))
    window.do(history_acts.cell_history)
    page = page_of(window)
    assert page.about.text() == "项目年度目标"
    changes = [line.split("｜")[-1] for line in rows(page, page.list.rows.rowCount())]
    assert changes == ["甲 → 乙", "露天电影进村 → 甲", "（空） → 露天电影进村"]
    assert page.list.hasFocus()
    press(Key.Key_Return)
    assert window.document.id == FILLED
    assert window.page.current_cell() == own("goal")


def test_a_box_of_two_fields_has_the_history_of_both(window: MainWindow) -> None:
    put(window, "project", "坝坝电影")
    put(window, "code", "880017T000000000009")
    window.page.go_to(own("project"))
    window.do(history_acts.cell_history)
    page = page_of(window)
    assert set(page.about.text().split("、")) == {"项目编码", "项目名称"}
    assert [line.split("｜")[-1] for line in rows(page, 2)] == [
        "880017T000000000001 → 880017T000000000009",
        "露天电影放映 → 坝坝电影",
    ]


def test_a_figure_of_the_rules_has_the_history_of_her_own(window: MainWindow) -> None:
    row = window.document.sheet.rows[0]
    page_acts.put_score(window, row, "33", "验收推迟")
    window.page.go_to(Cell(INDICATORS, row, "score"))
    window.do(history_acts.cell_history)
    lines = rows(page_of(window), page_of(window).list.rows.rowCount())
    assert [line.split("｜")[-1] for line in lines] == ["2 处", "（空） → 验收推迟", "（空） → 33"]


def test_one_cell_comes_back_alone(window: MainWindow) -> None:
    put(window, "goal", "甲")
    put(window, "done", "留着")
    window.page.go_to(own("goal"))
    window.do(history_acts.cell_history)
    page = page_of(window)
    stand_on(page, 0)
    assert not page.cell_back.isEnabled()
    stand_on(page, 1)
    page.cell_back.click()
    sheet = window.document.sheet
    assert (sheet.own("goal"), sheet.own("done")) == ("露天电影进村", "留着")
    assert window.page.current_cell() == own("goal")
    window.notice.press("撤销")
    assert window.document.sheet.own("goal") == "甲"


def test_a_cell_of_a_row_that_is_gone_says_so(window: MainWindow) -> None:
    row = window.document.sheet.rows[0]
    window.push(window.document.plan([(Cell(INDICATORS, row, "actual"), "41")]))
    window.page.go_to(Cell(INDICATORS, row, "actual"))
    window.do(history_acts.cell_history)
    page = page_of(window)
    window.push(window.desk.document(FILLED).plan_remove_rows([row]))
    stand_on(page, 1)
    page.cell_back.click()
    assert "行已经删除" in window.notice.text


def test_the_ledgers_history_names_forms_and_records(window: MainWindow) -> None:
    put(window, "goal", "甲")
    window.push(window.desk.plan_remove_form(TARGET))
    window.push(window.desk.plan_rename(2, "戏台维修", ""))
    window.push(window.desk.plan_severities({"W05": "error"}))
    window.push(window.desk.plan_due({"target.2025": "2026-03-20"}))
    window.do(history_acts.ledger_history)
    lines = [line.split("｜", 1)[1] for line in rows(page_of(window), 5) if not line.startswith("  ")]
    assert lines == [
        "应交日期｜2025 年度绩效目标表　（空） → 2026-03-20",
        "审核设置｜（空） → error",
        "修改项目　戏台维修　国家自评表｜2 处",
        "删除报表　露天电影放映　河北目标表｜删除",
        "填报 项目年度目标　露天电影放映　四川自评表｜露天电影进村 → 甲",
    ]


def test_older_deeds_come_as_she_scrolls(window: MainWindow) -> None:
    for number in range(230):
        put(window, "goal", f"第{number}版")
    window.do(history_acts.history)
    model = page_of(window).list.rows
    assert model.rowCount() < len(window.desk.ledger.journal.deeds(form=FILLED, count=1000))
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    steps = [deed.head.step for deed in model.deeds]
    assert steps == sorted(set(steps), reverse=True)
    assert model.deeds[-1].head.act == "新建 四川自评表"


def test_the_model_keeps_qts_rules(window: MainWindow, qtmodeltester: ModelTester) -> None:
    window.do(history_acts.ledger_history)
    qtmodeltester.check(page_of(window).list.rows)  # type: ignore[no-untyped-call]


def test_a_form_is_seen_as_it_was_and_comes_back(window: MainWindow, path: Path) -> None:
    document, before = window.document, content(path)
    row = document.sheet.rows[1]
    put(window, "goal", "改过")
    window.push(document.plan_remove_rows([row]))
    after = content(path)
    window.do(history_acts.history)
    page = page_of(window)
    stand_on(page, 2)
    assert page.then is not None
    shown = {box.cell: box.text for box in page.then.grid.boxes if box.cell}
    assert shown[own("goal")] == "露天电影进村"
    assert shown[Cell(INDICATORS, row, "l3")] == "观影人次"
    assert page.heading.text() == "当时的样子。有 10 格和现在不同，已用虚线框出。"
    page.back.click()
    assert content(path) == before
    assert window.tab is not None
    assert window.notice.text == "已恢复这张报表，改回 10 格。"
    window.notice.press("撤销")
    assert content(path) == after


def test_what_was_cannot_be_typed_into(window: MainWindow) -> None:
    window.do(history_acts.history)
    page = page_of(window)
    stand_on(page, 0)
    assert page.then is not None
    steps = window.bridge.stack.count()
    page.then.setFocus()
    press(Key.Key_F2)
    QTest.keyClicks(page.then, "12")
    composed = QInputMethodEvent("zhong", [])
    composed.setCommitString("中")
    QApplication.sendEvent(page.then, composed)
    assert page.then.state() == page.then.State.NoState
    assert window.bridge.stack.count() == steps


def test_the_form_as_it_is_has_nothing_to_go_back_to(window: MainWindow) -> None:
    put(window, "goal", "改过")
    window.do(history_acts.history)
    page = page_of(window)
    stand_on(page, 0)
    assert page.heading.text() == "当时的样子，和现在一样。"
    assert not page.back.isEnabled()
    stand_on(page, 1)
    assert page.back.isEnabled()


def test_the_list_follows_what_is_done(window: MainWindow) -> None:
    window.do(history_acts.history)
    page = page_of(window)
    stand_on(page, 1)
    step = page.list.rows.deeds[1].head.step
    window.open_form(FILLED)
    put(window, "goal", "改过")
    window.tabs.setCurrentWidget(page)
    assert rows(page, 1)[0].endswith("露天电影进村 → 改过")
    assert page.list.rows.deed(page.list.currentIndex()).head.step == step


def test_closing_with_more_to_tell_in_the_background_is_safe(window: MainWindow) -> None:
    window.do(history_acts.history)
    window.do(history_acts.open_bin)
    window.open_form(FILLED)
    put(window, "goal", "改过")
    window.close_ledger()
    assert window.tabs.asides == []


def test_history_of_days_before_is_there_after_reopening(window: MainWindow, path: Path) -> None:
    put(window, "goal", "改过")
    window.close_ledger()
    window.open_ledger(path)
    window.open_form(FILLED)
    window.do(history_acts.history)
    page = page_of(window)
    stand_on(page, 1)
    page.back.click()
    assert window.document.sheet.own("goal") == "露天电影进村"


def test_a_ledger_goes_back_to_a_restore_point(window: MainWindow, path: Path) -> None:
    window.do(history_acts.name_point)
    name("送审前")
    assert window.notice.text == "已设还原点「送审前」。"
    before = content(path)
    put(window, "goal", "改过")
    window.push(window.desk.plan_remove_form(TARGET))
    window.push(window.desk.plan_duplicate(FILLED)[0])
    after = content(path)
    window.do(history_acts.points)
    page = page_of(window)
    assert page.points.point is not None
    assert (page.points.topLevelItemCount(), page.points.point.name) == (1, "送审前")
    page.all_back.click()
    assert page.told.text() == (
        "恢复后：1 张报表的 1 格改回当时的内容，1 张后来新建的报表放进回收站，1 张后来删除的报表恢复。可以撤销。"
    )
    assert content(path) == after
    assert QApplication.focusWidget() is page.sure
    page.sure.click()
    assert content(path) == before
    assert window.notice.text.startswith("账本已恢复：")
    window.do(page_acts.undo)
    assert content(path) == after


def test_thinking_better_of_it_changes_nothing(window: MainWindow, path: Path) -> None:
    put(window, "goal", "改过")
    after = content(path)
    window.do(history_acts.ledger_history)
    page = page_of(window)
    stand_on(page, 3)
    page.all_back.click()
    assert not page.sure.isHidden()
    page.no.click()
    assert (page.told.text(), page.sure.isHidden()) == ("", True)
    assert content(path) == after


def test_restore_points_are_renamed_and_taken_away(window: MainWindow) -> None:
    window.do(history_acts.name_point)
    press(Key.Key_Return)
    (point,) = window.desk.ledger.journal.points()
    assert point.name.endswith(point.at[11:16])
    window.do(history_acts.points)
    page = page_of(window)
    page.rename.click()
    name("定稿")
    assert [each.name for each in window.desk.ledger.journal.points()] == ["定稿"]
    page.drop.click()
    assert window.desk.ledger.journal.points() == []
    assert "Ctrl+Shift+S" in page.about.text()
    window.do(page_acts.undo)
    assert [each.name for each in window.desk.ledger.journal.points()] == ["定稿"]


def test_save_offers_a_name_and_esc_wants_none(window: MainWindow) -> None:
    window.do(history_acts.save)
    window.notice.press("命名为还原点…")
    (slip,) = [each for each in window.findChildren(Overlay) if each.isVisible()]
    press(Key.Key_Escape)
    assert slip.isHidden()
    assert window.bridge.stack.count() == 0


def test_a_ledger_opened_for_looking_only_is_looked_at_only(window: MainWindow, path: Path) -> None:
    window.close_ledger()
    window.open_ledger(path, readonly=True)
    window.open_form(FILLED)
    window.do(history_acts.history)
    page = page_of(window)
    stand_on(page, 2)
    assert page.back.isHidden()
    page.show_for("ledger")
    assert page.all_back.isHidden()


def test_a_form_whose_sheet_is_no_longer_installed_has_its_history(window: MainWindow, path: Path) -> None:
    window.close_ledger()
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE forms SET form = '不在了' WHERE id = ?", (FILLED,))
    window.open_ledger(path)
    window.tree.select("form", FILLED)
    window.tree.view.setFocus()
    window.do(history_acts.history)
    page = page_of(window)
    assert rows(page, 1)[-1] == "  ｜goal｜（空） → 露天电影进村"
    stand_on(page, 0)
    assert page.then is None
    assert "不在了" in page.heading.text()
    assert page.back.isHidden()


def test_a_deed_of_records_opens_its_form(window: MainWindow) -> None:
    window.push(Step("标为已交", {}, (RecordChange(FORMS, TARGET, "state", "", "已交"),)))
    window.do(history_acts.ledger_history)
    press(Key.Key_Return)
    assert window.document.id == TARGET


def test_the_keys_stay_in_it_whatever_is_listed_and_done(window: MainWindow, qtbot: QtBot) -> None:
    put(window, "goal", "放映到村")
    window.do(history_acts.history)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.then is not None)
    assert page.then
    page.then.setFocus()
    window.push(window.desk.document(FILLED).plan([(own("goal"), "放映进村")]))
    assert page.list.hasFocus()
    window.do(history_acts.points)
    window.open_form(FILLED)
    window.tabs.setCurrentWidget(page)
    page.setFocus()
    assert page.points.hasFocus()


def test_keys_lead_there(window: MainWindow) -> None:
    control, shift, alt = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))
    window.page.go_to(own("goal"))
    window.page.setFocus()
    press(Key.Key_S, control)
    assert window.notice.text.startswith("已保存")
    press(Key.Key_S, control | shift)
    press(Key.Key_Return)
    assert len(window.desk.ledger.journal.points()) == 1
    press(Key.Key_H, control | alt)
    page = page_of(window)
    assert (page.mode, page.about.text()) == ("cell", "项目年度目标")
    page.look()
    assert page.told.text() == "（空） → 露天电影进村"
    window.open_form(FILLED)
    press(Key.Key_H, control | shift)
    assert (page.mode, page.isVisible()) == ("form", True)
    press(Key.Key_R, control | shift)
    assert isinstance(window.tabs.currentWidget(), Bin)


# The bin.


def binned_lines(page: Bin) -> list[str]:
    lines = []
    for number in range(page.list.topLevelItemCount()):
        item = page.list.topLevelItem(number)
        assert item is not None
        lines.append(f"{item.text(0)}｜{item.text(1)}｜{item.text(4)}")
        lines += [f"  {item.child(row).text(0)}" for row in range(item.childCount())]
    return lines


def test_the_bin_tells_and_brings_back(window: MainWindow, path: Path) -> None:
    before = content(path)
    window.do(acts.delete_form)
    window.tree.select("project", 1)
    window.do(acts.delete_project)
    window.do(history_acts.open_bin)
    page = window.tabs.aside(Bin)
    assert page is not None
    assert binned_lines(page) == [
        "项目　露天电影放映｜2025 年度，1 张报表｜删除项目和 1 张表",
        "  露天电影放映　河北目标表",
        "露天电影放映　四川自评表｜2025 年度，已填 11 / 16 项，总分 92｜删除报表",
    ]
    assert QApplication.focusWidget() is page.list
    page.list.selectAll()
    assert page.back.text() == "恢复所选（2）"
    press(Key.Key_Return)
    assert content(path) == before
    assert window.notice.text == "已从回收站恢复 1 个项目和 2 张报表。"
    assert binned_lines(page) == []
    assert page.told.text().startswith("回收站是空的")
    window.notice.press("撤销")
    assert len(binned_lines(page)) == 3


def test_one_form_comes_back_and_opens(window: MainWindow) -> None:
    window.do(acts.delete_form)
    window.do(history_acts.open_bin)
    page = window.tabs.aside(Bin)
    assert page is not None
    page.back.click()
    window.notice.press("打开")
    assert window.document.id == FILLED
    assert window.document.sheet.own("goal") == "露天电影进村"
