"""A step can be taken back, and taking back can be taken back."""

from perfdesk.core.sheet import Change, Sheet, own
from perfdesk.core.step import FORMS, PROJECTS, RecordChange, Step, joined, made, removed


def typed(old: str, new: str) -> Step:
    return Step("填报 目标", {4: (Change(own("goal"), old, new),)})


def test_the_inverse_takes_back_in_reverse_order() -> None:
    step = Step(
        "改两次",
        {4: (Change(own("goal"), "", "甲"), Change(own("goal"), "甲", "乙"))},
        made(FORMS, 4, {"year": "2024"}),
    )
    sheet = Sheet().apply(step.cells[4])
    assert sheet.apply(step.inverse.cells[4]) == Sheet()
    assert step.inverse.records == (
        RecordChange(FORMS, 4, "year", "2024", ""),
        RecordChange(FORMS, 4, "removed", "", "1"),
    )


def test_twice_inverted_is_the_step_itself() -> None:
    step = typed("甲", "乙")
    assert step.inverse.act == "撤销 填报 目标"
    assert step.inverse.inverse == step


def test_a_record_is_made_by_no_longer_being_removed() -> None:
    assert made(PROJECTS, 3, {"name": "修渠", "code": ""}) == (
        RecordChange(PROJECTS, 3, "removed", "1", ""),
        RecordChange(PROJECTS, 3, "name", "", "修渠"),
    )
    assert removed(PROJECTS, 3).inverse == made(PROJECTS, 3, {})[0]


def test_a_step_without_changes_is_empty_whatever_it_is_called() -> None:
    assert Step("空").empty
    assert Step("空", {4: ()}).empty
    assert not typed("", "甲").empty
    assert not Step("删", {}, (removed(FORMS, 4),)).empty


def test_forms_are_those_with_cells_or_records_that_change() -> None:
    step = Step("", {4: (Change(own("goal"), "", "甲"),), 5: ()}, (removed(FORMS, 6), removed(PROJECTS, 7)))
    assert step.forms == {4, 6}


def test_joined_steps_keep_their_order() -> None:
    both = joined("导入", [typed("", "甲"), typed("甲", "乙")])
    assert Sheet().apply(both.cells[4]).own("goal") == "乙"
    assert Sheet().apply(both.cells[4]).apply(both.inverse.cells[4]) == Sheet()
