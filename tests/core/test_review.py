"""What a reviewer may leave of a form, rule by rule."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from perfdesk.core.audit import audit
from perfdesk.core.review import Review, review
from tests.core.checked import BENEFIT, CONTENT, COUNT, QUALITY, ROWS, Made

SURVEYED = {"process": "十月回访沿渠村民六十户。"}


def reviewed(made: Made, evidence: Mapping[int, int] | None = None) -> Review:
    form = made.filled()
    return review(form, audit(form), evidence)


def changed(place: int, texts: Mapping[str, str] = SURVEYED, **row: str) -> Review:
    return reviewed(Made([{**each, **row} if at == place else each for at, each in enumerate(ROWS)], texts))


def test_a_sound_form_keeps_its_points() -> None:
    found = reviewed(Made(texts=SURVEYED))
    assert (found.claimed, found.left, found.grade) == (Decimal("99.25"), Decimal("99.25"), "优")
    assert not any(row.deductions for row in found.rows)


def test_satisfaction_nobody_was_asked_for_is_lost() -> None:
    found = reviewed(Made())
    (taken,) = found.rows[3].deductions
    assert (found.rows[3].left, taken.rule, taken.percent) == (0, "满意度无调查", 100)
    assert (found.left, found.grade) == (Decimal("89.25"), "良")


def test_without_evidence_nothing_is_left_of_a_row() -> None:
    found = reviewed(Made(texts=SURVEYED), {7: 2, 8: 0, 9: 1, 10: 1})
    assert [row.left for row in found.rows] == [Decimal("29.25"), 0, 30, 10]
    assert found.rows[1].deductions[0].rule == "无佐证材料"


def test_points_beyond_the_weight_are_not_claimed() -> None:
    found = changed(3, override="12")
    assert (found.rows[3].claimed, found.claimed) == (Decimal(10), Decimal("99.25"))


@pytest.mark.parametrize(
    ("actual", "percent"), [("共疏浚沟渠39公里", 30), ("疏浚39公里，清淤200立方米", 60), ("疏浚进展顺利", 100)]
)
def test_what_cannot_be_measured_loses_points(actual: str, percent: int) -> None:
    found = changed(0, actual=actual, score="30", reason="")
    assert [(each.rule, each.percent) for each in found.rows[0].deductions] == [("不可衡量", percent)]
    assert found.rows[0].left == Decimal(30) * (100 - percent) / 100


def test_far_beyond_the_target_is_noted_and_costs_nothing() -> None:
    found = changed(0, actual="60", reason="目标定得偏低")
    assert [(each.rule, each.percent) for each in found.rows[0].deductions] == [("超额完成", 0)]
    assert found.left == found.claimed


def test_a_task_left_undone_costs_the_schedule_a_third() -> None:
    times = {**QUALITY, "l2": "时效指标", "l3": "按期完成率", "weight": "20"}
    rows = [{**COUNT, "weight": "15"}, {**COUNT, "l3": "修整涵洞", "unit": "座", "actual": "40", "weight": "15"}, times]
    found = reviewed(Made([*rows, BENEFIT, CONTENT], SURVEYED))
    assert [each.rule for each in found.rows[2].deductions] == ["任务未全部完成"]
    assert found.rows[2].left == 14
    whole = reviewed(Made([{**rows[0], "actual": "40", "reason": ""}, *rows[1:], BENEFIT, CONTENT], SURVEYED))
    assert whole.rows[2].deductions == ()


def test_what_the_checks_found_counts_and_the_heaviest_alone() -> None:
    twice = changed(2, l3="疏浚沟渠")
    assert [each.rule for each in twice.rows[2].deductions] == ["重复计分"]
    assert twice.rows[2].left == 0
    both = changed(1, l3="疏浚涵洞", unit="个", target="20", actual="共20个", score="20")
    assert [each.percent for each in both.rows[1].deductions] == [100, 30]
    assert both.rows[1].left == 0
