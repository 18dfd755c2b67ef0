"""An audit of the ledger, or of forms chosen from it, beside her work: in a thread of its own, from the file itself.

Knows how to tell of progress and how to stop between two forms; refuses to know what is looked for
(`ledger_audit.py`). Signals arrive in the window's thread.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.core.errors import PerfdeskError
from perfdesk.ledger_audit import LedgerAudit, audit_file


class _CancelledError(Exception):
    """She thought better of it."""


class AuditJob(QThread):
    progressed = Signal(int, int)
    """Forms read, forms there are."""
    ended = Signal(object, str)
    """The LedgerAudit or None, and why there is none: a sentence, or blank."""

    def __init__(
        self,
        path: Path,
        severities: Mapping[str, str],
        parent: QObject | None = None,
        only: Collection[int] = (),
    ) -> None:
        super().__init__(parent)
        self._path, self._severities, self._only = path, dict(severities), frozenset(only)

    def cancel(self) -> None:
        self.requestInterruption()

    def run(self) -> None:
        found: LedgerAudit | None = None
        why = "程序出错，没有审完。"  # a bug's words; the exception hook writes the rest to the log
        try:
            found, why = audit_file(self._path, self._severities, self._told, self._only), ""
        except _CancelledError:
            why = "已取消审核。"
        except PerfdeskError as error:
            why = str(error)
        finally:
            self.ended.emit(found, why)

    def _told(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise _CancelledError
        self.progressed.emit(done, total)
