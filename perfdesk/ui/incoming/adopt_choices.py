"""What the cells of a blank sheet may be said to be for: choices and marks as plain values.

Knows the words she reads for each field and what choosing one makes of a binding. Refuses to guess
(`core/recognition/binder.py`) and to know how the sheet is drawn (`adopt_page.py`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from perfdesk import adopting
from perfdesk.adopting import Adoption
from perfdesk.core.bound import PART, YEAR
from perfdesk.core.checks.filled import LABELS
from perfdesk.core.layout.template import Patch
from perfdesk.core.recognition.binding import Binding, Place, known_names, word
from perfdesk.core.recognition.grid import Grid, Shown

NOTHING = "不填（照印）"
_OWN, _FUND, _COLUMN = "own", "fund", "column"
_SIGNED = ("项目负责人", "财务负责人", "单位负责人", "填报人", "审核人", "联系人")
_MORE = {
    "weight": "分值", "score": "得分", "total.weight": "分值合计", "total.score": "得分合计", YEAR: "年度",
    **{f"schedule[{number}]": f"用款计划第 {number + 1} 期" for number in range(4)},
}  # fmt: skip
_COLONS = ("：", ":")


class Meaning(NamedTuple):
    """What a cell is for: nothing (blank kind), a field in a pattern, a field of a money row, a column."""

    kind: str = ""
    name: str = ""
    row: int = 0


class Choice(NamedTuple):
    """One line of the list."""

    words: str
    meaning: Meaning


class Noted(NamedTuple):
    """A cell that means something: the words for it, and what is doubtful."""

    words: str
    why: str = ""

    @property
    def short(self) -> str:
        """Without the money row, which the sheet itself prints."""
        return self.words.rpartition(" · ")[2]


def drawn(adoption: Adoption) -> Grid:
    """The blank sheet as cells, the empty ones too."""
    cells = (Shown(each.row, each.column, each.rows, each.columns, each.text) for each in adoption.template.patches)
    return Grid(adoption.template.sheet, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def noted(adoption: Adoption) -> dict[Place, Noted]:
    """Every bound cell with what it is for, and every doubtful one."""
    binding = adoption.binding
    doubts = {doubt.place: doubt.why for doubt in binding.doubts}
    made = {place: Noted(words, doubts.get(place, "")) for place, words in _bound(binding)}
    for place, why in doubts.items():
        made.setdefault(place, Noted("", why))
    return made


def _bound(binding: Binding) -> Iterator[tuple[Place, str]]:
    for place, pattern in binding.cells.items():
        yield place, "、".join(label(binding, name) for name in PART.findall(pattern))
    for title, cells in binding.funds:
        yield from ((place, f"{title} · {label(binding, f'funds.{name}')}") for name, place in cells.items())
    for row in range(binding.rows[0], binding.rows[1] + 1):
        yield from (((row, column), label(binding, f"indicators.{name}")) for name, column in binding.columns.items())


def label(binding: Binding, name: str) -> str:
    """The words for a field, as the sheet prints them where it does."""
    said = str(binding.fields.get(name, {}).get("label", ""))
    last = name.rpartition(".")[2]
    known = _MORE.get(name) or LABELS.get(name)
    printed = said and said != last and not name.startswith("total.")
    return said if printed else known or _MORE.get(last) or last


def choices(adoption: Adoption, place: Place) -> list[Choice]:
    """What a cell may be for, nothing first."""
    binding = adoption.binding
    nothing = Choice(NOTHING, Meaning())
    if binding.rows[0] <= place[0] <= binding.rows[1]:
        names = dict.fromkeys((*binding.columns, *known_names("indicators")))
        return [nothing, *(Choice(label(binding, f"indicators.{each}"), Meaning(_COLUMN, each)) for each in names)]
    made = [Choice(label(binding, name), Meaning(_OWN, name)) for name in _own_names(adoption, place)]
    for row, (title, cells) in enumerate(binding.funds):
        for name in dict.fromkeys((*cells, *known_names("funds"))):
            made.append(Choice(f"{title} · {label(binding, f'funds.{name}')}", Meaning(_FUND, name, row)))
    return [nothing, *made]


def _own_names(adoption: Adoption, place: Place) -> list[str]:
    """The fields of the form itself: those usual, those of this sheet, and one for what is only here."""
    binding = adoption.binding
    mine = [name for pattern in binding.cells.values() for name in PART.findall(pattern)]
    signed = [f"signatures.{name}" for name in _SIGNED]
    own = word(_beside(adoption, place), [*known_names("own"), *mine]) if _beside(adoption, place) else ""
    return list(dict.fromkeys((*known_names("own"), YEAR, *signed, *mine, *([own] if own else []))))


def _beside(adoption: Adoption, place: Place) -> str:
    """What is printed to the left of a cell."""
    left = [each for each in adoption.template.patches if each.row <= place[0] < each.row + each.rows]
    texts = {each.column: each.text.strip() for each in left if each.column < place[1] and each.text.strip()}
    return texts[max(texts)].rstrip("：:") if texts else ""


def meaning(binding: Binding, place: Place) -> Meaning:
    """What a cell is for now; of a pattern with several fields the last."""
    if binding.rows[0] <= place[0] <= binding.rows[1]:
        found = next((name for name, column in binding.columns.items() if column == place[1]), "")
        return Meaning(_COLUMN, found) if found else Meaning()
    for row, (_, cells) in enumerate(binding.funds):
        for name, at in cells.items():
            if at == place:
                return Meaning(_FUND, name, row)
    names = PART.findall(binding.cells.get(place, ""))
    return Meaning(_OWN, names[-1]) if names else Meaning()


def decided(adoption: Adoption, place: Place, said: Meaning) -> Adoption:
    """The adoption with a cell said to be for something; what she says is not doubtful any more."""
    binding = adoption.binding
    if said == meaning(binding, place):
        made = binding
    elif binding.rows[0] <= place[0] <= binding.rows[1]:
        made = binding.column_as(place[1], said.name)
    elif said.kind == _FUND:
        made = binding.fund_as(place, said.row, said.name)
    else:
        made = _bare(binding, said.name, place).taken_as(place, _pattern(adoption, place, said.name))
    return adoption.bound(replace(made, doubts=tuple(each for each in made.doubts if each.place != place)))


def profiles(adoption: Adoption) -> list[tuple[str, str]]:
    """The profiles it may be scored with, words and id."""
    made = adopting.profiles(adoption.binding.kind)
    return [(each.name if each.scores else f"不计分（{each.name}）", each.id) for each in made]


def dated(binding: Binding, year: int) -> Binding:
    """The binding for another year; that none is printed is no doubt once she has said it."""
    if year == binding.year:
        return binding
    doubts = tuple(each for each in binding.doubts if "没有印年度" not in each.why)
    return replace(binding, year=year, doubts=doubts)


def _bare(binding: Binding, name: str, place: Place) -> Binding:
    """The binding without the other cell that held this field alone: a field stands once. The year may stand often."""
    if not name or name == YEAR:
        return binding
    return replace(
        binding, cells={at: each for at, each in binding.cells.items() if at == place or each != f"{{{name}}}"}
    )


def _pattern(adoption: Adoption, place: Place, name: str) -> str:
    """The field behind what is printed in the cell, where that is its label; else alone."""
    patch = _patch(adoption, place)
    printed = patch.text.rstrip(" \u3000_＿") if patch else ""
    if not name:
        return ""
    return f"{printed}{{{name}}}" if printed.endswith(_COLONS) else f"{{{name}}}"


def _patch(adoption: Adoption, place: Place) -> Patch | None:
    return next((each for each in adoption.template.patches if (each.row, each.column) == place), None)
