"""佐证材料 of one form, in a tab: what there is, what is expected, and what can be done with a file.

Plans steps and hands them to the window; refuses to read files (`evidence_intake.py`), to ask where to
(`evidence_acts.py`), and to know how they are listed (`evidence_tree.py`).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTreeWidgetItem, QVBoxLayout

from perfdesk import evidence
from perfdesk.core.evidence import size
from perfdesk.core.step import Step
from perfdesk.desk import Applied, Desk
from perfdesk.ui.aside import Aside
from perfdesk.ui.dressing import label
from perfdesk.ui.evidence.evidence_tree import FILE, NAME, NOTE, ROW, EvidenceTree

if TYPE_CHECKING:
    from perfdesk.core.evidence import Attachment

_HINT = "把文件拖到一项指标上就附给它；也可以先选指标，再按「附上…」（Insert）。双击文件可查看，双击指标回到表上。"


class EvidencePage(Aside):
    """See the signals for what the window has to do."""

    wanted = Signal(object)
    """A Step."""
    attached = Signal(int, object)
    """A row, and the paths let go over it; none: she wants to choose them."""
    unwanted = Signal(object)
    """The Attachments to be removed."""
    looked = Signal(object)
    """The Attachment she wants to see."""
    copied = Signal(object)
    """The Attachments she wants copies of."""
    listed = Signal()
    """She wants the list on paper."""
    jump = Signal(int)
    """The indicator row she wants to see on its form."""

    def __init__(self, desk: Desk, form: int) -> None:
        super().__init__("佐证材料")
        self.desk, self.form = desk, form
        self._typing = False
        self._unwritten: dict[tuple[int, int], QTreeWidgetItem] = {}
        """Names and notes the disk did not take, by file and column: they stay in the list as she typed them."""
        self._heading, self._counts = label(look="heading"), label(look="hint")
        self.tree = EvidenceTree()
        self.tree.itemChanged.connect(self._typed)
        self.tree.itemActivated.connect(lambda item, _: self._open(item))
        self.tree.itemSelectionChanged.connect(self._enable)
        self.tree.let_go.connect(self.attached)
        self.tree.acted.connect(lambda word: self.buttons[word].click())
        self.others = QMenu(self)
        self.others.aboutToShow.connect(self._list_others)
        self.buttons: dict[str, QPushButton] = {}
        bar = self._bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self._heading, 1)
        above.addWidget(self._counts)
        column.addLayout(above)
        column.addWidget(label(_HINT, "hint", wrap=True))
        column.addLayout(bar)
        column.addWidget(self.tree, 1)
        self.begin_at(self.tree)
        self.show_form(form)

    def show_form(self, form: int) -> None:
        """The files of a form as they are now."""
        self.form = form
        document = self.desk.document(form)
        self.tree.show_document(document)
        self._heading.setText(f"{document.sheet.own('project').strip() or '（未填项目名称）'} · {document.form.short}")
        proofs = document.proofs
        proved = len({proof.file.row for proof in proofs if proof.number and proof.file.row})
        whole = size(sum(proof.file.size for proof in proofs))
        rows = len(document.sheet.named_rows)
        self._counts.setText(f"{rows} 项指标中 {proved} 项有佐证　共 {len(proofs)} 个文件，{whole}")
        self._enable()

    def follow(self, applied: Applied | None = None) -> None:
        """A step was written that may concern this form."""
        if not self._typing and not self._unwritten and (applied is None or self.form in applied.forms):
            super().follow(applied)

    def renew(self) -> None:
        if self.desk.record(self.form).removed:
            self.tree.clear()
            self._enable()
        else:
            self.show_form(self.form)

    def commit(self) -> bool:
        """A name half typed is taken over, and one the disk refused is offered to it once more."""
        if self._typing:
            return True
        for (_, column), item in list(self._unwritten.items()):
            self._typed(item, column)
        self.tree.finish()
        return not self._unwritten

    def forget(self) -> None:
        if self._unwritten:
            self._unwritten.clear()
            self.show_form(self.form)

    # What she does.

    def _typed(self, item: QTreeWidgetItem, column: int) -> None:
        """A name or a note was typed in its place. The list is made anew when its editor is out of the way."""
        file: Attachment | None = item.data(0, FILE)
        if file is None or column not in (NAME, NOTE):
            return
        plan = evidence.plan_rename if column == NAME else evidence.plan_note
        self._typing = True
        self._want(plan(self.desk, file.id, item.text(column)))
        self._typing = False
        if plan(self.desk, file.id, item.text(column)).empty:
            self._unwritten.pop((file.id, column), None)
        else:
            self._unwritten[file.id, column] = item
        if not self._unwritten:
            QTimer.singleShot(0, self, lambda: self.show_form(self.form))

    def _open(self, item: QTreeWidgetItem) -> None:
        file: Attachment | None = item.data(0, FILE)
        if file:
            self.looked.emit(file)
        elif item.data(0, ROW):
            self.jump.emit(item.data(0, ROW))

    def _want(self, step: Step) -> None:
        if not step.empty:
            self.wanted.emit(step)

    def _move(self, by: int) -> None:
        self._want(evidence.plan_move(self.desk, self.tree.chosen[0].id, by))

    def _numbers(self) -> list[int]:
        return [file.id for file in self.tree.chosen]

    # What can be pressed.

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        deeds: dict[str, Callable[[], object]] = {
            "附上…": lambda: self.attached.emit(self.tree.row, ()),
            "查看": lambda: self.looked.emit(self.tree.chosen[0]),
            "另存为…": lambda: self.copied.emit(self.tree.chosen),
            "改名": lambda: self.tree.edit_current(NAME),
            "备注": lambda: self.tree.edit_current(NOTE),
            "上移": lambda: self._move(-1),
            "下移": lambda: self._move(1),
            "改到…": self._pop_up,
            "移除": lambda: self.unwanted.emit(self.tree.chosen),
            "导出目录…": self.listed.emit,
        }
        for word, deed in deeds.items():
            self.buttons[word] = _button(word, deed)
            row.addWidget(self.buttons[word])
        row.insertStretch(row.count() - 1, 1)
        return row

    def _pop_up(self) -> None:
        button = self.buttons["改到…"]
        self.others.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _list_others(self) -> None:
        """The indicators the files could go over to."""
        self.others.clear()
        sheet = self.desk.document(self.form).sheet
        self.others.addAction("00　整张表", self._assigner(0))
        for place, row in enumerate(sheet.named_rows, 1):
            self.others.addAction(f"{place:02}　{' '.join(sheet.at(row, 'l3').split())}", self._assigner(row))

    def _assigner(self, row: int) -> Callable[[], None]:
        return lambda: self._want(evidence.plan_assign(self.desk, self._numbers(), row))

    def _enable(self) -> None:
        """What can be done with what is selected."""
        count, there = len(self.tree.chosen), not self.desk.record(self.form).removed
        writable = there and not self.desk.ledger.readonly
        able = dict.fromkeys(("改名", "备注", "上移", "下移"), writable and count == 1)
        able |= dict.fromkeys(("改到…", "移除"), writable and count > 0)
        able |= {"附上…": writable, "查看": count == 1, "另存为…": count > 0, "导出目录…": there}
        for word, button in self.buttons.items():
            button.setEnabled(able[word])


def _button(word: str, deed: Callable[[], object]) -> QPushButton:
    button = QPushButton(word)
    button.clicked.connect(lambda: deed())
    return button
