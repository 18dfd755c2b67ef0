"""The window on a ledger with its first form open, as it stands after a start. Says `painted` once the page has been
painted, with `--memory` the megabytes the process holds then, and ends.
"""

import resource
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from perfdesk.ui.app import application_of
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.remembered import Remembered


class Painted(QObject):
    """Ends the program after the first paint of what it watches."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.end)
        return False

    def end(self) -> None:
        print("painted", flush=True)
        if "--memory" in sys.argv:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        application_of([]).exit(0)


def main() -> None:
    application = application_of(sys.argv)
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Remembered(Path(folder) / "settings.ini"))
        window.resize(1366, 768)
        window.start(Path(sys.argv[1]))
        window.open_form(1)
        watcher = Painted()
        window.page.viewport().installEventFilter(watcher)
        window.show()
        application.exec()


if __name__ == "__main__":
    main()
