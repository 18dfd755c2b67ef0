"""What she does about 佐证材料: attaching files to the indicator she stands on, looking at them, copying them out; one
function an act.

See `acts.py` for ledgers and forms. What reads files and what lists them is imported when an act needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.core.sheet import INDICATORS, Cell

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from perfdesk.core.evidence import Attachment
    from perfdesk.ui.evidence.evidence_intake import Intake
    from perfdesk.ui.evidence.evidence_page import EvidencePage
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.page.page_view import PageView


def attach(window: MainWindow) -> None:
    """Files for the indicator she stands on; where she stands on none, for the whole form."""
    page = _page(window)
    if page is not None and window.tabs.currentWidget() is page:
        _choose(window, page.form, page.tree.row)
    else:
        from perfdesk.evidence import row_of

        document = window.document
        _choose(window, document.id, row_of(window.page.current_cell(), document.sheet.named_rows))


def show(window: MainWindow) -> None:
    """佐证材料 of the form in front, in a tab of its own."""
    from perfdesk.ui.evidence.evidence_page import EvidencePage

    form = window.document.id
    window.tabs.bring(EvidencePage, lambda: _made(window, form), lambda page: page.show_form(form))


def _made(window: MainWindow, form: int) -> EvidencePage:
    from perfdesk.ui.evidence.evidence_page import EvidencePage as Page

    page = Page(window.desk, form)
    page.wanted.connect(lambda step: window.do(lambda _: window.push(step)))
    page.attached.connect(lambda row, paths: _attached(window, page.form, row, paths))
    page.unwanted.connect(lambda files: window.do(lambda _: remove(window, files)))
    page.looked.connect(lambda file: window.guarded(lambda _: look(window, file)))
    page.copied.connect(lambda files: window.guarded(lambda _: copy(window, files)))
    page.listed.connect(lambda: window.guarded(lambda _: export_list(window, page.form)))
    page.jump.connect(lambda row: window.guarded(lambda _: _jump(window, page.form, row)))
    window.bridge.applied.connect(page.follow)
    return page


def take(window: MainWindow, form: int, row: int, paths: Sequence[Path]) -> None:
    """Files for a row of a form, or for the whole form."""
    intake(window).take(form, row, paths)


def intake(window: MainWindow) -> Intake:
    """What brings files in; made with the first that comes."""
    from perfdesk.ui.evidence.evidence_intake import Intake

    there = window.findChild(Intake)
    return there if isinstance(there, Intake) else Intake(window)


def remove(window: MainWindow, files: Sequence[Attachment]) -> None:
    from perfdesk.evidence import plan_remove
    from perfdesk.ui.page.page_acts import undo

    step = plan_remove(window.desk, [file.id for file in files])
    if window.push(step):
        window.notice.say(f"已{step.act}。", "done", [("撤销", lambda: window.do(undo))])


def look(window: MainWindow, file: Attachment) -> Path:
    """A locked copy, opened by whatever opens such files on this PC."""
    from tempfile import mkdtemp

    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    from perfdesk.evidence import copy_out
    from perfdesk.ui.waiting import waiting

    with waiting():
        path = copy_out(window.desk, file, Path(mkdtemp(dir=_looked().name)), only_look=True)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        window.notice.say(f"这台电脑没有能打开「{file.file_name}」的程序，可以用「另存为」存出来。")
    return path


@cache
def _looked() -> TemporaryDirectory[str]:
    """Where copies to look at lie until the program ends."""
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix="perfdesk-", ignore_cleanup_errors=True)


def copy(window: MainWindow, files: Sequence[Attachment]) -> None:
    """Copies under their numbers in a folder, or one file where she says."""
    from PySide6.QtWidgets import QFileDialog

    from perfdesk.ui.acts import documents_folder

    start = documents_folder()
    if len(files) == 1:
        chosen, _ = QFileDialog.getSaveFileName(window, "另存为", str(start / files[0].file_name))
        if chosen:
            save_as(window, files[0], Path(chosen))
        return
    folder = QFileDialog.getExistingDirectory(window, "佐证材料放在哪个文件夹", str(start))
    if folder:
        copy_all(window, files, Path(folder))


def save_as(window: MainWindow, file: Attachment, path: Path) -> None:
    from perfdesk.evidence import content
    from perfdesk.formats.files import write_atomically
    from perfdesk.ui.waiting import waiting

    with waiting():
        write_atomically(path, content(window.desk, file))
    window.notice.say(f"已存为「{path}」。", "done")


def copy_all(window: MainWindow, files: Sequence[Attachment], folder: Path) -> None:
    from perfdesk.core.evidence import Proof
    from perfdesk.evidence import copies_out
    from perfdesk.ui.paper.export_line import open_folder
    from perfdesk.ui.waiting import waiting

    numbers = {proof.file.id: proof.number for file in files for proof in window.desk.document(file.form).proofs}
    with waiting():
        made = list(copies_out(window.desk, [Proof(numbers.get(file.id, ""), file) for file in files], folder))
    words = f"已把 {len(made)} 个文件按编号存到「{folder}」。"
    window.notice.say(words, "done", [("打开文件夹", lambda: open_folder(folder))])


def export_list(window: MainWindow, form: int) -> None:
    """佐证材料目录 of a form, asking only where to."""
    from PySide6.QtWidgets import QFileDialog

    from perfdesk.ui.acts import documents_folder, start_export
    from perfdesk.ui.paper.export_dialog import ExportWish

    window.exports.ask_free()
    start = window.path.parent if window.path else documents_folder()
    folder = QFileDialog.getExistingDirectory(window, "佐证材料目录放在哪个文件夹", str(start))
    if folder:
        start_export(window, ExportWish((form,), ("evidence",), Path(folder)))


def sweep(window: MainWindow) -> None:
    """Offers to let go of what was removed: the one act here that cannot be taken back."""
    from perfdesk.core.evidence import size

    count = window.desk.ledger.swept_size()
    if not count:
        window.notice.say("没有已移除的附件占着空间。")
        return
    words = f"已移除的附件还占 {size(count)}，清理后这些文件不能再找回（名称和校验仍留在修改记录里）。"
    window.notice.say(words, offers=[("清理", lambda: window.do(_swept))])


def _swept(window: MainWindow) -> None:
    from perfdesk.core.evidence import size

    count = window.desk.ledger.swept_size()
    window.desk.ledger.sweep()
    window.notice.say(f"已清理 {size(count)}。", "done")


def catch_drops(window: MainWindow, page: PageView) -> None:
    """Files let go over an indicator of a page are its evidence; anywhere else they are documents to import."""
    from perfdesk.ui.evidence.evidence_drops import Catcher

    Catcher(window, page)


def _page(window: MainWindow) -> EvidencePage | None:
    from perfdesk.ui.evidence.evidence_page import EvidencePage

    return window.tabs.aside(EvidencePage)


def _attached(window: MainWindow, form: int, row: int, paths: Sequence[Path]) -> None:
    """Files let go over a row of the list, or the wish to choose some."""
    if paths:
        window.do(lambda _: take(window, form, row, paths))
    else:
        window.do(lambda _: _choose(window, form, row))


def _choose(window: MainWindow, form: int, row: int) -> None:
    from PySide6.QtWidgets import QFileDialog

    from perfdesk.core.scores.case import short
    from perfdesk.ui.acts import documents_folder

    sheet = window.desk.document(form).sheet
    about = f"「{short(sheet.at(row, 'l3'))}」" if row else "整张表"
    names, _ = QFileDialog.getOpenFileNames(window, f"给{about}附上佐证材料", str(documents_folder()))
    if names:
        take(window, form, row, [Path(name) for name in names])


def _jump(window: MainWindow, form: int, row: int) -> None:
    from perfdesk.ui.findings.findings_acts import jump

    jump(window, form, Cell(INDICATORS, row, "actual"))
