"""Checks of the money: rates, scores of the rate, parts and wholes, reasons, 元 and 万元."""

from collections.abc import Iterator
from decimal import Decimal

from perfdesk.core.checks.filled import Filled, Row
from perfdesk.core.checks.shapes import Objection, of_form
from perfdesk.core.checks.words import either
from perfdesk.core.meaning.values import Kind, fixed, money, number, percent, plain, rounded
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own

_CENT = Decimal("0.01")
_PARTS = Decimal("0.02")
_TENTHOUSAND = Decimal(10000)
_HUNDRED = Decimal(100)
_AMOUNTS = ("initial", "adjusted", "executed")


@of_form("B01", "error")
def rate(filled: Filled) -> Iterator[Objection]:
    """A printed rate is executed over adjusted budget, to 0.01 points (published forms: never over 年初)."""
    for row, score in filled.scores.rates.items():
        printed = percent(filled.sheet.fund(row, "rate"))
        cell = Cell(FUNDS, row, "rate")
        if printed is None or score.value is None or abs(printed - score.value) <= _tolerance(filled, "rate", _CENT):
            continue
        message = (
            f"「{filled.money_label(row)}」的执行率是 {plain(printed)}%，按 {score.why} 应为 {_points(score.value)}%"
        )
        yield Objection(cell, f"{message}，请改正。", fix=((cell, filled.scores.shown.get(cell, "")),))


def _tolerance(filled: Filled, what: str, default: Decimal) -> Decimal:
    value: Decimal = filled.profile.get(f"tolerance.{what}", default)
    return value


def _points(value: Decimal) -> str:
    return plain(rounded(value))


@of_form("B02", "error")
def rate_score(filled: Filled) -> Iterator[Objection]:
    """The printed score of the money is what its rate gives (通行做法: rate × 10)."""
    printed, score = number(filled.sheet.fund(0, "score")), filled.scores.execution
    if printed is None or score is None or score.value is None:
        return
    if abs(printed - score.value) >= _tolerance(filled, "score", _CENT):
        cell = Cell(FUNDS, 0, "score")
        message = f"预算执行得分是 {plain(printed)}，按 {score.why} 应为 {plain(score.value)}，请改正。"
        yield Objection(cell, message, fix=((cell, plain(score.value)),))


@of_form("B03", "error")
def parts(filled: Filled) -> Iterator[Objection]:
    """The money rows below the total add up to it, within 0.02 for rounded parts (published forms)."""
    for name in _AMOUNTS:
        whole = money(filled.sheet.fund(0, name))
        given = [money(filled.sheet.fund(row, name)) for row in filled.sheet.fund_rows[1:]]
        there = [each for each in given if each is not None]
        if whole is None or not there or abs(sum(there) - whole) <= _tolerance(filled, "money", _PARTS):
            continue
        yield Objection(
            Cell(FUNDS, 0, name),
            f"「{filled.money_label(0)}」的{filled.label(f'funds.{name}')}是 {plain(whole)}，"
            f"各资金来源合计 {plain(sum(there, Decimal(0)))}，请核对。",
        )


@of_form("B04", "warning")
def above_budget(filled: Filled) -> Iterator[Objection]:
    """More is spent than the budget allows: a rate above 100 % (复核惯例)."""
    for row, score in filled.scores.rates.items():
        if score.value is not None and score.value > _HUNDRED:
            message = f"「{filled.money_label(row)}」的执行数超过预算，执行率 {_points(score.value)}%，请核对。"
            yield Objection(Cell(FUNDS, row, "rate"), message)


@of_form("B05", "warning", excusable=True)
def low_rate(filled: Filled) -> Iterator[Objection]:
    """A rate below 90 % is explained (四川 填表说明; elsewhere 默认口径)."""
    bound = filled.profile.get("rate.explain_below", None)
    score = filled.scores.rates.get(0)
    if bound is None or score is None or score.value is None or score.value >= bound or filled.note:
        return
    place, ask = ("note", "请在「{}」栏说明。") if filled.has("funds.note") else ("rate", "请说明原因。")
    message = f"预算执行率 {_points(score.value)}%，低于 {plain(bound)}%，没有说明原因，"
    yield Objection(Cell(FUNDS, 0, place), message + ask.format(filled.label("funds.note")))


@of_form("B06", "warning", excusable=True)
def changed_budget(filled: Filled) -> Iterator[Objection]:
    """A budget raised or cut in the year is explained; the printed instruction is no explanation (四川 填表说明)."""
    first, now = (money(filled.sheet.fund(0, name)) for name in ("initial", "adjusted"))
    if first is None or now is None or first == now or filled.note or not filled.profile.get("change.reason", False):
        return
    place, ask = ("note", "请在「{}」栏写明理由。") if filled.has("funds.note") else ("adjusted", "请说明理由。")
    act = "调增" if now > first else "调减"
    message = f"预算由 {plain(first)} {act}到 {plain(now)}，没有写明理由，"
    yield Objection(Cell(FUNDS, 0, place), message + ask.format(filled.label("funds.note")))


@of_form("B07", "error")
def no_budget(filled: Filled) -> Iterator[Objection]:
    """Without a budget nothing is spent, and nothing scored for spending (通行做法)."""
    budget, spent = (money(filled.sheet.fund(0, name)) for name in ("adjusted", "executed"))
    if budget != 0 or not filled.profile.scores:
        return
    points = number(filled.sheet.fund(0, "score"))
    if spent is not None and spent > 0:
        message = f"{filled.label('funds.adjusted')}为 0，却执行了 {plain(spent)}，请核对预算数。"
        yield Objection(Cell(FUNDS, 0, "score"), message)
    elif points is not None and points > 0:
        message = f"{filled.label('funds.adjusted')}为 0，预算执行不能得 {plain(points)} 分，请核对。"
        yield Objection(Cell(FUNDS, 0, "score"), message)


# 元 and 万元


@of_form("B08", "error", excusable=True)
def yuan(filled: Filled) -> Iterator[Objection]:
    """A form kept in 万元 holds no amounts in 元: named so, 10 000 or more, 10 000 times its twin (published)."""
    if filled.outline.money != "万元":
        return
    sheet = filled.sheet
    for row in sheet.fund_rows:
        texts = {Cell(FUNDS, row, name): sheet.fund(row, name) for name in _AMOUNTS}
        for cell in texts:
            where = f"「{filled.money_label(row)}」的{filled.label(f'funds.{cell.field}')}"
            yield from _amount(cell, where, texts)
    texts = {own(name): sheet.own(name) for name in ("budget", "fiscal", "other")}
    for cell in texts:
        yield from _amount(cell, f"「{filled.label(cell.field)}」", texts)
    for id_, indicator in filled.rows.items():
        yield from _indicator_yuan(filled, id_, indicator)


def _amount(cell: Cell, where: str, texts: dict[Cell, str]) -> Iterator[Objection]:
    """One amount against its own unit, its size and its twins."""
    text, value = texts[cell].strip(), money(texts[cell])
    if value is None or not text:
        return
    if text.endswith("元") and text[-2:-1] not in ("万", "亿"):
        yield Objection(cell, f"{where}写的是「{short(text)}」，本表以万元计，请换算。", fix=((cell, _wan(value)),))
    elif value >= _TENTHOUSAND:
        twins = [money(other) for at, other in texts.items() if at != cell]
        scaled = value / _TENTHOUSAND
        sure = any(twin and abs(scaled - twin) * 50 <= twin for twin in twins)
        fix = ((cell, _wan(scaled)),) if sure else ()
        yield Objection(cell, f"{where}是 {plain(value)} 万元，像是按元填的，请核对单位。", fix=fix)


def _wan(value: Decimal) -> str:
    """An amount in 万元: with two decimals where they say it all."""
    return fixed(value, 2) if value == rounded(value) else plain(value)


def _indicator_yuan(filled: Filled, id_: int, row: Row) -> Iterator[Objection]:
    """An indicator's amount of 10 000 元 and more, where no column for units says that it is kept in 元."""
    money_matter = row.sort == "成本" or either(row.words.money_names).search(row.name)
    wrong = {
        name: reading.number
        for name, reading in (("target", row.target), ("actual", row.actual))
        if reading.kind is Kind.NUMBER and reading.unit == "元" and reading.scale == 1 and "元" in row[name]
        and reading.number is not None and reading.number >= _TENTHOUSAND
    }  # fmt: skip
    if (row.has("unit") and row["unit"].strip() != "万元") or not money_matter or not wrong:
        return
    fix = tuple((Cell(INDICATORS, id_, name), _rewritten(row, name, value)) for name, value in wrong.items())
    name = next(iter(wrong))
    where = f"{filled.called(id_)}的{filled.label(f'indicators.{name}')}"
    message = f"{where}写的是「{short(row[name])}」，本表以万元计，请换算。"
    yield Objection(Cell(INDICATORS, id_, name), message, fix=fix)


def _rewritten(row: Row, name: str, value: Decimal) -> str:
    operator = row[name].strip()[: len(row[name].strip()) - len(row[name].strip().lstrip("≥≤=＝<>＜＞≧≦═"))]
    return f"{operator}{plain(value / _TENTHOUSAND)}{'' if row.has('unit') else '万元'}"


@of_form("B09", "warning")
def whole_cost(filled: Filled) -> Iterator[Objection]:
    """A cost indicator for the project as a whole says what the budget or the execution says, to 1 % (复核惯例)."""
    sums = [money(filled.sheet.fund(0, name)) for name in ("adjusted", "executed")]
    known = [each for each in sums if each]
    whole = either(filled.words.whole_cost)
    for id_, row in filled.rows.items():
        reached = row.actual
        if row.sort != "成本" or reached.kind is not Kind.NUMBER or reached.unit != "元" or not whole.search(row.name):
            continue
        value = (reached.number or Decimal(0)) / _TENTHOUSAND
        if known and all(abs(value - each) * _HUNDRED > each for each in known):
            yield Objection(
                Cell(INDICATORS, id_, "actual"),
                f"{filled.called(id_)}完成值折合 {plain(value)} 万元，与预算数、执行数（"
                f"{'、'.join(plain(each) for each in known)} 万元）都不一致，请核对。",
            )
