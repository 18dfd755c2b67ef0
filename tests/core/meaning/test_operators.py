"""Operators before and behind, in signs and in words."""

import pytest

from perfdesk.core.meaning import operators


@pytest.mark.parametrize(
    ("text", "sign", "rest"),
    [
        ("≥92%", "≥", "92%"),
        (">=92%", "≥", "92%"),
        ("<=7", "≤", "7"),
        ("=9个", "＝", "9个"),
        (">5", ">", "5"),
        ("<5", "<", "5"),
        ("不少于8期", "≥", "8期"),
        ("不超过批复数", "≤", "批复数"),
        ("超过30", ">", "30"),
        ("不足4", "<", "4"),
        ("9个", "", "9个"),
    ],
)
def test_leading(text: str, sign: str, rest: str) -> None:
    stated = operators.leading(text)
    assert (stated.sign, stated.rest, stated.doubled, stated.clear) == (sign, rest, False, True)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("≥≥96%", "≥"),
        ("≥=5", "≥"),
        ("==5", "＝"),
        ("≤≤5", "≤"),
        ("<<5", "<"),
        (">>5", ">"),
        ("≥不少于5", "≥"),
        ("=>=5", "≥"),
    ],
)
def test_doubled_signs_are_one(text: str, sign: str) -> None:
    stated = operators.leading(text)
    assert (stated.sign, stated.doubled, stated.clear) == (sign, True, True)


@pytest.mark.parametrize("text", ["≥≤5", "<>5", "≥不超过5"])
def test_contradictions_are_said(text: str) -> None:
    assert not operators.leading(text).clear


@pytest.mark.parametrize(
    ("text", "sign", "rest"),
    [
        ("80%以上", "≥", "80%"),
        ("90%及以上", "≥", "90%"),
        ("30天以内", "≤", "30天"),
        ("5%(含)以下", "≤", "5%"),
        ("3日内", "≤", "3日"),
        ("控制在5万元以内", "≤", "5万元"),
        ("80%", "", "80%"),
    ],
)
def test_trailing(text: str, sign: str, rest: str) -> None:
    stated = operators.trailing(operators.leading(text))
    assert (stated.sign, stated.rest, stated.doubled, stated.clear) == (sign, rest, False, True)


def test_before_and_behind_may_contradict() -> None:
    assert not operators.trailing(operators.leading("≥30天以内")).clear


@pytest.mark.parametrize(
    ("nature", "sign"),
    [
        ("≥", "≥"),
        ("＝", ""),
        ("=", "＝"),
        ("大于等于", "≥"),
        ("定性", "定性"),
        ("", ""),
        ("优良中低差", ""),
        ("正向", ""),
        ("≥5", ""),
    ],
)
def test_of_a_nature_cell(nature: str, sign: str) -> None:
    """The cell is tidied before, so that ＝ is = here."""
    assert operators.of(nature) == sign
