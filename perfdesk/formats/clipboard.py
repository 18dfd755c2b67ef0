"""Blocks of cells on the clipboard, as Excel, WPS, LibreOffice and Word put them there and take them from there.

Knows tab-separated text with its quotes, an HTML table with merged cells, and which of the two to believe where both
are there: the table knows merged cells and line breaks, the text knows blanks. Refuses to know what the cells mean.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid

_FIELD = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)|[^\t\n]*+')
_SPECIAL = ("\t", "\n", '"')


class Copied(NamedTuple):
    """A cell of a copied block; one that lies under a merged cell has no rows and columns.

    What comes in says more of these: below the first column of a merged cell stands its text again, without rows."""

    text: str
    rows: int = 1
    columns: int = 1


UNDER = Copied("", 0, 0)
"""A place beside the first column of a merged cell, or below it in a block that goes out."""


def block(html: str, text: str) -> list[list[Copied]]:
    """The cells of what was copied, all rows equally long."""
    plain = table(text)
    grid = _only_table(html)
    if grid is None:
        return _merged(plain, None)
    wide = max((cell.column + cell.columns - 1 for cell in grid.cells), default=1)
    high = max((cell.row + cell.rows - 1 for cell in grid.cells), default=1)
    fits = len(plain) >= high and max(map(len, plain)) >= wide
    return _merged(plain if fits and _agree(plain, grid) else [[""] * wide for _ in range(high)], grid)


def tabular(html: str, text: str) -> bool:
    """Whether a table was copied, and not paragraphs."""
    return "\t" in text or _only_table(html) is not None


def _only_table(html: str) -> Grid | None:
    """The one table an HTML text consists of; None where there is more, or less."""
    if "<table" not in html.lower():
        return None
    from perfdesk.formats import read_html

    try:
        grids = read_html.grids(html, "")
    except PerfdeskError:
        return None
    return grids[0] if len(grids) == 1 and not grids[0].headings else None


def _agree(plain: Sequence[Sequence[str]], grid: Grid) -> bool:
    """Whether the text tells the same cells as the table."""
    return all(
        cell.column <= len(plain[cell.row - 1]) and _bare(plain[cell.row - 1][cell.column - 1]) == _bare(cell.text)
        for cell in grid.cells
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _merged(plain: Sequence[Sequence[str]], grid: Grid | None) -> list[list[Copied]]:
    """The cells of a plain table, merged as those of the grid."""
    wide = max(map(len, plain))
    rows = [[Copied(text) for text in (*row, *[""] * (wide - len(row)))] for row in plain]
    for cell in grid.cells if grid else ():
        known = plain[cell.row - 1][cell.column - 1]
        text = known if known and known.count("\n") >= cell.text.count("\n") else cell.text
        for row in range(cell.row, min(cell.row + cell.rows, len(rows) + 1)):
            rows[row - 1][cell.column - 1 : cell.column + cell.columns - 1] = [
                Copied(text, 0, cell.columns),
                *[UNDER] * (cell.columns - 1),
            ]
        rows[cell.row - 1][cell.column - 1] = Copied(text, cell.rows, cell.columns)
    return rows


def table(text: str) -> list[list[str]]:
    """The cells of tab-separated text; line breaks inside quotes stay in their cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        match = _FIELD.match(text, at)
        assert match is not None  # the pattern fits anything, were it nothing at all
        rows[-1].append(_unquoted(match))
        at = match.end()
        if at >= len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1


def _unquoted(match: re.Match[str]) -> str:
    """Quotes are the clipboard's only around what needs them; others were typed."""
    inside = match[1]
    if inside is None or not any(sign in inside for sign in _SPECIAL):
        return match[0]
    return inside.replace('""', '"')


def tab_text(rows: Sequence[Sequence[Copied]]) -> str:
    """The block as tab-separated text."""
    return "".join("\t".join(_quoted(cell.text) for cell in row) + "\n" for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in _SPECIAL) else text


def html(rows: Sequence[Sequence[Copied]]) -> str:
    """The block as an HTML table: merged cells stay merged, figures stay texts (long codes must not become numbers;
    Excel and WPS know it by `mso-number-format`, LibreOffice by `sdnum`)."""
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row if cell.rows)}</tr>" for row in rows)
    return f'<meta charset="utf-8"><table border="1" style="border-collapse:collapse">{body}</table>'


def _cell(cell: Copied) -> str:
    from html import escape  # its table of entities takes longer to load than a page to paint

    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    text = escape(cell.text).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f'<td{spans} sdnum="2052;0;@" style="mso-number-format:\'\\@\'">{text}</td>'
