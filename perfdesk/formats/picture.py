"""The pages of a PDF as pictures, for the preview: what will be printed, drawn from the very bytes of the file.

Knows pypdfium2. PDFium is one library for the whole process and not safe to enter twice: every call here holds one
lock, so pages may be drawn in any thread, one after the other. A `Pictures` keeps its bytes alive and must be closed
(it is a context manager); closing waits for the page being drawn. Refuses to know windows and printers.
"""

import math
from contextlib import closing
from threading import Lock
from types import TracebackType
from typing import NamedTuple

import pypdfium2

from perfdesk.core.errors import PerfdeskError

_PDFIUM = Lock()
_DAMAGED = "这份文件不是 PDF，或已经损坏，不能预览。"
_RIM = 24.0
"""Points: more than a character of the page is wide or tall."""


class Size(NamedTuple):
    """Of a page, in points."""

    width: float
    height: float


class Clip(NamedTuple):
    """A part of a drawn page, in its pixels from the top left."""

    left: int
    top: int
    width: int
    height: int


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
                sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
            except pypdfium2.PdfiumError as error:
                raise PerfdeskError(_DAMAGED) from error
            self.sizes = tuple(Size(*size) for size in sizes)
            """Of every page, in order."""
            self.starts = _starts(self._document)
            """The pages (from 0) on which a part begins: the list in front, each form."""
        self._open = True

    def extent(self, page: int, scale: float) -> tuple[int, int]:
        """Width and height of a page in pixels, `scale` to the point."""
        return math.ceil(self.sizes[page].width * scale), math.ceil(self.sizes[page].height * scale)

    def draw(self, page: int, scale: float, clip: Clip | None = None) -> Picture:
        """A page (from 0), or the part of it that is asked for, `scale` pixels a point, on white.

        Parts laid side by side are the whole page, pixel by pixel: a large picture need never be held whole.
        """
        with _PDFIUM:
            if not self._open:
                raise PerfdeskError("预览已经关闭。")
            opened = self._document[page]
            try:
                whole = self.extent(page, scale)
                wide = _with_rim(clip, scale) if clip else Clip(0, 0, *whole)
                bitmap = opened.render(
                    scale=scale, crop=_crop(wide, whole, scale), rev_byteorder=False, prefer_bgrx=True
                )
                made = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
                bitmap.close()
                return _without_rim(made, wide, clip) if clip else made
            finally:
                opened.close()

    def text(self, page: int) -> str:
        """What is written on a page (from 0); blank where it is a picture."""
        with _PDFIUM:
            try:
                with closing(self._document[page]) as opened, closing(opened.get_textpage()) as written:
                    return str(written.get_text_bounded())
            except pypdfium2.PdfiumError as error:
                raise PerfdeskError(_DAMAGED) from error

    def close(self) -> None:
        with _PDFIUM:
            if self._open:
                self._document.close()
            self._open = False

    def __enter__(self) -> "Pictures":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _with_rim(clip: Clip, scale: float) -> Clip:
    """The part and what lies left of it and above: PDFium draws characters that begin outside a pixel off."""
    left, top = (max(0, edge - math.ceil(_RIM * scale)) for edge in (clip.left, clip.top))
    return Clip(left, top, clip.width + clip.left - left, clip.height + clip.top - top)


def _without_rim(made: Picture, wide: Clip, clip: Clip) -> Picture:
    left, top = 4 * (clip.left - wide.left), clip.top - wide.top
    if not left and not top:
        return made
    seen, stride = memoryview(made.pixels), 4 * clip.width
    rows = range(top * made.stride + left, made.height * made.stride, made.stride)
    return Picture(clip.width, clip.height, stride, b"".join(seen[at : at + stride] for at in rows))


def _crop(clip: Clip, extent: tuple[int, int], scale: float) -> tuple[float, ...]:
    """What pypdfium2 is to leave out left, below, right and above, in points, which it rounds up to pixels."""
    width, height = extent
    right, below = width - clip.left - clip.width, height - clip.top - clip.height
    return tuple(max(0.0, (pixels - 0.5) / scale) for pixels in (clip.left, below, right, clip.top))


def _starts(document: pypdfium2.PdfDocument) -> tuple[int, ...]:
    """From the bookmarks, of which a file of one form has none."""
    aims = (bookmark.get_dest() for bookmark in document.get_toc())
    return tuple(sorted({0, *(aim.get_index() for aim in aims if aim)}))


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
