"""The bridge: undo through the one door, and refusals that change nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import Change, own
from perfdesk.core.step import Step
from perfdesk.desk import Applied, Desk
from perfdesk.document import Document
from perfdesk.ui.edits import Bridge
from tests.gui import office

GOAL, DONE = own("goal"), own("done")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = office.desk(tmp_path / "桥.perf")
    office.form(made, office.project(made, "水车修理"))
    yield made
    made.ledger.close()


@pytest.fixture
def bridge(desk: Desk) -> Bridge:
    return Bridge(desk)


@pytest.fixture
def document(desk: Desk) -> Document:
    return desk.document(1)


def written(desk: Desk, goal: str) -> str:
    """Puts another goal on the disk past the desk, so that the desk's next change of it is refused. What was there."""
    before = desk.ledger.sheet(1).own("goal")
    desk.ledger.write(Step("旁门", {1: (Change(GOAL, before, goal),)}))
    return before


def test_a_step_is_applied_told_and_undone_by_name(bridge: Bridge, document: Document) -> None:
    told: list[Applied] = []
    bridge.applied.connect(told.append)
    assert bridge.push(document.plan([(GOAL, "修好三架水车")]))
    assert document.sheet.own("goal") == "修好三架水车"
    assert (bridge.stack.count(), bridge.stack.undoText()) == (1, "填报 项目年度目标")
    bridge.stack.undo()
    assert document.sheet.own("goal") == ""
    bridge.stack.redo()
    assert document.sheet.own("goal") == "修好三架水车"
    assert [applied.step.act for applied in told] == [
        "填报 项目年度目标",
        "撤销 填报 项目年度目标",
        "填报 项目年度目标",
    ]


def test_undo_and_redo_reach_the_disk(bridge: Bridge, document: Document, desk: Desk) -> None:
    for text in ("一", "二", "三"):
        bridge.push(document.plan([(GOAL, text)]))
    bridge.stack.setIndex(1)
    assert desk.ledger.sheet(1).own("goal") == "一"
    bridge.stack.setIndex(3)
    assert desk.ledger.sheet(1).own("goal") == "三"


def test_what_changes_nothing_is_not_kept(bridge: Bridge, document: Document) -> None:
    assert bridge.push(document.plan([(GOAL, "")]))
    assert bridge.stack.count() == 0


def test_a_refused_step_is_told_and_leaves_what_can_be_redone(bridge: Bridge, document: Document, desk: Desk) -> None:
    refused: list[str] = []
    bridge.refused.connect(refused.append)
    bridge.push(document.plan([(DONE, "已完成")]))
    bridge.stack.undo()
    before = written(desk, "别处写的")
    assert not bridge.push(document.plan([(GOAL, "这里写的")]))
    assert len(refused) == 1 and refused[0].endswith("。")
    assert document.sheet.own("goal") == ""
    assert (bridge.stack.count(), bridge.stack.index(), bridge.stack.redoText()) == (1, 0, "填报 年度目标完成情况")
    written(desk, before)


def test_a_refused_undo_can_be_tried_again(bridge: Bridge, document: Document, desk: Desk, qtbot: QtBot) -> None:
    bridge.push(document.plan([(GOAL, "先")]))
    bridge.push(document.plan([(GOAL, "后")]))
    before = written(desk, "别处写的")
    with qtbot.waitSignal(bridge.refused):
        bridge.stack.undo()
    assert document.sheet.own("goal") == "后"
    qtbot.waitUntil(lambda: bridge.stack.index() == 2)
    written(desk, before)
    bridge.stack.undo()
    bridge.stack.undo()
    assert document.sheet.own("goal") == desk.ledger.sheet(1).own("goal") == ""


def test_no_older_step_is_undone_past_a_refused_one(
    bridge: Bridge, document: Document, desk: Desk, qtbot: QtBot
) -> None:
    bridge.push(document.plan([(DONE, "早")]))
    bridge.push(document.plan([(GOAL, "晚")]))
    written(desk, "别处写的")
    bridge.stack.setIndex(0)
    qtbot.waitUntil(lambda: bridge.stack.index() == 2)
    assert (document.sheet.own("done"), document.sheet.own("goal")) == ("早", "晚")


def test_a_refused_redo_can_be_tried_again(bridge: Bridge, document: Document, desk: Desk, qtbot: QtBot) -> None:
    bridge.push(document.plan([(GOAL, "先")]))
    bridge.stack.undo()
    before = written(desk, "别处写的")
    bridge.stack.redo()
    qtbot.waitUntil(lambda: bridge.stack.index() == 0)
    written(desk, before)
    bridge.stack.redo()
    assert document.sheet.own("goal") == "先"


def test_undoing_the_making_of_a_form_and_what_was_typed_into_it(bridge: Bridge, desk: Desk) -> None:
    step, number = desk.plan_form(1, office.NATIONAL)
    bridge.push(step)
    bridge.push(desk.document(number).plan([(GOAL, "新表的目标")]))
    bridge.stack.setIndex(0)
    assert number not in [record.id for record in desk.forms()]
    bridge.stack.setIndex(2)
    assert desk.document(number).sheet.own("goal") == "新表的目标"
