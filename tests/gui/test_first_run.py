"""The first day: no ledger yet. Three ways in, and none of them a dead end."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from perfdesk.desk import Desk
from perfdesk.formats import format_of
from perfdesk.ledger import Ledger
from perfdesk.ui.dialogs import AskLedger
from perfdesk.ui.incoming.import_page import ImportPage
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.start_page import CHOICES, OPEN
from tests.gui import office


@pytest.fixture
def window(at_start: MainWindow) -> MainWindow:
    return at_start


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A filled form as a workbook, and nothing left of the ledger it came from."""
    path = office.ledger(tmp_path / "别处.perf")
    ledger = Ledger.open(path, who="", readonly=True)
    made = tmp_path / "去年的表.xlsx"
    made.write_bytes(format_of("xlsx").render([Desk(ledger).document(1).snapshot()]))
    ledger.close()
    return made


def answer(folder: Path, agreed: bool = True) -> list[str]:
    """Answers the next question for a new ledger; the units it proposed."""
    proposed: list[str] = []

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskLedger):
            QTimer.singleShot(20, meet)
            return
        proposed.append(dialog.unit.text())
        dialog.place.edit.setText(str(folder))
        if agreed:
            dialog.accept()
        else:
            dialog.reject()

    QTimer.singleShot(0, meet)
    return proposed


def let_go(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPointF(9, 9).toPoint(), *how))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), *how))


def test_there_are_three_choices_and_a_way_for_who_has_a_ledger(window: MainWindow) -> None:
    assert [key for key, *_ in CHOICES] == ["practice", "new", "import"]
    chosen: list[str] = []
    window.start_page.chosen.disconnect()
    window.start_page.chosen.connect(chosen.append)
    for button in window.start_page.findChildren(QPushButton):
        button.click()
    assert chosen == ["practice", "new", "import", OPEN]


def test_what_she_has_becomes_a_ledger(window: MainWindow, document: Path, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "账本").mkdir()
    proposed = answer(tmp_path / "账本")
    let_go(window, document)
    qtbot.waitUntil(lambda: isinstance(window.tabs.currentWidget(), ImportPage))
    assert proposed == ["柳溪镇文化站"] and window.desk.ledger.info.unit == "柳溪镇文化站"
    assert window.path and window.path.parent == tmp_path / "账本"
    window.tabs.currentWidget().agree.click()
    assert [record.form for record in window.desk.forms()] == [office.SICHUAN]


def test_thinking_better_of_it_changes_nothing(window: MainWindow, document: Path, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    proposed = answer(tmp_path, agreed=False)
    let_go(window, document)
    assert proposed and window.at_start and set(tmp_path.iterdir()) == before
