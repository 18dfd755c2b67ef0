"""Places, blocks, borders and steps over merged cells; and that what is drawn of them is crisp."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from perfdesk.core.layout.page import Box, Page
from perfdesk.core.layout.template import Border, Paper, Style
from perfdesk.ui import palette
from perfdesk.ui.page import moves
from perfdesk.ui.page.geometry import geometry
from perfdesk.ui.page.grid import Block, Grid, Line, covered
from perfdesk.ui.page.page_paint import Sight, draw_page

THIN = Style(border=Border("thin", "thin", "thin", "thin"))


def box(row: int, column: int, rows: int = 1, columns: int = 1, style: Style = THIN) -> Box:
    return Box(row, column, rows, columns, "", ("",), style)


def grid(*boxes: Box) -> Grid:
    rows = max(each.row + each.rows - 1 for each in boxes)
    columns = max(each.column + each.columns - 1 for each in boxes)
    return Grid(tuple(sorted(boxes, key=lambda each: (each.row, each.column))), rows, columns)


STAIRS = grid(box(1, 1, 2, 2), box(1, 3), box(2, 3, 2, 1), box(3, 1), box(3, 2), box(4, 1, 1, 3))
"""┌──┬─┐
   │  ├─┤
   ├┬─┤ │
   ├┴─┴─┤"""


def test_a_block_grows_over_merged_cells_until_none_sticks_out() -> None:
    assert STAIRS.closed(Block(1, 1, 1, 1)) == Block(1, 1, 2, 2)
    assert STAIRS.closed(Block(1, 1, 1, 3)) == Block(1, 1, 3, 3)
    assert STAIRS.closed(Block(3, 2, 3, 2)) == Block(3, 2, 3, 2)


@given(st.tuples(st.integers(1, 4), st.integers(1, 3)), st.tuples(st.integers(1, 4), st.integers(1, 3)))
def test_a_closed_block_is_whole(one: tuple[int, int], other: tuple[int, int]) -> None:
    block = STAIRS.closed(Block(*one, *one).joined(Block(*other, *other)))
    assert STAIRS.closed(block) == block
    for number in STAIRS.within(block):
        assert block.joined(covered(STAIRS.boxes[number])) == block


@given(
    st.tuples(st.integers(1, 4), st.integers(1, 3)),
    st.lists(st.sampled_from(["up", "down", "left", "right"]), max_size=20),
)
def test_the_cursor_never_leaves_the_page(start: tuple[int, int], ways: list[str]) -> None:
    at = start
    for way in ways:
        before, at = at, moves.stepped(STAIRS, at, way)
        number = STAIRS.at(*at)
        assert number is not None
        assert at == before or number != STAIRS.at(*before)


def test_a_way_out_of_a_merged_cell_is_in_the_column_it_was_entered_by() -> None:
    assert moves.stepped(STAIRS, moves.stepped(STAIRS, (3, 2), "down"), "up") == (3, 2)
    assert moves.stepped(STAIRS, (3, 1), "up") == (2, 1)
    assert moves.stepped(STAIRS, (2, 1), "up") == (2, 1)


def test_a_shared_edge_is_one_line_and_the_heavier_wins() -> None:
    heavy = Style(border=Border(bottom="medium"))
    lines = grid(box(1, 1, style=heavy), box(1, 2, style=heavy), box(2, 1), box(2, 2)).lines
    assert [line for line in lines if not line.upright and line.edge == 2] == [Line(False, 2, 1, 2, "medium")]
    assert sum(line.upright and line.edge == 2 for line in lines) == 1


@pytest.mark.parametrize("unit", [0.667, 1.0, 4 / 3, 1.5, 2.0, 2.5, 8 / 3, 4.0])
def test_borders_are_crisp_at_every_scale(qapp: object, unit: float) -> None:
    """No pixel of a page of empty cells is anything between ink and paper, and every edge has its line."""
    page = Page((31.3, 47.9, 20.1), (14.7, 22.2, 17.3, 9.9), STAIRS.boxes, (), frozenset(), {}, (0, 0), (0, 0), Paper())
    placed = geometry(page, unit, 0)
    image = QImage(placed.width, placed.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_page(painter, Sight(STAIRS, placed, palette.LIGHT), image.rect())
    painter.end()
    inside = [(x, y) for x in range(placed.xs[0], placed.xs[-1] + 1) for y in range(placed.ys[0], placed.ys[-1] + 1)]
    assert {image.pixelColor(x, y).name().upper() for x, y in inside} == {palette.INK, palette.PAPER}
    ink = QColor(palette.INK)
    assert all(image.pixelColor(x, placed.ys[3] + 1 + round(3 * unit)) == ink for x in (placed.xs[0], placed.xs[-1]))
    assert all(image.pixelColor(placed.xs[0] + 2 + round(3 * unit), y) == ink for y in (placed.ys[0], *placed.ys[2:]))
