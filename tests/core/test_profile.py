"""Profiles: every shipped one is sound and sourced; a wrong file stops with file and key."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from perfdesk.core.errors import DefinitionError
from perfdesk.core.profile import MARKS, Source, load
from tests.core.scored import HEBEI, NATIONAL, PROFILES, SICHUAN, XINJIANG, data, profile

SHIPPED = sorted(path.stem for path in PROFILES.glob("*.toml"))
SCORED = [NATIONAL, "national-cost", SICHUAN, XINJIANG]


def test_the_five_profiles_are_there() -> None:
    assert sorted([*SCORED, HEBEI]) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_goes_by_its_file_and_every_figure_has_a_source(name: str) -> None:
    found = profile(name)
    assert found.id == name
    assert found.scores == (name != HEBEI)
    for parameter in found.parameters.values():
        assert parameter.source.text
        assert parameter.source.mark in MARKS


@pytest.mark.parametrize("name", SCORED)
def test_only_regulation_and_published_forms_are_shown_as_official(name: str) -> None:
    found = profile(name)
    assert found.source("forward").words == "财预〔2020〕10号"
    assert found.source("grades").official
    for assumed in ("reverse", "range", "date", "yesno"):
        assert found.source(assumed).words.endswith("（默认值，可修改）")


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        (NATIONAL, {"产出指标": 50, "效益指标": 30, "满意度指标": 10}),
        ("national-cost", {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}),
        (XINJIANG, {"产出指标": 50, "效益指标": 30, "满意度指标": 10}),
    ],
)
def test_class_weights_and_execution_come_to_the_sum(name: str, weights: dict[str, int]) -> None:
    found = profile(name)
    assert {each.name: each.weight for each in found.classes} == weights
    assert sum(weights.values()) + found.decimal("execution.weight") == found.decimal("sum")
    assert found.classes[0].source.mark == ("A" if name == "national-cost" else "R")


def test_sichuan_leaves_class_weights_free_and_has_five_grades() -> None:
    found = profile(SICHUAN)
    assert [each.weight for each in found.classes] == [None, None, None]
    assert found.grade_shares == {"优": 100, "良": 80, "中": 60, "低": 30, "差": 0}
    assert found.source("qualitative.grade.良").mark == "F"
    assert found.source("qualitative.grade.低").mark == "A"
    assert (found.severities["B05"], profile(NATIONAL).severities["B05"]) == ("error", "warning")


def test_classes_are_found_by_name_and_an_unknown_one_offers_all() -> None:
    found = profile(NATIONAL)
    assert found.first_classes == ("产出指标", "效益指标", "满意度指标")
    assert found.second_classes("产出指标") == ("数量指标", "质量指标", "时效指标", "成本指标")
    assert "经济效益指标" in found.second_classes("别的指标")
    assert "数量指标" in found.second_classes("别的指标")


def test_a_switch_left_out_is_off_and_assumed() -> None:
    found = profile(NATIONAL)
    assert found.get("forward.pass", None) is None
    assert found.source("forward.pass") == Source("A", "")
    assert found.source("forward.pass").words == "默认值，可修改"


def test_numbers_are_decimals_all_the_way_down() -> None:
    changed = data(NATIONAL)
    changed["parameters"]["cap.by_rate"] = {"value": [[50, Decimal("59.5")]], "mark": "P", "source": "试行"}
    found = load(changed, "try.toml")
    assert found.value("cap.by_rate") == [[Decimal(50), Decimal("59.5")]]
    assert all(type(bound) is Decimal for bound in found.value("grades").values())


def test_a_text_asked_for_as_a_number_stops() -> None:
    with pytest.raises(DefinitionError, match="应为数字"):
        profile(NATIONAL).decimal("rate.row")


def parameter(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda changed: changed["parameters"].update({name: value})


def marked(value: Any) -> dict[str, Any]:
    return {"value": value, "mark": "A", "source": "试行"}


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda changed: changed.pop("issuer"), "issuer"),
        (lambda changed: changed.update(year="二〇二五"), "year"),
        (lambda changed: changed.update(notes="旧"), "notes"),
        (parameter("forward", "proportional"), "parameters.forward"),
        (parameter("forward", {"value": "proportional", "mark": "X"}), "parameters.forward.mark"),
        (parameter("forward", marked("proportional") | {"from": 2020}), "parameters.forward"),
        (parameter("foward.pass", marked(60)), "parameters.foward.pass"),
        (parameter("forward.pass", marked("60")), "parameters.forward.pass.value"),
        (parameter("reverse", marked("linar")), "parameters.reverse.value"),
        (parameter("execution.steps", marked([[100, 100], [80]])), "parameters.execution.steps.value"),
        (parameter("deduct_column", marked("yes")), "parameters.deduct_column.value"),
        (parameter("grades", marked({"优": "九十"})), "parameters.grades.value"),
        (parameter("sum", marked(None)), "parameters.sum.value"),
        (lambda changed: changed["classes"][0].pop("seconds"), "classes[0]"),
        (lambda changed: changed["classes"][0].update(weight=50), "classes[0].weight"),
        (lambda changed: changed["classes"][1].update(weigth=marked(50)), "classes[1]"),
        (lambda changed: changed["severities"].update(W04="grave"), "severities.W04"),
    ],
)
def test_a_wrong_file_stops_with_file_and_key(spoil: Callable[[dict[str, Any]], None], key: str) -> None:
    changed = data(NATIONAL)
    spoil(changed)
    with pytest.raises(DefinitionError) as caught:
        load(changed, "try.toml")
    assert (caught.value.origin, caught.value.key) == ("try.toml", key)
