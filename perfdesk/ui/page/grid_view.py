"""The page as a sheet one moves over: Excel's cursor and selection, and what is painted of them.

Knows the current cell, where typing goes, and the selected block, which reaches from it to the head, the end that
moves with Shift. A block takes merged cells whole; whole rows and whole columns do not, as in Excel. What is typed and
done with a selection is `moving_view.py`'s and `page_view.py`'s.
"""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, QRectF, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from perfdesk.core.layout.page import Box
from perfdesk.core.sheet import Cell
from perfdesk.ui.page import moves
from perfdesk.ui.page.grid import Block, covered
from perfdesk.ui.page.page_model import Index, PageModel
from perfdesk.ui.page.page_paint import Sight, draw_page, draw_selection, selection_margin
from perfdesk.ui.page.paper_view import PaperView
from perfdesk.ui.palette import Colours

_MANY = 12
"""Exposed rectangles beyond which one around them all is painted faster."""
Flags = QItemSelectionModel.SelectionFlag


class GridView(PaperView):
    """`current_changed(Box | None)`; `selected(Block)`, whenever the selected block is another one."""

    current_changed = Signal(object)
    selected = Signal(object)

    def __init__(self, model: PageModel, parent: QWidget | None, colours: Colours) -> None:
        super().__init__(model, parent, colours)
        self._at: moves.Place = moves.corner(model.grid, last=False)
        self._head = self._at
        self._along = ""
        """`rows` or `columns` where whole ones are selected."""
        self._block = self._box_block(self._at)
        self._cell: Cell | None = None
        self._rows.pressed.connect(self._press_row)
        self._columns.pressed.connect(self._press_column)
        self.setModel(model)
        model.reshaped.connect(self._take_up)
        self._put(self._first_place())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.scale(1 / self.ratio, 1 / self.ratio)
        origin = self._origin
        painter.translate(-origin)
        sight = Sight(self.grid, self._geometry, self.colours, self.page_model.mark)
        exposed = [*event.region()] if event.region().rectCount() <= _MANY else [event.rect()]  # type: ignore[misc]
        for rect in exposed:
            part = self._exposed(rect).translated(origin)
            painter.setClipRect(part)
            draw_page(painter, sight, part)
            draw_selection(painter, sight, self._block, self._cursor_block(), self._is_active())
            self.draw_over(painter, sight)
        painter.end()

    def draw_over(self, painter: QPainter, sight: Sight) -> None:
        """What is drawn over page and selection for a moment."""

    def _cursor_block(self) -> Block:
        """The current cell, as far as it is selected."""
        return self._box_block(self._at).within(self._block)

    def _exposed(self, rect: QRect) -> QRect:
        ratio = self.ratio
        return QRectF(
            rect.left() * ratio, rect.top() * ratio, rect.width() * ratio, rect.height() * ratio
        ).toAlignedRect()

    def _is_active(self) -> bool:
        return self.hasFocus() or self.state() == self.State.EditingState

    def _update_block(self, block: Block) -> None:
        margin = selection_margin(self._geometry.unit)
        last, right = self.grid.rows, self.grid.columns  # rows that were there before an undo may be gone
        block = Block(min(block.top, last), min(block.left, right), min(block.bottom, last), min(block.right, right))
        self.viewport().update(self._on_screen(self._geometry.rect(block).adjusted(-margin, -margin, margin, margin)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._update_block(self._block)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_block(self._block)

    @property
    def block(self) -> Block:
        """The selected places."""
        return self._block

    @property
    def place(self) -> moves.Place:
        """Where the cursor is."""
        return self._at

    def current_box(self) -> Box | None:
        return self.page_model.box(self.currentIndex())

    def current_cell(self) -> Cell | None:
        box = self.current_box()
        return box.cell if box else None

    def selected_cells(self) -> list[Cell]:
        """The cells of all selected boxes, in the page's order."""
        return [cell for number in self.grid.within(self._block) for cell in self.grid.boxes[number].cells]

    def go_to(self, cell: Cell) -> bool:
        """Puts the cursor on a cell and shows it. False where the page does not show it."""
        number = self.page_model.number(cell)
        if number is None:
            return False
        box = self.grid.boxes[number]
        self._put((box.row, box.column))
        return True

    def select_block(self, block: Block) -> None:
        """Selects these places, grown over merged cells; the cursor at their beginning."""
        self._put((block.top, block.left))
        self._put((block.bottom, block.right), extend=True)

    def _box_block(self, place: moves.Place) -> Block:
        number = self.grid.at(*place)
        return Block(*place, *place) if number is None else covered(self.grid.boxes[number])

    def _first_place(self) -> moves.Place:
        """Where she begins: the first cell that can be typed into."""
        for box in self.grid.boxes:
            if box.editable and not box.computed:
                return box.row, box.column
        return moves.corner(self.grid, last=False)

    def _put(self, place: moves.Place, extend: bool = False, along: str = "") -> None:
        """Moves the cursor, or with `extend` the head of the selection; `along` selects whole rows or columns."""
        before, self._head = self._block, place
        if not extend:
            self._at, self._along = place, along
            self.selectionModel().setCurrentIndex(self._index(place), Flags.NoUpdate)
        self._block = self._reach()
        self._mark_selected()
        self._update_block(before.joined(self._block))
        self._show_headings()
        self._scroll_to_head()
        if self._block != before:
            self.selected.emit(self._block)

    def _reach(self) -> Block:
        """The block from the cursor to the head."""
        if self._along == "rows":
            first, last = sorted((self._at[0], self._head[0]))
            return Block(first, 1, last, self.grid.columns)
        if self._along == "columns":
            first, last = sorted((self._at[1], self._head[1]))
            return Block(1, first, self.grid.rows, last)
        return self.grid.closed(self._box_block(self._at).joined(self._box_block(self._head)))

    def _scroll_to_head(self) -> None:
        """A long merged cell is no place to scroll to while whole rows or columns are selected."""
        if not self._along:
            self.scrollTo(self._index(self._head))
            return
        row, column = self._head
        at = self._on_screen(self._geometry.rect(Block(row, column, row, column)))
        self._bring(at, across=self._along == "columns", down=self._along == "rows")

    def _put_within(self, place: moves.Place) -> None:
        """Moves the cursor inside the selected block, which stays."""
        block, self._at = self._block, place
        self.selectionModel().setCurrentIndex(self._index(place), Flags.NoUpdate)
        self._update_block(block)
        self.scrollTo(self._index(place))

    def _mark_selected(self) -> None:
        """Tells Qt's selection model, in as few ranges as there are rows."""
        chosen = QItemSelection()
        numbers = self.grid.within(self._block)
        start = 0
        for end, number in enumerate(numbers, 1):
            if end == len(numbers) or numbers[end] != number + 1:
                chosen.select(self.page_model.index(numbers[start]), self.page_model.index(number))
                start = end
        self.selectionModel().select(chosen, Flags.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        box = self.page_model.box(current)
        if box and self.grid.at(*self._at) != current.row():
            self._at = self._head = (box.row, box.column)
            self._block, self._along = covered(box), ""
            self.viewport().update()
        self._cell = box.cell if box else None
        self.current_changed.emit(box)

    def _take_up(self) -> None:
        """After rows came or went the cursor is on the cell it was on, or on what is there now. Not in `reset`: Qt's
        selection model forgets the current cell after that."""
        at, number = self._at, None if self._cell is None else self.page_model.number(self._cell)
        self._arrange()
        if number is not None:
            block = covered(self.grid.boxes[number])
            at = (_within(at[0], block.top, block.bottom), _within(at[1], block.left, block.right))
        at = (min(at[0], self.grid.rows), min(at[1], self.grid.columns))
        self._put(at if self.grid.at(*at) is not None else moves.corner(self.grid, last=True))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Qt's way to select what a rectangle of the viewport touches."""
        start, end = self._on_page(rect.topLeft()), self._on_page(rect.bottomRight())
        self._put(self._geometry.nearest(start.x(), start.y()))
        self._put(self._geometry.nearest(end.x(), end.y()), extend=True)

    def selectAll(self) -> None:
        """The whole page; what is in sight stays in sight."""
        bars = [(bar, bar.value()) for bar in (self.horizontalScrollBar(), self.verticalScrollBar())]
        self.select_block(self.grid.whole)
        for bar, value in bars:
            bar.setValue(value)

    def select_rows(self, first: int, last: int) -> None:
        """Selects whole rows of the page; the cursor keeps its column."""
        column = self._at[1]
        self._put((first, column) if self.grid.at(first, column) is not None else (first, 1), along="rows")
        self._put((last, self._at[1]), extend=True)

    @property
    def whole_rows(self) -> bool:
        """Whether whole rows are selected."""
        return self._along == "rows"

    def _press_row(self, row: int, extend: bool) -> None:
        self.setFocus()
        self.select_rows(self._at[0] if extend else row, row)

    def _press_column(self, column: int, extend: bool) -> None:
        self.setFocus()
        left = self._at[1] if extend else column
        row = next(row for row in range(1, self.grid.rows + 1) if self.grid.at(row, left) is not None)
        self._put((row, left), along="columns")
        self._put((row, column), extend=True)


def _within(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))
