"""All forms of a ledger checked together, and what a fix does to it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from perfdesk import catalog, commands
from perfdesk.core.excuses import STILL_EMPTY
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.core.step import FORMS, PROJECTS, RecordChange, Step
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ledger import Ledger
from perfdesk.ledger_audit import LedgerAudit, audit_file

NATIONAL = "national-2020"
ROWS = ("修补路面|≥3公里|3.2公里", "平整度合格率|≥95%|96%", "出行便利农户|≥200户|210户", "过路村民满意度|≥90%|94%")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger = Ledger.create(tmp_path / "a.perf", unit="柳溪镇文化站", year=2025, who="小禾")
    yield Desk(ledger)
    ledger.close()


def project(desk: Desk, name: str, code: str) -> Document:
    step, number = desk.plan_project(name, code, 2025)
    desk.apply(step)
    step, form = desk.plan_form(number, NATIONAL)
    desk.apply(step)
    document = desk.document(form)
    cells = [
        (Cell(INDICATORS, row, field), text)
        for row, line in zip(document.sheet.rows, ROWS, strict=False)
        for field, text in zip(("l3", "target", "actual"), line.split("|"), strict=True)
    ]
    desk.apply(document.plan(cells))
    return document


def looked_at(desk: Desk, severities: Mapping[str, str] | None = None) -> LedgerAudit:
    return audit_file(desk.ledger.path, severities or {}, lambda done, whole: None)


def test_what_concerns_several_forms_is_found_over_the_ledger(desk: Desk) -> None:
    first, second = project(desk, "村道修补", "990001250001"), project(desk, "桥面修补", "990001250002")
    told: list[tuple[int, int]] = []
    found = audit_file(desk.ledger.path, {}, lambda done, whole: told.append((done, whole)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert "T11" not in {each.check for each in (*found.forms[first.id], *second.findings)}
    assert [each.cell for each in found.forms[second.id] if each.check == "T11"] == [own("indicators")]
    assert set(second.findings) <= set(found.forms[second.id])


def test_her_own_word_lists_stand_for_the_shipped_ones(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = project(desk, "村道修补", "")
    desk.apply(document.plan([(own("done"), "沿线村民敲锣打鼓。")]))
    shipped = (catalog.resources() / "checks.toml").read_text(encoding="utf-8")
    (tmp_path / "checks.toml").write_text(
        shipped.replace("[slips]", '[slips]\n"敲锣打鼓" = "配合施工"'), encoding="utf-8"
    )
    monkeypatch.setattr(catalog, "user_folder", lambda: tmp_path)
    catalog.words.cache_clear()
    try:
        fixes = [each.fix for each in looked_at(desk).forms[document.id] if each.check == "T09"]
    finally:
        catalog.words.cache_clear()
    assert fixes == [((own("done"), "沿线村民配合施工。"),)]


def test_her_settings_lower_and_raise(desk: Desk) -> None:
    document = project(desk, "村道修补", "")
    assert "W03" in {each.check for each in document.findings}
    found = looked_at(desk, {"W03": "off", "T03": "hint"}).forms[document.id]
    assert "W03" not in {each.check for each in found}
    assert {each.severity for each in found if each.check == "T03"} == {"hint"}


def test_a_fix_is_one_step_that_can_be_taken_back(desk: Desk) -> None:
    document = project(desk, "村道修补", "")
    cell = Cell(INDICATORS, document.sheet.rows[0], "actual")
    desk.apply(document.plan([(cell, "≥３.2公里")]))
    (finding,) = (each for each in document.findings if each.check == "X01")
    step = document.plan_fix(finding)
    desk.apply(step)
    assert document.sheet.text(cell) == "3.2公里"
    assert "X01" not in {each.check for each in document.findings}
    assert step.act == "改正 实际完成值"
    desk.apply(step.inverse)
    assert document.sheet.text(cell) == "≥３.2公里"


def test_check_tells_of_the_whole_ledger(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    project(desk, "村道修补", "990001250001")
    second = project(desk, "桥面修补", "990001250002")
    path = desk.ledger.path
    desk.ledger.close()
    assert commands.run(["check", "--json", str(path)]) == commands.WRONG
    forms = json.loads(capsys.readouterr().out)["forms"]
    assert "T11" in {each["check"] for each in forms[second.id - 1]["findings"]}


def test_a_form_whose_definition_is_gone_keeps_no_audit_from_the_others(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = project(desk, "村道修补", "990001250001"), project(desk, "桥面修补", "990001250002")
    listed(desk, 2, initial="12")
    desk.ledger.write(Step("", {}, (RecordChange(FORMS, second.id, "form", NATIONAL, "lost-2019"),)))
    found = looked_at(desk)
    assert (list(found.forms), found.unread, found.looked_at, found.whole) == ([first.id], (second.id,), 1, ())
    assert commands.run(["check", str(desk.ledger.path)]) == commands.WRONG
    assert f"[{second.id}] 表样不在这台电脑上，没有审核" in capsys.readouterr().out
    assert commands.run(["check", "--json", str(desk.ledger.path)]) == commands.WRONG
    told = json.loads(capsys.readouterr().out)
    assert len(told["forms"]) == 1 and told["unread"][0]["source"].endswith(f"#{second.id}")


def listed(desk: Desk, project: int, **said: str) -> None:
    """The project as its list says it, written as an import writes it."""
    said["listed"] = "清单.xlsx"
    changes = tuple(RecordChange(PROJECTS, project, name, "", text) for name, text in said.items())
    desk.apply(Step("导入清单", {}, changes))


def test_the_list_is_held_against_the_forms(desk: Desk) -> None:
    document = project(desk, "村道修补", "990001250001")
    desk.apply(document.plan([(Cell(FUNDS, 0, "initial"), "30.00"), (Cell(FUNDS, 0, "executed"), "28.00")]))
    listed(desk, 1, initial="30", executed="29.5")
    step, owed = desk.plan_project("桥面修补", "990001250002", 2025)
    desk.apply(step)
    listed(desk, owed, initial="12")
    step, last_year = desk.plan_project("水渠修补", "990001240009", 2024)
    desk.apply(step)
    found = looked_at(desk)
    assert [each.cell for each in found.forms[document.id] if each.check == "B10"] == [Cell(FUNDS, 0, "executed")]
    assert [(each.check, each.cell.field) for each in found.whole] == [("P02", "list[1].code")]
    assert found.listed == (1, owed) and last_year not in found.listed
    assert "桥面修补" in found.whole[0].message
    assert looked_at(desk, {"P02": "off"}).whole == ()
    assert audit_file(desk.ledger.path, {}, lambda *_: None, (document.id,)).whole == ()


def test_a_list_of_another_year_asks_for_forms_of_that_year(desk: Desk) -> None:
    """A project that goes on for years keeps its code."""
    project(desk, "村道修补", "990001250001")
    step, before = desk.plan_project("村道修补", "990001250001", 2024)
    desk.apply(step)
    listed(desk, before)
    assert [each.check for each in looked_at(desk).whole] == ["P02"]


def test_a_ledger_of_a_list_alone_owes_all_of_it(desk: Desk) -> None:
    step, number = desk.plan_project("村道修补", "990001250001", 2025)
    desk.apply(step)
    listed(desk, number)
    assert [each.check for each in looked_at(desk).whole] == ["P02"]


def test_a_form_brought_back_counts_as_checks_are_now(desk: Desk) -> None:
    document = project(desk, "村道修补", "990001250001")
    desk.apply(document.plan([(Cell(FUNDS, 0, "adjusted"), "30"), (Cell(FUNDS, 0, "executed"), "29")]))
    before = desk.record(document.id).errors
    wrong = (each.check for each in document.open_findings if each.severity == "error")
    check = next(each for each in wrong if each != STILL_EMPTY)
    desk.apply(desk.plan_remove_form(document.id))
    desk.apply(desk.plan_severities({check: "off"}))
    desk.apply(desk.plan_remove_form(document.id).inverse)
    assert desk.record(document.id).errors < before
