"""A sheet is a value: changes give a new one, and their inverse gives the old one back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.sheet import (
    FUNDS,
    INDICATORS,
    ORDER,
    Cell,
    Change,
    Sheet,
    added_rows,
    cleaned,
    edits,
    inverse,
    moved_rows,
    own,
    removed_rows,
)


def indicators(*names: str) -> Sheet:
    return Sheet().apply(added_rows(Sheet(), 0, [{"l3": name} for name in names], 1))


def names(sheet: Sheet) -> list[str]:
    return [sheet.at(row, "l3") for row in sheet.rows]


def test_a_change_and_its_inverse_meet() -> None:
    sheet = Sheet({own("goal"): "修好三座桥"})
    changes = edits(sheet, [(own("goal"), "修好四座桥"), (own("done"), "修好三座")])
    after = sheet.apply(changes)
    assert after.own("goal") == "修好四座桥"
    assert after.apply(inverse(changes)) == sheet


def test_applying_leaves_the_sheet_it_was_applied_to() -> None:
    sheet = Sheet({own("goal"): "前"})
    sheet.apply([Change(own("goal"), "前", "后")])
    assert sheet.own("goal") == "前"


def test_blank_is_no_cell() -> None:
    assert Sheet({own("goal"): "有"}).apply([Change(own("goal"), "有", "")]).texts == {}


def test_a_change_of_something_else_raises() -> None:
    with pytest.raises(ValueError, match="甲"):
        Sheet({own("goal"): "甲"}).apply([Change(own("goal"), "乙", "丙")])


def test_edits_leave_out_what_stands_already_and_the_last_word_wins() -> None:
    sheet = Sheet({own("goal"): "同"})
    wanted = [(own("goal"), "同"), (own("done"), "一"), (own("done"), "二")]
    assert edits(sheet, wanted) == [Change(own("done"), "", "二")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\r三", "一\n二\n三"),
        ("零\0位", "零位"),
        ("\ud840\udc00", "𠀀"),
        ("半\ud840个", "半�个"),
        ("  照旧  ", "  照旧  "),
    ],
)
def test_what_no_file_can_hold_is_replaced_and_nothing_else(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@given(st.text(st.characters(codec=None, exclude_categories=[]), max_size=40))
def test_any_text_can_be_kept(text: str) -> None:
    assert cleaned(text).encode("utf-8").decode("utf-8") == cleaned(cleaned(text))


def test_rows_stand_in_order_and_those_without_name_are_not_counted() -> None:
    sheet = indicators("甲", "", "乙")
    assert names(sheet) == ["甲", "", "乙"]
    assert sheet.named_rows == (1, 3)


def test_rows_go_between_others_without_renaming_them() -> None:
    sheet = indicators("甲", "乙")
    after = sheet.apply(added_rows(sheet, 1, [{"l3": "丙"}, {"l3": "丁"}], 3))
    assert names(after) == ["甲", "丙", "丁", "乙"]
    assert after.rows == (1, 3, 4, 2)


def test_there_is_always_room_between_two_rows() -> None:
    sheet = indicators("首", "尾")
    for number in range(3, 120):
        sheet = sheet.apply(added_rows(sheet, 1, [{"l3": str(number)}], number))
    assert names(sheet) == ["首", *(str(number) for number in range(119, 2, -1)), "尾"]
    assert max(len(sheet.at(row, ORDER)) for row in sheet.rows) <= 14


def test_removed_rows_come_back_where_they_were_with_all_they_held() -> None:
    sheet = indicators("甲", "乙", "丙").apply([Change(Cell(INDICATORS, 2, "actual"), "", "12")])
    changes = removed_rows(sheet, [2])
    assert names(sheet.apply(changes)) == ["甲", "丙"]
    assert sheet.apply(changes).apply(inverse(changes)) == sheet


@given(st.data())
def test_moving_rows_is_moving_list_items(data: st.DataObject) -> None:
    sheet = indicators(*"甲乙丙丁戊己")
    for _ in range(data.draw(st.integers(1, 6))):
        before = list(sheet.rows)
        going = data.draw(st.lists(st.sampled_from(before), unique=True, min_size=1))
        place = data.draw(st.integers(0, len(before)))
        changes = moved_rows(sheet, going, place)
        after = sheet.apply(changes)
        stay_above = [row for row in before[:place] if row not in going]
        stay_below = [row for row in before[place:] if row not in going]
        assert list(after.rows) == stay_above + [row for row in before if row in going] + stay_below
        assert after.apply(inverse(changes)) == sheet
        sheet = after


def test_addresses_name_cells_and_cells_addresses() -> None:
    sheet = indicators("甲", "", "乙")
    for address in ("goal", "signatures.填报人", "schedule[2]", "funds[1].executed", "indicators[1].actual"):
        cell = sheet.cell(address)
        assert cell is not None
        assert sheet.address(cell) == address
    assert sheet.cell("indicators[1].actual") == Cell(INDICATORS, 3, "actual")
    assert sheet.cell("indicators[2].actual") is None
    assert sheet.address(Cell(INDICATORS, 2, "l1")) == "rows[1].l1"
    assert sheet.address(Cell(INDICATORS, 9, "l1")) == "rows[-].l1"


def test_fund_rows_reach_down_to_the_last_that_holds_anything() -> None:
    assert Sheet().fund_rows == ()
    assert Sheet({Cell(FUNDS, 2, "executed"): "3"}).fund_rows == (0, 1, 2)


@pytest.mark.parametrize(("text", "year"), [("2024", 2024), ("", None), ("二〇二四", None), ("24", None)])
def test_the_year_is_four_figures_or_unknown(text: str, year: int | None) -> None:
    assert Sheet({own("year"): text}).year == year
