"""Checks of what an indicator is called and where it stands: name against number and unit, class against name."""

import re
from collections.abc import Iterator

from perfdesk.core.checks.filled import Filled, Row, pairs
from perfdesk.core.checks.shapes import HEURISTIC, INDICATORS_WHOLE, Objection, of_form, of_row
from perfdesk.core.checks.words import ClassWords, either
from perfdesk.core.meaning.values import Kind, Measure, Remark, gauge, measures, operator_of, plain, same_unit
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import INDICATORS, Cell

_NUMBERED = re.compile(r"^\s*指标\s*[0-9一二三四五六七八九十]+\s*[.．、:：]\s*")
_POINTS = re.compile(r"[（(]\s*[0-9.]+\s*分?\s*[)）]")
_MARKS = re.compile(r"[\W_]+")
_NO_COST = ("节约", "节省", "降低", "下降", "减少", "率")
_DIGIT = re.compile(r"[0-9０-９]")
_ENDING = re.compile(r"[（(][^（()）]*[)）]$")


@of_row("I05", "warning")
def name_agrees(row: Row) -> Iterator[Objection]:
    """What the name counts is what the target counts: 1期 is not 次, （月） is not %, 人数 is no percentage, 覆盖率 no
    count; a number in the name is the target (published forms)."""
    if not row.numeric or row.target.number is None:
        return
    place = "unit" if row.has("unit") else "target"
    unit = row.target.unit
    found = _bracket(row, unit) or _ending(row, unit) or _number(row, unit)
    if found:
        yield row.objection(found[1] or place, found[0])


def _shown(row: Row, unit: str) -> str:
    return row["unit"].strip() or unit or "（无单位）"


def _bracket(row: Row, unit: str) -> tuple[str, str] | None:
    """The unit in brackets at the end of the name against the unit of the target."""
    if row.name.rstrip()[-1:] not in (")", "）", "%", "％"):
        return None
    named = gauge("", row.name).unit
    if named and unit and not same_unit(named, unit):
        return f"的名称写明以「{named}」计，指标值以「{_shown(row, unit)}」计，请统一。", ""
    return None


def _ending(row: Row, unit: str) -> tuple[str, str] | None:
    """人数, 数量 are counts; 率, 认知度 are percentages."""
    name, words = _ENDING.sub("", "".join(row.name.split())), row.words
    if name.endswith(words.counts) and unit == "%":
        return f"数的是个数，指标值却以「{_shown(row, unit)}」计，请核对。", ""
    if name.endswith(words.rates) and not name.endswith(words.not_rates) and unit not in ("", "%"):
        return f"是比率或程度，指标值却以「{_shown(row, unit)}」计，请核对。", ""
    return None


def _number(row: Row, unit: str) -> tuple[str, str] | None:
    """The one number in the name against the target."""
    if not _DIGIT.search(row.name):
        return None
    found = [each for each in measures(row.name) if each.unit and not each.approximate and _digits(each)]
    aim = row.target.number
    if len(found) != 1 or row.target.kind is not Kind.NUMBER or not unit:
        return None
    named = found[0]
    counts = f"{plain(named.number)}{named.unit}"
    if same_unit(named.unit, unit):
        if named.number != aim and unit != "%":
            return f"的名称写明 {counts}，指标值是「{short(row['target'])}」，请统一。", "target"
        return None
    if named.number == aim:
        return f"的名称写明 {counts}，指标值却以「{_shown(row, unit)}」计，请统一。", ""
    return None


def _digits(measure: Measure) -> bool:
    """Printed in digits: 三个 in a name is mostly a phrase."""
    return measure.printed.isascii() and measure.unit not in ("年", "月", "日", "天", "年度", "级", "期次")


@of_row("I14", "warning")
def cost_is_a_ceiling(row: Row) -> Iterator[Objection]:
    """A cost is not to be exceeded: ≤, not ≥ (复核惯例). Rates of saving and spending are no cost."""
    if row.sort != "成本" or not row.numeric or any(word in row.name for word in _NO_COST):
        return
    sign = "" if Remark.ASSUMED_OPERATOR in row.target.remarks else row.target.operator
    if sign not in ("≥", ">"):
        return
    right = "≤" if sign == "≥" else "<"
    if row.has("nature") and operator_of(row["nature"]):
        message = f"是成本指标，指标性质「{row['nature'].strip()}」表示花得越多越好，应为「{right}」。"
        yield row.objection("nature", message, fix={"nature": right})
        return
    text = row["target"].strip()
    core = text.lstrip("≥≧>＞=")
    fix = {"target": right + core} if core != text else None
    place = "nature" if row.has("nature") else "target"
    yield row.objection(place, f"是成本指标，指标值「{short(text)}」表示花得越多越好，应为「{right}」。", fix=fix)


@of_row("I15", "warning", HEURISTIC)
def paying_is_no_output(row: Row) -> Iterator[Objection]:
    """Paying money out is no output; the execution rate is scored already (复核惯例)."""
    if row.sort == "数量" and either(row.words.paying).search(row.name):
        yield row.objection("l3", "考核的是资金支付，预算执行率已经计分，数量指标宜写做了什么，请核对。")


@of_row("I16", "hint", HEURISTIC)
def class_fits(row: Row) -> Iterator[Objection]:
    """The name or the unit speaks for another class than the one it stands under (复核惯例)."""
    suggested = row.sort and _suggested(row)
    if suggested:
        yield row.objection("l2", f"放在「{short(row['l2'])}」里，看名称和单位更像{suggested}指标，请核对。")


def _suggested(row: Row) -> str:
    """The class that name or unit speak for, where that is another than the row's own."""
    name = _NUMBERED.sub("", "".join(row.name.split()))
    if row.sort == "满意":
        content = either(row.words.satisfaction).search(name)
        return "" if content or not name else "其他类的"
    own = any(_worded(each, name) for each in row.words.classes if each.sort == row.sort)
    for each in row.words.classes:
        if row.sort not in each.under or any(word in name for word in each.apart):
            continue
        if _worded(each, name) and not own:
            return each.sort
        if each.units and row.target.kind is Kind.NUMBER and row.target.unit and _counted(each, row.target.unit):
            return each.sort
    return ""


def _worded(each: ClassWords, name: str) -> bool:
    return any(word in name for word in each.words)


def _counted(each: ClassWords, unit: str) -> bool:
    return any(same_unit(word, unit) for word in each.units)


@of_form("I17", "warning")
def named_once(filled: Filled) -> Iterator[Objection]:
    """One 三级指标 stands under one class: the same again under another is counted twice, and collapses on import
    (复核惯例)."""
    seen: dict[str, list[int]] = {}
    for id_, row in filled.rows.items():
        name = _MARKS.sub("", _NUMBERED.sub("", row.name))
        earlier = seen.setdefault(name, [])
        before = next((each for each in earlier if _another_class(filled, each, id_)), None)
        if name and before is not None:
            first = filled.called(before).split("「")[0]
            message = f"{filled.called(id_)}与{first}是同一个指标，放在两类里会重复计分，请删去一个。"
            yield Objection(Cell(INDICATORS, id_, "l3"), message)
        earlier.append(id_)


def _another_class(filled: Filled, first: int, second: int) -> bool:
    one, other = filled.rows[first], filled.rows[second]
    known = filled.profile.second_classes("")
    a, b = _bare_class(one["l2"]), _bare_class(other["l2"])
    return a != b and a in known and b in known


# The class tree


@of_form("I18", "error")
def in_the_tree(filled: Filled) -> Iterator[Objection]:
    """First and second class are those of the profile (published forms; refused on import). Merged cells count once."""
    if not filled.profile.classes:
        return
    above: tuple[str, str] = ("", "")
    for id_, row in filled.rows.items():
        here = (row["l1"], row["l2"])
        if here[0] != above[0]:
            yield from _unknown(filled, id_, "l1", list(filled.profile.first_classes))
        if here != above:
            yield from _unknown(filled, id_, "l2", list(filled.profile.second_classes(_bare_class(row["l1"]))))
        above = here


def _unknown(filled: Filled, id_: int, name: str, known: list[str]) -> Iterator[Objection]:
    text = filled.rows[id_][name]
    bare = _bare_class(text)
    if not bare or bare in known or f"{bare}指标" in known:
        return
    near = [each for each in known if _near(bare, each)]
    label = filled.label(f"indicators.{name}")
    message = f"{filled.called(id_)}的{label}「{short(text)}」不在规定的分类里，"
    if len(near) != 1:
        offered = "、".join(known) if name == "l1" else "规定的二级指标"
        yield Objection(Cell(INDICATORS, id_, name), f"{message}应是{offered}之一，请改写。")
        return
    rows = filled.rows.items()
    fix = tuple((Cell(INDICATORS, other, name), near[0]) for other, row in rows if row[name] == text)
    yield Objection(Cell(INDICATORS, id_, name), f"{message}应为「{near[0]}」，请改正。", fix=fix)


def _bare_class(text: str) -> str:
    return _POINTS.sub("", "".join(text.split()))


def _near(text: str, known: str) -> bool:
    """Whether one character makes the difference."""
    if len(text) == len(known):
        return sum(a != b for a, b in zip(text, known, strict=True)) == 1
    longer, shorter = (text, known) if len(text) > len(known) else (known, text)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


@of_form("I19", "warning")
def classes_there(filled: Filled) -> Iterator[Objection]:
    """No form is without outputs and benefits; satisfaction where the profile demands it (财预〔2020〕10号)."""
    wanted = filled.profile.get("classes.required", ["产出指标", "效益指标"])
    missing = [name for name in wanted if name in filled.profile.first_classes and not _present(filled, name)]
    if missing and len(filled.rows) >= 2:
        yield Objection(INDICATORS_WHOLE, f"没有{'、'.join(missing)}，请补充。")


def _present(filled: Filled, name: str) -> bool:
    known = filled.profile.second_classes(name)
    there = ((_bare_class(row["l1"]), _bare_class(row["l2"])) for row in filled.rows.values())
    return any(first in (name, name.removesuffix("指标")) or second in known for first, second in there)


@of_form("I25", "hint", HEURISTIC)
def group_known(filled: Filled) -> Iterator[Objection]:
    """Those who were asked whether they are content occur in the project (复核惯例)."""
    texts = [filled.sheet.own(name) for name in ("project", "goal", "done", "process", "purpose", "unit", "conclusion")]
    for id_, row in filled.rows.items():
        if row.sort != "满意":
            continue
        group = _group(row)
        others = [each.name for other, each in filled.rows.items() if other != id_]
        if group and not pairs(group) <= filled.words.apart and not _mentioned(group, texts + others):
            message = f"{filled.called(id_)}调查的是「{short(group)}」，别处都没有提到，请核对调查对象。"
            yield Objection(Cell(INDICATORS, id_, "l3"), message)


def _mentioned(group: str, texts: list[str]) -> bool:
    """Whether any text speaks of a group: 读者 of reading, 种植户 of planting."""
    core = group.rstrip("户者员人民们")
    if len(core) <= 2:
        return any(sign in text for text in texts for sign in core)
    return any(pairs(group) & pairs(text) for text in texts)


def _group(row: Row) -> str:
    """Whose satisfaction it is; blank where it is everybody's."""
    name = "".join(row.name.split())
    match = either(row.words.satisfaction).search(name)
    group = name[: match.start()] if match else ""
    return "" if len(group) < 2 or either(row.words.everybody).search(group) else group


def numbered(text: str) -> re.Match[str] | None:
    """The 「指标n.」 in front of a name."""
    return _NUMBERED.match(text)
