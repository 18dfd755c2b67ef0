"""全审: every form of a ledger looked at, alone and together with the others.

Reads the file itself, read-only, so that it can run beside her work. Refuses to know threads and windows: it tells of
each form it has read, and what is raised then ends it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfdesk import catalog
from perfdesk.core.audit import Filled, Finding, Listed, audit, audit_ledger, filled
from perfdesk.core.evidence import EVIDENCE, Attachment, counted
from perfdesk.core.excuses import STILL_EMPTY, still_open
from perfdesk.core.scoring import score
from perfdesk.ledger import FormRecord, Ledger, Project


@dataclass(frozen=True)
class LedgerAudit:
    """What is open: by form id those that have findings, and what concerns no form.

    `together` are those of them that only a look at all forms shows. Of some forms, what the project list says is
    left alone.
    """

    forms: Mapping[int, tuple[Finding, ...]]
    together: Mapping[int, frozenset[Finding]]
    whole: tuple[Finding, ...]
    looked_at: int
    listed: tuple[int, ...] = ()
    """The projects a list names, in the order in which the findings number them: `list[n].code`."""

    @property
    def errors(self) -> int:
        found = [*self.whole, *(each for findings in self.forms.values() for each in findings)]
        return sum(each.severity == "error" and each.check != STILL_EMPTY for each in found)


def audit_file(
    path: Path, severities: Mapping[str, str], told: Callable[[int, int], None], only: Collection[int] = ()
) -> LedgerAudit:
    """The findings of a ledger as it stands on the disk, or of some of its forms: these alone and with each other.
    `told` hears how many forms are read, of how many."""
    ledger = Ledger.open(path, who="", readonly=True)
    try:
        listed = () if only else tuple(project for project in ledger.projects() if project.listed)
        order = {project.id: place for place, project in enumerate(ledger.projects())}
        wanted = [record for record in ledger.forms() if not only or record.id in only]
        records = sorted(wanted, key=lambda record: (order.get(record.project, len(order)), record.id))
        evidence: dict[int, list[Attachment]] = {}
        for file in ledger.attachments():
            if file.kind == EVIDENCE:
                evidence.setdefault(file.form, []).append(file)
        forms, alone = [], []
        for number, record in enumerate(records):
            told(number, len(records))
            forms.append(_read(ledger, record, evidence.get(record.id, ())))
            alone.append(audit(forms[-1], severities))
    finally:
        ledger.close()
    told(len(records), len(records))
    found = audit_ledger(forms, [_listed(project) for project in listed], severities)
    opened = {
        record.id: still_open(form.sheet, findings)
        for record, form, findings in zip(records, forms, found.forms, strict=True)
    }
    together = {
        record.id: frozenset(findings) - frozenset(before)
        for record, findings, before in zip(records, found.forms, alone, strict=True)
    }
    return LedgerAudit(
        {form: each for form, each in opened.items() if each},
        together,
        found.whole,
        len(records),
        tuple(project.id for project in listed),
    )


def _listed(project: Project) -> Listed:
    """What the list said of a project, which may be called otherwise by now."""
    return Listed(
        project.code, project.name, project.initial, project.adjusted, project.executed, "清单里的", project.year
    )


def _read(ledger: Ledger, record: FormRecord, evidence: Sequence[Attachment]) -> Filled:
    form, sheet = catalog.form(record.form), ledger.sheet(record.id)
    scores = score(form.profile, sheet, record.year)
    return filled(form, sheet, scores, catalog.words(), record.year, evidence=counted(evidence))
