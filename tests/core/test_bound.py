"""Cells that show fields in a pattern: put together, typed over, taken apart again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.bound import Bound
from perfdesk.core.sheet import own


def bound(pattern: str, *names: str) -> Bound:
    return Bound(1, 1, pattern, tuple(own(name) for name in names))


NAMED = bound("{code}-{project}", "code", "project")
SIGNED = bound("项目负责人：{signatures.项目负责人}", "signatures.项目负责人")


@pytest.mark.parametrize(
    ("text", "code", "project"),
    [
        ("51990022T000000012345-云溪河清淤", "51990022T000000012345", "云溪河清淤"),
        ("51990022T000000012345-云溪河清淤-二期", "51990022T000000012345", "云溪河清淤-二期"),
        ("51990022T000000012345－云溪河清淤", "51990022T000000012345", "云溪河清淤"),
        ("51990022T000000012345 - 云溪河清淤", "51990022T000000012345", "云溪河清淤"),
        ("云溪河清淤-二期", "", "云溪河清淤-二期"),
        ("5G-基站用电补助", "", "5G-基站用电补助"),
        ("51990022T000000012345", "51990022T000000012345", ""),
        ("51990022T000000012345-", "51990022T000000012345", ""),
        ("云溪河\n清淤", "", "云溪河\n清淤"),
        ("", "", ""),
    ],
)
def test_code_and_name_in_one_cell_are_taken_apart(text: str, code: str, project: str) -> None:
    assert NAMED.taken_apart(text) == [(own("code"), code), (own("project"), project)]


def test_code_and_name_are_joined_only_where_both_are() -> None:
    both = {own("code"): "51990022T000000012345", own("project"): "清淤"}
    assert NAMED.text(both, 2025) == "51990022T000000012345-清淤"
    assert NAMED.text({own("project"): "清淤"}, 2025) == "清淤"
    assert NAMED.text({own("code"): "51990022T000000012345"}, 2025) == "51990022T000000012345"
    assert NAMED.text({}, 2025) == ""


@pytest.mark.parametrize("text", ["项目负责人：白又新", "项目负责人:白又新", "项目负责人： 白又新 ", "白又新"])
def test_a_label_may_be_typed_or_not(text: str) -> None:
    assert SIGNED.taken_apart(text) == [(own("signatures.项目负责人"), "白又新")]
    assert SIGNED.text(dict(SIGNED.taken_apart(text)), 2025) == "项目负责人：白又新"


def test_the_label_alone_is_a_blank_field() -> None:
    assert SIGNED.taken_apart("项目负责人：") == [(own("signatures.项目负责人"), "")]


def test_labels_between_fields_stay() -> None:
    line = bound("负责人：{signatures.甲}　填报人：{signatures.乙}", "signatures.甲", "signatures.乙")
    assert line.text({own("signatures.甲"): "白又新"}, 2025) == "负责人：白又新　填报人："
    assert line.taken_apart("负责人：白又新　填报人：") == [
        (own("signatures.甲"), "白又新"),
        (own("signatures.乙"), ""),
    ]
    assert line.taken_apart("负责人：　填报人：石青") == [(own("signatures.甲"), ""), (own("signatures.乙"), "石青")]


def test_the_year_stands_in_the_title_and_is_not_typed() -> None:
    title = bound("{project}自评表（{form.year}年度）", "project")
    assert title.text({own("project"): "清淤"}, 2025) == "清淤自评表（2025年度）"
    assert title.taken_apart("清淤自评表（2024年度）") == [(own("project"), "清淤")]
    assert bound("自评表（{form.year}年度）").text({}, 2026) == "自评表（2026年度）"


CODES = st.from_regex(r"[0-9A-Z]{6,24}", fullmatch=True)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=20)


@given(CODES, NAMES)
def test_what_is_shown_can_be_taken_apart_again(code: str, name: str) -> None:
    held = {own("code"): code, own("project"): name}
    assert dict(NAMED.taken_apart(NAMED.text(held, 2025))) == held


@given(st.text(max_size=40))
def test_no_text_is_lost_or_refused(text: str) -> None:
    """Whatever is typed over the cell is found again in its fields, but for blanks and one joining dash."""
    kept = "".join(part for _, part in NAMED.taken_apart(text))
    plain = "".join(text.split())
    assert "".join(kept.split()) in {plain, plain.replace("-", "", 1)} or any(dash in plain for dash in "－–—")


def test_a_code_of_another_shape_is_known_where_it_stood() -> None:
    held = {own("code"): "自编-07", own("project"): "清淤"}
    assert NAMED.taken_apart("自编-07-清淤二期", held) == [(own("code"), "自编-07"), (own("project"), "清淤二期")]
    assert NAMED.taken_apart("自编-07-清淤二期") == [(own("code"), ""), (own("project"), "自编-07-清淤二期")]
