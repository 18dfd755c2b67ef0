"""Pages that go beside forms, one after the other in a PDF: 得分说明, 佐证材料目录.

Refuses to know what is said on them: that is passed in.
"""

from collections.abc import Callable, Sequence

from perfdesk.core.layout.page import Page
from perfdesk.core.layout.typesetting import Advance
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.pdf import bound
from perfdesk.formats.pdf_archive import About
from perfdesk.typefaces import advance


def beside(snapshots: Sequence[Snapshot], title: str, lay_out: Callable[[Snapshot, Advance], Page]) -> bytes:
    """The same snapshots give the same bytes."""
    names = list(dict.fromkeys(" ".join(each.sheet.own("project").split()) for each in snapshots))
    about = About(
        title=f"{names[0]} {title}".strip() if len(names) == 1 else f"{title}（{len(snapshots)}份）",
        author="、".join(dict.fromkeys(filter(None, (each.sheet.own("unit").strip() for each in snapshots)))),
        subject=title,
        changed=max((each.changed for each in snapshots), default=""),
    )
    return bound([(lay_out(each, advance), each) for each in snapshots], about)
