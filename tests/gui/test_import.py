"""Documents on their way in: read beside her work, looked over, taken in one step, taken back in one."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.importing import FILL, LEAVE, NEW, OVERWRITE, Choice, FileRead, plan
from perfdesk.ledger import Ledger
from perfdesk.ui.incoming import import_rows
from perfdesk.ui.incoming.import_list import ALL, REFUSED, WANTS_A_LOOK
from perfdesk.ui.incoming.import_page import ImportPage
from perfdesk.ui.incoming.read_job import ReadJob
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from tests.core.layouts import drawn
from tests.gui import office, paper

Drop = Callable[..., ImportPage]


@pytest.fixture
def drop(qtbot: QtBot, window: MainWindow) -> Drop:
    """Lets files go over the window, and gives the review that follows."""

    def dropped(*paths: Path) -> ImportPage:
        let_go(window, paths)
        qtbot.waitUntil(lambda: not window.arrivals.running)
        page = window.tabs.currentWidget()
        assert isinstance(page, ImportPage), window.notice.text
        return page

    return dropped


def let_go(window: MainWindow, paths: tuple[Path, ...]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(9, 9).toPoint(), *how)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), *how))


def told(page: ImportPage) -> list[tuple[str, ...]]:
    """The fields in sight: label, what was read, what the ledger has."""
    table = page.side.fields
    shown = [row for row in range(table.rowCount()) if not table.isRowHidden(row)]
    return [tuple(item.text() if (item := table.item(row, column)) else "" for column in (0, 1, 3)) for row in shown]


def row_of(page: ImportPage, field: str) -> int:
    """The row of a field in the table."""
    table = page.side.fields
    return next(row for row in range(table.rowCount()) if (item := table.item(row, 0)) and item.text() == field)


def tick(page: ImportPage, field: str, state: Qt.CheckState) -> None:
    item = page.side.fields.item(row_of(page, field), 0)
    assert item
    item.setCheckState(state)


def answer(page: ImportPage, act: str) -> None:
    """Chooses in what way the form comes in."""
    box = page.side.acts
    box.setCurrentIndex(box.findData(act))
    box.activated.emit(box.currentIndex())


def existing(window: MainWindow, tmp_path: Path) -> int:
    """The form of 渠道修补 that is in the ledger already, with other words in two cells."""
    number = office.form(window.desk, office.project(window.desk, "渠道修补"), office.NATIONAL)
    document = window.desk.document(number)
    wanted = [(own("goal"), "渠道加高"), (own("unit"), "水管所"), (own("department"), "柳溪镇人民政府")]
    window.desk.apply(document.plan(wanted))
    return number


def test_files_are_looked_over_and_come_in_as_one_step(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    before = len(window.desk.projects()), len(window.desk.forms())
    page = drop(
        paper.filled(tmp_path / "甲.xlsx", "渠道修补"),
        paper.filled(tmp_path / "乙.xlsx", "水塔加固"),
        paper.scan(tmp_path / "丙.pdf"),
    )
    assert page.list.lines == [
        "甲.xlsx", "  渠道修补 | 新建", "乙.xlsx", "  水塔加固 | 新建", "丙.pdf | 读不了",
    ]  # fmt: skip
    assert (len(window.desk.projects()), len(window.desk.forms())) == before
    assert window.panels.isHidden()
    page.agree.click()
    assert "新建项目 2 个，新建 2 张" in window.notice.text
    assert (len(window.desk.projects()), len(window.desk.forms())) == (before[0] + 2, before[1] + 2)
    document = window.desk.document(window.desk.forms()[-1].id)
    assert document.sheet.own("unit") == "柳溪镇水管站"
    assert [document.sheet.at(row, "actual") for row in document.sheet.named_rows] == ["3.2公里", "8个"]
    assert window.panels.isHidden()  # no form is open that they could speak of
    window.notice.press("撤销")
    assert (len(window.desk.projects()), len(window.desk.forms())) == before


def test_one_form_is_opened_when_it_is_in(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    drop(paper.filled(tmp_path / "甲.xlsx")).agree.click()
    assert window.document.sheet.own("project") == "渠道修补"


def test_each_field_stands_beside_its_place_in_the_document(drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    rows = told(page)
    assert ("实施单位", "柳溪镇水管站", "") in rows
    assert ("指标 2 · 实际完成值", "8个", "") in rows
    number = rows.index(("实施单位", "柳溪镇水管站", ""))
    page.side.fields.setCurrentCell(number, 0)
    assert page.document.here == (4, 7)
    page.document.setCurrentIndex(page.document.cells.index(13, 5))
    assert page.side.fields.currentRow() == row_of(page, "指标 2 · 实际完成值")
    mark = page.document.cells.marks[4, 7]
    assert (mark.kind, mark.name) == ("taken", "实施单位")


def test_nothing_is_overwritten_unasked(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    number = existing(window, tmp_path)
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    assert page.list.lines[1] == "  渠道修补 | 不导入"
    assert "没有覆盖" in page.side.why.text()
    assert not page.agree.isEnabled()
    rows = told(page)
    assert ("预期目标", "渠道不漏水", "渠道加高") in rows or any(row[1:] == ("渠道不漏水", "渠道加高") for row in rows)
    assert window.desk.document(number).sheet.own("goal") == "渠道加高"


def test_overwriting_shows_the_old_beside_the_new_and_spares_what_she_unticks(
    window: MainWindow, drop: Drop, tmp_path: Path
) -> None:
    number = existing(window, tmp_path)
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    answer(page, OVERWRITE)
    page.side.only.setChecked(True)
    changed = {row[0]: row[1:] for row in told(page)}
    assert changed["实施单位"] == ("柳溪镇水管站", "水管所")
    assert "主管部门" not in changed
    tick(page, "实施单位", Qt.CheckState.Unchecked)
    before = window.desk.document(number).sheet
    page.agree.click()
    sheet = window.desk.document(number).sheet
    assert (sheet.own("goal"), sheet.own("unit")) == ("渠道不漏水", "水管所")
    page_acts.undo(window)
    assert window.desk.document(number).sheet == before


def test_filling_only_what_is_blank_spares_the_rest(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    number = existing(window, tmp_path)
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    answer(page, FILL)
    page.side.fields.setCurrentCell(row_of(page, "实施单位"), 0)
    assert page.side.note.text() == "账本现有「水管所」，保留不动。"
    page.agree.click()
    sheet = window.desk.document(number).sheet
    assert (sheet.own("unit"), sheet.own("done")) == ("水管所", "已经修好")


def test_one_batch_does_not_push_another_aside(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    let_go(window, (paper.filled(tmp_path / "甲.xlsx"),))
    let_go(window, (paper.filled(tmp_path / "乙.xlsx"),))
    assert "正在读要导入的文件，还没有结束" in window.notice.text
    qtbot.waitUntil(lambda: not window.arrivals.running)
    review = window.tabs.currentWidget()
    assert isinstance(review, ImportPage)
    assert [file.path.name for file in review.files] == ["甲.xlsx"]


def test_the_same_again_changes_nothing(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    path = paper.filled(tmp_path / "甲.xlsx")
    drop(path).agree.click()
    page = drop(path)
    assert page.list.lines[1] == "  渠道修补 | 已有"
    assert page.told.text() == "已有相同的 1 张。"
    assert not page.agree.isEnabled()


def test_another_project_may_be_meant(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    stage = next(each for each in window.desk.projects() if each.name == "戏台修缮")
    box = page.side.projects
    box.setCurrentIndex(box.findData(stage.id))
    box.activated.emit(box.currentIndex())
    item = page.plan.items[0]
    assert (item.project, item.new_project) == (stage.id, False)
    answer(page, NEW)
    page.agree.click()
    assert window.desk.record(window.document.id).project == stage.id


def test_what_is_left_out_may_be_taken_again(drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    answer(page, LEAVE)
    assert not page.agree.isEnabled()
    answer(page, NEW)
    assert page.agree.isEnabled()


def test_many_are_decided_at_once_but_overwriting_is_not(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    for name in ("渠道修补", "水塔加固"):
        number = office.form(window.desk, office.project(window.desk, name), office.NATIONAL)
        window.desk.apply(window.desk.document(number).plan([(own("goal"), "旧的目标")]))
        filling = [(Cell(INDICATORS, window.desk.document(number).sheet.rows[0], "l3"), "旧的指标")]
        window.desk.apply(window.desk.document(number).plan(filling))
    names = ("渠道修补", "水塔加固")
    page = drop(*[paper.filled(tmp_path / f"{number}.xlsx", name) for number, name in enumerate(names)])
    assert [item.act for item in page.plan.items] == [LEAVE, LEAVE]
    page.list.selectAll()
    answer(page, FILL)
    assert [item.act for item in page.plan.items] == [FILL, FILL]
    answer(page, OVERWRITE)
    assert sorted(item.act for item in page.plan.items) == [FILL, OVERWRITE]


def test_the_review_follows_the_ledger(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    assert page.plan.items[0].new_project
    step, number = window.desk.plan_project("渠道修补", "", 2025)
    window.push(step)
    assert (page.plan.items[0].project, page.plan.items[0].new_project) == (number, False)


def test_what_has_no_place_is_told_with_its_reason(drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.filled(tmp_path / "甲.xlsx", K30="随手记的一句话"))
    rest = [page.side.rest.item(row).text() for row in range(page.side.rest.count())]
    assert any("随手记的一句话" in each for each in rest)


def test_a_printed_figure_that_the_rules_give_otherwise_is_told(drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.filled(tmp_path / "甲.xlsx", I6=3))
    rest = [page.side.rest.item(row).text() for row in range(page.side.rest.count())]
    assert "得分：表上印 3，按口径核算 9，以核算的为准" in rest


def test_a_project_list_leaves_projects_owed(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.listing(tmp_path / "清单.xlsx", "渠道修补", "水塔加固"))
    page.agree.click()
    assert "2 个项目待填" in window.notice.text
    window.tree.search.setText("待填")
    names = [each.name for each in window.desk.projects()]
    assert {"渠道修补", "水塔加固"} <= set(names)
    assert window.tree.view.model().rowCount() == 1


def test_projects_of_a_list_are_chosen_one_by_one(window: MainWindow, drop: Drop, qtbot: QtBot, tmp_path: Path) -> None:
    office.project(window.desk, "老渠道", "5103812025T0000000001")
    page = drop(paper.listing(tmp_path / "清单.xlsx", "渠道修补", "水塔加固", "桥面养护"))
    listed = page.side.listed
    assert told_of(page) == [
        "渠道修补 账本里已有，叫「老渠道」，记下清单内容", "水塔加固 新建", "桥面养护 新建",
    ]  # fmt: skip
    listed.list.setCurrentRow(1)
    assert page.document.here == (3, 3)
    qtbot.keyClick(listed.list, Qt.Key.Key_Space)
    assert told_of(page)[1:] == ["水塔加固 不导入", "桥面养护 新建"]
    page.document.setCurrentIndex(page.document.cells.index(3, 1))
    assert listed.list.currentRow() == 2
    assert page.told.text() == "新建项目 1 个，记下清单里 1 个项目的内容。"
    page.agree.click()
    assert "2 个项目待填" in window.notice.text  # 老渠道 and 桥面养护: what she left out is not owed
    assert [each.name for each in window.desk.projects() if each.code.endswith("3")] == ["桥面养护"]
    assert "水塔加固" not in [each.name for each in window.desk.projects()]
    page_acts.undo(window)
    assert "桥面养护" not in [each.name for each in window.desk.projects()]


def test_those_the_search_leaves_are_ticked_together(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.listing(tmp_path / "清单.xlsx", "渠道修补", "水塔加固", "桥面养护"))
    listed = page.side.listed
    listed.none.click()
    assert not page.agree.isEnabled()
    listed.search.setText("水塔")
    listed.all.click()
    assert [each.taken for each in page.plan.projects] == [False, True, False]
    office.project(window.desk, "渠道修补", "5103812025T0000000001")
    page.follow()
    assert told_of(page) == ["渠道修补 账本里已有，不记清单内容", "水塔加固 新建", "桥面养护 不导入"]


def test_what_another_list_said_of_a_project_stays_until_she_ticks_it(
    window: MainWindow, drop: Drop, tmp_path: Path
) -> None:
    drop(paper.listing(tmp_path / "清单.xlsx", "渠道修补")).agree.click()
    page = drop(paper.listing(tmp_path / "新清单.xlsx", "渠道修补", executed=8))
    assert told_of(page) == ["渠道修补 账本里已有，清单不同，没有改：预算执行数 9 → 8"]
    assert not page.agree.isEnabled()
    page.side.listed.all.click()
    page.agree.click()
    assert [(each.executed, each.listed) for each in window.desk.projects() if each.name == "渠道修补"] == [
        ("8", "新清单.xlsx#Sheet!C2")
    ]
    page = drop(paper.listing(tmp_path / "又一份.xlsx", "渠道修补", executed=8))
    assert told_of(page) == ["渠道修补 账本里已有"]
    assert not page.side.listed.list.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable


def told_of(page: ImportPage) -> list[str]:
    """The projects listed: name and what becomes of each."""
    items = [page.side.listed.list.item(row) for row in range(page.side.listed.list.count())]
    return [" ".join(item.text().split("\n")[:2]) for item in items]


def test_a_file_that_cannot_be_read_is_one_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    let_go(window, (paper.scan(tmp_path / "丙.pdf"),))
    qtbot.waitUntil(lambda: not window.arrivals.running)
    assert (window.notice.kind, window.tabs.count()) == ("refused", 0)
    assert "丙.pdf" in window.notice.text


def test_a_folder_stands_for_the_documents_in_it(drop: Drop, tmp_path: Path) -> None:
    folder = tmp_path / "送来的"
    (folder / "二月").mkdir(parents=True)
    paper.filled(folder / "二月" / "甲.xlsx")
    paper.listing(folder / "清单.xlsx", "水塔加固")
    (folder / "~$甲.xlsx").write_bytes(b"x")
    (folder / "说明.mp3").write_bytes(b"x")
    (folder / "旧表.pdf").write_bytes(b"%PDF-1.7")
    files = drop(folder).files
    assert [file.path.name for file in files] == ["甲.xlsx", "旧表.pdf", "清单.xlsx"]
    assert "旧表.pdf" in files[1].refusal


def test_of_many_files_those_are_sifted_that_want_a_look(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    existing(window, tmp_path)
    page = drop(
        paper.filled(tmp_path / "甲.xlsx", "水塔加固"),
        paper.filled(tmp_path / "乙.xlsx", "渠道修补"),
        paper.scan(tmp_path / "丙.pdf"),
        paper.filled(tmp_path / "丁.xlsx", "水塔加固"),
    )
    assert page.told.text() == "新建项目 1 个，新建 1 张，不导入 1 张，已有相同的 1 张，1 个文件读不了。"
    assert page.item and page.item.name == "渠道修补"  # what was left is looked at first, not what is there already
    assert [page.sorts.itemText(row) for row in range(page.sorts.count())] == [
        "全部文件（4）", "要看的（1）", "读不了的文件（1）",
    ]  # fmt: skip

    def shown(sort: str) -> list[str]:
        page.sorts.setCurrentIndex(page.sorts.findData(sort))
        page.sorts.activated.emit(page.sorts.currentIndex())
        return [row.text(0) for row in page.list._rows() if not row.isHidden()]

    assert shown(WANTS_A_LOOK) == ["乙.xlsx", "渠道修补"]
    answer(page, FILL)
    assert (page.sorts.currentData(), page.sorts.count()) == (ALL, 2)
    assert shown(REFUSED) == ["丙.pdf"]


def test_what_became_of_each_file_can_be_pasted_into_a_sheet(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    files = paper.filled(tmp_path / "甲.xlsx"), paper.scan(tmp_path / "丙.pdf")
    page = drop(*files, paper.listing(tmp_path / "清单.xlsx", "水塔加固"))
    page.report.click()
    copied = QApplication.clipboard().text()
    page.agree.click()
    window.notice.press("复制逐个文件的结果")
    assert QApplication.clipboard().text() == copied
    lines = [line.split("\t") for line in copied.split("\n") if "没有读入" not in line]
    assert [line[:4] for line in lines] == [
        ["文件", "表或清单", "项目", "结果"],
        ["甲.xlsx", "国家自评表", "渠道修补", "新建"],
        ["丙.pdf", "", "", "读不了"],
        ["清单.xlsx", "清单", "水塔加固", "新建"],
    ]
    assert "丙.pdf" in lines[2][4]


def test_reading_many_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    first = paper.filled(tmp_path / "0.xlsx")
    job = ReadJob([first] * 40)
    job.progressed.connect(lambda done, *_: job.cancel() if done == 2 else None, Qt.ConnectionType.DirectConnection)
    with qtbot.waitSignal(job.ended) as ended:
        job.start()
    job.wait()
    files, why = ended.args
    assert (len(files), why) == (2, "已取消，读了 2 / 40 个文件。")


def test_a_batch_can_be_cancelled_and_what_is_read_is_looked_over(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    let_go(window, (paper.filled(tmp_path / "甲.xlsx"),) * 200)
    qtbot.waitUntil(lambda: "正在读 1 /" not in window.notice.text)
    window.notice.press("取消")
    qtbot.waitUntil(lambda: not window.arrivals.running)
    page = window.tabs.currentWidget()
    assert isinstance(page, ImportPage)
    assert 0 < len(page.files) < 200
    assert page.told.text().startswith(f"已取消，读了 {len(page.files)} / 200 个文件。新建项目 1 个")


def test_the_bar_tells_how_far_it_is(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    let_go(window, (paper.filled(tmp_path / "甲.xlsx"), paper.filled(tmp_path / "乙.xlsx")))
    assert (window.notice.kind, window.notice.text) == ("progress", "正在读 1 / 2：甲.xlsx")
    window.close_ledger()
    assert not window.arrivals.running


def test_a_ledger_dropped_is_opened(window: MainWindow, tmp_path: Path) -> None:
    other = office.ledger(tmp_path / "别处.perf")
    let_go(window, (other,))
    assert window.path == other


def test_a_ledger_that_is_only_looked_at_takes_nothing(window: MainWindow, tmp_path: Path) -> None:
    assert window.path
    window.open_ledger(window.path, readonly=True)
    let_go(window, (paper.filled(tmp_path / "甲.xlsx"),))
    assert "只读" in window.notice.text
    assert not window.actions_["import"].isEnabled()


def test_a_review_is_no_form(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    window.open_form(1)
    page = drop(paper.filled(tmp_path / "甲.xlsx"))
    assert window.tab is None
    assert not window.actions_["insert_row"].isEnabled()
    window.open_form(1)
    assert not window.panels.isHidden()
    window.tabs.setCurrentWidget(page)
    window.actions_["close_tab"].trigger()
    assert window.document.id == 1
    path = window.path
    drop(tmp_path / "甲.xlsx")
    window.close_ledger()
    assert (window.tabs.count(), path is not None) == (0, True)


def test_a_whole_table_on_the_clipboard_is_looked_over_too(window: MainWindow, qtbot: QtBot) -> None:
    window.open_form(1)
    data = QMimeData()
    rows = (
        ("项目支出绩效自评表（2025年度）",), ("项目名称", "渠道修补"), ("主管部门", "柳溪镇"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        *[tuple(map(str, row)) for row in paper.ROWS],
    )  # fmt: skip
    data.setText("\n".join("\t".join(row) for row in rows))
    QApplication.clipboard().setMimeData(data)
    window.tree.view.setFocus()
    qtbot.keyClick(window.tree.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page = window.tabs.currentWidget()
    assert isinstance(page, ImportPage)
    assert page.plan.items[0].name == "渠道修补"
    assert page.document.cells.rowCount() == len(rows)


def test_a_few_cells_on_the_clipboard_are_no_document(window: MainWindow) -> None:
    window.open_form(1)
    data = QMimeData()
    data.setText("12\t13")
    QApplication.clipboard().setMimeData(data)
    window.actions_["import_pasted"].trigger()
    assert "没有认出绩效表" in window.notice.text


def test_the_ledger_keeps_what_came_in(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    drop(paper.filled(tmp_path / "甲.xlsx")).agree.click()
    assert window.path
    path, number = window.path, window.document.id
    window.close_ledger()
    desk = Desk(Ledger.open(path, who="小禾"))
    rows = desk.document(number).sheet.named_rows
    assert [desk.document(number).sheet.at(row, "l3") for row in rows] == ["修补渠道", "受益村组"]
    desk.ledger.close()


def test_the_window_opens_without_any_of_it() -> None:
    late = (
        "perfdesk.importing",
        "perfdesk.adopting",
        "perfdesk.ui.incoming.import_page",
        "perfdesk.core.recognition.recognise",
    )
    words = f"import sys, perfdesk.ui.main_window; sys.exit(any(name in sys.modules for name in {late!r}))"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0


def test_a_file_of_which_nothing_comes_in_has_no_tick(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    existing(window, tmp_path)
    page = drop(paper.filled(tmp_path / "甲.xlsx", "渠道修补"), paper.filled(tmp_path / "乙.xlsx", "水塔加固"))
    left, taken = (page.list.topLevelItem(number) for number in range(2))
    assert left and taken
    assert left.child(0).text(1) == "不导入"
    marks = [row.icon(0).pixmap(16, 16).toImage() for row in (left, left.child(0), taken, taken.child(0))]
    assert marks[0] == marks[1] != marks[2] == marks[3]


def test_money_in_another_unit_is_converted_with_one_click(drop: Drop, tmp_path: Path) -> None:
    page = drop(paper.filled(tmp_path / "元.xlsx", A3="金额单位：元", A5="项目资金", D6=265500, E6=265500, F6=240000))
    assert page.side.convert.text() == "资金由元换算成万元（3 处）"
    assert "▲3" in page.list.lines[1]
    assert any(row[1] == "265500" for row in told(page))
    page.side.convert.click()
    assert any(row[1] == "26.55" for row in told(page)) and not any(row[1] == "265500" for row in told(page))
    assert "▲" not in page.list.lines[1]
    page.side.convert.click()
    assert any(row[1] == "265500" for row in told(page)), "and back again"


def test_a_target_that_was_parted_says_where_its_parts_come_from(window: MainWindow) -> None:
    found = drawn(
        "项目支出绩效自评表（2025年度）\n项目名称|护林|<|<|<|<\n"
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值\n产出指标|数量指标|巡护次数|≥20场|22场|50\n"
    )
    choices = {0: Choice(form="sichuan-2022-0013zp")}
    item = plan(window.desk, [FileRead(Path("护林.xlsx"), found)], choices).items[0]
    where = {row.text: row.where for row in import_rows.rows(item, None)}
    assert (where["≥"], where["场"]) == ("由指标值拆出", "由指标值拆出")
    assert where["巡护次数"] == "C4"
