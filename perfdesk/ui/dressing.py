"""Giving a widget its name for the style sheet, for the screen reader and for the pointer, in one breath."""

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget

_Widget = TypeVar("_Widget", bound=QWidget)


def dressed(widget: _Widget, *, look: str = "", spoken: str = "", tip: str = "") -> _Widget:
    """The widget itself; `look` is what `look.py` knows it by, `spoken` what a screen reader says."""
    if look:
        widget.setObjectName(look)
    if spoken:
        widget.setAccessibleName(spoken)
    if tip:
        widget.setToolTip(tip)
    return widget


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    return dressed(QLabel(text, wordWrap=wrap), look=look)
