"""The ledger as a tree: what it lists, and that it changes rows instead of starting over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from perfdesk import catalog
from perfdesk.core.sheet import own
from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord, Project
from perfdesk.ui import tree as tree_module
from perfdesk.ui.ledger_model import LedgerModel
from perfdesk.ui.standing import OWED, STANDINGS
from perfdesk.ui.tree import LedgerTree
from tests.gui import office

NAMES = {office.SICHUAN: "四川", office.NATIONAL: "全国", office.HEBEI: "河北"}
PROJECTS = [Project(1, 2025, "A1", "村道照明"), Project(2, 2024, "B7", "古井保护"), Project(3, 2025, "A2", "河岸植树")]
FORMS = [
    FormRecord(1, 1, office.SICHUAN, 2025, filled=3, wanted=9),
    FormRecord(2, 2, office.HEBEI, 2024),
    FormRecord(3, 1, office.HEBEI, 2025, filled=9, wanted=9, errors=2),
]


def drawn(model: QAbstractItemModel, parent: QModelIndex = QModelIndex(), depth: int = 0) -> list[str]:  # noqa: B008
    """The rows as text, indented."""
    lines = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        lines += ["  " * depth + str(index.data()), *drawn(model, index, depth + 1)]
    return lines


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[LedgerModel]:
    made = LedgerModel(NAMES)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show(PROJECTS, FORMS)
    yield made


def test_newest_year_first_then_projects_then_their_forms(model: LedgerModel) -> None:
    assert drawn(model) == [
        "2025 年度", "  村道照明", "    四川", "    河北", "  河岸植树",
        "2024 年度", "  古井保护", "    河北",
    ]  # fmt: skip


def test_a_new_form_is_one_row_inserted(model: LedgerModel) -> None:
    inserted, removed, reset = (QSignalSpy(each) for each in (model.rowsInserted, model.rowsRemoved, model.modelReset))
    model.show(PROJECTS, [*FORMS, FormRecord(4, 3, office.NATIONAL, 2025)])
    assert drawn(model)[4:6] == ["  河岸植树", "    全国"]
    assert [spy.count() for spy in (inserted, removed, reset)] == [1, 0, 0]


def test_a_deleted_project_goes_with_its_forms_and_its_empty_year(model: LedgerModel) -> None:
    removed = QSignalSpy(model.rowsRemoved)
    model.show([PROJECTS[0], PROJECTS[2]], [FORMS[0], FORMS[2]])
    assert drawn(model) == ["2025 年度", "  村道照明", "    四川", "    河北", "  河岸植树"]
    assert removed.count() == 1
    model.show(PROJECTS, FORMS)
    assert drawn(model)[-3:] == ["2024 年度", "  古井保护", "    河北"]


def test_a_project_that_moves_keeps_its_forms(model: LedgerModel) -> None:
    model.show([PROJECTS[2], PROJECTS[0]._replace(code="A3"), PROJECTS[1]], FORMS)
    assert drawn(model)[:5] == ["2025 年度", "  河岸植树", "  村道照明", "    四川", "    河北"]


def test_an_edit_repaints_the_row_of_its_form_alone(model: LedgerModel) -> None:
    changed = QSignalSpy(model.dataChanged)
    model.touch(FORMS[0]._replace(filled=4))
    model.touch(FORMS[0]._replace(filled=4))
    assert changed.count() == 1
    assert changed.at(0)[0] == model.index_of("form", 1)
    assert "已填 4 / 9 项" in model.index_of("form", 1).data(Qt.ItemDataRole.ToolTipRole)


def test_every_state_has_a_word_and_a_shape_of_its_own() -> None:
    assert set(STANDINGS) == {"未填", "草稿", "有错", "可交", "已交", "退回"}
    assert len({each.shape for each in (*STANDINGS.values(), OWED)}) == len(STANDINGS) + 1


@pytest.fixture
def tree(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[LedgerTree, Desk]]:
    desk = office.desk(tmp_path / "账本.perf")
    made = LedgerTree({each.id: each.short for each in catalog.forms()})
    qtbot.addWidget(made)
    yield made, desk
    desk.ledger.close()


def test_an_empty_ledger_says_what_to_do_next(tree: tuple[LedgerTree, Desk]) -> None:
    widget, desk = tree
    widget.show_ledger(desk)
    assert not widget._hint.isHidden()
    office.project(desk, "露天电影放映")
    widget.show_ledger(desk)
    assert widget._hint.isHidden()


def test_search_finds_any_part_of_name_or_code(tree: tuple[LedgerTree, Desk]) -> None:
    widget, desk = tree
    for name, code in (("露天电影放映", "KX-01"), ("戏台修缮", "KX-02")):
        office.form(desk, office.project(desk, name, code), office.HEBEI)
    widget.show_ledger(desk)
    form = next(each.short for each in catalog.forms() if each.id == office.HEBEI)
    widget.search.setText("电影")
    assert drawn(widget.view.model()) == ["2025 年度", "  露天电影放映", f"    {form}"]
    widget.search.setText("kx-02")
    assert drawn(widget.view.model()) == ["2025 年度", "  戏台修缮", f"    {form}"]
    widget.search.setText("没有的")
    assert drawn(widget.view.model()) == []
    widget.search.clear()
    assert len(drawn(widget.view.model())) == 5


def test_what_is_selected_and_unfolded_stays_when_the_ledger_changes(tree: tuple[LedgerTree, Desk]) -> None:
    widget, desk = tree
    first, second = office.project(desk, "露天电影放映"), office.project(desk, "戏台修缮")
    number = office.form(desk, second)
    widget.show_ledger(desk)
    widget.select("form", number)
    office.form(desk, first)
    desk.apply(desk.document(number).plan([(own("goal"), "台口加固")]))
    widget.show_ledger(desk)
    current = widget.current
    assert isinstance(current, FormRecord)
    assert current.id == number
    assert widget.view.isExpanded(widget.view.currentIndex().parent())


def test_enter_and_click_open_a_form_but_not_a_project(tree: tuple[LedgerTree, Desk], qtbot: QtBot) -> None:
    widget, desk = tree
    project = office.project(desk, "戏台修缮")
    number = office.form(desk, project)
    widget.show_ledger(desk)
    opened = QSignalSpy(widget.opened)
    widget.select("project", project)
    qtbot.keyClick(widget.view, Qt.Key.Key_Return)
    assert opened.count() == 0
    widget.select("form", number)
    qtbot.keyClick(widget.view, Qt.Key.Key_Return)
    assert [opened.at(row)[0] for row in range(opened.count())] == [number]


def test_a_project_without_a_form_is_owed_until_it_has_one(tree: tuple[LedgerTree, Desk], qtbot: QtBot) -> None:
    widget, desk = tree
    stage, film = office.project(desk, "戏台修缮"), office.project(desk, "露天电影放映")
    office.form(desk, film)
    widget.show_ledger(desk)
    widget.resize(240, 300)
    told = [widget.model.index_of("project", each).data(Qt.ItemDataRole.ToolTipRole) for each in (stage, film)]
    assert ["待填" in each for each in told] == [True, False]
    wanted = QSignalSpy(widget.wanted)
    widget.select("project", film)
    qtbot.keyClick(widget.view, Qt.Key.Key_Return)
    assert wanted.count() == 0
    widget.select("project", stage)
    qtbot.keyClick(widget.view, Qt.Key.Key_Return)
    assert wanted.count() == 1
    owed = widget.view.grab(widget.view.visualRect(widget.view.currentIndex())).toImage()
    office.form(desk, stage)
    widget.show_ledger(desk)
    assert widget.view.grab(widget.view.visualRect(widget.view.currentIndex())).toImage() != owed
    widget.search.setText("待填")
    assert drawn(widget.view.model()) == []


def test_of_very_many_rows_only_the_years_are_unfolded(tree: tuple[LedgerTree, Desk]) -> None:
    widget, desk = tree
    projects = [office.project(desk, f"机耕道养护{number}") for number in range(3)]
    numbers = [office.form(desk, project) for project in projects]
    widget.show_ledger(desk)
    assert widget.view.isExpanded(widget.model.index_of("project", projects[0]))
    widget.clear()
    limit, tree_module._UNFOLDED = tree_module._UNFOLDED, 6
    try:
        widget.show_ledger(desk)
        at = [widget.model.index_of("project", each) for each in projects]
        assert [widget.view.isExpanded(each) for each in (at[0].parent(), *at)] == [True, False, False, False]
        widget.select("form", numbers[1])
        assert [widget.view.isExpanded(each) for each in at] == [False, True, False]
        widget.search.setText("养护2")
        assert widget.view.isExpanded(widget.model.index_of("project", projects[2]))
    finally:
        tree_module._UNFOLDED = limit


def test_rows_that_leave_and_come_side_by_side_are_told_at_once(model: LedgerModel) -> None:
    removed, inserted = QSignalSpy(model.rowsRemoved), QSignalSpy(model.rowsInserted)
    whole = drawn(model)
    model.show(PROJECTS, FORMS, ("村道",))
    assert drawn(model) == ["2025 年度", "  村道照明", "    四川", "    河北"]
    model.show(PROJECTS, FORMS, ("河北", "未填"))
    assert drawn(model) == ["2024 年度", "  古井保护", "    河北"]
    model.show(PROJECTS, FORMS)
    assert drawn(model) == whole
    assert (removed.count(), inserted.count()) == (3, 2)


def test_two_thousand_forms_are_listed_without_opening_one(tree: tuple[LedgerTree, Desk]) -> None:
    widget, desk = tree
    projects = [Project(number, 2025, "", f"项目{number}") for number in range(1, 501)]
    forms = [FormRecord(number, number % 500 + 1, office.SICHUAN, 2025) for number in range(1, 2001)]
    widget.model.show(projects, forms)
    assert len(drawn(widget.model)) == 1 + 500 + 2000
    assert desk._documents == {}
