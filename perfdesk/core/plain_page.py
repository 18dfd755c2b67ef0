"""A page of our own making, which no template prescribes: the list in front of many forms, the account of one.

Knows what such pages have in common: their texts are fitted as on a form, and heading rows are printed again overleaf.
Refuses to know what they say (`cover.py`, `account.py`).
"""

from collections.abc import Sequence
from dataclasses import replace

from perfdesk.core import typesetting
from perfdesk.core.page import Box, Page
from perfdesk.core.template import Paper


def plain_page(
    boxes: Sequence[Box],
    widths: tuple[float, ...],
    least: tuple[float, ...],
    advance: typesetting.Advance,
    *,
    repeat: tuple[int, int],
    keep: tuple[int, int] = (0, 0),
) -> Page:
    """The boxes as a page; `least` are the heights its rows have at least."""
    fit = typesetting.Fitting(boxes, widths, least, typesetting.FLOOR, advance)
    heights, fitted = fit.heights(), list(boxes)
    for number, (style, lines) in fit.smaller().items():
        fitted[number] = replace(fitted[number], style=style, lines=lines)
    return Page(
        widths=widths,
        heights=heights,
        boxes=tuple(fitted),
        origins=tuple(range(1, len(heights) + 1)),
        grown=frozenset(),
        rows={},
        repeat=repeat,
        keep=keep,
        paper=Paper(centered=True),
    )
