"""What would follow of what she is typing is told when she pauses, and nothing of it is done."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.ui.main_window import MainWindow

FILLED = 1


def begin(window: MainWindow, qtbot: QtBot, field: str, text: str) -> Cell:
    """Types over a cell of the first indicator, and leaves the editor open."""
    window.open_form(FILLED)
    qtbot.waitUntil(lambda: window.page.isVisible())
    cell = Cell(INDICATORS, window.document.sheet.rows[0], field)
    window.page.go_to(cell)
    window.page.edit_current()
    assert window.page.editor
    window.page.editor.selectAll()
    window.page.editor.insertPlainText(text)
    return cell


def checks(window: MainWindow) -> set[str]:
    return {row.finding.check for row in window.findings.model.rows if row.finding}


def test_findings_and_total_follow_before_anything_is_committed(window: MainWindow, qtbot: QtBot) -> None:
    cell = begin(window, qtbot, "weight", "0")
    before, total = window.document.sheet, window.status.text
    qtbot.waitUntil(lambda: "W03" in checks(window))
    assert window.status.text != total
    assert window.document.sheet == before and window.bridge.stack.count() == 0
    editor = window.page.editor
    assert editor and editor.typed == "0" and editor.textCursor().position() == 1
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert window.document.sheet.text(cell) == "0" and "W03" in checks(window)


def test_what_is_given_up_is_told_no_more(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot, "weight", "0")
    total = window.status.text
    qtbot.waitUntil(lambda: "W03" in checks(window))
    assert window.page.editor
    QTest.keyClick(window.page.editor, Qt.Key.Key_Escape)
    assert "W03" not in checks(window) and window.status.text == total


def test_no_key_waits_for_it(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot, "weight", "0")
    assert "W03" not in checks(window)
    assert window.page.editor
    window.page.editor.insertPlainText("5")
    qtbot.waitUntil(lambda: not window._ahead._timer.isActive())
    assert "W03" not in checks(window)
