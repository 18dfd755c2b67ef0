"""得分说明 as a PDF: one page a form, for whoever has to sign it. What it says: `core/layout/account.py`."""

from collections.abc import Sequence

from perfdesk.core.layout.account import TITLE, account
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.beside import beside


def render(snapshots: Sequence[Snapshot]) -> bytes:
    """The same snapshots give the same bytes."""
    return beside(snapshots, TITLE, account)
