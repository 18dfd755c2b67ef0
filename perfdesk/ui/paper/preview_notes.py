"""What the preview says of the paper before it is printed: why 草稿 is on it, and which characters no face has.

Knows the sentences and where each leads; refuses to know how they are shown (`preview.py`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from perfdesk.core.excuses import STILL_EMPTY
from perfdesk.core.sheet import Cell
from perfdesk.document import Document
from perfdesk.unprintable import Lack, named

_NAMED = 3
"""Forms or cells named in a sentence; of more it says how many."""


class Note(NamedTuple):
    """A sentence and the place it speaks of; `form` is 0 where there is none."""

    text: str = ""
    form: int = 0
    cell: Cell | None = None


class Printed(NamedTuple):
    """A form in the preview: the document, and what it is called in a sentence."""

    document: Document
    title: str


def draft_note(forms: Sequence[Printed]) -> Note:
    """Why 草稿 is printed; a blank note where it is not."""
    drafts = [each for each in forms if each.document.snapshot().draft]
    if not drafts:
        return Note()
    first = drafts[0].document
    if len(forms) == 1:
        text = f"纸上印有「草稿」字样：{_why(first)}。改好后自动去掉。"
    else:
        named = "，".join(f"「{each.title}」{_why(each.document)}" for each in drafts[:_NAMED])
        more = "等" if len(drafts) > _NAMED else ""
        text = f"{len(forms)} 张里有 {len(drafts)} 张印有「草稿」字样：{named}{more}。改好后自动去掉。"
    return Note(text, first.id, _first_problem(first))


def _why(document: Document) -> str:
    """What keeps a form from being clean."""
    record, causes = document.record, []
    if record.marked == "退回":
        causes.append("标着退回")
    if record.errors:
        causes.append(f"有 {record.errors} 处错误")
    if record.filled < record.wanted:
        causes.append(f"还有 {record.wanted - record.filled} 格待填")
    return "、".join(causes) or "还没有填完"


def _first_problem(document: Document) -> Cell | None:
    """The first error; where there is none, the first cell still to be filled."""
    errors = [each for each in document.open_findings if each.severity == "error"]
    errors.sort(key=lambda each: each.check == STILL_EMPTY)
    return errors[0].cell if errors else None


def lack_note(forms: Sequence[Printed], lacks: Sequence[Sequence[Lack]]) -> Note:
    """Which characters print as 〓, in which cells; a blank note where every character has a face."""
    found = [(form, lack) for form, each in zip(forms, lacks, strict=True) for lack in each]
    if not found:
        return Note()
    places = "、".join(
        f"「{form.title}」的{lack.label}" if len(forms) > 1 else lack.label for form, lack in found[:_NAMED]
    )
    more = f"等 {len(found)} 处" if len(found) > _NAMED else ""
    text = f"没有字体可印这些字，会印成〓：{named(lack for _, lack in found)}，在{places}{more}。"
    return Note(text, found[0][0].document.id, found[0][1].cell)
