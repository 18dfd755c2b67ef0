"""Checks of what is written in words: fillers, lengths, repetitions, dates, slips, headings.

The text checks look at one text wherever it stands, the form checks at a field or at several together.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from perfdesk.core.checks.filled import Filled, Row, Setting, bare, pairs
from perfdesk.core.checks.shapes import HEURISTIC, Objection, Slip, of_form, of_row, of_text
from perfdesk.core.meaning.typed import normalised
from perfdesk.core.meaning.values import Kind, blank, measures, number, plain, same_unit
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import FUNDS, Cell, own

PROSE = ("goal", "done", "process", "conclusion", "problems", "measures", "purpose")
_TOLD = ("done", "process", "conclusion")
_APART = ("total.weight", "total.score", "schedule[", "signatures.")
"""Required fields that have a check of their own, or are reckoned."""
POINTS = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*分(?![之钟别散类批期析工管项布])")
_TOTAL = re.compile(r"总分|总得分|自评得分|自评分")
_SLIPPED_MONTH = re.compile(r"(20[0-9]{2}年)(1[0-2]|[1-9])(底|初|中旬|上旬|下旬)")
_SLIPPED_YEAR = re.compile(r"(?<![0-9.,，])(20[0-9]{2})度")
_DATE = re.compile(r"(?:(20[0-9]{2})年)?([0-9]{1,2})月(?:([0-9]{1,2})[日号])?")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年")
_SPAN = re.compile(r"20[0-9]{2}年?\s*[-—－–~～至到]+\s*20[0-9]{2}年?")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NUMBER_OF_DOCUMENT = re.compile(
    r"([一-鿿]{2,10})[\[［(（【]\s*(20[0-9]{2}|19[0-9]{2})\s*[\]］)）】]\s*(第?\s*[0-9]{1,5}\s*号)"
)
_HEADINGS = (
    re.compile(r"\s*([一二三四五六七八九十]+)、"),
    re.compile(r"\s*[（(]([一二三四五六七八九十]+)[)）]"),
    re.compile(r"\s*([0-9]{1,2})[.．、](?![0-9])"),
)
_BRACKETED = 1
_CLAUSE = re.compile(r"[，。；;！？!?\n]")
_ALIKE = 12
"""Shorter texts may be the same by chance."""


@of_text("T01", "error")
def filler(text: tuple[str, Setting]) -> Iterator[Slip]:
    """The printed instruction, or a filler such as XX, is overwritten with what is so (published forms)."""
    match = text[1].words.filler.search(text[0])
    if match:
        yield Slip(f"还留着「{short(match[0])}」，是填表说明或占位，请换成实际内容。")


@of_form("T02", "warning")
def length(filled: Filled) -> Iterator[Objection]:
    """No text is longer than its limit, white space not counted (四川 填表说明). An instruction is not measured."""
    for name, limit in filled.outline.limits.items():
        if name.startswith("indicators."):
            continue
        cell = Cell(FUNDS, 0, name.removeprefix("funds.")) if name.startswith("funds.") else own(name)
        text = filled.sheet.text(cell)
        count = len(bare(text))
        if count > limit and not filled.words.filler.search(text):
            message = f"「{filled.label(name)}」有 {count} 个字，不能超过 {limit} 个字，请压缩 {count - limit} 个字。"
            yield Objection(cell, message)


@of_row("T02", "warning")
def length_in_row(row: Row) -> Iterator[Objection]:
    """No text of a row is longer than the limit of its column."""
    for name, limit in row.setting.outline.limits.items():
        field = name.removeprefix("indicators.")
        count = len(bare(row[field])) if name != field else 0
        if count > limit:
            yield row.objection(field, f"的{row.setting.outline.label(name)}有 {count} 个字，不能超过 {limit} 个字。")


@of_form("T03", "error")
def required(filled: Filled) -> Iterator[Objection]:
    """What the paper demands is filled in (published forms)."""
    sheet = filled.sheet
    for name in filled.outline.required:
        if name.startswith(("indicators.", *_APART)):
            continue
        cell = Cell(FUNDS, 0, name.removeprefix("funds.")) if name.startswith("funds.") else own(name)
        if not sheet.text(cell).strip():
            yield Objection(cell, f"「{filled.label(name)}」还没有填，请填写。")


@of_row("T03", "error")
def required_in_row(row: Row) -> Iterator[Objection]:
    """A row has its classes, a target and what was reached. A placeholder is no target of a number."""
    outline = row.setting.outline
    for name in ("l1", "l2", "nature", "target", "actual", "describe", "basis"):
        key = f"indicators.{name}"
        if key in outline.required and not row[name].strip():
            yield row.objection(name, f"还没有填{outline.label(key)}，请填写。")
    operator = row["nature"].strip() not in ("", "定性")
    if row["target"].strip() and row.target.kind is Kind.BLANK and operator:
        yield row.objection(
            "target", f"的{outline.label('indicators.target')}「{short(row['target'])}」只是占位，请填写。"
        )


@of_form("T04", "warning")
def problems_named(filled: Filled) -> Iterator[Objection]:
    """Where points are off, problems and measures say why and what then, each by itself; 无 is no answer (复核惯例)."""
    for name in ("problems", "measures"):
        text = filled.sheet.own(name)
        left_to_t03 = name in filled.outline.required and not text.strip()
        if filled.has(name) and blank(text) and not left_to_t03 and filled.points_off:
            said = f"写的是「{short(text)}」" if text.strip() else "是空的"
            yield Objection(own(name), f"有扣分，「{filled.label(name)}」却{said}，请写明。")


@of_form("T05", "warning")
def total_stated(filled: Filled) -> Iterator[Objection]:
    """The conclusion states the total, and the right one (四川 填表说明)."""
    text, total = filled.sheet.own("conclusion"), filled.total
    if not filled.profile.get("conclusion.total", False) or total is None or blank(text):
        return
    stated = list(POINTS.finditer(text))
    if any(number(each[1]) == total for each in stated):
        return
    cell, label = own("conclusion"), filled.label("conclusion")
    if len(stated) == 1 and _TOTAL.search(text[: stated[0].start()]):
        mended = f"{text[: stated[0].start(1)]}{plain(total)}{text[stated[0].end(1) :]}"
        message = f"「{label}」写的是 {stated[0][1]} 分，总分是 {plain(total)} 分，请改正。"
        yield Objection(cell, message, fix=((cell, mended),))
    else:
        end = "" if text.rstrip().endswith(("。", "！", "；")) else "。"
        mended = f"{text.rstrip()}{end}自评总分{plain(total)}分。"
        yield Objection(cell, f"「{label}」没有写自评总分，请写明 {plain(total)} 分。", fix=((cell, mended),))


@of_form("T06", "hint")
def not_repeated(filled: Filled) -> Iterator[Objection]:
    """What was done, how, and what follows are three things, not one text three times (复核惯例)."""
    seen: dict[str, str] = {}
    for name in _TOLD:
        text = bare(filled.sheet.own(name))
        if len(text) < _ALIKE or filled.words.filler.search(text):
            continue
        if text in seen:
            message = f"「{filled.label(name)}」与「{filled.label(seen[text])}」一字不差，请分别填写。"
            yield Objection(own(name), message)
        seen.setdefault(text, name)


@of_form("T07", "hint", HEURISTIC)
def prose_agrees(filled: Filled) -> Iterator[Objection]:
    """A number in prose is that of the cell it speaks of: 86 here and 85 there (复核惯例)."""
    for name in _TOLD:
        text = filled.sheet.own(name)
        clauses = _measured_clauses(text) if text else ()
        for id_, row in filled.rows.items() if clauses else ():
            said = _otherwise(row, clauses)
            if said:
                reached = short(row["actual"])
                message = (
                    f"「{filled.label(name)}」里写「{said}」，{filled.called(id_)}的完成值是「{reached}」，请核对。"
                )
                yield Objection(own(name), message)


_Clause = tuple[str, frozenset[str], tuple[tuple[str, Decimal, str], ...]]


@lru_cache(maxsize=512)
def _measured_clauses(text: str) -> tuple[_Clause, ...]:
    """The clauses that hold a number with a unit: text, its pairs of characters, the numbers as printed and as read."""
    told = []
    for clause in _CLAUSE.split(normalised(text)):
        found = tuple((clause[each.start : each.end], each.number, each.unit) for each in measures(clause) if each.unit)
        if found:
            told.append((clause, pairs(clause), found))
    return tuple(told)


def _otherwise(row: Row, clauses: tuple[_Clause, ...]) -> str:
    """What prose says of a row's matter in another number than the row; blank where it says the same or nothing."""
    actual, core = row.actual, pairs(row.name)
    if actual.kind is not Kind.NUMBER or not actual.unit or len(core) < 3 or row.target.kind is not Kind.NUMBER:
        return ""
    about = [
        each
        for _, words, found in clauses
        if len(core & words) * 10 >= len(core) * 6
        for each in found
        if each[2] != "%" and same_unit(each[2], actual.unit)
    ]
    if not about or any(value == actual.number for _, value, _ in about):
        return ""
    return about[0][0] if len(about) == 1 else ""


@of_text("T08", "hint")
def dates(text: tuple[str, Setting]) -> Iterator[Slip]:
    """Dates exist: 2022年12底 lacks its 月, 13月 is none (published forms)."""
    said = text[0]
    if "20" not in said and "月" not in said:
        return
    match = _SLIPPED_MONTH.search(said)
    if match:
        mended = _SLIPPED_MONTH.sub(r"\1\2月\3", said)
        yield Slip(f"的日期「{match[0]}」漏了「月」，请改为「{match[1]}{match[2]}月{match[3]}」。", mended)
    slipped = _SLIPPED_YEAR.search(said)
    if slipped:
        yield Slip(f"的「{slipped[0]}」漏了「年」，请改为「{slipped[1]}年度」。", _SLIPPED_YEAR.sub(r"\1年度", said))
    for date in _DATE.finditer(said):
        month, day = int(date[2]), int(date[3] or 1)
        if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
            yield Slip(f"的日期「{date[0]}」不存在，请改正。")


@of_form("T08", "hint")
def year_of_form(filled: Filled) -> Iterator[Objection]:
    """What is aimed at and reported this year does not begin with another one, as last year's text would (复核惯例)."""
    for name in ("goal", "done", "conclusion"):
        text = _SPAN.sub("", filled.sheet.own(name))
        years = _YEAR.findall(text)
        opening = _YEAR.search(text[:16])
        if opening and str(filled.year) not in years and opening[1] != str(filled.year):
            message = f"「{filled.label(name)}」写的是 {opening[1]} 年，本表是 {filled.year} 年度，请核对。"
            yield Objection(own(name), message)


@of_row("T08", "hint")
def year_of_row(row: Row) -> Iterator[Objection]:
    """A deadline of this year's form lies in this year (复核惯例)."""
    for name in ("target", "actual"):
        years = _YEAR.findall(row[name])
        outside = [year for year in years if abs(int(year) - row.setting.year) >= 1]
        if row.target.kind is Kind.DATE and outside and len(outside) == len(years):
            label = row.setting.outline.label(f"indicators.{name}")
            yield row.objection(name, f"的{label}「{short(row[name])}」不在 {row.setting.year} 年度内，请核对。")


@of_text("T09", "hint", HEURISTIC)
def slips_of_the_pen(text: tuple[str, Setting]) -> Iterator[Slip]:
    """Likely slips of the input method, from a list she may edit (复核惯例)."""
    words = text[1].words
    match = words.slip.search(text[0])
    if match:
        mended = words.slip.sub(lambda found: words.slips[found[0]], text[0])
        yield Slip(f"的「{match[0]}」像是「{words.slips[match[0]]}」的笔误，请核对。", mended)


@of_text("T10", "hint")
def headings(text: tuple[str, Setting]) -> Iterator[Slip]:
    """Headings count on by one: 二、二、 repeats, 二、四、 jumps; a deeper level begins anew (published texts)."""
    for _, message in misnumbered(text[0].split("\n")) if "\n" in text[0] else ():
        yield Slip(message)


def misnumbered(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines whose number does not follow the one before on its level, and what is wrong with it.

    一、 may begin anew with each part, and a plain list 1. 2. anywhere; （一） only under a further 一、.
    """
    last = [0] * len(_HEADINGS)
    for at, line in enumerate(lines):
        level, match = next(
            ((level, found) for level, each in enumerate(_HEADINGS) if (found := each.match(line))), (0, None)
        )
        if match is None:
            continue
        sign, before = match[1], last[level]
        here = int(sign) if sign.isdigit() else _chinese(sign)
        last[level:] = [here, *[0] * (len(_HEADINGS) - 1 - level)]
        if before and here == before and here != 1:
            yield at, f"的序号「{sign}」重复了，请改正。"
        elif before and here > before + 1:
            yield at, f"的序号「{sign}」之前有缺号，请改正。"
        elif before and here <= before and (here != 1 or level == _BRACKETED):
            yield at, f"的序号「{sign}」与前面的重复或颠倒，请改正。"


def _chinese(sign: str) -> int:
    digits = "一二三四五六七八九"
    tens, _, ones = sign.rpartition("十") if "十" in sign else ("", "", sign)
    whole = (digits.find(tens) + 1 or 1) * 10 if "十" in sign else 0
    return whole + (digits.find(ones) + 1 if ones else 0)


@of_text("T12", "hint")
def document_numbers(text: tuple[str, Setting]) -> Iterator[Slip]:
    """A document's number has its year in 〔〕 (党政机关公文格式 GB/T 9704)."""
    match = _NUMBER_OF_DOCUMENT.search(text[0])
    if match:
        mended = _NUMBER_OF_DOCUMENT.sub(r"\1〔\2〕\3", text[0])
        yield Slip(f"的文号年份应用「〔〕」，请改为「{match[1]}〔{match[2]}〕{match[3]}」。", mended)
