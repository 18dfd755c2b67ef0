"""查找和替换: where a text stands in forms, and the step that puts another in its place.

Knows what of a form is looked through and in which order, in one form or in the file of a ledger, read-only, so that
it can run beside her work. Refuses to know threads and windows: it tells of each form it has read, and what is raised
then ends it. A replacement is planned by the document, like anything she types.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.excuses import keeps_excuse
from perfdesk.core.form import Form
from perfdesk.core.meaning.matching import Sought, Span, replaced, spans
from perfdesk.core.naming import bookkeeping, called
from perfdesk.core.scores.scoring import Scores, score
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Sheet, own
from perfdesk.core.step import Step, joined
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger

Told = Callable[[int, int], None]
"""Hears how many forms are done, of how many."""
_MERGED = {"l1": ("l1",), "l2": ("l1", "l2")}
"""Columns that print once for rows that say the same, and what must be the same for that."""


class Hit(NamedTuple):
    """A text that was found. `cells` are all it stands for: a merged class speaks for each of its rows."""

    form: int
    cells: tuple[Cell, ...]
    where: str
    text: str
    spans: tuple[Span, ...]
    computed: bool
    """Worked out by the rules: found, and not replaced."""

    @property
    def cell(self) -> Cell:
        return self.cells[0]


class Found(NamedTuple):
    """What a search came to. `unread` forms have no definition at hand."""

    hits: tuple[Hit, ...]
    looked_at: int
    unread: int = 0


def in_form(number: int, form: Form, sheet: Sheet, scores: Scores, sought: Sought) -> list[Hit]:
    """The hits of one form, in printed order."""
    found = []
    for cells, text in _looked_through(form, sheet, scores):
        where = spans(sought, text)
        if where:
            computed = form.computed(cells[0])
            found.append(Hit(number, cells, called(form, sheet, cells[0]), text, where, computed))
    return sorted(found, key=lambda hit: _place(form, sheet, hit.cell))


def in_file(path: Path, sought: Sought, told: Told, only: Collection[int] | None = None) -> Found:
    """The hits of a ledger as it stands on the disk, form by form as the tree lists them; `only` in these forms."""
    ledger = Ledger.open(path, who="", readonly=True)
    try:
        records = [record for record in ledger.listed_forms() if only is None or record.id in only]
        hits: list[Hit] = []
        unread = 0
        for number, record in enumerate(records):
            told(number, len(records))
            try:
                form = catalog.form(record.form)
            except PerfdeskError:
                unread += 1
                continue
            sheet = ledger.sheet(record.id)
            hits += in_form(record.id, form, sheet, score(form.profile, sheet, record.year), sought)
    finally:
        ledger.close()
    told(len(records), len(records))
    return Found(tuple(hits), len(records), unread)


def plan(desk: Desk, hits: Iterable[Hit], sought: Sought, new: str, told: Told = lambda done, of: None) -> Step:
    """One step that replaces these, as far as they still say it; computed cells stay as they are."""
    wanted: dict[int, list[Cell]] = {}
    for hit in hits:
        if not hit.computed:
            wanted.setdefault(hit.form, []).extend(hit.cells)
    steps = []
    for number, (form, cells) in enumerate(wanted.items()):
        told(number, len(wanted))
        document = desk.document(form)
        steps.append(document.plan([(cell, replaced(sought, document.sheet.text(cell), new)) for cell in cells]))
    whole = joined("", steps)
    count = sum(not bookkeeping(change.cell) for changes in whole.cells.values() for change in changes)
    return Step(f"替换 {count} 处", whole.cells, tuple(dict.fromkeys(whole.records)))


def plan_file(path: Path, hits: Sequence[Hit], sought: Sought, new: str, told: Told) -> Step:
    """The same from the file alone, so that planning for hundreds of forms can run beside her work."""
    ledger = Ledger.open(path, who="", readonly=True)
    try:
        return plan(Desk(ledger), hits, sought, new, told)
    finally:
        ledger.close()


def _looked_through(form: Form, sheet: Sheet, scores: Scores) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """The texts to be seen on a form, each with the cells it stands for."""
    texts = {cell: text for cell, text in sheet.texts.items() if not _aside(cell)}
    for cell, text in scores.shown.items():
        if _printed(form, cell) and not (cell.section == INDICATORS and sheet.at(cell.row, "override")):
            texts[cell] = text
    for name in _MERGED:
        for run in _runs(sheet, name):
            yield run, sheet.text(run[0])
    yield from (((cell,), text) for cell, text in texts.items() if not _classes(cell))


def _printed(form: Form, cell: Cell) -> bool:
    """Whether a figure stands on the form: rules know more money rows than some forms have."""
    if cell.section == FUNDS:
        return cell.row < len(form.funds) and cell.field in form.funds[cell.row].places
    return cell.field in form.indicators.columns if cell.section else cell in form.own_cells


def _classes(cell: Cell) -> bool:
    return cell.section == INDICATORS and cell.field in _MERGED


def _aside(cell: Cell) -> bool:
    return bookkeeping(cell) or keeps_excuse(cell) or cell == own("year")


def _runs(sheet: Sheet, name: str) -> list[tuple[Cell, ...]]:
    """The cells of a class column, those together that print as one."""
    runs: list[tuple[Cell, ...]] = []
    before: tuple[str, ...] | None = None
    for row in sheet.rows:
        said, cell = tuple(sheet.at(row, each) for each in _MERGED[name]), Cell(INDICATORS, row, name)
        if said == before and runs:
            runs[-1] = (*runs[-1], cell)
        elif said[-1]:
            runs.append((cell,))
        before = said if said[-1] else None
    return runs


def _place(form: Form, sheet: Sheet, cell: Cell) -> tuple[int, int, int]:
    """Where a cell stands: row of the template, indicator row, column. What is not printed goes to the end of its
    row."""
    block = form.indicators
    if cell.section == INDICATORS:
        at = sheet.rows.index(cell.row) if cell.row in sheet.rows else len(sheet.rows)
        return block.first, at + 1, block.columns.get(cell.field, _LAST)
    bound = next((each for each in form.bound if cell in each.cells), None)
    if bound:
        return bound.row, 0, bound.column
    return (block.first if cell.section == FUNDS else _LAST), 0, _LAST


_LAST = 1 << 16
