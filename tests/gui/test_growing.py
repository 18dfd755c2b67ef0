"""The editor over a cell: as large as its text, in the page's own looks, never beyond what is seen of the page."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from perfdesk.core.sheet import own
from perfdesk.ui.page.editors import CellEditor
from tests.gui.hands import ALT, Hands, Key

LONG = "七月连着下雨，两处放映点的道路冲断，改到八月补映"


def editor(hands: Hands) -> CellEditor:
    QApplication.processEvents()
    assert hands.editor is not None and hands.editor.isVisible()
    return hands.editor


def seen(hands: Hands) -> QRect:
    return hands.view.viewport().rect()


def cell(hands: Hands) -> QRect:
    return hands.view.visualRect(hands.view.currentIndex())


def test_it_wraps_and_grows_downwards(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.type(LONG[:2])
    before = editor(hands).geometry()
    hands.type(LONG * 3)
    after = editor(hands).geometry()
    assert after.height() > before.height() and after.width() == before.width()
    assert after.top() <= before.top() and seen(hands).contains(after)
    assert not editor(hands).verticalScrollBar().maximum()


def test_it_shrinks_back_to_the_cell(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.type(LONG * 3)
    high = editor(hands).height()
    hands.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.press(Key.Key_Delete)
    assert editor(hands).height() < high
    assert abs(editor(hands).height() - cell(hands).height()) <= 2


@pytest.mark.parametrize("place", ["reason", "measures"])
def test_at_the_foot_of_the_page_it_grows_upwards_and_then_scrolls(hands: Hands, place: str) -> None:
    hands.view.resize(980, 260)
    hands.view.go_to(hands.at(place) if place == "reason" else own(place))
    hands.type(LONG)
    for _ in range(30):
        hands.press(Key.Key_Return, ALT)
        hands.type("补映")
        assert seen(hands).contains(editor(hands).geometry())
    assert editor(hands).height() == seen(hands).height()
    caret = editor(hands).cursorRect()
    assert editor(hands).viewport().rect().contains(caret)
    hands.press(Key.Key_Return)
    text = hands.text("reason") if place == "reason" else hands.document.sheet.own(place)
    assert text == LONG + "\n补映" * 30


def test_a_cell_half_out_of_sight_is_typed_into_where_it_is_seen(hands: Hands) -> None:
    hands.view.resize(980, 200)
    hands.view.go_to(own("goal"))
    hands.press(Key.Key_F2)
    editor(hands)
    bar = hands.view.verticalScrollBar()
    bar.setValue(bar.value() + cell(hands).top() + 30)
    QApplication.processEvents()
    assert cell(hands).top() < 0 < cell(hands).bottom()
    assert seen(hands).contains(editor(hands).geometry())


@pytest.mark.parametrize("zoom", [60, 100, 200])
def test_it_looks_as_the_page_does(hands: Hands, zoom: int) -> None:
    hands.view.set_zoom(zoom)
    hands.view.go_to(hands.at("target"))
    box = hands.view.current_box()
    assert box is not None and box.style.horizontal == "center"
    hands.press(Key.Key_F2)
    typing = editor(hands)
    assert typing.font().pixelSize() == max(1, round(box.style.size * hands.view.logical_unit))
    assert typing.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignHCenter
    assert typing.geometry().contains(cell(hands).adjusted(1, 1, -1, -1))


def test_it_keeps_up_with_the_zoom(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.type(LONG)
    small = editor(hands).font().pixelSize()
    hands.view.set_zoom(150)
    assert editor(hands).typed == LONG
    assert editor(hands).font().pixelSize() > small
    assert seen(hands).contains(editor(hands).geometry())
    hands.press(Key.Key_Return)
    assert hands.text("reason") == LONG
