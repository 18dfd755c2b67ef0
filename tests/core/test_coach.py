"""What the coach says of a text."""

import pytest

from perfdesk.core.coach import Advice, coach
from tests.core.checked import words

SOUND = "因秋汛停工四十天，两段沟渠少疏浚1公里，已与施工队签补充协议，次年三月底前补齐。"


def advice(text: str, limit: int | None = None) -> Advice:
    return coach(text, words(), limit)


def test_a_sound_reason_lacks_nothing() -> None:
    found = advice(SOUND, 100)
    assert (found.missing, found.empty, found.figures) == ((), (), True)
    assert [part.found for part in found.parts] == ["因", "停工", "已", "三月"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", ("原因", "影响", "措施", "时限")),
        ("施工队退场。", ("原因", "影响", "措施", "时限")),
        ("因秋汛停工，少疏浚1公里。", ("措施", "时限")),
        ("将于次年三月底前补齐。", ("原因", "影响")),
    ],
)
def test_what_is_missing_is_named(text: str, missing: tuple[str, ...]) -> None:
    assert advice(text).missing == missing


def test_empty_phrases_are_named_and_stand_for_nothing() -> None:
    found = advice("高度重视，进一步加强管理，不断提升水平。")
    assert found.empty == ("高度重视", "进一步加强", "不断提升")
    assert found.missing == ("原因", "影响", "措施", "时限")
    assert not found.figures


@pytest.mark.parametrize(("text", "figures"), [("次年三月底前补种二十亩。", True), ("加强管护，十分重视。", False)])
def test_numbers_in_words_are_numbers(text: str, figures: bool) -> None:
    assert advice(text).figures is figures


def test_characters_are_counted_without_white_space() -> None:
    found = advice(" 因秋汛\n停工　二十天", 6)
    assert (found.characters, found.over, found.counter) == (8, 2, "8 / 6 字")
    assert advice("停工").counter == "2 字"
    assert advice("停工").over == 0
