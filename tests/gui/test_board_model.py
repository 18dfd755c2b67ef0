"""The board's lines as a model: whatever comes, goes or moves, Qt hears of it truly and the selection stays."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication

from perfdesk.board import COLUMNS, Line
from perfdesk.ui.board.board_model import LINE, NAMES, BoardModel


def line(form: int, total: str = "") -> Line:
    return Line(form, form, f"水渠{form}", "", 2025, "target", "目标表", "草稿", total, due=date(2026, 3, 1), left=2)


@pytest.fixture
def model(qapp: QApplication) -> BoardModel:
    made = BoardModel()
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return made


def drawn(model: BoardModel) -> list[str]:
    return [f"{model.index(row, 0).data()} {model.index(row, NAMES.index('total')).data()}".strip()
            for row in range(model.rowCount())]  # fmt: skip


def test_one_form_more_is_one_row_inserted_and_one_less_one_removed(model: BoardModel) -> None:
    model.show([line(1), line(3)])
    spies = [QSignalSpy(each) for each in (model.rowsInserted, model.rowsRemoved, model.modelReset)]
    model.show([line(1), line(2), line(3)])
    assert drawn(model) == ["水渠1", "水渠2", "水渠3"]
    model.show([line(2), line(3)])
    assert [spy.count() for spy in spies] == [1, 1, 0]


def test_a_form_that_changed_is_repainted_alone(model: BoardModel) -> None:
    model.show([line(1), line(2), line(3)])
    spies = [QSignalSpy(each) for each in (model.dataChanged, model.layoutChanged)]
    model.show([line(1), line(2, "88"), line(3)])
    model.show([line(1), line(2, "88"), line(3)])
    assert [spy.count() for spy in spies] == [1, 0]
    assert drawn(model) == ["水渠1", "水渠2 88", "水渠3"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shown=st.lists(st.lists(st.integers(1, 8), unique=True), min_size=2, max_size=5))
def test_what_is_held_goes_with_its_line(model: BoardModel, shown: list[list[int]]) -> None:
    model.show([line(number) for number in shown[0]])
    held = {row.form: QPersistentModelIndex(model.index(place, 1)) for place, row in enumerate(model.lines)}
    alive = set(shown[0])
    for numbers in shown[1:]:
        model.show([line(number) for number in numbers])
        alive &= set(numbers)
        assert [row.form for row in model.lines] == numbers
    for number, index in held.items():
        assert index.isValid() == (number in alive)
        if index.isValid():
            assert index.data(LINE).form == number


def test_headings_and_what_a_screen_reader_says(model: BoardModel) -> None:
    model.show([line(7, "91.5")])
    words = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert words == list(COLUMNS.values())
    told = model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "水渠7，目标表，草稿，已填 0 / 0 项，总分 91.5，2026-03-01 应交，还剩 2 天"
