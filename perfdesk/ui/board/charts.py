"""图表: the tab with the charts of the form that was in front, or of the whole ledger in a year.

Knows what can be chosen and follows each change; what is drawn is `charting.py`'s and `core/charts.py`'s. A change
while the tab is not in front costs nothing: it is looked at when it is.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from perfdesk import charting
from perfdesk.core.charts import Chart, Figures
from perfdesk.desk import Applied, Desk
from perfdesk.ui.aside import Aside
from perfdesk.ui.board.chart_job import ChartJob
from perfdesk.ui.board.chart_view import ChartView
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.one_job import OneJob

TITLE = "图表"
_WIDEST = 980
"""Wider bars say no more."""


class Scope(NamedTuple):
    """What is drawn: a form, or where `form` is 0 the ledger in a year."""

    form: int = 0
    year: int = 0


class Charts(Aside):
    """`kept(ChartView)`: one is to be saved as a picture. `told(str)`: a sentence for the bar."""

    kept = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, name: Callable[[int], str]) -> None:
        super().__init__(TITLE)
        self._desk, self._name = desk, name
        self._stale = True
        self._job = OneJob(self, self._progressed, self._ended)
        self._read: tuple[Figures, ...] | None = None
        self.scope = Scope()
        self.choice = dressed(QComboBox(), spoken="画哪张表")
        self.progress = label(look="hint")
        self.views: list[ChartView] = []
        self._last: ChartView | None = None
        self._column = QVBoxLayout()
        self._lay_out()

    def draw(self, scope: Scope) -> None:
        """The charts of a form or of the ledger."""
        self.scope = scope
        self._offer()
        self._stale = False
        if scope.form:
            self._job.stop()
            self._show(charting.of_form(self._desk, scope.form))
        elif self._read is not None:
            self._show(self._of_ledger(self._read))
        else:
            self._job.begin(ChartJob(self._desk.ledger.path, self))

    def follow(self, applied: Applied | None = None) -> None:
        """What is being read of the ledger is old."""
        self._job.stop()
        self._read = None
        super().follow(applied)

    def stop(self) -> None:
        super().stop()
        self._job.stop()

    def focusInEvent(self, _event: object) -> None:
        (self.views[0] if self.views else self.choice).setFocus()

    def is_settled(self) -> bool:
        """Whether all that is wanted is drawn."""
        return not self._job.running and all(view.height() == view.heightForWidth(view.width()) for view in self.views)

    @property
    def chosen(self) -> ChartView | None:
        """The chart that had the focus last, else the first."""
        return self._last if self._last in self.views else next(iter(self.views), None)

    def _with_chosen(self, act: Callable[[ChartView], object]) -> None:
        if self.chosen:
            act(self.chosen)

    def _enter(self, view: ChartView) -> None:
        self._last = view

    def renew(self) -> None:
        living = {record.id for record in self._desk.forms()}
        self.draw(self.scope if self.scope.form in living or not self.scope.form else Scope(year=self._years()[0]))

    def _years(self) -> list[int]:
        years = {record.year for record in self._desk.forms()} | {self._desk.ledger.info.year}
        return sorted(years, reverse=True)

    def _offer(self) -> None:
        """The years of the ledger, the forms looked at here so far."""
        known = [self.choice.itemData(at) for at in range(self.choice.count())]
        living = {record.id for record in self._desk.forms()}
        forms = [scope for scope in known if scope.form in living]
        if self.scope.form and self.scope not in forms:
            forms.append(self.scope)
        wanted = [Scope(year=year) for year in self._years()] + forms
        self.choice.blockSignals(True)
        self.choice.clear()
        for scope in wanted:
            words = self._name(scope.form) if scope.form else f"整个账本 · {scope.year} 年度"
            self.choice.addItem(words, scope)
        self.choice.setCurrentIndex(wanted.index(self.scope) if self.scope in wanted else 0)
        self.choice.blockSignals(False)

    def _show(self, charts: tuple[Chart, ...]) -> None:
        self.progress.clear()
        while len(self.views) > len(charts):
            self.views.pop().deleteLater()
        for view, chart in zip(self.views, charts, strict=False):
            view.show_chart(chart)
        for chart in charts[len(self.views) :]:
            self._add(ChartView(chart))

    def _add(self, view: ChartView) -> None:
        view.copied.connect(lambda: self.told.emit(f"图片「{view.chart.title}」已复制，可以粘贴到文档里。"))
        view.kept.connect(lambda: self.kept.emit(view))
        view.entered.connect(lambda: self._enter(view))
        self.views.append(view)
        self._column.insertWidget(len(self.views) - 1, view)

    def _of_ledger(self, found: tuple[Figures, ...]) -> tuple[Chart, ...]:
        return charting.of_ledger(self._desk.ledger.info.unit, self.scope.year, found)

    # The whole ledger, read beside her work.

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setText(f"正在读 {done} / {total} 张表")

    def _ended(self, _job: ChartJob, found: tuple[Figures, ...] | None, why: str) -> None:
        self.progress.setText(why)
        if found is not None:
            self._read = found
            self._show(self._of_ledger(found))

    # The parts.

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        inside = QWidget()
        self._column.setContentsMargins(16, 8, 16, 16)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        middle.setLayout(self._column)
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(middle, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole.addWidget(scroll, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        self.choice.setMinimumWidth(280)
        self.choice.activated.connect(lambda _: self.draw(self.choice.currentData()))
        head.addWidget(self.choice)
        head.addWidget(self.progress)
        head.addStretch(1)
        self.copy_button, self.keep_button = QPushButton("复制图片"), QPushButton("存为图片…")
        self.copy_button.clicked.connect(lambda: self._with_chosen(ChartView.copy))
        self.keep_button.clicked.connect(lambda: self._with_chosen(self.kept.emit))
        for button in (self.copy_button, self.keep_button):
            head.addWidget(button)
        return head
