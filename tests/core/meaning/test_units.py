"""Units: which are the same, what stands beside a number, what a column or a name says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.meaning.units import gauge, measure_at, measures, members, same_unit


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("人", "名"),
        ("人数", "位"),
        ("场次", "场"),
        ("公里", "千米"),
        ("㎡", "平方米"),
        ("%", "百分比"),
        ("％", "%"),
        ("个（台、套）", "套"),
        ("个(套)", "个"),
        ("人(次)", "人次"),
        ("人（次）", "名"),
        ("元/人·月", "元/名/月"),
        ("万人次", "人次"),
        ("", "株"),
        ("个百分点", "百分点"),
        ("台、套", "台"),
        ("场（次）", "场次"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same_unit(a, b)
    assert same_unit(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("人", "人次"),
        ("场", "次"),
        ("场", "期"),
        ("%", "个百分点"),
        ("元/亩", "元"),
        ("个（台、套）", "辆"),
        ("千克", "克"),
    ],
)
def test_another(a: str, b: str) -> None:
    assert not same_unit(a, b)


def test_members_of_a_composite() -> None:
    assert members("个（台、套）") == {"个", "台", "套"}
    assert members("人(次)") == {"人", "次", "人次"}


@pytest.mark.parametrize(
    ("text", "number", "scale", "unit"),
    [
        ("48人", 48, 1, "人"),
        ("3.5万亩", 35000, 10000, "亩"),
        ("5万人次", 50000, 10000, "人次"),
        ("3百人", 300, 100, "人"),
        ("2千万元", 20000000, 10**7, "元"),
        ("1.2亿千瓦时", 120000000, 10**8, "千瓦时"),
        ("3千克", 3, 1, "千克"),
        ("7公里", 7, 1, "公里"),
        ("410元/人·月", 410, 1, "元/人·月"),
        ("6个(台、套)", 6, 1, "个(台、套)"),
        ("百分之九十", 90, 1, "%"),
        ("二十五万元", 250000, 10000, "元"),
        ("三亿五千万元", 350000000, 1, "元"),
        ("2个百分点", 2, 1, "个百分点"),
    ],
)
def test_a_number_with_its_unit(text: str, number: int, scale: int, unit: str) -> None:
    found = measure_at(text)
    assert found is not None
    assert (found.number, found.scale, found.unit, found.end) == (number, scale, unit, len(text))


def test_a_permille_is_a_tenth_of_a_percent() -> None:
    found = measure_at("5‰")
    assert found is not None
    assert (found.number, found.unit, found.printed) == (Decimal("0.5"), "%", "5")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年第三季度发放种苗600株，管护2次", [(600, "株"), (2, "次")]),
        ("每棚补助260", [(260, "")]),
        ("1.栽植3类", [(3, "类")]),
        ("5月12日前栽完", []),
        ("推进两补一改，巡护一次", [(1, "次")]),
        ("一次性补贴，十分重要", []),
        ("同一个渠道", []),
        ("渠长（≥**米）", []),
        ("巡护林地约1.5万亩次", [(15000, "亩次")]),
    ],
)
def test_numbers_in_words(text: str, found: list[tuple[int, str]]) -> None:
    assert [(each.number, each.unit) for each in measures(text)] == found


@pytest.mark.parametrize(
    ("column", "name", "scale", "unit", "source"),
    [
        ("株", "栽植（亩）", 1, "株", "column"),
        ("", "栽植（亩）", 1, "亩", "name"),
        ("", "成活率%", 1, "%", "name"),
        ("", "渠长（≥**米）", 1, "米", "name"),
        ("", "管护（重点）", 1, "", "name"),
        ("/", "补贴（万元）", 10000, "元", "name"),
        ("万", "受益人数", 10000, "人", "column"),
        ("万", "发放量", 10000, "", "column"),
        ("万人次", "", 10000, "人次", "column"),
        ("百分比", "", 1, "%", "column"),
        ("个（台、套）", "", 1, "个(台、套)", "column"),
    ],
)
def test_what_a_bare_number_counts(column: str, name: str, scale: int, unit: str, source: str) -> None:
    assert gauge(column, name) == (scale, unit, source)


@given(st.text(), st.text())
def test_any_texts_are_taken(a: str, b: str) -> None:
    assert gauge(a, b).scale > 0
    assert same_unit(a, b) == same_unit(b, a)
    assert all(each.number.is_finite() for each in measures(a))
