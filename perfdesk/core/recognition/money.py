"""The money of a form: rows below a heading, the same table lying on its side, or pairs of label and figure.

Knows which row is the total (it comes first in the form, whatever its place on paper) and where the table ends.
Refuses to know what rates and scores follow from the figures.
"""

from collections.abc import Iterable, Sequence

from perfdesk.core.recognition.currency import PLANNED
from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.found import Aside, Column, Spot, Unread
from perfdesk.core.recognition.grid import Shown
from perfdesk.core.recognition.headers import MONEY, Header, figure, header
from perfdesk.core.recognition.heads import is_label
from perfdesk.core.recognition.labels import Labels, squeezed
from perfdesk.core.recognition.lattice import ends, overlap
from perfdesk.core.sheet import FUNDS, Cell, own

_PAIRED = ("initial", "adjusted", "executed", "rate")
_BESIDE = (*_PAIRED, "weight", "score")
_CORNER = {"block", "elsewhere"}
"""What a label over the names of the money rows may be otherwise: 资金来源."""

FundLine = tuple[Shown | None, dict[str, Shown], int]


def read_funds(sweep: Sweep, header: Header, draft: Draft) -> int:
    """Takes the money rows below a heading; gives the row after them."""
    sweep.claim(header.cells)
    lines: list[FundLine] = []
    row = header.last
    for row in sweep.lattice.below(header.last):
        cells = sweep.free(row)
        if cells and not _fund_line(sweep, header, row, cells, lines):
            break
    else:
        row += 1
    _keep_funds(sweep, header, draft, lines)
    tell_dropped(sweep, header, range(header.last + 1, row), draft)
    return row


def tell_dropped(sweep: Sweep, header: Header, rows: Iterable[int], draft: Draft | None = None) -> None:
    """Says of each column without a place how much of it was left aside."""
    left: dict[Column, list[Shown]] = {each: [] for each in header.dropped if not sweep.labels.of(each.label)}
    for cell in (cell for row in rows for cell in sweep.free(row)):
        column = header.reach(cell)
        if column in header.dropped and column is not None:
            left.setdefault(column, []).append(cell)
    for column, cells in left.items():
        at = sweep.lattice.grid.where(cells[0]) if cells else sweep.lattice.grid.source
        why = "重复" if any(each.field == column.field for each in header.columns) else "没有可放的栏目"
        told = Unread(at, f"「{' '.join(column.label.split())}」一栏{why}，{len(cells)} 格没有读入")
        sweep.pass_over(cells, *told)
        if draft is not None:
            draft.asides += [_aside(sweep, draft, header, column, cell, told) for cell in cells]


def _aside(sweep: Sweep, draft: Draft, header: Header, column: Column, cell: Shown, told: Unread) -> Aside:
    """A text of a column without a place: a form of hers may have one of that name."""
    row = draft.lines.get((sweep.lattice.number, cell.row), 0)
    head = sweep.lattice.covering(header.last, cell.column)
    labels = (head.text, column.label) if head is not None else (column.label,)
    return Aside(labels, cell.text, sweep.lattice.spot(cell.row, cell.column), told, row)


def _fund_line(sweep: Sweep, header: Header, row: int, cells: Sequence[Shown], lines: list[FundLine]) -> bool:
    """Whether a row is a money row; if so it is taken."""
    labels = sweep.labels
    if numbering(cells, labels):
        sweep.claim(cells)
        return True
    if header.has("task") and len(cells) == 1 and cells[0].columns > 1:
        return False
    name = _fund_name(sweep, header, cells)
    first = cells[0]
    if first is not name and is_label(first.text, labels) and not labels.of(first.text).keys() & {"fund_row", "block"}:
        return False
    if name is not None and not labels.field(name.text, "fund_row") and _says_else(name.text, labels):
        return False
    values = _fund_values(header, cells, name)
    known = name is not None and bool(labels.field(name.text, "fund_row") or header.has("task"))
    figures = any(figure(cell.text) for field, cell in values.items() if field != "note")
    if not known and not figures and not (name is not None and _beside_block(sweep, header, row)):
        return False
    if name is None and lines:
        return False
    if any(is_label(cell.text, labels) and not labels.field(cell.text, "fund_row") for cell in values.values()):
        return False
    lines.append((name, values, row))
    sweep.claim(cell for cell in cells if "block" in labels.of(cell.text))
    sweep.claim([*values.values(), *([name] if name else [])])
    return True


def _fund_values(header: Header, cells: Sequence[Shown], name: Shown | None) -> dict[str, Shown]:
    """The cells of a money row by field."""
    values: dict[str, Shown] = {}
    for cell in cells:
        column = None if cell is name else header.reach(cell)
        if column is not None and column in header.columns:
            values.setdefault(column.field, cell)
    return values


def _says_else(text: str, labels: Labels) -> bool:
    """Whether what stands in front of figures names no money: 自评总分."""
    return is_label(text, labels) or labels.field(text, "total") == "labels"


def numbering(cells: Sequence[Shown], labels: Labels) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3."""
    texts = [cell.text.strip("()（） ") for cell in cells if labels.field(cell.text, "total") != "numbering"]
    counted = [int(text) for text in texts if text.isdecimal() and len(text) < 3]
    return len(counted) == len(texts) > 2 and counted == list(range(counted[0], counted[0] + len(counted)))


def _fund_name(sweep: Sweep, header: Header, cells: Sequence[Shown]) -> Shown | None:
    """The cell that says which money a row is of: a known name, else what stands under no money column."""
    task = header.column("task")
    if task is not None:
        return next((cell for cell in cells if overlap(cell, task.first, task.last) > 0), None)
    aside = [cell for cell in cells if all(overlap(cell, each.first, each.last) <= 0 for each in header.columns)]
    aside = [cell for cell in aside if not figure(cell.text)]
    known = [cell for cell in aside if sweep.labels.field(cell.text, "fund_row")]
    before = [cell for cell in aside if cell.column < header.columns[0].first]
    return known[-1] if known else before[-1] if before else None


def _beside_block(sweep: Sweep, header: Header, row: int) -> bool:
    """Whether the label at the left of the heading is merged down to this row."""
    first = sweep.lattice.covering(row, min(cell.column for cell in header.cells))
    return first is not None and first.rows > 1 and first.row <= header.row


def _keep_funds(sweep: Sweep, header: Header, draft: Draft, lines: list[FundLine]) -> None:
    """The total first, whatever its place on paper; a remark merged over all rows stays with it."""
    total = next((line for line in lines if line[0] and sweep.labels.field(line[0].text, "fund_row") == "total"), None)
    ordered = [total, *(line for line in lines if line is not total)] if total else lines
    if total and lines and lines[0] is not total and "note" in lines[0][1] and "note" not in total[1]:
        total[1]["note"] = lines[0][1].pop("note")
    for number, (name, values, row) in enumerate(ordered, len(draft.fund_labels)):
        draft.fund_labels.append(name.text.strip() if name else "")
        for column in header.columns:
            cell = Cell(FUNDS, number, column.field)
            shown = values.get(column.field)
            spot = (
                Spot(sweep.lattice.number, shown.row, shown.column) if shown else sweep.lattice.spot(row, column.first)
            )
            if column.field not in ("task", "number"):
                draft.put(cell, spot, shown, label=column.label)


def read_crossed(sweep: Sweep, row: int, draft: Draft) -> int:
    """Takes a money table that has its kinds of money side by side and 年初预算数, 执行数 below each other.

    Gives the row after it; the row itself where this is none.
    """
    labels, lattice = sweep.labels, sweep.lattice
    kinds = [cell for cell in sweep.free(row) if labels.field(cell.text, "fund_row")]
    below = lattice.after(row)
    if len(kinds) < 2 or draft.fund_labels or any(figure(cell.text) for cell in sweep.free(row)):
        return row
    if not any(labels.field(cell.text, "fund") in MONEY for cell in sweep.free(below)[:2]):
        return row
    kinds.sort(key=lambda cell: labels.field(cell.text, "fund_row") != "total")
    draft.fund_labels += [cell.text.strip() for cell in kinds]
    sweep.claim(cell for cell in sweep.free(row) if cell in kinds or labels.of(cell.text).keys() & _CORNER)
    while True:
        cells = sweep.free(below)
        name = next((cell for cell in cells if "block" not in labels.of(cell.text)), None)
        if name is None or not labels.field(name.text, "fund") or header(lattice, below, labels):
            return below
        if any(is_label(cell.text, labels) and cell is not name for cell in cells):
            return below
        _crossed_line(sweep, draft, kinds, name, below)
        below = lattice.after(below)


def _crossed_line(sweep: Sweep, draft: Draft, kinds: Sequence[Shown], name: Shown, row: int) -> None:
    """One row of such a table: one field of every kind of money."""
    field = sweep.labels.field(name.text, "fund")
    sweep.claim([name])
    for number, kind in enumerate(kinds):
        here = [cell for cell in sweep.free(row) if overlap(cell, kind.column, ends(kind)) > 0]
        spot = Spot(sweep.lattice.number, row, kind.column)
        draft.put(Cell(FUNDS, number, field), spot, here[0] if here else None, label=name.text.strip())
        sweep.claim(here[:1])


def read_planned(sweep: Sweep, row: int, draft: Draft) -> int:
    """Takes the money of a plan whose kinds stand side by side with one row of figures below them.

    Gives the row after it; the row itself where this is none.
    """
    labels, lattice = sweep.labels, sweep.lattice
    cells, below = sweep.free(row), lattice.after(row)
    kinds = [cell for cell in cells if labels.field(cell.text, "fund_row")]
    figures = [cell for cell in sweep.free(below) if not labels.of(cell.text).keys() & _CORNER]
    if draft.kind not in ("target", "overall-target") or len(kinds) < 3 or any(figure(cell.text) for cell in cells):
        return row
    if not figures or not all(figure(cell.text) for cell in figures):
        return row
    sweep.claim(cell for cell in cells if cell in kinds or labels.of(cell.text).keys() & _CORNER)
    for kind in kinds:
        _keep_planned(sweep, draft, kind, [each for each in figures if overlap(each, kind.column, ends(kind)) > 0])
    return lattice.after(below)


def _keep_planned(sweep: Sweep, draft: Draft, kind: Shown, here: Sequence[Shown]) -> None:
    """One kind of money of a plan: the whole, or a part of it that the forms know."""
    total = sweep.labels.field(kind.text, "fund_row") == "total"
    cell = own("budget" if total else sweep.labels.field(kind.text, "own"))
    if here and cell.field in PLANNED and cell not in draft.texts:
        spot = Spot(sweep.lattice.number, here[0].row, here[0].column)
        draft.put(cell, spot, here[0], label=kind.text.strip())
        sweep.claim(here[:1])
    elif here:
        why = f"「{' '.join(kind.text.split())}」没有可放的栏目：{here[0].text.strip()}"
        sweep.pass_over(here[:1], sweep.lattice.grid.where(here[0]), why)


def read_column(sweep: Sweep, row: int, draft: Draft) -> int:
    """Takes money that is written downward, a label and its figure in each row, parts of it beside them.

    Gives the row after it.
    """
    lines: dict[str, list[Pair]] = {}
    after = row
    while not draft.fund_labels and (pairs := _pairs(sweep, after)):
        name = sweep.labels.field(pairs[0][0].text, "fund")
        if name in lines:
            break
        lines[name] = pairs
        after = sweep.lattice.after(after)
    if len(lines) < 2 or "executed" not in lines:
        return row
    draft.fund_labels.append("")
    front = (cell for number in range(row, after) for cell in sweep.free(number))
    sweep.claim([cell for cell in front if "block" in sweep.labels.of(cell.text)])
    for name, pairs in lines.items():
        for label, shown in pairs:
            part = squeezed(label.text) if sweep.labels.field(label.text, "fund_row") else ""
            _keep_pair(sweep, draft, part, name if part else sweep.labels.field(label.text, "fund"), (label, shown))
    return after


Pair = tuple[Shown, Shown | None]
"""A label and its figure."""


def _pairs(sweep: Sweep, row: int) -> list[Pair]:
    """Labels and figures where a row has nothing else, but for a label of several rows in front of them."""
    labels = sweep.labels
    found: list[Pair] = []
    for cell in (each for each in sweep.free(row) if "block" not in labels.of(each.text)):
        if figure(cell.text) and found and found[-1][1] is None:
            found[-1] = (found[-1][0], cell)
        elif found and "elsewhere" in labels.of(cell.text):
            break
        elif labels.field(cell.text, "fund") in _BESIDE or (found and labels.field(cell.text, "fund_row")):
            found.append((cell, None))
        else:
            return []
    return found if found and labels.field(found[0][0].text, "fund") in _PAIRED else []


def _keep_pair(sweep: Sweep, draft: Draft, part: str, name: str, pair: Pair) -> None:
    """Keeps one figure: of the money as a whole, or of a part of it."""
    label, shown = pair
    known = [squeezed(each) for each in draft.fund_labels]
    if part and part not in known[1:]:
        draft.fund_labels.append(label.text.strip())
        known.append(part)
    spot = sweep.lattice.spot(label.row, ends(label) + 1)
    spot = Spot(sweep.lattice.number, shown.row, shown.column) if shown else spot
    row = known.index(part, 1) if part else 0
    draft.put(Cell(FUNDS, row, name), spot, shown, label="" if part else label.text.strip())
    sweep.claim([label, *([shown] if shown else [])])


def read_pairs(sweep: Sweep, row: int, draft: Draft) -> None:
    """Money that is written in pairs, `预算数 95 执行数 90`, with the parts of it in the rows below."""
    labels = sweep.labels
    cells = [cell for cell in sweep.free(row) if "block" not in labels.of(cell.text)]
    cells = cells[next((at for at, cell in enumerate(cells) if labels.field(cell.text, "fund") in _PAIRED), 0) :]
    names = [(cell, labels.field(cell.text, "fund")) for cell in cells]
    fields = [name for _, name in names if name in _PAIRED]
    if len(fields) < 2 or len(set(fields)) < len(fields) or draft.fund_labels:
        return
    if "executed" not in fields and not any(figure(cell.text) for cell in cells):
        return
    if any(not name and not figure(cell.text) for cell, name in names):
        return
    draft.fund_labels.append("")
    sweep.claim(cell for cell in sweep.free(row) if "block" in labels.of(cell.text))
    _pair_line(sweep, draft, cells, fields, 0)
    for number, below in enumerate(sweep.lattice.below(row), 1):
        line = [cell for cell in sweep.free(below) if "block" not in labels.of(cell.text)]
        parts = [cell for cell in line if labels.field(cell.text, "fund_row")]
        if len(parts) < 2 or len({squeezed(cell.text) for cell in parts}) > 1:
            break
        draft.fund_labels.append(parts[0].text.strip())
        _pair_line(sweep, draft, line, fields, number)


def _pair_line(sweep: Sweep, draft: Draft, cells: Sequence[Shown], fields: Sequence[str], number: int) -> None:
    """The figures of one row of pairs, in the order of the labels in the first."""
    sweep.claim(cells)
    place = -1
    for cell in cells:
        if not figure(cell.text):
            place += 1
        elif 0 <= place < len(fields):
            spot = Spot(sweep.lattice.number, cell.row, cell.column)
            draft.put(Cell(FUNDS, number, fields[place]), spot, cell)
