"""What actuals, money and percentages say; and that no text at all is too much for the readings."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfdesk.core.meaning.values import (
    Kind,
    Reading,
    Remark,
    members,
    money,
    percent,
    read_actual,
    read_target,
    write,
)


def value(reading: Reading) -> tuple[Any, ...]:
    """What a reading says, without how it was written: 2月 as a number is 2个月."""
    return (
        reading.kind,
        reading.operator,
        reading.number,
        reading.high,
        members(reading.unit),
        reading.day,
        reading.shares,
        reading.word if reading.kind is not Kind.WORDS else "",
    )


# Actuals

SIXTY = read_target("≥60株")


@pytest.mark.parametrize(
    ("text", "number", "unit", "remarks"),
    [
        ("64", 64, "株", ()),
        ("64株", 64, "株", ("unit-in-value",)),
        ("６４", 64, "株", ("fullwidth",)),
        ("六十四株", 64, "株", ("unit-in-value",)),
        ("≥64株", 64, "株", ("unit-in-value", "operator")),
        ("2万", 20000, "株", ()),
        ("0", 0, "株", ()),
    ],
)
def test_an_actual_that_is_a_number(text: str, number: int, unit: str, remarks: tuple[str, ...]) -> None:
    reading = read_actual(text, target=SIXTY)
    assert (reading.kind, reading.number, reading.unit, reading.remarks) == (Kind.NUMBER, number, unit, remarks)
    assert reading.certain


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("共栽植64株", "64株"),
        ("栽植进度达到64", "64株"),
        ("巡护2次", ""),
        ("东渠30株、西渠34株", ""),
        ("长势良好", ""),
        ("栽植柳树" * 60 + "64株", ""),
    ],
)
def test_a_sentence_is_no_actual(text: str, proposal: str) -> None:
    reading = read_actual(text, target=SIXTY)
    assert (reading.kind, reading.number, reading.proposal) == (Kind.WORDS, None, proposal)


def test_a_proposal_is_bare_where_the_unit_has_a_column() -> None:
    target = read_target("5", unit="万人次")
    assert read_actual("全年受益7.5万人次", target=target, unit="万人次").proposal == "7.5"
    assert read_actual("全年受益75000人次", target=target, unit="万人次").proposal == "7.5"


@pytest.mark.parametrize(
    ("target", "text", "remark"),
    [
        ("≥60株", "64亩", Remark.UNIT_DIFFERS),
        ("≥6万人次", "7", Remark.ASSUMED_SCALE),
        ("≥95%", "0.97", Remark.FRACTION),
        ("≥60株", "约64株", Remark.APPROXIMATE),
        ("≥60株", "60株以上", Remark.APPROXIMATE),
    ],
)
def test_an_actual_that_may_be_meant_otherwise(target: str, text: str, remark: Remark) -> None:
    reading = read_actual(text, target=read_target(target))
    assert (reading.kind, reading.certain) == (Kind.NUMBER, False)
    assert remark in reading.remarks


def test_an_actual_says_its_own_scale() -> None:
    target = read_target("≥6万人次")
    assert read_actual("61000人次", target=target).number == 61000
    assert read_actual("6.1万人次", target=target).remarks == (Remark.UNIT_IN_VALUE,)
    assert read_actual("61000人次", target=target).certain


def test_small_percentages_are_no_fractions() -> None:
    assert read_actual("0.3", target=read_target("≤0.5%")).certain


@pytest.mark.parametrize(
    ("text", "day"),
    [("10月12日", date(2023, 10, 12)), ("10.12日", date(2023, 10, 12)), ("2024年1月", date(2024, 1, 31))],
)
def test_the_day_of_an_actual(text: str, day: date) -> None:
    reading = read_actual(text, target=read_target("2023年10月底", l2="时效指标"))
    assert (reading.kind, reading.day) == (Kind.DATE, day)


@pytest.mark.parametrize("text", ["完成", "按时完成", "优秀", "基本达成"])
def test_words_near_a_grade_are_never_converted(text: str) -> None:
    reading = read_actual(text, target=read_target("优良中低差", nature="定性"))
    assert (reading.kind, reading.word, reading.remarks) == (Kind.WORDS, text, (Remark.NEAR_GRADE,))


# Money and percentages


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("18.40", "万元", "18.40"),
        ("23500元", "万元", "2.35"),
        ("1.5亿元", "万元", "15000"),
        ("2万", "万元", "2"),
        ("￥12,000.5元", "元", "12000.5"),
        ("3万元", "元", "30000"),
        ("3人", "万元", None),
        ("约3万元", "万元", None),
        ("3万元整", "万元", None),
        ("", "万元", None),
    ],
)
def test_money(text: str, unit: str, amount: str | None) -> None:
    assert money(text, unit) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("97.25%", "97.25"),
        ("９７％", "97"),
        ("97", "97"),
        ("百分之九十", "90"),
        ("5‰", "0.5"),
        ("97人", None),
        ("/", None),
        ("约97%", None),
    ],
)
def test_percentages(text: str, points: str | None) -> None:
    assert percent(text) == (None if points is None else Decimal(points))


# Any text at all

SYNTAX = st.text(
    alphabet=st.sampled_from(
        "0123456789０５,.，。%％‰≥≤=＝><═≧+-~至±/·()（） 万亿千百十两三五人次场个元亩月年日底前"
        "优良中差是否约余多不少于超过以上内完成达"
    ),
    max_size=16,
)
UNITS = st.sampled_from(
    ["", "人", "万人次", "万元", "%", "‰", "个（台、套）", "月", "天", "元/人·月", "万", "千克", "克"]
)
NATURES = st.sampled_from(["", "≥", "＝", "≤", "定性", "优良中低差", "正向"])
CLASSES = st.sampled_from(["", "数量指标", "时效指标", "成本指标"])


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())), st.text(max_size=5))
@example("\ud800", "\udfff")
@example("\0\x1b", "\0")
@example("9" * 5000, "9" * 5000)
@example("≥" * 5000, "XX" * 2500)
@example("2024年" * 1000, "(" * 5000)
def test_any_text_is_read(text: str, other: str) -> None:
    target = read_target(text, nature=other, unit=other, name=text, l2=other, year=2025)
    actual = read_actual(text, target=target, unit=other)
    for reading in (target, actual, read_actual(other, target=target)):
        assert reading.number is None or reading.number.is_finite()
        write(reading)


@given(SYNTAX, NATURES, UNITS, CLASSES, st.sampled_from([None, 2025]))
def test_a_target_is_written_and_read_again(text: str, nature: str, unit: str, l2: str, year: int | None) -> None:
    place = {"nature": nature, "unit": unit, "l2": l2}
    reading = read_target(text, year=year, **place)
    assert value(read_target(write(reading), year=year, **place)) == value(reading)


@given(SYNTAX, SYNTAX, UNITS)
def test_an_actual_is_written_and_read_again(text: str, aim: str, unit: str) -> None:
    target = read_target(aim, unit=unit, year=2025)
    reading = read_actual(text, target=target, unit=unit)
    assert value(read_actual(write(reading), target=target, unit=unit)) == value(reading)


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["≥", "≤", "＝", ">", "<"]), UNITS)
def test_a_number_in_a_row_keeps_its_value(number: Decimal, operator: str, unit: str) -> None:
    reading = read_target(format(number, "f"), nature=operator, unit=unit)
    assert (reading.kind, reading.operator, reading.certain) == (Kind.NUMBER, operator, True)
    assert reading.number == number * reading.scale
