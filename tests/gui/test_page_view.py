"""Moving over the page and seeing it: cursor, selection, zoom, what is painted and what it costs."""

from collections.abc import Callable
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import FUNDS, Cell, own
from perfdesk.ui.page.grid import Block
from perfdesk.ui.page.page_view import PageView
from tests.gui import office
from tests.gui.hands import CONTROL, SHIFT, Hands, Key


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
    assert hands.here == "code"
    hands.press(Key.Key_Return)
    assert 3 < hands.view.place[0] < 9
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


def test_shift_with_the_keys_that_go_far(hands: Hands) -> None:
    grid = hands.view.grid
    hands.view.go_to(hands.at("target"))
    row, column = hands.view.place
    hands.press(Key.Key_End, SHIFT)
    assert hands.view.block == (row, column, row, grid.columns)
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_Down, SHIFT | CONTROL)
    assert hands.view.block == grid.closed(Block(row, column, grid.rows, column))
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_End, SHIFT | CONTROL)
    assert (hands.view.block.bottom, hands.view.block.right) == (grid.rows, grid.columns)
    hands.view.go_to(hands.at("target"))
    hands.press(Key.Key_PageUp, SHIFT)
    assert hands.view.block.top < row and hands.here == "target@0"
    hands.press(Key.Key_A, CONTROL)
    assert hands.view.block == grid.whole


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


def test_drawn_out_of_sight_the_selection_goes_on_by_itself(hands: Hands, qtbot: QtBot) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 40))
    hands.view.go_to(hands.at("target", 0))
    viewport = hands.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=hands.point(hands.at("target")))
    QTest.mouseMove(viewport, QPoint(hands.point(hands.at("target")).x(), viewport.height() + 20))
    qtbot.waitUntil(lambda: hands.view.block.bottom >= hands.document.form.indicators.first + 30)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton)
    assert not hands.view._pulse.isActive(), "it goes no further"
    assert [cell.field for cell in hands.view.selected_cells()][:2] == ["target", "target"]


def test_a_row_carried_below_what_is_seen_takes_the_page_along(hands: Hands, qtbot: QtBot) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 40))
    first, strip = hands.document.form.indicators.first, hands.view._rows
    hands.view.select_rows(first, first)
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, strip._span(first).center().y()))
    QTest.mouseMove(strip, QPoint(4, strip.height() + 30))
    qtbot.waitUntil(lambda: hands.view.verticalOffset() == hands.view.verticalScrollBar().maximum())
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton)
    assert hands.column("l3")[-1] == "放映场次"


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


def test_the_wheel_zooms_with_control_and_scrolls_without(hands: Hands) -> None:
    def turn(by: int, modifiers: Qt.KeyboardModifier) -> None:
        middle = QPointF(hands.view.viewport().rect().center())
        event = QWheelEvent(
            middle,
            middle,
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(hands.view.viewport(), event)

    turn(120, CONTROL)
    turn(120, CONTROL)
    turn(-120, CONTROL)
    assert (hands.view.zoom, hands.view.verticalOffset()) == (110, 0)
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert hands.view.verticalOffset() > 0


def test_a_row_number_selects_its_row(hands: Hands) -> None:
    row = hands.document.form.indicators.first
    hands.view._rows.pressed.emit(row, False)
    assert hands.view.block == (row, 1, row, hands.view.grid.columns)
    hands.view._rows.pressed.emit(row + 1, True)
    block = hands.view.block
    assert block == (row, 1, row + 1, hands.view.grid.columns)
    assert set(hands.view.page_model.canvas.rows(block)) == set(hands.document.sheet.rows)


def test_the_mouse_drawn_over_row_numbers_selects_rows(hands: Hands) -> None:
    first, strip = hands.document.form.indicators.first, hands.view._rows
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(20, strip._span(first).center().y()))
    QTest.mouseMove(strip, QPoint(20, strip._span(first + 1).center().y()))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton)
    assert (hands.view.block.top, hands.view.block.bottom) == (first, first + 1)
    hands.view._columns.pressed.emit(6, False)
    assert (hands.view.block.left, hands.view.block.right, hands.view.block.top) == (6, 6, 1)


def carry(hands: Hands, start: int, end: int, drop: bool = True) -> None:
    """Takes the row `start` (from 0) by its handle to just above the row `end`."""
    hands.view.resize(980, 1200)
    QApplication.processEvents()
    first, strip = hands.document.form.indicators.first, hands.view._rows
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, strip._span(first + start).center().y()))
    to = QPoint(4, strip._span(first + end).top() + 2)
    QTest.mouseMove(strip, to)
    if drop:
        QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=to)


def test_a_row_is_carried_by_its_handle_in_one_step(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(2, 2))
    count = hands.bridge.stack.count()
    carry(hands, 0, 3)
    assert hands.column("l3") == ["观影人次", "", "放映场次", ""]
    assert hands.column("l1") == ["效益指标"] * 4
    assert hands.column("l2")[2] == "社会效益指标"
    assert hands.told[-1] == "已移动 1 行指标，归入社会效益指标。"
    assert hands.view.block.top == hands.document.form.indicators.first + 2
    assert hands.bridge.stack.count() == count + 1
    hands.bridge.stack.undo()
    assert hands.column("l3") == ["放映场次", "观影人次", "", ""]
    assert hands.column("l1")[0] == "产出指标"


def test_between_two_classes_a_row_keeps_its_own(hands: Hands) -> None:
    hands.bridge.push(hands.document.plan_rows(1, 1))
    hands.bridge.push(hands.document.plan([(hands.at("l3", 1), "影片场次")]))
    carry(hands, 0, 2)
    assert (hands.column("l3"), hands.column("l1")) == (
        ["影片场次", "放映场次", "观影人次"],
        ["产出指标", "产出指标", "效益指标"],
    )
    carry(hands, 2, 0)
    assert hands.column("l1") == ["效益指标", "产出指标", "产出指标"]


def test_esc_puts_a_carried_row_back(hands: Hands) -> None:
    hands.view.resize(980, 1200)
    QApplication.processEvents()
    picture = hands.view.viewport().grab().toImage()
    hands.view.select_rows(hands.document.form.indicators.first, hands.document.form.indicators.first)
    selected = hands.view.viewport().grab().toImage()
    assert selected != picture
    carry(hands, 0, 2, drop=False)
    assert hands.view.viewport().grab().toImage() != selected
    hands.press(Key.Key_Escape)
    QTest.mouseRelease(hands.view._rows, Qt.MouseButton.LeftButton)
    assert hands.view.viewport().grab().toImage() == selected
    assert hands.bridge.stack.count() == 0


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


@pytest.mark.parametrize("key", [office.SICHUAN, office.NATIONAL, office.HEBEI])
def test_the_model_behaves_as_qt_expects(page_of: Callable[[str], Hands], key: str) -> None:
    hands = page_of(key)
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
