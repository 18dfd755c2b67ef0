"""Profile and sheet → scores, each with why.

Knows how a form's score comes together: the execution rate, the rows, the sums, the grade; every score carries the
rule that made it, the numbers, the formula in words, what would give full marks, and the source of the rule. How a
row is scored is in `rows.py`, the formulas in `rules.py`. Refuses to know any province: where a branch would ask
which, the profile lacks a parameter. Refuses to look at how things are printed, except that computed cells get the
text the profile's formats say.

What she types into a score cell: where a rule gives a score, it is an override (`override`, with
`override_reason`) and stands beside the rule's; where none can, it is the score (`score`) and counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from operator import itemgetter

from perfdesk.core.meaning.values import fixed, money, plain, rounded
from perfdesk.core.profile import Profile
from perfdesk.core.scores.case import score_places, short
from perfdesk.core.scores.rows import row_score
from perfdesk.core.scores.score import Score, Scores
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Sheet, own

__all__ = ["Score", "Scores", "score"]

_WIDE = Context(prec=120)
"""Room for the longest figures a cell may hold: their quotient is still exact to the cent."""
_HUNDRED = Decimal(100)


def score(profile: Profile, sheet: Sheet, year: int) -> Scores:
    """All figures of a form filled in for that year. A profile that does not score gives none."""
    if not profile.scores:
        return Scores()
    with localcontext(_WIDE):
        rates = {row: _rate(profile, sheet, row) for row in sheet.fund_rows or (0,)}
        execution = _execution(profile, rates[0])
        indicators = {row: row_score(profile, sheet, row, year) for row in sheet.named_rows}
        weights = _weights(profile, sheet, indicators)
        total = _total(profile, weights, execution, rates[0].value, indicators)
        grade = "" if total.value is None else grade_of(profile.get("grades", {}), total.value)
        total = replace(total, why=_with_grade(total, grade, execution, indicators))
        shown = dict(_shown(profile, sheet, rates, execution, indicators, weights, total))
    return Scores(profile.id, execution, rates, indicators, weights, total, grade, shown)


# Money


def _rate(profile: Profile, sheet: Sheet, row: int) -> Score:
    """The execution rate of a money row, in percent. Its denominator is never the budget of the year's beginning."""
    return _rate_of(profile, row, sheet.fund(row, "adjusted"), sheet.fund(row, "executed"))


@lru_cache(maxsize=1024)
def _rate_of(profile: Profile, row: int, adjusted: str, executed: str) -> Score:
    label = profile.get("rate.denominator", "预算数")
    words = f"预算执行数除以{label}。"
    source = profile.source("rate.denominator")
    lacking = _lacking({label: adjusted, "预算执行数": executed})
    if lacking:
        return Score(None, "none", lacking, words, source=source)
    budget, spent = money(adjusted), money(executed)
    if budget is None or spent is None or budget < 0:
        return Score(None, "none", f"{label}是负数，无法计算执行率", words, source=source)
    if budget == 0:
        shown = Decimal(0) if row and spent == 0 and profile.get("rate.zero_rows", False) else None
        return Score(shown, "rate", f"{label}为 0", words, source=profile.source("rate.zero_budget"))
    return Score(spent / budget * _HUNDRED, "rate", f"{plain(spent)} ÷ {plain(budget)}", words, source=source)


def _lacking(texts: Mapping[str, str]) -> str:
    """Which of these are blank or no numbers; blank if none."""
    blank = [label for label, text in texts.items() if not text.strip()]
    if blank:
        return f"还没有填{'和'.join(blank)}"
    wrong = [f"{label}「{short(text)}」" for label, text in texts.items() if money(text) is None]
    return f"{'、'.join(wrong)}不是能核算的数字" if wrong else ""


def _execution(profile: Profile, rate: Score) -> Score:
    """The score of the money: the rate's part of the weight, at most the whole; or steps where the profile has them."""
    weight = profile.decimal("execution.weight")
    steps = profile.get("execution.steps", None)
    words = _step_words(steps) if steps else f"预算执行率乘以分值 {plain(weight)}，超过 100% 的按 100% 计。"
    source = profile.source("execution.steps" if steps else "execution.weight")
    full = "预算执行率达到 100% 即得满分。"
    if rate.rule == "none":
        return Score(None, "none", rate.why, words, full, source, weight)
    if rate.value is None:
        value = profile.get("rate.zero_budget", Decimal(0))
        why = f"{rate.why}，得 {plain(value)} 分"
        return Score(value, "rate", why, words, full, profile.source("rate.zero_budget"), weight, value)
    if steps:
        share = next((share for start, share in steps if rate.value >= start), Decimal(0))
        why = f"执行率 {_percent(profile, rate.value)}，得 {plain(share)}% × {plain(weight)}"
    else:
        share = max(Decimal(0), min(rate.value, _HUNDRED) if profile.get("rate.cap", True) else rate.value)
        capped = f"（按 {plain(share)}% 计）" if share != rate.value else ""
        why = f"{rate.why} × {plain(weight)}{capped}"
    value = rounded(weight * share / _HUNDRED, score_places(profile))
    return Score(value, "rate", why, words, "" if value >= weight else full, source, weight, value)


def _step_words(steps: list[list[Decimal]]) -> str:
    parts = [f"达到 {plain(start)}% 得分值的 {plain(share)}%" for start, share in steps]
    return f"预算执行率分档得分：{'，'.join(parts)}，再低不得分。"


def _percent(profile: Profile, rate: Decimal) -> str:
    """A rate as the profile prints it: `95.88%` and `100.00%`, or `95.88%` and `100%`."""
    if profile.get("rate.format", "0%") == "0.00%":
        return f"{fixed(rate, 2)}%"
    return f"{plain(rounded(rate))}%"


# Sums


def _weights(profile: Profile, sheet: Sheet, indicators: Mapping[int, Score]) -> Score:
    """The sum of the weights, which must come to 100."""
    spending, whole = profile.decimal("execution.weight"), profile.get("sum", _HUNDRED)
    given = [each.weight for each in indicators.values() if each.weight is not None]
    words = f"预算执行的分值加各指标的分值，合计应为 {plain(whole)}。"
    source = profile.source("sum")
    if not given:
        why = "还没有填写指标的分值" if indicators else "还没有指标"
        return Score(None, "none", why, words, source=source)
    value = spending + sum(given)
    why, full = f"{plain(spending)} + {plain(value - spending)}", ""
    if value != whole:
        why += f"，{'少' if value < whole else '多'} {plain(abs(whole - value))}"
        full = f"各项分值合计为 {plain(whole)} 才能得到满分。"
    return Score(value, "sum", why + _cost_hint(profile, sheet), words, full, source)


def _cost_hint(profile: Profile, sheet: Sheet) -> str:
    """That a cost indicator must be added, where the profile demands one and the form has none."""
    points = profile.get("cost.default", None)
    if points is None or any("成本" in sheet.at(row, "l1") + sheet.at(row, "l2") for row in sheet.named_rows):
        return ""
    return f"；没有成本指标，须补一个不超过 {plain(points)} 分的成本指标"


def _total(
    profile: Profile, weights: Score, execution: Score, rate: Decimal | None, indicators: Mapping[int, Score]
) -> Score:
    """Execution and indicators together; what is not filled in yet is not in it."""
    words, source = "预算执行得分加各指标得分。", profile.source("sum")
    earned = [each.value for each in indicators.values() if each.value is not None]
    if weights.value is None:
        return Score(None, "none", weights.why, words, source=source)
    if not earned and execution.value is None:
        return Score(None, "none", "还没有任何得分", words, source=source)
    spending, rows = execution.value or Decimal(0), sum(earned, Decimal(0))
    reached = spending + rows >= profile.get("sum", _HUNDRED)
    full = "" if reached else weights.full or f"预算执行和各指标都得满分，总分即为 {plain(weights.value)}。"
    base = Score(spending + rows, "sum", f"预算执行 {plain(spending)} + 指标 {plain(rows)}", words, full, source)
    return _capped(profile, rate, _rescaled(profile, execution, indicators, base))


def _rescaled(profile: Profile, execution: Score, indicators: Mapping[int, Score], base: Score) -> Score:
    """Where rows do not apply, the rest counts for the whole."""
    apart = [each for each in indicators.values() if each.rule == "apart"]
    whole: Decimal = profile.get("sum", _HUNDRED)
    counted = [each.weight for each in indicators.values() if each.rule != "apart" and each.weight is not None]
    left = (execution.weight or Decimal(0)) + sum(counted)
    if not apart or base.value is None or left <= 0:
        return base
    value = rounded(base.value * whole / left, score_places(profile))
    why = f"({base.why}) ÷ {plain(left)} × {plain(whole)}（{len(apart)} 行不适用）"
    return replace(base, value=value, why=why, source=profile.source("not_applicable"))


def _capped(profile: Profile, rate: Decimal | None, base: Score) -> Score:
    """A low execution rate holds the total down, where the profile says so."""
    steps = sorted(profile.get("cap.by_rate", []))
    found = next(((under, most) for under, most in steps if rate is not None and rate < under), None)
    if found is None or base.value is None or base.value <= found[1]:
        return base
    under, most = found
    why = f"{base.why} = {plain(base.value)}，执行率低于 {plain(under)}%，总分不超过 {plain(most)}"
    full = f"预算执行率达到 {plain(max(steps)[0])}% 即不受此限。"
    return replace(base, value=most, why=why, full=full, source=profile.source("cap.by_rate"))


def grade_of(bounds: Mapping[str, Decimal], points: Decimal) -> str:
    """The grade of a total: the highest whose lower bound it reaches."""
    best = sorted(bounds.items(), key=itemgetter(1), reverse=True)
    return next((name for name, bound in best if points >= bound), "")


def _with_grade(total: Score, grade: str, execution: Score, indicators: Mapping[int, Score]) -> str:
    """Why the total is what it is, its grade, and what is still open."""
    if total.value is None:
        return total.why
    open_rows = sum(each.value is None and each.rule != "apart" for each in indicators.values())
    waiting = [f"{open_rows} 行指标"] if open_rows else []
    waiting += ["预算执行"] if execution.value is None else []
    named = f"，{'暂' if waiting else ''}评「{grade}」" if grade else ""
    return total.why + named + (f"；{'和'.join(waiting)}还没有得分，总分是暂计" if waiting else "")


# What the page prints


def _shown(
    profile: Profile,
    sheet: Sheet,
    rates: Mapping[int, Score],
    execution: Score,
    indicators: Mapping[int, Score],
    weights: Score,
    total: Score,
) -> Iterator[tuple[Cell, str]]:
    """The text of every computed cell, blank ones too: what was printed there before does not shine through."""
    for row, rate in rates.items():
        yield Cell(FUNDS, row, "rate"), "" if rate.value is None else _percent(profile, rate.value)
    yield Cell(FUNDS, 0, "weight"), plain(profile.decimal("execution.weight"))
    yield Cell(FUNDS, 0, "score"), _figure(execution)
    for row in sheet.rows:
        given = indicators.get(row)
        kept = given is None or given.automatic is None
        yield Cell(INDICATORS, row, "score"), _kept(sheet, row) if given is None or kept else _figure(given)
    yield own("total.weight"), _figure(weights)
    yield own("total.score"), _figure(total)


def _kept(sheet: Sheet, row: int) -> str:
    """Where no rule gives a score, the text she typed, as she typed it."""
    return sheet.at(row, "score") or sheet.at(row, "override")


def _figure(score: Score) -> str:
    return "" if score.value is None else plain(score.value)
