"""全审: every form of a ledger looked at, alone and together with the others.

Reads the file itself, read-only, so that it can run beside her work. Refuses to know threads and windows: it tells of
each form it has read, and what is raised then ends it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfdesk import catalog
from perfdesk.core.audit import Filled, Finding, Listed, audit, audit_ledger, filled
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import EVIDENCE, Attachment, counted
from perfdesk.core.excuses import STILL_EMPTY, still_open
from perfdesk.core.form import Form
from perfdesk.core.scores.scoring import score
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
    unread: tuple[int, ...] = ()
    """Forms whose definition is not at hand."""

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
        projects, records = ledger.projects(), [each for each in ledger.listed_forms() if not only or each.id in only]
        forms, alone = _read_all(ledger, records, severities, told)
    finally:
        ledger.close()
    told(len(records), len(records))
    unread = [record for record in records if record.id not in forms]
    unknown = {record.project for record in unread}
    listed = () if only else tuple(each for each in projects if each.listed and each.id not in unknown)
    found = audit_ledger(tuple(forms.values()), [_listed(project) for project in listed], severities)
    findings = dict(zip(forms, found.forms, strict=True))
    opened = {number: still_open(forms[number].sheet, each) for number, each in findings.items()}
    return LedgerAudit(
        {number: each for number, each in opened.items() if each},
        {number: frozenset(each) - frozenset(alone[number]) for number, each in findings.items()},
        found.whole,
        len(forms),
        tuple(project.id for project in listed),
        tuple(record.id for record in unread),
    )


def _read_all(
    ledger: Ledger, records: Sequence[FormRecord], severities: Mapping[str, str], told: Callable[[int, int], None]
) -> tuple[dict[int, Filled], dict[int, tuple[Finding, ...]]]:
    """The forms by their ids and what each has by itself, without those whose definition is not at hand."""
    evidence: dict[int, list[Attachment]] = {}
    let_go = ledger.let_go()
    for file in ledger.attachments():
        if file.kind == EVIDENCE and file.sha256 not in let_go:
            evidence.setdefault(file.form, []).append(file)
    forms, alone = {}, {}
    for number, record in enumerate(records):
        told(number, len(records))
        try:
            form = catalog.form(record.form)
        except PerfdeskError:
            continue
        forms[record.id] = _read(ledger, record, form, evidence.get(record.id, ()))
        alone[record.id] = audit(forms[record.id], severities)
    return forms, alone


def _listed(project: Project) -> Listed:
    """What the list said of a project, which may be called otherwise by now."""
    return Listed(
        project.code, project.name, project.initial, project.adjusted, project.executed, "清单里的", project.year
    )


def _read(ledger: Ledger, record: FormRecord, form: Form, evidence: Sequence[Attachment]) -> Filled:
    sheet = ledger.sheet(record.id)
    scores = score(form.profile, sheet, record.year)
    return filled(form, sheet, scores, catalog.words(), record.year, evidence=counted(evidence))
