"""An export beside her work: snapshots in, files out, in a thread of its own.

Knows how to tell of progress and how to stop between two forms; refuses to know a ledger: what it writes was taken
before it began, so she can go on typing. Signals arrive in the window's thread.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from perfdesk.exports import Item, export
from perfdesk.ui.beside import Beside, Told
from perfdesk.unprintable import Lack, lacks


class ExportJob(Beside):
    """Writes the items in each of the formats; what is written by the end stays. It ends with the files' paths."""

    fault, stopped = "程序出错，没有导完。", "已取消。"
    result: tuple[Path, ...] = ()

    def __init__(
        self,
        items: Sequence[Item],
        formats: Sequence[str],
        folder: Path,
        parent: QObject | None = None,
        single: str = "",
    ) -> None:
        """`single`: the name of the one PDF of all items; blank where each is a file of its own."""
        super().__init__(self._written, parent)
        self.folder = folder
        self.lacks: tuple[tuple[int, Lack], ...] = ()
        """What no face has, with the form's id: known when it has ended."""
        self._items, self._formats, self._single = tuple(items), tuple(formats), single

    @property
    def total(self) -> int:
        """Forms to be written, each as often as there are formats."""
        return len(self._items) * len(self._formats)

    def _written(self, told: Told) -> tuple[Path, ...]:
        if "pdf" in self._formats:
            self.lacks = tuple((item.form, lack) for item in self._items for lack in lacks(item.snapshot))
        for place, to in enumerate(self._formats):
            before = place * len(self._items)
            if to == "pdf" and self._single:
                self.result += tuple(
                    export(self._items, to, self.folder, single=self._single, told=self._counter(told, before))
                )
                continue
            for done, path in enumerate(export(self._items, to, self.folder), before + 1):
                self.result += (path,)
                told(done, self.total)
        return self.result

    def _counter(self, told: Told, before: int) -> Callable[[int], None]:
        return lambda done: told(before + done, self.total)
