"""Between the page's model and the editor over a cell.

Knows which editor a cell gets and what it may choose from. The editor's keys are the editor's own; Qt's defaults
for delegates would open the next cell on Tab.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.document import Document
from perfdesk.ui.editors import CellEditor
from perfdesk.ui.page_model import Index

if TYPE_CHECKING:
    from perfdesk.ui.page_view import PageView

_KEPT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Ways to lose the focus for a moment: a menu over the editor does not end the typing."""


class CellDelegate(QStyledItemDelegate):
    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = self._view.page_model
        box = model.box(index)
        assert box is not None  # only boxes are edited
        editor = CellEditor(parent, box.style, self._view.logical_unit, self._view.colours)
        editor.finished.connect(lambda way: self._view.finish(editor, way))
        editor.cancelled.connect(lambda: self._view.cancel(editor))
        editor.crowded.connect(self._view.make_room)
        cells = model.canvas.cells(box)
        offered = choices(model.document, cells[0]) if cells else ()
        if offered:
            editor.offer(offered)
        editor.cell = cells[0] if cells else None
        if cells:
            editor.textChanged.connect(lambda: self._view.typing.emit(cells[0], editor.typed))
        self._view.editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once, at the beginning: what she is typing is never overwritten by news."""
        if isinstance(editor, CellEditor) and not editor.isVisible() and not editor.toPlainText():
            editor.open_with(index.data(Qt.ItemDataRole.EditRole) or "", self._view.replacing)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.refused = not model.setData(index, editor.typed)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.lie_over(self._view.visualRect(index))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _KEPT:
            return False
        return super().eventFilter(editor, event)


def choices(document: Document, cell: Cell) -> tuple[str, ...]:
    """What a cell may be chosen from: classes by the profile's tree, else what the form offers."""
    profile = document.form.profile
    if cell.section == INDICATORS and cell.field == "l1":
        return profile.first_classes
    if cell.section == INDICATORS and cell.field == "l2":
        return profile.second_classes(document.sheet.at(cell.row, "l1"))
    return document.form.field(cell).choices
