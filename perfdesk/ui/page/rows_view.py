"""Indicator rows under her hands: inserted, deleted, made again, moved by key and by mouse.

Knows which rows are meant and how an act is carried out and told. What becomes of the form is planned by the document
and `rows.py`; what is done with the cells of a block is `block_view.py`'s.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from perfdesk.core.step import Step
from perfdesk.document import Document
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page import rows
from perfdesk.ui.page.canvas import Canvas
from perfdesk.ui.page.grid import Block
from perfdesk.ui.page.moving_view import MovingView
from perfdesk.ui.page.page_model import PageModel
from perfdesk.ui.page.page_paint import Sight
from perfdesk.ui.palette import Colours

READ_ONLY = "账本以只读方式打开，只能查看和导出。"


class RowsView(MovingView):
    """`told(str)`: a sentence for the bar below the page."""

    told = Signal(str)

    def __init__(self, bridge: Bridge, document: Document, parent: QWidget | None, colours: Colours) -> None:
        self._bridge, self.document = bridge, document
        self._carried: tuple[int, ...] = ()
        """The rows the mouse carries, and before which of all rows they would be put."""
        self._target_row: int | None = None
        super().__init__(PageModel(bridge, document), parent, colours)
        self.page_model.setParent(self)
        self._rows.grabbed.connect(self._grab)
        self._rows.carried.connect(self._carry)
        self._rows.let_go.connect(self._let_go)

    @property
    def _canvas(self) -> Canvas:
        return self.page_model.canvas

    def settle(self) -> bool:
        """Commits what is being typed. False where the disk refused it."""
        return True

    def _carry_out(self, plan: Callable[[], Step]) -> bool:
        """Commits what is being typed, then does what is planned and says what it was. False where nothing was done."""
        if not self.settle():
            return False
        step = plan()
        if step.empty:
            self.told.emit("没有可改的格。")
            return False
        done = self._bridge.push(step)
        if done:
            self.told.emit(f"已{step.act}。")
        return done

    def _with_rows(self, plan: Callable[[Sequence[int]], Step]) -> bool:
        chosen = self._canvas.rows(self.block)
        if not chosen:
            self.told.emit("请先选中要处理的绩效指标行。")
            return False
        return self._carry_out(lambda: plan(chosen))

    def _make_rows(self, count: int, place: int, plan: Callable[[int], Step]) -> bool:
        """Carries out what makes rows before the `place`-th, and shows them selected."""
        if not self._carry_out(lambda: plan(place)):
            return False
        first = self.document.form.indicators.first + place
        self.select_rows(first, first + count - 1)
        return True

    def insert_row(self, below: bool = False) -> None:
        """New indicator rows above the selected ones (or below), as many as are selected; the cursor into the first.
        A cell merged over many rows is one: a class grows by a row."""
        chosen, sheet = self._canvas.rows(self._row_of_box or self.block), self.document.sheet
        if not chosen and sheet.rows:
            self.told.emit("请先把光标放到一行绩效指标上。")
            return
        place = sheet.rows.index(chosen[-1 if below else 0]) + below if chosen else 0
        if self._carry_out(lambda: self.document.plan_rows(place, max(1, len(chosen)))):
            self._put((self.document.form.indicators.first + place, self.place[1]))

    @property
    def _row_of_box(self) -> Block | None:
        """The cursor's row, where nothing but one merged cell is selected."""
        box, (row, column) = self.current_box(), self.place
        whole = box and Block(box.row, box.column, box.row + box.rows - 1, box.column + box.columns - 1)
        return Block(row, column, row, column) if whole == self.block else None

    def duplicate_rows(self) -> None:
        """The selected indicator rows again, below them."""
        chosen = self._canvas.rows(self.block)
        if not chosen:
            self.told.emit("请先选中要处理的绩效指标行。")
            return
        place = self.document.sheet.rows.index(chosen[-1]) + 1
        self._make_rows(len(chosen), place, lambda _: rows.duplicated(self.document, chosen))

    def delete_rows(self) -> None:
        self._with_rows(self.document.plan_remove_rows)

    def move_rows_up(self) -> None:
        self._move_rows(-1)

    def move_rows_down(self) -> None:
        self._move_rows(1)

    def _move_rows(self, by: int) -> None:
        """The selected indicator rows past their neighbour; they stay selected."""
        block, whole = self.block, self.whole_rows

        def plan(chosen: Sequence[int]) -> Step:
            order = self.document.sheet.rows
            place = max(0, order.index(chosen[0]) - 1) if by < 0 else order.index(chosen[-1]) + 2
            return self.document.plan_move_rows(chosen, place)

        if self._with_rows(plan):
            if whole:
                self.select_rows(block.top + by, block.bottom + by)
            else:
                self.select_block(block._replace(top=block.top + by, bottom=block.bottom + by))

    def _show_headings(self) -> None:
        super()._show_headings()
        self._rows.show_handles(range(0) if self.page_model.readonly else self._row_range())

    def _row_range(self) -> range:
        """The page's rows that are indicator rows of the form."""
        first = self.document.form.indicators.first
        return range(first, first + len(self._canvas.page.rows))

    def _grab(self, row: int) -> None:
        """The mouse takes hold of a row, and of all that are selected with it."""
        if not self.settle():
            return
        self.setFocus()
        if not (self.whole_rows and row in self.block.rows):
            self.select_rows(row, row)
        self._carried = tuple(self._canvas.rows(self.block))

    def _carry(self, y: int) -> None:
        """The mouse is at this height of the viewport: the line shows where the rows would come to stand."""
        if self._carried:
            self._carry_to(y)
            self._go_on_outside(QPoint(0, y), lambda: self._carry_to(y))

    def _carry_to(self, y: int) -> None:
        self._scroll_along(y)
        at = self._on_page(QPoint(0, y)).y()
        edges, found = self._geometry.ys, self._row_range()
        middles = [(edges[row - 1] + edges[row]) // 2 for row in found]
        self._aim(sum(middle < at for middle in middles))

    def _scroll_along(self, y: int) -> None:
        """Carried to the window's rim, the page moves on."""
        bar, way = self.verticalScrollBar(), (y > self.viewport().height()) - (y < 0)
        bar.setValue(bar.value() + way * bar.singleStep())

    def _aim(self, place: int | None) -> None:
        if place != self._target_row:
            self._target_row = place
            self.viewport().update()
            self._rows.setCursor(Qt.CursorShape.ClosedHandCursor if place is not None else Qt.CursorShape.ArrowCursor)

    def _let_go(self) -> None:
        carried, place = self._carried, self._target_row
        self._give_up_carrying()
        if not carried or place is None:
            return
        step = rows.put(self.document, carried, place)
        if not step.empty and self._carry_out(lambda: step):
            shown = [self._canvas.page.rows[row] for row in carried]
            self.select_rows(min(shown), max(shown))

    def _give_up_carrying(self) -> bool:
        """Whether rows were being carried; they stay where they are."""
        self._let_go_of_mouse()
        carried, self._carried = self._carried, ()
        self._aim(None)
        return bool(carried)

    def drops_rows(self, event: QKeyEvent) -> bool:
        """Esc while the mouse carries rows."""
        return event.key() == Qt.Key.Key_Escape and self._give_up_carrying()

    def draw_over(self, painter: QPainter, sight: Sight) -> None:
        super().draw_over(painter, sight)
        if self._target_row is not None:
            _draw_insertion(painter, sight, self.document.form.indicators.first + self._target_row)


def _draw_insertion(painter: QPainter, sight: Sight, row: int) -> None:
    """A line across the page above this row, with a barb at each end."""
    stroke = max(3, round(2 * sight.unit))
    across = sight.geometry.rect(Block(1, 1, 1, sight.grid.columns))
    left, width, middle = across.left(), across.width(), sight.geometry.ys[row - 1]
    color = QColor(sight.colours.accent)
    painter.fillRect(QRect(left, middle - stroke // 2, width, stroke), color)
    for x in (left, left + width - stroke):
        painter.fillRect(QRect(x, middle - 2 * stroke, stroke, 4 * stroke), color)
