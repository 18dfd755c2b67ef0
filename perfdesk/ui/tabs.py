"""What is open: forms and asides, each in a tab.

Knows how tabs are named, closed and told from each other; refuses to know what is in a form (`form_tab.py`) or in an
aside, and to close a form she is typing into (the window takes that over first).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from perfdesk.core.sheet import Cell
from perfdesk.desk import Desk
from perfdesk.ui import palette
from perfdesk.ui.aside import Aside
from perfdesk.ui.dressing import dressed
from perfdesk.ui.edits import Bridge
from perfdesk.ui.icons import icon

if TYPE_CHECKING:
    from perfdesk.ui.page.form_tab import FormTab

_NAME = 10
"""Characters of a project's name on its tab."""
_Kind = TypeVar("_Kind", bound=Aside)


class Tabs(QTabWidget):
    """The tabs of a window."""

    made = Signal(object)
    """A FormTab, once it has its page."""
    unwanted = Signal(QWidget)
    """The tab whose cross she pressed."""
    emptied = Signal()
    """The last one is closed."""

    def __init__(self) -> None:
        super().__init__(documentMode=True, movable=True)
        self.setElideMode(Qt.TextElideMode.ElideRight)

    @property
    def forms(self) -> "list[FormTab]":
        return [cast("FormTab", each) for each in self._widgets() if not isinstance(each, Aside)]

    @property
    def asides(self) -> list[Aside]:
        return [each for each in self._widgets() if isinstance(each, Aside)]

    @property
    def front(self) -> "FormTab | None":
        """The form in front; None where an aside or nothing is."""
        widget = self.currentWidget()
        return None if isinstance(widget, Aside) else cast("FormTab | None", widget)

    def form(self, form_id: int) -> "FormTab | None":
        return next((tab for tab in self.forms if tab.form_id == form_id), None)

    def aside(self, kind: type[_Kind]) -> _Kind | None:
        """The aside of this kind that is open already."""
        return next((each for each in self.asides if isinstance(each, kind)), None)

    def add_form(self, bridge: Bridge, desk: Desk, form_id: int, zoom: int, cell: Cell | None) -> "FormTab":
        """A tab for a form, which is read when it comes to the front."""
        from perfdesk.ui.page.form_tab import FormTab

        tab = FormTab(bridge, desk, form_id, zoom, cell)
        tab.made.connect(self.made)
        self.addTab(tab, "")
        self._add_cross(tab)
        return tab

    def add_aside(self, aside: Aside) -> None:
        """An aside in front."""
        self.addTab(aside, aside.title)
        self._add_cross(aside)
        self.setCurrentWidget(aside)
        aside.setFocus()

    def bring(
        self, kind: type[_Kind], made: Callable[[], _Kind], ready: Callable[[_Kind], object] = lambda _: None
    ) -> _Kind:
        """The aside of this kind in front, made where none is open; `ready` is done to it before it is seen."""
        there = self.aside(kind)
        aside = there or made()
        ready(aside)
        if there:
            self.setCurrentWidget(there)
            there.setFocus()
        else:
            self.add_aside(aside)
        return aside

    def call(self, tab: "FormTab", form: str, project: str) -> None:
        """What stands on a form's tab."""
        place = self.indexOf(tab)
        self.setTabText(place, f"{form} · {project[:_NAME]}{'…' if len(project) > _NAME else ''}")
        self.setTabToolTip(place, f"{form}\n{project}")

    def drop(self, tab: QWidget) -> None:
        """Closes a tab; once it is closed nothing happens any more."""
        place = self.indexOf(tab)
        if place < 0:
            return
        if isinstance(tab, Aside):
            tab.stop()
        self.removeTab(place)
        tab.deleteLater()
        front = self.currentWidget()
        if front:
            front.setFocus()
        else:
            self.emptied.emit()

    def drop_all(self) -> None:
        for aside in self.asides:
            aside.stop()
        for tab in self._widgets():
            self.drop(tab)

    def _widgets(self) -> list[QWidget]:
        return [self.widget(place) for place in range(self.count())]

    def _add_cross(self, tab: QWidget) -> None:
        cross = dressed(QToolButton(autoRaise=True), spoken="关闭这一页", tip="关闭")
        cross.setIcon(icon("x", palette.HINT))
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+W closes: Tab need not stop at every tab
        cross.clicked.connect(lambda: self.unwanted.emit(tab))
        self.tabBar().setTabButton(self.indexOf(tab), QTabBar.ButtonPosition.RightSide, cross)
