"""A copy counts when it was read back; nothing is ever written over, and nothing half made is left."""

import sqlite3
from pathlib import Path

import pytest

from perfdesk import backup, practice
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import Change, own
from perfdesk.core.step import Step
from perfdesk.ledger import Ledger
from tests.ledgers import content


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return practice.make(tmp_path / "账本.perf")


def test_there_and_back_again(ledger: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "备份.perf", tmp_path / "恢复.perf"
    assert backup.back_up(ledger, copy) == backup.restore(copy, again)
    assert content(again) == content(ledger) and content(ledger)["cells"]
    with sqlite3.connect(again) as database:
        assert database.execute("SELECT count(*) FROM journal").fetchone()[0] > 0


def test_what_is_not_yet_in_the_file_itself_is_copied_too(ledger: Path, tmp_path: Path) -> None:
    """A ledger that is open keeps its latest steps in a log beside."""
    opened = Ledger.open(ledger, who="小禾")
    goal = opened.sheet(1).own("goal")
    opened.write(Step("填报", {1: (Change(own("goal"), goal, "再种两百棵"),)}))
    backup.back_up(ledger, tmp_path / "备份.perf")
    opened.close()
    assert Ledger.open(tmp_path / "备份.perf", who="", readonly=True).sheet(1).own("goal") == "再种两百棵"


def test_nothing_is_written_over(ledger: Path, tmp_path: Path) -> None:
    there = tmp_path / "重要.perf"
    there.write_text("别动")
    for act in (backup.back_up, backup.restore):
        with pytest.raises(PerfdeskError, match="已经存在"):
            act(ledger, there)
    assert there.read_text() == "别动"


def test_what_cannot_be_copied_leaves_nothing(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.perf"
    with pytest.raises(PerfdeskError, match="没有文件夹"):
        backup.back_up(ledger, tmp_path / "没有" / "备份.perf")
    spoilt = tmp_path / "坏.perf"
    data = bytearray(ledger.read_bytes())
    data[8192:40960] = b"\xaa" * 32768
    spoilt.write_bytes(bytes(data))
    with pytest.raises(PerfdeskError):
        backup.restore(spoilt, target)
    assert not target.exists() and not list(tmp_path.glob("备份*"))
