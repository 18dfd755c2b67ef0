"""What is offered in a cell: choices, units and what she typed before; which keys the list takes, and which never."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk import catalog
from perfdesk.core.meaning.units import members, unit_end
from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.ui.page.offers import choices, fitting
from tests.gui.hands import ALT, Hands, Key


def shown(hands: Hands) -> list[str]:
    """The lines of the list below the editor; none where it is not to be seen."""
    listed = hands.editor.choices if hands.editor else None
    if listed is None or not listed.isVisible():
        return []
    return [listed.item(number).text() for number in range(listed.count())]


def read(hands: Hands, qtbot: QtBot) -> None:
    """Until what she typed before is read."""
    cell = hands.view.current_cell()
    assert cell is not None
    earlier = hands.bridge.recall.of(hands.document.form.id, cell)
    qtbot.waitUntil(lambda: earlier.complete)


def write(hands: Hands, name: str, *texts: str) -> None:
    wanted = [(hands.at(name, number), text) for number, text in enumerate(texts)]
    hands.bridge.push(hands.document.plan(wanted))


def test_initials_narrow_a_list(hands: Hands) -> None:
    hands.view.go_to(hands.at("l2"))
    hands.type("sx")
    assert shown(hands) == ["时效指标"]
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.text("l2") == "时效指标"


@pytest.mark.parametrize(
    ("typed", "first"), [(">=", "≥"), ("≧", "≥"), ("不少于", "≥"), ("dx", "定性"), ("=", "＝"), (">", ">")]
)
def test_operators_are_found_however_they_are_written(hands: Hands, typed: str, first: str) -> None:
    hands.view.go_to(hands.at("nature"))
    hands.type(typed)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.text("nature") == first


def test_enter_takes_no_line_she_has_not_marked(hands: Hands) -> None:
    hands.view.go_to(hands.at("l2"))
    hands.type("sx")
    hands.press(Key.Key_Return)
    assert hands.text("l2") == "sx"
    hands.view.go_to(hands.at("unit"))
    hands.type("套")
    hands.press(Key.Key_Tab)
    assert hands.text("unit") == "套"


def test_a_list_that_has_only_what_is_typed_is_in_nobodys_way(hands: Hands) -> None:
    hands.view.go_to(hands.at("l2"))
    hands.type("时效指标")
    assert shown(hands) == []
    hands.press(Key.Key_Down)
    assert (hands.text("l2"), hands.editor) == ("时效指标", None)


def test_units_are_her_own_before_the_library(hands: Hands, qtbot: QtBot) -> None:
    write(hands, "unit", "盘胶片", "人次")
    hands.view.go_to(hands.at("unit"))
    hands.press(Key.Key_F2)
    read(hands, qtbot)
    qtbot.waitUntil(lambda: len(shown(hands)) > len(catalog.units()))
    assert set(shown(hands)[:2]) == {"盘胶片", "人次"}
    assert shown(hands).count("人次") == 1 and "公里" in shown(hands)
    hands.press(Key.Key_Escape)
    hands.type("cs")
    assert shown(hands) == ["次数"]


def test_every_unit_of_the_library_is_one_the_rules_know() -> None:
    for unit in catalog.units():
        assert members(unit)
        assert any(unit_end(word, 0) == len(word) for word in (unit, unit.lstrip("万亿"))), unit
    assert len(set(catalog.units())) == len(catalog.units())


def test_what_is_written_so_comes_before_what_is_spelled_so() -> None:
    assert fitting("c", ["人次", "kc", "次", "c级", "场"]) == ["c级", "kc", "次", "场", "人次"]
    assert fitting("", ["乙", "甲"]) == ["乙", "甲"]


def test_grades_where_an_indicator_is_judged_and_yes_where_it_is_done(hands: Hands) -> None:
    target, actual = hands.at("target"), hands.at("actual")
    assert choices(hands.document, actual) == ()
    write(hands, "nature", "定性")
    assert choices(hands.document, actual) == choices(hands.document, target) == ("优", "良", "中", "低", "差")
    write(hands, "nature", "")
    write(hands, "target", "是")
    assert choices(hands.document, actual) == ("是", "否")
    write(hands, "target", "优")
    assert choices(hands.document, actual) == ("优", "良", "中", "低", "差")


def test_earlier_entries_stand_by_and_take_no_key(hands: Hands, qtbot: QtBot) -> None:
    write(hands, "l3", "放映场次", "放映机维护")
    hands.view.go_to(hands.at("l3"))
    hands.type("放")
    read(hands, qtbot)
    hands.type("映")
    assert set(shown(hands)[:-1]) == {"放映场次", "放映机维护"} and "Alt+↓" in shown(hands)[-1]
    hands.press(Key.Key_Down)
    assert (hands.text("l3"), hands.here, hands.editor) == ("放映", "l3@1", None)


def test_enter_and_tab_pass_earlier_entries_by(hands: Hands, qtbot: QtBot) -> None:
    write(hands, "l3", "放映场次", "放映机维护")
    for key in (Key.Key_Return, Key.Key_Tab):
        hands.view.go_to(hands.at("l3"))
        hands.type("放")
        read(hands, qtbot)
        hands.type("映机")
        assert shown(hands)
        hands.press(key)
        assert (hands.text("l3"), hands.editor) == ("放映机", None)


def test_alt_down_calls_for_them_and_what_is_taken_may_be_changed(hands: Hands, qtbot: QtBot) -> None:
    write(hands, "l3", "放映场次", "检修次数")
    hands.view.go_to(hands.at("l3"))
    hands.type("fy")
    read(hands, qtbot)
    hands.press(Key.Key_Down, ALT)
    assert shown(hands) == ["放映场次"]
    hands.press(Key.Key_Return)
    assert hands.editor is not None and hands.editor.typed == "放映场次" and shown(hands) == []
    hands.type("数")
    hands.press(Key.Key_Return)
    assert hands.text("l3") == "放映场次数"


def test_alt_down_in_an_empty_editor_shows_all_and_escape_only_closes_them(hands: Hands, qtbot: QtBot) -> None:
    write(hands, "l3", "放映场次", "检修次数")
    hands.view.go_to(hands.at("l3"))
    hands.press(Key.Key_Backspace)
    read(hands, qtbot)
    hands.press(Key.Key_Down, ALT)
    assert set(shown(hands)) == {"放映场次", "检修次数"}
    hands.press(Key.Key_Escape)
    assert hands.editor is not None and shown(hands) == []
    hands.press(Key.Key_Escape)
    assert (hands.view.editor, hands.text("l3")) == (None, "放映场次")


def test_rows_do_not_move_while_alt_down_is_the_editors(hands: Hands) -> None:
    before = hands.document.sheet.rows
    hands.view.go_to(hands.at("l3"))
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Down, ALT)
    assert hands.document.sheet.rows == before and hands.editor is not None


def test_figures_are_not_completed(hands: Hands, qtbot: QtBot) -> None:
    for cell in (hands.at("weight"), own("code"), Cell("funds", 0, "executed")):
        hands.view.go_to(cell)
        hands.press(Key.Key_F2)
        assert hands.editor is not None and hands.editor.choices is None
        hands.press(Key.Key_Escape)
    write(hands, "l3", "2号机位", "x")
    hands.view.go_to(hands.at("l3"))
    hands.type("2")
    read(hands, qtbot)
    hands.type("号")
    assert shown(hands)[0] == "2号机位"
    assert hands.editor is not None and hands.editor.cell == Cell(INDICATORS, hands.document.sheet.rows[0], "l3")


def test_a_line_is_taken_by_the_mouse(hands: Hands, qtbot: QtBot) -> None:
    hands.view.go_to(hands.at("l2"))
    hands.press(Key.Key_F2)
    qtbot.waitUntil(lambda: shown(hands) != [])
    assert hands.editor is not None and hands.editor.choices is not None
    listed = hands.editor.choices
    line = listed.visualItemRect(listed.item(2))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    assert (hands.text("l2"), hands.view.editor) == ("时效指标", None)


def test_in_the_large_editor_a_list_waits_to_be_called(hands: Hands, qtbot: QtBot) -> None:
    hands.view.go_to(hands.at("l2"))
    hands.press(Key.Key_F2)
    qtbot.waitUntil(lambda: shown(hands) != [])
    hands.press(Key.Key_F2)
    hands.type("时")
    assert shown(hands) == []
    hands.press(Key.Key_Down, ALT)
    assert "时效指标" in shown(hands)
    hands.press(Key.Key_Escape)
    assert hands.editor is not None and hands.editor.panel is None


def test_a_list_makes_way_for_the_input_method(hands: Hands, qtbot: QtBot) -> None:
    hands.view.go_to(hands.at("l2"))
    hands.press(Key.Key_F2)
    qtbot.waitUntil(lambda: shown(hands) != [])
    hands.compose("zhi")
    assert shown(hands) == []
    for key in (Key.Key_Down, Key.Key_Return, Key.Key_Escape):
        hands.press(key)
        assert hands.editor is not None and hands.editor.composing
    hands.compose("", commit="质量")
    assert hands.editor is not None and hands.editor.typed.endswith("质量")
    hands.press(Key.Key_Escape)
    hands.compose("shi")
    hands.compose("", commit="时")
    assert shown(hands) == ["时效指标"]
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.text("l2") == "时效指标"
