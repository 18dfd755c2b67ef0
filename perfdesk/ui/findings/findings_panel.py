"""审核: what a reviewer would object to, in the form in front or in the whole ledger, and what can be done about it.

Knows how the rows of `findings_rows.py` are listed and painted, and tells the window what she wants: to go to a cell,
to have something put right, to let it stand with a reason. Refuses to check and to change anything.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMargins,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.findings.findings_rows import Row, counts, of_form, of_ledger, of_review
from perfdesk.ui.findings.severity import EXCUSED, SEVERITIES
from perfdesk.ui.icons import icon
from perfdesk.ui.modes import Modes

if TYPE_CHECKING:
    from perfdesk.document import Document
    from perfdesk.ledger_audit import LedgerAudit
    from perfdesk.ui.findings.findings_deeds import Deeds

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""The role under which an index gives its Row."""
MODES = {"form": "本表", "ledger": "全账本", "review": "模拟复核"}
_EMPTY = {
    "form": "没有发现问题。",
    "ledger": "按 Ctrl+Shift+F8 审核整个账本。",
    "review": "",
    "": "打开一张报表后，这里列出要改的地方。",
}


class FindingsPanel(QWidget):
    """See the signals for what she may want."""

    jump = Signal(int, object)
    """A form (0: the one in front) and the Cell of a finding, double-clicked or entered."""
    led = Signal(int)
    """The project of a finding that is about no form."""
    mended = Signal(object)
    """The Finding whose fix she takes."""
    excused = Signal(object, str)
    """The Finding she lets stand, and why; blank takes the reason back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsPanel")
        self._document: Document | None = None
        self._audit: LedgerAudit | None = None
        self._called: Callable[[int], str] = str
        self._deeds: Deeds | None = None
        self._readonly = False
        self._listed = ""
        """The mode whose rows are shown: another list begins at its top."""
        self._left = 0
        """Where the row stood that is gone."""
        self._counts = label(look="hint")
        self._modes = Modes(MODES, "form")
        self._modes.setContentsMargins(8, 0, 8, 4)
        self._modes.chosen.connect(self._renew)
        self.model = FindingsModel(self)
        self.list = _list(self.model)
        self.list.activated.connect(lambda index: self._go(index))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_deeds())
        self._empty = label(look="hint", wrap=True)
        self._empty.setContentsMargins(12, 4, 12, 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(_heading(self._counts))
        self._column.addWidget(self._modes)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self.list, 1)
        self._renew()

    @property
    def mode(self) -> str:
        return self._modes.mode

    @property
    def deeds(self) -> "Deeds":
        """What can be done about the current finding. Made with the first she looks at."""
        if self._deeds is None:
            from perfdesk.ui.findings.findings_deeds import Deeds

            self._deeds = Deeds(self)
            self._deeds.mended.connect(self.mended)
            self._deeds.excused.connect(self.excused)
            self._column.addWidget(self._deeds)
            before: QWidget = self.list
            for stop in (self._deeds.reason, self._deeds.mend, self._deeds.excuse, self._deeds.take_back):
                self.setTabOrder(before, stop)
                before = stop
        return self._deeds

    @property
    def current(self) -> Row | None:
        row: Row | None = self.list.currentIndex().data(ROW)
        return row

    def show_document(self, document: "Document | None") -> None:
        """The form in front as it stands now; None where none is."""
        self._document = document
        self._renew()

    def set_readonly(self, readonly: bool) -> None:
        """Whether the ledger is only looked at: then there is nothing to be done about a finding."""
        self._readonly = readonly

    def show_audit(self, audit: "LedgerAudit | None", called: Callable[[int], str] = str) -> None:
        """What an audit of the whole ledger found; None forgets it."""
        self._audit, self._called = audit, called
        self.set_mode("form" if audit is None else "ledger")

    def set_mode(self, mode: str) -> None:
        self._modes.choose(mode)
        self._renew()

    @property
    def emptiness(self) -> str:
        """What it says where there is nothing to go to."""
        return self._empty.text() or _EMPTY["form"]

    def next(self) -> bool:
        """Goes to the finding after the current one; whether there is any."""
        found = [number for number, row in enumerate(self.model.rows) if row.cell is not None]
        if found:
            current = self.list.currentIndex()
            at = current.row() if current.isValid() else self._left - 1
            index = self.model.index(next((number for number in found if number > at), found[0]))
            self.list.setCurrentIndex(index)
            self._go(index)
        return bool(found)

    def _renew(self) -> None:
        rows, kept = self._rows(), self.current
        empty = _EMPTY["" if self.mode != "ledger" and self._document is None else self.mode]
        if self.mode == "ledger" and self._audit is not None:
            empty = "整个账本没有发现问题。"
        self._empty.setText(empty)
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        opened = self._document.open_findings if self._document else ()
        self._counts.setText(counts(opened))
        at, bar = self.list.currentIndex().row(), self.list.verticalScrollBar()
        seen = bar.value()
        if self.model.show(rows):
            self.list.doItemsLayout()
            bar.setValue(seen if self.mode == self._listed else 0)
            self._return_to(kept, at)
        self._listed = self.mode
        self._show_deeds()

    def _return_to(self, kept: Row | None, at: int) -> None:
        """Back to the row she was at, of two of one check at one cell the one that says the same; where it is gone, the
        next to go to is what stands in its place."""
        rows = self.model.rows
        there = [number for number, row in enumerate(rows) if kept and row.place == kept.place]
        if kept and there:
            self.list.setCurrentIndex(self.model.index(max(there, key=lambda number: rows[number].text == kept.text)))
        elif kept:
            self._left = at

    def _rows(self) -> list[Row]:
        if self.mode == "ledger":
            return of_ledger(self._audit, self._called, self._document) if self._audit else []
        if self._document is None:
            return []
        return of_review(self._document) if self.mode == "review" else of_form(self._document)

    def _show_deeds(self) -> None:
        row = self.current
        finding = row.finding if row else None
        if self._document and not self._readonly and row and finding and row.form in (0, self._document.id):
            self.deeds.show_finding(self._document, finding)
            QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))
        elif self._deeds:
            self._deeds.hide()

    def _go(self, index: Index) -> None:
        row: Row | None = index.data(ROW)
        if row and row.project:
            self.led.emit(row.project)
        elif row and (row.cell or row.form):
            self.jump.emit(row.form, row.cell)


class FindingsModel(QAbstractListModel):
    """The rows, made anew when they differ."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> bool:
        """Whether anything differs."""
        if tuple(rows) == self.rows:
            return False
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # an invalid index is a value
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if self.rows[index.row()].kind != "group" else flags & ~Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.word}：{row.text}" if row.word else row.text
        if role == Qt.ItemDataRole.ToolTipRole and row.cell:
            return f"{row.word}：{row.text}\n双击到这一格"
        return None


class _FindingRow(QStyledItemDelegate):
    """A finding in full, however many lines it takes: Qt's own wrapping cuts them short."""

    _INSETS = QMargins(32, 4, 8, 4)
    _GROUP = QMargins(12, 6, 8, 2)
    _HOW = int(Qt.TextFlag.TextWordWrap)

    def sizeHint(self, option: Any, index: Index) -> QSize:
        width, row = option.widget.room, index.data(ROW)
        insets = self._insets(row)
        free = width - insets.left() - insets.right()
        height = _height(row.text, free, _set(option.font, row).toString())
        return QSize(width, height + insets.top() + insets.bottom())

    def _insets(self, row: Row) -> QMargins:
        return self._GROUP if row.kind == "group" or not row.severity else self._INSETS

    def initStyleOption(self, option: Any, index: Index) -> None:
        """Qt draws the row itself, we what is in it."""
        super().initStyleOption(option, index)
        option.text, option.icon = "", QIcon()

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        super().paint(painter, option, index)
        row: Row = index.data(ROW)
        painter.save()
        if row.severity:
            look = EXCUSED if row.kind == "excused" else SEVERITIES[row.severity]
            drawing = icon(look.drawing, look.color)
            painter.drawPixmap(option.rect.topLeft() + QPoint(10, 5), drawing.pixmap(16, 16))
        plain = row.kind == "finding"
        painter.setPen(option.palette.text().color() if plain else QColor(palette.HINT))
        painter.setFont(_set(option.font, row))
        room = option.rect.marginsRemoved(self._insets(row))
        struck = row.finding.message if row.kind == "excused" and row.finding else ""
        if struck:
            room = self._strike(painter, room, struck)
        painter.drawText(room, self._HOW, row.text.removeprefix(f"{struck}\n"))
        painter.restore()

    def _strike(self, painter: QPainter, room: QRect, message: str) -> QRect:
        """What she lets stand, struck out; the room left below it for her reason, which is not."""
        font = QFont(painter.font())
        font.setStrikeOut(True)
        painter.save()
        painter.setFont(font)
        painter.drawText(room, self._HOW, message)
        painter.restore()
        return room.adjusted(0, painter.boundingRect(room, self._HOW, message).height(), 0, 0)


def _set(font: QFont, row: Row) -> QFont:
    """The font of a row: groups are bold."""
    made = QFont(font)
    made.setBold(row.kind == "group")
    return made


@lru_cache(maxsize=2048)
def _height(text: str, width: int, font: str) -> int:
    """How tall a text is in this width: asked for every row whenever the list changes."""
    used = QFont()
    used.fromString(font)
    return QFontMetrics(used).boundingRect(QRect(0, 0, width, 1 << 16), int(Qt.TextFlag.TextWordWrap), text).height()


class _List(QListView):
    room = 0
    """The width of what shows the rows."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows break anew in another width, also when the scroll bar came or went: Qt looks at the height only."""
        self.room = event.size().width()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


def _list(model: FindingsModel) -> QListView:
    made = dressed(_List(), look="findings", spoken="审核结果")
    made.setModel(model)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.setItemDelegate(_FindingRow(made))
    return made


def _heading(words: QWidget) -> QWidget:
    whole = QWidget()
    whole.setFixedHeight(36)
    row = QHBoxLayout(whole)
    row.setContentsMargins(12, 4, 12, 0)
    row.addWidget(label("审核", "heading"))
    row.addStretch(1)
    row.addWidget(words)
    return whole
