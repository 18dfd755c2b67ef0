"""What Qt says of the PC it runs on: for the page of `doctor.py`. Shows nothing and changes nothing."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, qVersion

_ASKED = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")
"""The settings by which a Linux desktop names its input method, in the order Qt heeds them."""


def version() -> str:
    return qVersion()


def input_methods() -> str:
    """Which input method the desktop asks for, and which Qt could speak to."""
    if sys.platform == "win32":
        return "由 Windows 提供"
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    there = sorted(
        each.stem.removeprefix("lib").removesuffix("platforminputcontextplugin") for each in folder.glob("*")
    )
    asked = [f"{name}={os.environ[name]}" for name in _ASKED if os.environ.get(name)]
    return f"桌面指定 {'，'.join(asked) or '（没有指定）'}；本程序支持 {'、'.join(there) or '（没有）'}"


def printers() -> list[str]:
    """The printers by name; none where printing is not installed."""
    try:
        from PySide6.QtPrintSupport import QPrinterInfo
    except ImportError:
        return []
    _application()
    return QPrinterInfo.availablePrinterNames()


def _application() -> None:
    """Printers are only known to an application; one without a screen will do."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from perfdesk.ui.app import application_of

        application_of(["perfdesk"])
