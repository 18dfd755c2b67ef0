"""Where the page's boxes are on the screen: points to device pixels and back.

Everything is a whole number of device pixels, so that borders are crisp at every zoom and every screen scale; each
edge is rounded by itself, so nothing adds up. Refuses to know what is drawn (`page_paint.py`).
"""

from bisect import bisect_right
from typing import NamedTuple

from PySide6.QtCore import QRect

from perfdesk.core.layout.page import Page
from perfdesk.ui.page.grid import Block

MARGIN = 15.0
"""Points of white paper around the grid."""
GROUND = 9.0
"""Points of grey ground around the paper."""


class Geometry(NamedTuple):
    """The page at a scale. `unit` is device pixels per point; `xs[i]` is the left edge of column i + 1."""

    unit: float
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    width: int
    height: int
    paper: QRect

    def rect(self, block: Block) -> QRect:
        """The rectangle of a block of places."""
        left, top = self.xs[block.left - 1], self.ys[block.top - 1]
        return QRect(left, top, self.xs[block.right] - left, self.ys[block.bottom] - top)

    def place(self, x: int, y: int) -> tuple[int, int] | None:
        """The place (row, column) at a point, None beside the grid."""
        row, column = bisect_right(self.ys, y), bisect_right(self.xs, x)
        inside = 1 <= row < len(self.ys) and 1 <= column < len(self.xs)
        return (row, column) if inside else None

    def nearest(self, x: int, y: int) -> tuple[int, int]:
        """The place at a point, or the nearest one: for dragging out of the grid."""
        row, column = bisect_right(self.ys, y), bisect_right(self.xs, x)
        return max(1, min(row, len(self.ys) - 1)), max(1, min(column, len(self.xs) - 1))

    def block(self, rect: QRect) -> Block | None:
        """The places a rectangle touches."""
        if rect.right() < self.xs[0] or rect.left() >= self.xs[-1]:
            return None
        if rect.bottom() < self.ys[0] or rect.top() >= self.ys[-1]:
            return None
        return Block(*self.nearest(rect.left(), rect.top()), *self.nearest(rect.right(), rect.bottom()))


def geometry(page: Page, unit: float, room: int) -> Geometry:
    """The page at a scale, centred where the window (`room` device pixels wide) is wider than it."""
    grid, margin, ground = page.lefts[-1] * unit, round(MARGIN * unit), round(GROUND * unit)
    width = max(room, round(grid) + 2 * (margin + ground))
    left = (width - round(grid)) // 2
    top = margin + ground
    xs = tuple(left + round(each * unit) for each in page.lefts)
    ys = tuple(top + round(each * unit) for each in page.tops)
    paper = QRect(xs[0] - margin, ys[0] - margin, xs[-1] - xs[0] + 2 * margin, ys[-1] - ys[0] + 2 * margin)
    return Geometry(unit, xs, ys, width, paper.bottom() + 1 + ground, paper)
