"""How the parts of the window stand: tree, tabs, panels, the quiet bars, the line at the bottom.

Refuses to know what the parts are for (`main_window.py`). What size she gave them is kept and given back.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.sheet import Cell
from perfdesk.ui.aside import Aside
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.findings.right_side import RightSide
from perfdesk.ui.notice import Notice
from perfdesk.ui.remembered import Remembered
from perfdesk.ui.status import Status
from perfdesk.ui.tabs import Tabs
from perfdesk.ui.tree import LedgerTree

if TYPE_CHECKING:
    from perfdesk.ui.findings.findings_panel import FindingsPanel
    from perfdesk.ui.findings.panels import ReasonPanel
    from perfdesk.ui.start_page import StartPage

_SIZE = (1366, 740)
_SIDE, _PANELS = 206, 214
"""Widths of the tree and the panels at first: what leaves eleven columns room at 1366 units."""
_MIDDLE, _HIGH = 460, 240
"""What the middle and all between the bars need at least, whatever is not in front would: large type on a small
screen."""
_EMPTY = "在左侧点开一张报表，或者用「新建报表」选一张表样。\n已有的 Excel、Word 表，拖到这里就能导入。"


class Frame(QMainWindow):
    """The parts by name: `tree`, `tabs`, `reasons`, `findings`, `start_page`, `standing`, `notice`, `status`."""

    dropped = Signal(object)
    """Files let go over the window, as a list of paths."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.tree = self.side = LedgerTree(names)
        self.tabs = dressed(Tabs(), spoken="打开的报表")
        self.standing, self.notice, self.status = Notice(), Notice(), Status()
        self.panels = RightSide(self.keep_reason)
        self.landing: Aside | None = None
        self._empty = _empty()
        self._middle = _stack(self._empty, self.tabs)
        self._middle.setMinimumWidth(_MIDDLE)
        self._across = _across(self.side, self._middle, self.panels)
        self._across.setStretchFactor(1, 1)
        self._stack = _stack(self._across)
        self._stack.setMinimumHeight(_HIGH)
        self._start_page: StartPage | None = None
        self.setCentralWidget(_column(self.standing, self._stack, self.notice))
        self.setStatusBar(self.status)
        self._panels_aside = False
        self.setAcceptDrops(True)

    def keep_reason(self, form: int, cell: Cell, text: str) -> bool:
        """Writes the reason of an override; whether the disk took it."""
        raise NotImplementedError

    @property
    def reasons(self) -> "ReasonPanel":
        return self.panels.reasons

    @property
    def findings(self) -> "FindingsPanel":
        return self.panels.findings

    @property
    def start_page(self) -> "StartPage":
        """Made when it is first wanted: most starts go straight to a ledger."""
        if self._start_page is None:
            from perfdesk.ui.start_page import StartPage

            self._start_page = StartPage()
            self._stack.addWidget(self._start_page)
        return self._start_page

    def show_ledger_parts(self) -> None:
        self._stack.setCurrentWidget(self._across)

    @property
    def at_start(self) -> bool:
        """Whether the start page is what she sees."""
        return self._stack.currentWidget() is self._start_page

    def show_tabs(self, shown: bool) -> None:
        """The tabs; where there are none what she lands on, or what to do."""
        self._middle.setCurrentWidget(self.tabs if shown else self.landing or self._empty)

    def land_on(self, aside: Aside | None) -> None:
        """What is seen of an open ledger while no tab is."""
        if self.landing:
            self.landing.stop()
            self._middle.removeWidget(self.landing)
            self.landing.deleteLater()
        self.landing = aside
        if aside:
            self._middle.addWidget(aside)

    @property
    def aside(self) -> Aside | None:
        """The aside in front; None where a form is."""
        front = self.tabs.currentWidget() if self.tabs.count() else self.landing
        return front if isinstance(front, Aside) else None

    def put_panels_aside(self, aside: bool) -> None:
        """The panels make room for something that has nothing to do with them, and come back afterwards."""
        if aside and not self.panels.isHidden():
            self._panels_aside = True
            self.panels.hide()
        elif not aside and self._panels_aside:
            self._panels_aside = False
            self.panels.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; Qt leaves that to dialogs."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.dropped.emit(paths)

    def restore_shape(self, remembered: Remembered) -> None:
        if not self.restoreGeometry(remembered.bytes("window/geometry")):
            self.resize(*_SIZE)
        if not self._across.restoreState(remembered.bytes("window/across")):
            self._across.setSizes([_SIDE, _SIZE[0] - _SIDE - _PANELS, _PANELS])
        self.panels.restore(remembered.bytes("window/panels"))

    def keep_shape(self, remembered: Remembered) -> None:
        remembered.keep_bytes("window/geometry", self.saveGeometry())
        remembered.keep_bytes("window/across", self._across.saveState())
        remembered.keep_bytes("window/panels", self.panels.shape)


def _empty() -> QWidget:
    hint = label(_EMPTY, "empty")
    hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return hint


def _stack(*parts: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    for part in parts:
        stack.addWidget(part)
    return stack


def _column(above: QWidget, middle: QWidget, below: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above)
    column.addWidget(middle, 1)
    column.addWidget(below)
    return whole


def _across(*parts: QWidget) -> QSplitter:
    splitter = dressed(QSplitter(Qt.Orientation.Horizontal, handleWidth=1, childrenCollapsible=False), look="across")
    for part in parts:
        splitter.addWidget(part)
    return splitter
