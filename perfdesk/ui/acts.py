"""What the menus do: one function an action, each taking the window.

Knows the order of an act: ask, plan, push through the bridge, say what happened. Refuses to know any rule, and to
build the window (`main_window.py`). Dialogs and exports are imported when an act needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from perfdesk import catalog
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.core.values import plain
from perfdesk.ledger import FormRecord
from perfdesk.ui.export_line import open_folder

if TYPE_CHECKING:
    from perfdesk.ui.dialogs import ExportWish
    from perfdesk.ui.main_window import MainWindow

LEDGERS = "账本文件 (*.perf)"
_STEP = 10
"""Percent of one zoom step."""


def documents_folder() -> Path:
    """Where her own documents lie."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


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


def saved(window: MainWindow) -> None:
    window.commit()
    if window.notice.kind != "refused":
        window.notice.say("已保存。每填一格都会自动保存，不用另外保存。", "done")


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
            window.notice.say(f"已新建项目「{wish.name}」。", "done", [("新建报表…", lambda: window.guarded(new_form))])


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
        window.notice.say(f"已删除项目「{project.name}」{forms}。", "done", [("撤销", lambda: undo(window))])


def new_form(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import AskForm, NewForm

    projects = window.desk.projects()
    if not projects:
        window.notice.say(
            "账本里还没有项目，请先新建项目。", offers=[("新建项目…", lambda: window.guarded(new_project))]
        )
        return
    project = window.current_project
    wish: NewForm | None = AskForm(catalog.forms(), projects, project.id if project else 0, window).ask()
    if wish:
        step, number = window.desk.plan_form(wish.project, wish.form)
        if window.push(step):
            window.open_form(number)


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
        window.notice.say(words, "done", [("撤销", lambda: undo(window))])


def previous_form(window: MainWindow) -> None:
    _turn(window, -1)


def next_form(window: MainWindow) -> None:
    _turn(window, 1)


def _turn(window: MainWindow, step: int) -> None:
    window.tabs.setCurrentIndex((window.tabs.currentIndex() + step) % max(1, window.tabs.count()))


def close_tab(window: MainWindow) -> None:
    window.close_tab(window.tabs.currentIndex())


# The page in front.


def undo(window: MainWindow) -> None:
    window.commit()
    window.bridge.stack.undo()


def redo(window: MainWindow) -> None:
    window.bridge.stack.redo()


def cut(window: MainWindow) -> None:
    window.page.cut()


def copy(window: MainWindow) -> None:
    window.page.copy()


def paste(window: MainWindow) -> None:
    window.page.paste()


def clear(window: MainWindow) -> None:
    window.page.clear()


def fill_down(window: MainWindow) -> None:
    window.page.fill_down()


def insert_row(window: MainWindow) -> None:
    window.page.insert_row()


def delete_rows(window: MainWindow) -> None:
    window.page.delete_rows()


def move_up(window: MainWindow) -> None:
    window.page.move_rows_up()


def move_down(window: MainWindow) -> None:
    window.page.move_rows_down()


def choose_class(window: MainWindow) -> None:
    """A menu of the profile's classes; the one chosen goes into the rows selected."""
    rows = _selected_rows(window)
    if not rows:
        window.notice.say("请先点选一行指标，再选类别。")
        return
    menu = QMenu(window)
    for first in window.document.form.profile.classes:
        under = menu.addMenu(first.name)
        for second in first.seconds:
            under.addAction(second, _classifier(window, rows, first.name, second))
    menu.exec(window.page.mapToGlobal(window.page.rect().center()))


def _classifier(window: MainWindow, rows: Sequence[int], first: str, second: str) -> Callable[[], None]:
    return lambda: classify(window, rows, first, second)


def classify(window: MainWindow, rows: Sequence[int], first: str, second: str) -> None:
    """Puts these rows into a class."""
    wanted = [
        (Cell(INDICATORS, row, name), text)
        for row in rows
        for name, text in (("l1", first), ("l2", second))
        if name in window.document.form.indicators.columns
    ]
    window.push(replace(window.document.plan(wanted), act="选择指标类别"))


def own_score(window: MainWindow) -> None:
    """A score of her own for the indicator of the current cell, with its reason."""
    from perfdesk.ui.dialogs import AskScore, OwnScore

    cell = window.page.current_cell()
    score = window.document.scores.indicators.get(cell.row) if cell and cell.section == INDICATORS else None
    if cell is None or score is None:
        window.notice.say("请先点选要调整得分的那一行指标。")
        return
    sheet = window.document.sheet
    name = sheet.at(cell.row, "l3").strip() or "这一行"
    rule = "规则给不出得分。" if score.automatic is None else f"按规则应得 {plain(score.automatic)} 分（{score.why}）。"
    before = OwnScore(sheet.at(cell.row, "override"), sheet.at(cell.row, "override_reason"))
    weight = "" if score.weight is None else plain(score.weight)
    wish: OwnScore | None = AskScore(f"「{name}」{rule}", weight, before, window).ask()
    if wish:
        put_score(window, cell.row, wish.score, wish.reason)


def put_score(window: MainWindow, row: int, score: str, reason: str) -> bool:
    """Her score for an indicator and why; a blank score goes back to the rule's."""
    wanted = [(Cell(INDICATORS, row, "score"), score), (Cell(INDICATORS, row, "override_reason"), reason)]
    return window.push(replace(window.document.plan(wanted), act="得分调整" if score else "恢复自动得分"))


def next_finding(window: MainWindow) -> None:
    window.findings.next()


def _selected_rows(window: MainWindow) -> list[int]:
    current = window.page.current_cell()
    cells = [*window.page.selected_cells(), *([current] if current else [])]
    return list(dict.fromkeys(cell.row for cell in cells if cell.section == INDICATORS))


# What is seen.


def zoom_in(window: MainWindow) -> None:
    window.page.set_zoom(window.page.zoom + _STEP)


def zoom_out(window: MainWindow) -> None:
    window.page.set_zoom(window.page.zoom - _STEP)


def zoom_whole(window: MainWindow) -> None:
    window.page.set_zoom(100)


def toggle_tree(window: MainWindow) -> None:
    window.side.setVisible(window.side.isHidden())


def toggle_panels(window: MainWindow) -> None:
    window.panels.setVisible(window.panels.isHidden())


def find_form(window: MainWindow) -> None:
    window.side.show()
    window.tree.search.setFocus()
    window.tree.search.selectAll()


# Export.


def export(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import AskExport

    forms = window.desk.forms()
    if not forms:
        window.notice.say("账本里还没有报表可以导出。")
        return
    titles = [(form.id, f"{window.project_name(form.project)}　·　{window.title(form)}") for form in forms]
    folder = window.path.parent if window.path else documents_folder()
    wish: ExportWish | None = AskExport(titles, _wanted(window, forms), folder, window).ask()
    if wish:
        start_export(window, wish)


def _wanted(window: MainWindow, forms: Sequence[FormRecord]) -> list[int]:
    """What is ticked to begin with: the form in front, else those of the project selected, else all."""
    record, project = window.current_record, window.current_project
    if record:
        return [record.id]
    return [form.id for form in forms if project is None or form.project == project.id]


def start_export(window: MainWindow, wish: ExportWish) -> None:
    """Takes the snapshots now and writes the files beside her work."""
    from perfdesk.exports import Item, file_name
    from perfdesk.ui.export_job import ExportJob

    window.commit()
    info, day = window.desk.ledger.info, date.today()
    snapshots = [window.desk.document(form).snapshot() for form in wish.forms]
    items = [Item(each, file_name(info.unit_code, info.unit, each, day)) for each in snapshots]
    window.exports.start(ExportJob(items, wish.formats, wish.folder, window))


# Help.


def open_log(window: MainWindow) -> None:
    from perfdesk.ui.crash import log_file

    path = log_file()
    if path.exists():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    else:
        window.notice.say("运行日志还是空的：程序没有出过错。")


def show_keys(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import Reading
    from perfdesk.ui.help import keys

    Reading("键盘操作", keys(), window).exec()


def about(window: MainWindow) -> None:
    from perfdesk.ui.dialogs import Reading
    from perfdesk.ui.help import about

    Reading("关于本程序", about(), window, size=(420, 320)).exec()
