"""Typing into a cell: the editor that lies over it, grows with its text and knows Excel's keys.

What is typed leaves by `finished` (with where the cursor goes next) or not at all (`cancelled`). While an input
method composes, every key is the input method's. Refuses to know what happens to the text (`page_view.py`).
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QListWidget, QTextEdit, QWidget

from perfdesk.core.page import LEADING, PADDING
from perfdesk.core.sheet import Cell
from perfdesk.core.template import Style
from perfdesk.ui import faces
from perfdesk.ui.palette import Colours

_ALIGNMENTS = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}
_ARROWS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE = 2
"""The frame's width."""
_LISTED = 10
"""Choices shown at once."""
_SHEET = """
CellEditor {{ background: {paper}; color: {ink}; border: {stroke}px solid {accent}; border-radius: 0; padding: 0;
    min-height: 0; selection-background-color: {accent}; selection-color: {on_accent}; }}
ChoiceList {{ background: {paper}; color: {ink}; border: 1px solid {accent}; border-radius: 0; padding: 0;
    outline: none; }}
ChoiceList::item {{ padding: 4px 8px; border-radius: 0; }}
ChoiceList::item:selected {{ background: {accent}; color: {on_accent}; }}
"""


class CellEditor(QTextEdit):
    """Plain text in the page's font and leading. With `replacing` (she just typed) arrow keys leave it, as in Excel."""

    finished = Signal(str)
    cancelled = Signal()
    crowded = Signal(int)
    """The text needs this much more room below."""

    def __init__(self, parent: QWidget, style: Style, unit: float, colours: Colours) -> None:
        super().__init__(parent)
        self._viewport = parent
        self.refused = False
        """The disk did not take the text: the editor stays, with all she typed."""
        self.replacing = False
        self.cell: Cell | None = None
        self._over = QRect()
        self._opened = ""
        self._unit, self._style = unit, style
        self._choices: ChoiceList | None = None
        self.setFont(faces.font(style, style.size * unit))
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.setStyleSheet(_SHEET.format(**colours._asdict(), stroke=_LINE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(max(0.0, PADDING * unit - _LINE / 2))
        option = self.document().defaultTextOption()
        option.setAlignment(_ALIGNMENTS.get(style.horizontal, Qt.AlignmentFlag.AlignLeft))
        self.document().setDefaultTextOption(option)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    @property
    def composing(self) -> bool:
        """Whether an input method's letters stand in the text that are not typed yet."""
        return bool(self.textCursor().block().layout().preeditAreaText())

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

    @property
    def typed(self) -> str:
        """The text as it stands; to the last odd character as it was where nothing was typed."""
        if not self.document().isModified():
            return self._opened
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _lead(self) -> None:
        """Lines as far apart as the page's: a text must not jump when it is opened."""
        lines = QTextBlockFormat()
        lines.setLineHeight(self._style.size * self._unit * LEADING, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)

    def offer(self, choices: Sequence[str]) -> None:
        """Offers a list to choose from; any other text is as good."""
        self._choices = ChoiceList(self, self._viewport, choices)
        self.textChanged.connect(self._choices.narrow)
        QTimer.singleShot(0, self, self._choices.begin)

    def lie_over(self, cell: QRect) -> None:
        """Takes the place of a cell, and more below it where the text needs more."""
        self._over = cell.adjusted(-_LINE // 2, -_LINE // 2, _LINE // 2, _LINE // 2)
        self._fit()

    def _fit(self) -> None:
        """As high as the text, at least as the cell, at most down to the window's rim; then it scrolls."""
        text = round(self.document().size().height()) + 2 * _LINE
        if text > self._room and self.isVisible():
            self.crowded.emit(text - self._room)
        self.setViewportMargins(0, self._headroom(text), 0, 0)
        self.setGeometry(
            QRect(self._over.topLeft(), QSize(self._over.width(), min(max(text, self._over.height()), self._room)))
        )
        if self._choices:
            self._choices.lie_below(self.geometry())

    @property
    def _room(self) -> int:
        return max(self._over.height(), self._viewport.height() - self._over.top())

    def _headroom(self, text: int) -> int:
        """Keeps the text where the page shows it: in the middle of a higher cell, or at its foot."""
        spare = max(0, self._over.height() - text)
        return {"top": 0, "bottom": spare}.get(self._style.vertical, spare // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing or (not (self._choices and self._choices.takes(event)) and not self._leaves(event)):
            super().keyPressEvent(event)
            return
        event.accept()

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether the key ends the typing, or breaks the line."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
        elif key in _ENTER:
            self.finished.emit("enter up" if shift else "enter")
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.finished.emit("back" if shift or key == Qt.Key.Key_Backtab else "next")
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key == Qt.Key.Key_F2:
            self.replacing = not self.replacing
        elif self.replacing and key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.finished.emit(_ARROWS[Qt.Key(key)])
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        given_up = not event.preeditString() and not event.commitString()
        if given_up and self.replacing and not self.toPlainText():
            QTimer.singleShot(0, self, self.cancelled.emit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.refused = False


class ChoiceList(QListWidget):
    """The choices below an editor, narrowed down by what is typed. Focus and keys stay the editor's."""

    def __init__(self, editor: CellEditor, viewport: QWidget, choices: Sequence[str]) -> None:
        super().__init__(viewport)
        self._editor, self._viewport = editor, viewport
        self._all = tuple(choices)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet(editor.styleSheet())
        self.setUniformItemSizes(True)
        self.itemPressed.connect(lambda item: self._take(item.text()))
        editor.destroyed.connect(self.deleteLater)
        self.hide()

    def begin(self) -> None:
        """All of them, the one that stands in the cell marked; those that fit, where she is already typing."""
        if self._editor.replacing:
            self.narrow()
            return
        self._show(self._all)
        typed = self._editor.toPlainText()
        self.setCurrentRow(self._all.index(typed) if typed in self._all else -1)

    def narrow(self) -> None:
        """Those that have what is typed in them; all where nothing is."""
        typed = self._editor.toPlainText().strip()
        self._show([choice for choice in self._all if typed in choice])

    def _show(self, choices: Sequence[str]) -> None:
        self.clear()
        self.addItems(list(choices))
        self.lie_below(self._editor.geometry())
        self.setVisible(bool(choices) and self._editor.isVisible())
        self.raise_()

    def lie_below(self, editor: QRect) -> None:
        """Below the editor, above it where there is no room below."""
        height = min(self.count(), _LISTED) * max(1, self.sizeHintForRow(0)) + 2 * self.frameWidth()
        width = max(editor.width(), self.sizeHintForColumn(0) + 2 * self.frameWidth() + 12)
        below = editor.bottom() + 1 + height <= self._viewport.height() or editor.top() < height
        left = max(0, min(editor.left(), self._viewport.width() - width))
        self.setGeometry(left, editor.bottom() + 1 if below else editor.top() - height, width, height)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key is for the list: up and down in it, Enter and Tab on a marked choice."""
        if not self.isVisible() or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        key, marked = event.key(), self.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow(max(0, min(marked + step, self.count() - 1)))
            return True
        if key in (*_ENTER, Qt.Key.Key_Tab) and marked >= 0:
            self._take(self.item(marked).text(), "next" if key == Qt.Key.Key_Tab else "enter")
            return True
        return False

    def _take(self, text: str, way: str = "enter") -> None:
        self.hide()
        self._editor.textChanged.disconnect(self.narrow)
        self._editor.setPlainText(text)
        self._editor.document().setModified(True)
        self._editor.finished.emit(way)
