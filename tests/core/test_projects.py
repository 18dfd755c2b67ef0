"""Which project is meant, whoever asks and however it is typed."""

import pytest

from perfdesk.core.projects import ByProject, called, same_project

CODE = "51990131T000000000077"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((CODE, "稻种更新"), (CODE, "稻种更新（二期）"), True),
        ((CODE, "稻种更新"), (f" {CODE[:9]} {CODE[9:]}", "别的名称"), True),
        ((CODE, "稻种更新"), (CODE[:-1] + "8", "稻种更新"), False),
        ((CODE, "稻种更新(二期)"), ("", "稻种更新\u3000（二期）"), True),
        ((CODE, "稻种更新"), ("—", "稻种更新"), True),
        ((CODE, "稻种更新"), ("5.19901E+20", "稻种更新"), True),
        (("519901310000000000", "稻种更新"), ("519901310000000000", "果苗补贴"), False),
        (("", "稻种更新"), ("", "果苗补贴"), False),
        (("", ""), ("", ""), False),
        ((CODE, ""), ("", ""), False),
    ],
)
def test_by_code_where_both_have_one_else_by_name(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert same_project(called(*one), called(*other)) is same
    assert same_project(called(*other), called(*one)) is same
    assert ByProject([(called(*one), "一")]).of(called(*other)) == (["一"] if same else [])


def test_the_same_code_goes_before_the_same_name() -> None:
    there = ByProject([(called("", "稻种更新"), "按名称"), (called(CODE, "改了名"), "按编码")])
    there.add(called(CODE, "又一张"), "再按编码")
    assert there.of(called(CODE, "稻种更新")) == ["按编码", "再按编码"]
    assert there.of(called("", "稻种更新")) == ["按名称"]
    assert there.of(called(CODE[:-1] + "9", "改了名")) == []
