"""Giving a widget its name for the style sheet, for the screen reader and for the pointer, in one breath."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

_FRAME = 48
"""What the title bar of a window takes, and a little air."""
_FIGURES = ("QComboBox", "QAbstractSpinBox")
"""By name: a start makes none of them, and need not wait until Python knows what they can do."""
_Widget = TypeVar("_Widget", bound=QWidget)


def dressed(widget: _Widget, *, look: str = "", spoken: str = "", tip: str = "") -> _Widget:
    """The widget itself; `look` is what `look.py` knows it by, `spoken` what a screen reader says."""
    if look:
        widget.setObjectName(look)
    if spoken:
        widget.setAccessibleName(spoken)
        if any(map(widget.inherits, _FIGURES)):
            widget.setAccessibleDescription(spoken)  # as a name Qt gives what is chosen, except on Windows
    if tip:
        widget.setToolTip(tip)
    return widget


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    return dressed(QLabel(text, wordWrap=wrap), look=look)


def sized(window: QWidget, width: int, height: int) -> None:
    """As large as this, where the screen has room for it and the frame around it."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget where it may be taller than the window: it scrolls, and makes no window too tall for its screen."""
    area = QScrollArea(widgetResizable=True)
    area.setWidget(widget)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(widget.minimumSizeHint().width())
    return area


def beside(*parts: QWidget | None) -> QHBoxLayout:
    """Side by side; None takes what room is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
