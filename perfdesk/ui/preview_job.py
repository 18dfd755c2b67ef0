"""Making the PDF of forms beside her work: snapshots in, the very bytes that are printed and exported out.

Knows how to tell of progress and how to stop between two forms; refuses to know a ledger. Signals arrive in the
window's thread.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.snapshot import Snapshot

if TYPE_CHECKING:
    from perfdesk.formats.picture import Pictures
    from perfdesk.unprintable import Lack


class Composed(NamedTuple):
    """A file of forms: its bytes, the same opened for drawing, and for each form what cannot be printed."""

    data: bytes
    pictures: "Pictures"
    lacks: "tuple[tuple[Lack, ...], ...]"


class _CancelledError(Exception):
    """Nobody waits for it any more."""


class ComposeJob(QThread):
    progressed = Signal(int, int)
    """Forms drawn, forms there are."""
    ended = Signal(object, str)
    """A Composed or None, and why there is none: a sentence, or blank where it was cancelled."""

    def __init__(self, snapshots: Sequence[Snapshot], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshots = tuple(snapshots)

    def cancel(self) -> None:
        self.requestInterruption()

    def run(self) -> None:
        made: Composed | None = None
        why = "程序出错，没有生成预览。"  # a bug's words; the exception hook writes the rest to the log
        try:
            made, why = self._composed(), ""
        except _CancelledError:
            why = ""
        except PerfdeskError as error:
            why = str(error)
        finally:
            self.ended.emit(made, why)

    def _composed(self) -> Composed:
        from perfdesk.formats.pdf import render
        from perfdesk.formats.picture import Pictures
        from perfdesk.unprintable import lacks

        data = render(self._snapshots, self._told)
        return Composed(data, Pictures(data), tuple(lacks(each) for each in self._snapshots))

    def _told(self, done: int) -> None:
        if self.isInterruptionRequested():
            raise _CancelledError
        self.progressed.emit(done, len(self._snapshots))
