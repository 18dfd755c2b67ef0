"""Recognises forms and project lists in plain grids, by their labels alone, whatever their layout.

Walks the grids of one document after another, row by row: a heading of a table is read with what stands below it
(`headers.py`, `blocks.py`), any other row by its labels (`heads.py`); a title, or the name of another project, begins
another form. What has no place is told in `unread`, never dropped (`unplaced.py`). Labels are data (`labels.py`).
Refuses to know document formats, and what the texts are worth.

The same act serves a blank sheet: `places` holds where each field stands, filled or not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from perfdesk.core.recognition import blocks, currency, heads, money, several, surroundings, titles, unplaced
from perfdesk.core.recognition.abreast import apart
from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.finish import finished
from perfdesk.core.recognition.found import Found, Listed, Spot, Unread
from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.core.recognition.headers import FUNDS, INDICATORS, LIST, Header, header
from perfdesk.core.recognition.labels import Labels, squeezed
from perfdesk.core.recognition.lattice import Lattice
from perfdesk.core.recognition.project_list import read_across, read_list
from perfdesk.core.recognition.schedule import read_schedule
from perfdesk.core.sheet import INDICATORS as INDICATOR_ROWS
from perfdesk.core.sheet import ORDER, Cell, own

_NEAR = 4
"""Paragraphs above a table in which its title and year are looked for."""
_AHEAD = 3
_HEADING = 60


def recognise(grids: Sequence[Grid], labels: Labels) -> Found:
    """The forms, the project list, and what could not be placed, in the order they stand."""
    walk = _Walk(labels, grids)
    for number, grid in enumerate(grids):
        walk.take(number, grid)
    return walk.done()


@dataclass
class _Walk:
    """The walk: the forms so far, and the one that is being read."""

    labels: Labels
    grids: Sequence[Grid]
    drafts: list[Draft] = field(default_factory=list)
    projects: list[Listed] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    sweeps: list[Sweep] = field(default_factory=list)
    draft: Draft | None = None
    document: str = ""

    def take(self, number: int, grid: Grid) -> None:
        """Reads one grid; forms that stand side by side on it one after the other."""
        document = _document(grid)
        if document != self.document:
            self.document, self.draft = document, None
        parts = apart(grid, self.labels)
        for part in parts:
            self._part(number, part)
            self.draft = self.draft if len(parts) == 1 else None

    def _part(self, number: int, grid: Grid) -> None:
        before, projects = len(self.drafts), len(self.projects)
        if self.draft is not None:
            self.draft.rest = ("", 0)
        sweep = Sweep(Lattice(grid, number), self.labels)
        held = self.draft
        unused = self._headings(sweep, grid)
        self._rows(sweep)
        begun = self.drafts[before:]
        only = begun[0] if len(begun) == 1 else None
        for draft in begun if "hidden-sheet" in grid.remarks else ():
            draft.doubt(own("project"), "这张表在隐藏的工作表里，请看看要不要")
        above = [text for text in unused if not surroundings.take(sweep, text, only)]
        aside = [text for text in grid.around if not surroundings.take(sweep, text, only)]
        self.unread += [*unplaced.remarked(grid), *unplaced.paragraphs(grid, above, aside), *sweep.unread]
        touched = len(self.drafts) > before or len(self.projects) > projects or bool(sweep.claimed and held)
        self.unread += unplaced.left(sweep, begun or [each for each in (held,) if each], touched=touched)
        self.sweeps.append(sweep)

    def _headings(self, sweep: Sweep, grid: Grid) -> list[str]:
        """The paragraphs above a table: signatures of the form before, then title, year and labels of this one.

        Gives those that were not understood.
        """
        near = list(grid.headings)
        if self.draft is not None:
            while near and heads.is_label(near[0], self.labels) and not titles.is_title(near[0], self.labels):
                heads.read_paragraph(sweep, near.pop(0), self.draft)
        if not grid.cells:
            return near
        far, close = near[:-_NEAR], near[-_NEAR:]
        return [*far, *(text for text in close if not self._heading(sweep, text))]

    def _heading(self, sweep: Sweep, text: str) -> bool:
        """Whether a paragraph above a table says something of the form in it."""
        if titles.is_title(text, self.labels):
            self._begin(sweep, sweep.lattice.grid.source, text)
            return True
        year = titles.year_in(text) if len(squeezed(text)) <= 12 else ""
        if year and self.draft is not None and not self.draft.started:
            self.draft.put(own("year"), Spot(sweep.lattice.number, 1, 1), None, year)
            return True
        unit = heads.unit_in(text, self.labels)
        if unit and self.draft is not None and not self.draft.own("unit"):
            self.draft.put(own("unit"), Spot(sweep.lattice.number, 1, 1), None, unit)
            return True
        if self.draft is not None and not self.draft.started and heads.is_label(text, self.labels):
            heads.read_paragraph(sweep, text, self.draft)
            return True
        return self.labels.is_note(text)

    def _rows(self, sweep: Sweep) -> None:
        rows = list(sweep.lattice.rows)
        self._go_on(sweep, rows)
        after = 0
        for row in rows:
            if row >= after and sweep.free(row):
                after = self._row(sweep, row)

    def _go_on(self, sweep: Sweep, rows: Sequence[int]) -> None:
        """Indicator rows that go on in another table without a heading."""
        draft = self.draft
        if draft is None or draft.open is None or not rows or not 0 <= draft.width - sweep.lattice.width <= 2:
            return
        first = sweep.lattice.row(rows[0])
        named = any(heads.is_label(cell.text, self.labels) for cell in first)
        if named or header(sweep.lattice, rows[0], self.labels) or titles.is_title(first[0].text, self.labels):
            return
        blocks.read_indicators(sweep, replace(draft.open, row=0, last=0, cells=()), draft, rows[0])

    def _row(self, sweep: Sweep, row: int) -> int:
        """Reads what begins in a row; gives the next row to look at."""
        found = header(sweep.lattice, row, self.labels)
        if found is not None and found.kind == LIST:
            return self._list(read_list(sweep, found))
        if found is not None:
            return self._table(sweep, found)
        across = read_across(sweep, row)
        if across is not None:
            return self._list(across)
        title = self._title(sweep, row)
        if title is not None:
            where = sweep.lattice.grid.where(title)
            self._begin(sweep, where, title.text)
            sweep.claim([title])
        elif self._another(sweep, row):
            self._begin(sweep, sweep.lattice.grid.where(sweep.free(row)[0]), "")
        if self.draft is None and not self._says(sweep, row):
            return row + 1
        draft = self._current(sweep, row)
        after = money.read_crossed(sweep, row, draft)
        after = money.read_planned(sweep, row, draft) if after == row else after
        after = money.read_column(sweep, row, draft) if after == row else after
        if after == row:
            money.read_pairs(sweep, row, draft)
            if not read_schedule(sweep, row, draft):
                heads.read_row(sweep, row, draft)
        return max(after, row + 1)

    def _list(self, read: tuple[list[Listed], int]) -> int:
        """Keeps the projects of a list; a unit named above it is theirs."""
        listed, after = read
        draft = self.draft
        if draft is not None and not (draft.blocks or draft.fund_labels) and draft.own("unit"):
            self.drafts.remove(draft)
            listed = [replace(each, unit=each.unit or draft.own("unit")) for each in listed]
        self.projects += listed
        self.draft = None
        return after

    def _table(self, sweep: Sweep, found: Header) -> int:
        """Reads a table of the form: into the one at hand, or a new one where that has such a table already."""
        if found.kind == INDICATORS and several.projects_beside(found, self.labels):
            return self._several(sweep, found)
        if found.kind == INDICATORS and (label := several.later_years(found, self.labels)):
            return several.skip(sweep, found, label)
        draft = self._current(sweep, found.row)
        another = draft.totalled or (bool(draft.blocks) and not _alike(draft, found))
        if found.kind == INDICATORS and draft.blocks and another:
            draft = self._begin(sweep, sweep.lattice.grid.where(found.cells[0]), "")
        if found.kind == FUNDS and (draft.blocks or draft.fund_labels):
            if not draft.blocks:
                return found.last + 1
            draft = self._begin(sweep, sweep.lattice.grid.where(found.cells[0]), "")
        draft.width = sweep.lattice.width
        if found.kind == FUNDS:
            return money.read_funds(sweep, found, draft)
        return blocks.read_indicators(sweep, found, draft, found.last + 1)

    def _several(self, sweep: Sweep, found: Header) -> int:
        """Reads a table in which each project has a few rows, its name beside them: a form for each."""
        head = self._current(sweep, found.row)
        after = found.last + 1
        for group in several.groups(sweep, found):
            draft = self._begin(sweep, sweep.lattice.grid.where(group.cell), "") if head.started else head
            several.head(draft, head)
            after = several.read(sweep, found, group, draft)
        self.draft = None
        return after

    def _title(self, sweep: Sweep, row: int) -> Shown | None:
        """The title that stands alone in a row, but for notes."""
        cells = sweep.free(row)
        named = [cell for cell in cells if titles.is_title(cell.text, self.labels)]
        others = [cell for cell in cells if cell not in named and not self.labels.is_note(cell.text)]
        lone = all(len(cell.text) <= 12 and titles.year_in(cell.text) for cell in others)
        return named[0] if named and lone else None

    def _another(self, sweep: Sweep, row: int) -> bool:
        """Whether a row names the project of another form than the one at hand."""
        draft = self.draft
        if draft is None or not (draft.blocks or draft.own("project") or draft.fund_labels):
            return False
        said: set[str] = set().union(*(heads.says(cell.text, self.labels) for cell in sweep.free(row)))
        if "project" in said or "code" in said:
            known = own("project" if "project" in said else "code") in draft.places
            return bool(draft.blocks) or draft.totalled or (known and bool(draft.fund_labels))
        if not (draft.blocks and said & {"department", "unit"}):
            return False
        if draft.kind.startswith("overall") and "department" in said:
            return True
        ahead = (cell for number in range(row + 1, row + 1 + _AHEAD) for cell in sweep.lattice.row(number))
        return any("project" in heads.says(cell.text, self.labels) for cell in ahead)

    def _says(self, sweep: Sweep, row: int) -> bool:
        """Whether a row outside any form has a label that forms begin with."""
        names: set[str] = set().union(*(heads.says(cell.text, self.labels) for cell in sweep.free(row)))
        return bool(names & {"project", "code", "department", "unit"})

    def _current(self, sweep: Sweep, row: int) -> Draft:
        if self.draft is not None:
            return self.draft
        cells = sweep.free(row) or sweep.lattice.row(row)
        return self._begin(sweep, sweep.lattice.grid.where(cells[0]), "")

    def _begin(self, sweep: Sweep, source: str, title: str) -> Draft:
        """Another form, unless the one at hand is only a title so far: titles may take two lines."""
        draft = self.draft
        if draft is None or draft.started or not title:
            draft = Draft(source, sweep.lattice.number)
            self.draft = draft
            self.drafts.append(draft)
        if title:
            draft.title = " ".join(title.split())
            draft.kind = titles.title_kind(title, self.labels)
            if year := titles.year_of_title(title, self.labels):
                draft.put(own("year"), Spot(sweep.lattice.number, 1, 1), None, year)
        return draft

    def done(self) -> Found:
        """The forms that are forms, those continued under a repeated head put together."""
        kept: list[Draft] = []
        for draft in self.drafts:
            if kept and _continues(kept[-1], draft):
                self._give_up(draft, _join(kept[-1], draft), "与前面的同一张表不一致，没有读入")
            elif draft.filled:
                kept.append(draft)
            elif draft.started:
                self._give_up(draft, draft.texts, "只有零星的栏目，没有读作一张表")
        years = self._years_around(kept)
        units = {number: self._unit(self.grids[number]) for number in {draft.grid for draft in kept}}
        for draft in kept:
            draft.money = units[draft.grid]
        forms = tuple(finished(draft, self.labels, years[_document(self.grids[draft.grid])]) for draft in kept)
        self.unread += unplaced.silent(self.sweeps, forms, self.projects, self.unread)
        return Found(self.grids, forms, tuple(self.projects), tuple(self.unread))

    def _unit(self, grid: Grid) -> str:
        """The unit of money that a sheet names."""
        return currency.stated((*grid.headings, *(cell.text for cell in grid.cells)), self.labels)

    def _give_up(self, draft: Draft, cells: Iterable[Cell], why: str) -> None:
        self.unread += unplaced.given_up(draft, cells, self.grids, why)

    def _years_around(self, kept: Sequence[Draft]) -> dict[str, str]:
        """The year each document names outside its forms: in a heading, its file name, its other forms."""
        years: dict[str, str] = {}
        for grid in self.grids:
            texts = (text for text in grid.headings if len(text) <= _HEADING)
            years[_document(grid)] = years.get(_document(grid)) or next(filter(None, map(titles.year_in, texts)), "")
        others: dict[str, set[str]] = {}
        for draft in kept:
            others.setdefault(_document(self.grids[draft.grid]), set()).add(draft.own("year"))
        for document, year in years.items():
            named = re.search(r"(?<!\d)(20\d\d)(?!\d)", document.rpartition("/")[2])
            years[document] = year or (named[1] if named else _common(others.get(document, set()) - {""}))
        return years


def _document(grid: Grid) -> str:
    return grid.source.partition("#")[0]


def _common(years: set[str]) -> str:
    return years.pop() if len(years) == 1 else ""


def _alike(draft: Draft, found: Header) -> bool:
    """Whether a heading repeats that of the form's indicators."""
    return [column.field for column in draft.blocks[-1].columns] == [column.field for column in found.columns]


def _continues(before: Draft, draft: Draft) -> bool:
    """Whether a form only goes on with the one before: the same project, no money and no goal of its own."""
    if before.totalled or not before.blocks or draft.fund_labels or draft.own("goal"):
        return False
    same = all(draft.own(name) in ("", before.own(name)) for name in ("project", "code", "department", "unit"))
    return same and bool(draft.own("project") or not draft.title) and bool(draft.rows or draft.places)


def _join(before: Draft, draft: Draft) -> list[Cell]:
    """Puts a continuation behind the form it belongs to; gives what says something else there."""
    shift = before.rows

    def there(cell: Cell) -> Cell:
        return Cell(cell.section, cell.row + shift, cell.field) if cell.section == INDICATOR_ROWS else cell

    for cell, text in draft.texts.items():
        if cell.field == ORDER:
            before.new_row()
        elif there(cell) not in before.texts:
            before.texts[there(cell)] = text
            before.places[there(cell)] = draft.places[cell]
    for cell, why in draft.doubts.items():
        before.doubt(there(cell), why)
    held = {name: before.texts.get(Cell(INDICATOR_ROWS, shift, name), "") for name in ("l1", "l2")}
    for row in range(shift + 1, before.rows + 1):
        if before.texts.get(Cell(INDICATOR_ROWS, row, "l1")):
            break
        for name, text in held.items():
            if text:
                before.texts.setdefault(Cell(INDICATOR_ROWS, row, name), text)
    before.asides += [each._replace(row=each.row + shift if each.row else 0) for each in draft.asides]
    before.blocks += draft.blocks
    before.totalled = draft.totalled
    return [cell for cell, text in draft.texts.items() if cell.field != ORDER and before.texts[there(cell)] != text]
