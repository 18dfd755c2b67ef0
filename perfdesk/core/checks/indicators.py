"""Checks of what is aimed at and what was reached: target, unit, actual, reason, row by row."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfdesk.core.checks.filled import Filled, Row
from perfdesk.core.checks.shapes import HEURISTIC, INDICATORS_WHOLE, Objection, of_form, of_row
from perfdesk.core.checks.words import either
from perfdesk.core.meaning.values import Kind, Remark, blank, measures, nearest, plain, rounded
from perfdesk.core.scores.case import day_words, grades_of, short
from perfdesk.core.sheet import INDICATORS, Cell

_SIGNED = ("≥", "≤", "＝", ">", "<")
_SHORT_REASON = 8
_SAME = Decimal("0.8")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{1,12})[)）]$")
_ALTERNATIVES = re.compile(r"[、,，/;；或]")


@of_row("I01", "error")
def actual_is_a_number(row: Row) -> Iterator[Objection]:
    """A number is answered with a number, not with a sentence (published forms; refused on import)."""
    if not row.numeric or not row.judged or row.actual.kind in (Kind.NUMBER, Kind.RANGE):
        return
    offer = f"，例如「{row.actual.proposal}」" if row.actual.proposal else ""
    message = f"的完成值「{short(row['actual'])}」不是数字，指标值是「{short(row['target'])}」，请只填数字{offer}。"
    yield row.objection("actual", message)


@of_row("I02", "error")
def target_is_a_number(row: Row) -> Iterator[Objection]:
    """An operator stands before a number (refused on import). A deadline may carry ≤."""
    if Remark.NOT_A_NUMBER not in row.target.remarks:
        return
    if row.target.kind is Kind.DATE and row.target.operator in ("≤", "<"):
        return
    sign = row["nature"].strip() or row.target.operator
    advice = "请把指标性质改为「定性」，或把指标值改为数字"
    if row.target.kind is Kind.DATE:
        advice = "按期限考核的请把指标性质改为「≤」，完成值填写完成日期"
    yield row.objection("target", f"的指标性质是「{sign}」，指标值「{short(row['target'])}」不是数字，{advice}。")


@of_row("I03", "warning")
def unit_given(row: Row) -> Iterator[Objection]:
    """A number says what it counts: in the unit column, else beside the number or at the end of the name
    (published forms). Where there is a column, the unit stands there and not in the value."""
    target = row.target
    if not row.numeric or Remark.NUMBER in target.remarks:
        return
    text = short(row["target"])
    if not row.has("unit"):
        if not target.unit and not _unit_in_name(row.name):
            yield row.objection("target", f"的指标值「{text}」没有单位，请写明数的是什么。")
        return
    if not blank(row["unit"]) or (target.unit and Remark.UNIT_IN_VALUE not in target.remarks):
        return
    if not target.unit:
        yield row.objection("unit", f"的指标值「{text}」没有度量单位，请填写。")
        return
    unit = (
        target.unit
        if target.scale == 1
        else row["target"].strip().lstrip("".join(_SIGNED) + "=＝").removeprefix(target.printed)
    )
    sign = target.operator if blank(row["nature"]) and Remark.ASSUMED_OPERATOR not in target.remarks else ""
    fix = {"unit": unit, "target": sign + target.printed} if target.kind is Kind.NUMBER else None
    message = f"的单位「{unit}」写在指标值里，度量单位是空的，请移到度量单位。"
    yield row.objection("unit", message, fix=fix)


def _unit_in_name(name: str) -> bool:
    """Whether the name ends in units in brackets that are no single one: （万头、万羽）."""
    match = _IN_BRACKETS.search("".join(name.split()))
    parts = _ALTERNATIVES.split(match[1]) if match else ()
    return any(found.unit for part in parts for found in measures(f"1{part}"))


@of_row("I04", "error")
def same_unit(row: Row) -> Iterator[Objection]:
    """Target and actual count the same in the same scale: 人 is not 人次, 万人次 is not 人次 (refused on import).

    Where both write their scale out, 1.2万人次 and 11400人次, they can be compared and nothing is wrong.
    """
    if not row.numeric or not row.judged or row.actual.kind not in (Kind.NUMBER, Kind.RANGE):
        return
    remarks, said = row.actual.remarks, short(row["actual"])
    wanted = row.target.unit or row["unit"].strip()
    if Remark.UNIT_DIFFERS in remarks:
        yield row.objection("actual", f"的完成值「{said}」与指标值的单位「{wanted}」不一致，请统一。")
    elif Remark.SCALE_DIFFERS in remarks and not row.actual.certain:
        measured = row["unit"].strip() or wanted
        yield row.objection("actual", f"的完成值「{said}」与度量单位「{measured}」差了数量级，请统一。")
    elif Remark.FRACTION in remarks:
        yield row.objection("actual", f"的完成值「{said}」像是小数，指标值以 % 计，请写成百分数。")


@of_form("I06", "hint")
def copied(filled: Filled) -> Iterator[Objection]:
    """Actuals that nearly all repeat their targets word for word look copied (复核惯例: from 80 %)."""
    if not filled.outline.judged:
        return
    said = [(row["target"].strip(), row["actual"].strip()) for row in filled.rows.values()]
    said = [each for each in said if all(each)]
    same = sum(target == actual for target, actual in said)
    if len(said) >= 3 and same >= _SAME * len(said):
        message = f"{len(said)} 个完成值里有 {same} 个与指标值一字不差，像是照抄，请按实际完成情况填写。"
        yield Objection(INDICATORS_WHOLE, message)


@of_row("I07", "error", excusable=True)
def reason_given(row: Row) -> Iterator[Objection]:
    """Points off, or a target not reached, need a reason; 「无」 is none (四川 填表说明; refused on import)."""
    if not row.judged or not blank(row["reason"]) or not row.has("reason"):
        return
    if row.short_of_weight and row.earned is not None and row.weight is not None:
        message = f"分值 {plain(row.weight)}，得 {plain(row.earned)}，没有写原因，请填写。"
        yield row.objection("reason", message)
    elif _missed(row):
        message = f"的完成值「{short(row['actual'])}」没有达到指标值「{short(row['target'])}」，没有写原因，请填写。"
        yield row.objection("reason", message)


def _missed(row: Row) -> bool:
    """Whether a readable actual falls short of its target."""
    target, actual = row.target, row.actual
    if actual.kind is not Kind.NUMBER or not target.certain or not actual.certain:
        return False
    if target.number is None or actual.number is None or Remark.UNIT_DIFFERS in actual.remarks:
        return False
    if target.kind is Kind.RANGE and target.high is not None:
        return not target.number <= actual.number <= target.high
    if target.kind is not Kind.NUMBER:
        return False
    less = target.operator in ("≤", "<")
    return actual.number > target.number if less else actual.number < target.number


@of_row("I08", "warning")
def beyond_target(row: Row) -> Iterator[Objection]:
    """Far above the target, because that was set too low, is explained (财预〔2020〕10号): from 1.3 times on, a hint
    from 1.2 times on and where ＝ was not met exactly (复核惯例)."""
    ratio = row.ratio
    if ratio is None or not row.judged or not blank(row["reason"]) or not row.actual.certain:
        return
    message = f"完成了指标值的 {plain(rounded(ratio * 100))}%，没有说明原因，请说明（如指标值定得偏低）。"
    place = "reason" if row.has("reason") else "actual"
    if ratio >= row.profile.get("over.warn", Decimal("1.3")):
        yield row.objection(place, message)
    elif ratio >= row.profile.get("over.hint", Decimal("1.2")):
        yield row.objection(place, message, "hint")
    elif row.target.operator == "＝" and ratio > 1:
        yield row.objection(
            place, f"要求等于「{short(row['target'])}」，完成值是「{short(row['actual'])}」，宜说明原因。", "hint"
        )


@of_row("I09", "warning")
def far_below(row: Row) -> Iterator[Objection]:
    """Less than 60 % of the target: the target or the actual is doubtful (复核惯例)."""
    ratio = row.ratio
    if ratio is not None and row.judged and row.actual.certain and ratio < Decimal("0.6"):
        message = f"只完成指标值的 {plain(rounded(ratio * 100))}%，请核对完成值，并重点说明原因。"
        yield row.objection("actual", message)


@of_row("I10", "error")
def one_grade(row: Row) -> Iterator[Objection]:
    """A judgement in words is answered with one grade of the profile (published forms; refused on import)."""
    if not _judgement(row) or not row.judged:
        return
    grades = [word for word, _ in row.target.shares] or list(grades_of(row.profile))
    if row.target.kind is Kind.YESNO and row.target.word:
        grades = ["是", "否"]
    if not grades or row.actual.word in grades:
        return
    near = nearest(row.actual.word, grades)
    offer = f"，相近的是「{near}」" if near else ""
    message = f"是定性指标，完成值「{short(row['actual'])}」应是 {'、'.join(grades)} 之一{offer}，请改写。"
    yield row.objection("actual", message)


def _judgement(row: Row) -> bool:
    """Whether the target asks for a judgement, not for a number or a day."""
    kinds = (Kind.SCALE, Kind.GRADE, Kind.YESNO, Kind.WORDS)
    if row.target.kind not in kinds or Remark.NOT_A_NUMBER in row.target.remarks:
        return False
    return Remark.IMPOSSIBLE_DATE not in row.target.remarks


@of_row("I11", "warning")
def decided(row: Row) -> Iterator[Objection]:
    """A target in words is decided: not 是/否, not a placeholder; where grades give the points it names the scale or
    one grade (published forms)."""
    target, said = row.target, short(row["target"])
    qualitative = row["nature"].strip() == "定性"
    if target.kind is Kind.YESNO and not target.word:
        yield row.objection("target", f"的指标值「{said}」还没有选定，请只留一个，或写明要达到什么。")
    elif target.kind is Kind.BLANK and Remark.PLACEHOLDER in target.remarks and (qualitative or not row.has("nature")):
        yield row.objection("target", f"的指标值「{said}」只是占位，请写明要达到什么。")
    elif target.kind in (Kind.GRADE, Kind.SCALE) and Remark.STRAY in target.remarks:
        yield row.objection("target", f"的指标值「{said}」多了标点，应是完整的等级或其中一个。")
    elif qualitative and target.kind is Kind.WORDS and row.profile.grade_shares and _judgement(row):
        scale = "".join(row.profile.grade_shares)
        yield row.objection("target", f"是定性指标，指标值「{said}」没有等级，应写「{scale}」或其中一个。")


@of_row("I12", "hint", HEURISTIC)
def reason_fits(row: Row) -> Iterator[Objection]:
    """A reason goes with the numbers: no failure at full marks, no excess when points are off (复核惯例)."""
    if blank(row["reason"]) or not row.judged or row.earned is None or row.weight is None:
        return
    text = short(row["reason"])
    if row.short_of_weight:
        if either(row.words.beyond).search(row["reason"]):
            yield row.objection("reason", f"没有得满分，原因却说超额完成「{text}」，请核对。")
    elif either(row.words.lacking).search(row["reason"]) and not (row.ratio is not None and row.ratio > 1):
        yield row.objection("reason", f"得了满分，却写了未完成的原因「{text}」，请核对。")


@of_row("I13", "hint", HEURISTIC)
def reason_says_something(row: Row) -> Iterator[Objection]:
    """A reason names what happened: longer than eight characters, and not one that fits everything (复核惯例)."""
    text = "".join(row["reason"].split()).strip("。；;，,")
    wanted = row.short_of_weight or (
        row.ratio is not None and row.ratio >= row.profile.get("over.warn", Decimal("1.3"))
    )
    if blank(text) or not row.judged or not wanted:
        return
    if text in row.words.generic_reasons:
        yield row.objection("reason", f"的原因「{short(text)}」放在哪里都说得通，请写清具体是什么事、影响了多少。")
    elif len(text) < _SHORT_REASON:
        yield row.objection("reason", f"的原因「{short(text)}」太短，请写清具体是什么事、影响了多少。")


@of_row("I20", "warning")
def satisfaction(row: Row) -> Iterator[Objection]:
    """Nobody is ever entirely content: 100 % satisfaction needs a sample and a date (复核惯例)."""
    if row.sort != "满意" or not row.judged or not either(row.words.satisfaction).search(row.name):
        return
    if row.actual.kind is Kind.NUMBER and row.actual.number == 100:
        yield row.objection("actual", "的满意度是 100%，复核时通常不予采信，请核对并备好问卷份数和调查时间。")


@of_form("I20", "warning")
def satisfaction_proved(filled: Filled) -> Iterator[Objection]:
    """Where the profile demands evidence, satisfaction has its questionnaire, with sample and date (复核惯例)."""
    for id_ in _unproved(filled, satisfied=True):
        message = f"{filled.called(id_)}没有佐证材料，请附上问卷和统计结果，写明份数和调查时间。"
        yield Objection(Cell(INDICATORS, id_, "actual"), message)


@of_form("E01", "warning")
def proved(filled: Filled) -> Iterator[Objection]:
    """An indicator of a class the profile demands evidence of has some (复核惯例: unproved, it does not count)."""
    for id_ in _unproved(filled, satisfied=False):
        message = f"{filled.called(id_)}没有佐证材料，请附上能证明完成情况的文件。"
        yield Objection(Cell(INDICATORS, id_, "actual"), message)


@of_form("E02", "off")
def proved_all(filled: Filled) -> Iterator[Objection]:
    """As E01 for the classes the profile demands none of: for those who turn it on (复核惯例)."""
    if filled.evidence is None:
        return
    required = filled.profile.get("evidence.required", ())
    for place, (id_, row) in enumerate(filled.rows.items(), 1):
        if id_ not in filled.evidence and row.sort not in required and row.judged:
            message = f"第{place}行「{short(row.name)}」没有佐证材料。"
            yield Objection(Cell(INDICATORS, id_, "actual"), message)


def _unproved(filled: Filled, *, satisfied: bool) -> Iterator[int]:
    """The rows that should have evidence and have none; nobody knows of any where none is kept."""
    required = filled.profile.get("evidence.required", ())
    if not required or filled.evidence is None:
        return
    for id_, row in filled.rows.items():
        if row.sort in required and (row.sort == "满意") is satisfied and row.judged and id_ not in filled.evidence:
            yield id_


@of_row("I21", "warning")
def in_time(row: Row) -> Iterator[Objection]:
    """A deadline is answered with the day of completion, and one that was kept (published forms)."""
    limit = row.target.day
    if row.target.kind is not Kind.DATE or not row.judged:
        return
    said = short(row["actual"])
    if row.actual.kind is not Kind.DATE:
        message = f"的指标值是期限「{short(row['target'])}」，完成值「{said}」没有写完成日期，请写明年月日。"
        yield row.objection("actual", message)
    elif limit is not None and row.actual.day is not None and row.actual.day > limit:
        yield row.objection(
            "actual", f"完成于 {day_words(row.actual.day)}，晚于期限 {day_words(limit)}，请核对并说明。"
        )


@of_row("I22", "hint", HEURISTIC)
def share_of_what(row: Row) -> Iterator[Objection]:
    """A benefit in percent says of what (复核惯例): 就业率 ≥95%, not 促进就业 ≥95%."""
    target = row.target
    if "效益" not in row["l1"] or target.kind is not Kind.NUMBER or target.unit != "%" or target.number is None:
        return
    named = row.name.removesuffix("（%）").removesuffix("(%)") + row["describe"]
    if target.number >= 80 and not either(row.words.shares).search(named):
        yield row.objection(
            "target", f"的指标值「{short(row['target'])}」没有说明是什么占什么的比例，请在指标名里写明。"
        )


@of_form("I24", "warning", HEURISTIC)
def accepted(filled: Filled) -> Iterator[Objection]:
    """What was done in full but not accepted at all is hardly done (复核惯例)."""
    rows = filled.rows.items()
    counted = [row for _, row in rows if row.sort == "数量" and row.judged]
    if not counted or any(row.earned is None or row.short_of_weight for row in counted):
        return
    accepting = either(filled.words.acceptance)
    for id_, row in rows:
        if row.sort == "质量" and accepting.search(row.name) and row.judged and row.earned == 0:
            message = f"{filled.called(id_)}得 0 分，数量指标却全部得满分，请核对是否真的完成。"
            yield Objection(Cell(INDICATORS, id_, "score"), message)


@of_row("I26", "error")
def nature(row: Row) -> Iterator[Objection]:
    """指标性质 is an operator or 定性 (refused on import)."""
    if Remark.NATURE not in row.target.remarks or blank(row["nature"]):
        return
    said = short(row["nature"])
    if Remark.SHIFTED in row.target.remarks:
        message = f"的指标性质「{said}」是等级，像是错了一列，请改为「定性」。"
        yield row.objection("nature", message, fix={"nature": "定性"})
    else:
        yield row.objection("nature", f"的指标性质「{said}」不是 {' '.join(_SIGNED)} 或定性，请改写。")
