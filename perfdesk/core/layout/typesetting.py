"""How large a text is set in its cell, into which lines it breaks there, and how tall that makes the rows.

One rule, for the window, the PDF and the workbook alike. A text of up to FEW lines keeps the size the template gives
it, and its row grows if it must: a column of names in changing sizes would look like no printed form. A longer text
first uses the height its row has anyway; then it is set smaller, by half points, as long as that keeps the row from
growing; at the floor it stays, and the row grows. What outgrows a sheet of paper is cut by `paper.py`. A figure too
wide for its cell is set smaller rather than torn.

So nothing jumps while she types: a row never gets lower by a longer text, and a text takes back its size where another
cell has made the row taller. Refuses to know forms and what a cell means (`page.py`); lengths are points.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil
from typing import NamedTuple, Protocol

from perfdesk.core.layout.lines import broken
from perfdesk.core.layout.template import Style
from perfdesk.core.sheet import Cell

Advance = Callable[[str, str, bool], float]
"""(character, official font name, bold) → width in em."""

PADDING = 2.5
"""Between a cell's border and its text, left and right."""
HEADROOM = 2.0
"""The same above and below."""
LEADING = 1.3
"""Line height over font size."""
FLOOR = 8.0
"""Points on paper below which no text is set."""
FEW = 3
"""Lines a text may have before it is set smaller."""
STACKED = 255
"""Excel's rotation of characters that stand upright one below the other."""
_FIGURE = re.compile(r"[-+]?[\d,]{1,15}(\.\d{1,6})?[%‰]?", re.ASCII)
_NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_STEP = 0.5
_SLACK = 1e-6


class Text(Protocol):
    """A text in its cell, broken at its own size. `row` and `column` count from 1."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def lines(self) -> tuple[str, ...]: ...
    @property
    def style(self) -> Style: ...
    @property
    def cells(self) -> tuple[Cell, ...]: ...


class Fitted(NamedTuple):
    """A text set smaller than the template has it."""

    style: Style
    lines: tuple[str, ...]


def height_of(lines: int, size: float) -> float:
    """What lines of a size take, with the room above and below."""
    return lines * size * LEADING + 2 * HEADROOM


def floor(scale: float) -> float:
    """The least size on a page that is printed at this scale, in half points as Excel has them."""
    return ceil(2 * FLOOR / scale) / 2


def lines(text: str, width: float, style: Style, typed: bool, advance: Advance) -> tuple[str, ...]:
    """A text as broken in a cell of this width. Typed texts always wrap: what she wrote is never cut off.

    A figure is not torn: in a cell too narrow for it, it is set smaller, and at last squeezed by who draws.
    """
    if typed and style.rotation != STACKED and _FIGURE.fullmatch(text):
        return (text,)
    if style.rotation == STACKED:
        return tuple(text)
    if not (typed or style.wrap):
        return tuple(text.split("\n"))
    room = width - 2 * PADDING - style.indent * style.size
    return _broken(text, room / style.size, style.font, style.bold, advance)


class Fitting:
    """The texts of one page being fitted into its rows; `smallest` is the least size, `heights` the template's."""

    def __init__(
        self,
        texts: Sequence[Text],
        widths: Sequence[float],
        heights: Sequence[float],
        smallest: float,
        advance: Advance,
    ) -> None:
        self._texts, self._widths, self._smallest, self._advance = texts, widths, smallest, advance
        self._heights = list(heights)
        self._long: dict[int, float] = {}
        """Texts that do not fit at their own size → the height they have been given."""

    def heights(self) -> tuple[float, ...]:
        """The heights of the rows; cells of several rows ask theirs for equal shares of what is lacking."""
        least, tall = tuple(self._heights), []
        for number, each in enumerate(self._texts):
            if each.rows > 1:
                tall.append((number, each))
            elif each.text and not self._fits(each):
                self._heights[each.row - 1] = max(self._heights[each.row - 1], self._need(number, least[each.row - 1]))
        for number, each in tall:
            if each.text:
                lacking = self._need(number, self._given(each)) - self._given(each)
                for row in range(each.row - 1, each.row - 1 + each.rows) if lacking > 0 else ():
                    self._heights[row] += lacking / each.rows
        return tuple(self._heights)

    def _fits(self, each: Text) -> bool:
        """Whether a text asks nothing of its row, as most do."""
        count = len(each.lines)
        return count <= FEW and height_of(count, each.style.size) <= self._heights[each.row - 1]

    def smaller(self) -> dict[int, Fitted]:
        """The texts that are set smaller, by their number; asked for when the heights are known."""
        found = {number: self._largest(self._texts[number], room) for number, room in self._long.items()}
        found |= {number: self._narrowed(each) for number, each in enumerate(self._texts) if self._too_wide(each)}
        for number, each in enumerate(self._texts):
            now = found.get(number) or each
            if len(now.lines) > 1 and each.cells and _torn(each.text, now.lines):
                found[number] = self._whole(each, now.style, now.lines)
        return {number: made for number, made in found.items() if made.style != self._texts[number].style}

    def _too_wide(self, each: Text) -> bool:
        """Whether this is a figure that its cell is too narrow for."""
        if not each.cells or len(each.lines) != 1 or not _FIGURE.fullmatch(each.text):
            return False
        return self._length(each) * each.style.size > self._room(each) + _SLACK

    def _narrowed(self, each: Text) -> Fitted:
        fitting = int(self._room(each) / self._length(each) / _STEP) * _STEP
        return Fitted(_sized(each.style, max(min(self._smallest, each.style.size), fitting)), each.lines)

    def _whole(self, each: Text, style: Style, torn: tuple[str, ...]) -> Fitted:
        """The text at the largest size that tears no number; as it is where even the smallest tears one."""
        size = style.size
        while size > self._smallest:
            size = max(self._smallest, size - _STEP)
            made = self._lines(each, size)
            if not _torn(each.text, made):
                return Fitted(_sized(each.style, size), made)
        return Fitted(style, torn)

    def _room(self, each: Text) -> float:
        return self._width(each) - 2 * PADDING - each.style.indent * each.style.size

    def _length(self, each: Text) -> float:
        return _length(each.text, each.style.font, each.style.bold, self._advance)

    def _given(self, each: Text) -> float:
        return sum(self._heights[each.row - 1 : each.row - 1 + each.rows])

    def _need(self, number: int, has: float) -> float:
        """The height a text asks for: what it takes at its own size, or the room it is squeezed into."""
        each = self._texts[number]
        own, room = height_of(len(each.lines), each.style.size), max(has, height_of(FEW, each.style.size))
        if own <= room or not each.cells or each.style.rotation == STACKED or each.style.size <= self._smallest:
            return own
        self._long[number] = max(room, self._height(each, self._smallest))
        return self._long[number]

    def _largest(self, each: Text, asked: float) -> Fitted:
        """The text at the largest size at which it fits, at the smallest where none does."""
        room, size = max(asked, self._given(each)) + _SLACK, each.style.size
        while size > self._smallest:
            least = ceil(self._length(each) * size / self._width(each) - _SLACK)
            if height_of(least, size) <= room and self._height(each, size) <= room:
                break
            size = max(self._smallest, size - _STEP)
        return Fitted(_sized(each.style, size), self._lines(each, size))

    def _height(self, each: Text, size: float) -> float:
        return height_of(len(self._lines(each, size)), size)

    def _lines(self, each: Text, size: float) -> tuple[str, ...]:
        return lines(each.text, self._width(each), _sized(each.style, size), True, self._advance)

    def _width(self, each: Text) -> float:
        return sum(self._widths[each.column - 1 : each.column - 1 + each.columns])


@lru_cache(maxsize=512)
def _sized(style: Style, size: float) -> Style:
    return style if size == style.size else replace(style, size=size)


@lru_cache(maxsize=2048)
def _length(text: str, font: str, bold: bool, advance: Advance) -> float:
    """How long a text is on one line, in em."""
    return sum(advance(character, font, bold) for character in text if character != "\n")


@lru_cache(maxsize=8192)
def _torn(text: str, lines: tuple[str, ...]) -> bool:
    """Whether a line ends within a number."""
    return _NUMBERS.findall(text) != _NUMBERS.findall("\n".join(lines))


@lru_cache(maxsize=8192)
def _broken(text: str, width: float, font: str, bold: bool, advance: Advance) -> tuple[str, ...]:
    """The lines of a text in a width in em. Not kept by style: hashing one takes longer than all the rest."""
    return broken(text, width, lambda character: advance(character, font, bold))
