"""An aside to look something over before it comes in.

Knows the line at its foot. What is looked over is `import_page.py`'s and `adopt_page.py`'s.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from perfdesk.ui.aside import Aside
from perfdesk.ui.dressing import dressed, label


class Review(Aside):
    """`agreed`: she wants it as it stands. `left`: she thought better of it. `refused(str)`: the world said no."""

    agreed = Signal()
    left = Signal()
    refused = Signal(str)

    def __init__(self, title: str, agree: str) -> None:
        super().__init__(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.told = QLabel(wordWrap=True)
        self.fault = label(look="fault", wrap=True)
        self.fault.hide()
        self.agree = dressed(QPushButton(agree), look="primary")
        self.agree.clicked.connect(self.agreed.emit)
        self.agree.setShortcut(QKeySequence("Ctrl+Return"))
        self.agree.setToolTip(f"{agree}（Ctrl+回车）")
        self._foot = self._made_foot()

    def complain(self, fault: str) -> None:
        """What keeps it from coming in, in one sentence; blank where nothing does."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def put(self, body: QWidget) -> None:
        """The body over the foot."""
        self.column.addWidget(body, 1)
        self.column.addWidget(self._foot)

    def put_beside(self, button: QPushButton) -> None:
        """Another button at the foot, before the two that end it."""
        self._foot_row.insertWidget(1, button)
        self.setTabOrder(button, self._cancel)

    def _made_foot(self) -> QFrame:
        foot = dressed(QFrame(), look="notice")
        row = self._foot_row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.addWidget(self.told)
        words.addWidget(self.fault)
        row.addLayout(words, 1)
        self._cancel = QPushButton("取消")
        self._cancel.clicked.connect(self.left.emit)
        row.addWidget(self._cancel)
        row.addWidget(self.agree)
        return foot
