"""A plain table as a workbook: headings that stay in sight, columns as wide as what stands in them.

Knows nothing of forms: the ledger board and lists are kept this way. Every cell is text, as it stood on the screen,
except the figures of columns that are said to have some: these can be added up, while a code stays a code.
"""

import io
import re
from collections.abc import Collection, Sequence
from decimal import Decimal

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,8})(\.\d{1,6})?")
_NARROW, _WIDE = 6, 48


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
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _value(text: str, figure: bool) -> str | Decimal | None:
    return Decimal(text) if figure and _NUMBER.fullmatch(text) else text or None
