"""Every rule and its reasons: numbers, dates, decisions, grades, and what she says herself."""

from decimal import Decimal

import pytest

from perfdesk.core.scores.rules import in_band
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import INDICATORS, Cell
from tests.core.scored import NATIONAL, SICHUAN, YEAR, filled, profile, row, scores


def cost(target: str, actual: str, **texts: str) -> Decimal | None:
    """The score of 20 points for a row where less is better."""
    return row(target, actual, l2="成本指标", **texts).value


# Numbers


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥100场", "100", "20"),
        ("≥100场", "99.99", "20.00"),
        ("≥100场", "99.97", "19.99"),
        ("≥100场", "80", "16"),
        ("≥100场", "0", "0"),
        ("≥100场", "-5", "0"),
        ("≥3次", "1次", "6.67"),
        ("≥0", "0", "20"),
        ("≥0", "-1", "0"),
        ("≥-5", "-5", "20"),
        ("≥-5", "-6", "0"),
        (">8户", "8户", "20"),
        (">8户", "7户", "17.5"),
        ("48", "36", "15"),
        ("96%", "48%", "10"),
        ("5万人次", "4万人次", "16"),
        ("5万人次", "25000人次", "10"),
    ],
)
def test_more_is_better_in_proportion(target: str, actual: str, value: str) -> None:
    assert row(target, actual).value == Decimal(value)


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [("=40个", "40个", "20"), ("=40个", "52个", "20"), ("=40个", "30个", "15"), ("=0", "0", "20"), ("=0", "1", "0")],
)
def test_equal_is_full_when_reached(target: str, actual: str, value: str) -> None:
    assert row(target, actual).value == Decimal(value)


def test_equal_to_nothing_keeps_full_marks_below_it() -> None:
    assert row("=0", "-1").value == 20


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≤10万元", "10万元", "20"),
        ("≤10万元", "9.5万元", "20"),
        ("≤10万元", "10.01万元", "19.98"),
        ("≤10万元", "12.5万元", "15"),
        ("≤10万元", "19.99万元", "0.02"),
        ("≤10万元", "20万元", "0"),
        ("≤10万元", "35万元", "0"),
        ("≤0", "0", "20"),
        ("≤0", "1", "0"),
        ("<3%", "3%", "20"),
        ("≤-2%", "-2%", "20"),
        ("不超过30天", "36天", "16"),
    ],
)
def test_less_is_better_loses_linearly(target: str, actual: str, value: str) -> None:
    assert row(target, actual).value == Decimal(value)


def test_a_cost_without_operator_is_not_to_be_exceeded() -> None:
    assert cost("10万元", "8万元") == 20
    assert cost("10万元", "15万元") == 10


def test_a_negative_limit_that_is_exceeded_has_no_formula() -> None:
    found = row("≤-2%", "1%")
    assert found.value is None
    assert "负数" in found.why


@pytest.mark.parametrize(
    ("actual", "value"), [("5天", "20"), ("8天", "20"), ("4天", "16"), ("10天", "15"), ("16天", "0")]
)
def test_a_range_is_full_inside(actual: str, value: str) -> None:
    found = row("5-8天", actual)
    assert found.value == Decimal(value)
    assert found.rule == "range"


def test_each_score_is_rounded_half_up_before_it_is_added() -> None:
    # 10 × 200.5 ÷ 1000 = 2.005
    half = {"target": "≥1000亩", "actual": "200.5亩"}
    found = scores(half, half)
    assert [each.value for each in found.indicators.values()] == [Decimal("2.01"), Decimal("2.01")]
    assert found.total is not None
    assert found.total.value == Decimal("14.02")


def test_figures_too_long_to_reckon_with_are_left_alone() -> None:
    found = row("≥" + "9" * 40, "1")
    assert (found.value, found.automatic) == (None, None)
    assert row("≥" + "9" * 28, "9" * 28).value == 20
    assert row("≥" + "9" * 28, "1").value == 0


# What cannot be reckoned


@pytest.mark.parametrize(
    ("target", "actual", "unit", "why"),
    [
        ("≥20场", "开展了三类活动", "", "不是能核算的数字"),
        ("≥20", "abc", "场", "「abc」不是能核算的数字"),
        ("≥20场", "共组织22场次活动", "", "22场次"),
        ("≥200人次", "230人", "", "「人次」，完成值的单位是「人」"),
        ("≥200", "230人", "人次", "「人次」，完成值的单位是「人」"),
        ("900余件", "950件", "", "约数"),
        ("/", "12场", "", "没有指标值"),
        ("是/否", "是", "", "没有选定"),
        ("2025年10月31日", "已完成", "", "没有写明完成日期"),
    ],
)
def test_what_no_rule_can_score_says_why_and_takes_the_typed_score(
    target: str, actual: str, unit: str, why: str
) -> None:
    blank, typed = row(target, actual, unit=unit), row(target, actual, unit=unit, score="17.5")
    assert blank.value is None
    assert blank.why.startswith("无法自动核算：")
    assert why in blank.why
    assert (typed.value, typed.automatic, typed.rule) == (Decimal("17.5"), None, "typed")
    assert "17.5" in typed.why


@pytest.mark.parametrize("typed", ["20.01", "-1", "很好", "9" * 40])
def test_a_typed_score_outside_the_weight_does_not_count(typed: str) -> None:
    sheet = filled({"target": "/", "actual": "见说明", "weight": "20", "score": typed})
    found = score(profile(), sheet, YEAR)
    assert found.indicators[1].value is None
    assert "不计入" in found.indicators[1].why
    assert found.shown[Cell(INDICATORS, 1, "score")] == typed


def test_a_missing_actual_is_no_score_even_where_one_was_typed() -> None:
    found = row("≥20场", "", score="20")
    assert (found.value, found.rule) == (None, "none")
    assert "还没有填完成值" in found.why
    assert "20 不计入" in found.why
    assert found.full == "完成值达到 20 场即得满分。"


@pytest.mark.parametrize(
    ("name", "target", "nature", "words", "full"),
    [
        (NATIONAL, "≤5万元", "", "完成值不超过指标值得满分", "完成值不超过 5 万元即得满分。"),
        (NATIONAL, "=0起", "", "没有发生得满分", "完成值为 0 即得满分。"),
        (NATIONAL, "2025年6月", "", "不晚于期限", "不晚于 2025年6月30日完成即得满分。"),
        (NATIONAL, "是", "", "与指标值一致", "完成值为「是」即得满分。"),
        (NATIONAL, "明显改善", "", "达成、部分达成、未达成", "评为「达成」可得满分。"),
        (NATIONAL, "优100%/良70%", "", "优 100%，良 70%", "评为「优」即得满分。"),
        (SICHUAN, "优良中低差", "定性", "低 30%", "评为「优」即得满分。"),
        (SICHUAN, "30-40", "＝", "区间之内", "完成值在 30 到 40 之间即得满分。"),
    ],
)
def test_before_the_actual_is_there_rule_and_goal_are_told(
    name: str, target: str, nature: str, words: str, full: str
) -> None:
    found = row(target, "", profile(name), nature=nature)
    assert (found.value, found.full) == (None, full)
    assert words in found.words


@pytest.mark.parametrize("weight", ["", "0", "-3", "十分"])
def test_without_a_weight_there_is_no_score(weight: str) -> None:
    found = row("≥20场", "20场", weight=weight)
    assert (found.value, found.weight) == (None, None)
    assert "分值" in found.why


# Dates, decisions, grades


def test_a_deadline_kept_is_full_and_one_missed_is_for_a_person() -> None:
    assert row("2025年10月", "2025年10月31日").value == 20
    assert row("2025年10月", "2025年9月").rule == "date"
    late = row("2025年10月", "2025年11月1日", score="12")
    assert (late.value, late.automatic) == (12, None)
    assert "晚于期限 2025年10月31日" in late.why


def test_a_decision_is_kept_or_not() -> None:
    assert row("是", "是").value == 20
    wrong = row("是", "否")
    assert (wrong.value, wrong.rule, wrong.full) == (0, "yesno", "完成值为「是」即得满分。")


@pytest.mark.parametrize(("grade", "value"), [("优", "20"), ("良", "16"), ("中", "12"), ("低", "6"), ("差", "0")])
def test_sichuan_grades_give_shares(grade: str, value: str) -> None:
    found = row("优良中低差", grade, profile(SICHUAN), nature="定性")
    assert (found.value, found.rule) == (Decimal(value), "grade")
    assert found.source.mark == ("F" if grade in "优良" else "A")


def test_a_single_best_grade_as_target_is_the_scale_and_another_is_not() -> None:
    assert row("优", "良", profile(SICHUAN), nature="定性").value == 16
    assert row("良", "良", profile(SICHUAN), nature="定性").value is None


def test_a_word_near_a_grade_is_offered_and_never_converted() -> None:
    found = row("优良中低差", "优秀", profile(SICHUAN), nature="定性")
    assert found.value is None
    assert "「优」" in found.why


def test_a_scale_with_its_own_shares_goes_before_the_profile() -> None:
    for under in (profile(NATIONAL), profile(SICHUAN)):
        assert row("优100%/良85%/中70%/差50%", "良", under).value == 17
        assert row("优100%/良85%/中70%/差50%", "差", under).value == 10
    assert row("优100%/良85%/中70%/差50%", "低").value is None
    assert row("优120%/良85%/中70%/差50%", "优").value == 20


@pytest.mark.parametrize(
    ("grade", "inside", "outside"),
    [
        ("达成", ["16", "18", "20"], ["15.99"]),
        ("部分达成", ["12", "15.99"], ["16", "11.99"]),
        ("未达成", ["0", "11.99"], ["12"]),
    ],
)
def test_three_grades_hold_the_typed_score_in_their_band(grade: str, inside: list[str], outside: list[str]) -> None:
    for typed in inside + outside:
        found = row("环境明显改善", grade, score=typed)
        assert (found.value, found.automatic, found.rule) == (Decimal(typed), None, "band")
        assert found.band is not None
        assert in_band(Decimal(typed), found.band, Decimal(20)) == (typed in inside)
        assert ("不在本档之内" in found.why) == (typed in outside)


def test_only_the_best_of_three_grades_proposes_and_none_fills_in() -> None:
    best, middle = row("环境明显改善", "达成"), row("环境明显改善", "部分达成")
    assert (best.value, best.proposal) == (None, 20)
    assert (middle.value, middle.proposal) == (None, None)
    assert "12 到 16 分（不含 16）" in middle.why


def test_an_operator_with_words_is_no_judgement() -> None:
    found = row("稳步提高", "达成", nature="≥")
    assert found.value is None
    assert "指标性质要求数字" in found.why


# What is said with a score


def test_a_score_carries_numbers_formula_goal_and_source() -> None:
    found = row("≥100场", "80场")
    assert found.why == "80 ÷ 100 × 20"
    assert found.words.startswith("完成值达到指标值得满分")
    assert found.full == "完成值达到 100 场即得满分。"
    assert found.source.words == "财预〔2020〕10号"
    assert found.target is not None
    assert found.target.number == 100


@pytest.mark.parametrize(
    ("target", "actual", "why", "full"),
    [
        ("≥20场", "22场", "22 ≥ 20，得满分 20", ""),
        ("≤10万元", "12万元", "(1 − (12 − 10) ÷ 10) × 20", "完成值不超过 10 万元即得满分。"),
        ("≤10万元", "30万元", "30 ≥ 2 × 10，得 0 分", "完成值不超过 10 万元即得满分。"),
        ("≥95%", "90%", "90 ÷ 95 × 20", "完成值达到 95% 即得满分。"),
        ("5-8天", "4天", "4 ÷ 5 × 20", "完成值在 5 天到 8 天之间即得满分。"),
        ("5-8天", "6天", "5 ≤ 6 ≤ 8，得满分 20", ""),
        ("≥5万人次", "4万人次", "4 ÷ 5 × 20", "完成值达到 5 万人次即得满分。"),
    ],
)
def test_the_reason_shows_the_numbers(target: str, actual: str, why: str, full: str) -> None:
    found = row(target, actual)
    assert (found.why, found.full) == (why, full)


def test_the_bound_of_a_strict_operator_has_a_source_of_its_own() -> None:
    assert row(">8户", "8户").source.words == "通行做法（默认值，可修改）"
    assert row(">8户", "9户").source.official


# Her own score


def test_an_override_counts_instead_and_keeps_the_automatic_score() -> None:
    found = row("≥100场", "80场", override="18", override_reason="受汛情影响改期")
    assert (found.value, found.automatic, found.overridden, found.rule) == (18, 16, True, "override")
    assert "80 ÷ 100 × 20" in found.why
    assert "受汛情影响改期" in found.why


def test_an_override_without_reason_counts_and_says_so() -> None:
    found = row("≥100场", "80场", override="0")
    assert found.value == 0
    assert "还没有写改写的理由" in found.why


@pytest.mark.parametrize("override", ["20.01", "-0.01", "满分", "９９"])
def test_an_override_outside_the_weight_does_not_count(override: str) -> None:
    found = row("≥100场", "80场", override=override)
    assert (found.value, found.overridden, found.rule) == (16, False, "proportional")
    assert "不计入" in found.why


def test_a_printed_score_gives_way_to_the_rule() -> None:
    assert row("≥100场", "80场", score="18").value == 16
