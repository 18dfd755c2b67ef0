"""The part of the preview that prints: printer, pages, copies, both sides, and how far it is.

Knows what is asked for a print, and says beside it what cannot be; refuses to print (`printing.py`). With no printer it
says so and offers the PDF.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.layout.print_order import chosen_pages
from perfdesk.formats.picture import Size
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.flow import together
from perfdesk.ui.paper.printing import Printer, PrintWish, paper

NO_PRINTER = "这台电脑没有可用的打印机。可以导出 PDF，拿到能打印的电脑上打印；接好打印机以后，再点「重新查找」。"
_BOTH = (("单面", ""), ("双面，沿长边翻转", "long"), ("双面，沿短边翻转", "short"))
_WIDTH = 236


class PrintSide(QFrame):
    wanted = Signal(object)
    """A PrintWish."""
    cancelled = Signal()
    export_wanted = Signal()
    refreshed = Signal()
    """She wants the printers looked for again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("printSide")
        self.setFixedWidth(_WIDTH)
        self._sizes: tuple[Size, ...] = ()
        self._page = 0
        self._printers: tuple[Printer, ...] = ()
        self.fault = label(look="fault", wrap=True)
        self.paper = label(look="hint", wrap=True)
        self.form, self.nothing = self._made_form(), self._made_nothing()
        column = _column(self, 0)
        column.addWidget(self.form, 1)
        column.addWidget(self.nothing, 1)
        self.show_progress(0, 0)
        self.tell("")
        self.show_printers(())

    # What it is told.

    def show_printers(self, printers: tuple[Printer, ...]) -> None:
        """The one she chose stays chosen, where it is still there."""
        chosen, self._printers = self.printer.currentText(), printers
        self.printer.clear()
        self.printer.addItems([each.name for each in printers])
        self.printer.setCurrentIndex(max(0, self.printer.findText(chosen)))
        self.form.setVisible(bool(printers))
        self.nothing.setVisible(not printers)
        self._check()

    def show_pages(self, sizes: tuple[Size, ...]) -> None:
        self._sizes = sizes
        self.every.setText(f"全部（{len(sizes)} 页）")
        self._check()

    def show_page(self, page: int) -> None:
        """The page in front."""
        self._page = page
        self.this.setText(f"当前页（第 {page + 1} 页）")

    def show_progress(self, done: int, total: int) -> None:
        """While it prints only cancelling is possible; a total of 0 is over."""
        self.progress.setVisible(bool(total))
        self.progress.setMaximum(max(1, total))
        self.progress.setValue(done)
        self.cancel.setVisible(bool(total))
        self.go.setVisible(not total)
        self._fields.setEnabled(not total)
        if total:
            self.tell(f"正在打印 {done} / {total}")

    def tell(self, text: str, *, fault: bool = False) -> None:
        for each, said in ((self.fault, text if fault else ""), (self.told, "" if fault else text)):
            each.setText(said)
            each.setVisible(bool(said))

    @property
    def first(self) -> QPushButton:
        """The button the keys begin with."""
        return self.go if self._printers else self.export

    # What she wants.

    def wish(self) -> PrintWish | None:
        """What is asked for now; None where it cannot be, which is said."""
        pages = self._pages()
        if pages is None:
            self.tell(f"页码要写成 1-3,5 这样，最大到 {len(self._sizes)}。", fault=True)
            self.range.setFocus()
            return None
        both = self.both.currentData() or ""
        return PrintWish(self.printer.currentText(), pages, self.copies.value(), self.collate.isChecked(), both)

    def _pages(self) -> tuple[int, ...] | None:
        if self.this.isChecked():
            return (self._page,)
        if self.some.isChecked():
            return chosen_pages(self.range.text(), len(self._sizes))
        return tuple(range(len(self._sizes))) or None

    def _print(self) -> None:
        wish = self.wish()
        if wish:
            self.wanted.emit(wish)

    def _check(self) -> None:
        """What follows from the printer: whether it prints both sides, whether it has the paper."""
        printer = next((each for each in self._printers if each.name == self.printer.currentText()), None)
        can = bool(printer and printer.both_sides)
        self.both.setEnabled(can)
        if not can:
            self.both.setCurrentIndex(0)
        papers = list(dict.fromkeys(paper(size).name() for size in self._sizes))
        lacking = [each for each in papers if printer and printer.sizes and each not in printer.sizes]
        words = f"纸张：{'、'.join(papers)}，按原大小打印，不缩放。" if papers else ""
        self.paper.setText(f"这台打印机没有 {'、'.join(lacking)} 纸，印出来会缺一部分。" if lacking else words)
        self.paper.setVisible(bool(self.paper.text()))

    # How it stands.

    def _scrolled(self, widget: QWidget) -> QScrollArea:
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameStyle(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(widget)
        return scroll

    def _made_form(self) -> QWidget:
        self.printer = dressed(QComboBox(), spoken="打印机")
        self.printer.setMinimumContentsLength(8)
        self.printer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer.currentIndexChanged.connect(lambda _: self._check())
        self.copies = dressed(QSpinBox(minimum=1, maximum=99, suffix=" 份"), spoken="份数")
        self.collate = QCheckBox("逐份打印")
        self.collate.setChecked(True)
        self.both = dressed(QComboBox(), spoken="双面打印")
        for words, mode in _BOTH:
            self.both.addItem(words, mode)
        self.go = dressed(QPushButton("打印"), look="primary")
        self.go.clicked.connect(self._print)
        self.cancel = QPushButton("取消打印")
        self.cancel.clicked.connect(self.cancelled.emit)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedHeight(6)
        self.told = label(look="hint", wrap=True)
        self._fields = QWidget()
        fields = _column(self._fields, 4)
        fields.setContentsMargins(14, 12, 14, 0)
        for heading, parts in (
            ("打印机", (self.printer, self.paper)),
            ("页码", self._range_parts()),
            ("份数", (together(self.copies, self.collate),)),
            ("单双面", (self.both,)),
        ):
            fields.addWidget(label(heading, "heading"))
            for part in parts:
                fields.addWidget(part)
            fields.addSpacing(8)
        fields.addStretch(1)
        return self._with_foot()

    def _with_foot(self) -> QWidget:
        """In a low window the fields scroll; the button stays in sight."""
        whole, foot = QWidget(), QWidget()
        below = _column(foot, 8)
        below.setContentsMargins(14, 8, 14, 12)
        for part in (self.progress, self.told, self.fault, self.go, self.cancel):
            below.addWidget(part)
        column = _column(whole, 0)
        column.addWidget(self._scrolled(self._fields), 1)
        column.addWidget(foot)
        return whole

    def _range_parts(self) -> tuple[QWidget, ...]:
        self.every, self.this, self.some = (QRadioButton(words) for words in ("全部", "当前页", "第"))
        self.every.setChecked(True)
        self.some.setAccessibleName("指定页码")
        self._which = QButtonGroup(self)
        for button in (self.every, self.this, self.some):
            self._which.addButton(button)
        self.range = dressed(QLineEdit(placeholderText="1-3,5"), spoken="页码范围")
        self.range.textEdited.connect(lambda _: self._typed_range())
        self.range.returnPressed.connect(self._print)
        return self.every, self.this, together(self.some, self.range, label("页"))

    def _typed_range(self) -> None:
        self.some.setChecked(True)
        self.tell("")

    def _made_nothing(self) -> QWidget:
        whole = QWidget()
        column = _column(whole, 10)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(label("打印", "heading"))
        column.addWidget(label(NO_PRINTER, wrap=True))
        self.export = dressed(QPushButton("导出 PDF…"), look="primary")
        self.export.clicked.connect(self.export_wanted.emit)
        again = QPushButton("重新查找")
        again.clicked.connect(self.refreshed.emit)
        column.addWidget(self.export)
        column.addWidget(again)
        column.addStretch(1)
        return whole


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
