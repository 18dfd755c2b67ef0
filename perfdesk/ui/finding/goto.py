"""转到: a project or form by any part of its name, its code or the first letters of its pinyin.

Knows what can be gone to, what is found and in which order, and how the list is shown. Refuses to know what going
there means (`find_acts.py`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QFrame, QListView, QStyledItemDelegate, QWidget

from perfdesk.core.meaning.initials import found_by, initials
from perfdesk.ledger import FormRecord, Project
from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.icons import icon
from perfdesk.ui.page.overlay import Overlay
from perfdesk.ui.standing import draw_shape, standing

Index = QModelIndex | QPersistentModelIndex
PLACE = Qt.ItemDataRole.UserRole
_MOST = 200
"""Rows that are listed: nobody reads on, she types on."""
_ROW, _HEIGHT = 28, 380
_WALKS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Place(NamedTuple):
    """A project or form. `words` is all it may be found by."""

    record: Project | FormRecord
    name: str
    beside: str
    words: tuple[str, ...]


def places(projects: Iterable[Project], forms: Iterable[FormRecord], title: Callable[[FormRecord], str]) -> list[Place]:
    """Everything in the ledger, each project before its forms."""
    under: dict[int, list[FormRecord]] = {}
    for form in forms:
        under.setdefault(form.project, []).append(form)
    listed = []
    for project in projects:
        name, year = project.name or "（未命名项目）", f"{project.year} 年度"
        listed.append(Place(project, name, f"项目　{year}", (name, project.code, year)))
        for form in under.get(project.id, ()):
            told = title(form)
            listed.append(Place(form, name, f"{told}　{form.year} 年度", (name, project.code, told, f"{form.year}")))
    return listed


def matching(listed: Sequence[Place], typed: str) -> list[Place]:
    """The places that have every word typed; those whose name begins with it first, forms before projects."""
    words = typed.split()
    known: dict[tuple[str, str], bool] = {}

    def has(word: str, text: str) -> bool:
        if (word, text) not in known:
            known[word, text] = found_by(word, text)
        return known[word, text]

    found = [place for place in listed if all(any(has(word, text) for text in place.words) for word in words)]
    return sorted(found, key=lambda place: (not _begins(place.name, typed), isinstance(place.record, Project)))


def _begins(name: str, typed: str) -> bool:
    start = typed.strip().casefold()
    return bool(start) and (name.casefold().startswith(start) or initials(name).startswith(start))


class GoTo(Overlay):
    """`chosen(Project | FormRecord)`."""

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "转到：项目或报表的名称、编码或拼音首字母")
        self._listed: list[Place] = []
        self.model = _Places(self)
        self.list = dressed(QListView(), look="findings", spoken="找到的项目和报表")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._go)
        self._count = label(look="hint")
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._count)
        self.line.textChanged.connect(self._narrow)
        self.entered.connect(lambda: self._go(self.list.currentIndex()))

    def lay_out(self, listed: list[Place], typed: str = "") -> None:
        """Shows it over the window with these places to go to."""
        self._listed = listed
        self.lay(typed, _HEIGHT)
        self._narrow(typed)

    def walked(self, event: QKeyEvent) -> bool:
        if event.key() not in _WALKS:
            return False
        QApplication.sendEvent(self.list, QKeyEvent(event))
        return True

    def _narrow(self, typed: str) -> None:
        found = matching(self._listed, typed)
        self.model.show(found[:_MOST])
        self.list.setCurrentIndex(self.model.index(0))
        more = f"，先列出前 {_MOST} 个" if len(found) > _MOST else ""
        self._count.setText(f"{len(found)} 个{more}　↑↓ 选择　Enter 打开　Esc 收起" if found else "没有找到。")

    def _go(self, index: Index) -> None:
        place: Place | None = index.data(PLACE)
        if place:
            self.leave()
            self.chosen.emit(place.record)


class _Places(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._places: Sequence[Place] = ()

    def show(self, found: Sequence[Place]) -> None:
        self.beginResetModel()
        self._places = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # an invalid index is a value
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self._places[index.row()]
        if role == PLACE:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return place.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{place.name}，{place.beside}"
        return None


class _Row(QStyledItemDelegate):
    """Shape, name, and quietly at the right what it is."""

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(80, max(_ROW, option.fontMetrics.height() + 8))

    def initStyleOption(self, option: Any, index: Index) -> None:
        """Qt draws the row itself, we what is in it."""
        super().initStyleOption(option, index)
        option.text, option.icon = "", QIcon()

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        super().paint(painter, option, index)
        place: Place = index.data(PLACE)
        box = option.rect.adjusted(8, 0, -8, 0)
        painter.save()
        mark = QRectF(box.left(), box.center().y() - 5, 11, 11)
        if isinstance(place.record, FormRecord):
            draw_shape(painter, standing(place.record), mark)
        else:
            icon("folder-open", palette.HINT).paint(painter, mark.toRect().adjusted(-2, -2, 2, 2))
        beside = option.fontMetrics.horizontalAdvance(place.beside)
        painter.setPen(QColor(palette.HINT))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(box, right, place.beside)
        painter.setPen(QColor(palette.INK))
        room = box.adjusted(20, 0, -beside - 16, 0)
        text = option.fontMetrics.elidedText(place.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()
