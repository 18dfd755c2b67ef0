"""What can be done about the finding she looks at: 改正, 已知晓并说明 with a reason, 撤回说明.

Knows which of these a finding allows; refuses to do them: the window sends them through the one door.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from perfdesk.ui.dressing import dressed, label

if TYPE_CHECKING:
    from perfdesk.core.audit import Finding
    from perfdesk.document import Document


class Deeds(QFrame):
    """Below the list. A reason is written right here; nothing is asked in a dialog."""

    mended = Signal(object)
    excused = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("deeds")
        self._finding: Finding | None = None
        self._form = 0
        self._begun: dict[tuple[object, ...], str] = {}
        """Reasons half written, by form and finding: she may look at another and come back."""
        self.mend, self.excuse, self.take_back = (QPushButton(word) for word in ("改正", "已知晓并说明", "撤回说明"))
        self.reason = dressed(QPlainTextEdit(tabChangesFocus=True), spoken="说明")
        self.reason.setPlaceholderText("为什么可以这样（必填）")
        self.reason.setFixedHeight(64)
        self.fault = label(look="fault", wrap=True)
        self.mend.clicked.connect(lambda: self.mended.emit(self._finding))
        self.excuse.clicked.connect(self._excuse)
        self.take_back.clicked.connect(lambda: self.excused.emit(self._finding, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.reason)
        column.addWidget(self.fault)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.mend, self.excuse, self.take_back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def show_finding(self, document: "Document", finding: "Finding") -> None:
        """What this finding of a form allows. A reason half written is there again with its finding."""
        same = self._finding is not None and self._key == _key(document.id, finding)
        excused = bool(document.excuse(finding))
        self._keep_begun()
        self._finding, self._form = finding, document.id
        self.mend.setVisible(bool(finding.fix) and not excused)
        self.mend.setToolTip("\n".join(_told(document, finding)))
        self.excuse.setVisible(finding.excusable and not excused)
        self.take_back.setVisible(excused)
        if excused:
            self._begun.pop(self._key, None)
        if not same or excused:
            begun = self._begun.get(self._key, "")
            self.reason.setPlainText(begun)
            self.reason.setVisible(bool(begun))
            self.fault.hide()
        self.setVisible(bool(finding.fix) or finding.excusable)

    @property
    def _key(self) -> tuple[object, ...]:
        return _key(self._form, self._finding) if self._finding else ()

    def _keep_begun(self) -> None:
        text = self.reason.toPlainText()
        if text.strip():
            self._begun[self._key] = text
        else:
            self._begun.pop(self._key, None)

    def _excuse(self) -> None:
        """First opens the field, then takes what is in it."""
        if self.reason.isHidden():
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        reason = self.reason.toPlainText().strip()
        self.fault.setText("" if reason else "请先写明理由。")
        self.fault.setVisible(not reason)
        if reason:
            self.excused.emit(self._finding, reason)


def _key(form: int, finding: "Finding") -> tuple[object, ...]:
    return form, finding.check, finding.cell


def _told(document: "Document", finding: "Finding") -> list[str]:
    """What a fix would write where."""
    return [f"{document.form.field(cell).label}：改为「{text}」" if text else f"{document.form.field(cell).label}：清空"
            for cell, text in finding.fix]  # fmt: skip
