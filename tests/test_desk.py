"""The one door: disk first, memory second, watchers third; and everything can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Change, Sheet, own
from perfdesk.core.step import FORMS, LEDGER, RecordChange, Step, joined
from perfdesk.desk import Applied, Desk
from perfdesk.ledger import FormRecord, Ledger, Project
from tests.ledgers import again

NATIONAL, SICHUAN, HEBEI = "national-2020", "sichuan-2022-0013zp", "hebei-2022-target"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(Ledger.create(tmp_path / "账本.perf", unit="石桥镇水务站", year=2024, who="阿宁"))
    yield opened
    opened.ledger.close()


def project(desk: Desk, name: str = "老街排水", code: str = "K01", year: int = 2024) -> int:
    step, number = desk.plan_project(name, code, year)
    desk.apply(step)
    return number


def form(desk: Desk, project_id: int, key: str = NATIONAL) -> int:
    step, number = desk.plan_form(project_id, key)
    desk.apply(step)
    return number


def test_a_new_form_comes_with_what_is_known(desk: Desk) -> None:
    number = form(desk, project(desk))
    document = desk.document(number)
    assert document.sheet.own("project") == "老街排水"
    assert document.sheet.own("unit") == "石桥镇水务站"
    assert document.sheet.year == 2024
    assert [document.sheet.at(row, "l2") for row in document.sheet.rows] == [
        row["l2"] for row in document.form.indicators.start
    ]
    assert (document.record.year, document.record.state, document.record.filled) == (2024, "未填", 0)
    assert document.record.wanted > 0


@pytest.mark.parametrize("key", [NATIONAL, SICHUAN, HEBEI])
def test_every_form_begins_without_a_cell_the_form_has_not(desk: Desk, key: str) -> None:
    document = desk.document(form(desk, project(desk), key))
    there = {*document.form.own_cells, own("year")}
    assert {cell for cell in document.sheet.texts if not cell.section} <= there


def test_disk_then_memory_then_watchers(desk: Desk) -> None:
    number = form(desk, project(desk))
    document = desk.document(number)
    seen: list[tuple[Applied, str, str]] = []
    desk.watch(
        lambda applied: seen.append((applied, desk.ledger.sheet(number).own("goal"), document.sheet.own("goal")))
    )
    step = document.plan([(own("goal"), "排水畅通")])
    assert desk.apply(step) == Applied(step, frozenset({number}), tree=False)
    assert seen == [(Applied(step, frozenset({number}), tree=False), "排水畅通", "排水畅通")]


def test_a_form_whose_definition_is_gone_keeps_no_setting_from_the_others(desk: Desk) -> None:
    number, lost = form(desk, project(desk)), form(desk, project(desk, "新街排水", "K02"))
    for each in (number, lost):
        desk.apply(desk.document(each).plan([(own("goal"), "2019年排水畅通")]))
    desk.ledger.write(Step("", {}, (RecordChange(FORMS, lost, "form", NATIONAL, "lost-2019"),)))
    moved = again(desk)
    moved.apply(moved.plan_severities({"T08": "error"}))
    assert (moved.record(number).errors, moved.record(lost).errors) == (1, 0)


def test_projects_without_name_and_code_are_not_the_same_one(desk: Desk) -> None:
    nameless = project(desk, "", "")
    project(desk, "", "", 2025)
    record = desk.project(nameless)
    assert record is not None
    _, home = desk.plan_home(record, 2025)
    assert desk.project(home) is None


def test_an_empty_step_goes_nowhere(desk: Desk) -> None:
    number = form(desk, project(desk))
    history = desk.ledger.history()
    desk.watch(lambda applied: pytest.fail("nothing happened"))
    assert desk.apply(desk.document(number).plan([(own("project"), "老街排水")])).forms == frozenset()
    assert desk.ledger.history() == history


def test_a_refused_step_changes_nothing_and_tells_nobody(desk: Desk) -> None:
    number = form(desk, project(desk))
    document = desk.document(number)
    looking = Desk(Ledger.open(desk.ledger.path, who="客", readonly=True))
    looking.watch(lambda applied: pytest.fail("nothing happened"))
    theirs = looking.document(number)
    before = theirs.sheet, looking.forms(), looking.projects()
    with pytest.raises(PerfdeskError, match="只读"):
        looking.apply(theirs.plan([(own("goal"), "不许"), (own("project"), "改名")]))
    with pytest.raises(PerfdeskError, match="只读"):
        looking.apply(looking.plan_remove_project(1))
    assert (theirs.sheet, looking.forms(), looking.projects()) == before
    assert document.sheet == theirs.sheet
    looking.ledger.close()


def test_a_file_changed_behind_its_back_is_not_overwritten(desk: Desk) -> None:
    number = form(desk, project(desk))
    document = desk.document(number)
    stale = document.sheet
    desk.ledger.write(Step("旁门", {number: (Change(own("goal"), "", "先到"),)}))
    with pytest.raises(PerfdeskError, match="被别的程序改动过"):
        desk.apply(document.plan([(own("goal"), "后到")]))
    assert document.sheet == stale
    assert desk.ledger.sheet(number).own("goal") == "先到"


def test_scores_reach_the_list_of_forms(desk: Desk) -> None:
    document = desk.document(form(desk, project(desk)))
    row = document.sheet.rows[0]
    desk.apply(
        document.plan(
            [
                (Cell(FUNDS, 0, "adjusted"), "50"), (Cell(FUNDS, 0, "executed"), "40"),
                (Cell(INDICATORS, row, "l3"), "疏通管道"), (Cell(INDICATORS, row, "target"), "≥10公里"),
                (Cell(INDICATORS, row, "actual"), "5公里"), (Cell(INDICATORS, row, "weight"), "20"),
            ]
        )
    )  # fmt: skip
    assert document.record.total == "18"
    assert document.record.grade
    assert document.record == again(desk).record(document.id)


def test_deleting_a_project_takes_its_forms_and_undo_brings_all_back(desk: Desk) -> None:
    first, other = project(desk), project(desk, "新桥", "K02")
    kept = form(desk, other)
    forms = [form(desk, first), form(desk, first, SICHUAN)]
    desk.apply(desk.document(forms[0]).plan([(own("goal"), "畅通")]))
    before = desk.projects(), [replaced_time(record) for record in desk.forms()]
    step = desk.plan_remove_project(first)
    assert step.act == "删除项目和 2 张表"
    applied = desk.apply(step)
    assert applied.tree
    assert [each.id for each in desk.projects()] == [other]
    assert [each.id for each in desk.forms()] == [kept]
    assert [each.id for each in again(desk).forms()] == [kept]
    desk.apply(step.inverse)
    assert (desk.projects(), [replaced_time(record) for record in desk.forms()]) == before
    assert again(desk).document(forms[0]).sheet.own("goal") == "畅通"


def replaced_time(record: FormRecord) -> FormRecord:
    return record._replace(changed="")


def test_a_deleted_form_cannot_be_opened(desk: Desk) -> None:
    number = form(desk, project(desk))
    desk.apply(desk.plan_remove_form(number))
    with pytest.raises(PerfdeskError, match="可能已被删除"):
        again(desk).document(number)
    with pytest.raises(PerfdeskError, match="可能已被删除"):
        desk.document(99)


def test_a_form_whose_making_was_undone_comes_back_by_redo(desk: Desk) -> None:
    step, number = desk.plan_form(project(desk), NATIONAL)
    desk.apply(step)
    document = desk.document(number)
    full = document.sheet
    desk.apply(step.inverse)
    assert desk.forms() == []
    assert document.sheet == Sheet()
    desk.apply(step)
    assert document.sheet == full == desk.ledger.sheet(number)
    assert document.record.form == NATIONAL


def test_no_id_is_given_twice(desk: Desk) -> None:
    first = project(desk)
    number = form(desk, first)
    desk.apply(desk.plan_remove_project(first))
    assert project(desk, "另一个") > first
    assert form(again(desk), 2) > number


def test_a_duplicate_holds_the_same_and_goes_its_own_way(desk: Desk) -> None:
    number = form(desk, project(desk))
    desk.apply(desk.document(number).plan([(own("goal"), "畅通")]))
    step, twin = desk.plan_duplicate(number)
    desk.apply(step)
    assert desk.document(twin).sheet == desk.document(number).sheet
    desk.apply(desk.document(twin).plan([(own("goal"), "更畅通")]))
    assert desk.document(number).sheet.own("goal") == "畅通"
    assert desk.record(twin).project == desk.record(number).project


def test_a_renamed_project_renames_its_forms_that_still_say_so(desk: Desk) -> None:
    number = project(desk)
    follows, goes_alone, other = form(desk, number, SICHUAN), form(desk, number, SICHUAN), form(desk, project(desk))
    own_words = desk.document(goes_alone).plan([(own("code"), "自定")])
    desk.apply(Step(own_words.act, own_words.cells))
    step = desk.plan_rename(number, "老街雨污分流", "K09")
    desk.apply(step)
    assert desk.project(number) == Project(number, 2024, "K09", "老街雨污分流")
    assert desk.document(follows).sheet.own("project") == "老街雨污分流"
    assert desk.document(follows).sheet.own("code") == "K09"
    assert desk.document(goes_alone).sheet.own("code") == "自定"
    assert desk.document(other).sheet.own("project") == "老街排水"
    desk.apply(step.inverse)
    assert desk.document(follows).sheet.own("project") == "老街排水"


def test_the_same_name_again_is_no_step(desk: Desk) -> None:
    assert desk.plan_rename(project(desk), "老街排水", "K01").empty


def test_handing_in_is_a_change_of_the_record(desk: Desk) -> None:
    number = form(desk, project(desk))
    desk.apply(Step("上报", {}, (RecordChange(FORMS, number, "state", "", "已交"),)))
    assert desk.record(number).state == "已交"
    assert not desk.document(number).snapshot().draft


def test_a_form_whose_definition_is_gone_can_still_be_deleted(desk: Desk) -> None:
    number = form(desk, project(desk))
    desk.ledger.write(Step("旧版", {}, (RecordChange(FORMS, number, "form", NATIONAL, "county-1999"),)))
    later = again(desk)
    with pytest.raises(PerfdeskError, match="county-1999"):
        later.document(number)
    step = later.plan_remove_form(number)
    later.apply(step)
    assert later.forms() == []
    later.apply(step.inverse)
    assert [record.id for record in later.forms()] == [number]


def test_unit_and_year_of_the_ledger_go_through_the_door_too(desk: Desk) -> None:
    desk.apply(Step("改单位", {}, (RecordChange(LEDGER, 0, "unit", "石桥镇水务站", "石桥镇水利站"),)))
    assert desk.ledger.info.unit == "石桥镇水利站"


def test_an_import_of_many_forms_is_one_step(desk: Desk) -> None:
    number = project(desk)
    first, one = desk.plan_form(number, NATIONAL)
    desk.apply(first)
    steps = [first.inverse, first, desk.document(one).plan([(own("goal"), "甲")])]
    both = joined("导入", steps)
    desk.apply(both)
    assert desk.document(one).sheet.own("goal") == "甲"
    desk.apply(both.inverse)
    assert desk.document(one).sheet.own("goal") == ""
    assert len({entry.step for entry in desk.ledger.history(one) if entry.act == "导入"}) == 1


def test_by_when_kinds_are_owed_is_of_the_ledger_and_can_be_taken_back(desk: Desk) -> None:
    desk.apply(desk.plan_due({"target.2024": "2024-03-20", "monitor.2024": "2024-08-15"}))
    step = desk.plan_due({"target.2024": "2024-03-25", "monitor.2024": "2024-08-15"})
    assert [change.field for change in step.records] == ["due.target.2024"]
    desk.apply(step)
    assert again(desk).ledger.info.due == {"target.2024": "2024-03-25", "monitor.2024": "2024-08-15"}
    desk.apply(step.inverse)
    desk.apply(desk.plan_due({"monitor.2024": ""}))
    assert desk.ledger.info.due == {"target.2024": "2024-03-20"}


def test_many_forms_are_marked_in_one_step(desk: Desk) -> None:
    numbers = [form(desk, project(desk, name)) for name in ("老街排水", "泵站检修", "河道清淤")]
    desk.apply(desk.plan_marks(numbers[:1], "退回"))
    step = desk.plan_marks(numbers, "已交")
    assert step.act == "标为已交 3 张表"
    desk.apply(step)
    assert {record.state for record in desk.forms()} == {"已交"}
    assert desk.plan_marks(numbers, "已交").empty
    desk.apply(step.inverse)
    assert [record.marked for record in desk.forms()] == ["退回", "", ""]
    assert again(desk).record(numbers[0]).marked == "退回"


def test_many_forms_are_begun_in_one_step(desk: Desk) -> None:
    first = form(desk, project(desk))
    wanted = [(project(desk, name), key) for name, key in (("泵站检修", NATIONAL), ("河道清淤", HEBEI))]
    step = desk.plan_forms(wanted)
    assert step.act == "新建 2 张报表"
    desk.apply(step)
    assert [(record.id, record.project, record.form) for record in desk.forms()[1:]] == [
        (first + 1, *wanted[0]),
        (first + 2, *wanted[1]),
    ]
    assert [again(desk).document(number).sheet.own("project") for number in (first + 1, first + 2)] == [
        "泵站检修",
        "河道清淤",
    ]
    desk.apply(step.inverse)
    assert [record.id for record in desk.forms()] == [first]
