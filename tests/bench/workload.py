"""The ledgers the measures work on: forms of a given size, filled through the one door."""

import contextlib
import sqlite3
from pathlib import Path

from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger

FORM = "sichuan-2022-0013zp"
_CLASSES = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_MONEY = {"initial": "96.00", "adjusted": "96.00", "executed": "91.20"}
_ALIKE = {"nature": "≥", "target": "100", "unit": "立方米", "weight": "1.5", "reason": "汛期停工，工期顺延"}


def ledger(path: Path, forms: int, rows: int) -> Path:
    """A ledger with this many forms of this many indicator rows each, one project a form."""
    book = Ledger.create(path, unit="云溪县水利局", unit_code="990123002", year=2025, who="测速")
    desk = Desk(book)
    for number in range(forms):
        step, project = desk.plan_project(f"小型水库除险加固{number + 1}", f"99012325T{number + 1:012d}", 2025)
        desk.apply(step)
        step, form = desk.plan_form(project, FORM)
        desk.apply(step)
        fill(desk, form, rows)
    book.close()
    return path


def copies(path: Path, forms: int, rows: int) -> Path:
    """The same, quicker: the first form is typed, the others are copies of its lines in the file."""
    ledger(path, 1, rows)
    with contextlib.closing(sqlite3.connect(path)) as base:
        for statement in _COPIES:
            base.execute(
                f"WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?) {statement}", (forms,)
            )
        base.commit()
    return path


_COPIES = (
    "INSERT INTO projects (id, year, code, name, removed)"
    " SELECT i, year, substr(code, 1, 9) || printf('%012d', i), name || i, 0 FROM n, projects WHERE id = 1",
    "INSERT INTO forms (id, project, form, year, removed, total, grade, filled, wanted, errors, changed)"
    " SELECT i, i, form, year, 0, total, grade, filled, wanted, errors, changed FROM n, forms WHERE id = 1",
    "INSERT INTO rows (form, section, id, position) SELECT i, section, id, position FROM n, rows WHERE form = 1",
    "INSERT INTO cells (form, section, row, field, text)"
    " SELECT i, section, row, field, text FROM n, cells WHERE form = 1",
)


def fill(desk: Desk, form: int, rows: int) -> None:
    """Types a whole form, as one step."""
    document = desk.document(form)
    desk.apply(document.plan_remove_rows(document.sheet.rows))
    desk.apply(document.plan_rows(0, rows))
    texts = [(own("goal"), "完成除险加固并通过蓄水验收。"), (own("done"), "主体工程完工，蓄水验收合格。")]
    texts += [(Cell(FUNDS, 0, name), text) for name, text in _MONEY.items()]
    for number, row in enumerate(document.sheet.rows):
        l1, l2 = _CLASSES[number * len(_CLASSES) // rows]
        named = {"l1": l1, "l2": l2, "l3": f"第{number + 1}座水库加固工程量", "actual": str(90 + number), **_ALIKE}
        texts += [(Cell(INDICATORS, row, name), text) for name, text in named.items()]
    desk.apply(document.plan(texts))
