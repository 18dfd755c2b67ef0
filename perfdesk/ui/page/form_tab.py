"""A tab of the window: one form. The form is read and its page made when the tab first comes to the front."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from perfdesk.core.sheet import Cell
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page.page_view import PageView


class FormTab(QWidget):
    """`page` and `document` are None until the tab was `opened`."""

    made = Signal(object)
    """The FormTab, once it has its page."""

    def __init__(self, bridge: Bridge, desk: Desk, form_id: int, zoom: int, cell: Cell | None) -> None:
        super().__init__()
        self.form_id = form_id
        self.document: Document | None = None
        self.page: PageView | None = None
        self._bridge, self._desk = bridge, desk
        self._zoom, self._cell = zoom, cell
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def place(self) -> tuple[int, Cell | None]:
        """Zoom and cell, to be remembered."""
        if self.page is None:
            return self._zoom, self._cell
        return self.page.zoom, self._cell or self.page.current_cell()

    def open(self) -> None:
        """Reads the form and makes its page; PerfdeskError where the form cannot be read."""
        if self.page is not None:
            return
        self.document = self._desk.document(self.form_id)
        self.page = PageView(self._bridge, self.document, self)
        self._column.addWidget(self.page)
        self.page.show()  # a layout shows it only later, and what is hidden cannot be given the focus
        self.setFocusProxy(self.page)
        self.page.set_zoom(self._zoom)
        self.made.emit(self)
        if self.isVisible():
            self._return_to_cell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._return_to_cell()

    def _return_to_cell(self) -> None:
        """Back to where she was; only a page that has its size can scroll there."""
        if self.page is None or self._cell is None:
            return
        self._column.activate()
        cell, self._cell = self._cell, None
        self.page.go_to(cell)
