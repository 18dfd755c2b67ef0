"""Finding at work: searches as she asks, goes to what was found, and sends replacements through the one door.

Knows when a search is made anew: as she types, when a form was changed, when another comes to the front. The form in
front is looked through at once; a project or the ledger beside her work, from the file. Refuses to know what matches
(`perfdesk/finding.py`) and how it is shown (`find_panel.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from perfdesk import finding
from perfdesk.core.step import Step
from perfdesk.finding import Found, Hit
from perfdesk.ui.beside import Beside, Told
from perfdesk.ui.finding.find_panel import FindPanel
from perfdesk.ui.findings.findings_acts import jump
from perfdesk.ui.one_job import OneJob
from perfdesk.ui.page.page_acts import undo
from perfdesk.ui.waiting import waiting

if TYPE_CHECKING:
    from perfdesk.desk import Applied
    from perfdesk.ui.main_window import MainWindow

_PAUSE = 250
"""Milliseconds she stops typing before a ledger is looked through."""
_AT_ONCE = 20
"""Forms that are looked at or planned for without a thread."""
_HEIGHT = 220


class Finder(QObject):
    """One a window, made with the first search."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("finder")
        self._window = window
        self._job = OneJob(self, self._progressed, self._ended)
        self._words = ""
        """What the job does."""
        self._bridge: QObject | None = None
        self._version = 0
        """Counts what was applied: a replacement planned for an older ledger is not carried out."""
        self.panel = FindPanel()
        self.dock = _dock(window, self.panel)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._search_file)
        self.panel.asked.connect(self._ask)
        self.panel.insisted.connect(self.step)
        self.panel.chosen.connect(lambda hit: self._go(hit))
        self.panel.cancelled.connect(self.stop)
        self.panel.left.connect(self.close)
        self.panel.replace_one.connect(lambda: window.do(lambda _: self._replace_current()))
        self.panel.replace_all.connect(lambda: window.do(lambda _: self._replace_chosen()))
        window.tabs.currentChanged.connect(lambda _: self._another_form())
        window.closing.connect(self.forget)

    def open(self, replacing: bool) -> None:
        """The panel with its line ready to be typed over; with replacing, its second line too."""
        self._follow_ledger()
        was_hidden = self.dock.isHidden()
        self.dock.show()
        self.panel.set_replacing(replacing)
        if was_hidden:
            self._choose_scope("form" if self._window.tab else "ledger")
        self.panel.line.setFocus()
        self.panel.line.selectAll()
        self._ask()

    def close(self) -> None:
        self.stop()
        self.dock.hide()
        front = self._window.tabs.currentWidget() or self._window.landing
        if front:
            front.setFocus()

    def stop(self) -> None:
        """Ends the search that runs, if one does; nothing is lost by it."""
        self._pause.stop()
        if self._job.running:
            self._job.stop()
            self.panel.tell("已取消。")

    def step(self, way: int) -> None:
        """To the next hit, or the one before; round at the ends."""
        if self._pause.isActive():
            self._search_file()
        hits = self.panel.results.hits
        if not hits:
            return
        at = self.panel.list.currentIndex().row()
        first = 0 if way > 0 else len(hits) - 1
        self.panel.choose((at + way) % len(hits) if at >= 0 else first)
        typing = self.panel.isAncestorOf(cast(QWidget, QApplication.focusWidget()))
        focused = self._window.focusWidget()
        self._go(self.panel.current)
        if typing and focused:
            focused.setFocus()

    # Searching.

    @property
    def scope(self) -> str:
        return str(self.panel.scope.currentData())

    def _ask(self) -> None:
        """What she looks for is another now."""
        self.stop()
        if not self.panel.sought.text:
            self._show(Found((), 0))
            self.panel.tell("")
        elif self.scope == "form":
            self._search_form()
        elif self.scope == "project" and self._window.current_project is None:
            self._show(Found((), 0))
            self.panel.tell("请先在左侧选中一个项目，或改为查找全账本。")
        else:
            self.panel.tell("…")
            self._pause.start()

    def _search_form(self) -> None:
        tab = self._window.tab
        if tab is None or tab.document is None:
            self._show(Found((), 0))
            self.panel.tell("请先打开一张报表，或改为查找全账本。")
            return
        self._show(Found(tuple(self._hits(tab.form_id)), 1))

    def _hits(self, form: int) -> list[Hit]:
        """The hits of a form as it stands now; none where it is gone."""
        if self._window.desk.record(form).removed:
            return []
        document = self._window.desk.document(form)
        return finding.in_form(form, document.form, document.sheet, document.scores, self.panel.sought)

    def _search_file(self) -> None:
        self._pause.stop()
        path, sought, only = self._window.desk.ledger.path, self.panel.sought, self._only()
        self._run(lambda told: finding.in_file(path, sought, told, only), "正在查找")

    def _only(self) -> frozenset[int] | None:
        """The forms of the project meant; None for the whole ledger."""
        if self.scope == "ledger":
            return None
        project = self._window.current_project
        forms = self._window.desk.forms()
        return frozenset(form.id for form in forms if project and form.project == project.id)

    def _run(self, work: Callable[[Told], object], words: str) -> None:
        self.stop()
        self._words = words
        self.panel.tell(words, running=True)
        self._job.begin(Beside(work, self))

    def _progressed(self, done: int, total: int) -> None:
        self.panel.tell(f"{self._words} {done} / {total}", running=True)

    def _ended(self, _job: Beside, result: object, why: str) -> None:
        if isinstance(result, Found):
            self._show(result)
        elif isinstance(result, tuple):
            self._replace(*result)
        else:
            self.panel.tell(why)

    def _show(self, found: Found) -> None:
        kept = self.panel.current
        self.panel.results.show(found.hits, self.panel.sought, self._window.called)
        places = [(hit.form, hit.cell) for hit in found.hits]
        if kept and (kept.form, kept.cell) in places:
            self.panel.choose(places.index((kept.form, kept.cell)))
        forms = len({hit.form for hit in found.hits})
        words = f"{len(found.hits)} 处，在 {forms} 张报表里" if found.hits else "没有找到。"
        unread = f"（{found.unread} 张报表的表样不在，没有查）" if found.unread else ""
        self.panel.tell(words + unread)

    def _go(self, hit: Hit | None) -> None:
        if hit:
            self._window.do(lambda window: jump(window, hit.form, hit.cell))

    # Following what happens.

    def _follow_ledger(self) -> None:
        if self._bridge is not self._window.bridge:
            self._bridge = self._window.bridge
            self._window.bridge.applied.connect(self._applied)
            self.panel.results.show((), self.panel.sought, str)

    def forget(self) -> None:
        """The ledger is about to be closed."""
        self.stop()
        self._bridge = None
        self.dock.hide()
        self.panel.results.show((), self.panel.sought, str)

    def _another_form(self) -> None:
        if not self.dock.isHidden() and self.scope == "form" and self._bridge is not None:
            self._ask()

    def _applied(self, applied: Applied) -> None:
        """The forms that were changed are looked through anew, in their place among the others."""
        self._version += 1
        if self.dock.isHidden() or not self.panel.sought.text:
            return
        if self._job.running or self.scope == "form" or len(applied.forms) > _AT_ONCE:
            self._ask()
            return
        row = self.panel.list.currentIndex().row()
        hits = self._renewed(applied.forms)
        self._show(Found(tuple(hits), 0))
        if self.panel.current is None and hits:
            self.panel.choose(min(max(row, 0), len(hits) - 1))

    def _renewed(self, changed: Collection[int]) -> list[Hit]:
        """The hits with those of these forms as they are now; forms that had none come last."""
        only = self._only()
        by_form: dict[int, list[Hit]] = {}
        for hit in self.panel.results.hits:
            by_form.setdefault(hit.form, []).append(hit)
        for form in sorted(changed):
            if form in by_form or only is None or form in only:
                by_form[form] = self._hits(form)
        return [hit for found in by_form.values() for hit in found]

    # Replacing.

    def _replace_current(self) -> None:
        """The hit the list stands on; the one that takes its place is next."""
        hit = self.panel.current
        if hit is None or hit.computed:
            self.step(1)
            return
        row = self.panel.list.currentIndex().row()
        step = finding.plan(self._window.desk, [hit], self.panel.sought, self.panel.new.text())
        if self._window.push(step) and self.panel.results.hits:
            self.panel.choose(min(row, len(self.panel.results.hits) - 1))
            hit = self.panel.current
            if hit:
                self._window.show_touched(Step("", {hit.form: ()}))

    def _replace_chosen(self) -> None:
        hits, sought, new = self.panel.results.chosen, self.panel.sought, self.panel.new.text()
        if len({hit.form for hit in hits}) <= _AT_ONCE:
            self._replace(finding.plan(self._window.desk, hits, sought, new), self._version)
            return
        path, version = self._window.desk.ledger.path, self._version

        def work(told: Told) -> tuple[Step, int]:
            return finding.plan_file(path, hits, sought, new, told), version

        self._run(work, "正在准备替换")

    def _replace(self, step: Step, version: int) -> None:
        if version != self._version:
            self.panel.tell("账本刚有改动，请再按一次「全部替换」。")
            return
        with waiting():
            done = self._window.push(step)
        if done:
            words = f"已{step.act}，涉及 {len(step.cells)} 张报表。"
            self._window.notice.say(words, "done", [("撤销", lambda: self._window.do(undo))])
        elif step.empty:
            self._window.notice.say("没有可替换的格。")

    def _choose_scope(self, scope: str) -> None:
        self.panel.scope.blockSignals(True)
        self.panel.scope.setCurrentIndex(self.panel.scope.findData(scope))
        self.panel.scope.blockSignals(False)


def _dock(window: MainWindow, panel: FindPanel) -> QDockWidget:
    """A place below the page whose height she may change, and which never floats."""
    dock = QDockWidget("查找和替换", window)
    dock.setObjectName("findDock")
    dock.toggleViewAction().setVisible(False)  # Qt offers it in the menu of the menu bar
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    dock.setTitleBarWidget(QWidget())
    dock.setWidget(panel)
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    window.resizeDocks([dock], [_HEIGHT], Qt.Orientation.Vertical)
    dock.hide()
    return dock


def finder(window: MainWindow) -> Finder:
    """The window's finder."""
    return window.findChild(Finder, "finder") or Finder(window)
