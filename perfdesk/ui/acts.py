"""What the menus do to ledgers, projects and forms: one function an action, each taking the window.

Knows the order of an act: ask, plan, push through the bridge, say what happened. Refuses to know any rule, and to
build the window (`main_window.py`). Dialogs and exports are imported when an act needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from perfdesk import catalog
from perfdesk.ledger import FormRecord
from perfdesk.ui.findings.findings_acts import jump
from perfdesk.ui.page.page_acts import undo
from perfdesk.ui.paper.export_line import open_folder

if TYPE_CHECKING:
    from perfdesk.core.snapshot import Snapshot
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.paper.export_dialog import ExportWish

LEDGERS = "账本文件 (*.perf)"


def documents_folder() -> Path:
    """Where her own documents lie. What the desktop calls so may not be there yet."""
    from PySide6.QtCore import QStandardPaths

    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(named) if named and Path(named).is_dir() else Path.home()


# The ledger.


def new_ledger(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import AskLedger, NewLedger

    wish: NewLedger | None = AskLedger(documents_folder(), date.today().year, window).ask()
    if wish:
        window.create_ledger(wish.path, wish.unit, wish.unit_code, wish.year)


def open_ledger(window: MainWindow) -> None:
    from PySide6.QtWidgets import QFileDialog

    folder = window.path.parent if window.path else documents_folder()
    chosen, _ = QFileDialog.getOpenFileName(window, "打开账本", str(folder), f"{LEDGERS};;所有文件 (*)")
    if chosen:
        window.open_ledger(Path(chosen))


def open_practice(window: MainWindow) -> None:
    from perfdesk import practice

    folder = catalog.user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    window.open_ledger(practice.make(folder / practice.NAME))


def show_recent(window: MainWindow) -> None:
    """The menu's own entry does nothing: its submenu does."""


def list_recent(window: MainWindow, menu: QMenu) -> None:
    """Fills the submenu 最近账本."""
    menu.clear()
    for path in window.remembered.recent:
        menu.addAction(f"{path.stem}　{path.parent}", _opener(window, path))
    if menu.isEmpty():
        menu.addAction("（还没有打开过账本）").setEnabled(False)


def _opener(window: MainWindow, path: Path) -> Callable[[], None]:
    return lambda: window.guarded(lambda _: window.open_ledger(path))


def ledger_folder(window: MainWindow) -> None:
    if window.path:
        open_folder(window.path.parent)


def appearance(window: MainWindow) -> None:
    from perfdesk.ui import appearance_dialog

    appearance_dialog.ask(window)


def leave(window: MainWindow) -> None:
    window.close()


# Projects and forms.


def new_project(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import AskProject, NewProject

    wish: NewProject | None = AskProject(window.year, window).ask()
    if wish:
        step, number = window.desk.plan_project(wish.name, wish.code, wish.year)
        if window.push(step):
            window.tree.select("project", number)
            window.notice.say(f"已新建项目「{wish.name}」。", "done", [("新建报表…", lambda: window.do(new_form))])


def rename_project(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import AskProject, NewProject

    project = window.current_project
    if project is None:
        window.notice.say("请先在左侧选中一个项目。")
        return
    wish: NewProject | None = AskProject(project.year, window, project).ask()
    if wish:
        window.push(window.desk.plan_rename(project.id, wish.name, wish.code))


def delete_project(window: MainWindow) -> None:
    project = window.current_project
    if project is None:
        window.notice.say("请先在左侧选中一个项目。")
        return
    count = sum(form.project == project.id for form in window.desk.forms())
    if window.push(window.desk.plan_remove_project(project.id)):
        forms = f"和它的 {count} 张报表" if count else ""
        window.notice.say(f"已删除项目「{project.name}」{forms}。", "done", [("撤销", lambda: window.do(undo))])


def new_form(window: MainWindow, project_id: int = 0) -> None:
    """For the project meant, where none is named."""
    from perfdesk.ui.dialogs import AskForm, NewForm
    from perfdesk.ui.incoming.carry_acts import offers, tell

    projects = window.desk.projects()
    if not projects:
        window.notice.say("账本里还没有项目，请先新建项目。", offers=[("新建项目…", lambda: window.do(new_project))])
        return
    project = window.current_project
    meant_project = project_id or (project.id if project else 0)
    ask = AskForm(catalog.forms(), projects, meant_project, window, lambda *wanted: offers(window, *wanted))
    wish: NewForm | None = ask.ask()
    if wish:
        year = next(each.year for each in projects if each.id == wish.project)
        carried = window.desk.plan_carried(wish.begin, year, wish.form) if wish.begin else None
        step, number = carried or window.desk.plan_form(wish.project, wish.form)
        if window.push(step):
            window.open_form(number)
            if carried:
                tell(window, window.desk.record(number))


def duplicate_form(window: MainWindow) -> None:
    record = window.current_record
    if record is None:
        window.notice.say("请先打开或选中一张报表。")
        return
    step, number = window.desk.plan_duplicate(record.id)
    if window.push(step):
        window.open_form(number)
        window.notice.say(f"已复制报表「{window.title(record)}」，现在打开的是复制的一张。", "done")


def delete_form(window: MainWindow) -> None:
    record = window.current_record
    if record is None:
        window.notice.say("请先打开或选中一张报表。")
        return
    rows = len(window.desk.document(record.id).sheet.named_rows)
    if window.push(window.desk.plan_remove_form(record.id)):
        words = f"已删除报表「{window.title(record)}」" + (f"，含 {rows} 行指标。" if rows else "。")
        window.notice.say(words, "done", [("撤销", lambda: window.do(undo))])


def mark_sent(window: MainWindow) -> None:
    _mark(window, "已交")


def mark_returned(window: MainWindow) -> None:
    _mark(window, "退回")


def unmark(window: MainWindow) -> None:
    _mark(window, "")


def _mark(window: MainWindow, state: str) -> None:
    """What became of a form once it left her desk; blank lets its figures speak again."""
    forms = meant(window)
    if not forms:
        window.notice.say("请先打开或选中一张报表。")
        return
    step = window.desk.plan_marks(forms, state)
    if window.push(step) and len(forms) > 1:
        window.notice.say(f"已{step.act}。", "done", [("撤销", lambda: window.do(undo))])


def meant(window: MainWindow) -> list[int]:
    """The forms an act is for: those chosen in the aside in front, else the one in front or selected in the tree."""
    if window.aside and window.aside.picked_forms and not window.tree.view.hasFocus():
        return list(window.aside.picked_forms)
    return [window.current_record.id] if window.current_record else []


def previous_form(window: MainWindow) -> None:
    _turn(window, -1)


def next_form(window: MainWindow) -> None:
    _turn(window, 1)


def _turn(window: MainWindow, step: int) -> None:
    window.tabs.setCurrentIndex((window.tabs.currentIndex() + step) % max(1, window.tabs.count()))


def close_tab(window: MainWindow) -> None:
    window.close_tab(window.tabs.currentWidget())


# What comes in.


def import_documents(window: MainWindow) -> None:
    from perfdesk.ui.incoming.arrivals import chosen_files

    paths = chosen_files(window)
    if paths:
        window.arrivals.read(paths)


def import_first(window: MainWindow) -> None:
    """What she has already, into a ledger that is made for it."""
    from perfdesk.ui.incoming.arrivals import chosen_files

    paths = chosen_files(window)
    if paths:
        _begin_with(window, paths)


def _begin_with(window: MainWindow, paths: Sequence[Path]) -> None:
    """A new ledger, proposed as the documents name unit and year; then they are read into it."""
    from perfdesk.importing import unit_and_year
    from perfdesk.ui.dialogs import AskLedger, NewLedger
    from perfdesk.ui.waiting import waiting

    with waiting():
        unit, year = unit_and_year(paths)
    wish: NewLedger | None = AskLedger(documents_folder(), year or date.today().year, window, unit).ask()
    if wish:
        window.create_ledger(wish.path, wish.unit, wish.unit_code, wish.year)
        window.arrivals.read(paths)


def take_dropped(window: MainWindow, paths: Sequence[Path]) -> None:
    """A ledger is opened, documents are read into the one that is open."""
    ledgers = [path for path in paths if path.suffix == ".perf"]
    if ledgers:
        window.open_ledger(ledgers[0])
    documents = [path for path in paths if path not in ledgers]
    if documents and window.path:
        window.arrivals.read(documents)
    elif documents:
        _begin_with(window, documents)


def adopt_template(window: MainWindow) -> None:
    from perfdesk.ui.incoming.arrivals import chosen_workbook

    workbook = chosen_workbook(window)
    if workbook:
        window.arrivals.adopt(workbook)


def paste_document(window: MainWindow) -> None:
    window.arrivals.paste()


# Export.


def export(window: MainWindow) -> None:
    from perfdesk.ui.paper.export_dialog import AskExport

    window.exports.ask_free()
    forms = window.desk.forms()
    if not forms:
        window.notice.say("账本里还没有报表可以导出。")
        return
    chosen = meant(window)
    if len(chosen) > 1:
        forms = [form for form in forms if form.id in chosen]
    titles = [(form.id, window.called(form.id)) for form in forms]
    folder = window.path.parent if window.path else documents_folder()
    wish: ExportWish | None = AskExport(titles, wanted(window, forms), folder, window).ask()
    if wish:
        start_export(window, wish)


def export_account(window: MainWindow) -> None:
    """得分说明 of the form in front, asking only where to."""
    from PySide6.QtWidgets import QFileDialog

    from perfdesk.ui.paper.export_dialog import ExportWish

    window.exports.ask_free()
    start = window.path.parent if window.path else documents_folder()
    folder = QFileDialog.getExistingDirectory(window, "得分说明放在哪个文件夹", str(start))
    if folder:
        start_export(window, ExportWish((window.document.id,), ("account",), Path(folder)))


def wanted(window: MainWindow, forms: Sequence[FormRecord]) -> list[int]:
    """What is ticked to begin with: the forms meant, else those of the project selected, else all."""
    chosen, project = meant(window), window.current_project
    if chosen:
        return chosen
    return [form.id for form in forms if project is None or form.project == project.id]


def start_export(window: MainWindow, wish: ExportWish) -> None:
    """Takes the snapshots, then writes the files beside her work."""
    from perfdesk.ui.paper.take_job import TakeJob

    window.exports.ask_free()
    job = TakeJob(window.desk, wish.forms, window)
    window.exports.take(job, len(wish.forms), lambda snapshots: _write(window, wish, snapshots))


def _write(window: MainWindow, wish: ExportWish, snapshots: Sequence[Snapshot]) -> None:
    from perfdesk.exports import Item, file_name, together
    from perfdesk.ui.paper.export_job import ExportJob

    info, day = window.desk.ledger.info, date.today()
    taken = zip(wish.forms, snapshots, strict=True)
    items = [Item(each, file_name(info.unit_code, info.unit, each, day), form) for form, each in taken]
    single = together(info.unit_code, info.unit, info.year, day) if wish.single else ""
    job = ExportJob(items, wish.formats, wish.folder, window, single)
    window.exports.start(job, lambda form, cell: window.guarded(lambda _: jump(window, form, cell)))


# Help.


def open_log(window: MainWindow) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    from perfdesk.ui.crash import log_file

    path = log_file()
    if path.exists():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    else:
        window.notice.say("运行日志还是空的：程序没有出过错。")


def show_help(window: MainWindow) -> None:
    from perfdesk.ui.help_page import HelpPage, open_beside

    if window.at_start:
        open_beside(window)
    else:
        window.tabs.bring(HelpPage, HelpPage)


def show_keys(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import Reading
    from perfdesk.ui.help import keys

    Reading("键盘操作", keys(), window).exec()


def about(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import Reading
    from perfdesk.ui.help import about

    Reading("关于本程序", about(), window, size=(420, 320)).exec()
