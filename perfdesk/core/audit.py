"""The checks: form, sheet and scores → findings.

One function a check, its docstring the rule and its source; one tuple lists them. A finding is a value, never an
exception, and never stands in the way of typing or saving. How grave a finding is, is data of the profile. Refuses
to know where findings are shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.case import short
from perfdesk.core.form import Form
from perfdesk.core.score import Score, Scores
from perfdesk.core.sheet import INDICATORS, Cell, Sheet, own
from perfdesk.core.values import blank, number, plain

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Finding:
    """Something a reviewer would object to. `severity` is `error`, `warning` or `hint`."""

    check: str
    severity: str
    cell: Cell
    message: str


class Objection(NamedTuple):
    """What a check objects to, and where. `severity` is set where the rule itself knows better than the profile."""

    cell: Cell
    message: str
    severity: str = ""


@dataclass(frozen=True)
class Filled:
    """A filled form as the checks see it."""

    form: Form
    sheet: Sheet
    scores: Scores

    def rows(self) -> Iterator[tuple[str, int, Score]]:
        """The scored indicator rows: how a message calls them, id, score."""
        for place, row in enumerate(self.sheet.named_rows, 1):
            score = self.scores.indicators.get(row)
            if score is not None:
                yield f"第{place}行「{short(self.sheet.at(row, 'l3'))}」", row, score


@dataclass(frozen=True)
class Check:
    """A check by its number, with the severity it has where the profile says nothing."""

    key: str
    severity: str
    run: Callable[[Filled], Iterator[Objection]]


def audit(form: Form, sheet: Sheet, scores: Scores) -> tuple[Finding, ...]:
    """All findings of a form, in the order of the checks and, within a check, of the page."""
    filled = Filled(form, sheet, scores)
    found = []
    for check in CHECKS:
        severity = form.profile.severities.get(check.key, check.severity)
        if severity != "off":
            found += [
                Finding(check.key, each.severity or severity, each.cell, each.message) for each in check.run(filled)
            ]
    return tuple(found)


def _weights_whole(filled: Filled) -> Iterator[Objection]:
    """The weights of the indicators and of the execution rate come to 100 (财预〔2020〕10号; published forms)."""
    weights = filled.scores.weights
    whole: Decimal = filled.form.profile.get("sum", Decimal(100))
    if weights is None or weights.value is None or weights.value == whole:
        return
    apart = f"{'少' if weights.value < whole else '多'} {plain(abs(whole - weights.value))} 分"
    yield Objection(
        own("total.weight"), f"各项分值合计 {plain(weights.value)}，应为 {plain(whole)}，{apart}，请核对各行分值。"
    )


def _weight_given(filled: Filled) -> Iterator[Objection]:
    """Every indicator has a weight above zero: without one it cannot be scored (published forms)."""
    for name, row, score in filled.rows():
        if score.weight is None:
            typed = filled.sheet.at(row, "weight")
            what = "没有填分值" if blank(typed) else f"的分值「{short(typed)}」不是大于零的数"
            yield Objection(Cell(INDICATORS, row, "weight"), f"{name}{what}，请填写。")


def _score_within_weight(filled: Filled) -> Iterator[Objection]:
    """A typed score is a number from 0 to the row's weight (the import of provincial systems refuses others)."""
    for name, row, score in filled.rows():
        typed = _typed(filled.sheet, row)
        value = number(typed)
        cell = Cell(INDICATORS, row, "score")
        if blank(typed):
            continue
        if value is None:
            yield Objection(cell, f"{name}填写的得分「{short(typed)}」不是数字，没有计入总分，请改写。")
        elif value < 0:
            yield Objection(cell, f"{name}填写的得分 {plain(value)} 小于 0，没有计入总分，请改写。")
        elif score.weight is not None and value > score.weight:
            yield Objection(
                cell, f"{name}填写的得分 {plain(value)} 超过分值 {plain(score.weight)}，没有计入总分，请改写。"
            )


def _score_by_rule(filled: Filled) -> Iterator[Objection]:
    """A typed score is what the rule gives, to the cent; one set by hand needs a reason (默认口径).

    A printed score that differs is a warning, and so is an override with a reason; without a reason it is an error.
    """
    for name, row, score in filled.rows():
        value = number(_typed(filled.sheet, row))
        if value is None or score.automatic is None or abs(value - score.automatic) < _CENT:
            continue
        cell, gives = Cell(INDICATORS, row, "score"), f"按规则应得 {plain(score.automatic)}"
        if not filled.sheet.at(row, "override").strip():
            yield Objection(cell, f"{name}填报的得分是 {plain(value)}，{gives}（{score.why}），请核对。")
        elif filled.sheet.at(row, "override_reason").strip():
            yield Objection(cell, f"{name}的得分改写为 {plain(value)}，{gives}，复核时要看理由。")
        else:
            yield Objection(cell, f"{name}的得分改写为 {plain(value)}，{gives}，还没有写理由，请补上。", "error")


def _typed(sheet: Sheet, row: int) -> str:
    """The score she set herself, else the one that was printed."""
    override = sheet.at(row, "override")
    return override if override.strip() else sheet.at(row, "score")


CHECKS = (
    Check("W01", "error", _weights_whole),
    Check("W03", "error", _weight_given),
    Check("S01", "error", _score_within_weight),
    Check("S02", "warning", _score_by_rule),
)
"""All checks, in the order their findings are listed."""
