"""A profile (口径): the figures and switches of the rules of one province and year, each with its source.

Knows the shape of `resources/profiles/*.toml` and refuses, loudly, a file that does not have it.
Refuses to know how a score is computed from the figures (`scoring.py`).

In the files every parameter is a table `{ value = …, mark = "R", source = "财预〔2020〕10号" }`. The mark says how
far the figure may be shown as official: R regulation, F published form, P practice, V review practice, A assumed.
Anything but R and F is shown with 「默认值，可修改」.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from perfdesk.core.errors import DefinitionError

MARKS = {"R": "法规", "F": "公开表样", "P": "通行做法", "V": "复核惯例", "A": "默认值，可修改"}


@dataclass(frozen=True)
class Source:
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
        return f"{self.text or MARKS[self.mark]}（默认值，可修改）"


@dataclass(frozen=True)
class Parameter:
    """One figure or switch and its source. `value` is text, bool, a Decimal, or a list or table of those."""

    value: Any
    source: Source


@dataclass(frozen=True)
class IndicatorClass:
    """A first-level class: the weight the rules foresee for it (None: free) and its second-level classes."""

    name: str
    weight: Decimal | None
    seconds: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """One 口径. `parameters` goes by the dotted names of `domain.md` §2: `execution.weight`, `over.warn`, `grades`."""

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
        return self.parameters[name].source

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
    for key in ("id", "name", "issuer", "year"):
        if key not in data:
            raise DefinitionError(origin, key, "缺少此项")
    parameters = dict(_parameters(data.get("parameters", {}), "", origin))
    return Profile(
        id=str(data["id"]),
        name=str(data["name"]),
        issuer=str(data["issuer"]),
        year=int(data["year"]),
        parameters=parameters,
        classes=tuple(_class(each, origin) for each in data.get("classes", [])),
        severities={str(check): str(level) for check, level in data.get("severities", {}).items()},
    )


def _parameters(table: Mapping[str, Any], prefix: str, origin: str) -> list[tuple[str, Parameter]]:
    found: list[tuple[str, Parameter]] = []
    for key, entry in table.items():
        name = f"{prefix}{key}"
        if not isinstance(entry, Mapping):
            raise DefinitionError(origin, f"parameters.{name}", "应写成 { value, mark, source }")
        if "value" not in entry:
            found += _parameters(entry, f"{name}.", origin)
            continue
        mark = entry.get("mark", "")
        if mark not in MARKS:
            raise DefinitionError(origin, f"parameters.{name}.mark", f"应为 {'、'.join(MARKS)} 之一")
        extra = set(entry) - {"value", "mark", "source"}
        if extra:
            raise DefinitionError(origin, f"parameters.{name}", f"不认识的项 {'、'.join(sorted(extra))}")
        found.append((name, Parameter(_exact(entry["value"]), Source(mark, str(entry.get("source", ""))))))
    return found


def _class(entry: Mapping[str, Any], origin: str) -> IndicatorClass:
    if "name" not in entry or "seconds" not in entry:
        raise DefinitionError(origin, "classes", "每类须有 name 和 seconds")
    weight = entry.get("weight")
    try:
        return IndicatorClass(str(entry["name"]), None if weight is None else _exact(weight), tuple(entry["seconds"]))
    except InvalidOperation as error:
        raise DefinitionError(origin, "classes.weight", "应为数字") from error


def _exact(value: Any) -> Any:
    """Numbers as Decimal all the way down (catalog parses TOML floats as Decimal already)."""
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, Mapping):
        return {key: _exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    raise InvalidOperation(f"{value!r}")
