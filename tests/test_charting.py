"""Where charts have their figures from: a form, the same project a year ago, every form of a ledger."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk import charting
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.core.step import FORMS, RecordChange, Step
from perfdesk.desk import Desk
from tests.gui import office


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """This year's form with 92, last year's with 60, a target form, and one of another kind of project."""
    made = office.desk(tmp_path / "年.perf")
    now = office.project(made, "露天电影放映", "880017T000000000001")
    then = office.project(made, "露天电影", "880017T000000000001", 2024)
    office.fill(made, office.form(made, now))
    last = office.fill(made, office.form(made, then))
    first = last.sheet.rows[0]
    made.apply(last.plan([(Cell(INDICATORS, first, "actual"), "10"), (Cell(INDICATORS, first, "weight"), "10")]))
    office.form(made, now, office.HEBEI)
    return made


def rows(chart: object) -> list[str]:
    return [f"{row.label}: {' | '.join(bar.text for bar in row.bars)}" for row in chart.rows]  # type: ignore[attr-defined]


def quiet(_done: int, _total: int) -> None:
    """Nobody listens."""


def test_the_charts_of_a_form_and_the_year_before(desk: Desk) -> None:
    by_class, spending, years = charting.of_form(desk, 1)
    assert by_class.subject == "露天电影放映 · 2025 年度"
    assert rows(by_class) == ["预算执行率: 10 / 10　100%", "产出指标: 32 / 40　80%", "效益指标: 50 / 50　100%"]
    assert rows(spending) == ["预算执行率: 100%", "产出指标（合计）: 80%", "放映场次: 80%"]
    assert rows(years)[:3] == ["总分: 92 分 | 62 分", "预算执行率: 100% | 100%", "产出指标: 80% | 20%"]
    desk.ledger.close()


def test_a_form_that_is_not_scored_says_so(desk: Desk) -> None:
    assert all("不打分" in chart.lacking for chart in charting.of_form(desk, 3))
    desk.ledger.close()


def test_a_form_whose_definition_is_gone_has_no_figures(desk: Desk) -> None:
    desk.ledger.write(Step("换表", {}, (RecordChange(FORMS, 3, "form", office.HEBEI, "lost-1999"),)))
    desk.ledger.close()
    found = charting.read(desk.ledger.path, quiet)
    assert [form.form for form in found] == [1, 2]


def test_a_ledger_is_read_from_its_file_and_tells_how_far_it_is(desk: Desk) -> None:
    desk.ledger.close()
    told: list[tuple[int, int]] = []
    found = charting.read(desk.ledger.path, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [(form.name, form.year, form.total) for form in found] == [
        ("露天电影放映", 2025, Decimal(92)),
        ("露天电影", 2024, Decimal(62)),
    ]
    by_class, spending, years = charting.of_ledger("柳溪镇文化站", 2025, found)
    assert by_class.subject == "柳溪镇文化站 · 2025 年度"
    assert rows(by_class) == ["预算执行率: 100%　1 张表", "产出: 80%　1 张表", "效益: 100%　1 张表"]
    assert rows(spending) == ["露天电影放映: 100% | 80%"]
    assert rows(years) == ["露天电影放映: 92 分 | 62 分"]
