"""Hands on a page: keys go where the focus is, and what comes of it is read from the form."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page.editors import CellEditor
from perfdesk.ui.page.page_view import PageView

Key = Qt.Key
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hands:
    """A page on the screen, and hands on its keyboard: keys go where the focus is."""

    def __init__(self, desk: Desk, form: int) -> None:
        self.desk, self.bridge = desk, Bridge(desk)
        self.document: Document = desk.document(form)
        self.view = PageView(self.bridge, self.document)
        self.view.resize(980, 700)
        self.told: list[str] = []
        self.refused: list[str] = []
        self.view.told.connect(self.told.append)
        self.bridge.refused.connect(self.refused.append)

    def at(self, name: str, number: int = 0) -> Cell:
        """A field of the n-th indicator row."""
        return Cell(INDICATORS, self.document.sheet.rows[number], name)

    def text(self, name: str, number: int = 0) -> str:
        return self.document.sheet.text(self.at(name, number))

    def column(self, name: str) -> list[str]:
        return [self.document.sheet.at(row, name) for row in self.document.sheet.rows]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for character in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends to the widget with the focus, which for the first letter is the page."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.view

    @property
    def editor(self) -> CellEditor | None:
        return self.view.editor

    @property
    def here(self) -> str:
        """Where the cursor is, as `field` or `field@row`."""
        cell = self.view.current_cell()
        if cell is None:
            return ""
        rows = self.document.sheet.rows
        return f"{cell.field}@{rows.index(cell.row)}" if cell.section == INDICATORS else cell.field

    def point(self, cell: Cell) -> QPoint:
        number = self.view.page_model.number(cell)
        assert number is not None
        return self.view.visualRect(self.view.page_model.index(number)).center()
