"""Checks of the scores: each against its rule, the total against its parts, the whole against common sense."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfdesk.core.checks.filled import Filled, Row
from perfdesk.core.checks.shapes import Objection, of_form, of_row
from perfdesk.core.meaning.values import blank, number, plain
from perfdesk.core.scores.case import short
from perfdesk.core.scores.rules import in_band
from perfdesk.core.sheet import INDICATORS, Cell, own

_CENT = Decimal("0.01")
_LEAD = Decimal("1.05")
"""By how much the indicators' share may exceed that of the money."""


@of_row("S01", "error")
def within_weight(row: Row) -> Iterator[Objection]:
    """A typed score is a number from 0 to the row's weight (the import of provincial systems refuses others)."""
    if row.score is None or blank(row.typed):
        return
    value, weight = number(row.typed), row.score.weight
    if value is None:
        yield row.objection("score", f"填写的得分「{short(row.typed)}」不是数字，没有计入总分，请改写。")
    elif value < 0:
        yield row.objection("score", f"填写的得分 {plain(value)} 小于 0，没有计入总分，请改写。")
    elif weight is not None and value > weight:
        message = f"填写的得分 {plain(value)} 超过分值 {plain(weight)}，没有计入总分，请改写。"
        yield row.objection("score", message)


@of_row("S02", "warning", excusable=True)
def by_rule(row: Row) -> Iterator[Objection]:
    """A typed score is what the rule gives, to the cent; one set by hand needs a reason (默认口径).

    A printed score that differs is a warning, and so is an override with a reason; without a reason it is an error.
    """
    value, score = number(row.typed), row.score
    tolerance = row.profile.get("tolerance.score", _CENT)
    if score is None or value is None or score.automatic is None or abs(value - score.automatic) < tolerance:
        return
    gives = f"按规则应得 {plain(score.automatic)}"
    if not row["override"].strip():
        fix = {"score": plain(score.automatic)}
        yield row.objection("score", f"填报的得分是 {plain(value)}，{gives}（{score.why}），请核对。", fix=fix)
        return
    # A printed score that is off as well must not come back from under the override.
    printed = number(row["score"])
    fix = {"override": "", "override_reason": ""}
    if printed is not None and abs(printed - score.automatic) >= tolerance:
        fix["score"] = plain(score.automatic)
    if row["override_reason"].strip():
        yield row.objection("score", f"的得分改写为 {plain(value)}，{gives}，复核时要看理由。", fix=fix)
    else:
        yield row.objection("score", f"的得分改写为 {plain(value)}，{gives}，还没有写理由，请补上。", "error", fix)


@of_form("S03", "error")
def adds_up(filled: Filled) -> Iterator[Objection]:
    """The printed total is the sum of the printed scores, and is there (published forms)."""
    printed = filled.sheet.own("total.score")
    points = [row.earned for row in filled.rows.values() if row.earned is not None]
    if not points or not filled.profile.scores:
        return
    total = sum(points, _spent(filled))
    fix = ((own("total.score"), plain(total)),)
    value = number(printed)
    if value is None and filled.printed:
        what = "没有填" if blank(printed) else f"「{short(printed)}」不是数字"
        yield Objection(own("total.score"), f"总分{what}，各项得分合计 {plain(total)}，请填写。", fix=fix)
    elif value is not None and abs(value - total) >= filled.profile.get("tolerance.score", _CENT):
        yield Objection(own("total.score"), f"总分是 {plain(value)}，各项得分合计 {plain(total)}，请核对。", fix=fix)


def _spent(filled: Filled) -> Decimal:
    """The points of the execution rate as they stand on the paper."""
    printed = number(filled.sheet.fund(0, "score"))
    computed = filled.scores.execution.value if filled.scores.execution else None
    return printed if printed is not None else computed or Decimal(0)


@of_row("S04", "error")
def in_its_band(row: Row) -> Iterator[Objection]:
    """The score of a judgement in words lies in the band of its grade (财预〔2020〕10号)."""
    score, value = row.score, number(row.typed)
    if score is None or score.band is None or value is None or score.weight is None:
        return
    if not in_band(value, score.band, score.weight) and 0 <= value <= score.weight:
        low, high = score.band
        grade = row.actual.word
        message = f"评为「{grade}」，得分应在 {plain(low)} 到 {plain(high)} 之间，填的是 {plain(value)}，请改写。"
        yield row.objection("score", message)


@of_form("S05", "hint")
def too_good(filled: Filled) -> Iterator[Objection]:
    """Every row full and 100 in all is what reviewers look at first (复核惯例)."""
    rows = list(filled.rows.values())
    full = bool(rows) and all(row.earned is not None and row.earned == row.weight for row in rows)
    if full and filled.total is not None and filled.total >= filled.profile.get("sum", Decimal(100)):
        yield Objection(own("total.score"), "每一项都得满分，总分 100，复核时通常会重点查看，请确认佐证齐全。")


@of_form("S06", "warning")
def in_step(filled: Filled) -> Iterator[Objection]:
    """The indicators do not earn a far greater share of their points than the money: outputs without spending, and
    the red light of self-evaluation (通行做法: beyond 5 %)."""
    spent = filled.scores.execution
    rows = list(filled.rows.values())
    whole = sum((row.weight for row in rows if row.weight is not None), Decimal(0))
    if spent is None or spent.value is None or not spent.weight or not whole or any(row.earned is None for row in rows):
        return
    points = sum((row.earned for row in rows if row.earned is not None), Decimal(0))
    if points * spent.weight > spent.value * whole * filled.profile.get("lead.warn", _LEAD):
        yield Objection(
            own("total.score"),
            f"指标得了 {plain(points)} 分（满分 {plain(whole)}），预算执行只得 {plain(spent.value)} 分（满分 "
            f"{plain(spent.weight)}），钱没花完任务却完成得更好，请核对或说明。",
        )


@of_form("S07", "warning")
def subtotals(filled: Filled) -> Iterator[Objection]:
    """A printed subtotal of a class is the sum of its rows (published forms)."""
    sheet, total, counted = filled.sheet, Decimal(0), False
    for row in sheet.rows:
        value = number(sheet.at(row, "score"))
        if not any("".join(sheet.at(row, name).split()) in ("小计", "合计") for name in ("l1", "l2", "l3")):
            known = filled.rows.get(row)
            earned = known.earned if known else value
            total, counted = total + (earned or Decimal(0)), counted or earned is not None
            continue
        if counted and value is not None and abs(value - total) >= _CENT:
            cell = Cell(INDICATORS, row, "score")
            message = f"小计写的是 {plain(value)} 分，以上各行合计 {plain(total)} 分，请核对。"
            yield Objection(cell, message, fix=((cell, plain(total)),))
        total, counted = Decimal(0), False
    yield from _printed_subtotals(filled)


def _printed_subtotals(filled: Filled) -> Iterator[Objection]:
    """Of a document, where subtotals are no rows: each is of the rows since the one before, or of its whole class."""
    rows, begin = filled.sheet.rows, 0
    for below, text in filled.subtotals:
        end, told = rows.index(below) + 1, number(text)
        of_class = [row for row in rows[:end] if filled.sheet.at(row, "l1") == filled.sheet.at(below, "l1")]
        since, whole = _printed(filled, rows[begin:end]), _printed(filled, of_class)
        begin = end
        if told is None or since is None or whole is None or min(abs(told - since), abs(told - whole)) < _CENT:
            continue
        message = f"小计写的是 {plain(told)} 分，以上各行合计 {plain(since)} 分，请核对。"
        yield Objection(Cell(INDICATORS, below, "score"), message)


def _printed(filled: Filled, rows: Sequence[int]) -> Decimal | None:
    """The sum of the printed scores; None where one is no number."""
    values = [number(filled.sheet.at(row, "score")) for row in rows]
    return sum((each for each in values if each is not None), Decimal(0)) if None not in values else None
