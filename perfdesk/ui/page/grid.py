"""The page as a grid of places: which box covers a place, what a block of places takes in, which edges have lines.

Knows rows and columns (from 1) and merged boxes; refuses to know lengths (`geometry.py`) and texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from perfdesk.core.layout.page import Box


class Block(NamedTuple):
    """A rectangle of places, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    def joined(self, other: "Block") -> "Block":
        """The smallest block that holds both."""
        return Block(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def within(self, other: "Block") -> "Block":
        """The part of it that lies in a block it meets."""
        return Block(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )

    def meets(self, other: "Block") -> bool:
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row in self.rows for column in self.columns)

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        return range(self.left, self.right + 1)


def covered(box: Box) -> Block:
    """The places a box covers."""
    return Block(box.row, box.column, box.row + box.rows - 1, box.column + box.columns - 1)


class Line(NamedTuple):
    """A straight piece of border along the edge before row or column `edge`, over places `first` to `last`."""

    upright: bool
    edge: int
    first: int
    last: int
    style: str


_WEIGHTS = {"": 0, "hair": 1, "dotted": 2, "dashed": 3, "thin": 4, "double": 5, "medium": 6, "thick": 7}


@dataclass(frozen=True)
class Grid:
    """The places of a page's boxes. Boxes go by their number in `boxes`, which is also their row in the model."""

    boxes: Sequence[Box]
    rows: int
    columns: int

    def with_boxes(self, boxes: Sequence[Box]) -> "Grid":
        """The grid of a page of the same shape and borders, with other texts: what was worked out is kept."""
        grid = Grid(boxes, self.rows, self.columns)
        grid.__dict__.update(
            {name: self.__dict__[name] for name in ("_numbers", "_merged", "lines") if name in self.__dict__}
        )
        return grid

    @property
    def whole(self) -> Block:
        return Block(1, 1, self.rows, self.columns)

    @cached_property
    def _numbers(self) -> Mapping[tuple[int, int], int]:
        return {place: number for number, box in enumerate(self.boxes) for place in covered(box).places}

    def at(self, row: int, column: int) -> int | None:
        """The box that covers a place."""
        return self._numbers.get((row, column))

    def within(self, block: Block) -> list[int]:
        """The boxes that cover any place of a block, from top left to bottom right."""
        found = {self._numbers.get(place) for place in block.places}
        return sorted(number for number in found if number is not None)

    @cached_property
    def _merged(self) -> tuple[Block, ...]:
        return tuple(covered(box) for box in self.boxes if box.rows > 1 or box.columns > 1)

    def closed(self, block: Block) -> Block:
        """The block grown until no merged box sticks out of it, as a selection in Excel grows."""
        while True:
            grown = block
            for merged in self._merged:
                if merged.meets(grown):
                    grown = grown.joined(merged)
            if grown == block:
                return block
            block = grown

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All borders, each shared edge once: where two boxes disagree the heavier line wins."""
        edges: dict[tuple[bool, int, int], str] = {}
        for box in self.boxes:
            border = box.style.border
            block = covered(box)
            for edge, style in ((block.top, border.top), (block.bottom + 1, border.bottom)):
                _mark(edges, False, edge, block.columns, style)
            for edge, style in ((block.left, border.left), (block.right + 1, border.right)):
                _mark(edges, True, edge, block.rows, style)
        return tuple(_runs(edges))


def _mark(edges: dict[tuple[bool, int, int], str], upright: bool, edge: int, along: range, style: str) -> None:
    weight = _WEIGHTS.get(style, _WEIGHTS["thin"])
    if not weight:
        return
    for place in along:
        key = (upright, edge, place)
        if _WEIGHTS.get(edges.get(key, ""), _WEIGHTS["thin"]) < weight:
            edges[key] = style


def _runs(edges: Mapping[tuple[bool, int, int], str]) -> Iterator[Line]:
    """Neighbouring pieces of one style as one line: fewer strokes, and no seams."""
    run: Line | None = None
    for (upright, edge, place), style in sorted(edges.items()):
        if run and run[:2] == (upright, edge) and run.last + 1 == place and run.style == style:
            run = run._replace(last=place)
            continue
        if run:
            yield run
        run = Line(upright, edge, place, place, style)
    if run:
        yield run


def same_shape(some: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether two pages have the same boxes in the same places, cells and styles, whatever their texts."""
    return len(some) == len(others) and all(
        one is other or (_placed(one) == _placed(other)) for one, other in zip(some, others, strict=True)
    )


def _placed(box: Box) -> tuple[object, ...]:
    return box.row, box.column, box.rows, box.columns, box.cells, box.style
