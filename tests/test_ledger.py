"""A ledger keeps what it acknowledged, whole, and says in one sentence what it cannot do."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.sheet import FUNDS, Cell, Change, Sheet, added_rows, own, removed_rows
from perfdesk.core.step import ATTACHMENTS, FORMS, LEDGER, PROJECTS, RecordChange, Step, made, removed
from perfdesk.ledger import Info, Ledger, LedgerBusy, LedgerReadOnly, Project, Summary, ledger_file
from perfdesk.volume import fixed, mount_of

FILES = Path(__file__).parent / "files"
NEW = Step(
    "新建",
    {1: (Change(own("goal"), "", "栽树三千棵"),)},
    made(PROJECTS, 1, {"year": "2024", "code": "0012", "name": "北坡造林"})
    + made(FORMS, 1, {"project": "1", "form": "national-2020", "year": "2024"}),
)
CHILD = """
import sys
from perfdesk.ledger import Ledger
ledger = Ledger.open(sys.argv[1], who="前一位")
print("open", flush=True)
sys.stdin.read()
"""


def typed(old: str, new: str, field: str = "goal") -> Step:
    return Step("填报", {1: (Change(own(field), old, new),)})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A name with what breaks careless paths and URIs."""
    return tmp_path / "青石 镇#1?%20.perf"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    opened = Ledger.create(path, unit="青石镇农业站", unit_code="0077", year=2024, who="小禾")
    opened.write(NEW)
    yield opened
    opened.close()


def reopened(ledger: Ledger) -> Ledger:
    ledger.close()
    return Ledger.open(ledger.path, who="小禾")


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    """As an IT person would ask, beside the program."""
    with sqlite3.connect(path) as database:
        found = database.execute(sql).fetchall()
    database.close()
    return found


def test_what_was_written_is_there_after_reopening(ledger: Ledger) -> None:
    rows = added_rows(Sheet(), 0, [{"l1": "产出指标", "l3": "成活率"}, {"l3": "面积"}], 1)
    ledger.write(Step("插入", {1: tuple(rows)}), {1: Summary("88.5", "良", 3, 9, 1)})
    ledger.write(Step("填报", {1: (Change(Cell(FUNDS, 0, "executed"), "", "007.50"),)}))
    sheet = ledger.sheet(1)
    again = reopened(ledger)
    assert again.sheet(1) == sheet
    assert [sheet.at(row, "l3") for row in sheet.rows] == ["成活率", "面积"]
    assert sheet.fund(0, "executed") == "007.50"
    assert again.info == Info("青石镇农业站", "0077", 2024)
    assert again.projects() == [Project(1, 2024, "0012", "北坡造林")]
    (record,) = again.forms()
    assert (record.project, record.form, record.year) == (1, "national-2020", 2024)
    assert (record.total, record.grade, record.filled, record.wanted, record.errors) == ("88.5", "良", 3, 9, 1)
    assert record.state == "草稿"
    again.close()


def test_the_journal_says_who_changed_what_in_which_step(ledger: Ledger) -> None:
    ledger.write(typed("栽树三千棵", "栽树四千棵"))
    *_, before, last = ledger.history(1)
    assert (last.who, last.act, last.cell, last.old, last.new) == (
        "小禾", "填报", own("goal"), "栽树三千棵", "栽树四千棵",
    )  # fmt: skip
    assert last.step == before.step + 1
    assert [entry.cell for entry in ledger.history() if entry.form is None] == [
        Cell(PROJECTS, 1, "removed"), Cell(PROJECTS, 1, "year"), Cell(PROJECTS, 1, "code"), Cell(PROJECTS, 1, "name"),
    ]  # fmt: skip


def test_every_table_is_strict_and_described(ledger: Ledger) -> None:
    ledger.close()
    own_tables = {
        str(name): strict
        for _, name, kind, _, _, strict in asked(ledger.path, "PRAGMA table_list")
        if kind in ("table", "view") and not str(name).startswith(("sqlite_", "_"))
    }
    assert {name for name, strict in own_tables.items() if not strict} == {
        "indicators",
        "funds",
        "form_list",
        "evidence_list",
    }
    described = {str(name) for (name,) in asked(ledger.path, "SELECT name FROM readme")}
    assert described == set(own_tables) - {"readme"}
    assert asked(ledger.path, "PRAGMA application_id") == [(0x50455246,)]
    assert asked(ledger.path, "PRAGMA user_version") == [(2,)]


def test_an_it_person_reads_indicators_as_rows_and_columns(ledger: Ledger) -> None:
    sheet = Sheet().apply(added_rows(Sheet(), 0, [{"l3": "乙", "target": "≥3"}], 1))
    ledger.write(Step("插入", {1: tuple(added_rows(Sheet(), 0, [{"l3": "乙", "target": "≥3"}], 1))}))
    ledger.write(Step("插入", {1: tuple(added_rows(sheet, 0, [{"l3": "甲"}], 2))}))
    ledger.write(Step("填报", {1: (Change(Cell(FUNDS, 0, "initial"), "", "12.00"),)}))
    ledger.close()
    assert asked(ledger.path, "SELECT number, row, l3, target FROM indicators WHERE form = 1 ORDER BY number") == [
        (1, 2, "甲", None),
        (2, 1, "乙", "≥3"),
    ]
    assert asked(ledger.path, "SELECT form, row, initial FROM funds") == [(1, 0, "12.00")]
    assert asked(ledger.path, "SELECT id, code, project FROM form_list") == [(1, "0012", "北坡造林")]


def test_a_step_against_something_else_is_refused_whole(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as behind:
        behind.execute("UPDATE cells SET text = '改过'")
    behind.close()
    before = ledger.sheet(1), ledger.history()
    step = Step("填报", {1: (Change(own("done"), "", "新"), Change(own("goal"), "栽树三千棵", "甲"))})
    with pytest.raises(PerfdeskError, match="被别的程序改动过"):
        ledger.write(step)
    assert (ledger.sheet(1), ledger.history()) == before
    ledger.write(typed("改过", "甲"))
    assert ledger.sheet(1).own("goal") == "甲"


def test_a_cell_changed_twice_in_one_step_ends_as_the_last_word(ledger: Ledger) -> None:
    changes = (
        Change(own("goal"), "栽树三千棵", "甲"), Change(own("goal"), "甲", "乙"),
        Change(own("done"), "", "丙"), Change(own("done"), "丙", ""),
    )  # fmt: skip
    ledger.write(Step("填报", {1: changes}))
    assert ledger.sheet(1) == Sheet({own("goal"): "乙"})
    assert len(ledger.history(1)) == 5 + 4


def test_deleted_records_stay_in_the_file_and_come_back(ledger: Ledger) -> None:
    step = Step("删除", {}, (removed(FORMS, 1), removed(PROJECTS, 1)))
    ledger.write(step)
    assert (ledger.projects(), ledger.forms()) == ([], [])
    assert [record.id for record in ledger.forms(removed=True)] == [1]
    assert ledger.next_id(FORMS) == ledger.next_id(PROJECTS) == 2
    ledger.write(step.inverse)
    assert [record.id for record in ledger.forms()] == [1]
    assert ledger.sheet(1).own("goal") == "栽树三千棵"


def test_making_a_form_can_be_taken_back_and_made_again(ledger: Ledger) -> None:
    before = ledger.forms()
    ledger.write(NEW.inverse)
    assert (ledger.projects(), ledger.forms(), ledger.sheet(1)) == ([], [], Sheet())
    ledger.write(NEW)
    assert ledger.sheet(1).own("goal") == "栽树三千棵"
    assert [record.form for record in ledger.forms()] == [record.form for record in before]


def test_the_ledgers_own_record_changes_like_any_other(ledger: Ledger) -> None:
    ledger.write(Step("改单位", {}, (RecordChange(LEDGER, 0, "unit", "青石镇农业站", "青石镇林业站"),)))
    assert ledger.info.unit == "青石镇林业站"
    ledger.write(Step("改年度", {}, (RecordChange(LEDGER, 0, "year", "2024", "2025"),)))
    again = reopened(ledger)
    assert again.info == Info("青石镇林业站", "0077", 2025)
    again.close()


def attached(number: int, content: bytes, **fields: str) -> Step:
    told = {
        "form": "1", "section": "indicators", "row": "1", "kind": "佐证", "position": "1", "name": "验收单",
        "suffix": ".txt", "size": str(len(content)), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    return Step("附上佐证", {}, made(ATTACHMENTS, number, told | fields))


def brought(*contents: bytes) -> dict[str, bytes]:
    return {hashlib.sha256(each).hexdigest(): each for each in contents}


def test_a_file_is_kept_with_the_record_that_names_it(ledger: Ledger) -> None:
    ledger.write(attached(1, b"one"), contents=brought(b"one"))
    ledger.write(attached(2, b"one", name="副本", position="2"), contents=brought(b"one"))
    assert [each.file_name for each in ledger.attachments()] == ["验收单.txt", "副本.txt"]
    assert asked(ledger.path, "SELECT count(*), sum(length(bytes)) FROM contents") == [(1, 3)]
    ledger.write(attached(1, b"one").inverse)
    assert [each.id for each in ledger.attachments()] == [2]
    ledger.write(attached(1, b"one"))
    again = reopened(ledger)
    first, second = again.attachments()
    assert (first.name, first.size, again.content(first.sha256)) == ("验收单", 3, b"one")
    assert second == first._replace(id=2, name="副本", position=2)
    again.close()


def test_a_record_cannot_name_a_file_that_is_not_there(ledger: Ledger) -> None:
    before = ledger.history()
    with pytest.raises(PerfdeskError):
        ledger.write(attached(1, b"one"))
    with pytest.raises(PerfdeskError):
        ledger.write(attached(1, b"one", form="77"), contents=brought(b"one"))
    assert ledger.attachments(removed=True) == []
    assert asked(ledger.path, "SELECT count(*) FROM contents") == [(0,)]
    assert ledger.history() == before


def test_the_journal_of_a_form_tells_of_its_files_and_of_taking_them_back(ledger: Ledger) -> None:
    lines = len(ledger.history(1))
    ledger.write(attached(4, b"one"), contents=brought(b"one"))
    ledger.write(attached(4, b"one").inverse)
    told = ledger.history(1)[lines:]
    assert {entry.cell.section for entry in told} == {ATTACHMENTS}
    assert {entry.act for entry in told} == {"附上佐证", "撤销 附上佐证"}
    assert all(entry.record for entry in told)


def test_what_was_removed_can_be_let_go_for_good(ledger: Ledger) -> None:
    large = bytes(3_000_000)
    ledger.write(attached(1, b"one"), contents=brought(b"one"))
    ledger.write(attached(2, large, position="2"), contents=brought(large))
    ledger.write(Step("移除", {}, (removed(ATTACHMENTS, 2),)))
    assert ledger.swept_size() == 3_000_000
    ledger.sweep()
    assert (ledger.swept_size(), ledger.contents_size()) == (0, 3)
    kept, gone = ledger.attachments(removed=True)
    assert (ledger.content(kept.sha256), ledger.content(gone.sha256)) == (b"one", None)
    ledger.close()
    assert ledger.path.stat().st_size < 1_000_000
    again = Ledger.open(ledger.path, who="小禾")
    again.write(attached(3, large, position="3"), contents=brought(large))
    assert again.content(gone.sha256) == large, "what is attached again is there again"
    again.close()


def test_a_restore_point_is_a_fact_of_the_ledger(ledger: Ledger) -> None:
    point = Step("备份点", {}, (RecordChange(LEDGER, 0, "point.12", "", "送审前"),))
    ledger.write(point)
    ledger.write(Step("备份点", {}, (RecordChange(LEDGER, 0, "point.3", "", "初稿"),)))
    again = reopened(ledger)
    assert again.info.points == {"3": "初稿", "12": "送审前"}
    again.write(point.inverse)
    assert again.info.points == {"3": "初稿"}
    again.close()


def test_what_the_project_list_says_is_kept_with_the_project(ledger: Ledger) -> None:
    fields = {"category": "运转类", "unit": "青石镇林业站", "initial": "12", "adjusted": "11.5", "executed": "0.00",
              "listed": "清单.xlsx#Sheet1!B4"}  # fmt: skip
    ledger.write(Step("导入", {}, tuple(RecordChange(PROJECTS, 1, name, "", text) for name, text in fields.items())))
    again = reopened(ledger)
    (project,) = again.projects()
    assert {name: getattr(project, name) for name in fields} == fields
    again.close()


def test_the_highest_row_ever_is_remembered_after_it_is_gone(ledger: Ledger) -> None:
    rows = added_rows(Sheet(), 0, [{"l3": "甲"}, {"l3": "乙"}], 6)
    sheet = Sheet().apply(rows)
    ledger.write(Step("插入", {1: tuple(rows)}))
    ledger.write(Step("删除", {1: tuple(removed_rows(sheet, [7]))}))
    assert ledger.last_row(1) == 7
    assert ledger.last_row(2) == 0


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


def of_version(path: Path, version: int) -> None:
    with sqlite3.connect(path) as database:
        database.executescript((FILES / f"ledger-{version}.sql").read_text("utf-8"))
    database.close()


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("readonly", [False, True])
def test_a_ledger_of_every_version_opens_with_all_it_holds(path: Path, version: int, readonly: bool) -> None:
    of_version(path, version)
    ledger = Ledger.open(path, who="小禾", readonly=readonly)
    assert (ledger.info.unit, ledger.info.unit_code, ledger.info.year) == ("青石镇农业站", "0077", 2024)
    assert [project.name for project in ledger.projects()] == ["北坡造林"]
    assert [record.total for record in ledger.forms()] == ["91.5"]
    sheet = ledger.sheet(1)
    assert [sheet.at(row, "l3") for row in sheet.rows] == ["栽植面积", "成活率"]
    assert sheet.own("goal") == "栽树三千棵"
    assert len({entry.step for entry in ledger.history()}) == 1 + version
    ledger.close()


def test_a_ledger_of_version_2_keeps_files_points_and_what_the_list_says(path: Path) -> None:
    of_version(path, 2)
    ledger = Ledger.open(path, who="小禾")
    assert ledger.info.points == {"1": "送审前"}
    (project,) = ledger.projects()
    assert (project.category, project.adjusted, project.listed) == ("特定目标类", "21.50", "清单.xlsx#清单!B6")
    (kept,) = ledger.attachments()
    assert (kept.form, kept.row, kept.kind, kept.file_name) == (1, 1, "佐证", "验收单.txt")
    content = ledger.content(kept.sha256)
    assert content is not None
    assert (len(content), hashlib.sha256(content).hexdigest()) == (kept.size, kept.sha256)
    ledger.close()


def test_an_older_ledger_is_copied_beside_before_it_is_changed(path: Path) -> None:
    of_version(path, 1)
    Ledger.open(path, who="小禾").close()
    assert asked(path, "PRAGMA user_version") == [(2,)]
    copy = path.with_name(f"{path.name}.旧版备份")
    assert asked(copy, "PRAGMA user_version") == [(1,)]
    assert asked(copy, "SELECT name FROM projects") == [("北坡造林",)]
    assert ("attachments",) not in asked(copy, "SELECT name FROM sqlite_schema")


def test_an_older_ledger_is_looked_at_without_changing_a_byte(path: Path) -> None:
    of_version(path, 1)
    before = files(path.parent)
    ledger = Ledger.open(path, who="小禾", readonly=True)
    assert [project.category for project in ledger.projects()] == [""]
    assert ledger.attachments() == []
    with pytest.raises(LedgerReadOnly):
        ledger.write(typed("栽树三千棵", "改"))
    ledger.close()
    assert files(path.parent) == before


def test_a_migration_that_fails_leaves_the_version_before_it(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA application_id = 0x50455246")
        database.execute("CREATE TABLE journal (mine TEXT)")
    database.close()
    with pytest.raises(PerfdeskError):
        Ledger.open(path, who="小禾")
    assert asked(path, "PRAGMA user_version") == [(0,)]
    assert ("cells",) not in asked(path, "SELECT name FROM sqlite_schema")
    assert not path.with_name(f".{path.name}.lock").exists()


MOUNTS = (
    "/dev/sda2 / ext4 rw 0 0\n/dev/sdb1 /media/her/U\\040盘 vfat rw 0 0\n"
    "//server/share /mnt/share cifs rw 0 0\ntmpfs /mnt tmpfs rw 0 0\n"
)


@pytest.mark.parametrize(
    ("folder", "mount"),
    [
        ("/home/her/账本", ("/dev/sda2", "ext4")), ("/media/her/U 盘/账本", ("/dev/sdb1", "vfat")),
        ("/mnt/share", ("//server/share", "cifs")), ("/mnt/shared", ("tmpfs", "tmpfs")),
    ],
)  # fmt: skip
def test_a_folder_is_on_the_deepest_mount_that_holds_it(folder: str, mount: tuple[str, str]) -> None:
    assert mount_of(folder, MOUNTS) == mount


@pytest.mark.parametrize(
    ("kind", "removable", "stays"),
    [
        ("ext4", False, True), ("ext4", True, False), ("vfat", False, False), ("exfat", True, False),
        ("nfs4", False, False), ("cifs", False, False), ("smb3", False, False), ("fuse.sshfs", False, False),
        ("fuseblk", False, True), ("btrfs", False, True), ("tmpfs", False, True), ("9p", False, False),
    ],
)  # fmt: skip
def test_only_a_disk_that_stays_gets_the_write_ahead_log(kind: str, removable: bool, stays: bool) -> None:
    assert fixed(kind, removable) is stays
