"""得分说明: how each score of a form came about, on a sheet of paper for whoever has to sign it.

Lays out a page like any other, so that it is cut and drawn by what cuts and draws forms. Says what the scores
themselves say — numbers, rule, source, hers beside the rule's — and refuses to score anything (`scoring.py`).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.layout.page import Page
from perfdesk.core.layout.plain_page import Table, told_page
from perfdesk.core.layout.typesetting import Advance
from perfdesk.core.meaning.values import plain
from perfdesk.core.profile import Source
from perfdesk.core.scores.parts import parts
from perfdesk.core.scores.score import Score
from perfdesk.core.sheet import FUNDS, Cell, own
from perfdesk.core.snapshot import Snapshot

TITLE = "得分说明"
_HEADINGS = ("序号", "指标", "目标与完成", "分值", "得分", "怎么算的")
_WIDTHS = (28.0, 112.0, 104.0, 34.0, 34.0, 182.0)
_SIDES = ("center", "left", "left", "center", "center", "left")
_SIGNATURES = "填报人：　　　　　　审核人：　　　　　　负责人：　　　　　　日期：　　　　年　　月　　日"


class _Line(NamedTuple):
    """One score: what stands in the six columns."""

    number: str
    name: str
    figures: str
    weight: str
    score: str
    why: str


def account(snapshot: Snapshot, advance: Advance) -> Page:
    """The page of one form; it goes on to a second sheet of paper only where the form has very many rows."""
    table = Table(_HEADINGS, _WIDTHS, _SIDES, tuple(_lines(snapshot)))
    return told_page(TITLE, _told(snapshot), table, _after(snapshot), _SIGNATURES, advance)


def _told(snapshot: Snapshot) -> list[str]:
    """Whose it is, and how the total adds up."""
    sheet, form, scores = snapshot.sheet, snapshot.form, snapshot.scores
    known = (("项目", sheet.own("project")), ("单位", sheet.own("unit")), ("表", form.short),
             ("年度", str(sheet.year or form.year)), ("口径", form.profile.name))  # fmt: skip
    head = "　".join(f"{name}：{' '.join(text.split())}" for name, text in known if text.strip())
    total = scores.shown.get(own("total.score"), "")
    if not total:
        return [head, "还没有总分。"]
    summed = [f"{each.label} {_figure(each.score)}（{_figure(each.weight)}）" for each in parts(sheet, scores)]
    grade = f"，等级「{scores.grade}」" if scores.grade else ""
    return [head, f"总分 {total} 分{grade}。", f"{total} ＝ {' ＋ '.join(summed)}；括号里是分值。"]


def _lines(snapshot: Snapshot) -> Iterator[_Line]:
    scores, sheet = snapshot.scores, snapshot.sheet
    if scores.execution:
        rate = scores.shown.get(Cell(FUNDS, 0, "rate"), "")
        score = scores.shown.get(Cell(FUNDS, 0, "score"), "")
        yield _Line("", "预算执行率", rate, _figure(scores.execution.weight), score, _why(scores.execution))
    for number, row in enumerate(sheet.named_rows, 1):
        score_of = scores.indicators.get(row)
        if score_of:
            target = "".join(sheet.at(row, name).strip() for name in ("nature", "target", "unit"))
            figures = f"{target} → {sheet.at(row, 'actual').strip() or '未填'}"
            name = " ".join(sheet.at(row, "l3").split())
            yield _Line(str(number), name, figures, _figure(score_of.weight), _figure(score_of.value), _why(score_of))


def _why(score: Score) -> str:
    """The numbers, and what would have given all points where some are missing."""
    lacks = score.value is not None and score.weight is not None and score.value < score.weight
    full = f"得满分：{score.full.rstrip('。')}。" if lacks and score.full else ""
    return "\n".join(filter(None, (score.why, full)))


def _after(snapshot: Snapshot) -> list[str]:
    """By what rules: those that are printed somewhere, and those that were assumed."""
    scores = snapshot.scores
    used: list[Score] = [*filter(None, (scores.execution, scores.total)), *scores.indicators.values()]
    rules = list(dict.fromkeys(score.words.rstrip("。") for score in used if score.words))
    official = _sources([score.source for score in used if score.source.official])
    assumed = _sources([score.source for score in used if not score.source.official])
    return [
        *([f"规则：{'；'.join(rules)}。"] if rules else []),
        *([f"依据：{official}。"] if official else []),
        *([f"没有规定、按默认口径处理的：{assumed}。"] if assumed else []),
    ]


def _sources(sources: Sequence[Source]) -> str:
    return "；".join(dict.fromkeys(source.text for source in sources if source.text))


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else plain(value)
