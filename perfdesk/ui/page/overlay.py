"""A slip of paper over the top of the window: one line to type, what may be chosen below it, gone with Esc.

Knows where it lies, its keys, and that it goes when she turns to something else; nothing behind it is locked. Refuses
to know what is typed for.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from perfdesk.ui.dressing import dressed, label

_WIDTH, _TOP = 520, 72


class Overlay(QFrame):
    """`entered`: Enter was pressed in the line. `gone`: it was put away, whatever for."""

    entered = Signal()
    gone = Signal()

    def __init__(self, window: QWidget, spoken: str, hint: str = "") -> None:
        super().__init__(window)
        self._around = window
        self.setObjectName("overlay")
        self.setAccessibleName(spoken)
        self.line = dressed(QLineEdit(placeholderText=spoken), spoken=spoken)
        self.line.installEventFilter(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.line)
        if hint:
            self.column.addWidget(label(hint, "hint", wrap=True))
        self.setGraphicsEffect(QGraphicsDropShadowEffect(blurRadius=24, xOffset=0, yOffset=4))
        self._before: list[QWidget] = []
        """What had the focus, then what it lay in: an editor may be gone by the time she comes back."""
        self.hide()

    def lay(self, text: str = "", height: int = 0) -> None:
        """Shows it with this text in the line, selected."""
        around = self._around
        width = min(_WIDTH, around.width() - 24)
        self.line.setText(text)
        self.line.selectAll()
        self.setFixedSize(width, height or self.sizeHint().height())
        self.move((around.width() - width) // 2, _TOP)
        self._before = _with_all_around(QApplication.focusWidget())
        self.show()
        self.raise_()
        self.line.setFocus()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow, Qt.ConnectionType.UniqueConnection)

    def leave(self) -> None:
        """Away with it; the focus goes back to where it was."""
        before, self._before = self._before, []
        self.hide()
        self.gone.emit()
        back = next((each for each in before if isValid(each) and each.isVisible() and _takes_keys(each)), None)
        if back:
            back.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line's keys: Esc goes, Enter enters, arrows walk through what is below."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
            return self.walked(event)
        return super().eventFilter(watched, event)

    def walked(self, _event: QKeyEvent) -> bool:
        """Whether a key moved through what is below the line; here is nothing."""
        return False

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and not self.isAncestorOf(now):
            self._before = []
            self.leave()


def _with_all_around(widget: QWidget | None) -> list[QWidget]:
    around = []
    while widget:
        around.append(widget)
        widget = widget.parentWidget()
    return around


def _takes_keys(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus
