"""Which face stands in for an official font, how wide its characters are, and who lends the ones it lacks.

Knows the faces under `resources/fonts` from two small files, without a font library: `faces.toml` (which official
name means which face) and `widths.json` (both made by `installer/fonts.py`). Refuses to know who draws: the page is
measured, the window painted and the PDF written with the same answers, so lines break alike everywhere.
Rare characters have a bundled face of their own, looked at only when one is met; what that lacks too may be lent by a
face installed on this PC (`installed.py`).
"""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from perfdesk import catalog, installed

GETA = "〓"
"""Drawn where no face has the character: a printer's 〓 says that something stands here."""


class Face(NamedTuple):
    key: str
    path: Path
    family: str
    bold: bool
    """The face is a bold one. Where a style is bold and its face is not, the drawer thickens it."""
    known: bool = True
    """One of `faces()`; else a file only looked at when a character needs it, whose family nobody has asked for."""
    ours: bool = True
    """Bundled with the program; else a face of this PC."""


class _Set(NamedTuple):
    """A character as it is set: from which face, drawn as what (blank: not at all), how wide in em."""

    face: Face
    drawn: str
    width: float


def faces() -> tuple[Face, ...]:
    """All faces, for whoever has to register their files."""
    return tuple(_faces().values())


@cache
def face(font_name: str, bold: bool) -> Face:
    """The face that stands in for an official font: 宋体 → Noto Serif SC."""
    name = "".join(font_name.split()).lower()
    rules = _definition()["names"]
    key = next(rule["face"] for rule in rules if any(word in name for word in rule["words"]))
    return _faces()[_emboldened(key) if bold else key]


def advance(character: str, font_name: str, bold: bool) -> float:
    """How wide a character is, in em: the `Advance` of `core/layout/page.py`."""
    return _set(character, font_name, bold).width


def runs(text: str, font_name: str, bold: bool) -> list[tuple[Face, str]]:
    """The text in pieces of one face each, every character as it is to be drawn."""
    placed = [each for each in (_set(character, font_name, bold) for character in text) if each.drawn]
    return [
        (face, "".join(each.drawn for each in piece)) for face, piece in groupby(placed, key=lambda each: each.face)
    ]


def lacking(texts: Iterable[str]) -> str:
    """The characters no face has, each once: they print as 〓, and she should hear of it before."""
    characters = dict.fromkeys(character for text in texts for character in text if character != GETA)
    return "".join(each for each in characters if _set(each, "", False).drawn == GETA)


def characters() -> frozenset[int]:
    """The code points the bundled faces have."""
    full, narrow = _widths()
    rare = installed.characters_of(catalog.font_path(_definition()["rare"]["file"]))
    return rare.union(map(ord, full), *(map(ord, table) for table in narrow.values()))


@lru_cache(maxsize=1 << 16)
def _set(character: str, font_name: str, bold: bool) -> _Set:
    own = face(font_name, bold)
    if _blank(character):
        character = character if _width(own.key, character) is not None else " "
    elif _invisible(character):
        return _Set(own, "", 0.0)
    found = _lent(character, own.key, bold)
    if found is None:
        rare = _rare(character)
        path = rare or installed.lender(character)
        found = (
            _Set(Face(f"lent {path}", path, "", bold=False, known=False, ours=rare is not None), character, 1.0)
            if path
            else _lent(GETA, own.key, bold)
        )
    if found is None:
        raise RuntimeError(f"no face has {GETA}")
    return found


def _rare(character: str) -> Path | None:
    """The bundled face of rare characters, where it has this one. All are one em wide."""
    path = catalog.font_path(_definition()["rare"]["file"])
    return path if installed.has(path, character) else None


def _lent(character: str, own: str, bold: bool) -> _Set | None:
    """The character from the first bundled face that has it."""
    for key in _lenders(own, bold):
        width = _width(key, character)
        if width is not None:
            return _Set(_faces()[key], character, width)
    return None


def _blank(character: str) -> bool:
    return character == "\t" or unicodedata.category(character) in ("Zs", "Zl", "Zp")


def _invisible(character: str) -> bool:
    """Controls and format characters; variation selectors, which only change the character before them."""
    selects = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selects or unicodedata.category(character) in ("Cc", "Cf")


def _width(key: str, character: str) -> float | None:
    full, narrow = _widths()
    return 1.0 if character in full else narrow[key].get(character)


@cache
def _lenders(key: str, bold: bool) -> tuple[str, ...]:
    fallback = [_emboldened(each) if bold else each for each in _definition()["fallback"]]
    return tuple(dict.fromkeys([key, *fallback]))


def _emboldened(key: str) -> str:
    return str(_definition()["faces"][key].get("bold", key))


@cache
def _faces() -> dict[str, Face]:
    return {
        key: Face(key, catalog.font_path(entry["file"]), entry["family"], entry.get("bold") == key)
        for key, entry in _definition()["faces"].items()
    }


@cache
def _definition() -> dict[str, Any]:
    return tomllib.loads(catalog.font_path("faces.toml").read_text("utf-8"))


@cache
def _widths() -> tuple[str, dict[str, dict[str, float]]]:
    """The characters a full em wide in every face, and the others of each face with their widths.

    Ten thousand characters stay one string: each is looked up once, and a set of them takes longer to make.
    """
    import json

    data = json.loads(catalog.font_path("widths.json").read_text("utf-8"))
    narrow: dict[str, dict[str, float]] = {key: {} for key in data["faces"]}
    for key, table in data["faces"].items():
        for width, characters in table.items():
            narrow[key].update(dict.fromkeys(characters, int(width) / 1000))
    return data["full"], narrow
