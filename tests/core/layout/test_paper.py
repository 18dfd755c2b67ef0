"""A page on sheets of paper: what is repeated, what stays together, and that nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.core.layout.page import HEADROOM, LEADING, Box, Page, lay_out
from perfdesk.core.layout.paper import FOOT, Leaf, Piece, cut
from perfdesk.core.layout.template import Border, Paper, Style
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import Cell, Sheet
from tests.core.paperwork import filled, form

THIN = Border("thin", "thin", "thin", "thin")
STYLE = Style(size=10.0, wrap=True, border=THIN)
LINE = 10.0 * LEADING
PAPER = Paper(width=200.0, height=300.0, left=20.0, right=20.0, top=30.0, bottom=40.0)
ROOM = 230.0
"""What is left of the paper's height between its margins."""


def page(heights: list[float], boxes: list[Box], *, widths: tuple[float, ...] = (80.0, 80.0), **more: object) -> Page:
    whole = Page(
        widths=widths,
        heights=tuple(heights),
        boxes=tuple(boxes),
        origins=tuple(range(1, len(heights) + 1)),
        grown=frozenset(),
        rows={},
        repeat=(0, 0),
        keep=(0, 0),
        paper=PAPER,
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def box(row: int, column: int, *lines: str, rows: int = 1, typed: bool = False, style: Style = STYLE) -> Box:
    cells = (Cell("", 0, f"r{row}c{column}"),) if typed else ()
    return Box(row, column, rows, 1, "\n".join(lines), tuple(lines), style, cells)


def rows_of(count: int) -> list[Box]:
    return [box(row, column, f"{row}-{column}") for row in range(1, count + 1) for column in (1, 2)]


def printed(leaf: Leaf) -> list[str]:
    return [line.text for piece in leaf.pieces for line in piece.lines]


def piece_of(leaf: Leaf, row: int, column: int) -> Piece:
    return next(piece for piece in leaf.pieces if (piece.box.row, piece.box.column) == (row, column))


def first_rows(leaves: tuple[Leaf, ...]) -> list[int]:
    return [min(piece.box.row for piece in leaf.pieces) for leaf in leaves]


def test_a_short_page_is_one_leaf_at_its_own_size() -> None:
    (leaf,) = cut(page([20.0] * 3, rows_of(3)))
    assert (leaf.number, leaf.count, leaf.scale) == (1, 1, 1.0)
    assert piece_of(leaf, 2, 2).frame == (100.0, 50.0, 80.0, 20.0)
    assert piece_of(leaf, 2, 2).size == 10.0


def test_a_wide_page_shrinks_to_the_paper() -> None:
    (leaf,) = cut(page([20.0], [box(1, 1, "甲"), box(1, 2, "乙")], widths=(160.0, 160.0)))
    assert leaf.scale == 0.5
    assert piece_of(leaf, 1, 2).frame == (100.0, 30.0, 80.0, 10.0)
    assert piece_of(leaf, 1, 2).size == 5.0


def test_a_narrow_page_stands_in_the_middle_where_the_template_says_so() -> None:
    one = page([20.0], [box(1, 1, "甲")], widths=(40.0, 40.0), paper=replace(PAPER, centered=True))
    assert piece_of(cut(one)[0], 1, 1).frame.left == 60.0


def test_rows_are_not_cut() -> None:
    leaves = cut(page([100.0] * 5, rows_of(5)))
    assert first_rows(leaves) == [1, 3, 5]
    assert [leaf.number for leaf in leaves] == [1, 2, 3]
    assert {leaf.count for leaf in leaves} == {3}


def test_heading_rows_are_printed_again() -> None:
    leaves = cut(page([20.0, 20.0] + [60.0] * 6, rows_of(8), repeat=(2, 2)))
    assert [printed(leaf)[:4] for leaf in leaves[1:]] == [["2-1", "2-2", "6-1", "6-2"]]
    assert piece_of(leaves[1], 2, 1).frame.top == 30.0
    assert piece_of(leaves[1], 6, 1).frame.top == 50.0


def test_headings_are_not_printed_above_what_follows_the_totals() -> None:
    leaves = cut(page([20.0] + [100.0] * 7, rows_of(8), repeat=(1, 1), rows={1: 2, 2: 3, 3: 4}))
    assert [printed(leaf)[0] for leaf in leaves] == ["1-1", "1-1", "6-1", "8-1"]


def test_headings_of_more_than_half_a_sheet_are_printed_once() -> None:
    leaves = cut(page([150.0] + [60.0] * 4, rows_of(5), repeat=(1, 1)))
    assert sum("1-1" in printed(leaf) for leaf in leaves) == 1


def test_a_heading_is_not_left_alone_at_the_foot() -> None:
    assert first_rows(cut(page([100.0, 100.0, 20.0, 60.0, 60.0], rows_of(5), repeat=(3, 3)))) == [1, 3]


def test_signatures_stay_together_with_a_row_before_them() -> None:
    leaves = cut(page([60.0, 60.0, 60.0, 40.0, 40.0], rows_of(5), keep=(4, 5)))
    assert [{piece.box.row for piece in leaf.pieces} for leaf in leaves] == [{1, 2}, {3, 4, 5}]


def test_signatures_go_alone_where_the_row_before_them_is_too_tall() -> None:
    leaves = cut(page([60.0, 160.0, 40.0, 40.0], rows_of(4), keep=(3, 4)))
    assert [{piece.box.row for piece in leaf.pieces} for leaf in leaves] == [{1, 2}, {3, 4}]


def test_the_totals_do_not_go_alone_under_a_heading() -> None:
    boxes, indicators = rows_of(8), {1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7}
    leaves = cut(page([20.0] + [35.0] * 7, boxes, repeat=(1, 1), rows=indicators))
    assert [[row for row in range(1, 9) if f"{row}-1" in printed(leaf)] for leaf in leaves] == [
        [1, 2, 3, 4, 5, 6],
        [1, 7, 8],
    ]


def test_the_last_indicator_does_not_go_alone() -> None:
    leaves = cut(page([20.0] + [35.0] * 7, rows_of(8), repeat=(1, 1), rows={number: number for number in range(2, 9)}))
    assert [[row for row in range(1, 9) if f"{row}-1" in printed(leaf)] for leaf in leaves] == [
        [1, 2, 3, 4, 5, 6],
        [1, 7, 8],
    ]


def test_rows_of_a_merged_cell_go_over_together() -> None:
    label = box(3, 1, "资金", rows=3)
    boxes = [*rows_of(2), label, *(box(row, 2, f"{row}") for row in (3, 4, 5))]
    assert first_rows(cut(page([80.0, 80.0, 30.0, 30.0, 30.0], boxes))) == [1, 3]


def test_a_class_that_is_cut_is_named_on_both_leaves_and_closed() -> None:
    cells = tuple(Cell("indicators", row, "l1") for row in range(1, 9))
    label = replace(box(1, 1, "产出指标", rows=8), cells=cells)
    boxes = [label, *(box(row, 2, f"{row}") for row in range(1, 9))]
    leaves = cut(page([40.0] * 8, boxes, rows={row: row for row in range(1, 9)}))
    assert ["产出指标" in printed(leaf) for leaf in leaves] == [True, True]
    assert [piece_of(leaf, 1, 1).frame.height for leaf in leaves] == [200.0, 120.0]
    open_sides = replace(STYLE, border=Border("thin", "thin", "", ""))
    bare = [replace(each, style=open_sides) for each in boxes]
    above, below = cut(page([40.0] * 8, bare, rows={row: row for row in range(1, 9)}))
    assert piece_of(above, 1, 1).border == Border("thin", "thin", "", "thin")
    assert piece_of(below, 1, 1).border == Border("thin", "thin", "thin", "")


def test_a_class_is_not_named_where_its_name_has_no_room() -> None:
    cells = tuple(Cell("indicators", row, "l1") for row in range(1, 14))
    label = replace(box(1, 1, "产", "出", "指", "标", rows=13), cells=cells)
    boxes = [label, *(box(row, 2, f"{row}") for row in range(1, 14))]
    leaves = cut(page([20.0] * 13, boxes, rows={row: row for row in range(1, 14)}))
    assert [printed(leaf)[:1] for leaf in leaves] == [["产"], ["12"]]


def test_a_row_taller_than_the_paper_goes_on_between_its_lines() -> None:
    lines = [f"第{number}行" for number in range(60)]
    heights = [20.0, len(lines) * LINE + 2 * HEADROOM, 20.0]
    boxes = [box(1, 1, "上"), box(2, 1, "名称", typed=True), box(2, 2, *lines, typed=True), box(3, 1, "下")]
    leaves = cut(page(heights, boxes))
    assert len(leaves) == 4
    assert [text for leaf in leaves for text in printed(leaf)] == ["上", "名称", *lines, "下"]
    for leaf in leaves:
        assert_within(leaf)


def test_a_tall_row_begins_where_there_is_room_for_a_good_part_of_it() -> None:
    lines = [f"{number}" for number in range(30)]
    tall = len(lines) * LINE + 2 * HEADROOM
    assert first_rows(cut(page([100.0, tall], [box(1, 1, "上"), box(2, 1, *lines, typed=True)])))[:2] == [1, 2]
    assert "0" in printed(cut(page([100.0, tall], [box(1, 1, "上"), box(2, 1, *lines, typed=True)]))[0])
    assert "0" not in printed(cut(page([200.0, tall], [box(1, 1, "上"), box(2, 1, *lines, typed=True)]))[0])


def test_a_margin_too_small_for_the_page_number_is_widened() -> None:
    (leaf,) = cut(page([20.0], [box(1, 1, "甲")], paper=replace(PAPER, bottom=5.0)))
    assert leaf.bottom == FOOT


def test_the_smallest_page_has_a_leaf() -> None:
    assert len(cut(page([], [], widths=()))) == 1


def assert_within(leaf: Leaf) -> None:
    """Everything stands between the margins, every line inside its frame."""
    for piece in leaf.pieces:
        assert piece.frame.top >= PAPER.top - 0.1
        assert piece.frame.top + piece.frame.height <= leaf.height - leaf.bottom + 0.1
        for line in piece.lines:
            assert piece.frame.top < line.baseline < piece.frame.top + piece.frame.height


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Pages whose rows hold their texts: a typed column, a column of merged runs, typed or labels."""
    boxes, heights = [], []
    for row in range(1, draw(st.integers(1, 14)) + 1):
        lines = draw(st.integers(0, 3) | st.integers(0, 45))
        heights.append(max(draw(st.floats(12, 60)), lines * LINE + 2 * HEADROOM))
        boxes.append(box(row, 1, *(f"{row}.{number}" for number in range(lines)), typed=True))
    row = 1
    while row <= len(heights):
        span = min(draw(st.integers(1, 6)), len(heights) - row + 1)
        lines = draw(st.integers(0, 50))
        lacking = lines * LINE + 2 * HEADROOM - sum(heights[row - 1 : row - 1 + span])
        heights[row - 1 : row - 1 + span] = [
            height + max(0.0, lacking) / span for height in heights[row - 1 : row - 1 + span]
        ]
        merged = box(row, 2, *(f"m{row}.{number}" for number in range(lines)), rows=span, typed=draw(st.booleans()))
        boxes.append(merged)
        row += span
    repeat = draw(st.integers(0, len(heights)))
    last = len(heights)
    rows = {row: row for row in range(1, last + 1)} if draw(st.booleans()) else {}
    return page(heights, boxes, repeat=(repeat, repeat), keep=(last, last), rows=rows)


@settings(max_examples=150, deadline=None)
@given(pages())
def test_no_line_is_lost_and_typed_lines_keep_their_order(page: Page) -> None:
    leaves = cut(page)
    for each in page.boxes:
        shown = [
            [line.text for line in piece.lines]
            for leaf in leaves
            for piece in leaf.pieces
            if (piece.box.row, piece.box.column) == (each.row, each.column)
        ]
        flat = [text for lines in shown for text in lines]
        lines = list(each.lines) if each.text else []
        if each.cells and each.row != page.repeat[0]:
            assert flat == lines
        else:
            assert set(flat) == set(lines)


@settings(max_examples=150, deadline=None)
@given(pages())
def test_everything_stands_on_the_paper(page: Page) -> None:
    for leaf in cut(page):
        assert_within(leaf)


@pytest.mark.parametrize("count", [1, 40, 300])
def test_a_laid_out_form_loses_no_row(count: int) -> None:
    names = [f"清淤长度{number}" for number in range(count)]
    page = lay_out(form(), filled(*[("产出指标", "数量指标", name) for name in names]), Scores(), lambda *_: 1.0)
    shown = [text for leaf in cut(page) for text in printed(leaf)]
    assert [text for text in shown if text.startswith("清淤长度")] == names
    assert shown.count("总分") == 1


def test_a_form_with_nothing_in_it_is_one_leaf() -> None:
    assert len(cut(lay_out(form(), Sheet(), Scores(), lambda *_: 1.0))) == 1
