"""What she typed before: read in slices, nearest first, found by its beginning or its letters, learned as she goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.recall import Earlier, Recall

SICHUAN, NATIONAL = "sichuan-2022-0013zp", "national-2020"
NAME = Cell(INDICATORS, 0, "l3")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(Ledger.create(tmp_path / "账本.perf", unit="石桥镇水务站", year=2024, who="阿宁"))
    step, project = opened.plan_project("老街排水", "K01", 2024)
    opened.apply(step)
    for key in (NATIONAL, SICHUAN, SICHUAN):
        step, _ = opened.plan_form(project, key)
        opened.apply(step)
    yield opened
    opened.ledger.close()


def write(desk: Desk, form: int, *names: str) -> None:
    """Names of the first indicators of a form."""
    document = desk.document(form)
    rows = document.sheet.rows
    desk.apply(document.plan([(Cell(INDICATORS, rows[n], "l3"), name) for n, name in enumerate(names)]))


def known(recall: Recall, form: str = SICHUAN, cell: Cell = NAME) -> Earlier:
    """What there is of a field, read to its end."""
    earlier = recall.of(form, cell)
    while recall.read_on():
        pass
    assert earlier.complete
    return earlier


def test_the_nearest_come_first(desk: Desk) -> None:
    write(desk, 1, "清淤长度", "清淤次数", "管网改造")
    write(desk, 2, "井盖更换", "管网改造")
    write(desk, 3, "井盖更换", "雨水箅子")
    earlier = known(Recall(desk))
    assert list(earlier) == ["井盖更换", "管网改造", "雨水箅子", "清淤长度", "清淤次数"]
    assert list(known(Recall(desk), NATIONAL)) == ["管网改造", "清淤长度", "清淤次数", "井盖更换", "雨水箅子"]


def test_found_by_how_it_begins_or_is_spelled(desk: Desk) -> None:
    write(desk, 2, "清淤长度", "清淤次数", "长度清单", "（清）理")
    earlier = known(Recall(desk))
    assert set(earlier.beginning("清淤", 9)) == {"清淤长度", "清淤次数"}
    assert earlier.beginning("qycs", 9) == ["清淤次数"]
    assert earlier.beginning("清淤次数", 9) == []
    assert earlier.beginning("淤", 9) == []
    assert len(earlier.beginning("q", 1)) == 1
    assert "（清）理" in earlier.beginning("(清", 9)


def test_it_is_read_slice_by_slice_and_only_when_asked(desk: Desk) -> None:
    write(desk, 2, "清淤长度")
    recall = Recall(desk)
    assert not recall.read_on()
    earlier = recall.of(SICHUAN, NAME)
    assert not earlier.complete and list(earlier) == []
    assert recall.read_on() and not recall.read_on()
    assert earlier.complete and list(earlier) == ["清淤长度"]
    assert recall.of(SICHUAN, NAME) is earlier


def test_what_is_written_is_learned_at_once_and_blanks_are_not(desk: Desk) -> None:
    recall = Recall(desk)
    earlier = known(recall)
    write(desk, 1, "沉泥井", "/", "沉泥井")
    write(desk, 2, "检查井")
    assert list(earlier) == ["检查井", "沉泥井"]
    desk.apply(desk.document(2).plan([(own("goal"), "不相干")]))
    assert list(earlier) == ["检查井", "沉泥井"]


def test_a_slip_that_is_mended_is_forgotten_and_what_was_there_before_is_not(desk: Desk) -> None:
    write(desk, 1, "清淤长度")
    earlier = known(Recall(desk))
    write(desk, 2, "清于次数")
    write(desk, 2, "清淤次数")
    write(desk, 1, "清淤面积")
    assert list(earlier) == ["清淤面积", "清淤次数", "清淤长度"]
    assert earlier.beginning("清", 9) == ["清淤面积", "清淤次数", "清淤长度"]
    assert earlier.beginning("qycs", 9) == ["清淤次数"]


def test_deleted_forms_are_not_remembered(desk: Desk) -> None:
    write(desk, 1, "清淤长度")
    write(desk, 2, "井盖更换")
    desk.apply(desk.plan_remove_form(1))
    assert list(known(Recall(desk))) == ["井盖更换"]


def test_a_closed_ledger_is_read_no_further(desk: Desk) -> None:
    recall = Recall(desk)
    earlier = recall.of(SICHUAN, NAME)
    desk.ledger.close()
    assert not recall.read_on()
    assert not earlier.complete
