"""What the window remembers, and that a spoilt memory does no harm."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.ui.remembered import RECENT, Remembered


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def kept(ini: Path, memory: Remembered) -> Remembered:
    """The memory as the next start has it."""
    memory.save()
    return Remembered(ini)


def test_ledgers_newest_first_each_once_and_only_those_still_there(ini: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"账本 {number}.perf" for number in range(RECENT + 2)]
    memory = Remembered(ini)
    for path in [*paths, paths[3]]:
        path.touch()
        memory.opened(path)
    paths[-1].unlink()
    assert kept(ini, memory).recent == [paths[3], *reversed(paths[4:-1]), paths[2]]


@pytest.mark.parametrize(("listed", "front"), [([3, 1, 12], 1), ([7], 7), ([], 0)])
def test_open_forms_in_their_order(ini: Path, listed: list[int], front: int) -> None:
    memory = Remembered(ini)
    memory.keep_forms(Path("甲.perf"), listed, front)
    assert kept(ini, memory).forms(Path("甲.perf")) == (listed, front)
    assert kept(ini, memory).forms(Path("乙.perf")) == ([], 0)


@pytest.mark.parametrize("cell", [Cell(INDICATORS, 40, "actual"), own("signatures.填报人"), own("schedule[2]"), None])
def test_zoom_and_cell_of_a_form(ini: Path, cell: Cell | None) -> None:
    memory = Remembered(ini)
    memory.keep_place(Path("甲.perf"), 5, 130, cell)
    assert kept(ini, memory).place(Path("甲.perf"), 5) == (130, cell)


def test_a_spoilt_memory_is_no_memory(ini: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "甲.perf"
    memory = Remembered(ini)
    memory.keep_place(ledger, 5, 130, None)
    memory.keep_forms(ledger, [5], 5)
    memory.save()
    ini.write_text("".join(f"{line.split('=')[0]}=@@垃圾,|,x\n" for line in ini.read_text("utf-8").splitlines()))
    spoilt = Remembered(ini)
    assert spoilt.place(ledger, 5) == (100, None)
    assert spoilt.forms(ledger)[1] == 0
    assert spoilt.recent == []
    assert spoilt.bytes("window/geometry") == QByteArray()
