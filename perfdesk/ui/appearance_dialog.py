"""界面大小和对比度: asks for both, and starts the window anew where she changes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from perfdesk.__main__ import READONLY
from perfdesk.ui import appearance
from perfdesk.ui.appearance import SIZES, Appearance
from perfdesk.ui.dialogs import Ask
from perfdesk.ui.dressing import dressed, label

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow


class AskAppearance(Ask):
    """The answer is an Appearance."""

    def __init__(self, now: Appearance, parent: QWidget | None = None) -> None:
        super().__init__("界面大小和对比度", "确定", parent)
        self.size_ = dressed(QComboBox(), spoken="界面大小")
        for percent, name in SIZES:
            self.size_.addItem(f"{name}（{percent}%）", percent)
        self.size_.setCurrentIndex(self.size_.findData(now.size))
        self.contrast = QCheckBox("高对比度：黑白分明，线条加深")
        self.contrast.setChecked(now.contrast)
        self.rows.addRow("文字和按钮", self.size_)
        self.rows.addRow("", self.contrast)
        self.rows.addRow("", label("改动后窗口会关闭再打开，填的内容和打开的报表都在。", "hint", wrap=True))

    def missing(self) -> str:
        return ""

    def answered(self) -> Any:
        return Appearance(self.size_.currentData(), self.contrast.isChecked())


def ask(window: MainWindow) -> None:
    now = appearance.chosen(window.remembered)
    wish: Appearance | None = AskAppearance(now, window).ask()
    if wish is not None and wish != now:
        change(window, wish)


def change(window: MainWindow, wanted: Appearance) -> None:
    """Closes the window and opens it again as she wants it. Where what she typed cannot be written, or no other can be
    started, it stays; the ledger is let go of first, because the other one must get hold of it."""
    if not window.commit():
        return
    path, readonly = window.path, window.path is not None and window.desk.ledger.readonly
    window.keep_shape(window.remembered)
    window.close_ledger()
    appearance.keep(window.remembered, wanted)
    if appearance.start_again([*([READONLY] if readonly else []), *([str(path)] if path else [])]):
        window.close()
        return
    if path:
        window.guarded(lambda _: window.open_ledger(path, readonly))
    window.refuse("没能重新打开窗口；下次打开程序时就是新的大小和对比度。")
