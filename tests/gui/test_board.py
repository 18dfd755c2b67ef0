"""台账总览: all there is to hand in, searched, put in order, opened, and dealt with many at once."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from perfdesk import board as lines_of
from perfdesk import evidence
from perfdesk.core.evidence import STAMPED
from perfdesk.core.sheet import own
from perfdesk.ui.board import board_acts
from perfdesk.ui.board.board import Board
from perfdesk.ui.board.board_model import NAMES, BoardModel
from perfdesk.ui.board.board_view import BoardView
from perfdesk.ui.board.due import AskDue
from perfdesk.ui.finding.finder import finder
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from tests.gui import office

FILLED, TARGET, NATIONAL = 1, 2, 3
KEY = Qt.Key


@pytest.fixture
def board(window: MainWindow, qtbot: QtBot) -> Board:
    office.project(window.desk, "农家书屋补充图书")
    shown = window.aside
    assert isinstance(shown, Board)
    qtbot.waitUntil(lambda: bool(shown.model.lines))
    return shown


def drawn(board: Board, *columns: str) -> list[str]:
    return ["|".join(lines_of.told(line, name) for name in columns) for line in board.model.lines]


def press(board: Board, deed: str) -> None:
    board.deeds[deed].click()


def test_every_form_and_what_is_owed(board: Board) -> None:
    assert drawn(board, "name", "title", "state", "total", "grade") == [
        "戏台修缮|国家自评表|未填||",
        "农家书屋补充图书|（还没有报表）|待填||",
        "露天电影放映|四川自评表|草稿|92|优",
        "露天电影放映|河北目标表|未填||",
    ]
    assert [button.text() for button in board.counts.values()] == ["应交 4", "已交 0", "有错误 1", "逾期 0"]
    assert board.chosen.text() == "共 4 行"


def test_it_is_what_she_lands_on_and_a_tab_beside_her_forms(window: MainWindow, board: Board) -> None:
    window.tree.view.setFocus()
    window.actions_["board"].trigger()
    assert board.view.hasFocus() and not window.tabs.count()
    window.open_form(FILLED)
    window.actions_["board"].trigger()
    tab = window.tabs.currentWidget()
    assert isinstance(tab, Board) and tab is not board
    window.open_form(TARGET)
    window.actions_["board"].trigger()
    assert window.tabs.currentWidget() is tab and len(window.tabs.asides) == 1
    for _ in range(3):
        window.close_tab(window.tabs.currentWidget())
    assert window.aside is board and board.isVisible()


def test_the_keys_go_on_in_it_when_the_last_tab_closes(window: MainWindow, board: Board) -> None:
    window.activateWindow()
    window.open_form(FILLED)
    window.actions_["find"].trigger()
    window.page.setFocus()
    window.actions_["close_tab"].trigger()
    assert board.view.hasFocus()
    window.actions_["find"].trigger()
    finder(window).close()
    assert board.view.hasFocus()


def test_a_ledger_with_nothing_in_it_says_what_to_do(window: MainWindow, tmp_path: Path) -> None:
    window.create_ledger(tmp_path / "新.perf", "柳溪镇文化站", "", 2025)
    board = window.aside
    assert isinstance(board, Board)
    assert "新建项目" in board.hint.text() and board.hint.isVisible() and not board.foot.isVisible()
    window.push(window.desk.plan_project("农家书屋补充图书", "", 2025)[0])
    assert board.foot.isVisible() and drawn(board, "name") == ["农家书屋补充图书"]


def test_a_change_while_it_is_behind_costs_nothing_until_it_is_seen(window: MainWindow, board: Board) -> None:
    window.open_form(TARGET)
    changed = QSignalSpy(board.model.dataChanged)
    window.push(window.document.plan([(own("goal"), "放映五十场")]))
    assert changed.count() == 0
    window.close_tab(window.tabs.currentWidget())
    assert changed.count() == 1
    assert drawn(board, "state")[-1] == "草稿"


def test_a_change_while_it_is_in_front_is_seen_at_once(window: MainWindow, board: Board) -> None:
    board.choose([NATIONAL])
    window.push(window.desk.plan_project("乡贤馆布展", "", 2025)[0])
    assert "乡贤馆布展" in drawn(board, "name")
    assert board.picked_forms == [NATIONAL]
    page_acts.undo(window)
    assert "乡贤馆布展" not in drawn(board, "name")


def test_a_search_by_pinyin_and_what_escape_does(board: Board, qtbot: QtBot) -> None:
    board.search.setFocus()
    qtbot.keyClicks(board.search, "ltdy")
    qtbot.waitUntil(lambda: len(board.model.lines) == 2)
    qtbot.keyClick(board.search, KEY.Key_Down)
    assert board.view.hasFocus()
    qtbot.keyClick(board.view, KEY.Key_Escape)
    assert board.search.text() == ""
    qtbot.waitUntil(lambda: len(board.model.lines) == 4)
    board.search.setText("没有的")
    qtbot.waitUntil(lambda: not board.model.lines)
    assert board.hint.isVisible() and "没有符合" in board.hint.text()


def test_enter_in_the_search_opens_what_is_found_without_waiting(
    window: MainWindow, board: Board, qtbot: QtBot
) -> None:
    board.search.setText("戏台")
    qtbot.keyClick(board.search, KEY.Key_Return)
    assert window.document.id == NATIONAL


def test_counts_and_choices_pick_lines(board: Board) -> None:
    board.counts[lines_of.WRONG].click()
    assert drawn(board, "name") == ["露天电影放映"]
    assert board.counts[lines_of.WRONG].isChecked() and board.state.currentText() == "有错误"
    board.counts[""].click()
    board.kind.setCurrentIndex(board.kind.findData("target"))
    board.kind.activated.emit(board.kind.currentIndex())
    assert drawn(board, "title") == ["河北目标表"]


def test_headings_and_keys_put_it_in_order_and_what_is_chosen_stays(board: Board, qtbot: QtBot) -> None:
    board.choose([FILLED])
    board.view.header.sectionClicked.emit(0)
    assert drawn(board, "name")[0] == "露天电影放映"
    assert board.picked_forms == [FILLED]
    board.view.setCurrentIndex(board.model.index(0, list(lines_of.COLUMNS).index("total")))
    qtbot.keyClick(board.view, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert drawn(board, "total") == ["92", "", "", ""]
    assert board.view.header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_enter_opens_a_form_and_begins_what_is_owed(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    day = str(date.today() + timedelta(3))
    window.push(window.desk.plan_due({"target.2025": day}))
    owed = next(row for row, line in enumerate(board.model.lines) if line.name == "农家书屋补充图书")
    assert drawn(board, "title", "left")[owed] == "绩效目标表|还剩 3 天"
    board.view.setCurrentIndex(board.model.index(owed, 0))
    assert board.deeds["begin"].isEnabled()
    qtbot.keyClick(board.view, KEY.Key_Return)
    assert window.document.form.id == office.HEBEI
    assert window.project_name(window.document.record.project) == "农家书屋补充图书"
    window.close_tab(window.tabs.currentWidget())
    board.view.setCurrentIndex(board.model.index(board.model.row_of((FILLED, 0, "", 0)), 0))
    assert not board.deeds["begin"].isEnabled()
    qtbot.keyClick(board.view, KEY.Key_Return)
    assert window.document.id == FILLED


def test_what_is_owed_is_begun_for_many_at_once(window: MainWindow, board: Board) -> None:
    for name, year in (("锣鼓队服装", 2025), ("戏曲进校园", 2025), ("老档案整理", 2023)):
        office.project(window.desk, name, year=year)
    window.push(window.desk.plan_due({"target.2025": "2026-03-01"}))
    board.state.setCurrentIndex(board.state.findData(lines_of.OWED))
    board.sift()
    board.view.selectAll()
    press(board, "begin")
    assert "已新建 4 张报表" in window.notice.text and "另有 1 行" in window.notice.text
    board.look_for("")
    board.sift()
    made = [line for line in board.model.lines if line.title == "河北目标表"]
    assert {line.name for line in made} == {"露天电影放映", "戏台修缮", "农家书屋补充图书", "锣鼓队服装", "戏曲进校园"}
    assert all(window.desk.document(line.form).sheet.own("project") == line.name for line in made)
    window.notice.press("撤销")
    assert drawn(board, "title").count("河北目标表") == 1


def test_many_are_marked_in_one_step_from_button_and_menu(window: MainWindow, board: Board) -> None:
    board.choose([FILLED, TARGET, NATIONAL])
    press(board, "send")
    assert drawn(board, "state") == ["已交", "待填", "已交", "已交"]
    assert board.counts[lines_of.SENT].text() == "已交 3"
    assert board.picked_forms == [NATIONAL, FILLED, TARGET]
    page_acts.undo(window)
    assert window.aside is board, "a mark that is taken back is seen here, not in a form"
    board.choose([FILLED, TARGET])
    window.actions_["mark_returned"].trigger()
    assert drawn(board, "state") == ["未填", "待填", "退回", "退回"]


def test_the_menu_does_what_the_buttons_do(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    board.choose([NATIONAL])
    board.view.setCurrentIndex(board.model.index(0, 0))
    for words in ("标为已交", "按本列降序\tAlt+Down", "打开"):
        QTimer.singleShot(0, lambda chosen=words: press_in_menu(chosen))
        board.menu_wanted.emit(QPoint(10, 10))
    assert window.desk.record(NATIONAL).state == "已交"
    assert drawn(board, "name")[0] == "戏台修缮" and window.document.id == NATIONAL


def press_in_menu(words: str) -> None:
    """The entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_the_lines_chosen_are_audited_alone(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    board.choose([FILLED, TARGET])
    press(board, "audit")
    qtbot.waitUntil(lambda: not window.audits.running, timeout=20000)
    assert "2 张表审核完毕" in window.notice.text
    assert {row.form for row in window.findings.model.rows if row.form} == {FILLED, TARGET}


def test_what_is_copied_is_what_is_chosen(board: Board, qtbot: QtBot) -> None:
    board.choose([NATIONAL])
    qtbot.keyClick(board.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
    assert rows[0] == list(lines_of.COLUMNS.values())
    assert rows[1][:5] == ["戏台修缮", "", "2025", "国家自评表", "未填"] and len(rows) == 2
    board.view.clearSelection()
    board.copy()
    assert len(QGuiApplication.clipboard().text().split("\n")) == 5


def test_kept_as_a_workbook(window: MainWindow, board: Board, tmp_path: Path) -> None:
    board_acts.save_to(window, board, tmp_path / "总览.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "总览.xlsx").active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == list(lines_of.COLUMNS.values())
    assert rows[3][:8] == ["露天电影放映", "880017T000000000001", 2025, "四川自评表", "草稿", "11/16", 92, "优"]


def test_by_when_forms_are_owed_is_asked_in_plain_words(window: MainWindow, qtbot: QtBot) -> None:
    dialog = AskDue([2025], {"target.2025": "2026-03-01"}, window)
    qtbot.addWidget(dialog)
    line = dialog.lines["self-evaluation.2025"]
    for typed, read in (("2026年3月20日", "2026-03-20　周五"), ("3月20日", "读不出日期"), ("", "")):
        line.setText(typed)
        assert dialog.readings["self-evaluation.2025"].text() == read
    line.setText("下周")
    dialog.accept()
    assert dialog.answer is None and "下周" in dialog.fault.text()
    line.setText("2026.3.20")
    dialog.accept()
    assert {key: day for key, day in dialog.answer.items() if day} == {
        "target.2025": "2026-03-01",
        "self-evaluation.2025": "2026-03-20",
    }


def test_a_ledger_that_may_only_be_looked_at_offers_nothing_that_changes_it(window: MainWindow, qtbot: QtBot) -> None:
    path = window.path
    assert path
    window.close_ledger()
    window.open_ledger(path, readonly=True)
    board = window.aside
    assert isinstance(board, Board)
    board.choose([FILLED])
    able = {deed for deed, button in board.deeds.items() if button.isEnabled()}
    assert able == {"print", "export", "audit", "save"}


def test_the_order_and_the_columns_are_remembered(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    board.view.header.resizeSection(1, 231)
    board.view.setCurrentIndex(board.model.index(0, list(lines_of.COLUMNS).index("total")))
    board.view.order_here(falling=True)
    window.open_form(TARGET)
    window.actions_["board"].trigger()
    beside = window.aside
    assert isinstance(beside, Board) and beside is not board
    assert drawn(beside, "total") == ["92", "", "", ""]
    path = window.path
    assert path
    window.close_ledger()
    window.open_ledger(path)
    window.close_tab(window.tabs.currentWidget())
    again = window.aside
    assert isinstance(again, Board) and again is not board
    assert again.view.header.sectionSize(1) == 231
    assert drawn(again, "total") == ["92", "", "", ""]


def test_when_the_ledger_closes_the_board_goes_with_it(window: MainWindow, board: Board) -> None:
    window.close_ledger()
    assert window.landing is None and not board.isVisible()


def test_names_stay_readable_where_there_is_little_room(qtbot: QtBot) -> None:
    """Beside the panels, or in large type: then the table scrolls."""
    view = BoardView(BoardModel())
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    qtbot.waitExposed(view)
    assert view.columnWidth(NAMES.index("name")) >= 160


@pytest.mark.parametrize("width", [910, 1050, 1366])
def test_nothing_is_cut_off_or_covered_on_a_small_screen(window: MainWindow, board: Board, width: int) -> None:
    window.resize(width, 512)
    QApplication.processEvents()
    parts = [board.chosen, *board.deeds.values(), *board.counts.values(), board.search, board.state, board.kind]
    places = [(part, QRect(part.mapTo(board, QPoint()), part.size())) for part in parts]
    for part, place in places:
        assert board.rect().contains(place), part.accessibleName()
        assert place.width() >= min(part.sizeHint().width(), part.maximumWidth()) or part in (board.search, board.state)
    covered = [
        (one, other) for one, at in places for other, there in places if one is not other and at.intersects(there)
    ]
    assert not covered
    assert board.view.height() > 150


def test_a_scan_that_is_attached_is_told_at_once(window: MainWindow, board: Board, tmp_path: Path) -> None:
    scan = tmp_path / "盖章页.pdf"
    scan.write_bytes(b"%PDF-1.4")
    files = list(evidence.read_all([scan], 10**6))
    window.desk.bring(evidence.contents(files))
    window.push(evidence.plan_attach(window.desk, FILLED, files, kind=STAMPED))
    line = next(line for line in board.model.lines if line.form == FILLED)
    assert lines_of.told(line, "state").endswith("·已盖章")
    page_acts.undo(window)
    assert not any(line.stamped for line in board.model.lines)
