"""The figures of a whole ledger read beside her work: in a thread of its own, from the file itself.

Knows how to tell of progress and how to stop between two forms; refuses to know what is drawn of them.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.charting import read
from perfdesk.core.errors import PerfdeskError


class _CancelledError(Exception):
    """Nobody wants to know any more."""


class ChartJob(QThread):
    progressed = Signal(int, int)
    """Forms read, forms there are."""
    ended = Signal(object, str)
    """The figures or None, and why there are none: a sentence, or blank."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path

    def cancel(self) -> None:
        self.requestInterruption()

    def run(self) -> None:
        found, why = None, "程序出错，没有读完。"  # a bug's words; the exception hook writes the rest to the log
        try:
            found, why = read(self._path, self._told), ""
        except _CancelledError:
            why = ""
        except PerfdeskError as error:
            why = str(error)
        finally:
            self.ended.emit(found, why)

    def _told(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise _CancelledError
        self.progressed.emit(done, total)
