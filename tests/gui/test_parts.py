"""By keyboard from part to part: F6 between the parts of the window, Tab through everything of an aside."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.ui import acts
from perfdesk.ui.history.history_page import History
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


def test_f6_comes_to_what_can_be_done_about_a_notice_before_its_cross(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, qtbot)
    window.actions_["delete_form"].trigger()
    window.actions_["previous_part"].trigger()
    while window.notice.isVisible() and not window.notice.isAncestorOf(focused()):
        window.actions_["previous_part"].trigger()
    pressed = focused()
    assert isinstance(pressed, QAbstractButton)
    assert pressed.text() == "撤销"


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


def test_tab_leads_from_a_finding_to_what_can_be_done_about_it(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, qtbot)
    rows = window.findings.model.rows
    excusable = next(at for at, row in enumerate(rows) if row.finding and row.finding.excusable)
    window.findings.list.setCurrentIndex(window.findings.model.index(excusable))
    window.findings.list.setFocus()
    QTest.keyClick(window.findings.list, Key.Key_Tab)
    assert window.findings.deeds.isAncestorOf(focused())


def test_a_form_leaves_the_tree_its_room_in_large_type_on_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    """1366×768 at 130 %: what is not in front, as the board below the forms, takes no room of those beside it."""
    window.resize(1050, 590)
    shown(window, qtbot)
    assert window.width() == 1050
    assert window.tree.width() >= 200


def test_the_start_page_behind_a_ledger_takes_no_height(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, qtbot)
    window.start_page.show_recent([])
    window.actions_["replace"].trigger()
    assert window.minimumSizeHint().height() <= 590


def test_a_folder_that_is_not_there_yet_is_not_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert acts.documents_folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert acts.documents_folder() == tmp_path / "Documents"
