"""How a total adds up: the execution score and each first-level class, with what they may give.

Refuses to score anything (`scoring.py`); it only adds scores that are there.
"""

from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.scores.score import Score, Scores
from perfdesk.core.sheet import Sheet


class Part(NamedTuple):
    """One summand. `rows` is how many scores it stands for; `score` is None while none of them has one."""

    label: str
    rows: int
    score: Decimal | None
    weight: Decimal | None


def parts(sheet: Sheet, scores: Scores) -> tuple[Part, ...]:
    """The summands of the total, in printed order. A row without a class is counted under 「未分类」."""
    classes: dict[str, list[Score]] = {}
    for row in sheet.rows:
        if row in scores.indicators:
            classes.setdefault(sheet.at(row, "l1").strip() or "未分类", []).append(scores.indicators[row])
    first = [Part("预算执行率", 1, scores.execution.value, scores.execution.weight)] if scores.execution else []
    return (*first, *(_part(label, rows) for label, rows in classes.items()))


def _part(label: str, rows: list[Score]) -> Part:
    return Part(label, len(rows), _sum([row.value for row in rows]), _sum([row.weight for row in rows]))


def _sum(values: list[Decimal | None]) -> Decimal | None:
    there = [value for value in values if value is not None]
    return sum(there, Decimal(0)) if there else None
