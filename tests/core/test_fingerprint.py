"""The code over a form's content: the same for the same content, and no slip of the keyboard goes unnoticed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.fingerprint import _LETTERS, fingerprint, read_code
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import INDICATORS, Cell, Sheet, added_rows, edits, moved_rows, own
from tests.core.paperwork import filled, form

ROWS = (("产出指标", "数量指标", "清淤长度"), ("产出指标", "质量指标", "断面合格率"))
SHEET = filled(*ROWS)
CODE = fingerprint(form(), SHEET, Scores())


def test_it_depends_on_content_alone() -> None:
    again = Sheet().apply(edits(Sheet(), [(own("project"), "河道清淤")]))
    again = again.apply(added_rows(again, 0, [dict(zip(("l1", "l2", "l3"), row, strict=True)) for row in ROWS], 40))
    assert fingerprint(form(), again, Scores()) == CODE


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (own("project"), "河道清淤 "),
        (own("year"), "2024"),
        (Cell(INDICATORS, 1, "l3"), "清淤长度1"),
        (own("goal"), "x"),
    ],
)
def test_any_other_text_is_another_code(cell: Cell, text: str) -> None:
    assert fingerprint(form(), SHEET.apply(edits(SHEET, [(cell, text)])), Scores()) != CODE


def test_another_order_another_figure_another_form_are_another_code() -> None:
    assert fingerprint(form(), SHEET.apply(moved_rows(SHEET, [2], 0)), Scores()) != CODE
    assert fingerprint(form(), SHEET, Scores(shown={own("total.score"): "95"})) != CODE
    assert fingerprint(replace(form(), id="other"), SHEET, Scores()) != CODE


def test_it_reads_as_people_type_it() -> None:
    for typed in (CODE, CODE.lower(), CODE.replace("-", ""), f" {CODE.replace('-', ' ')}", CODE.replace("-", "－")):
        assert read_code(typed) == CODE
    assert read_code(f"草稿 校验码 {CODE}") == CODE, "as it is copied from the foot of the page"


@pytest.mark.parametrize("typed", ["", "12345-67890", CODE[:-1], CODE + "2", "校验码", "ＯＩＬ"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@given(st.integers(0, 9), st.sampled_from(_LETTERS))
def test_one_wrong_character_is_noticed(place: int, letter: str) -> None:
    plain = CODE.replace("-", "")
    slip = plain[:place] + letter + plain[place + 1 :]
    assert (read_code(slip) is None) == (slip != plain)


def test_every_swap_in_a_true_code_is_noticed() -> None:
    plain = CODE.replace("-", "")
    for one in range(10):
        for other in range(one):
            swapped = list(plain)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            assert (read_code("".join(swapped)) is None) == (plain[one] != plain[other])
