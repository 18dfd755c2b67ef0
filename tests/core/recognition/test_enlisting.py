"""What a list says goes on the record of its project: once, and a blank in it takes nothing away."""

from perfdesk.core.recognition.enlisting import enlisted, said_otherwise, told
from perfdesk.core.recognition.found import Listed
from perfdesk.core.step import PROJECTS, RecordChange

LISTED = Listed("修桥", "K1", unit="交通站", initial="5", executed=" 4 ", source="清单.xlsx#纵向!A2")
KNOWN = {"code": "K1", "unit": "交通站", "initial": "5", "executed": "4", "listed": "旧清单.xlsx#纵向!A9"}


def test_a_record_that_knows_nothing_learns_all() -> None:
    made = enlisted(7, {}, LISTED)
    assert {(change.field, change.old, change.new) for change in made} == {
        ("unit", "", "交通站"), ("initial", "", "5"), ("executed", "", "4"), ("code", "", "K1"),
        ("listed", "", "清单.xlsx#纵向!A2"),
    }  # fmt: skip
    assert {(change.table, change.id) for change in made} == {(PROJECTS, 7)}
    assert said_otherwise(made) == () and told(made) == ""


def test_the_same_from_another_list_changes_nothing() -> None:
    assert enlisted(7, KNOWN, LISTED) == ()


def test_a_code_is_given_where_there_is_none_and_never_replaced() -> None:
    assert [change.field for change in enlisted(7, {**KNOWN, "code": ""}, LISTED)] == ["code", "listed"]
    assert enlisted(7, {**KNOWN, "code": "K2"}, LISTED) == ()


def test_what_is_said_otherwise_is_told_and_a_blank_takes_nothing() -> None:
    made = enlisted(7, {**KNOWN, "executed": "3", "adjusted": "6"}, LISTED)
    assert said_otherwise(made) == (RecordChange(PROJECTS, 7, "executed", "3", "4"),)
    assert told(made) == "预算执行数 3 → 4"
    assert {change.field for change in made} == {"executed", "listed"}


def test_the_same_list_with_another_figure_changes_that_figure_alone() -> None:
    made = enlisted(7, {**KNOWN, "executed": "3", "listed": LISTED.source}, LISTED)
    assert made == (RecordChange(PROJECTS, 7, "executed", "3", "4"),)
