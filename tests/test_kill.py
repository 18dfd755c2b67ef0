"""A power cut in the middle of typing loses nothing that was acknowledged; a full disk refuses and does no harm.

Nothing is pretended here: the child is killed with SIGKILL, the disk is full by the kernel's word.
"""

import hashlib
import json
import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfdesk.core.sheet import INDICATORS, Cell, Change, Sheet, added_rows, own, removed_rows
from perfdesk.core.step import ATTACHMENTS, FORMS, PROJECTS, Step, made, removed
from perfdesk.ledger import Ledger, ledger_file

WHO = "打字的人"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")


def make(path: Path) -> None:
    ledger = Ledger.create(path, unit="白沙镇", year=2024, who=WHO)
    records = made(PROJECTS, 1, {"name": "水渠清淤"}) + made(FORMS, 1, {"project": "1", "form": "x", "year": "2024"})
    rows = added_rows(Sheet(), 0, [{"l3": f"第{number}段"} for number in range(20)], 1)
    ledger.write(Step("新建", {1: tuple(rows)}, records))
    ledger.close()


def nth(sheet: Sheet, number: int) -> Step:
    """One of the things she does; whichever it is, both ends of the step carry its number."""
    changes = [Change(own("goal"), sheet.own("goal"), str(number))]
    if number % 5 == 1:
        changes += [
            Change(Cell(INDICATORS, row, "actual"), sheet.at(row, "actual"), f"{number}公里") for row in sheet.rows
        ]
    elif number % 5 == 2:
        changes += added_rows(sheet, 3, [{"l3": "加", "target": "≥1"}], max(sheet.rows) + 1)
    elif number % 5 == 3:
        changes += removed_rows(sheet, sheet.rows[3:4])
    return Step("填报", {1: (*changes, Change(own("done"), sheet.own("done"), str(number)))})


def typing(path: Path, acknowledge: int) -> None:
    """Writes step after step, saying each number only when the ledger has said yes."""
    ledger = Ledger.open(path, who=WHO)
    sheet = ledger.sheet(1)
    number = int(sheet.own("goal") or 0)
    while True:
        number += 1
        step = nth(sheet, number)
        ledger.write(step)
        sheet = sheet.apply(step.cells[1])
        os.write(acknowledge, b"%d\n" % number)


def killed_while(work: Callable[[int], None], moment: float) -> bytes:
    """What a child doing this work said before it was killed, so long after its first word."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(1)
    os.close(writing)
    select.select([reading], [], [], 10)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    with open(reading, "rb") as said:  # noqa: PTH123
        words = said.read()
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    return words


def replayed(ledger: Ledger) -> Sheet:
    """What the journal says should stand in the form."""
    sheet = Sheet()
    for entry in ledger.history(1):
        if entry.cell.section != FORMS:
            sheet = sheet.apply([Change(entry.cell, entry.old, entry.new)])
    return sheet


@pytest.mark.parametrize(("journal", "rounds"), [("wal", 50), ("delete", 20)])
def test_every_acknowledged_edit_survives_kills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str, rounds: int
) -> None:
    """On a disk that stays, and as on a stick."""
    monkeypatch.setattr(ledger_file, "journal_for", lambda folder: journal)
    path = tmp_path / "账本.perf"
    make(path)
    moments = random.Random(2024)
    reached = 0
    for _ in range(rounds):
        said = killed_while(lambda acknowledge: typing(path, acknowledge), moments.uniform(0, 0.03))
        acknowledged = int(said.rsplit(b"\n", 2)[-2])
        assert acknowledged > reached
        ledger = Ledger.open(path, who="次日")
        sheet = ledger.sheet(1)
        reached = int(sheet.own("goal"))
        assert acknowledged <= reached <= acknowledged + 1
        assert sheet.own("done") == sheet.own("goal")
        assert ledger.damage() == ""
        if reached < 2000:
            assert replayed(ledger) == sheet
        ledger.close()
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA journal_mode").fetchone() == (journal,)
    database.close()
    assert reached > rounds


def test_a_ledger_is_never_half_made(tmp_path: Path) -> None:
    """Killed while it is being made, there is no ledger or a whole one, and the next try succeeds."""
    path = tmp_path / "账本.perf"
    moments = random.Random(7)

    def creating(acknowledge: int) -> None:
        from perfdesk.ledger import ledger_schema  # noqa: F401  its import would be most of the time

        os.write(acknowledge, b"now\n")
        Ledger.create(path, unit="白沙镇", year=2024, who=WHO)
        time.sleep(1)

    for _ in range(10):
        killed_while(creating, moments.uniform(0, 0.02))
        if path.exists():
            Ledger.open(path, who=WHO).close()
            path.unlink()
    Ledger.create(path, unit="白沙镇", year=2024, who=WHO).close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def attaching(path: Path, acknowledge: int) -> None:
    """Attaches file after file of a size that takes a while to write, removing every third again."""
    ledger = Ledger.open(path, who=WHO)
    number = ledger.next_id(ATTACHMENTS)
    while True:
        content = random.Random(number).randbytes(700_000)
        sha256 = hashlib.sha256(content).hexdigest()
        fields = {"form": "1", "section": INDICATORS, "row": "1", "kind": "佐证", "name": str(number), "sha256": sha256}
        ledger.write(Step("附上", {}, made(ATTACHMENTS, number, fields)), contents={sha256: content})
        if number % 3 == 0:
            ledger.write(Step("移除", {}, (removed(ATTACHMENTS, number),)))
        os.write(acknowledge, b"%d\n" % number)
        number += 1


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_file_and_the_record_that_names_it_are_there_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setattr(ledger_file, "journal_for", lambda folder: journal)
    path = tmp_path / "账本.perf"
    make(path)
    moments = random.Random(11)
    for _ in range(8):
        said = killed_while(lambda acknowledge: attaching(path, acknowledge), moments.uniform(0, 0.04))
        acknowledged = int(said.rsplit(b"\n", 2)[-2])
        ledger = Ledger.open(path, who="次日")
        there = ledger.attachments(removed=True)
        assert acknowledged <= len(there) <= acknowledged + 1
        for file in there:
            content = ledger.content(file.sha256)
            assert content is not None and hashlib.sha256(content).hexdigest() == file.sha256
            assert content == random.Random(file.id).randbytes(700_000)
        assert ledger.contents_size() == 700_000 * len(there)
        assert not [file for file in there if file.removed and file.id % 3]
        assert ledger.damage() == ""
        ledger.close()


LIMITED = """
import json, resource, signal, sys
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import own
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
desk = Desk(Ledger.open(sys.argv[1], who="她"))
document = desk.document(1)
desk.apply(document.plan([(own("goal"), "之前")]))
before, record, history = document.sheet, document.record, len(desk.ledger.history())
heard = []
desk.watch(lambda applied: heard.append(applied.step.act))
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
refused = []
for text in ("新目标", "长" * 200_000):
    try:
        desk.apply(document.plan([(own("goal"), text), (own("done"), text)]))
    except PerfdeskError as error:
        refused.append(str(error))
same = [document.sheet == before, desk.ledger.sheet(1) == before, document.record == record]
same.append(len(desk.ledger.history()) == history and not heard)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
desk.apply(document.plan([(own("goal"), "之后")]))
print(json.dumps([refused, same, desk.ledger.sheet(1).own("goal"), heard]))
"""


def with_form(path: Path) -> None:
    from perfdesk.desk import Desk

    desk = Desk(Ledger.create(path, unit="白沙镇", year=2024, who=WHO))
    step, project = desk.plan_project("水渠清淤", "", 2024)
    desk.apply(step)
    desk.apply(desk.plan_form(project, "national-2020")[0])
    desk.ledger.close()


def test_a_disk_that_refuses_leaves_memory_and_file_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "账本.perf"
    with_form(path)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", LIMITED, path], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    refused, same, goal, heard = json.loads(done.stdout)
    assert len(refused) == 2
    assert all("没有存下" in sentence for sentence in refused)
    assert same == [True] * 4
    assert goal == "之后"
    assert len(heard) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte, where the test may mount one."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=512k", "none", folder], check=False).returncode:
        pytest.skip("may not mount a small file system here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_refuses_and_works_again_when_there_is_room(small_disk: Path) -> None:
    from perfdesk.core.errors import PerfdeskError
    from perfdesk.desk import Desk

    path = small_disk / "账本.perf"
    with_form(path)
    desk = Desk(Ledger.open(path, who=WHO))
    document = desk.document(1)
    ballast = small_disk / "占地"
    with pytest.raises(OSError, match="space"), ballast.open("wb", buffering=0) as filling:
        while True:
            filling.write(bytes(4096))
    before = document.sheet
    written = 0
    with pytest.raises(PerfdeskError, match="磁盘已满"):
        for written in range(10_000):
            desk.apply(document.plan([(own("goal"), f"第{written}次，{'长' * 4000}")]))
            before = document.sheet
    assert document.sheet == before == desk.ledger.sheet(1)
    ballast.unlink()
    desk.apply(document.plan([(own("goal"), "有地方了")]))
    desk.ledger.close()
    again = Ledger.open(path, who=WHO)
    assert again.sheet(1).own("goal") == "有地方了"
    assert again.damage() == ""
    again.close()


def test_a_file_for_which_there_is_no_room_leaves_everything_as_it_was(small_disk: Path) -> None:
    from perfdesk import evidence
    from perfdesk.core.errors import PerfdeskError
    from perfdesk.desk import Desk

    path = small_disk / "账本.perf"
    with_form(path)
    desk = Desk(Ledger.open(path, who=WHO))
    history = desk.ledger.history()
    large = evidence.Brought(Path("大.bin"), bytes(600_000), hashlib.sha256(bytes(600_000)).hexdigest())
    desk.bring(evidence.contents([large]))
    with pytest.raises(PerfdeskError, match="磁盘已满"):
        desk.apply(evidence.plan_attach(desk, 1, [large]))
    assert (desk.attachments(1, "佐证"), desk.ledger.contents_size(), desk.ledger.history()) == ([], 0, history)
    small = evidence.Brought(Path("小.bin"), bytes(90), hashlib.sha256(bytes(90)).hexdigest())
    desk.bring(evidence.contents([small]))
    desk.apply(evidence.plan_attach(desk, 1, [small]))
    assert desk.document(1).proofs[0].file.size == 90
    assert desk.ledger.damage() == ""
    desk.ledger.close()
