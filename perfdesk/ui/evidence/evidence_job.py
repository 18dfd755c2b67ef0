"""Reading files that are to be attached, beside her work, in a thread of its own.

Knows how to tell of progress and how to stop in the middle of a file; refuses to know a ledger and what the files are
for. Signals arrive in the window's thread.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from perfdesk.evidence import Brought, read_all
from perfdesk.ui.beside import Beside, CancelledError


class EvidenceJob(Beside):
    """Reads the files one after another, as far as `room` bytes go. It ends with what was read, Brought by Brought;
    where it was stopped nothing is kept of it."""

    progressed = Signal(int, int, str)
    """Per mille read, of a thousand; the name of the file at hand. Bytes would be more than Qt's numbers hold."""
    fault = "程序出错，没有读完。"
    result: tuple[Brought, ...] = ()

    def __init__(self, paths: Sequence[Path], room: int, parent: QObject | None = None) -> None:
        super().__init__(lambda _: tuple(read_all(paths, room, self._goes_on)), parent)

    def _goes_on(self, done: int, whole: int, path: Path) -> bool:
        self.progressed.emit(done * 1000 // max(1, whole), 1000, path.name)
        if self.isInterruptionRequested():
            raise CancelledError("已取消，没有放入文件。")
        return True
