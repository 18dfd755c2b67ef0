"""The tables of a `.perf` file, and how older ones become today's.

Knows the schema as ordered migrations, each one transaction together with the record that it ran (sqlite-utils'
`Migrations`). A migration is never edited once released: a ledger of every version stays in `tests/files`.
Refuses to know who reads or writes the rows (`ledger/__init__.py`).

The statements are plain SQL because SQLite keeps them with their comments: `.schema` is the documentation, and the
table `readme` says the same in Chinese. sqlite-utils' own `create` can say neither WITHOUT ROWID nor CHECK, and its
`transform` drops triggers and guesses types, which mangles codes: neither is used.

Importing sqlite-utils costs some 60 ms, so only making and migrating a ledger imports this module.
"""

import sqlite3
from collections.abc import Mapping

from sqlite_utils import Database, Migrations

migrations = Migrations("perfdesk")

_TABLES = (
    """CREATE TABLE ledger (
    -- one row for each fact about the ledger itself: unit, unit_code, year, made
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    year INTEGER,
    code TEXT NOT NULL DEFAULT '', -- the 21 characters of the project, or what she typed
    name TEXT NOT NULL DEFAULT '',
    removed INTEGER NOT NULL DEFAULT 1 CHECK (removed IN (0, 1)) -- 1: deleted; kept so that it can come back
) STRICT""",
    """CREATE TABLE forms (
    id INTEGER PRIMARY KEY,
    project INTEGER REFERENCES projects (id),
    form TEXT NOT NULL DEFAULT '', -- which official form: a folder name under resources/forms
    year INTEGER,
    state TEXT NOT NULL DEFAULT '', -- what she set: 已交, 退回; blank follows from the figures below
    removed INTEGER NOT NULL DEFAULT 1 CHECK (removed IN (0, 1)),
    -- what follows was worked out from the cells at the last change
    total TEXT NOT NULL DEFAULT '',
    grade TEXT NOT NULL DEFAULT '',
    filled INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    changed TEXT NOT NULL DEFAULT ''
) STRICT""",
    "CREATE INDEX forms_of_project ON forms (project)",
    """CREATE TABLE rows (
    -- which indicator rows a form has, and in which order; position is a decimal number, kept as text
    form INTEGER NOT NULL REFERENCES forms (id),
    section TEXT NOT NULL,
    id INTEGER NOT NULL,
    position TEXT NOT NULL CHECK (position <> '' AND position NOT GLOB '*[^0-9.E+-]*'),
    PRIMARY KEY (form, section, id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cells (
    -- every text of every form, as typed; a blank cell has no row here
    form INTEGER NOT NULL REFERENCES forms (id),
    section TEXT NOT NULL, -- '' (the form itself), 'funds', 'indicators'
    row INTEGER NOT NULL, -- fund row from 0, or rows.id
    field TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (form, section, row, field)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal (
    -- every change ever made, with the change itself in one transaction
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL, -- changes made in one go share it
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    form INTEGER,
    project INTEGER,
    section TEXT NOT NULL, -- as in cells; 'projects', 'forms', 'ledger' for a field of such a record, row its id
    row INTEGER NOT NULL,
    field TEXT NOT NULL, -- 'order' is the position of a row
    old TEXT NOT NULL,
    new TEXT NOT NULL
) STRICT""",
    "CREATE INDEX journal_of_form ON journal (form, section, row)",
    "CREATE TABLE readme (name TEXT PRIMARY KEY, about TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_README = {
    "ledger": "账本本身：key 为 unit（单位）、unit_code（单位编码）、year（年度）、made（建立时间）",
    "projects": "项目：年度、项目编码、项目名称；removed=1 表示已删除（可恢复）",
    "forms": "表：属于哪个项目、哪种表、年度、状态；总分、等级、已填格数、应填格数、错误数为最近一次改动时算出",
    "rows": "指标行：每张表有哪些行及其顺序（position）",
    "cells": "格子：每张表每一格的文字，照录入原样；空格不占行。section 为空=表头字段，funds=资金行，indicators=指标行",
    "journal": "流水：每一处改动的时间、操作人、事由、改前、改后；step 相同的是同一步",
    "indicators": "视图：一行一个指标，各列为一级指标至指标值确定依据；number 为表上的行次",
    "funds": "视图：一行一个资金行，各列为年初预算数、调整后预算数、执行数等；row=0 为总额",
    "form_list": "视图：未删除的表连同项目名称、编码，一行一张表",
}

_INDICATORS = (
    "l1", "l2", "l3", "nature", "target", "unit", "actual", "weight", "score", "reason", "describe", "basis",
    "override", "override_reason",
)  # fmt: skip
_FUNDS = ("initial", "adjusted", "executed", "rate", "weight", "score", "note")


def _columns(fields: tuple[str, ...]) -> str:
    return ",\n       ".join(f"max(text) FILTER (WHERE field = '{name}') AS {name}" for name in fields)


_VIEWS: Mapping[str, str] = {
    "indicators": f"""SELECT rows.form AS form, rows.id AS row,
       row_number() OVER (PARTITION BY rows.form ORDER BY CAST(position AS REAL)) AS number,
       {_columns(_INDICATORS)}
FROM rows JOIN forms ON forms.id = rows.form AND NOT removed
LEFT JOIN cells ON cells.form = rows.form AND cells.section = rows.section AND cells.row = rows.id
WHERE rows.section = 'indicators' GROUP BY rows.form, rows.id""",
    "funds": f"""SELECT cells.form AS form, row,
       {_columns(_FUNDS)}
FROM cells JOIN forms ON forms.id = cells.form AND NOT removed
WHERE section = 'funds' GROUP BY cells.form, row""",
    "form_list": """SELECT forms.id, forms.year, projects.code, projects.name AS project, forms.form, forms.state,
       total, grade, filled, wanted, errors, changed
FROM forms LEFT JOIN projects ON projects.id = forms.project
WHERE NOT forms.removed""",
}


@migrations(name="1 tables and views")
def _first(db: Database) -> None:
    for statement in _TABLES:
        db.execute(statement)
    for name, select in _VIEWS.items():
        db.create_view(name, select)
    db.table("readme").insert_all({"name": name, "about": about} for name, about in _README.items())
    db.execute("PRAGMA user_version = 1")


_LISTED = {
    "category": "类别", "unit": "实施单位", "initial": "年初预算数", "adjusted": "调整后预算数", "executed": "执行数",
    "listed": "清单出处（文件和位置），空=不在清单上",
}  # fmt: skip
_EVIDENCE = (
    """CREATE TABLE contents (
    -- the bytes of attached files, each content once, whoever names it
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB -- NULL: cleared away after the last attachment that named it was removed
) STRICT""",
    """CREATE TABLE attachments (
    -- files kept for a form (佐证材料, 盖章件)
    id INTEGER PRIMARY KEY,
    form INTEGER REFERENCES forms (id),
    section TEXT NOT NULL DEFAULT '', -- as in cells: '' (the whole form), 'indicators'
    row INTEGER NOT NULL DEFAULT 0, -- rows.id of the indicator it proves
    field TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '', -- '佐证', or '盖章件': the scan of the stamped sheet
    position INTEGER NOT NULL DEFAULT 0, -- its order among those of the same row
    name TEXT NOT NULL DEFAULT '', -- without the suffix
    suffix TEXT NOT NULL DEFAULT '', -- '.pdf'
    size INTEGER NOT NULL DEFAULT 0, -- in bytes
    sha256 TEXT REFERENCES contents (sha256),
    note TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '', -- the printed code of the sheet that was scanned
    removed INTEGER NOT NULL DEFAULT 1 CHECK (removed IN (0, 1))
) STRICT""",
    "CREATE INDEX attachments_of_form ON attachments (form)",
    "CREATE INDEX attachments_of_content ON attachments (sha256)",
)
_EVIDENCE_README = {
    "ledger": "账本本身：key 为 unit（单位）、unit_code（单位编码）、year（年度）、made（建立时间）；"
    "severity.某项=审核设置，point.序号=还原点的名称，due.表种.年度=应交日期",
    "projects": "项目：年度、项目编码、项目名称；removed=1 表示已删除（可恢复）。项目清单上的："
    + "、".join(f"{name}={about}" for name, about in _LISTED.items()),
    "journal": "流水：每一处改动的时间、操作人、事由、改前、改后；step 相同的是同一步。"
    "section 为 projects、forms、attachments、ledger 时记的是该表的一项，row 为其编号",
    "attachments": "附件：属于哪张表、哪个指标（row 对应 rows.id）、佐证或盖章件、名称、大小、指纹；"
    "removed=1 表示已移除（可恢复）",
    "contents": "附件的内容：同样的内容只存一份，以指纹（SHA-256）为准；bytes 为 NULL 表示移除后已清理",
    "evidence_list": "视图：未移除的佐证材料，一行一个文件；number 为指标在表上的行次，place 为该指标的第几个文件",
}
_EVIDENCE_LIST = """SELECT attachments.form, projects.name AS project, indicators.number, indicators.l3,
       row_number() OVER (PARTITION BY attachments.form, section, attachments.row ORDER BY position, attachments.id)
       AS place, attachments.name || suffix AS name, size, sha256, note
FROM attachments JOIN forms ON forms.id = attachments.form AND NOT forms.removed
LEFT JOIN projects ON projects.id = forms.project
LEFT JOIN indicators ON indicators.form = attachments.form AND indicators.row = attachments.row
     AND section = 'indicators'
WHERE NOT attachments.removed AND kind = '佐证' AND (section = '' OR indicators.row IS NOT NULL)"""


@migrations(name="2 attachments, and what the project list says")
def _second(db: Database) -> None:
    for statement in _EVIDENCE:
        db.execute(statement)
    for column in _LISTED:
        db.execute(f"ALTER TABLE projects ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.create_view("evidence_list", _EVIDENCE_LIST)
    db.table("readme").upsert_all(
        ({"name": name, "about": about} for name, about in _EVIDENCE_README.items()), pk="name"
    )
    db.execute("PRAGMA user_version = 2")


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the tables to today's version. A migration that fails leaves the version before it."""
    migrations.apply(Database(connection, execute_plugins=False))
