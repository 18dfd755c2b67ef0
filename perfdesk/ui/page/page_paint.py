"""The page drawn on the screen: paper, cells, texts, borders, selection.

Draws `Box.lines` as they were broken and refuses to break or measure anything itself. The painter works in device
pixels (see `geometry.py`); what lies outside the exposed rectangle is not touched.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon

from perfdesk.core.layout.drawing import WIDTHS, Frame, even_gap, line_places
from perfdesk.core.layout.page import PADDING, Box
from perfdesk.ui.page import faces
from perfdesk.ui.page.geometry import Geometry
from perfdesk.ui.page.grid import Block, Grid, Line, covered
from perfdesk.ui.palette import Colours

_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of a line lies before the point it is placed by."""
_NARROWEST = 0.5
"""How far a line too wide for its box is narrowed before it may run out of it."""
_LEAN = -0.2
"""How an italic leans; no Chinese face has one of its own."""
_LEAST = {"medium": 2, "thick": 3}
"""Device pixels below which a line would pass for a thinner one."""
_LABEL_ENDS = ("：", ":")
"""What a printed prompt ends with that is the cell's label (项目负责人：) and no instruction."""
_DASHES = {"dotted": [1.0, 2.0], "dashed": [4.0, 3.0]}


def _unmarked(_box: Box) -> str:
    return ""


class Sight(NamedTuple):
    """What is to be seen: the page's boxes, where they are, in which colours."""

    grid: Grid
    geometry: Geometry
    colours: Colours
    mark: Callable[[Box], str] = _unmarked
    """The severity a box is marked with; blank where nothing is to be said of it."""

    @property
    def unit(self) -> float:
        return self.geometry.unit


def draw_page(painter: QPainter, sight: Sight, exposed: QRect) -> None:
    """Ground, paper and the boxes that meet the exposed rectangle."""
    painter.fillRect(exposed, _color(sight.colours.ground))
    _draw_paper(painter, sight, exposed)
    block = sight.geometry.block(exposed)
    if not block:
        return
    shown = [(box, sight.geometry.rect(covered(box))) for box in _boxes(sight.grid, block)]
    for box, rect in shown:
        fill = _fill(box, sight.colours)
        if fill:
            painter.fillRect(rect, _color(fill))
    for box, rect in shown:
        if box.text:
            _draw_text(painter, sight, box, rect)
        if "override" in box.marks:
            _draw_corner(painter, sight, rect)
        mark = sight.mark(box)
        if mark:
            _draw_mark(painter, sight, rect, mark)
    for line in sight.grid.lines:
        _draw_line(painter, sight, line, exposed)


def draw_selection(painter: QPainter, sight: Sight, block: Block, current: Block, active: bool) -> None:
    """The selected block under a thin wash, the current cell clear in a frame."""
    accent = QColor(sight.colours.accent)
    outer, inner = sight.geometry.rect(block), sight.geometry.rect(current)
    stroke = max(2, round(1.5 * sight.unit))
    if block != current:
        wash = QColor(accent)
        wash.setAlpha(34)
        for part in _around(outer, inner):
            painter.fillRect(part, wash)
        _frame(painter, outer, max(1, stroke // 2), accent)
    frame = QColor(accent)
    frame.setAlpha(255 if active else 120)
    _frame(painter, inner, stroke, frame)


def selection_margin(unit: float) -> int:
    """How far, in device pixels, frames and borders reach beyond their cells."""
    return max(2, round(1.5 * unit)) + 1


def _boxes(grid: Grid, block: Block) -> Iterator[Box]:
    return (grid.boxes[number] for number in grid.within(block))


def _draw_paper(painter: QPainter, sight: Sight, exposed: QRect) -> None:
    paper = sight.geometry.paper
    if exposed.intersects(paper.adjusted(-1, -1, 2, 3)):
        painter.fillRect(paper.adjusted(-1, -1, 1, 2), _color(sight.colours.line))
        painter.fillRect(paper.intersected(exposed), _color(sight.colours.paper))


def _fill(box: Box, colours: Colours) -> str:
    return colours.editable if box.editable and not box.computed else box.style.fill


def _ink(box: Box, colours: Colours) -> str:
    if "prompt" in box.marks and not box.text.rstrip().endswith(_LABEL_ENDS):
        return colours.prompt
    if "override" in box.marks:
        return colours.accent
    return colours.quiet if box.computed else box.style.color or colours.ink


def _draw_text(painter: QPainter, sight: Sight, box: Box, rect: QRect) -> None:
    """The box's lines on their base lines. A framed box keeps them inside; a title without frame may run on."""
    painter.setPen(_color(_ink(box, sight.colours)))
    style, unit = box.style, sight.unit
    framed = bool(style.border.left or style.border.right)
    room = rect.width() - 2 * PADDING * unit
    frame = Frame(rect.left(), rect.top(), rect.width(), rect.height())
    for number, place in enumerate(line_places(box.lines, style, frame, unit), 1):
        line = faces.line(place.text, style.font, style.bold, style.size * unit)
        gap = even_gap(box, place, line.width, room, style.size * unit) if number < len(box.lines) else 0.0
        if gap:
            line = faces.line(place.text, style.font, style.bold, style.size * unit, gap)
        share = max(_NARROWEST, room / line.width) if framed and line.width > room + 1 else 1.0
        at = QPointF(place.x - line.width * share * _BEFORE[place.anchor], round(place.baseline))
        _draw_line_of_text(painter, box, line, at, share)


def _draw_line_of_text(painter: QPainter, box: Box, line: faces.Line, at: QPointF, share: float) -> None:
    """One line; narrowed where it is too wide, leaning where it is italic."""
    if box.style.underline:
        _underline(painter, line, at, share)
    leaning = box.style.italic or "carried" in box.marks
    if share == 1.0 and not leaning:
        for run in line.runs:
            painter.drawGlyphRun(at + run.at, run.glyphs)
        return
    painter.save()
    painter.translate(at)
    painter.scale(share, 1)
    painter.shear(_LEAN if leaning else 0, 0)
    for run in line.runs:
        painter.drawGlyphRun(run.at, run.glyphs)
    painter.restore()


def _underline(painter: QPainter, line: faces.Line, at: QPointF, share: float) -> None:
    stroke = max(1, round(line.size / 18))
    below = QRectF(at.x(), round(at.y() + line.size * 0.14), line.width * share, stroke)
    painter.fillRect(below, painter.pen().color())


def _draw_corner(painter: QPainter, sight: Sight, rect: QRect) -> None:
    """The mark of her own score: a small corner, top right."""
    side = round(5 * sight.unit)
    right, top = rect.left() + rect.width(), rect.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_color(sight.colours.accent))
    painter.drawPolygon(QPolygon([QPoint(right - side, top), QPoint(right, top), QPoint(right, top + side)]))


def _draw_mark(painter: QPainter, sight: Sight, rect: QRect, severity: str) -> None:
    """A finding's mark, top left: a full corner for an error, an angle for a warning, a dot for a hint, a ring for
    what is still empty."""
    side = max(5, round(5.5 * sight.unit))
    left, top = rect.left() + 1, rect.top() + 1
    painter.setPen(Qt.PenStyle.NoPen)
    color = _color(sight.colours.hint if severity == "empty" else getattr(sight.colours, severity))
    painter.setBrush(color)
    if severity == "error":
        painter.drawPolygon(QPolygon([QPoint(left, top), QPoint(left + side, top), QPoint(left, top + side)]))
    elif severity == "warning":
        stroke = max(2, round(side / 3))
        painter.fillRect(QRect(left, top, side, stroke), color)
        painter.fillRect(QRect(left, top, stroke, side), color)
    else:
        inset = max(1, round(side / 5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if severity == "empty":
            painter.setPen(QPen(color, max(1.0, side / 7)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(left + inset, top + inset, side * 0.6, side * 0.6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _draw_line(painter: QPainter, sight: Sight, line: Line, exposed: QRect) -> None:
    stroke = max(_LEAST.get(line.style, 1), round(WIDTHS.get(line.style, 0.5) * sight.unit))
    rect = _line_rect(sight.geometry, line, stroke)
    if not rect.intersects(exposed):
        return
    color = _color(sight.colours.hint if line.style == "hair" else sight.colours.ink)
    if line.style in _DASHES:
        _draw_dashes(painter, line, rect, stroke, color)
    elif line.style == "double":
        away = QPoint(stroke, 0) if line.upright else QPoint(0, stroke)
        painter.fillRect(rect.translated(-away), color)
        painter.fillRect(rect.translated(away), color)
    else:
        painter.fillRect(rect, color)


def _line_rect(geometry: Geometry, line: Line, stroke: int) -> QRect:
    """The stroke along an edge, half of it on either side, long enough to close the corners."""
    along = geometry.ys if line.upright else geometry.xs
    across = (geometry.xs if line.upright else geometry.ys)[line.edge - 1] - stroke // 2
    start = along[line.first - 1] - stroke // 2
    length = along[line.last] - along[line.first - 1] + stroke
    return QRect(across, start, stroke, length) if line.upright else QRect(start, across, length, stroke)


def _draw_dashes(painter: QPainter, line: Line, rect: QRect, stroke: int, color: QColor) -> None:
    pen = QPen(color, stroke)
    pen.setDashPattern(_DASHES[line.style])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    middle = QPointF(stroke / 2, stroke / 2)
    start = QPointF(rect.topLeft()) + middle
    end = QPointF(rect.bottomLeft() if line.upright else rect.topRight()) + middle
    painter.drawLine(start, end)


def _frame(painter: QPainter, rect: QRect, stroke: int, color: QColor) -> None:
    """A frame centred on the cell's own borders, its corners square."""
    outer = rect.adjusted(-(stroke // 2), -(stroke // 2), stroke - stroke // 2, stroke - stroke // 2)
    for part in _around(outer, outer.adjusted(stroke, stroke, -stroke, -stroke)):
        painter.fillRect(part, color)


def _around(outer: QRect, inner: QRect) -> list[QRect]:
    """The four pieces of a rectangle around another one inside it."""
    left, top = outer.left(), outer.top()
    below, beside = inner.top() + inner.height(), inner.left() + inner.width()
    return [
        QRect(left, top, outer.width(), inner.top() - top),
        QRect(left, below, outer.width(), top + outer.height() - below),
        QRect(left, inner.top(), inner.left() - left, inner.height()),
        QRect(beside, inner.top(), left + outer.width() - beside, inner.height()),
    ]


@cache
def _color(name: str) -> QColor:
    return QColor(name)
