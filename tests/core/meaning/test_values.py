"""What targets say, in every way of writing them, and that it can be written back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from perfdesk.core.meaning.values import (
    Kind,
    Reading,
    Remark,
    costly,
    members,
    operator_of,
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


# Targets that are numbers

NUMBERS = [
    ("62人", "≥", 62, "人"),
    ("4.5万亩", "≥", 45000, "亩"),
    ("97%", "≥", 97, "%"),
    ("97％", "≥", 97, "%"),
    ("17", "≥", 17, ""),
    ("≥93%", "≥", 93, "%"),
    ("≥16场", "≥", 16, "场"),
    ("≧720人次", "≥", 720, "人次"),
    (">=430元/人·月", "≥", 430, "元/人·月"),
    ("≤33.5元/株", "≤", "33.5", "元/株"),
    ("<=0.4%", "≤", "0.4", "%"),
    ("‹=0.4%", "≤", "0.4", "%"),
    ("≦44万元", "≤", 440000, "元"),
    ("=7个", "＝", 7, "个"),
    ("═94%", "＝", 94, "%"),
    ("＞3", ">", 3, ""),
    ("＜3", "<", 3, ""),
    ("不少于9期", "≥", 9, "期"),
    ("至少开展9次", "≥", 9, "次"),
    ("不低于88%", "≥", 88, "%"),
    ("不超过6万元", "≤", 60000, "元"),
    ("控制在60万元以内", "≤", 600000, "元"),
    ("20天以内", "≤", 20, "天"),
    ("70%以上", "≥", 70, "%"),
    ("70%及以上", "≥", 70, "%"),
    ("达到70%以上", "≥", 70, "%"),
    ("5%以下", "≤", 5, "%"),
    ("１３，５００", "≥", 13500, ""),
    ("13,500株", "≥", 13500, "株"),
    ("6‰", "≥", "0.6", "%"),
    ("百分之九十", "≥", 90, "%"),
    ("百分之百", "≥", 100, "%"),
    ("2个百分点", "≥", 2, "个百分点"),
    ("二十五", "≥", 25, ""),
    ("两次", "≥", 2, "次"),
    ("12个乡镇", "≥", 12, "个"),
    ("-3%", "≥", -3, "%"),
    ("48 人", "≥", 48, "人"),
    ("1400元/亩", "≥", 1400, "元/亩"),
]


@pytest.mark.parametrize(("text", "operator", "number", "unit"), NUMBERS)
def test_a_target_that_is_a_number(text: str, operator: str, number: int | str, unit: str) -> None:
    reading = read_target(text)
    assert (reading.kind, reading.operator, reading.number, reading.unit) == (
        Kind.NUMBER,
        operator,
        Decimal(number),
        unit,
    )
    assert reading.certain
    assert reading.text == text


def test_the_printed_scale_is_kept() -> None:
    reading = read_target("≥6.5万人次")
    assert (reading.number, reading.printed, reading.scale, reading.unit) == (65000, "6.5", 10000, "人次")
    assert write(reading) == "≥6.5万人次"


@pytest.mark.parametrize(
    ("unit", "name", "number", "shown"),
    [
        ("株", "", 8, "株"),
        ("", "栽植柳树（株）", 8, "株"),
        ("", "栽植成活率", 8, ""),
        ("万人次", "", 80000, "人次"),
        ("万", "受益人数", 80000, "人"),
        ("个（台、套）", "", 8, "个(台、套)"),
        ("", "补贴资金（万元）", 80000, "元"),
    ],
)
def test_a_bare_number_takes_its_unit_from_the_row(unit: str, name: str, number: int, shown: str) -> None:
    reading = read_target("8", unit=unit, name=name)
    assert (reading.number, reading.unit, reading.certain) == (number, shown, True)
    assert Remark.UNIT_IN_VALUE not in reading.remarks


@pytest.mark.parametrize(
    ("text", "unit", "remark", "certain"),
    [
        ("85%", "", Remark.UNIT_IN_VALUE, True),
        ("85%", "株", Remark.UNIT_DIFFERS, False),
        ("6人次", "万人次", Remark.SCALE_DIFFERS, False),
        ("60000元", "万元", Remark.UNIT_IN_VALUE, True),
        ("8檔", "", Remark.UNKNOWN_UNIT, False),
        ("8檔", "檔", Remark.UNIT_IN_VALUE, True),
    ],
)
def test_a_unit_in_the_value(text: str, unit: str, remark: Remark, certain: bool) -> None:
    reading = read_target(text, unit=unit)
    assert remark in reading.remarks
    assert reading.certain is certain


@pytest.mark.parametrize(
    ("name", "l2", "operator"),
    [
        ("栽植柳树", "数量指标", "≥"),
        ("苗木费用", "成本指标", "≤"),
        ("苗木费用", "经济成本指标", "≤"),
        ("每株成本", "", "≤"),
        ("公用支出不超过批复", "质量指标", "≤"),
        ("成本节约率", "经济效益指标", "≥"),
    ],
)
def test_without_an_operator_the_name_and_class_decide(name: str, l2: str, operator: str) -> None:
    reading = read_target("30", name=name, l2=l2)
    assert (reading.operator, reading.certain) == (operator, True)
    assert Remark.ASSUMED_OPERATOR in reading.remarks
    assert costly(name, l2) is (operator == "≤")


def test_a_saving_among_the_costs_is_asked_for() -> None:
    assert not read_target("5%", name="成本节约率", l2="成本指标").certain


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("≥≥94%", Remark.DOUBLED),
        ("≥=6", Remark.DOUBLED),
        ("９４％", Remark.FULLWIDTH),
        ("94 %", Remark.STRAY),
        ("94%,", Remark.STRAY),
        ("*94%", Remark.STRAY),
    ],
)
def test_slips_of_the_keyboard_are_read_and_remarked(text: str, remark: Remark) -> None:
    reading = read_target(text)
    assert (reading.kind, reading.operator, reading.certain) == (Kind.NUMBER, "≥", True)
    assert remark in reading.remarks


@pytest.mark.parametrize(
    ("text", "number"),
    [("1200余件", 1200), ("近十万", 100000), ("约30人", 30), ("30人左右", 30), ("20多名", 20), ("10余万元", 100000)],
)
def test_an_approximate_number_asks(text: str, number: int) -> None:
    reading = read_target(text)
    assert (reading.kind, reading.number, reading.certain) == (Kind.NUMBER, number, False)
    assert Remark.APPROXIMATE in reading.remarks


def test_contradicting_operators_ask() -> None:
    reading = read_target("≥≤6")
    assert not reading.certain
    assert Remark.CONTRADICTORY in reading.remarks


# Targets that are ranges, dates, grades, words


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("6-9天", 6, 9, "天"),
        ("6～9", 6, 9, ""),
        ("6至9", 6, 9, ""),
        ("12±3", 9, 15, ""),
        ("88%-93%", 88, 93, "%"),
        ("6-9万元", 60000, 90000, "元"),
        ("3-5个月", 3, 5, "个月"),
    ],
)
def test_ranges(text: str, low: int, high: int, unit: str) -> None:
    reading = read_target(text)
    assert (reading.kind, reading.number, reading.high, reading.unit) == (Kind.RANGE, low, high, unit)
    assert reading.certain


def test_a_range_takes_scale_and_unit_of_the_column() -> None:
    reading = read_target("6-9", unit="万元")
    assert (reading.number, reading.high, reading.unit) == (60000, 90000, "元")


def test_a_falling_range_is_none() -> None:
    reading = read_target("9-6")
    assert (reading.kind, reading.remarks) == (Kind.WORDS, (Remark.IMPOSSIBLE_RANGE,))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年10月", date(2023, 10, 31)),
        ("2023.10", date(2023, 10, 31)),
        ("9月前", date(2025, 8, 31)),
        ("12月底", date(2025, 12, 31)),
        ("2023年年底前", date(2023, 12, 31)),
        ("3-11月", date(2025, 11, 30)),
        ("2023年3月-10月", date(2023, 10, 31)),
        ("≤11.20日", date(2025, 11, 20)),
        ("11.20日前", date(2025, 11, 20)),
    ],
)
def test_deadlines(text: str, day: date) -> None:
    reading = read_target(text, l2="时效指标", year=2025)
    assert (reading.kind, reading.operator, reading.day, reading.certain) == (Kind.DATE, "≤", day, True)


def test_a_deadline_with_a_share() -> None:
    reading = read_target("8月底完成100%", l2="时效指标", year=2025)
    assert (reading.kind, reading.day, reading.number, reading.unit) == (Kind.DATE, date(2025, 8, 31), 100, "%")


def test_outside_the_deadlines_a_day_with_a_point_is_a_number() -> None:
    assert read_target("11.20日", l2="数量指标", year=2025).number == Decimal("11.20")


def test_a_unit_or_a_cost_makes_a_number_of_a_dotted_month() -> None:
    assert read_target("2023.10", unit="万元").kind is Kind.NUMBER
    assert read_target("2023.10", l2="成本指标").kind is Kind.NUMBER
    assert not read_target("2023.10", l2="数量指标").certain


def test_an_actual_is_a_dotted_month_only_under_a_deadline() -> None:
    assert read_actual("2023.10", target=read_target("≥2000")).number == Decimal("2023.10")
    assert read_actual("2023.10", target=read_target("2023年底")).day == date(2023, 10, 31)


def test_months_are_a_number_where_they_are_the_unit() -> None:
    assert read_target("12月", unit="月").number == 12
    assert read_target("12月", name="保障时长（个月）").number == 12
    assert read_target("12月底", unit="月", year=2025).day == date(2025, 12, 31)


def test_an_impossible_date_is_not_read() -> None:
    reading = read_target("2月30日", l2="时效指标", year=2025)
    assert (reading.kind, reading.remarks) == (Kind.WORDS, (Remark.IMPOSSIBLE_DATE,))


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("优", Kind.GRADE, "优"),
        ("部分达成", Kind.GRADE, "部分达成"),
        ("优良中低差", Kind.SCALE, "优良中低差"),
        ("优/良/中/差", Kind.SCALE, "优良中差"),
        ("是", Kind.YESNO, "是"),
        ("否", Kind.YESNO, "否"),
        ("稳步向好", Kind.WORDS, "稳步向好"),
        ("不超过批复数", Kind.WORDS, "不超过批复数"),
        ("优秀", Kind.WORDS, "优秀"),
        ("一致好评", Kind.WORDS, "一致好评"),
        ("十分满意", Kind.WORDS, "十分满意"),
        ("12,50", Kind.WORDS, "12,50"),
        ("12 500", Kind.WORDS, "12 500"),
        ("1e5", Kind.WORDS, "1e5"),
        ("9" * 40, Kind.WORDS, "9" * 40),
    ],
)
def test_words(text: str, kind: Kind, word: str) -> None:
    reading = read_target(text)
    assert (reading.kind, reading.word, reading.certain, reading.number) == (kind, word, True, None)


def test_a_scale_with_its_own_shares() -> None:
    reading = read_target("优100%/良85%/差40%")
    assert reading.kind is Kind.SCALE
    assert reading.shares == (("优", Decimal(1)), ("良", Decimal("0.85")), ("差", Decimal("0.4")))


def test_yes_or_no_undecided() -> None:
    reading = read_target("是/否")
    assert (reading.kind, reading.word, reading.certain, reading.remarks) == (Kind.YESNO, "", False, ("undecided",))


@pytest.mark.parametrize(
    ("text", "remarks"),
    [("", ()), ("  ", ()), ("/", ("placeholder",)), ("—", ("placeholder",)), ("无", ("placeholder",))],
)
def test_nothing_is_blank(text: str, remarks: tuple[str, ...]) -> None:
    for reading in (read_target(text, nature="≥", unit="个"), read_actual(text)):
        assert (reading.kind, reading.remarks, reading.operator) == (Kind.BLANK, remarks, "")


def test_one_number_in_words_is_proposed() -> None:
    reading = read_target("每棚补助260", unit="元")
    assert (reading.kind, reading.number, reading.unit, reading.certain) == (Kind.NUMBER, 260, "元", False)
    assert reading.proposal == "260"


def test_several_numbers_in_words_are_not() -> None:
    reading = read_target("栽柳60株，管护2次")
    assert (reading.kind, reading.number, reading.proposal) == (Kind.WORDS, None, "")
    assert Remark.SEVERAL_NUMBERS in reading.remarks


# The nature cell


@pytest.mark.parametrize(
    ("nature", "operator"),
    [("≥", "≥"), ("≤", "≤"), ("＝", "＝"), ("=", "＝"), ("＞", ">"), ("<", "<"), ("小于等于", "≤")],
)
def test_the_nature_cell_gives_the_operator(nature: str, operator: str) -> None:
    reading = read_target("30", nature=nature, unit="株", l2="成本指标")
    assert (reading.operator, reading.number, reading.remarks) == (operator, 30, ())
    assert operator_of(nature) == operator


def test_the_nature_cell_beats_the_operator_of_the_target() -> None:
    reading = read_target("≤30", nature="≥", unit="株")
    assert (reading.operator, reading.certain) == ("≥", True)
    assert Remark.OPERATOR in reading.remarks


@pytest.mark.parametrize(("text", "kind"), [("2023年10月底", Kind.DATE), ("优", Kind.GRADE), ("稳步向好", Kind.WORDS)])
def test_an_operator_over_something_else_than_a_number(text: str, kind: Kind) -> None:
    reading = read_target(text, nature="＝")
    assert reading.kind is kind
    assert Remark.NOT_A_NUMBER in reading.remarks


@pytest.mark.parametrize(
    ("text", "kind", "remarks"),
    [
        ("优良中低差", Kind.SCALE, ()),
        ("优", Kind.GRADE, ()),
        ("优,", Kind.GRADE, ("stray",)),
        ("95%", Kind.WORDS, ("number",)),
        ("年底前", Kind.WORDS, ()),
        ("稳步向好", Kind.WORDS, ()),
        ("是/否", Kind.YESNO, ("undecided",)),
    ],
)
def test_a_qualitative_row(text: str, kind: Kind, remarks: tuple[str, ...]) -> None:
    reading = read_target(text, nature="定性", year=2025)
    assert (reading.kind, reading.remarks, reading.number, reading.operator) == (kind, remarks, None, "")


def test_a_scale_in_the_nature_cell_means_the_cells_have_shifted() -> None:
    reading = read_target("新栽柳树不少于60株，长势良好", nature="优良中低差")
    assert (reading.kind, reading.word) == (Kind.SCALE, "优良中低差")
    assert reading.remarks == (Remark.NATURE, Remark.SHIFTED)


def test_any_other_nature_is_remarked_and_passed_over() -> None:
    reading = read_target("30株", nature="正向")
    assert (reading.operator, reading.number) == ("≥", 30)
    assert Remark.NATURE in reading.remarks
