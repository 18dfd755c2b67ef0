"""What comes in from outside: documents dropped, chosen or pasted, read in the background, looked over, taken.

Knows the order of the act: read with progress, open the review in a tab, carry the plan out in one step through the
bridge, say what happened. Refuses to know documents and what goes where (`importing.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.documents import SUFFIXES, UNREADABLE, read_clipboard
from perfdesk.importing import FileRead, Plan
from perfdesk.ui import acts
from perfdesk.ui.incoming import import_rows
from perfdesk.ui.incoming.import_page import ImportPage
from perfdesk.ui.incoming.read_job import ReadJob
from perfdesk.ui.notice import Running
from perfdesk.ui.page.page_acts import undo
from perfdesk.ui.waiting import waiting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from perfdesk.ui.incoming.adopt_page import AdoptPage
    from perfdesk.ui.incoming.review import Review
    from perfdesk.ui.main_window import MainWindow

_CLIPBOARD = Path("剪贴板")


class Arrivals(Running):
    """At most one batch is read at a time; its progress is shown in the bar below the page."""

    doing = "读要导入的文件"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.notice, window)
        self._window = window

    def read(self, paths: Sequence[Path]) -> None:
        """Begins to read documents; what a folder holds is read too."""
        self._ask_writable()
        files = [file for path in paths for file in _files(path)]
        if not files:
            raise PerfdeskError("这里没有可以导入的文件：可以导入 Excel、WPS 表格、Word 和网页里的表。")
        self.ask_free()
        self.run(ReadJob(files, self), 0, len(files), files[0].name)

    def paste(self) -> None:
        """A whole table on the clipboard is looked over like a document."""
        self._ask_writable()
        data = QGuiApplication.clipboard().mimeData()
        grids = read_clipboard(data.html(), data.text())
        found = _recognised(grids)
        if not found.found.forms and not found.found.projects:
            raise PerfdeskError("剪贴板里没有认出绩效表；只粘贴几格时，请先点开报表里的一格。")
        self._review([found], "", {_CLIPBOARD: grids})

    def adopt(self, workbook: Path) -> None:
        """A blank official workbook, looked over before it becomes a form of hers."""
        from perfdesk.adopting import examine
        from perfdesk.ui.incoming.adopt_page import AdoptPage

        with waiting():
            examined = examine(workbook, self._window.desk.ledger.info.year)
        page = AdoptPage(examined)
        page.agreed.connect(lambda: self._window.guarded(lambda _: self._keep(page)))
        self.show(page)

    def _keep(self, page: AdoptPage) -> None:
        from perfdesk.adopting import keep

        window, adoption = self._window, page.adoption
        keep(adoption)
        window.learn_forms()
        self._close(page)
        words = f"已收入表样「{adoption.name}」，新建报表时可以选它，导出时填进这份工作簿。"
        window.notice.say(words, "done", [("新建报表…", lambda: window.guarded(acts.new_form))])

    def _ask_writable(self) -> None:
        if self._window.desk.ledger.readonly:
            raise PerfdeskError("账本以只读方式打开，不能导入。")

    def told(self, done: int, total: int, name: str) -> str:
        return f"正在读 {done + 1} / {total}：{name}"

    def over(self, _job: ReadJob, files: tuple[FileRead, ...], why: str) -> None:
        self.notice.succeeded()
        if self.notice.kind == "progress":
            self.notice.clear()
        self._window.guarded(lambda _: self._look_over(files, why))

    def _look_over(self, files: Sequence[FileRead], why: str) -> None:
        """The review, or the one sentence where there is nothing to look over."""
        if not files:
            self._window.notice.say(why)
        elif len(files) == 1 and files[0].refusal:
            raise PerfdeskError(files[0].refusal)
        elif not _blank(files) or not self._adopted(files, why):
            self._review(files, why)

    def _adopted(self, files: Sequence[FileRead], why: str) -> bool:
        """Whether a blank sheet is looked over as the form it may become; she may say it is a document after all."""
        try:
            self.adopt(files[0].path)
        except PerfdeskError:
            return False  # as a document it is looked over all the same
        page = self._window.tabs.currentWidget()
        words = f"「{files[0].path.name}」是空白表，按表样打开：认一认每一格，就能收为我的表样。"
        self._window.notice.say(words, offers=[("当作文件导入", lambda: self._instead(page, files, why))])
        return True

    def _instead(self, page: QWidget, files: Sequence[FileRead], why: str) -> None:
        self._close(page)
        self._review(files, why)

    def _review(self, files: Sequence[FileRead], why: str, grids: Mapping[Path, Sequence[Grid]] | None = None) -> None:
        window = self._window
        page = ImportPage(window.desk, files, why, grids)
        page.blank.connect(lambda path: window.guarded(lambda _: self.adopt(path)))
        page.agreed.connect(lambda: window.do(lambda _: self._take(page)))
        page.report.clicked.connect(lambda: self._copy(page.results))
        window.bridge.applied.connect(page.follow)
        self.show(page)

    def show(self, page: Review) -> None:
        """A review in a tab of its own, in front."""
        window = self._window
        page.left.connect(lambda: self._close(page))
        page.refused.connect(window.refuse)
        window.add_aside(page)

    def _close(self, page: QWidget) -> None:
        """The keyboard goes on in the tree, where no form is in front."""
        self._window.drop_tab(page)
        if self._window.tabs.currentWidget() is None:
            self._window.tree.view.setFocus()

    def _take(self, page: ImportPage) -> None:
        window, plan, results = self._window, page.plan, page.results
        if not window.push(plan.step):
            return
        window.bridge.applied.disconnect(page.follow)
        self._close(page)
        if len(plan.taken) == 1:
            window.open_form(plan.taken[0].into)
        elif plan.taken:
            window.tree.select("form", plan.taken[0].into)
        offers = [("撤销", lambda: window.do(undo))]
        if len(page.files) > 1:
            offers.append(("复制逐个文件的结果", lambda: self._copy(results)))
        window.notice.say(import_rows.said(plan) + _owed(window, plan), "done", offers)

    def _copy(self, results: str) -> None:
        QGuiApplication.clipboard().setText(results)
        self._window.notice.say("逐个文件的结果已复制，可以粘到 Excel 或 WPS 里。", "done")


def _owed(window: MainWindow, plan: Plan) -> str:
    """How many of the listed projects have no form yet."""
    owed = {project.id for project in window.desk.owed()} & {each.project for each in plan.projects}
    return f"清单里有 {len(owed)} 个项目待填。" if owed else ""


def _recognised(grids: Sequence[Grid]) -> FileRead:
    from dataclasses import replace

    from perfdesk import catalog
    from perfdesk.core.recognition.recognise import recognise

    return FileRead(_CLIPBOARD, replace(recognise(grids, catalog.labels()), grids=()))


def _blank(files: Sequence[FileRead]) -> bool:
    """Whether it is one workbook, and it has blank forms to be filled and nothing else."""
    file = files[0]
    forms = file.found.forms
    alone = len(files) == 1 and file.path.suffix.lower() == ".xlsx" and not file.found.projects
    return alone and bool(forms) and all(form.blank for form in forms)


def _files(path: Path) -> list[Path]:
    """The documents meant by a path: itself, or what lies in the folder."""
    if not path.is_dir():
        return [path]
    inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in (*SUFFIXES, *UNREADABLE))
    return [each for each in inside if each.is_file() and not each.name.startswith(("~$", "."))]


def chosen_workbook(window: MainWindow) -> Path | None:
    """The blank workbook she picks."""
    from PySide6.QtWidgets import QFileDialog

    folder = window.path.parent if window.path else acts.documents_folder()
    name, _ = QFileDialog.getOpenFileName(window, "选择空白表样", str(folder), "Excel 工作簿 (*.xlsx *.xlsm)")
    return Path(name) if name else None


def chosen_files(window: MainWindow) -> list[Path]:
    """The documents she picks."""
    from PySide6.QtWidgets import QFileDialog

    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    folder = window.path.parent if window.path else acts.documents_folder()
    names, _ = QFileDialog.getOpenFileNames(window, "导入", str(folder), f"表格和文档 ({kinds});;所有文件 (*)")
    return [Path(name) for name in names]
