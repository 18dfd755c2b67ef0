"""How a text breaks into lines of a given width, as Chinese typesetting wants it.

A line does not begin with closing punctuation nor end with an opening bracket; numbers, with the sign before them, and
Latin words are not torn apart unless they are wider than the line. Refuses to know fonts: what a character takes is
passed in.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_ATOM = re.compile(r"[≥≤≧≦>＞<＜=＝≈±＋+－−\-]?[0-9A-Za-z]+(?:[.,:/\-][0-9A-Za-z]+)*[%‰℃]?|\s|.", re.DOTALL)
_NOT_FIRST = frozenset("。，、；：？！）》」』】〕〉”’％‰℃…—·～.,;:?!)]}%°")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{￥$№")


def broken(text: str, width: float, advance: Callable[[str], float]) -> tuple[str, ...]:
    """The lines of a text in this width. A blank text has one blank line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, width, advance)
    return tuple(lines)


def _paragraph(text: str, width: float, advance: Callable[[str], float]) -> list[str]:
    if sum(map(advance, text)) <= width:
        return [text]
    lines, line, used = [], "", 0.0
    for piece in _pieces(text):
        wide = sum(map(advance, piece))
        if used + wide <= width:
            line, used = line + piece, used + wide
            continue
        if line.strip() and wide <= width:
            lines.append(line.rstrip())
            line, used = ("", 0.0) if piece.isspace() else (piece, wide)
            continue
        for character in piece:
            step = advance(character)
            if line and used + step > width:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + character, used + step
    return [*lines, line] if line else lines


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """The smallest parts a line may end after: words whole, punctuation with its neighbour."""
    pieces: list[str] = []
    for atom in _ATOM.findall(text):
        glued = pieces and (atom in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST)
        if glued and not pieces[-1].isspace():
            pieces[-1] += atom
        else:
            pieces.append(atom)
    return tuple(pieces)
