"""What is printed around the cells of a sheet: its headers and footers, and the text boxes that lie on it.

Knows where a workbook keeps them and how header codes are written. Refuses to say what they mean: they go with the
grid as paragraphs above a Word table do.
"""

import re
from collections.abc import Iterator

from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.formats.grids import HAN
from perfdesk.formats.package import Package, parse

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SECTIONS = re.compile(r"&[LCR]")
_LOOKS = re.compile(r'&"[^"]*"|&\d{1,3}|&K[0-9A-Fa-f+-]{6}|&[BIUESXYOHG]')
_COUNTED = re.compile(r"&[PNDTZFA]")
"""Page numbers, dates and names that only the printer knows."""
_MOST = 200
"""Paragraphs of a sheet's boxes; of more nothing is a title."""


def printed(codes: str) -> list[str]:
    """The texts of a header or footer: left, middle, right."""
    plain = codes.replace("&&", "\0")
    sections = (_LOOKS.sub("", each).replace("\0", "&").strip() for each in _SECTIONS.split(plain))
    return [each for each in sections if HAN.search(each) and not _COUNTED.search(each)]


def boxes(package: Package, sheet: str) -> list[str]:
    """The paragraphs of the text boxes on a sheet, in the order they were drawn. A damaged drawing has none."""
    parts = [each.target for each in package.relations(sheet) if each.kind == "drawing" and each.target in package]
    return [text for part in parts for text in _paragraphs(package, part)][:_MOST]


def _paragraphs(package: Package, part: str) -> Iterator[str]:
    try:
        root = parse(package.passing(part))
    except PerfdeskError:
        # The cells are what she wants; a picture nobody can draw is no reason to refuse them.
        return
    for body in root.iter(f"{_DRAWING}txBody"):
        if any(True for _ in body.iterancestors(_FALLBACK)):
            continue
        for paragraph in body.iterfind(f"{_ART}p"):
            text = "".join(_run(each) for each in paragraph.iter(f"{_ART}t", f"{_ART}br")).strip()
            if text:
                yield text


def _run(element: etree._Element) -> str:
    return (element.text or "") if element.tag == f"{_ART}t" else "\n"
