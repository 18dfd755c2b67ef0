"""Reading files that are to be attached, beside her work, in a thread of its own.

Knows how to tell of progress and how to stop in the middle of a file; refuses to know a ledger and what the files are
for. Signals arrive in the window's thread.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.evidence import Brought, read_all


class EvidenceJob(QThread):
    """Reads the files one after another, as far as `room` bytes go."""

    progressed = Signal(int, int, str)
    """Per mille read, of a thousand; the name of the file at hand. Bytes would be more than Qt's numbers hold."""
    ended = Signal(object, str)
    """What was read (Brought by Brought), and why it ended early: a sentence, or blank."""

    def __init__(self, paths: Sequence[Path], room: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths, self._room = tuple(paths), room
        self._stopped = False

    def cancel(self) -> None:
        """Ends it at once; nothing is kept of what was read."""
        self.requestInterruption()

    def run(self) -> None:
        brought: tuple[Brought, ...] = ()
        why = "程序出错，没有读完。"  # a bug's words; the exception hook writes the rest to the log
        try:
            brought, why = tuple(read_all(self.paths, self._room, self._goes_on)), ""
            if self._stopped:
                brought, why = (), "已取消，没有放入文件。"
        finally:
            self.ended.emit(brought, why)

    def _goes_on(self, done: int, whole: int, path: Path) -> bool:
        self.progressed.emit(done * 1000 // max(1, whole), 1000, path.name)
        self._stopped = self.isInterruptionRequested()
        return not self._stopped
