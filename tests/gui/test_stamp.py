"""The stamped sheet's scan in the window: attached, said, opened, found by its code."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import Attachment
from perfdesk.core.sheet import own
from perfdesk.formats.pdf import render
from perfdesk.stamped import CHANGED, CURRENT, UNKNOWN
from perfdesk.ui.evidence import evidence_acts
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from perfdesk.ui.paper import stamp_acts
from perfdesk.ui.paper.stamp_dialog import AskCode, AskStamp, StampWish
from perfdesk.ui.remembered import Remembered
from tests.gui import office
from tests.test_stamped import scan

FILLED, OTHER = 1, 2


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(made, before_close_func=lambda _: made.close_ledger())
    made.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    made.show()
    made.open_form(FILLED)
    return made


def code_of(window: MainWindow, form: int = FILLED) -> str:
    return window.desk.document(form).snapshot().fingerprint


def test_what_the_status_line_says_follows_content_and_undo(window: MainWindow, tmp_path: Path) -> None:
    stamp_acts.keep_scan(window, FILLED, StampWish(scan(tmp_path), code_of(window)))
    assert window.notice.text == f"已附上「盖章.jpg」：{CURRENT}。"
    assert CURRENT in window.status.text
    window.push(window.document.plan([(own("goal"), "另一个目标")]))
    assert CHANGED in window.status.text
    page_acts.undo(window)
    assert CURRENT in window.status.text
    window.open_form(OTHER)
    assert "盖章" not in window.status.text
    window.open_form(FILLED)
    page_acts.undo(window)
    assert "盖章" not in window.status.text


def test_the_code_is_answered_while_it_is_typed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    asks: list[AskStamp] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AskStamp, "ask", lambda dialog: asks.append(dialog))
        stamp_acts.attach_scan(window)
    dialog = asks[0]
    dialog.accept()
    assert dialog.fault.text() == "请选择扫描件，或者把它拖进来。"
    dialog.take(scan(tmp_path))
    dialog.code.setText("7K2Q")
    assert dialog.verdict.text() == ""
    dialog.code.setText(code_of(window, OTHER))
    assert dialog.verdict.text() == "这个校验码是「露天电影放映 · 河北目标表」的，不是这张报表的。"
    dialog.accept()
    assert (dialog.fault.text(), dialog.answer) == (dialog.verdict.text(), None)
    dialog.code.setText(code_of(window).lower())
    assert dialog.verdict.text() == "✓ 纸面与现内容一致。"
    dialog.accept()
    assert dialog.answer == StampWish(tmp_path / "盖章.jpg", code_of(window).lower())


def test_the_code_of_a_pdf_with_text_is_found_in_it(window: MainWindow, tmp_path: Path) -> None:
    snapshots = [window.desk.document(form).snapshot() for form in (OTHER, FILLED)]
    sealed = scan(tmp_path, "电子章.pdf", render(snapshots))
    found: list[AskStamp] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AskStamp, "ask", lambda dialog: found.append(dialog))
        stamp_acts.attach_scan(window)
    found[0].take(sealed)
    assert found[0].code.text() == code_of(window)


def test_the_scan_is_opened_or_offered_to_be_attached(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Attachment] = []
    monkeypatch.setattr(evidence_acts, "look", lambda _, file: looked.append(file))
    stamp_acts.open_scan(window)
    assert window.notice.text == "这张报表还没有附上盖章扫描件。"
    stamp_acts.keep_scan(window, FILLED, StampWish(scan(tmp_path), ""))
    stamp_acts.open_scan(window)
    assert [file.file_name for file in looked] == ["盖章.jpg"]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def answer(code: str) -> None:
        monkeypatch.setattr(AskCode, "ask", lambda _: code)

    return answer


def test_a_form_is_found_by_the_code_on_the_paper(
    window: MainWindow, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    code, other = code_of(window), code_of(window, OTHER)
    stamp_acts.keep_scan(window, FILLED, StampWish(scan(tmp_path), code))
    window.push(window.document.plan([(own("goal"), "另一个目标")]))
    typed(other)
    stamp_acts.find_by_code(window)
    assert window.tab is not None
    assert window.tab.form_id == OTHER
    assert window.notice.text == "是「露天电影放映 · 河北目标表」现在的内容。"
    typed(code)
    stamp_acts.find_by_code(window)
    assert window.tab.form_id == FILLED
    assert window.notice.text == "是「露天电影放映 · 四川自评表」盖章时的内容，盖章后内容已改。"
    window.push(window.document.plan([(own("goal"), "第三个目标")]))
    typed(code_of(window))
    window.push(window.document.plan([(own("goal"), "第四个目标")]))
    with pytest.raises(PerfdeskError, match="不是账本里任何报表"):
        stamp_acts.find_by_code(window)


def test_what_cannot_be_kept_changes_nothing(window: MainWindow, tmp_path: Path) -> None:
    window.guarded(lambda _: stamp_acts.keep_scan(window, FILLED, StampWish(scan(tmp_path, "表.txt", b"x"), "")))
    assert "不是 PDF、JPG 或 PNG" in window.notice.text
    assert not window.document.stamped


def test_a_removed_scan_lets_the_one_before_count(window: MainWindow, tmp_path: Path) -> None:
    stamp_acts.remove_scan(window)
    assert window.notice.text == "这张报表没有盖章扫描件可以移除。"
    stamp_acts.keep_scan(window, FILLED, StampWish(scan(tmp_path, "旧.jpg"), code_of(window)))
    stamp_acts.keep_scan(window, FILLED, StampWish(scan(tmp_path, "新.jpg", b"\xff\xd8\xff another"), ""))
    assert UNKNOWN in window.status.text
    stamp_acts.remove_scan(window)
    assert window.notice.text == "已移除盖章扫描件「新.jpg」。"
    assert CURRENT in window.status.text
    page_acts.undo(window)
    assert UNKNOWN in window.status.text
