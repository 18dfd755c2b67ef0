"""The page as an editable sheet, with Excel's keys.

Knows the hands: keys, mouse, input methods, clipboard, and which step each of them means. What a step changes is
planned by the document and `blocks.py` and goes through the bridge; what is on the screen is `grid_view.py`'s.
"""

import gc
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from perfdesk.core.page import Box
from perfdesk.core.step import Step
from perfdesk.desk import Applied
from perfdesk.document import Document
from perfdesk.ui import blocks, palette
from perfdesk.ui.canvas import Canvas
from perfdesk.ui.edits import Bridge
from perfdesk.ui.moving_view import MovingView
from perfdesk.ui.page_model import Index, PageModel
from perfdesk.ui.palette import Colours

if TYPE_CHECKING:
    from perfdesk.ui.editors import CellEditor

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
Trigger = QAbstractItemView.EditTrigger


@cache
def _keep_what_is_loaded() -> None:
    """With the first page on the screen the program is loaded, for good. Going through all of it again to look for
    garbage would hold up a key stroke now and then by more than a frame."""
    gc.freeze()


class PageView(MovingView):
    """One form on the screen. `told(str)`: a sentence for the status bar. See `GridView` for the other signals."""

    told = Signal(str)
    typing = Signal(object, str)
    """The Cell being typed into, and what stands in the editor after each key."""

    def __init__(
        self,
        bridge: Bridge,
        document: Document,
        parent: QWidget | None = None,
        colours: Colours = palette.CHOSEN,
    ) -> None:
        self._bridge, self.document = bridge, document
        self.replacing = False
        """Whether the editor about to open replaces what is there: she just typed."""
        self.editor: CellEditor | None = None
        super().__init__(PageModel(bridge, document), parent, colours)
        self.page_model.setParent(self)
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
        elif not self.moved_by(event) and not self._does(event) and not self._types(event):
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
        self.scrollTo(index)
        self.replacing = trigger == Trigger.AnyKeyPressed
        self._make_delegate()
        return bool(super().edit(index, trigger, event))  # type: ignore[arg-type]

    def _make_delegate(self) -> None:
        """With the first cell typed into: what a page is shown with comes first."""
        from perfdesk.ui.delegate import CellDelegate

        if not isinstance(self.itemDelegate(), CellDelegate):
            self.setItemDelegate(CellDelegate(self, self._bridge))

    def _go_on_typing(self, editor: "CellEditor") -> None:
        """One cell is typed into at a time. A word being composed must not lose the focus it is composed under."""
        if not editor.composing:
            editor.setFocus()

    def edit_current(self) -> None:
        """F2: the editor with what is there, the caret behind it."""
        self.edit(self.currentIndex(), Trigger.EditKeyPressed)

    def _why_not(self, box: Box | None) -> str:
        if self.page_model.readonly:
            return "账本以只读方式打开，只能查看和导出。"
        if box and box.computed:
            return "这一格由程序按口径算出，不用填。"
        return "这是表样上印好的文字，不能改。"

    def finish(self, editor: "CellEditor", way: str) -> None:
        """Commits what was typed and goes on; a refused text stays in its editor."""
        self.commitData(editor)
        if not editor.refused:
            self._close(editor)
            if way:
                self.leave(way)

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

    def copy(self) -> None:
        """The selected block onto the clipboard, as text and as a table."""
        from perfdesk.formats import clipboard

        if self.settle():
            rows = blocks.copied(self._canvas, self.block)
            data = self._made_by_qt()
            data.setText(clipboard.tab_text(rows))
            data.setHtml(clipboard.html(rows))
            QGuiApplication.clipboard().setMimeData(data)

    def _made_by_qt(self) -> QMimeData:
        """Empty data for the clipboard. The clipboard outlives Python, and would take what Python made down with it."""
        data = self.page_model.mimeData([self.currentIndex()])
        for kind in data.formats():
            data.removeFormat(kind)
        return data

    def cut(self) -> None:
        self.copy()
        self._carry_out(lambda: blocks.cleared(self._canvas, self.block, "剪切"))

    def paste(self) -> None:
        """The clipboard's table from the current cell on; a single text into every selected cell."""
        from perfdesk.formats import clipboard

        text = QGuiApplication.clipboard().mimeData().text()
        table = clipboard.table(text)
        if not text:
            self.told.emit("剪贴板里没有文字。")
        elif table == [[table[0][0]]] and self.block != self._box_block(self.place):
            self._carry_out(lambda: blocks.filled(self._canvas, self.block, table[0][0]))
        elif self._carry_out(lambda: blocks.pasted(self._canvas, *self.place, table)):
            self._select_pasted(len(table), max(map(len, table)))

    def _select_pasted(self, rows: int, columns: int) -> None:
        row, column = self.place
        bottom, right = min(row + rows - 1, self.grid.rows), min(column + columns - 1, self.grid.columns)
        self._put((bottom, right), extend=True)
        self.scrollTo(self.currentIndex())

    def clear(self) -> None:
        self._carry_out(lambda: blocks.cleared(self._canvas, self.block))

    def fill_down(self) -> None:
        self._carry_out(lambda: blocks.filled_down(self._canvas, self.block))

    def enter_today(self) -> None:
        """Ctrl+; as in Excel: today's date into the current cell."""
        today = QDate.currentDate()
        text = f"{today.year()}年{today.month()}月{today.day()}日"
        self._carry_out(lambda: blocks.filled(self._canvas, self._box_block(self.place), text))

    def insert_row(self, below: bool = False) -> None:
        """New indicator rows above the selected ones (or below), as many as are selected; the cursor into the first."""
        chosen, sheet = self._canvas.rows(self.block), self.document.sheet
        if not chosen and sheet.rows:
            self.told.emit("请先把光标放到一行绩效指标上。")
            return
        place = sheet.rows.index(chosen[-1 if below else 0]) + below if chosen else 0
        if self._carry_out(lambda: self.document.plan_rows(place, max(1, len(chosen)))):
            self._put((self.document.form.indicators.first + place, self.place[1]))

    def delete_rows(self) -> None:
        self._with_rows(lambda rows: self.document.plan_remove_rows(rows))

    def move_rows_up(self) -> None:
        self._move_rows(-1)

    def move_rows_down(self) -> None:
        self._move_rows(1)

    def _move_rows(self, by: int) -> None:
        """The selected indicator rows past their neighbour; they stay selected."""
        block = self.block

        def plan(rows: list[int]) -> Step:
            order = self.document.sheet.rows
            place = max(0, order.index(rows[0]) - 1) if by < 0 else order.index(rows[-1]) + 2
            return self.document.plan_move_rows(rows, place)

        if self._with_rows(plan):
            self.select_block(block._replace(top=block.top + by, bottom=block.bottom + by))

    def _with_rows(self, plan: Callable[[list[int]], Step]) -> bool:
        chosen = self._canvas.rows(self.block)
        if not chosen:
            self.told.emit("请先选中要处理的绩效指标行。")
            return False
        return self._carry_out(lambda: plan(chosen))

    @property
    def _canvas(self) -> Canvas:
        return self.page_model.canvas

    def _carry_out(self, plan: Callable[[], Step]) -> bool:
        """Commits what is being typed, then does what is planned and says what it was. False where nothing was done."""
        if not self.settle():
            return False
        step = plan()
        if step.empty:
            self.told.emit("没有可改的格。")
            return False
        done = self._bridge.push(step)
        if done:
            self.told.emit(f"已{step.act}。")
        return done
