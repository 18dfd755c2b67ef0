"""Printing: the very pages of a PDF on a printer, in a thread of its own.

Knows Qt's printers, and that each page brings its own paper: size and orientation are the page's, nothing is scaled,
and margins are those the form was laid out with. A page is drawn in bands, so that no printer's resolution needs more
memory than a screen. Refuses to know which pages are wanted, and in which order (`core/layout/print_order.py`).

Where Qt cannot print on this PC (a bare system without its libraries) there are simply no printers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.layout.print_order import Sheet, order
from perfdesk.formats.picture import Clip, Pictures, Size
from perfdesk.ui.beside import Beside, CancelledError, Told
from perfdesk.ui.paper.preview_drawer import image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST = 600
"""Dots to the inch beyond which a form gains nothing, and a spool file grows without end."""
_NOT_TAKEN = "打印机没有接受这次打印，请检查打印机后再试。"
_BAND = 4 << 20
"""Pixels drawn at a time."""


class Printer(NamedTuple):
    name: str
    default: bool
    both_sides: bool
    sizes: frozenset[str]
    """The papers it takes, by the names of Qt; empty where it does not say."""


class PrintWish(NamedTuple):
    """What is printed where. `pages` count from 0; `both`: nothing, `long` or `short`, the edge sheets turn over."""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    collate: bool = True
    both: str = ""


def printers() -> tuple[Printer, ...]:
    """The printers of this PC, the default one first; none where printing is not possible at all."""
    try:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
    except ImportError:
        return ()
    both = {QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide, QPrinter.DuplexMode.DuplexAuto}
    found = [
        Printer(
            each.printerName(),
            each.isDefault(),
            bool(both & set(each.supportedDuplexModes())),
            frozenset(size.name() for size in each.supportedPageSizes()),
        )
        for each in QPrinterInfo.availablePrinters()
    ]
    return tuple(sorted(found, key=lambda each: not each.default))


def paper(size: Size) -> QPageSize:
    """The paper of a page as Qt has papers: always upright, and A4 where it is A4 within a hair."""
    upright = QSizeF(min(size), max(size))
    return QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


class PrintJob(Beside):
    """Prints pages of a PDF, side by side. With `output` it prints into a file, as a printer would. Cancelled, it ends
    after the page at hand; the printer is told to throw away what it has."""

    fault = "程序出错，没有打印完。"

    def __init__(self, data: bytes, wish: PrintWish, parent: QObject | None = None, output: Path | None = None) -> None:
        super().__init__(self._printed, parent)
        self._data, self._wish, self._output = data, wish, output

    def _printed(self, _told: Told) -> None:
        with Pictures(self._data) as pictures:
            self._print(pictures)

    def _print(self, pictures: Pictures) -> None:
        wish, printer = self._wish, self._printer(pictures)
        own_copies = wish.copies if printer.supportsMultipleCopies() else 1
        if own_copies > 1:
            printer.setCopyCount(own_copies)
            printer.setCollateCopies(wish.collate)
        sides = order(
            wish.pages,
            pictures.starts,
            copies=1 if own_copies > 1 else wish.copies,
            collate=wish.collate or own_copies > 1,
            both=bool(wish.both),
        )
        self._send(pictures, printer, sides)

    def _printer(self, pictures: Pictures) -> QPrinter:
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._output:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self._output))
        else:
            printer.setPrinterName(self._wish.printer)
        if printer.resolution() > FINEST:
            printer.setResolution(FINEST)
        modes = {"": QPrinter.DuplexMode.DuplexNone, "long": QPrinter.DuplexMode.DuplexLongSide}
        printer.setDuplex(modes.get(self._wish.both, QPrinter.DuplexMode.DuplexShortSide))
        printer.setDocName("预算绩效表")
        return printer

    def _send(self, pictures: Pictures, printer: QPrinter, sides: Sequence[Sheet]) -> None:
        painter, size = QPainter(), pictures.sizes[sides[0] or 0]
        for number, side in enumerate(sides):
            size = size if side is None else pictures.sizes[side]
            printer.setPageLayout(_layout(size))
            if not (printer.newPage() if number else painter.begin(printer)):
                raise PerfdeskError(_NOT_TAKEN)
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else as photographs, smeared and larger
            if side is not None:
                _draw(painter, pictures, side, printer.resolution())
            self.progressed.emit(number + 1, len(sides))
            if self.isInterruptionRequested() and number + 1 < len(sides):
                printer.abort()
                painter.end()
                raise CancelledError(f"已取消打印，送出了 {number + 1} / {len(sides)} 面。")
        if not painter.end():
            raise PerfdeskError(_NOT_TAKEN)


def _layout(size: Size) -> QPageLayout:
    """The whole sheet, without margins of the printer's own: the form has its own."""
    lying = size.width > size.height
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    made = QPageLayout(paper(size), way, QMarginsF())
    made.setMode(QPageLayout.Mode.FullPageMode)
    return made


def _draw(painter: QPainter, pictures: Pictures, page: int, resolution: int) -> None:
    """A page at its own size, from the top left of the sheet, in bands."""
    scale = min(resolution, FINEST) / 72
    larger = resolution / 72 / scale
    width, height = pictures.extent(page, scale)
    band = max(1, _BAND // width)
    for top in range(0, height, band):
        clip = Clip(0, top, width, min(band, height - top))
        target = QRectF(0, top * larger, width * larger, clip.height * larger)
        painter.drawImage(target, image(pictures.draw(page, scale, clip)))
