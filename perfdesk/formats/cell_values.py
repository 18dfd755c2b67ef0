"""What one `c` element of a sheet holds: a text, a number, or a formula's value, written so that nothing changes.

Knows when a text may be written as a number, and what no cell can hold. Refuses to know where the cell stands.
"""

import re
from copy import copy
from decimal import Decimal

from lxml import etree

from perfdesk.core.form import Form
from perfdesk.core.layout.page import Box
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.formats.number_format import as_number, typed_number
from perfdesk.formats.package import MAIN
from perfdesk.formats.xml_text import writable

LONGEST = 32767
"""UTF-16 units of a cell's text, Excel's own limit."""
CUT = "……【超出单元格字数上限，以下未导出】"
_WORDS = frozenset({"l1", "l2", "l3", "nature", "unit", "reason", "describe", "basis"})
_OWN_WORDS = re.compile(r"project|.*code|department|unit|signatures\..*")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_V, _IS, _T = f"{MAIN}v", f"{MAIN}is", f"{MAIN}t"


def held(text: str) -> str:
    """The text as a cell can hold it: control characters as �, cut with a visible note where it is too long."""
    if not text.isprintable():
        text = writable(text)
    if 2 * len(text) <= LONGEST:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def numeric(form: Form, box: Box) -> Decimal | None:
    """The number of a box's text where the cell prints it as exactly that text. Codes and names stay texts."""
    if not box.text[:1].isdigit() and not box.text.startswith("-"):
        return None
    value = typed_number(box.text, box.style.number_format)
    return None if value is None or any(_wordy(form, cell) for cell in box.cells) else value


def _wordy(form: Form, cell: Cell) -> bool:
    """Whether a cell holds words or a code, which a number would spoil."""
    if cell.section == INDICATORS:
        return cell.field in _WORDS
    return form.field(cell).long or (not cell.section and bool(_OWN_WORDS.fullmatch(cell.field)))


class Writer:
    """Writes the cells of one sheet. An element made once and copied costs a third of one made anew."""

    def __init__(self, root: etree._Element) -> None:
        self._inline = etree.Element(_IS, nsmap={root.prefix: MAIN[1:-1]})
        self._text = etree.SubElement(self._inline, _T)
        self._text.set(_SPACE, "preserve")

    def write(self, cell: etree._Element, text: str, value: Decimal | None) -> None:
        """Makes the cell hold this number, or this text, and no formula."""
        if len(cell):
            cell[:] = []
        if cell.get("t"):
            cell.attrib.pop("t", "")
        if value is not None:
            etree.SubElement(cell, _V).text = f"{value:f}"
        elif text:
            cell.set("t", "inlineStr")
            # Excel reads _x0041_ as an escaped character.
            self._text.text = _LOOKS_ESCAPED.sub("_x005F_", held(text)) if "_x" in text else held(text)
            cell.append(copy(self._inline))


def write_beside_formula(cell: etree._Element, text: str) -> None:
    """Gives a formula the value the page shows, as if Excel had just computed it."""
    forget_value(cell)
    value = as_number(text)
    if value is None:
        cell.set("t", "str")
    etree.SubElement(cell, _V).text = held(text) if value is None else f"{value:f}"


def forget_value(cell: etree._Element) -> None:
    """Drops the value beside a formula."""
    cell.attrib.pop("t", "")
    for value in cell.findall(_V):
        cell.remove(value)
