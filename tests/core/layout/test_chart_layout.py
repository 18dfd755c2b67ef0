"""A chart laid out: everything within its width, nothing over anything else, bars as long as their values."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.charts import Bar, Chart, Row
from perfdesk.core.layout.chart_layout import Drawing, broken, lay_out, shortened

LINE = 18.0


def measure(text: str) -> float:
    return sum(12.0 if character > "\u2e7f" else 6.5 for character in text)


def bar(value: str | None, whole: str | None = None) -> Bar:
    text = "—" if value is None else f"{value} 分"
    return Bar(None if value is None else Decimal(value), text, None if whole is None else Decimal(whole))


def chart(*rows: Row, series: int = 1, most: str = "100") -> Chart:
    return Chart(
        "各类指标得分", tuple(f"{2025 - number} 年" for number in range(series)), rows, Decimal(most), "总分 90"
    )


def boxes(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    return [(each.left, each.top, each.left + each.width, each.top + each.height) for each in drawing.words]


values = st.none() | st.decimals(0, 150, places=2).map(str)
rows = st.integers(1, 3).flatmap(
    lambda series: st.lists(
        st.builds(
            Row,
            st.text("沟渠疏浚abc ", min_size=1, max_size=40),
            st.lists(values.map(bar), min_size=series, max_size=series).map(tuple),
        ),
        min_size=1,
        max_size=8,
    )
)


@given(rows=rows, width=st.floats(360, 1200))
def test_nothing_leaves_the_width_and_no_text_lies_over_another(rows: list[Row], width: float) -> None:
    made = lay_out(chart(*rows, series=len(rows[0].bars), most="150"), width, LINE, measure)
    for left, top, right, bottom in boxes(made):
        assert left >= 0 and right <= width and top >= 0 and bottom <= made.height
    for shape in made.shapes:
        assert shape.left >= 0 and shape.left + shape.width <= width + 0.01
        assert shape.top >= 0 and shape.top + shape.height <= made.height
    texts = boxes(made)
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            apart = one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01
            assert apart or one[3] <= other[1] + 0.01 or other[3] <= one[1] + 0.01


def test_bars_are_as_long_as_their_values() -> None:
    made = lay_out(
        chart(Row("甲", (bar("50", "100"),)), Row("乙", (bar("25", "100"),)), Row("丙", (bar(None),))),
        800,
        LINE,
        measure,
    )
    bars = [shape for shape in made.shapes if shape.kind == "bar"]
    tracks = [shape for shape in made.shapes if shape.kind == "track"]
    assert len(bars) == 2 and len(tracks) == 2
    assert abs(bars[0].width - 2 * bars[1].width) < 0.01
    assert abs(tracks[0].width - 2 * bars[0].width) < 0.01
    assert not [shape for shape in made.shapes if shape.kind == "line"]


def test_a_hundred_is_marked_where_something_goes_beyond_it() -> None:
    made = lay_out(chart(Row("甲", (bar("100"),)), Row("乙", (bar("130"),)), most="130"), 800, LINE, measure)
    line = next(shape for shape in made.shapes if shape.kind == "line")
    first = next(shape for shape in made.shapes if shape.kind == "bar")
    assert abs(line.left - first.left - first.width) < 0.01


def test_below_nothing_nothing_is_drawn() -> None:
    made = lay_out(chart(Row("甲", (bar("-5"),))), 800, LINE, measure)
    assert [shape.width for shape in made.shapes if shape.kind == "bar"] == [0.0]


def test_several_series_have_a_legend_and_a_bar_each() -> None:
    made = lay_out(chart(Row("甲", (bar("50"), bar("60"))), series=2), 800, LINE, measure)
    assert [(shape.kind, shape.series) for shape in made.shapes] == [("key", 0), ("key", 1), ("bar", 0), ("bar", 1)]
    assert [words.text for words in made.words if words.kind == "key"] == ["2025 年", "2024 年"]


def test_what_is_missing_is_said_instead_in_as_many_lines_as_it_needs() -> None:
    why = "账本里没有这个项目上一年度的同类表，没有上年可比。"
    made = lay_out(Chart("本年与上年", ("得分",), lacking=why), 200, LINE, measure)
    told = [words.text for words in made.words if words.kind == "none"]
    assert "".join(told) == why and len(told) > 1 and not made.shapes


def test_texts_are_cut_short_and_broken_to_their_room() -> None:
    assert shortened("沟渠疏浚", 48, measure) == "沟渠疏浚"
    assert measure(shortened("沟渠疏浚工程", 48, measure)) <= 48
    assert shortened("沟渠疏浚工程", 48, measure).endswith("…")
    assert broken("沟渠疏浚工程", 36, measure) == ["沟渠疏", "浚工程"]
    assert broken("沟", 1, measure) == ["沟"]
    assert broken("", 10, measure) == [""]
