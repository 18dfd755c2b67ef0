"""The review of an import: the documents, what was read beside where it stood, and what goes where.

Knows her decisions and has the import planned anew after each (`perfdesk/importing.py`); nothing is done before she
agrees, and then by `arrivals.py` in one step. Refuses to know what a document means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import KINDS
from perfdesk.core.layout.template import place
from perfdesk.core.recognition.found import Spot
from perfdesk.core.recognition.grid import Grid
from perfdesk.core.sheet import Sheet
from perfdesk.desk import Desk
from perfdesk.importing import FILL, LEAVE, NEW, OVERWRITE, Choice, FileRead, Item, Plan, plan
from perfdesk.ui.dressing import dressed, label, scrolled
from perfdesk.ui.incoming import import_rows
from perfdesk.ui.incoming.as_read import AsRead, Mark
from perfdesk.ui.incoming.import_list import ALL, REFUSED, WANTS_A_LOOK, Chosen, ImportList
from perfdesk.ui.incoming.import_rows import Row
from perfdesk.ui.incoming.import_side import ImportSide
from perfdesk.ui.incoming.review import Review

_MANY, _ONE = (280, 480, 400), (190, 520, 450)
"""Widths of list, document and side; of one document the list is short."""
_SHARES = 2, 4, 3
_LEAST = 184, 210, 300
_AGAIN = "另建一张"
_SORTS = {ALL: "全部文件", WANTS_A_LOOK: "要看的", REFUSED: "读不了的文件"}


class ImportPage(Review):
    """`plan` is what agreeing does. `grids` are those of documents that are no files."""

    blank = Signal(object)
    """The path of a workbook that is no document but a blank form to be adopted."""

    def __init__(
        self, desk: Desk, files: Sequence[FileRead], why: str = "", grids: Mapping[Path, Sequence[Grid]] | None = None
    ) -> None:
        super().__init__("导入核对", "导入所选")
        self.desk, self.files = desk, tuple(files)
        self._why = why
        self._read: dict[Path, Sequence[Grid]] = dict(grids or {})
        self._choices: dict[int, Choice] = {}
        self._wanted: dict[int, bool] = {}
        self._proposed = self.plan = plan(desk, self.files)
        self._chosen = Chosen(0)
        self._rows: list[Row] = []
        self.list, self.side = ImportList(), ImportSide()
        self.sorts = dressed(QComboBox(), spoken="显示哪些文件和表")
        self.report = dressed(QPushButton("复制逐个文件的结果"), look="link", tip="粘到 Excel 或 WPS 里")
        self.report.setVisible(len(self.files) > 1)
        self.put_beside(self.report)
        self.document = AsRead("文件里的内容")
        self.parts = dressed(QComboBox(), spoken="文件里的哪一张表")
        self.put(self._body())
        self.begin_at(self.list)
        self._connect()
        self._show_plan()
        self.list.choose_first()

    def _body(self) -> QSplitter:
        left = _column(label("文件和表", "heading"), self.sorts, self.list)
        middle = _column(label("文件里的内容", "heading"), self.parts, self.document)
        body = QSplitter(Qt.Orientation.Horizontal, handleWidth=1, childrenCollapsible=False)
        for number, (part, share, least) in enumerate(
            zip((left, middle, scrolled(self.side)), _SHARES, _LEAST, strict=True)
        ):
            body.addWidget(part)
            body.setStretchFactor(number, share)
            part.setMinimumWidth(least)
        body.setSizes(_ONE if len(self.files) == 1 else _MANY)
        self.parts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return body

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.side.decided.connect(self._decide)
        self.side.kept_changed.connect(self._keep)
        self.side.listed.chosen.connect(self._choose_listed)
        self.side.pointed.connect(self._point)
        self.side.blank.clicked.connect(lambda: self.blank.emit(self.files[self._chosen.file].path))
        self.parts.activated.connect(self._show_part)
        self.sorts.activated.connect(lambda _: self.list.show_only(self.sorts.currentData()))
        self.document.pressed_at.connect(lambda row, column: self.side.choose_spot((row, column), self._part))

    # What is planned.

    def renew(self) -> None:
        """What goes where is worked out anew."""
        try:
            self._proposed = plan(self.desk, self.files)
            self.plan = self._planned(self._choices)
        except PerfdeskError as error:
            self.refused.emit(str(error))
            return
        self._show_plan()
        self._choose(self._chosen)

    def _planned(self, choices: Mapping[int, Choice]) -> Plan:
        return plan(self.desk, self.files, choices, wanted=self._wanted)

    def _show_plan(self) -> None:
        self.list.show_plan(self.files, self.plan)
        self._offer_sorts()
        self.told.setText(self._why + import_rows.summary(self.plan))
        self.agree.setEnabled(not self.plan.step.empty)

    def _offer_sorts(self) -> None:
        """All, or only what wants a look, with their numbers; nothing is asked where there is nothing to sift."""
        chosen, counts = self.sorts.currentData(), {sort: self.list.count(sort) for sort in _SORTS}
        self.sorts.clear()
        for sort, words in _SORTS.items():
            if counts[sort]:
                self.sorts.addItem(f"{words}（{counts[sort]}）", sort)
        self.sorts.setCurrentIndex(max(0, self.sorts.findData(chosen)))
        self.sorts.setVisible(self.sorts.count() > 1 and len(self.files) > 1)
        self.list.show_only(self.sorts.currentData())

    @property
    def results(self) -> str:
        """What becomes of each document, to be pasted into a sheet."""
        return import_rows.report(self.files, self.plan, self.desk)

    # What is looked at.

    @property
    def item(self) -> Item | None:
        """The form looked at, with what it could become where it is left."""
        number = self._chosen.item
        if number < 0:
            return None
        item = self.plan.items[number]
        if item.act != LEAVE or not (choice := self._choices.get(number)):
            return item
        return self._planned({**self._choices, number: replace(choice, act=None)}).items[number]

    def _choose(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._show_document()
        self.side.blank.setVisible(self._looks_blank())
        self.side.questions.setVisible(chosen.item >= 0)
        self.side.fields.setVisible(chosen.item >= 0)
        item = self.item
        if item is None:
            self._show_file(self.files[chosen.file])
        else:
            self._show_item(item)

    def _looks_blank(self) -> bool:
        """Whether the workbook looked at may be a form handed out to be filled."""
        file = self.files[self._chosen.file]
        blank = all(form.blank for form in file.found.forms)
        return file.path.suffix.lower() in (".xlsx", ".xlsm") and blank and not (file.refusal or file.found.projects)

    def _show_file(self, file: FileRead) -> None:
        self._rows = []
        self.side.show_rows([], frozenset(), LEAVE, beside=False)
        self.side.offer_amounts(0, ("", ""), converted=False)
        words = (
            "清单里的项目按编码或名称对上账本，没有的新建，列为待填。"
            if file.found.projects
            else "请在左边选一张表核对。"
        )
        self.side.why.setText(file.refusal or (words if file.found.forms or file.found.projects else ""))
        self.side.why.setVisible(bool(self.side.why.text()))
        rest = [(each.why, self._spot(each.source)) for each in self.plan.unread_of(file)]
        self.side.show_listed(import_rows.listed_rows(file, self.plan, self.desk))
        self.side.show_rest("没有读入的", rest)
        self._mark()

    def _show_item(self, item: Item) -> None:
        act = self.plan.items[item.number].act
        there = self._there(item)
        self._rows = import_rows.rows(item, there)
        self.side.ask(self.side.forms, self._form_choices(item), item.form.id if item.form else None)
        self.side.ask(self.side.projects, self._project_choices(item), 0 if item.new_project else item.project)
        self.side.ask(self.side.acts, _act_choices(item), act)
        how = "。要导入，请在「方式」里选。" if item.existing is not None and not item.same else "。"
        near = f"▲ 表样按相近的选：{item.unlike}。不对请在「表样」里另选。" if item.unlike and not item.same else ""
        left_out = item.why + how if item.why and act == LEAVE else ""
        self.side.why.setText("\n".join(filter(None, (left_out, near))))
        self.side.why.setVisible(bool(self.side.why.text()))
        kept = frozenset(cell for _, cell in self._choices.get(item.number, Choice()).kept)
        self.side.show_rows(self._rows, kept, act, beside=there is not None)
        sure = [cell for cell, amount in item.amounts.items() if amount]
        unit = item.form.field(sure[0]).unit if item.form and sure else ""
        self.side.offer_amounts(len(sure), (item.found.money, unit), converted=item.converted)
        self.side.show_listed([])
        file = self.files[self._chosen.file]
        rest = [*import_rows.left(item), *((each.why, self._spot(each.source)) for each in file.found.unread)]
        self.side.show_rest("没有读入的", rest)
        self._mark()

    def _there(self, item: Item) -> Sheet | None:
        """What the ledger has of the form, where this one would go into it."""
        into_existing = item.existing is not None and item.act != NEW
        return self.desk.document(item.existing).sheet if into_existing and item.existing else None

    def _form_choices(self, item: Item) -> list[tuple[str, object]]:
        """The forms of its kind first."""
        listings = [each for each in catalog.forms() if not each.fault]
        listings.sort(key=lambda each: each.kind != item.found.kind)
        none = [] if item.form else [(f"没有合适的{KINDS.get(item.found.kind, '表样')}", None)]
        return [*none, *((each.short, each.id) for each in listings)]

    def _project_choices(self, item: Item) -> list[tuple[str, object]]:
        there = [(f"{each.year}　{each.name}", each.id) for each in self.desk.projects()]
        known = {number for _, number in there}
        new: list[tuple[str, object]] = [(f"新项目「{item.name or '未命名'}」", 0)]
        shared = [("同批新建的项目", item.project)] if item.project and item.project not in known else []
        return [*new, *(shared if not item.new_project else []), *there]

    # What she decides.

    def _decide(self) -> None:
        number = self._chosen.item
        if number < 0:
            return
        item, side = self.plan.items[number], self.side
        before = self._choices.get(number, Choice())
        form, project, act = side.forms.currentData(), side.projects.currentData(), side.acts.currentData()
        elsewhere = form != (item.form.id if item.form else None) or project != (
            0 if item.new_project else item.project
        )
        proposed = self._proposed.items[number]
        self._choices[number] = Choice(
            act=None if elsewhere and act != LEAVE else act,
            form=None if proposed.form and form == proposed.form.id else form,
            project=None if project == (0 if proposed.new_project else proposed.project) else project,
            kept=frozenset() if elsewhere else before.kept,
            converted=side.convert.isChecked() and not side.convert.isHidden(),
        )
        if not elsewhere and act != OVERWRITE:
            self._decide_alike(act)
        self.renew()

    def _decide_alike(self, act: str) -> None:
        """The same way for all forms selected; only overwriting is for those she looks at, one by one."""
        for number in self.list.picked:
            self._choices[number] = replace(self._choices.get(number, Choice()), act=act)

    def _keep(self) -> None:
        """A tick of the cells that are overwritten. The plan follows, the table stays as it is under her hand."""
        number = self._chosen.item
        item = self.plan.items[number]
        if item.existing is None:
            return
        kept = frozenset((item.existing, cell) for cell in self.side.kept)
        self._choices[number] = replace(self._choices.get(number, Choice()), act=item.act, kept=kept)
        self.plan = self._planned(self._choices)
        self._show_plan()

    def _choose_listed(self) -> None:
        """Ticks of the project list in sight; the rows stay as they are under her hand."""
        self._wanted |= self.side.listed.ticked
        self.plan = self._planned(self._choices)
        self._show_plan()
        self.side.show_listed(import_rows.listed_rows(self.files[self._chosen.file], self.plan, self.desk))

    # The document.

    @property
    def _part(self) -> int:
        return self.parts.currentIndex()

    def _grids(self) -> Sequence[Grid]:
        """The document's grids, read again for the one that is looked at: many at once would need much room."""
        file = self.files[self._chosen.file]
        if file.path not in self._read:
            self._read = {path: grids for path, grids in self._read.items() if not path.exists()}
            self._read[file.path] = _grids(file)
        return self._read[file.path]

    def _show_document(self) -> None:
        grids = self._grids()
        names = [grid.source.partition("#")[2] or grid.source for grid in grids]
        if [self.parts.itemText(each) for each in range(self.parts.count())] != names:
            self.parts.clear()
            self.parts.addItems(names)
        self.parts.setVisible(len(names) > 1)
        self.document.show_grid(grids[self._part] if grids else None, {})
        item = self.item
        if item and item.found.places:
            self._turn_to(min(spot.grid for spot in item.found.places.values()))

    def _turn_to(self, part: int) -> None:
        if part != self._part and 0 <= part < self.parts.count():
            self.parts.setCurrentIndex(part)
            self._show_part(part)

    def _show_part(self, part: int) -> None:
        self.document.show_grid(self._grids()[part], {})
        self._mark()

    def _mark(self) -> None:
        """Marks what was taken and what is doubtful on the grid in sight."""
        marks: dict[tuple[int, int], Mark] = {}
        for row in self._rows:
            if row.spot and row.spot.grid == self._part and row.text:
                at = row.spot.row, row.spot.column
                doubtful = bool(row.doubt) or (at in marks and marks[at].kind == "doubt")
                marks[at] = Mark("doubt" if doubtful else "taken", row.label, row.doubt)
        self.document.mark(marks)

    def _point(self, spot: Spot | None) -> None:
        if spot:
            self._turn_to(spot.grid)
            self.document.go_to(spot.row, spot.column)

    def _spot(self, source: str) -> Spot | None:
        """Where something unread stands, by its full name."""
        part, _, at = source.rpartition("!")
        number = next((each for each, grid in enumerate(self._grids()) if grid.source == part), None)
        try:
            return None if number is None else Spot(number, *place(at))
        except ValueError:
            return None


def _grids(file: FileRead) -> Sequence[Grid]:
    from perfdesk.formats.documents import read_grids

    try:
        return () if file.refusal else read_grids(file.path)
    except PerfdeskError:
        # It was there when it was read; what was found in it is still shown, only not beside it.
        return ()


def _act_choices(item: Item) -> list[tuple[str, object]]:
    words = import_rows.ACTS
    if item.form is None:
        return [(words[LEAVE], LEAVE)]
    if item.existing is None:
        return [(words[NEW], NEW), (words[LEAVE], LEAVE)]
    return [(words[FILL], FILL), (words[OVERWRITE], OVERWRITE), (_AGAIN, NEW), (words[LEAVE], LEAVE)]


def _column(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts[:-1]:
        inset = QHBoxLayout()
        inset.setContentsMargins(12, 6, 12, 0)
        inset.addWidget(part)
        column.addLayout(inset)
    column.addSpacing(6)
    column.addWidget(parts[-1], 1)
    return whole
