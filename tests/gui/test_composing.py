"""What input methods do besides composing: commit when the focus goes, commit twice, be left in the middle of a word.

ibus and fcitx send the same events; how they differ is in the order. See `test_pinyin.py` for the real one.
"""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.core.sheet import own
from tests.gui.hands import CONTROL, Hands, Key


class Ibus(QObject):
    """Commits what it has, once more, to the widget the focus is about to leave: ibus' own way with Qt."""

    def __init__(self, hands: Hands, text: str) -> None:
        super().__init__(hands.view)
        self._text, self.asked = text, 0
        hands.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusAboutToChange:
            self.asked += 1
            again = QInputMethodEvent("", [])
            again.setCommitString(self._text)
            if self.asked < 50:
                QApplication.sendEvent(watched, again)
        return False


def test_a_commit_that_comes_twice_is_taken_once(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.compose("ni hao")
    ibus = Ibus(hands, "ni hao")
    hands.compose("", commit="你好")
    assert 0 < ibus.asked < 5
    assert hands.editor is not None and hands.editor.typed == "你好" and hands.editor.hasFocus()
    hands.press(Key.Key_Return)
    assert hands.text("reason") == "你好"


def test_fcitx_clears_the_letters_before_it_commits(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.press(Key.Key_F2)
    for word, letters in (("天气", "tq"), ("不好", "bh")):
        hands.compose(letters)
        hands.compose("")
        hands.compose("", commit=word)
    hands.press(Key.Key_Return)
    assert hands.text("reason") == "天气不好"


def test_ibus_commits_before_it_clears_the_letters(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    for word, letters in (("天气", "tian qi"), ("不好", "bu hao")):
        hands.compose(letters[:1])
        hands.compose(letters)
        hands.compose("", commit=word)
        hands.compose("")
    assert hands.editor is not None and hands.editor.typed == "天气不好"
    hands.press(Key.Key_Return)
    assert hands.text("reason") == "天气不好"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("leave", ["settle", "focus", "click"])
def test_a_word_left_in_the_middle_is_taken_as_it_stands(hands: Hands, leave: str, large: bool) -> None:
    hands.view.go_to(own("problems"))
    hands.press(Key.Key_F2)
    if large:
        hands.press(Key.Key_F2)
    hands.type("影片")
    hands.compose("tai shao")
    if leave == "settle":
        assert hands.view.settle()
    elif leave == "focus":
        hands.view.setFocus()
    else:
        corner = hands.view.viewport().rect().topLeft()
        QTest.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    QApplication.processEvents()
    assert (hands.document.sheet.own("problems"), hands.editor) == ("影片tai shao", None)


def test_the_first_letters_left_in_the_middle(hands: Hands) -> None:
    hands.view.go_to(hands.at("reason"))
    hands.compose("ni")
    QTest.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, pos=hands.point(hands.at("l3")))
    QApplication.processEvents()
    assert (hands.text("reason"), hands.editor) == ("ni", None)


def test_the_panel_comes_and_goes_around_a_word(hands: Hands) -> None:
    hands.view.go_to(own("problems"))
    hands.compose("ying")
    assert hands.editor is not None
    hands.editor.enlarged.emit()
    QApplication.processEvents()
    assert hands.editor.panel is not None and hands.editor.composing
    hands.compose("ying pian")
    hands.compose("", commit="影片")
    hands.press(Key.Key_Return, CONTROL)
    assert hands.document.sheet.own("problems") == "影片"


def test_nothing_is_offered_or_counted_of_letters_that_are_not_typed_yet(hands: Hands) -> None:
    told: list[str] = []
    hands.view.typing.connect(lambda _, text: told.append(text))
    hands.view.go_to(hands.at("l3"))
    hands.compose("fang")
    hands.compose("fang ying")
    assert set(told) <= {""}
    hands.compose("", commit="放映")
    assert told[-1] == "放映"
