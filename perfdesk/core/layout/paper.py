"""A tall page cut into sheets of paper, as the official print set-up wants it.

Knows what is printed again on top, what stays together, and how a row taller than the paper goes on overleaf.
Refuses to know what draws. Everything on a `Leaf` is placed and scaled: points from the top left of the paper.

No text is lost: lines that do not fit before a cut stand after it, and the rows there grow if they must.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from perfdesk.core.layout.drawing import Frame, Line, Rule, line_places, rules
from perfdesk.core.layout.page import HEADROOM, LEADING, Box, Page, text_height
from perfdesk.core.layout.template import Border

FOOT = 30.0
"""The least bottom margin: the page number stands in it."""
_MOST_REPEATED = 0.5
"""The share of a sheet beyond which rows are not printed again."""
_MOST_TOGETHER = 0.5
"""The share of a sheet up to which rows joined by a merged cell move to the next sheet together."""
_SLACK = 0.01
_WORTH_FILLING = 0.25
"""The share of a sheet that must be free for a row taller than the paper to begin there."""


@dataclass(frozen=True)
class Piece:
    """A box, or the part of one, as it stands on a sheet of paper."""

    box: Box
    frame: Frame
    size: float
    """Font size on paper."""
    lines: tuple[Line, ...]
    border: Border
    """The box's own, closed where the box is cut."""


@dataclass(frozen=True)
class Leaf:
    """One sheet of paper."""

    number: int
    count: int
    width: float
    height: float
    bottom: float
    """The bottom margin, for what is printed below the form."""
    scale: float
    pieces: tuple[Piece, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        return rules((piece.frame, piece.border) for piece in self.pieces)


def cut(page: Page) -> tuple[Leaf, ...]:
    """The sheets of paper of a page, at least one."""
    cutter = _Cutter(page)
    leaves = [tuple(cutter.pieces(bands)) for bands in cutter.leaves()]
    paper = page.paper
    bottom = max(paper.bottom, FOOT)
    return tuple(
        Leaf(number, len(leaves), paper.width, paper.height, bottom, cutter.scale, pieces)
        for number, pieces in enumerate(leaves, 1)
    )


@dataclass(frozen=True)
class _Band:
    """A row, or the part of one, on a leaf. `begins` and `ends` say whether its true edges are there."""

    row: int
    height: float
    begins: bool = True
    ends: bool = True


@dataclass
class _Cutter:
    """The state of one cutting: how much of each row is still to come, how many lines of each cut box are printed."""

    page: Page
    scale: float = field(init=False)
    room: float = field(init=False)
    left: list[float] = field(init=False)
    printed: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        paper = self.page.paper
        self.scale = self.page.scale
        self.room = (paper.height - paper.top - max(paper.bottom, FOOT)) / self.scale
        self.left = [0.0, *self.page.heights]

    def leaves(self) -> Iterator[list[_Band]]:
        """The bands of each leaf. What a leaf prints is noted when the next one is asked for."""
        row, begins = 1, True
        joined = _joined_rows(self.page, self.room)
        while True:
            again = self._again(row)
            bands, free = self._whole_rows(row, begins, self.room - sum(band.height for band in again))
            row += len(bands)
            if row >= len(self.left):
                yield again + bands
                return
            sliced = not bands or (self._too_tall(row) and free >= self.room * _WORTH_FILLING)
            if sliced:
                bands.append(_Band(row, free, begins=begins or bool(bands), ends=False))
                self.left[row] -= free
            else:
                kept = _before_joined(bands, row, joined)
                bands, row = bands[:kept], row - len(bands) + kept
            yield again + bands
            self._carry_over(again + bands, row)
            begins = not sliced

    def _again(self, row: int) -> list[_Band]:
        """The rows printed again on top of the leaf that begins with this row.

        Headings of indicator columns serve down to the totals below them, not the conclusions and signatures.
        """
        first, last = self.page.repeat
        heights = self.page.heights[first - 1 : last]
        end = max(self.page.rows.values(), default=row) + 1
        if not first or not last < row <= end or sum(heights) > self.room * _MOST_REPEATED:
            return []
        return [_Band(row, height) for row, height in enumerate(heights, first)]

    def _whole_rows(self, row: int, begins: bool, free: float) -> tuple[list[_Band], float]:
        """The rows from this one on that fit, and what is free below them."""
        bands: list[_Band] = []
        while row < len(self.left) and self.left[row] <= free + _SLACK:
            bands.append(_Band(row, self.left[row], begins=begins or bool(bands)))
            free, row = free - self.left[row], row + 1
        return bands, max(0.0, free)

    def _too_tall(self, row: int) -> bool:
        return self.left[row] > self.room - sum(band.height for band in self._again(row))

    def _carry_over(self, bands: list[_Band], row: int) -> None:
        """Notes what a leaf prints of each box, and makes room overleaf for the rest of those its end cuts."""
        for box in self.page.boxes:
            last = box.row + box.rows - 1
            if not box.text or box.row > bands[-1].row or last < bands[0].row:
                continue
            height = sum(band.height for band in bands if box.row <= band.row <= last)
            printed = self._printed(box) + self._fitting(box, height) if last >= row else len(box.lines)
            self.printed[box.row, box.column] = printed
            lacking = _needed(box, len(box.lines) - printed) - sum(self.left[row : last + 1])
            if printed < len(box.lines) and lacking > 0:
                self.left[row] += lacking

    def _printed(self, box: Box) -> int:
        return self.printed.get((box.row, box.column), 0)

    def _fitting(self, box: Box, height: float) -> int:
        """How many of the lines to come are printed in this height. What is short is not torn: it goes overleaf."""
        rest = len(box.lines) - self._printed(box)
        fitting = int((height - 2 * HEADROOM + _SLACK) / (box.style.size * LEADING))
        if fitting >= rest:
            return rest
        if height > self.room * _MOST_REPEATED - _SLACK:
            return max(1, fitting)
        return max(0, fitting) if _needed(box, rest) > self.room * _WORTH_FILLING else 0

    def pieces(self, bands: list[_Band]) -> Iterator[Piece]:
        """The boxes on a leaf."""
        tops = list(accumulate((band.height for band in bands), initial=0.0))
        numbers = {band.row: number for number, band in enumerate(bands)}
        for box in self.page.boxes:
            if box.row > bands[-1].row:
                continue
            on_leaf = [numbers[row] for row in range(box.row, box.row + box.rows) if row in numbers]
            if on_leaf:
                first, last = on_leaf[0], on_leaf[-1]
                left, _, width, _ = self.page.frame(box)
                frame = Frame(left, tops[first], width, tops[last + 1] - tops[first])
                yield self._piece(box, frame, bands[first], bands[last], bands)

    def _piece(self, box: Box, frame: Frame, first: _Band, last: _Band, bands: list[_Band]) -> Piece:
        above = first.row > box.row or not first.begins
        below = last.row < box.row + box.rows - 1 or not last.ends
        placed = frame.scaled(self.scale, self._margin(), self.page.paper.top)
        lines, style = box.lines if box.text else (), box.style
        if above or below or (box.row, box.column) in self.printed:
            lines = self._part(box, frame.height)
            style = style if len(lines) == len(box.lines) else replace(style, vertical="top")
        above = above or (first is bands[0] and first.row > 1)
        below = below or (last is bands[-1] and last.row < len(self.page.heights))
        places = line_places(lines, style, placed, self.scale)
        return Piece(box, placed, style.size * self.scale, places, _closed(style.border, above, below))

    def _part(self, box: Box, height: float) -> tuple[str, ...]:
        """The lines in the part of a box: all of a label or merged class, of a text what follows what is printed."""
        first, last = self.page.repeat
        label = len(box.cells) != 1 or (first <= box.row and box.row + box.rows - 1 <= last)
        if label and text_height(box) <= height + _SLACK:
            return box.lines if box.text else ()
        start = self._printed(box)
        return box.lines[start : start + self._fitting(box, height)] if box.text else ()

    def _margin(self) -> float:
        paper = self.page.paper
        free = paper.width - paper.left - paper.right - sum(self.page.widths) * self.scale
        return paper.left + (max(0.0, free) / 2 if paper.centered else 0.0)


def _joined_rows(page: Page, room: float) -> frozenset[int]:
    """The rows that go to the next leaf together with the row before them; the last rows do not go alone."""
    blocks = [
        (box.row, box.row + box.rows - 1) for box in page.boxes if box.rows > 1 and not _among_indicators(page, box)
    ]
    blocks = [block for block in blocks if _height(page, *block) <= room * _MOST_TOGETHER]
    if page.repeat[0]:
        blocks.append((page.repeat[0], page.repeat[1] + 1))
    if page.rows:
        last = max(page.rows.values())
        blocks.append((last, last + 1) if last < len(page.heights) else (max(last - 1, min(page.rows.values())), last))
    first, last = page.keep
    if first:
        free = room - _height(page, *page.repeat)
        blocks += [each for each in ((max(1, first - 1), last), page.keep) if _height(page, *each) <= free]
    return frozenset(row for start, end in blocks for row in range(start + 1, end + 1))


def _among_indicators(page: Page, box: Box) -> bool:
    """Classes and labels beside the indicator rows are cut where the paper ends."""
    rows = page.rows.values()
    return bool(rows) and box.row <= max(rows) and box.row + box.rows - 1 >= min(rows)


def _before_joined(bands: list[_Band], row: int, joined: frozenset[int]) -> int:
    """How many bands stay on the leaf when the row after them, and what is joined to it, goes overleaf."""
    kept = len(bands)
    while kept and row - len(bands) + kept in joined:
        kept -= 1
    return kept or len(bands)


def _height(page: Page, first: int, last: int) -> float:
    return sum(page.heights[first - 1 : last]) if first else 0.0


def _needed(box: Box, lines: int) -> float:
    return lines * box.style.size * LEADING + 2 * HEADROOM


def _closed(border: Border, above: bool, below: bool) -> Border:
    """A border with the cut edges drawn. A box without upright rules has no frame to close."""
    if not (border.left or border.right):
        return border
    level = border.top or border.bottom or border.left or border.right
    return replace(
        border,
        top=border.top or (level if above else ""),
        bottom=border.bottom or (level if below else ""),
    )
