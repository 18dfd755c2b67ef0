"""Grades, scales, and words that are only near a grade."""

from decimal import Decimal

import pytest

from perfdesk.core.meaning import grades

FIVE = ["优", "良", "中", "低", "差"]
THREE = ["达成", "部分达成", "未达成"]


@pytest.mark.parametrize(
    ("text", "order", "grade"),
    [
        ("优秀", FIVE, "优"),
        ("较好", FIVE, "良"),
        ("优秀", THREE, "达成"),
        ("已完成", THREE, "达成"),
        ("按时完成", FIVE, "优"),
        ("基本达成", THREE, "部分达成"),
        ("部分达成", FIVE, ""),
        ("达成", THREE, "达成"),
        ("成效明显", FIVE, ""),
    ],
)
def test_the_nearest_grade_is_one_of_the_profile(text: str, order: list[str], grade: str) -> None:
    assert grades.nearest(text, order) == grade


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("优良中低差", "优良中低差"),
        ("优良中差", "优良中差"),
        ("优/良/中/差", "优良中差"),
        ("优、良、差", "优良差"),
        ("优良", ""),
        ("差中优", ""),
        ("达成/部分达成/未达成", "达成/部分达成/未达成"),
        ("优质良种", ""),
        ("优", ""),
        ("", ""),
        ("优,", ""),
    ],
)
def test_scales(text: str, scale: str) -> None:
    assert grades.scale(text) == scale


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("优100%/良85%", [("优", "1"), ("良", "0.85")]),
        ("优(100%)、良(75.5%)", [("优", "1"), ("良", "0.755")]),
        ("优:100%,差:0%", [("优", "1"), ("差", "0")]),
        ("优100%", []),
        ("男50%/女50%", []),
        ("85%/70%", []),
    ],
)
def test_shares_of_a_scale(text: str, shares: list[tuple[str, str]]) -> None:
    assert grades.shares(text) == tuple((word, Decimal(share)) for word, share in shares)
