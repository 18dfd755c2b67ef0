"""Work beside hers: a function in a thread of its own that tells how far it is, and can stop.

Refuses to know what is done. Signals arrive in the window's thread.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.core.errors import PerfdeskError

Told = Callable[[int, int], None]
_STEPS = 100
"""How often it tells, whatever there is to do: each time the window repaints."""


class CancelledError(Exception):
    """She thought better of it; its words are told."""


class Beside(QThread):
    """`work` hears whom to tell of how much is done, of how much; what that raises must go through it."""

    progressed = Signal(int, int)
    ended = Signal(object, str)
    """What came of it, and why it did not come to its end: a sentence, or blank."""
    fault = "程序出错，没有做完。"
    """A bug's words; the exception hook writes the rest to the log."""
    stopped = ""
    """What is said where she stopped it."""
    result: object = None
    """What comes of it; what there is of it by then, where it does not come to its end."""

    def __init__(self, work: Callable[[Told], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work

    def cancel(self) -> None:
        self.requestInterruption()

    def run(self) -> None:
        why = self.fault
        try:
            self.result, why = self._work(self._told), ""
        except (CancelledError, PerfdeskError) as error:
            why = str(error)
        finally:
            self.ended.emit(self.result, why)

    def _told(self, done: int, total: int) -> None:
        if self.isInterruptionRequested() and done < total:
            raise CancelledError(self.stopped)
        if done == total or done % max(1, total // _STEPS) == 0:
            self.progressed.emit(done, total)
