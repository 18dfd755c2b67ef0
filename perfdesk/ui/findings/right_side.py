"""The right side of the window: 得分依据 above 审核, made when it is first seen or first has something to tell.

A window opens on the board or the start page, where neither panel has anything to say: a start does not wait for them.
Knows what is to be done about panels that are not there yet. Refuses to know what they show (`panels.py`,
`findings_panel.py`) and when the side makes room for something else (`frame.py`).
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from perfdesk.document import Document
    from perfdesk.ui.findings.explain import Told
    from perfdesk.ui.findings.findings_panel import FindingsPanel
    from perfdesk.ui.findings.panels import Keep, ReasonPanel

_REASONS, _FINDINGS = 340, 300
"""Their heights at first."""


class RightSide(QSplitter):
    """`keep` is asked to write the reason of an override."""

    made = Signal()
    """There are panels now."""

    def __init__(self, keep: "Keep") -> None:
        super().__init__(Qt.Orientation.Vertical, handleWidth=1, childrenCollapsible=False)
        self.setObjectName("panels")
        self._keep = keep
        self._parts: tuple[ReasonPanel, FindingsPanel] | None = None
        self._shape = QByteArray()
        self._readonly = False

    @property
    def reasons(self) -> "ReasonPanel":
        return self._made()[0]

    @property
    def findings(self) -> "FindingsPanel":
        return self._made()[1]

    def _made(self) -> "tuple[ReasonPanel, FindingsPanel]":
        if self._parts is None:
            from perfdesk.ui.findings.findings_panel import FindingsPanel
            from perfdesk.ui.findings.panels import ReasonPanel

            self._parts = ReasonPanel(keep=self._keep), FindingsPanel()
            for part in self._parts:
                self.addWidget(part)
            self.set_readonly(self._readonly)
            self.restore(self._shape)
            self.made.emit()
        return self._parts

    def showEvent(self, event: QShowEvent) -> None:
        self._made()
        super().showEvent(event)

    def set_readonly(self, readonly: bool) -> None:
        """Whether the ledger is only looked at."""
        self._readonly = readonly
        if self._parts:
            self.reasons.override.set_readonly(readonly)
            self.findings.set_readonly(readonly)

    def show_told(self, told: "Told | None", form: int = 0) -> None:
        """The words for a cell of a form."""
        if told or self._parts:
            self.reasons.show_told(told, form)

    def show_document(self, document: "Document | None") -> None:
        """The form in front as it stands now; None where none is."""
        if document or self._parts:
            self.findings.show_document(document)

    def forget_audit(self) -> None:
        """What was found in a ledger that is open no more."""
        if self._parts:
            self.findings.show_audit(None)

    def commit(self) -> bool:
        """Takes over the reason being typed. False where the disk refused."""
        return self._parts is None or self.reasons.override.commit()

    def forget(self) -> None:
        """Drops the reason being typed."""
        if self._parts:
            self.reasons.override.forget()

    def restore(self, shape: QByteArray) -> None:
        """The heights she gave them, now or once they are there."""
        self._shape = shape
        if self._parts and not self.restoreState(shape):
            self.setSizes([_REASONS, _FINDINGS])

    @property
    def shape(self) -> QByteArray:
        return self.saveState() if self._parts else self._shape
