"""The letters underlined in a menu: Alt opens it, a letter chooses, no two lines of a menu have the same.

A letter is that of the pinyin of the words, so that she finds it without looking; given when a menu is about to be
seen, because a start must not wait for it.
"""

import re
from string import ascii_uppercase, digits

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

_GIVEN = re.compile(r"\(&.\)")


def give(menu: QMenu) -> None:
    """Gives each line of a menu its letter."""
    taken: set[str] = set()
    for action in menu.actions():
        if action.text():
            taken.add(_given(action, taken))


def _given(action: QAction, taken: set[str]) -> str:
    from perfdesk.core.meaning.initials import initials

    plain = _GIVEN.sub("", action.text())
    wished = [letter.upper() for letter in initials(plain) if letter.upper() in ascii_uppercase]
    letter = next(each for each in (*wished, *ascii_uppercase, *digits) if each not in taken)
    words = plain.removesuffix("…")
    action.setText(f"{words}(&{letter}){plain.removeprefix(words)}")
    return letter
