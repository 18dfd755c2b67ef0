"""The figures charts are drawn from: of one form and the year before it, and of all forms of a ledger.

Knows where forms and their scores come from; what is drawn is `core/charts.py`'s. The whole ledger is read from the
file itself, read-only, so that it can run beside her work. Refuses to know threads and windows.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from perfdesk import catalog
from perfdesk.core.charts import (
    Chart,
    Figures,
    by_class,
    figures,
    ledger_by_class,
    ledger_spending,
    ledger_years,
    spending_and_output,
    this_year_and_last,
    year_before,
)
from perfdesk.core.errors import PerfdeskError
from perfdesk.desk import Desk
from perfdesk.document import scored
from perfdesk.ledger import FormRecord, Ledger, Project


def of_form(desk: Desk, form_id: int) -> tuple[Chart, ...]:
    """The charts of a form."""
    record = desk.record(form_id)
    projects = {project.id: project for project in desk.projects()}
    now = _of_record(desk.ledger, record, projects)
    last = _before(desk, record, now, projects)
    return _of(
        f"{now.called} · {now.year} 年度", by_class(now), spending_and_output(now), this_year_and_last(now, last)
    )


def of_ledger(unit: str, year: int, every: tuple[Figures, ...]) -> tuple[Chart, ...]:
    """The charts of all forms of a year that are scored."""
    scored = [form for form in every if form.year == year and form.parts]
    years = ledger_years(year, scored, year_before(every, year))
    return _of(f"{unit} · {year} 年度".strip(" ·"), ledger_by_class(scored), ledger_spending(scored), years)


def _of(subject: str, *charts: Chart) -> tuple[Chart, ...]:
    return tuple(replace(chart, subject=subject) for chart in charts)


def read(path: Path, told: Callable[[int, int], None]) -> tuple[Figures, ...]:
    """The figures of every form of a ledger as it stands on the disk. `told` hears how many are read, of how many."""
    ledger = Ledger.open(path, who="", readonly=True)
    try:
        projects, records, found = {each.id: each for each in ledger.projects()}, ledger.forms(), []
        for number, record in enumerate(records):
            told(number, len(records))
            if record.filled:
                found.append(_of_record(ledger, record, projects))
    finally:
        ledger.close()
    told(len(records), len(records))
    return tuple(found)


def _before(desk: Desk, record: FormRecord, now: Figures, projects: Mapping[int, Project]) -> Figures | None:
    """The same project's form of the year before: only that one is read."""
    kinds = {each.id: each.kind for each in catalog.forms()}
    named = [
        _called(each, projects, kinds.get(each.form, ""))
        for each in desk.forms()
        if each.year == record.year - 1 and kinds.get(each.form) == now.kind
    ]
    then = year_before([now, *named], record.year).get(record.id)
    return _of_record(desk.ledger, desk.record(then.form), projects) if then else None


def _of_record(ledger: Ledger, record: FormRecord, projects: Mapping[int, Project]) -> Figures:
    try:
        form, sheet, scores = scored(ledger, record)
    except PerfdeskError:  # a form that is not at hand any more: it is listed, and has no figures
        return _called(record, projects, "")
    called = _called(record, projects, form.kind)
    return figures(
        sheet,
        scores,
        form=record.id,
        name=called.name,
        code=called.code,
        year=record.year,
        kind=form.kind,
    )


def _called(record: FormRecord, projects: Mapping[int, Project], kind: str) -> Figures:
    project = projects.get(record.project)
    name, code = (project.name, project.code) if project else ("", "")
    return Figures(record.id, name, code, record.year, kind)
