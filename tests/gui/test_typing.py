"""Typing into the page: what each key does, what an input method is left, what is refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import FUNDS, Cell, Change, own
from perfdesk.core.step import Step
from tests.gui.hands import ALT, CONTROL, SHIFT, Hands, Key


def test_typing_replaces_and_enter_goes_down(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.type("44")
    hands.press(Key.Key_Return)
    assert (hands.text("actual"), hands.here) == ("44", "actual@1")
    assert hands.document.scores.shown[hands.at("score")] == "35.2"
    assert hands.editor is None and hands.view.hasFocus()


def test_odd_characters_outlive_the_editor(hands: Hands) -> None:
    odd = "甲\u00a0乙\u2028丙\x07\ufeff丁"
    hands.bridge.push(hands.document.plan([(hands.at("reason"), odd)]))
    count = hands.bridge.stack.count()
    hands.view.go_to(hands.at("reason"))
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Return)
    assert (hands.text("reason"), hands.bridge.stack.count()) == (odd, count)
    hands.bridge.push(hands.document.plan([(hands.at("reason"), "5\u00a0000")]))
    hands.view.go_to(hands.at("reason"))
    hands.press(Key.Key_F2)
    hands.type("元")
    hands.press(Key.Key_Return)
    assert hands.text("reason") == "5\u00a0000元"


def test_the_first_key_is_kept_and_escape_drops_all(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.type("9")
    assert hands.editor is not None and hands.editor.toPlainText() == "9"
    hands.press(Key.Key_Escape)
    assert (hands.text("actual"), hands.editor, hands.here) == ("40", None, "actual@0")


def test_f2_edits_what_is_there_at_its_end(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.press(Key.Key_F2)
    hands.type("5")
    hands.press(Key.Key_Tab)
    assert (hands.text("actual"), hands.here) == ("405", "weight@0")


def test_backspace_begins_with_nothing(hands: Hands) -> None:
    hands.view.go_to(hands.at("unit"))
    hands.press(Key.Key_Backspace)
    hands.type("次")
    hands.press(Key.Key_Return)
    assert hands.text("unit") == "次"


def test_arrows_leave_what_was_just_typed_but_not_what_is_edited(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))
    hands.type("7")
    hands.press(Key.Key_Right)
    assert (hands.text("target"), hands.here) == ("7", "unit@0")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Left)
    assert hands.editor is not None
    hands.type("大")
    hands.press(Key.Key_Return)
    assert hands.text("unit") == "大场"


def test_alt_enter_breaks_the_line_and_the_editor_grows(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.type("下雨")
    assert hands.editor is not None
    low = hands.editor.height()
    for _ in range(6):
        hands.press(Key.Key_Return, ALT)
        hands.type("改期")
    assert hands.editor.height() > low
    hands.press(Key.Key_Return)
    assert hands.text("reason") == "下雨" + "\n改期" * 6
    assert hands.here == "reason@1"


def test_a_choice_by_arrow_and_a_free_text_as_good(hands: Hands) -> None:
    hands.view.go_to(hands.at("l2"))
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.text("l2") == "质量指标"
    hands.view.go_to(hands.at("l2"))
    hands.type("时效")
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Tab)
    assert hands.text("l2") == "时效指标"
    hands.view.go_to(hands.at("l2"))
    hands.type("自拟指标")
    hands.press(Key.Key_Return)
    assert hands.text("l2") == "自拟指标"


def test_a_merged_class_is_typed_once_for_all_its_rows(hands: Hands) -> None:
    hands.view.go_to(hands.at("l1"))
    hands.view.insert_row(below=True)
    assert hands.column("l1") == ["产出指标", "产出指标", "效益指标"]
    hands.view.go_to(hands.at("l1"))
    hands.type("成本指标")
    hands.press(Key.Key_Return)
    assert hands.column("l1") == ["成本指标", "成本指标", "效益指标"]


def test_a_cell_of_a_pattern_is_taken_apart(hands: Hands) -> None:
    hands.view.go_to(own("code"))
    hands.type("880017T000000000009-戏台修缮")
    hands.press(Key.Key_Return)
    assert (hands.document.sheet.own("code"), hands.document.sheet.own("project")) == (
        "880017T000000000009",
        "戏台修缮",
    )


def test_a_prompt_is_typed_over(hands: Hands) -> None:
    hands.view.go_to(own("conclusion"))
    box = hands.view.current_box()
    assert box is not None and "prompt" in box.marks
    hands.press(Key.Key_F2)
    assert hands.editor is not None and hands.editor.toPlainText() == ""
    hands.type("好")
    hands.press(Key.Key_Return)
    assert hands.document.sheet.own("conclusion") == "好"


def test_a_score_may_be_set_by_hand_and_taken_back(hands: Hands) -> None:
    hands.view.go_to(hands.at("score"))
    hands.type("30")
    hands.press(Key.Key_Return)
    assert (hands.text("override"), hands.here) == ("30", "score@1")
    hands.view.go_to(hands.at("override"))
    box = hands.view.current_box()
    assert box is not None and "override" in box.marks
    hands.press(Key.Key_Delete)
    assert hands.text("override") == ""


def test_other_computed_cells_and_labels_refuse_politely(hands: Hands) -> None:
    hands.view.go_to(Cell(FUNDS, 0, "rate"))
    hands.type("9")
    assert hands.editor is None and "程序" in hands.told[-1]
    hands.press(Key.Key_Home, CONTROL)
    hands.press(Key.Key_Home)
    hands.type("9")
    assert hands.editor is None and "印好" in hands.told[-1]


def test_what_is_typed_is_committed_when_the_focus_goes(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.type("46")
    QTest.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=hands.point(hands.at("target")))
    hands.view.setFocus()
    QApplication.processEvents()
    assert (hands.text("actual"), hands.editor) == ("46", None)


def test_a_refused_text_stays_in_its_editor(hands: Hands) -> None:
    cell = hands.at("actual")
    hands.view.go_to(cell)
    hands.desk.ledger.write(Step("旁门", {hands.document.id: (Change(cell, "40", "41"),)}))
    hands.type("47")
    hands.press(Key.Key_Return)
    assert len(hands.refused) == 1
    assert hands.editor is not None and hands.editor.isVisible() and hands.editor.toPlainText() == "47"
    assert (hands.text("actual"), hands.here, hands.view.settle()) == ("40", "actual@0", False)
    hands.desk.ledger.write(Step("旁门", {hands.document.id: (Change(cell, "41", "40"),)}))
    QApplication.processEvents()
    hands.press(Key.Key_Return)
    assert (hands.text("actual"), hands.editor) == ("47", None)


def test_rows_that_come_while_a_cell_is_typed_into(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.type("4")
    hands.bridge.push(hands.document.plan_rows(0, 1))
    QApplication.processEvents()
    assert hands.here == "actual@1"
    hands.type("8")
    hands.press(Key.Key_Return)
    assert (hands.text("actual", 1), hands.editor) == ("48", None)
    hands.view.go_to(hands.at("unit", 1))
    hands.type("套")
    hands.bridge.push(hands.document.plan_remove_rows(hands.document.sheet.rows[1:2]))
    assert (hands.editor, hands.column("unit")) == (None, ["", "人次"])


def test_the_first_letter_of_pinyin_is_kept(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.compose("n")
    assert hands.editor is not None and hands.editor.composing
    hands.compose("ni h")
    hands.compose("", commit="你好")
    assert hands.editor.toPlainText() == "你好"
    hands.press(Key.Key_Return)
    assert hands.text("reason") == "你好"


@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Down, Key.Key_Right, Key.Key_1, Key.Key_Space]
)
def test_while_it_composes_every_key_is_the_input_methods(hands: Hands, key: Qt.Key) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.compose("ni")
    hands.press(key)
    assert hands.editor is not None and hands.editor.isVisible()
    assert (hands.text("reason"), hands.here) == ("", "reason@0")


def test_pinyin_given_up_leaves_the_cell_as_it_was(hands: Hands, qtbot: QtBot) -> None:
    hands.view.go_to(hands.at("unit"))
    hands.compose("c")
    hands.compose("")
    qtbot.waitUntil(lambda: hands.editor is None)
    assert hands.text("unit") == "场"


def test_a_form_without_rows_takes_its_first_by_typing(hands: Hands) -> None:
    hands.view.go_to(hands.at("l3"))
    hands.press(Key.Key_Down, SHIFT)
    hands.view.delete_rows()
    assert hands.document.sheet.rows == ()
    first = hands.document.form.indicators.first
    hands.view.select_block(hands.view.block._replace(top=first, bottom=first, left=4, right=4))
    hands.type("夜校课时")
    hands.press(Key.Key_Return)
    assert hands.column("l3") == ["夜校课时"]
