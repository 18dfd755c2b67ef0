"""What a new form may begin with, and a whole project carried into the next year.

Knows which forms go before which; what is carried over, and its marks, are `core/carried.py`'s. Plans only.
"""

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.step import FORMS, Step, joined
from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord

_BEFORE = {"self-evaluation": "target", "monitor": "target", "overall": "overall-target"}
"""Kind of form → the kind whose goals and indicators it begins with in the same year."""


def beginnings(desk: Desk, project_id: int, form_id: str) -> list[FormRecord]:
    """The forms a new one of a project may begin with, best first: last year's, the same one before others of its
    kind; then this year's targets."""
    project = desk.project(project_id)
    kinds = {each.id: each.kind for each in catalog.forms()}
    kind = kinds.get(form_id, "")
    if project is None or not kind:
        return []
    same = {each.id for each in desk.same_projects(project)}
    forms = [each for each in desk.forms() if each.project in same]
    last = [each for each in forms if each.year == project.year - 1 and kinds.get(each.form) == kind]
    last.sort(key=lambda each: each.form != form_id)
    before = [each for each in forms if each.year == project.year and kind in _BEFORE]
    return last + [each for each in before if kinds.get(each.form) == _BEFORE[kind]]


def next_year(desk: Desk, project_id: int) -> tuple[Step, list[int]]:
    """The forms of a project begun for the year after, in one step, and their ids; those that are there stay."""
    project = desk.project(project_id)
    assert project
    year = project.year + 1
    begun, home = desk.plan_home(project, year)
    there = {each.form for each in desk.forms() if each.project == home}
    records = [each for each in desk.forms() if each.project == project_id and each.form not in there]
    if not records:
        raise PerfdeskError(f"项目「{project.name}」没有可以沿用到 {year} 年度的报表，或者那一年已经有了。")
    numbered = list(enumerate(records, desk.ledger.next_id(FORMS)))
    steps = [desk.plan_carried(record.id, year, home=home, number=number)[0] for number, record in numbered]
    return joined("沿用上年", [begun, *steps]), [number for number, _ in numbered]
