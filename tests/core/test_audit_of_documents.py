"""What is checked of a report, and of a document that prints subtotals."""

from dataclasses import replace

from perfdesk.core.audit import audit, audit_report
from perfdesk.core.checks.reports import Report
from tests.core.checked import ROWS, Made


def reported(*paragraphs: str, forms: int | None = None) -> list[tuple[str, str]]:
    found = audit_report(Report(Made().filled().setting, paragraphs, forms))
    return [(each.check, each.cell.field) for each in found]


def test_r01_a_report_counts_its_projects() -> None:
    text = "本年对8个项目开展绩效自评。"
    assert reported("概况", text, forms=7) == [("R01", "text[1]")]
    assert reported("概况", text, forms=8) == reported("概况", text) == []


def test_r02_shares_of_one_whole_add_up() -> None:
    assert reported("基本支出占62.5%，项目支出占31.2%，其他占5.3%。") == [("R02", "text[0]")]
    assert reported("基本支出占62.5%，项目支出占31.2%，其他占6.3%。") == []
    assert reported("基本支出占62.5%，比上年下降3%。") == []


def test_r02_leaves_different_wholes_and_rates_alone() -> None:
    assert reported("财政拨款占总支出99%，基本支出占财政拨款44%，项目支出占财政拨款56%。") == []
    assert reported("满意人数占总数的比率90%，办结数占总数的比率95%，回访数占总数的比率80%。") == []


def test_t10_the_headings_of_a_report_count_on() -> None:
    opening = ("一、概况", "（一）职能", "1.治水", "（二）机构", "1.科室")
    assert reported(*opening, "二、绩效", "（一）目标", "1.甲", "文字", "1.乙", "一、附件") == []
    assert reported("一、概况", "二、绩效", "二、问题") == [("T10", "text[2]")]
    assert reported("一、概况", "三、问题") == [("T10", "text[1]")]
    assert reported("一、概况", "（一）职能", "（二）机构", "（一）目标") == [("T10", "text[3]")]


def test_t04_a_report_names_its_problems() -> None:
    assert reported("五、存在问题", "无。") == [("T04", "text[1]")]
    assert reported("存在问题：无。") == [("T04", "text[0]")]
    assert reported("五、存在问题", "管护人手少。", "无") == []


def test_r03_a_grade_goes_with_its_score() -> None:
    assert reported("自评得分86分，评价等级为优。") == [("R03", "text[0]")]
    assert reported("自评得分86分，评价等级为良。") == []
    assert reported("评价结果为优。") == [("R03", "text[0]")]
    assert reported("自评得分92分。", "评价结果为优。") == []


def test_a_report_is_looked_at_for_fillers_slips_and_numbers_of_documents() -> None:
    assert reported("（罗列重点工作）") == [("T01", "text[0]")]
    assert reported("按要式开展。", "依据柳财[2025]9号。") == [("T09", "text[0]"), ("T12", "text[1]")]
    assert reported("柳财[2025] 9 号") == [("T12", "text[0]")]


def subtotalled(*printed: str) -> list[str]:
    """Where S07 stands in a document of four rows scored 30, 20 (产出), 30 (效益), 10 (满意度), with subtotals below
    the second, third and last row."""
    scores = ("30", "20", "30", "10")
    made = Made([{**each, "score": score} for each, score in zip(ROWS, scores, strict=True)], printed=True).filled()
    below = [made.sheet.rows[number] for number in (1, 2, 3)]
    found = audit(replace(made, subtotals=tuple(zip(below, printed, strict=False))))
    return [f"{made.sheet.rows.index(each.cell.row)}.{each.cell.field}" for each in found if each.check == "S07"]


def test_s07_subtotals_of_a_document_are_held_against_the_rows_above() -> None:
    assert subtotalled("50", "30.00", "10") == []
    assert subtotalled("51", "30", "10") == ["1.score"]
    assert subtotalled("50", "29", "11") == ["2.score", "3.score"]
    assert subtotalled("差一点", "30", "10") == []


def test_s07_a_subtotal_may_be_of_the_whole_class() -> None:
    """数量指标小计, 质量指标小计 and then that of 产出指标."""
    rows = [{**ROWS[0], "score": "30"}, {**ROWS[1], "score": "20"}]
    made = Made(rows, printed=True).filled()
    first, second = made.sheet.rows
    told = ((first, "30"), (second, "20"), (second, "50"))
    assert "S07" not in {each.check for each in audit(replace(made, subtotals=told))}
    told = ((first, "30"), (second, "20"), (second, "52"))
    assert "S07" in {each.check for each in audit(replace(made, subtotals=told))}
