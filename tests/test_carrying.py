"""What a new form may begin with, and a project carried into the next year in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.carrying import beginnings, next_year
from perfdesk.core.carried import mark
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import own
from perfdesk.core.step import FORMS, RecordChange, Step
from perfdesk.desk import Desk
from tests.documents import HEBEI, NATIONAL, SICHUAN, made
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
