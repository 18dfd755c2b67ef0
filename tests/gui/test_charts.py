"""图表: what is drawn of the form in front and of the ledger, kept as a picture, and said to a screen reader."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.charts import Bar, Chart, Row
from perfdesk.core.sheet import FUNDS, Cell
from perfdesk.ui import palette
from perfdesk.ui.board import chart_acts
from perfdesk.ui.board.chart_job import ChartJob
from perfdesk.ui.board.chart_view import ChartView, laid_out
from perfdesk.ui.board.charts import Charts, Scope
from perfdesk.ui.main_window import MainWindow

FILLED, TARGET, NATIONAL = 1, 2, 3


@pytest.fixture
def charts(window: MainWindow) -> Charts:
    window.open_form(FILLED)
    window.actions_["charts"].trigger()
    shown = window.tabs.currentWidget()
    assert isinstance(shown, Charts)
    return shown


def titles(charts: Charts) -> list[str]:
    return [view.chart.title for view in charts.views]


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_the_form_in_front_is_drawn_and_said(charts: Charts) -> None:
    assert titles(charts) == ["各类指标得分", "预算执行与产出完成", "本年与上年"]
    assert "产出指标：32 / 40　80%" in charts.views[0].accessibleDescription()
    assert charts.choice.currentText() == "露天电影放映　四川自评表 · 2025 年度"
    assert "没有上年可比" in charts.views[2].chart.lacking


def test_it_follows_what_is_typed_once_it_is_in_front_again(window: MainWindow, charts: Charts) -> None:
    window.open_form(FILLED)
    window.push(window.document.plan([(Cell(FUNDS, 0, "executed"), "4.00")]))
    assert "预算执行率：10 / 10" in charts.views[0].chart.told
    window.tabs.setCurrentWidget(charts)
    assert "预算执行率：5 / 10" in charts.views[0].chart.told


def test_another_form_comes_into_the_same_tab_and_the_first_can_be_chosen_again(
    window: MainWindow, charts: Charts
) -> None:
    window.open_form(TARGET)
    window.actions_["charts"].trigger()
    assert len(window.tabs.asides) == 1
    assert all("不打分" in view.chart.lacking for view in charts.views)
    charts.choice.setCurrentIndex(charts.choice.findText("四川", Qt.MatchFlag.MatchContains))
    charts.choice.activated.emit(charts.choice.currentIndex())
    assert charts.scope == Scope(form=FILLED) and not charts.views[0].chart.lacking


def test_the_whole_ledger_is_read_beside_her_work(window: MainWindow, charts: Charts, qtbot: QtBot) -> None:
    charts.choice.setCurrentIndex(0)
    charts.choice.activated.emit(0)
    qtbot.waitUntil(lambda: titles(charts)[0] == "各类指标得分率", timeout=20000)
    assert "产出：80%　1 张表" in charts.views[0].chart.told
    window.push(window.desk.plan_remove_form(FILLED))
    qtbot.waitUntil(lambda: bool(charts.views[0].chart.lacking), timeout=20000)


def test_a_reading_that_gave_way_is_not_drawn(charts: Charts) -> None:
    charts.draw(Scope(year=2025))
    job = charts.findChild(ChartJob)
    assert job
    job.wait()  # its figures are on their way
    charts.draw(Scope(form=FILLED))
    QApplication.processEvents()
    assert titles(charts) == ["各类指标得分", "预算执行与产出完成", "本年与上年"]


def test_what_was_read_before_a_change_is_read_again(window: MainWindow, charts: Charts, qtbot: QtBot) -> None:
    charts.draw(Scope(year=2025))
    window.open_form(TARGET)
    job = charts.findChild(ChartJob)
    assert job
    job.wait()  # its figures are on their way
    window.push(window.desk.plan_remove_form(FILLED))
    QApplication.processEvents()
    window.tabs.setCurrentWidget(charts)
    qtbot.waitUntil(lambda: bool(charts.views[0].chart.lacking), timeout=20000)


def test_what_was_behind_is_not_drawn_while_the_ledger_closes(window: MainWindow, charts: Charts) -> None:
    """The tabs in front go first; the charts behind them are told nothing more of a ledger that is being closed."""
    window.open_form(TARGET)
    window.push(window.desk.plan_duplicate(FILLED)[0])
    window.tabs.tabBar().moveTab(window.tabs.indexOf(charts), window.tabs.count() - 1)
    drawn = list(charts.views)
    window.close_ledger()
    assert drawn and charts.views == drawn, "it was looked at once more"


def test_where_no_form_is_meant_the_ledger_is_drawn(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["charts"].trigger()
    shown = window.tabs.aside(Charts)
    assert shown is not None and shown.scope == Scope(year=2025)
    qtbot.waitUntil(lambda: len(shown.views) == 3, timeout=20000)


def test_a_form_that_is_deleted_gives_way_to_the_ledger(window: MainWindow, charts: Charts, qtbot: QtBot) -> None:
    window.push(window.desk.plan_remove_form(FILLED))
    assert charts.scope == Scope(year=2025)
    qtbot.waitUntil(lambda: "还没有得分" in charts.views[0].chart.lacking, timeout=20000)


def test_keys_copy_a_picture_and_a_button_keeps_the_chart_that_had_the_focus(
    window: MainWindow, charts: Charts, qtbot: QtBot, tmp_path: Path
) -> None:
    charts.views[1].setFocus()
    qtbot.keyClick(charts.views[1], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == charts.views[1].picture().width()
    assert "预算执行与产出完成" in window.notice.text
    kept: list[ChartView] = []
    charts.kept.disconnect()
    charts.kept.connect(kept.append)
    charts.keep_button.setFocus()
    charts.keep_button.click()
    assert kept == [charts.views[1]]
    chart_acts.keep_to(window, charts.views[1], tmp_path / "图.png")
    picture = QImage(str(tmp_path / "图.png"))
    assert picture.size() == charts.views[1].picture().size()
    assert {QColor(palette.PAPER).name(), QColor(palette.ACCENT).name()} <= colours(picture)


def test_a_chart_is_as_high_as_its_rows_need(window: MainWindow, charts: Charts, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all(view.height() == view.heightForWidth(view.width()) for view in charts.views))
    rows = tuple(Row(f"渠{number}", (Bar(None, "—"),)) for number in range(40))
    before = charts.views[0].height()
    charts.views[0].show_chart(Chart("很多行", ("得分",), rows))
    qtbot.waitUntil(lambda: charts.views[0].height() > 3 * before)


def test_two_series_can_be_told_apart_without_colour(qtbot: QtBot) -> None:
    """The second is hatched: along it ink and ground take turns."""
    view = ChartView(Chart("两年", ("今年", "去年"), (Row("甲", (Bar(Decimal(100), "满"), Bar(Decimal(100), "满"))),)))
    qtbot.addWidget(view)
    image = view.picture()
    ratio = image.devicePixelRatio()
    shapes = [shape for shape in laid_out(view.chart, image.width() / ratio, view.font()).shapes if shape.kind == "bar"]
    inks = []
    for shape in shapes:
        row, left = round((shape.top + shape.height / 2) * ratio), round((shape.left + 20) * ratio)
        inks.append({image.pixelColor(x, row).name() for x in range(left, left + 60)})
    assert len(inks[0]) == 1 < len(inks[1])
