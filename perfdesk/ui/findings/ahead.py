"""What would follow of the text she is typing: its findings and the total, told once she pauses.

Nothing is written, the page and its caret are left alone, and no key waits for it. Refuses to judge (`Desk.as_if`
does) and to know where it is shown.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from perfdesk.core.sheet import Cell

if TYPE_CHECKING:
    from perfdesk.document import Document
    from perfdesk.ui.main_window import MainWindow

PAUSE = 300
"""Milliseconds without a key."""


class Ahead(QObject):
    """`show` is given the form as it would be, and again as it is."""

    def __init__(self, window: "MainWindow", show: Callable[["Document | None"], None]) -> None:
        super().__init__(window)
        self._window, self._show = window, show
        self._begun: tuple[Cell, str] | None = None
        self._shown = False
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._tell)

    def typing(self, cell: Cell, text: str) -> None:
        self._begun = (cell, text)
        self._timer.start()

    def over(self) -> None:
        """The text is committed or dropped: the form is as it is again."""
        self._timer.stop()
        self._begun = None
        if self._shown:
            self._shown = False
            self._show(self._window.tab.document if self._window.tab else None)

    def _tell(self) -> None:
        tab = self._window.tab
        if self._begun is None or tab is None or tab.page is None or tab.page.editor is None:
            return
        self._shown = True
        self._show(self._window.desk.as_if(tab.form_id, *self._begun))
