"""Deadlines: the last day in time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.meaning.dates import deadline, short_date

SAID = {
    "2023年10月": "2023-10-31",
    "2023.10": "2023-10-31",
    "2023-10": "2023-10-31",
    "2024年2月": "2024-02-29",
    "2023年6月30日": "2023-06-30",
    "2023.6.30": "2023-06-30",
    "2023/06/30": "2023-06-30",
    "2023年9月前": "2023-08-31",
    "2023年9月底前": "2023-09-30",
    "2023年9月15日前": "2023-09-15",
    "2023年年底前": "2023-12-31",
    "2023年底": "2023-12-31",
    "2023年": "2023-12-31",
    "2023年第三季度": "2023-09-30",
    "2023年二季度前": "2023-03-31",
    "2023年上半年": "2023-06-30",
    "2023年10月上旬": "2023-10-10",
    "2023年10月中旬": "2023-10-20",
    "二〇二三年十月": "2023-10-31",
    "2023年10月底完成": "2023-10-31",
    "截至2023年10月": "2023-10-31",
}
WITHOUT_YEAR = {
    "9月前": "2025-08-31",
    "1月前": "2024-12-31",
    "12月底": "2025-12-31",
    "十二月底": "2025-12-31",
    "12月完成": "2025-12-31",
    "年底": "2025-12-31",
    "今年年底前": "2025-12-31",
    "年内": "2025-12-31",
    "一季度末": "2025-03-31",
    "10月20日": "2025-10-20",
    "10月底前完成全部栽植": "2025-10-31",
}
SPANS = {
    "3-11月": "2025-11-30",
    "3月至11月": "2025-11-30",
    "3月—5月": "2025-05-31",
    "2023年3月-10月": "2023-10-31",
    "2023年3月1日-2023年6月20日": "2023-06-20",
    "2023.3-2023.10": "2023-10-31",
    "2023-2024年": "2024-12-31",
}


@pytest.mark.parametrize(("text", "day"), SAID.items())
def test_a_date_with_its_year(text: str, day: str) -> None:
    found = deadline(text, 2025)
    assert found is not None
    assert (str(found.day), found.certain, found.year_assumed) == (day, True, False)


@pytest.mark.parametrize(("text", "day"), WITHOUT_YEAR.items())
def test_a_date_without_takes_the_year_of_the_form(text: str, day: str) -> None:
    found = deadline(text, 2025)
    assert found is not None
    assert (str(found.day), found.certain, found.year_assumed) == (day, True, True)


@pytest.mark.parametrize("text", WITHOUT_YEAR)
def test_without_any_year_there_is_no_day(text: str) -> None:
    found = deadline(text, None)
    assert found is not None
    assert (found.day, found.certain) == (None, False)


@pytest.mark.parametrize(("text", "day"), SPANS.items())
def test_of_a_period_the_end(text: str, day: str) -> None:
    found = deadline(text, 2025)
    assert found is not None
    assert (str(found.day), found.certain, found.span) == (day, True, True)


@pytest.mark.parametrize("text", ["2023年前", "10月初", "2023年12底", "每年10月底", "10月底前栽植", "2023-2025"])
def test_what_may_be_meant_otherwise_is_uncertain(text: str) -> None:
    found = deadline(text, 2025)
    assert found is not None
    assert (found.certain, found.impossible) == (False, False)


@pytest.mark.parametrize("text", ["2月30日", "13月", "2023年2月29日", "2023年0月"])
def test_impossible_days(text: str) -> None:
    found = deadline(text, 2025)
    assert found is not None
    assert (found.day, found.impossible) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3年内",
        "两年内",
        "3个月",
        "5-8天",
        "底",
        "年",
        "30日内",
        "2023年10月栽植2次",
        "每月5日前",
        "2023.13",
        "1500",
        "年年有余",
        "10月" * 30,
    ],
)
def test_no_dates(text: str) -> None:
    assert deadline(text, 2025) is None


def test_a_share_to_be_reached_by_then() -> None:
    found = deadline("8月底完成90%", 2025)
    assert found is not None
    assert (found.day, found.percent, found.certain) == (date(2025, 8, 31), 90, True)


def test_month_and_day_with_a_point() -> None:
    found = short_date("11.20日前", 2025)
    assert found is not None
    assert found.day == date(2025, 11, 20)
    assert short_date("11.20", 2025) is None


@given(
    st.text(alphabet="0123456789年月日号底前末初中上下旬季度第半本今-~至.到完成 %一二十〇", max_size=40),
    st.none() | st.just(2025),
)
def test_any_text_is_taken(text: str, year: int | None) -> None:
    found = deadline(text, year)
    assert found is None or found.day is None or 1899 <= found.day.year <= 2099
