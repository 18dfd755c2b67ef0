"""Where a text is found in another, and what it becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.meaning.matching import Sought, replaced, spans


@pytest.mark.parametrize(
    ("sought", "text", "found"),
    [
        (Sought("放映"), "放映场次，放映点", ["放映", "放映"]),
        (Sought("abc"), "ＡＢＣ与Abc", ["ＡＢＣ", "Abc"]),
        (Sought("（暂定）"), "数量(暂定)", ["(暂定)"]),
        (Sought("12.5%"), "完成１２．５％", ["１２．５％"]),
        (Sought("aa"), "aaaa", ["aa", "aa"]),
        (Sought("平方米"), "300㎡和300平方米", ["㎡", "平方米"]),
        (Sought("方"), "300㎡", []),
        (Sought("1。5"), "约1。5万", ["1。5"]),
        (Sought("abc", exact=True), "ＡＢＣ与Abc与abc", ["abc"]),
        (Sought("场次", whole=True), "场次", ["场次"]),
        (Sought("场次", whole=True), "放映场次", []),
        (Sought("OK", whole=True), "ｏｋ ", ["ｏｋ "]),
        (Sought("OK", whole=True, exact=True), "ok", []),
        (Sought(""), "放映", []),
        (Sought("放映"), "", []),
    ],
)
def test_what_is_found(sought: Sought, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spans(sought, text)] == found


def test_each_place_is_replaced_and_the_rest_stays_as_typed() -> None:
    assert replaced(Sought("ab"), "１ＡＢ２ab３", "丙") == "１丙２丙３"
    assert replaced(Sought("无"), "有", "丙") == "有"


@given(st.text(max_size=6), st.text(max_size=30))
def test_a_text_is_found_in_itself_and_replacing_it_by_itself_changes_nothing(wanted: str, around: str) -> None:
    sought = Sought(wanted, exact=True)
    assert replaced(sought, around, wanted) == around
    assert bool(spans(sought, around + wanted)) == bool(wanted)
