"""佐证材料 in the window: attached by key, button and drop, looked at, named, moved, removed; nothing waits for it."""

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.core.step import ATTACHMENTS, RecordChange, Step
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.ui.evidence import evidence_acts
from perfdesk.ui.evidence.evidence_job import EvidenceJob
from perfdesk.ui.evidence.evidence_page import EvidencePage
from perfdesk.ui.evidence.evidence_tree import FILE, NAME, NOTE
from perfdesk.ui.findings import findings_acts
from perfdesk.ui.findings.findings_rows import of_review
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts

FILLED, EMPTY_TARGET = 1, 2


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.open_form(FILLED)
    return window


@pytest.fixture
def page(window: MainWindow) -> EvidencePage:
    evidence_acts.show(window)
    found = window.tabs.currentWidget()
    assert isinstance(found, EvidencePage)
    return found


def written(folder: Path, name: str, content: bytes = b"bytes") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def row(window: MainWindow, number: int) -> int:
    return window.desk.document(FILLED).sheet.rows[number]


def attach(qtbot: QtBot, window: MainWindow, to: int, *paths: Path) -> None:
    evidence_acts.take(window, FILLED, to, paths)
    through(qtbot, window)


def through(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not evidence_acts.intake(window).running)


def listed(window: MainWindow) -> list[str]:
    return [f"{each.number} {each.file.file_name}" for each in window.desk.document(FILLED).proofs]


def lines(page: EvidencePage) -> list[str]:
    """The list as she reads it."""
    return [" ".join(filter(None, (item.text(0), item.text(NAME), item.text(NOTE)))) for item in page.tree.items()]


def let_go(window: MainWindow, cell: Cell, path: Path) -> None:
    """A file let go over a cell of the page in front."""
    view = window.page
    number = view.page_model.number(cell)
    assert number is not None
    at = view.visualRect(view.page_model.index(number)).center()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copying, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, copying, data, left, plain))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(at), copying, data, left, plain))


def test_several_files_come_in_one_step_that_is_said_and_taken_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    attach(qtbot, window, row(window, 1), written(tmp_path, "甲.pdf", b"1"), written(tmp_path, "乙.pdf", b"2"))
    assert listed(window) == ["佐证-02-1 甲.pdf", "佐证-02-2 乙.pdf"]
    assert window.notice.text == "已给「观影人次」附上 2 个文件（佐证-02-1 至 佐证-02-2）。"
    window.notice.press("撤销")
    assert listed(window) == []
    page_acts.redo(window)
    assert listed(window) == ["佐证-02-1 甲.pdf", "佐证-02-2 乙.pdf"]


def test_what_is_refused_is_said_and_the_rest_comes_in(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "装.exe"), written(tmp_path, "甲.pdf"))
    assert listed(window) == ["佐证-01-1 甲.pdf"]
    assert window.notice.kind == "refused"
    assert "已给「放映场次」附上 1 个文件" in window.notice.text and "「装.exe」是程序" in window.notice.text
    attach(qtbot, window, row(window, 0), tmp_path / "甲.pdf")
    assert window.notice.text == "「放映场次」已经有这些文件了。"


def test_a_file_let_go_over_an_indicator_is_its_evidence(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    let_go(window, Cell(INDICATORS, row(window, 0), "actual"), written(tmp_path, "场次表.xlsx"))
    through(qtbot, window)
    assert listed(window) == ["佐证-01-1 场次表.xlsx"]


def test_a_file_let_go_elsewhere_is_a_document_to_import(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.dropped) as dropped:
        let_go(window, own("goal"), written(tmp_path, "说明.txt", b"words"))
    assert dropped.args == [[tmp_path / "说明.txt"]]
    qtbot.waitUntil(lambda: not window.arrivals.running)
    assert listed(window) == []


def test_the_list_tells_what_is_expected_and_what_is_there(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    assert any(line.startswith("01 放映场次 一般要看：") for line in lines(page))
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    assert lines(page)[1] == "佐证-01-1 甲.pdf"
    page_acts.undo(window)
    assert lines(page)[1].startswith("02 观影人次")


def test_what_her_own_settings_demand_is_missed_at_once(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    findings_acts.set_severities(window, {"E02": "warning"})
    assert [line for line in lines(page) if "缺佐证材料" in line] == [lines(page)[0], lines(page)[1]]
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    assert [line[:2] for line in lines(page) if "缺佐证材料" in line] == ["02"]
    told = [each for each in window.desk.document(FILLED).findings if each.check == "E02"]
    assert [(each.cell.row, each.severity) for each in told] == [(row(window, 1), "warning")]


def test_names_and_notes_are_typed_in_their_places(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    page.tree.setCurrentItem(page.tree.items()[1])
    QTest.keyClick(page.tree, Qt.Key.Key_F2)
    editor = page.tree.editor
    assert editor
    editor.setText("放映登记")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert listed(window) == ["佐证-01-1 放映登记.pdf"]
    page.buttons["备注"].click()
    editor = page.tree.editor
    assert editor
    editor.setText("原件在站里")
    assert window.commit()
    QApplication.processEvents()
    assert lines(page)[1] == "佐证-01-1 放映登记.pdf 原件在站里"


def test_keys_order_and_remove_files(qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path) -> None:
    attach(qtbot, window, row(window, 0), *(written(tmp_path, f"{name}.pdf", name.encode()) for name in "甲乙"))
    page.tree.setCurrentItem(page.tree.items()[2])
    QTest.keyClick(page.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert listed(window) == ["佐证-01-1 乙.pdf", "佐证-01-2 甲.pdf"]
    assert [file.name for file in page.tree.chosen] == ["乙"]
    QTest.keyClick(page.tree, Qt.Key.Key_Delete)
    assert listed(window) == ["佐证-01-1 甲.pdf"]
    page_acts.undo(window)
    assert listed(window) == ["佐证-01-1 乙.pdf", "佐证-01-2 甲.pdf"]


def test_a_file_goes_over_to_another_indicator(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    page.tree.setCurrentItem(page.tree.items()[1])
    page.buttons["改到…"].click()
    next(action for action in page.others.actions() if action.text().startswith("02")).trigger()
    assert listed(window) == ["佐证-02-1 甲.pdf"]
    assert [file.name for file in page.tree.chosen] == ["甲"]


def test_files_of_a_deleted_indicator_can_go_elsewhere(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    document = window.desk.document(FILLED)
    window.push(document.plan_remove_rows([row(window, 0)]))
    assert lines(page)[-2].startswith("指标已删除") and lines(page)[-1] == "甲.pdf"


def test_what_is_looked_at_is_a_locked_copy(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.txt", b"whole"))
    file = window.desk.document(FILLED).proofs[0].file
    copy = evidence_acts.look(window, file)
    assert (copy.name, copy.read_bytes()) == ("甲.txt", b"whole")
    assert not os.access(copy, os.W_OK) or os.geteuid() == 0
    assert not copy.stat().st_mode & 0o222
    evidence_acts.copy_all(window, [file], tmp_path)
    assert (tmp_path / "佐证-01-1 甲.txt").read_bytes() == b"whole"
    evidence_acts.save_as(window, file, tmp_path / "出.txt")
    assert (tmp_path / "出.txt").read_bytes() == b"whole"


def held_up(window: MainWindow) -> threading.Event:
    """The reading stands after its first portion until this is set."""
    gate = threading.Event()
    job = evidence_acts.intake(window).findChild(EvidenceJob)
    assert isinstance(job, EvidenceJob)
    job.progressed.connect(lambda *_: gate.wait(20), Qt.ConnectionType.DirectConnection)
    return gate


def test_she_goes_on_typing_while_files_are_read(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    evidence_acts.take(window, FILLED, row(window, 0), [written(tmp_path, "大.pdf", bytes(40_000_000))])
    gate = held_up(window)
    assert window.notice.kind == "progress"
    assert window.push(window.document.plan([(own("goal"), "照样填")]))
    assert window.document.sheet.own("goal") == "照样填" and listed(window) == []
    gate.set()
    through(qtbot, window)
    assert listed(window) == ["佐证-01-1 大.pdf"]


def test_reading_can_be_cancelled_in_the_middle_of_a_file(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    evidence_acts.take(window, FILLED, row(window, 0), [written(tmp_path, "大.pdf", bytes(40_000_000))])
    gate = held_up(window)
    window.notice.press("取消")
    gate.set()
    through(qtbot, window)
    assert listed(window) == [] and window.notice.text == "已取消，没有放入文件。"
    assert window.desk.ledger.contents_size() == 0


def test_closing_the_ledger_ends_the_reading(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    evidence_acts.take(window, FILLED, row(window, 0), [written(tmp_path, "大.pdf", bytes(30_000_000))])
    window.close_ledger()
    assert not evidence_acts.intake(window).running


def test_a_form_deleted_meanwhile_gets_nothing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    evidence_acts.take(window, FILLED, row(window, 0), [written(tmp_path, "甲.pdf")])
    window.push(window.desk.plan_remove_form(FILLED))
    through(qtbot, window)
    assert "已经删除" in window.notice.text
    assert window.desk.ledger.contents_size() == 0


def test_the_reasons_beside_a_cell_tell_of_its_files(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    cell = Cell(INDICATORS, row(window, 0), "actual")
    window.page.go_to(cell)
    assert "一般要看" in window.reasons.text
    attach(qtbot, window, cell.row, written(tmp_path, "甲.pdf"))
    assert "佐证-01-1　甲.pdf" in window.reasons.text


def test_a_simulated_review_misses_evidence_only_where_some_is_kept(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    missed = [row.text for row in of_review(window.document) if "无佐证材料" in row.text]
    assert missed == []
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    (missed_row,) = [row.text for row in of_review(window.document) if "无佐证材料" in row.text]
    assert missed_row.startswith("第2行「观影人次」")


def test_in_a_ledger_opened_to_look_nothing_can_be_attached(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    assert window.path
    window.open_ledger(window.path, readonly=True)
    window.open_form(FILLED)
    evidence_acts.show(window)
    page = window.tabs.currentWidget()
    assert isinstance(page, EvidencePage)
    page.tree.setCurrentItem(page.tree.items()[1])
    able = {word for word, button in page.buttons.items() if button.isEnabled()}
    assert able == {"查看", "另存为…", "导出目录…"}
    window.guarded(lambda _: evidence_acts.take(window, FILLED, 0, [tmp_path / "甲.pdf"]))
    assert "只读" in window.notice.text


def test_what_was_removed_is_let_go_only_when_she_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.actions_["sweep"].trigger()
    assert window.notice.text.startswith("没有已移除的附件")
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf", bytes(20_000)))
    page_acts.undo(window)
    window.actions_["sweep"].trigger()
    assert window.notice.text.startswith("已移除的附件还占 20 KB") and window.desk.ledger.contents_size() == 20_000
    window.notice.press("清理")
    assert window.notice.text == "已清理 20 KB。"
    assert window.desk.ledger.contents_size() == 0


def test_what_was_swept_does_not_come_back_as_a_hull(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"), written(tmp_path, "乙.pdf", b"another"))
    gone, stays = (proof.file for proof in window.document.proofs)
    evidence_acts.remove(window, [gone])
    window.desk.ledger.sweep()
    page_acts.undo(window)
    assert [proof.file for proof in window.document.proofs] == [stays]
    assert window.notice.text == "「甲.pdf」的内容已经清理，不能找回。"
    assert window.path
    again = Ledger.open(window.path, who="", readonly=True)
    assert [proof.file for proof in Desk(again).document(FILLED).proofs] == [stays], "nor in a ledger opened anew"
    again.close()


def test_taking_back_an_attachment_shows_its_form(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    attach(qtbot, window, row(window, 0), written(tmp_path, "甲.pdf"))
    page_acts.undo(window)
    assert window.aside is page, "a list of files shows it by itself"
    window.open_form(EMPTY_TARGET)
    page_acts.redo(window)
    assert window.document.id == FILLED


def test_keys_and_menus_lead_there(window: MainWindow) -> None:
    window.actions_["evidence"].trigger()
    assert isinstance(window.tabs.currentWidget(), EvidencePage)
    window.open_form(EMPTY_TARGET)
    window.actions_["evidence"].trigger()
    page = window.tabs.currentWidget()
    assert isinstance(page, EvidencePage) and page.form == EMPTY_TARGET
    assert len(window.tabs.asides) == 1
    assert {"attach", "evidence", "sweep"} <= {name for name, each in window.actions_.items() if each.text()}


def test_what_is_removed_is_said_with_the_way_back(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    attach(qtbot, window, 0, written(tmp_path, "批复.pdf"), written(tmp_path, "方案.pdf", b"other"))
    page.tree.selectAll()
    page.buttons["移除"].click()
    assert (window.notice.text, listed(window)) == ("已移除 2 个文件。", [])
    window.notice.press("撤销")
    assert listed(window) == ["佐证-00-1 批复.pdf", "佐证-00-2 方案.pdf"]


def test_a_name_the_disk_refuses_stays_until_it_is_taken_or_let_go(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    attach(qtbot, window, 0, written(tmp_path, "批复.pdf"))
    (file,) = (each.file for each in window.desk.document(FILLED).proofs)
    elsewhere = RecordChange(ATTACHMENTS, file.id, "name", "批复", "别处改的")
    window.desk.ledger.write(Step("旁门", records=(elsewhere,)))  # past the desk, whose next change is refused then

    def item() -> QTreeWidgetItem:
        return next(each for each in page.tree.items() if each.data(0, FILE))

    item().setText(NAME, "年初批复")
    window.close()
    assert window.isVisible() and window.notice.kind == "refused"
    assert item().text(NAME) == "年初批复"
    window.notice.press("不要这段文字")
    assert item().text(NAME) == "批复.pdf" and window.commit()
    item().setText(NAME, "年初批复")
    window.desk.ledger.write(Step("旁门", records=(elsewhere.inverse,)))
    assert window.commit() and listed(window) == ["佐证-00-1 年初批复.pdf"]
