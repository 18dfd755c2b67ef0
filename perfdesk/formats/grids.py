"""What a reader found of one sheet or table, made into a Grid: merged ranges checked, blanks left out, sizes bounded.

Knows what may be wrong with places and spans in any format. Refuses to know a format and what texts mean.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.formats.number_format import as_number

MOST_CELLS = 400_000
"""Cells with a text that one document may have; the largest project list of a province has a tenth."""

HAN = re.compile(r"[一-鿿]")
"""What a heading or footer must have to say anything: a number alone is a page's."""

_REACH = 100
"""Rows and columns a merged range may go on beyond the last text; the rest of it is blank paper."""
_MOST_COVERED = 400_000
"""Places that the merged ranges of one sheet may cover."""

_EXPONENT = re.compile(r"[1-9](\.\d+)?E\+\d{2}", re.ASCII)

Place = tuple[int, int]


class Found(NamedTuple):
    """The text of a cell as shown, and what its format knew of it."""

    text: str
    remarks: tuple[str, ...] = ()


def as_text(text: str) -> Found:
    """A cell that is stored as a text, though it may look like a figure."""
    looks = text[:1] in "-0123456789" and as_number(text) is not None
    return Found(text, ("number-as-text",) if looks else ())


def as_copied(text: str) -> Found:
    """A cell whose number has become a text on its way: an exponent has cost a code its digits."""
    return Found(text, ("code-as-number", "digits-lost")) if _EXPONENT.fullmatch(text.strip()) else Found(text)


class Room:
    """How many cells a document may still give: no limit of a single sheet keeps a hundred of them small."""

    def __init__(self, cells: int = MOST_CELLS) -> None:
        self._left = cells

    def take(self, cells: int = 1) -> None:
        self._left -= cells
        if self._left < 0:
            raise PerfdeskError(
                f"有字的单元格超过 {MOST_CELLS // 10_000} 万个，不像绩效表，没有读；请只留下要导入的表。"
            )


def grid(
    source: str,
    cells: Mapping[Place, Found],
    spans: Iterable[tuple[Place, Place]] = (),
    *,
    headings: Iterable[str] = (),
    remarks: Iterable[str] = (),
    around: Iterable[str] = (),
) -> Grid:
    """The grid of these cells. `spans` are first and last cells of merged ranges; of two that overlap the first holds.

    Cells without a text and without a remark are left out; texts under a merged cell are not shown, so not given.
    """
    told = {place: cell for place, cell in cells.items() if cell.text.strip() or cell.remarks}
    noted = list(remarks)
    ends, covered = _merged(told, spans, noted)
    under = [Shown(*place, 1, 1, *told[place]) for place in sorted(covered & told.keys()) if told[place].text.strip()]
    if under:
        noted.append("text-under-merge")
    shown = [
        Shown(*place, *_size(place, ends.get(place, place)), *told.get(place, Found("")))
        for place in sorted({*told, *ends})
        if place not in covered
    ]
    return Grid(source, tuple(shown), tuple(headings), tuple(dict.fromkeys(noted)), tuple(around), tuple(under))


def _size(first: Place, last: Place) -> Place:
    return last[0] - first[0] + 1, last[1] - first[1] + 1


def _merged(
    told: Mapping[Place, Found], spans: Iterable[tuple[Place, Place]], noted: list[str]
) -> tuple[dict[Place, Place], set[Place]]:
    """First → last cell of the ranges that hold, and the places under them but for the first."""
    bottom = max((row for row, _ in told), default=0)
    right = max((column for _, column in told), default=0)
    ends: dict[Place, Place] = {}
    taken: set[Place] = set()
    for first, end in spans:
        last = min(end[0], bottom + _REACH), min(end[1], right + _REACH)
        if first[0] > bottom or first[1] > right or last <= first:
            continue
        rows, columns = _size(first, last)
        if rows < 1 or columns < 1 or len(taken) + rows * columns > _MOST_COVERED:
            noted.append("merge-left-out")
            continue
        places = set(_places(first, last))
        if taken.isdisjoint(places):
            taken |= places
            ends[first] = last
        else:
            noted.append("overlapping-merges")
    return ends, taken - ends.keys()


def _places(first: Place, last: Place) -> Iterator[Place]:
    return ((row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1))
