"""Her choice of size and colours reaches Qt and the palette before anything is drawn, and survives a bad file."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.ui import appearance, appearance_dialog, palette
from perfdesk.ui.appearance import Appearance, chosen, keep
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.remembered import Remembered
from tests.gui import office

ASK = """
from pathlib import Path
from perfdesk.ui.appearance import prepare
from perfdesk.ui.remembered import Remembered
import sys
import time
prepare(Remembered(Path(sys.argv[1])))
from perfdesk.ui import palette
from perfdesk.ui.app import application_of
application = application_of([])
from PySide6.QtWidgets import QStyle
print(palette.CHOSEN == palette.HIGH_CONTRAST, application.primaryScreen().devicePixelRatio(),
      palette.CHOSEN.ground in application.styleSheet())
print(application.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength))
"""
FUSION = "15"
"""How long Fusion's sliders are."""


def seen(settings: Path, **environment: str) -> list[str]:
    """What a new process makes of the settings."""
    clean = {name: text for name, text in os.environ.items() if name not in (appearance.SCALE, appearance.CONTRAST)}
    words = [sys.executable, "-c", ASK, str(settings)]
    done = subprocess.run(words, env={**clean, **environment}, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Appearance(), ["False", "1.0", "True", FUSION]),
        (Appearance(130, contrast=True), ["True", "1.3", "True", FUSION]),
        (Appearance(150), ["False", "1.5", "True", FUSION]),
    ],
)
def test_a_choice_is_kept_and_reaches_the_next_window(tmp_path: Path, wanted: Appearance, told: list[str]) -> None:
    remembered = Remembered(tmp_path / "window.ini")
    keep(remembered, wanted)
    assert chosen(Remembered(tmp_path / "window.ini")) == wanted
    assert seen(tmp_path / "window.ini") == told


def test_what_the_environment_says_goes_first(tmp_path: Path) -> None:
    keep(Remembered(tmp_path / "window.ini"), Appearance(150))
    assert seen(tmp_path / "window.ini", QT_SCALE_FACTOR="1.25")[1] == "1.25"


def test_whatever_style_the_desktop_has_ours_is_fusion(tmp_path: Path) -> None:
    assert seen(tmp_path / "window.ini", QT_STYLE_OVERRIDE="windows")[3] == FUSION


def test_what_cannot_be_read_is_the_usual(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[appearance]\nsize=99999\ncontrast=maybe\n")
    assert chosen(Remembered(tmp_path / "window.ini")) == Appearance()


def test_high_contrast_is_high() -> None:
    """Seven to one, as the guidelines for text ask, for every ink on its paper."""
    high = palette.HIGH_CONTRAST
    for ink in (high.ink, high.quiet, high.prompt, high.accent, high.error, high.warning, high.hint, high.done):
        for ground in (high.ground, high.paper, high.editable, high.raised):
            assert contrast(ink, ground) >= 7, (ink, ground)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_another_process_is_started_with_the_choice_of_now(tmp_path: Path) -> None:
    """Not with what this one was started with: that would come before her new choice."""
    made = tmp_path / "下一个.perf"
    assert appearance.start_again(["new", str(made), "--unit", "云溪县水利局", "--year", "2025"])
    wait_for(made)


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert path.exists()


def test_where_no_other_window_can_be_started_hers_stays(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_form(1)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "没有这个程序"))
    appearance_dialog.change(window, Appearance(130))
    assert window.isVisible() and window.document.id == 1
    assert window.notice.text.startswith("没能重新打开窗口") and window.notice.kind == "refused"
    assert chosen(window.remembered) == Appearance(130)


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
@pytest.mark.parametrize("readonly", [False, True])
def test_the_next_window_opens_the_ledger_as_it_was(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readonly: bool
) -> None:
    told, program = tmp_path / "told", tmp_path / "program"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}.part"\nmv "{told}.part" "{told}"\n')
    program.chmod(0o700)
    assert window.path
    path = window.path
    window.open_ledger(path, readonly=readonly)
    monkeypatch.setattr(sys, "executable", str(program))
    appearance_dialog.change(window, Appearance(130))
    assert not window.isVisible()
    wait_for(told)
    assert told.read_text().split() == ["-m", "perfdesk", *(["--readonly"] if readonly else []), str(path)]


def test_a_ledger_can_be_asked_for_only_to_look(qtbot: QtBot, tmp_path: Path) -> None:
    made = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(made)
    made.start(office.ledger(tmp_path / "柳溪.perf"), readonly=True)
    assert made.desk.ledger.readonly
    made.close()


def test_her_choice_is_taken_out_of_the_environment_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(appearance.SCALE, raising=False)
    monkeypatch.setenv(appearance.CONTRAST, "no")
    remembered = Remembered(tmp_path / "window.ini")
    keep(remembered, Appearance(115, contrast=True))
    appearance.prepare(remembered)
    assert (os.environ[appearance.SCALE], os.environ[appearance.CONTRAST]) == ("1.15", "no")
    assert appearance.start_again(["forms"])
    assert appearance.SCALE not in os.environ and os.environ[appearance.CONTRAST] == "no"
