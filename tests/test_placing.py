"""Texts of a found form in the cells of another kind: targets are parted or joined as its columns want them."""

from perfdesk import catalog
from perfdesk.core.recognition.likeness import unlike
from perfdesk.core.recognition.placing import placed
from perfdesk.core.sheet import INDICATORS, Cell
from tests.core.layouts import drawn, only

JOINED = """
项目支出绩效自评表（2022年度）
项目名称|护林|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|巡护次数|≥20场|22场|50|50
产出指标|时效指标|完成时间|9月底前|9月20日|20|20
效益指标|社会效益指标|防火意识|明显提高|明显提高|20|20
"""
APART = """
项目支出绩效自评表（2022年度）
项目名称|护林|<|<|<|<|<|<
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分
产出指标|数量指标|巡护次数|≥|20|场|22|50|50
效益指标|社会效益指标|防火意识|定性|明显提高||明显提高|20|20
"""


def _said(drawing: str, form: str, *names: str) -> list[tuple[str, ...]]:
    sheet = placed(only(drawn(drawing)), catalog.form(form)).sheet
    return [tuple(sheet.at(row, name) for name in names) for row in sheet.named_rows]


def test_joined_targets_go_into_the_columns_of_a_form_that_has_them() -> None:
    assert _said(JOINED, "sichuan-2022-0013zp", "nature", "target", "unit", "actual") == [
        ("≥", "20", "场", "22"),
        ("", "9月底前", "", "9月20日"),
        ("定性", "明显提高", "", "明显提高"),
    ]


def test_what_was_parted_is_known_to_come_from_the_target() -> None:
    laid = placed(only(drawn(JOINED)), catalog.form("sichuan-2022-0013zp"))
    row = laid.sheet.named_rows[0]
    for name in ("nature", "unit"):
        assert laid.origins[Cell(INDICATORS, row, name)] == Cell(INDICATORS, row, "target")


def test_targets_in_columns_are_joined_for_a_form_of_one() -> None:
    assert _said(APART, "national-2020", "target", "actual") == [("≥20场", "22"), ("明显提高", "明显提高")]


def test_nothing_is_changed_where_the_columns_agree() -> None:
    assert _said(APART, "sichuan-2022-0013zp", "nature", "target", "unit") == [
        ("≥", "20", "场"),
        ("定性", "明显提高", ""),
    ]
    assert _said(JOINED, "national-2020", "target") == [("≥20场",), ("9月底前",), ("明显提高",)]


NO_NATURE = """
项目支出绩效自评表（2022年度）
项目名称|护林|<|<|<|<|<
主管部门|林业局|<|实施单位|林场|<|<
年度资金总额|年初预算数|全年预算数|全年执行数|<|<|<
年度目标|护好林子|<|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|巡护次数|≥20场|22场|50|50
存在问题|路远|<|<|<|<|<
改进措施|添一辆车|<|<|<|<|<
"""


def test_a_document_that_is_only_like_a_form_says_in_what_it_is_not() -> None:
    found = only(drawn(NO_NATURE))
    assert unlike(found, catalog.form("sichuan-2022-0013zp")) == "这张表样的「指标性质」「度量单位」文件里没有"
    assert "「存在问题」「改进措施」这张表样没有" in unlike(found, catalog.form("national-2020"))
