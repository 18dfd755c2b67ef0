"""全审: all forms of an open ledger, checked one by one and together.

Knows that what concerns several forms (a code given twice, the indicators of another project, a changed target) is seen
only here. Refuses to know the checks (`core/audit.py`) and who asks.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from perfdesk import catalog
from perfdesk.core.audit import Finding, audit_ledger, filled
from perfdesk.desk import Desk


class WholeAudit(NamedTuple):
    """The findings of each form by its id, and those of no single form."""

    forms: Mapping[int, tuple[Finding, ...]]
    whole: tuple[Finding, ...]


def audit_desk(
    desk: Desk,
    severities: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> WholeAudit:
    """The findings of all living forms. `progress` is told how many are read, and of how many."""
    records, forms = desk.forms(), []
    for number, record in enumerate(records, 1):
        document = desk.document(record.id)
        forms.append(filled(document.form, document.sheet, document.scores, catalog.words(), record.year))
        progress(number, len(records))
    audited = audit_ledger(forms, severities=severities)
    return WholeAudit({record.id: each for record, each in zip(records, audited.forms, strict=True)}, audited.whole)
