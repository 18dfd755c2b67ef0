"""What stands in a ledger's file, to be compared before and after, and to be opened anew."""

import sqlite3
from pathlib import Path

from perfdesk.desk import Desk
from perfdesk.ledger import Ledger

_KEPT = {
    "projects": "SELECT id, year, code, name FROM projects WHERE NOT removed ORDER BY id",
    "forms": "SELECT id, project, form, year, state, total, grade FROM forms WHERE NOT removed ORDER BY id",
    "rows": "SELECT rows.* FROM rows JOIN forms ON forms.id = rows.form AND NOT removed ORDER BY 1, 2, 3",
    "cells": "SELECT cells.* FROM cells JOIN forms ON forms.id = cells.form AND NOT removed ORDER BY 1, 2, 3, 4",
    "attachments": (
        "SELECT attachments.* FROM attachments JOIN forms ON forms.id = attachments.form"
        " AND NOT forms.removed AND NOT attachments.removed ORDER BY attachments.id"
    ),
    "ledger": "SELECT key, value FROM ledger WHERE value <> '' AND key NOT GLOB 'point.*' ORDER BY key",
}


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything alive in a ledger, but for its journal, its restore points and times."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return {name: database.execute(sql).fetchall() for name, sql in _KEPT.items()}
    finally:
        database.close()


def again(desk: Desk) -> Desk:
    """The same ledger as the next start sees it."""
    desk.ledger.close()
    desk.ledger = Ledger.open(desk.ledger.path, who=desk.ledger.who)
    return Desk(desk.ledger)
