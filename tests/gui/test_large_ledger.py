"""A ledger of two thousand forms: opened about as quickly as one of twenty."""

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.ui.app import opened
from perfdesk.ui.remembered import Remembered
from tests.bench.workload import copies

_ROUNDS = 4


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("许多")
    return [copies(folder / f"{forms}.perf", forms, 4) for forms in (20, 2000)]


def seconds(book: Path, qtbot: QtBot, folder: Path) -> float:
    """From nothing to the first paint of a window on this ledger."""
    begin = time.perf_counter()
    window = opened(book, Remembered(folder / "window.ini"))
    window.show()
    window.tree.view.viewport().repaint()
    taken = time.perf_counter() - begin
    assert len(window.desk.forms()) == window.tree.model.size // 2
    assert window.desk._documents == {}, "a form was opened only to be listed"
    window.close()
    window.deleteLater()
    return taken


def test_opening_takes_hardly_longer(books: list[Path], qtbot: QtBot, tmp_path: Path) -> None:
    rounds = [[seconds(book, qtbot, tmp_path) for book in books] for _ in range(_ROUNDS)]
    few, many = (min(each) for each in zip(*rounds, strict=True))
    assert many < 5 * few
