"""The pages of a PDF as pictures, for the preview: what will be printed, drawn from the very bytes of the file.

Knows pypdfium2. PDFium is one library for the whole process and not safe to enter twice: every call here holds one
lock, so pages may be drawn in any thread, one after the other. A `Pictures` keeps its bytes alive and must be closed
(it is a context manager); closing waits for the page being drawn. Refuses to know windows and printers.
"""

from threading import Lock
from types import TracebackType
from typing import NamedTuple

import pypdfium2

from perfdesk.core.errors import PerfdeskError

_PDFIUM = Lock()


class Size(NamedTuple):
    """Of a page, in points."""

    width: float
    height: float


class Picture(NamedTuple):
    """A page drawn: `pixels` are rows of BGRX (the fourth byte is 255), `stride` bytes a row, top row first."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Pictures:
    """An open PDF. Raises PerfdeskError where the bytes are none."""

    def __init__(self, data: bytes) -> None:
        with _PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise PerfdeskError("这份文件不是 PDF，或已经损坏，不能预览。") from error
            self.sizes = tuple(Size(*self._document.get_page_size(number)) for number in range(len(self._document)))
            """Of every page, in order."""
        self._open = True

    def draw(self, page: int, scale: float) -> Picture:
        """A page (from 0), `scale` pixels a point, on white."""
        with _PDFIUM:
            if not self._open:
                raise PerfdeskError("预览已经关闭。")
            opened = self._document[page]
            try:
                bitmap = opened.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
                made = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
                bitmap.close()
                return made
            finally:
                opened.close()

    def close(self) -> None:
        with _PDFIUM:
            if self._open:
                self._document.close()
            self._open = False

    def __enter__(self) -> "Pictures":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def pages(pdf: bytes) -> tuple[Size, ...]:
    """The sizes of the pages of a PDF, in points."""
    with Pictures(pdf) as opened:
        return opened.sizes


def render(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Width, height and BGRX pixels of one page, rows without gaps. For more than one, keep a `Pictures` open."""
    with Pictures(pdf) as opened:
        width, height, stride, pixels = opened.draw(page, scale)
    rows = (pixels[start : start + 4 * width] for start in range(0, stride * height, stride))
    return width, height, pixels if stride == 4 * width else b"".join(rows)
