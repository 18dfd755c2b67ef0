"""Where texts that have no known field go on a form that has a place of their name: fields and columns of its own.

Knows that the words printed before a text are the name of the field, and that of two places of one name the first is
the first. Refuses to know labels that everybody knows (`labels.py`).
"""

from perfdesk.core.form import Form
from perfdesk.core.recognition.found import FoundForm
from perfdesk.core.recognition.labels import spellings, squeezed
from perfdesk.core.sheet import INDICATORS, Cell


def aside_places(found: FoundForm, form: Form) -> dict[Cell, int]:
    """Cell of the form → the number of the text among `FoundForm.asides` that stands under its name."""
    own = [(_called(form, cell), cell) for cell in form.own_cells if not form.computed(cell)]
    free = [(name, cell) for name, cell in own if cell not in found.sheet.texts]
    beside = [Cell(INDICATORS, 0, name) for name in form.indicators.columns if name not in found.columns]
    columns = [(_called(form, cell), cell) for cell in beside]
    places: dict[Cell, int] = {}
    words = printed(form)
    for number, aside in enumerate(found.asides):
        if squeezed(aside.text) in words:
            continue
        cells = columns if aside.row else free
        there = ((name, cell._replace(row=aside.row)) for name, cell in cells)
        left = [(name, cell) for name, cell in there if cell not in places]
        match = next(
            (cell for label in map(_plain, aside.labels) for name, cell in left if label and name == label), None
        )
        if match is not None:
            places[match] = number
    return places


def printed(form: Form) -> frozenset[str]:
    """What the sheet itself prints, without white space: of a filled copy that is no content."""
    return frozenset(squeezed(patch.text) for patch in form.template.patches if patch.text.strip())


def _called(form: Form, cell: Cell) -> str:
    return _plain(form.field(cell).label)


def _plain(label: str) -> str:
    """A label as it is compared: without white space, numbers in front and the colon behind it."""
    return next(iter(spellings(label)), "")
