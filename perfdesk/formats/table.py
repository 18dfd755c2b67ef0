"""A plain table as a workbook: headings that stay in sight, columns as wide as what stands in them.

Knows nothing of forms: the ledger board and lists are kept this way. Every cell is text, as it stood on the screen,
except the figures of columns that are said to have some: these can be added up, while a code stays a code.
"""

import io
import re
import zipfile
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,8})(\.\d{1,6})?")
_NARROW, _WIDE = 6, 48
_ABOUT = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook(title: str, rows: Sequence[Sequence[str]], figures: Collection[str] = ()) -> bytes:
    """The rows, the first of them headings, on a sheet of this name. `figures`: the headings over numbers."""
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    from perfdesk.formats.cell_values import held

    book = openpyxl.Workbook()
    sheet = book.create_sheet(title, 0)
    del book[book.sheetnames[1]]
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column, _value(held(text), rows[0][column - 1] in figures))
            if cell.data_type == "f":  # a text that begins with = is a text
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="center")
            cell.font = Font(bold=row == 1)
    for column, texts in enumerate(zip(*rows, strict=True), 1):
        widest = max(sum(1 + (character > "\u2e7f") for character in text) for text in texts)
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDE, max(_NARROW, widest + 2))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return _saved(book)


def _saved(book: "Workbook") -> bytes:
    """The file without the time openpyxl notes in it: the same rows give the same bytes."""
    from perfdesk.formats.archive import undated

    kept = io.BytesIO()
    book.save(kept)
    with zipfile.ZipFile(kept) as opened:
        about = opened.read(_ABOUT)
    return undated(kept.getvalue(), {_ABOUT: _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z", about)})


def _value(text: str, figure: bool) -> str | Decimal | None:
    return Decimal(text) if figure and _NUMBER.fullmatch(text) else text or None
