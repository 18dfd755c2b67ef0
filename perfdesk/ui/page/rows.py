"""Indicator rows as a whole: made with texts, made again, put elsewhere.

Knows the class a row without one gets, and which class a row comes into where it is put. Plans the steps through the
document. Refuses to know the page, the clipboard and Qt.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from perfdesk.core.form import Form
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Change, Sheet, cleaned
from perfdesk.core.step import Step, joined
from perfdesk.document import Document

Texts = Mapping[str, str]
"""An indicator row to be made: field → text."""
CLASSES = ("l1", "l2")


def typed_fields(form: Form) -> list[str]:
    """The fields of an indicator row that are typed, as they stand from left to right."""
    return [name for name in form.indicators.columns if not form.computed(Cell(INDICATORS, 0, name))]


def classed(rows: Sequence[Texts], above: Texts) -> Iterator[Texts]:
    """The rows, each without a class in that of the row before it."""
    for texts in rows:
        if not texts.get("l1"):
            texts = {**texts, "l1": above.get("l1", ""), "l2": texts.get("l2") or above.get("l2", "")}
        above = {name: texts.get(name, "") for name in CLASSES}
        yield texts


def inserted(document: Document, place: int, rows: Sequence[Texts], act: str) -> Step:
    """New indicator rows with these texts before the `place`-th; those without a class get their neighbour's."""
    step = document.plan_rows(place, len(rows))
    changes = step.cells.get(document.id, ())
    made = [change.cell.row for change in changes if change.cell.field == ORDER and not change.old]
    near = {change.cell.field: change.new for change in changes if change.cell.field in CLASSES}
    wanted = {
        Cell(INDICATORS, row, name): cleaned(text)
        for row, texts in zip(made, classed(rows, near), strict=True)
        for name, text in texts.items()
        if name in document.form.indicators.columns
    }
    kept = [change for change in changes if change.cell not in wanted]
    typed = [Change(cell, "", text) for cell, text in wanted.items() if text]
    return replace(step, act=act, cells={document.id: (*kept, *typed)})


def duplicated(document: Document, ids: Sequence[int]) -> Step:
    """The same rows again below the last of them, with all that was typed but for scores of her own."""
    texts = [{name: document.sheet.at(row, name) for name in typed_fields(document.form)} for row in ids]
    place = document.sheet.rows.index(ids[-1]) + 1
    return inserted(document, place, texts, f"重复 {len(ids)} 行指标")


def put(document: Document, ids: Sequence[int], place: int) -> Step:
    """These rows before the `place`-th of all, in the class of those they come to stand among."""
    move = document.plan_move_rows(ids, place)
    found = {} if move.empty else _class_there(document.sheet, ids, place)
    wanted = [(Cell(INDICATORS, row, name), text) for row in ids for name, text in found.items()]
    change = document.plan(wanted)
    if change.empty:
        return move
    return joined(f"{move.act}，归入{found['l2'] or found['l1']}", (move, change))


def _class_there(sheet: Sheet, ids: Sequence[int], place: int) -> Texts:
    """The class rows get at a place; none where they keep theirs.

    Inside a class they are of it. Between two classes they keep one of either, and one whose rows move all together;
    any other would be torn apart there."""
    above = next((row for row in reversed(sheet.rows[:place]) if row not in ids), None)
    below = next((row for row in sheet.rows[place:] if row not in ids), None)
    near = [_class_of(sheet, row) for row in (above, below) if row is not None]
    own = {tuple(_class_of(sheet, row).values()) for row in ids}
    around = {tuple(each.values()) for each in near}
    left = {tuple(_class_of(sheet, row).values()) for row in sheet.rows if row not in ids}
    if len(near) == 2 and len(around) == 1:
        return near[0]
    return {} if not near or own <= around or not own & left else near[0]


def _class_of(sheet: Sheet, row: int) -> dict[str, str]:
    return {name: sheet.at(row, name) for name in CLASSES}
