"""At most one job beside her work: begun in place of the one before, stopped at its next chance, heard while it runs.

Refuses to know what a job does (`beside.py` and what builds on it) and where it is told of (`notice.py` has the bar).
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject


class OneJob(QObject):
    """A job is a thread with the signals `progressed(…)` and `ended(…)`, and `cancel()`.

    `told` hears how far it is, `over` the job and what came of it when it has ended by itself or was cancelled. What a
    job still says when it was stopped, or another has begun, is not heard.
    """

    def __init__(self, parent: QObject, told: Callable[..., object], over: Callable[..., object]) -> None:
        super().__init__(parent)
        self._tell, self._hand_over = told, over
        self._job: Any = None

    @property
    def running(self) -> bool:
        return self._job is not None

    def begin(self, job: Any) -> None:
        self.stop()
        self._job = job
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        job.start()

    def cancel(self) -> None:
        """Asks the job that runs to end; what it has by then is handed over."""
        if self._job:
            self._job.cancel()

    def stop(self) -> None:
        """Ends the job that runs, if one does, at its next chance."""
        job, self._job = self._job, None
        if job:
            job.disconnect(self)
            job.cancel()
            job.wait()
            job.deleteLater()

    def _progressed(self, *at: Any) -> None:
        if self._heard():
            self._tell(*at)

    def _ended(self, *results: Any) -> None:
        if self._heard():
            job = self._job
            self.stop()
            self._hand_over(job, *results)

    def _heard(self) -> bool:
        return self._job is not None and self.sender() is self._job
