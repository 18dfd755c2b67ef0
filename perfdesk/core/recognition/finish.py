"""What makes a draft a form: code and name told apart, its year, its kind, its money.

Knows what is concluded from what was found, and says where that is doubtful. Refuses to look at grids.
"""

import re

from perfdesk.core.projects import digits_lost
from perfdesk.core.recognition import titles
from perfdesk.core.recognition.draft import DIGITS_LOST, Draft, split_code
from perfdesk.core.recognition.found import FoundForm, Spot
from perfdesk.core.recognition.labels import Labels
from perfdesk.core.sheet import FUNDS, Cell, own

_CODE_YEAR = re.compile(r"\d{6}(\d{2})[A-Z]")


def finished(draft: Draft, labels: Labels, year: str) -> FoundForm:
    """The form with code and name told apart, its year, and its kind."""
    joined = split_code(draft.own("project"))
    if joined and draft.own("code") in ("", joined[0]):
        spot = draft.places[own("project")]
        draft.texts[own("project")] = joined[1]
        draft.put(own("code"), spot, None, joined[0])
    if own("project") not in draft.places and draft.kind in ("target", "self-evaluation", "monitor"):
        named = titles.named_in_title(draft.title, labels)
        if named:
            draft.put(own("project"), Spot(draft.grid, 1, 1), None, named)
            draft.doubt(own("project"), "项目名称取自表名，请核对")
    if digits_lost(draft.own("code")):
        draft.doubt(own("code"), DIGITS_LOST)
    _dated(draft, year)
    draft.kind = draft.kind or _kind(draft)
    _funded(draft)
    draft.about = " ".join((draft.source, draft.title, draft.own("unit"), draft.own("department")))
    return draft.finished(labels)


def _dated(draft: Draft, year: str) -> None:
    """The year of the form; where it does not say one, that of the document, of a heading or of the code, in doubt."""
    if draft.own("year"):
        return
    printed = next(filter(None, map(titles.year_in, draft.printed.values())), "")
    code = _CODE_YEAR.match(draft.own("code"))
    found = printed or year or (f"20{code[1]}" if code else "")
    if found:
        draft.put(own("year"), Spot(draft.grid, 1, 1), None, found)
        if not printed:
            draft.doubt(own("year"), "表上没有写年度，取自文件的标题、文件名或项目编码，请核对")


def _kind(draft: Draft) -> str:
    """What kind of form it is by its columns, where no title says."""
    columns = {column.field for block in draft.blocks for column in block.columns}
    funds = {cell.field for cell in draft.places if cell.section == FUNDS}
    whole = own("project") not in draft.places and own("department") in draft.places
    if columns & {"forecast", "likelihood"} or "forecast" in funds:
        return "monitor"
    if columns & {"actual", "score"} or {"executed"} & funds or own("done") in draft.places:
        return "overall" if whole else "self-evaluation"
    return "overall-target" if whole else "target"


def _funded(draft: Draft) -> None:
    """Money fields a plan states beside its labels are money rows on a sheet that has no money table."""
    if draft.kind in ("target", "overall-target") or draft.fund_labels:
        return
    total = draft.own("budget")
    if total:
        spot = draft.places.pop(own("budget"))
        draft.texts.pop(own("budget"))
        draft.fund_labels.append(draft.printed.get("budget", ""))
        draft.put(Cell(FUNDS, 0, "adjusted"), spot, None, total)
