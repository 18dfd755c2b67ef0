"""Ctrl+P in the window: what is previewed, where notes lead, what is saved, and what an export says of characters."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import own
from perfdesk.exports import Item
from perfdesk.formats.picture import Pictures
from perfdesk.ui import acts
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.paper import preview_acts
from perfdesk.ui.paper.export_dialog import AskForms, ExportWish
from perfdesk.ui.paper.export_job import ExportJob
from perfdesk.ui.paper.preview import Preview
from perfdesk.ui.paper.printing import PrintWish
from perfdesk.ui.remembered import Remembered
from tests.gui import office
from tests.test_unprintable import STRANGE

FILLED, TARGET, NATIONAL = 1, 2, 3


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(made, before_close_func=lambda _: made.close_ledger())
    made.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    made.show()
    made.activateWindow()
    return made


def shown(window: MainWindow, qtbot: QtBot) -> Preview:
    preview = window.tabs.currentWidget()
    assert isinstance(preview, Preview)
    qtbot.waitUntil(lambda: preview.settled and preview.sheets.complete, timeout=10000)
    return preview


def test_the_form_in_front_what_she_typed_in_it_too(window: MainWindow, qtbot: QtBot) -> None:
    window.open_form(FILLED)
    window.page.go_to(own("goal"))
    window.page.setFocus()
    QTest.keyClicks(window.page, "x")
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = shown(window, qtbot)
    assert preview.forms == (FILLED,)
    assert window.desk.document(FILLED).sheet.own("goal") == "x"
    assert preview.composed
    with Pictures(preview.composed.data) as pictures:
        assert "x" in pictures.text(0)
    assert preview.side.isHidden()
    preview_acts.preview(window)
    assert preview.side.isVisible()
    QTest.keyClick(preview.side, Qt.Key.Key_Escape)
    assert preview.side.isHidden()
    assert window.tabs.currentWidget() is preview


def test_a_project_in_the_tree_is_one_file_with_its_list(window: MainWindow, qtbot: QtBot) -> None:
    window.open_form(NATIONAL)
    window.tree.view.setFocus()
    window.tree.select("project", 1)
    preview_acts.preview(window)
    preview = shown(window, qtbot)
    assert preview.forms == (FILLED, TARGET)
    assert preview.composed
    with Pictures(preview.composed.data) as pictures:
        assert "绩效表目录" in pictures.text(0)
    window.open_form(NATIONAL)
    preview_acts.preview(window)
    assert shown(window, qtbot) is preview
    assert preview.forms == (NATIONAL,)
    assert preview.sheets.count == 1


def test_many_are_chosen_from_a_list(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AskForms, "ask", lambda ask: ask.ticked)
    preview_acts.choose_forms(window)
    assert shown(window, qtbot).forms == (FILLED, TARGET, NATIONAL)


def test_a_note_leads_to_the_cell(window: MainWindow, qtbot: QtBot) -> None:
    window.push(window.desk.document(FILLED).plan([(own("goal"), f"放{STRANGE}映")]))
    preview_acts.show_preview(window, [TARGET, FILLED])
    shown(window, qtbot).lack.press("去看")
    assert window.tab is not None
    assert (window.tab.form_id, window.page.current_cell()) == (FILLED, own("goal"))


def test_what_is_saved_is_what_was_shown(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    preview_acts.show_preview(window, [FILLED])
    preview = shown(window, qtbot)
    assert preview.composed
    preview_acts.save(window, preview, tmp_path / "存.pdf")
    assert (tmp_path / "存.pdf").read_bytes() == preview.composed.data
    assert window.notice.text == f"已导出到「{tmp_path / '存.pdf'}」。"
    window.guarded(lambda _: preview_acts.save(window, preview, tmp_path / "没有" / "存.pdf"))
    assert window.notice.kind == "refused"


def test_closing_the_tab_or_the_ledger_ends_what_runs(window: MainWindow, qtbot: QtBot) -> None:
    preview_acts.show_preview(window, [FILLED, TARGET, NATIONAL])
    window.close_tab(window.tabs.currentWidget())
    assert not window.tabs.asides
    preview_acts.show_preview(window, [FILLED])
    shown(window, qtbot)
    window.close_ledger()
    assert not window.tabs.count()


def test_a_print_that_is_cut_short_by_closing_is_said(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    preview_acts.show_preview(window, [FILLED])
    preview = shown(window, qtbot)
    preview.print_(PrintWish("", (0, 1), 40), tmp_path / "出.pdf")
    window.close_tab(preview)
    assert window.notice.text == "打印预览关掉时还没有打完，剩下的没有打。"
    assert not window.tabs.asides


def test_an_export_says_which_characters_no_face_has(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.push(window.desk.document(TARGET).plan([(own("goal"), f"放{STRANGE}映")]))
    acts.start_export(window, ExportWish((FILLED, TARGET), ("xlsx",), tmp_path))
    qtbot.waitUntil(lambda: not window.exports.running, timeout=10000)
    assert (window.notice.kind, STRANGE in window.notice.text) == ("done", False)
    acts.start_export(window, ExportWish((FILLED, TARGET), ("pdf",), tmp_path))
    qtbot.waitUntil(lambda: not window.exports.running, timeout=10000)
    assert window.notice.kind == "warned"
    assert f"印成〓：{STRANGE}" in window.notice.text
    window.notice.press("看印成〓的字")
    assert window.tab is not None
    assert window.tab.form_id == TARGET


def test_several_pdfs_as_one_beside_the_workbooks(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "出"
    wish = ExportWish((FILLED, TARGET, NATIONAL), ("xlsx", "pdf"), out, single=True)
    told: list[tuple[int, int]] = []
    acts.start_export(window, wish)
    job = window.exports._job
    assert job is not None
    job.progressed.connect(lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: not window.exports.running, timeout=10000)
    assert sorted(path.suffix for path in out.iterdir()) == [".pdf", ".xlsx", ".xlsx", ".xlsx"]
    assert told == [(number, 6) for number in range(1, 7)]
    with Pictures(next(out.glob("*.pdf")).read_bytes()) as pictures:
        assert len(pictures.starts) == 4


def test_one_pdf_of_all_is_there_whole_or_not_at_all(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    snapshots = [window.desk.document(form).snapshot() for form in (FILLED, TARGET, NATIONAL)]
    job = ExportJob([Item(each, "x") for each in snapshots], ("pdf",), tmp_path / "出", single="合")
    with qtbot.waitSignal(job.ended, timeout=10000) as ended:
        job.start()
        job.cancel()
    job.wait()
    assert ended.args == [(), "已取消。"]
    assert not list((tmp_path / "出").glob("*"))
