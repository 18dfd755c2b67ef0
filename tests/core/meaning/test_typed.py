"""Signs that keyboards write in several ways are made one; words are left alone."""

import pytest

from perfdesk.core.meaning.typed import blank, normalised, tidied


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１２，５００", "12,500"),
        ("９５％", "95%"),
        ("≧８", "≥8"),
        ("═８", "=8"),
        ("‹=8", "<=8"),
        ("3。5", "3.5"),
        ("做好。", "做好。"),
        ("20㎡", "20平方米"),
        ("5²①½", "5²①½"),
        ("甲\u3000乙\n丙", "甲 乙 丙"),
        ("8\u200b0", "80"),
    ],
)
def test_normalised(text: str, plain: str) -> None:
    assert normalised(text) == plain


@pytest.mark.parametrize(
    "text", ["", "  \n", "/", "—", "——", "-", "无", "无。", "*", "XX", "××", "…", "NULL", "N/A", "／", "＊"]
)
def test_says_nothing(text: str) -> None:
    assert blank(text)


@pytest.mark.parametrize("text", ["0", "无故障", "-1", "/年", "优", "XX村", "空气"])
def test_says_something(text: str) -> None:
    assert not blank(text)


@pytest.mark.parametrize(
    ("text", "core", "stray", "fullwidth"),
    [
        ("48人", "48人", False, False),
        ("48 人", "48人", True, False),
        ("优,", "优", True, False),
        ("＊３０", "30", True, True),
        ("９５％", "95%", False, True),
        ("95％", "95%", False, False),
        ("12 500", "12 500", False, False),
    ],
)
def test_tidied(text: str, core: str, stray: bool, fullwidth: bool) -> None:
    assert tidied(text) == (core, stray, fullwidth)
