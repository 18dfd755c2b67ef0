"""Pinyin initials: each letter's first and last hanzi, the second level, second readings, what is left as it is."""

import pytest

from perfdesk.core.meaning.initials import found_by, initials


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("露天电影放映", "ltdyfy"),
        ("澳怖错堕贰嘎祸骏扩络穆诺沤瀑群弱所唾误迅孕座", "abcdeghjklmnopqrstwxyz"),
        ("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", "abcdefghjklmnopqrstwxyz"),
        ("鑫淼旖旎龠齄", "xmynyz"),
        ("２０２５年 A类（二期）", "2025naleq"),
        ("堃犇", "堃犇"),
        ("—、 ", ""),
    ],
)
def test_the_letters_of_a_text(text: str, letters: str) -> None:
    assert initials(text) == letters


def test_every_hanzi_of_gb2312_has_a_letter() -> None:
    codes = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = "".join(code.decode("gb2312") for code in codes if code < b"\xd7\xfa" or code > b"\xd7\xff")
    letters = initials(hanzi)
    assert (len(hanzi), len(letters)) == (6763, 6763)
    assert set(letters) == set("abcdefghjklmnopqrstwxyz")


@pytest.mark.parametrize("typed", ["", "ltdy", "LTDY", "dy", "电影", "lt电影", "l天d影", "电影fy", " ltdy "])
def test_found_by_any_part(typed: str) -> None:
    assert found_by(typed, "露天电影放映")


@pytest.mark.parametrize("typed", ["ltyd", "电放", "ltdyfyx", "x"])
def test_not_found_by_what_is_not_in_it(typed: str) -> None:
    assert not found_by(typed, "露天电影放映")


def test_marks_and_second_readings() -> None:
    assert found_by("cqfh", "重庆（分行）") and found_by("zdgc", "重点工程")
    assert found_by("rcr", "人次/人") and found_by("/人", "人次/人")
    assert found_by("堃", "李堃") and found_by("l堃", "李堃")
