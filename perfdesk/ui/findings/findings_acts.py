"""What she does about findings: going to one, putting it right, letting it stand, looking at the whole ledger, saying
how grave each check is; one function an act.

See `page_acts.py` for the page and `acts.py` for ledgers and forms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from perfdesk.ui.page.page_acts import undo

if TYPE_CHECKING:
    from perfdesk.core.audit import Finding
    from perfdesk.core.sheet import Cell
    from perfdesk.ledger_audit import LedgerAudit
    from perfdesk.ui.main_window import MainWindow


def next_finding(window: MainWindow) -> None:
    if not window.findings.next():
        window.notice.say(window.findings.emptiness)


def jump(window: MainWindow, form: int, cell: Cell | None) -> None:
    """To the cell of a finding, or the nearest that is printed; the form is opened if need be."""
    from perfdesk.ui.page.marks import place

    if form and window.desk.record(form).removed:
        window.notice.say("这张表已经删除了。")
        return
    if form:
        window.open_form(form)
    at = place(window.page.page_model.page, window.document.sheet, cell) if cell else None
    if at:
        window.page.go_to(at)
    window.page.setFocus()


def lead_to(window: MainWindow, project: int) -> None:
    """A project that a list names has no form yet: to its place in the tree."""
    window.tree.select("project", project)
    window.tree.view.setFocus()


def mend(window: MainWindow, finding: Finding) -> None:
    """What the finding offers, as one step that can be undone."""
    if finding not in window.document.findings:
        window.notice.say("这一处已经改过了。")
    elif window.push(window.document.plan_fix(finding)):
        jump(window, 0, finding.cell)
        window.notice.say(f"已改正：{finding.message}", "done", [("撤销", lambda: window.do(undo))])


def excuse(window: MainWindow, finding: Finding, reason: str) -> None:
    """Lets a finding stand with her reason; a blank one takes it back."""
    window.push(window.document.plan_excuse(finding, reason))


def audit_ledger(window: MainWindow, only: Collection[int] = ()) -> None:
    """The whole ledger, or only these forms, beside her work; what she is typing is taken over first."""
    from perfdesk.ui.findings.audit_job import AuditJob

    ledger = window.desk.ledger
    window.audits.start(AuditJob(ledger.path, ledger.info.severities, window, only))


def show_audit(window: MainWindow, audit: LedgerAudit) -> None:
    window.panels.show()
    window.findings.show_audit(audit, window.called)


def severities(window: MainWindow) -> None:
    """How grave each check is in this ledger. Every form is looked at anew, which may take a moment."""
    from perfdesk.ui.findings.severities import AskSeverities

    used = list(in_use(window))
    wish: dict[str, str] | None = AskSeverities(window.desk.ledger.info.severities, window, used).ask()
    if wish is not None:
        set_severities(window, wish)


def in_use(window: MainWindow) -> Iterator[Mapping[str, str]]:
    """What the profiles of the ledger's forms call the checks; a form whose definition is gone says nothing."""
    from perfdesk import catalog
    from perfdesk.core.errors import PerfdeskError

    for form in sorted({each.form for each in window.desk.forms()}):
        with suppress(PerfdeskError):
            yield catalog.form(form).profile.severities


def set_severities(window: MainWindow, wanted: Mapping[str, str]) -> None:
    from perfdesk.ui.waiting import waiting

    with waiting():
        window.push(window.desk.plan_severities(wanted))


def toggle_review(window: MainWindow) -> None:
    """模拟复核, or back to the findings."""
    window.panels.show()
    window.findings.set_mode("form" if window.findings.mode == "review" else "review")
