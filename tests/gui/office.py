"""A small ledger for the tests of the window: one unit, two projects, three forms."""

from pathlib import Path

from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.ledger import Ledger

SICHUAN, NATIONAL, HEBEI = "sichuan-2022-0013zp", "national-2020", "hebei-2022-target"


def desk(path: Path) -> Desk:
    """A new ledger with nothing in it."""
    return Desk(Ledger.create(path, unit="柳溪镇文化站", unit_code="880017", year=2025, who="小禾"))


def project(desk: Desk, name: str, code: str = "", year: int = 2025) -> int:
    step, number = desk.plan_project(name, code, year)
    desk.apply(step)
    return number


def form(desk: Desk, project_id: int, key: str = SICHUAN) -> int:
    step, number = desk.plan_form(project_id, key)
    desk.apply(step)
    return number


def fill(desk: Desk, form_id: int) -> Document:
    """Two indicators, one short of its target: 10 + 32 + 50 = 92."""
    document = desk.document(form_id)
    desk.apply(document.plan_remove_rows(document.sheet.rows))
    desk.apply(document.plan_rows(0, 2))
    names = ("l1", "l2", "l3", "nature", "target", "unit", "actual", "weight")
    lines = ("产出指标|数量指标|放映场次|≥|50|场|40|40", "效益指标|社会效益指标|观影人次|≥|900|人次|950|50")
    typed = [
        (Cell(INDICATORS, row, name), text)
        for row, line in zip(document.sheet.rows, lines, strict=True)
        for name, text in zip(names, line.split("|"), strict=True)
    ]
    money = [(Cell(FUNDS, 0, name), "8.00") for name in ("initial", "adjusted", "executed")]
    desk.apply(document.plan([*typed, *money, (own("goal"), "露天电影进村")]))
    return document


def ledger(path: Path) -> Path:
    """Two projects; the first has a filled and an empty form, the second an empty one."""
    made = desk(path)
    film, stage = project(made, "露天电影放映", "880017T000000000001"), project(made, "戏台修缮")
    fill(made, form(made, film))
    form(made, film, HEBEI)
    form(made, stage, NATIONAL)
    made.ledger.close()
    return path
