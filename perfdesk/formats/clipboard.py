"""Blocks of cells on the clipboard, as Excel, WPS and LibreOffice put them there and take them from there.

Knows tab-separated text with its quotes, and an HTML table with merged cells. Refuses to know what the cells mean.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_FIELD = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)|[^\t\n]*+')
_SPECIAL = ("\t", "\n", '"')


class Copied(NamedTuple):
    """A cell of a copied block; one that lies under a merged cell has no rows and columns."""

    text: str
    rows: int = 1
    columns: int = 1


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
    """The block as an HTML table: merged cells stay merged, figures stay texts (long codes must not become numbers)."""
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row if cell.rows)}</tr>" for row in rows)
    return f'<meta charset="utf-8"><table border="1" style="border-collapse:collapse">{body}</table>'


def _cell(cell: Copied) -> str:
    from html import escape  # its table of entities takes longer to load than a page to paint

    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    text = escape(cell.text).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td{spans} style=\"mso-number-format:'\\@'\">{text}</td>"
