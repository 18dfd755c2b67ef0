"""How large the window is drawn and in which colours: what she chose, made known before Qt and the palette look.

Qt reads its scale once, when the application is made, and the colours are laid into tables when the modules are
imported: so `prepare` comes first of all, and another choice starts the window anew, with all that was open in it.
"""

import os
import sys
from typing import NamedTuple

from PySide6.QtCore import QProcess

from perfdesk.ui.remembered import Remembered

CONTRAST, SCALE = "PERFDESK_CONTRAST", "QT_SCALE_FACTOR"
USUAL, HIGH = 100, "high"
SIZES = ((USUAL, "标准"), (115, "较大"), (130, "大"), (150, "特大"))
"""Percent of the usual size, and what it is called."""


class Appearance(NamedTuple):
    size: int = USUAL
    contrast: bool = False


def chosen(remembered: Remembered) -> Appearance:
    """What she chose; what cannot be read is the usual."""
    size = remembered.text("appearance/size")
    known = [each for each, _ in SIZES if str(each) == size]
    return Appearance(known[0] if known else USUAL, remembered.text("appearance/contrast") == HIGH)


def keep(remembered: Remembered, wanted: Appearance) -> None:
    remembered.keep_text("appearance/size", str(wanted.size))
    remembered.keep_text("appearance/contrast", HIGH if wanted.contrast else "")
    remembered.save()


def prepare(remembered: Remembered) -> None:
    """Hands her choice to Qt and the palette. What the environment says goes before it."""
    wanted = chosen(remembered)
    if wanted.size != USUAL:
        _set(SCALE, f"{wanted.size / USUAL:g}")
    if wanted.contrast:
        _set(CONTRAST, HIGH)


def start_again(words: list[str]) -> bool:
    """Another process of this program with these words; whether it was started. This one is to end then."""
    for name in _ours:
        os.environ.pop(name, None)
    started = QProcess.startDetached(sys.executable, ["-m", "perfdesk", *words])
    return bool(started[0] if isinstance(started, tuple) else started)


_ours: set[str] = set()
"""The settings of the environment that are her choice and not the desktop's."""


def _set(name: str, value: str) -> None:
    if name not in os.environ:
        os.environ[name] = value
        _ours.add(name)
