"""Makes the pictures of `resources/help` and of the README: the window at work on the practice ledger.

    python installer/help_pictures.py

Knows which part of the window each page of the help speaks of. Draws without a screen.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk import catalog, practice
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell
from perfdesk.ui.app import application_of
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.pictures import SIZE, document_in
from perfdesk.ui.remembered import Remembered

HELP = catalog.resources() / "help"
FAULTY, FINISHED = 3, 1
"""Forms of the practice ledger: one a reviewer would send back, one that is done."""


def main() -> None:
    application = application_of(["perfdesk"])
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Remembered(Path(folder) / "window.ini"))
        window.resize(*SIZE)
        window.open_ledger(practice.make(Path(folder) / practice.NAME))
        window.show()
        for name, picture in PICTURES.items():
            made = picture(window, application, Path(folder))
            made.save(str(HELP / f"{name}.png"))
            print(f"{name}.png: {made.width()} × {made.height()}")
        window.close()


def window_(window: MainWindow, application: QApplication, _: Path) -> QPixmap:
    window.open_form(FINISHED)
    stand(window, application, Cell(FUNDS, 0, "score"))
    return scaled(window.grab(), 760)


def reason(window: MainWindow, application: QApplication, _: Path) -> QPixmap:
    window.open_form(FINISHED)
    stand(window, application, Cell(INDICATORS, window.document.sheet.named_rows[0], "score"))
    return window.reasons.grab()


def audit(window: MainWindow, application: QApplication, _: Path) -> QPixmap:
    window.open_form(FAULTY)
    stand(window, application, Cell(FUNDS, 0, "score"))
    return beside(window, window.findings)


def imported(window: MainWindow, application: QApplication, folder: Path) -> QPixmap:
    page = document_in(window, folder, FINISHED)
    application.processEvents()
    made = scaled(page.grab(), 760)
    window.drop_tab(page)
    return made


def large(window: MainWindow, application: QApplication, _: Path) -> QPixmap:
    from perfdesk.ui.page import typing_acts

    window.open_form(FAULTY)
    stand(window, application, Cell(INDICATORS, window.document.sheet.named_rows[0], "reason"))
    typing_acts.enlarge(window)
    application.processEvents()
    made = window.tabs.grab()
    window.page.forget()
    return scaled(made, 760)


def preview(window: MainWindow, application: QApplication, _: Path) -> QPixmap:
    from perfdesk.ui.paper import preview_acts

    page = preview_acts.show_preview(window, [FINISHED])
    until(application, lambda: page.settled)
    page.show_print()
    until(application, lambda: page.settled)
    made = scaled(page.grab(), 760)
    window.drop_tab(page)
    return made


def until(application: QApplication, ready: Callable[[], bool]) -> None:
    """Waits for what is drawn beside the window's work."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not ready():
        application.processEvents()
    for _ in range(20):
        application.processEvents()
        time.sleep(0.02)


def stand(window: MainWindow, application: QApplication, cell: Cell) -> None:
    window.page.go_to(cell)
    window.page.setFocus()
    application.processEvents()


def beside(window: MainWindow, part: QWidget) -> QPixmap:
    """A part with what is left of it, as far as a page of help is wide."""
    right = window.width()
    top = part.mapTo(window, part.rect().topLeft()).y()
    return window.grab(QRect(right - 700, top - 40, 700, part.height() + 40))


def scaled(picture: QPixmap, width: int) -> QPixmap:
    from PySide6.QtCore import Qt

    return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


PICTURES: dict[str, Callable[[MainWindow, QApplication, Path], QPixmap]] = {
    "window": window_,
    "reason": reason,
    "audit": audit,
    "import": imported,
    "large": large,
    "preview": preview,
}

if __name__ == "__main__":
    main()
