"""The page as a sheet under her hands: keys, mouse, input method, clipboard; what it costs to show."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QDate, QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QPixmap
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Change, own
from perfdesk.core.step import Step
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ui.editors import CellEditor
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page_view import PageView
from tests.gui import office

Key = Qt.Key
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hands:
    """A page on the screen, and hands on its keyboard: keys go where the focus is."""

    def __init__(self, desk: Desk, form: int) -> None:
        self.desk, self.bridge = desk, Bridge(desk)
        self.document: Document = desk.document(form)
        self.view = PageView(self.bridge, self.document)
        self.view.resize(980, 700)
        self.told: list[str] = []
        self.refused: list[str] = []
        self.view.told.connect(self.told.append)
        self.bridge.refused.connect(self.refused.append)

    def at(self, name: str, number: int = 0) -> Cell:
        """A field of the n-th indicator row."""
        return Cell(INDICATORS, self.document.sheet.rows[number], name)

    def text(self, name: str, number: int = 0) -> str:
        return self.document.sheet.text(self.at(name, number))

    def column(self, name: str) -> list[str]:
        return [self.document.sheet.at(row, name) for row in self.document.sheet.rows]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for character in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends to the widget with the focus, which for the first letter is the page."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.view

    @property
    def editor(self) -> CellEditor | None:
        return self.view.editor

    @property
    def here(self) -> str:
        """Where the cursor is, as `field` or `field@row`."""
        cell = self.view.current_cell()
        if cell is None:
            return ""
        rows = self.document.sheet.rows
        return f"{cell.field}@{rows.index(cell.row)}" if cell.section == INDICATORS else cell.field

    def point(self, cell: Cell) -> QPoint:
        number = self.view.page_model.number(cell)
        assert number is not None
        return self.view.visualRect(self.view.page_model.index(number)).center()


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Hands]]:
    desk = office.desk(tmp_path / "页.perf")

    def made(key: str) -> Hands:
        form = office.form(desk, office.project(desk, "露天电影放映", "880017T000000000001"), key)
        if key == office.SICHUAN:
            office.fill(desk, form)
        hands = Hands(desk, form)
        qtbot.addWidget(hands.view)
        hands.view.show()
        hands.view.activateWindow()
        hands.view.setFocus()
        qtbot.waitExposed(hands.view)
        return hands

    yield made
    desk.ledger.close()


@pytest.fixture
def hands(make: Callable[[str], Hands]) -> Hands:
    """四川, two indicators: 数量指标 of 产出, 社会效益指标 of 效益."""
    return make(office.SICHUAN)


def test_typing_replaces_and_enter_goes_down(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    hands.type("44")
    hands.press(Key.Key_Return)
    assert (hands.text("actual"), hands.here) == ("44", "actual@1")
    assert hands.document.scores.shown[hands.at("score")] == "35.2"
    assert hands.editor is None and hands.view.hasFocus()


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


def test_tab_goes_by_reading_order_and_enter_back_to_where_the_tabs_began(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))
    stops = []
    for _ in range(5):
        hands.press(Key.Key_Tab)
        stops.append(hands.here)
    assert stops == ["unit@0", "actual@0", "weight@0", "reason@0", "l1@1"]
    hands.press(Key.Key_Backtab, SHIFT)
    assert hands.here == "reason@0"
    hands.press(Key.Key_Return)
    assert hands.here == "target@1"


def test_enter_passes_by_labels_and_computed_cells(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual", 1))
    hands.press(Key.Key_Return)
    assert hands.here == "conclusion"
    hands.press(Key.Key_Return, SHIFT)
    assert hands.here == "actual@1"


def test_arrows_keep_their_column_through_merged_cells(hands: Hands) -> None:
    hands.view.go_to(Cell(FUNDS, 0, "executed"))
    start = hands.view.place
    for _ in range(3):
        hands.press(Key.Key_Up)
    assert hands.view.place == (start[0] - 3, start[1])
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    assert (hands.here, hands.view.place) == ("executed", start)


def test_home_end_and_the_corners(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual"))
    row = hands.view.place[0]
    hands.press(Key.Key_Home)
    assert hands.view.place == (row, 1)
    hands.press(Key.Key_End)
    assert hands.view.place == (row, hands.view.grid.columns)
    hands.press(Key.Key_Home, CONTROL)
    assert hands.view.place == (1, 1)
    hands.press(Key.Key_End, CONTROL)
    assert hands.view.place[0] == hands.view.grid.rows
    hands.press(Key.Key_PageUp)
    assert 1 < hands.view.place[0] < hands.view.grid.rows


def test_shift_selects_a_block_that_takes_merged_cells_whole(hands: Hands) -> None:
    hands.view.go_to(Cell(FUNDS, 0, "initial"))
    hands.press(Key.Key_Right, SHIFT)
    hands.press(Key.Key_Right, SHIFT)
    assert [cell.field for cell in hands.view.selected_cells()] == ["initial", "adjusted", "executed"]
    block = hands.view.block
    assert (block.left, block.right) == (3, 7)
    assert hands.here == "initial"
    assert len(hands.view.selectionModel().selectedIndexes()) == 3


def test_the_mouse_selects_and_drags(hands: Hands) -> None:
    hands.view.go_to(hands.at("actual", 1))
    viewport = hands.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=hands.point(hands.at("target")))
    QTest.mouseMove(viewport, hands.point(hands.at("unit", 1)))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=hands.point(hands.at("unit", 1)))
    assert hands.here == "target@0"
    assert [cell.field for cell in hands.view.selected_cells()] == ["target", "unit", "target", "unit"]
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=hands.point(hands.at("unit", 1)))
    assert hands.editor is not None and hands.editor.toPlainText() == "人次"


def test_enter_goes_round_inside_a_block(hands: Hands) -> None:
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_Right, SHIFT)
    hands.press(Key.Key_Down, SHIFT)
    stops = []
    for text in "1234":
        stops.append(hands.here)
        hands.type(text)
        hands.press(Key.Key_Return)
    assert stops == ["target@0", "target@1", "unit@0", "unit@1"]
    assert hands.here == "target@0"
    assert (hands.column("target"), hands.column("unit")) == (["1", "2"], ["3", "4"])


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


def test_the_cursor_stays_on_its_cell_when_rows_come_and_go(hands: Hands) -> None:
    changes = []
    hands.view.current_changed.connect(changes.append)
    hands.view.go_to(hands.at("actual", 1))
    assert changes[-1].cell == hands.at("actual", 1)
    hands.bridge.push(hands.document.plan_rows(0, 3))
    assert hands.here == "actual@4"
    hands.bridge.stack.undo()
    assert hands.here == "actual@1"


def test_zoom_is_kept_within_bounds_and_scales_exactly(hands: Hands) -> None:
    zooms = []
    hands.view.zoom_changed.connect(zooms.append)
    index = hands.view.currentIndex()
    hands.view.set_zoom(50)
    half = hands.view.visualRect(index)
    hands.view.set_zoom(200)
    double = hands.view.visualRect(index)
    hands.view.set_zoom(900)
    assert (hands.view.zoom, zooms) == (200, [50, 200])
    assert abs(double.width() - 4 * half.width()) <= 8 and abs(double.height() - 4 * half.height()) <= 8


def test_the_point_in_a_cell_is_in_that_cell(hands: Hands) -> None:
    for zoom in (50, 100, 173):
        hands.view.set_zoom(zoom)
        model = hands.view.page_model
        for number in range(model.rowCount()):
            index = model.index(number)
            assert hands.view.indexAt(hands.view.visualRect(index).center()) == index


def test_only_what_changed_is_painted_anew(hands: Hands, qtbot: QtBot) -> None:
    """A change of one figure repaints it and what is computed from it, not the page."""
    areas: list[int] = []
    view = hands.view

    class Watching(PageView):
        def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
            areas.append(sum(rect.width() * rect.height() for rect in event.region()))
            super().paintEvent(event)

    watching = Watching(hands.bridge, hands.document)
    qtbot.addWidget(watching)
    watching.resize(view.size())
    watching.show()
    qtbot.waitExposed(watching)
    watching.go_to(hands.at("actual", 1))
    QApplication.processEvents()
    areas.clear()
    hands.bridge.push(hands.document.plan([(hands.at("actual"), "41")]))
    QApplication.processEvents()
    assert 0 < sum(areas) < watching.viewport().width() * watching.viewport().height() / 10


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


@pytest.mark.parametrize("key", [office.SICHUAN, office.NATIONAL, office.HEBEI])
def test_the_model_behaves_as_qt_expects(make: Callable[[str], Hands], key: str) -> None:
    hands = make(key)
    tester = QAbstractItemModelTester(hands.view.page_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    hands.bridge.push(hands.document.plan([(own("goal"), "一句话" * 200)]))
    hands.bridge.push(hands.document.plan_rows(1, 2))
    hands.bridge.stack.setIndex(0)
    assert tester.model() is hands.view.page_model


def test_drawn_text_is_ink_on_paper(hands: Hands) -> None:
    """A character has a glyph: its cell holds dark points, and the cell emptied holds none."""
    hands.view.go_to(own("goal"))
    rect = hands.view.visualRect(hands.view.currentIndex()).adjusted(4, 4, -4, -4)

    def dark() -> int:
        image = hands.view.viewport().grab(rect).toImage()
        return sum(
            image.pixelColor(x, y).lightness() < 120 for x in range(image.width()) for y in range(image.height())
        )

    assert dark() > 50
    hands.view.clear()
    QApplication.processEvents()
    assert dark() == 0


def test_a_page_is_painted_within_a_frame(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 58))
    picture = QPixmap(hands.view.viewport().size())
    times = []
    for _ in range(6):
        start = perf_counter()
        hands.view.viewport().render(picture)
        times.append(perf_counter() - start)
    assert min(times) < 0.016
