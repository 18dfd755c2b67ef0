"""Pictures, text boxes, notes and controls over a sheet: their corners follow the rows.

Knows the anchors of drawings (XML), of the old drawings that carry notes and controls (VML), and of controls in the
sheet itself. What may be stretched is stretched, what may only be moved keeps its height. Refuses to know what is
drawn.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from lxml import etree

from perfdesk.formats.moving import Moving

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_EMU = 12700
"""Drawing units of a point."""
_USUAL = 15.0
"""Height of rows below the page, in points."""
# The prefixes are whatever the writer chose: Excel says v: and x:, others ns0:.
_SHAPE = re.compile(r"<(\w+:)?shape\s.*?</\1shape>", re.DOTALL)
_ANCHOR = re.compile(r"(<(?:\w+:)?Anchor>)([^<]*)(</)")
_ROW = re.compile(r"(<(?:\w+:)?Row>\s*)(\d+)(\s*</)")


class Ground:
    """The heights of the rows before and after: from a corner to a height above the sheet's foot, and back."""

    def __init__(self, before: Sequence[float], after: Sequence[float], moving: Moving) -> None:
        self.moving = moving
        self._before, self._after = _tops(before), _tops(after)

    @property
    def idle(self) -> bool:
        """Whether every row is where and as tall as it was."""
        return not self.moving.rows.shift and self._before == self._after

    def row(self, row: int) -> int:
        """Where a row (counted from 0) is now; a row that is gone leaves the next one in its place."""
        rows = self.moving.rows
        below = max(row + 1, rows.last + 1)
        return next(now - 1 for each in range(row + 1, below + 1) if (now := rows.at(each)) is not None)

    def height(self, start: tuple[int, int], end: tuple[int, int]) -> int:
        """What was between two corners (row, offset)."""
        return _down(self._before, end) - _down(self._before, start)

    def below(self, start: tuple[int, int], height: int) -> tuple[int, int]:
        """The corner that is so far below another now."""
        return _corner(self._after, _down(self._after, start) + height)

    def same_spot(self, corner: tuple[int, int]) -> tuple[int, int]:
        """The corner that is where this one was."""
        return _corner(self._after, _down(self._before, corner))


def _tops(heights: Sequence[float]) -> list[int]:
    return list(accumulate((round(height * _EMU) for height in heights), initial=0))


def _down(tops: Sequence[int], corner: tuple[int, int]) -> int:
    row, offset = corner
    beyond = max(0, row - len(tops) + 1)
    return tops[row - beyond] + beyond * round(_USUAL * _EMU) + offset


def _corner(tops: Sequence[int], height: int) -> tuple[int, int]:
    usual = round(_USUAL * _EMU)
    if height >= tops[-1]:
        rows, offset = divmod(height - tops[-1], usual)
        return len(tops) - 1 + rows, offset
    row = next(number for number, top in enumerate(tops[1:]) if height < top)
    return row, height - tops[row]


def follow_drawing(root: etree._Element, ground: Ground) -> None:
    """Moves every anchor of a drawing part, or of the controls in a sheet."""
    for start in list(root.iter(f"{_DRAWING}from", "{*}from")):
        anchor = start.getparent()
        if anchor is not None and start.find(f"{_DRAWING}row") is not None:
            _follow_anchor(anchor, start, ground)


def _follow_anchor(anchor: etree._Element, start: etree._Element, ground: Ground) -> None:
    end = next((each for each in anchor if etree.QName(each).localname == "to"), None)
    kind = _kind(anchor)
    was = _read(start)
    now = ground.same_spot(was) if kind == "absolute" else (ground.row(was[0]), was[1])
    if end is not None:
        old = _read(end)
        keeps = kind in ("absolute", "oneCell")
        _place(end, ground.below(now, ground.height(was, old)) if keeps else (ground.row(old[0]), old[1]))
    _place(start, now)


def _kind(anchor: etree._Element) -> str:
    """`twoCell` is moved and stretched, `oneCell` moved, `absolute` neither."""
    if etree.QName(anchor).localname == "anchor":
        moves, sizes = (anchor.get(key) in ("1", "true") for key in ("moveWithCells", "sizeWithCells"))
        return "twoCell" if sizes else "oneCell" if moves else "absolute"
    return str(anchor.get("editAs", "twoCell"))


def _read(corner: etree._Element) -> tuple[int, int]:
    return int(corner.findtext(f"{_DRAWING}row") or "0"), int(corner.findtext(f"{_DRAWING}rowOff") or "0")


def _place(corner: etree._Element, at: tuple[int, int]) -> None:
    for name, value in zip(("row", "rowOff"), at, strict=True):
        element = corner.find(f"{_DRAWING}{name}")
        if element is not None:
            element.text = str(value)


def follow_vml(text: str, ground: Ground) -> str:
    """Moves notes and controls of an old drawing; one whose row is gone goes with it. VML need not be sound XML."""
    return _SHAPE.sub(lambda match: _follow_shape(match[0], ground), text)


def _follow_shape(shape: str, ground: Ground) -> str:
    at = _ROW.search(shape)
    if at:
        now = ground.moving.rows.at(int(at[2]) + 1)
        if now is None:
            return ""
        shape = _ROW.sub(lambda match: f"{match[1]}{now - 1}{match[3]}", shape)
    return _ANCHOR.sub(lambda match: f"{match[1]}{_follow_numbers(match[2], ground)}{match[3]}", shape)


def _follow_numbers(text: str, ground: Ground) -> str:
    """The eight numbers of a VML anchor: column, offset, row, offset, twice. Its height is kept."""
    numbers = text.split(",")
    if len(numbers) != 8:
        return text
    top, bottom = int(numbers[2]), int(numbers[6])
    now = ground.row(top)
    numbers[2], numbers[6] = f" {now}", f" {now + bottom - top}"
    return ",".join(numbers)
