"""The quiet bar under the page: one sentence, what can be done about it, never a dialog; how far a job is that runs.

A sentence stays until the next one, or until the next success where it told of a refusal.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from perfdesk.core.errors import PerfdeskError
from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed
from perfdesk.ui.icons import icon
from perfdesk.ui.one_job import OneJob

Offer = tuple[str, Callable[[], None]]
"""A button: its word and what it does."""

_LOOKS = {
    "told": ("info", palette.ACCENT),
    "done": ("circle-check", palette.DONE),
    "warned": ("triangle-alert", palette.WARNING),
    "refused": ("circle-alert", palette.ERROR),
    "standing": ("triangle-alert", palette.WARNING),
}


class Notice(QFrame):
    """One sentence with a shape and a few buttons. `kind` is `told`, `done`, `warned`, `refused` or `standing`."""

    shown = Signal()
    """It takes room below the page now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName("提示")
        self.kind = ""
        self.runner: Running | None = None
        """Whose job is told of here."""
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedSize(160, 6)
        self._buttons: list[QPushButton] = []
        self._close = dressed(QToolButton(autoRaise=True), spoken="收起提示", tip="收起")
        self._close.setIcon(icon("x", palette.HINT))
        self._close.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._progress)
        self._row.addWidget(self._close)
        self.clear()

    @property
    def text(self) -> str:
        """The sentence shown, blank where there is none."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, kind: str = "told", offers: Sequence[Offer] = ()) -> None:
        self._lay_out(text, kind, offers)
        self._close.setVisible(kind != "standing")

    def show_progress(self, text: str, done: int, total: int, cancel: Callable[[], None]) -> None:
        """How far a long act is, with 取消."""
        if self.kind != "progress":
            self._lay_out(text, "progress", [("取消", cancel)])
            self._close.hide()
        self._text.setText(text)
        self._progress.setMaximum(total)
        self._progress.setValue(done)
        self._progress.show()

    def succeeded(self) -> None:
        """Something worked: what was refused or told before is old news."""
        if self.kind not in ("standing", "progress"):
            self.clear()

    def clear(self) -> None:
        self.kind = ""
        self.hide()

    def press(self, word: str) -> None:
        """Presses the button with this word."""
        next(button for button in self._buttons if button.text() == word).click()

    def _lay_out(self, text: str, kind: str, offers: Sequence[Offer]) -> None:
        self.kind = kind
        name, color = _LOOKS.get(kind, _LOOKS["told"])
        self._icon.setPixmap(icon(name, color).pixmap(16, 16))
        self._text.setText(text)
        self._progress.hide()
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(*offer) for offer in offers]
        for button in self._buttons:
            self._row.insertWidget(self._row.indexOf(self._close), button)
            self.setTabOrder(button, self._close)
        self.show()
        self.shown.emit()

    def _button(self, word: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(word)
        button.clicked.connect(lambda: act())
        return button


class Running(OneJob):
    """At most one job beside her work, told of in the bar with a way to stop it; in one bar one job at a time."""

    doing = ""
    """What it does, after 正在."""

    def __init__(self, notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent or notice, self._follow, self.over)
        self.notice = notice

    def ask_free(self) -> None:
        """PerfdeskError while a job is told of in the bar: it is not pushed aside."""
        if self.notice.runner:
            raise PerfdeskError(f"正在{self.notice.runner.doing}，还没有结束，请稍等，或者先取消它。")

    def run(self, job: Any, *at: Any) -> None:
        """Begins a job in place of its own that runs; `at` is what it would say of its progress now."""
        self.stop()
        self.ask_free()
        self.notice.runner = self
        self._show(at)
        self.begin(job)

    def stop(self) -> None:
        if self.running:
            self.notice.runner = None
        super().stop()

    def told(self, *at: Any) -> str:
        """The words for how far it is."""
        raise NotImplementedError

    def over(self, job: Any, *results: Any) -> None:
        """It has ended by itself, or because she cancelled it, with these results."""
        raise NotImplementedError

    def _follow(self, *at: Any) -> None:
        """A refusal she may not have read yet is not painted over."""
        if self.notice.kind != "refused":
            self._show(at)

    def _show(self, at: Sequence[Any]) -> None:
        self.notice.show_progress(self.told(*at), at[0], at[1], self.cancel)
