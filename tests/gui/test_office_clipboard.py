"""Blocks between the page and a real office on a real X server, both ways over the clipboard."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment

from perfdesk.core.sheet import INDICATORS, Cell
from tests.gui import office
from tests.gui.neighbour import FIELDS
from tests.gui.test_on_screen import Screen, screen, waited

__all__ = ["screen"]

pytestmark = [
    pytest.mark.screen,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "soffice"))), reason="needs Xvfb, xdotool and LibreOffice"
    ),
]
ROWS = [
    ["产出指标", "数量指标", "清淤渠段\n上游下游", "≥", "12.50", "公里", "0012"],
    ["产出指标", "数量指标", '铭牌写"通"字', "≥", "3", "块", "4"],
    ["效益指标", "社会效益指标", "受益率", "≥", "85%", "<户>", "990123002000000000001"],
]


def merged(path: Path) -> Path:
    """The rows as an office has them: classes merged, figures as texts, a line break in a cell."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for number, row in enumerate(ROWS, 1):
        for column, text in enumerate(row, 1):
            if number != 2 or column > 2:
                page.cell(number, column, text).number_format = "@"
    page.merge_cells("A1:A2")
    page.merge_cells("B1:B2")
    page["C1"].alignment = Alignment(wrap_text=True)
    book.save(path)
    return path


def ledger(path: Path, rows: list[list[str]]) -> Path:
    """A ledger whose only form has three indicator rows: these, or blank ones."""
    desk = office.desk(path)
    document = desk.document(office.form(desk, office.project(desk, "渠道清淤")))
    desk.apply(document.plan_remove_rows(document.sheet.rows))
    desk.apply(document.plan_rows(0, len(ROWS)))
    wanted = [
        (Cell(INDICATORS, row, name), text)
        for row, texts in zip(document.sheet.rows, rows, strict=False)
        for name, text in zip(FIELDS, texts, strict=True)
    ]
    desk.apply(document.plan(wanted))
    desk.ledger.close()
    return path


@pytest.fixture
def calc(screen: Screen, tmp_path: Path) -> Iterator[Screen]:
    """A spreadsheet of an office, open at the rows."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--norestore", "--nologo", "--calc", str(merged(tmp_path / "sheet.xlsx"))]
    env = screen.env | {"SAL_USE_VCLPLUGIN": "gen"}
    program = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        waited(lambda: screen._windows("sheet.xlsx"), "no spreadsheet", 60)
        screen.focus("sheet.xlsx")
        yield screen
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait(10)


def neighbour(screen: Screen, act: str, path: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.gui.neighbour", act, str(path)]
    env = screen.env | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent)}
    return subprocess.Popen(words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def pasted(screen: Screen, path: Path) -> list[list[str]]:
    """What a blank page has after the clipboard was pasted into it."""
    told, _ = neighbour(screen, "paste", path).communicate(timeout=60)
    rows: list[list[str]] = json.loads(told)
    return rows


def test_blocks_go_from_an_office_to_the_page_and_from_the_page_to_an_office(calc: Screen, tmp_path: Path) -> None:
    calc.keys("ctrl+Home", "ctrl+shift+End", "ctrl+c")
    assert pasted(calc, ledger(tmp_path / "one.perf", [])) == ROWS
    copier = neighbour(calc, "copy", ledger(tmp_path / "two.perf", ROWS))
    assert copier.stdout and copier.stdout.readline() == "copied\n"
    calc.focus("sheet.xlsx")
    calc.keys("ctrl+Home", *["Down"] * 6, "ctrl+v")
    question = waited(lambda: calc._windows("Import Options"), "LibreOffice asks no more how to import")
    calc.run("xdotool", "windowfocus", "--sync", question, "key", "Return")
    time.sleep(1)
    calc.focus("sheet.xlsx")
    calc.keys("ctrl+Home", *["Down"] * 6, "ctrl+shift+End", "ctrl+c")
    copier.communicate(timeout=60)
    assert pasted(calc, ledger(tmp_path / "three.perf", [])) == ROWS
