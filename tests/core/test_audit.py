"""The checks, each on a form that has the fault and on one that has not."""

from collections.abc import Mapping
from typing import Any

import pytest

from perfdesk.core.audit import CHECKS, Finding, audit
from perfdesk.core.form import load as load_form
from perfdesk.core.profile import Profile
from perfdesk.core.profile import load as load_profile
from perfdesk.core.scoring import score
from perfdesk.core.sheet import INDICATORS, Cell, own
from tests.core.paperwork import definition, template
from tests.core.scored import HEBEI, NATIONAL, YEAR, data, filled, profile

SOUND = {"target": "≥100场", "actual": "80场", "weight": "90"}


def findings(*rows: Mapping[str, str], under: Profile | None = None) -> tuple[Finding, ...]:
    under = under or profile()
    sheet = filled(*rows)
    return audit(load_form(definition(), template(), under, "try/form.toml"), sheet, score(under, sheet, YEAR))


def told(check: str, *rows: Mapping[str, str], under: Profile | None = None) -> list[Finding]:
    return [each for each in findings(*rows, under=under) if each.check == check]


def score_cell(row: int) -> Cell:
    return Cell(INDICATORS, row, "score")


def test_a_sound_form_has_no_findings() -> None:
    assert findings(SOUND) == ()
    assert findings(SOUND | {"score": "72.00"}) == ()
    assert findings(SOUND | {"override": "72", "override_reason": ""}) == ()


def test_each_check_has_its_number_once_and_says_its_rule() -> None:
    assert [check.key for check in CHECKS] == ["W01", "W03", "S01", "S02"]
    assert all(check.run.__doc__ for check in CHECKS)


@pytest.mark.parametrize(("weight", "apart"), [("75", "少 15 分"), ("90.5", "多 0.5 分")])
def test_w01_weights_do_not_come_to_100(weight: str, apart: str) -> None:
    (found,) = told("W01", SOUND | {"weight": weight})
    assert (found.severity, found.cell) == ("error", own("total.weight"))
    assert apart in found.message


def test_w01_is_silent_while_there_are_no_weights() -> None:
    assert told("W01") == []
    assert told("W01", {"weight": ""}) == []


@pytest.mark.parametrize(
    ("weight", "what"), [("", "没有填分值"), ("0", "「0」"), ("-5", "「-5」"), ("十来分", "「十来分」")]
)
def test_w03_weight_missing_or_not_above_zero(weight: str, what: str) -> None:
    (found,) = told("W03", SOUND, {"l3": "村道养护", "weight": weight})
    assert (found.severity, found.cell) == ("error", Cell(INDICATORS, 2, "weight"))
    assert found.message.startswith("第2行「村道养护」")
    assert what in found.message


@pytest.mark.parametrize("field", ["score", "override"])
@pytest.mark.parametrize(("typed", "what"), [("90.01", "超过分值 90"), ("-1", "小于 0"), ("全满", "不是数字")])
def test_s01_score_outside_the_weight(field: str, typed: str, what: str) -> None:
    (found,) = told("S01", SOUND | {field: typed})
    assert (found.severity, found.cell) == ("error", score_cell(1))
    assert what in found.message


@pytest.mark.parametrize("typed", ["90", "0", "", "/"])
def test_s01_is_silent_within_the_weight(typed: str) -> None:
    assert told("S01", SOUND | {"score": typed}) == []


def test_s02_a_printed_score_is_not_what_the_rule_gives() -> None:
    (found,) = told("S02", SOUND | {"score": "81"})
    assert (found.severity, found.cell) == ("warning", score_cell(1))
    assert "按规则应得 72" in found.message
    assert "80 ÷ 100 × 90" in found.message


def test_s02_an_override_needs_a_reason() -> None:
    (bare,) = told("S02", SOUND | {"override": "81"})
    (reasoned,) = told("S02", SOUND | {"override": "81", "override_reason": "汛期停工"})
    assert (bare.severity, reasoned.severity) == ("error", "warning")
    assert "还没有写理由" in bare.message


def test_s02_is_silent_where_no_rule_gives_a_score() -> None:
    assert told("S02", SOUND | {"actual": "进展顺利", "score": "81"}) == []


def test_the_profile_says_how_grave_a_finding_is_and_may_switch_it_off() -> None:
    changed: dict[str, Any] = data(NATIONAL)
    changed["severities"] |= {"W01": "hint", "W03": "off"}
    under = load_profile(changed, "try.toml")
    assert [each.severity for each in told("W01", SOUND | {"weight": "75"}, under=under)] == ["hint"]
    assert told("W03", {"weight": ""}, under=under) == []


def test_a_form_without_scores_is_not_held_against_them() -> None:
    assert findings({"weight": "", "score": "900"}, under=profile(HEBEI)) == ()
