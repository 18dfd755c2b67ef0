"""The line that tells of an audit of the whole ledger: how far it is, what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from perfdesk.ui.notice import Running

if TYPE_CHECKING:
    from perfdesk.ledger_audit import LedgerAudit
    from perfdesk.ui.findings.audit_job import AuditJob


class AuditLine(Running):
    """At most one audit at a time, shown in the bar below the page. `found(LedgerAudit)` when it is through."""

    doing = "审核"
    found = Signal(object)

    def start(self, job: AuditJob) -> None:
        self.run(job, 0, 0)

    def told(self, done: int, total: int) -> str:
        return f"正在审核 {done} / {total}" if total else "正在审核"

    def over(self, _job: AuditJob, audit: LedgerAudit | None, why: str) -> None:
        if audit is None:
            self.notice.say(why or "已取消审核。", "told")
            return
        forms = f"{audit.looked_at} 张表审核完毕，"
        words = f"{len(audit.forms)} 张有要看的地方，共 {audit.errors} 处错误。" if audit.forms else "没有发现问题。"
        unread = f"另有 {len(audit.unread)} 张表的表样不在这台电脑上，没有审核。" if audit.unread else ""
        self.notice.say(forms + words + unread, "done")
        self.found.emit(audit)
