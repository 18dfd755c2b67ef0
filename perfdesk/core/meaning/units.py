"""Units of measure: which words are units, which of them are the same, what 千 百 万 亿 in front of them do.

Knows how a number with its scale and unit stands in a text (`measure_at`, `measures`) and what a unit column or
the end of an indicator's name says (`gauge`). Refuses to know operators and dates, and what the number is for.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdesk.core.meaning.numerals import CHINESE, chinese, exact, plain
from perfdesk.core.meaning.typed import blank, normalised

PERCENT = "%"
_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_ALL = ("百分之百", "百分百")

_KNOWN = frozenset(
    """
    % ‰ 个百分点 百分点 百分比 百分数 人 人次 人数 人员 名 位 场 场次 次 次数 期 期次 班次 人天 人日 人月 批
    批次 轮 轮次 趟 回 节 堂 课时 学时 个 个数 只 台 套 件 件次 辆 辆次 台套 台次 艘 架 部 把 张 幅 面 块 片 条
    根 支 株 棵 丛 盆 粒 枚 颗 头 匹 羽 尾 窝 箱 盒 包 袋 瓶 桶 罐 本 册 份 篇 封 卷 页 幢 栋 座 间 套间 层 口
    眼 处 户 户次 户数 家 家次 所 院 组 队 支队 班 类 种 项 宗 起 例 笔 单 门 款 道 村 镇 乡 县 社区 点 点位 站
    床 床位 座位 车次 航班 班列 标段 段 孔 盏 杆 组次 站点 岗位 岗 题 字 千字 条次 篇次 床日 人家 元 美元 欧元
    人民币 圆 角 分 分钟 小时 工时 时 秒 天 日 工作日 自然日 个工作日 周 个月 月 季 季度 个季度 年 年度 个年度
    岁 亩 亩次 公顷 平方米 平米 平方公里 平方千米 立方米 方 立方 米 公里 千米 里 厘米 毫米 延米 延长米 海里
    公里数 丈 尺 吨 公斤 千克 克 毫克 斤 两 升 毫升 吨公里 人公里 度 千瓦 千瓦时 兆瓦 千伏安 千伏 千卡 瓦 焦耳
    吨标准煤 吨标煤 摄氏度 分贝 倍 成 级 mg kg g t km m cm mm m2 m3 m² m³ kW kw kWh kwh MW L ml GB MB TB h
    """.split()  # noqa: SIM905 -- a list of words reads better as words
)
_LONGEST = max(map(len, _KNOWN))
_SAME = {
    word: words.split()[0]
    for words in (
        "人 人数 名 位 人员",
        "场 场次",
        "次 次数",
        "户 户数",
        "个 个数",
        "天 日",
        "% 百分比 百分数",
        "个百分点 百分点",
        "元 人民币 圆",
        "千克 公斤 kg",
        "克 g",
        "吨 t",
        "米 m",
        "千米 公里 km 公里数",
        "平方米 平米 m2 m²",
        "立方米 立方 方 m3 m³",
        "平方公里 平方千米",
        "个月 月",
        "工作日 个工作日",
        "年 年度",
        "季度 季 个季度",
        "千瓦 kW kw",
        "千瓦时 度 kWh kwh",
        "升 L",
        "毫升 ml",
        "小时 h",
        "吨标准煤 吨标煤",
    )
    for word in words.split()
}
SCALES = {
    word: Decimal(10) ** power
    for word, power in {
        "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7,
        "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
    }.items()
}  # fmt: skip
_SCALE_WORDS = {size: word for word, size in SCALES.items()}
_PERMILLE = Decimal("0.1")

_DIGITS = re.compile(rf"[-+]?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9,])|[0-9]+)(?:\.[0-9]+)?|[{CHINESE}][{CHINESE}点]*")
_START = re.compile(rf"[0-9{CHINESE}]")
_ALTERNATIVES = re.compile(r"[、,，/;；或]")
_NAME_UNIT = re.compile(r"\(([^()]{1,12})\)$|(%)$")
_NAME_NOUN = re.compile(r"(人次|.)(?:数量|数)(?:\([^()]*\))?$")
_NOT_COUNTED = ("十分", "一次性", "一般", "一定", "一体", "千方百计", "万一")
_NUMBERED = tuple("同统唯专之逐某另任进")


class Measure(NamedTuple):
    """A number with its unit, as it stands at `start:end` of a normalised text. `number` is in base units."""

    number: Decimal
    printed: str
    scale: Decimal
    unit: str
    approximate: bool
    start: int
    end: int


class Gauge(NamedTuple):
    """What a bare number in a row counts: 万人次 is scale 10000, unit 人次."""

    scale: Decimal
    unit: str
    source: str = "column"
    """The unit `column`, the end of the `name`, or what the `target` wrote beside its own number."""


def measure_at(text: str, start: int = 0) -> Measure | None:
    """The number, scale and unit that begin here in a normalised text, if any do."""
    for words in _ALL:
        if text.startswith(words, start):
            return Measure(_HUNDRED, "100", _ONE, PERCENT, False, start, start + len(words))
    for words, unit_scale in (("百分之", _ONE), ("千分之", _PERMILLE)):
        if text.startswith(words, start):
            read = _numeral(text, start + len(words))
            return read and Measure(read[0] * unit_scale, read[1], unit_scale, PERCENT, False, start, read[2])
    read = _numeral(text, start)
    if read is None:
        return None
    value, printed, end = read
    loose, end = _loose(text, end)
    scale, end = _scale_at(text, end)
    later, end = _loose(text, end)
    stop = unit_end(text, end)
    unit = text[end:stop]
    if unit == "‰":
        scale, unit = scale * _PERMILLE, PERCENT
    return Measure(value * scale, printed, scale, unit, loose or later, start, stop)


def _numeral(text: str, start: int) -> tuple[Decimal, str, int] | None:
    """Value, digits and end of the numeral that begins here. A Chinese one leaves a last 万 or 亿 to the scale."""
    match = _DIGITS.match(text, start)
    if not match:
        return None
    found = match[0]
    if found[-1] not in CHINESE + "点":
        digits = found.replace(",", "").lstrip("+")
        value = exact(digits)
        return None if value is None else (value, digits, match.end())
    found = found.rstrip("点")
    if found[-1] in "万亿" and not any(sign in "万亿" for sign in found[:-1]):
        found = found[:-1]
    value = chinese(found)
    return None if value is None else (value, plain(value), start + len(found))


def _loose(text: str, at: int) -> tuple[bool, int]:
    """Whether the number is only about so much: 余, 多."""
    return (True, at + 1) if text[at : at + 1] in ("余", "多") else (False, at)


def _scale_at(text: str, at: int) -> tuple[Decimal, int]:
    """The scale that stands here. 千克 is a unit, not a thousand grams."""
    if text[at : at + 1] not in ("十", "百", "千", "万", "亿") or _word_end(text, at) > at:
        return _ONE, at
    word = text[at : at + 2] if text[at : at + 2] in SCALES else text[at]
    return SCALES[word], at + len(word)


def unit_end(text: str, at: int) -> int:
    """Where the unit that begins here ends: 元/人·月 and 个(台、套) are one unit. `at` itself where none begins."""
    end = _word_end(text, at)
    if end == at:
        return at
    while text[end : end + 1] in ("/", "·", "每"):
        further = _word_end(text, end + 1)
        if further == end + 1:
            break
        end = further
    if text[end : end + 1] == "(":
        close = text.find(")", end, end + 40)
        if close > 0 and all(word in _KNOWN for word in _ALTERNATIVES.split(text[end + 1 : close])):
            return close + 1
    return end


def _word_end(text: str, at: int) -> int:
    for size in range(min(_LONGEST, len(text) - at), 0, -1):
        if text[at : at + size] in _KNOWN:
            return at + size
    return at


def measures(text: str) -> tuple[Measure, ...]:
    """Every number with its unit in a text; years, months, days, 第三 and numbers of a list are none."""
    return tuple(_measures(normalised(text)))


def _measures(text: str) -> Iterator[Measure]:
    at = 0
    while match := _START.search(text, at):
        start = match.start()
        measure = measure_at(text, start)
        if measure is None:
            at = _after(text, start)
            continue
        at = measure.end
        if _counts(text, measure):
            yield measure


def _after(text: str, start: int) -> int:
    match = _DIGITS.match(text, start)
    return match.end() if match else start + 1


def _counts(text: str, measure: Measure) -> bool:
    """Whether it is a number of something, not a date, an ordinal, a list number or a phrase."""
    start, end = measure.start, measure.end
    before = text[start - 1 : start]
    if before == "第":
        return False
    if text[start] in CHINESE:
        counted = bool(measure.unit) and before not in _NUMBERED
        return counted and not text.startswith(_NOT_COUNTED, start)
    if start == 0 and text[end : end + 1] in (".", "、", ")"):
        return False
    if measure.unit == "年" and len(measure.printed) == 4:
        return False
    month = measure.unit == "月" or (measure.unit in ("日", "号") and before == "月")
    return not (month and len(measure.printed) <= 2)


@lru_cache(maxsize=1024)
def gauge(column: str, name: str = "") -> Gauge:
    """What a bare number counts: by the unit column, else by the end of the indicator's name: `（个）`."""
    text = "".join(normalised(column).split())
    if blank(text):
        return _named(name)
    if text in SCALES:
        return Gauge(SCALES[text], _noun(name))
    return Gauge(*_parted(text))


def _named(name: str) -> Gauge:
    match = _NAME_UNIT.search("".join(normalised(name).split()))
    text = (match[1] or match[2]).lstrip("≥≤=<>*×") if match else ""
    scale, unit = _parted(text)
    return Gauge(scale, unit, "name") if unit and _is_unit(unit) else Gauge(_ONE, "", "name")


def _is_unit(text: str) -> bool:
    words = _ALTERNATIVES.split(text)
    return text in _SAME or unit_end(text, 0) == len(text) or (len(words) > 1 and all(word in _KNOWN for word in words))


def _noun(name: str) -> str:
    """What a name counts: 覆盖人数 counts 人."""
    named = _named(name)
    if named.unit:
        return named.unit
    match = _NAME_NOUN.search("".join(normalised(name).split()))
    return match[1] if match and match[1] in _KNOWN else ""


def _parted(text: str) -> tuple[Decimal, str]:
    """Scale and base unit of a unit: 万人次 → 10000, 人次."""
    if text == "‰":
        return _PERMILLE, PERCENT
    scale, end = _scale_at(text, 0)
    unit = text[end:]
    return scale, PERCENT if _SAME.get(unit) == PERCENT else unit


def scaled(number: Decimal, printed: str, scale: Decimal, unit: str) -> str:
    """A number with its unit as it is written, in the scale it was printed in: 5万人次."""
    if scale == _PERMILLE and unit == PERCENT:
        return f"{printed}‰"
    word = _SCALE_WORDS.get(scale, "")
    # 3 thousand grams must not be written 3千克.
    if scale != _ONE and (not word or _word_end(word + unit, 0)):
        return plain(number) + unit
    return printed + word + unit


@lru_cache(maxsize=1024)
def members(unit: str) -> frozenset[str]:
    """The units a unit stands for: 个（台、套） is 个, 台 or 套; 人(次) is 人, 次 or 人次; 万人次 is 人次."""
    text = _parted("".join(normalised(unit).split()))[1]
    head, bracket, inner = text.partition("(")
    words = [head] if bracket else _ALTERNATIVES.split(text) if "/" not in text else [text]
    for word in _ALTERNATIVES.split(inner.rstrip(")")) if bracket else ():
        words += [word, head + word] if word == "次" else [word]
    return frozenset(_canonical(word) for word in words if word)


def _canonical(unit: str) -> str:
    """元/名/月 → 元/人·月."""
    head, *per = re.split(r"[/每]", unit)
    below = "·".join(_canonical_word(word) for part in per for word in part.split("·"))
    return "·".join(_canonical_word(word) for word in head.split("·")) + (f"/{below}" if per else "")


def _canonical_word(word: str) -> str:
    return _SAME.get(word, word)


def same_unit(a: str, b: str) -> bool:
    """Whether two units count the same thing, whatever their scale. A missing unit contradicts none."""
    if a == b or not a or not b:
        return True
    return not members(a).isdisjoint(members(b))
