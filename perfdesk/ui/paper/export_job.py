"""An export beside her work: snapshots in, files out, in a thread of its own.

Knows how to tell of progress and how to stop between two forms; refuses to know a ledger: what it writes was taken
before it began, so she can go on typing. Signals arrive in the window's thread.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from perfdesk.core.errors import PerfdeskError
from perfdesk.exports import Item, export
from perfdesk.unprintable import Lack, lacks


class _CancelledError(Exception):
    """She thought better of it."""


class ExportJob(QThread):
    """Writes the items in each of the formats. A refusal by the disk ends it with its sentence."""

    progressed = Signal(int, int)
    """Forms written, forms wanted."""
    ended = Signal(object, str)
    """The paths of the files written, and why it ended early: a sentence, or blank."""

    def __init__(
        self,
        items: Sequence[Item],
        formats: Sequence[str],
        folder: Path,
        parent: QObject | None = None,
        single: str = "",
    ) -> None:
        """`single`: the name of the one PDF of all items; blank where each is a file of its own."""
        super().__init__(parent)
        self.folder = folder
        self.lacks: tuple[tuple[int, Lack], ...] = ()
        """What no face has, with the form's id: known when it has ended."""
        self._items, self._formats, self._single = tuple(items), tuple(formats), single
        self._made: list[Path] = []
        self._done = 0

    @property
    def total(self) -> int:
        """Forms to be written, each as often as there are formats."""
        return len(self._items) * len(self._formats)

    def cancel(self) -> None:
        """Ends it after the form at hand; the files that are written stay."""
        self.requestInterruption()

    def run(self) -> None:
        why = "程序出错，没有导完。"  # a bug's words; the exception hook writes the rest to the log
        try:
            why = self._written()
        except _CancelledError:
            why = "已取消。"
        except PerfdeskError as error:
            why = str(error)
        finally:
            self.ended.emit(tuple(self._made), why)

    def _written(self) -> str:
        if "pdf" in self._formats:
            self.lacks = tuple((item.form, lack) for item in self._items for lack in lacks(item.snapshot))
        for to in self._formats:
            if to == "pdf" and self._single:
                before = self._done
                self._made += export(self._items, to, self.folder, single=self._single, told=self._counter(before))
                self._done = before + len(self._items)
                continue
            for path in export(self._items, to, self.folder):
                self._made.append(path)
                self._tell(self._done + 1)
        return ""

    def _counter(self, before: int) -> Callable[[int], None]:
        return lambda done: self._tell(before + done)

    def _tell(self, done: int) -> None:
        self._done = done
        self.progressed.emit(done, self.total)
        if self.isInterruptionRequested() and done < self.total:
            raise _CancelledError
