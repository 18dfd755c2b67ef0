"""What the window remembers from one day to the next: its place and size, the last ledger, form and cell.

Kept as an ini file in the user's own folder. Losing it loses nothing of hers.
"""

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QByteArray, QSettings

from perfdesk import catalog
from perfdesk.core.sheet import Cell

RECENT = 8
"""How many ledgers the menu 最近账本 lists."""


class Remembered:
    """The window's memory. A value that cannot be read is as good as none."""

    def __init__(self, path: Path | None = None) -> None:
        place = path or catalog.user_folder() / "window.ini"
        self._settings = QSettings(str(place), QSettings.Format.IniFormat)

    @property
    def recent(self) -> list[Path]:
        """Ledgers opened last, newest first, as far as they are still there."""
        kept = self._settings.value("ledgers/recent") or []
        return [Path(each) for each in ([kept] if isinstance(kept, str) else kept) if Path(each).is_file()]

    def opened(self, ledger: Path) -> None:
        others = [str(each) for each in self.recent if each != ledger]
        self._settings.setValue("ledgers/recent", [str(ledger), *others][:RECENT])

    def text(self, key: str) -> str:
        """A word of hers, blank if there is none."""
        return str(self._settings.value(key) or "")

    def keep_text(self, key: str, text: str) -> None:
        self._settings.setValue(key, text)

    def bytes(self, key: str) -> QByteArray:
        """A saved state of a Qt widget, empty if there is none."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_bytes(self, key: str, state: QByteArray) -> None:
        self._settings.setValue(key, state)

    def forms(self, ledger: Path) -> tuple[list[int], int]:
        """The forms that were open in this ledger, and the one in front (0: none)."""
        listed = _numbers(self._settings.value(f"{_key(ledger)}/open"))
        front = _numbers(self._settings.value(f"{_key(ledger)}/front"))
        return listed, front[0] if front else 0

    def keep_forms(self, ledger: Path, forms: Sequence[int], front: int) -> None:
        self._settings.setValue(f"{_key(ledger)}/open", ",".join(map(str, forms)))
        self._settings.setValue(f"{_key(ledger)}/front", str(front))

    def place(self, ledger: Path, form: int) -> tuple[int, Cell | None]:
        """The zoom (percent) a form was last seen at, and its cell."""
        parts = str(self._settings.value(f"{_key(ledger)}/form{form}") or "").split("|")
        if len(parts) != 4 or not (parts[0].isdecimal() and parts[2].isdecimal()):
            return 100, None
        return int(parts[0]), Cell(parts[1], int(parts[2]), parts[3]) if parts[3] else None

    def keep_place(self, ledger: Path, form: int, zoom: int, cell: Cell | None) -> None:
        at = cell or Cell("", 0, "")
        self._settings.setValue(f"{_key(ledger)}/form{form}", f"{zoom}|{at.section}|{at.row}|{at.field}")

    def save(self) -> None:
        self._settings.sync()


def _key(ledger: Path) -> str:
    return f"ledger-{crc32(str(ledger).encode('utf-8', 'surrogateescape')):08x}"


def _numbers(value: object) -> list[int]:
    return [int(part) for part in str(value or "").split(",") if part.isdecimal()]
