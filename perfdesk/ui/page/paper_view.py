"""The page as paper on a ground: geometry, scrolling, zoom, the headings beside it.

A `QAbstractItemView` with a geometry of its own, because a page is no table: merged boxes, rows of any height, paper
on a ground. Kept from Qt: editors, input methods, the selection model. Refuses to know cursor and selection
(`grid_view.py`).
"""

from math import ceil

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from perfdesk.ui.page import geometry as layout
from perfdesk.ui.page import moves
from perfdesk.ui.page.grid import Block, Grid, covered
from perfdesk.ui.page.headings import BREADTH, LENGTH, Headings
from perfdesk.ui.page.page_model import Index, PageModel
from perfdesk.ui.palette import Colours

_LEAST, _MOST, _NOTCH = 50, 200, 10
"""Zoom in percent, and what a turn of the wheel adds."""


class PaperView(QAbstractItemView):
    """`zoom_changed(percent)`."""

    zoom_changed = Signal(int)

    def __init__(self, model: PageModel, parent: QWidget | None, colours: Colours) -> None:
        super().__init__(parent)
        self.page_model, self.colours = model, colours
        self._zoom = 100
        self._foot = 0
        """Height of what stands below the page, in the window's units."""
        self._geometry = layout.geometry(model.page, 1.0, 0)
        self._rows, self._columns = Headings(self, True, colours), Headings(self, False, colours)
        self.setFrameStyle(QFrame.Shape.NoFrame)
        self.setViewportMargins(LENGTH, BREADTH, 0, 0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(self.SelectionMode.ContiguousSelection)
        self.setViewport(QWidget(self))  # one that Python has made: to learn of what kind Qt's is takes all its kinds
        self.setCornerWidget(QWidget(self))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

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

    @property
    def block(self) -> Block:
        """The places whose headings are lit."""
        raise NotImplementedError

    def _show_headings(self) -> None:
        origin, block = self._origin, self.block
        self._rows.show_state(self._geometry, origin.y(), block)
        self._columns.show_state(self._geometry, origin.x(), block)

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
        self._bring(self.visualRect(index), hint)

    def _bring(
        self,
        rect: QRect,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
        across: bool = True,
        down: bool = True,
    ) -> None:
        seen = self.viewport().rect()
        for wanted, bar, start, end, room in (
            (across, self.horizontalScrollBar(), rect.left(), rect.right(), seen.width()),
            (down, self.verticalScrollBar(), rect.top(), rect.bottom(), seen.height()),
        ):
            margin = min(12, room // 8)
            if not wanted:
                continue
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

    def _index(self, place: moves.Place) -> QModelIndex:
        number = self.grid.at(*place)
        return QModelIndex() if number is None else self.page_model.index(number)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region
