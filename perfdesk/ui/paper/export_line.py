"""The line that tells of an export: how far it is, how it ended, the way to the folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from perfdesk.ui.notice import Offer, Running

if TYPE_CHECKING:
    from perfdesk.core.sheet import Cell
    from perfdesk.core.snapshot import Snapshot
    from perfdesk.ui.paper.export_job import ExportJob
    from perfdesk.ui.paper.take_job import TakeJob
    from perfdesk.unprintable import Lack


class ExportLine(Running):
    """At most one export at a time, shown in the bar below the page."""

    doing = "导出"
    _look: Callable[[int, Cell], None] | None = None
    _then: Callable[[Sequence[Snapshot]], None] | None = None
    """What is done with the snapshots that are being taken."""

    def take(self, job: TakeJob, total: int, then: Callable[[Sequence[Snapshot]], None]) -> None:
        """The snapshots first, told of as the export itself is."""
        self._then = then
        self.run(job, 0, total)

    def start(self, job: ExportJob, look: Callable[[int, Cell], None] | None = None) -> None:
        """`look` goes to a cell of a form, where something about it is told."""
        self.ask_free()
        self._look = look
        self.run(job, 0, job.total)

    def told(self, done: int, total: int) -> str:
        return f"正在{'读取' if self._then else '导出'} {done} / {total}"

    def over(self, job: TakeJob | ExportJob, made: Sequence[Any] | None, why: str) -> None:
        then, self._then = self._then, None
        if made is None:
            self.notice.say(why, "refused")
        elif then:
            self.notice.clear()
            then(made)
        else:
            self._say(cast("ExportJob", job), made, why)

    def _say(self, job: ExportJob, made: Sequence[Path], why: str) -> None:
        folder, lacks, look = job.folder, job.lacks, self._look
        words = f"已导出 {len(made)} 个文件到「{folder}」。" if made else ""
        offers: list[Offer] = [("打开文件夹", lambda: open_folder(folder))] if made else []
        if lacks and look:
            offers.append(("看印成〓的字", lambda: look(lacks[0][0], lacks[0][1].cell)))
        kind = "refused" if why else "warned" if lacks else "done"
        self.notice.say(why + words + _lacking([lack for _, lack in lacks]), kind, offers)


def _lacking(lacks: Sequence[Lack]) -> str:
    """What is printed as 〓, and where."""
    if not lacks:
        return ""
    from perfdesk.unprintable import named

    more = f"等 {len(lacks)} 处" if len(lacks) > 1 else ""
    return f"PDF 里没有字体可印这些字，印成〓：{named(lacks)}，在{lacks[0].label}{more}。"


def open_folder(folder: Path) -> None:
    """In the desktop's own file manager."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
