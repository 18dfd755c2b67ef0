"""How a form stands (未填 草稿 有错 可交 已交 退回), and a project that has none yet (待填): the word, its colour, its
shape. Never colour alone.

Knows how the states look; refuses to know how they come about (`ledger/__init__.py`) or where they are shown.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from perfdesk.ledger import FormRecord
from perfdesk.ui import palette


class Standing(NamedTuple):
    word: str
    color: str
    shape: str
    """`ring`, `half`, `triangle`, `disc`, `tick`, `back` or `gap`."""


STANDINGS = {
    "未填": Standing("未填", palette.HINT, "ring"),
    "草稿": Standing("草稿", palette.ACCENT, "half"),
    "有错": Standing("有错", palette.ERROR, "triangle"),
    "可交": Standing("可交", palette.DONE, "disc"),
    "已交": Standing("已交", palette.DONE, "tick"),
    "退回": Standing("退回", palette.WARNING, "back"),
}

OWED = Standing("待填", palette.WARNING, "gap")
"""A project without a form: listed, and still owed."""


def standing(record: FormRecord) -> Standing:
    """How the record's state looks; a state from a newer program is shown by its word."""
    return STANDINGS.get(record.state) or Standing(record.state, palette.HINT, "ring")


def counted(record: FormRecord) -> str:
    """The word of its state, and how many errors there are in what she has filled in."""
    word = standing(record).word
    return f"{word} ▲{record.errors}" if record.errors and record.filled else word


def draw_shape(painter: QPainter, standing: Standing, box: QRectF) -> None:
    """The state's shape, filling a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = QColor(standing.color)
    painter.setPen(QPen(color, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    _SHAPES[standing.shape](painter, box.adjusted(0.75, 0.75, -0.75, -0.75), color)
    painter.restore()


def draw_filled(painter: QPainter, box: QRectF, filled: int, wanted: int, color: str) -> None:
    """A small bar of how much is filled in, within its outline: an empty one must look empty in any colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(palette.LINE), 1))
    painter.setBrush(QColor(palette.PAPER))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    done = box.width() * min(filled, wanted) / max(wanted, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    if done:
        painter.drawRoundedRect(QRectF(box.left(), box.top(), max(done, 4), box.height()), 2, 2)
    painter.restore()


def _ring(painter: QPainter, box: QRectF, _color: QColor) -> None:
    painter.drawEllipse(box)


def _half(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.drawEllipse(box)
    painter.setBrush(color)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _triangle(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    painter.setPen(QPen(QColor(palette.PAPER), 1.25))
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top() + box.height() * 0.42), QPointF(middle, box.top() + box.height() * 0.68))
    painter.drawPoint(QPointF(middle, box.top() + box.height() * 0.88))


def _disc(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setBrush(color)
    painter.drawEllipse(box)


def _tick(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setBrush(color)
    painter.drawEllipse(box)
    painter.setPen(QPen(QColor(palette.PAPER), 1.5))
    corners = [(0.27, 0.52), (0.44, 0.69), (0.74, 0.34)]
    painter.drawPolyline(
        QPolygonF([QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in corners])
    )


def _back(painter: QPainter, box: QRectF, _color: QColor) -> None:
    middle = box.center().y()
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.center().x(), box.top() + 1))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.center().x(), box.bottom() - 1))


def _gap(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A sheet that is not there yet: its outline in dashes."""
    pen = QPen(color, 1.5)
    pen.setDashPattern([1.5, 1.5])
    painter.setPen(pen)
    painter.drawRect(box.adjusted(1, 0, -1, 0))


_SHAPES = {
    "ring": _ring, "half": _half, "triangle": _triangle, "disc": _disc, "tick": _tick, "back": _back, "gap": _gap,
}  # fmt: skip
