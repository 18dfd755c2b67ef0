"""How a total adds up."""

from decimal import Decimal

from perfdesk.core.scores.parts import Part, parts
from perfdesk.core.scores.score import Score, Scores
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Sheet


def scored(value: str | None, weight: str) -> Score:
    return Score(None if value is None else Decimal(value), "full", "", weight=Decimal(weight))


def sheet(*classes: str) -> Sheet:
    texts = {}
    for row, name in enumerate(classes, 1):
        texts |= {Cell(INDICATORS, row, ORDER): str(row), Cell(INDICATORS, row, "l1"): name}
    return Sheet(texts)


def test_classes_add_up_in_printed_order() -> None:
    scores = Scores(
        execution=scored("9.5", "10"),
        indicators={1: scored("20", "20"), 2: scored("15.5", "30"), 3: scored("40", "40")},
    )
    assert parts(sheet("产出指标", "效益指标", "产出指标"), scores) == (
        Part("预算执行率", 1, Decimal("9.5"), Decimal(10)),
        Part("产出指标", 2, Decimal(60), Decimal(60)),
        Part("效益指标", 1, Decimal("15.5"), Decimal(30)),
    )


def test_what_has_no_score_yet_is_not_nothing() -> None:
    scores = Scores(execution=scored(None, "10"), indicators={1: scored(None, "50"), 2: scored("3", "40")})
    assert [(part.label, part.score) for part in parts(sheet("", "效益指标"), scores)] == [
        ("预算执行率", None),
        ("未分类", None),
        ("效益指标", Decimal(3)),
    ]


def test_a_form_without_scores_has_no_parts() -> None:
    assert parts(sheet("产出指标"), Scores()) == ()
