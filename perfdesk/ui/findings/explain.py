"""What the panel 得分依据 says about a cell: texts only, so that it can be read in a test.

Knows which words go with a score, a rate, a total or a plain field; refuses to compute a score
(`core/scores/scoring.py`) and to know how the words are painted (`panels.py`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from perfdesk import catalog
from perfdesk.core.audit import Finding
from perfdesk.core.checks.filled import sort_of
from perfdesk.core.coach import coach
from perfdesk.core.layout.page import Box
from perfdesk.core.meaning.values import Reading, plain
from perfdesk.core.naming import label, where
from perfdesk.core.profile import MARKS
from perfdesk.core.scores.parts import Part, parts
from perfdesk.core.scores.score import Score
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell
from perfdesk.document import Document
from perfdesk.ui.findings.severity import SEVERITIES, shown

_TONES = {"error": "error", "warning": "warn", "hint": "hint", "empty": "hint"}
_COACHED = ("reason", "override_reason", "note", "problems", "measures")
_SCORED = ("target", "actual", "weight", "score", "nature", "unit")
"""Columns of an indicator row next to which its score is explained."""


class Line(NamedTuple):
    """One labelled sentence. `tone` is blank, `hint`, `warn` or `error`."""

    label: str
    text: str
    tone: str = ""


class Told(NamedTuple):
    """What the panel shows of one cell."""

    heading: str
    where: str = ""
    figure: str = ""
    """The value, large; `of` is what it may be at most."""
    of: str = ""
    lines: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()
    override: Cell | None = None
    """The indicator's cell whose override stands, and is justified right there."""
    reason: str = ""


def explain(document: Document, box: Box, findings: Sequence[Finding] = (), typed: str | None = None) -> Told:
    """The words for one cell of the page, and before them what was found there. `typed`: what stands in the editor."""
    told = _explained(document, box, typed)
    told = told._replace(lines=(*told.lines, *_evidence(document, box)))
    return told._replace(lines=(*map(_found, findings), *told.lines)) if findings else told


def _evidence(document: Document, box: Box) -> list[Line]:
    """What is kept as proof of an indicator, and what reviewers expect where nothing is."""
    cell, sheet = box.cell, document.sheet
    if cell is None or cell.section != INDICATORS or len(box.cells) > 1 or cell.row not in sheet.named_rows:
        return []
    kept = [f"{each.number}　{each.file.file_name}" for each in document.proofs if each.file.row == cell.row]
    if kept:
        return [Line("佐证材料", "\n".join(kept))]
    sort = sort_of(sheet.at(cell.row, "l1"), sheet.at(cell.row, "l2"))
    expected = catalog.evidence_rules().of(sheet.at(cell.row, "l3"), sort)
    return [Line("佐证材料", f"还没有。一般要看：{'、'.join(expected)}。", "hint")] if expected else []


def _found(finding: Finding) -> Line:
    return Line(SEVERITIES[shown(finding)].word, finding.message, _TONES[shown(finding)])


def follows_typing(document: Document, cell: Cell) -> bool:
    """Whether the words of a cell follow each key: its length is counted, or it is coached."""
    return cell.field in _COACHED or bool(document.form.field(cell).limit)


def _explained(document: Document, box: Box, typed: str | None) -> Told:
    cell = box.cell
    if cell is None:
        return Told(box.text.split("\n")[0].strip() or "空白", lines=(Line("", "表样印好的内容，不用填写。", "hint"),))
    score = document.scores.of(cell)
    told = _plain(document, box, cell, document.sheet.text(cell) if typed is None else typed)
    if cell.field == "total.score" and score:
        return _total(document, told, cell, score)
    if score and (not cell.section or cell.section == FUNDS):
        return _with_score(document, told, cell, score)
    if score and cell.section == INDICATORS and cell.field in _SCORED:
        return _indicator(document, told, cell, score)
    return told


def length(text: str) -> int:
    """Characters as limits count them: white space is none."""
    return len("".join(text.split()))


def _plain(document: Document, box: Box, cell: Cell, text: str) -> Told:
    known = document.form.field(cell)
    lines = []
    if not box.editable and not box.computed:
        lines.append(Line("", "随表样印出，不用填写。", "hint"))
    if known.limit:
        lines.append(_counter(length(text), known.limit))
    if cell.field in _COACHED:
        lines += _coached(text, known.limit)
    if known.required and not text.strip():
        lines.append(Line("必填", "这一项还没有填写。", "warn"))
    if known.unit:
        lines.append(Line("单位", known.unit))
    if known.choices:
        lines.append(Line("可选", "、".join(known.choices)))
    names = dict.fromkeys(label(document.form, each) for each in box.cells)
    return Told("、".join(names), where(document.form, document.sheet, cell), lines=tuple(lines))


def _counter(count: int, limit: int) -> Line:
    if count > limit:
        return Line("字数", f"{count} / {limit}，超出 {count - limit} 字", "warn")
    return Line("字数", f"{count} / {limit}，还可写 {limit - count} 字")


def _coached(text: str, limit: int | None) -> list[Line]:
    """What a reason or a measure says, what it still lacks, and what fits everywhere."""
    advice = coach(text, catalog.words(), limit)
    if not text.strip():
        return [Line("写法", "原因—影响—措施—时限：什么事造成的，影响了哪一项，谁做什么来补，什么时候完成。", "hint")]
    lines = [] if limit else [Line("字数", f"{advice.characters} 字")]
    said = "　".join(f"{part.name} {'✓' if part.found else '—'}" for part in advice.parts)
    lines.append(Line("结构", said))
    lacking = [f"{part.name}：{part.advice}。" for part in advice.parts if not part.found]
    lines += [Line("可以补", "\n".join(lacking), "hint")] if lacking else []
    if advice.empty:
        hollow = "".join(f"「{phrase}」" for phrase in dict.fromkeys(advice.empty))
        lines.append(Line("空话", f"{hollow}放在哪里都说得通，请换成做了什么事。", "warn"))
    if not advice.figures:
        lines.append(Line("", "没有一个数字：写上多少、第几次、哪一天更有说服力。", "hint"))
    return lines


def _with_score(document: Document, told: Told, shown: Cell, score: Score) -> Told:
    """The words with the figure of a computed cell, as the page prints it, and how it came about."""
    of = "" if score.weight is None else plain(score.weight)
    return told._replace(
        figure=document.scores.shown.get(shown, ""), of=of, lines=told.lines + _reasons(document, score)
    )


def _reasons(document: Document, score: Score) -> tuple[Line, ...]:
    official = score.source.official
    told = (
        Line("规则", score.words),
        Line("计算", score.why),
        Line("读作", "\n".join(filter(None, (_read(score.target), _read(score.actual))))),
        Line("可评", _band(score)),
        Line("得满分", score.full, "hint"),
        Line(f"依据（{MARKS[score.source.mark]}）" if official else "依据", score.source.words),
        Line("在哪里改", "" if official else _changed_at(document), "hint"),
    )
    return tuple(line for line in told if line.text)


def _changed_at(document: Document) -> str:
    """Where an assumption can be changed: for all forms in the profile, for one score right here."""
    profile = document.form.profile
    return f"规则在口径「{profile.name}」里（profiles/{profile.id}.toml）；只改一格的得分用「得分调整」。"


def _read(reading: Reading | None) -> str:
    """How an uncertain reading was taken; a plain one needs no words."""
    if reading is None or reading.certain:
        return ""
    if reading.number is not None:
        return f"「{reading.text}」按 {reading.operator}{plain(reading.number)}{reading.unit} 计算，请核对"
    return f"「{reading.text}」请核对"


def _band(score: Score) -> str:
    """Where a score she types must lie."""
    if score.band is None or score.rule == "override":
        return ""
    low, high = score.band
    return f"{plain(low)} 至 {plain(high)} 分" + (
        f"，建议 {plain(score.proposal)}" if score.proposal is not None else ""
    )


def _indicator(document: Document, told: Told, cell: Cell, score: Score) -> Told:
    """The score of a row; beside its other cells only the reasons. An override stands beside the rule's score."""
    told = _with_score(document, told, cell._replace(field="score"), score)
    if cell.field != "score":
        told = told._replace(figure="", of="")
    mine = document.sheet.at(cell.row, "override").strip()
    if not mine:
        return told
    rule = "规则给不出得分" if score.automatic is None else f"按规则应得 {plain(score.automatic)}"
    line = Line("调整", f"您填 {mine}，{rule}", "warn")
    reason = cell._replace(field="override_reason")
    return told._replace(lines=(line, *told.lines), override=reason, reason=document.sheet.text(reason))


def _total(document: Document, told: Told, cell: Cell, score: Score) -> Told:
    told = _with_score(document, told, cell, score)
    grade = document.scores.grade
    lines = (Line("等级", grade), *told.lines) if grade else told.lines
    return told._replace(lines=lines, parts=parts(document.sheet, document.scores))
