"""Where the sheets of a preview lie on the screen: one below the other, in device pixels.

Whole numbers throughout, so that a page's pixels are the screen's. Refuses to know what is drawn on them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

GAP = 14
"""Window units between sheets, and around them."""
TILE = 1024
"""Device pixels: pages are drawn in squares of this size, so that no zoom needs more memory than the window."""


@dataclass(frozen=True)
class Layout:
    """Sheets at a scale."""

    rects: tuple[QRect, ...]
    width: int
    height: int

    def between(self, top: int, bottom: int) -> range:
        """The sheets that reach into these heights."""
        first = bisect_right(self.rects, top, key=lambda rect: rect.bottom())
        last = bisect_left(self.rects, bottom, key=lambda rect: rect.top())
        return range(first, max(first, last))

    def nearest(self, y: int) -> int:
        """The sheet at a height, or the one below it; the last at the end."""
        return min(bisect_left(self.rects, y, key=lambda rect: rect.bottom()), len(self.rects) - 1)


def laid_out(extents: Sequence[tuple[int, int]], room: int, gap: int) -> Layout:
    """Sheets of these sizes, centred where the window (`room` wide) is wider than the widest."""
    width = max(room, max((each for each, _ in extents), default=0) + 2 * gap)
    rects, top = [], gap
    for across, down in extents:
        rects.append(QRect((width - across) // 2, top, across, down))
        top += down + gap
    return Layout(tuple(rects), width, top)


def tiles(seen: QRect, extent: tuple[int, int]) -> Iterator[QRect]:
    """The squares of a page that lie in a part of it."""
    width, height = extent
    seen = seen.intersected(QRect(0, 0, width, height))
    if seen.isEmpty():
        return
    for row in range(seen.top() // TILE, seen.bottom() // TILE + 1):
        for column in range(seen.left() // TILE, seen.right() // TILE + 1):
            left, top = column * TILE, row * TILE
            yield QRect(left, top, min(TILE, width - left), min(TILE, height - top))
