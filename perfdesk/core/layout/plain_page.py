"""A page of our own making, which no template prescribes: the list in front of many forms, the account of one.

Knows what such pages have in common: their texts are fitted as on a form, and heading rows are printed again overleaf.
Refuses to know what they say (`cover.py`, `account.py`, `evidence_list.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfdesk.core.layout import typesetting
from perfdesk.core.layout.page import Box, Page
from perfdesk.core.layout.template import Border, Paper, Style

_LINE = Border("thin", "thin", "thin", "thin")
_BODY = Style(size=9.0, wrap=True, border=_LINE)
_HEAD = Style(font="黑体", size=9.0, horizontal="center", border=_LINE)
_TOLD = Style(size=9.5, wrap=True, horizontal="left")
_ABOVE = Style(font="方正小标宋简体", size=18.0, bold=True, horizontal="center")
_SIGNED = Style(size=10.0, horizontal="left", vertical="bottom")


class Table(NamedTuple):
    """What is told in columns: their headings, widths in points and alignments, and the lines."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    sides: tuple[str, ...]
    lines: Sequence[Sequence[str]]


def told_page(
    title: str,
    before: Sequence[str],
    table: Table,
    after: Sequence[str],
    signatures: str,
    advance: typesetting.Advance,
) -> Page:
    """A title, sentences, a table, sentences, and who signs; what stands after the table stays together."""
    head = len(before) + 2
    below = head + len(table.lines) + 1
    last = below + len(after)
    boxes = [_across(1, title, _ABOVE, table, advance)]
    boxes += [_across(row, text, _TOLD, table, advance) for row, text in enumerate(before, 2)]
    boxes += [Box(head, at, 1, 1, text, (text,), _HEAD) for at, text in enumerate(table.headings, 1)]
    boxes += [box for row, line in enumerate(table.lines, head + 1) for box in _cells(row, line, table, advance)]
    boxes += [_across(row, text, _TOLD, table, advance) for row, text in enumerate(after, below)]
    boxes.append(_across(last, signatures, _SIGNED, table, advance))
    least = (36.0, *[18.0] * len(before), 22.0, *[20.0] * len(table.lines), *[18.0] * len(after), 36.0)
    return plain_page(boxes, table.widths, least, advance, repeat=(head, head), keep=(below, last))


def _across(row: int, text: str, style: Style, table: Table, advance: typesetting.Advance) -> Box:
    lines = typesetting.lines(text, sum(table.widths), style, True, advance)
    return Box(row, 1, 1, len(table.widths), text, lines, style)


def _cells(row: int, line: Sequence[str], table: Table, advance: typesetting.Advance) -> Iterator[Box]:
    for column, text in enumerate(line, 1):
        style = replace(_BODY, horizontal=table.sides[column - 1])
        lines = typesetting.lines(text, table.widths[column - 1], style, True, advance)
        yield Box(row, column, 1, 1, text, lines, style)


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
