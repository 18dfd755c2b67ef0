"""A chart laid out: which bar, track and text stands where. Lengths are those of the screen, not money: floats.

Knows the order of things on a chart — title, legend, rows, note — and that no text leaves its place: what does not fit
is cut short. Refuses to know colours, fonts and how anything is painted; a text's width is asked of whoever paints.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.charts import Bar, Chart, Row

Measure = Callable[[str], float]
"""How wide a text is in the chart's type."""
MARGIN, GAP = 16.0, 8.0
_LABELS = 0.34
"""The part of the width labels may take at most."""
_THICK, _THIN, _BETWEEN, _ROW = 14.0, 11.0, 4.0, 12.0


class Shape(NamedTuple):
    """`kind`: `bar`, `track`, `key` (of the legend) or `line` (a hundred). `series` is whose it is."""

    kind: str
    left: float
    top: float
    width: float
    height: float
    series: int = 0


class Words(NamedTuple):
    """A line of text in its box. `kind`: `title`, `label`, `value`, `none`, `key` or `note`."""

    kind: str
    text: str
    left: float
    top: float
    width: float
    height: float
    right: bool = False
    """Stands at the right end of its box."""


class Drawing(NamedTuple):
    width: float
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]


def lay_out(chart: Chart, width: float, line: float, measure: Measure) -> Drawing:
    """The chart at this width, in a type whose lines are `line` high."""
    pen = _Pen(width, line, measure)
    pen.write("title", chart.title, 0.0 if chart.subject else GAP)
    if chart.subject:
        pen.write("key", chart.subject)
    if chart.lacking:
        pen.write("none", chart.lacking)
        return pen.done()
    if len(chart.series) > 1:
        pen.legend(chart.series)
    pen.rows(chart)
    if chart.note:
        pen.write("note", chart.note)
    return pen.done()


class _Pen:
    """Where the next thing goes."""

    def __init__(self, width: float, line: float, measure: Measure) -> None:
        self.width, self.line, self.measure = width, line, measure
        self.top = MARGIN
        self.shapes: list[Shape] = []
        self.words: list[Words] = []

    def write(self, kind: str, text: str, gap: float = GAP) -> None:
        """A text over the whole width, in as many lines as it needs."""
        room = self.width - 2 * MARGIN
        for each in broken(text, room, self.measure):
            self.words.append(Words(kind, each, MARGIN, self.top, room, self.line))
            self.top += self.line
        self.top += gap

    def legend(self, series: tuple[str, ...]) -> None:
        left = MARGIN
        for number, name in enumerate(series):
            wide = self.measure(name)
            self.shapes.append(Shape("key", left, self.top + (self.line - _THIN) / 2, 2 * _THIN, _THIN, number))
            self.words.append(Words("key", name, left + 2 * _THIN + 6, self.top, wide + 1, self.line))
            left += 2 * _THIN + 6 + wide + 3 * GAP
        self.top += self.line + GAP

    def rows(self, chart: Chart) -> None:
        labels = min(max(self.measure(row.label) for row in chart.rows), self.width * _LABELS)
        values = max(self.measure(bar.text) for row in chart.rows for bar in row.bars)
        left = MARGIN + labels + GAP
        room = max(0.0, self.width - MARGIN - values - GAP - left)
        first = self.top
        for row in chart.rows:
            self._row(row, chart, labels, left, room)
        if chart.most > 100:
            at = left + room * float(100 / chart.most)
            self.shapes.append(Shape("line", at, first, 0.0, self.top - first - _ROW / 2))
        self.top += GAP - _ROW / 2

    def _row(self, row: Row, chart: Chart, labels: float, left: float, room: float) -> None:
        thick = _THICK if len(row.bars) == 1 else _THIN
        each = max(thick, self.line) if len(row.bars) == 1 else max(thick, self.line * 0.86) + _BETWEEN
        high = each * len(row.bars)
        text = shortened(row.label, labels, self.measure)
        self.words.append(Words("label", text, MARGIN, self.top, labels, high, right=True))
        for number, bar in enumerate(row.bars):
            top = self.top + number * each
            self._bar(bar, chart.most, number, (left, top + (each - thick) / 2, room, thick))
            long = room * _part(max(bar.value or Decimal(0), bar.whole or Decimal(0)), chart.most)
            self.words.append(Words("value", bar.text, left + long + GAP, top, self.measure(bar.text) + 1, each))
        self.top += high + _ROW

    def _bar(self, bar: Bar, most: Decimal, series: int, box: tuple[float, float, float, float]) -> None:
        left, top, room, thick = box
        if bar.whole is not None:
            self.shapes.append(Shape("track", left, top, room * _part(bar.whole, most), thick, series))
        if bar.value is not None:
            self.shapes.append(Shape("bar", left, top, room * _part(bar.value, most), thick, series))

    def done(self) -> Drawing:
        return Drawing(self.width, self.top + MARGIN - GAP, tuple(self.shapes), tuple(self.words))


def _part(value: Decimal, most: Decimal) -> float:
    """The part of the width a value takes; nothing is drawn below nothing."""
    return float(max(Decimal(0), min(value, most)) / most) if most > 0 else 0.0


def shortened(text: str, room: float, measure: Measure) -> str:
    """The text, cut short with … where it is wider than its room."""
    if measure(text) <= room:
        return text
    length = len(text)
    while length and measure(text[:length] + "…") > room:
        length -= 1
    return text[:length] + "…"


def broken(text: str, room: float, measure: Measure) -> list[str]:
    """The lines of a text: as many characters on each as fit, at least one."""
    lines, rest = [], text
    while rest:
        length = len(rest)
        while length > 1 and measure(rest[:length]) > room:
            length -= 1
        lines.append(rest[:length])
        rest = rest[length:]
    return lines or [""]
