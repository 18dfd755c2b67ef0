"""Beside the document in a review of an import: what goes where, and field by field what was read.

Knows the three questions (which form, which project, in what way) and the table of fields; refuses to plan
(`import_page.py`).
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.recognition.found import Spot
from perfdesk.core.sheet import Cell
from perfdesk.importing import FILL, OVERWRITE
from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.icons import icon
from perfdesk.ui.incoming.import_listed import ListedProjects
from perfdesk.ui.incoming.import_rows import PARTED, ListedRow, Row

_ROLE = Qt.ItemDataRole.UserRole
_FIELD, _READ, _WHERE, _OLD = range(4)
_SAME = "相同"
_LEAST = 150
_LOW, _HIGH = 120, 4000
_HEADS = ("栏目", "文件里的", "位置", "账本现有")


class ImportSide(QWidget):
    """`decided`: one of the questions was answered anew. `pointed(Spot)`: a place in the document is meant."""

    decided = Signal()
    pointed = Signal(object)
    kept_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.forms, self.projects, self.acts = (dressed(QComboBox(), spoken=each) for each in ("表样", "项目", "方式"))
        self.why = label(look="hint", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.blank = dressed(QPushButton("这是空白表样：收为我的表样…"), look="link")
        self.convert = QCheckBox()
        self.convert.clicked.connect(lambda _: self.decided.emit())
        self.only = QCheckBox("只看存疑和要改动的")
        self.only.toggled.connect(lambda _: self._sift())
        self.fields = _fields()
        self.fields.currentCellChanged.connect(lambda row, *_: self._point(row))
        self.fields.itemChanged.connect(lambda item: self.kept_changed.emit() if item.column() == _FIELD else None)
        self.note = label(wrap=True)
        self.rest_head = label(look="hint")
        self.rest = dressed(QListWidget(), spoken="没有读入的内容")
        self.rest.setWordWrap(True)
        self.rest.setFrameShape(QFrame.Shape.NoFrame)
        self.rest.setIconSize(QSize(16, 16))
        self.rest.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rest.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.rest.currentItemChanged.connect(lambda item, _: self.pointed.emit(item.data(_ROLE)) if item else None)
        self.listed = ListedProjects()
        self.listed.pointed.connect(self.pointed.emit)
        self._rows: list[Row] = []
        self._spared = False
        self._lay_out()

    def _lay_out(self) -> None:
        questions = QFormLayout()
        questions.setHorizontalSpacing(8)
        questions.setVerticalSpacing(4)
        questions.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for word, box in (("表样", self.forms), ("项目", self.projects), ("方式", self.acts)):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _: self.decided.emit())
            questions.addRow(word, box)
        self.questions = QWidget()
        self.questions.setLayout(questions)
        questions.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        for part in (self.questions, self.why, self.blank, self.convert, self.only):
            column.addWidget(part)
        column.addWidget(self.fields, 1)
        column.addWidget(self.listed, 2)
        for part in (self.note, self.rest_head, self.rest):
            column.addWidget(part)

    def ask(self, box: QComboBox, choices: Sequence[tuple[str, object]], current: object) -> None:
        """The choices of one question."""
        box.clear()
        for words, value in choices:
            box.addItem(words, value)
            box.setItemData(box.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        values = [value for _, value in choices]
        box.setCurrentIndex(values.index(current) if current in values else -1)
        box.setEnabled(len(choices) > 1)

    def offer_amounts(self, count: int, units: tuple[str, str], *, converted: bool) -> None:
        """Whether amounts in another unit are taken in the form's; asked only where there are such."""
        self.convert.setText(f"资金由{units[0]}换算成{units[1]}（{count} 处）")
        self.convert.setChecked(converted)
        self.convert.setVisible(bool(count))

    def show_rows(self, rows: Sequence[Row], kept: frozenset[Cell], act: str, *, beside: bool) -> None:
        """The fields. `beside`: what the ledger has is shown; where `act` is to overwrite, which of it is asked."""
        self._rows, self._spared = list(rows), act == FILL
        self.fields.blockSignals(True)
        self.fields.clearContents()
        self.fields.setRowCount(len(rows))
        self.fields.setColumnHidden(_OLD, not beside)
        self.fields.setColumnHidden(_WHERE, beside)
        for number, row in enumerate(rows):
            self._fill(number, row, row.cell in kept, act == OVERWRITE)
        self.fields.blockSignals(False)
        count = sum(map(self._wants_a_look, rows))
        self.only.setText(f"只看存疑和要改动的（{count}）")
        self.only.setVisible(bool(count))
        self._sift()
        self.note.hide()

    def _fill(self, number: int, row: Row, kept: bool, choosing: bool) -> None:
        field = QTableWidgetItem(row.label)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if choosing and row.replaces and row.text:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            field.setCheckState(Qt.CheckState.Unchecked if kept else Qt.CheckState.Checked)
        field.setFlags(flags)
        if row.doubt:
            field.setIcon(icon("triangle-alert", palette.WARNING))
        old = _SAME if row.old and row.old == row.text else row.old
        texts = (field, QTableWidgetItem(row.text), QTableWidgetItem(row.where), QTableWidgetItem(old))
        for column, item in enumerate(texts):
            item.setToolTip("\n".join(filter(None, (row.label, told(row, self._spared), item.text()))))
            item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            item.setForeground(QColor(self._ink(row, column)))
            self.fields.setItem(number, column, item)

    def _ink(self, row: Row, column: int) -> str:
        """What comes stands out, what would go too; what stays as it is is quiet."""
        if row.replaces and column in (_READ, _OLD):
            comes, goes = (palette.HINT, palette.INK) if self._spared else (palette.ACCENT, palette.ERROR)
            return comes if column == _READ else goes
        return palette.HINT if column == _OLD else palette.INK

    def _wants_a_look(self, row: Row) -> bool:
        return bool(row.doubt) or (row.replaces and not self._spared)

    def _sift(self) -> None:
        """Only what wants a look, if she says so."""
        for number, row in enumerate(self._rows):
            self.fields.setRowHidden(number, self.only.isChecked() and not self._wants_a_look(row))

    def show_listed(self, rows: Sequence[ListedRow]) -> None:
        """The projects of a list, where the document is one."""
        self.listed.show_rows(rows)
        self.listed.setVisible(bool(rows))

    def show_rest(self, heading: str, rest: Sequence[tuple[str, Spot | None]]) -> None:
        """What was not taken, with the reason; below the fields where there are any."""
        self.rest.clear()
        self.rest.setMaximumHeight(_LOW if self._rows or not self.listed.isHidden() else _HIGH)
        for words, spot in rest:
            item = QListWidgetItem(icon("info", palette.HINT), words)
            item.setData(_ROLE, spot)
            item.setToolTip(words)
            self.rest.addItem(item)
        self.rest_head.setText(f"{heading}（{len(rest)}）")
        self.rest_head.setVisible(bool(rest))
        self.rest.setVisible(bool(rest))

    @property
    def kept(self) -> frozenset[Cell]:
        """The cells of the ledger that keep what they have."""
        found: set[Cell] = set()
        for number, row in enumerate(self._rows):
            item = self.fields.item(number, _FIELD)
            if item and row.cell and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                found |= {row.cell} if item.checkState() == Qt.CheckState.Unchecked else set()
        return frozenset(found)

    def choose_spot(self, place: tuple[int, int], grid: int) -> None:
        """The field, or the listed project, that was read from a place of the document."""
        self.listed.choose_row(grid, place[0])
        for number, row in enumerate(self._rows):
            if row.spot and row.spot == Spot(grid, *place):
                self.fields.blockSignals(True)
                self.fields.setCurrentCell(number, _FIELD)
                self.fields.blockSignals(False)
                self._explain(row)
                return

    def _point(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            row = self._rows[number]
            self._explain(row)
            if row.spot:
                self.pointed.emit(row.spot)

    def _explain(self, row: Row) -> None:
        words = told(row, self._spared)
        self.note.setText(words)
        self.note.setVisible(bool(words))


def told(row: Row, spared: bool = False) -> str:
    """What there is to say of a field, in a sentence or two. `spared`: what the ledger has stays."""
    parts = [f"▲ 存疑：{row.doubt}。"] if row.doubt else []
    parts += [f"{PARTED}。"] if row.parted else []
    if row.replaces and spared:
        parts.append(f"账本现有「{row.old}」，保留不动。")
    elif row.replaces:
        parts.append(f"账本现有「{row.old}」" + (f"，文件里是「{row.text}」。" if row.text else "，文件里没有这一行。"))
    return "".join(parts)


def _fields() -> QTableWidget:
    table = dressed(QTableWidget(0, len(_HEADS)), spoken="识别出的内容")
    table.setHorizontalHeaderLabels(_HEADS)
    table.verticalHeader().hide()
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setAlternatingRowColors(True)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setDefaultSectionSize(26)
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.moveSection(_OLD, _WHERE)
    table.setMinimumHeight(_LEAST)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    heads.setSectionResizeMode(_WHERE, QHeaderView.ResizeMode.ResizeToContents)
    return table
