"""Starting the window: application, palette, faces, Chinese for Qt's own words, the exception hook.

Knows the order of a start and keeps it short; refuses to know the window's parts (`main_window.py`).
"""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from perfdesk import typefaces
from perfdesk.ui import crash, look, palette

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.remembered import Remembered

NAME = "perfdesk"
_STYLE = ("-style", "fusion")
"""Asked for by word: a style that is looked at or put in place of another is known to Python with all it can draw,
which takes longer than painting the window."""
POINTS = 9.5
"""The interface's type size."""


def run(path: Path | None, argv: Sequence[str], remembered: "Remembered", readonly: bool = False) -> int:
    """The window on this ledger, the last one, or the start page; returns when it is closed."""
    application = application_of(argv)
    window = opened(path, remembered, readonly)
    crash.install(window.refuse)
    window.show()
    return application.exec()


def opened(path: Path | None, remembered: "Remembered | None" = None, readonly: bool = False) -> "MainWindow":
    """The window, not yet shown."""
    from perfdesk.ui.main_window import MainWindow

    window = MainWindow(remembered)
    window.start(path, readonly)
    return window


def application_of(argv: Sequence[str]) -> QApplication:
    """The application, dressed; the one there is where there is one."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    gc.disable()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    made = QApplication([*(argv or [NAME]), *_STYLE])
    made.setApplicationName(NAME)
    made.setApplicationDisplayName("")
    dress(made)
    QTimer.singleShot(0, made, _collect_again)
    return made


def _collect_again() -> None:
    """What a start made is not looked through again."""
    gc.freeze()
    gc.enable()


def dress(application: QApplication) -> None:
    """Our looks and Chinese words, whatever the desktop has."""
    QLocale.setDefault(QLocale("zh_CN"))
    palette.dress(application)
    application.setFont(_font())
    application.setStyleSheet(look.sheet())
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def _font() -> QFont:
    """The bundled sans face; characters it lacks come from what the system has."""
    face = typefaces.face("黑体", False)
    QFontDatabase.addApplicationFont(str(face.path))
    font = QFont([face.family, "Noto Sans CJK SC", "Microsoft YaHei", "sans-serif"])
    font.setPointSizeF(POINTS)
    return font
