"""The window on a ledger whose first form was left open, as it stands after a start.

Says `painted` once the window has been painted and `page` once its form has been, each with the moment; with `--memory`
the megabytes the process holds then; and ends.
"""

import gc

gc.disable()  # as perfdesk.__main__ does before it imports the window

import resource  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402

from perfdesk.ui.app import application_of, opened  # noqa: E402
from perfdesk.ui.main_window import MainWindow  # noqa: E402
from perfdesk.ui.remembered import Remembered  # noqa: E402


class Painted(QObject):
    """Watches the window, then its page, for their first paint."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window, self.word = window, "painted"
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.seen)
        return False

    def seen(self) -> None:
        print(self.word, time.time(), flush=True)
        if self.word == "page":
            self.end()
        elif "--window" in sys.argv:
            application_of([]).exit(0)
        else:
            self.word = "page"
            QTimer.singleShot(0, self, lambda: self.window.page.viewport().installEventFilter(self))

    def end(self) -> None:
        print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        application_of([]).exit(0)


def main() -> None:
    """`ledger_window.py LEDGER SETTINGS [--window]`"""
    application = application_of(sys.argv)
    window = opened(Path(sys.argv[1]), Remembered(Path(sys.argv[2])))
    watcher = Painted(window)
    window.resize(1366, 768)
    window.show()
    application.exec()
    del watcher


if __name__ == "__main__":
    main()
