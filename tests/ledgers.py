"""What stands in a ledger's file, to be compared before and after."""

import sqlite3
from pathlib import Path

_KEPT = {
    "projects": "SELECT id, year, code, name FROM projects WHERE NOT removed ORDER BY id",
    "forms": "SELECT id, project, form, year, state, total, grade FROM forms WHERE NOT removed ORDER BY id",
    "rows": "SELECT rows.* FROM rows JOIN forms ON forms.id = rows.form AND NOT removed ORDER BY 1, 2, 3",
    "cells": "SELECT cells.* FROM cells JOIN forms ON forms.id = cells.form AND NOT removed ORDER BY 1, 2, 3, 4",
}


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything alive in a ledger, but for its journal and times."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return {name: database.execute(sql).fetchall() for name, sql in _KEPT.items()}
    finally:
        database.close()
