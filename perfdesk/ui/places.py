"""Where she is, remembered while she works: which forms are open, which is in front, their zoom and cell.

A moment after she went somewhere, and not with each key: a process that is killed forgets no more than that moment.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow

_AFTER = 1500
"""Milliseconds."""


class Places(QTimer):
    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, singleShot=True, interval=_AFTER)
        self._window = window
        self.timeout.connect(self.keep)

    def moved(self) -> None:
        """She went somewhere."""
        if not self.isActive():
            self.start()

    def keep(self) -> None:
        self.stop()
        path, tabs, front = self._window.path, self._window.tabs.forms, self._window.tab
        if path is None:
            return
        for tab in tabs:
            self._window.remembered.keep_place(path, tab.form_id, *tab.place)
        self._window.remembered.keep_forms(path, [tab.form_id for tab in tabs], front.form_id if front else 0)
