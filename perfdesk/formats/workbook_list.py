"""The workbook part: its list of sheets, its names, when it computes.

Knows how a sheet is repeated under other names, how names follow a sheet whose rows moved, and what must go when
formulas did. Refuses to know what is on a sheet.
"""

import copy
import re
from collections.abc import Iterable, Sequence

from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.moving import Moving
from perfdesk.formats.package import (
    CONTENT_TYPE,
    CONTENT_TYPES,
    MAIN,
    OFFICE_RELATION,
    RELATION,
    Package,
    SheetPlace,
    relations_path,
    serialised,
)
from perfdesk.formats.sheet_parts import belonging, copied, followed_formulas

_LONGEST = 31
"""UTF-16 units of a sheet's name."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]+")
_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_COMPUTING = re.compile(r"xl/(worksheets|charts)/[^/]+\.xml")
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


def one_form(snapshots: Sequence[Snapshot]) -> Form:
    """The kind all of these are of. Raises PerfdeskError where there is none, or more than one."""
    if not snapshots:
        raise PerfdeskError("没有选中要导出的表。")
    form = snapshots[0].form
    if any(each.form.id != form.id for each in snapshots):
        raise PerfdeskError("不同的表样不能放进同一个 Excel 工作簿，请按表样分开导出，或每张表单独存一个文件。")
    return form


def sheet_names(titles: Sequence[str], usual: str, taken: Iterable[str]) -> list[str]:
    """A name Excel takes for each title: without its forbidden characters, short enough, no two alike."""
    used = {name.casefold() for name in (*taken, "history")}
    names = []
    for title in titles:
        plain = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'") or usual
        name, number = _short(plain, ""), 1
        while name.casefold() in used:
            number += 1
            name = _short(plain, f" ({number})")
        used.add(name.casefold())
        names.append(name)
    return names


def _short(text: str, ending: str) -> str:
    room = 2 * (_LONGEST - len(ending))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").strip(" '") + ending


class Workbook:
    """The workbook part of a package, and its sheets that hold the form."""

    def __init__(self, package: Package, sheet: str) -> None:
        self._package = package
        self._root = package.root(package.workbook)
        self._before = etree.tostring(self._root)
        self.ours = [package.sheet(self._root, sheet)]
        self.formulas_changed = False
        self.recalculate = False

    @property
    def others(self) -> list[str]:
        return [each.name for each in self._package.sheets(self._root) if each not in self.ours]

    def repeat(self, names: Sequence[str]) -> None:
        """Repeats the form's sheet under these names, the first of which it takes itself."""
        first = self.ours[0]
        paths = [copied(self._package, first.path) for _ in names[1:]]
        for path in paths:
            self._stand_back(path)
        relations = _relate(self._package, paths)
        self._list(first, names, relations)
        self._make_room(first.index, len(paths))
        self.ours = [
            SheetPlace(name, first.index + number, relation, path)
            for number, (name, relation, path) in enumerate(
                zip(names, [first.relation, *relations], [first.path, *paths], strict=True)
            )
        ]
        self.formulas_changed = True

    def _stand_back(self, path: str) -> None:
        """A repeated sheet is not the one that is open, and has no program of its own."""
        root = self._package.root(path)
        for view in root.iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
            view.attrib.pop("tabSelected", "")
        for properties in root.iterfind(f"{MAIN}sheetPr"):
            properties.attrib.pop("codeName", "")
        self._package.put(path, serialised(root))

    def _list(self, first: SheetPlace, names: Sequence[str], relations: Sequence[str]) -> None:
        sheets = self._root.find(f"{MAIN}sheets")
        if sheets is None:
            raise ValueError("a workbook without sheets")
        original = sheets[first.index]
        number = max(int(each.get("sheetId", "0")) for each in sheets)
        original.set("name", names[0])
        for place, (name, relation) in enumerate(zip(names[1:], relations, strict=True), 1):
            sheet = copy.copy(original)
            sheet.set("name", name)
            sheet.set("sheetId", str(number + place))
            sheet.set(f"{OFFICE_RELATION}id", relation)
            sheets.insert(first.index + place, sheet)

    def _make_room(self, index: int, count: int) -> None:
        """Sheets are named by their number: those behind the repeated ones count on, the repeated get names too."""
        for view in self._root.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
            for key in ("activeTab", "firstSheet"):
                if int(view.get(key, "0")) > index:
                    view.set(key, str(int(view.get(key, "0")) + count))
        for name in list(self._names()):
            scope = int(name.get("localSheetId", "-1"))
            if scope > index:
                name.set("localSheetId", str(scope + count))
            for number in range(count, 0, -1) if scope == index else ():
                again = copy.copy(name)
                again.set("localSheetId", str(index + number))
                name.addnext(again)

    def _names(self) -> Iterable[etree._Element]:
        return self._root.iterfind(f"{MAIN}definedNames/{MAIN}definedName")

    def follow(self, sheet: SheetPlace, moving: Moving, *, first: bool) -> None:
        """Names follow the sheet they belong to. Those of the whole workbook, other sheets and charts, the first."""
        if moving.idle:
            return
        ours = {str(each.index) for each in self.ours}
        for name in self._names():
            scope = name.get("localSheetId")
            if name.text and (scope == str(sheet.index) or (first and scope not in ours)):
                name.text = moving.name(name.text)
        if first:
            self._follow_elsewhere(moving)

    def _follow_elsewhere(self, moving: Moving) -> None:
        """Formulas of other sheets, and of charts that stand there."""
        ours = [each.path for each in self.ours]
        done = {*ours, *(part for path in ours for _, part in belonging(self._package, path))}
        for name in self._package.names:
            if name not in done and _COMPUTING.fullmatch(name):
                after = followed_formulas(self._package.data(name), moving)
                if after is not None:
                    self._package.put(name, after)

    def finish(self) -> None:
        """Writes the part if it changed. A list of formulas that no longer holds goes: Excel makes it anew."""
        chain = self._package.part("calcChain")
        if chain in self._package and self.formulas_changed:
            _drop(self._package, chain)
        if self.recalculate or self._formulas_elsewhere():
            self._calculate()
        if etree.tostring(self._root) != self._before:
            self._package.put(self._package.workbook, serialised(self._root))

    def _formulas_elsewhere(self) -> bool:
        paths = {each.path for each in self._package.sheets(self._root)} - {each.path for each in self.ours}
        return any(b"<f>" in data or b"<f " in data for data in (self._package.data(path) for path in sorted(paths)))

    def _calculate(self) -> None:
        """Asks Excel to compute on opening: a value is shown that this program does not know."""
        found = self._root.find(f"{MAIN}calcPr")
        if found is None:
            before = {f"{MAIN}{name}" for name in _BEFORE_CALCULATION}
            place = max(number for number, each in enumerate(self._root) if each.tag in before)
            found = etree.Element(f"{MAIN}calcPr")
            self._root.insert(place + 1, found)
        found.set("fullCalcOnLoad", "1")


def _relate(package: Package, paths: Sequence[str]) -> list[str]:
    """Relations of the workbook to these sheets; gives their ids."""
    part = relations_path(package.workbook)
    root = package.root(part)
    taken = {str(each.get("Id")) for each in root}
    made = []
    for path in paths:
        number = 1
        while f"rId{number}" in taken:
            number += 1
        taken.add(f"rId{number}")
        made.append(f"rId{number}")
        keys = {"Id": made[-1], "Type": _WORKSHEET, "Target": f"/{path}"}
        etree.SubElement(root, f"{RELATION}Relationship", keys)
    package.put(part, serialised(root))
    return made


def _drop(package: Package, part: str) -> None:
    """Takes a part of the workbook out, with its relation and its content type."""
    gone = {each.id for each in package.relations(package.workbook) if each.target == part}
    relations, types = package.root(relations_path(package.workbook)), package.root(CONTENT_TYPES)
    for element in relations.findall(f"{RELATION}Relationship"):
        if element.get("Id") in gone:
            relations.remove(element)
    for element in types.findall(f"{CONTENT_TYPE}Override"):
        if element.get("PartName") == f"/{part}":
            types.remove(element)
    package.put(relations_path(package.workbook), serialised(relations))
    package.put(CONTENT_TYPES, serialised(types))
    package.drop(part)
