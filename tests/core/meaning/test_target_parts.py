"""Targets in one cell and in three say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.meaning.target_parts import bare_actual, joined, parted
from perfdesk.core.meaning.values import read_target


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("≥20场", ("≥", "20", "场")),
        (">=410元/人·月", ("≥", "410", "元/人·月")),
        ("≧5个", ("≥", "5", "个")),
        ("＞＝98%", ("≥", "98", "%")),
        ("不低于12.5公里", ("≥", "12.5", "公里")),
        ("不超过3次", ("≤", "3", "次")),
        ("80%以上", ("≥", "80", "%")),
        ("48人", ("", "48", "人")),
        ("＝100％", ("＝", "100", "%")),
        ("≥2.5万人次", ("≥", "2.5", "万人次")),
        ("≥12,500亩", ("≥", "12,500", "亩")),
        ("≤6", ("≤", "6", "")),
        ("35", ("", "35", "")),
        ("明显改善", ("定性", "明显改善", "")),
        ("优良中低差", ("定性", "优良中低差", "")),
    ],
)
def test_what_is_certain_is_parted(target: str, parts: tuple[str, str, str]) -> None:
    assert parted(target) == parts


@pytest.mark.parametrize(
    "target",
    [
        "5-8天",
        "10±2",
        "近30场",
        "≥≥96%",
        "2024年10月",
        "9月底前",
        "培训村干部75人",
        "",
        "/",
        "是/否",
        "优100%/良85%",
        "3月20日",
    ],
)
def test_what_is_not_certain_stays_as_typed(target: str) -> None:
    assert parted(target) == ("", target, "")


def test_a_part_without_a_column_stays_with_the_target() -> None:
    assert parted("≥20场", nature=False) == ("", "≥20", "场")
    assert parted("≥20场", unit=False) == ("≥", "20场", "")
    assert parted("明显改善", nature=False) == ("", "明显改善", "")


@pytest.mark.parametrize(
    ("actual", "bare"), [("22场", "22"), ("22", "22"), ("22次", "22次"), ("约22场", "约22场"), ("", "")]
)
def test_an_actual_loses_the_unit_that_has_a_column(actual: str, bare: str) -> None:
    assert bare_actual(actual, "场") == bare


@given(
    st.sampled_from(["≥", "≤", "＝", ">", "<", "不低于", "不超过", ""]),
    st.decimals(0, 10**6, places=2),
    st.sampled_from(["场", "人次", "%", "万元", "元/人·月", "平方米", "万人次", ""]),
)
def test_parted_and_joined_say_the_same(sign: str, number: object, unit: str) -> None:
    target = f"{sign}{number}{unit}"
    parts = parted(target)
    here, there = read_target(target), read_target(parts.target, nature=parts.nature, unit=parts.unit)
    again = read_target(joined(parts.target, nature=parts.nature, unit=parts.unit))
    assert here.number == there.number == again.number
    assert (
        (here.operator or "≥", here.unit) == (there.operator or "≥", there.unit) == (again.operator or "≥", again.unit)
    )
