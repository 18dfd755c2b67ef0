"""模拟复核: the score an outsider would leave, row by row, each deduction with its rule.

Knows the habits of reviewers (复核惯例: nothing here is a regulation, and all of it is a hint). Refuses to change any
score: hers stand beside what a reviewer may leave of them.

Of several deductions in a row the heaviest counts, not their sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfdesk.core.checks.filled import Filled, Row
from perfdesk.core.checks.shapes import Finding
from perfdesk.core.checks.words import either
from perfdesk.core.meaning.values import Kind, Remark, measures, plain, rounded
from perfdesk.core.scores.scoring import grade_of
from perfdesk.core.sheet import INDICATORS

_ALL, _MOST, _SOME = Decimal(100), Decimal(60), Decimal(30)
_NONE = Decimal(0)


@dataclass(frozen=True)
class Deduction:
    """What a reviewer may take off a row: `percent` of its points, and by which rule. 0: only to be noted."""

    rule: str
    percent: Decimal
    why: str


@dataclass(frozen=True)
class Reviewed:
    """One row: the points on the paper, what may be left of them, and why, the heaviest first."""

    row: int
    name: str
    claimed: Decimal
    left: Decimal
    deductions: tuple[Deduction, ...]


@dataclass(frozen=True)
class Review:
    """A whole form as a reviewer may leave it."""

    rows: tuple[Reviewed, ...]
    claimed: Decimal
    left: Decimal
    grade: str


def review(form: Filled, findings: Sequence[Finding] = (), evidence: Mapping[int, int] | None = None) -> Review:
    """The form as a reviewer may leave it.

    `findings` are those of the form: some of them are what he goes by. `evidence` is the number of files kept for each
    row; None where nobody knows, and then nothing is held against their absence.
    """
    rows = tuple(_reviewed(form, findings, evidence))
    spent = form.scores.execution.value if form.scores.execution else None
    claimed = sum((row.claimed for row in rows), spent or _NONE)
    left = sum((row.left for row in rows), spent or _NONE)
    return Review(rows, claimed, left, grade_of(form.profile.get("grades", {}), left))


def _reviewed(form: Filled, findings: Sequence[Finding], evidence: Mapping[int, int] | None) -> Iterator[Reviewed]:
    late = _tasks_missing(form)
    for id_, row in form.rows.items():
        claimed = _claimed(row)
        if claimed is None or not form.outline.judged:
            continue
        known = {each.check for each in findings if each.cell.section == INDICATORS and each.cell.row == id_}
        taken = [*_by_row(row), *_by_findings(known), *_by_evidence(form, row, id_, evidence)]
        if row.sort == "时效" and late:
            taken.append(Deduction("任务未全部完成", _SOME, f"{late}，时效扣 30%"))
        taken.sort(key=lambda each: -each.percent)
        heaviest = taken[0].percent if taken else _NONE
        left = rounded(claimed * (_ALL - heaviest) / _ALL)
        yield Reviewed(id_, form.called(id_), claimed, left, tuple(taken))


def _claimed(row: Row) -> Decimal | None:
    """The points on the paper; of a typed score that is none, beyond the row's weight or below 0, what counts."""
    if row.earned is None or row.score is None or row.weight is None:
        return row.earned
    return row.earned if 0 <= row.earned <= row.weight else row.score.value


def _tasks_missing(form: Filled) -> str:
    """Of several tasks one was not done."""
    counted = {id_: row for id_, row in form.rows.items() if row.sort == "数量" and row.ratio is not None}
    short = [id_ for id_, row in counted.items() if row.ratio is not None and row.ratio < 1]
    return f"{form.called(short[0])}没有完成" if len(counted) > 1 and short else ""


def _by_row(row: Row) -> Iterator[Deduction]:
    """What a row shows by itself: whether it can be checked, whether it was far exceeded."""
    if row.numeric and row.actual.kind in (Kind.WORDS, Kind.GRADE, Kind.YESNO):
        numbers = len(measures(row["actual"]))
        percent = _SOME if row.actual.proposal else _MOST if numbers else _ALL
        yield Deduction("不可衡量", percent, f"完成值是文字，无法与指标值核对，扣 {plain(percent)}%")
    elif Remark.UNDECIDED in row.target.remarks or (
        row.target.kind is Kind.BLANK and row.actual.kind is not Kind.BLANK
    ):
        yield Deduction("不可衡量", _MOST, "指标值没有定下来，无法衡量，扣 60%")
    warn = row.profile.get("over.warn", Decimal("1.3"))
    if row.ratio is not None and row.ratio > warn:
        over = plain(rounded(row.ratio * _ALL))
        yield Deduction("超额完成", _NONE, f"完成了指标值的 {over}%，不扣分，但会记录目标定得偏低")


_FOLLOWING = {
    "I16": ("三级指标与二级指标不符", _ALL, "三级指标放错了类，不予认可"),
    "I17": ("重复计分", _ALL, "同一件事已在另一类计分，只认一次"),
    "I25": ("与项目无关", _ALL, "调查的对象与项目没有关系，不予认可"),
    "I21": ("完成时间无法核实", _SOME, "没有按期完成或没有写明日期，扣 30%"),
}


def _by_findings(known: set[str]) -> Iterator[Deduction]:
    """What the checks have found that reviewers take points for."""
    for check, (rule, percent, why) in _FOLLOWING.items():
        if check in known:
            yield Deduction(rule, percent, why)


def _by_evidence(form: Filled, row: Row, id_: int, evidence: Mapping[int, int] | None) -> Iterator[Deduction]:
    """Without evidence no points, without a survey no satisfaction."""
    files = evidence.get(id_, 0) if evidence is not None else None
    if files == 0:
        yield Deduction("无佐证材料", _ALL, "没有佐证材料，不予认可")
    if row.sort == "满意" and not files and not _surveyed(form, row):
        yield Deduction("满意度无调查", _ALL, "没有提到问卷或回访，满意度不予认可")


def _surveyed(form: Filled, row: Row) -> bool:
    texts = [form.sheet.own(name) for name in ("done", "process", "conclusion")]
    texts += [row[name] for name in ("l3", "reason", "describe", "basis", "actual")]
    return any(either(row.words.surveys).search(text) for text in texts)
