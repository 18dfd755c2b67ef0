"""A workbook with some of its cells emptied: their texts go, their looks and formulas and all else stay.

Refuses to know which cells (`perfdesk/adopting.py`).
"""

from collections.abc import Mapping

from perfdesk.core.layout.template import place
from perfdesk.formats.cell_values import Writer
from perfdesk.formats.package import MAIN, Package, serialised


def emptied(workbook: bytes, sheet: str, rest: Mapping[tuple[int, int], str]) -> bytes:
    """The workbook with no more than this left in these cells (row, column) of one of its sheets."""
    package = Package(workbook, keep=False)
    at = package.sheet(package.root(package.workbook), sheet)
    root = package.root(at.path)
    writer = Writer(root)
    for cell in root.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c"):
        at_cell = place(str(cell.get("r"))) if cell.get("r") else (0, 0)
        if at_cell in rest and cell.find(f"{MAIN}f") is None:
            writer.write(cell, rest[at_cell], None)
    package.put(at.path, serialised(root))
    return package.packed()
