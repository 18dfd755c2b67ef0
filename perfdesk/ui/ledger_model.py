"""The rows of the ledger's tree as a Qt model: year → project → its forms.

`LedgerModel` shows what the desk lists, and when the desk changes it inserts, removes and repaints the rows that
differ; nothing is reset, so what is unfolded and selected stays. It computes nothing: a record carries its total,
grade and number of errors. Refuses to know how a row is painted (`tree.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from perfdesk.ledger import FormRecord, Project
from perfdesk.ui.standing import standing

NODE = Qt.ItemDataRole.UserRole
"""The role under which an index gives its year (int), Project or FormRecord."""

_OWED = "待填：还没有报表，双击可新建"

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, int]


class Wanted(NamedTuple):
    """A row as it should be: what it stands for and the rows under it."""

    key: Key
    record: int | Project | FormRecord
    children: tuple["Wanted", ...] = ()


@dataclass(eq=False)
class _Node:
    """A row as it is shown."""

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
        node = self._node(index)
        record = node.record
        if role == NODE:
            return record
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(node).replace("\n", "，")
        return None

    def title(self, record: int | Project | FormRecord) -> str:
        """The words of a row."""
        if isinstance(record, Project):
            return record.name or "（未命名项目）"
        return self._names.get(record.form, record.form) if isinstance(record, FormRecord) else f"{record} 年度"

    def _told(self, node: _Node) -> str:
        """The row in full: what does not fit in its line."""
        record = node.record
        if isinstance(record, FormRecord):
            lines = [self.title(record), f"{standing(record).word}，已填 {record.filled} / {record.wanted} 项"]
            lines += [f"总分 {record.total}　{record.grade}".rstrip()] if record.total else []
            return "\n".join([*lines, f"有 {record.errors} 处错误"] if record.errors else lines)
        if isinstance(record, Project):
            owed = "" if node.children else _OWED
            return "\n".join(filter(None, (self.title(record), record.code, owed)))
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
