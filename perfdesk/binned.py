"""回收站: the projects and forms that were deleted, and the step that brings some of them back.

Knows what lies in the bin and what comes back together. Refuses to erase anything: nothing ever leaves the file.
"""

from collections.abc import Iterable
from typing import NamedTuple

from perfdesk.core.step import FORMS, PROJECTS, REMOVED, RecordChange, Step
from perfdesk.ledger import FormRecord, Ledger, Project
from perfdesk.ledger.records import Entry


class Binned(NamedTuple):
    """A project or a form that was deleted. `forms` are those of a project that went with it."""

    record: Project | FormRecord
    at: str
    who: str
    act: str
    step: int
    forms: tuple["Binned", ...] = ()


def binned(ledger: Ledger) -> list[Binned]:
    """What lies in the bin, what was deleted last first; the forms that went with their project are under it.

    What was never more than begun (its making was taken back) holds nothing, and is not listed.
    """
    how = ledger.journal.removals()
    projects = [
        _binned(project, how.get((PROJECTS, project.id)))
        for project in ledger.projects(removed=True)
        if project.removed and (project.name or project.code)
    ]
    forms = [
        _binned(form, how.get((FORMS, form.id))) for form in ledger.forms(removed=True) if form.removed and form.form
    ]
    with_project = {(each.record.id, each.step): each for each in projects}
    under: dict[int, list[Binned]] = {}
    alone: list[Binned] = []
    for form in forms:
        assert isinstance(form.record, FormRecord)
        home = with_project.get((form.record.project, form.step))
        (under.setdefault(home.record.id, []) if home else alone).append(form)
    whole = [project._replace(forms=tuple(under.get(project.record.id, ()))) for project in projects]
    return sorted([*whole, *alone], key=lambda each: (each.step, each.record.id), reverse=True)


def plan_back(ledger: Ledger, chosen: Iterable[Binned]) -> Step:
    """Brings these back: a project with the forms that went with it, a form with its project."""
    lying = {project.id for project in ledger.projects(removed=True) if project.removed}
    projects: list[int] = []
    forms: list[int] = []
    for each in chosen:
        if isinstance(each.record, Project):
            projects.append(each.record.id)
            forms += [form.record.id for form in each.forms]
        else:
            projects += [each.record.project] if each.record.project in lying else []
            forms.append(each.record.id)
    records = [_back(PROJECTS, number) for number in dict.fromkeys(projects)]
    records += [_back(FORMS, number) for number in dict.fromkeys(forms)]
    counts = ((len(set(projects)), "个项目"), (len(set(forms)), "张报表"))
    told = "和 ".join(f"{count} {what}" for count, what in counts if count)
    return Step(f"从回收站恢复 {told}", {}, tuple(records))


def _back(table: str, number: int) -> RecordChange:
    return RecordChange(table, number, REMOVED, "1", "")


def _binned(record: Project | FormRecord, how: Entry | None) -> Binned:
    """A record no journal speaks of was deleted by another program; it can be brought back all the same."""
    return Binned(record, how.at, how.who, how.act, how.step) if how else Binned(record, "", "", "", 0)
