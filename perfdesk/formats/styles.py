"""The looks of a workbook: fonts, fills, borders, alignments, number formats, by the number a cell gives.

Knows styles.xml and the theme's colours. Refuses to know which cell has which look. Adding a look (a cell's own, with
another border or wrapped) is the one change it makes, for cells that a merged class opened or closed.
"""

import copy
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import NamedTuple, TypeVar

from lxml import etree

from perfdesk.core.layout.template import Border, Style
from perfdesk.formats.number_format import BUILT_IN
from perfdesk.formats.package import MAIN, Package, serialised

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIDES = ("left", "right", "top", "bottom")
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
                "folHlink")  # fmt: skip
_PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
)
"""Excel's indexed colours 0 to 63, six digits each."""
_HORIZONTAL = {"left": "left", "center": "center", "right": "right", "justify": "justify", "distributed": "justify",
               "centerContinuous": "center", "fill": "left"}  # fmt: skip


_VERTICAL = {"top": "top", "bottom": "bottom"}

T = TypeVar("T")


class Font(NamedTuple):
    name: str = "宋体"
    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""


class Looks:
    """The cellXfs of one workbook."""

    def __init__(self, root: etree._Element, theme: Callable[[], Mapping[int, str]]) -> None:
        self._root, self._theme = root, theme
        self._xfs = root.findall(f"{MAIN}cellXfs/{MAIN}xf")
        self._formats = {
            int(each.get("numFmtId", "0")): str(each.get("formatCode"))
            for each in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
        }
        self._styles: dict[int, Style] = {}
        self._made: dict[tuple[int, Border, bool, float], int] = {}
        self.changed = False

    @classmethod
    def read(cls, package: Package) -> "Looks":
        part, theme = package.part("styles"), package.part("theme")
        root = package.root(part) if part in package else etree.Element(f"{MAIN}styleSheet")
        # A theme is the largest part of many a workbook, and most have no colour of it but black and white.
        return cls(root, cache(lambda: _theme_colors(package.root(theme)) if theme in package else {}))

    def style(self, look: int) -> Style:
        if look not in self._styles:
            self._styles[look] = self._style(look)
        return self._styles[look]

    def number_format(self, look: int) -> str:
        if not 0 <= look < len(self._xfs):
            return "General"
        number = int(self._xfs[look].get("numFmtId", "0"))
        return self._formats.get(number) or BUILT_IN.get(number, "General")

    def border(self, look: int) -> Border:
        if not 0 <= look < len(self._xfs):
            return Border()
        return _pick(self._borders, self._xfs[look].get("borderId"), Border())

    def visible(self, look: int) -> bool:
        """Whether an empty cell of this look shows: it has a border or a fill."""
        style = self.style(look)
        return bool(style.fill) or style.border != Border()

    def variant(self, look: int, *, border: Border | None = None, wrap: bool = False, size: float | None = None) -> int:
        """The number of this look with another border or size, or with its text wrapped; made where there is none."""
        border = self.border(look) if border is None else border
        wrap, size = wrap or self.style(look).wrap, size or self.style(look).size
        key = (look, border, wrap, size)
        if key not in self._made:
            self._made[key] = self._found(look, border, wrap, size)
        return self._made[key]

    def xml(self) -> bytes:
        return serialised(self._root)

    def _style(self, look: int) -> Style:
        if not 0 <= look < len(self._xfs):
            return Style(size=11, vertical="bottom")
        xf = self._xfs[look]
        font = _pick(self._fonts, xf.get("fontId"), Font())
        alignment = xf.find(f"{MAIN}alignment")
        place: Mapping[str, str] = {} if alignment is None else {str(k): str(v) for k, v in alignment.items()}
        return Style(
            font=font.name,
            size=font.size,
            bold=font.bold,
            italic=font.italic,
            underline=font.underline,
            color=font.color,
            fill=_pick(self._fills, xf.get("fillId"), ""),
            horizontal=_HORIZONTAL.get(place.get("horizontal", ""), ""),
            vertical=_VERTICAL.get(place.get("vertical", "bottom"), "center"),
            wrap=place.get("wrapText") in ("1", "true") or place.get("horizontal") in ("justify", "distributed"),
            indent=int(place.get("indent", "0")),
            rotation=int(place.get("textRotation", "0")),
            number_format=self.number_format(look),
            border=self.border(look),
        )

    @cached_property
    def _fonts(self) -> list[Font]:
        return [self._font(each) for each in self._root.iterfind(f"{MAIN}fonts/{MAIN}font")]

    @cached_property
    def _fills(self) -> list[str]:
        return [self._fill(each) for each in self._root.iterfind(f"{MAIN}fills/{MAIN}fill")]

    @cached_property
    def _borders(self) -> list[Border]:
        return [_border(each) for each in self._root.iterfind(f"{MAIN}borders/{MAIN}border")]

    def _font(self, font: etree._Element) -> Font:
        name, size, line = font.find(f"{MAIN}name"), font.find(f"{MAIN}sz"), font.find(f"{MAIN}u")
        return Font(
            name=str(name.get("val")) if name is not None else Font().name,
            size=float(size.get("val", "11")) if size is not None else Font().size,
            bold=_on(font.find(f"{MAIN}b")),
            italic=_on(font.find(f"{MAIN}i")),
            underline=line is not None and line.get("val") != "none",
            color=self._color(font.find(f"{MAIN}color")),
        )

    def _fill(self, fill: etree._Element) -> str:
        pattern = fill.find(f"{MAIN}patternFill")
        solid = pattern is not None and pattern.get("patternType") == "solid"
        return self._color(pattern.find(f"{MAIN}fgColor"), ground=True) if pattern is not None and solid else ""

    def _color(self, color: etree._Element | None, ground: bool = False) -> str:
        """#RRGGBB, or blank for the ordinary ink (white, for a ground)."""
        if color is None:
            return ""
        if color.get("rgb"):
            return f"#{str(color.get('rgb'))[-6:].upper()}"
        if color.get("indexed"):
            index = int(color.get("indexed", "64"))
            return f"#{_PALETTE[6 * index : 6 * index + 6]}" if index < 64 else ""
        theme, tint = color.get("theme"), float(color.get("tint", "0"))
        if theme is None or (theme == ("0" if ground else "1") and not tint):
            return ""
        return _tinted(self._theme().get(int(theme), "FFFFFF" if theme == "0" else "000000"), tint)

    def _found(self, look: int, border: Border, wrap: bool, size: float) -> int:
        if (border, wrap, size) == (self.border(look), self.style(look).wrap, self.style(look).size):
            return look
        xf = copy.deepcopy(self._xfs[look])
        if size != self.style(look).size:
            xf.set("fontId", str(self._font_number(look, size)))
            xf.set("applyFont", "1")
        if wrap:
            _alignment(xf).set("wrapText", "1")
        wanted = _without_border(xf)
        for number, known in enumerate(self._xfs):
            if self.border(number) == border and _without_border(known) == wanted:
                return number
        xf.set("borderId", str(self._border_number(look, border)))
        xf.set("applyBorder", "1")
        self._append("cellXfs", xf)
        self._xfs.append(xf)
        return len(self._xfs) - 1

    def _font_number(self, look: int, size: float) -> int:
        """The font of a look in another size."""
        known = self._root.findall(f"{MAIN}fonts/{MAIN}font")
        font = copy.deepcopy(known[int(self._xfs[look].get("fontId", "0"))])
        element = font.find(f"{MAIN}sz")
        if element is None:
            element = etree.SubElement(font, f"{MAIN}sz")
        element.set("val", f"{size:g}")
        wanted = etree.tostring(font, method="c14n")
        for number, each in enumerate(known):
            if etree.tostring(each, method="c14n").strip() == wanted.strip():
                return number
        self._append("fonts", font)
        return len(known)

    def _border_number(self, look: int, border: Border) -> int:
        if border in self._borders:
            return self._borders.index(border)
        known = self._root.findall(f"{MAIN}borders/{MAIN}border")
        element = copy.deepcopy(known[int(self._xfs[look].get("borderId", "0"))])
        for name in _SIDES:
            _set_side(element, name, getattr(border, name))
        self._append("borders", element)
        self._borders.append(border)
        return len(self._borders) - 1

    def _append(self, table: str, element: etree._Element) -> None:
        parent = self._root.find(f"{MAIN}{table}")
        if parent is None:
            raise ValueError(f"styles without {table}")
        parent.append(element)
        parent.set("count", str(len(parent)))
        self.changed = True


def _pick(known: list[T], index: str | None, default: T) -> T:
    number = int(index or "0")
    return known[number] if number < len(known) else default


def _alignment(xf: etree._Element) -> etree._Element:
    found = xf.find(f"{MAIN}alignment")
    if found is None:
        found = etree.Element(f"{MAIN}alignment")
        xf.insert(0, found)
    xf.set("applyAlignment", "1")
    return found


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val") not in ("0", "false")


def _border(border: etree._Element) -> Border:
    found = {}
    for name in _SIDES:
        side = border.find(f"{MAIN}{name}")
        found[name] = "" if side is None else str(side.get("style", "")).replace("none", "")
    return Border(**found)


def _set_side(border: etree._Element, name: str, style: str) -> None:
    """Gives one side of a border its line; the colour it had, or automatic, stays."""
    side = border.find(f"{MAIN}{name}")
    if side is None:
        side = etree.Element(f"{MAIN}{name}")
        border.insert(_SIDES.index(name), side)
    if not style:
        side.attrib.pop("style", "")
        del side[:]
        return
    side.set("style", style)
    if not len(side):
        etree.SubElement(side, f"{MAIN}color").set("auto", "1")


def _without_border(xf: etree._Element) -> bytes:
    """What a look is but for its border."""
    same = copy.deepcopy(xf)
    for key in ("borderId", "applyBorder"):
        same.attrib.pop(key, "")
    same.tail = None
    return etree.tostring(same, method="c14n")


def _theme_colors(theme: etree._Element) -> dict[int, str]:
    scheme = theme.find(f".//{_DRAWING}clrScheme")
    if scheme is None:
        return {}
    found = {}
    for each in scheme:
        name = etree.QName(each).localname
        if name in _THEME_ORDER and len(each):
            found[_THEME_ORDER.index(name)] = str(each[0].get("lastClr") or each[0].get("val"))
    return found


def _tinted(color: str, tint: float) -> str:
    """Lighter (tint above 0) or darker, each channel by the share; close to what Excel does on lightness."""
    channels = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    moved = (value + (255 - value) * tint if tint > 0 else value * (1 + tint) for value in channels)
    return "#" + "".join(f"{round(value):02X}" for value in moved)
