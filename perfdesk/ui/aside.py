"""A tab that is no form: something to look over, to choose from, or to read.

Knows only what the window asks of such a tab. What is in it is its own: an import, the board, a preview.
"""

from collections.abc import Sequence

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Aside(QWidget):
    """`title` is on the tab. `panels`: whether 得分依据 and 审核 stay beside it."""

    panels = False

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._first: QWidget | None = None

    def begin_at(self, first: QWidget) -> None:
        """Where the keys go when it comes to the front. A focus proxy would do the same, but Tab then leaps over all
        that stands before it."""
        self._first = first

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._first:
            self._first.setFocus(event.reason())
        else:
            super().focusInEvent(event)

    @property
    def picked_forms(self) -> Sequence[int]:
        """The forms chosen in it: what an act of the menus is for while it is in front."""
        return ()

    def commit(self) -> bool:
        """Takes over what is being typed in it; False where the disk refused."""
        return True

    def forget(self) -> None:
        """Drops what is being typed in it and cannot be written."""

    def stop(self) -> None:
        """It is about to be closed: what runs for it is brought to its end."""
