"""A profile (口径): the figures and switches of the rules of one province and year, each with its source.

Knows the shape of `resources/profiles/*.toml` and refuses, loudly, a file that does not have it: a slip in the
name of a switch would otherwise silently leave it off. Refuses to know how a score is computed from the figures
(`scoring.py`, `rules.py`).

In the files every parameter is a table `{ value = …, mark = "R", source = "财预〔2020〕10号" }`. The mark says how
far the figure may be shown as official: R regulation, F published form, P practice, V review practice, A assumed.
Anything but R and F is shown with 「默认值，可修改」.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from perfdesk.core.errors import DefinitionError

MARKS = {"R": "法规", "F": "公开表样", "P": "通行做法", "V": "复核惯例", "A": "默认值，可修改"}
SEVERITIES = ("error", "warning", "hint", "off")
GRADE = "qualitative.grade."
"""What begins the name of a grade's share: `qualitative.grade.优`."""
_KEYS = ("id", "name", "issuer", "year", "parameters", "classes", "severities")


class Source(NamedTuple):
    """Where a figure comes from."""

    mark: str
    text: str

    @property
    def official(self) -> bool:
        return self.mark in ("R", "F")

    @property
    def words(self) -> str:
        """As shown to her: 「财预〔2020〕10号」, or 「通行做法（默认值，可修改）」."""
        if self.official:
            return self.text
        if self.mark == "A" and not self.text:
            return MARKS["A"]
        return f"{self.text or MARKS[self.mark]}（默认值，可修改）"


ASSUMED = Source("A", "")


class Parameter(NamedTuple):
    """One figure or switch and its source. `value` is text, bool, a Decimal, or a list or table of those."""

    value: Any
    source: Source


class IndicatorClass(NamedTuple):
    """A first-level class: the weight the rules foresee for it (None: free) and its second-level classes."""

    name: str
    weight: Decimal | None
    seconds: tuple[str, ...]
    source: Source = ASSUMED
    """Where the weight comes from."""


@dataclass(frozen=True, eq=False)
class Profile:
    """One 口径. `parameters` goes by the dotted names below: `execution.weight`, `over.warn`, `grades`.

    Loaded once; one profile is equal only to itself, so what was computed under it can be remembered.
    """

    id: str
    name: str
    issuer: str
    year: int
    parameters: Mapping[str, Parameter]
    classes: tuple[IndicatorClass, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)

    @property
    def scores(self) -> bool:
        """Whether forms of this profile are scored at all: target forms are not."""
        return "execution.weight" in self.parameters

    def value(self, name: str) -> Any:
        return self.parameters[name].value

    def decimal(self, name: str) -> Decimal:
        value = self.parameters[name].value
        if not isinstance(value, Decimal):
            raise DefinitionError(self.id, name, "应为数字")
        return value

    def get(self, name: str, default: Any) -> Any:
        """The value of a switch that a profile may leave out."""
        parameter = self.parameters.get(name)
        return default if parameter is None else parameter.value

    def source(self, name: str) -> Source:
        """Where a parameter comes from; what a profile leaves out is assumed."""
        parameter = self.parameters.get(name)
        return ASSUMED if parameter is None else parameter.source

    @property
    def grade_shares(self) -> Mapping[str, Decimal]:
        """Grade of a qualitative indicator → percent of its weight, best first; none where grades give no score."""
        return {
            name.removeprefix(GRADE): parameter.value
            for name, parameter in self.parameters.items()
            if name.startswith(GRADE)
        }

    @property
    def first_classes(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.classes)

    def second_classes(self, first: str) -> tuple[str, ...]:
        """The second-level classes under a first-level one; all of them where it is unknown."""
        for each in self.classes:
            if each.name == first:
                return each.seconds
        return tuple(dict.fromkeys(name for each in self.classes for name in each.seconds))


def load(data: Mapping[str, Any], origin: str) -> Profile:
    """The profile in a parsed TOML file. Raises DefinitionError with the file and key where it is wrong."""
    for key in _KEYS[:4]:
        if key not in data:
            raise DefinitionError(origin, key, "缺少此项")
    for key in data:
        if key not in _KEYS:
            raise DefinitionError(origin, key, "不认识的项")
    if type(data["year"]) is not int:
        raise DefinitionError(origin, "year", "应为四位年份")
    return Profile(
        id=str(data["id"]),
        name=str(data["name"]),
        issuer=str(data["issuer"]),
        year=data["year"],
        parameters=dict(_parameters(data.get("parameters", {}), "", origin)),
        classes=tuple(_class(each, number, origin) for number, each in enumerate(data.get("classes", []))),
        severities={check: _severity(check, level, origin) for check, level in data.get("severities", {}).items()},
    )


def _parameters(table: Mapping[str, Any], prefix: str, origin: str) -> Iterator[tuple[str, Parameter]]:
    for key, entry in table.items():
        name = f"{prefix}{key}"
        if isinstance(entry, Mapping) and "value" not in entry:
            yield from _parameters(entry, f"{name}.", origin)
            continue
        parameter = _parameter(entry, f"parameters.{name}", origin)
        shape = _NUMBER if name.startswith(GRADE) else _NAMES.get(name)
        if shape is None:
            raise DefinitionError(origin, f"parameters.{name}", "没有这个参数")
        if not shape.fits(parameter.value):
            raise DefinitionError(origin, f"parameters.{name}.value", f"应为{shape.words}")
        yield name, parameter


def _parameter(entry: Any, key: str, origin: str) -> Parameter:
    """The parameter in `{ value, mark, source }`."""
    if not isinstance(entry, Mapping):
        raise DefinitionError(origin, key, "应写成 { value, mark, source }")
    extra = set(entry) - {"value", "mark", "source"}
    if extra:
        raise DefinitionError(origin, key, f"不认识的项 {'、'.join(sorted(extra))}")
    mark = entry.get("mark", "")
    if mark not in MARKS:
        raise DefinitionError(origin, f"{key}.mark", f"应为 {'、'.join(MARKS)} 之一")
    try:
        value = _exact(entry["value"])
    except InvalidOperation as error:
        raise DefinitionError(origin, f"{key}.value", "应为文字、数字、true 或 false，或它们的列表") from error
    return Parameter(value, Source(mark, str(entry.get("source", ""))))


def _class(entry: Mapping[str, Any], number: int, origin: str) -> IndicatorClass:
    key = f"classes[{number}]"
    if not isinstance(entry, Mapping) or "name" not in entry or "seconds" not in entry:
        raise DefinitionError(origin, key, "每类须有 name 和 seconds")
    extra = set(entry) - {"name", "seconds", "weight"}
    if extra:
        raise DefinitionError(origin, key, f"不认识的项 {'、'.join(sorted(extra))}")
    name, seconds = str(entry["name"]), tuple(map(str, entry["seconds"]))
    if "weight" not in entry:
        return IndicatorClass(name, None, seconds)
    weight = _parameter(entry["weight"], f"{key}.weight", origin)
    if not isinstance(weight.value, Decimal):
        raise DefinitionError(origin, f"{key}.weight.value", "应为数字")
    return IndicatorClass(name, weight.value, seconds, weight.source)


def _severity(check: str, level: Any, origin: str) -> str:
    if level not in SEVERITIES:
        raise DefinitionError(origin, f"severities.{check}", f"应为 {'、'.join(SEVERITIES)} 之一")
    return str(level)


def _exact(value: Any) -> Any:
    """Numbers as Decimal all the way down (TOML is read with floats as Decimal)."""
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, Mapping):
        return {str(key): _exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    raise InvalidOperation(f"{value!r}")


class _Shape(NamedTuple):
    """What a parameter's value must look like, and how to say it."""

    words: str
    fits: Callable[[Any], bool]


def _is_steps(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(step, list) and len(step) == 2 and all(isinstance(each, Decimal) for each in step) for step in value
    )


def _is_shares(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(each, Decimal) for each in value.values())


def _one_of(*choices: str) -> _Shape:
    return _Shape(f" {'、'.join(choices)} 之一", lambda value: value in choices)


_NUMBER = _Shape("数字", lambda value: isinstance(value, Decimal))
_TEXT = _Shape("文字", lambda value: isinstance(value, str))
_SWITCH = _Shape(" true 或 false", lambda value: isinstance(value, bool))
_STEPS = _Shape("一列 [数字, 数字]", _is_steps)
_SHARES = _Shape(" { 名称 = 数字 }", _is_shares)
_WORDS = _Shape(
    " { 名称 = 名称 }", lambda value: isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values())
)

_LIST = _Shape("一列文字", lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value))

_SPLITS = _Shape("一列 { 名称 = 数字 }", lambda value: isinstance(value, list) and all(map(_is_shares, value)))

_NAMES: Mapping[str, _Shape] = {
    "execution.weight": _NUMBER,
    "execution.steps": _STEPS,
    "sum": _NUMBER,
    "weight.decimals": _NUMBER,
    "rate.denominator": _TEXT,
    "rate.row": _TEXT,
    "rate.score": _one_of("proportional"),
    "rate.cap": _SWITCH,
    "rate.zero_budget": _NUMBER,
    "rate.zero_rows": _SWITCH,
    "rate.explain_below": _NUMBER,
    "rate.format": _one_of("0.00%", "0%"),
    "money.format": _one_of("0.00", "typed"),
    "change.reason": _SWITCH,
    "forward": _one_of("proportional"),
    "forward.pass": _NUMBER,
    "equal": _one_of("proportional"),
    "reverse": _one_of("linear", "ratio"),
    "range": _one_of("inside"),
    "bound": _one_of("full"),
    "date": _one_of("deadline"),
    "yesno": _one_of("decided"),
    "qualitative": _one_of("grades", "bands"),
    "qualitative.bands": _SHARES,
    "typed": _one_of("counts"),
    "override": _one_of("reason"),
    "over.hint": _NUMBER,
    "over.warn": _NUMBER,
    "over.deduct": _one_of("hand", "never"),
    "over.reason": _NUMBER,
    "over.reason_zero": _NUMBER,
    "deviation.from": _NUMBER,
    "deviation.points": _NUMBER,
    "cap.by_rate": _STEPS,
    "deduct_column": _SWITCH,
    "score.lock": _SWITCH,
    "not_applicable": _one_of("rescale"),
    "cost.default": _NUMBER,
    "dept.decimals": _NUMBER,
    "grades": _SHARES,
    "conclusion.total": _SWITCH,
    "classes.inherit": _WORDS,
    "classes.required": _LIST,
    "classes.usual": _SPLITS,
    "tolerance.score": _NUMBER,
    "tolerance.rate": _NUMBER,
    "tolerance.money": _NUMBER,
    "lead.warn": _NUMBER,
    "evidence.required": _LIST,
}
"""Every parameter a profile may set, besides the shares of grades. What each says stands beside it in the files."""
