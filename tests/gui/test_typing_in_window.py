"""Typing with the menus around: whose a key is, and that no act of a menu loses what is being typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page.editors import CellEditor
from perfdesk.ui.remembered import Remembered
from tests.gui import office
from tests.gui.hands import ALT, SHIFT, Key

FILLED, OTHER = 1, 2
PROBLEMS = own("problems")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    opened = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(opened)
    opened.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    opened.show()
    opened.activateWindow()
    opened.open_form(FILLED)
    qtbot.waitExposed(opened)
    opened.page.setFocus()
    yield opened
    opened.close()


def name(window: MainWindow, number: int = 0) -> Cell:
    return Cell(INDICATORS, window.document.sheet.rows[number], "l3")


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window.page, key, modifiers)
    QApplication.processEvents()


def editor(window: MainWindow) -> CellEditor:
    assert window.page.editor is not None
    return window.page.editor


def compose(window: MainWindow, letters: str) -> None:
    QApplication.sendEvent(QApplication.focusWidget() or window.page, QInputMethodEvent(letters, []))


def test_alt_down_moves_rows_from_the_page_and_not_from_the_editor(window: MainWindow) -> None:
    first, second = window.document.sheet.rows
    window.page.go_to(name(window))
    press(window, Key.Key_F2)
    press(window, Key.Key_Down, ALT)
    assert window.document.sheet.rows == (first, second)
    press(window, Key.Key_Escape)
    press(window, Key.Key_Escape)
    press(window, Key.Key_Down, ALT)
    assert window.document.sheet.rows == (second, first)


def test_shift_f2_from_the_page_and_from_the_editor(window: MainWindow) -> None:
    window.page.go_to(PROBLEMS)
    press(window, Key.Key_F2, SHIFT)
    assert editor(window).panel is not None
    press(window, Key.Key_Escape)
    typing = editor(window)
    typing.insertPlainText("影片少")
    press(window, Key.Key_F2, SHIFT)
    assert editor(window) is typing and typing.panel is not None
    assert window.document.sheet.own("problems") == ""


def test_from_the_menu_it_opens_with_what_is_being_typed(window: MainWindow) -> None:
    window.page.go_to(PROBLEMS)
    press(window, Key.Key_F2)
    editor(window).insertPlainText("影片少")
    window.actions_["enlarge"].trigger()
    assert editor(window).panel is not None and editor(window).typed == "影片少"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("act", ["save", "undo", "next_form", "close_tab"])
def test_an_act_takes_a_half_composed_word_over_first(window: MainWindow, act: str, large: bool) -> None:
    window.page.go_to(name(window, 1))
    press(window, Key.Key_F2)
    editor(window).put("放映")
    window.page.settle()
    window.open_form(OTHER)
    window.open_form(FILLED)
    document = window.document
    window.page.go_to(name(window))
    press(window, Key.Key_F2)
    if large:
        press(window, Key.Key_F2)
    editor(window).put("观影")
    compose(window, "ren ci")
    assert editor(window).composing
    window.actions_[act].trigger()
    QApplication.processEvents()
    row = document.sheet.rows[0]
    kept = [entry.new for entry in window.desk.ledger.history(FILLED) if entry.cell == Cell(INDICATORS, row, "l3")]
    assert "观影ren ci" in kept


def test_closing_the_window_takes_the_large_editor_over(window: MainWindow) -> None:
    window.page.go_to(PROBLEMS)
    press(window, Key.Key_F2, SHIFT)
    editor(window).put("影片少")
    path = window.path
    assert window.close() and path
    again = MainWindow(Remembered(path.with_suffix(".ini")))
    again.open_ledger(path)
    assert again.desk.document(FILLED).sheet.own("problems") == "影片少"
    again.close()
