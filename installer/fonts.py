"""Makes `resources/fonts`: the faces of faces.toml cut to the characters of Chinese office work, and widths.json.

    apt-get install fonts-noto-cjk fonts-lxgw-wenkai unicode-data && pip install fonttools
    python installer/fonts.py

Knows where Debian keeps the sources, which characters a form can need and what a file for PDF and window must be:
TrueType outlines, no layout tables (every drawer sets one character after the other), no hints. The same packages
give the same bytes. The files are in the repository: nobody needs to run this to build or use the program.
"""

import bz2
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
NAMES = "䶮㛃𬭎𫖯𬀩𠅤喆堃犇"
"""Characters of people's names that clerks have trouble with; most are in the 8105."""
YOUNGEST = "鿫鿬鿭鿮鿯"
"""Required by GB 18030-2022, and younger than the serif face."""
BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2C6, 0x2DD), (0x370, 0x3FF), (0x400, 0x45F),  # letters, Greek, Cyrillic
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),  # punctuation, raised and lowered digits, currencies
    (0x2100, 0x218F), (0x2190, 0x22FF), (0x2300, 0x23FF),  # ℃ № Ⅰ–Ⅻ, arrows, mathematics, technical
    (0x2460, 0x257F), (0x2580, 0x27BF), (0x2E80, 0x2FDF),  # ①–⑳, box drawing, □☑✓, radicals (PDFs paste them)
    (0x3000, 0x312F), (0x3190, 0x31EF), (0x3220, 0x33FF),  # CJK punctuation, kana, bopomofo, strokes, ㈠ ㎡
    (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6), (0xFFFD, 0xFFFD),  # full width
)  # fmt: skip
TWINS = {"☐": "□", "✔": "✓", "✘": "×", "✗": "×"}
TICKED = {"☑": "✓", "☒": "×"}
"""Forms tick boxes; these faces have the box and the tick, but not the ticked box."""
TOLERANCE = 1.0
"""How far, in 1/1000 em, a quadratic outline may stray from the cubic one."""
KEPT = ("head", "hhea", "hmtx", "maxp", "OS/2", "name", "post", "cmap", "glyf", "loca", "CFF ")
CMAPS = (4, 12)
"""Formats of the character tables that are kept: the basic plane, and all."""


def main() -> None:
    definition = tomllib.loads((FONTS / "faces.toml").read_text("utf-8"))
    faces = definition["faces"]
    wanted = {ord(character) for character in standard_characters() + gb2312() + NAMES + YOUNGEST}
    wanted |= {code for first, last in BLOCKS for code in range(first, last + 1)}
    made = {key: make(key, face, wanted) for key, face in faces.items()}
    make("rare", definition["rare"], required() - set(made["serif"].getBestCmap()))
    for name in dict.fromkeys(face["licence"] for face in faces.values()):
        own = {key: face for key, face in faces.items() if face["licence"] == name}
        notices = dict.fromkeys(made[key]["name"].getDebugName(0) for key in own)
        (FONTS / name).write_text(licence(next(iter(own.values()))["package"], notices), encoding="utf-8")
    (FONTS / "widths.json").write_text(widths(made), encoding="utf-8")


def standard_characters() -> str:
    """通用规范汉字表, as Unicode records it (kTGH)."""
    lines = bz2.decompress(UNIHAN.read_bytes()).decode("utf-8").splitlines()
    found = "".join(chr(int(line.split("\t")[0][2:], 16)) for line in lines if "\tkTGH\t" in line)
    if len(found) != 8105:
        sys.exit(f"{UNIHAN}: {len(found)} characters of 8105")
    return found


def gb2312() -> str:
    """All of GB 2312: 6763 characters and the symbols of its first nine rows."""
    pairs = (bytes((row, place)) for row in range(0xA1, 0xF8) for place in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in pairs)


def required() -> set[int]:
    """What level 1 of GB 18030-2022 asks for."""
    levels = tomllib.loads((FONTS.parent / "gb18030.toml").read_text("utf-8"))["level"]
    return {code for first, last in levels[0]["ranges"] for code in range(first, last + 1)}


def make(key: str, face: dict[str, Any], wanted: set[int]) -> TTFont:
    """Writes one face; returns the font as written."""
    version = installed(face["package"])
    if version != face["version"]:
        sys.exit(f"{face['package']} is {version}, faces.toml says {face['version']}")
    font = TTFont(face["source"], fontNumber=face["number"], recalcTimestamp=False)
    halve(font, face.get("half_width", ""))
    subset(font, wanted - set(map(ord, face.get("without", ""))))
    if "CFF " in font:
        to_truetype(font)
    if ord("□") in font.getBestCmap():
        tick(font)
    strip(font)
    rename(font, face, bold=key.endswith("-bold"))
    font.save(FONTS / face["file"])
    print(f"{face['file']}: {len(font.getBestCmap())} characters, {(FONTS / face['file']).stat().st_size:,} bytes")
    return TTFont(FONTS / face["file"])


def installed(package: str) -> str:
    query = ["dpkg-query", "-W", "-f", "${Version}", package]
    return subprocess.run(query, capture_output=True, text=True, check=True).stdout


def halve(font: TTFont, characters: str) -> None:
    """Gives characters their half-width form, as 宋体 has it: figures stand in columns."""
    layout = font["GSUB"].table
    tables = [table for table in font["cmap"].tables if table.format in CMAPS]
    for record in layout.FeatureList.FeatureRecord:
        if record.FeatureTag != "hwid" or not characters:
            continue
        for lookup in record.Feature.LookupListIndex:
            for part in layout.LookupList.Lookup[lookup].SubTable:
                mapping = getattr(part, "ExtSubTable", part).mapping
                for table in tables:
                    table.cmap |= {
                        code: mapping.get(table.cmap[code], table.cmap[code]) for code in map(ord, characters)
                    }
        return


def subset(font: TTFont, wanted: set[int]) -> None:
    options = Options(layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True, glyph_names=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def to_truetype(font: TTFont) -> None:
    """Cubic outlines to quadratic ones: reportlab embeds no others."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, drawn
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for limit in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(font["maxp"], f"max{limit}", 1 if limit == "Zones" else 0)
    font["maxp"].maxSizeOfInstructions = font["maxp"].maxComponentElements = 0
    for name in order:
        drawn[name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], drawn[name].xMin)
    font.sfntVersion = "\0\1\0\0"


def tick(font: TTFont) -> None:
    """Adds the signs that can be put together from those there are."""
    glyphs, names = font["glyf"], dict(font.getBestCmap())
    for character, mark in TICKED.items():
        if ord(character) not in names:
            pen = TTGlyphPen(font.getGlyphSet())
            pen.addComponent(names[ord("□")], (1, 0, 0, 1, 0, 0))
            pen.addComponent(names[ord(mark)], centred(glyphs[names[ord("□")]], glyphs[names[ord(mark)]]))
            names[ord(character)] = f"ticked{ord(character):04X}"
            glyphs[names[ord(character)]] = pen.glyph()
            font["hmtx"][names[ord(character)]] = font["hmtx"][names[ord("□")]]  # □ reaches furthest left
            font.setGlyphOrder(glyphs.glyphOrder)
    for character, twin in TWINS.items():
        names.setdefault(ord(character), names[ord(twin)])
    for table in font["cmap"].tables:
        if table.format in CMAPS:
            table.cmap |= {code: name for code, name in names.items() if code < 0x10000 or table.format == 12}


def centred(box: Any, mark: Any) -> tuple[float, float, float, float, float, float]:
    """How a mark is scaled and moved to fill three quarters of a box."""
    scale = 0.75 * (box.xMax - box.xMin) / max(mark.xMax - mark.xMin, mark.yMax - mark.yMin)
    across = (box.xMin + box.xMax - scale * (mark.xMin + mark.xMax)) / 2
    up = (box.yMin + box.yMax - scale * (mark.yMin + mark.yMax)) / 2
    return scale, 0, 0, scale, across, up


def strip(font: TTFont) -> None:
    for table in set(font.keys()) - set(KEPT) - {"GlyphOrder"}:
        del font[table]
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format in CMAPS and table.platformID == 3]
    font["post"].formatType = 3.0
    font["gasp"] = newTable("gasp")
    font["gasp"].version, font["gasp"].gaspRange = 1, {0xFFFF: 15}


def rename(font: TTFont, face: dict[str, Any], *, bold: bool) -> None:
    names, style = font["name"], "Bold" if bold else "Regular"
    kept = {number: names.getDebugName(number) for number in (0, 5, 7, 13, 14)}
    postscript = face["file"].removesuffix(".ttf")
    texts = kept | {1: face["family"], 2: style, 3: f"{postscript}:{face['version']}", 4: f"{face['family']} {style}"}
    texts |= {6: postscript, 10: f"Characters and tables cut from {Path(face['source']).name} for perfdesk."}
    names.names = []
    for number, text in sorted(texts.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)


def licence(package: str, notices: Iterable[str]) -> str:
    """The notices of the fonts and the licence as Debian records it, without the packaging around it."""
    text = Path(f"/usr/share/doc/{package}/copyright").read_text("utf-8")
    stanza = re.search(r"^License: (?:SIL|OFL)-1\.1\n( .*?)(?=^\S|\Z)", text, re.M | re.S)
    reserved = re.search(r"^ (With Reserved Font Names? .*?)\. ", text, re.M | re.S)
    if not stanza:
        sys.exit(f"{package}: no licence text found")
    body = re.sub(r"^ \.?", "", stanza[1], flags=re.M).strip()
    lines = [line for notice in notices for line in notice.splitlines()]
    head = "\n".join(lines + ([reserved[1]] if reserved else []))
    return f"{head}\n\nFrom Debian's {package}; changed for perfdesk by installer/fonts.py.\n\n{body}\n"


def widths(made: dict[str, TTFont]) -> str:
    """What `typefaces.py` needs: characters a full em wide in every face, then by face the others by their width."""
    tables = {key: dict(advances(font)) for key, font in made.items()}
    full = set.intersection(*({char for char, width in table.items() if width == 1000} for table in tables.values()))
    faces: dict[str, dict[str, str]] = {}
    for key, table in tables.items():
        rest = sorted((width, char) for char, width in table.items() if char not in full)
        faces[key] = {str(width): "".join(char for wide, char in rest if wide == width) for width, _ in rest}
    return json.dumps({"full": "".join(sorted(full)), "faces": faces}, ensure_ascii=False, indent=1) + "\n"


def advances(font: TTFont) -> Iterator[tuple[str, int]]:
    scale = 1000 / font["head"].unitsPerEm
    for code, name in font.getBestCmap().items():
        yield chr(code), round(font["hmtx"][name][0] * scale)


if __name__ == "__main__":
    main()
