"""Everything of one sheet's XML that names its cells but is none: it follows the rows.

Knows validations, conditional formats, hyperlinks, page breaks, filters, panes, sparklines, controls. Refuses to know
the cells (`sheet_cells.py`) and other parts (`sheet_parts.py`).
"""

import copy
import re

from lxml import etree

from perfdesk.core.layout.template import reference
from perfdesk.formats.moving import Moving
from perfdesk.formats.package import MAIN

_OFFICE = "{http://schemas.microsoft.com/office/excel/2006/main}"
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_FORMULAS = frozenset({f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}formula2", f"{_OFFICE}f"})
_PAINTED = ("conditionalFormatting", "dataValidations/{}dataValidation", "protectedRanges/{}protectedRange",
            "ignoredErrors/{}ignoredError")  # fmt: skip
_POINTING = (
    ("dimension", "ref"), ("autoFilter", "ref"), ("autoFilter/{}sortState", "ref"), ("sortState", "ref"),
    ("sheetViews/{}sheetView", "topLeftCell"), ("sheetViews/{}sheetView/{}pane", "topLeftCell"),
    ("sheetViews/{}sheetView/{}selection", "activeCell"), ("sheetViews/{}sheetView/{}selection", "sqref"),
)  # fmt: skip
_TOP = re.compile(r"[A-Z]+(\d+)")


def follow(root: etree._Element, moving: Moving) -> None:
    """Makes what is painted on cells, and what points at them, follow the rows."""
    if moving.idle:
        return
    for path in _PAINTED:
        for element in root.findall(f"{MAIN}{path.format(MAIN)}"):
            _paint(element, moving)
    for path, key in _POINTING:
        for element in root.iterfind(f"{MAIN}{path.format(MAIN, MAIN)}"):
            _point(element, key, moving)
    _breaks(root, moving)
    _hyperlinks(root, moving)
    _extensions(root, moving)
    for name in ("dataValidations", "protectedRanges", "ignoredErrors", "hyperlinks", "rowBreaks"):
        _close(root, root.find(f"{MAIN}{name}"))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _close(root: etree._Element, table: etree._Element | None) -> None:
    """Counts a list anew, or drops it when nothing is left: Excel repairs a file with an empty one."""
    if table is None:
        return
    if not len(table):
        root.remove(table)
    elif table.get("count"):
        table.set("count", str(len(table)))


def _home(was: str, now: str, moving: Moving) -> tuple[int, int] | None:
    """Template row and page row of the first cell a painted thing's formulas speak for."""
    old, new = _TOP.match(was), _TOP.match(now)
    if not old or not new or not moving.rows.inside(int(old[1])):
        return None
    return int(old[1]), int(new[1])


def _paint(element: etree._Element, moving: Moving) -> None:
    was = str(element.get("sqref", ""))
    now = moving.areas(was)
    if not now:
        _remove(element)
        return
    element.set("sqref", now)
    _formulas(element, moving, _home(was, now, moving))


def _formulas(element: etree._Element, moving: Moving, home: tuple[int, int] | None) -> None:
    for formula in element.iter(*_FORMULAS):
        if formula.text:
            formula.text = moving.formula(formula.text, home=home) or "#REF!"


def _point(element: etree._Element, key: str, moving: Moving) -> None:
    was = element.get(key)
    if was:
        rows = moving.rows
        areas = [moving.area(each) or reference(rows.first, 1) for each in str(was).split()]
        element.set(key, " ".join(areas))


def _breaks(root: etree._Element, moving: Moving) -> None:
    for element in root.findall(f"{MAIN}rowBreaks/{MAIN}brk"):
        now = moving.rows.at(int(element.get("id", "0")))
        if now is None:
            _remove(element)
        else:
            element.set("id", str(now))
    table = root.find(f"{MAIN}rowBreaks")
    if table is not None:
        table.set("manualBreakCount", str(sum(each.get("man") == "1" for each in table)))


def _hyperlinks(root: etree._Element, moving: Moving) -> None:
    for element in root.findall(f"{MAIN}hyperlinks/{MAIN}hyperlink"):
        if element.get("location"):
            element.set("location", moving.name(str(element.get("location"))))
        areas = moving.areas(str(element.get("ref"))).split()
        for area in reversed(areas):
            link = copy.copy(element)
            link.set("ref", area)
            element.addnext(link)
        _remove(element)


def _extensions(root: etree._Element, moving: Moving) -> None:
    """Excel 2010's formats and validations, and sparklines, each of which sits in one cell."""
    extensions = root.find(f"{MAIN}extLst")
    if extensions is None:
        return
    for element in list(extensions.iter(f"{_X14}conditionalFormatting", f"{_X14}dataValidation")):
        _paint_extension(element, moving)
    for line in list(extensions.iter(f"{_X14}sparkline")):
        _sparkline(line, moving)
    for name in ("conditionalFormattings", "dataValidations", "sparklines", "sparklineGroup", "sparklineGroups"):
        for table in list(extensions.iter(f"{_X14}{name}")):
            if table.get("count"):
                table.set("count", str(len(table)))
            if not len(table) or (name == "sparklineGroup" and table.find(f"{_X14}sparklines") is None):
                _remove(table)
    for each in list(extensions):
        if not len(each):
            extensions.remove(each)
    _close(root, extensions)


def _paint_extension(element: etree._Element, moving: Moving) -> None:
    area = element.find(f"{_OFFICE}sqref")
    was = area.text or "" if area is not None else ""
    now = moving.areas(was)
    if area is None or not now:
        _remove(element)
        return
    area.text = now
    _formulas(element, moving, _home(was, now, moving))


def _sparkline(line: etree._Element, moving: Moving) -> None:
    at = _TOP.match(line.findtext(f"{_OFFICE}sqref") or "")
    if not at:
        return
    was = int(at[1])
    for now in reversed(moving.rows.copies(was)):
        copied = copy.deepcopy(line)
        home = (was, now) if moving.rows.inside(was) else None
        _formulas(copied, moving, home)
        for area in copied.iter(f"{_OFFICE}sqref"):
            area.text = at[0][: at.start(1) - at.start()] + str(now)
        line.addnext(copied)
    _remove(line)
