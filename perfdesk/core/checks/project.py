"""Checks of the project itself: code, department, people, budget of a target form, payment schedule, goal."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfdesk.core.checks.filled import Filled, pairs
from perfdesk.core.checks.shapes import HEURISTIC, Objection, of_form
from perfdesk.core.checks.words import either
from perfdesk.core.meaning.values import blank, fixed, money, percent, plain, rounded
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import own

CODE = re.compile(r"[0-9]{6}[0-9]{2}[A-Z][0-9A-Z]{12}")
_SIGNATURE = "signatures."
_QUARTERS = ("schedule[0]", "schedule[1]", "schedule[2]", "schedule[3]")


@of_form("P01", "error")
def code(filled: Filled) -> Iterator[Objection]:
    """A project's code has 21 characters: 6 digits of the district, 2 of the year, a letter, 12 more (一体化规范)."""
    text = filled.sheet.own("code").strip()
    if text and filled.has("code") and not CODE.fullmatch(text):
        count = f"共 {len(text)} 位" if len(text) != 21 else "有不该出现的字符"
        yield Objection(
            own("code"),
            f"项目编码「{short(text)}」不合规则（{count}），应为 6 位区划、2 位年份、1 位字母加 12 位，请核对。",
        )


@of_form("P03", "hint")
def department(filled: Filled) -> Iterator[Objection]:
    """The competent department is the unit's own, rarely the finance bureau that pays (复核惯例)."""
    text = filled.sheet.own("department").strip()
    bureau = either(filled.words.finance)
    if bureau.search(text) and not bureau.search(filled.sheet.own("unit")):
        yield Objection(own("department"), f"主管部门写的是「{short(text)}」，一般应是业务主管部门，请核对。")


@of_form("P04", "warning")
def signatures(filled: Filled) -> Iterator[Objection]:
    """Those who answer for the project and for the money sign, and are two persons (published forms)."""
    wanted = sorted(name for name in filled.outline.fields if name.startswith(_SIGNATURE))
    names = [(name.removeprefix(_SIGNATURE), filled.sheet.own(name).strip()) for name in wanted]
    missing = [who for who, name in names if blank(name)]
    if missing:
        yield Objection(own("signatures"), f"{'、'.join(missing)}还没有填，请填写。")
    signed: dict[str, list[str]] = {}
    for who, name in names:
        if not blank(name):
            signed.setdefault(name, []).append(who)
    for name, posts in signed.items():
        if len(posts) > 1:
            message = f"{'和'.join(posts)}都是「{short(name)}」，一般不由一人担任，请核对。"
            yield Objection(own("signatures"), message, "hint")


@of_form("P05", "warning")
def schedule(filled: Filled) -> Iterator[Objection]:
    """The payments foreseen rise from date to date and end at 100 % (published forms)."""
    if not any(filled.has(name) for name in _QUARTERS):
        return
    shares = [percent(filled.sheet.own(name)) for name in _QUARTERS]
    given = [share for share in shares if share is not None]
    if len(given) < len(shares):
        yield Objection(own("schedule"), f"资金支出计划有 {len(shares) - len(given)} 个时点没有填，请填写累计百分比。")
    elif any(later < earlier for earlier, later in pairwise(given)):
        yield Objection(own("schedule"), "资金支出计划是累计百分比，后一时点不能小于前一时点，请核对。")
    elif given[-1] != 100:
        yield Objection(own("schedule"), f"资金支出计划最后一个时点是 {plain(given[-1])}%，应为 100%，请核对。")


@of_form("P06", "error")
def sources(filled: Filled) -> Iterator[Objection]:
    """预算数 is 财政资金 and 其他资金 together (published forms), within 0.02."""
    whole, *parts = (money(filled.sheet.own(name)) for name in ("budget", "fiscal", "other"))
    given = [part for part in parts if part is not None]
    if whole is None or not given:
        return
    total = sum(given, Decimal(0))
    if abs(whole - total) > filled.profile.get("tolerance.money", Decimal("0.02")):
        text = fixed(total, 2) if total == rounded(total) else plain(total)
        message = f"预算数 {plain(whole)} 不等于财政资金与其他资金之和 {plain(total)}，请核对。"
        yield Objection(own("budget"), message, fix=((own("budget"), text),))


@of_form("P07", "hint", HEURISTIC)
def goal(filled: Filled) -> Iterator[Objection]:
    """The goal speaks of what the indicators measure, or of the project at least (复核惯例)."""
    text = filled.sheet.own("goal")
    names = [pairs(row.name) for row in filled.rows.values() if row.sort != "满意"]
    if blank(text) or len(names) < 3:
        return
    if not pairs(text) & set().union(*names, pairs(filled.sheet.own("project"))):
        yield Objection(
            own("goal"), f"「{filled.label('goal')}」没有提到任何一个指标的内容，请核对目标与指标是否对应。"
        )
