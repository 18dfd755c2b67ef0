"""Lines in their frames, rules between boxes."""

from dataclasses import replace

import pytest

from perfdesk.core.layout.drawing import Frame, Line, Rule, anchor, even_gap, line_places, rules
from perfdesk.core.layout.page import HEADROOM, LEADING, PADDING, Box
from perfdesk.core.layout.template import Border, Style
from perfdesk.core.sheet import Cell

FRAME = Frame(100.0, 50.0, 80.0, 60.0)
THIN = Border("thin", "thin", "thin", "thin")


@pytest.mark.parametrize(
    ("horizontal", "text", "side", "x"),
    [
        ("left", "12.00", "left", 100 + PADDING),
        ("center", "文字", "center", 140),
        ("right", "文字", "right", 180 - PADDING),
        ("justify", "文字", "left", 100 + PADDING),
        ("", "文字", "left", 100 + PADDING),
        ("", "1,250.00", "right", 180 - PADDING),
        ("", "96%", "right", 180 - PADDING),
        ("", "96年", "left", 100 + PADDING),
    ],
)
def test_where_a_line_stands_across(horizontal: str, text: str, side: str, x: float) -> None:
    style = Style(horizontal=horizontal)
    (line,) = line_places([text], style, FRAME)
    assert (line.anchor, line.x) == (side, x)
    assert anchor(style, text) == side


def test_an_indent_moves_the_text_by_its_size() -> None:
    (line,) = line_places(["甲"], Style(size=10, horizontal="left", indent=2), FRAME)
    assert line.x == 100 + PADDING + 20


@pytest.mark.parametrize(("vertical", "above"), [("top", 0.0), ("center", 0.5), ("bottom", 1.0)])
def test_where_lines_stand_upright(vertical: str, above: float) -> None:
    style = Style(size=10, vertical=vertical)
    lines = line_places(["甲", "乙"], style, FRAME)
    free = 60 - 2 * HEADROOM - 2 * 10 * LEADING
    top = lines[0].baseline - 10 * (0.88 + (LEADING - 1) / 2)
    assert top == pytest.approx(50 + HEADROOM + free * above)
    assert lines[1].baseline - lines[0].baseline == pytest.approx(10 * LEADING)


def test_what_is_too_much_begins_at_the_top() -> None:
    lines = line_places(["行"] * 20, Style(size=10, vertical="bottom"), FRAME)
    assert lines[0].baseline == line_places(["行"], Style(size=10, vertical="top"), FRAME)[0].baseline


def test_scaling_scales_everything() -> None:
    style = Style(size=10, horizontal="left", indent=1, vertical="bottom")
    small = line_places(["甲", "乙"], style, FRAME)
    large = line_places(["甲", "乙"], style, FRAME.scaled(1.5), 1.5)
    assert [(line.x * 1.5, line.baseline * 1.5) for line in small] == [
        (pytest.approx(line.x), pytest.approx(line.baseline)) for line in large
    ]


def test_a_shared_edge_is_one_rule() -> None:
    left, right = Frame(0, 0, 10, 5), Frame(10.001, 0, 10, 5)
    found = rules([(left, THIN), (right, THIN)])
    assert found == (
        Rule(0, 0, 0, 5, "thin"),
        Rule(0, 0, 20, 0, "thin"),
        Rule(0, 5, 20, 5, "thin"),
        Rule(10, 0, 10, 5, "thin"),
        Rule(20, 0, 20, 5, "thin"),
    )


def test_stronger_rules_are_drawn_over_weaker_ones() -> None:
    edges = [(FRAME, replace(THIN, top="medium", left="hair")), (FRAME, replace(THIN, bottom="double"))]
    styles = [rule.style for rule in rules(edges)]
    assert (styles[0], styles[-2:]) == ("hair", ["double", "medium"])


def test_no_border_is_no_rule() -> None:
    assert rules([(FRAME, Border())]) == ()


def _paragraph(**more: object) -> Box:
    style = Style(size=10.0, border=THIN)
    return replace(Box(1, 1, 1, 1, "", (), style, cells=(Cell("", 0, "goal"),)), **more)  # type: ignore[arg-type]


def test_a_nearly_full_line_of_a_paragraph_reaches_its_right_edge() -> None:
    line = Line("字" * 29, 0, 0, "left")
    gap = even_gap(_paragraph(), line, 290.0, 300.0, 10.0)
    assert 290.0 + gap * 28 == pytest.approx(300.0)


def test_what_is_no_paragraph_keeps_its_ragged_edge() -> None:
    line = Line("字" * 29, 0, 0, "left")
    plain = Style(size=10.0)
    assert even_gap(_paragraph(), line._replace(anchor="center"), 290.0, 300.0, 10.0) == 0
    assert even_gap(_paragraph(cells=()), line, 290.0, 300.0, 10.0) == 0
    assert even_gap(_paragraph(style=plain), line, 290.0, 300.0, 10.0) == 0
    assert even_gap(_paragraph(), line, 260.0, 300.0, 10.0) == 0
    assert even_gap(_paragraph(), line, 301.0, 300.0, 10.0) == 0
    assert even_gap(_paragraph(), Line("字" * 9, 0, 0, "left"), 95.0, 100.0, 10.0) == 0
