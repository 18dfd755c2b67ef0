"""Ledgers of a township's farming station, and the documents they hand over: forms as exported, project lists."""

from pathlib import Path

from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.formats.xlsx import render
from perfdesk.ledger import Ledger
from tests.blanks import sheet

NATIONAL, SICHUAN, HEBEI = "national-2020", "sichuan-2022-0013zp", "hebei-2022-target"
CODE = "51990131T000000000077"


def made(folder: Path, name: str) -> Desk:
    return Desk(Ledger.create(folder / name, unit="竹溪乡农技站", year=2031, who="阿蓝"))


def filled(desk: Desk, key: str = SICHUAN, name: str = "稻种更新", code: str = CODE) -> Document:
    """A form with something in most of its cells."""
    step, project = desk.plan_project(name, code, 2031)
    desk.apply(step)
    step, number = desk.plan_form(project, key)
    desk.apply(step)
    document = desk.document(number)
    texts = {cell: f"{cell.field}的内容" for cell in document.form.own_cells if not document.sheet.text(cell)}
    texts |= {own("code"): code} if own("code") in document.form.own_cells else {}
    for row, fund in enumerate(document.form.funds):
        texts |= {Cell(FUNDS, row, each): f"{8 - row}.00" for each in fund.places}
    for place, row in enumerate(document.sheet.rows[:3], 1):
        said = {"l3": f"第{place}项", "nature": "≥", "target": "20", "unit": "场", "actual": "22", "weight": "30",
                "describe": "说明", "basis": "依据"}  # fmt: skip
        texts |= {Cell(INDICATORS, row, n): t for n, t in said.items() if n in document.form.indicators.columns}
    desk.apply(document.plan(texts.items()))
    desk.apply(document.plan_remove_rows(document.sheet.rows[3:]))
    return document


def exported(folder: Path, *documents: Document) -> Path:
    path = folder / f"{documents[0].id}-{len(documents)}.xlsx"
    path.write_bytes(render([document.snapshot() for document in documents]))
    return path


def listed(folder: Path) -> Path:
    rows = [
        ["部门名称", "单位名称", "项目类别", "项目编码", "项目名称", "年初预算数", "调整预算数", "预算执行数"],
        ["竹溪乡", "竹溪乡农技站", "部门项目", CODE, "稻种更新", "9.00", "9.00", "9.00"],
        ["竹溪乡", "竹溪乡农技站", "部门项目", "51990131T000000000078", "果苗补贴", "3.00", "3.00", "2.50"],
    ]
    path = folder / "清单.xlsx"
    path.write_bytes(sheet(rows, name="纵向"))
    return path
