"""A form as it was, on the page it has: to be looked over, not typed into; what is different now is framed.

Knows the frames and their words; the page itself is drawn as any other.
"""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from perfdesk import catalog
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import Cell
from perfdesk.desk import Desk
from perfdesk.document import Document, Evaluation
from perfdesk.ledger import Summary
from perfdesk.restoring import Then
from perfdesk.ui import palette
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page.geometry import GROUND, MARGIN
from perfdesk.ui.page.grid import covered
from perfdesk.ui.page.moving_view import MovingView
from perfdesk.ui.page.page_model import PageModel
from perfdesk.ui.page.page_paint import Sight

_AMBER, _WASH = "#FFC400", 48
"""What lies over a cell that is different, and how much of it (of 255)."""
_WHOLE = 100


def document_then(desk: Desk, form: int, then: Then) -> Document:
    """The form with what it said then, scored by its rules; nothing is found fault with."""
    definition = catalog.form(desk.record(form).form)
    state = Evaluation(then.sheet, score(definition.profile, then.sheet, then.year), (), Summary())
    return Document(form, definition, state, 0, desk)


class ThenView(MovingView):
    """`different` are the cells that say something else now."""

    def __init__(self, bridge: Bridge, document: Document, different: Collection[Cell], parent: QWidget) -> None:
        self._different = frozenset(different)
        super().__init__(PageModel(bridge, document), parent, palette.CHOSEN)
        self.page_model.setParent(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("当时的报表")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As large as the room is wide."""
        super().resizeEvent(event)
        whole = (sum(self.page_model.page.widths) + 2 * (MARGIN + GROUND)) * self.logical_unit * _WHOLE / self.zoom
        self.set_zoom(min(_WHOLE, int(_WHOLE * self.viewport().width() / whole)))

    def showEvent(self, event: QShowEvent) -> None:
        """On the first cell that is different."""
        super().showEvent(event)
        first = next((box.cell for box in self.grid.boxes if not self._different.isdisjoint(box.cells)), None)
        if first:
            self.go_to(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.moved_by(event):
            event.ignore()

    def draw_over(self, painter: QPainter, sight: Sight) -> None:
        """Amber and a dashed frame: not by its colour alone."""
        super().draw_over(painter, sight)
        ink, wash = QColor(palette.WARNING), QColor(_AMBER)
        wash.setAlpha(_WASH)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DashLine))
        for box in sight.grid.boxes:
            if not self._different.isdisjoint(box.cells):
                rect = sight.geometry.rect(covered(box)).adjusted(0, 0, -1, -1)
                painter.fillRect(rect, wash)
                painter.drawRect(rect)
