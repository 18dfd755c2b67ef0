"""Checks over all forms of a ledger or document together: the list, codes, copied indicators, target against result.

Knows forms by their place in the sequence it was given. Refuses to know where they are kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from perfdesk.core.checks.filled import Filled, Row, bare
from perfdesk.core.checks.naming import numbered
from perfdesk.core.checks.shapes import INDICATORS_WHOLE, Objection, of_ledger
from perfdesk.core.meaning.values import money, plain
from perfdesk.core.projects import ByProject, Called, called, same_project
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own

_CENT = Decimal("0.01")
_COPIED = Decimal("0.8")
_FEWEST = 3
_LONG = 20
_AMOUNTS = ("initial", "adjusted", "executed")


class Listed(NamedTuple):
    """One project of a project list (项目清单), as printed. `where` is how a message says where it is listed; its
    place in the list where that is blank. `year` is None where the list is of the same year as the forms."""

    code: str
    name: str
    initial: str = ""
    adjusted: str = ""
    executed: str = ""
    where: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Together:
    """All forms, in the order they stand, and the project list where there is one."""

    forms: Sequence[Filled]
    listed: Sequence[Listed] = field(default=())

    @cached_property
    def names(self) -> Sequence[frozenset[str]]:
        """The 三级指标 of each form."""
        return [frozenset(_name(row.name) for row in form.rows.values()) for form in self.forms]

    @cached_property
    def _by_project(self) -> Mapping[int | None, ByProject[int]]:
        """The places of listed projects, by year."""
        found: dict[int | None, ByProject[int]] = {}
        for place, each in enumerate(self.listed):
            found.setdefault(each.year, ByProject()).add(called(each.code, each.name), place)
        return found

    def meant(self, form: Filled) -> Sequence[int]:
        """The listed projects a form may be of: those of its year before those of a list without one."""
        project, nobody = _project(form), ByProject[int]()
        of_year, others = (self._by_project.get(year, nobody) for year in (form.setting.year, None))
        return of_year.of(project) or others.of(project)

    def called(self, place: int) -> str:
        """How a message calls a form."""
        return f"「{short(self.forms[place].sheet.own('project')) or f'第{place + 1}张表'}」"


def _name(text: str) -> str:
    prefix = numbered(text)
    return bare(text[prefix.end() :] if prefix else text)


def _project(form: Filled) -> Called:
    return called(form.sheet.own("code"), form.sheet.own("project"))


def _same_project(one: Filled, other: Filled) -> bool:
    return same_project(_project(one), _project(other))


@of_ledger("P02", "error")
def listed_has_form(together: Together) -> Iterator[tuple[int | None, Objection]]:
    """Every listed project has its form (四川 填表说明)."""
    met = {place for form in together.forms for place in together.meant(form)}
    for place, each in enumerate(together.listed):
        if place not in met:
            where = each.where or f"清单第{place + 1}行"
            said = f"{where}「{short(each.name or each.code)}」没有自评表，请补报，或从清单里去掉。"
            yield None, Objection(own(f"list[{place}].code"), said)


@of_ledger("B10", "error")
def listed_same_money(together: Together) -> Iterator[tuple[int | None, Objection]]:
    """The figures of a form are those of the list (四川 填表说明)."""
    for place, form in enumerate(together.forms):
        for name in _AMOUNTS if together.meant(form) else ():
            each = together.listed[together.meant(form)[-1]]
            there, here = money(getattr(each, name)), money(form.sheet.fund(0, name))
            if there is not None and here is not None and abs(there - here) >= _CENT:
                label = form.label(f"funds.{name}")
                message = f"{label}是 {plain(here)}，项目清单上是 {plain(there)}，请核对。"
                yield place, Objection(Cell(FUNDS, 0, name), message)


@of_ledger("P01", "warning")
def code_once(together: Together) -> Iterator[tuple[int | None, Objection]]:
    """A code stands for one project of a year: two forms of a kind do not share it (预算管理一体化规范)."""
    seen: dict[tuple[str, str, int], int] = {}
    for place, form in enumerate(together.forms):
        code = _project(form).code
        if not code:
            continue
        before = seen.setdefault((code, form.outline.kind, form.setting.year), place)
        if before != place:
            message = f"项目编码与{together.called(before)}相同，同一年度不能重复，请核对。"
            yield place, Objection(own("code"), message, "warning")


@of_ledger("T11", "warning")
def own_indicators(together: Together) -> Iterator[tuple[int | None, Objection]]:
    """A project has its own indicators, not those of another (复核惯例: from 80 % on); reported at the later form."""
    holders: dict[str, list[int]] = {}
    for place, names in enumerate(together.names):
        shared: dict[int, int] = {}
        for name in names:
            for before in holders.setdefault(name, []):
                shared[before] = shared.get(before, 0) + 1
            holders[name].append(place)
        for before, count in sorted(shared.items()):
            if _copied(together, before, place, count):
                message = (
                    f"{len(names)} 个三级指标里有 {count} 个与{together.called(before)}相同，请按本项目的内容设指标。"
                )
                yield place, Objection(INDICATORS_WHOLE, message)
                break


def _copied(together: Together, before: int, place: int, count: int) -> bool:
    names = together.names[place]
    if len(names) < _FEWEST or count < _COPIED * len(names):
        return False
    return not _same_project(together.forms[before], together.forms[place])


@of_ledger("T06", "hint")
def own_words(together: Together) -> Iterator[tuple[int | None, Objection]]:
    """A project has its own texts, not those of another word for word (复核惯例); reported at the later form."""
    seen: dict[tuple[str, str], int] = {}
    for place, form in enumerate(together.forms):
        for name in ("goal", "done", "process", "conclusion"):
            text = bare(form.sheet.own(name))
            if len(text) < _LONG or form.words.filler.search(text):
                continue
            before = seen.setdefault((name, text), place)
            if before != place and not _same_project(together.forms[before], form):
                message = f"「{form.label(name)}」与{together.called(before)}一字不差，请按本项目的情况填写。"
                yield place, Objection(own(name), message)


@of_ledger("P08", "warning")
def target_kept(together: Together) -> Iterator[tuple[int | None, Objection]]:
    """What was set as target is what the self-evaluation reports on: no indicator missing, no target changed without
    a note (财预〔2020〕10号)."""
    targets = [form for form in together.forms if form.outline.kind == "target"]
    for place, form in enumerate(together.forms):
        if not form.outline.judged or form.outline.kind != "self-evaluation":
            continue
        for plan in targets:
            if plan.setting.year == form.setting.year and _same_project(plan, form):
                for each in _against(plan, form):
                    yield place, each


def _against(plan: Filled, form: Filled) -> Iterator[Objection]:
    planned = {_name(row.name): row for row in plan.rows.values()}
    there = {_name(row.name) for row in form.rows.values()}
    missing = [short(row.name) for name, row in planned.items() if name not in there]
    if missing:
        names = "、".join(f"「{name}」" for name in missing[:3]) + ("等" if len(missing) > 3 else "")
        yield Objection(INDICATORS_WHOLE, f"目标表里的 {len(missing)} 个指标没有自评：{names}，请补上。")
    for id_, row in form.rows.items():
        before = planned.get(_name(row.name))
        if before is not None and _value(before) != _value(row):
            said, planned_as = short(row["target"]), short(before["target"])
            message = f"{form.called(id_)}的指标值是「{said}」，目标表定的是「{planned_as}」，请核对或说明。"
            yield Objection(Cell(INDICATORS, id_, "target"), message)


def _value(row: Row) -> tuple[object, ...]:
    """What a target says, however it is written."""
    reading = row.target
    return (reading.kind, reading.operator, reading.number, reading.high, reading.day, reading.word)
