"""查找和替换 below the page: what to look for, where, and the list of what was found.

Knows its fields, keys and how a match is marked; tells what she wants by signals. Refuses to search and to change
anything (`finder.py`).
"""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.meaning.matching import Sought
from perfdesk.finding import Hit
from perfdesk.ui import palette
from perfdesk.ui.dressing import beside, dressed, label
from perfdesk.ui.finding.find_rows import FORM, NEW, PIECE, Index, Piece, Results
from perfdesk.ui.icons import icon

SCOPES = {"form": "本表", "project": "本项目", "ledger": "全账本"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = (230, 190, 330)
_FOUND = "#FFE08A"
"""What a match lies on, under ink that stays dark."""


class FindPanel(QWidget):
    """See the signals for what she may want."""

    asked = Signal()
    """Another text, another scope, another way to look."""
    insisted = Signal(int)
    """Enter in the line: to the next (1) or the one before (-1)."""
    chosen = Signal(object)
    """The Hit to go to, double-clicked or entered."""
    replace_one = Signal()
    replace_all = Signal()
    cancelled = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findPanel")
        self.setAccessibleName("查找和替换")
        self.line, self.new = _line("查找什么"), _line("替换为")
        self.scope = dressed(QComboBox(), spoken="在哪里查找")
        for key, word in SCOPES.items():
            self.scope.addItem(word, key)
        self.whole = QCheckBox("整格相同")
        self.exact = QCheckBox("区分大小写和全半角")
        self.told = QLabel()
        self.stop = QPushButton("取消")
        self.stop.hide()
        self.one, self.all = QPushButton("替换"), QPushButton("全部替换")
        self.results = Results(self)
        self.list = _table(self.results)
        self._replacing: list[QWidget] = []
        self._lay_out()
        self._connect()
        self.set_replacing(False)

    @property
    def sought(self) -> Sought:
        return Sought(self.line.text(), self.whole.isChecked(), self.exact.isChecked())

    @property
    def replacing(self) -> bool:
        return not self.new.isHidden()

    @property
    def current(self) -> Hit | None:
        row = self.list.currentIndex().row()
        return self.results.hits[row] if 0 <= row < len(self.results.hits) else None

    def set_replacing(self, replacing: bool) -> None:
        """With the line for another text and what everything would become, or without."""
        for widget in self._replacing:
            widget.setVisible(replacing)
        self.list.setColumnHidden(NEW, not replacing)
        self.results.propose(self.new.text(), replacing)

    def choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.results.index(row, FORM))
        self.list.scrollTo(self.list.currentIndex())

    def tell(self, words: str, *, running: bool = False) -> None:
        """What came of it, or how far it is."""
        self.told.setText(words)
        self.stop.setVisible(running)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes to the next hit, with Shift to the one before; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and self.focusWidget() in (self.line, self.new):
            self.insisted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        close = dressed(QToolButton(autoRaise=True), spoken="收起查找", tip="收起（Esc）")
        close.setIcon(icon("x", palette.HINT))
        close.clicked.connect(self.left)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(label("查找", "hint"), 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addLayout(beside(self.scope, self.whole, self.exact, self.told, None, self.stop, close), 0, 2)
        name = label("替换为", "hint")
        grid.addWidget(name, 1, 0)
        grid.addWidget(self.new, 1, 1)
        grid.addLayout(beside(self.one, self.all, None), 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 2)
        self._replacing = [name, self.new, self.one, self.all]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 4)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.list, 1)
        order = (self.line, self.new, self.one, self.all, self.scope, self.whole, self.exact, self.stop, self.list)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda _: self.asked.emit())
        self.scope.currentIndexChanged.connect(lambda _: self.asked.emit())
        for box in (self.whole, self.exact):
            box.toggled.connect(lambda _: self.asked.emit())
        self.new.textChanged.connect(lambda text: self.results.propose(text, self.replacing))
        self.list.activated.connect(lambda index: self.chosen.emit(self.results.hits[index.row()]))
        self.stop.clicked.connect(self.cancelled)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.results.ticked.connect(self._count_chosen)

    def _count_chosen(self) -> None:
        count = len(self.results.chosen)
        self.all.setText(f"全部替换（{count}）" if count else "全部替换")
        self.all.setEnabled(bool(count))
        self.one.setEnabled(bool(count))


class _Marked(QStyledItemDelegate):
    """A text in one line, its matches on amber and underlined."""

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(80, option.fontMetrics.height() + 8)

    def initStyleOption(self, option: Any, index: Index) -> None:
        """Qt draws the row and its tick, we the text."""
        super().initStyleOption(option, index)
        shown: Piece = index.data(PIECE)
        if shown.spans:
            option.text = ""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        super().paint(painter, option, index)
        shown: Piece = index.data(PIECE)
        if not shown.spans:
            return
        painter.save()
        box = option.rect.adjusted(4, 0, -4, 0)
        painter.setClipRect(box)
        painter.setPen(QColor(palette.INK))
        layout = _laid_out(shown, option.font)
        layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - layout.boundingRect().height()) / 2))
        painter.restore()


def _laid_out(shown: Piece, font: QFont) -> QTextLayout:
    layout = QTextLayout(shown.text, font)
    layout.setTextOption(QTextOption())
    formats = []
    for start, end in shown.spans:
        marked = QTextLayout.FormatRange()
        marked.start, marked.length, marked.format = start, end - start, _found()  # type: ignore[attr-defined]
        formats.append(marked)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine().setLineWidth(1 << 16)
    layout.endLayout()
    return layout


def _found() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QColor(_FOUND))
    made.setFontUnderline(True)
    return made


def _table(model: Results) -> QTableView:
    table = dressed(_List(), look="findings", spoken="找到的格")
    table.setModel(model)
    table.setItemDelegate(_Marked(table))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setHighlightSections(False)
    heads.setStretchLastSection(True)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in enumerate(_WIDTHS):
        table.setColumnWidth(column, width)
    return table


class _List(QTableView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, Space ticks, whatever column the cursor is in."""
        index = self.currentIndex()
        if event.key() in _ENTER and index.isValid():
            self.activated.emit(index)
            return
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self._tick(index.siblingAtColumn(FORM))
            return
        super().keyPressEvent(event)

    def _tick(self, index: Index) -> None:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            ticked = Qt.CheckState(state) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            self.model().setData(index, wanted, Qt.ItemDataRole.CheckStateRole)


def _line(spoken: str) -> QLineEdit:
    made = dressed(QLineEdit(placeholderText=spoken), spoken=spoken)
    made.setAcceptDrops(False)  # files let go here are meant for the window
    made.setMinimumWidth(160)
    return made
