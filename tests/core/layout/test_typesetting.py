"""Long texts: set smaller where that saves the row from growing, and never below the floor."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.core.layout.page import Box, Page, lay_out, text_height
from perfdesk.core.layout.typesetting import FEW, FLOOR, PADDING, floor, height_of
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import INDICATORS, Cell, Change, own
from tests.core.paperwork import filled, form

OUTPUT = ("产出指标", "数量指标")
ACROSS = 9
"""Characters on a line of the 三级指标 column at its own size, 10."""


def em(character: str, font: str, bold: bool) -> float:
    return 1.0


def page_of(*names: str, project: str = "河道清淤") -> Page:
    return lay_out(form(), filled(*[(*OUTPUT, name) for name in names], project=project), Scores(), em)


def name_of(page: Page, row: int = 1) -> Box:
    return page.by_cell[Cell(INDICATORS, row, "l3")]


@pytest.mark.parametrize("lines", [1, 2, FEW])
def test_a_few_lines_keep_their_size_and_grow_the_row(lines: int) -> None:
    page = page_of("堤" * ACROSS * lines, "短", "短")
    assert (name_of(page).style.size, len(name_of(page).lines)) == (10.0, lines)
    assert page.heights[3] == max(20.0, height_of(lines, 10.0))


def test_one_line_more_is_set_smaller_and_the_row_stays() -> None:
    page = page_of("堤" * (ACROSS * FEW + 1))
    assert name_of(page).marks == {"shrunk"}
    assert FLOOR <= name_of(page).style.size < 10.0
    assert page.heights[3] == height_of(FEW, 10.0)


def test_at_the_floor_the_row_grows() -> None:
    page = page_of("堤" * 600)
    assert name_of(page).style.size == FLOOR
    assert page.heights[3] == text_height(name_of(page)) == height_of(len(name_of(page).lines), FLOOR)


def test_a_text_uses_the_height_its_row_has_before_it_is_set_smaller() -> None:
    made = form()
    tall = replace(made, template=replace(made.template, heights=(30.0, 90.0, 20.0, 20.0, 20.0, 20.0)))
    page = lay_out(tall, filled(project="堤" * 19 * 6), Scores(), em)
    assert (page.by_cell[own("project")].style.size, page.heights[1]) == (10.0, 90.0)
    page = lay_out(tall, filled(project="堤" * 19 * 7), Scores(), em)
    assert page.by_cell[own("project")].style.size < 10.0
    assert page.heights[1] == 90.0


def test_a_text_takes_back_its_size_where_a_neighbour_has_made_the_row_taller() -> None:
    sheet = filled((*OUTPUT, "堤" * (ACROSS * FEW + 4)))
    grown = sheet.apply([Change(Cell(INDICATORS, 1, "l2"), "数量指标", "渠" * 200)])
    alone, beside = (name_of(lay_out(form(), each, Scores(), em)) for each in (sheet, grown))
    assert alone.style.size < beside.style.size == 10.0


def test_a_merged_class_may_use_all_its_rows() -> None:
    rows = [("堤" * 25, "数量指标", f"{number}") for number in range(4)]
    page = lay_out(form(), filled(*rows), Scores(), em)
    assert page.by_cell[Cell(INDICATORS, 1, "l1")].style.size == 10.0
    assert page.grown == set()


def test_a_printed_label_keeps_its_size() -> None:
    made = form()
    patches = tuple(
        replace(each, text="项目" * 60) if each.text == "项目名称" else each for each in made.template.patches
    )
    page = lay_out(replace(made, template=replace(made.template, patches=patches)), filled(), Scores(), em)
    assert next(box for box in page.boxes if box.text == "项目" * 60).style.size == 10.0


def test_the_floor_is_meant_on_paper() -> None:
    assert [floor(scale) for scale in (1.0, 0.9143, 0.5)] == [8.0, 9.0, 16.0]
    made = form()
    wide = tuple(2 * width for width in made.template.widths)
    page = lay_out(
        replace(made, template=replace(made.template, widths=wide)), filled((*OUTPUT, "堤" * 900)), Scores(), em
    )
    assert page.scale < 1
    assert 8.0 <= name_of(page).style.size * page.scale < 9.0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(1, 60))
def test_a_longer_text_never_makes_a_row_lower(length: int, more: int) -> None:
    short, long = page_of("堤" * length), page_of("堤" * (length + more))
    assert short.heights[3] <= long.heights[3]
    assert name_of(short).style.size >= name_of(long).style.size


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("堤a3，。（\n 万", max_size=160), min_size=1, max_size=5), st.text("渠1. ", max_size=300))
def test_every_text_fits_its_cell(names: list[str], project: str) -> None:
    page = page_of(*names, project=project)
    for box in page.boxes:
        _, _, width, height = page.frame(box)
        assert text_height(box) <= height + 1e-6
        assert box.style.size >= FLOOR
        if box.cells and box.style.rotation != 255:
            assert all(len(line) * box.style.size <= width - 2 * PADDING + 1e-6 for line in box.lines if len(line) > 3)


@pytest.mark.parametrize(("figure", "size"), [("138", 10.0), ("1381", 9.0), ("-138.75", 8.0), ("98.765%", 8.0)])
def test_a_figure_is_set_smaller_rather_than_torn(figure: str, size: float) -> None:
    made = form()
    shown = Scores(shown={own("total.score"): figure})
    page = lay_out(made, filled((*OUTPUT, "清淤长度")), shown, lambda *_: 0.95)
    box = page.by_cell[own("total.score")]
    assert (box.lines, box.style.size) == ((figure,), size)
    assert page.heights[4] == 20.0


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("1,234,567,890.25", 8.0, ("1,234,567,890.25",)),
        ("清淤12345678901", 8.5, ("清淤", "12345678901")),
        ("≥12345678.5立方米", 8.5, ("≥12345678.5", "立方米")),
        ("上年1\n本年2", 10.0, ("上年1", "本年2")),
        ("9" * 20 + "米", 10.0, ("9" * 9, "9" * 9, "99米")),
    ],
)
def test_a_number_within_a_text_is_not_torn_either(text: str, size: float, lines: tuple[str, ...]) -> None:
    box = name_of(page_of(text))
    assert (box.style.size, box.lines) == (size, lines)
