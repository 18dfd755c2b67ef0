"""What the panel 审核 lists: the findings of a form by how grave they are, those of the ledger by form, a review.

Plain rows, so that they can be read in a test. Refuses to check or to review anything (`core/audit.py`,
`core/review.py`), and to know how a row is painted (`findings_panel.py`).
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.ui.findings.severity import EXCUSED, SEVERITIES, shown

if TYPE_CHECKING:
    from perfdesk.core.checks.shapes import Finding
    from perfdesk.document import Document
    from perfdesk.ledger_audit import LedgerAudit


_WRONG = ("error", "warning", "hint")


class Row(NamedTuple):
    """One line. A group heads those below it; `note` is a line that leads nowhere."""

    text: str
    kind: str = "finding"
    """`group`, `finding`, `excused` or `note`."""
    severity: str = ""
    form: int = 0
    """The form it is about; 0 where that is the one in front."""
    cell: Cell | None = None
    finding: "Finding | None" = None
    project: int = 0
    """The project it is about, where it is about no form."""

    @property
    def word(self) -> str:
        if self.kind == "excused":
            return EXCUSED.word
        return SEVERITIES[self.severity].word if self.severity else ""

    @property
    def place(self) -> tuple[int, str, Cell | None]:
        """What it is known by when the list is made anew."""
        return self.form, self.finding.check if self.finding else self.kind, self.cell


def of_form(document: "Document") -> list[Row]:
    """The findings of a form, the gravest first, those she let stand at the end with her reason."""
    rows: list[Row] = []
    opened = document.open_findings
    for severity, look in SEVERITIES.items():
        found = [each for each in opened if shown(each) == severity]
        rows += _group(f"{look.word} {len(found)}", [_row(each) for each in found])
    excused = [(each, document.excuse(each)) for each in document.findings if document.excuse(each)]
    lines = [_row(each)._replace(text=f"{each.message}\n说明：{why}", kind="excused") for each, why in excused]
    return rows + _group(f"{EXCUSED.word} {len(lines)}", lines)


def of_ledger(audit: "LedgerAudit", called: Callable[[int], str], front: "Document | None" = None) -> list[Row]:
    """The findings of a ledger by form; of those the gravest first. The form in front is as it is now."""
    rows: list[Row] = []
    forms = dict(audit.forms)
    if front and front.id in audit.together:
        shared = [each for each in forms.get(front.id, ()) if each in audit.together[front.id]]
        forms[front.id] = (*front.open_findings, *(each for each in shared if not front.excuse(each)))
    for form, found in forms.items():
        lines = [_row(each, form) for severity in _WRONG for each in found if shown(each) == severity]
        lines += _still_empty([each for each in found if shown(each) == "empty"], form)
        rows += _group("　".join(filter(None, (called(form), counts(found)))), lines)
    rows += _group("整个账本", [_of_project(each, audit.listed) for each in audit.whole])
    return [Row("审核时的结果；改动以后请重新全审。", "note"), *rows] if rows else []


def of_review(document: "Document") -> list[Row]:
    """The form as a reviewer may leave it."""
    from perfdesk.core.meaning.values import plain
    from perfdesk.core.review import review

    kept, demanded = document.filled.evidence, document.form.profile.get("evidence.required", ())
    seen = review(document.filled, document.open_findings, kept if kept or demanded else None)
    if not seen.rows:
        return [Row("这张表没有可复核的得分。", "note")]
    grade = f"，{seen.grade}" if seen.grade else ""
    rows = [Row(f"自评 {plain(seen.claimed)} 分，复核后可能剩 {plain(seen.left)} 分{grade}", "group")]
    for each in seen.rows:
        reasons = "\n".join(f"{taken.rule}：{taken.why}" for taken in each.deductions)
        if reasons:
            lost = f"{plain(each.claimed)} → {plain(each.left)}" if each.left != each.claimed else "不扣分"
            cell = Cell(INDICATORS, each.row, "score")
            severity = "warning" if each.left != each.claimed else "hint"
            rows.append(Row(f"{each.name}　{lost}\n{reasons}", severity=severity, cell=cell))
    quiet = "按复核惯例没有要扣分的。" if len(rows) == 1 else "复核惯例不是规定，只供参考。"
    return [*rows, Row(quiet, "note")]


def _still_empty(findings: "Sequence[Finding]", form: int) -> list[Row]:
    """One line for all that is not filled in yet: among two hundred forms nobody wants to read more of it."""
    if not findings:
        return []
    return [_row(findings[0], form)._replace(text=f"还有 {len(findings)} 处没有填。")]


def counts(findings: "Sequence[Finding]") -> str:
    """How many of each kind there are, in words; what is still empty is none of them."""
    numbers = [(SEVERITIES[key].word, sum(shown(each) == key for each in findings)) for key in _WRONG]
    return "　".join(f"{word} {number}" for word, number in numbers if number)


def _row(finding: "Finding", form: int = 0) -> Row:
    return Row(finding.message, severity=shown(finding), form=form, cell=finding.cell, finding=finding)


def _of_project(finding: "Finding", listed: Sequence[int]) -> Row:
    """A finding about no form leads to the project of the list that it names."""
    number = re.match(r"list\[(\d+)\]", finding.cell.field)
    project = listed[int(number[1])] if number else 0
    return Row(finding.message, severity=shown(finding), project=project)


def _group(heading: str, rows: list[Row]) -> list[Row]:
    return [Row(heading, "group", form=rows[0].form), *rows] if rows else []
