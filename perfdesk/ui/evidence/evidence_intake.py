"""Files that she attaches: read in the background, then kept in one step, and said.

Knows the order of the act, and that the form they are for may be gone by the time they are read. Refuses to know what
is refused (`evidence.py`) and how files are chosen (`evidence_acts.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk import evidence
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.scores.case import short
from perfdesk.ui.evidence.evidence_job import EvidenceJob
from perfdesk.ui.notice import Running
from perfdesk.ui.page.page_acts import undo
from perfdesk.ui.waiting import waiting

if TYPE_CHECKING:
    from perfdesk.evidence import Brought
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.notice import Offer


class Intake(Running):
    """At most one batch at a time; its progress is shown in the bar below the page."""

    doing = "放入佐证材料"
    _form = _row = 0

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.notice, window)
        self._window = window
        window.closing.connect(self.stop)

    def take(self, form: int, row: int, paths: Sequence[Path]) -> None:
        """Begins to read files for a row of a form, or for the whole form."""
        if self._window.desk.ledger.readonly:
            raise PerfdeskError("账本以只读方式打开，不能附上文件。")
        self.ask_free()
        self._form, self._row = form, row
        self.run(EvidenceJob(paths, evidence.room(self._window.desk), self), 0, 1000, paths[0].name)

    def told(self, _done: int, _whole: int, name: str) -> str:
        return f"正在放入「{name}」"

    def over(self, _job: EvidenceJob, files: tuple[Brought, ...], why: str) -> None:
        self.notice.clear()
        if why:
            self.notice.say(why)
        else:
            self._window.do(lambda _: self._keep(files))

    def _keep(self, files: Sequence[Brought]) -> None:
        window, form, row = self._window, self._form, self._row
        if window.desk.record(form).removed:
            raise PerfdeskError("这张表已经删除了，文件没有放入。")
        document = window.desk.document(form)
        if row and row not in document.sheet.named_rows:
            raise PerfdeskError("这一项指标已经删除了，文件没有放入。")
        before = {proof.file.id for proof in document.proofs}
        if self._written(files, form, row):
            added = [proof for proof in document.proofs if proof.file.id not in before]
            about = f"「{short(document.sheet.at(row, 'l3'))}」" if row else "整张表"
            self._say(files, [proof.number for proof in added], about)

    def _written(self, files: Sequence[Brought], form: int, row: int) -> bool:
        """Whether the disk took them; of large ones that is a moment."""
        window = self._window
        with waiting():
            window.desk.bring(evidence.contents(files))
            step = evidence.plan_attach(window.desk, form, files, row)
            return step.empty or window.push(step)

    def _say(self, files: Sequence[Brought], numbers: Sequence[str], about: str) -> None:
        refused = [file.refusal for file in files if file.refusal]
        told = ""
        if numbers:
            span = numbers[0] if len(numbers) == 1 else f"{numbers[0]} 至 {numbers[-1]}"
            told = f"已给{about}附上 {len(numbers)} 个文件（{span}）。"
        elif not refused:
            told = f"{about}已经有这些文件了。"
        more = f"另有 {len(refused) - 1} 个文件没有放入。" if len(refused) > 1 else ""
        offers: list[Offer] = [("撤销", lambda: self._window.do(undo))] if numbers else []
        kind = "refused" if refused else "done" if numbers else "told"
        self._window.notice.say(told + "".join(refused[:1]) + more, kind, offers)
