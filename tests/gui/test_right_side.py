"""The panels come with the first form and are, though late, as she left them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.remembered import Remembered
from tests.gui import office

Start = Callable[[], MainWindow]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """A window on the same ledger and the same memory each time; the one before is closed."""
    ledger, made = office.ledger(tmp_path / "柳溪.perf"), list[MainWindow]()

    def again() -> MainWindow:
        for window in made[-1:]:
            window.close()
        window = MainWindow(Remembered(tmp_path / "window.ini"))
        made.append(window)
        qtbot.addWidget(window)
        window.open_ledger(ledger)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield again
    made[-1].close()


def panels(window: MainWindow) -> list[QWidget]:
    return [window.panels.widget(place) for place in range(window.panels.count())]


def test_the_panels_come_with_the_first_form(start: Start) -> None:
    window = start()
    assert not panels(window)
    window.open_form(1)
    assert panels(window) == [window.reasons, window.findings]
    assert all(panel.isVisible() for panel in panels(window))
    assert window.findings.model.rows


def test_where_no_form_is_open_they_say_what_they_are_for(start: Start) -> None:
    window = start()
    window.actions_["toggle_panels"].trigger()
    assert [panel.isVisible() for panel in panels(window)] == [True, True]
    assert "点选" in window.reasons.text


def test_the_heights_she_gave_them_outlast_a_day_without_a_form(start: Start, qtbot: QtBot) -> None:
    window = start()
    window.open_form(1)
    qtbot.waitExposed(window.panels)
    window.panels.setSizes([200, 450])
    given = window.panels.sizes()
    window.close_tab(window.tab)
    start()
    window = start()
    window.open_form(1)
    assert window.panels.sizes() == given


def test_panels_that_come_late_know_that_a_ledger_is_only_looked_at(start: Start) -> None:
    window = start()
    assert window.path
    window.open_ledger(window.path, readonly=True)
    assert not panels(window)
    window.open_form(1)
    assert not window.reasons.override._back.isEnabled()
