"""Definitions of forms: a good one says what its cells mean, a wrong one stops with file and key."""

import copy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.errors import DefinitionError
from perfdesk.core.form import Field, Form, load
from perfdesk.core.layout.template import Paper, Patch, Style, Template
from perfdesk.core.profile import Profile
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own

ORIGIN = "forms/yunxi-2025/form.toml"
PROFILE = Profile("yunxi", "云溪口径", "云溪县", 2025, {})


def template() -> Template:
    """Eight rows of six cells; in row 2 the cells B to F are merged."""
    single = [Patch(row, column, 1, 1, "", Style()) for row in range(1, 9) for column in range(1, 7) if row != 2]
    merged = [Patch(2, 1, 1, 1, "项目名称", Style()), Patch(2, 2, 1, 5, "", Style())]
    return Template("自评表", (60.0,) * 6, (24.0,) * 8, tuple(single + merged), Paper())


GOOD: dict[str, Any] = {
    "id": "yunxi-2025",
    "name": "云溪县项目支出绩效自评表",
    "short": "云溪自评表",
    "kind": "self-evaluation",
    "issuer": "云溪县",
    "year": 2025,
    "profile": "yunxi",
    "sheet": "自评表",
    "source": "云财绩〔2025〕1号",
    "cells": [
        {"at": "A1", "text": "自评表（{form.year}年度）"},
        {"at": "B2", "text": "{code}-{project}"},
        {"at": "B3", "text": "{goal}"},
        {"at": "A8", "text": "填报人：{signatures.填报人}"},
    ],
    "funds": [
        {"label": "总额", "cells": {"adjusted": "B4", "executed": "C4", "rate": "D4"}},
        {"label": "其中：财政资金", "cells": {"adjusted": "B5", "executed": "C5"}},
    ],
    "indicators": {
        "rows": "6:7",
        "columns": {"l1": "A", "l3": "B", "actual": "C", "score": "F"},
        "start": [{"l1": "产出指标"}],
    },
    "page": {"repeat": "5:5", "keep": "8:8"},
    "fields": {
        "goal": {"label": "年度目标", "long": True, "limit": 100, "required": True},
        "indicators.actual": {"label": "完成值", "choices": ["优", "良"]},
        "funds.executed": {"label": "执行数", "unit": "万元"},
    },
}


def good(**replaced: Any) -> dict[str, Any]:
    return copy.deepcopy(GOOD) | replaced


def loaded(data: dict[str, Any]) -> Form:
    return load(data, template(), PROFILE, ORIGIN)


def stopped(data: dict[str, Any]) -> tuple[str, str]:
    """The key and the reason a definition is refused for; the file is always named."""
    with pytest.raises(DefinitionError) as caught:
        loaded(data)
    assert caught.value.origin == ORIGIN
    assert ORIGIN in str(caught.value)
    assert caught.value.key in str(caught.value)
    return caught.value.key, caught.value.why


def test_a_good_definition_says_what_each_cell_means() -> None:
    form = loaded(good())
    assert (form.id, form.kind, form.year, form.source) == ("yunxi-2025", "self-evaluation", 2025, "云财绩〔2025〕1号")
    assert form.by_place[2, 2].cells == (own("code"), own("project"))
    assert form.by_place[4, 3].cells == (Cell(FUNDS, 0, "executed"),)
    assert form.by_place[5, 3].single == Cell(FUNDS, 1, "executed")
    assert form.by_place[1, 1].editable is False
    assert form.own_cells == (own("code"), own("project"), own("goal"), own("signatures.填报人"))
    assert (form.indicators.first, form.indicators.last, form.indicators.length) == (6, 7, 2)
    assert form.indicators.columns == {"l1": 1, "l3": 2, "actual": 3, "score": 6}
    assert (form.repeat, form.keep) == ((5, 5), (8, 8))


def test_fields_are_found_by_section() -> None:
    form = loaded(good())
    assert form.field(own("goal")) == Field("年度目标", long=True, limit=100, required=True)
    assert form.field(Cell(INDICATORS, 77, "actual")).choices == ("优", "良")
    assert form.field(Cell(FUNDS, 1, "executed")).unit == "万元"
    assert form.field(own("code")).label == "code"


def test_page_and_funds_may_be_left_out() -> None:
    data = good(fields={})
    del data["page"], data["funds"]
    form = loaded(data)
    assert (form.repeat, form.keep, form.funds) == ((0, 0), (0, 0), ())


@pytest.mark.parametrize("key", ["id", "name", "short", "kind", "issuer", "year", "profile", "sheet", "indicators"])
def test_a_missing_key_stops(key: str) -> None:
    data = good()
    del data[key]
    assert stopped(data) == (key, "缺少此项")


def test_an_unknown_key_stops() -> None:
    assert stopped(good(tittle="x")) == ("tittle", "不认识的项 tittle")


def test_an_unknown_kind_stops() -> None:
    assert stopped(good(kind="evaluation"))[0] == "kind"


@pytest.mark.parametrize("year", ["2025", Decimal("2025.5"), True])
def test_a_year_that_is_no_year_stops(year: object) -> None:
    assert stopped(good(year=year))[0] == "year"


def test_a_sheet_the_template_lacks_stops() -> None:
    assert stopped(good(sheet="目标表")) == ("sheet", "模板里没有工作表「目标表」")


def test_a_cell_without_a_field_stops() -> None:
    assert stopped(good(cells=[{"at": "A1", "text": "自评表"}]))[0] == "cells[0].text"


def test_a_field_nobody_knows_stops() -> None:
    key, why = stopped(good(cells=[{"at": "A1", "text": "{goal}"}, {"at": "B3", "text": "{gaol}"}]))
    assert key == "cells[1].text"
    assert "gaol" in why


def test_a_field_of_the_forms_own_is_described() -> None:
    fields = {"background": {"label": "立项背景"}}
    form = loaded(good(cells=[{"at": "B3", "text": "{background}"}], fields=fields))
    assert form.field(own("background")).label == "立项背景"


@pytest.mark.parametrize("at", ["", "7", "b3", "B3:C3"])
def test_a_place_that_is_none_stops(at: str) -> None:
    assert stopped(good(cells=[{"at": at, "text": "{goal}"}]))[0] == "cells[0].at"


@pytest.mark.parametrize("at", ["C2", "G1", "A9"])
def test_a_place_the_template_lacks_stops(at: str) -> None:
    """Inside a merged range, right of the last column, below the last row."""
    key, why = stopped(good(cells=[{"at": at, "text": "{goal}"}]))
    assert key == "cells[0].at"
    assert at in why


def test_an_unknown_key_of_a_cell_stops() -> None:
    assert stopped(good(cells=[{"at": "B3", "text": "{goal}", "lable": "x"}]))[0] == "cells[0]"


def test_a_cell_bound_twice_stops() -> None:
    cells = [{"at": "B4", "text": "{goal}"}]
    assert stopped(good(cells=cells, fields={})) == ("cells", "B4 绑定了两次")


def test_a_cell_among_the_indicator_rows_stops() -> None:
    cells = [{"at": "E7", "text": "{goal}"}]
    assert stopped(good(cells=cells, fields={})) == ("cells", "E7 在指标行之内")


def test_an_unknown_money_field_stops() -> None:
    assert stopped(good(funds=[{"label": "总额", "cells": {"spent": "C4"}}]))[0] == "funds[0].cells"


def test_a_money_row_without_a_label_stops() -> None:
    assert stopped(good(funds=[{"cells": {"executed": "C4"}}]))[0] == "funds[0].label"


def test_a_money_place_that_is_none_stops() -> None:
    funds = [{"label": "总额", "cells": {"executed": "C4"}}, {"label": "其他", "cells": {"executed": "Z9"}}]
    assert stopped(good(funds=funds))[0] == "funds[1].cells.executed"


@pytest.mark.parametrize("rows", ["", "6", "7:6", "0:3", "6:9", "A6:A7"])
def test_rows_that_are_none_stop(rows: str) -> None:
    assert stopped(good(indicators=GOOD["indicators"] | {"rows": rows}))[0] == "indicators.rows"


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"l3": "B", "colour": "C"}, "indicators.columns"),
        ({"l1": "A", "l2": "B"}, "indicators.columns"),
        ({"l3": "B", "actual": "B"}, "indicators.columns"),
        ({"l3": "B", "actual": "H"}, "indicators.columns.actual"),
        ({"l3": "B", "actual": "3"}, "indicators.columns.actual"),
        ({"l3": "B", "actual": "C1"}, "indicators.columns.actual"),
    ],
)
def test_wrong_columns_stop(columns: dict[str, str], key: str) -> None:
    assert stopped(good(indicators={"rows": "6:7", "columns": columns}))[0] == key


def test_start_rows_with_a_column_the_form_lacks_stop() -> None:
    block = GOOD["indicators"] | {"start": [{"l1": "产出指标"}, {"basis": "计划"}]}
    assert stopped(good(indicators=block))[0] == "indicators.start[1]"


@pytest.mark.parametrize(("name", "rows"), [("repeat", "5:6"), ("keep", "7:8")])
def test_page_rows_on_the_wrong_side_of_the_indicators_stop(name: str, rows: str) -> None:
    assert stopped(good(page={name: rows}))[0] == f"page.{name}"


@pytest.mark.parametrize("name", ["repeat", "keep"])
def test_page_rows_outside_the_template_stop(name: str) -> None:
    assert stopped(good(page={name: "8:12"}))[0] == f"page.{name}"


def test_an_unknown_page_key_stops() -> None:
    assert stopped(good(page={"header": "1:2"}))[0] == "page"


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ({"lable": "年度目标"}, "fields.goal"),
        ({"limit": "100"}, "fields.goal.limit"),
        ({"long": 1}, "fields.goal.long"),
        ({"choices": "优良"}, "fields.goal.choices"),
        ({"choices": ["优", 2]}, "fields.goal.choices"),
        ("年度目标", "fields.goal"),
    ],
)
def test_a_wrong_field_stops(entry: object, key: str) -> None:
    assert stopped(good(fields={"goal": entry}))[0] == key


@pytest.mark.parametrize("name", ["gaol", "indicators.basis", "funds.note"])
def test_a_field_that_stands_nowhere_stops(name: str) -> None:
    assert stopped(good(fields={name: {"label": "x"}})) == (f"fields.{name}", "表上没有这个字段")


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where in a definition something could be wrong."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, each in inner for deeper in _paths(each, (*path, key)))]


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=6), st.decimals(), st.just({}), st.just([]), st.just([{}])
)


@given(st.sampled_from(_paths(GOOD)[1:]), ANYTHING)
def test_nothing_but_a_definition_error_comes_of_a_wrong_definition(path: tuple[str | int, ...], value: object) -> None:
    data: Any = good()
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    try:
        loaded(data)
    except DefinitionError as error:
        assert error.origin == ORIGIN
        assert error.key
