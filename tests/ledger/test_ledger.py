"""A ledger keeps what it acknowledged, whole: records, cells, files, and the journal of all."""

import hashlib
import sqlite3

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import FUNDS, Cell, Change, Sheet, added_rows, own, removed_rows
from perfdesk.core.step import ATTACHMENTS, FORMS, LEDGER, PROJECTS, RecordChange, Step, made, removed
from perfdesk.ledger import Info, Ledger, Project, Summary
from tests.ledger.written import NEW, asked, reopened, typed


def test_what_was_written_is_there_after_reopening(ledger: Ledger) -> None:
    rows = added_rows(Sheet(), 0, [{"l1": "产出指标", "l3": "成活率"}, {"l3": "面积"}], 1)
    ledger.write(Step("插入", {1: tuple(rows)}), {1: Summary("88.5", "良", 3, 9, 1)})
    ledger.write(Step("填报", {1: (Change(Cell(FUNDS, 0, "executed"), "", "007.50"),)}))
    sheet = ledger.sheet(1)
    again = reopened(ledger)
    assert again.sheet(1) == sheet
    assert [sheet.at(row, "l3") for row in sheet.rows] == ["成活率", "面积"]
    assert sheet.fund(0, "executed") == "007.50"
    assert again.info == Info("青石镇农业站", "0077", 2024)
    assert again.projects() == [Project(1, 2024, "0012", "北坡造林")]
    (record,) = again.forms()
    assert (record.project, record.form, record.year) == (1, "national-2020", 2024)
    assert (record.total, record.grade, record.filled, record.wanted, record.errors) == ("88.5", "良", 3, 9, 1)
    assert record.state == "草稿"
    again.close()


def test_the_journal_says_who_changed_what_in_which_step(ledger: Ledger) -> None:
    ledger.write(typed("栽树三千棵", "栽树四千棵"))
    *_, before, last = ledger.history(1)
    assert (last.who, last.act, last.cell, last.old, last.new) == (
        "小禾", "填报", own("goal"), "栽树三千棵", "栽树四千棵",
    )  # fmt: skip
    assert last.step == before.step + 1
    assert [entry.cell for entry in ledger.history() if entry.form is None] == [
        Cell(PROJECTS, 1, "removed"), Cell(PROJECTS, 1, "year"), Cell(PROJECTS, 1, "code"), Cell(PROJECTS, 1, "name"),
    ]  # fmt: skip


def test_every_table_is_strict_and_described(ledger: Ledger) -> None:
    ledger.close()
    own_tables = {
        str(name): strict
        for _, name, kind, _, _, strict in asked(ledger.path, "PRAGMA table_list")
        if kind in ("table", "view") and not str(name).startswith(("sqlite_", "_"))
    }
    assert {name for name, strict in own_tables.items() if not strict} == {
        "indicators",
        "funds",
        "form_list",
        "evidence_list",
    }
    described = {str(name) for (name,) in asked(ledger.path, "SELECT name FROM readme")}
    assert described == set(own_tables) - {"readme"}
    assert asked(ledger.path, "PRAGMA application_id") == [(0x50455246,)]
    assert asked(ledger.path, "PRAGMA user_version") == [(2,)]


def test_an_it_person_reads_indicators_as_rows_and_columns(ledger: Ledger) -> None:
    sheet = Sheet().apply(added_rows(Sheet(), 0, [{"l3": "乙", "target": "≥3"}], 1))
    ledger.write(Step("插入", {1: tuple(added_rows(Sheet(), 0, [{"l3": "乙", "target": "≥3"}], 1))}))
    ledger.write(Step("插入", {1: tuple(added_rows(sheet, 0, [{"l3": "甲"}], 2))}))
    ledger.write(Step("填报", {1: (Change(Cell(FUNDS, 0, "initial"), "", "12.00"),)}))
    ledger.close()
    assert asked(ledger.path, "SELECT number, row, l3, target FROM indicators WHERE form = 1 ORDER BY number") == [
        (1, 2, "甲", None),
        (2, 1, "乙", "≥3"),
    ]
    assert asked(ledger.path, "SELECT form, row, initial FROM funds") == [(1, 0, "12.00")]
    assert asked(ledger.path, "SELECT id, code, project FROM form_list") == [(1, "0012", "北坡造林")]


def test_a_step_against_something_else_is_refused_whole(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as behind:
        behind.execute("UPDATE cells SET text = '改过'")
    behind.close()
    before = ledger.sheet(1), ledger.history()
    step = Step("填报", {1: (Change(own("done"), "", "新"), Change(own("goal"), "栽树三千棵", "甲"))})
    with pytest.raises(PerfdeskError, match="被别的程序改动过"):
        ledger.write(step)
    assert (ledger.sheet(1), ledger.history()) == before
    ledger.write(typed("改过", "甲"))
    assert ledger.sheet(1).own("goal") == "甲"


def test_a_cell_changed_twice_in_one_step_ends_as_the_last_word(ledger: Ledger) -> None:
    changes = (
        Change(own("goal"), "栽树三千棵", "甲"), Change(own("goal"), "甲", "乙"),
        Change(own("done"), "", "丙"), Change(own("done"), "丙", ""),
    )  # fmt: skip
    ledger.write(Step("填报", {1: changes}))
    assert ledger.sheet(1) == Sheet({own("goal"): "乙"})
    assert len(ledger.history(1)) == 5 + 4


def test_deleted_records_stay_in_the_file_and_come_back(ledger: Ledger) -> None:
    step = Step("删除", {}, (removed(FORMS, 1), removed(PROJECTS, 1)))
    ledger.write(step)
    assert (ledger.projects(), ledger.forms()) == ([], [])
    assert [record.id for record in ledger.forms(removed=True)] == [1]
    assert ledger.next_id(FORMS) == ledger.next_id(PROJECTS) == 2
    ledger.write(step.inverse)
    assert [record.id for record in ledger.forms()] == [1]
    assert ledger.sheet(1).own("goal") == "栽树三千棵"


def test_making_a_form_can_be_taken_back_and_made_again(ledger: Ledger) -> None:
    before = ledger.forms()
    ledger.write(NEW.inverse)
    assert (ledger.projects(), ledger.forms(), ledger.sheet(1)) == ([], [], Sheet())
    ledger.write(NEW)
    assert ledger.sheet(1).own("goal") == "栽树三千棵"
    assert [record.form for record in ledger.forms()] == [record.form for record in before]


def test_the_ledgers_own_record_changes_like_any_other(ledger: Ledger) -> None:
    ledger.write(Step("改单位", {}, (RecordChange(LEDGER, 0, "unit", "青石镇农业站", "青石镇林业站"),)))
    assert ledger.info.unit == "青石镇林业站"
    ledger.write(Step("改年度", {}, (RecordChange(LEDGER, 0, "year", "2024", "2025"),)))
    again = reopened(ledger)
    assert again.info == Info("青石镇林业站", "0077", 2025)
    again.close()


def attached(number: int, content: bytes, **fields: str) -> Step:
    told = {
        "form": "1", "section": "indicators", "row": "1", "kind": "佐证", "position": "1", "name": "验收单",
        "suffix": ".txt", "size": str(len(content)), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    return Step("附上佐证", {}, made(ATTACHMENTS, number, told | fields))


def brought(*contents: bytes) -> dict[str, bytes]:
    return {hashlib.sha256(each).hexdigest(): each for each in contents}


def test_a_file_is_kept_with_the_record_that_names_it(ledger: Ledger) -> None:
    ledger.write(attached(1, b"one"), contents=brought(b"one"))
    ledger.write(attached(2, b"one", name="副本", position="2"), contents=brought(b"one"))
    assert [each.file_name for each in ledger.attachments()] == ["验收单.txt", "副本.txt"]
    assert asked(ledger.path, "SELECT count(*), sum(length(bytes)) FROM contents") == [(1, 3)]
    ledger.write(attached(1, b"one").inverse)
    assert [each.id for each in ledger.attachments()] == [2]
    ledger.write(attached(1, b"one"))
    again = reopened(ledger)
    first, second = again.attachments()
    assert (first.name, first.size, again.content(first.sha256)) == ("验收单", 3, b"one")
    assert second == first._replace(id=2, name="副本", position=2)
    again.close()


def test_a_record_cannot_name_a_file_that_is_not_there(ledger: Ledger) -> None:
    before = ledger.history()
    with pytest.raises(PerfdeskError):
        ledger.write(attached(1, b"one"))
    with pytest.raises(PerfdeskError):
        ledger.write(attached(1, b"one", form="77"), contents=brought(b"one"))
    assert ledger.attachments(removed=True) == []
    assert asked(ledger.path, "SELECT count(*) FROM contents") == [(0,)]
    assert ledger.history() == before


def test_the_journal_of_a_form_tells_of_its_files_and_of_taking_them_back(ledger: Ledger) -> None:
    lines = len(ledger.history(1))
    ledger.write(attached(4, b"one"), contents=brought(b"one"))
    ledger.write(attached(4, b"one").inverse)
    told = ledger.history(1)[lines:]
    assert {entry.cell.section for entry in told} == {ATTACHMENTS}
    assert {entry.act for entry in told} == {"附上佐证", "撤销 附上佐证"}
    assert all(entry.record for entry in told)


def test_what_was_removed_can_be_let_go_for_good(ledger: Ledger) -> None:
    large = bytes(3_000_000)
    ledger.write(attached(1, b"one"), contents=brought(b"one"))
    ledger.write(attached(2, large, position="2"), contents=brought(large))
    ledger.write(Step("移除", {}, (removed(ATTACHMENTS, 2),)))
    assert ledger.swept_size() == 3_000_000
    ledger.sweep()
    assert (ledger.swept_size(), ledger.contents_size()) == (0, 3)
    kept, gone = ledger.attachments(removed=True)
    assert (ledger.content(kept.sha256), ledger.content(gone.sha256)) == (b"one", None)
    ledger.close()
    assert ledger.path.stat().st_size < 1_000_000
    again = Ledger.open(ledger.path, who="小禾")
    again.write(attached(3, large, position="3"), contents=brought(large))
    assert again.content(gone.sha256) == large, "what is attached again is there again"
    again.close()


def test_a_restore_point_is_a_fact_of_the_ledger(ledger: Ledger) -> None:
    point = Step("备份点", {}, (RecordChange(LEDGER, 0, "point.12", "", "送审前"),))
    ledger.write(point)
    ledger.write(Step("备份点", {}, (RecordChange(LEDGER, 0, "point.3", "", "初稿"),)))
    again = reopened(ledger)
    assert again.info.points == {"3": "初稿", "12": "送审前"}
    again.write(point.inverse)
    assert again.info.points == {"3": "初稿"}
    again.close()


def test_what_the_project_list_says_is_kept_with_the_project(ledger: Ledger) -> None:
    fields = {"category": "运转类", "unit": "青石镇林业站", "initial": "12", "adjusted": "11.5", "executed": "0.00",
              "listed": "清单.xlsx#Sheet1!B4"}  # fmt: skip
    ledger.write(Step("导入", {}, tuple(RecordChange(PROJECTS, 1, name, "", text) for name, text in fields.items())))
    again = reopened(ledger)
    (project,) = again.projects()
    assert {name: getattr(project, name) for name in fields} == fields
    again.close()


def test_the_highest_row_ever_is_remembered_after_it_is_gone(ledger: Ledger) -> None:
    rows = added_rows(Sheet(), 0, [{"l3": "甲"}, {"l3": "乙"}], 6)
    sheet = Sheet().apply(rows)
    ledger.write(Step("插入", {1: tuple(rows)}))
    ledger.write(Step("删除", {1: tuple(removed_rows(sheet, [7]))}))
    assert ledger.last_row(1) == 7
    assert ledger.last_row(2) == 0
