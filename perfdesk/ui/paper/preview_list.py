"""The pages at the left of the preview, small, the one in front lit.

Knows how a page is drawn small and what stands below it: its number, and whose first page it is. Only pages in sight
are drawn, and few are kept. Refuses to know where a click leads.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from perfdesk.formats.picture import Clip, Pictures
from perfdesk.ui.palette import CHOSEN, Colours
from perfdesk.ui.paper.preview_drawer import Drawer, Wish

_ROOM = QSize(96, 118)
"""What a small page has to fit into."""
_EDGE = 8
_KEPT = 120
Index = QModelIndex | QPersistentModelIndex


class PageList(QListView):
    chosen = Signal(int)
    """The page (from 0) she clicked, or went to by keys."""

    def __init__(self, drawer: Drawer, colours: Colours = CHOSEN) -> None:
        super().__init__()
        self._pages = _Pages(self)
        self._small: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        """By serial and page."""
        self._drawer, self._pictures = drawer, None
        self.setModel(self._pages)
        self.setItemDelegate(_Delegate(self, colours))
        self.setObjectName("pages")
        self.setAccessibleName("页面")
        self.setFrameStyle(QFrame.Shape.NoFrame)
        self.setFixedWidth(_ROOM.width() + 44)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.wish())
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._following = False
        drawer.drawn.connect(self._take)

    _pictures: Pictures | None

    def show_pages(self, pictures: Pictures | None, titles: Mapping[int, str]) -> None:
        """`titles` are said at the first page of a form."""
        here = self.currentIndex().row()
        self._pictures = pictures
        self._pages.renew(len(pictures.sizes) if pictures else 0, titles)
        if pictures:
            self.light(max(0, min(here, len(pictures.sizes) - 1)))
        self.wish()

    def light(self, page: int) -> None:
        """The page in front is this one; nobody chose it here."""
        self._following = True
        self.setCurrentIndex(self._pages.index(page))
        self._following = False

    def small(self, page: int) -> QImage | None:
        """The page drawn small; of the file before where this one's is not there yet."""
        fresh = self._small.get((self._drawer.serial, page))
        return fresh or self._small.get((self._drawer.serial - 1, page))

    def paper(self, page: int) -> QSize:
        """The size of a small page, in the window's units."""
        if not self._pictures or page >= len(self._pictures.sizes):
            return _ROOM
        size = self._pictures.sizes[page]
        share = min(_ROOM.width() / size.width, _ROOM.height() / size.height)
        return QSize(round(size.width * share), round(size.height * share))

    def wish(self) -> None:
        """The small pages in sight that are not drawn yet."""
        if self._pictures:
            wishes = [self._wished(page) for page in self._in_sight()]
            self._drawer.want("list", [each for each in wishes if (each.serial, each.page) not in self._small])

    def _wished(self, page: int) -> Wish:
        assert self._pictures
        scale = self.paper(page).width() / self._pictures.sizes[page].width * self.devicePixelRatioF()
        return Wish(self._drawer.serial, page, scale, Clip(0, 0, *self._pictures.extent(page, scale)))

    def _in_sight(self) -> range:
        seen = self.viewport().rect()
        first = self.indexAt(seen.topLeft()).row()
        last = self.indexAt(seen.bottomLeft()).row()
        count = self._pages.rowCount()
        return range(max(0, first), (last + 1) if last >= 0 else count)

    def _take(self, wish: Wish, image: QImage) -> None:
        if wish.serial != self._drawer.serial or wish.scale != self._wished(wish.page).scale:
            return
        self._small[wish.serial, wish.page] = image
        while len(self._small) > _KEPT:
            self._small.popitem(last=False)
        self.viewport().update()

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._following:
            self.chosen.emit(now.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.wish()


class _Pages(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0
        self._titles: Mapping[int, str] = {}

    def renew(self, count: int, titles: Mapping[int, str]) -> None:
        self.beginResetModel()
        self._count, self._titles = count, titles
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        title = self._titles.get(index.row(), "")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{index.row() + 1}　{title}".rstrip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return title or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页　{title}".rstrip()
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: PageList, colours: Colours) -> None:
        super().__init__(view)
        self._view, self._colours = view, colours

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._view.fontMetrics().height()
        return QSize(_ROOM.width() + 2 * _EDGE, self._view.paper(index.row()).height() + line + 3 * _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given = cast(Any, option)  # its fields are missing in PySide's stubs
        colours, rect = self._colours, QRect(given.rect)
        lit = bool(given.state & QStyle.StateFlag.State_Selected)
        if lit:
            painter.fillRect(rect, QColor(colours.wash))
        size = self._view.paper(index.row())
        paper = QRect(rect.left() + (rect.width() - size.width()) // 2, rect.top() + _EDGE, size.width(), size.height())
        edge = 2 if lit else 1
        painter.fillRect(paper.adjusted(-edge, -edge, edge, edge), QColor(colours.accent if lit else colours.line))
        painter.fillRect(paper, QColor("white"))
        image = self._view.small(index.row())
        if image:
            painter.drawImage(paper, image)
        below = QRect(rect.left() + 4, paper.bottom() + 4, rect.width() - 8, rect.bottom() - paper.bottom() - 6)
        painter.setPen(QColor(colours.accent if lit else colours.hint))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), text)
