"""The rows of the ledger's tree as a Qt model: year → project → its forms.

`LedgerModel` shows what the desk lists, or what is left of it while she searches, and when that changes it inserts,
removes and repaints the rows that differ; nothing is reset, so what is unfolded and selected stays. It computes
nothing: a record carries its total, grade and number of errors. Refuses to know how a row is painted (`tree.py`).

The rows left by a search are picked here and not by a proxy of Qt's: asking one for each of two thousand rows took
longer than everything else a ledger is opened for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
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


class _Node:
    """A row as it is shown."""

    def __init__(self, number: int, key: Key, record: int | Project | FormRecord, parent: "_Node | None") -> None:
        self.id, self.key, self.record, self.parent = number, key, record, parent
        self.place = 0
        self.children: list[_Node] = []


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


def matching(rows: Iterable[Wanted], fits: Callable[[Wanted], bool]) -> tuple[Wanted, ...]:
    """The rows that fit, with all under them and with the rows above them."""
    kept: list[Wanted] = []
    for row in rows:
        if fits(row):
            kept.append(row)
        elif under := matching(row.children, fits):
            kept.append(row._replace(children=under))
    return tuple(kept)


class LedgerModel(QAbstractItemModel):
    """The rows of a ledger. `names` are the forms' short names by form id of the catalog."""

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._root = _Node(0, ("", 0), 0, None)
        self._nodes: dict[int, _Node] = {}
        self._by_key: dict[Key, _Node] = {}
        self._last_id = 0

    def show(self, projects: Iterable[Project], forms: Iterable[FormRecord], words: Sequence[str] = ()) -> None:
        """Makes the rows those of the ledger, touching only what differs. Of a search those whose name, code or state
        has all the words (in small letters)."""
        rows = listed(projects, forms)
        self._sync(self._root, matching(rows, lambda row: self._has(row, words)) if words else rows)

    def _has(self, row: Wanted, words: Sequence[str]) -> bool:
        told = self._told(row.record, bool(row.children)).casefold()
        return all(word in told for word in words)

    def touch(self, record: FormRecord) -> None:
        """Repaints the row of a form whose record changed and nothing else."""
        node = self._by_key.get(("form", record.id))
        if node and node.record != record:
            node.record = record
            self.dataChanged.emit(self._index(node), self._index(node))

    def index_of(self, kind: str, number: int) -> QModelIndex:
        node = self._by_key.get((kind, number))
        return self._index(node) if node else QModelIndex()

    def first_form(self) -> QModelIndex:
        """The uppermost row that is a form."""
        for year in self._root.children:
            for project in year.children:
                for form in project.children[:1]:
                    return self._index(form)
        return QModelIndex()

    @property
    def size(self) -> int:
        """How many rows there are, folded ones too."""
        return len(self._nodes)

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

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return bool(self._node(parent).children)

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
            return self._told(record, bool(node.children))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(record, bool(node.children)).replace("\n", "，")
        return None

    def title(self, record: int | Project | FormRecord) -> str:
        """The words of a row."""
        if isinstance(record, Project):
            return record.name or "（未命名项目）"
        return self._names.get(record.form, record.form) if isinstance(record, FormRecord) else f"{record} 年度"

    def _told(self, record: int | Project | FormRecord, parent: bool) -> str:
        """The row in full: what does not fit in its line."""
        if isinstance(record, FormRecord):
            lines = [self.title(record), f"{standing(record).word}，已填 {record.filled} / {record.wanted} 项"]
            lines += [f"总分 {record.total}　{record.grade}".rstrip()] if record.total else []
            return "\n".join([*lines, f"有 {record.errors} 处错误"] if record.errors else lines)
        if isinstance(record, Project):
            owed = "" if parent else _OWED
            return "\n".join(filter(None, (self.title(record), record.code, owed)))
        return self.title(record)

    # Keeping the rows.

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _index(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.place, 0, node.id)

    def _sync(self, node: _Node, wanted: tuple[Wanted, ...]) -> None:
        self._remove_gone(node, {each.key for each in wanted})
        known = {child.key for child in node.children}
        place = 0
        while place < len(wanted):
            end = _first(wanted, place, known)
            if end > place:
                self._insert(node, place, wanted[place:end])
                place = end
                continue
            if node.children[place].key != wanted[place].key:
                self._move(node, place, wanted[place])
            self._update(node.children[place], wanted[place])
            place += 1

    def _update(self, node: _Node, wanted: Wanted) -> None:
        if node.record != wanted.record:
            node.record = wanted.record
            self.dataChanged.emit(self._index(node), self._index(node))
        self._sync(node, wanted.children)

    def _move(self, parent: _Node, place: int, wanted: Wanted) -> None:
        """A row that stands further down is made anew where it belongs."""
        moved = next(child for child in parent.children[place:] if child.key == wanted.key)
        self._remove(parent, moved.place, moved.place)
        self._insert(parent, place, [wanted])

    def _insert(self, parent: _Node, place: int, wanted: Sequence[Wanted]) -> None:
        """Rows side by side, told to the view at once."""
        self.beginInsertRows(self._index(parent), place, place + len(wanted) - 1)
        parent.children[place:place] = [self._made(parent, each) for each in wanted]
        _number(parent, place)
        self.endInsertRows()

    def _made(self, parent: _Node, wanted: Wanted) -> _Node:
        self._last_id += 1
        node = _Node(self._last_id, wanted.key, wanted.record, parent)
        self._nodes[node.id] = self._by_key[node.key] = node
        if wanted.children:
            node.children = [self._made(node, each) for each in wanted.children]
            _number(node, 0)
        return node

    def _remove_gone(self, node: _Node, keys: Set[Key]) -> None:
        """The rows that are not wanted any more, those side by side at once, the last first."""
        last = len(node.children) - 1
        while last >= 0:
            first = last
            while first >= 0 and node.children[first].key not in keys:
                first -= 1
            if first < last:
                self._remove(node, first + 1, last)
            last = first - 1

    def _remove(self, parent: _Node, first: int, last: int) -> None:
        self.beginRemoveRows(self._index(parent), first, last)
        gone = parent.children[first : last + 1]
        del parent.children[first : last + 1]
        _number(parent, first)
        for child in gone:
            self._forget(child)
        self.endRemoveRows()

    def _forget(self, node: _Node) -> None:
        for child in node.children:
            self._forget(child)
        del self._nodes[node.id]
        if self._by_key.get(node.key) is node:
            del self._by_key[node.key]


def _number(parent: _Node, first: int) -> None:
    for place in range(first, len(parent.children)):
        parent.children[place].place = place


def _first(wanted: Sequence[Wanted], start: int, known: Set[Key]) -> int:
    """Where from `start` on the first row stands that is there already; the end where none is."""
    while start < len(wanted) and wanted[start].key not in known:
        start += 1
    return start
