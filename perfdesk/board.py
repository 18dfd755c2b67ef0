"""The ledger board (台账总览): a line for each form and for each that is still owed, and what is counted over them.

Knows what is owed, by when, which lines a search leaves and how they are put in order. A line is made from records
alone: no form is read for it. Refuses to know windows, and what is in a form.

A project owes a form of each kind that has a day set for the project's year (`due.<kind>.<year>` among the facts of
the ledger). A project without any form is listed in any case; kinds that are of the whole unit are owed once a year.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from perfdesk.catalog import Listing
from perfdesk.core.form import KINDS, OF_THE_UNIT
from perfdesk.core.meaning.dates import deadline
from perfdesk.core.meaning.initials import found_by, initials
from perfdesk.core.meaning.typed import tidied
from perfdesk.core.meaning.values import number
from perfdesk.ledger.records import FormRecord, Project

OWED, SENT = "待填", "已交"
STATES = (OWED, "未填", "草稿", "有错", "可交", SENT, "退回")
UNSENT, WRONG, LATE, STAMPED = "未交", "有错误", "逾期", "已盖章"
SIFTED = (UNSENT, WRONG, LATE, STAMPED)
"""What lines can be picked by besides their states."""
COLUMNS = {
    "name": "项目",
    "code": "项目编码",
    "year": "年度",
    "title": "报表",
    "state": "状态",
    "progress": "已填",
    "total": "总分",
    "grade": "等级",
    "errors": "错误",
    "due": "应交日期",
    "left": "期限",
}
FIGURES = tuple(COLUMNS[name] for name in ("year", "total", "errors"))
"""Headings over numbers."""
_URGENCY = {state: place for place, state in enumerate(("退回", "有错", OWED, "未填", "草稿", "可交", SENT))}
_GRADES = "优良中低差"


class Line(NamedTuple):
    """A form, or one that is owed: then `form` is 0, and `project` may be (the unit owes it)."""

    project: int
    form: int
    name: str
    code: str
    year: int
    kind: str
    title: str
    state: str
    total: str = ""
    grade: str = ""
    errors: int = 0
    filled: int = 0
    wanted: int = 0
    stamped: bool = False
    """Whether a scan of its stamped sheet is kept; whether that fits what it says now, the form itself tells."""
    due: date | None = None
    left: int | None = None
    """Days until it is due, below zero where that is past; None where it has no day or is handed in."""

    @property
    def key(self) -> tuple[int, int, str, int]:
        """What it stands for, whatever else changes."""
        return (self.form, 0, "", 0) if self.form else (0, self.project, self.kind, self.year)


class Wish(NamedTuple):
    """Which lines she wants to see: words, a state or one of SIFTED, a kind of form, a year; blank is any."""

    text: str = ""
    state: str = ""
    kind: str = ""
    year: int = 0


class Counts(NamedTuple):
    owed: int
    """All there is to hand in, handed in or not."""
    sent: int
    wrong: int
    late: int


def lines(
    unit: str,
    projects: Sequence[Project],
    forms: Iterable[FormRecord],
    listings: Mapping[str, Listing],
    due: Mapping[str, str],
    today: date,
    stamped: Container[int] = frozenset(),
) -> tuple[Line, ...]:
    """The board as it is shown at first: the newest year first, its projects in the ledger's order, the forms of each,
    then what it owes. `stamped`: the forms of which a stamped sheet is kept."""
    days = _days(due)
    under: dict[int, list[FormRecord]] = {}
    for record in forms:
        under.setdefault(record.project, []).append(record)
    told: list[Line] = []
    for project in sorted(projects, key=lambda project: -project.year):
        made = [
            _line(project, record, listings.get(record.form), days, today, record.id in stamped)
            for record in under.get(project.id, ())
        ]
        told += made
        told += _owed(project, made, days, today)
    return (*told, *_owed_by_unit(unit, told, days, today))


def _line(
    project: Project, record: FormRecord, listing: Listing | None, days: "_Days", today: date, stamped: bool
) -> Line:
    kind, title = (listing.kind, listing.short) if listing else ("", record.form)
    day = days.get((kind, record.year))
    left = None if day is None or record.state == SENT else (day - today).days
    return Line(
        project.id, record.id, project.name, project.code, record.year, kind, title, record.state,
        record.total, record.grade, record.errors if record.filled else 0, record.filled, record.wanted,
        stamped, day, left,
    )  # fmt: skip


def _owed(project: Project, made: Sequence[Line], days: "_Days", today: date) -> Iterator[Line]:
    """What a project has no form for: each kind with a day, or any at all. One that stands for the whole unit, with
    nothing but its forms, owes no other."""
    there = {line.kind for line in made}
    if there and there.issubset(OF_THE_UNIT):
        return
    wanted = [kind for kind, year in days if year == project.year and kind not in OF_THE_UNIT and kind not in there]
    for kind in wanted or ([] if made else [""]):
        day = days.get((kind, project.year))
        left = (day - today).days if day else None
        title = KINDS.get(kind, "（还没有报表）")
        yield Line(project.id, 0, project.name, project.code, project.year, kind, title, OWED, due=day, left=left)


def _owed_by_unit(unit: str, there: Sequence[Line], days: "_Days", today: date) -> Iterator[Line]:
    made = {(line.kind, line.year) for line in there}
    for (kind, year), day in days.items():
        if kind in OF_THE_UNIT and (kind, year) not in made:
            yield Line(0, 0, unit, "", year, kind, KINDS[kind], OWED, due=day, left=(day - today).days)


_Days = dict[tuple[str, int], date]


def _days(due: Mapping[str, str]) -> _Days:
    """The days by kind and year, in the order of the kinds. What is no day, from another program, is none."""
    found: _Days = {}
    for key, text in due.items():
        kind, _, year = key.rpartition(".")
        if kind in KINDS and year.isdecimal() and (day := _day(text)):
            found[kind, int(year)] = day
    order = list(KINDS)
    return dict(sorted(found.items(), key=lambda each: (each[0][1], order.index(each[0][0]))))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def due_called(key: str) -> str:
    """Which forms a day is for, by the `kind.year` it is kept under."""
    kind, _, year = key.rpartition(".")
    return f"{year} 年度{KINDS.get(kind, kind)}"


def day_typed(text: str) -> str:
    """The day a typed text names (2026-03-20), blank where it names none. A text without a year names none."""
    found = deadline(tidied(text).text, None)
    return found.day.isoformat() if found and found.day and found.certain else ""


def counts(every: Sequence[Line]) -> Counts:
    return Counts(len(every), *(sum(map(_SIFT[which], every)) for which in (SENT, WRONG, LATE)))


_SIFT: Mapping[str, Callable[[Line], bool]] = {
    SENT: lambda line: line.state == SENT,
    UNSENT: lambda line: line.state != SENT,
    WRONG: lambda line: line.errors > 0,
    LATE: lambda line: line.left is not None and line.left < 0,
    STAMPED: lambda line: line.stamped,
}


def sifted(every: Iterable[Line], wish: Wish) -> list[Line]:
    """The lines she wants to see, in their order. Words are found as written or by the letters of their pinyin."""
    words = wish.text.split()
    sift = _SIFT.get(wish.state) or (lambda line: line.state == wish.state)
    return [
        line
        for line in every
        if (not wish.state or sift(line))
        and wish.kind in ("", line.kind)
        and wish.year in (0, line.year)
        and all(any(found_by(word, text) for text in (line.name, line.code, line.title)) for word in words)
    ]


def ordered(every: Iterable[Line], column: str, falling: bool = False) -> list[Line]:
    """By a column, lines alike in it as they stood; what is blank in it comes last either way."""
    by = _ORDER[column]
    ranked = [(by(line), line) for line in every]
    filled = sorted((each for each in ranked if each[0] is not None), key=lambda each: each[0], reverse=falling)
    return [line for _, line in filled] + [line for rank, line in ranked if rank is None]


def _named(text: str) -> tuple[str, str] | None:
    return (initials(text), text) if text else None


def _share(line: Line) -> Decimal | None:
    return Decimal(line.filled) / line.wanted if line.wanted else None


_ORDER: Mapping[str, Callable[[Line], Any]] = {
    "name": lambda line: _named(line.name),
    "code": lambda line: line.code or None,
    "year": lambda line: line.year or None,
    "title": lambda line: (list(KINDS).index(line.kind) if line.kind in KINDS else len(KINDS), line.title),
    "state": lambda line: _URGENCY.get(line.state, len(_URGENCY)),
    "progress": _share,
    "total": lambda line: number(line.total),
    "grade": lambda line: _GRADES.find(line.grade) if line.grade else None,
    "errors": lambda line: line.errors if line.form else None,
    "due": lambda line: line.due,
    "left": lambda line: line.left,
}


def told(line: Line, column: str) -> str:
    """What stands in a column."""
    return _TOLD[column](line)


_TOLD: Mapping[str, Callable[[Line], str]] = {
    "name": lambda line: line.name or "（未命名项目）",
    "code": lambda line: line.code,
    "year": lambda line: str(line.year) if line.year else "",
    "title": lambda line: line.title,
    "state": lambda line: f"{line.state}·{STAMPED}" if line.stamped else line.state,
    "progress": lambda line: f"{line.filled}/{line.wanted}" if line.form else "",
    "total": lambda line: line.total,
    "grade": lambda line: line.grade,
    "errors": lambda line: str(line.errors) if line.errors else "",
    "due": lambda line: line.due.isoformat() if line.due else "",
    "left": lambda line: left_words(line.left),
}


def left_words(left: int | None) -> str:
    if left is None:
        return ""
    if left < 0:
        return f"逾期 {-left} 天"
    return f"还剩 {left} 天" if left else "今天到期"


def sentence(line: Line) -> str:
    """A line in full, for the ear and the pointer."""
    parts = [told(line, column) for column in ("name", "code", "title", "state")]
    parts += [f"已填 {line.filled} / {line.wanted} 项"] if line.form else []
    parts += [f"总分 {line.total} {line.grade}".rstrip()] if line.total else []
    parts += [f"有 {line.errors} 处错误"] if line.errors else []
    parts += [f"{line.due} 应交"] if line.due else []
    return "，".join(filter(None, (*parts, left_words(line.left))))


def table(shown: Iterable[Line]) -> list[list[str]]:
    """The lines as a table with its headings: for the clipboard and for a workbook."""
    return [list(COLUMNS.values()), *([told(line, column) for column in COLUMNS] for line in shown)]
