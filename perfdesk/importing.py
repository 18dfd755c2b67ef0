"""Documents into a ledger: what goes where, what it would replace, what is left out and why; all of it one step.

Knows how a found form is matched with a project and a form that are there, and that nothing of hers is overwritten
unless she chose so. Plans only: `Desk.apply(plan.step)` does it, and its inverse takes it back whole. Refuses to know
windows, and how documents are read and recognised (`formats/documents.py`, `core/recognition/recognise.py`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from perfdesk import catalog
from perfdesk.core.carried import is_mark, touched
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.projects import ByProject, called
from perfdesk.core.recognition.currency import otherwise
from perfdesk.core.recognition.enlisting import CODE, COLUMNS, SOURCE, enlisted, said_otherwise
from perfdesk.core.recognition.found import Found, FoundForm, Listed, Unread
from perfdesk.core.recognition.labels import squeezed
from perfdesk.core.recognition.likeness import agreement, closest, fitting, unlike
from perfdesk.core.recognition.merging import bare_rows, begun, filled, overwritten
from perfdesk.core.recognition.placing import Left, Placed, placed
from perfdesk.core.recognition.recognise import recognise
from perfdesk.core.scores.recalculation import Recalculated, recalculated
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Change, Sheet, own
from perfdesk.core.step import FORMS, PROJECTS, RecordChange, Step, made
from perfdesk.desk import Desk
from perfdesk.formats.documents import read_grids

NEW, FILL, OVERWRITE, LEAVE = "new", "fill", "overwrite", "leave"
"""What becomes of a form: a new one; the one there has its blanks filled, or is overwritten; nothing."""


@dataclass(frozen=True)
class Choice:
    """What she decides about one item; what is None stays as proposed."""

    act: str | None = None
    form: str | None = None
    """The kind of form it is taken into."""
    project: int | None = None
    """A project of the ledger; 0 for a new one."""
    kept: frozenset[tuple[int, Cell]] = frozenset()
    """Cells of the form there, as in `Item.replaced`, that keep their old text: (form id, cell)."""
    converted: bool = False
    """Whether amounts in another unit than the form's are taken in the form's."""


@dataclass(frozen=True)
class FileRead:
    """One document: what was found in it, or the sentence that says why it cannot be read.

    `found.grids` is empty, so that 200 documents need no room: `read_grids(path)` gives them again for one.
    """

    path: Path
    found: Found = field(default_factory=Found)
    refusal: str = ""


_NAMING = (own("code"), own("project"))
"""What a project is found by, though its form may have no cell for it."""


@dataclass(frozen=True)
class Item:
    """One found form, and what would become of it."""

    number: int
    """Its place in `Plan.items`: what choices go by."""
    path: Path
    found: FoundForm
    form: Form | None
    """The kind of form it is taken into; None where there is none of its kind."""
    act: str = LEAVE
    why: str = ""
    """Why it is left."""
    unlike: str = ""
    """How the document differs from a form nobody chose: it is the nearest, and may be the wrong one."""
    same: bool = False
    """Left because all it says is there already: nothing is lost."""
    project: int = 0
    new_project: bool = False
    code: str = ""
    name: str = ""
    year: int = 0
    into: int = 0
    """The id of the form in the ledger, new or there already."""
    existing: int | None = None
    """The form of the same kind, project and year that is there already."""
    placed: Placed | None = None
    converted: bool = False
    amounts: Mapping[Cell, str] = field(default_factory=dict)
    """Amounts of `placed` in another unit than the form's → in the form's, blank where that is not certain."""
    changes: tuple[Change, ...] = ()
    """What is done to that form; of one that is left what overwriting would do."""
    replaced: tuple[Change, ...] = ()
    """Of these changes those that put something else, or nothing, for a text that stands there: old → new."""
    left: tuple[Left, ...] = ()
    recalculated: tuple[Recalculated, ...] = ()

    @property
    def doubts(self) -> Mapping[Cell, str]:
        """What is doubtful of what is taken, by cells of the found form."""
        taken = {*self.placed.origins.values(), *_NAMING} if self.placed else set()
        return {cell: why for cell, why in self.found.doubts.items() if cell in taken} | self._in_another_unit()

    def _in_another_unit(self) -> dict[Cell, str]:
        if not (self.form and self.placed):
            return {}
        told: dict[Cell, str] = {}
        for cell, amount in self.amounts.items():
            if not (self.converted and amount):
                why = f"文件的单位是{self.found.money}，表样是{self.form.field(cell).unit}"
                told[self.placed.origins.get(cell, cell)] = why + (f"，换算是 {amount}" if amount else "")
        return told


@dataclass(frozen=True)
class ListedItem:
    """A project of a project list: the ledger's project, new or there already. Without a form it is owed."""

    number: int
    """Its place in `Plan.projects`: what she wants goes by it."""
    listed: Listed
    project: int
    """0 where it is left out and there is none."""
    new: bool
    taken: bool
    changes: tuple[RecordChange, ...] = ()
    """What its record learns from the list, or would learn where it is left out."""

    @property
    def replaced(self) -> tuple[RecordChange, ...]:
        """What another list said of it and this one says otherwise."""
        return said_otherwise(self.changes)


@dataclass(frozen=True)
class Plan:
    """The whole import. `step` is one undoable act; nothing has happened yet."""

    items: tuple[Item, ...]
    projects: tuple[ListedItem, ...]
    step: Step
    unread: tuple[Unread, ...] = ()
    refused: tuple[FileRead, ...] = ()

    @property
    def taken(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.act != LEAVE)

    def unread_of(self, file: FileRead) -> list[Unread]:
        """What of a file has no place in this plan."""
        return [each for each in file.found.unread if each in self.unread]

    @property
    def clean(self) -> bool:
        """Whether everything was taken, and nothing is doubtful."""
        lists = all(each.taken for each in self.projects)
        return lists and not (self.unread or self.refused) and all(map(_clean, self.items))


def _clean(item: Item) -> bool:
    return item.same or not (item.act == LEAVE or item.left or item.doubts or item.unlike or item.recalculated)


_AS_PROPOSED: Mapping[int, Choice] = MappingProxyType({})
_ALL: Mapping[int, bool] = MappingProxyType({})
Progress = Callable[[int, int, Path], bool]
"""Told before each document how many are done, how many there are, and which is next; False ends it."""


def read_all(paths: Sequence[Path], progress: Progress | None = None) -> Iterator[FileRead]:
    """The documents one by one. One that cannot be read does not keep the others."""
    for done, path in enumerate(paths):
        if progress is not None and not progress(done, len(paths), path):
            return
        yield read_one(path)


def read_one(path: Path) -> FileRead:
    """What one document holds, without its grids."""
    try:
        return FileRead(path, replace(recognise(read_grids(path), catalog.labels()), grids=()))
    except PerfdeskError as error:
        return FileRead(path, refusal=str(error))


_ASKED = 3
"""How many documents are asked whose they are before a ledger is made for them."""


def unit_and_year(paths: Sequence[Path]) -> tuple[str, int | None]:
    """Whose documents these seem to be, and of which year, for a ledger that is to be made for them."""
    sheets = [form.sheet for path in paths[:_ASKED] for form in read_one(path).found.forms]
    units = [name for each in sheets if (name := each.own("unit") or each.own("department"))]
    return next(iter(units), ""), next((each.year for each in sheets if each.year), None)


def plan(
    desk: Desk,
    files: Iterable[FileRead],
    choices: Mapping[int, Choice] = _AS_PROPOSED,
    *,
    form: str = "",
    wanted: Mapping[int, bool] = _ALL,
) -> Plan:
    """What importing these documents does. `form`: the kind of form all of them are taken into; `wanted`: whether
    projects of lists come in, by their numbers; of the others those do that replace nothing."""
    files = list(files)
    planner = _Planner(desk, catalog.form(form) if form else None)
    for file in files:
        for found in file.found.forms:
            planner.take(file.path, found, choices.get(len(planner.items), Choice()))
    for file in files:
        years = [year for each in file.found.forms if (year := each.sheet.year)]
        for listed in file.found.projects:
            year = years[0] if years else desk.ledger.info.year
            planner.take_listed(listed, year, wanted.get(len(planner.listed)))
    refused = tuple(file for file in files if file.refusal)
    took = {
        each
        for item in planner.items
        if item.placed and (item.same or item.act != LEAVE)
        for each in item.placed.found_place
    }
    unread = tuple(each for file in files for each in file.found.unread if each not in took)
    return Plan(tuple(planner.items), tuple(planner.listed), planner.step(), unread, refused)


class _Planner:
    """An import while it is being planned: the ledger's projects and forms, and those it will have."""

    def __init__(self, desk: Desk, form: Form | None) -> None:
        self._desk, self._form = desk, form
        self._projects: dict[int, ByProject[int]] = defaultdict(ByProject)
        for project in desk.projects():
            self._projects[project.year].add(called(project.code, project.name), project.id)
        facts = {p.id: {name: str(getattr(p, name)) for name in (*COLUMNS, CODE, SOURCE)} for p in desk.projects()}
        self._lists: dict[int, dict[str, str]] = defaultdict(dict, facts)
        self._there = {(each.project, each.form, each.year): each.id for each in desk.forms()}
        self._planned: dict[tuple[int, str, int], Item] = {}
        self._next = {table: desk.ledger.next_id(table) for table in (PROJECTS, FORMS)}
        self._loaded: dict[str, list[Form]] = {}
        self._records: list[RecordChange] = []
        self.items: list[Item] = []
        self.listed: list[ListedItem] = []

    def step(self) -> Step:
        cells = {item.into: item.changes for item in self.items if item.act != LEAVE}
        return Step("导入", cells, tuple(self._records))

    def take(self, path: Path, found: FoundForm, choice: Choice) -> None:
        """Plans one found form."""
        year = found.sheet.year or self._desk.ledger.info.year
        form = self._kind(found, choice, year)
        near = form is not None and not choice.form and self._form is None
        item = Item(len(self.items), path, found, form, code=found.sheet.own("code"), name=_project_name(found))
        told = unlike(found, form) if near and form else ""
        self.items.append(self._planned_item(replace(item, year=year, unlike=told), choice))

    def take_listed(self, listed: Listed, year: int, wanted: bool | None) -> None:
        """A project of a list: made where there is none of its code, or of its name, unless it is left out."""
        there = self._project(year, listed.code, listed.name)
        if there is None and wanted is False:
            self.listed.append(ListedItem(len(self.listed), listed, 0, new=False, taken=False))
            return
        project = there or self._make_project(year, listed.code, listed.name)
        changes = enlisted(project, self._lists[project], listed)
        taken = not said_otherwise(changes) if wanted is None else wanted
        if taken:
            self._records += changes
            self._lists[project] |= {each.field: each.new for each in changes}
        self.listed.append(ListedItem(len(self.listed), listed, project, there is None, taken, changes))

    def _kind(self, found: FoundForm, choice: Choice, year: int) -> Form | None:
        if choice.form:
            return catalog.form(choice.form)
        if self._form is not None:
            return self._form
        forms = self._of_kind(found.kind)
        return self._there_already(found, forms, year) or fitting(found, forms) or closest(found, forms)

    def _there_already(self, found: FoundForm, forms: Iterable[Form], year: int) -> Form | None:
        """Of several forms that fit the one its project has: a form of hers may look like a shipped one."""
        project = self._project(year, found.sheet.own("code"), _project_name(found))
        known = (form for form in forms if (project or 0, form.id, year) in self._there)
        return next((form for form in known if agreement(found, form) > 0), None)

    def _of_kind(self, kind: str) -> list[Form]:
        if kind not in self._loaded:
            ids = [each.id for each in catalog.forms() if each.kind == kind and not each.fault]
            self._loaded[kind] = [form for form in map(_form, ids) if form is not None]
        return self._loaded[kind]

    def _planned_item(self, item: Item, choice: Choice) -> Item:
        form = item.form
        if form is None:
            return replace(item, why="没有这一种表样，请先收入这种表的空白工作簿")
        laid = placed(item.found, form)
        amounts = otherwise(laid.sheet, form, item.found.money)
        if choice.converted:
            laid = replace(
                laid, sheet=Sheet({**laid.sheet.texts, **{cell: said for cell, said in amounts.items() if said}})
            )
        item = replace(item, amounts=amounts, converted=choice.converted)
        item = replace(item, placed=laid, left=laid.left, recalculated=recalculated(item.found, laid, form, item.year))
        if choice.act == LEAVE:
            return replace(item, why="选择了不导入")
        project = choice.project if choice.project is not None else self._project(item.year, item.code, item.name)
        twin = self._planned.get((project or 0, form.id, item.year)) if project else None
        if twin is not None and choice.act != NEW:
            return _left_for(replace(item, project=project or 0), twin)
        existing = self._there.get((project or 0, form.id, item.year))
        if existing is None or choice.act == NEW:
            return self._new(replace(item, project=project or 0, existing=existing), form, laid)
        return self._into(replace(item, project=project or 0, existing=existing), form, laid, existing, choice)

    def _new(self, item: Item, form: Form, laid: Placed) -> Item:
        """A new form, with a new project where there is none."""
        new_project = not item.project
        project = item.project or self._make_project(item.year, item.code, item.name)
        number = self._next[FORMS]
        self._next[FORMS] += 1
        self._records += made(FORMS, number, {"project": str(project), "form": form.id, "year": str(item.year)})
        item = replace(
            item, act=NEW, project=project, new_project=new_project, into=number,
            changes=tuple(begun(_dated(laid.sheet, item.year))),
        )  # fmt: skip
        self._planned[project, form.id, item.year] = item
        return item

    def _into(self, item: Item, form: Form, laid: Placed, existing: int, choice: Choice) -> Item:
        """Into the form that is there: what it would replace is shown even where nothing is to be done."""
        sheet = self._desk.document(existing).sheet
        first = max((self._desk.ledger.last_row(existing), *sheet.rows, 0)) + 1
        document = _dated(laid.sheet, item.year)
        every = overwritten(sheet, document, first)
        if not every:
            return replace(item, into=existing, why="账本里这张表已经是这些内容", same=True)
        replaced = _replaced(sheet, every)
        if choice.act is None and replaced and not self._untouched(existing, sheet):
            why = "账本里已有这个项目的同一种表，没有覆盖"
            return replace(item, into=existing, why=why, changes=tuple(every), replaced=replaced)
        changes = filled(sheet, document, first) if choice.act == FILL else every
        kept = {cell for number, cell in choice.kept if number == existing}
        changes = [change for change in changes if change.cell not in kept]
        changes += touched(sheet, changes)
        item = replace(
            item, act=choice.act or FILL, into=existing, changes=tuple(changes), replaced=_replaced(sheet, changes)
        )
        self._planned[item.project, form.id, item.year] = item
        return item

    def _untouched(self, form: int, sheet: Sheet) -> bool:
        """Whether a form holds only what it came with: nothing of hers is lost."""
        return not self._desk.record(form).filled and not sheet.named_rows

    def _project(self, year: int, code: str, name: str) -> int | None:
        return next(iter(self._projects[year].of(called(code, name))), None)

    def _make_project(self, year: int, code: str, name: str) -> int:
        number = self._next[PROJECTS]
        self._next[PROJECTS] += 1
        self._records += made(PROJECTS, number, {"year": str(year), "code": code.strip(), "name": name.strip()})
        self._projects[year].add(called(code, name), number)
        self._lists[number][CODE] = code.strip()
        return number


def _form(form_id: str) -> Form | None:
    try:
        return catalog.form(form_id)
    except PerfdeskError:
        # A broken form of hers is told of where she uses it; documents can be imported without.
        return None


def _project_name(found: FoundForm) -> str:
    """What its project is called; a form of the whole unit is a project by its title."""
    return found.sheet.own("project") or (found.title if found.kind.startswith("overall") else "")


def _replaced(sheet: Sheet, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take a text away; not the places of rows, nor rows that only name their class."""
    bare = bare_rows(sheet)
    return tuple(
        change
        for change in changes
        if change.old and change.cell.field != ORDER and not is_mark(change.cell) and not _in(change.cell, bare)
    )


def _in(cell: Cell, rows: frozenset[int]) -> bool:
    return cell.section == INDICATORS and cell.row in rows


def _left_for(item: Item, twin: Item) -> Item:
    """The second of two forms of one kind, project and year in the same import."""
    same = bool(item.placed and twin.placed and _told(item.placed.sheet) == _told(twin.placed.sheet))
    said = "内容相同，只导入一张" if same else "内容不同，没有导入，请核对后单独导入"
    return replace(item, why=f"这次已经从「{twin.path.name}」读到这个项目的同一种表，{said}", same=same)


def _told(sheet: Sheet) -> list[tuple[Cell, str]]:
    return sorted((cell, squeezed(text)) for cell, text in sheet.texts.items())


def _dated(sheet: Sheet, year: int) -> Sheet:
    """The sheet with its year: one that says none is for that of the ledger."""
    return sheet if sheet.year else Sheet({**sheet.texts, own("year"): str(year)})
