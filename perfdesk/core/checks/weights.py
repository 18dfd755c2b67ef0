"""Checks of the weights: their sum, the classes' shares, single rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from perfdesk.core.checks.filled import Filled, Row
from perfdesk.core.checks.shapes import Objection, of_form, of_row
from perfdesk.core.meaning.values import blank, plain
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import INDICATORS, Cell, own

_SET = re.compile(r"[（(]\s*([0-9]+(?:\.[0-9]+)?)\s*分?\s*[)）]")
_HEAVY = Decimal(40)
_FEWEST = 3


@of_form("W01", "error")
def whole(filled: Filled) -> Iterator[Objection]:
    """The weights of the indicators and of the execution rate come to 100 (财预〔2020〕10号; published forms)."""
    weights = filled.scores.weights
    wanted: Decimal = filled.profile.get("sum", Decimal(100))
    if weights is None or weights.value is None or weights.value == wanted:
        return
    apart = f"{'少' if weights.value < wanted else '多'} {plain(abs(wanted - weights.value))} 分"
    yield Objection(
        own("total.weight"), f"各项分值合计 {plain(weights.value)}，应为 {plain(wanted)}，{apart}，请核对各行分值。"
    )


@of_form("W02", "error")
def as_set(filled: Filled) -> Iterator[Objection]:
    """Where a class prints its own weight, 产出指标（50分）, its rows add up to it (published forms)."""
    for name in ("l1", "l2"):
        if not any("（" in row[name] or "(" in row[name] for row in filled.rows.values()):
            continue
        classes: dict[str, list[tuple[int, Row]]] = {}
        for id_, row in filled.rows.items():
            if _SET.search(row[name]):
                classes.setdefault(row[name] if name == "l1" else row["l1"] + row[name], []).append((id_, row))
        for rows in classes.values():
            match = _SET.search(rows[0][1][name])
            given = [row.weight for _, row in rows]
            if match is None or None in given:
                continue
            total, wanted = sum((each for each in given if each is not None), Decimal(0)), Decimal(match[1])
            if total != wanted:
                title = short(_SET.sub("", rows[0][1][name]))
                yield Objection(
                    Cell(INDICATORS, rows[0][0], "weight"),
                    f"「{title}」标明 {plain(wanted)} 分，各行分值合计 {plain(total)} 分，请核对。",
                )


@of_row("W03", "error")
def given(row: Row) -> Iterator[Objection]:
    """Every indicator has a weight above zero: without one it cannot be scored (published forms)."""
    if row.score is None or row.score.weight is not None:
        return
    typed = row["weight"]
    what = "没有填分值" if blank(typed) else f"的分值「{short(typed)}」不是大于零的数"
    yield row.objection("weight", f"{what}，请填写。")


@of_form("W04", "warning")
def by_class(filled: Filled) -> Iterator[Objection]:
    """The classes share the points as the profile foresees: 50, 30 and 10 (财预〔2020〕10号); a class a form may do
    without leaves its points to another (口径 classes.inherit)."""
    given, first = _by_class(filled)
    wanted = _foreseen(filled) if given else {}
    for name, weight in wanted.items():
        if name in given and given[name] != weight:
            yield Objection(
                Cell(INDICATORS, first[name], "l1"),
                f"「{name}」各行分值合计 {plain(given[name])} 分，口径定为 {plain(weight)} 分，请核对。",
            )


@of_form("W04", "hint")
def as_usual(filled: Filled) -> Iterator[Objection]:
    """Where the classes are free, they share the points in one of the ways that are usual (口径 classes.usual); a form
    without one of the classes, or whose points do not add up, is another matter."""
    given, first = _by_class(filled)
    usual: Sequence[Mapping[str, Decimal]] = filled.profile.get("classes.usual", ())
    alike = [split for split in usual if split.keys() == given.keys() and sum(split.values()) == sum(given.values())]
    if alike and given not in alike:
        ways = "、".join(_shares(split, given) for split in alike)
        message = f"{'、'.join(given)}的分值是 {_shares(given, given)}，通常是 {ways}，请核对。"
        yield Objection(Cell(INDICATORS, next(iter(first.values())), "l1"), message)


def _shares(split: Mapping[str, Decimal], order: Iterable[str]) -> str:
    return "/".join(plain(split[name]) for name in order)


def _by_class(filled: Filled) -> tuple[Mapping[str, Decimal], Mapping[str, int]]:
    """The points of each first-level class, and the row it begins with; nothing while a row has none."""
    given: dict[str, Decimal] = {}
    first: dict[str, int] = {}
    for id_, row in filled.rows.items():
        if row.weight is None:
            return {}, {}
        name = _class_of(filled, row)
        given[name] = given.get(name, Decimal(0)) + row.weight
        first.setdefault(name, id_)
    return given, first


def _foreseen(filled: Filled) -> Mapping[str, Decimal]:
    """The weight of each first-level class that has one, after those that are missing left theirs to others."""
    wanted = {each.name: each.weight for each in filled.profile.classes if each.weight is not None}
    there = {_class_of(filled, row) for row in filled.rows.values()}
    heirs: Mapping[str, str] = filled.profile.get("classes.inherit", {})
    for name, heir in heirs.items():
        if name in wanted and name not in there and heir in wanted:
            wanted[heir] += wanted.pop(name)
    return wanted


def _class_of(filled: Filled, row: Row) -> str:
    text = _SET.sub("", row["l1"]).strip()
    return text if text in filled.profile.first_classes else f"{text}指标"


@of_form("W05", "hint")
def balanced(filled: Filled) -> Iterator[Objection]:
    """No single indicator holds more than 40 points, and there are at least three (复核惯例)."""
    if not filled.profile.scores:
        return
    rows = {id_: row for id_, row in filled.rows.items() if row.weight is not None}
    for id_, row in rows.items():
        if row.weight is not None and row.weight > _HEAVY:
            yield Objection(
                Cell(INDICATORS, id_, "weight"),
                f"{filled.called(id_)}一项占 {plain(row.weight)} 分，超过 {plain(_HEAVY)} 分，宜拆成几个指标。",
            )
    if rows and len(rows) == len(filled.rows) and len(rows) < _FEWEST:
        yield Objection(
            Cell(INDICATORS, next(iter(rows)), "weight"), f"只有 {len(rows)} 个指标，难以反映项目全貌，宜再补充。"
        )
