"""Blocks of the page: clipboard, filling, rows; texts no form expects."""

from PySide6.QtCore import QDate, QMimeData
from PySide6.QtGui import QGuiApplication

from perfdesk.core.sheet import FUNDS, Cell, own
from tests.gui.hands import CONTROL, SHIFT, Hands, Key


def test_a_block_is_copied_as_text_and_as_a_table(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_Right, SHIFT)
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "50\t场\n900\t人次\n"
    assert data.html().count("<td") == 4


def test_a_paste_is_one_step_and_makes_the_rows_it_needs(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("45\t场\t40\n950\t人次\t960\n3\t村\t4\n")
    hands.view.go_to(hands.at("target"))
    count = hands.bridge.stack.count()
    hands.press(Key.Key_V, CONTROL)
    assert hands.bridge.stack.count() == count + 1
    assert hands.column("target") == ["45", "950", "3"]
    assert (hands.column("unit")[2], hands.column("actual")[2]) == ("村", "4")
    assert hands.column("l1") == ["产出指标", "效益指标", "效益指标"]
    assert "粘贴" in hands.told[-1]
    hands.bridge.stack.undo()
    assert hands.column("target") == ["50", "900"]


def test_the_rows_a_long_paste_made_may_be_taken_back(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("".join(f"第{number}项\n" for number in range(40)))
    hands.view.go_to(hands.at("l3"))
    hands.press(Key.Key_V, CONTROL)
    assert len(hands.column("l3")) == 40
    hands.bridge.stack.undo()
    assert len(hands.column("l3")) == 2
    assert hands.view.current_cell() is not None


def test_a_paste_leaves_labels_and_computed_cells_alone(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("99\t99\t99\n")
    hands.view.go_to(hands.at("actual"))
    hands.view.paste()
    assert (hands.text("actual"), hands.text("weight"), hands.text("override")) == ("99", "99", "")


def test_plain_columns_paste_over_cells_merged_here(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6\n")
    hands.view.go_to(Cell(FUNDS, 0, "initial"))
    hands.view.paste()
    sheet = hands.document.sheet
    assert [sheet.fund(row, name) for row in (0, 1) for name in ("initial", "adjusted", "executed")] == list("123456")


def test_what_is_copied_here_is_pasted_here_unchanged(hands: Hands) -> None:
    before = hands.document.sheet
    hands.view.selectAll()
    hands.view.copy()
    hands.view.go_to(own("code"))
    hands.view.selectAll()
    hands.view.paste()
    assert hands.document.sheet == before


def test_one_text_fills_a_block(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("12\n")
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_Down, SHIFT)
    hands.view.paste()
    assert hands.column("target") == ["12", "12"]


def test_delete_cut_and_fill_down(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_Right, SHIFT)
    hands.press(Key.Key_Delete)
    assert (hands.text("target"), hands.text("unit")) == ("", "")
    assert hands.bridge.stack.undoText() == "清除 2 格"
    hands.bridge.stack.undo()
    hands.press(Key.Key_X, CONTROL)
    assert QGuiApplication.clipboard().text() == "50\t场\n"
    assert hands.text("target") == ""
    hands.bridge.stack.undo()
    hands.view.go_to(hands.at("unit", 1))
    hands.press(Key.Key_D, CONTROL)
    assert hands.column("unit") == ["场", "场"]


def test_today(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.press(Key.Key_Semicolon, CONTROL)
    today = QDate.currentDate()
    assert hands.text("actual") == f"{today.year()}年{today.month()}月{today.day()}日"


def test_rows_are_inserted_moved_and_deleted_with_undo(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual", 1))
    hands.view.insert_row()
    assert (hands.column("l3"), hands.here) == (["放映场次", "", "观影人次"], "actual@1")
    hands.view.go_to(hands.at("l3"))
    hands.view.move_rows_down()
    assert (hands.column("l3"), hands.here) == (["", "放映场次", "观影人次"], "l3@1")
    hands.view.move_rows_up()
    hands.view.move_rows_up()
    assert hands.column("l3") == ["放映场次", "", "观影人次"]
    hands.view.go_to(hands.at("l3", 1))
    hands.view.delete_rows()
    assert hands.column("l3") == ["放映场次", "观影人次"]
    hands.bridge.stack.setIndex(0)
    assert hands.column("l3") == ["放映场次", "观影人次"]
    hands.view.go_to(own("goal"))
    hands.view.delete_rows()
    assert "指标行" in hands.told[-1]


def test_bad_texts_are_kept_and_drawn(hands: Hands) -> None:
    texts = ["\x00\x07\x1b[31m", "\ud800断\udc00", "长" * 5000, "9" * 40, "\u202e反\ufeff", "a\r\nb\rc"]
    for text in texts:
        hands.bridge.push(hands.document.plan([(hands.at("reason"), text)]))
        hands.view.grab()
        hands.view.go_to(hands.at("reason"))
        hands.press(Key.Key_F2)
        hands.press(Key.Key_Escape)
    data = QMimeData()
    data.setText("坏\ud800\t\x01\n" * 3)
    QGuiApplication.clipboard().setMimeData(data)
    hands.view.go_to(hands.at("l3"))
    hands.view.paste()
    hands.view.copy()
    assert len(hands.document.sheet.rows) == 3


def test_three_hundred_rows(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 298))
    hands.view.go_to(hands.at("actual", 299))
    hands.type("1")
    hands.press(Key.Key_Return)
    assert hands.text("actual", 299) == "1"
    hands.view.selectAll()
    hands.view.clear()
    assert hands.column("l3") == [""] * 300
