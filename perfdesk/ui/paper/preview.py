"""打印预览: the pages that will be printed, drawn from the very bytes of the PDF that would be exported.

Knows how forms become those bytes beside her work, and that what is shown follows every change, once she looks at it:
pages she saw stay until the new ones are there. Refuses to know how pages are drawn (`preview_sheets.py`,
`preview_list.py`), how the bar looks (`preview_bar.py`) and how a printer is spoken to (`printing.py`).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from perfdesk.core.snapshot import Snapshot
from perfdesk.desk import Applied
from perfdesk.ui.aside import Aside
from perfdesk.ui.edits import Bridge
from perfdesk.ui.notice import Notice
from perfdesk.ui.one_job import OneJob
from perfdesk.ui.paper.preview_bar import PreviewBar
from perfdesk.ui.paper.preview_drawer import Drawer
from perfdesk.ui.paper.preview_job import Composed, ComposeJob
from perfdesk.ui.paper.preview_list import PageList
from perfdesk.ui.paper.preview_notes import Note, Printed, draft_note, lack_note
from perfdesk.ui.paper.preview_sheets import Sheets
from perfdesk.ui.paper.printing import PrintJob, PrintWish, printers
from perfdesk.ui.paper.printing_side import PrintSide
from perfdesk.ui.paper.take_job import TakeJob

if TYPE_CHECKING:
    from pathlib import Path

_SETTLE = 300
"""Milliseconds after a change before the pages are made anew: a run of changes is made into pages once."""
_WIDE = 900
"""Window units from which on small pages, sheets and the part that prints stand beside each other."""


class Preview(Aside):
    jump = Signal(int, object)
    """A form and the cell of it that a note speaks of, or None."""
    save_wanted = Signal()
    """She wants the PDF as a file."""
    told = Signal(str)
    """A sentence for the window."""
    renewed = Signal()
    """Other pages are shown."""

    def __init__(self, bridge: Bridge, forms: Sequence[int], called: Callable[[int], str]) -> None:
        super().__init__("打印预览")
        self.composed: Composed | None = None
        self._bridge, self._called = bridge, called
        self._forms = self._shown = tuple(forms)
        self._job: ComposeJob | None = None
        self._printing = OneJob(self, lambda done, sides: self.side.show_progress(done, sides), self._printed)
        self._changed = True
        self._drawer = Drawer(self)
        self.sheets, self.pages = Sheets(self._drawer), PageList(self._drawer)
        self.bar, self.side = PreviewBar(), PrintSide()
        self.draft, self.lack = Notice(), Notice()
        self._settle = QTimer(self, interval=_SETTLE, singleShot=True)
        self._settle.timeout.connect(self._begin)
        self._taking = OneJob(self, lambda *_: None, self._taken)
        self._stand()
        self._connect()
        self.begin_at(self.sheets)
        self.side.hide()

    # What is shown.

    @property
    def forms(self) -> tuple[int, ...]:
        """The forms shown, without those that were deleted."""
        living = {record.id for record in self._bridge.desk.forms()}
        return tuple(form for form in self._forms if form in living)

    @property
    def picked_forms(self) -> tuple[int, ...]:
        """What is done to the forms meant is done to those shown."""
        return self.forms

    def show_forms(self, forms: Sequence[int]) -> None:
        """These, in place of the ones shown."""
        if tuple(forms) != self._forms:
            self._forms = tuple(forms)
            self._renew()

    @property
    def settled(self) -> bool:
        """Whether what is shown is what would be printed now."""
        return not (self._changed or self._job or self._taking.running)

    def show_print(self) -> None:
        """The part that prints, the keys in it."""
        self.side.show()
        self._share_room()
        self.bar.print_.setChecked(True)
        self._find_printers()
        self.side.first.setFocus()

    def stop(self) -> None:
        super().stop()
        self._settle.stop()
        self._taking.stop()
        if self._printing.running:
            self.told.emit("打印预览关掉时还没有打完，剩下的没有打。")
            self._printing.stop()
        if self._job:
            self._job.cancel()
            self._job.wait()
        self._job = None  # what it has still to say is not heard
        self._drawer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._changed and not self._settle.isActive():
            self._settle.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the part that prints away."""
        if event.key() == Qt.Key.Key_Escape and self.side.isVisible():
            self.bar.print_.setChecked(False)
            self._toggle_print(False)
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: what is not made yet can wait."""
        super().hideEvent(event)
        self._settle.stop()

    # Following what she changes.

    def _applied(self, applied: Applied) -> None:
        if applied.tree or applied.forms & set(self._forms):
            self._renew()

    def _renew(self) -> None:
        self._changed = True
        self._taking.stop()
        if self._job:
            self._job.cancel()
        if self.isVisible():
            self._settle.start()

    def _begin(self) -> None:
        if self._job:  # being cancelled: it comes back here when it is
            return
        self._changed, self._shown = False, self.forms
        if self._shown:
            self._taking.begin(TakeJob(self._bridge.desk, self._shown, self))
        else:
            self._show(None)
            self.bar.tell("这些报表已经删除了。")

    def _taken(self, _job: TakeJob, snapshots: tuple[Snapshot, ...] | None, why: str) -> None:
        """The pages are made beside her work."""
        if snapshots is None:
            self._changed = True  # the pages shown are not those of now
            self.bar.tell(why)
        else:
            self._compose(snapshots)

    def _compose(self, snapshots: Sequence[Snapshot]) -> None:
        job = self._job = ComposeJob(snapshots, self)
        job.progressed.connect(self._progressed)
        self.bar.tell("" if self.composed else "正在排版…")
        job.ended.connect(self._ended)
        job.start()

    def _progressed(self, done: int, total: int) -> None:
        if total > 1:
            self.bar.tell(f"正在排版 {done} / {total} 张")

    def _ended(self, composed: Composed | None, why: str) -> None:
        job, self._job = self._job, None
        if job:
            job.wait()
            job.deleteLater()
        if self._changed or job is None:
            if composed:
                composed.pictures.close()
            if job and self.isVisible():
                self._begin()
        elif composed:
            self.bar.tell("")
            self._show(composed)
        else:
            self.bar.tell(why)

    def _show(self, composed: Composed | None) -> None:
        pictures = composed.pictures if composed else None
        self.composed = composed
        self._drawer.show(pictures)
        starts = pictures.starts[-len(self._shown) :] if pictures and self._shown else ()
        self.pages.show_pages(
            pictures, {start: self._called(form) for start, form in zip(starts, self._shown, strict=True)}
        )
        self.sheets.show_pages(pictures)
        self.bar.show_count(self.sheets.count, self.sheets.page)
        self.side.show_pages(pictures.sizes if pictures else ())
        self.side.show_page(self.sheets.page)
        forms = [Printed(self._bridge.desk.document(form), self._called(form)) for form in self._shown]
        self._note(self.draft, draft_note(forms) if composed else Note())
        self._note(self.lack, lack_note(forms, composed.lacks) if composed else Note())
        self.renewed.emit()

    def _note(self, notice: Notice, note: Note) -> None:
        if note.text:
            notice.say(note.text, "standing", [("去看", lambda: self.jump.emit(note.form, note.cell))])
        else:
            notice.clear()

    # Printing.

    def _toggle_print(self, shown: bool) -> None:
        if shown:
            self.show_print()
        else:
            self.side.hide()
            self._share_room()
            self.sheets.setFocus()

    def _find_printers(self) -> None:
        self.side.show_printers(printers())

    def print_(self, wish: PrintWish, output: "Path | None" = None) -> None:
        """Prints the pages shown; with `output` into a file, as a printer would."""
        if not self.settled or self.composed is None:
            self.side.tell("预览正在更新，请稍等再打印。", fault=True)
            return
        if self._printing.running:
            return
        self.side.cancel.setFocus()
        self.side.show_progress(0, len(wish.pages) * wish.copies)
        self._printing.begin(PrintJob(self.composed.data, wish, self, output))

    def _cancel_print(self) -> None:
        if self._printing.running:
            self._printing.cancel()
            self.side.tell("正在取消…")

    def _printed(self, _job: PrintJob, _result: None, why: str) -> None:
        self.side.show_progress(0, 0)
        self.side.tell(why or "已送往打印机。", fault=bool(why))
        self.side.go.setFocus()

    # How the parts stand.

    def _share_room(self) -> None:
        """In a narrow window the part that prints takes the room of the small pages."""
        self.pages.setVisible(self.side.isHidden() or self.width() >= _WIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _stand(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        for part, stretch in ((self.pages, 0), (self.sheets, 1), (self.side, 0)):
            across.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(across, 1)
        column.addWidget(self.lack)
        column.addWidget(self.draft)

    def _connect(self) -> None:
        sheets, bar, side = self.sheets, self.bar, self.side
        self._bridge.applied.connect(self._applied)
        sheets.page_changed.connect(self.pages.light)
        sheets.page_changed.connect(bar.show_page)
        sheets.page_changed.connect(side.show_page)
        sheets.zoom_changed.connect(lambda percent: bar.show_zoom(percent, sheets.fit))
        self.pages.chosen.connect(sheets.go_to)
        bar.page_wanted.connect(sheets.go_to)
        bar.stepped.connect(sheets.step_zoom)
        bar.fitted.connect(sheets.fit_to)
        bar.save_wanted.connect(self.save_wanted)
        bar.print_toggled.connect(self._toggle_print)
        side.wanted.connect(self.print_)
        side.cancelled.connect(self._cancel_print)
        side.export_wanted.connect(self.save_wanted)
        side.refreshed.connect(self._find_printers)
