"""When the program is wrong she gets a report to send, when the world refuses a sentence."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from perfdesk.core.errors import PerfdeskError
from perfdesk.ui import crash


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """The sentences refused, with the hook in place and a log of its own."""
    before = sys.excepthook
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(crash, "show", lambda error: None)
    told: list[str] = []
    crash.install(told.append)
    yield told
    sys.excepthook = before


def raised(error: Exception) -> None:
    sys.excepthook(type(error), error, None)


def test_what_the_world_refuses_is_told_and_not_logged(hooked: list[str]) -> None:
    raised(PerfdeskError("磁盘已满。"))
    assert hooked == ["磁盘已满。"]
    assert not crash.log_file().exists()


def test_a_bug_is_logged_with_all_a_developer_needs(hooked: list[str]) -> None:
    try:
        [][1]
    except IndexError as error:
        raised(error)
    logged = crash.log_file().read_text("utf-8")
    assert hooked == []
    assert "IndexError" in logged and "test_crash.py" in logged and "perfdesk 0." in logged


def button(box: QMessageBox, word: str) -> QAbstractButton:
    return next(each for each in box.buttons() if each.text() == word)


def test_the_report_can_be_copied_and_the_dialog_stays(qtbot: QtBot) -> None:
    box = crash.made_dialog("出错的经过")
    qtbot.addWidget(box)
    box.show()
    button(box, "复制报告").click()
    assert QGuiApplication.clipboard().text() == "出错的经过"
    assert box.isVisible()
    button(box, "继续").click()
    assert not box.isVisible()
