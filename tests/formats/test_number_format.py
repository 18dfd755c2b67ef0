"""When a text may become a number: only where the cell then prints exactly that text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.formats.number_format import printed, typed_number


@pytest.mark.parametrize(
    ("text", "number_format", "value"),
    [
        ("16.00", "0.00", "16"),
        ("16", "0.00", None),
        ("16.004", "0.00", None),
        ("95", "General", "95"),
        ("95.0", "General", None),
        ("6.5", "General", "6.5"),
        ("-3", "General", "-3"),
        ("007", "General", None),
        ("123456789012", "General", None),
        ("100.00%", "0.00%", "1"),
        ("95.88%", "0.00%", "0.9588"),
        ("95%", "0.00%", None),
        ("95%", "General", None),
        ("1,234.50", "#,##0.00", "1234.5"),
        ("1,234.50", "#,##0.00_ ", "1234.5"),
        ("1,234.50", "0.00", None),
        ("12,34.50", "#,##0.00", None),
        ("95", "@", None),
        ("45000", "yyyy/m/d", None),
        ("９５", "General", None),
        ("9e5", "General", None),
        ("", "General", None),
        ("1" * 40, "0", None),
    ],
)
def test_numbers_and_texts(text: str, number_format: str, value: str | None) -> None:
    assert typed_number(text, number_format) == (None if value is None else Decimal(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_what_a_format_prints_reads_as_a_number_that_prints_the_same(value: Decimal) -> None:
    for number_format in ("General", "0", "0.00", "#,##0.00", "0%", "0.00%"):
        text = printed(value, number_format)
        if text is not None:
            again = typed_number(text, number_format)
            assert again is not None
            assert printed(again, number_format) == text


@given(st.text(), st.sampled_from(["General", "0.00", "0.00%", "@", "[Red]0", "yyyy"]))
def test_no_text_raises(text: str, number_format: str) -> None:
    value = typed_number(text, number_format)
    assert value is None or printed(value, number_format) == text
