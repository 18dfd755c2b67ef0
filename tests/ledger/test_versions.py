"""Ledgers of earlier versions: opened with all they hold, copied before they are changed."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.ledger import Ledger, LedgerReadOnly
from tests.ledger.written import asked, files, typed

FILES = Path(__file__).parents[1] / "files"


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
