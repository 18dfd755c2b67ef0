"""佐证材料目录 as a workbook, all forms in one table, for whoever checks the files one by one.

Says what `core/layout/evidence_list.py` says, with the whole fingerprint: a workbook has room for it.
"""

from collections.abc import Sequence

from perfdesk.core.layout.evidence_list import HEADINGS, TITLE, columns
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.table import workbook


def render(snapshots: Sequence[Snapshot]) -> bytes:
    rows: list[tuple[str, ...]] = [("项目", "表", *HEADINGS)]
    for each in snapshots:
        project = " ".join(each.sheet.own("project").split())
        rows += [(project, each.form.short, *line) for line in columns(each, None)]
    return workbook(TITLE, rows)
