"""An open ledger at work: the one door through which everything changes.

Knows the order — disk first, memory second, watchers third — and plans what concerns projects and forms as a whole.
Refuses to know what is inside a form (`document.py`), how it is kept (`ledger/__init__.py`) and who watches.

A ledger is listed from its records alone; what scores and lays out a form is imported with the first that is opened.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import EVIDENCE
from perfdesk.core.sheet import Cell, Change, Sheet, added_rows, cleaned, own
from perfdesk.core.step import (
    ATTACHMENTS,
    DUE,
    FORMS,
    LEDGER,
    PROJECTS,
    REMOVED,
    SEVERITY,
    RecordChange,
    Step,
    joined,
    made,
    removed,
)
from perfdesk.ledger import Attachment, FormRecord, Ledger, Project

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.document import Document, Evaluation


class Applied(NamedTuple):
    """What happened: the step, the forms it touched, and whether a record changed, which the tree shows."""

    step: Step
    forms: frozenset[int]
    tree: bool


class Desk:
    """An open ledger. Records are kept in memory, sheets only of forms that were opened."""

    def __init__(self, ledger: Ledger, form: "Callable[[str], Form]" = catalog.form) -> None:
        self.ledger = ledger
        self._form = form
        self._projects = {project.id: project for project in ledger.projects(removed=True)}
        self._forms = {record.id: record for record in ledger.forms(removed=True)}
        self._attachments = {each.id: each for each in ledger.attachments(removed=True)}
        self._files = _by_form(self._attachments, ledger.let_go() if self._attachments else frozenset())
        self._contents: dict[str, bytes] = {}
        self._documents: dict[int, Document] = {}
        self._watchers: list[Callable[[Applied], None]] = []

    def watch(self, callback: Callable[[Applied], None]) -> None:
        """Called after each step that was written."""
        self._watchers.append(callback)

    def projects(self) -> list[Project]:
        living = (project for project in self._projects.values() if not project.removed)
        return sorted(living, key=lambda project: (project.year, project.code, project.id))

    def forms(self) -> list[FormRecord]:
        return [record for _, record in sorted(self._forms.items()) if not record.removed]

    def record(self, form_id: int) -> FormRecord:
        return self._forms[form_id]

    def attachments(self, form_id: int, kind: str) -> list[Attachment]:
        """The files of a kind kept for a form. One whose bytes were swept while it was removed is kept no more."""
        return [file for file in self._files.get(form_id, ()) if file.kind == kind]

    def attachment(self, number: int) -> Attachment:
        return self._attachments[number]

    def touched(self, step: Step) -> frozenset[int]:
        """The forms of which a cell, the record or a file kept for it changes by a step that was written."""
        named = {
            int(each.new) for each in step.records if each.table == ATTACHMENTS and each.field == "form" and each.new
        }
        return step.forms | named | {file.form for file in self._files_of(step) if file.form}

    def hollow(self, step: Step) -> list[Attachment]:
        """The files a step that was written would have kept, had their bytes not been swept."""
        return [
            file for file in self._files_of(step) if not file.removed and file not in self._files.get(file.form, ())
        ]

    def _files_of(self, step: Step) -> list[Attachment]:
        numbers = dict.fromkeys(change.id for change in step.records if change.table == ATTACHMENTS)
        return [self._attachments[number] for number in numbers if number in self._attachments]

    def bring(self, contents: Mapping[str, bytes]) -> None:
        """The bytes of files that the next step to attach some names by their SHA-256: written with it, or let go."""
        self._contents = dict(contents)

    def project(self, project_id: int) -> Project | None:
        return self._projects.get(project_id)

    def can_open(self, form: str) -> bool:
        """Whether the definition of a kind of form is on this PC."""
        try:
            return bool(self._form(form))
        except PerfdeskError:
            return False

    def document(self, form_id: int) -> "Document":
        """The form, opened once. PerfdeskError where it is not there, or its definition is not."""
        from perfdesk import document

        if form_id not in self._documents:
            record = self._forms.get(form_id)
            if record is None or record.removed:
                raise PerfdeskError(f"账本里没有编号为 {form_id} 的表，可能已被删除。")
            form = self._form(record.form)
            state = self._evaluated(record, {}, self.ledger.info.severities, self._files)
            self._documents[form_id] = document.Document(form_id, form, state, self.ledger.last_row(form_id), self)
        return self._documents[form_id]

    def as_if(self, form_id: int, cell: Cell, text: str) -> "Document":
        """An open form as it would be with a text she has not committed: to look at, never to plan with."""
        from perfdesk import document

        opened, record = self.document(form_id), self._forms[form_id]
        sheet = opened.sheet.apply(opened.plan([(cell, text)]).cells.get(form_id, ()))
        state = self._evaluated(record, {form_id: sheet}, self.ledger.info.severities, self._files)
        return document.Document(form_id, opened.form, state, max(sheet.rows, default=0), self)

    def apply(self, step: Step) -> Applied:
        """Writes a step, then lets memory and watchers follow. Refused by the disk, everything is as it was."""
        if step.empty:
            return Applied(step, frozenset(), False)
        projects = _after(self._projects, step.records, PROJECTS, _no_project)
        forms = _after(self._forms, step.records, FORMS, _no_form)
        attachments = _after(self._attachments, step.records, ATTACHMENTS, _no_attachment)
        sheets = {form: self._sheet(form).apply(changes) for form, changes in step.cells.items()}
        severities = _severities(self.ledger.info.severities, step.records)
        anew = _anew(step) | self._brought_back(step, forms)
        if severities != self.ledger.info.severities:
            anew |= self._judged(forms.values())
        files = self._files
        if attachments != self._attachments:
            files = _by_form(attachments, self.ledger.let_go() - self._contents.keys())
            anew |= {form for form in {*files, *self._files} if files.get(form) != self._files.get(form)}
        living = (forms[form] for form in anew if not forms[form].removed)
        states = {record.id: self._evaluated(record, sheets, severities, files) for record in living}
        brought = self._brought(step)
        at = self.ledger.write(step, {form: state.summary for form, state in states.items()}, brought)
        if brought:
            self._contents = {}
        for form in step.forms:
            forms[form] = forms[form]._replace(changed=at)
        for form, state in states.items():
            forms[form] = forms[form]._replace(**state.summary._asdict())
        self._projects, self._forms = projects, forms
        self._attachments, self._files = attachments, files
        self._refresh(sheets, states)
        applied = Applied(step, step.forms | frozenset(states), bool(step.records))
        for watcher in tuple(self._watchers):
            watcher(applied)
        return applied

    def plan_project(self, name: str, code: str, year: int) -> tuple[Step, int]:
        """A new project, and its id."""
        number = self.ledger.next_id(PROJECTS)
        fields = {"year": str(year), "code": cleaned(code), "name": cleaned(name)}
        return Step("新建项目", {}, made(PROJECTS, number, fields)), number

    def plan_form(self, project_id: int, form_key: str, number: int = 0) -> tuple[Step, int]:
        """A new form of a project, with what is already known filled in and the rows the form begins with; and its id,
        the next that is free where none is named."""
        project, form, info = self._projects[project_id], self._form(form_key), self.ledger.info
        known = {"project": project.name, "code": project.code, "department": info.unit, "unit": info.unit}
        cells = [Change(own(name), "", text) for name, text in known.items() if text and own(name) in form.own_cells]
        cells.append(Change(own("year"), "", str(project.year)))
        cells += added_rows(Sheet(), 0, form.indicators.start, 1)
        return self._new_form(f"新建 {form.short}", project_id, form_key, project.year, cells, number)

    def plan_forms(self, wanted: Sequence[tuple[int, str]]) -> Step:
        """New forms of projects, given with the form each is to have, in one step."""
        numbered = enumerate(wanted, self.ledger.next_id(FORMS))
        steps = [self.plan_form(project, form, number)[0] for number, (project, form) in numbered]
        return joined(f"新建 {len(steps)} 张报表", steps)

    def plan_carried(
        self, form_id: int, year: int, form_key: str = "", *, home: int = 0, number: int = 0
    ) -> tuple[Step, int]:
        """The form of another year begun with what this one says of project, goal and indicators; and its id.

        It goes to `home`, else to the project of the same code, or name, in that year; to a new one where there is
        none. `form_key` is the kind of form it becomes, where that is another.
        """
        from perfdesk.core.carried import carried_over

        record = self._forms[form_id]
        begun, home = (Step(""), home) if home else self.plan_home(self._projects[record.project], year)
        key = form_key or record.form
        changes = carried_over(self._sheet(form_id), self._form(key), year)
        step, new = self._new_form("沿用上年", home, key, year, changes, number)
        return joined(step.act, (begun, step)), new

    def plan_home(self, project: Project, year: int) -> tuple[Step, int]:
        """The project of the same code, or name, in a year, and its id; made where there is none."""
        there = [each.id for each in self.same_projects(project) if each.year == year]
        return (Step(""), there[0]) if there else self.plan_project(project.name, project.code, year)

    def same_projects(self, project: Project) -> list[Project]:
        """The projects of every year that are this one."""
        from perfdesk.core.projects import called, same_project

        wanted = called(project.code, project.name)
        return [each for each in self.projects() if same_project(called(each.code, each.name), wanted)]

    def owed(self) -> list[Project]:
        """The projects that have no form yet."""
        having = {record.project for record in self.forms()}
        return [project for project in self.projects() if project.id not in having]

    def plan_duplicate(self, form_id: int) -> tuple[Step, int]:
        """The same form again, with all it holds, evidence too; not the scan of its stamped sheet."""
        record = self._forms[form_id]
        cells = [Change(cell, "", text) for cell, text in self._sheet(form_id).texts.items()]
        step, number = self._new_form("复制表", record.project, record.form, record.year, cells)
        first = self.ledger.next_id(ATTACHMENTS)
        copied = [
            change
            for new, file in enumerate(self.attachments(form_id, EVIDENCE), first)
            for change in made(ATTACHMENTS, new, {**_told(file), "form": str(number)})
        ]
        return replace(step, records=(*step.records, *copied)), number

    def plan_remove_form(self, form_id: int) -> Step:
        return Step("删除报表", {}, (removed(FORMS, form_id),))

    def plan_remove_project(self, project_id: int) -> Step:
        """The project with its forms."""
        forms = [removed(FORMS, record.id) for record in self._forms_of(project_id)]
        act = f"删除项目和 {len(forms)} 张表" if forms else "删除项目"
        return Step(act, {}, (*forms, removed(PROJECTS, project_id)))

    def plan_rename(self, project_id: int, name: str, code: str) -> Step:
        """Another name and code for a project, also in those of its forms that still say the old ones."""
        project = self._projects[project_id]
        fields = (
            ("project", "name", project.name, cleaned(name)),
            ("code", "code", project.code, cleaned(code)),
        )
        changed = [each for each in fields if each[2] != each[3]]
        cells: dict[int, tuple[Change, ...]] = {}
        for record in self._forms_of(project_id):
            sheet, there = self._sheet(record.id), self._form(record.form).own_cells
            cells[record.id] = tuple(
                Change(own(cell), old, new)
                for cell, _, old, new in changed
                if own(cell) in there and sheet.own(cell) == old
            )
        records = tuple(RecordChange(PROJECTS, project_id, field, old, new) for _, field, old, new in changed)
        return Step("修改项目", {form: changes for form, changes in cells.items() if changes}, records)

    def plan_severities(self, wanted: Mapping[str, str]) -> Step:
        """How grave checks are to be in this ledger, by check; blank is as the profile says."""
        return _facts("审核设置", SEVERITY, self.ledger.info.severities, wanted)

    def plan_due(self, wanted: Mapping[str, str]) -> Step:
        """By when (2026-03-20) kinds of forms are owed, by `kind.year`; blank is no day."""
        return _facts("应交日期", DUE, self.ledger.info.due, wanted)

    def plan_marks(self, forms: Iterable[int], state: str) -> Step:
        """What became of forms once they left her desk; a blank state lets their figures speak again."""
        records = [self._forms[form] for form in forms]
        changes = [
            RecordChange(FORMS, each.id, "state", each.marked, state) for each in records if each.marked != state
        ]
        act = f"标为{state}" if state else "取消标记"
        return Step(f"{act} {len(changes)} 张表" if len(changes) > 1 else act, {}, tuple(changes))

    def _new_form(
        self, act: str, project_id: int, form_key: str, year: int, cells: Iterable[Change], number: int = 0
    ) -> tuple[Step, int]:
        number = number or self.ledger.next_id(FORMS)
        records = made(FORMS, number, {"project": str(project_id), "form": form_key, "year": str(year)})
        return Step(act, {number: tuple(cells)}, records), number

    def _judged(self, forms: Collection[FormRecord]) -> set[int]:
        """Those that can be looked through: one whose definition is not on this PC keeps what was counted."""
        there = {form_id for form_id in {record.form for record in forms} if self.can_open(form_id)}
        return {record.id for record in forms if record.form in there}

    def _brought_back(self, step: Step, forms: Mapping[int, FormRecord]) -> set[int]:
        """The forms that were gone: what was typed into one meanwhile, or how grave checks are, nobody looked at."""
        changed = (each for each in step.records if each.table == FORMS and each.field == REMOVED)
        return self._judged([forms[each.id] for each in changed if not each.new])

    def _brought(self, step: Step) -> dict[str, bytes]:
        """The bytes that were brought for this step."""
        named = {each.new for each in step.records if each.table == ATTACHMENTS and each.field == "sha256"}
        return {sha256: self._contents[sha256] for sha256 in named & self._contents.keys()}

    def _forms_of(self, project_id: int) -> list[FormRecord]:
        return [record for record in self.forms() if record.project == project_id]

    def _sheet(self, form_id: int) -> Sheet:
        document = self._documents.get(form_id)
        return document.sheet if document else self.ledger.sheet(form_id)

    def _evaluated(
        self,
        record: FormRecord,
        sheets: Mapping[int, Sheet],
        severities: Mapping[str, str],
        files: "_Files",
    ) -> "Evaluation":
        sheet = sheets[record.id] if record.id in sheets else self._sheet(record.id)
        evidence = [file for file in files.get(record.id, ()) if file.kind == EVIDENCE]
        from perfdesk import document

        return document.evaluated(self._form(record.form), sheet, record.year, severities, evidence)

    def _refresh(self, sheets: Mapping[int, Sheet], states: "Mapping[int, Evaluation]") -> None:
        """Open documents follow. Of a form that is gone only the texts do: its making may have been taken back."""
        for form, document in self._documents.items():
            if form in states:
                document.take(states[form])
            elif form in sheets:
                document.take(replace(document.evaluation, sheet=sheets[form]))


def _anew(step: Step) -> set[int]:
    """The forms that must be evaluated anew. One that is only deleted or handed in must not."""
    changed = {form for form, changes in step.cells.items() if changes}
    return changed | {each.id for each in step.records if each.table == FORMS and each.field in ("form", "year")}


_Files = Mapping[int, tuple[Attachment, ...]]
"""The files that are kept, by form."""


def _by_form(attachments: Mapping[int, Attachment], let_go: Collection[str]) -> _Files:
    found: dict[int, tuple[Attachment, ...]] = {}
    for file in attachments.values():
        if not file.removed and file.sha256 not in let_go:
            found[file.form] = (*found.get(file.form, ()), file)
    return found


def _severities(known: Mapping[str, str], changes: Iterable[RecordChange]) -> dict[str, str]:
    """The ledger's own severities after these changes."""
    after = dict(known)
    for change in changes:
        if change.table == LEDGER and change.field.startswith(SEVERITY):
            after[change.field.removeprefix(SEVERITY)] = change.new
    return {check: severity for check, severity in after.items() if severity}


def _facts(act: str, prefix: str, known: Mapping[str, str], wanted: Mapping[str, str]) -> Step:
    """The step by which these facts of the ledger become what is wanted."""
    changed = {key: text for key, text in wanted.items() if known.get(key, "") != text}
    changes = [RecordChange(LEDGER, 0, f"{prefix}{key}", known.get(key, ""), text) for key, text in changed.items()]
    return Step(act, {}, tuple(changes))


_Record = TypeVar("_Record", Project, FormRecord, Attachment)


def _after(
    records: Mapping[int, _Record], changes: Iterable[RecordChange], table: str, blank: Callable[[int], _Record]
) -> dict[int, _Record]:
    """The records of a table after these changes."""
    after = dict(records)
    for change in changes:
        if change.table == table:
            record = after.get(change.id) or blank(change.id)
            after[change.id] = record._replace(**{_NAMES.get(change.field, change.field): _value(change)})
    return after


_NAMES = {"state": "marked"}
_COUNTED = frozenset({"year", "project", "row", "position", "size"})


def _value(change: RecordChange) -> Any:
    """What a record holds for the text of a change."""
    if change.field == REMOVED:
        return bool(change.new)
    counted = change.field in _COUNTED or (change.table, change.field) == (ATTACHMENTS, "form")
    return int(change.new or 0) if counted else change.new


def _no_project(number: int) -> Project:
    return Project(number, 0, "", "", removed=True)


def _no_form(number: int) -> FormRecord:
    return FormRecord(number, 0, "", 0, removed=True)


def _no_attachment(number: int) -> Attachment:
    return Attachment(number, 0, removed=True)


def _told(file: Attachment) -> dict[str, str]:
    """What a record of this file holds, as changes say it."""
    told = ("form", "section", "row", "field", "kind", "position", "name", "suffix", "size", "sha256", "note", "code")
    return {name: str(getattr(file, name)) for name in told}
