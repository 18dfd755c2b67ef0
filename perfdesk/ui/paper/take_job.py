"""Taking the snapshots of many forms: a little in each turn of the event loop, between which the window answers.

A job as `one_job.py` wants one, but in no thread of its own: documents live in the window's. Few forms are taken at
once. Refuses to know what the snapshots are for.
"""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.snapshot import Snapshot
from perfdesk.desk import Desk

_SLICE = 0.012
"""Seconds forms are taken at a time."""


class TakeJob(QObject):
    progressed = Signal(int, int)
    """Forms taken, forms wanted."""
    ended = Signal(object, str)
    """The snapshots in the order of the forms, or None and why: a sentence."""

    def __init__(self, desk: Desk, forms: Sequence[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._forms = desk, tuple(forms)
        self._taken: list[Snapshot] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._take_some)

    def start(self) -> None:
        self._turn.start()
        self._take_some()

    def cancel(self) -> None:
        self._end(None, "已取消。")

    def wait(self) -> None:
        """There is no thread to wait for."""

    def _take_some(self) -> None:
        until = perf_counter() + _SLICE
        try:
            while len(self._taken) < len(self._forms) and perf_counter() < until:
                self._taken.append(self._desk.document(self._forms[len(self._taken)]).snapshot())
        except PerfdeskError as error:
            self._end(None, str(error))
            return
        except Exception:
            self._end(None, "程序出错，没有读完。")
            raise
        if len(self._taken) == len(self._forms):
            self._end(tuple(self._taken), "")
        else:
            self.progressed.emit(len(self._taken), len(self._forms))

    def _end(self, taken: tuple[Snapshot, ...] | None, why: str) -> None:
        self._turn.stop()
        self.ended.emit(taken, why)
