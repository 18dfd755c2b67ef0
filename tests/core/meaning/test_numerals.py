"""One door to Decimal, one place that rounds."""

from decimal import ROUND_FLOOR, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.meaning.numerals import LONGEST, chinese, fixed, number, plain, rounded, tally

figures = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16.00", "16.00"),
        (" 7 ", "7"),
        ("12,500", "12500"),
        ("1,234,567.89", "1234567.89"),
        ("１２，５００．５", "12500.5"),
        ("-3.5", "-3.5"),
        ("−3", "-3"),
        ("－3", "-3"),
        ("+4", "4"),
        (".5", "0.5"),
        ("3。5", "3.5"),
        ("007", "7"),
        ("0", "0"),
    ],
)
def test_a_number_is_read(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ".",
        "1e5",
        "1E5",
        "nan",
        "NaN",
        "inf",
        "Infinity",
        "²",
        "５²",
        "①",
        "½",
        "٣",
        "0x10",
        "1_000",
        "12,50",
        "1,2345",
        "1,234,5",
        ",500",
        "12 500",
        "1.2.3",
        "--5",
        "5%",
        "五",
        "9" * 40,
        "9" * 5000,
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert number(text) is None


@given(st.text())
def test_any_text_gives_a_finite_number_or_none(text: str) -> None:
    value = number(text)
    assert value is None or value.is_finite()


@given(st.text(alphabet="0123456789,.+-eE１，．。 _", max_size=60))
def test_a_number_is_written_and_read_again(text: str) -> None:
    value = number(text)
    if value is not None:
        assert number(plain(value)) == value


@given(st.text(alphabet="0123456789", min_size=LONGEST + 1).filter(lambda text: text[0] != "0"))
def test_longer_than_can_be_counted_with_is_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("9.585", 2, "9.59"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.125", 2, "0.13"),
        ("0.005", 2, "0.01"),
        ("-0.001", 2, "0.00"),
        ("1E+30", 2, "1" + "0" * 30 + ".00"),
    ],
)
def test_half_goes_up(value: str, places: int, text: str) -> None:
    assert fixed(Decimal(value), places) == text


@given(figures, st.integers(0, 5))
def test_rounding_is_half_up_away_from_zero(value: Decimal, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    upward = (abs(value) / unit + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * unit
    assert abs(rounded(value, places)) == upward


@given(figures)
def test_plain_and_fixed_have_neither_exponent_nor_negative_zero(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    for text in (plain(value), fixed(value, 2), plain(value * Decimal("1E+20")), plain(value * Decimal("1E-20"))):
        assert "E" not in text
        assert not (text.startswith("-") and not text.strip("-0."))


@pytest.mark.parametrize(
    ("value", "text"), [("20", "20"), ("20.00", "20"), ("9.590", "9.59"), ("2E+3", "2000"), ("-0.0", "0")]
)
def test_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十五", "25"),
        ("两万", "20000"),
        ("十", "10"),
        ("一百零三", "103"),
        ("三点五", "3.5"),
        ("二〇二四", "2024"),
        ("三亿五千万", "350000000"),
        ("一万二千", "12000"),
        ("叁仟伍佰", "3500"),
        ("零", "0"),
        ("一百一十", "110"),
    ],
)
def test_chinese_numerals(text: str, value: str) -> None:
    assert chinese(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "两三", "三四", "百", "十百", "一十百", "百万", "点五", "三点", "万", "一百百", "九" * 40]
)
def test_no_chinese_numerals(text: str) -> None:
    assert chinese(text) is None


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿点壹拾佰", max_size=40))
def test_any_run_of_chinese_digits_is_a_number_or_none(text: str) -> None:
    value = chinese(text)
    assert value is None or value >= 0


def test_a_tally_counts_texts_and_adds_numbers_exactly() -> None:
    assert tally(["1,200.50", " ", "约三成", "0.1", "0.2", "－0.3"]) == (5, 4, Decimal("1200.50"))
    assert tally(["9" * LONGEST, "0." + "0" * 26 + "1"]).total == Decimal("9" * LONGEST + "." + "0" * 26 + "1")
    assert tally([]) == (0, 0, Decimal(0))
