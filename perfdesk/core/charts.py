"""What is drawn instead of read: scores by class, spending against output, this year against last; and the same over
many forms.

Knows which figures a chart has, what is said on each bar, and what is missing where there is nothing to draw. Refuses
to know where a bar stands (`chart_layout.py`), how it is painted, and where forms come from. All figures are those the
rules gave (`scoring.py`), added and divided here and nowhere rounded but for what is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfdesk.core.meaning.numerals import plain, rounded
from perfdesk.core.projects import ByProject, called
from perfdesk.core.scores.parts import Part, parts
from perfdesk.core.scores.score import Score, Scores
from perfdesk.core.sheet import Sheet

_HUNDRED = Decimal(100)
OUTPUT = "产出"
"""What the class that is held against spending is called, in whatever words around it."""
MOST = 30
"""Rows of a chart over many forms: nobody compares more at a glance."""


class Bar(NamedTuple):
    """`value` is how long it is, None where there is nothing yet; `whole` what it could be, drawn as its track."""

    value: Decimal | None
    text: str
    whole: Decimal | None = None


class Row(NamedTuple):
    """Bars beside one label, one for each series."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """`most` is the value that fills the width. `lacking` says why there is nothing to draw; then there are no rows."""

    title: str
    series: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    most: Decimal = _HUNDRED
    note: str = ""
    lacking: str = ""
    subject: str = ""
    """Whose figures these are: a picture goes into a report without the window around it."""

    @property
    def told(self) -> str:
        """The chart in words, for the ear."""
        if self.lacking:
            return "。".join(filter(None, (self.title, self.subject, self.lacking)))
        rows = [f"{row.label}：{'，'.join(self._said(row))}" for row in self.rows]
        return "。".join(filter(None, (self.title, self.subject, *rows, self.note)))

    def _said(self, row: Row) -> list[str]:
        if len(self.series) == 1:
            return [bar.text for bar in row.bars]
        return [f"{name} {bar.text}" for name, bar in zip(self.series, row.bars, strict=True)]


class Figures(NamedTuple):
    """What charts know of one form. `rate` is the execution rate in percent; `outputs` the rows held against it."""

    form: int
    name: str
    code: str
    year: int
    kind: str
    parts: tuple[Part, ...] = ()
    rate: Decimal | None = None
    total: Decimal | None = None
    outputs: tuple[Part, ...] = ()

    @property
    def called(self) -> str:
        return self.name or "（未命名项目）"

    @property
    def output(self) -> Decimal | None:
        """What part of the marks for output was reached, in percent."""
        return _share([part for part in self.parts if OUTPUT in part.label])


def figures(
    sheet: Sheet, scores: Scores, *, form: int = 0, name: str = "", code: str = "", year: int = 0, kind: str = ""
) -> Figures:
    """The figures of a form as it is filled in."""
    rate, total = scores.rates.get(0), scores.total
    rows = [row for row in sheet.named_rows if OUTPUT in sheet.at(row, "l1")]
    outputs = [_row(sheet.at(row, "l3"), scores.indicators[row]) for row in rows if row in scores.indicators]
    return Figures(
        form, name, code, year, kind, parts(sheet, scores) if scores.profile else (),
        rate.value if rate else None, total.value if total else None, tuple(outputs),
    )  # fmt: skip


def _row(name: str, score: Score) -> Part:
    return Part(" ".join(name.split()), 1, score.value, score.weight)


def by_class(form: Figures) -> Chart:
    """得分构成: what each class got of what it could."""
    title, series = "各类指标得分", ("得分",)
    there = [part for part in form.parts if part.weight]
    if not form.parts:
        return Chart(title, series, lacking="这种表不打分，没有得分可看。")
    if not any(part.score is not None for part in there):
        return Chart(title, series, lacking="还没有得分：请先填预算执行数、各指标的分值和完成值。")
    rows = [Row(part.label, (_scored(part),)) for part in there]
    most = max((part.weight for part in there if part.weight), default=_HUNDRED)
    note = f"总分 {_figure(form.total)}" if form.total is not None else ""
    return Chart(title, series, tuple(rows), most, note)


def _scored(part: Part) -> Bar:
    if part.score is None:
        return Bar(None, f"— / {_figure(part.weight)}", part.weight)
    return Bar(part.score, f"{_figure(part.score)} / {_figure(part.weight)}　{_percent(_share([part]))}", part.weight)


def spending_and_output(form: Figures) -> Chart:
    """Whether the work went as far as the money: the execution rate over each output's part of its marks."""
    title, series = "预算执行与产出完成", ("完成程度",)
    if not form.parts:
        return Chart(title, series, lacking="这种表不打分，没有完成程度可看。")
    if form.rate is None and form.output is None:
        return Chart(title, series, lacking="还没有执行率和产出指标的得分：请先填预算数、执行数和产出指标的完成值。")
    shares = [("预算执行率", form.rate), ("产出指标（合计）", form.output)]
    shares += [(part.label, _share([part])) for part in form.outputs]
    rows = [Row(label, (_shared(share),)) for label, share in shares]
    note = _gap(form) + "产出的完成程度是所得分数占应得分数的比例。"
    return Chart(title, series, tuple(rows), _most(rows), note)


def _gap(form: Figures) -> str:
    if form.rate is None or form.output is None:
        return ""
    gap = rounded(form.output - form.rate)
    if not gap:
        return "产出与支出同步。"
    return f"产出比支出{'快' if gap > 0 else '慢'} {plain(abs(gap))} 个百分点。"


def this_year_and_last(form: Figures, last: Figures | None) -> Chart:
    """The same project a year ago, class by class."""
    title, series = "本年与上年", (f"{form.year} 年", f"{form.year - 1} 年")
    if not form.parts:
        return Chart(title, series, lacking="这种表不打分，没有得分可比。")
    if last is None:
        return Chart(title, series, lacking=f"账本里没有这个项目 {form.year - 1} 年度的同类表，没有上年可比。")
    if form.total is None and last.total is None:
        return Chart(title, series, lacking="两年的表都还没有得分。")
    before = {_class(part.label): part for part in last.parts}
    pairs: list[tuple[str, Part | None, Part | None]] = [
        (part.label, part, before.pop(_class(part.label), None)) for part in form.parts
    ]
    pairs += [(part.label, None, part) for part in before.values()]
    rows = [Row("总分", (_totalled(form.total), _totalled(last.total)))]
    rows += [Row(label, (_shared(_of(now)), _shared(_of(then)))) for label, now, then in pairs]
    note = _change(form.total, last.total) + "各类为得分占分值的比例。"
    return Chart(title, series, tuple(rows), _most(rows), note)


def _class(label: str) -> str:
    """A class by what provinces call it alike: 产出指标, 产出."""
    return label.removesuffix("指标")


def _of(part: Part | None) -> Decimal | None:
    return _share([part]) if part else None


def _change(now: Decimal | None, then: Decimal | None) -> str:
    if now is None or then is None:
        return ""
    if now == then:
        return "总分与上年持平。"
    return f"总分比上年{'提高' if now > then else '下降'} {plain(abs(rounded(now - then)))} 分。"


def ledger_by_class(forms: Sequence[Figures]) -> Chart:
    """The classes over all forms of a year."""
    title, series = "各类指标得分率", ("得分率",)
    classes: dict[str, list[Part]] = {}
    for part in (part for form in forms for part in form.parts if part.score is not None and part.weight):
        classes.setdefault(_class(part.label), []).append(part)
    if not classes:
        return Chart(title, series, lacking="本年度还没有得分的表。")
    rows = [
        Row(label, (Bar(share := _share(found), f"{_percent(share)}　{len(found)} 张表"),))
        for label, found in classes.items()
    ]
    return Chart(title, series, tuple(rows), note="各张表的得分之和占分值之和的比例。")


def ledger_spending(forms: Sequence[Figures]) -> Chart:
    """Spending and output project by project, where they are furthest apart first."""
    title, series = "各项目预算执行与产出完成", ("预算执行率", "产出完成")
    there = [form for form in forms if form.rate is not None or form.output is not None]
    if not there:
        return Chart(title, series, lacking="本年度还没有填了执行数或产出完成值的表。")
    there.sort(key=_apart, reverse=True)
    rows = [Row(form.called, (_shared(form.rate), _shared(form.output))) for form in there[:MOST]]
    note = f"相差大的在前，列出 {MOST} 个，另有 {len(there) - MOST} 个。" if len(there) > MOST else "相差大的在前。"
    return Chart(title, series, tuple(rows), _most(rows), note)


def _apart(form: Figures) -> Decimal:
    return abs(form.output - form.rate) if form.rate is not None and form.output is not None else Decimal(-1)


def ledger_years(year: int, forms: Sequence[Figures], last: Mapping[int, Figures]) -> Chart:
    """Totals of projects that were there a year ago, those that fell furthest first. `last` goes by form of now."""
    title, series = "各项目总分：本年与上年", (f"{year} 年", f"{year - 1} 年")
    pairs = [(form, last[form.form]) for form in forms if form.form in last]
    known = [(now, then) for now, then in pairs if now.total is not None and then.total is not None]
    if not known:
        return Chart(
            title, series, lacking=f"没有两年都打了分的项目：{year} 年度和 {year - 1} 年度要有项目编码相同的同类表。"
        )
    known.sort(key=_grown)
    rows = [Row(now.called, (_totalled(now.total), _totalled(then.total))) for now, then in known[:MOST]]
    note = f"下降多的在前，列出 {MOST} 个，另有 {len(known) - MOST} 个。" if len(known) > MOST else "下降多的在前。"
    return Chart(title, series, tuple(rows), _most(rows), note)


def _grown(pair: tuple[Figures, Figures]) -> Decimal:
    now, then = pair
    return (now.total or Decimal(0)) - (then.total or Decimal(0))


def year_before(forms: Iterable[Figures], year: int) -> dict[int, Figures]:
    """By form of a year, the same project's form of the same kind a year earlier: by code, else by name."""
    every = list(forms)
    before: defaultdict[str, ByProject[Figures]] = defaultdict(ByProject)
    for form in every:
        if form.year == year - 1:
            before[form.kind].add(called(form.code, form.name), form)
    found = {form.form: before[form.kind].of(called(form.code, form.name)) for form in every if form.year == year}
    return {number: then[0] for number, then in found.items() if then}


# Figures and what is said of them


def _share(found: Sequence[Part]) -> Decimal | None:
    """What these parts got of what they could, in percent; those without a score count for neither."""
    scored = [(part.score, part.weight) for part in found if part.score is not None and part.weight is not None]
    whole = sum((weight for _, weight in scored), Decimal(0))
    return sum((score for score, _ in scored), Decimal(0)) / whole * _HUNDRED if whole > 0 else None


def _shared(share: Decimal | None) -> Bar:
    return Bar(share, _percent(share))


def _totalled(total: Decimal | None) -> Bar:
    return Bar(total, "未得分" if total is None else f"{_figure(total)} 分")


def _percent(share: Decimal | None) -> str:
    return "—" if share is None else f"{plain(rounded(share, 1))}%"


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else plain(rounded(value))


def _most(rows: Iterable[Row]) -> Decimal:
    """A hundred, or more where something goes beyond it."""
    return max([_HUNDRED, *(bar.value for row in rows for bar in row.bars if bar.value is not None)])
