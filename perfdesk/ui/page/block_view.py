"""What is done with the selected block: clipboard, filling, counting.

Knows which cells are meant and what the clipboard holds. What a step changes is planned by `blocks.py` and
`pasting.py`; a paste that does not fit is shown and asked for by `paste_bar.py`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from perfdesk.core.meaning.numerals import Tally
from perfdesk.core.step import Step
from perfdesk.document import Document
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page import blocks
from perfdesk.ui.page.grid import Block
from perfdesk.ui.page.headings import BREADTH, LENGTH
from perfdesk.ui.page.moves import Place
from perfdesk.ui.page.page_paint import Sight
from perfdesk.ui.page.rows_view import READ_ONLY, RowsView
from perfdesk.ui.palette import Colours

if TYPE_CHECKING:
    from perfdesk.formats.clipboard import Copied
    from perfdesk.ui.page.paste_bar import PasteBar
    from perfdesk.ui.page.pasting import Paste


class BlockView(RowsView):
    """`counted(Tally | None)`: what is in the selected cells, None where only one is."""

    counted = Signal(object)

    def __init__(self, bridge: Bridge, document: Document, parent: QWidget | None, colours: Colours) -> None:
        self.asking: PasteBar | None = None
        """The bar that asks about a paste, where it does."""
        self._counted: Tally | None = None
        super().__init__(bridge, document, parent, colours)
        self.selected.connect(self._count)
        self.page_model.renewed.connect(self._count)

    @property
    def _several(self) -> bool:
        """Whether more than the current cell is selected."""
        return self.block != self._box_block(self.place)

    def copy(self) -> None:
        """The selected block onto the clipboard, as text and as a table."""
        from perfdesk.formats import clipboard

        if self.settle():
            table = blocks.copied(self._canvas, self.block)
            data = self._made_by_qt()
            data.setText(clipboard.tab_text(table))
            data.setHtml(clipboard.html(table))
            QGuiApplication.clipboard().setMimeData(data)

    def _made_by_qt(self) -> QMimeData:
        """Empty data for the clipboard. The clipboard outlives Python, and would take what Python made down with it."""
        data = self.page_model.mimeData([self.currentIndex()])
        for kind in data.formats():
            data.removeFormat(kind)
        return data

    def cut(self) -> None:
        """Copied, then cleared: what is cut is gone at once, and pasted where she wants it as often as she wants."""
        self.copy()
        self._carry_out(lambda: blocks.cleared(self._canvas, self.block, "剪切"))

    def paste(self) -> None:
        """The clipboard's table from the current cell on; a single text into every selected cell. What does not fit is
        shown and asked for."""
        from perfdesk.ui.page import pasting

        if self.page_model.readonly:
            self.told.emit(READ_ONLY)
            return
        table = self._on_clipboard() if self.settle() else None
        if not table:
            return
        alone = len(table) == 1 and len(table[0]) == 1
        if alone and self._several:
            self._carry_out(lambda: blocks.filled(self._canvas, self.block, table[0][0].text))
            return
        laid = (pasting.laid(self._canvas, start, table, repeats=self._several) for start in self._starts(table))
        paste = min(laid, key=lambda each: each.homeless)
        if paste.fits:
            self._lay(paste, paste.step)
        else:
            self._ask(paste)

    def _starts(self, table: "Sequence[Sequence[Copied]]") -> list[Block]:
        """Where a table may go. Over whole rows it begins where least of it is lost: at the margin, at the cursor or
        with the first field."""
        if not self.whole_rows:
            return [self.block if self._several else self._box_block(self.place)]
        columns = self.grid.columns
        return [self.block._replace(left=left, right=min(left + len(table[0]) - 1, columns)) for left in self._lefts()]

    def _lefts(self) -> list[int]:
        return list(dict.fromkeys((1, self.place[1], min(self.document.form.indicators.columns.values()))))

    def _on_clipboard(self) -> "Sequence[Sequence[Copied]] | None":
        """The table on the clipboard. Paragraphs that come into a field of the form, and not from a table, are one
        text."""
        from perfdesk.formats import clipboard

        data, cell = QGuiApplication.clipboard().mimeData(), self.current_cell()
        html, text = data.html(), data.text()
        if not text and not clipboard.tabular(html, text):
            self.told.emit("剪贴板里没有文字。")
            return None
        if cell and not cell.section and not clipboard.tabular(html, text):
            return [[clipboard.Copied(text.rstrip("\r\n"))]]
        return clipboard.block(html, text)

    def _lay(self, paste: "Paste", step: Step) -> None:
        left = f"另有 {paste.homeless} 格放不进去，没有粘贴。" if paste.homeless else ""
        if self._carry_out(lambda: step):
            if left:
                self.told.emit(f"已{step.act}，{left}")
            self._select_pasted(paste)

    def _select_pasted(self, paste: "Paste") -> None:
        row, column = paste.start
        bottom = min(row + len(paste.table) - 1, self.grid.rows)
        right = min(column + len(paste.table[0]) - 1, self.grid.columns)
        if self.grid.at(row, column) is not None and self.grid.at(bottom, right) is not None:
            self.select_block(Block(row, column, bottom, right))

    def _ask(self, paste: "Paste") -> None:
        """Shows what would go where, in a bar below the page and on the page."""
        from perfdesk.ui.page.paste_bar import PasteBar

        self.give_up_paste()
        self.asking = bar = PasteBar(self)
        bar.chosen.connect(self._decided)
        bar.given_up.connect(self.give_up_paste)
        bar.ask(paste)
        self.setViewportMargins(LENGTH, BREADTH, 0, bar.height_at(self.viewport().geometry().right() + 1))
        self._arrange()
        top, left = paste.start
        bottom = min(top + len(paste.table) - 1, self.grid.rows)
        self._bring(self._on_screen(self._geometry.rect(Block(top, left, bottom, left))))
        self.setFocus()

    def _decided(self, step: Step) -> None:
        paste = self.asking.paste if self.asking else None
        self.give_up_paste()
        if paste:
            self._lay(paste, step)

    def give_up_paste(self) -> None:
        """Nothing is pasted; the page has its room again."""
        if self.asking is None:
            return
        bar, self.asking = self.asking, None
        self.setFocus()
        bar.hide()
        bar.deleteLater()
        self.setViewportMargins(LENGTH, BREADTH, 0, 0)
        self._arrange()

    def _arrange(self) -> None:
        super()._arrange()
        if self.asking:
            page = self.viewport().geometry()
            width = page.right() + 1
            self.asking.setGeometry(0, page.bottom() + 1, width, self.asking.height_at(width))

    def _put(self, place: Place, extend: bool = False, along: str = "") -> None:
        self.give_up_paste()
        super()._put(place, extend, along)

    def answers(self, event: QKeyEvent) -> bool:
        """Keys for what she is asked."""
        return bool(self.asking and self.asking.takes(event)) or self.drops_rows(event)

    def draw_over(self, painter: QPainter, sight: Sight) -> None:
        super().draw_over(painter, sight)
        if self.asking and self.asking.paste:
            from perfdesk.ui.page.paste_bar import draw_paste

            rows = self._row_range()
            draw_paste(painter, sight, self.asking.paste, rows[-1] if rows else rows.start)

    def insert_copied(self) -> None:
        """The rows on the clipboard as new indicator rows above the current one."""
        from perfdesk.ui.page import pasting, rows

        sheet, chosen = self.document.sheet, self._canvas.rows(self.block)
        if not chosen and sheet.rows:
            self.told.emit("请先把光标放到一行绩效指标上。")
            return
        table = self._on_clipboard() if self.settle() else None
        if not table:
            return
        first = self.document.form.indicators.first
        place = sheet.rows.index(chosen[0]) if chosen else 0
        lefts = self._lefts() if self.whole_rows or len(table[0]) >= self.grid.columns else [self.block.left]
        found = pasting.rows_of(self._canvas, first + place, lefts, table)
        if not found or len(found) > pasting.MOST_ROWS:
            self.told.emit("剪贴板里没有可以插入的行。" if not found else f"一次最多插入 {pasting.MOST_ROWS} 行。")
            return
        act = f"插入复制的 {len(found)} 行"
        self._make_rows(len(found), place, lambda at: rows.inserted(self.document, at, found, act))

    def clear(self) -> None:
        self._carry_out(lambda: blocks.cleared(self._canvas, self.block))

    def fill_down(self) -> None:
        self._carry_out(lambda: blocks.filled_down(self._canvas, self.block))

    def fill_right(self) -> None:
        self._carry_out(lambda: blocks.filled_right(self._canvas, self.block))

    def fill(self, text: str) -> bool:
        """What is typed into the current cell into every selected one. False where the disk refused."""
        step = blocks.filled(self._canvas, self.block, text, self.current_box())
        return step.empty or self._bridge.push(step)

    def enter_today(self) -> None:
        """Ctrl+; as in Excel: today's date into the current cell."""
        today = QDate.currentDate()
        text = f"{today.year()}年{today.month()}月{today.day()}日"
        self._carry_out(lambda: blocks.filled(self._canvas, self._box_block(self.place), text))

    def _count(self) -> None:
        counted = self.figures()
        if counted != self._counted:
            self._counted = counted
            self.counted.emit(counted)

    def figures(self) -> Tally | None:
        """What is in the selected block; None where only one cell is selected."""
        return blocks.figures(self._canvas, self.block) if self._several else None
