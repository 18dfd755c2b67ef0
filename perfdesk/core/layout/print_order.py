"""Which pages go to the printer, and in which order.

Knows how a range is written (`1-3,5`) and what copies and printing on both sides do to the order. Pages count from 0
here, from 1 where she reads and writes them. Refuses to know printers.
"""

import re
import unicodedata
from collections.abc import Sequence

_PART = re.compile(r"(\d{1,6})(?:-(\d{1,6})?)?$")
_DASHES = str.maketrans(dict.fromkeys("–—−~至到", "-") | dict.fromkeys("、;", ","))

Sheet = int | None
"""A page, or None: a side that stays empty."""


def chosen_pages(text: str, count: int) -> tuple[int, ...] | None:
    """The pages a range means, each once and in order; None where it is no range, or means a page there is not.

    `3-` goes on to the end.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    pages: set[int] = set()
    for part in filter(None, plain.split(",")):
        found = _PART.match(part)
        if found is None:
            return None
        first = int(found[1])
        last = int(found[2]) if found[2] else count if "-" in part else first
        if not 1 <= first <= last <= count:
            return None
        pages.update(range(first - 1, last))
    return tuple(sorted(pages)) or None


def order(
    pages: Sequence[int], starts: Sequence[int] = (0,), *, copies: int = 1, collate: bool = True, both: bool = False
) -> tuple[Sheet, ...]:
    """The sides as they leave the printer.

    On both sides of the paper, every part begins on a new sheet: `starts` are the pages parts begin with. Without
    `collate` the copies of a sheet follow each other.
    """
    once = _both_sides(pages, starts) if both else tuple(pages)
    if collate:
        return once * copies
    step = 2 if both else 1
    leaves = [once[at : at + step] for at in range(0, len(once), step)]
    return tuple(side for leaf in leaves for _ in range(copies) for side in leaf)


def _both_sides(pages: Sequence[int], starts: Sequence[int]) -> tuple[Sheet, ...]:
    """With an empty side wherever the next part would begin on the back, and at the end."""
    sides: list[Sheet] = []
    for page in pages:
        if page in starts and len(sides) % 2:
            sides.append(None)
        sides.append(page)
    if len(sides) % 2:
        sides.append(None)
    return tuple(sides)
