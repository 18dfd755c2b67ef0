"""`perfdesk read`, and `perfdesk check` of documents: what was found in them, as JSON and as lines.

Knows the keys that `contract.md` fixes for documents. Refuses to read, to judge and to know ledgers.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfdesk import catalog
from perfdesk.core.audit import Finding
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import KINDS
from perfdesk.core.sheet import Sheet, own

if TYPE_CHECKING:
    from perfdesk.core.recognition.found import FoundForm
    from perfdesk.core.recognition.grid import Grid
    from perfdesk.intake import Intake, Judged

_STANDARD_INPUT = Path("-")
_SEVERITIES = {"error": "错误", "warning": "提醒", "hint": "提示"}
_PROJECT_KEYS = ("code", "name", "category", "unit", "initial", "adjusted", "executed")


def is_ledger(path: Path) -> bool:
    """Whether a path is meant as a ledger: by its name, or by what is in it."""
    if path.suffix == ".perf":
        return True
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def take_in(paths: Sequence[Path]) -> "Intake":
    """The forms in these documents; `-` is tab-separated text on standard input."""
    from perfdesk.intake import judge

    return judge([grid for path in paths for grid in _grids(path)])


def _grids(path: Path) -> "list[Grid]":
    from perfdesk.formats.documents import read_grids

    if path != _STANDARD_INPUT:
        return read_grids(path)
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise PerfdeskError("标准输入里没有内容。")
    return read_grids(data, "标准输入")


def told(intake: "Intake") -> dict[str, Any]:
    """What was found, as the JSON of `read`."""
    return {
        "forms": [_form(each) for each in intake.forms],
        "findings": [
            {"check": each.check, "severity": each.severity, "at": each.cell.field, "message": each.message}
            for each in intake.findings
        ],
        "projects": [{key: getattr(each, key) for key in _PROJECT_KEYS} for each in intake.found.projects],
        "unread": [{"source": each.source, "why": each.why} for each in intake.found.unread],
    }


def _form(judged: "Judged") -> dict[str, Any]:
    from perfdesk.core.facts import facts

    found = judged.found
    told = facts(
        found.sheet, judged.scores, judged.findings, source=found.source, kind=found.kind,
        form=judged.form.id if judged.form else None, year=None, fund_labels=found.fund_labels,
        printed=True,
    )  # fmt: skip
    doubts = [{"at": found.sheet.address(cell), "why": why} for cell, why in found.doubts.items()]
    told["scored"]["profile"] = judged.profile.id
    return told | {"doubts": doubts, "uncertain": _uncertain(judged)}


def _uncertain(judged: "Judged") -> dict[str, Any] | None:
    """Why form and profile may be others, and which forms there are of the kind; None where they are certain."""
    if not judged.unlike:
        return None
    listed = [each.id for each in catalog.forms() if each.kind == judged.found.kind and not each.fault]
    taken = judged.form.id if judged.form else ""
    return {"why": judged.unlike, "alternatives": [each for each in listed if each != taken]}


def errors(intake: "Intake") -> int:
    """How many errors stand."""
    every = [*intake.findings, *(each for judged in intake.forms for each in judged.findings)]
    return sum(each.severity == "error" for each in every)


def finding_line(finding: Finding, sheet: Sheet) -> str:
    at = sheet.address(finding.cell)
    return f"    {_SEVERITIES[finding.severity]} {finding.check} {at}：{finding.message}"


def print_read(intake: "Intake") -> None:
    """What was found, in lines."""
    for judged in intake.forms:
        print(_head(judged))
        if judged.unlike:
            print(f"    存疑 表样：{judged.unlike}，口径按 {judged.profile.id}")
        for line in _values(judged.found):
            print(f"    {line}")
    _print_rest(intake)


def print_check(intake: "Intake") -> None:
    """What a reviewer would object to, in lines."""
    for judged in intake.forms:
        print(_head(judged))
        for finding in judged.findings:
            print(finding_line(finding, judged.found.sheet))
    for each in intake.findings:
        print(f"{_SEVERITIES[each.severity]} {each.check} {each.cell.field}：{each.message}")
    _print_rest(intake)


def _head(judged: "Judged") -> str:
    sheet, form = judged.found.sheet, judged.form
    total = judged.scores.shown.get(own("total.score"), "")
    name = form.name if form else f"{KINDS[judged.found.kind]}（不是现有的表样）"
    scored = f"：{total} 分 {judged.scores.grade}" if total else ""
    return f"{judged.found.source} {sheet.own('project') or '（没有项目名称）'} · {name}{scored}"


def _values(found: "FoundForm") -> Iterator[str]:
    """The texts of a form with their addresses; indicators that have no name by their row."""
    for cell, text in found.sheet.texts.items():
        if cell.field != "order":
            doubt = found.doubts.get(cell)
            yield f"{found.sheet.address(cell)}：{' '.join(text.split())}{f'（存疑：{doubt}）' if doubt else ''}"


def _print_rest(intake: "Intake") -> None:
    for project in intake.found.projects:
        print(f"清单 {project.code or '（无编码）'} {project.name}")
    for each in intake.found.unread:
        print(f"未读入 {each.source}：{each.why}")
