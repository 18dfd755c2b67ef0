"""The parts that hang on one sheet: drawings, charts, notes, tables. They follow its rows, or are copied with it.

Knows which parts belong to a sheet alone and which all sheets share (pictures, theme). Refuses to know the sheet's own
XML (`sheet_cells.py`, `sheet_marks.py`).
"""

import posixpath
from collections.abc import Callable, Iterator
from html import escape

from lxml import etree

from perfdesk.core.layout.template import place, reference
from perfdesk.formats.anchors import Ground, follow_drawing, follow_vml
from perfdesk.formats.moving import Moving
from perfdesk.formats.package import (
    CONTENT_TYPE,
    CONTENT_TYPES,
    MAIN,
    RELATION,
    Package,
    numbered_after,
    parse,
    relations_path,
    serialised,
)

_CHART_FORMULA = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
_OFFICE_FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_FORMULAS = (f"{MAIN}f", f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}formula2", _CHART_FORMULA, _OFFICE_FORMULA)
_SHARED = frozenset({"image", "theme", "pivotTable", "pivotCacheDefinition", "slicer", "externalLink"})


def belonging(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """(kind, path) of every part that belongs to this one alone, and of theirs."""
    for relation in package.relations(part):
        if not relation.external and relation.kind not in _SHARED and relation.target in package:
            yield relation.kind, relation.target
            yield from belonging(package, relation.target)


def follow(package: Package, sheet: str, ground: Ground) -> None:
    """Makes every part that belongs to the sheet follow its rows."""
    for kind, path in belonging(package, sheet):
        change = _CHANGES.get(kind)
        if change and not (ground.idle and ground.moving.idle):
            before = package.data(path)
            after = change(before, ground)
            if after is not None:
                package.put(path, after)


def _drawing(data: bytes, ground: Ground) -> bytes | None:
    if ground.idle:
        return None
    return _changed(data, lambda root: follow_drawing(root, ground))


def _vml(data: bytes, ground: Ground) -> bytes | None:
    if not ground.moving.rows.shift:
        return None
    return follow_vml(data.decode("utf-8", "surrogateescape"), ground).encode("utf-8", "surrogateescape")


def _notes(data: bytes, ground: Ground) -> bytes | None:
    """Notes stay with their cell; where the cell is gone they are too."""

    def change(root: etree._Element) -> None:
        for note in list(root.iter("{*}comment", "{*}threadedComment")):
            row, column = place(str(note.get("ref")))
            now, parent = ground.moving.rows.at(row), note.getparent()
            if now is not None:
                note.set("ref", reference(now, column))
            elif parent is not None:
                parent.remove(note)

    return _changed(data, change)


def _table(data: bytes, ground: Ground) -> bytes | None:
    def change(root: etree._Element) -> None:
        for element in (root, *root.iter(f"{MAIN}autoFilter", f"{MAIN}sortState", f"{MAIN}sortCondition")):
            if element.get("ref"):
                element.set("ref", ground.moving.area(str(element.get("ref"))) or str(element.get("ref")))

    return _changed(data, change)


def _chart(data: bytes, ground: Ground) -> bytes | None:
    return followed_formulas(data, ground.moving)


def _control(data: bytes, ground: Ground) -> bytes | None:
    def change(root: etree._Element) -> None:
        for key in ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup", "fmlaMacro"):
            if root.get(key):
                root.set(key, ground.moving.formula(str(root.get(key))) or "#REF!")

    return _changed(data, change)


_CHANGES: dict[str, Callable[[bytes, Ground], bytes | None]] = {
    "drawing": _drawing,
    "vmlDrawing": _vml,
    "comments": _notes,
    "threadedComment": _notes,
    "table": _table,
    "chart": _chart,
    "chartEx": _chart,
    "ctrlProp": _control,
}


def _changed(data: bytes, change: Callable[[etree._Element], None]) -> bytes | None:
    """The part after a change; None where it changed nothing, so that the part stays byte for byte."""
    root = parse(data)
    before = etree.tostring(root)
    change(root)
    return serialised(root) if etree.tostring(root) != before else None


def followed_formulas(data: bytes, moving: Moving) -> bytes | None:
    """A part elsewhere whose formulas name the sheet, following it; None where none does."""
    name = escape(moving.sheet.replace("'", "''"), quote=False).encode()
    # Some writers spell Chinese as &#35797;: only parsing tells then.
    if moving.idle or (name not in data and b"&#" not in data):
        return None

    def change(root: etree._Element) -> None:
        for element in root.iter(*_FORMULAS):
            if element.text:
                element.text = moving.name(element.text)

    return _changed(data, change)


def copied(package: Package, part: str) -> str:
    """A copy of the part and of all that belongs to it alone; gives its path. Tables get names of their own."""
    path = numbered_after(part, set(package.names))
    data = package.data(part)
    package.put(path, _own_table(data, package) if posixpath.basename(part).startswith("table") else data)
    _declare(package, part, path)
    _copy_relations(package, part, path)
    return path


def _copy_relations(package: Package, part: str, path: str) -> None:
    if relations_path(part) not in package:
        return
    targets = {each.id: each for each in package.relations(part)}
    root = package.root(relations_path(part))
    for element in root.iterfind(f"{RELATION}Relationship"):
        relation = targets[str(element.get("Id"))]
        if not relation.external and relation.kind not in _SHARED and relation.target in package:
            element.set("Target", f"/{copied(package, relation.target)}")
    package.put(relations_path(path), serialised(root))


def _own_table(data: bytes, package: Package) -> bytes:
    root = parse(data)
    count = sum(posixpath.basename(name).startswith("table") for name in package.names) + 1
    root.set("id", str(count))
    for key in ("name", "displayName"):
        root.set(key, f"{root.get(key)}_{count}")
    return serialised(root)


def _declare(package: Package, part: str, path: str) -> None:
    """Gives a copy the content type of its original."""
    root = package.root(CONTENT_TYPES)
    for element in root.iterfind(f"{CONTENT_TYPE}Override"):
        if element.get("PartName") == f"/{part}":
            again = etree.SubElement(root, f"{CONTENT_TYPE}Override")
            again.set("PartName", f"/{path}")
            again.set("ContentType", str(element.get("ContentType")))
            package.put(CONTENT_TYPES, serialised(root))
            return
