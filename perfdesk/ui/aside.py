"""A tab that is no form: something to look over, to choose from, or to read.

Knows only what the window asks of such a tab. What is in it is its own: an import, the board, a preview.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from perfdesk.desk import Applied


class Aside(QWidget):
    """`title` is on the tab. `panels`: whether 得分依据 and 审核 stay beside it."""

    panels = False

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._first: QWidget | None = None
        self._stale = False
        """Whether the ledger changed since it was looked at."""

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

    def follow(self, _applied: "Applied | None" = None) -> None:
        """The ledger changed: it is looked at anew, when it is next seen."""
        self._stale = True
        if self.isVisible():
            self._look_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look_again()

    def _look_again(self) -> None:
        self._stale = False
        self.renew()

    def renew(self) -> None:
        """Shows the ledger as it stands now."""

    def stop(self) -> None:
        """It is about to be closed: what runs for it is brought to its end. No more is told, because the ledger may be
        closed by the time another tab makes way for this one."""
        self._stale = False
