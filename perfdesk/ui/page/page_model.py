"""The page's boxes as a Qt model: one row a box, in the page's order.

Knows which boxes changed when the document did and which have findings, and hands what is typed to the one door.
Refuses to know where boxes are on the screen (`geometry.py`) and how they look (`page_paint.py`).
"""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from perfdesk import typefaces
from perfdesk.core.audit import Finding
from perfdesk.core.layout.page import Box, Page
from perfdesk.core.sheet import Cell
from perfdesk.document import Document
from perfdesk.ui.edits import Bridge
from perfdesk.ui.findings.severity import SEVERITIES, shown
from perfdesk.ui.page import marks
from perfdesk.ui.page.canvas import Canvas, typed_text
from perfdesk.ui.page.grid import Grid, same_shape

Index = QModelIndex | QPersistentModelIndex


class PageModel(QAbstractListModel):
    """`renewed(grown)`: the boxes that look different were named by `dataChanged`; whether any row's height changed."""

    renewed = Signal(bool)
    reshaped = Signal()
    """Boxes came or went, and everybody has heard of it."""

    def __init__(self, bridge: Bridge, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.document = document
        self.canvas = self._laid_out()
        self._findings = self._found()

    @property
    def page(self) -> Page:
        return self.canvas.page

    @property
    def grid(self) -> Grid:
        return self.canvas.grid

    @property
    def readonly(self) -> bool:
        return self._bridge.desk.ledger.readonly

    def _laid_out(self) -> Canvas:
        page = self.document.page(typefaces.advance)
        return Canvas(self.document, page, Grid(page.boxes, len(page.heights), len(page.widths)))

    def _found(self) -> Mapping[tuple[int, int], tuple[Finding, ...]]:
        return marks.by_box(self.page, self.document.sheet, self.document.open_findings)

    def findings(self, box: Box) -> tuple[Finding, ...]:
        """What is told at a box, the gravest first."""
        return self._findings.get((box.row, box.column), ())

    def mark(self, box: Box) -> str:
        """The severity a box is marked with; blank where it has no findings."""
        return marks.gravest(self.findings(box))

    def renew(self) -> None:
        """Takes the document's page as it is now. Boxes that came, went or merged differently reset the model."""
        before, after = self.canvas, self._laid_out()
        if not same_shape(before.grid.boxes, after.grid.boxes):
            self.beginResetModel()
            self.canvas = after
            self._findings = self._found()
            self.endResetModel()
            self.reshaped.emit()
            return
        self.canvas = Canvas(self.document, after.page, before.grid.with_boxes(after.page.boxes))
        told, self._findings = self._findings, self._found()
        changed = [
            number
            for number, (old, new) in enumerate(zip(before.page.boxes, after.page.boxes, strict=True))
            if (old is not new and old != new) or told.get((new.row, new.column), ()) != self.findings(new)
        ]
        for number in changed:
            self.dataChanged.emit(self.index(number), self.index(number))
        self.renewed.emit(before.page.heights != after.page.heights)

    def box(self, index: Index) -> Box | None:
        return self.grid.boxes[index.row()] if index.isValid() else None

    def number(self, cell: Cell) -> int | None:
        """The box that shows a cell. A score of hers stands where the rule's would."""
        wanted = cell._replace(field="score") if cell.field.startswith("override") else cell
        box = self.page.by_cell.get(wanted)
        return None if box is None else self.grid.at(box.row, box.column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # an invalid index is a value
        return 0 if parent.isValid() else len(self.grid.boxes)

    def flags(self, index: Index) -> Qt.ItemFlag:
        box = self.box(index)
        if box is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        typeable = not self.readonly and (box.editable or self.canvas.cells(box) != box.cells)
        return flags | Qt.ItemFlag.ItemIsEditable if typeable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        box = self.box(index)
        if box is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return box.text
            case Qt.ItemDataRole.EditRole:
                return typed_text(box)
            case Qt.ItemDataRole.AccessibleTextRole:
                label = self.document.form.field(box.cell).label if box.cell else ""
                said = f"{label} {typed_text(box)}".strip() if label else box.text
                return "，".join((said, *(each.message for each in self.findings(box))))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(f"{SEVERITIES[shown(each)].word}：{each.message}" for each in self.findings(box))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What she typed goes through the one door. False where the disk refused: nothing has changed then."""
        box = self.box(index)
        if box is None or role != Qt.ItemDataRole.EditRole or str(value) == typed_text(box):
            return box is not None
        wanted = self.document.spread(self.canvas.cells(box), str(value))
        return self._bridge.push(self.document.plan(wanted))
