"""The window at work: one ledger, its forms in tabs, and what the parts tell each other.

Refuses to know how the parts stand (`frame.py`), what she means (`meant.py`), what the menus do (`acts.py`,
`actions.py`), how a page is painted and typed into (`page_view.py`), and any rule.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QUndoStack
from PySide6.QtWidgets import QWidget

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.core.step import ATTACHMENTS, Step
from perfdesk.desk import Applied, Desk
from perfdesk.ledger import FormRecord, Ledger, LedgerBusy, LedgerReadOnly
from perfdesk.ledger.lock import clerk
from perfdesk.ui import actions, acts
from perfdesk.ui.aside import Aside
from perfdesk.ui.board import board_acts
from perfdesk.ui.edits import Bridge
from perfdesk.ui.evidence import evidence_acts
from perfdesk.ui.findings import findings_acts
from perfdesk.ui.findings.ahead import Ahead
from perfdesk.ui.findings.audit_line import AuditLine
from perfdesk.ui.findings.telling import Telling
from perfdesk.ui.meant import Meant
from perfdesk.ui.page import page_acts
from perfdesk.ui.paper.export_line import ExportLine
from perfdesk.ui.places import Places
from perfdesk.ui.remembered import Remembered

if TYPE_CHECKING:
    from perfdesk.document import Document
    from perfdesk.ui.page.form_tab import FormTab

TITLE = "预算绩效填报"


class MainWindow(Meant):
    """One ledger, or the start page."""

    closing = Signal()
    """The ledger is about to be closed."""

    def __init__(self, remembered: Remembered | None = None) -> None:
        super().__init__()
        self.remembered = remembered or Remembered()
        self.path: Path | None = None
        self._starting = False
        self._places = Places(self)
        self._telling = Telling(self.panels, self.status)
        self._ahead = Ahead(self, self._show_form)
        self.exports, self.audits = ExportLine(self.notice), AuditLine(self.notice)
        self._connect()
        self.actions_ = actions.build(self)
        self.status.add_zoom(self.actions_["zoom_out"], self.actions_["zoom_in"])
        self.setWindowTitle(TITLE)
        self.restore_shape(self.remembered)
        self._front_changed()

    # Ledgers.

    def start(self, path: Path | None, readonly: bool = False) -> None:
        """The ledger asked for, else the last one, else the start page."""
        last = path or next(iter(self.remembered.recent), None)
        self._starting = True
        if last:
            self.guarded(lambda _: self.open_ledger(last, readonly))
        self._starting = self._desk is not None
        if self._desk is None:
            self._show_start()

    def open_ledger(self, path: Path, readonly: bool = False) -> None:
        """Opens a ledger in place of the one that is open, which stays where this one cannot be opened."""
        path = path.absolute()
        if self.path == path and self._desk and self.desk.ledger.readonly == readonly:
            return
        if not self.commit():
            return
        try:
            ledger = Ledger.open(path, who=clerk(), readonly=readonly)
        except (LedgerBusy, LedgerReadOnly) as error:
            look, again = self._opener(path, True), self._opener(path, False)
            self.standing.say(str(error), "standing", [("只读查看", look), ("再试一次", again)])
            return
        self.close_ledger()
        self._take(path, ledger)
        if readonly:
            again = self._opener(path, False)
            self.standing.say("账本以只读方式打开，只能查看和导出。", "standing", [("改为可填写", again)])

    def create_ledger(self, path: Path, unit: str, unit_code: str, year: int) -> None:
        if not self.commit():
            return
        ledger = Ledger.create(path, unit=unit, unit_code=unit_code, year=year, who=clerk())
        self.close_ledger()
        self._take(path, ledger)

    def close_ledger(self) -> None:
        """What is open is remembered, what is being read or exported is brought to its end. What was being typed is
        to be taken over before."""
        self.closing.emit()
        self.exports.stop()
        self.audits.stop()
        self.panels.forget_audit()
        if "arrivals" in self.__dict__:
            self.arrivals.stop()
        if not self._starting:  # else her forms were not even reopened
            self._places.keep()
        self.land_on(None)
        self.show_tabs(False)  # what comes to the front while others go is not to be looked at any more
        self.tabs.blockSignals(True)
        self.tabs.drop_all()
        self.tabs.blockSignals(False)
        if self._desk:
            self._desk.ledger.close()
        self._desk = self._bridge = self.path = None
        self._front_changed()
        self.standing.clear()
        self.notice.clear()
        self.tree.clear()

    def _take(self, path: Path, ledger: Ledger) -> None:
        self.path, self._desk = path, Desk(ledger)
        self._bridge = Bridge(self._desk)
        self._bridge.applied.connect(self._applied)
        self._bridge.refused.connect(self.refuse)
        self._bridge.stack.indexChanged.connect(self._enable)
        self.panels.set_readonly(ledger.readonly)
        self.tree.show_ledger(self._desk)
        self.status.show_ledger(ledger.info, ledger.readonly)
        self.setWindowTitle(f"{path.stem} — {TITLE}")
        self.show_ledger_parts()
        self.remembered.opened(path)
        if not self._starting:
            self._reopen_forms(path)
        self._front_changed()

    def _opener(self, path: Path, readonly: bool) -> Callable[[], None]:
        return lambda: self.guarded(lambda _: self.open_ledger(path, readonly))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Her ledger is seen first; the forms she left open follow, with all that must be imported for them."""
        super().paintEvent(event)
        if self._starting:
            self._starting = False
            QTimer.singleShot(0, self, self._take_up)

    def _take_up(self) -> None:
        if self.path and not self.tabs.count():
            self._reopen_forms(self.path)
            self._front_changed()

    def _reopen_forms(self, path: Path) -> None:
        living = {record.id for record in self.desk.forms()}
        listed, front = self.remembered.forms(path)
        self.tabs.blockSignals(True)
        for number in listed:
            if number in living:
                self._add_tab(number)
        self.tabs.blockSignals(False)
        if front in living and front in listed:
            self.open_form(front)

    # Forms.

    def open_form(self, form_id: int) -> None:
        """Brings a form to the front, opening it if need be."""
        tab = self.tabs.form(form_id) or self._add_tab(form_id)
        if self.tab is tab:
            self._front_changed()
        self.tabs.setCurrentWidget(tab)
        tab.setFocus()

    def close_tab(self, tab: QWidget | None) -> None:
        """She wants a tab closed: what she typed there is taken over, and where she was is remembered."""
        if tab and self.path and self.commit():
            if not isinstance(tab, Aside):
                form = cast("FormTab", tab)
                self.remembered.keep_place(self.path, form.form_id, *form.place)
            self.tabs.drop(tab)
            self._places.moved()

    def add_aside(self, aside: Aside) -> None:
        """Something beside her forms, in a tab of its own, in front."""
        self.tabs.add_aside(aside)

    def drop_tab(self, tab: QWidget) -> None:
        self.tabs.drop(tab)

    def _add_tab(self, form_id: int) -> "FormTab":
        assert self.path
        tab = self.tabs.add_form(self.bridge, self.desk, form_id, *self.remembered.place(self.path, form_id))
        self._name_tab(tab, self.desk.record(form_id))
        return tab

    def _name_tab(self, tab: "FormTab", record: FormRecord) -> None:
        self.tabs.call(tab, self.title(record), self.project_name(record.project))

    def _connect_page(self, tab: "FormTab") -> None:
        if tab.page:
            tab.page.current_changed.connect(self._telling.change_box)
            tab.page.zoom_changed.connect(self.status.show_zoom)
            for signal in (tab.page.current_changed, tab.page.zoom_changed):
                signal.connect(self._places.moved)
            tab.page.told.connect(self.notice.say)
            tab.page.typing.connect(self._telling.typing)
            tab.page.typing.connect(self._ahead.typing)
            tab.page.typed.connect(self._ahead.over)
            tab.page.counted.connect(self.status.show_tally)
            tab.page.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            tab.page.customContextMenuRequested.connect(self._page_menu)
            evidence_acts.catch_drops(self, tab.page)

    def _front_changed(self, _place: int = 0) -> None:
        """Another tab is in front, or none."""
        front = self.tabs.currentWidget()
        landed = self._desk and front is None and not self._starting and board_acts.land(self)
        self.show_tabs(front is not None)
        if landed and self.landing:
            self.landing.setFocus()
        self.put_panels_aside(front is None or (isinstance(front, Aside) and not front.panels))
        if self.tab:
            self._places.moved()
            self.guarded(lambda _: self.tab.open() if self.tab else None)
            self.tree.select("form", self.tab.form_id)
        document = self.tab.document if self.tab else None
        self._telling.follow(self.tab)
        self._show_form(document)
        self.status.show_zoom(self.tab.place[0] if self.tab else None)
        self._enable()

    def _show_form(self, document: "Document | None") -> None:
        """The findings and the total of a form."""
        self.panels.show_document(document)
        self.status.show_form(document)

    # What the parts tell each other.

    def push(self, step: Step) -> bool:
        """A step through the bridge; whether it was written."""
        return not step.empty and self.bridge.push(step)

    def commit(self) -> bool:
        """What is being typed somewhere is taken over. False where the disk refused: then it stays where it is."""
        pages = [tab.page for tab in self.tabs.forms if tab.page]
        settled = self.panels.commit() and all(page.settle() for page in pages)
        taken = settled and all(aside.commit() for aside in self.tabs.asides)
        if not taken:
            self.notice.say(self.notice.text, "refused", [("不要这段文字", self._forget)])
        return taken

    def _forget(self) -> None:
        """Drops what is being typed and cannot be written."""
        self.panels.forget()
        for tab in self.tabs.forms:
            if tab.page:
                tab.page.forget()
        for aside in self.tabs.asides:
            aside.forget()
        self.notice.clear()
        self._telling.tell()

    def do(self, act: Callable[["MainWindow"], object]) -> None:
        """Takes over what is being typed, then does an act; where the disk refused the former nothing is done."""
        if self.commit():
            self.guarded(act)

    def guarded(self, act: Callable[["MainWindow"], object]) -> None:
        """Does an act; what the world refuses is said in the bar."""
        try:
            act(self)
        except PerfdeskError as error:
            self.refuse(str(error))

    def refuse(self, sentence: str) -> None:
        self.notice.say(sentence, "refused")

    def _applied(self, applied: Applied) -> None:
        self.notice.succeeded()
        if applied.tree:
            self.tree.show_ledger(self.desk)
            self._follow_records()
        else:
            for form in applied.forms:
                self.tree.model.touch(self.desk.record(form))
        self.status.show_ledger(self.desk.ledger.info)
        self.status.show_saved(f"{datetime.now():%H:%M:%S}")
        if self.tab and self.tab.page and self.tab.document and self.tab.form_id in applied.forms:
            self._telling.explain(self.tab.page.current_cell())
            self._show_form(self.tab.document)
        self._enable()

    def _follow_records(self) -> None:
        """Tabs of forms that are gone close, the others get the names of now."""
        living = {record.id: record for record in self.desk.forms()}
        for tab in self.tabs.forms:
            if tab.form_id in living:
                self._name_tab(tab, living[tab.form_id])
            else:
                self.tabs.drop(tab)

    def keep_reason(self, form: int, cell: Cell, text: str) -> bool:
        """To the form it was typed for, which need not be in front any more, or be at all."""
        if self.desk.record(form).removed:
            return True
        return self.bridge.push(self.desk.document(form).plan([(cell, text)]))

    def _override_dropped(self, form: int, cell: Cell) -> None:
        if cell.section == INDICATORS and self.tab and self.tab.form_id == form:
            self.do(lambda _: page_acts.put_score(self, cell.row, "", ""))

    def show_touched(self, step: Step) -> None:
        """What was taken back or done again is to be seen: a form it touched comes to the front."""
        touched = [form for form in sorted(self.desk.touched(step)) if not self.desk.record(form).removed]
        aside = all(change.field == "state" or change.table == ATTACHMENTS for change in step.records)
        if self.aside and aside and not step.cells:
            return  # a mark is seen where it was set, a file where it is listed
        if touched and (self.tab is None or self.tab.form_id not in touched):
            self.open_form(touched[0])

    def _enable(self, _index: int = 0) -> None:
        able = {"ledger"} if self._desk else set()
        if self._desk and not self._desk.ledger.readonly:
            able.add("write")
        if self.tabs.count():
            able.add("tab")
        if self.tab and self.tab.page:
            able |= {"form", "edit"} if "write" in able else {"form"}
        stack = self._bridge.stack if self._bridge else None
        able |= {name for name, can in _undoable(stack) if can}
        actions.enable(self.actions_, frozenset(able))
        for name, word, text in (
            ("undo", "撤销", stack.undoText() if stack else ""),
            ("redo", "重做", stack.redoText() if stack else ""),
        ):
            self.actions_[name].setText(f"{word} {text}".rstrip())
            self.actions_[name].setIconText(word)
            self.actions_[name].setToolTip(f"{word} {text}".rstrip())

    def _connect(self) -> None:
        self.notice.shown.connect(self._keep_in_sight, Qt.ConnectionType.QueuedConnection)
        self.tree.opened.connect(lambda form: self.guarded(lambda _: self.open_form(form)))
        self.dropped.connect(lambda paths: self.do(lambda _: acts.take_dropped(self, paths)))
        self.tree.pasted.connect(lambda: self.guarded(acts.paste_document))
        self.tree.wanted.connect(lambda: self.do(acts.new_form))
        self.tree.menu_wanted.connect(self._tree_menu)
        self.tabs.currentChanged.connect(self._front_changed)
        self.tabs.made.connect(self._connect_page)
        self.tabs.unwanted.connect(self.close_tab)
        self.tabs.emptied.connect(lambda: self.landing.setFocus() if self.landing else None)
        self.panels.made.connect(self._connect_panels)
        self.audits.found.connect(lambda audit: findings_acts.show_audit(self, audit))

    def _connect_panels(self) -> None:
        self.reasons.override_dropped.connect(self._override_dropped)
        self.findings.jump.connect(lambda form, cell: self.guarded(lambda _: findings_acts.jump(self, form, cell)))
        self.findings.led.connect(lambda project: self.guarded(lambda _: findings_acts.lead_to(self, project)))
        self.findings.mended.connect(lambda finding: self.do(lambda _: findings_acts.mend(self, finding)))
        self.findings.excused.connect(lambda finding, why: self.do(lambda _: findings_acts.excuse(self, finding, why)))

    def _keep_in_sight(self) -> None:
        """The bar below the page takes room: the current cell must not go under."""
        if self.tab and self.tab.page:
            self.tab.page.scrollTo(self.tab.page.currentIndex())

    def _chosen(self, choice: str) -> None:
        deeds = {
            "practice": acts.open_practice,
            "new": acts.new_ledger,
            "import": acts.import_first,
            "open": acts.open_ledger,
        }
        self.guarded(deeds[choice])

    def _show_start(self) -> None:
        if self._start_page is None:
            self.start_page.chosen.connect(self._chosen)
            self.start_page.reopened.connect(lambda path: self.guarded(lambda _: self.open_ledger(path)))
        self.start_page.show_recent(self.remembered.recent)
        self._stack.setCurrentWidget(self.start_page)
        self.status.show_ledger(None)
        self.setWindowTitle(TITLE)
        self._front_changed()

    def _tree_menu(self, at: QPoint) -> None:
        form = isinstance(self.tree.current, FormRecord)
        actions.pop_up(self, actions.FORM_MENU if form else actions.PROJECT_MENU, at)

    def _page_menu(self, at: QPoint) -> None:
        actions.pop_up(self, actions.PAGE_MENU, self.page.viewport().mapToGlobal(at))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.commit():
            event.ignore()
            return
        self.keep_shape(self.remembered)
        self.close_ledger()
        self.remembered.save()
        super().closeEvent(event)


def _undoable(stack: QUndoStack | None) -> tuple[tuple[str, bool], ...]:
    return (("undo", stack.canUndo()), ("redo", stack.canRedo())) if stack else ()
