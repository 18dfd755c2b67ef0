"""使用说明: every page opens, every picture is there, and every key it names does what the menus say."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from perfdesk import catalog
from perfdesk.ui import acts
from perfdesk.ui.actions import COMMANDS
from perfdesk.ui.help import PAGE_KEYS, keys
from perfdesk.ui.help_page import HelpPage
from perfdesk.ui.main_window import MainWindow
from tests.gui import office

PAGES = catalog.help_pages()
ARROWS = {"Alt+↑": "Alt+Up", "Alt+↓": "Alt+Down"}


@pytest.fixture
def window(at_start: MainWindow) -> MainWindow:
    return at_start


def test_there_is_a_page_for_the_whole_way() -> None:
    assert len(PAGES) >= 7
    assert PAGES[0].read_text("utf-8").startswith("# 从录入到签字")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pictures_are_there_and_fit(page: Path) -> None:
    from PySide6.QtGui import QImage

    for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text("utf-8")):
        picture = QImage(str(page.parent / name))
        assert 0 < picture.width() <= 800, name


def test_each_key_that_is_named_is_a_key() -> None:
    known = {QKeySequence(each.key).toString() for each in COMMANDS if each.key} | {key for key, _ in PAGE_KEYS}
    for page in PAGES:
        named = re.findall(
            r"(?:Ctrl|Alt|Shift)\+(?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z]\b|F\d+|[-+↑↓]|Enter)", page.read_text("utf-8")
        )
        for key in named:
            assert QKeySequence(ARROWS.get(key, key)).toString() in known or key in known, (page.stem, key)


def test_each_subject_is_shown(window: MainWindow, tmp_path: Path) -> None:
    window.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    acts.show_help(window)
    page = window.tabs.currentWidget()
    assert isinstance(page, HelpPage)
    shown = []
    for row in range(page.subjects.count()):
        page.subjects.setCurrentRow(row)
        shown.append(page.text.toPlainText())
    assert len(set(shown)) == len(PAGES) + 1 and all(len(text) > 100 for text in shown)
    acts.show_help(window)
    assert window.tabs.count() == 1


def test_without_a_ledger_it_has_a_window_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    acts.show_help(window)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())
    assert dialog.findChild(HelpPage) and not dialog.isModal()
    dialog.close()


def test_every_action_with_a_key_is_in_the_list() -> None:
    listed = keys()
    for command in COMMANDS:
        if command.key:
            assert QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText) in listed, command.name
