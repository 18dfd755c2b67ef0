"""Blocks of the page: clipboard, filling, rows; texts no form expects."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.formats.clipboard import Copied
from perfdesk.ledger import Ledger
from perfdesk.ui.page import pasting
from perfdesk.ui.page.grid import Block
from tests.gui import office
from tests.gui.hands import CONTROL, SHIFT, Hands, Key


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """The clipboard outlives Python: what Python put there would take the program down as it ends."""
    yield
    qapp.clipboard().clear()


def put(text: str, html: str = "") -> None:
    """Something onto the clipboard, from elsewhere."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def asked(hands: Hands) -> str:
    """What she is asked before a paste."""
    return hands.view.asking.text if hands.view.asking else ""


def test_a_block_is_copied_as_text_and_as_a_table(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_Right, SHIFT)
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "50\t场\n900\t人次\n"
    assert data.html().count("<td") == 4


def test_a_paste_that_fits_is_one_step(hands: Hands) -> None:
    put("45\t场\t40\n950\t人次\t960\n")
    hands.view.go_to(hands.at("target"))
    count = hands.bridge.stack.count()
    hands.press(Key.Key_V, CONTROL)
    assert hands.bridge.stack.count() == count + 1
    assert (hands.column("target"), hands.column("actual")) == (["45", "950"], ["40", "960"])
    assert hands.told[-1] == "已粘贴 3 格。"
    hands.bridge.stack.undo()
    assert hands.column("target") == ["50", "900"]


def test_a_paste_with_too_many_rows_asks_and_makes_them_in_one_step(hands: Hands) -> None:
    put("45\t场\t40\n950\t人次\t960\n3\t村\t4\n")
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_V, CONTROL)
    assert hands.column("target") == ["50", "900"]
    assert asked(hands) == "要粘贴 3 行 3 列：放得下的改 3 格（3 格原来有内容）；指标行不够，还要加 1 行。"
    count = hands.bridge.stack.count()
    hands.press(Key.Key_Return)
    assert asked(hands) == ""
    assert hands.bridge.stack.count() == count + 1
    assert hands.column("target") == ["45", "950", "3"]
    assert (hands.column("unit")[2], hands.column("actual")[2]) == ("村", "4")
    assert hands.column("l1") == ["产出指标", "效益指标", "效益指标"]
    assert "粘贴" in hands.told[-1]
    hands.bridge.stack.undo()
    assert hands.column("target") == ["50", "900"]


def test_only_what_there_is_room_for_may_be_pasted_or_nothing(hands: Hands) -> None:
    put("1\n2\n3\n")
    hands.view.go_to(hands.at("target"))
    hands.view.paste()
    hands.press(Key.Key_Escape)
    assert (asked(hands), hands.column("target")) == ("", ["50", "900"])
    hands.view.paste()
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Return)
    assert (asked(hands), hands.column("target")) == ("", ["1", "2"])


def test_whatever_else_she_does_gives_the_paste_up(hands: Hands) -> None:
    put("1\n2\n3\n")
    hands.view.go_to(hands.at("target"))
    for act in (
        lambda: hands.press(Key.Key_Down),
        lambda: hands.type("9"),
        lambda: hands.bridge.push(hands.document.plan([(hands.at("reason"), "雨季")])),
    ):
        hands.view.go_to(hands.at("target"))
        hands.view.paste()
        assert asked(hands)
        act()
        assert asked(hands) == ""
        hands.press(Key.Key_Escape)
    assert hands.column("target") == ["50", "900"]


def test_texts_over_computed_and_printed_cells_are_told_before_they_are_left_out(hands: Hands) -> None:
    put("40\t39\t下雨\t多余\n")
    hands.view.go_to(hands.at("weight"))
    hands.view.paste()
    assert "1 格落在算出的数" in asked(hands) and "1 格超出表外" in asked(hands)
    hands.press(Key.Key_Return)
    assert (hands.text("reason"), hands.text("override")) == ("下雨", "")
    assert "另有 2 格放不进去" in hands.told[-1]


def test_what_is_there_already_is_no_loss(hands: Hands) -> None:
    """A row copied out of the official sheet brings its label and its score along."""
    put('"绩效指标\n（90分）"\t产出指标\t数量指标\t放映场次\t≥\t60\t场\t48\t40\t32.00\t下雨\n')
    row = hands.document.form.indicators.first
    hands.view.select_rows(row, row)
    hands.view.paste()
    assert asked(hands) == ""
    assert (hands.text("target"), hands.text("actual"), hands.text("reason")) == ("60", "48", "下雨")


def test_over_whole_rows_a_table_begins_where_least_is_lost(hands: Hands) -> None:
    first = hands.document.form.indicators.first
    hands.view.go_to(hands.at("unit"))
    hands.view.select_rows(first, first + 1)
    put("次\t41\n")
    hands.view.paste()
    assert (asked(hands), hands.column("unit"), hands.column("actual")) == ("", ["次", "次"], ["41", "41"])
    hands.view.go_to(hands.at("unit"))
    hands.press(Key.Key_Space, SHIFT)
    put("满意度指标\t服务对象满意度指标\t观众满意\t≥\t90\t%\t95\t5\n")
    hands.view.paste()
    assert (asked(hands), hands.text("l3"), hands.text("weight")) == ("", "观众满意", "5")
    hands.press(Key.Key_Space, SHIFT)
    hands.view.insert_copied()
    assert (hands.column("l3"), hands.column("l1")) == (
        ["观众满意", "观众满意", "观影人次"],
        ["满意度指标"] * 2 + ["效益指标"],
    )


def test_the_preview_is_on_the_page(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))

    def seen() -> QImage:
        rect = hands.view.visualRect(hands.view.currentIndex()).adjusted(4, 4, -4, -4)
        return hands.view.viewport().grab(rect).toImage()

    before = seen()
    put("1\n2\n3\n")
    hands.view.paste()
    assert seen() != before
    hands.press(Key.Key_Escape)
    assert seen() == before


def test_the_rows_a_long_paste_made_may_be_taken_back(hands: Hands) -> None:
    put("".join(f"第{number}项\n" for number in range(40)))
    hands.view.go_to(hands.at("l3"))
    hands.press(Key.Key_V, CONTROL)
    hands.press(Key.Key_Return)
    assert len(hands.column("l3")) == 40
    hands.bridge.stack.undo()
    assert len(hands.column("l3")) == 2
    assert hands.view.current_cell() is not None


def test_a_merged_class_gives_its_text_to_each_of_its_rows_and_other_texts_once(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 2))
    put(
        "满意度指标\t服务对象满意度指标\t观众满意\t1\n\t\t\t2\n",
        "<table><tr><td rowspan=2>满意度指标</td><td rowspan=2>服务对象满意度指标</td><td rowspan=2>观众满意</td>"
        "<td>1</td></tr><tr><td>2</td></tr></table>",
    )
    hands.view.go_to(hands.at("l1", 2))
    hands.view._put((hands.document.form.indicators.first + 2, hands.view.place[1]))
    hands.view.select_rows(hands.view.place[0], hands.view.place[0])
    hands.view._put((hands.view.place[0], 2))
    hands.view.paste()
    assert hands.column("l1")[1:] == ["满意度指标", "满意度指标", "效益指标"]
    assert hands.column("l3") == ["放映场次", "观众满意", "", ""]


def test_a_row_pasted_into_a_class_changes_the_class_of_that_row_only(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 2))
    put("满意度指标\t服务对象满意度指标\t观众满意\n")
    hands.view.go_to(hands.at("l1", 1))
    hands.view.paste()
    assert hands.column("l1") == ["产出指标", "满意度指标", "效益指标", "效益指标"]
    put("产出指标")
    hands.view.go_to(hands.at("l1", 2))
    hands.view.paste()
    assert hands.column("l1") == ["产出指标", "满意度指标", "产出指标", "产出指标"]


def test_paragraphs_into_a_field_of_the_form_are_one_text_and_down_a_column_several(hands: Hands) -> None:
    put("一村一场。\n老少都来。\n")
    hands.view.go_to(own("goal"))
    hands.view.paste()
    assert hands.document.sheet.own("goal") == "一村一场。\n老少都来。"
    hands.view.go_to(hands.at("l3"))
    hands.view.paste()
    assert hands.column("l3") == ["一村一场。", "老少都来。"]


def test_a_row_of_texts_is_laid_on_every_selected_row(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 2))
    put("≥\t7\t次\n")
    hands.view.go_to(hands.at("nature"))
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        hands.press(key, SHIFT)
    hands.view.paste()
    assert (hands.column("target"), hands.column("unit")) == (["7"] * 4, ["次"] * 4)


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


def test_fill_right_and_one_text_into_all(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_R, CONTROL)
    assert hands.text("target") == "≥"
    hands.bridge.stack.undo()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down):
        hands.press(key, SHIFT)
    hands.press(Key.Key_R, CONTROL)
    assert (hands.column("unit"), hands.column("actual")) == (["50", "900"], ["50", "900"])
    assert hands.bridge.stack.undoText() == "向右填充 4 格"
    hands.type("12")
    hands.press(Key.Key_Return, CONTROL)
    assert [hands.column(name) for name in ("target", "unit", "actual")] == [["12", "12"]] * 3
    assert (hands.editor, hands.here) == (None, "target@0")
    assert hands.bridge.stack.undoText() == "填入 6 格"
    hands.bridge.stack.undo()
    assert hands.column("target") == ["50", "900"]


def test_a_score_typed_on_purpose_goes_into_its_own_cell_too(hands: Hands) -> None:
    hands.view.go_to(hands.at("score"))
    hands.type("30")
    hands.press(Key.Key_Return, CONTROL)
    assert (hands.text("override"), hands.column("weight")) == ("30", ["40", "50"])
    hands.view.go_to(hands.at("score"))
    hands.press(Key.Key_Left, SHIFT)
    hands.type("35")
    hands.press(Key.Key_Return, CONTROL)
    assert (hands.text("override"), hands.text("weight")) == ("35", "35")


def test_whole_rows_take_only_their_own_part_of_a_merged_class(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 2))
    hands.view.go_to(hands.at("actual", 2))
    hands.press(Key.Key_Space, SHIFT)
    first = hands.document.form.indicators.first
    assert hands.view.block == (first + 2, 1, first + 2, hands.view.grid.columns)
    assert (hands.here, hands.view.page_model.canvas.rows(hands.view.block)) == ("actual@2", [hands.at("l3", 2).row])
    hands.press(Key.Key_Delete)
    assert hands.column("l1") == ["产出指标", "效益指标", "", "效益指标"]
    hands.bridge.stack.undo()
    hands.view.go_to(hands.at("actual", 2))
    hands.press(Key.Key_Space, SHIFT)
    hands.press(Key.Key_Down, SHIFT)
    hands.view.delete_rows()
    assert hands.column("l3") == ["放映场次", "观影人次"]


def test_copied_rows_are_inserted_above_the_current_one_in_one_step(hands: Hands) -> None:
    row = hands.document.form.indicators.first
    hands.view.select_rows(row, row)
    hands.view.copy()
    hands.view.go_to(hands.at("actual", 1))
    hands.view.insert_copied()
    assert hands.column("l3") == ["放映场次", "放映场次", "观影人次"]
    assert [hands.column(name)[1] for name in ("l1", "target", "actual", "weight")] == ["产出指标", "50", "40", "40"]
    assert (hands.view.block.top, hands.view.block.bottom) == (row + 1, row + 1)
    assert hands.bridge.stack.undoText() == "插入复制的 1 行"
    hands.bridge.stack.undo()
    assert hands.column("l3") == ["放映场次", "观影人次"]
    put("道路\t≥\t3\n桥梁\t≥\t1\n")
    hands.view.go_to(hands.at("l3", 1))
    hands.view.insert_copied()
    assert hands.column("l3") == ["放映场次", "道路", "桥梁", "观影人次"]
    assert (hands.column("target")[1:3], hands.column("l1")[1:3]) == (["3", "1"], ["产出指标"] * 2)


@pytest.mark.parametrize("key", [office.SICHUAN, office.NATIONAL, office.HEBEI])
def test_whole_rows_go_back_to_where_they_were_and_in_between_as_they_are(
    page_of: Callable[[str], Hands], key: str
) -> None:
    hands = page_of(key)
    form, sheet = hands.document.form, hands.document.sheet
    typed = [name for name in form.indicators.columns if not form.computed(Cell(INDICATORS, 0, name))]
    texts = [(Cell(INDICATORS, row, name), f"{name}{row}") for row in sheet.rows for name in typed]
    hands.bridge.push(hands.document.plan(texts))
    before, first = hands.document.sheet, form.indicators.first
    hands.view.select_rows(first, first + len(sheet.rows) - 1)
    hands.view.copy()
    hands.view.paste()
    assert (asked(hands), hands.document.sheet) == ("", before)
    hands.view.select_rows(first + 1, first + 1)
    hands.view.insert_copied()
    for name in typed:
        was = [before.at(row, name) for row in before.rows]
        assert hands.column(name) == [was[0], *was, *was[1:]], name


def test_a_row_is_made_again_without_her_score(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan([(hands.at("score"), "39"), (hands.at("override_reason"), "补放两场")]))
    hands.view.go_to(hands.at("actual"))
    hands.view.duplicate_rows()
    assert (hands.column("l3"), hands.column("actual")) == (["放映场次", "放映场次", "观影人次"], ["40", "40", "950"])
    assert (hands.column("override"), hands.column("override_reason")) == (["39", "", ""], ["补放两场", "", ""])
    hands.bridge.stack.undo()
    assert hands.column("l3") == ["放映场次", "观影人次"]


def test_what_is_selected_is_counted_and_added_up(hands: Hands) -> None:
    hands.view.go_to(hands.at("weight"))
    assert hands.view.figures() is None
    hands.press(Key.Key_Down, SHIFT)
    assert hands.view.figures() == (2, 2, Decimal(90))
    hands.press(Key.Key_Left, SHIFT)
    hands.press(Key.Key_Left, SHIFT)
    assert hands.view.figures() == (6, 4, Decimal("1080"))


def test_today(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.press(Key.Key_Semicolon, CONTROL)
    today = QDate.currentDate()
    assert hands.text("actual") == f"{today.year()}年{today.month()}月{today.day()}日"


def test_a_class_merged_over_rows_grows_by_one_row(hands: Hands) -> None:
    """Not by as many as it has, which doubles it with each press."""
    hands.bridge.push(hands.document.plan([(hands.at("l1", 1), "")]))
    for count in (3, 4, 5):
        hands.view.go_to(hands.at("l1"))
        hands.view.insert_row()
        assert len(hands.document.sheet.rows) == count


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
    hands.press(Key.Key_Return)
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


def test_a_ledger_that_is_only_read_takes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    book = Ledger.open(office.ledger(tmp_path / "柳溪.perf"), who="小禾", readonly=True)
    hands = Hands(Desk(book), 1)
    qtbot.addWidget(hands.view)
    put("1\n2\n3\n")
    hands.view.go_to(hands.at("target"))
    hands.view.paste()
    assert (asked(hands), hands.column("target")) == ("", ["50", "900"])
    assert "只读" in hands.told[-1]
    carried: list[int] = []
    strip, row = hands.view._rows, hands.document.form.indicators.first
    strip.grabbed.connect(carried.append)
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, strip._span(row).center().y()))
    assert (carried, hands.view.block.top) == ([], row)
    book.close()


def test_no_text_is_lost_in_silence(page_of: Callable[[str], Hands]) -> None:
    """Wherever a table is laid: each text lands on a cell, was there already, is told as lost, or makes a row."""
    chance = Random(7)
    for key in (office.SICHUAN, office.NATIONAL, office.HEBEI):
        hands = page_of(key)
        canvas = hands.view.page_model.canvas
        for _ in range(60):
            wide, high = chance.randint(1, 12), chance.randint(1, 9)
            table = [[Copied(f"文{row}之{column}") for column in range(wide)] for row in range(high)]
            place = chance.choice([(box.row, box.column) for box in canvas.grid.boxes])
            paste = pasting.laid(canvas, Block(*place, *place), table)
            changes = paste.grown.cells.get(hands.document.id, ())
            found = {change.new for change in changes}
            landed = sum(cell.text in found for row in table for cell in row)
            assert landed + paste.homeless == wide * high, (key, place, wide, high)
            assert not any(canvas.document.form.computed(change.cell) for change in changes)
