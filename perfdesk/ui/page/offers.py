"""What a cell may be filled with: the form's and the profile's choices, units, grades, what she typed before.

Knows where each offer comes from and in which order it stands. Refuses to know how it looks and which key takes it
(`choice_list.py`). An offer binds to nothing: any other text is as good.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from perfdesk import catalog
from perfdesk.core.meaning import operators
from perfdesk.core.meaning.grades import NO, YES
from perfdesk.core.meaning.initials import found_by, initials
from perfdesk.core.meaning.reading import Kind
from perfdesk.core.meaning.typed import normalised
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.document import Document
from perfdesk.recall import Earlier, Recall

_FIGURES = ("target", "actual", "weight", "score", "override", "order")
_PLAIN = ("year", "code", "budget", "fiscal", "other")
"""Figures and numbers of the form itself: what was typed elsewhere says nothing of them."""
_REMEMBERED = 6
"""How many of her earlier entries are shown at once: few enough to be read at a glance."""


class Offer(NamedTuple):
    """Texts for a cell. `of(typed)` gives those that go with what is typed, `all()` every one."""

    of: Callable[[str], Sequence[str]]
    all: Callable[[], Sequence[str]]
    quiet: bool = False
    """Only shown beside what is typed, and left alone by every key until it is called for."""
    ready: Callable[[], bool] = lambda: True
    """False while there may be more in a moment."""


def offer(document: Document, cell: Cell, recall: Recall) -> Offer | None:
    """What is offered in a cell; None where nothing is."""
    listed = choices(document, cell)
    if listed:
        return _signs(listed) if cell.field == "nature" else _chosen(lambda: listed)
    if cell.section == INDICATORS and cell.field == "unit":
        return _units(recall.of(document.form.id, cell))
    return _earlier(recall.of(document.form.id, cell)) if _worded(document, cell) else None


def choices(document: Document, cell: Cell) -> tuple[str, ...]:
    """What a cell is chosen from: classes by the profile's tree, grades for what is judged, else the form's list."""
    profile = document.form.profile
    if cell.section != INDICATORS:
        return document.form.field(cell).choices
    match cell.field:
        case "l1":
            return profile.first_classes
        case "l2":
            return profile.second_classes(document.sheet.at(cell.row, "l1"))
        case "target" | "actual":
            return document.form.field(cell).choices or _judged(document, cell.row)
    return document.form.field(cell).choices


def _judged(document: Document, row: int) -> tuple[str, ...]:
    """The grades of an indicator that is not counted, 是 and 否 of one that is done or not."""
    score = document.scores.indicators.get(row)
    kind = score.target.kind if score and score.target else None
    if kind == Kind.YESNO:
        return YES, NO
    named = operators.of(document.sheet.at(row, "nature")) == operators.QUALITATIVE
    return tuple(document.form.profile.grade_shares) if named or kind in (Kind.GRADE, Kind.SCALE) else ()


def _worded(document: Document, cell: Cell) -> bool:
    """Whether a cell holds words that may come again."""
    if cell.section == FUNDS:
        return cell.field == "note"
    return cell.field not in _FIGURES and cell not in map(own, _PLAIN) and not document.form.computed(cell)


def fitting(typed: str, texts: Sequence[str]) -> list[str]:
    """Those that have in them what is typed, or are spelled so: as written before spelled, what begins so first."""
    typed = typed.strip()
    found = [text for text in texts if found_by(typed, text)]
    return sorted(found, key=lambda text: _distance(typed, text))


def _distance(typed: str, text: str) -> tuple[bool, bool]:
    written = typed in text
    return not written, not (text if written else initials(text)).startswith(typed)


def _chosen(texts: Callable[[], Sequence[str]]) -> Offer:
    return Offer(lambda typed: fitting(typed, texts()), texts)


def _signs(listed: Sequence[str]) -> Offer:
    """Operators, found by every way to write them: `>=`, 不少于."""

    def fits(typed: str) -> list[str]:
        meant = operators.of(normalised(typed).strip())
        return list(dict.fromkeys([*(sign for sign in listed if meant and sign == meant), *fitting(typed, listed)]))

    return Offer(fits, lambda: listed)


def _units(earlier: Earlier) -> Offer:
    """Her own first, then the library."""

    def texts() -> list[str]:
        return list(dict.fromkeys([*earlier, *catalog.units()]))

    return _chosen(texts)._replace(ready=lambda: earlier.complete)


def _earlier(earlier: Earlier) -> Offer:
    def begun(typed: str) -> Sequence[str]:
        return earlier.beginning(typed, _REMEMBERED) if any(map(str.isalpha, typed)) else ()

    return Offer(begun, lambda: list(earlier), quiet=True, ready=lambda: earlier.complete)
