"""The page as a sheet one moves over: scrolling, zoom, selection, Excel's cursor.

A `QAbstractItemView` with a geometry of its own, because a page is no table: merged boxes, rows of any height, paper
on a ground. Kept from Qt: editors, input methods, the selection model. What is typed and done with a selection is
`moving_view.py`'s and `page_view.py`'s.

The current cell is where typing goes; the selected block reaches from it to the head, the end that moves with Shift.
"""

from math import ceil

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from perfdesk.core.page import Box
from perfdesk.core.sheet import Cell
from perfdesk.ui import geometry as layout
from perfdesk.ui import moves
from perfdesk.ui.grid import Block, Grid, covered
from perfdesk.ui.headings import BREADTH, LENGTH, Headings
from perfdesk.ui.page_model import Index, PageModel
from perfdesk.ui.page_paint import Sight, draw_page, draw_selection, selection_margin
from perfdesk.ui.palette import Colours

_LEAST, _MOST, _NOTCH = 50, 200, 10
"""Zoom in percent, and what a turn of the wheel adds."""
_MANY = 12
"""Exposed rectangles beyond which one around them all is painted faster."""
Flags = QItemSelectionModel.SelectionFlag


class GridView(QAbstractItemView):
    """`current_changed(Box | None)`, `zoom_changed(percent)`."""

    current_changed = Signal(object)
    zoom_changed = Signal(int)

    def __init__(self, model: PageModel, parent: QWidget | None, colours: Colours) -> None:
        super().__init__(parent)
        self.page_model, self.colours = model, colours
        self._zoom = 100
        self._at: moves.Place = moves.corner(model.grid, last=False)
        self._head = self._at
        self._block = self._box_block(self._at)
        self._cell: Cell | None = None
        self._geometry = layout.geometry(model.page, 1.0, 0)
        self._rows, self._columns = Headings(self, True, colours), Headings(self, False, colours)
        self._rows.pressed.connect(self._select_row)
        self._columns.pressed.connect(self._select_column)
        self.setFrameStyle(QFrame.Shape.NoFrame)
        self.setViewportMargins(LENGTH, BREADTH, 0, 0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(self.SelectionMode.ContiguousSelection)
        self.setCornerWidget(QWidget(self))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setModel(model)
        model.reshaped.connect(self._take_up)
        self._put(self._first_place())

    @property
    def grid(self) -> Grid:
        return self.page_model.grid

    @property
    def ratio(self) -> float:
        """Device pixels to one of the window's units."""
        return self.viewport().devicePixelRatioF()

    @property
    def logical_unit(self) -> float:
        """The window's units per point."""
        return self._zoom / 100 * self.logicalDpiX() / 72

    @property
    def _origin(self) -> QPoint:
        """How far the page is scrolled, in device pixels."""
        return QPoint(round(self.horizontalOffset() * self.ratio), round(self.verticalOffset() * self.ratio))

    def _arrange(self) -> None:
        """Works the geometry out anew: after a zoom, a resize, a change of heights, another screen."""
        ratio, seen = self.ratio, self.viewport().size()
        unit = self.logical_unit * ratio
        self._geometry = layout.geometry(self.page_model.page, unit, int(seen.width() * ratio))
        for bar, length, page in (
            (self.horizontalScrollBar(), self._geometry.width, seen.width()),
            (self.verticalScrollBar(), self._geometry.height, seen.height()),
        ):
            bar.setRange(0, max(0, ceil(length / ratio) - page))
            bar.setPageStep(page)
            bar.setSingleStep(round(24 * self.logical_unit))
        size = self.viewport().geometry()
        self._rows.setGeometry(0, size.top(), LENGTH, size.height())
        self._columns.setGeometry(size.left(), 0, size.width(), BREADTH)
        self._show_headings()
        self.updateEditorGeometries()
        self.viewport().update()

    def _show_headings(self) -> None:
        origin = self._origin
        self._rows.show_state(self._geometry, origin.y(), self._block)
        self._columns.show_state(self._geometry, origin.x(), self._block)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._arrange()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().viewportEvent(event)

    def _on_screen(self, rect: QRect) -> QRect:
        """A rectangle of the page in the viewport's units, rounded outwards."""
        ratio, moved = self.ratio, rect.translated(-self._origin)
        return QRectF(
            moved.left() / ratio, moved.top() / ratio, moved.width() / ratio, moved.height() / ratio
        ).toAlignedRect()

    def _on_page(self, point: QPoint) -> QPoint:
        return QPoint(int(point.x() * self.ratio), int(point.y() * self.ratio)) + self._origin

    def visualRect(self, index: Index) -> QRect:
        box = self.page_model.box(index)
        return self._on_screen(self._geometry.rect(covered(box))) if box else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        on_page = self._on_page(point)
        place = self._geometry.place(on_page.x(), on_page.y())
        return self._index(place) if place else QModelIndex()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        self.updateEditorGeometries()
        self._show_headings()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Brings a cell into sight, its beginning first where it is larger than the window."""
        rect, seen = self.visualRect(index), self.viewport().rect()
        for bar, start, end, room in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), seen.width()),
            (self.verticalScrollBar(), rect.top(), rect.bottom(), seen.height()),
        ):
            margin = min(12, room // 8)
            if hint == self.ScrollHint.PositionAtCenter:
                bar.setValue(bar.value() + (start + end - room) // 2)
            elif start < margin:
                bar.setValue(bar.value() + start - margin)
            elif end > room - margin:
                bar.setValue(bar.value() + min(start - margin, end - room + margin))

    def _scroll_down(self, length: int) -> None:
        if length > 0:
            self.verticalScrollBar().setValue(self.verticalOffset() + length)

    @property
    def zoom(self) -> int:
        """Percent; at 100 a point is as long as on a screen of 96 dots to the inch."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        percent = max(_LEAST, min(percent, _MOST))
        if percent == self._zoom:
            return
        top, share = self.verticalOffset(), percent / self._zoom
        in_sight = self.viewport().rect().intersects(self.visualRect(self.currentIndex()))
        self._zoom = percent
        self._arrange()
        self.verticalScrollBar().setValue(round(top * share))
        if in_sight:
            self.scrollTo(self.currentIndex())
        self.zoom_changed.emit(percent)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turns = event.angleDelta().y()
        if turns:
            self.set_zoom(self._zoom + (_NOTCH if turns > 0 else -_NOTCH))
        event.accept()

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
            draw_selection(painter, sight, self._block, self._box_block(self._at), self._is_active())
        painter.end()

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

    def _index(self, place: moves.Place) -> QModelIndex:
        number = self.grid.at(*place)
        return QModelIndex() if number is None else self.page_model.index(number)

    def _box_block(self, place: moves.Place) -> Block:
        number = self.grid.at(*place)
        return Block(*place, *place) if number is None else covered(self.grid.boxes[number])

    def _first_place(self) -> moves.Place:
        """Where she begins: the first cell that can be typed into."""
        for box in self.grid.boxes:
            if box.editable and not box.computed:
                return box.row, box.column
        return moves.corner(self.grid, last=False)

    def _put(self, place: moves.Place, extend: bool = False) -> None:
        """Moves the cursor, or with `extend` the head of the selection."""
        before = self._block
        if extend:
            self._head = place
            self._block = self.grid.closed(self._box_block(self._at).joined(self._box_block(place)))
        else:
            self._at = self._head = place
            self._block = self._box_block(place)
            self.selectionModel().setCurrentIndex(self._index(place), Flags.NoUpdate)
        self._mark_selected()
        self._update_block(before.joined(self._block))
        self._show_headings()
        self.scrollTo(self._index(place))

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
            self._block = covered(box)
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

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def selectAll(self) -> None:
        self._at = self._first_place()
        self.select_block(self.grid.whole)

    def _select_row(self, row: int, extend: bool) -> None:
        top = self._at[0] if extend else row
        self.select_block(Block(min(top, row), 1, max(top, row), self.grid.columns))
        self.setFocus()

    def _select_column(self, column: int, extend: bool) -> None:
        left = self._at[1] if extend else column
        self.select_block(Block(1, min(left, column), self.grid.rows, max(left, column)))
        self.setFocus()


def _within(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))
