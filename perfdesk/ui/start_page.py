"""What the window shows while no ledger is open: what she can do now, and where she was last.

Knows how the choices look; refuses to know how a ledger is made or opened (`acts.py`).
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.icons import icon

CHOICES = (
    ("practice", "graduation-cap", "打开练习账本", "一个虚构单位的账本，随便填、随便改，先练练手。"),
    ("new", "book-plus", "新建账本", "一个单位一本账，填上单位名称和年度就能开始。"),
    ("import", "file-input", "导入已有的表", "县里预填的、去年的、同事发来的 Excel、Word，拖进来也行。"),
)
OPEN = "open"
"""The way for who has a ledger already: a line below the choices."""


class StartPage(QWidget):
    """Three choices and the ledgers opened last."""

    chosen = Signal(str)
    """One of the keys of CHOICES, or OPEN."""
    reopened = Signal(object)
    """The Path of a ledger opened before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(_title("预算绩效填报"))
        column.addWidget(label("打开账本，选一张表，像在纸上一样填。每填一格就自动保存。", "hint"))
        column.addSpacing(12)
        for key, drawing, title, words in CHOICES:
            column.addWidget(self._card(key, drawing, title, words))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        column.addWidget(self._way(OPEN, "打开已有的账本文件…"))
        column.addLayout(self._recent)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addLayout(column)
        middle.addStretch(3)
        outer.addLayout(middle)
        outer.addStretch(1)

    def show_recent(self, ledgers: Sequence[Path]) -> None:
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if ledgers:
            self._recent.addWidget(label("最近打开", "hint"))
        for path in ledgers:
            self._recent.addWidget(self._link(path))

    def _card(self, key: str, drawing: str, title: str, words: str) -> QPushButton:
        card = dressed(QPushButton(), look="card", spoken=title)
        card.setAccessibleDescription(words)
        card.setFixedSize(440, 72)
        row = QHBoxLayout(card)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(16)
        picture = QLabel()
        picture.setPixmap(icon(drawing, palette.ACCENT, 24).pixmap(24, 24))
        texts = QVBoxLayout()
        texts.setSpacing(4)
        heading = QLabel(title)
        heading.setFont(_bold(heading.font(), 1.0))
        texts.addWidget(heading)
        texts.addWidget(label(words, "hint"))
        row.addWidget(picture)
        row.addLayout(texts, 1)
        for part in card.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        card.clicked.connect(lambda: self.chosen.emit(key))
        return card

    def _way(self, key: str, words: str) -> QPushButton:
        link = dressed(QPushButton(words), look="link")
        link.clicked.connect(lambda: self.chosen.emit(key))
        return link

    def _link(self, path: Path) -> QPushButton:
        link = dressed(QPushButton(f"{path.stem}　{path.parent}"), look="link", tip=str(path))
        link.clicked.connect(lambda: self.reopened.emit(path))
        return link


def _title(text: str) -> QLabel:
    title = QLabel(text)
    title.setFont(_bold(title.font(), 1.9))
    return title


def _bold(font: QFont, scale: float) -> QFont:
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(True)
    return font
