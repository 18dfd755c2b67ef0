"""The line that tells of an audit of the whole ledger: how far it is, what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from perfdesk.ui.notice import Notice

if TYPE_CHECKING:
    from perfdesk.ledger_audit import LedgerAudit
    from perfdesk.ui.audit_job import AuditJob


class AuditLine(QObject):
    """At most one audit at a time, shown in the bar below the page. `found(LedgerAudit)` when it is through."""

    found = Signal(object)

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice)
        self._notice = notice
        self._job: AuditJob | None = None

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, job: AuditJob) -> None:
        self.stop()
        self._job = job
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self._progressed(0, 0)
        job.start()

    def stop(self) -> None:
        """Ends the audit that runs, if one does; nothing is lost by it."""
        if self._job:
            self._job.disconnect(self)
            self._job.cancel()
            self._job.wait()
            self._job.deleteLater()
            self._job = None

    def _progressed(self, done: int, total: int) -> None:
        if self._job:
            words = f"正在审核 {done} / {total}" if total else "正在审核"
            self._notice.show_progress(words, done, total, self._job.cancel)

    def _ended(self, audit: LedgerAudit | None, why: str) -> None:
        if self._job is None:
            return
        self.stop()
        if audit is None:
            self._notice.say(why, "told")
            return
        forms = f"{audit.looked_at} 张表审核完毕，"
        words = f"{len(audit.forms)} 张有要看的地方，共 {audit.errors} 处错误。" if audit.forms else "没有发现问题。"
        self._notice.say(forms + words, "done")
        self.found.emit(audit)
