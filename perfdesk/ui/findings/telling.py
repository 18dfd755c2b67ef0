"""What is told beside the page of its current cell: 得分依据 and the line at the bottom.

Knows when it is told anew: another cell, another form, a step that was written, a key in a text that is counted.
Refuses to know the words (`explain.py`, `marks.py`) and how they are set (`panels.py`).
"""

from typing import TYPE_CHECKING

from perfdesk import typefaces
from perfdesk.core.sheet import Cell
from perfdesk.ui.findings.right_side import RightSide
from perfdesk.ui.status import Status

if TYPE_CHECKING:
    from perfdesk.core.layout.page import Box
    from perfdesk.document import Document
    from perfdesk.ui.page.form_tab import FormTab


class Telling:
    """For the form in front."""

    def __init__(self, side: RightSide, status: Status) -> None:
        self._side, self._status = side, status
        self._document: Document | None = None
        self._box: Box | None = None

    def follow(self, tab: "FormTab | None") -> None:
        """Another form is in front, or none."""
        self._document, self._box = (tab.document if tab else None), None
        self.explain(tab.page.current_cell() if tab and tab.page else None)
        self._status.show_tally(tab.page.figures() if tab and tab.page else None)

    def change_box(self, box: "Box | None") -> None:
        self._box = box
        self.tell()

    def explain(self, cell: Cell | None) -> None:
        """A cell of the form in front, as the form stands now."""
        if cell and self._document:
            self._box = self._document.page(typefaces.advance).by_cell.get(cell)
        self.tell()

    def typing(self, cell: Cell, text: str) -> None:
        """What is counted and coached is told with each key."""
        from perfdesk.ui.findings.explain import follows_typing

        if self._document and self._box and cell in self._box.cells and follows_typing(self._document, cell):
            self.tell(text)

    def tell(self, typed: str | None = None) -> None:
        """The current cell anew; `typed` is what stands in its editor."""
        document, box = self._document, self._box
        if box is None or document is None:
            self._side.show_told(None)
            self._status.show_findings(())
            return
        from perfdesk.ui.findings.explain import explain
        from perfdesk.ui.page import marks

        told = marks.by_box(document.page(typefaces.advance), document.sheet, document.open_findings)
        found = told.get((box.row, box.column), ())
        self._side.show_told(explain(document, box, found, typed), document.id)
        self._status.show_findings(found)
