"""台账总览: the tab with all there is to hand in, over it what is counted and searched, under it what can be done with
the lines chosen.

Knows how the lines come to be seen and follows each change of the ledger; what a deed means is `board_acts.py`'s, what
the lines say `board.py`'s. A change while the tab is not in front costs nothing: it is looked at when it is.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from perfdesk import board, catalog
from perfdesk.board import COLUMNS, Line, Wish
from perfdesk.core.evidence import STAMPED
from perfdesk.core.form import KINDS
from perfdesk.desk import Desk
from perfdesk.ui.aside import Aside
from perfdesk.ui.board.board_model import LINE, BoardModel
from perfdesk.ui.board.board_view import BoardView
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.flow import Flow, together
from perfdesk.ui.remembered import Remembered

TITLE = "台账总览"
_SHAPE = f"board/{'-'.join(COLUMNS)}"
"""Where the shape of the table is remembered: of other columns it is another one."""
_ARROW = 44
"""What a choice needs beside its words."""
_SEARCHED = 136
"""What a search has room for at least."""
_PAUSE = 120
"""Milliseconds after the last key before a long ledger is searched."""
_COUNTED = (("应交", ""), ("已交", board.SENT), ("有错误", board.WRONG), ("逾期", board.LATE))
DEEDS = {
    "begin": "新建报表",
    "print": "打印…",
    "export": "导出…",
    "audit": "审核",
    "send": "标为已交",
    "return": "标为退回",
    "due": "应交日期…",
    "save": "另存总览…",
}
"""What the buttons under the table say."""
_FOR_CHOSEN = ("print", "export", "audit", "send", "return")
_CHANGES = ("begin", "send", "return", "due")
_EMPTY = "账本里还没有项目。先用「新建项目」登记项目，或把财政下发的项目清单拖到窗口里。"
_NOTHING_FOUND = "没有符合条件的项目。"


class Board(Aside):
    """`opened(Line)`: a line is to be opened, or its form begun. `asked(str)`: one of DEEDS. `menu_wanted(QPoint)`."""

    opened = Signal(object)
    asked = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, desk: Desk, remembered: Remembered) -> None:
        super().__init__(TITLE)
        self._remembered = remembered
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._desk = desk
        self._every: tuple[Line, ...] = ()
        self._stale = True
        self.model = BoardModel()
        self.view = BoardView(self.model)
        self._order = self.view.take_shape(remembered.bytes(_SHAPE))
        self.search = dressed(QLineEdit(placeholderText="查找：项目、编码、拼音首字母"), spoken="在总览里查找")
        self.search.setAcceptDrops(False)  # files let go here are meant for the window
        self.state, self.kind, self.year = (_choice(each) for each in ("状态", "种类", "年度"))
        self.counts = {which: _count(words) for words, which in _COUNTED}
        self.hint = label(look="empty")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.chosen = label(look="hint")
        self.head, self.foot = QWidget(), dressed(QFrame(), look="notice")
        self.deeds = {deed: QPushButton(words) for deed, words in DEEDS.items()}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    # What is seen.

    @property
    def wish(self) -> Wish:
        return Wish(self.search.text(), self.state.currentData() or "", self.kind.currentData() or "",
                    self.year.currentData() or 0)  # fmt: skip

    @property
    def picked(self) -> list[Line]:
        """The lines chosen, from the top."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.lines[row] for row in rows]

    @property
    def picked_forms(self) -> list[int]:
        return [line.form for line in self.picked if line.form]

    @property
    def current(self) -> Line | None:
        index = self.view.currentIndex()
        return index.data(LINE) if index.isValid() else None

    def renew(self) -> None:
        """The lines as the ledger stands now."""
        desk, listings = self._desk, {each.id: each for each in catalog.forms()}
        info = desk.ledger.info
        forms = desk.forms()
        stamped = {record.id for record in forms if desk.attachments(record.id, STAMPED)}
        self._every = board.lines(info.unit, desk.projects(), forms, listings, info.due, date.today(), stamped)
        self._offer_choices()
        for which, count in zip(self.counts, board.counts(self._every), strict=True):
            self._say_count(which, count)
        self.sift()

    def sift(self) -> None:
        """What is left of the lines by what she looks for, in the order she wants."""
        shown = board.sifted(self._every, self.wish)
        column, falling = self._order
        self.model.show(board.ordered(shown, column, falling) if column else shown)
        self.hint.setText(_NOTHING_FOUND if self._every else _EMPTY)
        self.hint.setVisible(not shown)
        self.view.setVisible(bool(shown))
        self.head.setVisible(bool(self._every))
        self.foot.setVisible(bool(self._every))
        if shown and not self.view.currentIndex().isValid():
            self.view.selectionModel().setCurrentIndex(
                self.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        for which, button in self.counts.items():
            button.setChecked(which == self.wish.state)
        self._tell_chosen()

    def order(self, column: str, falling: bool) -> None:
        self._order = (column, falling)
        self.view.show_order(column, falling)
        self._keep_shape()
        self.sift()
        self.view.scrollTo(self.view.currentIndex())

    def look_for(self, state: str) -> None:
        """Lines in this state; blank is any."""
        self.state.setCurrentIndex(max(0, self.state.findData(state)))

    def choose(self, forms: list[int]) -> None:
        """Chooses the lines of these forms, as far as they are shown."""
        chosen = QItemSelection()
        for row, line in enumerate(self.model.lines):
            if line.form in forms:
                chosen.select(self.model.index(row, 0), self.model.index(row, self.model.columnCount() - 1))
        self.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def copy(self) -> None:
        """The lines chosen, else all shown, with their headings, for a spreadsheet."""
        lines = self.picked or self.model.lines
        rows = ["\t".join(row) for row in board.table(lines)]
        QGuiApplication.clipboard().setText("\n".join(rows))

    def stop(self) -> None:
        super().stop()
        self._keep_shape()

    def _keep_shape(self) -> None:
        """For the next board, which may be another tab of the same window."""
        self._remembered.keep_bytes(_SHAPE, self.view.shape)

    def focusInEvent(self, _event: object) -> None:
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lets go of what is looked for, down goes from the search to the table."""
        if event.key() == Qt.Key.Key_Escape and self.wish != Wish():
            self.search.clear()
            for choice in (self.state, self.kind, self.year):
                choice.setCurrentIndex(0)
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    # The parts.

    def _say_count(self, which: str, count: int) -> None:
        words = next(words for words, each in _COUNTED if each == which)
        self.counts[which].setText(f"{words} {count}")

    def _tell_chosen(self) -> None:
        picked, shown = self.picked, len(self.model.lines)
        forms = any(line.form for line in picked)
        self.chosen.setText(f"共 {shown} 行，已选 {len(picked)} 行" if picked else f"共 {shown} 行")
        owed = any(not line.form for line in [*picked, *([self.current] if self.current else [])])
        for deed, button in self.deeds.items():
            able = owed if deed == "begin" else forms or deed not in _FOR_CHOSEN
            button.setEnabled(able and not (deed in _CHANGES and self._desk.ledger.readonly))

    def _offer_choices(self) -> None:
        states = [(each, each) for each in (*board.SIFTED, *board.STATES)]
        kinds = [(words, kind) for kind, words in KINDS.items() if any(line.kind == kind for line in self._every)]
        years = sorted({line.year for line in self._every}, reverse=True)
        _offer(self.state, "全部状态", states)
        _offer(self.kind, "全部种类", kinds)
        _offer(self.year, "全部年度", [(f"{year} 年度", year) for year in years])

    def _lay_out(self) -> None:
        top = Flow(self.head, self.search)
        self.search.setMinimumWidth(_SEARCHED)
        self.search.setMaximumWidth(_SEARCHED * 2)
        for part in (*self.counts.values(), self.search, together(self.state, self.kind, self.year)):
            top.addWidget(part)
        self.column.addWidget(self.head)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.hint, 1)
        self._lay_out_foot()
        self.column.addWidget(self.foot)

    def _lay_out_foot(self) -> None:
        row = Flow(self.foot)
        row.addWidget(self.chosen)
        lines = [self.deeds[deed] for deed in DEEDS if deed in _FOR_CHOSEN]
        whole = [self.deeds[deed] for deed in DEEDS if deed not in (*_FOR_CHOSEN, "begin")]
        for part in (self.deeds["begin"], *lines, together(*whole)):
            row.addWidget(part)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.sift)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.open_current)
        for choice in (self.state, self.kind, self.year):
            choice.activated.connect(lambda _: self.sift())
            choice.currentIndexChanged.connect(lambda _: self._pause.start())
        for which, button in self.counts.items():
            button.clicked.connect(partial(self._count_pressed, which))
        for deed, press in self.deeds.items():
            press.clicked.connect(partial(self._ask, deed))
        self.view.opened.connect(self.open_current)
        self.view.sorted.connect(self.order)
        self.view.copied.connect(self.copy)
        self.view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))
        )
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._tell_chosen())

    def _count_pressed(self, which: str, _checked: bool = False) -> None:
        self.look_for(which)
        self.sift()

    def _ask(self, deed: str, _checked: bool = False) -> None:
        self.asked.emit(deed)

    def open_current(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.sift()
        if self.current:
            self.opened.emit(self.current)


def _choice(spoken: str) -> QComboBox:
    """As wide as its longest words where there is room, else as the first."""
    choice = dressed(QComboBox(), spoken=spoken)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    choice.setMinimumWidth(choice.fontMetrics().horizontalAdvance(f"全部{spoken}") + _ARROW)
    return choice


def _count(words: str) -> QToolButton:
    button = dressed(QToolButton(), look="mode", tip="全部列出" if words == "应交" else f"只看{words}的")
    button.setCheckable(True)
    return button


def _offer(choice: QComboBox, every: str, offers: Sequence[tuple[str, object]]) -> None:
    """The choices there are now; what is chosen stays where it is among them."""
    wanted = [(every, None), *offers]
    if [(choice.itemText(at), choice.itemData(at)) for at in range(choice.count())] == wanted:
        return
    chosen = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    for words, meaning in wanted:
        choice.addItem(words, meaning)
    choice.setCurrentIndex(max(0, choice.findData(chosen)) if chosen else 0)
    choice.blockSignals(False)
