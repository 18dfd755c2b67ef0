"""Reading documents beside her work: paths in, what was found in them out, in a thread of its own.

Knows how to tell of progress and how to stop between two documents; refuses to know a ledger and what is done with
what was found. Signals arrive in the window's thread.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.importing import FileRead, read_all


class ReadJob(QThread):
    """Reads the documents one after another."""

    progressed = Signal(int, int, str)
    """Documents read, documents in all, the name of the one at hand."""
    ended = Signal(object, str)
    """What was read (FileRead by FileRead), and why it ended early: a sentence, or blank."""

    def __init__(self, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = tuple(paths)
        self._read: list[FileRead] = []

    def cancel(self) -> None:
        """Ends it after the document at hand; what is read stays read."""
        self.requestInterruption()

    def run(self) -> None:
        why = "程序出错，没有读完。"  # a bug's words; the exception hook writes the rest to the log
        try:
            self._read.extend(read_all(self.paths, self._goes_on))
            done, total = len(self._read), len(self.paths)
            why = "" if done == total else f"已取消，读了 {done} / {total} 个文件。"
        finally:
            self.ended.emit(tuple(self._read), why)

    def _goes_on(self, done: int, total: int, path: Path) -> bool:
        self.progressed.emit(done, total, path.name)
        return not self.isInterruptionRequested()
