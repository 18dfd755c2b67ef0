"""Breaking texts into lines: every character kept, none too wide, punctuation where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.layout.lines import broken


def em(character: str) -> float:
    return 1.0 if ord(character) > 0x2E7F else 0.5


def test_a_text_that_fits_is_one_line() -> None:
    assert broken("巡河次数", 4, em) == ("巡河次数",)


def test_blank_text_has_one_blank_line() -> None:
    assert broken("", 4, em) == ("",)


def test_typed_line_breaks_are_kept() -> None:
    assert broken("一、目标\n\n二、措施", 10, em) == ("一、目标", "", "二、措施")


def test_closing_punctuation_does_not_begin_a_line() -> None:
    assert broken("清理河道，修复护岸", 4, em) == ("清理河", "道，修复", "护岸")


def test_opening_bracket_does_not_end_a_line() -> None:
    assert broken("补助农户（含脱贫户）", 5, em) == ("补助农户", "（含脱贫", "户）")


def test_numbers_and_words_stay_whole() -> None:
    assert broken("完成投资1234.56万元", 7, em) == ("完成投资", "1234.56万元")


@pytest.mark.parametrize("number", ["≥98.5%", "≤3", "＝100", "-12.5", "±0.3"])
def test_a_number_keeps_its_sign(number: str) -> None:
    assert broken(f"合格率{number}", 3 + em(number[0]), em) == ("合格率", number)


def test_a_number_wider_than_the_line_is_torn_rather_than_lost() -> None:
    assert broken("9" * 9, 2, em) == ("9999", "9999", "9")


@given(st.text(alphabet="河长制，。（）12.5%ab \n", max_size=80), st.floats(min_value=2, max_value=20))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: float) -> None:
    lines = broken(text, width, em)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(sum(map(em, line)) <= width or len(line) == 1 for line in lines)


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    assert broken(text, 6, em)
