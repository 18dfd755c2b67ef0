"""Documents as they come in, made from the official workbook of the Ministry: filled, or blank."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl

from perfdesk import catalog

NATIONAL = "national-2020"
ROWS = (
    ("产出指标", "数量指标", "修补渠道", "≥3公里", "3.2公里", 50, 50),
    ("效益指标", "社会效益指标", "受益村组", "≥8个", "8个", 40, 40),
)
"""Two indicators: classes, name, target, what was reached, weight, score."""


def blank(path: Path) -> Path:
    """The workbook as issued."""
    shutil.copyfile(catalog.template_path(NATIONAL), path)
    return path


def filled(path: Path, project: str = "渠道修补", **cells: Any) -> Path:
    """A filled form of 2025; `cells` are others by their place: `G4="水管站"`."""
    book = openpyxl.load_workbook(catalog.template_path(NATIONAL))
    page: Any = book.worksheets[0]
    texts = {
        "A2": "（2025年度）", "C3": project, "C4": "柳溪镇人民政府", "G4": "柳溪镇水管站", "D6": 6, "E6": 6, "F6": 5.4,
        "B11": "渠道不漏水", "F11": "已经修好", **cells,
    }  # fmt: skip
    for at, text in texts.items():
        page[at] = text
    for number in range(13, 22):
        for column, text in zip("BCDEFGH", ROWS[number - 13] if number < 15 else [""] * 7, strict=True):
            if not isinstance(page[f"{column}{number}"], openpyxl.cell.cell.MergedCell):
                page[f"{column}{number}"] = text or None
    book.save(path)
    return path


def listing(path: Path, *projects: str, executed: int = 9) -> Path:
    """A project list."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["序号", "项目名称", "项目编码", "年初预算数", "调整预算数", "预算执行数"])
    for number, project in enumerate(projects, 1):
        page.append([number, project, f"5103812025T00000000{number:02}", 10, 10, executed])
    book.save(path)
    return path


def scan(path: Path) -> Path:
    """What cannot be read."""
    path.write_bytes(b"%PDF-1.4\n")
    return path
