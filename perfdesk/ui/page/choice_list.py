"""The list below an editor: choices to pick from, or quietly what she typed before.

Knows when it is shown and which keys it takes. Choices take the arrows at once; earlier entries take no key before
she calls for them with Alt+Down. Enter and Tab are taken only by a marked line, and nothing is marked by itself.
While an input method composes the place below the caret is its own. Refuses to know what is listed (`offers.py`).
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from perfdesk.ui.dressing import dressed
from perfdesk.ui.page.offers import Offer
from perfdesk.ui.palette import Colours

if TYPE_CHECKING:
    from perfdesk.ui.page.editors import CellEditor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OTHERWISE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_SHOWN = 10
"""Lines shown at once."""
_WIDEST = 420
_AGAIN = 30
"""Milliseconds until what is still being read is asked for again."""
_TOLD = "Alt+↓ 选用以前填过的"
_SHEET = """
ChoiceList {{ background: {paper}; color: {ink}; border: 1px solid {accent}; border-radius: 0; padding: 0;
    outline: none; }}
ChoiceList::item {{ padding: 4px 8px; border-radius: 0; }}
ChoiceList::item:selected {{ background: {accent}; color: {on_accent}; }}
ChoiceList::item:disabled {{ color: {hint}; }}
"""


class ChoiceList(QListWidget):
    """Focus stays with the editor."""

    def __init__(self, editor: "CellEditor", viewport: QWidget, offer: Offer, colours: Colours) -> None:
        super().__init__(viewport)
        self._editor, self._viewport, self._offer = editor, viewport, offer
        self._called = not offer.quiet
        """Whether she called for it: then the arrows are the list's."""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(editor)  # a click on what takes no focus would give it to the page
        self.setStyleSheet(_SHEET.format(**colours._asdict()))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dressed(self, spoken="以前填过的" if offer.quiet else "可选内容")
        self.itemPressed.connect(lambda item: self._take(item.data(Qt.ItemDataRole.UserRole)))
        editor.textChanged.connect(self.narrow)
        editor.composed.connect(self.narrow)
        editor.destroyed.connect(self.deleteLater)
        self.hide()

    def begin(self) -> None:
        """All of them, the one that stands in the cell marked; those that fit, where she is already typing."""
        if not self._offer.ready():
            QTimer.singleShot(_AGAIN, self._editor, self._again)
        if self._offer.quiet:
            return
        if self._editor.replacing:
            self.narrow()
        else:
            self._show_all()

    def _again(self) -> None:
        """Once more, where she has not moved on in the list or the text meanwhile."""
        if self._editor.isVisible() and self.currentRow() < 0:
            self.begin()

    def call(self) -> None:
        """Shows all there is, for the arrows to move in; the nearest marked."""
        typed = self._editor.typed
        fitting = list(self._offer.of(typed)) if typed else []
        self._called = True
        if fitting:
            self._show(fitting)
        else:
            self._show_all()
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def _show_all(self) -> None:
        texts, typed = list(self._offer.all()), self._editor.typed
        self._show(texts)
        self.setCurrentRow(texts.index(typed) if typed in texts else -1)

    def narrow(self) -> None:
        """Those that go with what is typed. None where that is all there is to choose, or she writes in the panel."""
        if self._editor.composing or self._editor.panel:
            self.hide()
            return
        typed = self._editor.typed
        fitting = list(self._offer.of(typed)) if typed.strip() or not self._offer.quiet else []
        self._called = not self._offer.quiet
        self._show([] if fitting == [typed.strip()] else fitting)

    def _show(self, texts: list[str]) -> None:
        self.clear()
        for text in texts:
            self.addItem(" ".join(text.split()))
            self.item(self.count() - 1).setData(Qt.ItemDataRole.UserRole, text)
        if texts and not self._called:
            self._tell()
        self.lie_below(self._editor.geometry())
        self.setVisible(bool(texts) and self._editor.isVisible())
        self.raise_()

    def _tell(self) -> None:
        """The last line says how to come in here."""
        self.addItem(_TOLD)
        self.item(self.count() - 1).setFlags(Qt.ItemFlag.NoItemFlags)

    def lie_below(self, editor: QRect) -> None:
        """Below the editor, above it where there is no room below."""
        height = min(self.count(), _SHOWN) * max(1, self.sizeHintForRow(0)) + 2 * self.frameWidth()
        bar = self.verticalScrollBar().sizeHint().width() if self.count() > _SHOWN else 0
        wanted = self.sizeHintForColumn(0) + 2 * self.frameWidth() + 12 + bar
        width = min(max(editor.width(), min(wanted, _WIDEST)), self._viewport.width())
        below = editor.bottom() + 1 + height <= self._viewport.height() or editor.top() < height
        left = max(0, min(editor.left(), self._viewport.width() - width))
        top = editor.bottom() + 1 if below else editor.top() - height
        self.setGeometry(left, min(top, self._viewport.height() - height), width, height)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key is for the list: Alt+Down calls for it, up and down move in it, Enter and Tab take a marked
        line, Esc sends it away."""
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if key == Qt.Key.Key_Down:
                self.call()
            return key == Qt.Key.Key_Down
        if not self.isVisible() or not self._called:
            return False
        marked = self.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow(max(0, min(marked + step, self.count() - 1)))
        elif key in (*_ENTER, Qt.Key.Key_Tab) and marked >= 0 and not event.modifiers() & _OTHERWISE:
            self._take(self.item(marked).data(Qt.ItemDataRole.UserRole), "next" if key == Qt.Key.Key_Tab else "enter")
        elif key == Qt.Key.Key_Escape and self._offer.quiet:
            self.hide()
        else:
            return False
        return True

    def _take(self, text: str | None, way: str = "enter") -> None:
        """The line becomes what is typed. A choice ends the typing, an earlier entry may still be changed."""
        if text is None:
            return
        self._editor.put(text)
        self.hide()
        if not self._offer.quiet:
            self._editor.finished.emit(way)
