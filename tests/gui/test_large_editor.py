"""The large editor: the same text in a panel over the page. Nothing typed in it is lost, whichever way it is left."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from perfdesk.core.sheet import Change, own
from perfdesk.core.step import Step
from perfdesk.ui.page.large_editor import LargePanel
from tests.gui.hands import ALT, CONTROL, SHIFT, Hands, Key

NOTE = own("problems")


def opened(hands: Hands) -> LargePanel:
    """The panel of the editor, to be seen, with the editor in it."""
    QApplication.processEvents()
    assert hands.editor is not None and hands.editor.panel is not None
    panel: LargePanel = hands.editor.panel
    assert panel.isVisible() and panel.geometry().contains(hands.editor.geometry())
    assert hands.view.viewport().rect().contains(panel.geometry())
    return panel


def begun(hands: Hands, text: str = "") -> LargePanel:
    hands.view.go_to(NOTE)
    hands.press(Key.Key_F2)
    hands.press(Key.Key_F2)
    hands.type(text)
    return opened(hands)


def words(panel: LargePanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def button(panel: LargePanel, text: str) -> QPushButton:
    return next(each for each in panel.findChildren(QPushButton) if each.text() == text)


def test_f2_twice_and_ctrl_enter(hands: Hands) -> None:
    begun(hands, "影片少")
    hands.press(Key.Key_Return)
    hands.type("两场改期")
    hands.press(Key.Key_Return, ALT)
    hands.type("补映")
    hands.press(Key.Key_Return, CONTROL)
    assert (hands.document.sheet.own("problems"), hands.editor) == ("影片少\n两场改期\n补映", None)
    assert hands.here == "problems" and hands.view.hasFocus()
    assert not [each for each in hands.view.findChildren(LargePanel) if each.isVisible()]


def test_after_typing_over_a_cell_f2_edits_and_f2_again_enlarges(hands: Hands) -> None:
    hands.view.go_to(NOTE)
    hands.type("影")
    hands.press(Key.Key_F2)
    assert hands.editor is not None and hands.editor.panel is None and not hands.editor.replacing
    hands.press(Key.Key_F2)
    opened(hands)
    assert hands.editor.typed == "影"


def test_shift_f2_needs_one_key(hands: Hands) -> None:
    hands.view.go_to(hands.at("unit"))
    hands.type("场")
    hands.press(Key.Key_F2, SHIFT)
    opened(hands)


def test_a_double_click_on_a_long_field_and_on_a_short_one(hands: Hands) -> None:
    for cell, large in ((NOTE, True), (hands.at("unit"), False)):
        hands.view.go_to(cell)
        QTest.mouseDClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=hands.point(cell))
        QApplication.processEvents()
        assert hands.editor is not None and (hands.editor.panel is not None) == large
        hands.view.forget()


def test_escape_goes_back_into_the_cell_with_all_that_is_typed(hands: Hands) -> None:
    begun(hands, "影片少")
    hands.press(Key.Key_Escape)
    assert hands.editor is not None and hands.editor.panel is None
    assert hands.editor.typed == "影片少"
    cell = hands.view.visualRect(hands.view.currentIndex())
    assert hands.editor.geometry().intersected(cell).size() == hands.editor.geometry().size() or (
        hands.editor.geometry().contains(cell)
    )
    hands.type("了")
    hands.press(Key.Key_Return)
    assert hands.document.sheet.own("problems") == "影片少了"


def test_a_click_beside_it_takes_the_text_over(hands: Hands) -> None:
    panel = begun(hands, "影片少")
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.rect().topLeft() + QRect(0, 0, 20, 20).center())
    assert hands.editor is not None and hands.editor.hasFocus()
    QTest.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=hands.view.viewport().rect().topLeft())
    hands.view.setFocus()
    QApplication.processEvents()
    assert (hands.document.sheet.own("problems"), hands.view.editor) == ("影片少", None)


def test_its_buttons(hands: Hands) -> None:
    button(begun(hands, "影片少"), "回到格里").click()
    assert hands.editor is not None and hands.editor.panel is None and hands.editor.hasFocus()
    hands.press(Key.Key_F2)
    button(opened(hands), "写入").click()
    assert (hands.document.sheet.own("problems"), hands.view.editor) == ("影片少", None)


def test_what_waits_for_the_text_gets_it(hands: Hands) -> None:
    begun(hands, "影片少")
    assert hands.view.settle()
    assert (hands.document.sheet.own("problems"), hands.editor) == ("影片少", None)


def test_a_refused_text_stays_in_the_panel(hands: Hands) -> None:
    begun(hands, "影片少")
    hands.desk.ledger.write(Step("旁门", {hands.document.id: (Change(NOTE, "", "别处写的"),)}))
    hands.press(Key.Key_Return, CONTROL)
    opened(hands)
    assert hands.editor is not None and hands.editor.typed == "影片少" and len(hands.refused) == 1
    hands.view.forget()
    assert hands.editor is None and hands.document.sheet.own("problems") == ""


def test_it_counts_against_the_limit_and_coaches(hands: Hands) -> None:
    limit = hands.document.form.field(NOTE).limit
    assert limit == 200
    panel = begun(hands, "因设备老旧")
    assert "5 / 200 字" in words(panel) and "原因 ✓" in words(panel) and "时限 —" in words(panel)
    hands.type("，七月底前由站里更换")
    assert "时限 ✓" in words(panel)
    hands.type("长" * 200)
    assert "超出 15 字" in words(panel)


def test_news_of_rows_leave_it_where_it_is(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.type("雨")
    hands.press(Key.Key_F2, SHIFT)
    hands.type("天")
    hands.bridge.push(hands.document.plan_rows(0, 1))
    QApplication.processEvents()
    opened(hands)
    assert hands.editor is not None and hands.editor.typed == "雨天"
    hands.press(Key.Key_Return, CONTROL)
    assert hands.text("reason", 1) == "雨天"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_1, Key.Key_F2])
def test_while_it_composes_every_key_is_the_input_methods(hands: Hands, key: Qt.Key) -> None:
    begun(hands, "影片")
    hands.compose("shao")
    hands.press(key)
    assert hands.editor is not None and hands.editor.panel is not None and hands.editor.composing
    hands.compose("", commit="少")
    hands.press(Key.Key_Return, CONTROL)
    assert hands.document.sheet.own("problems") == "影片少"


def test_a_small_window_still_shows_it_whole(hands: Hands) -> None:
    hands.view.resize(420, 300)
    panel = begun(hands, "影片少")
    hands.view.resize(360, 260)
    QApplication.processEvents()
    assert hands.view.viewport().rect().contains(panel.geometry())
    assert hands.editor is not None and hands.editor.height() > 40
