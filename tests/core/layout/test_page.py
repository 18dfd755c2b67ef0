"""The page: rows repeat, labels stretch, classes merge, texts grow their rows."""

from dataclasses import replace

import pytest

from perfdesk.core.layout.page import BINDING, Box, Page, lay_out, text_height
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import INDICATORS, Cell, Sheet, edits, own
from tests.core.paperwork import filled, form

OUTPUT = ("产出指标", "数量指标")


def em(character: str, font: str, bold: bool) -> float:
    return 1.0 if ord(character) > 0x2E7F else 0.5


def page_of(sheet: Sheet, scores: Scores = Scores()) -> Page:  # noqa: B008 - a frozen value
    return lay_out(form(), sheet, scores, em)


def box_at(page: Page, row: int, column: int) -> Box:
    return next(box for box in page.boxes if (box.row, box.column) == (row, column))


def covered(page: Page) -> list[tuple[int, int]]:
    return sorted(
        (row, column)
        for box in page.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    )


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_every_place_is_covered_once(count: int) -> None:
    page = page_of(filled(*[(*OUTPUT, f"清淤长度{n}") for n in range(count)]))
    rows = 4 + max(1, count)
    assert covered(page) == [(row, column) for row in range(1, rows + 1) for column in range(1, 6)]
    assert len(page.heights) == len(page.origins) == rows


def test_the_label_beside_the_indicators_stretches_and_the_total_moves_down() -> None:
    page = page_of(filled(*[(*OUTPUT, f"清淤长度{n}") for n in range(5)]))
    assert (box_at(page, 3, 1).text, box_at(page, 3, 1).rows) == ("绩效指标", 6)
    assert box_at(page, 9, 1).text == "总分"
    assert page.origins == (1, 2, 3, 4, 5, 5, 5, 5, 6)


def test_equal_classes_that_follow_each_other_merge() -> None:
    sheet = filled(
        ("产出指标", "数量指标", "一"), ("产出指标", "数量指标", "二"), ("产出指标", "质量指标", "三"),
        ("效益指标", "质量指标", "四"), ("", "", "五"), ("", "", "六"),
    )  # fmt: skip
    page = page_of(sheet)
    assert [box_at(page, row, 2).rows for row in (4, 7, 8, 9)] == [3, 1, 1, 1]
    assert [box_at(page, row, 3).rows for row in (4, 6, 7, 8)] == [2, 1, 1, 1]
    assert box_at(page, 4, 2).cells == tuple(Cell(INDICATORS, row, "l1") for row in (1, 2, 3))


def test_a_long_text_grows_its_row_and_only_that() -> None:
    page = page_of(filled((*OUTPUT, "清淤后河道断面达到设计标准并通过县级验收" * 4), (*OUTPUT, "短")))
    assert page.grown == {4}
    box = box_at(page, 4, 4)
    assert (box.style.size, box.marks) == (8.0, {"shrunk"})
    assert text_height(box) == page.heights[3] > 20


def test_a_merged_cell_that_needs_more_asks_its_rows_for_equal_shares() -> None:
    page = page_of(filled(("产出指标" * 20, "数量指标", "一"), ("产出指标" * 20, "数量指标", "二")))
    assert page.heights[3] == page.heights[4] > 20


def test_the_title_shows_the_year_of_the_form_and_cannot_be_typed_over() -> None:
    title = box_at(page_of(filled()), 1, 1)
    assert title.text == "自评表（2025年度）"
    assert not title.editable


def test_computed_figures_show_and_only_scores_of_rows_may_be_typed_over() -> None:
    shown = {own("total.score"): "95", Cell(INDICATORS, 1, "score"): "18"}
    page = page_of(filled((*OUTPUT, "清淤长度")), Scores(shown=shown))
    total, score = page.by_cell[own("total.score")], page.by_cell[Cell(INDICATORS, 1, "score")]
    assert (total.text, total.computed, total.editable) == ("95", True, False)
    assert (score.text, score.computed, score.editable) == ("18", True, True)


def test_her_own_score_is_marked() -> None:
    sheet = filled((*OUTPUT, "清淤长度"))
    sheet = sheet.apply(edits(sheet, [(Cell(INDICATORS, 1, "override"), "15")]))
    assert page_of(sheet).by_cell[Cell(INDICATORS, 1, "score")].marks == {"override"}


def test_a_printed_instruction_shows_until_something_is_typed() -> None:
    made = form()
    patches = tuple(
        replace(patch, text="（在此填写）") if patch.row == 2 and patch.column == 3 else patch
        for patch in made.template.patches
    )
    asking = replace(made, template=replace(made.template, patches=patches))
    blank = lay_out(asking, filled(project=""), Scores(), em).by_cell[own("project")]
    typed = lay_out(asking, filled(project="河道清淤"), Scores(), em).by_cell[own("project")]
    assert (blank.text, blank.marks) == ("（在此填写）", {"prompt"})
    assert (typed.text, typed.marks) == ("河道清淤", frozenset())


@pytest.mark.parametrize(
    ("across", "down", "edges"), [(595.0, 842.0, (BINDING, 54.0)), (842.0, 595.0, (50.4, BINDING))]
)
def test_the_edge_where_sheets_are_bound_has_room(across: float, down: float, edges: tuple[float, float]) -> None:
    made = form()
    paper = replace(made.template.paper, width=across, height=down)
    laid = lay_out(replace(made, template=replace(made.template, paper=paper)), filled(), Scores(), em).paper
    assert (laid.left, laid.top) == edges
    wide = replace(paper, left=80.0, top=80.0)
    laid = lay_out(replace(made, template=replace(made.template, paper=wide)), filled(), Scores(), em).paper
    assert laid == wide
