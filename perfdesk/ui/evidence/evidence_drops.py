"""Files let go over a page: over an indicator they are its evidence, anywhere else documents to import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from perfdesk.ui.evidence.evidence_acts import take

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.page.page_view import PageView


class Catcher(QObject):
    """Looks at what reaches the page from outside."""

    def __init__(self, window: MainWindow, page: PageView) -> None:
        super().__init__(page)
        self._window, self._page = window, page
        page.viewport().setAcceptDrops(True)
        page.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        if not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
            return False
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self._take(event, paths)
        return True

    def _take(self, event: QDropEvent, paths: list[Path]) -> None:
        from perfdesk.evidence import row_of

        document = self._page.document
        box = self._page.page_model.box(self._page.indexAt(event.position().toPoint()))
        row = row_of(box.cell, document.sheet.named_rows) if box and len(box.cells) == 1 else 0
        if row and not any(path.suffix == ".perf" for path in paths):
            self._window.do(lambda window: take(window, document.id, row, paths))
        else:
            self._window.dropped.emit(paths)
