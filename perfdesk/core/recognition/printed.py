"""What a blank sheet prints that its form must know: where the year stands, a title that is a name, signed rows.

Knows how the words look. Refuses to know cells that something is written into (`binder.py`).
"""

import re
from collections.abc import Mapping

from perfdesk.core.layout.template import Template
from perfdesk.core.recognition import titles
from perfdesk.core.recognition.binding import Place
from perfdesk.core.recognition.labels import Labels, squeezed

_YEAR = re.compile(r"(?:20\d\d|20[xX×_＿]{2}|[_＿×xX]{2,4}|(?<=[（(])[ \u3000]{1,12})(?=\s*年)")
_SIGNED = re.compile(r"签字|签名|签章|盖章|公章|年[\s_＿]+月[\s_＿]+日")
"""What stands in rows that are signed and sealed, whether a field was found there or not."""
_LONGEST = 60


def printed_words(template: Template, labels: Labels, kind: str, first: int) -> dict[Place, str]:
    """Cell → pattern of the printed years above the rows that repeat, and of a title that stands for the project."""
    found: dict[Place, str] = {}
    for patch in template.patches:
        at, text = (patch.row, patch.column), patch.text
        if (first and patch.row >= first) or len(text) > _LONGEST or not text:
            continue
        title = titles.is_title(text, labels)
        if title and _names_project(text, kind, labels):
            found[at] = text.replace("项目", "{project}", 1)
        elif title or titles.year_in(text) or _blank_year(text):
            dated = _YEAR.sub("{form.year}", text, count=1)
            if dated != text:
                found[at] = dated
    return found


def _names_project(title: str, kind: str, labels: Labels) -> bool:
    """Whether a title such as 项目绩效目标表 has the project's name for its first word: only target forms do."""
    ending = next((end for end, _ in labels.titles if squeezed(title).endswith(end)), "")
    return kind == "target" and squeezed(title) == f"项目{ending}"


def _blank_year(text: str) -> bool:
    return bool(re.fullmatch(r"[（(]?\s*(?:20)?[xX×_＿ \u3000]*\s*年度?\s*[)）]?", text.strip()))


def kept_together(template: Template, labels: Labels, cells: Mapping[Place, str], last: int) -> tuple[int, int]:
    """The rows of the signatures and the seal below the indicators, and the one above; (0, 0) where there are none."""
    signed = [at[0] for at, pattern in cells.items() if "{signatures." in pattern and at[0] > last]
    below = (patch for patch in template.patches if patch.row > last and not labels.is_note(patch.text))
    signed += [patch.row for patch in below if _SIGNED.search(patch.text)]
    return (max(last + 1, min(signed) - 1), max(signed)) if signed else (0, 0)
