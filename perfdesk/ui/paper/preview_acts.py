"""What she does about paper: looking at what will be printed, printing it, keeping it as a PDF; one function an act.

See `acts.py` for ledgers, forms and exports.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.ui.findings import findings_acts
from perfdesk.ui.paper.export_line import open_folder

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.paper.preview import Preview


def preview(window: MainWindow) -> None:
    """The forms meant as they will be printed, or all of the project meant. In the preview: the part that prints."""
    from perfdesk.ui.acts import meant
    from perfdesk.ui.paper.preview import Preview

    front, project = window.tabs.currentWidget(), window.current_project
    if isinstance(front, Preview) and not window.tree.view.hasFocus():
        front.show_print()
        return
    forms = meant(window) or [each.id for each in window.desk.forms() if project and each.project == project.id]
    if forms:
        show_preview(window, forms)
    elif project:
        window.notice.say(f"项目「{project.name}」还没有报表可以打印。")
    else:
        choose_forms(window)


def choose_forms(window: MainWindow) -> None:
    """批量打印: which forms, then their preview in one, with a list in front."""
    from perfdesk.ui.acts import wanted
    from perfdesk.ui.paper.export_dialog import AskForms

    forms = window.desk.forms()
    if not forms:
        window.notice.say("账本里还没有报表可以打印。")
        return
    titles = [(form.id, window.called(form.id)) for form in forms]
    wish: tuple[int, ...] | None = AskForms("批量打印", "预览", titles, wanted(window, forms), window).ask()
    if wish:
        show_preview(window, wish)


def show_preview(window: MainWindow, forms: Sequence[int]) -> Preview:
    """These forms as one file, in the preview's tab."""
    from perfdesk.ui.paper.preview import Preview

    return window.tabs.bring(Preview, lambda: _made(window, forms), lambda preview: preview.show_forms(forms))


def _made(window: MainWindow, forms: Sequence[int]) -> Preview:
    from perfdesk.ui.paper.preview import Preview as Page

    made = Page(window.bridge, forms, window.called)
    made.jump.connect(lambda form, cell: window.guarded(lambda _: findings_acts.jump(window, form, cell)))
    made.save_wanted.connect(lambda: window.guarded(lambda _: save_shown(window, made)))
    made.told.connect(lambda sentence: window.notice.say(sentence, "warned"))
    return made


def save_shown(window: MainWindow, preview: Preview) -> None:
    """The very file that is shown, where she wants it."""
    from PySide6.QtWidgets import QFileDialog

    from perfdesk.ui.acts import documents_folder

    if preview.composed is None or not preview.settled:
        window.notice.say("预览正在更新，请稍等再导出。")
        return
    folder = window.path.parent if window.path else documents_folder()
    start = folder / f"{_file_name(window, preview.forms)}.pdf"
    chosen, _ = QFileDialog.getSaveFileName(window, "导出 PDF", str(start), "PDF 文件 (*.pdf)")
    if chosen:
        save(window, preview, Path(chosen).with_suffix(".pdf"))


def save(window: MainWindow, preview: Preview, path: Path) -> None:
    from perfdesk.formats.files import write_atomically

    if preview.composed:
        write_atomically(path, preview.composed.data)
        window.notice.say(f"已导出到「{path}」。", "done", [("打开文件夹", lambda: open_folder(path.parent))])


def _file_name(window: MainWindow, forms: Sequence[int]) -> str:
    from perfdesk.exports import file_name, together

    info, day = window.desk.ledger.info, date.today()
    if len(forms) == 1:
        return file_name(info.unit_code, info.unit, window.desk.document(forms[0]).snapshot(), day)
    return together(info.unit_code, info.unit, info.year, day)
