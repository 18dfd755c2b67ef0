"""The restore points in a list: when, who, what she called it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from perfdesk.ledger.journal import Point
from perfdesk.ui.dressing import dressed
from perfdesk.ui.history.history_rows import day_and_time

_POINT = Qt.ItemDataRole.UserRole
_WIDTHS = (170, 76)


class PointsList(QTreeWidget):
    """Newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dressed(self, look="records", spoken="还原点")
        self.setHeaderLabels(["时间", "操作人", "名称"])
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    @property
    def point(self) -> Point | None:
        """The one she stands on."""
        item = self.currentItem()
        return item.data(0, _POINT) if item else None

    def show_points(self, points: Sequence[Point]) -> None:
        """Other points; she stays on the one she was on."""
        kept = self.point.number if self.point else 0
        self.clear()
        for point in points:
            item = QTreeWidgetItem([day_and_time(point.at), point.who, point.name])
            item.setData(0, _POINT, point)
            self.addTopLevelItem(item)
            if point.number == kept:
                self.setCurrentItem(item)
        if points and not self.currentItem():
            self.choose_first()

    def choose_first(self) -> None:
        first = self.topLevelItem(0)
        if first:
            self.setCurrentItem(first)
