"""Back to a moment: a form as it was, the whole ledger as it was, and the restore points that name a moment.

Knows what the journal must take back for that, and plans it as one step, which is journalled and undone like any
other. Refuses to know when she wants it and how it is shown.

What is not there at a moment is not erased: a form made since goes to the bin with all it holds.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfdesk.core.sheet import Cell, Change, Sheet, cleaned
from perfdesk.core.step import ATTACHMENTS, FORMS, LEDGER, POINT, PROJECTS, RECORDS, REMOVED, RecordChange, Step
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.ledger.journal import Place, Stood

Key = tuple[str, int]
"""A table and the number of a record of it."""


class Then(NamedTuple):
    """A form at a moment. `there`: whether it was in the ledger."""

    sheet: Sheet
    year: int
    there: bool


class Restored(NamedTuple):
    """The whole ledger taken back to a moment: the step, and what it comes to."""

    step: Step
    cells: int
    changed: int
    """Forms of which cells change."""
    binned: int
    back: int
    """Forms made since, which go to the bin, and forms deleted since, which come back."""
    projects: int
    """Projects that come, go or are called otherwise."""
    settings: int
    files: int
    """Attachments that come, go or are called otherwise."""

    @property
    def words(self) -> str:
        """What it comes to, in one sentence."""
        parts = (
            (self.changed, f"{self.changed} 张报表的 {self.cells} 格改回当时的内容"),
            (self.binned, f"{self.binned} 张后来新建的报表放进回收站"),
            (self.back, f"{self.back} 张后来删除的报表恢复"),
            (self.projects, f"{self.projects} 个项目改回当时的样子"),
            (self.settings, f"{self.settings} 项账本设置改回"),
            (self.files, f"{self.files} 个附件改回当时的样子"),
        )
        told = "，".join(words for count, words in parts if count)
        return f"{told}。" if told else "账本和当时一样，没有要改回的。"


def form_at(ledger: Ledger, form: int, moment: int) -> Then:
    """A form as it was. One that had not been made yet is blank."""
    record = next(each for each in ledger.forms(removed=True) if each.id == form)
    texts, year, there = dict(ledger.sheet(form).texts), record.year, not record.removed
    for (_, cell), stood in ledger.journal.since(moment, form).items():
        if cell.section == FORMS:
            year = int(stood.then or 0) if cell.field == "year" else year
            there = not stood.then if cell.field == REMOVED else there
        elif cell.section not in RECORDS:
            texts[cell] = stood.then
    return Then(Sheet({cell: text for cell, text in texts.items() if text}), year, there)


def plan_form(desk: Desk, form: int, moment: int) -> Step:
    """One step that makes a form what it was."""
    return desk.document(form).plan_sheet(form_at(desk.ledger, form, moment).sheet, "恢复到以前的内容")


def plan_cells(desk: Desk, form: int, cells: Sequence[Cell], moment: int) -> Step:
    """One step that makes some cells of a form what they were, as if she typed it again."""
    then = form_at(desk.ledger, form, moment).sheet
    step = desk.document(form).plan([(cell, then.text(cell)) for cell in cells])
    return Step("恢复一格", step.cells, step.records)


def plan_ledger(desk: Desk, moment: int) -> Restored:
    """One step that makes the whole ledger what it was; its restore points stay."""
    since = {
        place: stood
        for place, stood in desk.ledger.journal.since(moment).items()
        if stood.then != stood.now and not _is_point(place)
    }
    now, then = _living(desk.ledger), _living(desk.ledger)
    for (_, cell), stood in since.items():
        if cell.field == REMOVED and cell.section in RECORDS:
            (then.discard if stood.then else then.add)((cell.section, cell.row))
    files = {file.id: file.form for file in desk.ledger.attachments(removed=True)}
    records = tuple(_record_changes(since, then, files))
    cells = _cell_changes(since, then)
    return Restored(
        Step("恢复账本到以前的样子", cells, records),
        sum(map(len, cells.values())),
        sum((FORMS, form) in now for form in cells),
        len(_of(FORMS, now - then)),
        len(_of(FORMS, then - now)),
        len({change.id for change in records if change.table == PROJECTS}),
        sum(change.table == LEDGER for change in records),
        len({change.id for change in records if change.table == ATTACHMENTS}),
    )


def plan_point(desk: Desk, name: str) -> Step:
    """A restore point here and now."""
    field = f"{POINT}{desk.ledger.journal.next_point()}"
    return Step("设还原点", {}, (RecordChange(LEDGER, 0, field, "", cleaned(name).strip()),))


def plan_point_name(number: int, before: str, name: str) -> Step:
    """Another name for a restore point; a blank one takes it away."""
    act = "还原点改名" if name.strip() else "删除还原点"
    return Step(act, {}, (RecordChange(LEDGER, 0, f"{POINT}{number}", before, cleaned(name).strip()),))


def _is_point(place: Place) -> bool:
    return place[1].section == LEDGER and place[1].field.startswith(POINT)


def _living(ledger: Ledger) -> set[Key]:
    """What is in the ledger now."""
    return {
        *((PROJECTS, project.id) for project in ledger.projects()),
        *((FORMS, form.id) for form in ledger.forms()),
        *((ATTACHMENTS, each.id) for each in ledger.attachments()),
    }


def _of(table: str, keys: set[Key]) -> set[Key]:
    return {key for key in keys if key[0] == table}


def _record_changes(since: Mapping[Place, Stood], then: set[Key], files: Mapping[int, int]) -> list[RecordChange]:
    """What was there gets all its fields back; what was not only goes, and keeps what it holds.

    `files` says which form each attachment is of: those of a form that goes stay with it.
    """
    kept = {(ATTACHMENTS, file) for file, form in files.items() if (FORMS, form) not in then}
    return [
        RecordChange(cell.section, cell.row, cell.field, stood.now, stood.then)
        for (_, cell), stood in since.items()
        if cell.section in RECORDS
        and (
            cell.section == LEDGER
            or (cell.section, cell.row) in then
            or (cell.field == REMOVED and (cell.section, cell.row) not in kept)
        )
    ]


def _cell_changes(since: Mapping[Place, Stood], then: set[Key]) -> dict[int, tuple[Change, ...]]:
    """The cells of the forms that were there."""
    changes: dict[int, list[Change]] = {}
    for (form, cell), stood in since.items():
        if cell.section not in RECORDS and (FORMS, form) in then:
            changes.setdefault(form, []).append(Change(cell, stood.now, stood.then))
    return {form: tuple(each) for form, each in changes.items()}


def changed_cells(one: Sheet, other: Sheet) -> frozenset[Cell]:
    """The cells in which two sheets differ."""
    return frozenset(cell for cell in {*one.texts, *other.texts} if one.text(cell) != other.text(cell))
