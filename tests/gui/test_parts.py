"""By keyboard from part to part: F6 between the parts of the window, Tab through everything of an aside."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.ui.history_page import History
from perfdesk.ui.main_window import MainWindow

Key = Qt.Key


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def stops(count: int = 40) -> list[QWidget]:
    """Where Tab leads, until it comes round."""
    found: list[QWidget] = []
    while focused() not in found and len(found) < count:
        found.append(focused())
        QTest.keyClick(focused(), Key.Key_Tab)
    return found


def parts(window: MainWindow, word: str) -> list[str]:
    """Which part has the keys after each of so many presses."""
    names = {window.tree: "tree", window.tabs: "form", window.reasons: "reasons", window.findings: "findings"}
    told = []
    for _ in range(5):
        window.actions_[word].trigger()
        told += [name for part, name in names.items() if part.isAncestorOf(focused())]
    return told


def shown(window: MainWindow, qtbot: QtBot) -> None:
    window.open_form(window.desk.forms()[0].id)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.page.hasFocus())


def test_f6_leads_from_part_to_part(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, qtbot)
    assert parts(window, "next_part") == ["reasons", "findings", "tree", "form", "reasons"]


def test_shift_f6_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, qtbot)
    assert parts(window, "previous_part") == ["tree", "findings", "reasons", "form", "tree"]


@pytest.mark.parametrize("act", ["history", "evidence", "preview", "bin", "board", "charts"])
def test_tab_reaches_every_button_of_an_aside(window: MainWindow, qtbot: QtBot, act: str) -> None:
    """Of buttons of which one is chosen, the chosen one; the arrows lead to the others."""
    shown(window, qtbot)
    window.actions_[act].trigger()
    aside = window.aside
    assert aside
    qtbot.waitUntil(lambda: aside.isAncestorOf(focused()))
    able = [each for each in aside.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
    wanted = [each for each in able if each.isChecked() or not (each.group() and each.group().exclusive())]
    reached = stops()
    assert [each.text() for each in wanted if each not in reached] == []


def test_arrows_choose_what_the_history_tells(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, qtbot)
    window.actions_["history"].trigger()
    history = window.aside
    assert isinstance(history, History)
    modes = next(each for each in stops() if isinstance(each, QAbstractButton) and each.isChecked())
    modes.setFocus()
    QTest.keyClick(modes, Key.Key_Right)
    assert history.mode == "ledger"
