"""What she types becomes a step: nothing she typed is lost, nothing computed is typed over by accident."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Change, own
from perfdesk.core.step import FORMS, PROJECTS, RecordChange
from perfdesk.desk import Desk
from perfdesk.document import Document, progress
from perfdesk.ledger import Ledger, Project

REST = (
    (own("goal"), "甲"),
    (own("done"), "乙"),
    (Cell(FUNDS, 0, "adjusted"), "5"),
    (Cell(FUNDS, 0, "executed"), "5"),
)
NATIONAL, SICHUAN, HEBEI = "national-2020", "sichuan-2022-0013zp", "hebei-2022-target"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(Ledger.create(tmp_path / "账本.perf", unit="云岭乡文化站", year=2024, who="阿布"))
    yield opened
    opened.ledger.close()


def opened(desk: Desk, key: str = NATIONAL, name: str = "戏台修缮", code: str = "X7") -> Document:
    step, project = desk.plan_project(name, code, 2024)
    desk.apply(step)
    step, number = desk.plan_form(project, key)
    desk.apply(step)
    return desk.document(number)


@pytest.fixture
def document(desk: Desk) -> Document:
    return opened(desk)


def typed(desk: Desk, document: Document, row: int, **texts: str) -> None:
    desk.apply(document.plan([(Cell(INDICATORS, row, name), text) for name, text in texts.items()]))


def score_cell(row: int, name: str = "score") -> Cell:
    return Cell(INDICATORS, row, name)


def changes(document: Document, wanted: Sequence[tuple[Cell, str]]) -> tuple[Change, ...]:
    return document.plan(wanted).cells.get(document.id, ())


def test_text_is_kept_as_typed_and_what_changes_nothing_is_left_out(desk: Desk, document: Document) -> None:
    desk.apply(document.plan([(own("goal"), " ４０场\r\n含下乡 "), (own("project"), "戏台修缮")]))
    assert document.sheet.own("goal") == " ４０场\n含下乡 "
    assert document.plan([(own("goal"), " ４０场\n含下乡 ")]).empty


def test_the_act_says_what_was_done(desk: Desk, document: Document) -> None:
    first, second = document.sheet.rows[:2]
    assert document.plan([(own("goal"), "甲")]).act == "填报 预期目标"
    assert document.plan([(score_cell(first, "actual"), "3")]).act == "填报 实际完成值"
    assert document.plan([(score_cell(row, "actual"), "3") for row in (first, second)]).act == "填报 2 格"
    desk.apply(document.plan([(own("goal"), "甲")]))
    assert document.plan([(own("goal"), "")]).act == "清除 预期目标"
    assert document.plan_rows(0, 2).act == "插入 2 行指标"


def test_rates_and_totals_cannot_be_typed(document: Document) -> None:
    computed = [Cell(FUNDS, 0, "rate"), Cell(FUNDS, 1, "rate"), Cell(FUNDS, 0, "score"), own("total.score")]
    assert document.plan([(cell, "100") for cell in computed]).empty


def test_a_form_that_is_not_scored_computes_nothing(desk: Desk) -> None:
    target = opened(desk, HEBEI)
    row = target.sheet.rows[0]
    assert changes(target, [(score_cell(row, "target"), "3")]) == (Change(score_cell(row, "target"), "", "3"),)
    assert target.record.total == ""


def test_a_score_typed_where_a_rule_gives_one_is_an_override(desk: Desk, document: Document) -> None:
    row = document.sheet.rows[0]
    typed(desk, document, row, l3="场次", target="≥10场", actual="8场", weight="20")
    assert document.scores.shown[score_cell(row)] == "16"
    desk.apply(document.plan([(score_cell(row), "15")]))
    assert document.sheet.at(row, "override") == "15"
    assert document.sheet.at(row, "score") == ""
    assert document.scores.shown[score_cell(row)] == "15"
    desk.apply(document.plan([(score_cell(row), "")]))
    assert document.sheet.at(row, "override") == ""
    assert document.scores.shown[score_cell(row)] == "16"


def test_typing_what_the_rule_gives_is_no_override(desk: Desk, document: Document) -> None:
    row = document.sheet.rows[0]
    typed(desk, document, row, l3="场次", target="≥10场", actual="8场", weight="20")
    assert document.plan([(score_cell(row), "16.00")]).empty
    desk.apply(document.plan([(score_cell(row), "15")]))
    desk.apply(document.plan([(score_cell(row), "16")]))
    assert document.sheet.at(row, "override") == ""


def test_a_score_pasted_with_its_row_is_judged_by_the_row_as_pasted(desk: Desk, document: Document) -> None:
    row = document.sheet.rows[0]
    pasted = {"l3": "场次", "target": "≥10场", "actual": "8场", "weight": "20", "score": "12"}
    typed(desk, document, row, **pasted)
    assert document.sheet.at(row, "override") == "12"
    typed(desk, document, row, actual="9场", score="18")
    assert document.sheet.at(row, "override") == ""


def test_a_score_no_rule_can_give_is_the_score(desk: Desk, document: Document) -> None:
    row = document.sheet.rows[0]
    typed(desk, document, row, l3="口碑", target="明显改善", actual="群众反映较好", weight="10", score="9")
    assert (document.sheet.at(row, "score"), document.sheet.at(row, "override")) == ("9", "")
    assert document.scores.shown[score_cell(row)] == "9"


def test_a_score_typed_after_the_rule_fell_silent_takes_the_overrides_place(desk: Desk, document: Document) -> None:
    row = document.sheet.rows[0]
    typed(desk, document, row, l3="场次", target="≥10场", actual="8场", weight="20")
    typed(desk, document, row, score="15")
    typed(desk, document, row, target="明显改善", actual="群众反映较好")
    typed(desk, document, row, score="19")
    assert (document.sheet.at(row, "score"), document.sheet.at(row, "override")) == ("19", "")
    assert document.scores.shown[score_cell(row)] == "19"


def test_a_printed_score_stays_beside_the_rules(desk: Desk, document: Document) -> None:
    """An imported document's own score is not hers to lose when she takes back her override."""
    row = document.sheet.rows[0]
    typed(desk, document, row, l3="口碑", target="明显改善", actual="群众反映较好", weight="10", score="9")
    typed(desk, document, row, target="≥10场", actual="8场")
    desk.apply(document.plan([(score_cell(row), "7")]))
    desk.apply(document.plan([(score_cell(row), "")]))
    assert document.sheet.at(row, "score") == "9"
    assert document.scores.shown[score_cell(row)] == "8"


def test_typing_into_a_row_that_is_not_there_makes_it(desk: Desk, document: Document) -> None:
    desk.apply(document.plan_remove_rows(document.sheet.rows))
    assert not document.sheet.rows
    step = document.plan(
        [(score_cell(-1, "l3"), "首场"), (score_cell(-1, "weight"), "10"), (score_cell(-2, "l3"), "次场")]
    )
    desk.apply(step)
    assert [document.sheet.at(row, "l3") for row in document.sheet.rows] == ["首场", "次场"]
    assert document.sheet.at(document.sheet.rows[0], "weight") == "10"
    assert min(document.sheet.rows) > len(document.form.indicators.start)
    assert document.plan([(score_cell(-1, "l3"), "")]).empty


def test_what_is_meant_for_a_deleted_row_makes_no_row(desk: Desk, document: Document) -> None:
    gone = document.sheet.rows[0]
    desk.apply(document.plan_remove_rows([gone]))
    assert document.plan([(score_cell(gone, "override_reason"), "来迟了"), (score_cell(gone), "5")]).empty


def test_where_a_row_stands_cannot_be_typed(document: Document) -> None:
    assert document.plan([(score_cell(document.sheet.rows[0], "order"), "甲")]).empty


def test_new_rows_join_the_class_above(desk: Desk, document: Document) -> None:
    first, second = document.sheet.rows[:2]
    desk.apply(document.plan_rows(1, 2))
    assert document.sheet.rows[0] == first
    assert document.sheet.rows[3] == second
    for row in document.sheet.rows[1:3]:
        assert document.sheet.at(row, "l2") == document.sheet.at(first, "l2")
    desk.apply(document.plan_rows(0, 1))
    assert document.sheet.at(document.sheet.rows[0], "l1") == document.sheet.at(first, "l1")


def test_rows_are_moved_and_deleted_as_named(desk: Desk, document: Document) -> None:
    rows = document.sheet.rows
    desk.apply(document.plan_move_rows([rows[-1], rows[-2]], 0))
    assert document.sheet.rows == (*rows[-2:], *rows[:-2])
    step = document.plan_remove_rows([rows[0], rows[1], 999])
    assert step.act == "删除 2 行指标"
    desk.apply(step)
    assert document.sheet.rows == (*rows[-2:], *rows[2:-2])
    assert document.plan_remove_rows([999]).empty


def test_a_pattern_is_taken_apart_and_a_merged_class_speaks_for_its_rows(desk: Desk) -> None:
    sichuan = opened(desk, SICHUAN)
    (pattern,) = [bound for bound in sichuan.form.bound if len(bound.cells) > 1 and own("project") in bound.cells]
    code = "510999" + "24T" + "000012345678"
    desk.apply(sichuan.plan(sichuan.spread(pattern.cells, f"{code}-戏台大修")))
    assert (sichuan.sheet.own("code"), sichuan.sheet.own("project")) == (code, "戏台大修")
    merged = [Cell(INDICATORS, row, "l1") for row in sichuan.sheet.rows[:3]]
    desk.apply(sichuan.plan(sichuan.spread(merged, "成本指标")))
    assert {sichuan.sheet.text(cell) for cell in merged} == {"成本指标"}


def test_a_project_follows_the_form_that_names_it(desk: Desk, document: Document) -> None:
    step = document.plan([(own("project"), "古戏台修缮")])
    assert step.records == (RecordChange(PROJECTS, 1, "name", "戏台修缮", "古戏台修缮"),)
    assert desk.apply(step).tree
    assert desk.projects() == [Project(1, 2024, "X7", "古戏台修缮")]
    desk.apply(step.inverse)
    assert desk.projects() == [Project(1, 2024, "X7", "戏台修缮")]
    assert document.sheet.own("project") == "戏台修缮"


def test_a_project_called_otherwise_or_nothing_does_not_follow(desk: Desk, document: Document) -> None:
    desk.apply(document.plan([(own("project"), "")]))
    desk.apply(document.plan([(own("project"), "别名")]))
    assert [project.name for project in desk.projects()] == ["戏台修缮"]


def test_the_year_of_the_record_follows_the_year_she_sets(desk: Desk, document: Document) -> None:
    step = document.plan([(own("year"), "2023")])
    assert step.records == (RecordChange(FORMS, document.id, "year", "2024", "2023"),)
    desk.apply(step)
    assert document.record.year == 2023
    assert document.plan([(own("year"), "去年")]).records == ()


def test_progress_counts_what_is_expected_and_not_what_was_given(desk: Desk, document: Document) -> None:
    filled, wanted = document.record.filled, document.record.wanted
    assert (filled, document.record.state) == (0, "未填")
    row = document.sheet.rows[0]
    typed(desk, document, row, l3="场次")
    assert document.record.wanted == wanted - 1 + 3
    typed(desk, document, row, target="≥10场", actual="10场", weight="90")
    assert (document.record.filled, document.record.state) == (3, "草稿")
    desk.apply(document.plan(REST))
    assert document.record.filled == document.record.wanted == 7
    desk.apply(document.plan([(own("unit"), " ")]))
    assert (document.record.filled, document.record.wanted) == (7, 8)
    assert progress(document.form, document.sheet) == (7, 8)


def test_a_finished_form_is_no_draft(desk: Desk, document: Document) -> None:
    assert document.snapshot().draft
    typed(desk, document, document.sheet.rows[0], l3="场次", target="≥10场", actual="10场", weight="90")
    desk.apply(document.plan(REST))
    assert document.record.state == "可交"
    assert not document.snapshot().draft
    assert document.record.total == "100"


def test_errors_found_are_counted_and_shown_as_the_state(desk: Desk, document: Document) -> None:
    typed(desk, document, document.sheet.rows[0], l3="场次", target="≥10场", actual="10场", weight="90")
    desk.apply(document.plan(REST))
    step = document.plan([(score_cell(document.sheet.rows[0], "weight"), "95")])
    desk.apply(step)
    errors = [finding for finding in document.findings if finding.severity == "error"]
    assert document.record.errors == len(errors) > 0
    assert document.record.state == "有错"
    desk.apply(step.inverse)
    assert (document.record.errors, document.record.state) == (0, "可交")


def test_the_page_is_laid_out_once_a_change(desk: Desk, document: Document) -> None:
    def advance(character: str, font: str, bold: bool) -> float:
        return 1.0

    page = document.page(advance)
    assert document.page(advance) is page
    desk.apply(document.plan([(own("goal"), "大字")]))
    assert document.page(advance) is not page
    assert "大字" in {box.text for box in document.page(advance).boxes}


def test_addresses_are_those_of_the_commands(desk: Desk, document: Document) -> None:
    typed(desk, document, document.sheet.rows[2], l3="场次")
    desk.apply(document.plan_addresses([("goal", "甲"), ("funds[0].executed", "3"), ("indicators[0].actual", "10")]))
    assert document.sheet.own("goal") == "甲"
    assert document.sheet.fund(0, "executed") == "3"
    assert document.sheet.at(document.sheet.rows[2], "actual") == "10"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("indicators[7].actual", "只有 1 行"), ("gaol", "没有「gaol」"), ("funds[9].executed", "没有"),
        ("indicators[0].colour", "没有"), ("total.score", "由程序计算"), ("funds[0].rate", "由程序计算"), ("", "没有"),
    ],
)  # fmt: skip
def test_an_address_the_form_has_not_is_said_to_be_none(
    desk: Desk, document: Document, address: str, sentence: str
) -> None:
    typed(desk, document, document.sheet.rows[0], l3="场次")
    with pytest.raises(PerfdeskError, match=sentence):
        document.plan_addresses([("goal", "甲"), (address, "3")])
    assert document.sheet.own("goal") == ""


@pytest.mark.parametrize(
    "text", ["九" * 5000, "9" * 40, "甲\x00\x07\ud800乙", "<b>&amp;", "=1+1", "'; DROP TABLE cells; --"]
)
def test_bad_input_is_kept_and_hurts_nothing(desk: Desk, document: Document, text: str) -> None:
    row = document.sheet.rows[0]
    desk.apply(document.plan([(score_cell(row, name), text) for name in ("l3", "target", "actual", "weight")]))
    desk.apply(document.plan([(Cell(FUNDS, 0, "adjusted"), text), (own("goal"), text), (own("project"), text)]))
    assert desk.ledger.sheet(document.id) == document.sheet
    assert document.sheet.own("goal") == text.replace("\x00", "").replace("\ud800", "�")


def test_three_hundred_rows_are_one_step(desk: Desk, document: Document) -> None:
    desk.apply(document.plan_rows(3, 300))
    rows = document.sheet.rows
    assert len(set(rows)) == len(document.form.indicators.start) + 300
    desk.apply(document.plan([(score_cell(row, "l3"), f"第{row}场") for row in rows]))
    assert len(document.sheet.named_rows) == len(rows)
