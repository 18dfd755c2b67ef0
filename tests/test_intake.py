"""Documents as judged forms: which form and profile they go by, what is scored and found, what read and check say."""

import json
from pathlib import Path

import pytest

from perfdesk import catalog
from perfdesk.commands import run
from perfdesk.core.recognition.grid import Grid
from perfdesk.intake import judge, take_in
from tests.core.layouts import grid, rows

NATIONAL = """
项目支出绩效自评表|<|<|<|<|<|<|<|<
（2023年度）|<|<|<|<|<|<|<|<
项目名称|<|河道保洁|<|<|<|<|<|<
主管部门|<|{department}|<|<|实施单位|柳湾镇水务所|<|<
项目资金（万元）|<||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|^|年度资金总额|20|20|19|10|95%|9.5
^|^|其中：当年财政拨款|20|20|19|—|95%|—
^|^|上年结转资金||||—||—
^|^|其他资金||||—||—
年度总体目标|预期目标|<|<|<|实际完成情况|<|<|<
^|保洁河道三十公里。|<|<|<|已保洁三十一公里。|<|<|<
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
^|{first}|数量指标|保洁长度|≥30公里|24公里|50|50|
^|效益指标|社会效益指标|投诉件数|≤10件|8件|30|30|
^|满意度指标|服务对象满意度指标|村民满意度|≥90%|92%|10|10|
总分|<|<|<|<|<|100|99.5|
"""


def national(department: str = "柳湾县水利局", first: str = "产出指标") -> Grid:
    return grid(rows(NATIONAL.format(department=department, first=first)), "自评.xlsx#Sheet1")


def test_the_form_that_fits_and_its_scores() -> None:
    (form,) = judge([national()]).forms
    assert form.form is not None
    assert (form.form.id, form.profile.id) == ("national-2020", "national-2020")
    assert form.scores.total is not None
    assert str(form.scores.total.value) == "89.50"
    assert "S02" in {finding.check for finding in form.findings}


@pytest.mark.parametrize(
    ("department", "first", "profile"),
    [
        ("新疆柳湾县水利局", "产出指标", "xinjiang-2020"),
        ("柳湾县水利局", "成本指标", "national-cost"),
    ],
)
def test_the_profile_goes_by_words_and_classes(department: str, first: str, profile: str) -> None:
    (form,) = judge([national(department, first)]).forms
    assert form.profile.id == profile


def test_a_layout_nobody_ships_is_judged_all_the_same() -> None:
    table = rows(NATIONAL.format(department="柳湾县水利局", first="产出指标"))
    table.insert(-1, ["^", "备选", "", "", "", "", "", "", ""])
    table[11] = [text.replace("偏差原因分析及改进措施", "佐证材料") for text in table[11]]
    (form,) = judge([grid(table)]).forms
    assert form.form is None
    assert form.scores.total is not None


def test_a_listed_project_without_a_form_and_figures_that_differ() -> None:
    code = "52990023T00000000000{}"
    listed = f"项目编码|项目名称|年初预算数|执行数\n{code.format(1)}|河道保洁|20|19\n{code.format(2)}|山塘加固|5|5"
    form = f"绩效自评表（2023年度）\n项目名称|{code.format(1)}-河道保洁\n|年初预算数|执行数|执行率\n总额|22|19|86%"
    intake = judge([grid(rows(form), "a.xlsx#表"), grid(rows(listed), "a.xlsx#清单")])
    assert [(each.check, each.cell.field) for each in intake.findings] == [("P02", "list[1].code")]
    assert "B10" in {each.check for each in intake.forms[0].findings}


REPORT = (
    "柳湾镇水务所2023年绩效自评报告",
    "一、评价组织",
    "本年度共有3个项目开展绩效自评。",
    "其中保洁占60%，清淤占30%，巡查占20%。",
    "三、评价结论",
    "自评得分86分，等级为优。",
)


def test_a_report_is_held_against_the_forms_beside_it() -> None:
    report = Grid("报告.docx#正文", (), REPORT)
    found = {each.check: each for each in judge([national(), report]).findings}
    places = {check: each.cell.field for check, each in found.items()}
    assert places == {"R01": "text[2]", "R02": "text[3]", "T10": "text[4]", "R03": "text[5]"}
    assert found["R01"].message == "报告.docx：第3段写了 3 个项目，自评表有 1 张，请核对。"


def test_a_report_alone_is_checked_without_counting_and_a_title_is_none() -> None:
    assert {each.check for each in judge([Grid("报告.docx#正文", (), REPORT)]).findings} == {"R02", "R03", "T10"}
    assert judge([Grid("报告.docx#正文", (), ("柳湾镇水务所", "评价等级为优。"))]).findings == ()


def test_every_shipped_template_is_known_by_itself() -> None:
    for listing in catalog.forms():
        if not listing.own:
            (form,) = take_in([catalog.template_path(listing.id)]).forms
            assert form.form is not None
            assert form.form.id == listing.id


def _document(folder: Path) -> Path:
    path = folder / "自评.tsv"
    table = [
        ["" if cell in ("<", "^") else cell for cell in row]
        for row in rows(NATIONAL.format(department="柳湾县水利局", first="产出指标"))
    ]
    path.write_text("\n".join("\t".join(row) for row in table), encoding="utf-8")
    return path


def test_read_prints_what_stands_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--json", str(_document(tmp_path))]) == 0
    told = json.loads(capsys.readouterr().out)
    (form,) = told["forms"]
    assert (form["form"], form["year"], form["total"]) == ("national-2020", 2023, {"weight": "100", "score": "99.5"})
    assert form["indicators"][0]["score"] == "50"
    assert form["scored"]["indicators"][0]["score"] == "40.00"
    assert (told["projects"], told["unread"], told["findings"]) == ([], [], [])


def test_a_blank_total_is_not_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _document(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("99.5", ""), encoding="utf-8")
    run(["read", "--json", str(path)])
    (form,) = json.loads(capsys.readouterr().out)["forms"]
    assert (form["total"]["score"], form["scored"]["total"]) == ("", "89.50")


def test_check_of_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _document(tmp_path)
    status = run(["check", "--json", str(path)])
    told = json.loads(capsys.readouterr().out)
    severities = {finding["severity"] for form in told["forms"] for finding in form["findings"]}
    assert status == (1 if "error" in severities else 0)
    assert run(["check", str(path)]) == status
    assert "保洁长度" in capsys.readouterr().out


def test_a_document_that_cannot_be_read_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(tmp_path / "没有.xlsx")]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert "没有.xlsx" in out.err
    assert out.err.count("\n") == 1
