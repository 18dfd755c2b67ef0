"""Places and spans of whatever quality become a grid that can be trusted."""

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.formats.grids import MOST_CELLS, Found, Room, as_copied, as_text, grid

CELLS = {(1, 1): Found("甲"), (2, 3): Found("乙")}


def spans(*areas: tuple[tuple[int, int], tuple[int, int]]) -> tuple[list[tuple[int, int, int, int]], tuple[str, ...]]:
    made = grid("册#一", CELLS, areas)
    return [(cell.row, cell.column, cell.rows, cell.columns) for cell in made.cells], made.remarks


def test_merged_cells_are_one_cell_and_blank_ones_are_there() -> None:
    made, remarks = spans(((1, 1), (1, 3)), ((2, 1), (2, 2)))
    assert made == [(1, 1, 1, 3), (2, 1, 1, 2), (2, 3, 1, 1)]
    assert remarks == ()


def test_of_overlapping_ranges_the_first_holds() -> None:
    made, remarks = spans(((1, 1), (2, 2)), ((2, 2), (3, 3)))
    assert made == [(1, 1, 2, 2), (2, 3, 1, 1)]
    assert remarks == ("overlapping-merges",)


def test_a_text_under_a_merged_cell_is_not_shown_but_told() -> None:
    made, remarks = spans(((1, 1), (2, 3)))
    assert made == [(1, 1, 2, 3)]
    assert remarks == ("text-under-merge",)


def test_a_range_of_the_whole_sheet_ends_soon_after_the_last_text() -> None:
    made = grid("册#一", {(1, 1): Found("甲")}, [((1, 1), (1_048_576, 16_384))])
    assert made.cells[0].rows < 200 and made.cells[0].columns < 200
    assert made.at[50, 50].text == "甲"


def test_ranges_that_cover_too_much_are_left_out_and_told() -> None:
    cells = {(1, 1): Found("甲"), (9_000, 900): Found("乙")}
    made = grid("册#一", cells, [((1, 1), (9_000, 500))])
    assert [cell.rows for cell in made.cells] == [1, 1]
    assert made.remarks == ("merge-left-out",)


@pytest.mark.parametrize("area", [((5, 1), (6, 2)), ((2, 3), (2, 3)), ((2, 3), (1, 1)), ((2, 3), (3, 1))])
def test_ranges_without_text_or_turned_round_are_nothing(area: tuple[tuple[int, int], tuple[int, int]]) -> None:
    made, _ = spans(area)
    assert made == [(1, 1, 1, 1), (2, 3, 1, 1)]


def test_blank_cells_are_left_out_unless_something_is_known_of_them() -> None:
    made = grid("册#一", {(1, 1): Found(" \u3000"), (1, 2): Found("", ("formula-without-value",))})
    assert [(cell.column, cell.remarks) for cell in made.cells] == [(2, ("formula-without-value",))]


@pytest.mark.parametrize(
    ("text", "noted"), [("16.00", True), ("-3", True), ("95%", True), ("≥3", False), ("甲", False)]
)
def test_figures_stored_as_text_are_noted(text: str, noted: bool) -> None:
    assert as_text(text) == Found(text, ("number-as-text",) if noted else ())


def test_a_code_that_came_as_an_exponent_has_lost_digits() -> None:
    assert as_copied("5.10308E+20").remarks == ("code-as-number", "digits-lost")
    assert as_copied("51030822").remarks == ()


def test_a_document_has_a_largest_number_of_cells() -> None:
    room = Room()
    room.take(MOST_CELLS)
    with pytest.raises(PerfdeskError, match="40 万"):
        room.take()
