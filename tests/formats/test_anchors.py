"""What floats over a sheet follows its rows: five template rows of 20 points, the second and third repeat."""

from collections.abc import Sequence

import pytest
from lxml import etree

from perfdesk.formats.anchors import Ground, follow_drawing, follow_vml
from perfdesk.formats.moving import Moving, Rows

_SPREAD = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_POINT = 12700


def ground(origins: tuple[int, ...], heights: Sequence[float] = ()) -> Ground:
    return Ground([20] * 5, heights or [20] * len(origins), Moving(Rows(origins, 2, 3, 5), "表", "表"))


LONGER = (1, 2, 2, 2, 3, 4, 5)
SHORTER = (1, 2, 4, 5)
SAME = (1, 2, 3, 4, 5)


def moved(
    attributes: str, corners: tuple[int, int, int, int], to: Ground, frame: str = "xdr:twoCellAnchor"
) -> list[int]:
    """The rows and offsets (in points) of an anchor after the move."""
    first, above, second, below = corners
    xml = (
        f'<xdr:wsDr xmlns:xdr="{_SPREAD}"><{frame} {attributes}><xdr:from><xdr:row>{first}</xdr:row><xdr:rowOff>'
        f"{above * _POINT}</xdr:rowOff></xdr:from><xdr:to><xdr:row>{second}</xdr:row><xdr:rowOff>{below * _POINT}"
        f"</xdr:rowOff></xdr:to></{frame}></xdr:wsDr>"
    )
    root = etree.fromstring(xml)
    follow_drawing(root, to)
    numbers = [int(each.text or 0) for each in root.iter(f"{{{_SPREAD}}}row", f"{{{_SPREAD}}}rowOff")]
    return [number // (_POINT if place % 2 else 1) for place, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("attributes", "origins", "heights", "corners", "wanted"),
    [
        ("", LONGER, (), (3, 5, 4, 8), [5, 5, 6, 8]),
        ("", LONGER, (), (0, 5, 4, 8), [0, 5, 6, 8]),
        ("", SHORTER, (), (2, 5, 4, 8), [2, 5, 3, 8]),
        ('editAs="oneCell"', LONGER, (), (0, 5, 4, 8), [0, 5, 4, 8]),
        ('editAs="oneCell"', SAME, (20, 20, 20, 50, 20), (3, 5, 4, 8), [3, 5, 3, 28]),
        ('editAs="absolute"', LONGER, (), (3, 5, 4, 8), [3, 5, 4, 8]),
        ('editAs="absolute"', SAME, (90, 20, 20, 20, 20), (3, 5, 4, 8), [0, 65, 0, 88]),
        ('editAs="oneCell"', LONGER, (), (7, 5, 9, 10), [9, 5, 11, 10]),
    ],
)
def test_corners(
    attributes: str, origins: tuple[int, ...], heights: tuple[float, ...], corners: tuple[int, int, int, int],
    wanted: list[int],
) -> None:  # fmt: skip
    assert moved(attributes, corners, ground(origins, heights)) == wanted


def test_controls_in_the_sheet_move_as_they_say() -> None:
    assert moved('moveWithCells="1"', (0, 5, 4, 8), ground(LONGER), "anchor") == [0, 5, 4, 8]
    assert moved('moveWithCells="1" sizeWithCells="1"', (3, 0, 4, 8), ground(LONGER), "anchor") == [5, 0, 6, 8]
    assert moved("", (3, 5, 4, 8), ground(LONGER), "anchor") == [3, 5, 4, 8]


def test_old_drawings_follow_whatever_their_prefixes() -> None:
    excel = (
        '<xml xmlns:v="v"><v:shape id="a"><br><x:Anchor>\n    3, 15, 3, 2, 5, 31, 6, 9</x:Anchor><x:Row>3</x:Row>'
        '</v:shape><v:shape id="b"><x:Row>2</x:Row></v:shape></xml>'
    )
    text = follow_vml(excel, ground(LONGER))
    assert "3, 15, 5, 2, 5, 31, 8, 9</x:Anchor><x:Row>5</x:Row>" in text
    assert '<v:shape id="b"><x:Row>4</x:Row>' in text
    assert 'id="b"' not in follow_vml(excel, ground((1, 2, 4, 5)))
    assert "<n:Row>6</n:Row>" in follow_vml('<q:shape id="c"><n:Row>4</n:Row></q:shape>', ground(LONGER))
