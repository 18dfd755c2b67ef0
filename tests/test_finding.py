"""Find and replace over forms: what is found, in which order, and the one step that replaces."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.core.meaning.matching import Sought
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.finding import Hit, in_file, in_form, plan, plan_file
from tests.gui import office
from tests.ledgers import content

FILLED, TARGET, NATIONAL = 1, 2, 3


def unheard(_done: int, _of: int) -> None:
    """Nobody listens."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "柳溪.perf"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = office.desk(path)
    film, stage = office.project(made, "露天电影放映", "880017T000000000001"), office.project(made, "戏台修缮")
    office.fill(made, office.form(made, film))
    office.form(made, film, office.HEBEI)
    office.form(made, stage, office.NATIONAL)
    yield made
    made.ledger.close()


def found(desk: Desk, sought: Sought, form: int = FILLED) -> list[Hit]:
    document = desk.document(form)
    return in_form(form, document.form, document.sheet, document.scores, sought)


def texts(hits: list[Hit]) -> list[str]:
    return [f"{hit.where}：{hit.text}" for hit in hits]


def test_hits_stand_in_printed_order_under_the_labels_of_the_form(desk: Desk) -> None:
    assert texts(found(desk, Sought("放映"))) == [
        "项目名称：露天电影放映",
        "三级指标　第1行「放映场次」：放映场次",
    ]


def test_figures_the_rules_give_are_found_and_marked(desk: Desk) -> None:
    hits = found(desk, Sought("92", whole=True))
    assert [(hit.cell, hit.computed) for hit in hits] == [(own("total.score"), True)]


def test_a_class_printed_once_is_found_once(desk: Desk) -> None:
    document = desk.document(FILLED)
    first, second = document.sheet.rows
    desk.apply(document.plan([(Cell(INDICATORS, second, "l1"), "产出指标")]))
    (hit,) = found(desk, Sought("产出指标"))
    assert hit.cells == (Cell(INDICATORS, first, "l1"), Cell(INDICATORS, second, "l1"))
    desk.apply(plan(desk, [hit], Sought("产出"), "成果"))
    assert [document.sheet.at(row, "l1") for row in (first, second)] == ["成果指标", "成果指标"]


def test_what_only_the_program_keeps_is_not_looked_through(desk: Desk) -> None:
    step, number = desk.plan_carried(FILLED, 2026)
    desk.apply(step)
    assert found(desk, Sought("2025"), number) == []
    assert found(desk, Sought("1", whole=True), number) == []


def test_a_ledger_is_looked_through_as_the_tree_lists_it(desk: Desk, path: Path) -> None:
    told: list[tuple[int, int]] = []
    search = in_file(path, Sought("露天电影"), lambda done, of: told.append((done, of)))
    assert [(hit.form, hit.cell) for hit in search.hits] == [
        (FILLED, own("project")),
        (FILLED, own("goal")),
        (TARGET, own("project")),
    ]
    assert (search.looked_at, search.unread) == (3, 0)
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)
    assert {hit.form for hit in in_file(path, Sought("露天电影"), unheard, only={TARGET}).hits} == {TARGET}


def test_deleted_forms_are_not_looked_through(desk: Desk, path: Path) -> None:
    desk.apply(desk.plan_remove_form(FILLED))
    assert {hit.form for hit in in_file(path, Sought("露天电影"), unheard).hits} == {TARGET}


def test_replacing_everywhere_is_one_step_and_one_undo(desk: Desk, path: Path) -> None:
    before = content(path)
    sought = Sought("露天电影")
    search = in_file(path, sought, unheard)
    step = plan_file(path, search.hits, sought, "坝坝电影", unheard)
    assert step == plan(desk, search.hits, sought, "坝坝电影")
    assert step.act == "替换 3 处"
    desk.apply(step)
    assert desk.document(FILLED).sheet.own("goal") == "坝坝电影进村"
    assert {form.name for form in desk.projects()} == {"坝坝电影放映", "戏台修缮"}
    assert in_file(path, sought, unheard).hits == ()
    desk.apply(step.inverse)
    assert content(path) == before


def test_marks_of_what_was_carried_over_are_not_counted(desk: Desk) -> None:
    step, number = desk.plan_carried(FILLED, 2026)
    desk.apply(step)
    document = desk.document(number)
    assert plan(desk, found(desk, Sought("进村"), number), Sought("进村"), "下乡").act == "替换 1 处"
    assert document.sheet.own("goal") == "露天电影进村"


def test_computed_figures_stay_as_they_are(desk: Desk) -> None:
    hits = found(desk, Sought("8.00"))
    assert [hit.cell for hit in hits] == [Cell(FUNDS, 0, name) for name in ("initial", "adjusted", "executed")]
    figures = found(desk, Sought("100"))
    assert {hit.computed for hit in figures} == {True}
    assert plan(desk, figures, Sought("100"), "7").empty


def test_replacing_never_makes_a_score_of_hers(desk: Desk) -> None:
    (score,) = found(desk, Sought("32", whole=True))
    assert (score.cell.field, score.computed) == ("score", True)
    assert plan(desk, [score], Sought("32"), "33").empty


def test_what_no_longer_says_it_is_left_alone(desk: Desk) -> None:
    hits = found(desk, Sought("进村"))
    document = desk.document(FILLED)
    desk.apply(document.plan([(own("goal"), "露天电影到社区")]))
    assert plan(desk, hits, Sought("进村"), "下乡").empty


def test_a_score_of_hers_is_found_in_its_own_cell(desk: Desk) -> None:
    document = desk.document(FILLED)
    row = document.sheet.rows[0]
    desk.apply(document.plan([(Cell(INDICATORS, row, "score"), "33.7")]))
    (hit,) = found(desk, Sought("33.7"))
    assert hit.cell.field == "override"
    desk.apply(plan(desk, [hit], Sought("33.7"), "34.5"))
    assert document.sheet.at(row, "override") == "34.5"
