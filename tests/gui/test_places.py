"""Where she is, remembered while she works: a program that is killed says nothing more."""

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.remembered import Remembered
from tests.gui import office


def on_disk(ini: Path) -> Remembered:
    """What another process would read, were this one killed now."""
    copied = ini.with_name("dead.ini")
    shutil.copyfile(ini, copied)
    return Remembered(copied.rename(ini.with_name(f"dead{len(list(ini.parent.iterdir()))}.ini")))


def test_what_is_open_and_where_outlives_a_process_that_is_killed(qtbot: QtBot, tmp_path: Path) -> None:
    ini, ledger = tmp_path / "window.ini", office.ledger(tmp_path / "柳溪.perf")
    window = MainWindow(Remembered(ini))
    qtbot.addWidget(window)
    window.open_ledger(ledger)
    window.show()
    for form in (2, 1):
        window.open_form(form)
    window.page.set_zoom(120)
    cell = Cell(INDICATORS, window.document.sheet.rows[1], "actual")
    window.page.go_to(cell)
    qtbot.waitUntil(lambda: ini.exists() and on_disk(ini).forms(ledger) == ([2, 1], 1), timeout=5000)
    assert on_disk(ini).place(ledger, 1) == (120, cell)
    window.close_tab(window.tabs.currentWidget())
    qtbot.waitUntil(lambda: on_disk(ini).forms(ledger) == ([2], 2), timeout=5000)
    window.close_tab(window.tabs.currentWidget())
    qtbot.waitUntil(lambda: on_disk(ini).forms(ledger) == ([], 0), timeout=5000)
    window.close()
