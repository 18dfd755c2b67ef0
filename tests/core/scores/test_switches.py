"""Every switch of a profile, and what it changes."""

from decimal import Decimal

import pytest

from perfdesk.core.sheet import FUNDS, Cell
from tests.core.scored import row, scores, switched


def test_execution_by_steps_and_with_another_weight() -> None:
    steps = switched({"execution.steps": [[100, 100], [80, 70], [60, 50]], "execution.weight": 20})
    for executed, value in [("100", 20), ("99.99", 14), ("80", 14), ("79.9", 10), ("60", 10), ("59.9", 0)]:
        found = scores({}, under=steps, money=("100", "100", executed))
        assert found.execution is not None
        assert found.execution.value == value
        assert found.execution.source.text == "试行的 execution.steps"
    assert scores({}, under=steps).shown[Cell(FUNDS, 0, "weight")] == "20"


@pytest.mark.parametrize(
    ("actual", "value"), [("100", "20"), ("90", "15"), ("80", "10"), ("60", "0"), ("59", "0"), ("60.03", "0.02")]
)
def test_a_pass_mark(actual: str, value: str) -> None:
    found = row("≥100场", actual, switched({"forward.pass": 60}))
    assert found.value == Decimal(value)


def test_reverse_in_inverse_ratio() -> None:
    under = switched({"reverse": "ratio"})
    found = row("≤10万元", "12.5万元", under)
    assert (found.value, found.why) == (16, "10 ÷ 12.5 × 20")
    assert row("≤10万元", "30万元", under).value == Decimal("6.67")
    assert row("≤10万元", "9万元", under).value == 20
    assert row("≤0", "0", under).value == 20


def test_other_bands_and_grades() -> None:
    under = switched(
        {"qualitative.bands": {"达成": 80, "部分达成": 50, "未达成": 0}, "grades": {"优": 80, "良": 70, "中": 60}}
    )
    assert row("环境明显改善", "部分达成", under).band == (10, 16)
    assert scores({"target": "≥1次", "actual": "1次", "weight": "70"}, under=under).grade == "优"
    assert scores({"target": "≥1次", "actual": "1次", "weight": "60"}, under=under).grade == "良"
    assert scores({"target": "≥1次", "actual": "1次", "weight": "10"}, under=under).grade == ""


def test_a_reason_for_what_goes_far_beyond() -> None:
    under = switched({"over.reason": Decimal("1.3")})
    duty = "须填写原因"
    assert duty in row("≥100场", "130场", under).why
    assert duty not in row("≥100场", "129场", under).why
    assert duty not in row("≥100场", "130场", under, reason="暑期加场").why
    assert duty in row("≥100场", "130场", under, reason="无").why
    assert duty in row("=0", "30", under).why
    assert duty not in row("=0", "29", under).why
    assert duty not in row("≥100场", "130场").why


def test_points_off_for_deviation() -> None:
    under = switched({"deviation.points": 2})
    assert row("≥100场", "130场", under).value == 18
    assert row("≥100场", "129.9场", under).value == 20
    assert row("≥100场", "50场", under).value == 10
    assert row("≤100万元", "70万元", under).value == 18
    assert row("≥100场", "200场", under, weight="1").value == 0
    assert row("≥0", "5", under).value == 20
    assert "偏离指标值 30%" in row("≥100场", "130场", under).why


@pytest.mark.parametrize(
    ("executed", "total"),
    [("80", "98"), ("79.99", "89"), ("70", "89"), ("69", "79"), ("59", "69"), ("49", "59"), ("0", "59")],
)
def test_a_low_rate_caps_the_total(executed: str, total: str) -> None:
    under = switched({"cap.by_rate": [[50, 59], [60, 69], [70, 79], [80, 89]]})
    found = scores({"target": "≥1次", "actual": "1次", "weight": "90"}, under=under, money=("100", "100", executed))
    assert found.total is not None
    assert found.total.value == Decimal(total)


def test_a_column_of_deducted_points() -> None:
    under = switched({"deduct_column": True})
    found = row("≥100场", "80场", under, deducted="2.5")
    assert (found.value, found.automatic) == (Decimal("13.5"), Decimal("13.5"))
    assert row("≥100场", "80场", under, deducted="17").value == 0
    assert row("≥100场", "80场", under, deducted="-3").value == 16
    assert row("≥100场", "80场", under, deducted="两点").value == 16
    assert row("≥100场", "80场", deducted="2.5").value == 16


def test_locked_scores_open_only_where_the_target_was_far_exceeded() -> None:
    under = switched({"score.lock": True})
    locked = row("≥100场", "80场", under, override="18", override_reason="说明")
    assert (locked.value, locked.overridden) == (16, False)
    assert "锁定" in locked.why
    assert row("≥100场", "119场", under, override="18").value == 20
    assert row("≥100场", "120场", under, override="18").value == 18


def test_rows_that_do_not_apply_leave_the_sum() -> None:
    kept, apart = {"target": "≥10次", "actual": "9次", "weight": "80"}, {"target": "≥1次", "actual": "不适用"}
    found = scores(kept, apart, under=switched({"not_applicable": "rescale"}))
    assert found.total is not None
    # (10 + 72) ÷ 90 × 100
    assert found.total.value == Decimal("91.11")
    assert found.indicators[2].rule == "apart"
    assert "暂" not in found.total.why
    plainly = scores(kept, apart).total
    assert plainly is not None
    assert plainly.value == 82


def test_a_cost_indicator_is_asked_for() -> None:
    under = switched({"cost.default": 5})
    bare = scores({"target": "≥1次"}, under=under).weights
    costed = scores({"target": "≥1次"}, {"l2": "成本指标"}, under=under).weights
    assert bare is not None
    assert costed is not None
    assert "须补一个不超过 5 分的成本指标" in bare.why
    assert "成本指标" not in costed.why


def test_three_decimals() -> None:
    under = switched({"dept.decimals": 3})
    assert row("≥3次", "1次", under).value == Decimal("6.667")
    found = scores({}, under=under, money=("3", "3", "1"))
    assert found.shown[Cell(FUNDS, 0, "score")] == "3.333"
