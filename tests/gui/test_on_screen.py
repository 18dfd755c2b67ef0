"""The way from a key stroke to a file, on a real X server: keys and mouse from outside, pictures of what is there.

A twin of the window, without a screen, tells where the cells stand; the program itself is a process of its own.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk import practice
from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.remembered import Remembered
from tests.gui.screens import USUAL, Screen, served, waited

pytestmark = [
    pytest.mark.screen,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]
FORM = 2


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with served(tmp_path) as made:
        yield made


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return practice.make(tmp_path / practice.NAME)


def twin(settings: Path, qapp: QApplication) -> MainWindow:
    window = MainWindow(Remembered(settings))
    window.resize(*USUAL)
    window.show()
    qapp.processEvents()
    return window


def places(ledger: Path, settings: Path, cells: list[Cell], qapp: QApplication) -> list[QRect]:
    """Where cells stand in a window that opens as the last one was left: this form, small enough to be seen whole."""
    first = twin(settings, qapp)
    first.open_ledger(ledger)
    first.open_form(FORM)
    first.page.set_zoom(60)
    first.page.go_to(own("goal"))
    first.close()
    window = twin(settings, qapp)
    window.open_ledger(ledger)
    page = window.page
    QTest.keyClick(page, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qapp.processEvents()
    found = []
    for cell in cells:
        number = page.page_model.number(cell)
        assert number is not None
        rect = page.visualRect(page.page_model.index(number, 0))
        found.append(QRect(page.viewport().mapTo(window, rect.topLeft()), rect.size()))
        assert window.rect().contains(found[-1])
    window.close()
    return found


def kept(ledger: Path) -> tuple[str, str]:
    """The cell typed into and the total, as the file has them."""
    book = Ledger.open(ledger, who="旁观", readonly=True)
    document = Desk(book).document(FORM)
    actual = document.sheet.at(document.sheet.rows[1], "actual")
    book.close()
    return actual, document.scores.shown[own("total.score")]


def crop(picture: Image.Image, place: QRect) -> Image.Image:
    return picture.crop((place.left() + 2, place.top() + 2, place.right() - 2, place.bottom() - 2))


def test_typed_scored_undone_exported(screen: Screen, ledger: Path, tmp_path: Path, qapp: QApplication) -> None:
    book = Ledger.open(ledger, who="旁观", readonly=True)
    row = Desk(book).document(FORM).sheet.rows[1]
    book.close()
    cells = [Cell(INDICATORS, row, "actual"), Cell(INDICATORS, row, "reason"), own("total.score")]
    settings = tmp_path / "data" / "perfdesk" / "window.ini"
    settings.parent.mkdir(parents=True)
    actual, reason, total = places(ledger, settings, cells, qapp)
    before = kept(ledger)
    assert before[0] == ""
    program = subprocess.Popen([sys.executable, "-m", "perfdesk", str(ledger)], env=screen.env)
    try:
        screen.focus("练习账本")
        screen.keys("ctrl+Home")
        first = screen.picture("opened")
        screen.click(actual)
        screen.types("70")
        screen.keys("Return")
        waited(lambda: kept(ledger)[0] == "70", "the value did not reach the file")
        assert kept(ledger)[1] != before[1]
        typed = screen.picture("typed")
        assert ImageChops.difference(crop(first, total), crop(typed, total)).getbbox(), "the total stood still"
        screen.click(reason)
        screen.types("两处站点在建，七月通水")
        screen.keys("Return")
        screen.picture("reason")
        screen.keys("ctrl+z", "ctrl+z")
        waited(lambda: kept(ledger) == before, "undo did not reach the file")
        undone = screen.picture("undone")
        assert not ImageChops.difference(crop(first, total), crop(undone, total)).getbbox()
        screen.keys("ctrl+e")
        screen.focus("导出")
        screen.picture("export")
        screen.keys("Return")
        waited(lambda: list(tmp_path.rglob("*供水*.xlsx")), "no workbook came out")
        screen.picture("exported")
    finally:
        program.terminate()
        program.wait(20)
    assert kept(ledger) == before
