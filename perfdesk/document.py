"""One open form: its sheet with scores and findings, and what every act on it would change.

Knows how to plan: what she typed, pasted, inserted or moved becomes a `Step`. Changes nothing itself — `Desk.apply`
does, and hands the outcome back by `take`. Refuses to know the disk, the window and the rules it asks for scores.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from perfdesk import catalog
from perfdesk.core.audit import Filled, Finding, audit
from perfdesk.core.audit import filled as as_filled
from perfdesk.core.carried import touched
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import EVIDENCE, STAMPED, Attachment, Proof, counted, proofs
from perfdesk.core.excuses import STILL_EMPTY, excuse, excuse_cell, still_open
from perfdesk.core.form import Form
from perfdesk.core.layout.page import Advance, Page
from perfdesk.core.meaning.values import number, plain
from perfdesk.core.scores.scoring import Scores, score
from perfdesk.core.sheet import (
    FUNDS,
    INDICATORS,
    ORDER,
    Cell,
    Change,
    Sheet,
    added_rows,
    cleaned,
    edits,
    moved_rows,
    own,
    removed_rows,
)
from perfdesk.core.snapshot import Snapshot
from perfdesk.core.step import FORMS, PROJECTS, RecordChange, Step
from perfdesk.ledger import FormRecord, Ledger, Project, Summary

_FOLLOWED = {own("project"): "name", own("code"): "code"}
"""Cells of a form that say what its project is called, and the project's field."""
_GIVEN = frozenset(own(name) for name in ("project", "code", "department", "unit"))
"""Cells a new form comes with: filled, they are not her work and do not count as progress."""
_OVERRIDES = ("override", "override_reason")
_FINISHED = ("可交", "已交")
_PROOF_CHECKS = ("E01", "E02")


@dataclass(frozen=True)
class Evaluation:
    """A sheet and everything that follows from it."""

    sheet: Sheet
    scores: Scores
    findings: tuple[Finding, ...]
    summary: Summary


def evaluated(
    form: Form,
    sheet: Sheet,
    year: int,
    severities: Mapping[str, str] | None = None,
    evidence: Iterable[Attachment] = (),
) -> Evaluation:
    """The sheet scored and checked anew, whole. `severities` are the ledger's own, by check."""
    scores = score(form.profile, sheet, year)
    findings = audit(as_filled(form, sheet, scores, catalog.words(), year, evidence=counted(evidence)), severities)
    filled, wanted = progress(form, sheet)
    total = scores.total.value if scores.total else None
    opened = still_open(sheet, findings)
    errors = sum(finding.severity == "error" and finding.check != STILL_EMPTY for finding in opened)
    return Evaluation(
        sheet, scores, findings, Summary("" if total is None else plain(total), scores.grade, filled, wanted, errors)
    )


def scored(ledger: Ledger, record: FormRecord) -> tuple[Form, Sheet, Scores]:
    """A form as it stands in the file, for whoever only looks at many: nothing of it is kept.

    PerfdeskError where its definition is not on this PC.
    """
    form, sheet = catalog.form(record.form), ledger.sheet(record.id)
    return form, sheet, score(form.profile, sheet, record.year)


def progress(form: Form, sheet: Sheet) -> tuple[int, int]:
    """How many of the cells she is expected to fill are filled, and how many there are.

    Expected is what the definition calls required: the form's own fields, those of the total's money row, and for each
    row that has a 三级指标 its columns. A form without any such row lacks one.
    """
    texts = [sheet.text(cell) for cell in _expected(form, sheet)]
    filled = sum(bool(text.strip()) for text in texts)
    return filled, len(texts) + (not sheet.named_rows)


def _expected(form: Form, sheet: Sheet) -> list[Cell]:
    cells = [cell for cell in form.own_cells if not (cell in _GIVEN and sheet.text(cell).strip())]
    cells += [Cell(FUNDS, 0, name) for fund in form.funds[:1] for name in fund.places]
    columns = [Cell(INDICATORS, 0, name) for name in form.indicators.columns if name not in ("l1", "l2", "l3")]
    expected = [cell for cell in columns if _fillable(form, cell)]
    return [cell for cell in cells if _fillable(form, cell)] + [
        cell._replace(row=row) for row in sheet.named_rows for cell in expected
    ]


def _fillable(form: Form, cell: Cell) -> bool:
    return form.field(cell).required and not form.computed(cell)


class Records(Protocol):
    """What a document asks its desk."""

    def record(self, form_id: int) -> FormRecord: ...
    def project(self, project_id: int) -> Project | None: ...
    def attachments(self, form_id: int, kind: str) -> Sequence[Attachment]: ...


class Document:
    """An open form. `sheet`, `scores` and `findings` are as of the last applied step."""

    def __init__(self, form_id: int, form: Form, state: Evaluation, last_row: int, records: Records) -> None:
        self.id, self.form = form_id, form
        self._state, self._records = state, records
        self._last_row = max((last_row, *state.sheet.rows))
        self._page: tuple[Advance, Page] | None = None

    @property
    def evaluation(self) -> Evaluation:
        return self._state

    @property
    def sheet(self) -> Sheet:
        return self._state.sheet

    @property
    def scores(self) -> Scores:
        return self._state.scores

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._state.findings

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that no reason of hers answers."""
        return still_open(self.sheet, self.findings)

    def excuse(self, finding: Finding) -> str:
        """Why she lets a finding stand; blank where she does not."""
        return excuse(self.sheet, finding)

    @property
    def filled(self) -> Filled:
        """The form as checks and reviewers see it."""
        evidence = counted(self._evidence)
        return as_filled(self.form, self.sheet, self.scores, catalog.words(), self.record.year, evidence=evidence)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The files kept for the form and its indicators, by their numbers."""
        return proofs(self.sheet, self._evidence)

    @property
    def unproved(self) -> frozenset[int]:
        """The rows of which evidence is demanded, and none is there."""
        surveyed = ("I20",) if "满意" in self.form.profile.get("evidence.required", ()) else ()
        demanded = {each.cell.row for each in self.findings if each.check in (*_PROOF_CHECKS, *surveyed)}
        return frozenset(demanded - set(counted(self._evidence)))

    @property
    def stamped(self) -> Sequence[Attachment]:
        """The scans of its signed and stamped sheet."""
        return self._records.attachments(self.id, STAMPED)

    @property
    def _evidence(self) -> Sequence[Attachment]:
        return self._records.attachments(self.id, EVIDENCE)

    @property
    def record(self) -> FormRecord:
        return self._records.record(self.id)

    def take(self, state: Evaluation) -> None:
        """What the desk has written is now what stands here."""
        self._state, self._page = state, None
        self._last_row = max((self._last_row, *state.sheet.rows))

    def snapshot(self) -> Snapshot:
        draft = self.record.state not in _FINISHED
        listed = tuple(proof for proof in self.proofs if proof.number)
        return Snapshot(self.form, self.sheet, self.scores, draft, self.record.changed, listed, self.unproved)

    def page(self, advance: Advance) -> Page:
        """The form laid out; kept until the next change."""
        if self._page is None or self._page[0] is not advance:
            self._page = (advance, self.snapshot().page(advance))
        return self._page[1]

    def spread(self, cells: Sequence[Cell], text: str) -> list[tuple[Cell, str]]:
        """What a text typed over a cell of the page means for all it stands for: `plan` takes it from here.

        A pattern is taken apart by its form; a merged class says the same for each of its rows.
        """
        for bound in self.form.bound:
            if bound.cells == tuple(cells):
                return bound.taken_apart(cleaned(text), self.sheet.texts)
        return [(cell, text) for cell in cells]

    def plan(self, wanted: Iterable[tuple[Cell, str]]) -> Step:
        """These texts in these cells. What changes nothing is left out, and what nobody can type: computed cells.

        A score typed where a rule gives one overrides it. A cell of a row that never was makes the row; what is
        meant for a row that was deleted has no place any more.
        """
        wanted = [(cell, text) for cell, text in wanted if cell.field != ORDER]
        wanted = [(cell, text) for cell, text in wanted if not self._gone(cell)]
        rows, ids = self._rows_to_make(wanted)
        wanted = [(_renumbered(cell, ids), text) for cell, text in wanted]
        typed = [(cell, text) for cell, text in wanted if not self.form.computed(cell)]
        typed += self._typed_scores(rows + edits(self.sheet, typed), wanted)
        changes = edits(self.sheet, typed)
        return self._step(self._act(changes), rows + changes)

    def plan_addresses(self, wanted: Iterable[tuple[str, str]]) -> Step:
        """The same for addresses as commands write them. PerfdeskError names one this form does not have.

        Numbers that go on after the last row with a 三级指标 are the next empty rows, or new ones.
        """
        wanted = list(wanted)
        rows = self._rows_to_come([address for address, _ in wanted])
        return self.plan([(self._addressed(address, rows), text) for address, text in wanted])

    def plan_fix(self, finding: Finding) -> Step:
        """What a finding offers to put it right, as one act: printed scores and totals are mended where they stand."""
        return self._step(f"改正 {self.form.field(finding.cell).label}", edits(self.sheet, finding.fix))

    def plan_excuse(self, finding: Finding, reason: str) -> Step:
        """Her reason for letting a finding stand; a blank one takes it back."""
        act = f"{'说明' if reason.strip() else '撤回说明'} {self.form.field(finding.cell).label}"
        return self._step(act, edits(self.sheet, [(excuse_cell(finding), reason.strip())]))

    def plan_sheet(self, wanted: Sheet, act: str) -> Step:
        """The whole form as another sheet has it."""
        cells = dict.fromkeys((*self.sheet.texts, *wanted.texts))
        changes = [Change(cell, self.sheet.text(cell), wanted.text(cell)) for cell in cells]
        changes = [change for change in changes if change.old != change.new]
        return Step(act, {self.id: tuple(changes)} if changes else {}, tuple(self._following(changes)))

    def plan_rows(self, place: int, count: int = 1) -> Step:
        """New rows before the `place`-th of all rows, in the class of the row above (of the one below at the top)."""
        rows = self.sheet.rows
        near = rows[max(0, min(place, len(rows)) - 1)] if rows else None
        classes = {} if near is None else {name: self.sheet.at(near, name) for name in ("l1", "l2")}
        changes = added_rows(self.sheet, place, [classes] * count, self._last_row + 1)
        return self._step(f"插入 {count} 行指标", changes)

    def plan_remove_rows(self, ids: Iterable[int]) -> Step:
        gone = set(ids) & set(self.sheet.rows)
        return self._step(f"删除 {len(gone)} 行指标", removed_rows(self.sheet, gone))

    def plan_move_rows(self, ids: Sequence[int], place: int) -> Step:
        """These rows, in their printed order, before the `place`-th of all rows."""
        return self._step(f"移动 {len(set(ids))} 行指标", moved_rows(self.sheet, ids, place))

    def _addressed(self, address: str, rows: Mapping[int, int]) -> Cell:
        """The cell of an address, if the form has it and it can be typed into."""
        cell = self.sheet.cell(address)
        if cell is None:
            number, name = _numbered(address)
            if number not in rows:
                raise PerfdeskError(
                    f"没有「{address}」：这张表只有 {len(self.sheet.named_rows)} 行填了三级指标，从 0 数起。"
                )
            cell = Cell(INDICATORS, rows[number], name)
        if not self._has(cell):
            raise PerfdeskError(f"这张表没有「{address}」。")
        if self.form.computed(cell) and not _indicator(cell):
            raise PerfdeskError(f"「{address}」由程序计算，不能填写。")
        return cell

    def _rows_to_come(self, addresses: Iterable[str]) -> dict[int, int]:
        """The ids of the rows that numbers past the last one stand for, as long as none is left out."""
        named = len(self.sheet.named_rows)
        past = sorted({_numbered(address)[0] for address in addresses if self.sheet.cell(address) is None})
        empty = [row for row in self.sheet.rows if row not in self.sheet.named_rows]
        ids = [*empty, *range(self._last_row + 1, self._last_row + 1 + len(past))]
        return {number: ids[number - named] for number in past if past[number - named : number - named + 1] == [number]}

    def _has(self, cell: Cell) -> bool:
        if cell.section == FUNDS:
            return cell.row < len(self.form.funds) and cell.field in self.form.funds[cell.row].places
        if _indicator(cell):
            return cell.field in self.form.indicators.columns or cell.field in _OVERRIDES
        return cell in self.form.own_cells or cell == own("year")

    def _gone(self, cell: Cell) -> bool:
        """Whether a cell is of an indicator row that was deleted: its id is used up."""
        return _indicator(cell) and 0 < cell.row <= self._last_row and cell.row not in self.sheet.rows

    def _rows_to_make(self, wanted: Sequence[tuple[Cell, str]]) -> tuple[list[Change], dict[int, int]]:
        """The changes that make the rows something is typed into that are not there, and the ids they get."""
        there = set(self.sheet.rows)
        missing = dict.fromkeys(
            cell.row for cell, text in wanted if _indicator(cell) and cell.row not in there and text
        )
        ids = {row: self._last_row + number for number, row in enumerate(missing, 1)}
        return added_rows(self.sheet, len(there), [{}] * len(ids), self._last_row + 1), ids

    def _typed_scores(self, changes: Sequence[Change], wanted: Sequence[tuple[Cell, str]]) -> list[tuple[Cell, str]]:
        """Where the scores typed over computed ones go, once everything else typed with them stands."""
        scores = {cell.row: text for cell, text in wanted if _indicator(cell) and self.form.computed(cell)}
        if not scores:
            return []
        after = score(self.form.profile, self.sheet.apply(changes), self.record.year)
        return [each for row, text in scores.items() for each in _kept_score(after, row, text)]

    def _step(self, act: str, changes: Sequence[Change]) -> Step:
        """The step of these changes, with what the records of the form and its project say the same."""
        if not changes:
            return Step(act)
        marks = touched(self.sheet, changes)
        return Step(act, {self.id: (*changes, *marks)}, tuple(self._following(changes)))

    def _following(self, changes: Sequence[Change]) -> Iterable[RecordChange]:
        """A project still called what the form called it is renamed with it; so is the year a form is for."""
        record = self.record
        project = self._records.project(record.project)
        for cell, old, new in changes:
            if cell in _FOLLOWED and project and new.strip() and getattr(project, _FOLLOWED[cell]) == old:
                yield RecordChange(PROJECTS, project.id, _FOLLOWED[cell], old, new)
            if cell == own("year"):
                year = Sheet({cell: new}).year
                if year and year != record.year:
                    yield RecordChange(FORMS, self.id, "year", str(record.year), str(year))

    def _act(self, changes: Sequence[Change]) -> str:
        """What the undo menu calls it."""
        verb = "填报" if any(change.new for change in changes) else "清除"
        if len(changes) == 1:
            return f"{verb} {self.form.field(changes[0].cell).label}"
        return f"{verb} {len(changes)} 格"


def _numbered(address: str) -> tuple[int, str]:
    """Number and field of an indicator's address."""
    number, name = address.removeprefix(f"{INDICATORS}[").split("].")
    return int(number), name


def _indicator(cell: Cell) -> bool:
    return cell.section == INDICATORS


def _renumbered(cell: Cell, ids: Mapping[int, int]) -> Cell:
    return cell._replace(row=ids.get(cell.row, cell.row)) if _indicator(cell) else cell


def _kept_score(scores: Scores, row: int, text: str) -> Iterable[tuple[Cell, str]]:
    """The fields that keep a typed score: `override` beside what a rule gives, `score` where none can.

    What the rule gives anyway is no override. A blank takes her score back, and hers alone: a printed score that came
    with an imported document stays beside the rule's.
    """
    given = scores.indicators.get(row)
    automatic = given.automatic if given else None
    override, printed = Cell(INDICATORS, row, "override"), Cell(INDICATORS, row, "score")
    if automatic is None:
        return [(printed, text), (override, "")]
    return [(override, "" if not text.strip() or number(text) == automatic else text)]
