"""The page as an editable sheet, with Excel's keys.

Knows the hands: which keys act, which begin typing, and what becomes of what is typed. It goes through the bridge;
what is done with blocks and rows is `block_view.py`'s and `rows_view.py`'s, what is on the screen `grid_view.py`'s.
"""

import gc
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from perfdesk.core.layout.page import Box
from perfdesk.desk import Applied
from perfdesk.document import Document
from perfdesk.ui import palette
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page.block_view import BlockView
from perfdesk.ui.page.page_model import Index
from perfdesk.ui.page.rows_view import READ_ONLY
from perfdesk.ui.palette import Colours

if TYPE_CHECKING:
    from perfdesk.ui.page.editors import CellEditor

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
Trigger = QAbstractItemView.EditTrigger


@cache
def _keep_what_is_loaded() -> None:
    """With the first page on the screen the program is loaded, for good. Going through all of it again to look for
    garbage would hold up a key stroke now and then by more than a frame."""
    gc.freeze()


class PageView(BlockView):
    """One form on the screen. See `RowsView` and `GridView` for the other signals."""

    typing = Signal(object, str)
    typed = Signal()
    """Nothing is being typed any more."""
    """The Cell being typed into, and what stands in the editor after each key."""

    def __init__(
        self,
        bridge: Bridge,
        document: Document,
        parent: QWidget | None = None,
        colours: Colours = palette.CHOSEN,
    ) -> None:
        self.replacing = False
        """Whether the editor about to open replaces what is there: she just typed."""
        self.editor: CellEditor | None = None
        self._turning = False
        """The focus is on its way from the page to the editor."""
        super().__init__(bridge, document, parent, colours)
        self.page_model.renewed.connect(self._renewed)
        self.page_model.reshaped.connect(self._type_on)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked)
        self.setTabKeyNavigation(True)
        self.setAccessibleName(document.form.name)
        bridge.applied.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        _keep_what_is_loaded()

    def refresh(self, applied: Applied) -> None:
        """Shows the document as it is now, if the step touched it."""
        if self.document.id in applied.forms and not self.document.record.removed:
            self.give_up_paste()
            self.page_model.renew()

    def _type_on(self) -> None:
        """Rows came or went while she typed, and Qt took the editor: she goes on in a new one, if the cell is there."""
        gone, self.editor = self.editor, None
        if gone is None:
            return
        self.setFocus()
        if gone.cell == self.current_cell():
            self.edit_current()
        if self.editor:
            self.editor.go_on_from(gone)

    def _renewed(self, grown: bool) -> None:
        if grown:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editor and self.editor.isVisible():
            self._go_on_typing(self.editor)
        elif not self.answers(event) and not self.moved_by(event) and not self._does(event) and not self._types(event):
            event.ignore()
            return
        event.accept()

    def _does(self, event: QKeyEvent) -> bool:
        """Keys that act on the selection; menus that have them get them first."""
        sequences = (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.SelectAll, self.selectAll),
        )
        for sequence, act in sequences:
            if event.matches(sequence):
                act()
                return True
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        keys = {
            (Qt.Key.Key_Delete, False): self.clear,
            (Qt.Key.Key_F2, False): self.edit_current,
            (Qt.Key.Key_D, True): self.fill_down,
            (Qt.Key.Key_R, True): self.fill_right,
            (Qt.Key.Key_Semicolon, True): self.enter_today,
        }
        chosen = keys.get((Qt.Key(event.key()), control))
        if chosen:
            chosen()
        return chosen is not None

    def _types(self, event: QKeyEvent) -> bool:
        """Keys that begin typing over the current cell; Backspace begins with nothing."""
        typed = event.text() and event.text().isprintable() and not event.modifiers() & _COMMANDS
        if not typed and event.key() != Qt.Key.Key_Backspace:
            return False
        self.edit(self.currentIndex(), Trigger.AnyKeyPressed, event)
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        place = self._place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place:
            self._put(place)
            self.edit_current()
            if self.editor and self.editor.long:
                self.editor.enlarged.emit()

    def edit(  # type: ignore[override]
        self, index: Index, trigger: Trigger = Trigger.AllEditTriggers, event: QEvent | None = None
    ) -> bool:
        """Opens the editor, empty where a key was typed over the cell. Says why where a cell is not for typing."""
        if trigger not in (Trigger.AnyKeyPressed, Trigger.EditKeyPressed, Trigger.DoubleClicked):
            return False
        if self.editor and self.editor.isVisible():
            self._go_on_typing(self.editor)
            return False
        if not self.page_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.told.emit(self._why_not(self.page_model.box(index)))
            return False
        self.give_up_paste()
        self.scrollTo(index)
        self.replacing = trigger == Trigger.AnyKeyPressed
        self._make_delegate()
        return bool(super().edit(index, trigger, event))  # type: ignore[arg-type]

    def _make_delegate(self) -> None:
        """With the first cell typed into: what a page is shown with comes first."""
        from perfdesk.ui.page.delegate import CellDelegate

        if not isinstance(self.itemDelegate(), CellDelegate):
            self.setItemDelegate(CellDelegate(self, self._bridge))

    def _go_on_typing(self, editor: "CellEditor") -> None:
        """One cell is typed into at a time. A word being composed must not lose the focus it is composed under; and a
        focus that goes makes ibus commit once more, to the page, what it has just committed."""
        if not editor.composing and not self._turning:
            self._turning = True
            editor.setFocus()
            self._turning = False

    def edit_current(self) -> None:
        """F2: the editor with what is there, the caret behind it."""
        self.edit(self.currentIndex(), Trigger.EditKeyPressed)

    def _why_not(self, box: Box | None) -> str:
        if self.page_model.readonly:
            return READ_ONLY
        if box and box.computed:
            return "这一格由程序按口径算出，不用填。"
        return "这是表样上印好的文字，不能改。"

    def finish(self, editor: "CellEditor", way: str) -> None:
        """Commits what was typed and goes on; a refused text stays in its editor. `everywhere` puts it into every
        selected cell."""
        if way == "everywhere":
            self._finish_everywhere(editor)
            return
        self.commitData(editor)
        if not editor.refused:
            self._close(editor)
            if way:
                self.leave(way)

    def _finish_everywhere(self, editor: "CellEditor") -> None:
        self.editor = None
        editor.refused = not self.fill(editor.typed)
        self.editor = editor
        if not editor.refused:
            self._close(editor)

    def cancel(self, editor: "CellEditor") -> None:
        """Drops what was typed."""
        editor.refused = False
        self._close(editor)

    def forget(self) -> None:
        """Drops what is being typed, if anything is."""
        if self.editor:
            self.cancel(self.editor)

    def make_room(self, needed: int) -> None:
        """Scrolls the cell being typed into upwards, as far as its beginning stays in sight."""
        if self.editor:
            self._scroll_down(min(needed, self.editor.y()))

    def settle(self) -> bool:
        """Commits what is being typed, before anything else is done. False where the disk refused it."""
        editor = self.editor
        if editor is None or editor.isHidden():
            return True
        self.commitData(editor)
        if not editor.refused:
            self._close(editor)
        return not editor.refused

    def _close(self, editor: "CellEditor") -> None:
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()

    def commitData(self, editor: QWidget) -> None:
        """While it commits no editor is open: what the commit brings about is not news to her."""
        committing, self.editor = self.editor, None
        super().commitData(editor)
        self.editor = committing

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if self.editor and editor is self.editor and self.editor.refused:
            return
        self.editor = None
        super().closeEditor(editor, hint)
        self.typed.emit()
