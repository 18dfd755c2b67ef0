"""The baseline of starting: a Qt window with nothing of ours. Says `painted` once it has been painted, and ends."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Blank(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        print("painted", flush=True)
        QApplication.exit(0)


def main() -> None:
    application = QApplication([])
    window = Blank()
    window.resize(1366, 768)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
