"""The ledger as a tree: each form with its state and a small bar of how far it is, and a search box above.

Knows how a row is painted and what is found; refuses to know which rows there are (`ledger_model.py`) and what
opening one means (`main_window.py`).
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord, Project
from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed
from perfdesk.ui.folds import draw_fold
from perfdesk.ui.icons import icon
from perfdesk.ui.ledger_model import NODE, Index, LedgerModel
from perfdesk.ui.standing import OWED, Standing, counted, draw_filled, draw_shape, standing

_SEARCH = "查找项目或报表"
_UNFOLDED = 400
"""Beyond so many rows only the years are unfolded: she looks for a project first, and opening stays quick."""


class LedgerTree(QWidget):
    """The tree with its search box. Says which form was opened; the window decides what that means."""

    opened = Signal(int)
    """A form's id, double-clicked or entered."""
    wanted = Signal()
    """The project selected has no form yet, and was double-clicked or entered."""
    pasted = Signal()
    menu_wanted = Signal(QPoint)
    selected = Signal()

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerTree")
        self.model = LedgerModel(names, self)
        self._desk: Desk | None = None
        self._words: tuple[str, ...] = ()
        self.search = dressed(QLineEdit(self, placeholderText=_SEARCH), spoken=_SEARCH)
        self.search.setAcceptDrops(False)  # files let go here are meant for the window
        self.search.textChanged.connect(self._look_for)
        self.search.returnPressed.connect(self._open_first)
        self.view = _View(self)
        self.view.setModel(self.model)
        self.view.opened.connect(self._open)
        self.view.insisted.connect(self._want)
        self.view.pasted.connect(self.pasted.emit)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().currentChanged.connect(lambda *_: self.selected.emit())
        self._hint = QLabel("账本里还没有项目。\n请用上方「新建项目」开始。", alignment=Qt.AlignmentFlag.AlignCenter)
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(self.search)
        layout.addLayout(top)
        layout.addWidget(self._hint)
        rows = QVBoxLayout()
        rows.setContentsMargins(4, 0, 0, 0)
        rows.addWidget(self.view)
        layout.addLayout(rows, 1)

    def show_ledger(self, desk: Desk) -> None:
        """The rows of the ledger as they are now. Newly come years are unfolded."""
        known, self._desk = self.model.rowCount(), desk
        self._list()
        self._hint.setVisible(not desk.projects())
        if not known:
            self._unfold()

    def clear(self) -> None:
        self.search.clear()
        self._desk = None
        self._list()

    def _list(self) -> None:
        if self._desk:
            self.model.show(self._desk.projects(), self._desk.forms(), self._words)
        else:
            self.model.show((), ())

    def _unfold(self) -> None:
        if self.model.size > _UNFOLDED:
            self.view.expandToDepth(0)
        else:
            self.view.expandAll()

    @property
    def current(self) -> int | Project | FormRecord | None:
        """What the selected row stands for."""
        index = self.view.currentIndex()
        return index.data(NODE) if index.isValid() else None

    def select(self, kind: str, number: int) -> None:
        """Makes this row the current one, unfolding what is above it."""
        index = self.model.index_of(kind, number)
        if index.isValid() and index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _look_for(self, text: str) -> None:
        if not self.search.isClearButtonEnabled():
            self.search.setClearButtonEnabled(True)
            self.search.findChildren(QAction)[0].setIcon(icon("x", palette.HINT))
        self._words = tuple(text.casefold().split())
        self._list()
        self._unfold()

    def _open_first(self) -> None:
        """Enter in the search box opens the first form found."""
        index = self.model.first_form()
        if index.isValid():
            self.view.setCurrentIndex(index)
            self._open(index)

    def _open(self, index: Index) -> None:
        record = index.data(NODE)
        if isinstance(record, FormRecord):
            self.opened.emit(record.id)

    def _want(self, index: Index) -> None:
        if _owed(index):
            self.wanted.emit()

    def _menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))


def _owed(index: Index) -> bool:
    """Whether a row is a project without any form."""
    return isinstance(index.data(NODE), Project) and not index.model().rowCount(index)


class _View(QTreeView):
    opened = Signal(object)
    insisted = Signal(object)
    """Double-clicked, or entered."""
    pasted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("账本：年度、项目和报表")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setExpandsOnDoubleClick(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(_Row(self))
        self.clicked.connect(self.opened.emit)
        self.doubleClicked.connect(self.insisted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            self.insisted.emit(self.currentIndex())
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
            return
        super().keyPressEvent(event)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A quiet chevron where there is something to fold; no lines."""
        if self.model().hasChildren(index):
            draw_fold(painter, rect, self.isExpanded(index))


class _Row(QStyledItemDelegate):
    """Paints a row: shape, name, bar of how far it is, word of the state. Qt's stubs do not say what an option has."""

    HEIGHT = 28
    BAR = QSize(18, 5)

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(80, max(self.HEIGHT, option.fontMetrics.height() + 8))

    def initStyleOption(self, option: Any, index: Index) -> None:
        """Qt draws the row itself, we what is in it."""
        super().initStyleOption(option, index)
        option.text, option.icon = "", QIcon()

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        super().paint(painter, option, index)
        record = index.data(NODE)
        painter.save()
        box = option.rect.adjusted(2, 0, -6, 0)
        if isinstance(record, FormRecord):
            box = self._form(painter, option, box, record)
        elif _owed(index):
            box = self._stated(painter, option, box, OWED)
        elif isinstance(record, Project) and not option.widget.isExpanded(index):
            box = self._counted(painter, option, box, index.model().rowCount(index))
        painter.setPen(QColor(palette.HINT if isinstance(record, int) else palette.INK))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()

    def _form(self, painter: QPainter, option: Any, box: QRect, record: FormRecord) -> QRect:
        """The parts beside the name; gives back the room the name has. Where errors are counted, that takes the place
        of how far it is."""
        state = standing(record)
        box = self._stated(painter, option, box, state._replace(word=counted(record)))
        if counted(record) != state.word:
            return box
        left = box.right() + 1 - self.BAR.width()
        bar = QRectF(left, box.center().y() - 2, self.BAR.width(), self.BAR.height())
        draw_filled(painter, bar, record.filled, record.wanted, state.color)
        return box.adjusted(0, 0, -self.BAR.width() - 8, 0)

    def _stated(self, painter: QPainter, option: Any, box: QRect, state: Standing) -> QRect:
        """The shape to the left, the word to the right; gives back the room between them."""
        draw_shape(painter, state, QRectF(box.left(), box.center().y() - 5, 11, 11))
        width = option.fontMetrics.horizontalAdvance(state.word)
        painter.setPen(QColor(state.color))
        right = QRect(box.right() - width, box.top(), width + 1, box.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), state.word)
        return QRect(box.left() + 18, box.top(), right.left() - 8 - box.left() - 18, box.height())

    def _counted(self, painter: QPainter, option: Any, box: QRect, forms: int) -> QRect:
        """How many forms are folded under a project; gives back the room the name has."""
        words = f"{forms} 张"
        width = option.fontMetrics.horizontalAdvance(words)
        painter.setPen(QColor(palette.HINT))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
        return box.adjusted(0, 0, -width - 8, 0)
