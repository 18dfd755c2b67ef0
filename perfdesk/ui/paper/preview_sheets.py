"""The sheets of a file, one below the other as they will lie in the tray: scrolling, zoom, and which page is in front.

Knows how a wish for pixels follows from what is in sight, and keeps no more pixels than that needs. Refuses to draw
(`preview_drawer.py`) and to know what the pages are of.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from perfdesk.formats.picture import Clip, Pictures
from perfdesk.ui.palette import CHOSEN, Colours
from perfdesk.ui.paper.preview_drawer import Drawer, Wish
from perfdesk.ui.paper.preview_layout import GAP, Layout, laid_out, tiles

LEAST, MOST = 50, 400
STEPS = (50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
"""Zoom in percent: the ends, and where the keys stop on the way."""
_LEAST_FIT = 20
"""A whole page in a low window."""
_MOST_BYTES = 96 << 20
"""Pixels kept: a large screen twice over."""
_SHADE = (16, 10, 5)
"""How dark the shadow of a sheet is, from its edge outwards."""


class _Spot(NamedTuple):
    """A point of a page, as shares of its size, and where in the window it is seen."""

    page: int
    x: float
    y: float
    at: QPoint


class Sheets(QAbstractScrollArea):
    """`page_changed(page)`: another page (from 0) is in front. `zoom_changed(percent)`."""

    page_changed = Signal(int)
    zoom_changed = Signal(int)

    def __init__(self, drawer: Drawer, colours: Colours = CHOSEN) -> None:
        super().__init__()
        self.colours = colours
        self.fit = "width"
        """`width` or `page`: the zoom follows the window; blank where she chose one."""
        self._drawer, self._pictures = drawer, None
        self._zoom, self._page = 100, 0
        self._layout = Layout((), 0, 0)
        self._tiles: OrderedDict[Wish, QImage] = OrderedDict()
        self._dragged: QPoint | None = None
        self.setFrameStyle(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        drawer.drawn.connect(self._take)

    # What is shown.

    _pictures: Pictures | None

    def show_pages(self, pictures: Pictures | None) -> None:
        """Another file; the place she was at stays in sight, and its old picture until the new one is there."""
        spot = self._spot(QPoint(0, 0))
        self._pictures = pictures
        self._fit_zoom()
        self._arrange(spot)

    @property
    def count(self) -> int:
        return len(self._pictures.sizes) if self._pictures else 0

    @property
    def page(self) -> int:
        """The page in front, from 0."""
        return self._page

    @property
    def complete(self) -> bool:
        """Whether all that is in sight is drawn."""
        return all(wish in self._tiles for wish in self._visible(self._seen()))

    def go_to(self, page: int) -> None:
        """The top of a page comes to the top of the window."""
        if self._layout.rects:
            rect = self._layout.rects[max(0, min(page, self.count - 1))]
            self.verticalScrollBar().setValue(rect.top() - self._gap // 2)

    # Zoom.

    @property
    def zoom(self) -> int:
        """Percent; at 100 a point is as long as on a screen of 96 dots to the inch."""
        return self._zoom

    def set_zoom(self, percent: int, at: QPoint | None = None) -> None:
        """A zoom of her own, around a point of the window."""
        self.fit = ""
        self._put_zoom(percent, at or self.viewport().rect().center())

    def step_zoom(self, up: bool, at: QPoint | None = None) -> None:
        steps = [each for each in STEPS if each > self._zoom] if up else [each for each in STEPS if each < self._zoom]
        if steps:
            self.set_zoom(steps[0] if up else steps[-1], at)

    def fit_to(self, what: str) -> None:
        """`width` or `page`, from now on at every size of the window."""
        self.fit = what
        page = self._page
        self._fit_zoom()
        self._arrange(self._spot(QPoint(0, 0)))
        if what == "page":
            self.go_to(page)

    def _put_zoom(self, percent: int, at: QPoint) -> None:
        percent = max(LEAST, min(percent, MOST))
        if percent != self._zoom:
            spot = self._spot(at)
            self._zoom = percent
            self._arrange(spot)
        self.zoom_changed.emit(self._zoom)

    def _fit_zoom(self) -> None:
        if not self.fit or not self._pictures:
            return
        width = max(size.width for size in self._pictures.sizes)
        height = max(size.height for size in self._pictures.sizes)
        whole = self.logicalDpiX() / 72
        share = (self.viewport().width() - 2 * GAP) / (width * whole)
        if self.fit == "page":
            share = min(share, (self.viewport().height() - 2 * GAP) / (height * whole))
        self._zoom = max(_LEAST_FIT, min(int(share * 100), MOST))
        self.zoom_changed.emit(self._zoom)

    # Places, all in device pixels.

    @property
    def ratio(self) -> float:
        return self.viewport().devicePixelRatioF()

    @property
    def scale(self) -> float:
        """Device pixels to the point."""
        return self._zoom / 100 * self.logicalDpiX() / 72 * self.ratio

    @property
    def _gap(self) -> int:
        return round(GAP * self.ratio)

    def _seen(self) -> QRect:
        """The part of the whole that is in sight."""
        size = self.viewport().size() * self.ratio
        return QRect(self.horizontalScrollBar().value(), self.verticalScrollBar().value(), size.width(), size.height())

    def _spot(self, at: QPoint) -> _Spot | None:
        if not self._layout.rects:
            return None
        whole = at * self.ratio + self._seen().topLeft()
        page = self._layout.nearest(whole.y())
        rect = self._layout.rects[page]
        return _Spot(page, (whole.x() - rect.left()) / rect.width(), (whole.y() - rect.top()) / rect.height(), at)

    def _arrange(self, spot: _Spot | None) -> None:
        """Lays the sheets out anew, and brings the spot back to where it was seen."""
        extents = [self._extent(page) for page in range(self.count)]
        seen = self._seen()
        self._layout = laid_out(extents, seen.width(), self._gap)
        for bar, length, room in (
            (self.horizontalScrollBar(), self._layout.width, seen.width()),
            (self.verticalScrollBar(), self._layout.height, seen.height()),
        ):
            bar.setRange(0, max(0, length - room))
            bar.setPageStep(room)
            bar.setSingleStep(round(40 * self.ratio))
        if spot and self.count:
            rect = self._layout.rects[min(spot.page, self.count - 1)]
            at = spot.at * self.ratio
            self.horizontalScrollBar().setValue(round(rect.left() + spot.x * rect.width()) - at.x())
            self.verticalScrollBar().setValue(round(rect.top() + spot.y * rect.height()) - at.y())
        self._moved()

    def _extent(self, page: int) -> tuple[int, int]:
        assert self._pictures
        return self._pictures.extent(page, self.scale)

    def _moved(self) -> None:
        """Something else is in sight."""
        seen = self._seen()
        page = self._layout.nearest(seen.top() + seen.height() // 3) if self._layout.rects else 0
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self._wish()
        self.viewport().update()

    # Pixels.

    def _wish(self) -> None:
        """What is in sight and not there yet, then what a turn further down and up will show."""
        seen = self._seen()
        below, above = seen.translated(0, seen.height()), seen.translated(0, -seen.height())
        wanted = dict.fromkeys(wish for part in (seen, below, above) for wish in self._visible(part))
        self._drawer.want("sheets", [wish for wish in wanted if wish not in self._tiles])

    def _visible(self, seen: QRect) -> Iterator[Wish]:
        for page in self._layout.between(seen.top(), seen.bottom() + 1):
            rect = self._layout.rects[page]
            for tile in tiles(seen.translated(-rect.topLeft()), self._extent(page)):
                yield Wish(
                    self._drawer.serial, page, self.scale, Clip(tile.left(), tile.top(), tile.width(), tile.height())
                )

    def _take(self, wish: Wish, image: QImage) -> None:
        if wish.serial != self._drawer.serial or wish.scale != self.scale:
            return
        self._tiles[wish] = image
        self.viewport().update()

    def _forget_some(self, used: Sequence[Wish]) -> None:
        """What was not painted for longest goes first; what is in sight never."""
        for wish in used:
            self._tiles.move_to_end(wish)
        held = sum(image.sizeInBytes() for image in self._tiles.values())
        while held > _MOST_BYTES and len(self._tiles) > len(used):
            held -= self._tiles.popitem(last=False)[1].sizeInBytes()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ratio, seen = self.ratio, self._seen()
        painter.fillRect(self.viewport().rect(), QColor(self.colours.ground))
        # The viewport need not begin on a whole device pixel; sheets do, or their pixels would be smeared.
        origin = painter.deviceTransform()
        aside = QPointF(round(origin.dx()) - origin.dx(), round(origin.dy()) - origin.dy())
        painter.scale(1 / ratio, 1 / ratio)
        painter.translate(aside - QPointF(seen.topLeft()))
        for page in self._layout.between(seen.top(), seen.bottom() + 1):
            self._paint_sheet(painter, page)
        painter.end()
        self._forget_some([wish for wish in self._visible(seen) if wish in self._tiles])

    def _paint_sheet(self, painter: QPainter, page: int) -> None:
        rect, hair = self._layout.rects[page], max(1, round(self.ratio))
        for number, shade in enumerate(_SHADE, 1):
            around = rect.adjusted(-hair * (number - 1), 0, hair * (number - 1), hair * number)
            painter.fillRect(around, QColor(0, 0, 0, shade))
        painter.fillRect(rect.adjusted(-hair, -hair, hair, hair), QColor(self.colours.line))
        painter.fillRect(rect, QColor("white"))
        painter.setClipRect(rect)  # a picture of before may be of a larger sheet
        fresh = [wish for wish in self._tiles if wish.page == page and wish.scale == self.scale]
        for wish in self._tiles:
            if wish.page == page and wish.scale != self.scale:
                self._paint_old(painter, rect, wish)
        for wish in sorted(fresh, key=lambda each: each.serial):
            painter.drawImage(rect.topLeft() + QPoint(wish.clip.left, wish.clip.top), self._tiles[wish])
        painter.setClipping(False)

    def _paint_old(self, painter: QPainter, rect: QRect, wish: Wish) -> None:
        """A picture of another zoom, stretched until the sharp one is there."""
        share = self.scale / wish.scale
        left, top, width, height = (each * share for each in wish.clip)
        painter.drawImage(QRectF(rect.left() + left, rect.top() + top, width, height), self._tiles[wish])

    # Keys and mouse.

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        spot = self._spot(QPoint(0, 0))
        self._fit_zoom()
        self._arrange(spot)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange(None)
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step_zoom(event.angleDelta().y() > 0, event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            done = self._zoomed(Qt.Key(event.key()))
        else:
            done = self._turned(Qt.Key(event.key()))
        if done:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _zoomed(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.step_zoom(key != Qt.Key.Key_Minus)
        elif key == Qt.Key.Key_0:
            self.set_zoom(100)
        else:
            return False
        return True

    def _turned(self, key: Qt.Key) -> bool:
        """PgDn shows what is below, a whole page where a whole one fits; Home and End go to the ends."""
        if key not in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End):
            return False
        bar = self.verticalScrollBar()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(0 if key == Qt.Key.Key_Home else bar.maximum())
        elif self.fit == "page":
            self.go_to(self._page + (-1 if key == Qt.Key.Key_PageUp else 1))
        else:
            bar.setValue(bar.value() + round(bar.pageStep() * 0.9) * (-1 if key == Qt.Key.Key_PageUp else 1))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The paper is dragged like paper."""
        if self._dragged is None:
            return
        moved = (event.position().toPoint() - self._dragged) * self.ratio
        self._dragged = event.position().toPoint()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.viewport().unsetCursor()
