"""What the menus do to the cell that is typed into. See `page_acts.py` for what they do to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow


def enlarge(window: MainWindow) -> None:
    """The current cell's text into the large panel."""
    page = window.page
    page.edit_current()
    if page.editor:
        page.editor.enlarged.emit()
