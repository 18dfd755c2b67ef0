"""What there is in the window, and what she means by it: the ledger, the form in front, the project selected.

Refuses to open, to close and to change any of it (`main_window.py`).
"""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord, Project
from perfdesk.ui.edits import Bridge
from perfdesk.ui.frame import Frame

if TYPE_CHECKING:
    from perfdesk.document import Document
    from perfdesk.ui.incoming.arrivals import Arrivals
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.page.form_tab import FormTab
    from perfdesk.ui.page.page_view import PageView


class Meant(Frame):
    """The window as the acts ask it. What is not there is a PerfdeskError that says what to open first."""

    def __init__(self) -> None:
        self._names = {each.id: each.short for each in catalog.forms()}
        super().__init__(self._names)
        self._desk: Desk | None = None
        self._bridge: Bridge | None = None

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            raise PerfdeskError("请先打开账本。")
        return self._desk

    @property
    def bridge(self) -> Bridge:
        if self._bridge is None:
            raise PerfdeskError("请先打开账本。")
        return self._bridge

    @property
    def tab(self) -> "FormTab | None":
        """The form in front; None where an aside or nothing is."""
        return self.tabs.front

    @cached_property
    def arrivals(self) -> "Arrivals":
        """What brings documents in; made with the first that comes."""
        from perfdesk.ui.incoming.arrivals import Arrivals

        return Arrivals(cast("MainWindow", self))

    @property
    def page(self) -> "PageView":
        if self.tab is None or self.tab.page is None:
            raise PerfdeskError("请先打开一张报表。")
        return self.tab.page

    @property
    def document(self) -> "Document":
        if self.tab is None or self.tab.document is None:
            raise PerfdeskError("请先打开一张报表。")
        return self.tab.document

    @property
    def year(self) -> int:
        """The year a new project is most likely for."""
        project = self.current_project
        return project.year if project else self.desk.ledger.info.year or datetime.now().year

    @property
    def current_record(self) -> FormRecord | None:
        """The form meant: the one selected in the tree while the tree has the focus, else the one in front."""
        selected = self.tree.current
        if isinstance(selected, FormRecord) and (self.tree.view.hasFocus() or self.tab is None):
            return selected
        if isinstance(selected, Project) and self.tree.view.hasFocus():
            return None
        return self.desk.record(self.tab.form_id) if self.tab else None

    @property
    def current_project(self) -> Project | None:
        """The project meant: the one selected, or that of the form meant."""
        selected = self.tree.current
        if isinstance(selected, Project):
            return selected
        record = selected if isinstance(selected, FormRecord) else self.current_record
        return self.desk.project(record.project) if record else None

    def project_name(self, project_id: int) -> str:
        project = self.desk.project(project_id)
        return project.name if project else ""

    def title(self, record: FormRecord) -> str:
        """What a form is called in a sentence."""
        return self._names.get(record.form, record.form)

    def called(self, form: int) -> str:
        """A form in a list of many: its project and its name."""
        record = self.desk.record(form)
        return f"{self.project_name(record.project)} · {self.title(record)}"

    def learn_forms(self) -> None:
        """The forms at hand may be other ones now."""
        self._names.update({each.id: each.short for each in catalog.forms()})
