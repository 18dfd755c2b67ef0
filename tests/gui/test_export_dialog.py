"""What is asked before an export."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from perfdesk.ui.paper.export_dialog import AskExport, AskForms, ExportWish


def test_an_export_wants_forms_formats_and_a_folder(qtbot: QtBot, tmp_path: Path) -> None:
    ask = AskExport([(3, "甲"), (5, "乙")], [5], tmp_path)
    qtbot.addWidget(ask)
    assert ask.answered() == ExportWish((5,), ("xlsx", "pdf"), tmp_path)
    ask.check_all(False)
    ask.accept()
    assert ask.fault.text() == "请勾选要导出的报表。"
    ask.check_all(True)
    for box in ask.formats.values():
        box.setChecked(False)
    ask.accept()
    assert ask.fault.text() == "请至少选一种格式。"
    ask.formats["pdf"].setChecked(True)
    ask.accept()
    assert ask.answer == ExportWish((3, 5), ("pdf",), tmp_path)


def test_only_several_forms_become_one_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    ask = AskExport([(3, "甲"), (5, "乙")], [5], tmp_path)
    qtbot.addWidget(ask)
    assert not ask.single.isEnabled()
    ask.check_all(True)
    assert ask.single.isEnabled()
    ask.single.setChecked(True)
    assert ask.answered() == ExportWish((3, 5), ("xlsx", "pdf"), tmp_path, single=True)
    ask.formats["pdf"].setChecked(False)
    assert (ask.single.isEnabled(), ask.answered().single) == (False, False)


def test_forms_to_print_are_chosen_from_the_same_list(qtbot: QtBot) -> None:
    ask = AskForms("批量打印", "预览", [(3, "甲"), (5, "乙")], [])
    qtbot.addWidget(ask)
    ask.accept()
    assert (ask.fault.text(), ask.answer) == ("请勾选要预览的报表。", None)
    ask.check_all(True)
    assert ask.fault.text() == ""
    ask.accept()
    assert ask.answer == (3, 5)
