"""Making and opening a ledger: what is none, who has it, what cannot be written, each in one sentence."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import Sheet, own
from perfdesk.ledger import Ledger, LedgerBusy, LedgerReadOnly, ledger_file
from tests.ledger.written import NEW, asked, files, reopened, typed

CHILD = """
import sys
from perfdesk.ledger import Ledger
ledger = Ledger.open(sys.argv[1], who="前一位")
print("open", flush=True)
sys.stdin.read()
"""


def test_a_ledger_is_one_file_when_closed(ledger: Ledger) -> None:
    ledger.close()
    ledger.close()
    assert list(files(ledger.path.parent)) == [ledger.path.name]


def test_creating_does_not_overwrite(path: Path) -> None:
    path.write_text("别人的文件", encoding="utf-8")
    with pytest.raises(PerfdeskError, match="已经存在"):
        Ledger.create(path, unit="", year=2024, who="")
    assert files(path.parent) == {path.name: "别人的文件".encode()}


def test_a_folder_that_is_not_there_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(PerfdeskError, match="打不开"):
        Ledger.create(tmp_path / "没有" / "账本.perf", unit="", year=2024, who="")


def test_a_log_left_by_a_lost_ledger_is_not_taken_for_the_new_ones(ledger: Ledger) -> None:
    log = ledger.path.with_name(f"{ledger.path.name}-wal")
    kept = log.read_bytes()
    assert kept
    ledger.close()
    ledger.path.unlink()
    log.write_bytes(kept)
    with pytest.raises(PerfdeskError, match="移走"):
        Ledger.create(ledger.path, unit="", year=2024, who="")
    assert files(ledger.path.parent) == {log.name: kept}


@pytest.mark.parametrize("year", [0, 24, 10**30, -2024])
def test_a_year_has_four_figures(path: Path, year: int) -> None:
    with pytest.raises(PerfdeskError, match="四位"):
        Ledger.create(path, unit="", year=year, who="")
    assert not path.exists()


def test_names_no_file_can_hold_are_kept_as_far_as_can_be(path: Path) -> None:
    ledger = Ledger.create(path, unit="乡\udcff站", year=2024, who="她\ud800")
    ledger.write(NEW)
    assert (ledger.info.unit, ledger.history()[0].who) == ("乡�站", "她�")
    ledger.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def words(path: Path) -> None:
    path.write_text("这是一份通知。" * 400, encoding="utf-8")


def three_bytes(path: Path) -> None:
    path.write_bytes(b"abc")


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE visits (url TEXT)")
        database.execute("PRAGMA journal_mode = WAL")
    database.close()


def newer(path: Path) -> None:
    Ledger.create(path, unit="", year=2024, who="").close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def big(path: Path) -> None:
    ledger = Ledger.create(path, unit="", year=2024, who="")
    ledger.write(NEW)
    ledger.write(typed("", "长" * 30_000, "done"))
    ledger.close()


def truncated(path: Path) -> None:
    big(path)
    os.truncate(path, path.stat().st_size // 2)


def scribbled(path: Path) -> None:
    big(path)
    whole = bytearray(path.read_bytes())
    for start in range(4096, len(whole), 4096):
        whole[start : start + 64] = b"\xff" * 64
    path.write_bytes(whole)


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (empty, "是空文件"), (words, "不是绩效账本"), (three_bytes, "不是绩效账本"), (other_database, "不是绩效账本"),
        (newer, "升级本程序"), (truncated, "已损坏"), (scribbled, "已损坏"), (folder, "是文件夹"), (missing, "找不到"),
    ],
)  # fmt: skip
def test_what_is_no_sound_ledger_gets_one_sentence_and_stays_untouched(
    path: Path, make: Callable[[Path], None], sentence: str, readonly: bool
) -> None:
    make(path)
    before = files(path.parent)
    with pytest.raises(PerfdeskError, match=sentence) as refused:
        Ledger.open(path, who="小禾", readonly=readonly)
    assert str(refused.value).count("。") == 1
    left = files(path.parent)
    assert {name: left.pop(name) for name in before} == before
    assert all(name.endswith(("-wal", "-shm")) and not kept for name, kept in left.items() if name.endswith("-wal"))


def test_tables_that_somebody_dropped_are_no_traceback(ledger: Ledger) -> None:
    ledger.close()
    with sqlite3.connect(ledger.path) as database:
        database.execute("DROP TABLE ledger")
    database.close()
    with pytest.raises(PerfdeskError, match="与本程序不符"):
        Ledger.open(ledger.path, who="小禾")
    with pytest.raises(PerfdeskError, match="与本程序不符"):
        Ledger.open(ledger.path, who="小禾")


def test_a_second_process_is_told_who_has_it_and_may_look(ledger: Ledger) -> None:
    ledger.close()
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(ledger.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(LedgerBusy, match=r"前一位（本机，.*只读") as busy:
            Ledger.open(ledger.path, who="小禾")
        assert busy.value.holder is not None
        assert (busy.value.holder.who, busy.value.holder.pid) == ("前一位", child.pid)
        looking = Ledger.open(ledger.path, who="小禾", readonly=True)
        assert looking.sheet(1).own("goal") == "栽树三千棵"
        looking.close()
        child.kill()
        child.wait()
        Ledger.open(ledger.path, who="小禾").close()


def test_the_same_process_cannot_open_it_twice_either(ledger: Ledger) -> None:
    with pytest.raises(LedgerBusy):
        Ledger.open(ledger.path, who="另一窗口")
    with pytest.raises(PerfdeskError, match="已经存在"):
        Ledger.create(ledger.path, unit="", year=2024, who="")


def test_a_reader_sees_what_the_writer_acknowledges_and_writes_nothing(ledger: Ledger) -> None:
    reader = Ledger.open(ledger.path, who="旁观", readonly=True)
    assert reader.readonly
    ledger.write(typed("栽树三千棵", "栽树五千棵"))
    assert reader.sheet(1).own("goal") == "栽树五千棵"
    with pytest.raises(LedgerReadOnly, match="只读"):
        reader.write(typed("栽树五千棵", "甲"))
    reader.close()
    ledger.write(typed("栽树五千棵", "栽树六千棵"))
    assert ledger.sheet(1).own("goal") == "栽树六千棵"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="finds the handles under /proc")
def test_a_stick_that_was_pulled_and_is_back_is_written_again(ledger: Ledger) -> None:
    """Its handles are dead, and so is the lock on it."""
    before = ledger.sheet(1), ledger.history()
    with Path("/dev/null").open("rb") as nothing:
        for handle in Path("/proc/self/fd").iterdir():
            if handle.is_symlink() and str(handle.readlink()) in (str(ledger.path), f"{ledger.path}-wal"):
                os.dup2(nothing.fileno(), int(handle.name))
    ledger.path.with_name(f".{ledger.path.name}.lock").unlink()
    with pytest.raises(PerfdeskError, match="检查磁盘或U盘"):
        ledger.write(typed("栽树三千棵", "甲"))
    ledger.write(typed("栽树三千棵", "乙"))
    assert ledger.sheet(1) == Sheet({own("goal"): "乙"})
    assert len(ledger.history()) == len(before[1]) + 1
    with pytest.raises(LedgerBusy):
        Ledger.open(ledger.path, who="另一窗口")
    again = reopened(ledger)
    assert again.sheet(1).own("goal") == "乙"
    again.close()


def test_somebody_looking_does_not_keep_her_out_when_the_ledger_moves_to_a_stick(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Ledger.open(ledger.path, who="旁观", readonly=True)
    monkeypatch.setattr(ledger_file, "journal_for", lambda folder: "delete")
    again = reopened(ledger)
    again.write(typed("栽树三千棵", "甲"))
    assert reader.sheet(1).own("goal") == "甲"
    reader.close()
    again = reopened(again)
    again.write(typed("甲", "乙"))
    again.close()
    assert asked(ledger.path, "PRAGMA journal_mode") == [("delete",)]


AS_NOBODY = """
import json, os, sys
from pathlib import Path
from perfdesk.core.errors import PerfdeskError
from perfdesk.ledger import Ledger, LedgerReadOnly
path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Ledger.open(path, who="客")
except LedgerReadOnly as error:
    refused = str(error)
ledger = Ledger.open(path, who="客", readonly=True)
print(json.dumps([refused, ledger.sheet(1).own("goal")]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("whole_folder", [False, True])
def test_what_cannot_be_written_can_be_looked_at(ledger: Ledger, path: Path, whole_folder: bool) -> None:
    ledger.close()
    for parent in (path.parent, *path.parent.parents):
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    path.chmod(0o444)
    path.parent.chmod(0o555 if whole_folder else 0o777)
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", AS_NOBODY, path], capture_output=True, encoding="utf-8", check=False
    )
    path.parent.chmod(0o755)
    assert done.stderr == ""
    refused, goal = json.loads(done.stdout)
    assert "只读" in refused
    assert goal == "栽树三千棵"
    assert path.read_bytes() == before
