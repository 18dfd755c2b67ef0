"""修改记录: what was done to a cell, a form or the ledger, what the form looked like at each moment, and the way back.

Knows the list on the left, the sheet as it was on the right, and the line at the foot that says first what going back
would come to. Carries nothing out: `history_acts.py` does, as one step.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import Cell
from perfdesk.ledger import FormRecord
from perfdesk.ledger.journal import Point
from perfdesk.restoring import Restored, changed_cells, form_at
from perfdesk.ui.aside import Aside
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.edits import Bridge
from perfdesk.ui.history.history_list import TOLD, HistoryList
from perfdesk.ui.history.history_rows import Teller
from perfdesk.ui.history.points_list import PointsList
from perfdesk.ui.history.then_view import ThenView, document_then
from perfdesk.ui.modes import Modes

MODES = {"cell": "本格", "form": "本表", "ledger": "全账本", "points": "还原点"}
_LIST, _SHEET = 560, 600
_LONG = 160
"""Characters of a change that are told at the foot."""
_PAUSE = 60
"""Milliseconds the cursor rests on a line before the sheet of then is drawn."""
_EMPTY = {
    "cell": "这一格还没有改过。",
    "form": "这张报表还没有改过。",
    "ledger": "账本里还没有修改记录。",
    "points": "还没有还原点。按 Ctrl+Shift+S 给现在的样子起个名字，以后可以整本恢复到这时。",
}
_PICK = "在左边选一条记录，这里显示报表当时的样子。"


class History(Aside):
    """`jump(form, Cell)`; `form_wanted(form, moment)`: this form as it was; `cells_wanted(form, cells,
    moment)`: only these of its cells; `ledger_wanted(Restored)`: the whole
    ledger, once she knows what it comes to; `renamed(Point)`, `dropped(Point)`: a restore point."""

    jump = Signal(int, object)
    form_wanted = Signal(int, int)
    cells_wanted = Signal(int, object, int)
    planned = Signal(int)
    """A moment: what would going back to it come to?"""
    ledger_wanted = Signal(object)
    renamed = Signal(object)
    dropped = Signal(object)

    def __init__(self, bridge: Bridge, title: Callable[[FormRecord], str]) -> None:
        super().__init__("修改记录")
        self._bridge, self._desk = bridge, bridge.desk
        self._teller = Teller(bridge.desk, title)
        self._form = 0
        self._cells: tuple[Cell, ...] = ()
        self._restored: Restored | None = None
        self.then: ThenView | None = None
        self.moment = 0
        """The moment on the right; 0 where none is."""
        self.list, self.points = HistoryList(), PointsList()
        self.about = label(look="hint")
        self.heading = label(_PICK, "hint", wrap=True)
        self.told = QLabel(wordWrap=True)
        self.cell_back = QPushButton("只恢复这一格")
        self.back = dressed(QPushButton("恢复这张报表"), look="primary")
        self.all_back = QPushButton("整个账本恢复到此时…")
        self.rename, self.drop = QPushButton("改名…"), QPushButton("删除还原点")
        self.sure, self.no = dressed(QPushButton("恢复账本"), look="primary"), QPushButton("不恢复")
        self._modes = Modes(MODES, "ledger", "的修改记录")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    # What is listed.

    @property
    def mode(self) -> str:
        return self._modes.mode

    def show_for(self, mode: str, form: int = 0, cells: Sequence[Cell] = ()) -> None:
        """The records of a box of the page (the cells it stands for), of a form, of the ledger, or restore points."""
        self._form, self._cells = form, tuple(cells)
        self._modes.offer("cell", bool(cells))
        self._modes.offer("form", bool(form))
        self._modes.choose(mode)
        self.renew()
        self._look_at_first()

    def stop(self) -> None:
        super().stop()
        self._pause.stop()

    def renew(self) -> None:
        self._teller.forget()
        self._ask_nothing()
        kept = self._step
        journal = self._desk.ledger.journal
        form = self._form if self.mode in ("cell", "form") else None
        if self.mode == "points":
            self.points.show_points(journal.points())
        else:
            self.list.rows.show(journal, self._teller, form, self._cells if self.mode == "cell" else ())
        listed = self.points if self.mode == "points" else self.list
        self._lists.setCurrentWidget(listed)
        self.begin_at(listed)
        self.about.setText(self._about() if self._rows else _EMPTY[self.mode])
        places = [number for number, deed in enumerate(self.list.rows.deeds) if deed.head.step == kept]
        if places and self.mode != "points":
            self.list.setCurrentIndex(self.list.rows.index(places[0], 0))
        self.look()

    @property
    def _rows(self) -> int:
        return self.points.topLevelItemCount() if self.mode == "points" else len(self.list.rows.deeds)

    @property
    def _step(self) -> int:
        index = self.list.currentIndex()
        return self.list.rows.deed(index).head.step if index.isValid() else 0

    def _about(self) -> str:
        if self.mode == "form":
            return self._teller.form(self._form)
        named = (self._teller.cell(self._form, cell) for cell in self._cells)
        return "、".join(dict.fromkeys(named)) if self.mode == "cell" else ""

    def _look_at_first(self) -> None:
        if self.mode == "points":
            self.points.choose_first()
            self.points.setFocus()
        else:
            self.list.choose_first()
            self.list.setFocus()

    # The sheet of then.

    @property
    def looked_at(self) -> int:
        """The form on the right: hers, or that of the line she stands on."""
        if self._form and self.mode != "ledger":
            return self._form
        index = self.list.currentIndex()
        if self.mode == "ledger" and index.isValid():
            told = index.data(TOLD)
            return int(told.form)
        return 0

    def _moment(self) -> int:
        if self.mode == "points":
            return self.points.point.moment if self.points.point else 0
        index = self.list.currentIndex()
        return self._desk.ledger.journal.moment(self.list.rows.deed(index)) if index.isValid() else 0

    def look(self) -> None:
        """The sheet as it was at the moment of the current line, and what can be gone back to."""
        self._pause.stop()
        self.moment = self._moment()
        self.told.setText(self._change())
        self._show_then(self.looked_at if self.moment else 0)
        write = not self._desk.ledger.readonly
        self.all_back.setVisible(write and self.mode in ("ledger", "points"))
        self.all_back.setEnabled(bool(self.moment))
        point = self.mode == "points" and self.points.point is not None
        for button in (self.rename, self.drop):
            button.setVisible(write and self.mode == "points")
            button.setEnabled(point)

    def _change(self) -> str:
        """What the current line changed, with more of it than its row has room for."""
        index = self.list.currentIndex()
        if self.mode == "points" or not index.isValid():
            return ""
        change: str = index.data(TOLD).change
        return change if len(change) <= _LONG else f"{change[:_LONG]}…"

    def _show_then(self, form: int) -> None:
        if self.then:
            if self.then.hasFocus():
                self.setFocus()
            self._sheet.removeWidget(self.then)
            self.then.deleteLater()
            self.then = None
        self.back.hide()
        self.cell_back.hide()
        if not form:
            self.heading.setText(_PICK if self._rows and self.mode != "points" else "")
            return
        then = form_at(self._desk.ledger, form, self.moment)
        if not then.there:
            self.heading.setText("这时账本里没有这张报表：还没有建立，或已经删除。")
            return
        try:
            document = document_then(self._desk, form, then)
        except PerfdeskError as error:
            self.heading.setText(str(error))
            return
        different = changed_cells(then.sheet, self._desk.ledger.sheet(form))
        self.then = ThenView(self._bridge, document, different, self)
        self._sheet.addWidget(self.then, 1)
        self.heading.setText(self._words(form, len(different)))
        self.back.setVisible(not self._desk.ledger.readonly)
        living = not self._desk.record(form).removed
        self.back.setEnabled(bool(different) and living)
        self.cell_back.setVisible(self.mode == "cell" and not self._desk.ledger.readonly)
        self.cell_back.setEnabled(not different.isdisjoint(self._cells) and living)

    def _words(self, form: int, different: int) -> str:
        name = f"{self._teller.form(form)}：" if self.mode == "ledger" else ""
        if self._desk.record(form).removed:
            return f"{name}当时的样子。这张报表现在在回收站里。"
        if not different:
            return f"{name}当时的样子，和现在一样。"
        return f"{name}当时的样子。有 {different} 格和现在不同，已用虚线框出。"

    # Going back with the whole ledger.

    def ask(self, restored: Restored) -> None:
        """Says what going back comes to, before it is done."""
        self._restored = restored
        self.told.setText(f"恢复后：{restored.words}可以撤销。" if not restored.step.empty else restored.words)
        self._offer(asking=not restored.step.empty)
        if not restored.step.empty:
            self.sure.setFocus()

    def _ask_nothing(self) -> None:
        self._restored = None
        self.told.clear()
        self._offer(asking=False)

    def _offer(self, *, asking: bool) -> None:
        self.sure.setVisible(asking)
        self.no.setVisible(asking)
        self._deeds.setVisible(not asking)

    # How it stands.

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.points)
        left, self._left = _column()
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 12, 4)
        top.addWidget(self._modes)
        top.addSpacing(8)
        top.addWidget(self.about, 1)
        self._left.addLayout(top)
        self._left.addWidget(self._lists, 1)
        right, self._sheet = _column()
        self.heading.setContentsMargins(12, 10, 12, 8)
        self._sheet.addWidget(self.heading)
        body = QSplitter(Qt.Orientation.Horizontal, handleWidth=1, childrenCollapsible=False)
        body.addWidget(left)
        body.addWidget(right)
        body.setSizes([_LIST, _SHEET])
        body.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body, 1)
        column.addWidget(self._foot())
        self._sheet.setAlignment(self.heading, Qt.AlignmentFlag.AlignTop)

    def _foot(self) -> QFrame:
        foot = dressed(QFrame(), look="notice")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        self._deeds = QWidget()
        deeds = QHBoxLayout(self._deeds)
        deeds.setContentsMargins(0, 0, 0, 0)
        for button in (self.rename, self.drop, self.all_back, self.cell_back, self.back):
            deeds.addWidget(button)
        for widget in (self._deeds, self.no, self.sure):
            row.addWidget(widget)
        return foot

    def _connect(self) -> None:
        self._modes.chosen.connect(self._choose_mode)
        self._pause.timeout.connect(self.look)
        for rows in (self.list, self.points):
            rows.selectionModel().currentChanged.connect(lambda *_: self._turn_to())
        self.list.activated.connect(self._go)
        self.cell_back.clicked.connect(lambda: self.cells_wanted.emit(self._form, self._cells, self.moment))
        self.back.clicked.connect(lambda: self.form_wanted.emit(self.looked_at, self.moment))
        self.all_back.clicked.connect(lambda: self.planned.emit(self.moment))
        self.sure.clicked.connect(lambda: self.ledger_wanted.emit(self._restored))
        self.no.clicked.connect(self._ask_nothing)
        self.rename.clicked.connect(lambda: self._of_point(self.renamed.emit))
        self.drop.clicked.connect(lambda: self._of_point(self.dropped.emit))

    def _turn_to(self) -> None:
        self._ask_nothing()
        self._pause.start()

    def _choose_mode(self) -> None:
        self.renew()
        self._look_at_first()

    def _go(self) -> None:
        told = self.list.currentIndex().data(TOLD)
        if told and told.form:
            self.jump.emit(told.form, told.cell)

    def _of_point(self, act: Callable[[Point], object]) -> None:
        if self.points.point:
            act(self.points.point)


def _column() -> tuple[QWidget, QVBoxLayout]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return whole, column
