"""Binds a blank official sheet: the recogniser's places and the template's own cells become a `Binding`.

Knows where a label leaves room for its field (beside it, below it, behind its colon), what is a prompt and what a
dash, how far the rows reach that repeat, and which printed words stand for the year. What a form of the same kind that
is known already says of its fields is taken over. Refuses to know files and to ask her: it lists its doubts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from perfdesk.core.bound import PART
from perfdesk.core.checks.filled import LABELS
from perfdesk.core.form import FUND_FIELDS, INDICATOR_FIELDS, OWN_FIELDS, Form
from perfdesk.core.layout.template import Patch, Template
from perfdesk.core.recognition import heads
from perfdesk.core.recognition.binding import Binding, Doubt, Place, described, word
from perfdesk.core.recognition.currency import HINT
from perfdesk.core.recognition.found import FoundForm
from perfdesk.core.recognition.labels import Labels, squeezed
from perfdesk.core.recognition.printed import kept_together, printed_words
from perfdesk.core.recognition.repeating import last_row, start_rows
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import FUNDS, own

_HAN = re.compile(r"[一-鿿]")
_LONGEST_LABEL = 20
_PROMPTS = ("填写", "请", "（", "(", "注")
_DASHES = "/-—－–／ "
_LIMIT = re.compile(r"(\d{2,4})\s*字(?:以内|内|左右)?")


def bind(found: FoundForm, template: Template, labels: Labels, profile: str, like: Form | None, year: int) -> Binding:
    """What the cells of a blank sheet are for. `like` is a known form of the kind, `year` where none is printed."""
    return _Binder(found, template, labels, profile, like, found.sheet.year or year).bound()


FundRows = tuple[tuple[str, Mapping[str, Place]], ...]
"""Label and cells of each money row."""


@dataclass
class _Binder:
    """A sheet while it is being bound."""

    found: FoundForm
    template: Template
    labels: Labels
    profile: str
    like: Form | None
    year: int
    cells: dict[Place, str] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def bound(self) -> Binding:
        self._own()
        funds = self._funds()
        rows, columns = self._block()
        funds = self._outside(funds, rows)
        self._unlabelled(funds, rows)
        self._joined()
        self._prints(rows[0])
        self._unclaimed(funds, rows)
        block = self.found.blocks[0] if self.found.blocks else None
        return Binding(
            kind=self.found.kind,
            sheet=self.template.sheet,
            title=self.found.title,
            year=self.year,
            profile=self.profile,
            cells=self.cells,
            funds=funds,
            rows=rows,
            columns=columns,
            start=start_rows(self.found, self.like, rows, columns),
            fields=self._standing(funds, columns),
            repeat=block.heading if block else (0, 0),
            keep=kept_together(self.template, self.labels, self.cells, rows[1]),
            computed=tuple((patch.row, patch.column) for patch in self.template.patches if patch.formula),
            doubts=tuple(dict.fromkeys(self.doubts)),
        )

    def _standing(self, funds: FundRows, columns: Mapping[str, int]) -> dict[str, dict[str, Any]]:
        """The descriptions of fields that stand on the sheet after all."""
        there = {name for pattern in self.cells.values() for name in PART.findall(pattern)}
        there |= {f"funds.{name}" for _, cells in funds for name in cells} | {f"indicators.{name}" for name in columns}
        return {name: said for name, said in self.fields.items() if name in there}

    @cached_property
    def _covering(self) -> Mapping[Place, Patch]:
        return {
            (row, column): patch
            for patch in self.template.patches
            for row in range(patch.row, patch.row + patch.rows)
            for column in range(patch.column, patch.column + patch.columns)
        }

    def _patch(self, row: int, column: int) -> Patch | None:
        return self._covering.get((row, column))

    def _is_label(self, text: str) -> bool:
        return bool(text.strip()) and (bool(self.labels.of(text)) or heads.is_label(text, self.labels))

    def _describe(self, name: str, label: str, prompt: str = "") -> None:
        """What is said of a field: as the known form of the kind says it, under the label printed here."""
        said = described(name, _plain(label) or LABELS.get(name, name))
        known = self.like.fields.get(name) if self.like else None
        if known is not None:
            said = {"label": said["label"], **{key: True for key in ("long", "required") if getattr(known, key)}}
            said |= {"choices": list(known.choices)} if known.choices else {}
            said |= {"unit": known.unit} if known.unit else {}
        limit = _LIMIT.search(prompt)
        if limit or (known is not None and known.limit):
            said["limit"] = int(limit[1]) if limit else known.limit if known else 0
        self.fields[name] = said

    # The fields around the tables

    def _own(self) -> None:
        taken: dict[Place, list[str]] = {}
        for cell, spot in self.found.places.items():
            if cell.section or cell == own("year"):
                continue
            label = self.found.labels.get(cell.field, "")
            patch = self._room(self._patch(spot.row, spot.column), label)
            if patch is None or self._is_label(patch.text):
                self._behind_label(cell.field, label)
            else:
                taken.setdefault((patch.row, patch.column), []).append(cell.field)
                self._describe(cell.field, label, patch.text)
                self._prompted(patch)
        for at, fields in taken.items():
            self.cells[at] = "-".join(f"{{{name}}}" for name in sorted(fields, key=lambda name: name != "code"))

    def _room(self, patch: Patch | None, label: str) -> Patch | None:
        """The framed blank cell between a label and a text: the text is only a remark beside it."""
        if patch is None or not patch.text.strip() or patch.formula:
            return patch
        room, at = patch, self._patch(patch.row, patch.column - 1)
        while at is not None and at.row == patch.row and not at.text.strip():
            room = at if at.style.border.left and at.style.border.top else room
            at = self._patch(at.row, at.column - 1)
        return room if at is not None and label and squeezed(at.text) == squeezed(label) else patch

    def _behind_label(self, name: str, label: str) -> None:
        """A field that stands in the cell of its own label, behind the colon."""
        for patch in self.template.patches:
            at = (patch.row, patch.column)
            text = self.cells.get(at, patch.text)
            match = re.search(_spaced(label) + r"\s*[：:][ \u3000_＿]*", text) if label else None
            if match and at not in self._values:
                self.cells[at] = f"{text[: match.end()].rstrip(' 　_＿')}{{{name}}}{text[match.end() :]}"
                self._describe(name, label)
                return
        for patch in self.template.patches:
            if label and squeezed(patch.text) == squeezed(label):
                self.doubts.append(Doubt((patch.row, patch.column), f"「{label}」的旁边和下边没有空格可填，没有绑定"))
                return

    @property
    def _values(self) -> set[Place]:
        """Cells bound to a field and nothing else."""
        return {at for at, pattern in self.cells.items() if PART.fullmatch(pattern)}

    def _prompted(self, patch: Patch) -> None:
        """A text that stands where something is to be filled in: a prompt, or something that was left over."""
        text = patch.text.strip()
        prompt = self.labels.is_instruction(text) or _LIMIT.search(text) or text.startswith(_PROMPTS)
        figure = text.strip(_DASHES).replace(".", "").isdigit()
        if text and not (patch.formula or prompt or figure):
            why = f"格里已有「{short(text)}」：没填时会照印，请看看是不是上次留下的内容"
            self.doubts.append(Doubt((patch.row, patch.column), why))

    # The money

    def _funds(self) -> FundRows:
        seen: set[Place] = set()
        rows: list[dict[str, Place]] = [{} for _ in self.found.fund_labels]
        for cell, spot in self.found.places.items():
            if cell.section != FUNDS or cell.row >= len(rows):
                continue
            patch = self._patch(spot.row, spot.column)
            if patch is None or (patch.row, patch.column) in seen or not self._fillable(patch, cell.field, cell.row):
                continue
            seen.add((patch.row, patch.column))
            rows[cell.row][cell.field] = (patch.row, patch.column)
            name = f"funds.{cell.field}"
            if name not in self.fields:
                self._describe(name, self.found.labels.get(name, cell.field), patch.text)
                if cell.field in ("initial", "adjusted", "executed", "forecast"):
                    self.fields[name]["unit"] = self._money
        labels = [_plain(label) or f"第{number + 1}行" for number, label in enumerate(self.found.fund_labels)]
        return tuple(zip(labels, rows, strict=True))

    def _fillable(self, patch: Patch, name: str, row: int) -> bool:
        text = patch.text.strip()
        if not text or patch.formula:
            return True
        if not text.strip(_DASHES):
            return False
        if self._is_label(text):
            return False
        return name in ("note", *FUND_FIELDS) and not (row and name in ("weight", "score"))

    @cached_property
    def _money(self) -> str:
        texts = [squeezed(patch.text) for patch in self.template.patches if patch.text]
        hints = [match[1] for text in texts if (match := HINT.search(text))]
        inline = [text for text in texts if "(元)" in text]
        return hints[0] if hints else "元" if inline and not any("万元" in text for text in texts) else "万元"

    # The indicators

    def _block(self) -> tuple[tuple[int, int], dict[str, int]]:
        if not self.found.blocks:
            return (0, 0), {}
        block = self.found.blocks[0]
        columns: dict[str, int] = {}
        for column in block.columns:
            patch = self._patch(block.first, column.first)
            if column.field == "number":
                continue
            if patch is None or patch.row != block.first:
                self.doubts.append(Doubt((block.first, column.first), f"「{short(column.label)}」一列没有可填的格"))
                continue
            self._column(columns, column.field, patch.column, column.label)
        self._own_columns(columns, block.heading, block.first)
        for extra in self.found.blocks[1:]:
            self.doubts.append(Doubt((extra.first, 1), "这里还有一段指标行，只绑定了第一段"))
        if "l3" not in columns:
            self.doubts.append(Doubt((block.heading[0], 1), "没有认出三级指标是哪一列，请指定"))
        last = block.last if block.last >= block.first else last_row(self.template, self.labels, block.first, columns)
        return (block.first, last), columns

    def _outside(self, funds: FundRows, rows: tuple[int, int]) -> FundRows:
        """What was found among the rows that repeat cannot stand there: it is let go, and told."""
        inside = {at for at in self.cells if rows[0] <= at[0] <= rows[1]}
        inside |= {at for _, cells in funds for at in cells.values() if rows[0] <= at[0] <= rows[1]}
        for at in sorted(inside):
            self.cells.pop(at, None)
            self.doubts.append(Doubt(at, "这一格像是别的栏目，但在指标行之内，没有绑定"))
        return tuple((label, {n: at for n, at in cells.items() if at not in inside}) for label, cells in funds)

    def _column(self, columns: dict[str, int], name: str, column: int, label: str) -> None:
        if column in columns.values():
            self.doubts.append(
                Doubt((self.found.blocks[0].first, column), f"「{short(label)}」和别的栏目在同一列，没有绑定")
            )
            return
        columns[name] = column
        self._describe(f"indicators.{name}", label)

    def _own_columns(self, columns: dict[str, int], heading: tuple[int, int], first: int) -> None:
        """Columns whose heading is none of the known fields: they are this form's own, and filled as text."""
        low, high = min(columns.values(), default=1), len(self.template.widths)
        for column in range(low, high + 1):
            below, over = self._patch(first, column), self._patch(heading[1], column)
            if below is None or over is None or below.column != column or below.row != first or below.text.strip():
                continue
            used = any(below.column <= at < below.column + below.columns for at in columns.values())
            if used or not over.text.strip() or "block" in self.labels.of(over.text):
                continue
            name = word(self._heading(heading, column), [*columns, *INDICATOR_FIELDS])
            self._column(columns, name, column, over.text)
            if self.labels.field(over.text, "indicator") != "number":
                why = f"「{short(over.text)}」一列不是常用的栏目，当作本表自有的一列"
                self.doubts.append(Doubt((over.row, over.column), why))

    def _heading(self, heading: tuple[int, int], column: int) -> str:
        """The words over a column, of both lines where the heading has two."""
        patches = dict.fromkeys(self._patch(row, column) for row in range(heading[0], heading[1] + 1))
        return "_".join(patch.text for patch in patches if patch is not None and patch.text.strip())

    # What has no label

    def _prints(self, first: int) -> None:
        """The printed words that stand for the year or the project, where nothing is written into the cell."""
        for at, pattern in printed_words(self.template, self.labels, self.found.kind, first).items():
            if at not in self._values and (at not in self.cells or "{project}" in pattern):
                self.cells[at] = pattern

    def _unlabelled(self, funds: FundRows, rows: tuple[int, int]) -> None:
        """Blank cells whose place says what they are for: the unit beside 单位：万元, the use below the budget."""
        for patch in self._blanks(funds, rows):
            name = self._guess(patch)
            if name and f"{{{name}}}" not in self.cells.values():
                self.cells[patch.row, patch.column] = f"{{{name}}}"
                self._describe(name, "")

    def _guess(self, patch: Patch) -> str:
        row = [each for each in self.template.patches if each.row == patch.row]
        hinted = any(HINT.match(squeezed(each.text)) for each in row)
        if hinted and patch.column == 1 and not self.found.places.get(own("unit")):
            return "unit"
        left = self._patch(patch.row, patch.column - 1)
        rest = self.labels.of(left.text).get("rest", "") if left is not None else ""
        return rest if rest and left is not None and left.row <= patch.row else ""

    def _blanks(self, funds: FundRows, rows: tuple[int, int]) -> Iterator[Patch]:
        """Cells for something to be written into that are for nothing yet."""
        bound = set(self.cells) | {at for _, cells in funds for at in cells.values()}
        for patch in self.template.patches:
            at = (patch.row, patch.column)
            inside = rows[0] <= patch.row <= rows[1]
            if not inside and at not in bound and not patch.text.strip() and not patch.formula:
                yield patch

    def _unclaimed(self, funds: FundRows, rows: tuple[int, int]) -> None:
        """Blank framed cells beside a label, for nothing known: she should say what they are for."""
        for patch in self._blanks(funds, rows):
            label = self._label_of(patch, bool(funds))
            if label is not None and patch.style.border.left and patch.style.border.top:
                self._own_field((patch.row, patch.column), label.text, "{}")
        for patch in self.template.patches:
            at, text = (patch.row, patch.column), patch.text.strip()
            empty = at not in self.cells and text.endswith(("：", ":")) and not rows[0] <= patch.row <= rows[1]
            beside = self._patch(patch.row, patch.column + patch.columns)
            used = beside is not None and (beside.row, beside.column) in self.cells
            if empty and not used and len(text) <= _LONGEST_LABEL and self._nameless(text):
                self._own_field(at, text, f"{text}{{}}")

    def _nameless(self, text: str) -> bool:
        """Whether a label has no field, or one that stands elsewhere already: the place behind its colon is its own."""
        meaning = self.labels.of(text)
        name = meaning.get("own", "")
        return "elsewhere" in meaning or (bool(name) and any(f"{{{name}}}" in each for each in self.cells.values()))

    def _label_of(self, patch: Patch, funds: bool) -> Patch | None:
        """What a blank cell is called: by the cell beside it; by the one above where the other reaches further down."""
        beside, above = self._patch(patch.row, patch.column - 1), self._patch(patch.row - 1, patch.column)
        over = above if above is not None and (above.column, above.columns) == (patch.column, patch.columns) else None
        both = (over, beside) if beside is not None and beside.rows > patch.rows else (beside, over)
        return next((each for each in both if each is not None and self._says(each, funds)), None)

    def _says(self, patch: Patch, funds: bool) -> bool:
        """Whether a text says what stands beside or below it, and is not for something else already."""
        meaning = self.labels.of(patch.text).keys()
        table = meaning & {"fund", "indicator", "total", "block", "class", *(("fund_row",) if funds else ())}
        said = bool(_HAN.search(patch.text)) and len(_plain(patch.text)) <= _LONGEST_LABEL
        return said and not table and (patch.row, patch.column) not in self.cells

    def _own_field(self, at: Place, printed: str, pattern: str) -> None:
        """A cell whose label is none of the known ones."""
        label = _plain(printed)
        name = word(label, [*OWN_FIELDS, *self.fields])
        self.cells[at] = pattern.replace("{}", f"{{{name}}}")
        self._describe(name, label)
        why = "另有一格是这一栏" if "own" in self.labels.of(printed) else "不是常用的栏目"
        self.doubts.append(Doubt(at, f"「{short(label)}」{why}，这一格当作本表自有的"))

    def _joined(self) -> None:
        """Code and name in one cell where the known form of the kind has them so, and the sheet names no code."""
        if self.like is None or own("code") in self.found.places:
            return
        for pattern in (bound.pattern for bound in self.like.bound):
            parts = PART.findall(pattern)
            if set(parts) == {"code", "project"}:
                for at, mine in list(self.cells.items()):
                    if mine == "{project}":
                        self.cells[at] = pattern
                        self._describe("code", "项目编码")
                        self.doubts.append(Doubt(at, "项目编码和项目名称按同类表样合在一格，请核对"))


def _spaced(label: str) -> str:
    """The regular expression of a label with blanks at will."""
    return r"\s*".join(re.escape(sign) for sign in _plain(label))


def _plain(label: str) -> str:
    """A printed label without white space and the colon behind it."""
    return "".join(label.split()).rstrip("：:")
