"""Work beside hers: a function that reads a ledger's file in a thread of its own, tells how far it is, and can stop.

Refuses to know what is read. Signals arrive in the window's thread.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.core.errors import PerfdeskError

Told = Callable[[int, int], None]
_STEPS = 100
"""How often it tells, whatever there is to do: each time the window repaints."""


class _CancelledError(Exception):
    """She thought better of it."""


class Beside(QThread):
    """`work` hears whom to tell of how much is done, of how much; what that raises must go through it."""

    progressed = Signal(int, int)
    ended = Signal(object, str)
    """What came of it or None, and why there is nothing: a sentence, blank where she stopped it."""

    def __init__(self, work: Callable[[Told], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work

    def cancel(self) -> None:
        self.requestInterruption()

    def run(self) -> None:
        result: object = None
        why = "程序出错，没有做完。"  # a bug's words; the exception hook writes the rest to the log
        try:
            result, why = self._work(self._told), ""
        except _CancelledError:
            why = ""
        except PerfdeskError as error:
            why = str(error)
        finally:
            self.ended.emit(result, why)

    def _told(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise _CancelledError
        if done == total or done % max(1, total // _STEPS) == 0:
            self.progressed.emit(done, total)
