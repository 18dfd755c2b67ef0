"""A blank workbook becomes a form of hers: every bound cell is marked and named, a click corrects it."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Drawing
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk import catalog
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.ui import acts
from perfdesk.ui.dialogs import AskForm
from perfdesk.ui.incoming import adopt_choices
from perfdesk.ui.incoming.adopt_choices import Meaning
from perfdesk.ui.incoming.adopt_page import AdoptPage
from perfdesk.ui.incoming.import_page import ImportPage
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.paper.export_dialog import ExportWish
from tests import blanks
from tests.gui import paper


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """She has no forms of her own yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "own"))


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> AdoptPage:
    return opened(window, paper.blank(tmp_path / "县里的表.xlsx"))


def opened(window: MainWindow, path: Path, **cells: str | None) -> AdoptPage:
    """A blank workbook, with some cells printed otherwise, as it is looked over."""
    book = openpyxl.load_workbook(path)
    for at, text in cells.items():
        book.worksheets[0][at] = text
    book.save(path)
    window.arrivals.adopt(path)
    page = window.tabs.currentWidget()
    assert isinstance(page, AdoptPage)
    return page


def mark(page: AdoptPage, row: int, column: int) -> str:
    found = page.sheet.cells.marks.get((row, column))
    return found.name if found else ""


def press(page: AdoptPage, row: int, column: int) -> None:
    page.sheet.setCurrentIndex(page.sheet.cells.index(row - 1, column - 1))


def choose(page: AdoptPage, words: str) -> None:
    """Clicks a line of the list."""
    items = page.choices.findItems(words, Qt.MatchFlag.MatchExactly)
    page.choices.itemClicked.emit(items[0])


def test_every_bound_cell_is_marked_and_named(page: AdoptPage) -> None:
    assert [mark(page, *at) for at in ((3, 3), (4, 3), (6, 5), (11, 6), (13, 6), (21, 2))] == [
        "项目名称", "主管部门", "全年预算数", "实际完成情况", "实际完成值", "一级指标",
    ]  # fmt: skip
    assert mark(page, 3, 1) == ""
    assert page.agree.isEnabled()


def test_the_doubts_are_in_sight_on_a_small_screen(window: MainWindow, tmp_path: Path) -> None:
    window.resize(1366, 768)
    window.show()
    (tmp_path / "监控.xlsx").write_bytes(blanks.monitor())
    page = opened(window, tmp_path / "监控.xlsx")
    window.notice.say("按表样打开。", offers=[("当作文件导入", lambda: None)])
    QApplication.processEvents()
    assert page.doubts.count() and page.doubts.visibleRegion().boundingRect().height() >= 80


def test_a_click_says_what_a_cell_is(page: AdoptPage) -> None:
    press(page, 4, 3)
    assert page.where.text() == "C4 是：主管部门"
    assert page.choices.currentItem().text() == "主管部门"
    choose(page, adopt_choices.NOTHING)
    assert mark(page, 4, 3) == ""
    choose(page, "项目编码")
    assert mark(page, 4, 3) == "项目编码"
    assert page.adoption.binding.cells[4, 3] == "{code}"


def test_a_field_stands_once(page: AdoptPage) -> None:
    press(page, 4, 3)
    choose(page, "项目名称")
    assert (mark(page, 4, 3), mark(page, 3, 3)) == ("项目名称", "")


def test_a_field_behind_a_printed_label_stands_once_too(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, paper.blank(tmp_path / "表.xlsx"), A24="工程：")
    press(page, 24, 1)
    choose(page, "项目名称")
    assert page.adoption.binding.cells[24, 1] == "工程：{project}"
    assert mark(page, 3, 3) == ""


def test_a_click_in_the_rows_is_about_the_column(page: AdoptPage) -> None:
    press(page, 15, 9)
    choose(page, adopt_choices.NOTHING)
    assert (mark(page, 15, 9), mark(page, 13, 9)) == ("", "")
    press(page, 13, 9)
    choose(page, "绩效指标描述")
    assert [mark(page, row, 9) for row in (13, 21)] == ["绩效指标描述"] * 2


def test_money_is_said_with_its_row(page: AdoptPage) -> None:
    press(page, 6, 4)
    assert adopt_choices.meaning(page.adoption.binding, (6, 4)) == Meaning("fund", "initial", 0)
    choose(page, "年度资金总额 · 全年预算数")
    assert (mark(page, 6, 4), mark(page, 6, 5)) == ("全年预算数", "")


def test_the_keyboard_alone_says_what_a_cell_is(page: AdoptPage, qtbot: QtBot) -> None:
    page.sheet.setFocus()
    page.sheet.go_to(3, 3)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down)
    assert page.where.text() == "C4 是：主管部门"
    qtbot.keyClick(page.sheet, Qt.Key.Key_Return)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "xmbm")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.choices.hasFocus() and page.choices.currentItem().text() == "项目编码"
    qtbot.keyClick(page.choices, Qt.Key.Key_Return)
    assert page.sheet.hasFocus()
    assert page.adoption.binding.cells[4, 3] == "{code}"


def test_the_profile_that_fits_is_chosen_and_another_may_be(page: AdoptPage) -> None:
    offered = [page.profile.itemText(row) for row in range(page.profile.count())]
    assert page.profile.currentText() == "国家 2020 口径" in offered
    assert "不计分（河北绩效目标表口径）" in offered
    assert page.why_profile.text() == "照表样选的：这种表通常用它。"
    page.profile.setCurrentIndex(page.profile.findData("national-cost"))
    page.profile.activated.emit(page.profile.currentIndex())
    assert page.adoption.form().profile.id == "national-cost"
    page.name.setText("换了口径")
    assert page.adoption.binding.profile == "national-cost"


def test_a_target_form_is_not_scored(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "目标表.xlsx"
    path.write_bytes(blanks.target())
    page = opened(window, path)
    assert [page.profile.itemText(row) for row in range(page.profile.count())] == ["不计分（河北绩效目标表口径）"]


def test_what_she_says_is_doubtful_no_more(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, paper.blank(tmp_path / "表.xlsx"), A4="经办股室情况")
    doubts = [page.doubts.item(row) for row in range(page.doubts.count())]
    asked = next(item for item in doubts if item.text().startswith("C4"))
    page.doubts.itemClicked.emit(asked)
    assert page.why.text().startswith("▲")
    choose(page, "主管部门")
    assert not any(page.doubts.item(row).text().startswith("C4") for row in range(page.doubts.count()))


def test_a_year_that_is_said_is_doubtful_no_more(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, paper.blank(tmp_path / "表.xlsx"), A2=None)
    assert any("没有印年度" in page.doubts.item(row).text() for row in range(page.doubts.count()))
    page.year.setValue(2024)
    assert not any("没有印年度" in page.doubts.item(row).text() for row in range(page.doubts.count()))
    assert page.adoption.binding.year == 2024


def test_a_sheet_that_cannot_be_used_says_why(page: AdoptPage) -> None:
    press(page, 13, 4)
    choose(page, adopt_choices.NOTHING)
    assert not page.agree.isEnabled()
    assert "l3" in page.fault.text()
    choose(page, "三级指标")
    page.name.setText("  ")
    assert page.fault.text() == "请填表样名称。"


def test_it_becomes_a_form_of_hers(window: MainWindow, page: AdoptPage) -> None:
    page.name.setText("柳溪县自评表")
    page.year.setValue(2025)
    page.agree.click()
    assert "柳溪县自评表" in window.notice.text
    assert window.tree.view.hasFocus()
    mine = [each for each in catalog.forms() if each.own]
    assert [(each.name, each.year) for each in mine] == [("柳溪县自评表", 2025)]
    project = window.desk.projects()[0]
    step, number = window.desk.plan_form(project.id, mine[0].id)
    window.push(step)
    window.open_form(number)
    assert window.document.sheet.own("project") == project.name
    assert window.tabs.tabText(window.tabs.currentIndex()).startswith(mine[0].short)
    assert own("goal") in window.document.form.own_cells


def test_her_form_is_used_like_a_shipped_one_and_exported_into_her_own_workbook(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    theirs = paper.blank(tmp_path / "县里的表.xlsx")
    book = openpyxl.load_workbook(theirs)
    book.create_sheet("填表说明")["A1"] = "按实填写"
    Image.new("RGB", (9, 9)).save(tmp_path / "徽标.png")
    book.worksheets[0].add_image(Drawing(str(tmp_path / "徽标.png")), "L2")
    book.save(theirs)
    window.arrivals.adopt(theirs)
    page = window.tabs.currentWidget()
    assert isinstance(page, AdoptPage)
    page.agree.click()
    asked = AskForm(catalog.forms(), window.desk.projects(), 0, window)
    asked.forms.setCurrentRow(asked.forms.count() - 1)
    step, number = window.desk.plan_form(asked.answered().project, asked.answered().form)
    assert asked.answered().form == next(each.id for each in catalog.forms() if each.own)
    window.push(step)
    window.open_form(number)
    document = window.document
    row = {"l3": "修补渠道", "target": "≥5公里", "actual": "4公里", "weight": "90"}
    typed = [(Cell(INDICATORS, document.sheet.rows[0], name), text) for name, text in row.items()]
    money = [(Cell(FUNDS, 0, name), "10") for name in ("initial", "adjusted", "executed")]
    window.push(document.plan([*money, *typed]))
    assert window.desk.record(number).total == "82"
    acts.start_export(window, ExportWish((number,), ("xlsx",), tmp_path / "出"))
    qtbot.waitUntil(lambda: not window.exports.running, timeout=20000)
    (made,) = (tmp_path / "出").iterdir()
    with zipfile.ZipFile(theirs) as before, zipfile.ZipFile(made) as after:
        assert {name for name in after.namelist() if name not in before.namelist()} == set()
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"xl/worksheets/sheet1.xml"}
    assert openpyxl.load_workbook(made).worksheets[0]["F13"].value == "4公里"


def test_a_blank_workbook_dropped_leads_there(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.dropped.emit([paper.blank(tmp_path / "县里的表.xlsx")])
    qtbot.waitUntil(lambda: not window.arrivals.running)
    page = window.tabs.currentWidget()
    assert isinstance(page, AdoptPage)
    assert "县里的表.xlsx" in window.notice.text
    window.notice.press("当作文件导入")
    assert isinstance(window.tabs.currentWidget(), ImportPage)
    assert window.tabs.count() == 1


def test_a_blank_workbook_among_others_leads_there_too(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.dropped.emit([paper.blank(tmp_path / "县里的表.xlsx"), paper.filled(tmp_path / "甲.xlsx")])
    qtbot.waitUntil(lambda: not window.arrivals.running)
    review = window.tabs.currentWidget()
    assert isinstance(review, ImportPage)
    review.list.setCurrentItem(review.list.topLevelItem(0))
    review.side.blank.click()
    assert isinstance(window.tabs.currentWidget(), AdoptPage)


def test_a_sheet_with_a_project_is_a_document(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = paper.blank(tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C3"] = "渠道修补"
    book.save(path)
    window.dropped.emit([path])
    qtbot.waitUntil(lambda: not window.arrivals.running)
    assert isinstance(window.tabs.currentWidget(), ImportPage)


def test_what_is_no_form_is_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    path = paper.listing(tmp_path / "清单.xlsx", "渠道修补")
    window.guarded(lambda _: window.arrivals.adopt(path))
    assert (window.notice.kind, window.tabs.count()) == ("refused", 0)
    assert "清单.xlsx" in window.notice.text


def test_the_kind_is_corrected_beside_the_rest(page: AdoptPage) -> None:
    assert page.kind.currentData() == page.adoption.binding.kind == "self-evaluation"
    page.kind.setCurrentIndex(page.kind.findData("monitor"))
    page.kind.activated.emit(page.kind.currentIndex())
    assert page.adoption.binding.kind == "monitor"
    assert page.profile.currentData() == page.adoption.binding.profile
    assert page.agree.isEnabled()


def test_a_form_takes_the_year_of_the_ledger_it_is_adopted_in(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "县里的表.xlsx"
    path.write_bytes(blanks.permuted())
    window.arrivals.adopt(path)
    page = window.tabs.currentWidget()
    assert isinstance(page, AdoptPage)
    assert page.year.value() == window.desk.ledger.info.year
