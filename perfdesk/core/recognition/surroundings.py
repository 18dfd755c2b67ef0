"""What stands around a form and not in its cells: paragraphs above a table, headers and footers, text boxes.

Knows what they may say of the one form among them: its title, its year, a label with its text. What the cells say
counts first. Refuses to know where such a text lay (`formats/`).
"""

from perfdesk.core.recognition import heads, titles
from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.found import Spot
from perfdesk.core.recognition.labels import Labels, squeezed
from perfdesk.core.sheet import own

_SHORT = 12
"""Signs of a text that only says a year."""


def take(sweep: Sweep, text: str, draft: Draft | None) -> bool:
    """Whether a text around the cells is understood; what it says of the form goes into it."""
    if sweep.labels.is_note(text):
        return True
    if draft is None:
        return False
    if text.strip() in draft.texts.values():
        return True
    if kind := titles.title_kind(text, sweep.labels):
        return _title(draft, text, kind, sweep.labels)
    year = titles.year_in(text) if len(squeezed(text)) <= _SHORT else ""
    if year:
        return _year(draft, year)
    if not heads.is_label(text, sweep.labels):
        return False
    heads.read_paragraph(sweep, text, draft)
    return True


def _title(draft: Draft, text: str, kind: str, labels: Labels) -> bool:
    if not draft.title:
        draft.title, draft.kind = " ".join(text.split()), draft.kind or kind
    year = titles.year_of_title(text, labels)
    return _year(draft, year) if year else True


def _year(draft: Draft, year: str) -> bool:
    if not draft.own("year"):
        draft.put(own("year"), Spot(draft.grid, 1, 1), None, year)
    return draft.own("year") == year
