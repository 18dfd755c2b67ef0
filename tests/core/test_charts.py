"""What is drawn: the figures of one form, of the year before, of many forms, and what is missing where nothing is."""

from decimal import Decimal

import pytest

from perfdesk.core import charts
from perfdesk.core.charts import Chart, Figures
from perfdesk.core.scores.parts import Part
from perfdesk.core.scores.scoring import Scores, score
from perfdesk.core.sheet import Sheet
from tests.core.checked import Made
from tests.core.scored import SICHUAN, YEAR, profile


def part(label: str, score: str | None, weight: str) -> Part:
    return Part(label, 1, None if score is None else Decimal(score), Decimal(weight))


def form(
    number: int = 1, name: str = "沟渠疏浚", year: int = 2025, code: str = "A1", kind: str = "s", **rest: object
) -> Figures:
    known = {
        "parts": (part("预算执行率", "9.5", "10"), part("产出指标", "40", "50"), part("效益指标", None, "40")),
        "rate": Decimal(95),
        "total": Decimal("49.5"),
        "outputs": (part("疏浚沟渠", "20", "30"), part("断面合格率", "20", "20")),
    }
    return Figures(number, name, code, year, kind)._replace(**(known | rest))  # type: ignore[arg-type]


def drawn(chart: Chart) -> list[str]:
    return [f"{row.label}: {' | '.join(bar.text for bar in row.bars)}" for row in chart.rows]


def test_the_figures_of_a_form_are_those_the_rules_gave() -> None:
    sheet = Made().sheet()
    scores = score(profile(SICHUAN), sheet, YEAR)
    found = charts.figures(sheet, scores, name="沟渠疏浚", year=YEAR)
    assert scores.total is not None
    assert (found.rate, found.total) == (Decimal(100), scores.total.value)
    assert [each.label for each in found.parts] == ["预算执行率", "产出指标", "效益指标", "满意度指标"]
    assert [each.label for each in found.outputs] == ["疏浚沟渠", "断面合格率"]
    assert found.output is not None and 98 < found.output < 99


def test_each_class_beside_what_it_could_have() -> None:
    chart = charts.by_class(form())
    assert drawn(chart) == ["预算执行率: 9.5 / 10　95%", "产出指标: 40 / 50　80%", "效益指标: — / 40"]
    assert [(row.bars[0].value, row.bars[0].whole) for row in chart.rows][1:] == [
        (Decimal(40), Decimal(50)),
        (None, Decimal(40)),
    ]
    assert (chart.most, chart.note) == (Decimal(50), "总分 49.5")


def test_whether_the_work_went_as_far_as_the_money() -> None:
    chart = charts.spending_and_output(form())
    assert drawn(chart) == ["预算执行率: 95%", "产出指标（合计）: 80%", "疏浚沟渠: 66.7%", "断面合格率: 100%"]
    assert chart.note.startswith("产出比支出慢 15 个百分点。")
    assert charts.spending_and_output(form(rate=Decimal(80))).note.startswith("产出与支出同步。")


def test_what_goes_beyond_a_hundred_widens_the_chart() -> None:
    assert charts.spending_and_output(form(rate=Decimal(130))).most == Decimal(130)
    assert charts.spending_and_output(form()).most == Decimal(100)


def test_this_year_and_last_class_by_class() -> None:
    last = form(9, year=2024, total=Decimal(52), parts=(part("产出", "45", "50"), part("成本指标", "5", "10")))
    chart = charts.this_year_and_last(form(), last)
    assert chart.series == ("2025 年", "2024 年")
    assert drawn(chart) == [
        "总分: 49.5 分 | 52 分",
        "预算执行率: 95% | —",
        "产出指标: 80% | 90%",
        "效益指标: — | —",
        "成本指标: — | 50%",
    ]
    assert chart.note.startswith("总分比上年下降 2.5 分。")


@pytest.mark.parametrize(
    ("chart", "why"),
    [
        (charts.by_class(form(parts=())), "不打分"),
        (charts.by_class(form(parts=(part("产出指标", None, "50"),))), "还没有得分"),
        (charts.spending_and_output(form(parts=())), "不打分"),
        (charts.spending_and_output(form(rate=None, parts=(part("产出指标", None, "50"),))), "执行率"),
        (charts.this_year_and_last(form(), None), "2024 年度"),
        (charts.this_year_and_last(form(total=None), form(2, total=None)), "两年"),
        (charts.ledger_by_class([]), "还没有得分"),
        (charts.ledger_spending([]), "还没有"),
        (charts.ledger_years(2025, [form()], {}), "项目编码相同"),
    ],
)
def test_where_there_is_nothing_to_draw_it_says_what_is_missing(chart: Chart, why: str) -> None:
    assert chart.rows == () and why in chart.lacking and why in chart.told


def test_classes_over_many_forms_are_sums_over_sums_not_means_of_rates() -> None:
    other = form(2, parts=(part("产出", "10", "10"), part("预算执行率", None, "10")))
    assert drawn(charts.ledger_by_class([form(), other])) == ["预算执行率: 95%　1 张表", "产出: 83.3%　2 张表"]


def test_projects_where_money_and_work_are_furthest_apart_come_first() -> None:
    forms = [
        form(1, "甲渠"),
        form(2, "乙渠", rate=Decimal(30)),
        form(3, "丙渠", rate=None),
        form(4, "丁渠", parts=(), rate=None),
    ]
    chart = charts.ledger_spending(forms)
    assert drawn(chart) == ["乙渠: 30% | 80%", "甲渠: 95% | 80%", "丙渠: — | 80%"]
    many = charts.ledger_spending([form(number, f"渠{number}") for number in range(40)])
    assert len(many.rows) == charts.MOST and "另有 10 个" in many.note


def test_projects_that_fell_furthest_come_first() -> None:
    now = [
        form(1, "甲渠", code="A", total=Decimal(90)),
        form(2, "乙渠", code="B", total=Decimal(70)),
        form(3, "丙渠", code=""),
    ]
    then = [
        form(11, "甲渠旧名", 2024, "A", total=Decimal(80)),
        form(12, "乙渠", 2024, "B", total=Decimal(95)),
        form(13, "丙渠", 2024, "", kind="t"),
    ]
    before = charts.year_before([*now, *then], 2025)
    assert {number: last.form for number, last in before.items()} == {1: 11, 2: 12}
    assert drawn(charts.ledger_years(2025, now, before)) == ["乙渠: 70 分 | 95 分", "甲渠: 90 分 | 80 分"]


def test_the_year_before_is_found_by_name_where_a_code_is_missing_but_not_where_codes_differ() -> None:
    now = [form(1, "甲渠", code=""), form(2, "乙渠", code="B")]
    then = [form(11, "甲渠", 2024, "A"), form(12, "乙渠", 2024, "Z"), form(13, "乙渠", 2023, "B")]
    assert {number: last.form for number, last in charts.year_before([*now, *then], 2025).items()} == {1: 11}


def test_projects_without_name_and_code_are_not_the_same_one() -> None:
    assert charts.year_before([form(1, "", code=""), form(11, "", 2024, "")], 2025) == {}
    assert drawn(charts.ledger_spending([form(1, "", code="")]))[0].startswith("（未命名项目）")


def test_a_form_that_is_not_scored_has_no_parts() -> None:
    assert charts.figures(Sheet(), Scores()).parts == ()


def test_the_chart_in_words() -> None:
    assert charts.by_class(form()).told == (
        "各类指标得分。预算执行率：9.5 / 10　95%。产出指标：40 / 50　80%。效益指标：— / 40。总分 49.5"
    )
    last = form(9, year=2024)
    assert "总分：2025 年 49.5 分，2024 年 49.5 分。" in charts.this_year_and_last(form(), last).told
