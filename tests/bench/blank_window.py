"""The baseline of starting: a Qt window with nothing of ours. Says `painted` once it has been painted, and ends."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Blank(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        QTimer.singleShot(0, self.seen)

    def seen(self) -> None:
        print("painted", time.time(), flush=True)
        QApplication.exit(0)


def main() -> None:
    application = QApplication([])
    window = Blank()
    window.resize(1366, 768)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
