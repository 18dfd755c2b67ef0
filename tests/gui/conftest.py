"""The window's tests run without a screen, in the window's own looks."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from perfdesk.ui.app import application_of
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.remembered import Remembered
from tests.gui import office
from tests.gui.hands import Hands


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application_of(["perfdesk"])


@pytest.fixture
def new_window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window that remembers nothing and is not seen yet."""
    made = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def window(new_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window on a ledger of two projects and three forms."""
    new_window.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    new_window.show()
    qtbot.waitExposed(new_window)
    return new_window


@pytest.fixture
def at_start(new_window: MainWindow) -> MainWindow:
    """The window on its start page."""
    new_window.start(None)
    new_window.show()
    return new_window


@pytest.fixture
def page_of(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Hands]]:
    """A page on the screen with a new form of the kind asked for; 四川 is filled in."""
    desk = office.desk(tmp_path / "页.perf")

    def made(key: str) -> Hands:
        form = office.form(desk, office.project(desk, "露天电影放映", "880017T000000000001"), key)
        if key == office.SICHUAN:
            office.fill(desk, form)
        hands = Hands(desk, form)
        qtbot.addWidget(hands.view)
        hands.view.show()
        hands.view.activateWindow()
        hands.view.setFocus()
        qtbot.waitExposed(hands.view)
        return hands

    yield made
    desk.ledger.close()


@pytest.fixture
def hands(page_of: Callable[[str], Hands]) -> Hands:
    """四川 with two indicators: 数量指标 of 产出, 社会效益指标 of 效益."""
    return page_of(office.SICHUAN)
