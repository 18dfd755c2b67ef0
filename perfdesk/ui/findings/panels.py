"""The right side of the window: 得分依据 for the current cell. What is below it is `findings_panel.py`'s.

Knows how the words of `explain.py` are set; refuses to compute any. What she types here (the reason of an override)
is handed to the window, which sends it through the one door; where the disk refuses it, it stays here.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.sheet import Cell
from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed, label

if TYPE_CHECKING:
    from perfdesk.core.scores.parts import Part
    from perfdesk.ui.findings.explain import Line, Told

_EMPTY = "点选一个单元格，这里说明它是什么、得分怎么来。"
_WHY = "为什么这样评分（必填）"
_READONLY = "账本以只读方式打开，只能查看。"
Keep = Callable[[int, Cell, str], bool]
"""Takes the text of a form's cell to the disk; whether it is there."""
_TONES = {"": palette.INK, "hint": palette.HINT, "warn": palette.WARNING, "error": palette.ERROR}


class ReasonPanel(QWidget):
    """得分依据. `keep` is asked to write the reason of an override."""

    override_dropped = Signal(int, object)
    """The form and the Cell of the reason whose override she takes back."""

    def __init__(self, parent: QWidget | None = None, keep: Keep = lambda *_: False) -> None:
        super().__init__(parent)
        self.setObjectName("reasonPanel")
        self._words = QLabel(_EMPTY, wordWrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setAccessibleName("得分依据")
        self.override = _Override(self, keep)
        self.override.dropped.connect(self.override_dropped)
        self.override.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addWidget(self.override)
        column.addStretch(1)
        _framed(self, _Heading("得分依据"), _scrolled(inside))

    @property
    def text(self) -> str:
        """What is shown, as rich text."""
        return self._words.text()

    def show_told(self, told: "Told | None", form: int = 0) -> None:
        """The words for a cell of a form. They stay where they are while the disk refuses the reason typed there."""
        place = (form, told.override) if told and told.override else None
        if not self.override.make_way(place):
            return
        if told:
            self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setText(_html(told) if told else _EMPTY)
        self.override.show_reason(place, told.reason if told else "")


class _Override(QFrame):
    """Her own score beside the rule's: why, and the way back."""

    dropped = Signal(int, object)

    def __init__(self, parent: QWidget, keep: Keep) -> None:
        super().__init__(parent)
        self.setObjectName("override")
        self._keep = keep
        self._place: tuple[int, Cell] | None = None
        self._kept = ""
        self._readonly = False
        self._back = QPushButton("恢复自动得分")
        self._back.clicked.connect(self._drop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(label("调整理由", "hint"))
        self._column.addSpacing(4)
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)

    @cached_property
    def reason(self) -> "_Lines":
        """Where she writes why. Made with the first override: most windows never show one."""
        lines = _Lines(placeholderText=_WHY, tabChangesFocus=True)
        lines.setAccessibleName("调整理由")
        lines.setFixedHeight(72)
        lines.left.connect(self.commit)
        lines.given_up.connect(self.forget)
        self._column.insertWidget(1, lines)
        return lines

    def show_reason(self, place: tuple[int, Cell] | None, text: str) -> None:
        """The reason of this override. A reason half written stays while the one on the disk is the same."""
        if place is not None:
            self._show_way()
            if text != self._kept or place != self._place:
                self.reason.setPlainText(text)
        self._place, self._kept = place, text
        self.setVisible(place is not None)

    def _show_way(self) -> None:
        """Whether she can write here, and if not, why."""
        self.reason.setReadOnly(self._readonly)
        self.reason.setPlaceholderText(_READONLY if self._readonly else _WHY)
        self.reason.setToolTip(_READONLY if self._readonly else "")

    def set_readonly(self, readonly: bool) -> None:
        self._readonly = readonly
        self._back.setEnabled(not readonly)

    def make_way(self, place: tuple[int, Cell] | None) -> bool:
        """What is being typed for another override goes to its own cell. False where the disk refused it."""
        return place == self._place or self.commit()

    def commit(self) -> bool:
        """Takes over what is being typed. False where the disk refused: then it stays, and is tried again."""
        if self._place is None or self._typed == self._kept:
            return True
        before, self._kept = self._kept, self._typed
        if self._keep(*self._place, self._typed):
            return True
        self._kept = before
        return False

    def forget(self) -> None:
        """Drops what is being typed."""
        if self._place is not None:
            self.reason.setPlainText(self._kept)

    @property
    def _typed(self) -> str:
        return self.reason.toPlainText().strip()

    def _drop(self) -> None:
        if self._place is not None:
            self.dropped.emit(*self._place)


class _Lines(QPlainTextEdit):
    left = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Heading(QWidget):
    """A panel's name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 0)
        row.addWidget(label(name, "heading"))


def _framed(panel: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.setStretch(len(parts) - 1, 1)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = dressed(QScrollArea(widgetResizable=True), look="reasons", spoken="得分依据")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


# The words of a cell as rich text.


def _html(told: "Told") -> str:
    pieces = [f'<div style="font-weight:bold">{_safe(told.heading)}</div>']
    if told.where:
        pieces.append(f'<div style="color:{palette.HINT}">{_safe(told.where)}</div>')
    if told.figure or told.of:
        pieces.append(_figure(told))
    if told.parts:
        pieces.append(_table(told.parts))
    pieces += [_line(line) for line in told.lines]
    return "".join(pieces)


def _figure(told: "Told") -> str:
    of = f' <span style="color:{palette.HINT}">/ {_safe(told.of)}</span>' if told.of else ""
    figure = _safe(told.figure) or "—"
    return f'<div style="margin-top:8px"><span style="font-size:20pt">{figure}</span>{of}</div>'


def _line(line: "Line") -> str:
    name = f'<div style="color:{palette.HINT};margin-top:8px">{_safe(line.label)}</div>' if line.label else ""
    top = "" if line.label else "margin-top:8px;"
    return f'{name}<div style="{top}color:{_TONES[line.tone]}">{_safe(line.text)}</div>'


def _table(parts: "Sequence[Part]") -> str:
    rows = "".join(map(_row, parts))
    return f'<table width="100%" cellspacing="0" cellpadding="2" style="margin-top:8px">{rows}</table>'


def _row(part: "Part") -> str:
    from perfdesk.core.meaning.values import plain

    score, weight = ("—" if each is None else plain(each) for each in (part.score, part.weight))
    return (
        f'<tr><td>{_safe(part.label)}</td><td align="right" style="padding-left:16px">{score}</td>'
        f'<td align="right" style="color:{palette.HINT}">&nbsp;/ {weight}</td></tr>'
    )


_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})


def _safe(text: str) -> str:
    return text.translate(_ESCAPED)
