"""The ledger as a tree: year → project → its forms, each form with its state and a small bar of how far it is.

`LedgerModel` shows what the desk lists, and when the desk changes it inserts, removes and repaints the rows that
differ; nothing is reset, so what is unfolded and selected stays. It computes nothing: a record carries its total,
grade and number of errors. `LedgerTree` is the view with its search box.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord, Project
from perfdesk.ui import palette
from perfdesk.ui.standing import draw_shape, standing

NODE = Qt.ItemDataRole.UserRole
"""The role under which an index gives its year (int), Project or FormRecord."""

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, int]


class Wanted(NamedTuple):
    """A row as it should be: what it stands for and the rows under it."""

    key: Key
    record: int | Project | FormRecord
    children: tuple["Wanted", ...] = ()


@dataclass(eq=False)
class _Node:
    id: int
    key: Key
    record: int | Project | FormRecord
    parent: "_Node | None"
    place: int = 0
    children: list["_Node"] = field(default_factory=list)


def listed(projects: Iterable[Project], forms: Iterable[FormRecord]) -> tuple[Wanted, ...]:
    """The rows of the tree: newest year first, projects and forms in the ledger's order."""
    under: dict[int, list[Wanted]] = {}
    for form in forms:
        under.setdefault(form.project, []).append(Wanted(("form", form.id), form))
    years: dict[int, list[Wanted]] = {}
    for project in projects:
        row = Wanted(("project", project.id), project, tuple(under.get(project.id, ())))
        years.setdefault(project.year, []).append(row)
    return tuple(Wanted(("year", year), year, tuple(years[year])) for year in sorted(years, reverse=True))


class LedgerModel(QAbstractItemModel):
    """The rows of a ledger. `names` are the forms' short names by form id of the catalog."""

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._root = _Node(0, ("", 0), 0, None)
        self._nodes: dict[int, _Node] = {}
        self._by_key: dict[Key, _Node] = {}
        self._last_id = 0

    def show(self, projects: Iterable[Project], forms: Iterable[FormRecord]) -> None:
        """Makes the rows those of the ledger, touching only what differs."""
        self._sync(self._root, listed(projects, forms))

    def touch(self, record: FormRecord) -> None:
        """Repaints the row of a form whose record changed and nothing else."""
        node = self._by_key.get(("form", record.id))
        if node and node.record != record:
            node.record = record
            self.dataChanged.emit(self._index(node), self._index(node))

    def index_of(self, kind: str, number: int) -> QModelIndex:
        node = self._by_key.get((kind, number))
        return self._index(node) if node else QModelIndex()

    # What Qt asks of a model.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row].id)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self._node(index).parent
        return self._index(above) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._node(parent).children)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self._node(index).record
        if role == NODE:
            return record
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(record)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(record).replace("\n", "，")
        return None

    def title(self, record: int | Project | FormRecord) -> str:
        """The words of a row."""
        if isinstance(record, Project):
            return record.name or "（未命名项目）"
        return self._names.get(record.form, record.form) if isinstance(record, FormRecord) else f"{record} 年度"

    def _told(self, record: int | Project | FormRecord) -> str:
        """The row in full: what does not fit in its line."""
        if isinstance(record, FormRecord):
            lines = [self.title(record), f"{standing(record).word}，已填 {record.filled} / {record.wanted} 项"]
            lines += [f"总分 {record.total}　{record.grade}".rstrip()] if record.total else []
            return "\n".join([*lines, f"有 {record.errors} 处错误"] if record.errors else lines)
        if isinstance(record, Project):
            return "\n".join(filter(None, (self.title(record), record.code)))
        return self.title(record)

    # Keeping the rows.

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _index(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.place, 0, node.id)

    def _sync(self, node: _Node, wanted: tuple[Wanted, ...]) -> None:
        keys = {each.key for each in wanted}
        for child in reversed(node.children):
            if child.key not in keys:
                self._remove(node, child)
        for place, each in enumerate(wanted):
            if place < len(node.children) and node.children[place].key == each.key:
                self._update(node.children[place], each)
                continue
            moved = next((child for child in node.children[place:] if child.key == each.key), None)
            if moved:
                self._remove(node, moved)
            self._insert(node, place, each)

    def _update(self, node: _Node, wanted: Wanted) -> None:
        if node.record != wanted.record:
            node.record = wanted.record
            self.dataChanged.emit(self._index(node), self._index(node))
        self._sync(node, wanted.children)

    def _insert(self, parent: _Node, place: int, wanted: Wanted) -> None:
        self.beginInsertRows(self._index(parent), place, place)
        parent.children.insert(place, self._made(parent, wanted))
        _number(parent)
        self.endInsertRows()

    def _made(self, parent: _Node, wanted: Wanted) -> _Node:
        self._last_id += 1
        node = _Node(self._last_id, wanted.key, wanted.record, parent)
        self._nodes[node.id] = self._by_key[node.key] = node
        node.children = [self._made(node, each) for each in wanted.children]
        _number(node)
        return node

    def _remove(self, parent: _Node, child: _Node) -> None:
        self.beginRemoveRows(self._index(parent), child.place, child.place)
        parent.children.remove(child)
        _number(parent)
        self._forget(child)
        self.endRemoveRows()

    def _forget(self, node: _Node) -> None:
        for child in node.children:
            self._forget(child)
        del self._nodes[node.id]
        if self._by_key.get(node.key) is node:
            del self._by_key[node.key]


def _number(parent: _Node) -> None:
    for place, child in enumerate(parent.children):
        child.place = place


class _Search(QSortFilterProxyModel):
    """The rows whose name or code has the words typed, with the rows above and below them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)

    def look_for(self, text: str) -> None:
        self._words = tuple(text.casefold().split())
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if not self._words:
            return True
        told = str(self.sourceModel().index(row, 0, parent).data(Qt.ItemDataRole.ToolTipRole)).casefold()
        return all(word in told for word in self._words)


class LedgerTree(QWidget):
    """The tree with its search box. Says which form was opened; the window decides what that means."""

    opened = Signal(int)
    """A form's id, double-clicked or entered."""
    menu_wanted = Signal(QPoint)
    selected = Signal()

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerTree")
        self.model = LedgerModel(names, self)
        self._found = _Search(self)
        self._found.setSourceModel(self.model)
        self.search = QLineEdit(placeholderText="查找项目或报表", clearButtonEnabled=True)
        self.search.setAccessibleName("查找项目或报表")
        self.search.textChanged.connect(self._look_for)
        self.view = _View(self)
        self.view.setModel(self._found)
        self.view.opened.connect(self._open)
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
        known = self.model.rowCount()
        self.model.show(desk.projects(), desk.forms())
        self._hint.setVisible(self.model.rowCount() == 0)
        if not known:
            self.view.expandAll()

    def clear(self) -> None:
        self.search.clear()
        self.model.show((), ())

    @property
    def current(self) -> int | Project | FormRecord | None:
        """What the selected row stands for."""
        index = self.view.currentIndex()
        return index.data(NODE) if index.isValid() else None

    def select(self, kind: str, number: int) -> None:
        """Makes this row the current one, unfolding what is above it."""
        index = self._found.mapFromSource(self.model.index_of(kind, number))
        if index.isValid() and index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _look_for(self, text: str) -> None:
        self._found.look_for(text)
        if text:
            self.view.expandAll()

    def _open(self, index: Index) -> None:
        record = index.data(NODE)
        if isinstance(record, FormRecord):
            self.opened.emit(record.id)

    def _menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))


class _View(QTreeView):
    opened = Signal(object)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A quiet chevron where there is something to fold; no lines."""
        if not self.model().hasChildren(index):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(palette.HINT))
        middle = QPointF(rect.right() - 7.5, rect.center().y() + 0.5)
        painter.drawPolyline(_DOWN.translated(middle) if self.isExpanded(index) else _RIGHT.translated(middle))
        painter.restore()


_DOWN = QPolygonF([QPointF(-3.5, -1.5), QPointF(0, 2), QPointF(3.5, -1.5)])
_RIGHT = QPolygonF([QPointF(-1.5, -3.5), QPointF(2, 0), QPointF(-1.5, 3.5)])


class _Row(QStyledItemDelegate):
    """Paints a row: shape, name, bar of how far it is, word of the state. Qt's stubs do not say what an option has."""

    HEIGHT = 28
    BAR = QSize(18, 4)

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(80, max(self.HEIGHT, option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text, option.icon = "", QIcon()
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        record = index.data(NODE)
        painter.save()
        box = option.rect.adjusted(2, 0, -6, 0)
        if isinstance(record, FormRecord):
            box = self._form(painter, option, box, record)
        painter.setPen(QColor(palette.HINT if isinstance(record, int) else palette.INK))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()

    def _form(self, painter: QPainter, option: Any, box: QRect, record: FormRecord) -> QRect:
        """The parts beside the name; gives back the room the name has."""
        state = standing(record)
        middle = box.center().y() + 1
        draw_shape(painter, state, QRectF(box.left(), middle - 6, 11, 11))
        width = option.fontMetrics.horizontalAdvance(state.word)
        painter.setPen(QColor(state.color))
        right = QRect(box.right() - width, box.top(), width + 1, box.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), state.word)
        bar = QRectF(right.left() - 8 - self.BAR.width(), middle - 2, self.BAR.width(), self.BAR.height())
        self._bar(painter, bar, record, state.color)
        return QRect(box.left() + 18, box.top(), int(bar.left()) - 8 - box.left() - 18, box.height())

    def _bar(self, painter: QPainter, box: QRectF, record: FormRecord, color: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.LINE))
        painter.drawRoundedRect(box, 2, 2)
        done = box.width() * min(record.filled, record.wanted) // max(record.wanted, 1)
        painter.setBrush(QColor(color))
        if done:
            painter.drawRoundedRect(QRectF(box.left(), box.top(), max(done, 4), box.height()), 2, 2)
