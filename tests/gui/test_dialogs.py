"""The window's questions: what is missing is said beside the field, an answer is a plain value."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from perfdesk import catalog
from perfdesk.ledger import Project
from perfdesk.ui import dialogs
from perfdesk.ui.actions import COMMANDS
from perfdesk.ui.dialogs import NewForm, NewLedger, NewProject, OwnScore
from perfdesk.ui.help import about, keys
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.paper.export_dialog import AskExport
from perfdesk.ui.pictures import every_dialog
from perfdesk.ui.remembered import Remembered
from tests.gui import office


def test_a_new_ledger_is_named_by_unit_and_year(qtbot: QtBot, tmp_path: Path) -> None:
    ask = dialogs.AskLedger(tmp_path, 2025)
    qtbot.addWidget(ask)
    ask.accept()
    assert (ask.fault.text(), ask.answer) == ("请填单位名称。", None)
    ask.unit.setText("柳溪镇:文化站")
    assert ask.fault.text() == ""
    ask.accept()
    assert ask.answer == NewLedger(tmp_path / "柳溪镇文化站_2025.perf", "柳溪镇:文化站", "", 2025)


def test_a_new_ledger_overwrites_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "柳溪镇文化站_2025.perf").touch()
    ask = dialogs.AskLedger(tmp_path, 2025)
    qtbot.addWidget(ask)
    ask.unit.setText("柳溪镇文化站")
    ask.accept()
    assert "已经在这个文件夹里" in ask.fault.text()
    ask.place.edit.setText(str(tmp_path / "没有"))
    ask.accept()
    assert "不存在" in ask.fault.text()
    assert ask.answer is None


def test_a_project_needs_a_name(qtbot: QtBot) -> None:
    ask = dialogs.AskProject(2025)
    qtbot.addWidget(ask)
    ask.accept()
    assert ask.fault.text() == "请填项目名称。"
    ask.name.setText(" 戏台修缮 ")
    ask.code.setText("007")
    ask.accept()
    assert ask.answer == NewProject("戏台修缮", "007", 2025)


def test_renaming_begins_with_what_it_is_called(qtbot: QtBot) -> None:
    ask = dialogs.AskProject(2025, project=Project(4, 2023, "X9", "古戏台"))
    qtbot.addWidget(ask)
    assert ask.answered() == NewProject("古戏台", "X9", 2023)


def test_a_form_is_chosen_from_all_there_are(qtbot: QtBot) -> None:
    projects = [Project(1, 2025, "", "露天电影放映"), Project(2, 2025, "", "戏台修缮")]
    ask = dialogs.AskForm(catalog.forms(), projects, 2)
    qtbot.addWidget(ask)
    texts = [ask.forms.item(row).text() for row in range(ask.forms.count())]
    assert len(texts) == len(catalog.forms())
    assert any("四川" in text and "2022" in text for text in texts)
    rows = [ask.forms.item(row).data(Qt.ItemDataRole.UserRole) for row in range(ask.forms.count())]
    ask.forms.setCurrentRow(rows.index(office.NATIONAL))
    ask.accept()
    assert ask.answer == NewForm(2, office.NATIONAL)


@pytest.mark.parametrize(
    ("score", "reason", "fault", "answer"),
    [
        ("15", "", "请写明调整的理由。", None),
        ("15", "设备迟到，非本单位原因", "", OwnScore("15", "设备迟到，非本单位原因")),
        ("", "忘了删", "", OwnScore("", "")),
    ],
)
def test_an_own_score_needs_a_reason(
    qtbot: QtBot, score: str, reason: str, fault: str, answer: OwnScore | None
) -> None:
    ask = dialogs.AskScore("按规则应得 16 分。", "20", OwnScore("", ""))
    qtbot.addWidget(ask)
    ask.score.setText(score)
    ask.reason.setPlainText(reason)
    ask.accept()
    assert (ask.fault.text(), ask.answer) == (fault, answer)


def test_the_list_of_keys_has_every_act_there_is() -> None:
    text = keys()
    assert [each.name for each in COMMANDS if f">{each.text.rstrip('…')}</td>" not in text] == []
    assert "「工具」菜单 Alt+T" in text
    assert "Alt+Enter" in text
    assert "Lucide" in about()


def test_no_two_actions_share_a_key() -> None:
    taken = [each.key for each in COMMANDS if each.key]
    assert len(taken) == len(set(taken))


def all_dialogs(folder: Path) -> list[dialogs.QDialog]:
    return [
        dialogs.AskLedger(folder, 2025),
        dialogs.AskProject(2025),
        dialogs.AskForm(catalog.forms(), [Project(1, 2025, "", "露天电影放映")], 1),
        dialogs.AskScore("按规则应得 16 分。", "20", OwnScore("", "")),
        AskExport([(1, "甲")], [1], folder),
        dialogs.Reading("键盘操作", keys()),
    ]


def test_dialogs_speak_chinese_and_cut_nothing_off(qtbot: QtBot, tmp_path: Path) -> None:
    for dialog in all_dialogs(tmp_path):
        qtbot.addWidget(dialog)
        dialog.show()
        words: list[QWidget] = [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)]
        for widget in words:
            if widget.isVisible() and not (isinstance(widget, QLabel) and widget.wordWrap()):
                assert widget.width() >= widget.sizeHint().width(), f"{dialog.windowTitle()}：{widget.text()}"
        buttons = [button.text() for button in dialog.findChildren(QPushButton)]
        assert buttons
        assert all(any("一" <= character <= "鿿" for character in text) for text in buttons), buttons


def test_tab_goes_through_the_questions_before_the_buttons(qtbot: QtBot, tmp_path: Path) -> None:
    ask = dialogs.AskLedger(tmp_path, 2025)
    qtbot.addWidget(ask)
    ask.show()
    qtbot.waitUntil(ask.unit.hasFocus)
    walked = []
    for _ in range(6):
        walked.append(ask.focusWidget())
        qtbot.keyClick(walked[-1], Qt.Key.Key_Tab)
    assert walked[:4] == [ask.unit, ask.code, ask.years, ask.place.edit]
    assert isinstance(walked[5], QPushButton)
    assert walked[5].text() == "新建"


def test_an_answered_question_does_not_stay_with_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ask = dialogs.AskProject(2025, window)
    ask.name.setText("戏台修缮")
    QTimer.singleShot(0, ask.accept)
    assert ask.ask() == NewProject("戏台修缮", "", 2025)
    told = dialogs.Reading("键盘操作", keys(), window)
    QTimer.singleShot(0, told.accept)
    told.exec()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(QDialog) == []


def test_every_question_fits_a_small_screen(qtbot: QtBot, tmp_path: Path) -> None:
    """1366 × 768 at 150 % leaves 512 units, of which the title bar and the frame take some."""
    window = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    window.open_ledger(office.ledger(tmp_path / "柳溪.perf"))
    for name, dialog in every_dialog(window):
        dialog.show()
        assert dialog.minimumSizeHint().height() <= 464, name
        dialog.close()
    window.close()


def test_nothing_opens_taller_than_the_screen(qtbot: QtBot) -> None:
    tall = dialogs.Reading("键盘操作", keys(), None, (440, 5000))
    qtbot.addWidget(tall)
    assert tall.height() < tall.screen().availableSize().height()
