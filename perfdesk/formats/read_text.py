"""Plain text as a grid: tab-separated as spreadsheets copy it, or comma-separated as systems export it.

Knows encodings (UTF-8, UTF-16, GB18030) and tells text from other bytes. Refuses to guess what a cell means.
"""

import csv
import io
import re

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.clipboard import table
from perfdesk.formats.grids import Room, as_copied, grid
from perfdesk.formats.package import TOO_LARGE

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_MARKS = 2_000_000
"""Separators of one text."""


def read(data: bytes, name: str) -> list[Grid]:
    """The grid of a text. Raises PerfdeskError for what is no text."""
    return grids(decoded(data), name)


def grids(text: str, name: str) -> list[Grid]:
    """The grid of a text that is decoded already."""
    if sum(map(text.count, "\t,\n")) > _MOST_MARKS:
        raise PerfdeskError(TOO_LARGE)
    room = Room()
    rows = _rows(text.replace("\r\n", "\n"))
    room.take(sum(bool(cell.strip()) for row in rows for cell in row))
    cells = {
        (number, column): as_copied(cell)
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row, 1)
        if cell.strip()
    }
    return [grid(name, cells)]


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if "\t" in text or 2 * sum("," in line for line in lines) <= len(lines):
        return table(text)
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise PerfdeskError(
            "看起来是逗号分隔的文本，但引号没有成对，读不下去；请用 Excel 或 WPS 另存为 .xlsx 再试。"
        ) from error


def decoded(data: bytes) -> str:
    """The text of these bytes. Raises PerfdeskError for what is none."""
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        text = _decoded_here(data)
    if _BINARY.search(text):
        raise PerfdeskError(_UNKNOWN)
    return text


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data[:4096]:
        # Tabs and line ends have a zero beside them; which side tells the order.
        return "utf-16-be" if data[:4096:2].count(0) > data[1:4096:2].count(0) else "utf-16-le"
    return "utf-8"


def _decoded_here(data: bytes) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise PerfdeskError(_UNKNOWN) from error


_UNKNOWN = "认不出是什么文件，请用 Excel 或 WPS 打开，另存为 .xlsx（Word 文档存为 .docx）再试。"
