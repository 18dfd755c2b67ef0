"""Characters that only a face installed on this PC has: the rarest names, beyond what we bring.

Knows where systems keep fonts and how a TrueType file says which characters it has. Looks only when a Chinese
character is asked for that no bundled face has, and only at faces that a PDF may embed: TrueType outlines, embedding
allowed. Refuses to know who draws.
"""

import os
import struct
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x40000))
_LIKELY = ("hanamin", "simsunb", "songs-extended", "kaixinsong", "zhonghuasong", "plangothic", "song", "ming", "sung")
"""Parts of the names of faces with very many characters, likeliest first."""
_RESTRICTED = 0x0002
"""The licence bit of a face that must not be embedded."""


@lru_cache(maxsize=4096)
def lender(character: str) -> Path | None:
    """A face on this PC that has this Chinese character, drawn one em wide; None where there is none."""
    code = ord(character)
    if not any(code in part for part in _HAN):
        return None
    return next((path for path in _files() if code in _Characters.of(path)), None)


def has(path: Path, character: str) -> bool:
    """Whether this face has a character."""
    return ord(character) in _Characters.of(path)


def characters_of(path: Path) -> frozenset[int]:
    return frozenset(_Characters.of(path).codes)


def characters() -> frozenset[int]:
    """The code points of all Chinese characters some face on this PC could lend. Reads every face there is."""
    found: set[int] = set()
    for path in _files():
        found |= characters_of(path)
    return frozenset(code for code in found if any(code in part for part in _HAN))


@cache
def _files() -> tuple[Path, ...]:
    found = {path for folder in folders() if folder.is_dir() for path in folder.rglob("*") if _promising(path)}
    return tuple(sorted(found, key=lambda path: (_likelihood(path), path.name, str(path))))


def folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, its own and hers."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return windows, home / "AppData/Local/Microsoft/Windows/Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"


def _promising(path: Path) -> bool:
    return path.suffix.lower() == ".ttf" and path.is_file()


def _likelihood(path: Path) -> tuple[int, bool]:
    """Faces with many characters first, and of a family the upright, regular one."""
    name = path.name.lower()
    place = next((number for number, part in enumerate(_LIKELY) if part in name), len(_LIKELY))
    return place, any(part in name for part in ("bold", "light", "italic", "mono", "medium", "black"))


class _Characters:
    """The characters of one face, as ranges; empty where the file is none that a PDF may embed."""

    def __init__(self, ranges: list[tuple[int, int, int]]) -> None:
        self._ranges = ranges

    @property
    def codes(self) -> set[int]:
        return {code for first, last, glyph in self._ranges for code in range(first, last + 1) if glyph + code - first}

    def __contains__(self, code: int) -> bool:
        return any(first <= code <= last and glyph + code - first for first, last, glyph in self._ranges)

    @staticmethod
    @cache
    def of(path: Path) -> "_Characters":
        try:
            return _Characters(list(_ranges(path)))
        except (OSError, struct.error, KeyError, ValueError):
            return _Characters([])


def _ranges(path: Path) -> Iterator[tuple[int, int, int]]:
    """First and last character and first glyph of each range of the largest map of a face (format 12, or 4)."""
    with path.open("rb") as file:
        if file.read(4) not in (b"\0\1\0\0", b"true"):
            return
        count = struct.unpack(">H", file.read(8)[:2])[0]
        tables = {tag: (start, size) for tag, _, start, size in struct.iter_unpack(">4sIII", file.read(16 * count))}
        file.seek(tables[b"OS/2"][0] + 8)
        if struct.unpack(">H", file.read(2))[0] & 0x000F == _RESTRICTED or b"glyf" not in tables:
            return
        file.seek(tables[b"cmap"][0])
        cmap = file.read(tables[b"cmap"][1])
    maps = [struct.unpack_from(">HHI", cmap, 4 + 8 * number) for number in range(struct.unpack_from(">H", cmap, 2)[0])]
    for platform, encoding, start in sorted(maps, reverse=True):
        form = struct.unpack_from(">H", cmap, start)[0]
        if (platform, encoding) in ((3, 10), (0, 4), (0, 6)) and form == 12:
            groups = struct.unpack_from(">I", cmap, start + 12)[0]
            yield from struct.iter_unpack(">III", cmap[start + 16 : start + 16 + 12 * groups])
            return
    for platform, encoding, start in maps:
        if (platform, encoding) in ((3, 1), (0, 3)) and struct.unpack_from(">H", cmap, start)[0] == 4:
            yield from _segments(cmap, start)
            return


def _segments(cmap: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """The segments of a format 4 map that give glyphs by their distance; lists of single glyphs, one by one."""
    count = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", cmap, start + 14)
    firsts, deltas, offsets = (
        struct.unpack_from(f">{count}H", cmap, start + 16 + 2 * count * (1 + number)) for number in range(3)
    )
    for number, (first, last, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        if not offset:
            yield first, last, (first + delta) & 0xFFFF
            continue
        place = start + 16 + 6 * count + 2 * number + offset
        for code in range(first, last + 1):
            glyph = struct.unpack_from(">H", cmap, place + 2 * (code - first))[0]
            if glyph:
                yield code, code, (glyph + delta) & 0xFFFF
