"""What the ledger of these tests holds, and how it is looked at from outside."""

import sqlite3
from pathlib import Path

from perfdesk.core.sheet import Change, own
from perfdesk.core.step import FORMS, PROJECTS, Step, made
from perfdesk.ledger import Ledger

NEW = Step(
    "新建",
    {1: (Change(own("goal"), "", "栽树三千棵"),)},
    made(PROJECTS, 1, {"year": "2024", "code": "0012", "name": "北坡造林"})
    + made(FORMS, 1, {"project": "1", "form": "national-2020", "year": "2024"}),
)


def typed(old: str, new: str, field: str = "goal") -> Step:
    return Step("填报", {1: (Change(own(field), old, new),)})


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
