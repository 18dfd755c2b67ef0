"""得分说明 as a PDF: one page a form, for whoever has to sign it.

Refuses to know what is said (`core/account.py`) and how ink follows from a page (`pdf.py`).
"""

from collections.abc import Sequence

from perfdesk.core.account import TITLE, account
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.pdf import bound
from perfdesk.formats.pdf_archive import About
from perfdesk.typefaces import advance


def render(snapshots: Sequence[Snapshot]) -> bytes:
    """The same snapshots give the same bytes."""
    names = list(dict.fromkeys(" ".join(each.sheet.own("project").split()) for each in snapshots))
    about = About(
        title=f"{names[0]} {TITLE}".strip() if len(names) == 1 else f"{TITLE}（{len(snapshots)}份）",
        author="、".join(dict.fromkeys(filter(None, (each.sheet.own("unit").strip() for each in snapshots)))),
        subject=TITLE,
        changed=max((each.changed for each in snapshots), default=""),
    )
    return bound([(account(each, advance), each) for each in snapshots], about)
