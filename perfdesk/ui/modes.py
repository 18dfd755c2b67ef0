"""Words beside each other, one of them chosen: what of several a list shows."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from perfdesk.ui.dressing import dressed


class Modes(QWidget):
    """`words` by mode. A screen reader says `spoken` after each word."""

    chosen = Signal()
    """She pressed one; another one chosen by word says nothing."""

    def __init__(self, words: Mapping[str, str], mode: str, spoken: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for each, word in words.items():
            button = dressed(QToolButton(autoRaise=True), look="mode", spoken=f"{word}{spoken}")
            button.setText(word)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, pressed=each: self._press(pressed))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[each] = button
        row.addStretch(1)
        self.choose(mode)

    def offer(self, mode: str, there: bool) -> None:
        self._buttons[mode].setVisible(there)

    def choose(self, mode: str) -> None:
        self.mode = mode
        self._buttons[mode].setChecked(True)
        for each in self._buttons.values():  # Qt leaves Tab to the one chosen before
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus if each.isChecked() else Qt.FocusPolicy.NoFocus)

    def _press(self, mode: str) -> None:
        self.mode = mode
        self.chosen.emit()
