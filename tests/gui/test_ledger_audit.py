"""全审 and 审核设置 in the window: the whole ledger beside her work, and how grave each check is to be."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.core.audit import CHECKS
from perfdesk.core.checks.names import NAMES, SECTIONS
from perfdesk.core.excuses import STILL_EMPTY
from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.core.step import FORMS, PROJECTS, RecordChange, Step
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.ledger_audit import audit_file
from perfdesk.ui.beside import Beside, Told
from perfdesk.ui.findings import findings_acts
from perfdesk.ui.findings.audit_job import AuditJob
from perfdesk.ui.findings.severities import AskSeverities
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from perfdesk.ui.remembered import Remembered
from tests.gui import office

FILLED, EMPTY_TARGET, EMPTY_NATIONAL = 1, 2, 3


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    opened = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(opened)
    opened.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    opened.show()
    yield opened
    opened.close()


def audited(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["audit_ledger"].trigger()
    qtbot.waitUntil(lambda: not window.audits.running, timeout=20000)


def quiet(_done: int, _total: int) -> None:
    """Nobody listens."""


def test_each_form_is_looked_at_and_listed(window: MainWindow, qtbot: QtBot) -> None:
    audited(window, qtbot)
    assert window.findings.mode == "ledger"
    rows = window.findings.model.rows
    groups = [row for row in rows if row.kind == "group"]
    assert [row.form for row in groups] == [EMPTY_NATIONAL, FILLED, EMPTY_TARGET]
    assert groups[1].text.startswith("露天电影放映 · ")
    alone = window.desk.document(FILLED).open_findings
    listed = [row.finding for row in rows if row.form == FILLED and row.finding]
    wrong = [each for each in alone if each.check != STILL_EMPTY]
    assert {each.message for each in wrong} <= {each.message for each in listed if each}
    empty = [row.text for row in rows if row.form == FILLED and row.severity == "empty"]
    assert empty == [f"还有 {len(alone) - len(wrong)} 处没有填。"]
    assert "3 张表审核完毕" in window.notice.text


def test_a_double_click_opens_the_form_at_the_cell(window: MainWindow, qtbot: QtBot) -> None:
    audited(window, qtbot)
    at = next(at for at, row in enumerate(window.findings.model.rows) if row.form == EMPTY_NATIONAL and row.cell)
    window.findings.list.activated.emit(window.findings.model.index(at))
    assert window.document.id == EMPTY_NATIONAL
    assert window.page.current_cell() is not None
    qtbot.waitUntil(lambda: window.page.hasFocus())


def test_a_form_deleted_since_is_not_opened(window: MainWindow, qtbot: QtBot) -> None:
    audited(window, qtbot)
    window.push(window.desk.plan_remove_form(EMPTY_TARGET))
    findings_acts.jump(window, EMPTY_TARGET, own("goal"))
    assert window.tabs.count() == 0 and "删除" in window.notice.text


def test_a_listed_project_without_a_form_is_led_to(window: MainWindow, qtbot: QtBot) -> None:
    step, number = window.desk.plan_project("广场舞台", "880017T000000000009", 2025)
    window.push(step)
    window.push(Step("导入清单", {}, (RecordChange(PROJECTS, number, "listed", "", "清单.xlsx"),)))
    audited(window, qtbot)
    rows = window.findings.model.rows
    at = next(at for at, row in enumerate(rows) if "广场舞台" in row.text and row.severity == "error")
    window.findings.list.activated.emit(window.findings.model.index(at))
    project = window.current_project
    assert project and project.id == number


def test_what_she_was_typing_is_looked_at_too(window: MainWindow, qtbot: QtBot) -> None:
    window.open_form(FILLED)
    cell = Cell(INDICATORS, window.document.sheet.rows[0], "weight")
    qtbot.waitUntil(lambda: window.page.isVisible())
    window.page.go_to(cell)
    window.page.edit_current()
    assert window.page.editor
    window.page.editor.selectAll()
    window.page.editor.insertPlainText("0")
    window.actions_["audit_ledger"].trigger()
    qtbot.waitUntil(lambda: not window.audits.running, timeout=20000)
    assert "W03" in {row.finding.check for row in window.findings.model.rows if row.finding and row.form == FILLED}


def test_two_projects_with_the_same_words_are_told(tmp_path: Path) -> None:
    path = office.ledger(tmp_path / "柳溪.perf")
    desk = Desk(Ledger.open(path, who="小禾"))
    other = office.fill(desk, office.form(desk, office.project(desk, "戏曲进校园", "880017T000000000009")))
    text = "全年在二十个村放映露天电影五十场，丰富村民的文化生活"
    for document in (desk.document(FILLED), other):
        desk.apply(document.plan([(own("goal"), text)]))
    found = audit_file(path, {}, quiet)
    assert any(each.check == "T06" and "露天电影放映" in each.message for each in found.forms[other.id])
    finding = next(each for each in found.forms[other.id] if each.check == "T06")
    desk.apply(other.plan_excuse(finding, "两个项目共用一份实施方案"))
    assert "T06" not in {each.check for each in audit_file(path, {}, quiet).forms[other.id]}
    assert audit_file(path, {"P01": "off"}, quiet).errors < found.errors
    desk.ledger.close()


def test_it_can_be_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    pressed = Event()

    def work(told: Told) -> object:
        pressed.wait(20)
        told(1, 2)
        return "审完了"

    window.audits.run(Beside(work), 0, 0)
    window.notice.press("取消")
    pressed.set()
    qtbot.waitUntil(lambda: not window.audits.running)
    assert window.notice.text == "已取消审核。"


def test_it_is_brought_to_its_end_where_it_must_not_go_on(window: MainWindow) -> None:
    findings_acts.audit_ledger(window)
    window.audits.stop()
    assert not window.audits.running


def test_a_ledger_that_is_gone_is_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    job = AuditJob(tmp_path / "没有.perf", {})
    with qtbot.waitSignal(job.ended, timeout=20000) as ended:
        job.start()
    job.wait()
    assert ended.args and ended.args[0] is None and ended.args[1].endswith("。")


# 审核设置.


def test_every_check_has_a_name_and_a_section() -> None:
    assert {check.key for check in CHECKS} == set(NAMES)
    assert {key[0] for key in NAMES} == set(SECTIONS)


def test_the_dialog_shows_what_was_changed(window: MainWindow) -> None:
    dialog = AskSeverities({"W05": "error"}, window)
    assert dialog.choices["W05"].currentText() == "错误"
    assert dialog.choices["S02"].currentText() == "随口径（提醒）"
    assert dialog._lines["W05"].font(1).bold() and not dialog._lines["S02"].font(1).bold()
    dialog.choices["S02"].setCurrentIndex(dialog.choices["S02"].findData("off"))
    assert dialog._lines["S02"].font(1).bold()
    dialog.accept()
    assert {check: each for check, each in dialog.answer.items() if each} == {"W05": "error", "S02": "off"}


def test_the_dialog_says_what_the_profiles_in_use_say(window: MainWindow) -> None:
    dialog = AskSeverities({}, window, [{"B05": "error"}, {"B05": "warning", "W04": "hint"}])
    assert dialog.choices["B05"].currentText() == "随口径（错误或提醒）"
    assert dialog.choices["W04"].currentText() == "随口径（提醒或提示）"


def test_a_form_whose_definition_is_gone_says_nothing_of_severities(window: MainWindow) -> None:
    record, path = window.desk.record(FILLED), window.path
    assert path and {"W04": "hint", "B05": "error", "B06": "error"} in list(findings_acts.in_use(window))
    window.desk.ledger.write(Step("", {}, (RecordChange(FORMS, record.id, "form", record.form, "lost-2019"),)))
    window.close_ledger()
    window.open_ledger(path)
    assert {each.get("B05") for each in findings_acts.in_use(window)} == {None, "warning"}


def test_the_dialog_says_what_is_lost_by_lowering(window: MainWindow) -> None:
    dialog = AskSeverities({"W05": "error", "W01": "warning"}, window)
    assert dialog.lost.text() == "改低：W01　不再算错误，不挡「可交」。"
    dialog.choices["T09"].setCurrentIndex(dialog.choices["T09"].findData("off"))
    dialog.choices["W01"].setCurrentIndex(0)
    assert dialog.lost.text() == "改低：T09　不再查，复核时才会被指出。"
    dialog.choices["T09"].setCurrentIndex(0)
    assert dialog.lost.isHidden()


def test_a_check_is_found_by_its_words(window: MainWindow) -> None:
    dialog = AskSeverities({}, window)
    dialog.search.setText("错别字")
    assert [check for check, line in dialog._lines.items() if not line.isHidden()] == ["T09"]


def test_severities_are_of_the_ledger_and_count_at_once(window: MainWindow) -> None:
    window.open_form(FILLED)
    hints = {each.check for each in window.document.findings if each.severity == "hint"}
    check = sorted(hints)[0]
    errors = window.desk.record(FILLED).errors
    findings_acts.set_severities(window, {check: "error"})
    assert {each.severity for each in window.document.findings if each.check == check} == {"error"}
    assert window.desk.record(FILLED).errors > errors
    assert check in {row.finding.check for row in window.findings.model.rows if row.finding and row.severity == "error"}
    model = window.page.page_model
    assert any(each.check == check for found in model._findings.values() for each in found if each.severity == "error")
    page_acts.undo(window)
    assert window.desk.record(FILLED).errors == errors
    findings_acts.set_severities(window, {check: "off"})
    assert check not in {each.check for each in window.document.findings}
    assert window.path
    path = window.path
    window.close_ledger()
    kept = Ledger.open(path, who="小禾")
    assert kept.info.severities == {check: "off"}
    desk = Desk(kept)
    assert check not in {each.check for each in desk.document(FILLED).findings}
    desk.apply(desk.plan_severities({check: ""}))
    desk.apply(desk.plan_severities({check: "warning"}))
    desk.apply(desk.plan_severities({check: ""}))
    assert kept.info.severities == {}
    kept.close()


def test_the_form_in_front_is_listed_as_it_is_now(window: MainWindow, qtbot: QtBot) -> None:
    window.push(office_copy := window.desk.plan_duplicate(FILLED)[0])
    copy = next(iter(office_copy.cells))
    audited(window, qtbot)
    listed = [row.finding for row in window.findings.model.rows if row.form == copy and row.finding]
    twice = next(each for each in listed if each and "不能重复" in each.message)
    assert twice not in window.desk.document(copy).findings
    at = next(at for at, row in enumerate(window.findings.model.rows) if row.form == copy and row.finding == twice)
    window.findings.list.setCurrentIndex(window.findings.model.index(at))
    window.findings.list.activated.emit(window.findings.model.index(at))
    assert window.document.id == copy
    assert window.findings.deeds.excuse.isVisibleTo(window.findings)
    findings_acts.excuse(window, twice, "同一项目的两份底稿")
    assert twice not in [row.finding for row in window.findings.model.rows if row.form == copy]
    row = window.document.sheet.rows[0]
    window.push(window.document.plan([(Cell(INDICATORS, row, "weight"), "")]))
    assert "W03" in {each.finding.check for each in window.findings.model.rows if each.finding and each.form == copy}
    assert window.findings.mode == "ledger"
