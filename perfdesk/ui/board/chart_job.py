"""The figures of a whole ledger read beside her work: in a thread of its own, from the file itself.

Refuses to know what is drawn of them.
"""

from pathlib import Path

from PySide6.QtCore import QObject

from perfdesk.charting import read
from perfdesk.ui.beside import Beside


class ChartJob(Beside):
    """It ends with the figures, form by form."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(lambda told: read(path, told), parent)
