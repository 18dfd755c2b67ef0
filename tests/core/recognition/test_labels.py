"""Labels: how printed words are compared, and how a wrong file is refused."""

import pytest

from perfdesk.core.errors import DefinitionError
from perfdesk.core.recognition.labels import load, spellings
from tests.core.layouts import LABELS


@pytest.mark.parametrize(
    "text",
    [
        "三级指标",
        "三 级\n指 标",
        "三级指标：",
        "（三）三级指标",
        "3.三级指标",
        "*三级指标",
        "三级指标（名称）",
        "三级指标(请填写)",
    ],
)
def test_spelling_does_not_matter(text: str) -> None:
    assert LABELS.field(text, "indicator") == "l3"


@pytest.mark.parametrize(
    ("text", "group", "field"),
    [
        ("1-7月执行数", "fund", "executed"),
        ("1—9月执行数", "fund", "executed"),
        ("2024年预算数", "fund", "adjusted"),
        ("2024年度指标值", "indicator", "target"),
        ("分值（60分）", "indicator", "weight"),
        ("执行率（B/A×100%）", "fund", "rate"),
        ("其中：财政    资金", "fund_row", "part"),
        ("6月底", "schedule", "schedule"),
    ],
)
def test_numbers_and_brackets_in_labels(text: str, group: str, field: str) -> None:
    assert LABELS.field(text, group) == field


def test_a_qualifying_word_in_front_may_be_there_or_not() -> None:
    assert LABELS.field("本项目年度绩效目标", "own") == "goal"
    assert LABELS.field("项目三级指标", "indicator") == "l3"
    assert LABELS.of("项目单位") == LABELS.of("实施单位")
    assert LABELS.of("部门单位") == {}


def test_prose_is_no_label() -> None:
    assert LABELS.of("完成情况较好，共培训农户三百人次，资金全部支出。") == {}
    assert spellings("一" * 60) == ()


def test_one_label_in_two_fields_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"own\.unit"):
        load({"own": {"department": ["主管单位"], "unit": ["主管 单位"]}}, "labels.toml")


def test_a_slip_in_the_file_is_refused_by_its_key() -> None:
    with pytest.raises(DefinitionError, match="onw"):
        load({"onw": {}}, "labels.toml")
    with pytest.raises(DefinitionError, match=r"own\.unit"):
        load({"own": {"unit": "实施单位"}}, "labels.toml")
    with pytest.raises(DefinitionError, match="profiles"):
        load({"profiles": [{"profile": "x", "province": ["四川"]}]}, "labels.toml")


def test_notes_are_told_from_content() -> None:
    assert LABELS.is_note("注：金额保留两位小数。")
    assert LABELS.is_note("第3页")
    assert not LABELS.is_note("注意事项已告知农户")


def test_a_county_whose_name_begins_like_money_is_no_unit_of_it() -> None:
    from perfdesk.core.recognition.currency import HINT

    assert HINT.search("填报单位:元宝山水利站") is None
    for text, unit in (("单位:元", "元"), ("(单位:万元)", "万元"), ("单位:元币种:人民币", "元")):
        found = HINT.search(text)
        assert found and found[1] == unit
