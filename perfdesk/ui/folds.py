"""The mark before a row that can be unfolded: a quiet chevron, no lines."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPolygonF

from perfdesk.ui import palette

_DOWN = QPolygonF([QPointF(-3.5, -1.5), QPointF(0, 2), QPointF(3.5, -1.5)])
_RIGHT = QPolygonF([QPointF(-1.5, -3.5), QPointF(2, 0), QPointF(-1.5, 3.5)])


def draw_fold(painter: QPainter, branch: QRect, unfolded: bool) -> None:
    """In the room a tree leaves for branches."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(palette.HINT))
    middle = QPointF(branch.right() - 7.5, branch.center().y() + 0.5)
    painter.drawPolyline((_DOWN if unfolded else _RIGHT).translated(middle))
    painter.restore()
