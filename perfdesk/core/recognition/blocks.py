"""The indicator rows of a form below their heading.

Knows how a row is told from the end of the table, what is inherited from above, what a tick under an option means.
Refuses to know headings (`headers.py`), money (`money.py`) and the labels around the tables (`heads.py`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.found import Block, Column, Spot
from perfdesk.core.recognition.grid import Shown
from perfdesk.core.recognition.headers import INDICATORS, Header, figure
from perfdesk.core.recognition.heads import is_label
from perfdesk.core.recognition.labels import squeezed, unnumbered
from perfdesk.core.recognition.lattice import ends, overlap
from perfdesk.core.recognition.money import numbering, tell_dropped
from perfdesk.core.recognition.titles import is_title
from perfdesk.core.sheet import FUNDS, Cell, own
from perfdesk.core.sheet import INDICATORS as ROWS

_CLASSES = ("l1", "l2", "l3")
_VALUES = frozenset(("nature", "target", "unit", "actual", "weight", "score"))
_KEPT = frozenset((*_CLASSES, "weight", "score"))
_OPERATOR = re.compile(r"[≥≤≧≦><=＝═≠＞＜‹›]{1,2}|定性|定量|正向|反向|大于|小于|等于|大于等于|小于等于")


def read_indicators(sweep: Sweep, header: Header, draft: Draft, start: int, stop: int = 1 << 20) -> int:
    """Takes the indicator rows from a row on, those before `stop`; gives the row after them."""
    sweep.claim(header.cells)
    sweep.claim(cell for row in range(header.row, header.last + 1) for cell in sweep.free(row) if _sign(header, cell))
    draft.open = header
    held: dict[str, str] = {}
    last_row = draft.rows
    if draft.blocks and last_row:
        held = {name: draft.texts.get(Cell(ROWS, last_row, name), "") for name in ("l1", "l2")}
    rows = [row for row in sweep.lattice.below(start - 1) if row < stop]
    end = (rows[-1] if rows else start - 1) + 1
    for row in rows:
        cells = sweep.free(row)
        if numbering(cells, sweep.labels) or _interrupts(sweep, header, row, cells):
            sweep.claim(cells)
            continue
        if cells and _ends(sweep, header, row, cells):
            end = row
            break
        if cells and _total(sweep, header, draft, row, cells):
            draft.open, draft.totalled = None, True
            _add_block(sweep, header, draft, start, row - 1)
            return row + 1
        if cells:
            _indicator(sweep, header, draft, row, cells, held)
    else:
        end = max(end, min(sweep.lattice.bottom + 1, stop))
    _add_block(sweep, header, draft, start, end - 1)
    return end


def _interrupts(sweep: Sweep, header: Header, row: int, cells: Sequence[Shown]) -> bool:
    """Whether a printed note only stands between two indicators: 续表 at the head of a page."""
    if len(cells) != 1 or not sweep.labels.is_note(cells[0].text):
        return False
    after = sweep.free(sweep.lattice.after(row))
    return bool(after) and not is_label(after[0].text, sweep.labels) and _like_indicator(header, after)


def _add_block(sweep: Sweep, header: Header, draft: Draft, first: int, last: int) -> None:
    tell_dropped(sweep, header, range(first, last + 1), draft)
    draft.blocks.append(Block(sweep.lattice.number, (header.row, header.last), first, last, header.columns))


def _ends(sweep: Sweep, header: Header, row: int, cells: Sequence[Shown]) -> bool:
    """Whether the table is over here: a heading again, a title, or a label at the left edge."""
    labels = sweep.labels
    if sum(bool(labels.field(cell.text, INDICATORS)) for cell in cells) >= 3:
        return True
    first = cells[0]
    if (is_title(first.text, labels) and len(cells) <= 2) or _remark(header, cells):
        return True
    if not is_label(first.text, labels) or "block" in labels.of(first.text):
        return len(cells) == 1 and labels.is_note(first.text)
    edge = first.column < header.first_value or ends(first) > header.first_value
    return edge or not _like_indicator(header, cells)


def _remark(header: Header, cells: Sequence[Shown]) -> bool:
    """Whether the second of two cells lies over the names and several values: that is prose beside a label."""
    over = [column for column in header.columns if overlap(cells[-1], column.first, column.last) > 0]
    fields = {column.field for column in over}
    return len(cells) == 2 and "l3" in fields and len(fields & _VALUES) >= 2


def _like_indicator(header: Header, cells: Iterable[Shown]) -> bool:
    """Whether a row has what only an indicator has beside its name; a text over several columns is no value."""
    reached = {column.field for cell in cells if (column := header.reach(cell))}
    return "l3" in reached and len(reached & _VALUES) >= 2


def _total(sweep: Sweep, header: Header, draft: Draft, row: int, cells: Sequence[Shown]) -> bool:
    """Takes the row of totals, if this is it."""
    labels = sweep.labels
    texts = [cell for cell in cells if "block" not in labels.of(cell.text) and not figure(cell.text)]
    if not texts:
        return False
    first = texts[0]
    name, inline = _inline_total(first.text)
    if labels.field(name, "total") != "labels" or (len(texts) > 1 and _like_indicator(header, cells)):
        return False
    sweep.claim([first])
    rest = [cell for cell in cells if cell is not first and figure(cell.text.strip().rstrip("分"))]
    for part in ("weight", "score"):
        column = header.column(part)
        if column is None:
            continue
        spot = sweep.lattice.spot(row, column.first)
        shown = next((cell for cell in rest if header.reach(cell) is column), None)
        draft.put(own(f"total.{part}"), spot, shown, label=first.text)
        sweep.claim([shown] if shown else [])
    if inline and not draft.own("total.score"):
        draft.put(own("total.score"), Spot(sweep.lattice.number, first.row, first.column), first, inline)
    return True


def _inline_total(text: str) -> tuple[str, str]:
    """Label and figure where both stand in one cell: `总分：96分`."""
    match = re.fullmatch(r"\s*(\D{2,12}?)\s*[：:]\s*(\d+(?:\.\d+)?)\s*分?\s*", text)
    return (match[1], match[2]) if match else (text, "")


def _indicator(
    sweep: Sweep, header: Header, draft: Draft, row: int, cells: Sequence[Shown], held: dict[str, str]
) -> None:
    """Takes one indicator row."""
    labels = sweep.labels
    aside = [cell for cell in cells if "block" in labels.of(cell.text) and _left_of(header, cell)]
    aside += [cell for cell in cells if _sign(header, cell)]
    sweep.claim(aside)
    by_column: dict[Column, list[Shown]] = {}
    for cell in cells:
        column = None if cell in aside else header.reach(cell)
        if column is not None and column not in header.dropped and not _left_of(header, cell):
            by_column.setdefault(column, []).append(cell)
    if not by_column:
        return
    if _set_aside(sweep, header, draft, by_column) or _class_row(sweep, header, by_column, held):
        return
    number = draft.new_row()
    draft.lines[sweep.lattice.number, row] = number
    taken = {cell for group in by_column.values() for cell in group}
    sweep.claim(taken)
    _name(sweep, header, draft, number, row, by_column, held)
    for column in header.columns:
        if column.field not in (*_CLASSES, "number"):
            _value(sweep, header, draft, Cell(ROWS, number, column.field), row, column, by_column.get(column, []))
    _options(sweep, header, draft, number, by_column)
    if not draft.texts.get(Cell(ROWS, number, "l3")) and draft.texts.get(Cell(ROWS, number, "target")):
        draft.doubt(Cell(ROWS, number, "l3"), "有指标值，没有三级指标的名称")


def _sign(header: Header, cell: Shown) -> bool:
    """Whether a cell holds one sign of a word that is printed downward in front of the table."""
    return len(cell.text.strip()) == 1 and _left_of(header, cell)


def _left_of(header: Header, cell: Shown) -> bool:
    """Whether a cell stands before all columns of the table."""
    return ends(cell) < min(column.first for column in header.columns)


def _set_aside(sweep: Sweep, header: Header, draft: Draft, by_column: Mapping[Column, list[Shown]]) -> bool:
    """Rows of the table that are no indicators: subtotals, and the execution rate with its weight and score."""
    labels = sweep.labels
    named = [cell for column, cells in by_column.items() if column.field in _CLASSES for cell in cells]
    meaning = labels.field(named[0].text, "total") if named else ""
    every = [cell for cells in by_column.values() for cell in cells]
    if any(labels.field(cell.text, "total") == "subtotals" for cell in named):
        _subtotal(sweep, draft, by_column, named[0])
        return True
    if meaning != "execution" or (header.has("l1") and _field_of(by_column, named[0]) != "l1"):
        return False
    sweep.claim(every)
    _execution(sweep, draft, by_column, named[0].text.strip())
    return True


def _subtotal(sweep: Sweep, draft: Draft, by_column: Mapping[Column, list[Shown]], name: Shown) -> None:
    """A row of sums: its score is kept to be held against the indicators above it."""
    every = [cell for cells in by_column.values() for cell in cells]
    sums = [cell for cell in every if cell is name or figure(cell.text)]
    where = sweep.lattice.grid.where(name)
    sweep.pass_over(sums, where, f"「{name.text.strip()}」是小计行，不是指标，只用来核对")
    scores = [cells[0].text for column, cells in by_column.items() if column.field == "score"]
    draft.subtotals += [(draft.rows, text) for text in scores if draft.rows]
    sweep.claim(every)


def _execution(sweep: Sweep, draft: Draft, by_column: Mapping[Column, list[Shown]], name: str) -> None:
    """The execution rate with its weight and score goes to the money; what else the row holds is told."""
    _rate(sweep, draft, by_column)
    rest = [cell for column, cells in by_column.items() for cell in cells[column.field in _KEPT :]]
    rest = [cell for cell in rest if cell.text.strip() != draft.texts.get(Cell(FUNDS, 0, "rate"))]
    if rest:
        why = f"「{name}」一行归入资金，其余 {len(rest)} 格没有读入：{rest[0].text.strip()[:20]}"
        told = [cell for cell in rest if cell is rest[0] or figure(cell.text)]
        sweep.pass_over(told, sweep.lattice.grid.where(rest[0]), why)
    for column, cells in by_column.items():
        if column.field in ("weight", "score") and not draft.texts.get(Cell(FUNDS, 0, column.field)):
            spot = Spot(sweep.lattice.number, cells[0].row, cells[0].column)
            draft.put(Cell(FUNDS, 0, column.field), spot, cells[0], label=column.label)
            if not draft.fund_labels:
                draft.fund_labels.append(name)


def _class_row(sweep: Sweep, header: Header, by_column: Mapping[Column, list[Shown]], held: dict[str, str]) -> bool:
    """Whether a row only names the class of those below it: 一、产出指标 in a table without a column for it."""
    named = [cell for column, cells in by_column.items() if column.field == "l3" for cell in cells]
    level = sweep.labels.field(named[0].text, "class") if len(named) == 1 else ""
    if not level or header.has(level) or any(column.field in ("target", "actual") for column in by_column):
        return False
    held[level] = unnumbered(squeezed(named[0].text))
    held["l2"] = held["l2"] if level == "l2" else ""
    every = [cell for cells in by_column.values() for cell in cells]
    sweep.claim(every)
    if len(every) > 1:
        why = f"「{held[level]}」一行是分类，其余 {len(every) - 1} 格没有读入"
        sweep.pass_over(every, sweep.lattice.grid.where(named[0]), why)
    return True


def _rate(sweep: Sweep, draft: Draft, by_column: Mapping[Column, list[Shown]]) -> None:
    """The rate as it stands in the row of the execution, where no money table has it."""
    for column, cells in by_column.items():
        if column.field == "actual" and cells[0].text.strip().endswith(("%", "％")):
            spot = Spot(sweep.lattice.number, cells[0].row, cells[0].column)
            if not draft.texts.get(Cell(FUNDS, 0, "rate")):
                draft.put(Cell(FUNDS, 0, "rate"), spot, cells[0])


def _field_of(by_column: Mapping[Column, list[Shown]], cell: Shown) -> str:
    return next((column.field for column, cells in by_column.items() if cell in cells), "")


def _name(
    sweep: Sweep,
    header: Header,
    draft: Draft,
    number: int,
    row: int,
    by_column: Mapping[Column, list[Shown]],
    held: dict[str, str],
) -> None:
    """The three levels of the name: printed here, merged down from above, or left blank to mean the one above."""
    spread = _spread(header, by_column)
    for name in _CLASSES:
        column = header.column(name)
        here = spread.get(name) or (by_column.get(column, []) if column else [])
        spot = sweep.lattice.spot(row, column.first) if column else Spot(sweep.lattice.number, row, 1)
        text = "\n".join(cell.text.strip() for cell in here)
        if not text and column:
            above = sweep.lattice.covering(row, column.first)
            text = above.text.strip() if above and above.row < row and above.row > header.last else ""
        if name == "l1" and text and text != held.get("l1"):
            held["l2"] = ""
        text = text or (held.get(name, "") if name != "l3" else "")
        held[name] = text
        if column or text:
            flat = re.sub(r"\s+", "", text)
            text = flat if name != "l3" and "class" in sweep.labels.of(flat) else text
            label = column.label if column else ""
            draft.put(Cell(ROWS, number, name), spot, here[0] if here else None, text, label)


def _spread(header: Header, by_column: Mapping[Column, list[Shown]]) -> dict[str, list[Shown]]:
    """Levels that stand side by side under one heading over several columns."""
    column = header.column("l3")
    if column is None or column.last - column.first < 2 or header.has("l1") or header.has("l2"):
        return {}
    width = (column.last - column.first + 1) // 3
    places = {name: column.first + width * step for step, name in enumerate(_CLASSES)}
    found: dict[str, list[Shown]] = {"l3": []}
    for cell in by_column.get(column, []):
        name = max((each for each in _CLASSES if places[each] <= cell.column), key=places.__getitem__, default="l1")
        found.setdefault(name, []).append(cell)
    return found


def _value(
    sweep: Sweep, header: Header, draft: Draft, cell: Cell, row: int, column: Column, here: Sequence[Shown]
) -> None:
    """One value; several cells under one heading are told apart or put together."""
    if column.field == "target" and len(here) > 1:
        here = _parted(sweep, header, draft, cell.row, here)
    if len(here) <= 1:
        spot = (
            Spot(sweep.lattice.number, here[0].row, here[0].column) if here else sweep.lattice.spot(row, column.first)
        )
        draft.put(cell, spot, here[0] if here else None, label=column.label)
        if here and here[0].rows > 1:
            draft.doubt(cell, "这一格管着几行，只读在第一行")
        return
    together = "" if column.field == "actual" else "\n"
    spot = Spot(sweep.lattice.number, here[0].row, here[0].column)
    draft.put(cell, spot, here[0], together.join(each.text.strip() for each in here), column.label)
    draft.doubt(cell, "几格并作了一格")


def _parted(sweep: Sweep, header: Header, draft: Draft, number: int, here: Sequence[Shown]) -> list[Shown]:
    """Operator, figure and unit that stand in cells of their own under one heading; gives what is the target itself."""
    left = list(here)
    roles: list[tuple[str, Shown]] = []
    if not header.has("nature") and _OPERATOR.fullmatch(left[0].text.strip()):
        roles.append(("nature", left.pop(0)))
    if len(left) == 2 and not header.has("unit") and len(left[1].text.strip()) <= 8:
        roles.append(("unit", left.pop(1)))
    for name, shown in roles:
        draft.put(Cell(ROWS, number, name), Spot(sweep.lattice.number, shown.row, shown.column), shown)
    return left


def _options(sweep: Sweep, header: Header, draft: Draft, number: int, by_column: Mapping[Column, list[Shown]]) -> None:
    """What is ticked, or written, under the options of a field."""
    said: dict[str, list[str]] = {}
    for column in header.choices:
        for shown in by_column.get(column, []):
            text = shown.text.strip()
            word = re.sub(r"\s+", "", column.label)
            said.setdefault(column.field, []).append(word if text in sweep.labels.ticks else f"{word}：{text}")
            draft.places[Cell(ROWS, number, column.field)] = Spot(sweep.lattice.number, shown.row, shown.column)
    for name, words in said.items():
        draft.texts[Cell(ROWS, number, name)] = "；".join(words)
