"""The rows of a blank sheet that repeat: how far down they reach, and what a new form begins with.

Knows what such rows look like in a template. Refuses to know which columns they have (`binder.py`).
"""

import re
from collections.abc import Mapping

from perfdesk.core.form import Form
from perfdesk.core.layout.template import Patch, Template
from perfdesk.core.recognition.found import FoundForm
from perfdesk.core.recognition.heads import is_label
from perfdesk.core.recognition.labels import Labels, squeezed

_PROMPT = re.compile(r"(?:指标\s*[\d一二三]*|[.…·\d\s]*)[：:.]?")
"""What stands where the name of an indicator is to be written."""


def last_row(template: Template, labels: Labels, first: int, columns: Mapping[str, int]) -> int:
    """The last row that looks like the first: as wide, framed, and with no label that begins in it."""
    column = columns.get("l3", min(columns.values(), default=1))
    at = {(row, patch.column): patch for patch in template.patches for row in _down(patch)}
    labelled = {patch.row for patch in template.patches if labels.of(patch.text) or is_label(patch.text, labels)}
    last, model = first, at.get((first, column))
    for row in range(first + 1, len(template.heights) + 1):
        patch = at.get((row, column))
        if patch is None or model is None or patch.columns != model.columns or row in labelled:
            break
        if patch.row == row and model.style.border.left and not patch.style.border.left:
            break
        last = row
    return last


def _down(patch: Patch) -> range:
    return range(patch.row, patch.row + patch.rows)


def start_rows(
    found: FoundForm, like: Form | None, rows: tuple[int, int], columns: Mapping[str, int]
) -> tuple[Mapping[str, str], ...]:
    """The rows a new form begins with: those the sheet prints, else those of the known form of the kind."""
    printed = [_printed(found, row, columns) for row in found.sheet.rows]
    if any(printed):
        return tuple(row for row in printed if row)
    known = like.indicators.start if like else ()
    start = [{name: text for name, text in row.items() if name in columns} for row in known]
    return tuple(row for row in start if row) or tuple({} for _ in range(rows[0], rows[1] + 1))


def _printed(found: FoundForm, row: int, columns: Mapping[str, int]) -> dict[str, str]:
    texts = {name: found.sheet.at(row, name) for name in ("l1", "l2", "l3") if name in columns}
    if _PROMPT.fullmatch(squeezed(texts.get("l3", ""))):
        texts.pop("l3", None)
    return {name: text for name, text in texts.items() if text}
