"""A small form made by hand, so that the core can be tried without any file."""

from perfdesk.core.form import Form
from perfdesk.core.form import load as load_form
from perfdesk.core.layout.template import Paper, Patch, Style, Template
from perfdesk.core.profile import Profile
from perfdesk.core.profile import load as load_profile
from perfdesk.core.sheet import Sheet, added_rows, edits, own

STYLE = Style(font="宋体", size=10.0, wrap=True)


def profile(scored: bool = True) -> Profile:
    parameters = {"execution": {"weight": {"value": 10, "mark": "R", "source": "试行办法"}}} if scored else {}
    return load_profile(
        {"id": "try", "name": "试用口径", "issuer": "云溪县", "year": 2025, "parameters": parameters}, "try.toml"
    )


def template() -> Template:
    """Six rows of five columns: title, project, heading, a block of two rows beside a label, total."""
    texts = {
        (1, 1, 1, 5): "",
        (2, 1, 1, 2): "项目名称",
        (2, 3, 1, 3): "",
        (3, 1, 3, 1): "绩效指标",
        (3, 2, 1, 1): "一级指标",
        (3, 3, 1, 1): "二级指标",
        (3, 4, 1, 1): "三级指标",
        (3, 5, 1, 1): "得分",
        (6, 1, 1, 4): "总分",
        (6, 5, 1, 1): "",
    } | {(row, column, 1, 1): "" for row in (4, 5) for column in (2, 3, 4, 5)}
    patches = tuple(Patch(*place, text, STYLE) for place, text in sorted(texts.items()))
    return Template("自评表", (20.0, 60.0, 60.0, 100.0, 40.0), (30.0, 20.0, 20.0, 20.0, 20.0, 20.0), patches, Paper())


def definition() -> dict[str, object]:
    return {
        "id": "try-2025",
        "name": "试用自评表",
        "short": "自评表",
        "kind": "self-evaluation",
        "issuer": "云溪县",
        "year": 2025,
        "profile": "try",
        "sheet": "自评表",
        "cells": [
            {"at": "A1", "text": "自评表（{form.year}年度）"},
            {"at": "C2", "text": "{project}"},
            {"at": "E6", "text": "{total.score}"},
        ],
        "indicators": {"rows": "4:5", "columns": {"l1": "B", "l2": "C", "l3": "D", "score": "E"}},
    }


def form(scored: bool = True) -> Form:
    return load_form(definition(), template(), profile(scored), "try/form.toml")


def filled(*rows: tuple[str, str, str], project: str = "河道清淤") -> Sheet:
    sheet = Sheet()
    sheet = sheet.apply(edits(sheet, [(own("project"), project)]))
    named = [dict(zip(("l1", "l2", "l3"), row, strict=True)) for row in rows]
    return sheet.apply(added_rows(sheet, 0, named, 1))
