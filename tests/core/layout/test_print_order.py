"""Which pages go to the printer, and in which order."""

import pytest

from perfdesk.core.layout.print_order import chosen_pages, order


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1-3,5", (0, 1, 2, 4)),
        ("5，1－2", (0, 1, 4)),
        ("3、3、2至4", (1, 2, 3)),
        ("４-", (3, 4, 5)),
        (" 6 ,", (5,)),
    ],
)
def test_a_range_is_read_as_she_writes_it(text: str, pages: tuple[int, ...]) -> None:
    assert chosen_pages(text, 6) == pages


@pytest.mark.parametrize("text", ["", ",", "7", "0", "3-2", "2-9", "一", "1.5", "-3", "1--2"])
def test_what_is_no_range_is_not_guessed_at(text: str) -> None:
    assert chosen_pages(text, 6) is None


def test_copies_one_after_the_other_or_sheet_by_sheet() -> None:
    assert order((0, 1), copies=2) == (0, 1, 0, 1)
    assert order((0, 1), copies=2, collate=False) == (0, 0, 1, 1)


def test_on_both_sides_no_form_begins_on_the_back_of_another() -> None:
    starts = (0, 1, 4)
    assert order(range(6), starts, both=True) == (0, None, 1, 2, 3, None, 4, 5)
    assert order((1, 2, 3), starts, both=True, copies=2) == (1, 2, 3, None, 1, 2, 3, None)
    assert order((1, 2, 3), starts, both=True, copies=2, collate=False) == (1, 2, 1, 2, 3, None, 3, None)
