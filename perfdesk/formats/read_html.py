"""The tables of an HTML text as plain grids: pages that systems name .xls, and what Excel, WPS and Word copy.

Knows merged cells and line breaks, and tells the encoding as browsers do. Refuses styles, scripts, frames and
anything outside the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.grids import Found, Place, Room, as_copied, grid
from perfdesk.formats.package import TOO_LARGE, vet_size
from perfdesk.formats.read_text import decoded

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_LOOKS = re.compile(
    r"\s*(?:Version:[\d.]+\s[^<]*)?(?:<\?xml[^>]*>\s*|<!--.{0,999}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|table|style|div|center|span|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_WRAPPED = re.compile(rf"(?<={_HAN})[ \t]*[\r\n][ \t\r\n]*(?={_HAN})")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "tr", "table"})
_SILENT = frozenset({"script", "style", "head", "title", "xml", "noscript", "template", "select"})
_BLOCK = "\v"
"""Stands where a paragraph begins or ends, until it is known what is beside it."""
_EDGES = re.compile(r" *\v[ \v]*")
_WIDEST = 16_384
_MOST_SPAN = 1000
"""Columns or rows of one cell, as browsers cap them."""
_MOST_MARKS = 2_000_000
_MOST_PLACES = 1_000_000
"""Places that the cells of one table may cover."""


def looks_like(text: str) -> bool:
    """Whether a text is HTML: by its first tag."""
    return _LOOKS.match(text.lstrip("\ufeff")) is not None


def read(data: bytes, name: str) -> list[Grid]:
    """The grids of an HTML file's tables. Raises PerfdeskError where it has none."""
    return grids(text_of(data), name)


def text_of(data: bytes) -> str:
    """The text, in the encoding it declares: `gb2312` is what old programs call GB18030."""
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() in (b"gb2312", b"gbk", b"gb18030") and not data.startswith(b"\xef\xbb\xbf"):
        return data.decode("gb18030", "replace")
    return decoded(data)


def grids(text: str, name: str) -> list[Grid]:
    """The grids of an HTML text that is decoded already."""
    data = text.encode("utf-8", "replace")
    vet_size(data, _MOST_MARKS)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data[data.find(b"<") :], parser)
    except etree.XMLSyntaxError as error:
        raise PerfdeskError("里面没有表格。") from error
    reading = _Reading(name)
    if root is not None:
        reading.blocks(root)
    return reading.done()


@dataclass
class _Reading:
    """One text on its way: the grids so far, and the paragraphs since the last table."""

    name: str
    grids: list[Grid] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    room: Room = field(default_factory=Room)

    def blocks(self, root: etree._Element) -> None:
        """Everything below: tables as grids, the text between them as headings."""
        text = ""
        for piece in _pieces(root):
            if isinstance(piece, str):
                text += piece
            else:
                self._note(text)
                self.table(piece)
                text = ""
        self._note(text)

    def _note(self, text: str) -> None:
        self.headings += [line for line in _tidy(text).split("\n") if line]

    def table(self, table: etree._Element) -> None:
        """A table, then those inside its cells."""
        source = f"{self.name}#表{len(self.grids) + 1}"
        for caption in table.iterfind("caption"):
            self._note("".join(piece for piece in _pieces(caption) if isinstance(piece, str)))
        headings, self.headings = self.headings, []
        cells: dict[Place, Found] = {}
        spans: list[tuple[Place, Place]] = []
        inner: list[etree._Element] = []
        for element, first, last in _placed(table):
            pieces = list(_pieces(element))
            found = as_copied(_tidy("".join(piece for piece in pieces if isinstance(piece, str))))
            inner += [piece for piece in pieces if not isinstance(piece, str)]
            if found.text:
                self.room.take()
                cells[first] = found
            spans.append((first, last))
        self.grids.append(grid(source, cells, spans, headings=headings))
        for each in inner:
            self.table(each)

    def done(self) -> list[Grid]:
        """A text without a table is none of ours: it may be the message of a system that wants a password."""
        if not self.grids:
            raise PerfdeskError("里面没有表格，请在系统里重新导出，或另存为 .xlsx 再试。")
        return self.grids


def _pieces(element: etree._Element) -> Iterator[str | etree._Element]:
    """The text below an element, with breaks, and the tables in it, which are not entered."""
    yield _collapsed(element.text)
    for child in element:
        if child.tag == "table":
            yield _BLOCK
            yield child
        elif child.tag == "br":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in _SILENT:
            edge = _BLOCK if child.tag in _BLOCKS else ""
            yield edge
            yield from _pieces(child)
            yield edge
        yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    """White space as a browser shows it: a source line that ends between two Chinese signs leaves none."""
    return _SPACE.sub(" ", _WRAPPED.sub("", text)) if text else ""


def _tidy(text: str) -> str:
    lines = _EDGES.sub("\n", text.strip(f" \n{_BLOCK}")).replace("\xa0", " ").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _placed(table: etree._Element) -> Iterator[tuple[etree._Element, Place, Place]]:
    """The cells of a table with their first and last places, as browsers lay them out."""
    busy: dict[int, int] = {}
    steps = 0
    for row, element in enumerate(_rows(table), 1):
        column = 1
        for cell in element.iterchildren("td", "th"):
            start = column
            while busy.get(column, 0) >= row:
                column += 1
            last = (row + _span(cell, "rowspan") - 1, column + _span(cell, "colspan") - 1)
            steps += last[1] - start
            if steps > _MOST_PLACES or column > _WIDEST:
                raise PerfdeskError(TOO_LARGE)
            busy |= dict.fromkeys(range(column, last[1] + 1), last[0])
            yield cell, (row, column), last
            column = last[1] + 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "form"):
            yield from _rows(child)


def _span(cell: etree._Element, key: str) -> int:
    told = cell.get(key, "1").strip()
    return max(min(int(told), _MOST_SPAN), 1) if told.isascii() and told.isdigit() and len(told) < 8 else 1
