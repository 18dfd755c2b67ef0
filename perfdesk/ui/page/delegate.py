"""Between the page's model and the editor over a cell.

Knows which editor a cell gets, and brings it together with its list and its panel. The editor's keys are the editor's
own; Qt's defaults for delegates would open the next cell on Tab.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from perfdesk.core.layout.page import Box
from perfdesk.core.sheet import Cell
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page.choice_list import ChoiceList
from perfdesk.ui.page.editors import CellEditor
from perfdesk.ui.page.offers import offer
from perfdesk.ui.page.page_model import Index

if TYPE_CHECKING:
    from perfdesk.ui.page.page_view import PageView

_KEPT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Ways to lose the focus for a moment: a menu over the editor does not end the typing."""


class CellDelegate(QStyledItemDelegate):
    def __init__(self, view: "PageView", bridge: Bridge) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = self._view.page_model
        box = model.box(index)
        assert box is not None  # only boxes are edited
        editor = CellEditor(parent, box.style, self._view.logical_unit, self._view.colours)
        editor.finished.connect(lambda way: self._view.finish(editor, way))
        editor.cancelled.connect(lambda: self._view.cancel(editor))
        editor.crowded.connect(self._view.make_room)
        editor.enlarged.connect(lambda: self._enlarge(editor, box))
        cells = model.canvas.cells(box)
        if cells:
            self._know(editor, cells[0])
        self._view.editor = editor
        return editor

    def _know(self, editor: CellEditor, cell: Cell) -> None:
        """What the editor is to know of its cell."""
        document = self._view.document
        known = document.form.field(cell)
        editor.cell, editor.long = cell, known.long or bool(known.limit)
        editor.setAccessibleName(known.label)
        editor.textChanged.connect(lambda: self._view.typing.emit(cell, editor.typed))
        offered = offer(document, cell, self._bridge.recall)
        self._bridge.read_earlier()
        if offered:
            editor.offer(ChoiceList(editor, self._view.viewport(), offered, self._view.colours))

    def _enlarge(self, editor: CellEditor, box: Box) -> None:
        from perfdesk.ui.page.large_editor import LargePanel

        if editor.panel is None:
            LargePanel(editor, self._view.viewport(), self._view.document, box, self._view.colours)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once, at the beginning: what she is typing is never overwritten by news."""
        if isinstance(editor, CellEditor) and not editor.isVisible() and not editor.toPlainText():
            editor.open_with(index.data(Qt.ItemDataRole.EditRole) or "", self._view.replacing)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.take_in()
            editor.refused = not model.setData(index, editor.typed)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.scale(self._view.logical_unit)
            editor.lie_over(self._view.visualRect(index))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _KEPT:
            return False
        return super().eventFilter(editor, event)
