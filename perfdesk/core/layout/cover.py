"""The list in front of a file of many forms: project, form, total, page.

Lays it out as a page like any other, so that it is cut and drawn by what cuts and draws forms. Refuses to know on
which page a form begins: that is passed in.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from perfdesk.core.layout import typesetting
from perfdesk.core.layout.page import Box, Page
from perfdesk.core.layout.plain_page import plain_page
from perfdesk.core.layout.template import Border, Style
from perfdesk.core.layout.typesetting import Advance
from perfdesk.core.sheet import own
from perfdesk.core.snapshot import Snapshot

TITLE = "绩效表目录"
_HEADINGS = ("序号", "项目", "表", "总分", "页码")
_WIDTHS = (34.0, 236.0, 120.0, 52.0, 52.0)
_SIDES = ("center", "left", "left", "center", "center")
_LINE = Border("thin", "thin", "thin", "thin")
_BODY = Style(size=10.0, wrap=True, border=_LINE)
_HEAD = Style(font="黑体", size=10.0, horizontal="center", border=_LINE)
_UNDER = Style(size=10.0, horizontal="left", vertical="bottom")
_ABOVE = Style(font="方正小标宋简体", size=18.0, bold=True, horizontal="center")
_HEIGHTS = (40.0, 24.0, 24.0)
_TOTAL = own("total.score")


class Entry(NamedTuple):
    """A line of the list."""

    project: str
    form: str
    total: str
    page: int


def entry(snapshot: Snapshot, page: int) -> Entry:
    """The line of a form that begins on this page of the file."""
    total = snapshot.scores.shown.get(_TOTAL, "") or snapshot.sheet.text(_TOTAL)
    return Entry(snapshot.sheet.own("project").strip(), snapshot.form.short, total or "—", page)


def cover(entries: Sequence[Entry], unit: str, advance: Advance) -> Page:
    """The list, as long as it is; the headings are printed again on each sheet of paper."""
    boxes = [*_top(f"{unit}　共 {len(entries)} 份".strip("　"), advance), *_rows(entries, advance)]
    return plain_page(boxes, _WIDTHS, (*_HEIGHTS, *[22.0] * len(entries)), advance, repeat=(3, 3))


def _top(under: str, advance: Advance) -> list[Box]:
    across = len(_WIDTHS)
    lines = typesetting.lines(under, sum(_WIDTHS), _UNDER, True, advance)
    return [
        Box(1, 1, 1, across, TITLE, (TITLE,), _ABOVE),
        Box(2, 1, 1, across, under, lines, _UNDER),
        *(Box(3, column, 1, 1, text, (text,), _HEAD) for column, text in enumerate(_HEADINGS, 1)),
    ]


def _rows(entries: Sequence[Entry], advance: Advance) -> list[Box]:
    rows = []
    for number, (project, form, total, page) in enumerate(entries, 1):
        for column, text in enumerate((str(number), project, form, total, str(page)), 1):
            style = replace(_BODY, horizontal=_SIDES[column - 1])
            lines = typesetting.lines(text, _WIDTHS[column - 1], style, True, advance)
            rows.append(Box(number + 3, column, 1, 1, text, lines, style))
    return rows
