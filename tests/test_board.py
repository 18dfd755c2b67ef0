"""The board: what is owed, in which order, and what a search leaves of it."""

from datetime import date

import pytest

from perfdesk import board
from perfdesk.board import Line, Wish
from perfdesk.catalog import Listing
from perfdesk.ledger.records import FormRecord, Project

TODAY = date(2026, 3, 10)
TARGET, SELF, WHOLE = "t", "s", "w"
LISTINGS = {
    TARGET: Listing(TARGET, "绩效目标表（甲）", "目标表", "target", "甲", 2024),
    SELF: Listing(SELF, "绩效自评表（甲）", "自评表", "self-evaluation", "甲", 2024),
    WHOLE: Listing(WHOLE, "整体自评表（甲）", "整体自评", "overall", "甲", 2024),
}
PROJECTS = [
    Project(1, 2025, "A1", "村道照明"),
    Project(2, 2025, "A2", "古井保护"),
    Project(3, 2025, "", "桥面防滑"),
]
FORMS = [
    FormRecord(1, 1, SELF, 2025, filled=9, wanted=10, total="87.5", grade="良", errors=2),
    FormRecord(2, 1, TARGET, 2025, marked="已交", filled=5, wanted=5),
    FormRecord(3, 2, SELF, 2025, filled=10, wanted=10, total="100", grade="优"),
]
DUE = {"self-evaluation.2025": "2026-03-12", "target.2025": "2026-03-01"}


def made(due: dict[str, str] | None = None) -> tuple[Line, ...]:
    return board.lines("云岭镇", PROJECTS, FORMS, LISTINGS, DUE if due is None else due, TODAY)


def drawn(lines: object, *columns: str) -> list[str]:
    assert isinstance(lines, tuple | list)
    return ["|".join(board.told(line, column) for column in columns) for line in lines]


def test_what_has_a_day_and_no_form_is_owed() -> None:
    assert drawn(made(), "name", "title", "state", "due", "left") == [
        "村道照明|自评表|草稿|2026-03-12|还剩 2 天",
        "村道照明|目标表|已交|2026-03-01|",
        "古井保护|自评表|可交|2026-03-12|还剩 2 天",
        "古井保护|绩效目标表|待填|2026-03-01|逾期 9 天",
        "桥面防滑|绩效目标表|待填|2026-03-01|逾期 9 天",
        "桥面防滑|项目支出绩效自评表|待填|2026-03-12|还剩 2 天",
    ]


def test_a_stamped_sheet_is_seen_and_picked() -> None:
    lines = board.lines("云岭镇", PROJECTS, FORMS, LISTINGS, DUE, TODAY, {2, 3})
    assert drawn(lines[:3], "state") == ["草稿", "已交·已盖章", "可交·已盖章"]
    assert [line.form for line in board.sifted(lines, Wish(state="已盖章"))] == [2, 3]
    assert "已交·已盖章" in board.sentence(lines[1])
    assert [line.form for line in board.sifted(lines, Wish(state="已交"))] == [2]


def test_without_days_only_a_project_without_any_form_is_owed_one() -> None:
    assert drawn(made({}), "name", "title", "state", "due", "left")[3:] == ["桥面防滑|（还没有报表）|待填||"]


def test_what_the_whole_unit_owes_is_owed_once() -> None:
    last = made({"overall.2025": "2026-03-10", "overall.2024": "bald"})[-1]
    assert drawn([last], "name", "title", "left") == ["云岭镇|部门整体自评表|今天到期"]
    forms = [*FORMS, FormRecord(9, 3, WHOLE, 2025)]
    lines = board.lines("云岭镇", PROJECTS, forms, LISTINGS, {"overall.2025": "2026-03-10"}, TODAY)
    assert drawn(lines, "title", "state")[-1] == "整体自评|未填"


def test_the_project_of_a_form_of_the_whole_unit_owes_no_other() -> None:
    forms = [*FORMS, FormRecord(9, 3, WHOLE, 2025)]
    lines = board.lines("云岭镇", PROJECTS, forms, LISTINGS, DUE, TODAY)
    assert drawn([line for line in lines if line.project == 3], "title", "state") == ["整体自评|未填"]


def test_a_form_nobody_knows_any_more_is_listed_by_its_name() -> None:
    lines = board.lines("", PROJECTS[:1], [FormRecord(1, 1, "lost-2019", 2025)], LISTINGS, DUE, TODAY)
    assert drawn(lines, "title", "due")[0] == "lost-2019|"


def test_counts() -> None:
    assert board.counts(made()) == board.Counts(owed=6, sent=1, wrong=1, late=2)


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        (Wish(), ["村道照明", "村道照明", "古井保护", "古井保护", "桥面防滑", "桥面防滑"]),
        (Wish("gjbh"), ["古井保护", "古井保护"]),
        (Wish("a1 目标"), ["村道照明"]),
        (Wish(state="待填"), ["古井保护", "桥面防滑", "桥面防滑"]),
        (Wish(state=board.UNSENT, kind="target"), ["古井保护", "桥面防滑"]),
        (Wish(state=board.WRONG), ["村道照明"]),
        (Wish(state=board.LATE), ["古井保护", "桥面防滑"]),
        (Wish(year=2024), []),
    ],
)
def test_what_a_search_leaves(wish: Wish, names: list[str]) -> None:
    assert [line.name for line in board.sifted(made(), wish)] == names


@pytest.mark.parametrize(
    ("column", "falling", "wanted"),
    [
        ("name", False, ["村道照明", "村道照明", "古井保护", "古井保护", "桥面防滑", "桥面防滑"]),
        ("name", True, ["桥面防滑", "桥面防滑", "古井保护", "古井保护", "村道照明", "村道照明"]),
        ("total", False, ["87.5", "100", "", "", "", ""]),
        ("total", True, ["100", "87.5", "", "", "", ""]),
        ("progress", False, ["9/10", "5/5", "10/10", "", "", ""]),
        ("left", False, ["逾期 9 天", "逾期 9 天", "还剩 2 天", "还剩 2 天", "还剩 2 天", ""]),
        ("left", True, ["还剩 2 天", "还剩 2 天", "还剩 2 天", "逾期 9 天", "逾期 9 天", ""]),
        ("state", False, ["待填", "待填", "待填", "草稿", "可交", "已交"]),
        ("errors", True, ["2", "", "", "", "", ""]),
    ],
)
def test_order_by_a_column_with_blanks_last(column: str, falling: bool, wanted: list[str]) -> None:
    assert drawn(board.ordered(made(), column, falling), column) == wanted


def test_lines_alike_stay_as_they_stood() -> None:
    by_year = board.ordered(board.ordered(made(), "name", True), "year", True)
    assert drawn(by_year, "name") == drawn(board.ordered(made(), "name", True), "name")


def test_every_column_can_be_told_and_ordered_by() -> None:
    for column in board.COLUMNS:
        assert len(board.ordered(made(), column)) == len(made())
    table = board.table(made()[:1])
    assert table[0][:2] == ["项目", "项目编码"] and len(table[1]) == len(table[0])


def test_a_line_in_full() -> None:
    assert board.sentence(made()[0]) == (
        "村道照明，A1，自评表，草稿，已填 9 / 10 项，总分 87.5 良，有 2 处错误，2026-03-12 应交，还剩 2 天"
    )
    assert board.sentence(made()[-1]) == "桥面防滑，项目支出绩效自评表，待填，2026-03-12 应交，还剩 2 天"


def test_a_line_stays_the_same_line_while_its_form_changes() -> None:
    later = [FormRecord(1, 1, SELF, 2025, filled=10, wanted=10), *FORMS[1:]]
    lines = board.lines("云岭镇", PROJECTS, later, LISTINGS, DUE, TODAY)
    assert [line.key for line in lines] == [line.key for line in made()]
    assert len({line.key for line in lines}) == len(lines)
