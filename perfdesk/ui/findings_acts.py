"""What she does about findings: going to one, putting it right, letting it stand; one function an act.

See `page_acts.py` for the page and `acts.py` for ledgers and forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui.page_acts import undo

if TYPE_CHECKING:
    from perfdesk.core.audit import Finding
    from perfdesk.core.sheet import Cell
    from perfdesk.ui.main_window import MainWindow


def next_finding(window: MainWindow) -> None:
    window.findings.next()


def jump(window: MainWindow, form: int, cell: Cell | None) -> None:
    """To the cell of a finding, or the nearest that is printed; the form is opened if need be."""
    from perfdesk.ui.marks import place

    if form:
        window.open_form(form)
    at = place(window.page.page_model.page, window.document.sheet, cell) if cell else None
    if at:
        window.page.go_to(at)
    window.page.setFocus()


def mend(window: MainWindow, finding: Finding) -> None:
    """What the finding offers, as one step that can be undone."""
    window.commit()
    if finding not in window.document.findings:
        window.notice.say("这一处已经改过了。")
    elif window.push(window.document.plan_fix(finding)):
        jump(window, 0, finding.cell)
        window.notice.say(f"已改正：{finding.message}", "done", [("撤销", lambda: undo(window))])


def excuse(window: MainWindow, finding: Finding, reason: str) -> None:
    """Lets a finding stand with her reason; a blank one takes it back."""
    window.commit()
    window.push(window.document.plan_excuse(finding, reason))
