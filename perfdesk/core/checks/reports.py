"""Checks of narrative reports against the forms they speak of, paragraph by paragraph.

A paragraph's address is `text[n]`, counted from 0. Refuses to know how a document was read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.checks.filled import Setting
from perfdesk.core.checks.shapes import Objection, Slip, of_report
from perfdesk.core.checks.texts import POINTS, misnumbered
from perfdesk.core.meaning.values import blank, measures, number, plain
from perfdesk.core.scores.scoring import grade_of
from perfdesk.core.sheet import Cell, own

_PROJECTS = (
    r"(?:共|涉及|开展|完成|对|全部|纳入)[^，。；]{0,12}?([0-9]+|[一二三四五六七八九十]+)\s*个(?:[^，。；个]{0,8})项目"
)
_NO_BREAKDOWN = Decimal(20)
"""Shares this far from 100 together are not those of one whole."""
_SHARES = r"占([^，。；、0-9]{0,16}?)([0-9]+(?:\.[0-9]+)?)\s*[%％]"
_GRADE = r"(?:等级|结果|评价|评定|评)(?:等次|等级)?(?:为|是)\s*[「“\"]?(优|良|中|差)(?:秀|好|等)?[」”\"]?(?![一-鿿]{2})"
_NO_PROBLEM = r"问题[：:]\s*(?:无|没有)[。.]?$"
_HEADING = 20
_SENTENCE = r"[。！？\n]"


class Report(NamedTuple):
    """A narrative text by paragraphs, and how many forms it reports on (None where nobody knows)."""

    setting: Setting
    paragraphs: Sequence[str]
    forms: int | None = None


def place(number_: int) -> Cell:
    return own(f"text[{number_}]")


@of_report("R01", "warning")
def projects_counted(report: Report) -> Iterator[Objection]:
    """The number of projects a report names is that of the forms at hand (published texts)."""
    for at, text in enumerate(report.paragraphs):
        match = re.search(_PROJECTS, text)
        if match is None or report.forms is None or ("绩效" not in text and "自评" not in text):
            continue
        told = number(match[1]) or next((each.number for each in measures(match[1] + "个")), None)
        if told is not None and told != report.forms:
            message = f"第{at + 1}段写了 {plain(told)} 个项目，自评表有 {report.forms} 张，请核对。"
            yield Objection(place(at), message)


@of_report("R02", "hint")
def shares_whole(report: Report) -> Iterator[Objection]:
    """The shares of one whole add to 100 (published texts): half a hundredth for each rounded one is granted.

    Shares of different wholes (占总支出, 占项目支出) and rates to be reached (占总数的比率90%以上) are left alone.
    """
    for at, text in enumerate(report.paragraphs):
        for sentence in re.split(_SENTENCE, text):
            wholes: dict[str, list[Decimal]] = {}
            for whole, share in re.findall(_SHARES, sentence):
                if "率" not in whole:
                    wholes.setdefault(whole, []).append(Decimal(share))
            for shares in wholes.values():
                total = sum(shares, Decimal(0))
                room = Decimal("0.05") * len(shares)
                if len(shares) >= 3 and abs(total - 100) > room and abs(total - 100) < _NO_BREAKDOWN:
                    message = f"第{at + 1}段的各项占比合计 {plain(total)}%，应为 100%，请核对。"
                    yield Objection(place(at), message)


@of_report("R03", "warning")
def grade_fits(report: Report) -> Iterator[Objection]:
    """A grade in words is that of the score beside it, and does not stand without one (财预〔2020〕10号)."""
    bounds: Mapping[str, Decimal] = report.setting.profile.get("grades", {})
    scored = any(POINTS.search(text) for text in report.paragraphs)
    for at, text in enumerate(report.paragraphs):
        slip = grade_slip(text, bounds, scored=scored)
        if slip:
            yield Objection(place(at), f"第{at + 1}段{slip.message}")


@of_report("T10", "hint")
def numbered(report: Report) -> Iterator[Objection]:
    """Headings count on by one through the whole report (published texts)."""
    for at, message in misnumbered(report.paragraphs):
        yield Objection(place(at), f"第{at + 1}段{message}")


@of_report("T04", "warning")
def problems_told(report: Report) -> Iterator[Objection]:
    """A report that looks back finds a problem; 无 is no answer (复核惯例)."""
    asked = False
    for at, text in enumerate(report.paragraphs):
        if re.search(_NO_PROBLEM, text) or (asked and blank(text.strip("。"))):
            yield Objection(place(at), f"第{at + 1}段「存在问题」写的是「无」，请写明。")
        asked = len(text) <= _HEADING and "问题" in text


def grade_slip(text: str, bounds: Mapping[str, Decimal], *, scored: bool) -> Slip | None:
    """What is wrong with the grade a text names; `scored`: whether a score stands elsewhere."""
    match = re.search(_GRADE, text)
    if match is None or not bounds:
        return None
    points = [number(each) for each in POINTS.findall(text)]
    known = [each for each in points if each is not None and each <= 100]
    if not known:
        return None if scored else Slip(f"评为「{match[1]}」，却没有写得分，请补上。")
    right = {grade_of(bounds, each) for each in known}
    if match[1] in right:
        return None
    return Slip(
        f"得分 {plain(known[-1])} 分，等级应为「{grade_of(bounds, known[-1])}」，写的是「{match[1]}」，请改正。"
    )
