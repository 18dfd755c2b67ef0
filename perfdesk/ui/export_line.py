"""The line that tells of an export: how far it is, how it ended, the way to the folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from perfdesk.core.errors import PerfdeskError
from perfdesk.ui.notice import Notice, Offer

if TYPE_CHECKING:
    from perfdesk.core.sheet import Cell
    from perfdesk.ui.export_job import ExportJob
    from perfdesk.unprintable import Lack


class ExportLine(QObject):
    """At most one export at a time, shown in the bar below the page."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice)
        self._notice = notice
        self._job: ExportJob | None = None
        self._look: Callable[[int, Cell], None] | None = None

    @property
    def running(self) -> bool:
        return self._job is not None

    def ask_free(self) -> None:
        """PerfdeskError while an export runs: a second one does not push it aside."""
        if self._job:
            raise PerfdeskError("上一次导出还没有结束，请等它结束后再导出。")

    def start(self, job: ExportJob, look: Callable[[int, Cell], None] | None = None) -> None:
        """`look` goes to a cell of a form, where something about it is told."""
        self.ask_free()
        self._job, self._look = job, look
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self._show(job, 0, job.total)
        job.start()

    def stop(self) -> None:
        """Ends the export that runs, if one does, after the file at hand."""
        if self._job:
            self._job.disconnect(self)
            self._job.cancel()
            self._job.wait()
            self._job.deleteLater()
            self._job = None

    def _progressed(self, done: int, total: int) -> None:
        """A refusal she may not have read yet is not painted over."""
        if self._job and self._notice.kind != "refused":
            self._show(self._job, done, total)

    def _show(self, job: ExportJob, done: int, total: int) -> None:
        self._notice.show_progress(f"正在导出 {done} / {total}", done, total, job.cancel)

    def _ended(self, made: tuple[Path, ...], why: str) -> None:
        if self._job is None:
            return
        folder, lacks, look = self._job.folder, self._job.lacks, self._look
        self.stop()
        words = f"已导出 {len(made)} 个文件到「{folder}」。" if made else ""
        offers: list[Offer] = [("打开文件夹", lambda: open_folder(folder))] if made else []
        if lacks and look:
            offers.append(("看印成〓的字", lambda: look(lacks[0][0], lacks[0][1].cell)))
        kind = "refused" if why else "warned" if lacks else "done"
        self._notice.say(why + words + _lacking([lack for _, lack in lacks]), kind, offers)


def _lacking(lacks: Sequence[Lack]) -> str:
    """What is printed as 〓, and where."""
    if not lacks:
        return ""
    characters = " ".join(dict.fromkeys("".join(each.characters for each in lacks)))
    more = f"等 {len(lacks)} 处" if len(lacks) > 1 else ""
    return f"PDF 里没有字体可印这些字，印成〓：{characters}（在{lacks[0].label}{more}）。"


def open_folder(folder: Path) -> None:
    """In the desktop's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
