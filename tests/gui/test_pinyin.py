"""Chinese by pinyin into a cell, with a real input method (ibus, libpinyin) on a real X server."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from tests.gui.screens import Screen, waited
from tests.gui.test_on_screen import FORM, ledger, places, screen

__all__ = ["ledger", "screen"]
_ENGINE = Path("/usr/libexec/ibus-engine-libpinyin")
_NEEDED = ("Xvfb", "xdotool", "ibus-daemon", "ibus", "dbus-daemon")
pytestmark = [
    pytest.mark.screen,
    pytest.mark.skipif(
        not (all(map(shutil.which, _NEEDED)) and _ENGINE.exists()),
        reason="needs Xvfb, xdotool and the Debian packages ibus, ibus-libpinyin, dbus-x11",
    ),
]


@pytest.fixture
def typist(screen: Screen) -> Iterator[Screen]:
    """The screen with an input method on it: a bus of its own, the daemon without a panel, pinyin switched on."""
    home = Path(screen.env["HOME"])
    screen.env |= {"QT_IM_MODULE": "ibus", "GSETTINGS_BACKEND": "memory", "XDG_CACHE_HOME": str(home / "cache")}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], env=screen.env, stdout=subprocess.PIPE, text=True
    )
    assert bus.stdout
    screen.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    daemon = subprocess.Popen(
        ["ibus-daemon", "--panel=disable", "--emoji-extension=disable"], env=screen.env, stderr=subprocess.DEVNULL
    )
    try:
        pinyin_on(screen)
        yield screen
    finally:
        for each in (daemon, bus):
            each.terminate()
            each.wait(10)


def pinyin_on(screen: Screen) -> None:
    """Switches pinyin on for the window that has the keyboard."""

    def on() -> bool:
        ibus = ["timeout", "10", "ibus", "engine"]
        subprocess.run([*ibus, "libpinyin"], env=screen.env, capture_output=True)
        return "libpinyin" in subprocess.run(ibus, env=screen.env, capture_output=True, text=True).stdout

    waited(on, "the input method did not start")


def column(ledger: Path, name: str) -> list[str]:
    """What the file has in a column, from the second row on."""
    book = Ledger.open(ledger, who="旁观", readonly=True)
    sheet = Desk(book).document(FORM).sheet
    book.close()
    return [sheet.at(row, name) for row in sheet.rows[1:4]]


def test_pinyin_into_a_cell(typist: Screen, ledger: Path, tmp_path: Path, qapp: QApplication) -> None:
    book = Ledger.open(ledger, who="旁观", readonly=True)
    rows = Desk(book).document(FORM).sheet.rows
    book.close()
    settings = tmp_path / "data" / "perfdesk" / "window.ini"
    settings.parent.mkdir(parents=True)
    place, choice = places(ledger, settings, [Cell(INDICATORS, rows[1], name) for name in ("reason", "l2")], qapp)
    assert column(ledger, "reason") == ["", "", ""]
    program = subprocess.Popen([sys.executable, "-m", "perfdesk", str(ledger)], env=typist.env)
    try:
        typist.focus("练习账本")
        typist.keys("ctrl+Home")
        typist.picture("pinyin-opened")
        pinyin_on(typist)
        typist.click(place)
        # The first letter is typed over the cell; Space takes the first candidate, a digit the one of its number.
        typist.types("nihao")
        typist.keys("space")
        typist.types("nihao1")
        time.sleep(0.3)
        typist.picture("pinyin-typed")
        typist.keys("Return")
        waited(lambda: column(ledger, "reason")[0] == "你好你好", "what was typed did not reach the file")
        # Esc gives the letters up and leaves the cell; Enter takes them as they are and is no Enter of the cell.
        typist.types("ni")
        typist.keys("Escape")
        typist.types("hao")
        typist.keys("Return")
        time.sleep(0.3)
        assert column(ledger, "reason")[1] == ""
        typist.keys("Return")
        waited(lambda: column(ledger, "reason")[1] == "hao", "what was typed did not reach the file")
        # Turning to another cell takes over what is being composed.
        typist.types("nihao")
        typist.click(place)
        waited(lambda: column(ledger, "reason")[2], "what was composed is lost")
        assert column(ledger, "reason")[:2] == ["你好你好", "hao"]
        # Down, Space and Enter are the candidate window's before they are the list's of the cell.
        typist.click(choice)
        typist.types("nihao")
        typist.keys("Down", "Up", "space")
        typist.picture("pinyin-choice")
        typist.keys("Return")
        waited(lambda: column(ledger, "l2")[0] == "你好", "the choice did not reach the file")
    finally:
        program.terminate()
        program.wait(20)
