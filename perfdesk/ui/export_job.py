"""An export beside her work: snapshots in, files out, in a thread of its own.

Knows how to tell of progress and how to stop between two files; refuses to know a ledger: what it writes was taken
before it began, so she can go on typing. Signals arrive in the window's thread.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.core.errors import PerfdeskError
from perfdesk.exports import Item, export


class ExportJob(QThread):
    """Writes the items in each of the formats. A refusal by the disk ends it with its sentence."""

    progressed = Signal(int, int)
    """Files written, files wanted."""
    ended = Signal(object, str)
    """The paths of the files written, and why it ended early: a sentence, or blank."""

    def __init__(
        self, items: Sequence[Item], formats: Sequence[str], folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._items, self._formats = tuple(items), tuple(formats)
        self._made: list[Path] = []

    @property
    def total(self) -> int:
        return len(self._items) * len(self._formats)

    def cancel(self) -> None:
        """Ends it after the file at hand; what is written stays."""
        self.requestInterruption()

    def run(self) -> None:
        why = "程序出错，没有导完。"  # a bug's words; the exception hook writes the rest to the log
        try:
            why = self._written()
        except PerfdeskError as error:
            why = str(error)
        finally:
            self.ended.emit(tuple(self._made), why)

    def _written(self) -> str:
        for to in self._formats:
            for path in export(self._items, to, self.folder):
                self._made.append(path)
                self.progressed.emit(len(self._made), self.total)
                if self.isInterruptionRequested() and len(self._made) < self.total:
                    return "已取消。"
        return ""
