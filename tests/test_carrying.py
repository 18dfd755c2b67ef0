"""What a new form may begin with, what is carried over and marked, and a project carried into the next year whole."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from perfdesk.carrying import beginnings, next_year
from perfdesk.core.carried import is_mark, mark
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.core.step import FORMS, RecordChange, Step
from perfdesk.desk import Desk
from tests.documents import HEBEI, NATIONAL, SICHUAN, exported, filled, made
from tests.ledgers import content


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = made(tmp_path, "账本.perf")
    yield opened
    opened.ledger.close()


def project(desk: Desk, year: int, code: str = "K1", name: str = "稻种更新") -> int:
    step, number = desk.plan_project(name, code, year)
    desk.apply(step)
    return number


def form(desk: Desk, project_id: int, key: str, goal: str = "更新稻种") -> int:
    step, number = desk.plan_form(project_id, key)
    desk.apply(step)
    desk.apply(desk.document(number).plan([(own("goal"), goal)]))
    return number


def test_last_years_form_of_the_project_comes_first_then_this_years_targets(desk: Desk) -> None:
    last, now, other = project(desk, 2030), project(desk, 2031, name="稻种更新二期"), project(desk, 2030, "K2", "别的")
    other_kind, same = form(desk, last, SICHUAN), form(desk, last, NATIONAL)
    aim = form(desk, now, HEBEI)
    form(desk, other, NATIONAL)
    assert [each.id for each in beginnings(desk, now, NATIONAL)] == [same, other_kind, aim]
    assert beginnings(desk, now, HEBEI) == []
    assert beginnings(desk, now, "没有这种") == []


def test_a_form_nobody_knows_any_more_begins_nothing(desk: Desk) -> None:
    now = project(desk, 2031)
    lost = form(desk, now, NATIONAL)
    desk.ledger.write(Step("", {}, (RecordChange(FORMS, lost, "form", NATIONAL, "lost-2019"),)))
    assert beginnings(Desk(desk.ledger), now, HEBEI) == []


def test_a_project_goes_into_the_next_year_whole_and_in_one_step(desk: Desk) -> None:
    this = project(desk, 2031)
    form(desk, this, NATIONAL)
    form(desk, this, HEBEI, "种子换新")
    before = content(desk.ledger.path)
    step, numbers = next_year(desk, this)
    desk.apply(step)
    begun = [desk.document(number) for number in numbers]
    assert [(each.form.id, each.record.year, each.sheet.own("goal")) for each in begun] == [
        (NATIONAL, 2032, "更新稻种"), (HEBEI, 2032, "种子换新"),
    ]  # fmt: skip
    assert len({each.record.project for each in begun}) == 1
    assert begun[0].sheet.text(mark(own("goal"))) == "2031"
    desk.apply(step.inverse)
    assert content(desk.ledger.path) == before


def test_what_the_next_year_has_already_stays(desk: Desk) -> None:
    this, then = project(desk, 2031), project(desk, 2032)
    form(desk, this, NATIONAL)
    form(desk, this, HEBEI)
    form(desk, then, NATIONAL, "自己写的")
    step, numbers = next_year(desk, this)
    desk.apply(step)
    assert [desk.record(number).form for number in numbers] == [HEBEI]
    with pytest.raises(PerfdeskError, match="2032"):
        next_year(desk, this)


def test_what_lasts_is_carried_over_and_results_are_not(desk: Desk) -> None:
    last = filled(desk)
    step, number = desk.plan_carried(last.id, 2032)
    desk.apply(step)
    mine = desk.document(number)
    row = mine.sheet.rows[0]
    assert mine.sheet.own("goal") == "goal的内容"
    assert (mine.sheet.at(row, "l3"), mine.sheet.at(row, "weight")) == ("第1项", "30")
    assert (mine.sheet.own("done"), mine.sheet.at(row, "actual"), mine.sheet.fund(0, "executed")) == ("", "", "")
    project = desk.project(mine.record.project)
    assert (mine.record.year, mine.sheet.year, project and project.year) == (2032, 2032, 2032)
    before = content(desk.ledger.path)
    again, second = desk.plan_carried(last.id, 2032)
    desk.apply(again)
    assert desk.record(second).project == mine.record.project, "the project of that year is there already"
    desk.apply(again.inverse)
    assert content(desk.ledger.path) == before


def test_a_target_form_begins_the_self_evaluation_of_its_project(desk: Desk) -> None:
    plan_of = filled(desk, HEBEI)
    step, number = desk.plan_carried(plan_of.id, 2031, NATIONAL)
    desk.apply(step)
    mine = desk.document(number)
    assert (mine.form.id, mine.record.project) == (NATIONAL, plan_of.record.project)
    assert [mine.sheet.at(row, "target") for row in mine.sheet.rows] == ["20"] * 3
    assert not any(cell.field.endswith("describe") for cell in mine.sheet.texts)


def test_carried_cells_are_marked_until_she_touches_them(desk: Desk) -> None:
    last = filled(desk)
    step, number = desk.plan_carried(last.id, 2032)
    desk.apply(step)
    mine = desk.document(number)
    target = Cell(INDICATORS, mine.sheet.rows[0], "target")
    assert mine.sheet.text(mark(target)) == "2031"

    def marked(cell: Cell) -> bool:
        return "carried" in mine.page(lambda character, font, bold: 1.0).by_cell[cell].marks

    assert marked(target) and marked(own("goal")) and not marked(own("done"))
    touch = mine.plan([(target, "35")])
    desk.apply(touch)
    assert not marked(target) and marked(own("goal"))
    desk.apply(touch.inverse)
    assert marked(target)


def test_marks_are_no_part_of_the_paper(desk: Desk) -> None:
    last = filled(desk)
    step, number = desk.plan_carried(last.id, 2032)
    desk.apply(step)
    mine = desk.document(number)
    code = mine.snapshot().fingerprint
    desk.apply(mine.plan([(own("goal"), "别的")]))
    desk.apply(mine.plan([(own("goal"), "goal的内容")]))
    assert not any(is_mark(cell) and cell.field.endswith("goal") for cell in mine.sheet.texts)
    assert mine.snapshot().fingerprint == code
    book = openpyxl.load_workbook(exported(desk.ledger.path.parent, mine))
    shown = [str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line if cell.value]
    assert "别的" not in shown and "goal的内容" in shown and "2031" not in shown
