"""Numbers as their cells show them, under the formats that workbooks come with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.formats.number_format import BUILT_IN
from perfdesk.formats.shown_number import shown


@pytest.mark.parametrize(
    ("raw", "number_format", "text"),
    [
        ("16", "0.00", "16.00"),
        ("0.9975", "0.00%", "99.75%"),
        ("1", "0%", "100%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("0.005", "0.00", "0.01"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.9950000000000001", "0.00", "2.00"),
        ("15.956666666666667", "General", "15.95666667"),
        ("1E-3", "General", "0.001"),
        ("-3.5", "0.00", "-3.50"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("-7", "0;(0)", "(7)"),
        ("-7", "#,##0_);(#,##0)", "(7)"),
        ("0", '0.00;-0.00;"—"', "—"),
        ("0", "#,##0;-#,##0;-", "-"),
        ("5", '0"人次"', "5人次"),
        ("5", "0\\万", "5万"),
        ("12", '"第"0"期"', "第12期"),
        ("3", "000", "003"),
        ("2.50", "0.##", "2.5"),
        ("2", "0.##", "2."),
        ("0.5", "#.00", ".50"),
        ("1234567", '0.00,,"百万"', "1.23百万"),
        ("1234.5", '"¥"#,##0.00', "¥1,234.50"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("95", "[>=90]0.0;[<90]0", "95.0"),
        ("85", "[>=90]0.0;[<90]0", "85"),
        ("-3", "[Red][<0]0.0;0", "-3.0"),
        ("0.5", "# ?/?", "0.5"),
        ("12345", "0.00E+00", "1.23E+4"),
        ("12", "@", "12"),
        ("12", 'General"次"', "12次"),
        ("不是数", "0.00", "不是数"),
        ("1e999999999", "General", "1e999999999"),
        ("NaN", "0", "NaN"),
    ],
)
def test_figures(raw: str, number_format: str, text: str) -> None:
    assert shown(raw, number_format)[0] == text


@pytest.mark.parametrize(
    ("raw", "number_format", "text"),
    [
        ("44926", "yyyy/m/d", "2022/12/31"),
        ("44926", "yyyy-mm-dd", "2022-12-31"),
        ("44926", 'yyyy"年"m"月"d"日"', "2022年12月31日"),
        ("44926", "[$-804]yyyy年mm月;@", "2022年12月"),
        ("44926", "m月d日", "12月31日"),
        ("44926", "aaaa", "星期六"),
        ("44926", "d-mmm-yy", "31-Dec-22"),
        ("44926", "dddd", "Saturday"),
        ("44926.75", "yyyy/m/d h:mm", "2022/12/31 18:00"),
        ("44926.7506944444", "h:mm:ss", "18:01:00"),
        ("44926.7506944444", "mm:ss", "01:00"),
        ("44926.75", "h:mm AM/PM", "6:00 PM"),
        ("44926.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("-5", "yyyy/m/d", "-5"),
        ("9999999", "yyyy/m/d", "9999999"),
    ],
)
def test_days_and_times(raw: str, number_format: str, text: str) -> None:
    assert shown(raw, number_format)[0] == text


def test_days_counted_from_1904() -> None:
    assert shown("43464", "yyyy/m/d", since_1904=True)[0] == "2022/12/31"


@pytest.mark.parametrize(
    ("raw", "text", "remarks"),
    [
        ("513001234567", "513001234567", ("code-as-number",)),
        ("5.1300123456789E+20", "513001234567890000000", ("code-as-number", "digits-lost")),
        ("51300123456", "51300123456", ()),
        ("123456789012.5", "123456789012.5", ()),
    ],
)
def test_codes_stored_as_numbers_are_whole_and_noted(raw: str, text: str, remarks: tuple[str, ...]) -> None:
    assert shown(raw, "General") == (text, remarks)


FORMATS = st.one_of(
    st.sampled_from(list(BUILT_IN.values())), st.text('0#?.,;%"\\_*[]ymdhsaGe+-@<>=/ 年AM', max_size=24)
)


@given(st.floats(allow_nan=True, allow_infinity=True), FORMATS)
def test_no_format_is_too_odd(value: float, number_format: str) -> None:
    text, _ = shown(repr(value), number_format)
    assert len(text) < 2000
