"""The zip of an office document: its parts in order, their relations, their XML.

Knows names, relations, content types, and how to write the zip again so that a part nobody touched is byte for
byte what it was. Refuses to know what a part says (`ooxml.py` reads one sheet, `xlsx.py` fills one).
XML is parsed without entities, DTDs or network.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from lxml import etree

from perfdesk.core.errors import PerfdeskError
from perfdesk.formats import archive

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENT_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[Content_Types].xml"

DAMAGED = "这个文件的内容已损坏，请用 Excel、Word 或 WPS 打开后另存一份再试。"
TOO_LARGE = "这个文件解开后大得不正常，不予打开；请删去多余的空行、空列和图片，另存一份再试。"

_DOCTYPE = b"<!DOCTYPE"
_LARGEST = 200_000_000
"""Bytes of all parts unpacked. An official workbook has well under a hundredth of it; more is a trap."""
_MOST_MARKS = 3_000_000
"""Tags and attributes of one part. A parsed one takes a hundred bytes and more."""


class Relation(NamedTuple):
    """One line of a .rels part. `target` is the path of the part, or the address outside."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: `drawing`, `comments`, `image`…"""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True)
class SheetPlace:
    """Where a sheet stands in its workbook. `index` counts from 0, as localSheetId does."""

    name: str
    index: int
    relation: str
    path: str


def parse(data: bytes) -> etree._Element:
    """The root of an XML part."""
    vet(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PerfdeskError(DAMAGED) from error


def vet(data: bytes, most: int = _MOST_MARKS) -> None:
    """Stops before a parser sees what no office document has: entities of its own, millions of elements."""
    if _DOCTYPE in data or any(_DOCTYPE.decode().encode(code) in data[:4096] for code in ("utf-16-le", "utf-16-be")):
        raise PerfdeskError("文件里有不该有的文档类型声明，为安全起见不予打开；请用 Excel、Word 或 WPS 另存一份再试。")
    vet_size(data, most)


def vet_size(data: bytes, most: int = _MOST_MARKS) -> None:
    if len(data) > most and data.count(b"<") + data.count(b"=") > most:
        raise PerfdeskError(TOO_LARGE)


def serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def relations_path(part: str) -> str:
    """Where the relations of a part are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


_UNREADABLE = (KeyError, EOFError, NotImplementedError, RuntimeError, OSError, zipfile.BadZipFile, zlib.error)
"""What zipfile raises for a part that is missing, encrypted, cut off, or packed in a way it does not know."""


class _Source:
    """A document as it is on disk. Kept for the next export: the official workbooks are few, and never change."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise PerfdeskError("这不是 Excel 工作簿（.xlsx），或者它加了打开密码。") from error
        self.packed = data
        self.infos = self._zip.infolist()
        self.names = {info.filename for info in self.infos}
        if sum(info.file_size for info in self.infos) > _LARGEST:
            raise PerfdeskError(TOO_LARGE)
        self.data = cache(self.unpacked)
        self.relations = cache(lambda name: relations_in(self.data(name), name))

    def unpacked(self, name: str) -> bytes:
        try:
            info = self._zip.getinfo(name)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise NotImplementedError(name)  # no office packs so, and zipfile inflates these without bounds
            # Asked for a number of bytes, zipfile inflates no more than these, whatever hides behind a lying header.
            with self._zip.open(info) as part:
                return part.read(info.file_size)
        except _UNREADABLE as error:
            raise PerfdeskError(
                f"这个文件不完整（缺少或读不出 {name}），请用 Excel、Word 或 WPS 另存一份再试。"
            ) from error


_source = lru_cache(maxsize=4)(_Source)


class Package:
    """The parts of one document, and what is to be different when it is written again."""

    def __init__(self, data: bytes, *, keep: bool = True) -> None:
        """`keep` the document unpacked for the next time: right for templates, not for what is read once."""
        self._source = _source(data) if keep else _Source(data)
        self._changed: dict[str, bytes] = {}
        self._added: list[str] = []
        self._gone: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return (name in self._source.names or name in self._changed) and name not in self._gone

    @property
    def names(self) -> list[str]:
        """The parts, in the order of the zip, added ones last."""
        return [info.filename for info in self._source.infos if info.filename not in self._gone] + self._added

    def data(self, name: str) -> bytes:
        return self._changed[name] if name in self._changed else self._source.data(name)

    def passing(self, name: str) -> bytes:
        """A part as it is on disk, not kept: for large ones that are read once."""
        return self._source.unpacked(name)

    def root(self, name: str) -> etree._Element:
        return parse(self.data(name))

    def put(self, name: str, data: bytes) -> None:
        """Replaces a part, or adds it at the end."""
        if name not in self:
            self._added.append(name)
        self._changed[name] = data

    def drop(self, name: str) -> None:
        self._gone.add(name)

    def relations(self, part: str) -> list[Relation]:
        name = relations_path(part)
        if name not in self:
            return []
        return relations_in(self._changed[name], name) if name in self._changed else self._source.relations(name)

    @cached_property
    def workbook(self) -> str:
        """The path of the workbook part."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument":
                return relation.target
        raise PerfdeskError("这不是 Excel 工作簿（.xlsx）。")

    def part(self, kind: str) -> str:
        """The path of the workbook's part of this kind (`styles`, `sharedStrings`, `theme`…), or blank."""
        for relation in self.relations(self.workbook):
            if relation.kind == kind:
                return relation.target
        return ""

    def sheets(self, workbook: etree._Element) -> list[SheetPlace]:
        targets = {each.id: each.target for each in self.relations(self.workbook)}
        return [
            SheetPlace(
                str(element.get("name")),
                index,
                str(element.get(f"{OFFICE_RELATION}id")),
                targets.get(str(element.get(f"{OFFICE_RELATION}id")), ""),
            )
            for index, element in enumerate(workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"))
        ]

    def sheet(self, workbook: etree._Element, name: str) -> SheetPlace:
        for sheet in self.sheets(workbook):
            if sheet.name == name:
                return sheet
        raise PerfdeskError(f"工作簿里没有工作表「{name}」。")

    def packed(self) -> bytes:
        """The document: untouched parts, their order and their time stamps as they were."""
        kept = [info for info in self._source.infos if info.filename not in self._gone]
        entries = [
            archive.made(info.filename, self._changed[info.filename], info)
            if info.filename in self._changed
            else archive.copied(self._source.packed, info)
            for info in kept
        ]
        entries += [archive.made(name, self._changed[name], self._source.infos[0]) for name in self._added]
        return archive.joined(entries)


def relations_in(data: bytes, name: str) -> list[Relation]:
    """The lines of a .rels part of this name."""
    folder = posixpath.dirname(posixpath.dirname(name))
    return [_relation(element, folder) for element in parse(data).iterfind(f"{RELATION}Relationship")]


def _relation(element: etree._Element, folder: str) -> Relation:
    target, external = str(element.get("Target", "")), element.get("TargetMode") == "External"
    if not external:
        target = _unquoted(target)
        target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relation(str(element.get("Id")), str(element.get("Type")), target, external)


def _unquoted(target: str) -> str:
    if "%" not in target:
        return target
    # Hardly any workbook needs it, and every start of the program would pay for the import.
    from urllib.parse import unquote

    return unquote(target)


def numbered_after(name: str, taken: set[str]) -> str:
    """The next free name of the same kind: `xl/worksheets/sheet1.xml` → `xl/worksheets/sheet4.xml`."""
    stem, dot, suffix = name.rpartition(".")
    stem = re.sub(r"\d+$", "", stem)
    number = 1
    while f"{stem}{number}{dot}{suffix}" in taken:
        number += 1
    return f"{stem}{number}{dot}{suffix}"
