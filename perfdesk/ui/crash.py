"""When the program itself is wrong: the log, and a dialog she can send on. What the world refuses is said quietly.

What she typed is safe in the ledger by then; the program goes on.
"""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from perfdesk import __version__, catalog
from perfdesk.core.errors import PerfdeskError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


def log_file() -> Path:
    return catalog.user_folder() / "perfdesk.log"


def report(error: BaseException) -> str:
    """What a developer needs, as text."""
    import platform
    import traceback

    trace = "".join(traceback.format_exception(error))
    return f"perfdesk {__version__} · Python {platform.python_version()} · {platform.platform()}\n\n{trace}"


def install(refuse: Callable[[str], None]) -> None:
    """From now on a PerfdeskError nobody caught is told quietly; anything else is logged and shown."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, PerfdeskError):
            refuse(str(error))
        elif issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            log(error)
            if threading.current_thread() is threading.main_thread():
                show(error)

    sys.excepthook = hook


def log(error: BaseException) -> None:
    """Adds it to the log; where the disk refuses that too, to standard error."""
    import logging
    from logging.handlers import RotatingFileHandler

    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(log_file(), maxBytes=1 << 20, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger("perfdesk")
    logger.addHandler(handler)
    logger.error(report(error))
    logger.removeHandler(handler)
    handler.close()


def show(error: BaseException) -> None:
    """The dialog, unless there is one already or no window to show it."""
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() and not QApplication.activeModalWidget():
        made_dialog(report(error)).exec()


def made_dialog(text: str) -> "QMessageBox":
    """The dialog with 复制报告."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "程序出错", "程序出了一个意外的错误。")
    box.setInformativeText("您填的内容都已保存在账本里，可以继续使用。\n请复制报告，发给维护人员。")
    box.setDetailedText(text)
    copy = box.addButton("复制报告", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
    box.addButton("继续", QMessageBox.ButtonRole.AcceptRole)
    return box
