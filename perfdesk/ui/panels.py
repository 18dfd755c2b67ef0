"""The right side of the window: 得分依据 for the current cell, and 审核 with the findings of the form in front.

Knows how the words of `explain.py` are set and how findings are listed; refuses to compute either. What she types
here (the reason of an override) is told to the window, which sends it through the one door.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.sheet import Cell
from perfdesk.ui import palette
from perfdesk.ui.dressing import label
from perfdesk.ui.icons import icon

if TYPE_CHECKING:
    from perfdesk.core.audit import Finding
    from perfdesk.core.parts import Part
    from perfdesk.ui.explain import Line, Told

_EMPTY = "点选一个单元格，这里说明它是什么、得分怎么来。"
_TONES = {"": palette.INK, "hint": palette.HINT, "warn": palette.WARNING}
_SEVERITIES = {
    "error": ("错误", "circle-alert", palette.ERROR),
    "warning": ("提醒", "triangle-alert", palette.WARNING),
    "hint": ("提示", "lightbulb", palette.HINT),
}


class ReasonPanel(QWidget):
    """得分依据."""

    reason_typed = Signal(object, str)
    """The Cell of an override's reason, and what she wrote."""
    override_dropped = Signal(object)
    """The Cell of the reason whose override she takes back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reasonPanel")
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setAccessibleName("得分依据")
        self.override = _Override(self)
        self.override.typed.connect(self.reason_typed)
        self.override.dropped.connect(self.override_dropped)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addWidget(self.override)
        column.addStretch(1)
        _framed(self, _Heading("得分依据"), _scrolled(inside))
        self.show_told(None)

    @property
    def text(self) -> str:
        """What is shown, as rich text."""
        return self._words.text()

    def show_told(self, told: "Told | None") -> None:
        self._words.setText(_html(told) if told else f'<span style="color:{palette.HINT}">{_EMPTY}</span>')
        self.override.show_reason(told.override if told else None, told.reason if told else "")


class _Override(QFrame):
    """Her own score beside the rule's: why, and the way back."""

    typed = Signal(object, str)
    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("override")
        self._cell: Cell | None = None
        self._kept = ""
        back = QPushButton("恢复自动得分")
        back.clicked.connect(lambda: self.dropped.emit(self._cell))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(label("调整理由", "hint"))
        self._column.addSpacing(4)
        self._column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    @cached_property
    def reason(self) -> "_Lines":
        """Where she writes why. Made with the first override: most windows never show one."""
        lines = _Lines(placeholderText="为什么这样评分（必填）", tabChangesFocus=True)
        lines.setAccessibleName("调整理由")
        lines.setFixedHeight(72)
        lines.left.connect(self.commit)
        self._column.insertWidget(1, lines)
        return lines

    def show_reason(self, cell: Cell | None, text: str) -> None:
        """The reason of this override; what is being typed for the one before goes to its own cell first."""
        if cell != self._cell:
            self.commit()
        if cell is not None and (text != self._kept or cell != self._cell):
            self.reason.setPlainText(text)
        self._cell, self._kept = cell, text
        self.setVisible(cell is not None)

    def commit(self) -> None:
        if self._cell is None:
            return
        text = self.reason.toPlainText().strip()
        if text != self._kept:
            self._kept = text
            self.typed.emit(self._cell, text)


class _Lines(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class FindingsPanel(QWidget):
    """审核: what a reviewer would object to in the form in front."""

    jump = Signal(object)
    """The Cell of a finding, double-clicked or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsPanel")
        self._findings: tuple[Finding, ...] = ()
        self._heading = _Heading("审核")
        self.list = QListWidget()
        self.list.setAccessibleName("审核结果")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setItemDelegate(_FindingRow(self.list))
        self.list.itemActivated.connect(lambda item: self.jump.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._empty = label(look="hint", wrap=True)
        self._empty.setContentsMargins(12, 4, 12, 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        _framed(self, self._heading, self._empty, self.list)
        self.show_findings(None)

    def show_findings(self, findings: "Sequence[Finding] | None") -> None:
        """The findings of a form; None where no form is in front."""
        new = tuple(findings or ())
        self._empty.setText("没有发现问题。" if findings is not None else "打开一张报表后，这里列出要改的地方。")
        self._empty.setVisible(not new)
        self.list.setVisible(bool(new))
        if new == self._findings:
            return
        self._findings = new
        self._heading.say(_counts(new))
        self.list.clear()
        for finding in sorted(new, key=lambda each: list(_SEVERITIES).index(each.severity)):
            self.list.addItem(_item(finding))

    def next(self) -> None:
        """Goes to the finding after the current one."""
        if self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + 1) % self.list.count())
            self.jump.emit(self.list.currentItem().data(Qt.ItemDataRole.UserRole))


class _FindingRow(QStyledItemDelegate):
    """A finding in full, however many lines it takes: Qt's own wrapping cuts them short."""

    _INSETS = QMargins(32, 4, 8, 4)
    _HOW = int(Qt.TextFlag.TextWordWrap)

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = option.widget.viewport().width()
        room = QRect(0, 0, width, 1 << 16).marginsRemoved(self._INSETS)
        return QSize(width, option.fontMetrics.boundingRect(room, self._HOW, index.data()).height() + 8)

    def initStyleOption(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt draws the row itself, we what is in it."""
        super().initStyleOption(option, index)
        option.text, option.icon = "", QIcon()

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        drawing = index.data(Qt.ItemDataRole.DecorationRole)
        painter.drawPixmap(option.rect.topLeft() + QPoint(10, 5), drawing.pixmap(16, 16))
        painter.setPen(option.palette.text().color())
        painter.drawText(option.rect.marginsRemoved(self._INSETS), self._HOW, index.data())


def _item(finding: "Finding") -> QListWidgetItem:
    word, drawing, color = _SEVERITIES[finding.severity]
    item = QListWidgetItem(icon(drawing, color), finding.message)
    item.setData(Qt.ItemDataRole.UserRole, finding.cell)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{word}：{finding.message}")
    item.setToolTip(f"{word}：{finding.message}\n双击到这一格")
    return item


def _counts(findings: "Sequence[Finding]") -> str:
    numbers = [(word, sum(each.severity == key for each in findings)) for key, (word, *_) in _SEVERITIES.items()]
    return "　".join(f"{word} {number}" for word, number in numbers if number)


class _Heading(QWidget):
    """A panel's name, and a few words to its right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFixedHeight(36)
        self._words = label(look="hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 0)
        row.addWidget(label(name, "heading"))
        row.addStretch(1)
        row.addWidget(self._words)

    def say(self, words: str) -> None:
        self._words.setText(words)


def _framed(panel: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.setStretch(len(parts) - 1, 1)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
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
    from perfdesk.core.values import plain

    score, weight = ("—" if each is None else plain(each) for each in (part.score, part.weight))
    return (
        f'<tr><td>{_safe(part.label)}</td><td align="right" style="padding-left:16px">{score}</td>'
        f'<td align="right" style="color:{palette.HINT}">&nbsp;/ {weight}</td></tr>'
    )


_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})


def _safe(text: str) -> str:
    return text.translate(_ESCAPED)
