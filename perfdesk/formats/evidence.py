"""佐证材料目录 as a PDF: what goes in front of the files themselves. What it says: `core/layout/evidence_list.py`."""

from collections.abc import Sequence

from perfdesk.core.layout.evidence_list import TITLE, evidence_list
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.beside import beside


def render(snapshots: Sequence[Snapshot]) -> bytes:
    """The same snapshots give the same bytes."""
    return beside(snapshots, TITLE, evidence_list)
