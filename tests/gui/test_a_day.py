"""A day's work by keyboard alone, on the screens counties have: a form of twenty indicators from nothing to its file.

She makes the project and the form, types half of the indicators, takes the other half from a spreadsheet, takes a
mistake back, finds a word and changes it, spoils a column and goes back to the moment before, and exports.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from perfdesk import catalog
from perfdesk.core.recognition.recognise import recognise
from perfdesk.core.sheet import Sheet
from perfdesk.importing import read_grids
from perfdesk.ledger import Ledger
from tests.gui.screens import PICTURES, Screen, served, waited

pytestmark = [
    pytest.mark.screen,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]
ROOT = Path(__file__).resolve().parent.parent.parent
SCREENS = {"1366x768": ((1366, 768), 1.0), "1920x1080-150": ((1920, 1080), 1.5)}
FIELDS = ("l3", "nature", "target", "unit", "actual", "weight")
# Stake numbers of a dyke: Chinese is typed through an input method in test_pinyin.py.
TYPED = [(f"K{number}+500", "", "1200", "m", "1260", "5") for number in range(1, 11)]
TAKEN = [(f"巡查村组{number}", "≥", "24", "次", "24", "4") for number in range(1, 11)]
QUICK = 12
"""Milliseconds between the keys of a practised hand."""


def rows(ledger: Path) -> list[tuple[str, ...]]:
    """The indicators of the only form, as the file has them."""
    sheet = sheet_of(ledger)
    return [tuple(sheet.at(row, name) for name in FIELDS) for row in sheet.rows]


def sheet_of(ledger: Path) -> Sheet:
    book = Ledger.open(ledger, who="旁观", readonly=True)
    try:
        return book.sheet(1)
    finally:
        book.close()


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    for number, texts in enumerate(TAKEN, 1):
        for column, text in enumerate(texts, 1):
            book.worksheets[0].cell(number, column, text).number_format = "@"
    book.save(path)
    return path


@contextmanager
def running(screen: Screen, *words: str, **env: str) -> Iterator[None]:
    program = subprocess.Popen(words, env=screen.env | env, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait(20)


@contextmanager
def spreadsheet(screen: Screen, folder: Path) -> Iterator[None]:
    """LibreOffice with the other half of the indicators copied; what it had on the clipboard, where it is not here."""
    path = workbook(folder / "other-half.xlsx")
    if not shutil.which("soffice"):
        with running(screen, sys.executable, "-m", "tests.gui.copied", str(path), PYTHONPATH=str(ROOT)):
            time.sleep(3)
            yield
        return
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    words = ["soffice", profile, "--norestore", "--nologo", "--calc", str(path)]
    with running(screen, *words, SAL_USE_VCLPLUGIN="gen"):
        screen.focus(path.name)
        time.sleep(1)
        screen.keys("ctrl+Home", "ctrl+shift+End", "ctrl+c")
        time.sleep(1)
        yield


@pytest.mark.parametrize("name", SCREENS)
def test_a_day(name: str, tmp_path: Path) -> None:
    size, scale = SCREENS[name]
    ledger = tmp_path / "liuxi.perf"
    Ledger.create(ledger, unit="柳溪镇文化站", unit_code="880017", year=2025, who="小禾").close()
    with (
        served(tmp_path, size, scale, PICTURES / name) as screen,
        running(screen, sys.executable, "-m", "perfdesk", str(ledger)),
    ):
        screen.focus("liuxi")
        begin(screen, ledger)
        type_half(screen, ledger)
        with spreadsheet(screen, tmp_path):
            take_half(screen, ledger)
        find_and_change(screen, ledger)
        spoil_and_go_back(screen, ledger)
        export(screen, ledger, tmp_path)


def begin(screen: Screen, ledger: Path) -> None:
    """The project and the form, with as many rows as she needs."""
    screen.keys("ctrl+shift+p")
    screen.focus("新建项目")
    screen.types("Dike 2025")
    screen.picture("project")
    screen.keys("Return")
    screen.focus("liuxi")
    screen.keys("ctrl+n")
    screen.focus("新建报表")
    screen.keys("Tab", "Down", "Down")
    screen.picture("form")
    screen.keys("Return")
    screen.focus("liuxi")
    screen.keys("ctrl+Home", "Tab", "Tab", "Tab")
    screen.types("K1-K10")
    screen.keys("Tab")
    waited(lambda: sheet_of(ledger).own("goal"), "the goal did not reach the file")
    screen.keys(*["Tab"] * 18, *["ctrl+plus"] * (len(TYPED) + len(TAKEN) - len(rows(ledger))))
    waited(lambda: len(rows(ledger)) == len(TYPED) + len(TAKEN), "the rows were not inserted")
    screen.picture("blank")


def type_half(screen: Screen, ledger: Path) -> None:
    """Column by column, Enter after each."""
    screen.keys("Right", "Right")
    for number in range(len(FIELDS)):
        if any(texts[number] for texts in TYPED):
            for texts in TYPED:
                screen.types(texts[number], QUICK)
                screen.keys("Return")
            screen.keys(*["Up"] * len(TYPED))
        screen.keys("Right")
    screen.keys(*["Down"] * len(TYPED), *["Left"] * len(FIELDS))
    waited(lambda: rows(ledger)[: len(TYPED)] == TYPED, "what was typed did not reach the file")
    screen.picture("typed")


def take_half(screen: Screen, ledger: Path) -> None:
    """The block from the spreadsheet; away again, and back."""
    screen.focus("liuxi")
    screen.keys("ctrl+v")
    screen.picture("taken")
    waited(lambda: rows(ledger) == TYPED + TAKEN, "the block did not reach the file")
    screen.keys("ctrl+z")
    waited(lambda: rows(ledger)[len(TYPED) :] == [("",) * len(FIELDS)] * len(TAKEN), "the paste was not taken back")
    screen.keys("ctrl+y")
    waited(lambda: rows(ledger) == TYPED + TAKEN, "the paste did not come again")


def find_and_change(screen: Screen, ledger: Path) -> None:
    screen.keys("ctrl+f")
    screen.types("K7")
    screen.picture("found")
    screen.keys("Return", "Escape")
    screen.types("K7+800")
    screen.keys("Return")
    waited(lambda: rows(ledger)[6][0] == "K7+800", "the word found was not changed")


def spoil_and_go_back(screen: Screen, ledger: Path) -> None:
    screen.keys("ctrl+shift+s")
    screen.types("before")
    screen.keys("Return")
    good = rows(ledger)
    screen.keys("ctrl+a", "Delete")
    waited(lambda: not any(map(any, rows(ledger))), "the form was not emptied")
    screen.picture("spoilt")
    screen.keys("ctrl+shift+h", "Down")
    screen.picture("history")
    screen.keys("Tab", "space")
    waited(lambda: rows(ledger) == good, "the form is not as it was")
    screen.picture("restored")


def export(screen: Screen, ledger: Path, folder: Path) -> None:
    screen.keys("ctrl+e")
    screen.focus("导出")
    screen.keys("Return")
    waited(lambda: list(folder.rglob("*Dike*.xlsx")), "no workbook came out")
    screen.focus("liuxi")
    screen.picture("exported")
    (made,) = folder.rglob("*Dike*.xlsx")
    (form,) = recognise(read_grids(made), catalog.labels()).forms
    printed = [tuple(form.sheet.at(row, name) for name in FIELDS) for row in form.sheet.named_rows]
    assert printed == rows(ledger), "the workbook says something else than the ledger"
    assert form.sheet.own("total.score") == "90"
