"""What stands in a document put into a sheet that is there already: as changes, each with its old and new text.

Knows which rows are the same indicator, and that a blank in the document never takes what she has. Refuses to know
where either comes from, and to decide whether it should be done.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from perfdesk.core.recognition.labels import squeezed
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Change, Sheet, added_rows, cleaned, edits, removed_rows


def begun(document: Sheet) -> list[Change]:
    """The changes that make a new sheet of a document's."""
    changes = [Change(cell, "", cleaned(text)) for cell, text in document.texts.items() if cell.section != INDICATORS]
    return changes + added_rows(Sheet(), 0, [_texts(document, row) for row in document.rows], 1)


def overwritten(sheet: Sheet, document: Sheet, first_id: int) -> list[Change]:
    """The changes that make a sheet say what a document says; its rows become the document's, in its order."""
    same = same_rows(sheet, document)
    changes = removed_rows(sheet, [row for row in sheet.rows if row not in same.values()]) if document.rows else []
    ids = _ids(document.rows, same, first_id)
    changes += edits(sheet, _wanted(document, ids))
    orders = ((Cell(INDICATORS, ids[row], ORDER), str(place)) for place, row in enumerate(document.rows, 1))
    return changes + (edits(sheet, orders) if _moved(sheet, document, same) else [])


def filled(sheet: Sheet, document: Sheet, first_id: int) -> list[Change]:
    """The changes that fill what is blank in a sheet from a document; rows it does not have come last."""
    same = same_rows(sheet, document)
    new = [row for row in document.rows if row not in same]
    changes = edits(sheet, _wanted(document, same))
    return [change for change in changes if not change.old] + added_rows(
        sheet, len(sheet.rows), [_texts(document, row) for row in new], first_id
    )


def bare_rows(sheet: Sheet) -> frozenset[int]:
    """The rows that hold no more than their class: those a form begins with."""
    held = {cell.row for cell in sheet.texts if cell.section == INDICATORS and cell.field not in ("l1", "l2", ORDER)}
    return frozenset(sheet.rows) - held


def same_rows(sheet: Sheet, document: Sheet) -> dict[int, int]:
    """Document row → the row of the sheet that is the same indicator: by its whole name, else by the 三级指标 alone,
    else one of its class that is bare yet."""
    same: dict[int, int] = {}
    bare = bare_rows(sheet)
    for names in (("l1", "l2", "l3"), ("l3",), ("l1", "l2")):
        free = [row for row in sheet.rows if row not in same.values() and (len(names) != 2 or row in bare)]
        for row in document.rows:
            if row not in same:
                match = _match(_name(document, row, names), sheet, free, names)
                if match is not None:
                    same[row] = match
                    free.remove(match)
    return same


def _texts(document: Sheet, row: int) -> dict[str, str]:
    return {cell.field: text for cell, text in document.texts.items() if cell[:2] == (INDICATORS, row)}


def _wanted(document: Sheet, ids: Mapping[int, int]) -> Iterator[tuple[Cell, str]]:
    for cell, text in document.texts.items():
        if cell.section != INDICATORS:
            yield cell, text
        elif cell.row in ids and cell.field != ORDER:
            yield cell._replace(row=ids[cell.row]), text


def _ids(rows: Iterable[int], same: Mapping[int, int], first_id: int) -> dict[int, int]:
    """The row of the sheet for each of the document's; those it lacks get ids of their own."""
    new = [row for row in rows if row not in same]
    return {**same, **{row: first_id + number for number, row in enumerate(new)}}


def _moved(sheet: Sheet, document: Sheet, same: Mapping[int, int]) -> bool:
    return [same.get(row) for row in document.rows] != list(sheet.rows)


def _match(name: Sequence[str], sheet: Sheet, free: Sequence[int], names: Sequence[str]) -> int | None:
    if names == ("l3",) and not name[0]:
        return None
    return next((row for row in free if _name(sheet, row, names) == name), None)


def _name(sheet: Sheet, row: int, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(squeezed(sheet.at(row, name)) for name in names)
