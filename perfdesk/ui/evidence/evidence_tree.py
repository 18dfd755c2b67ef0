"""The list of 佐证材料: a line an indicator with what reviewers expect to see, below it a line a file.

Knows how it is filled, which word a key stands for, and over which indicator files are let go. Refuses to know what a
word does (`evidence_page.py`).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QFrame, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem

from perfdesk import catalog
from perfdesk.core.evidence import Attachment, Proof, size
from perfdesk.core.layout.evidence_list import FINGERPRINT
from perfdesk.document import Document
from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed

NAME, NOTE = 1, 4
"""Columns of a file that are typed into."""
FILE, ROW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_HEADINGS = ("编号", "指标和材料", "大小", "校验", "备注")
_WIDTHS = (104, 0, 76, 84)
_HEIGHT = QSize(0, 28)
_WHOLE, _LOST = "整张表", "指标已删除"
_ABOUT_WHOLE = "批复、方案等不属于某一项指标的"
_ABOUT_LOST = "可以改到别的指标，或移除；不列入目录"


class EvidenceTree(QTreeWidget):
    let_go = Signal(int, object)
    """The row over which files were let go (0: the whole form), and their paths."""
    acted = Signal(str)
    """The word of the button a key stands for."""

    def __init__(self) -> None:
        super().__init__()
        dressed(self, look="evidence", spoken="佐证材料")
        self.setHeaderLabels(list(_HEADINGS))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(14)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(True)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        for column in (NAME, NOTE):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(True)

    @property
    def row(self) -> int:
        """The indicator she stands on, or on a file of; 0 for the whole form."""
        item = self.currentItem()
        return item.data(0, ROW) if item else 0

    @property
    def chosen(self) -> list[Attachment]:
        """The files selected, in their order."""
        return [file for item in self.items() if item.isSelected() and (file := item.data(0, FILE))]

    def items(self) -> list[QTreeWidgetItem]:
        tops = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        return [item for top in tops if top for item in (top, *(top.child(at) for at in range(top.childCount())))]

    def show_document(self, document: Document) -> None:
        """The indicators of a form with their files. She stays where she was; what is shown is nothing typed."""
        kept = self._place(self.currentItem())
        self.blockSignals(True)
        self.clear()
        _fill(self, document)
        self.expandAll()
        self._return_to(kept)
        self.blockSignals(False)
        self.itemSelectionChanged.emit()

    def edit_current(self, column: int) -> None:
        item = self.currentItem()
        if item is not None and item.data(0, FILE):
            self.editItem(item, column)

    @property
    def editor(self) -> QLineEdit | None:
        """Where a name or a note is being typed. Qt leaves those that were closed lying about for a moment."""
        return next((each for each in self.viewport().findChildren(QLineEdit) if each.isVisible()), None)

    def finish(self) -> None:
        """What is being typed is taken over."""
        editor = self.editor
        if editor:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def take(self, at: QPoint, urls: Sequence[QUrl]) -> None:
        """Files let go at a point."""
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        item = self.itemAt(at)
        if paths:
            self.let_go.emit(item.data(0, ROW) if item else 0, paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        words = {
            (Qt.Key.Key_Delete, False): "移除", (Qt.Key.Key_F2, False): "改名", (Qt.Key.Key_Insert, False): "附上…",
            (Qt.Key.Key_Up, True): "上移", (Qt.Key.Key_Down, True): "下移",
        }  # fmt: skip
        word = words.get((Qt.Key(event.key()), alt))
        if word:
            self.acted.emit(word)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Where they would go is where she stands."""
        item = self.itemAt(event.position().toPoint())
        if item:
            self.setCurrentItem(item)
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(event.position().toPoint(), event.mimeData().urls())

    def _place(self, item: QTreeWidgetItem | None) -> tuple[int, int] | None:
        """A file's id, or 0, and the row."""
        if item is None:
            return None
        file: Attachment | None = item.data(0, FILE)
        return (file.id if file else 0, item.data(0, ROW))

    def _return_to(self, kept: tuple[int, int] | None) -> None:
        """Where the file is gone, to its indicator; where she stood nowhere, to the first."""
        places = {self._place(item): item for item in self.items()}
        item = places.get(kept) or next((each for place, each in places.items() if _same_file(place, kept)), None)
        item = item or places.get((0, kept[1]) if kept else None) or self.topLevelItem(0)
        if item:
            self.setCurrentItem(item)


def _same_file(place: tuple[int, int] | None, kept: tuple[int, int] | None) -> bool:
    """A file that went over to another indicator is the same."""
    return place is not None and kept is not None and place[0] == kept[0] != 0


def _fill(tree: QTreeWidget, document: Document) -> None:
    rules, missing = catalog.evidence_rules(), document.unproved
    kept: dict[int, list[Proof]] = {}
    for proof in document.proofs:
        kept.setdefault(proof.file.row if proof.number else -1, []).append(proof)
    for place, (id_, row) in enumerate(document.filled.rows.items(), 1):
        expected = rules.of(row.name, row.sort)
        about = f"一般要看：{'、'.join(expected)}" if expected else ""
        name = " ".join(row.name.split())
        _add(
            tree,
            id_,
            f"{place:02}",
            name,
            f"缺佐证材料。{about}" if id_ in missing else about,
            kept.get(id_, ()),
            id_ in missing,
        )
    _add(tree, 0, "00", _WHOLE, _ABOUT_WHOLE, kept.get(0, ()))
    if -1 in kept:
        _add(tree, 0, "", _LOST, _ABOUT_LOST, kept[-1], warned=True)


def _add(
    tree: QTreeWidget, row: int, number: str, name: str, about: str, files: Iterable[Proof], warned: bool = False
) -> None:
    """An indicator and its files."""
    top = QTreeWidgetItem(tree, [number, name, "", "", about])
    top.setData(0, ROW, row)
    font = QFont(tree.font())
    font.setBold(True)
    top.setFont(NAME, font)
    top.setSizeHint(NAME, _HEIGHT)
    top.setForeground(NOTE, QColor(palette.WARNING if warned else palette.HINT))
    top.setToolTip(NOTE, about)
    for proof in files:
        file = proof.file
        line = QTreeWidgetItem(
            top, [proof.number, file.file_name, size(file.size), file.sha256[:FINGERPRINT], file.note]
        )
        line.setData(0, FILE, file)
        line.setData(0, ROW, row)
        line.setFlags(line.flags() | Qt.ItemFlag.ItemIsEditable)
        line.setSizeHint(NAME, _HEIGHT)
        line.setToolTip(NAME, file.file_name)
        line.setToolTip(NOTE, file.note)
        line.setToolTip(3, f"由文件内容算出，文件改动一个字就不同：\n{file.sha256}")
