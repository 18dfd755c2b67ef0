"""Typing into a cell: the editor that lies over it, grows with its text and knows Excel's keys.

What is typed leaves by `finished` (with where the cursor goes next) or not at all (`cancelled`). While an input
method composes, every key is the input method's. For long texts the same editor moves into a panel
(`large_editor.py`) and back: one way to type, one way to lose nothing. Refuses to know what happens to the text
(`page_view.py`) and what is offered for it (`choice_list.py`).
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from perfdesk.core.layout.page import LEADING, PADDING
from perfdesk.core.layout.template import Style
from perfdesk.core.sheet import Cell
from perfdesk.ui.page import faces
from perfdesk.ui.palette import Colours

if TYPE_CHECKING:
    from perfdesk.ui.page.choice_list import ChoiceList
    from perfdesk.ui.page.large_editor import LargePanel

_ALIGNMENTS = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}
_ARROWS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE = 2
"""The frame's width."""
_LARGE = 16
"""Pixels a character is high at least in the large panel, however small the page is shown."""
_SHEET = """
CellEditor {{ background: {paper}; color: {ink}; border: {stroke}px solid {accent}; border-radius: 0; padding: 0;
    min-height: 0; selection-background-color: {accent}; selection-color: {on_accent}; }}
"""


class CellEditor(QTextEdit):
    """Plain text in the page's font and leading. With `replacing` (she just typed) arrow keys leave it, as in Excel."""

    finished = Signal(str)
    """Where the cursor goes next; blank where it stays."""
    cancelled = Signal()
    crowded = Signal(int)
    """The text needs this much more room below."""
    composed = Signal()
    """An input method began, went on or ended."""
    enlarged = Signal()
    """She wants the large panel."""

    def __init__(self, parent: QWidget, style: Style, unit: float, colours: Colours) -> None:
        super().__init__(parent)
        self._viewport = parent
        self.refused = False
        """The disk did not take the text: the editor stays, with all she typed."""
        self.replacing = False
        self.cell: Cell | None = None
        self.long = False
        """Whether its texts are usually too long for the cell."""
        self._over = QRect()
        self._opened = ""
        self._unit, self._style = unit, style
        self.choices: ChoiceList | None = None
        self.panel: LargePanel | None = None
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.setStyleSheet(_SHEET.format(**colours._asdict(), stroke=_LINE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._dress()
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _dress(self) -> None:
        """The page's own looks over the cell, a readable size and plain lines in the panel."""
        large = self.panel is not None
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if large else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        self.setFont(faces.font(self._style, self._size))
        self.document().setDocumentMargin(_LARGE / 2 if large else max(0.0, PADDING * self._unit - _LINE / 2))
        option = self.document().defaultTextOption()
        left = Qt.AlignmentFlag.AlignLeft
        option.setAlignment(left if large else _ALIGNMENTS.get(self._style.horizontal, left))
        self.document().setDefaultTextOption(option)

    @property
    def _size(self) -> float:
        size = self._style.size * self._unit
        return max(size, _LARGE) if self.panel else size

    @property
    def composing(self) -> bool:
        """Whether an input method's letters stand in the text that are not typed yet."""
        return bool(self._preedit)

    @property
    def _preedit(self) -> str:
        return self.textCursor().block().layout().preeditAreaText()

    def take_in(self) -> None:
        """What an input method has not finished is taken as it stands: what she sees is not lost."""
        if self.composing:
            QGuiApplication.inputMethod().commit()
        if left := self._preedit:
            event = QInputMethodEvent("", [])
            event.setCommitString(left)
            self.inputMethodEvent(event)

    def open_with(self, text: str, replacing: bool) -> None:
        """Begins with the cell's text and the caret behind it, or empty for what is about to be typed over it."""
        self.replacing = replacing
        self.setUndoRedoEnabled(False)
        self.setPlainText("" if replacing else text)
        self._lead()
        self.setUndoRedoEnabled(True)
        self.document().setModified(False)
        self._opened = "" if replacing else text
        self.moveCursor(QTextCursor.MoveOperation.End)

    def go_on_from(self, other: "CellEditor") -> None:
        """Takes over what was being typed."""
        self.replacing = other.replacing
        self.setPlainText(other.typed)
        self._lead()
        self.document().setModified(True)
        self.moveCursor(QTextCursor.MoveOperation.End)
        if other.panel:
            self.enlarged.emit()

    @property
    def typed(self) -> str:
        """The text as it stands; to the last odd character as it was where nothing was typed."""
        if not self.document().isModified():
            return self._opened
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def put(self, text: str) -> None:
        """Replaces what is typed."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.document().setModified(True)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _lead(self) -> None:
        """Lines as far apart as the page's: a text must not jump when it is opened."""
        lines = QTextBlockFormat()
        lines.setLineHeight(self._size * LEADING, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)

    def offer(self, choices: "ChoiceList") -> None:
        """Shows what it may be filled with; any other text is as good."""
        self.choices = choices
        QTimer.singleShot(0, self, choices.begin)

    def lie_over(self, cell: QRect) -> None:
        """Takes the place of a cell, and more where the text needs more."""
        self._over = cell.adjusted(-_LINE // 2, -_LINE // 2, _LINE // 2, _LINE // 2)
        self._fit()

    def lie_in(self, panel: "LargePanel | None") -> None:
        """Moves into the panel, or back over the cell. The text, the caret and what is composed stay."""
        if panel is not self.panel:
            before, self.panel = self._size, panel
            self._dress_again(before)
            self.setViewportMargins(0, 0, 0, 0)
            self._fit()
            self.ensureCursorVisible()
            if self.choices:
                self.choices.hide()

    def scale(self, unit: float) -> None:
        """Follows the page's zoom."""
        if unit != self._unit:
            before, self._unit = self._size, unit
            self._dress_again(before)

    def _dress_again(self, before: float) -> None:
        modified = self.document().isModified()
        self._dress()
        if before != self._size:
            self.setUndoRedoEnabled(False)
            self._lead()
            self.setUndoRedoEnabled(True)
        self.document().setModified(modified)

    def _fit(self) -> None:
        """As high as the text, at least as what is seen of the cell; it grows down, then up, and then it scrolls."""
        if self.panel:
            self.panel.arrange()
        else:
            self._fit_cell(round(self.document().size().height()) + 2 * _LINE)
        if self.choices:
            self.choices.lie_below(self.geometry())

    def _fit_cell(self, text: int) -> None:
        below = self._viewport.height() - self._over.top()
        if text > max(self._over.height(), below) and self.isVisible():
            self.crowded.emit(text - below)
        window = self._viewport.rect()
        seen = self._over & window if self._over.intersects(window) else self._over
        height = min(max(text, seen.height()), window.height())
        headroom = {"top": 0, "bottom": height - text}.get(self._style.vertical, (height - text) // 2)
        self.setViewportMargins(0, max(0, headroom), 0, 0)
        top = min(seen.top(), max(0, window.height() - height)) if seen is not self._over else seen.top()
        self.setGeometry(seen.left(), top, seen.width(), height)

    def event(self, event: QEvent) -> bool:
        """Keys that are menus' elsewhere, and hers while she types."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _kept(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While it composes every key is the input method's: one that slips through must not land inside a word."""
        taken = self.composing or (self.choices and self.choices.takes(event)) or self._leaves(event)
        if not taken:
            super().keyPressEvent(event)
            return
        event.accept()

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether the key ends the typing, breaks the line or goes for the panel."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.finished.emit("back" if shift or key == Qt.Key.Key_Backtab else "next")
            return True
        return self._leaves_panel(event, self.panel) if self.panel else self._leaves_cell(event, shift)

    def _leaves_panel(self, event: QKeyEvent, panel: "LargePanel") -> bool:
        """There Enter breaks the line, and Esc is the way back into the cell: what is typed comes along."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit("")
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F2):
            panel.give_back()
        else:
            return False
        return True

    def _leaves_cell(self, event: QKeyEvent, shift: bool) -> bool:
        key = event.key()
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
        elif key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit("everywhere")
        elif key in _ENTER:
            self.finished.emit("enter up" if shift else "enter")
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key == Qt.Key.Key_F2 and self.replacing and not shift:
            self.replacing = False
        elif key == Qt.Key.Key_F2:
            self.enlarged.emit()
        elif self.replacing and key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.finished.emit(_ARROWS[Qt.Key(key)])
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.composed.emit()
        given_up = not event.preeditString() and not event.commitString()
        if given_up and self.replacing and not self.toPlainText():
            QTimer.singleShot(0, self, self.cancelled.emit)

    def hideEvent(self, event: QHideEvent) -> None:
        """What stands beside it goes with it."""
        super().hideEvent(event)
        for beside in (self.choices, self.panel):
            if beside:
                beside.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.refused = False


def _kept(event: QKeyEvent) -> bool:
    """Alt+Down and Shift+F2 move rows and open the panel from the page; in the editor they are the editor's."""
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    return (event.key(), event.modifiers()) in ((Qt.Key.Key_Down, alt), (Qt.Key.Key_F2, shift))
