"""The window: the ledger's tree, forms as tabs, the panels beside, one quiet bar for what is to be said.

Knows how the parts stand and hear of each other. Refuses to know what the menus do (`acts.py`, `actions.py`), how a
page is painted and typed into (`page_view.py`), and any rule.
"""

import getpass
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QUndoStack
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk import catalog, typefaces
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.page import Box
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.core.step import Step
from perfdesk.desk import Applied, Desk
from perfdesk.document import Document
from perfdesk.ledger import FormRecord, Ledger, LedgerBusy, LedgerReadOnly, Project
from perfdesk.ui import actions, acts, palette
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.edits import Bridge
from perfdesk.ui.explain import explain
from perfdesk.ui.export_job import ExportJob
from perfdesk.ui.form_tab import FormTab
from perfdesk.ui.icons import icon
from perfdesk.ui.notice import Notice
from perfdesk.ui.page_view import PageView
from perfdesk.ui.panels import FindingsPanel, ReasonPanel
from perfdesk.ui.remembered import Remembered
from perfdesk.ui.start_page import StartPage
from perfdesk.ui.status import Status
from perfdesk.ui.tree import LedgerTree

TITLE = "预算绩效填报"
_SIDE, _PANELS = 206, 214
"""Widths of the tree and the panels at first: what leaves eleven columns room at 1366 units."""


class MainWindow(QMainWindow):
    """One ledger, or the start page."""

    def __init__(self, remembered: Remembered | None = None) -> None:
        super().__init__()
        self.remembered = remembered or Remembered()
        self.path: Path | None = None
        self._desk: Desk | None = None
        self._bridge: Bridge | None = None
        self._box: Box | None = None
        self._job: ExportJob | None = None
        self._names = {each.id: each.short for each in catalog.forms()}
        self._build()
        self.actions_ = actions.build(self)
        self.status.add_zoom(self.actions_["zoom_out"], self.actions_["zoom_in"])
        self.setWindowTitle(TITLE)
        self._restore_shape()
        self._show_start()

    # What there is.

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
    def tab(self) -> FormTab | None:
        """The tab in front."""
        front = self.tabs.currentWidget()
        return front if isinstance(front, FormTab) else None

    @property
    def page(self) -> PageView:
        if self.tab is None or self.tab.page is None:
            raise PerfdeskError("请先打开一张报表。")
        return self.tab.page

    @property
    def document(self) -> Document:
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

    # Ledgers.

    def start(self, path: Path | None) -> None:
        """The ledger asked for, else the last one, else the start page."""
        last = path or next(iter(self.remembered.recent), None)
        if last:
            self.guarded(lambda _: self.open_ledger(last))

    def open_ledger(self, path: Path, readonly: bool = False) -> None:
        """Opens a ledger in place of the one that is open. Who else has it is said, with the ways on."""
        path = path.absolute()
        if self.path == path and self._desk and self.desk.ledger.readonly == readonly:
            return
        self.close_ledger()
        try:
            ledger = Ledger.open(path, who=_who(), readonly=readonly)
        except (LedgerBusy, LedgerReadOnly) as error:
            look, again = self._opener(path, True), self._opener(path, False)
            self.standing.say(str(error), "standing", [("只读查看", look), ("再试一次", again)])
            return
        self._take(path, ledger)
        if readonly:
            again = self._opener(path, False)
            self.standing.say("账本以只读方式打开，只能查看和导出。", "standing", [("改为可填写", again)])

    def create_ledger(self, path: Path, unit: str, unit_code: str, year: int) -> None:
        ledger = Ledger.create(path, unit=unit, unit_code=unit_code, year=year, who=_who())
        self.close_ledger()
        self._take(path, ledger)

    def close_ledger(self) -> None:
        """Back to the start page; what is open is remembered."""
        self.commit()
        self._end_export()
        if self._desk and self.path:
            self._keep_forms(self.path)
            self._desk.ledger.close()
        while self.tabs.count():
            self._drop_tab(0)
        self._desk = self._bridge = self.path = None
        self.standing.clear()
        self.notice.clear()
        self.tree.clear()
        self._show_start()

    def _take(self, path: Path, ledger: Ledger) -> None:
        self.path, self._desk = path, Desk(ledger)
        self._bridge = Bridge(self._desk)
        self._bridge.applied.connect(self._applied)
        self._bridge.refused.connect(self.refuse)
        self._bridge.stack.indexChanged.connect(lambda _: self._enable())
        self.tree.show_ledger(self._desk)
        self.status.show_ledger(ledger.info, ledger.readonly)
        self.setWindowTitle(f"{path.stem} — {TITLE}")
        self._stack.setCurrentIndex(1)
        self.remembered.opened(path)
        self._reopen_forms(path)
        self._front_changed()

    def _opener(self, path: Path, readonly: bool) -> Callable[[], None]:
        return lambda: self.guarded(lambda _: self.open_ledger(path, readonly))

    def _keep_forms(self, path: Path) -> None:
        tabs = self._tabs()
        for tab in tabs:
            self.remembered.keep_place(path, tab.form_id, *tab.place)
        self.remembered.keep_forms(path, [tab.form_id for tab in tabs], self.tab.form_id if self.tab else 0)

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
        tab = next((tab for tab in self._tabs() if tab.form_id == form_id), None) or self._add_tab(form_id)
        if self.tab is tab:
            self._front_changed()
        self.tabs.setCurrentWidget(tab)
        tab.setFocus()

    def close_tab(self, place: int) -> None:
        tab = self.tabs.widget(place)
        if isinstance(tab, FormTab) and self.path:
            self.commit()
            self.remembered.keep_place(self.path, tab.form_id, *tab.place)
            self._drop_tab(place)

    def _add_tab(self, form_id: int) -> FormTab:
        assert self.path
        tab = FormTab(self.bridge, self.desk, form_id, *self.remembered.place(self.path, form_id))
        tab.made.connect(self._connect_page)
        place = self.tabs.addTab(tab, "")
        self._name_tab(place, self.desk.record(form_id))
        close = dressed(QToolButton(autoRaise=True), spoken="关闭这张报表", tip="关闭")
        close.setIcon(icon("x", palette.HINT))
        close.clicked.connect(lambda: self.close_tab(self.tabs.indexOf(tab)))
        self.tabs.tabBar().setTabButton(place, QTabBar.ButtonPosition.RightSide, close)
        return tab

    def _drop_tab(self, place: int) -> None:
        tab = self.tabs.widget(place)
        self.tabs.removeTab(place)
        tab.deleteLater()
        self._middle.setCurrentIndex(1 if self.tabs.count() else 0)

    def _tabs(self) -> list[FormTab]:
        widgets = [self.tabs.widget(place) for place in range(self.tabs.count())]
        return [each for each in widgets if isinstance(each, FormTab)]

    def _name_tab(self, place: int, record: FormRecord) -> None:
        name = self.project_name(record.project)
        self.tabs.setTabText(place, f"{self.title(record)} · {name[:10]}{'…' if len(name) > 10 else ''}")
        self.tabs.setTabToolTip(place, f"{self.title(record)}\n{name}")

    def _connect_page(self, tab: FormTab) -> None:
        if tab.page:
            tab.page.current_changed.connect(self._cell_changed)
            tab.page.zoom_changed.connect(self.status.show_zoom)
            tab.page.told.connect(self.notice.say)
            tab.page.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            tab.page.customContextMenuRequested.connect(self._page_menu)

    def _front_changed(self, _place: int = 0) -> None:
        """Another tab is in front, or none."""
        self._middle.setCurrentIndex(1 if self.tabs.count() else 0)
        if self.tab:
            self.guarded(lambda _: self.tab.open() if self.tab else None)
            self.tree.select("form", self.tab.form_id)
        document = self.tab.document if self.tab else None
        self._box = None
        self._explain(self.tab.page.current_cell() if self.tab and self.tab.page else None)
        self.findings.show_findings(document.findings if document else None)
        self.status.show_form(document)
        self.status.show_zoom(self.tab.place[0] if self.tab else None)
        self._enable()

    # What the parts tell each other.

    def push(self, step: Step) -> bool:
        """A step through the bridge; whether it was written."""
        return not step.empty and self.bridge.push(step)

    def commit(self) -> None:
        """What is being typed somewhere is taken over."""
        self.reasons.override.commit()
        if self.tab and self.tab.page:
            self.tab.page.settle()

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
            self._explain(self.tab.page.current_cell())
            self.findings.show_findings(self.tab.document.findings)
            self.status.show_form(self.tab.document)
        self._enable()

    def _follow_records(self) -> None:
        """Tabs of forms that are gone close, the others get the names of now."""
        living = {record.id: record for record in self.desk.forms()}
        for tab in self._tabs():
            place = self.tabs.indexOf(tab)
            if tab.form_id in living:
                self._name_tab(place, living[tab.form_id])
            else:
                self._drop_tab(place)

    def _cell_changed(self, box: Box | None) -> None:
        self._box = box
        self.reasons.show_told(explain(self.document, box) if box else None)

    def _explain(self, cell: Cell | None) -> None:
        """The panel for a cell of the form in front, as the form stands now."""
        if cell and self.tab and self.tab.document:
            self._box = self.tab.document.page(typefaces.advance).by_cell.get(cell)
        self.reasons.show_told(explain(self.document, self._box) if self._box and self.tab else None)

    def _reason_typed(self, cell: Cell, text: str) -> None:
        self.push(self.document.plan([(cell, text)]))

    def _override_dropped(self, cell: Cell) -> None:
        if cell.section == INDICATORS:
            self.guarded(lambda _: acts.put_score(self, cell.row, "", ""))

    def _enable(self) -> None:
        able = {"ledger"} if self._desk else set()
        if self._desk and not self._desk.ledger.readonly:
            able.add("write")
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

    # Export.

    def run_export(self, job: ExportJob) -> None:
        """Runs an export beside her work; its end is one line with the way to the folder."""
        self._end_export()
        self._job = job
        job.progressed.connect(lambda done, total: self._export_progress(job, done, total))
        job.ended.connect(lambda made, why: self._export_ended(job, made, why))
        self._export_progress(job, 0, job.total)
        job.start()

    def _export_progress(self, job: ExportJob, done: int, total: int) -> None:
        self.notice.show_progress(f"正在导出 {done} / {total}", done, total, job.cancel)

    def _export_ended(self, job: ExportJob, made: tuple[Path, ...], why: str) -> None:
        self._job = None
        offers = [("打开文件夹", lambda: acts.open_folder(job.folder))] if made else []
        words = f"已导出 {len(made)} 个文件到「{job.folder}」。" if made else ""
        self.notice.say(f"{why}{'，' if why and words and why[-1] not in '。' else ''}{words}" or why,
                        "refused" if why else "done", offers)  # fmt: skip
        job.wait()
        job.deleteLater()

    def _end_export(self) -> None:
        if self._job:
            self._job.cancel()
            self._job.wait()

    # Building.

    def _build(self) -> None:
        self.tree = LedgerTree(self._names)
        self.tree.opened.connect(lambda form: self.guarded(lambda _: self.open_form(form)))
        self.tree.menu_wanted.connect(self._tree_menu)
        self.tabs = QTabWidget(documentMode=True, movable=True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName("打开的报表")
        self.tabs.currentChanged.connect(self._front_changed)
        self.reasons, self.findings = ReasonPanel(), FindingsPanel()
        self.reasons.reason_typed.connect(self._reason_typed)
        self.reasons.override_dropped.connect(self._override_dropped)
        self.findings.jump.connect(lambda cell: self.guarded(lambda _: self._jump(cell)))
        self.start_page = StartPage()
        self.start_page.chosen.connect(self._chosen)
        self.start_page.reopened.connect(lambda path: self.guarded(lambda _: self.open_ledger(path)))
        self.standing, self.notice, self.status = Notice(), Notice(), Status()
        self.setStatusBar(self.status)
        self.setCentralWidget(self._middle_part())

    def _middle_part(self) -> QWidget:
        hint = label("在左侧点开一张报表，\n或者用「新建报表」选一张表样。", "empty")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._middle = QStackedWidget()
        self._middle.addWidget(hint)
        self._middle.addWidget(self.tabs)
        self.panels = _splitter(Qt.Orientation.Vertical, "panels", self.reasons, self.findings)
        self.side = self.tree
        self._across = _splitter(Qt.Orientation.Horizontal, "across", self.side, self._middle, self.panels)
        self._across.setStretchFactor(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self._across)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.standing, self._stack, self.notice):
            column.addWidget(part)
        column.setStretch(1, 1)
        return whole

    def _jump(self, cell: Cell) -> None:
        self.page.go_to(cell)
        self.page.setFocus()

    def _chosen(self, choice: str) -> None:
        deeds = {"practice": acts.open_practice, "new": acts.new_ledger, "open": acts.open_ledger}
        self.guarded(deeds[choice])

    def _show_start(self) -> None:
        self.start_page.show_recent(self.remembered.recent)
        self._stack.setCurrentIndex(0)
        self.status.show_ledger(None)
        self.setWindowTitle(TITLE)
        self._front_changed()

    def _tree_menu(self, at: QPoint) -> None:
        form = isinstance(self.tree.current, FormRecord)
        project = ("new_form", "rename_project", "delete_project", "", "new_project")
        self._menu(("duplicate_form", "delete_form", "", *project) if form else project, at)

    def _page_menu(self, at: QPoint) -> None:
        names = ("cut", "copy", "paste", "clear", "fill_down", "", "insert_row", "delete_rows", "move_up", "move_down",
                 "", "choose_class", "own_score")  # fmt: skip
        self._menu(names, self.page.mapToGlobal(at))

    def _menu(self, names: tuple[str, ...], at: QPoint) -> None:
        menu = QMenu(self)
        for name in names:
            if name:
                menu.addAction(self.actions_[name])
            else:
                menu.addSeparator()
        menu.exec(at)
        menu.deleteLater()

    def _restore_shape(self) -> None:
        if not self.restoreGeometry(self.remembered.bytes("window/geometry")):
            self.resize(1366, 740)
        if not self._across.restoreState(self.remembered.bytes("window/across")):
            self._across.setSizes([_SIDE, 1366 - _SIDE - _PANELS, _PANELS])
        if not self.panels.restoreState(self.remembered.bytes("window/panels")):
            self.panels.setSizes([420, 220])

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remembered.keep_bytes("window/geometry", self.saveGeometry())
        self.remembered.keep_bytes("window/across", self._across.saveState())
        self.remembered.keep_bytes("window/panels", self.panels.saveState())
        self.close_ledger()
        self.remembered.save()
        super().closeEvent(event)


def _undoable(stack: QUndoStack | None) -> tuple[tuple[str, bool], ...]:
    return (("undo", stack.canUndo()), ("redo", stack.canRedo())) if stack else ()


def _splitter(way: Qt.Orientation, name: str, *parts: QWidget) -> QSplitter:
    splitter = dressed(QSplitter(way, handleWidth=1, childrenCollapsible=False), look=name)
    for part in parts:
        splitter.addWidget(part)
    return splitter


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
