"""The bar over the preview: zoom, page, what is going on, the ways out.

Refuses to know what its buttons do (`preview.py`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSpinBox, QToolButton, QWidget

from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.icons import icon


class PreviewBar(QFrame):
    stepped = Signal(bool)
    """Larger, or smaller."""
    fitted = Signal(str)
    page_wanted = Signal(int)
    """From 0."""
    save_wanted = Signal()
    print_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.zoom = label("100%")
        self.zoom.setMinimumWidth(44)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.width_ = self._fit("适合宽度", "width")
        self.whole = self._fit("整页", "page")
        self.page = dressed(QSpinBox(minimum=1, maximum=1), spoken="页码")
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setFixedWidth(48)
        self.page.setKeyboardTracking(False)
        self.page.valueChanged.connect(lambda number: self.page_wanted.emit(number - 1))
        self.count = label("/ 1 页", "hint")
        self.told = label(look="hint")
        self.save = QPushButton("导出 PDF…")
        self.save.clicked.connect(self.save_wanted.emit)
        self.print_ = dressed(QPushButton("打印…"), look="primary")
        self.print_.setCheckable(True)
        self.print_.clicked.connect(self.print_toggled.emit)
        self._stand()

    def _stand(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(6)
        parts: tuple[QWidget | None, ...] = (
            self._step("minus", "缩小（Ctrl+-）", False), self.zoom, self._step("plus", "放大（Ctrl++）", True),
            self.width_, self.whole, None, self.page, self.count, None, self.told,
        )  # fmt: skip
        for part in parts:
            if part is None:
                row.addSpacing(14)
            else:
                row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.save)
        row.addWidget(self.print_)

    def show_zoom(self, percent: int, fit: str) -> None:
        self.zoom.setText(f"{percent}%")
        self.width_.setChecked(fit == "width")
        self.whole.setChecked(fit == "page")

    def show_count(self, count: int, page: int) -> None:
        self.page.blockSignals(True)
        self.page.setMaximum(max(1, count))
        self.page.blockSignals(False)
        self.count.setText(f"/ {count} 页")
        self.show_page(page)

    def show_page(self, page: int) -> None:
        """The page in front, from 0; nobody asked for it here."""
        self.page.blockSignals(True)
        self.page.setValue(page + 1)
        self.page.blockSignals(False)

    def tell(self, text: str) -> None:
        """What is going on; blank where nothing is."""
        self.told.setText(text)

    def _fit(self, words: str, what: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.fitted.emit(what))
        return button

    def _step(self, name: str, tip: str, larger: bool) -> QToolButton:
        button = dressed(QToolButton(), spoken=tip, tip=tip)
        button.setIcon(icon(name))
        button.clicked.connect(lambda: self.stepped.emit(larger))
        return button
