"""Reading documents beside her work: paths in, what was found in them out, in a thread of its own.

Knows how to tell of progress and how to stop between two documents; refuses to know a ledger and what is done with
what was found. Signals arrive in the window's thread.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from perfdesk.importing import FileRead, read_all
from perfdesk.ui.beside import Beside, CancelledError, Told


class ReadJob(Beside):
    """Reads the documents one after another. It ends with what was read by then, FileRead by FileRead."""

    progressed = Signal(int, int, str)
    """Documents read, documents in all, the name of the one at hand."""
    fault = "程序出错，没有读完。"
    result: tuple[FileRead, ...] = ()

    def __init__(self, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(self._found, parent)
        self.paths = tuple(paths)

    def _found(self, _told: Told) -> tuple[FileRead, ...]:
        for file in read_all(self.paths, self._goes_on):
            self.result += (file,)
        return self.result

    def _goes_on(self, done: int, total: int, path: Path) -> bool:
        self.progressed.emit(done, total, path.name)
        if self.isInterruptionRequested():
            raise CancelledError(f"已取消，读了 {done} / {total} 个文件。")
        return True
