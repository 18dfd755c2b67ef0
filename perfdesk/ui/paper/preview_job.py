"""Making the PDF of forms beside her work: snapshots in, the very bytes that are printed and exported out.

Refuses to know a ledger.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from perfdesk.core.snapshot import Snapshot
from perfdesk.ui.beside import Beside, Told

if TYPE_CHECKING:
    from perfdesk.formats.picture import Pictures
    from perfdesk.unprintable import Lack


class Composed(NamedTuple):
    """A file of forms: its bytes, the same opened for drawing, and for each form what cannot be printed."""

    data: bytes
    pictures: "Pictures"
    lacks: "tuple[tuple[Lack, ...], ...]"


class ComposeJob(Beside):
    """It ends with a Composed."""

    def __init__(self, snapshots: Sequence[Snapshot], parent: QObject | None = None) -> None:
        forms = tuple(snapshots)
        super().__init__(lambda told: _composed(forms, told), parent)


def _composed(forms: Sequence[Snapshot], told: Told) -> Composed:
    from perfdesk.formats.pdf import render
    from perfdesk.formats.picture import Pictures
    from perfdesk.unprintable import lacks

    data = render(forms, lambda done: told(done, len(forms)))
    return Composed(data, Pictures(data), tuple(lacks(each) for each in forms))
