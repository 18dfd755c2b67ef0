"""The labels around the tables of a form and what they say: project, units, goals, conclusions, names.

Knows how a text belongs to a label: in the same cell after a colon, to the right, or below. Refuses to know tables
(`blocks.py`) and which label means what (`labels.py`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfdesk.core.recognition.currency import PLANNED
from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.found import Aside, Spot, Unread
from perfdesk.core.recognition.grid import Shown
from perfdesk.core.recognition.headers import figure
from perfdesk.core.recognition.labels import Labels, squeezed
from perfdesk.core.recognition.lattice import ends, overlap
from perfdesk.core.recognition.titles import YEAR_ALONE, is_title, year_in
from perfdesk.core.sheet import own

_LABELS = ("own", "signature", "elsewhere", "block", "rest")
_PAIR = re.compile(r"([^\s：:；;，,。、]{1,24}(?:\s*[（(][^）)：:]*[）)])?)\s*[：:]")
_NUMBERED = re.compile(r"\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)、.．](?!\d)\s*)?")
"""The blanks and the number in front of a label: `四、存在问题：`."""
_UNIT_HINT = re.compile(r"(?:金额)?单位[：:]?\s*[（(]?(?:人民币)?(?:万元|元|亿元)")
_MONEY_UNIT = re.compile(r"(?:人民币)?[百千万亿]*元")
_CODE = re.compile(r"[0-9A-Za-z]{8,32}")
"""A code in a cell of its own, with the project's name in the next."""
_FAR = 4000
"""Characters of a cell in which labels are looked for."""
_LINES = 40
"""Rows that a text may take."""
_DEEP = 4
"""Rows below a label in which its text may begin."""


_WIDE = 3
"""Columns of a blank cell that can only be meant for a text."""


class Said(NamedTuple):
    """A field that is said: its name, the label's cell and words, the text and where it stands."""

    field: str
    label: str
    text: str
    spot: Spot
    shown: Shown | None


def is_label(text: str, labels: Labels) -> bool:
    """Whether a text is a label of something around the tables, alone or with what it says after a colon."""
    meaning = labels.of(text)
    if any(group in meaning for group in _LABELS):
        return True
    return next(inline(text, labels), None) is not None


def read_row(sweep: Sweep, row: int, draft: Draft) -> None:
    """Takes what the labels of a row say."""
    for said in _said(sweep, row):
        _keep(sweep, draft, said)
    _leftover(sweep, row, draft)


def _said(sweep: Sweep, row: int) -> Iterator[Said]:
    """Each label of a row with its text."""
    labels = sweep.labels
    for cell in sweep.free(row):
        if (cell.row, cell.column) in sweep.claimed:
            continue
        meaning = labels.of(cell.text)
        if "rest" in meaning or ("block" in meaning and "own" not in meaning):
            yield Said("rest", meaning.get("rest", ""), "", Spot(sweep.lattice.number, row, cell.column), cell)
            sweep.claim([cell])
        elif name := field_of(cell.text, labels):
            sweep.claim([cell])
            yield from _of_label(sweep, cell, name)
        else:
            yield from _of_pairs(sweep, cell)


def says(text: str, labels: Labels) -> set[str]:
    """The fields a cell names, alone or with what it says after a colon."""
    return {field_of(text, labels), *(name for name, _, _ in inline(text, labels))} - {""}


def field_of(text: str, labels: Labels) -> str:
    """The field a label names around the tables."""
    meaning = labels.of(text)
    if "own" in meaning:
        return meaning["own"]
    if "signature" in meaning:
        return f"signatures.{_signer(text)}"
    if meaning.get("total") == "labels":
        return "total"
    return "elsewhere" if "elsewhere" in meaning else ""


def _signer(label: str) -> str:
    """The printed label of a signature without what is printed in brackets behind it."""
    bare = re.sub(r"[（(].*$", "", re.sub(r"\s+", "", label)).strip("：: ")
    return re.sub(r"(?<=..)(?:签字|签名|签章|盖章)$", "", bare)


def _of_label(sweep: Sweep, cell: Shown, name: str) -> Iterator[Said]:
    """What a label says: the texts to its right, else for some fields those below."""
    right = _right(sweep, cell)
    beside = next((each for each in sweep.lattice.row(cell.row) if each.column > ends(cell)), None)
    led = beside is not None and is_label(beside.text, sweep.labels) and beside.column == ends(cell) + 1
    if led and not right and cell.rows > 1:
        # It only stands in front of other labels.
        return
    spot = sweep.lattice.spot(cell.row, ends(cell) + 1)
    if cell.text.rstrip().endswith(("：", ":")) and (led or sweep.lattice.covering(cell.row, ends(cell) + 1) is None):
        spot = sweep.lattice.spot(cell.row, cell.column)
    if name in sweep.labels.above and (_columned(sweep, cell, right) or (not right and not _room_right(sweep, cell))):
        right = _below(sweep, cell)
        spot = sweep.lattice.spot(cell.row + cell.rows, cell.column)
    if name not in sweep.labels.above and not name.startswith("total"):
        right = right[: 2 if right and name == "project" and _CODE.fullmatch(right[0].text.strip()) else 1]
    sweep.claim(right)
    if right and name in sweep.labels.above:
        right = [*right, *_further(sweep, cell, right[0])]
        sweep.claim(right)
    text = "\n".join(each.text.strip() for each in right)
    if right:
        spot = Spot(sweep.lattice.number, right[0].row, right[0].column)
    yield Said(name, cell.text.strip(), text, spot, right[0] if right else None)


def _columned(sweep: Sweep, label: Shown, right: list[Shown]) -> bool:
    """Whether the text beside a label is another heading, in words nobody knows: both head a wide cell of their own."""
    heads = [label, *right]
    below = [sweep.lattice.covering(label.row + label.rows, each.column) for each in heads]
    same = (
        under is not None
        and (under.column, under.columns) == (head.column, head.columns)
        and not is_label(under.text, sweep.labels)
        for head, under in zip(heads, below, strict=True)
    )
    return len(heads) == 2 and all(each.columns > 1 and each.row == label.row for each in heads) and all(same)


def _right(sweep: Sweep, cell: Shown) -> list[Shown]:
    """The texts between a label and the next label of the row; of a label over several rows those of all of them."""
    found: list[Shown] = []
    for row in range(cell.row, cell.row + min(cell.rows, 200)):
        for each in sweep.free(row):
            if each.column <= ends(cell):
                continue
            if is_label(each.text, sweep.labels) or _heads(sweep, each):
                break
            if row > cell.row and not found:
                return []
            found.append(each)
    return [] if found and _aside(sweep, cell, found[0]) else found


def _aside(sweep: Sweep, label: Shown, text: Shown) -> bool:
    """Whether the blank cell beside a label is its place, and the text further on is only a remark on the margin."""
    if not _room_right(sweep, label):
        return False
    room = sweep.lattice.covering(label.row, ends(label) + 1)
    return room is not None and ends(room) < text.column and (room.columns >= _WIDE or text.column > ends(room) + 1)


def _further(sweep: Sweep, label: Shown, first: Shown) -> list[Shown]:
    """The lines of a long text that go on in the rows below, where nothing stands to their left and nothing is said."""
    found: list[Shown] = []
    row = max(label.row + label.rows, first.row + first.rows)
    while (cells := sweep.lattice.row(row)) and row < first.row + _LINES:
        if any(cell.column != first.column or sweep.labels.of(cell.text) or figure(cell.text) for cell in cells):
            break
        if any(is_label(cell.text, sweep.labels) or sweep.labels.is_note(cell.text) for cell in cells):
            break
        if any(is_title(cell.text, sweep.labels) for cell in cells) or first.column <= ends(label):
            break
        found += cells
        row += 1
    return found


def _heads(sweep: Sweep, cell: Shown) -> bool:
    """Whether a cell says what stands below it."""
    meaning = sweep.labels.of(cell.text)
    return "schedule" in meaning or len({"fund", "indicator"} & meaning.keys()) == 2


def _room_right(sweep: Sweep, cell: Shown) -> bool:
    """Whether a blank merged cell waits for the text to the right of a label."""
    beside = sweep.lattice.covering(cell.row, ends(cell) + 1)
    return beside is not None and not beside.text.strip() and beside.columns > 1 and beside.row == cell.row


def _below(sweep: Sweep, cell: Shown) -> list[Shown]:
    """The texts below a label, down to the next row that has a label."""
    last = ends(cell)
    after = [each.column for each in sweep.lattice.row(cell.row) if each.column > last]
    last = min(after) - 1 if after else max(last, 1 << 14)
    found: list[Shown] = []
    bottom = cell.row + cell.rows
    for row in range(bottom, bottom + _DEEP):
        here = sweep.lattice.row(row)
        if any(sweep.labels.of(each.text) or is_label(each.text, sweep.labels) for each in here):
            break
        if any(is_title(each.text, sweep.labels) for each in here):
            break
        found += [
            each for each in sweep.free(row) if overlap(each, cell.column, last) > 0 and each.column >= cell.column
        ]
    return found


def inline(text: str, labels: Labels) -> Iterator[tuple[str, str, str]]:
    """Field, label and text of each pair `标签：内容` in a cell that begins with one."""
    before = _NUMBERED.match(text)
    first = _PAIR.match(text, before.end() if before else 0)
    if not first or not field_of(first[1], labels):
        return
    labelled = [each for match in _PAIR.finditer(text[:_FAR]) if (each := _labelled(match, labels))]
    bounds = [*(start for start, _, _ in labelled[1:]), len(text)]
    for (start, name, label), bound in zip(labelled, bounds, strict=True):
        said = text[start + len(label) : bound].lstrip().removeprefix("：").removeprefix(":")
        yield name, label.strip(), said.strip(" \t\n　；;，,")


def _labelled(match: re.Match[str], labels: Labels) -> tuple[int, str, str] | None:
    """Where a label before a colon begins, its field and words; a name may be glued to it: 周小河财务负责人：."""
    words = match[1]
    if name := field_of(words, labels):
        return match.start(), name, words
    for cut in range(1, len(words) - 2):
        name = field_of(words[cut:], labels)
        if name == "elsewhere" or name.startswith("signatures."):
            return match.start() + cut, name, words[cut:]
    return None


def _of_pairs(sweep: Sweep, cell: Shown) -> Iterator[Said]:
    """What a cell says of itself: `项目负责人：…`. Where nothing stands behind the colon, the cell to the right."""
    labels = sweep.labels
    if labels.is_note(cell.text):
        return
    pairs = list(inline(cell.text, labels))
    sweep.claim([cell] if pairs else [])
    for number, (name, label, text) in enumerate(pairs):
        shown: Shown | None = cell
        spot = Spot(sweep.lattice.number, cell.row, cell.column)
        if not text and number == len(pairs) - 1:
            right = _right(sweep, cell)[:1]
            sweep.claim(right)
            text = right[0].text if right else ""
            shown = right[0] if right else cell
            spot = Spot(sweep.lattice.number, shown.row, shown.column)
        yield Said(name, label, text, spot, shown)


def _keep(sweep: Sweep, draft: Draft, said: Said) -> None:
    """Puts what is said into the form, or says why not."""
    if said.field == "total" or (said.field == "total.score" and "\n" in said.text):
        _keep_total(sweep, draft, said)
        return
    if said.field == "rest":
        _keep_rest(sweep, draft, said)
        return
    cell = own(said.field)
    if said.field == "elsewhere":
        if said.text:
            _set_aside(sweep, draft, said, f"「{said.label}」没有可放的栏目：{_short(said.text)}")
        return
    text = year_in(said.text) if said.field == "year" else said.text
    if said.field == "unit" and _MONEY_UNIT.fullmatch(text.strip()):
        return
    if said.field in PLANNED and sweep.labels.field(text, "fund_row"):
        why = f"「{said.label}」旁边不是金额，没有读入：{_short(text)}"
        sweep.unread.append(Unread(_where(sweep, said), why))
        return
    before = draft.texts.get(cell, "")
    if not before and cell in draft.places and _yields(sweep.labels, draft, said):
        del draft.places[cell], draft.printed[said.field]
    if before and text and before != text and said.field != "year" and not _replaces(sweep, draft, said, before):
        return
    draft.put(cell, said.spot, said.shown, text, said.label)


def _replaces(sweep: Sweep, draft: Draft, said: Said, before: str) -> bool:
    """Whether what is said takes the place of what was said of the field before; what gives way is told."""
    name = own(said.field)
    if _yields(sweep.labels, draft, said):
        old = draft.printed.pop(said.field).rstrip("：:")
        if said.field == "department" or before != draft.own("department"):
            why = f"「{old}」让位于「{said.label}」，没有读入：{_short(before)}"
            _set_aside(sweep, draft, said._replace(label=old, text=before, spot=draft.places[name]), why)
        return True
    if draft.places[name][:2] != said.spot[:2]:
        _set_aside(sweep, draft, said, f"「{said.label}」已经读过一次，这一处没有读入：{_short(said.text)}")
        return False
    why = f"「{said.label}」一行里有两处，用了右边的，左边的是：{_short(before)}"
    _set_aside(sweep, draft, said._replace(text=before, spot=draft.places[name]), why)
    return True


def _set_aside(sweep: Sweep, draft: Draft, said: Said, why: str) -> None:
    """Tells what has no place, and keeps it: a form of hers may have a place of that name."""
    told = Unread(_where(sweep, said), why)
    sweep.unread.append(told)
    draft.asides.append(Aside((said.label,), said.text, said.spot, told))


def _where(sweep: Sweep, said: Said) -> str:
    return sweep.lattice.grid.where(said.shown) if said.shown else sweep.lattice.grid.source


def _yields(labels: Labels, draft: Draft, said: Said) -> bool:
    """Whether the field was said under a vaguer label before: 填报单位, and now 实施单位."""
    vague = labels.field(draft.printed.get(said.field, ""), "yields") == said.field
    return vague and labels.field(said.label, "yields") != said.field


def _keep_rest(sweep: Sweep, draft: Draft, said: Said) -> None:
    """Texts without a label that follow belong to the field of this heading, as far as it reaches."""
    block = said.shown
    last = max(block.row + block.rows - 1, sweep.lattice.after(block.row)) if block else 0
    if said.label and block and block.rows > 1:
        draft.put(own(said.label), sweep.lattice.spot(block.row + block.rows - 1, ends(block) + 1))
    draft.rest = (said.label, last) if said.label else ("", 0)


def _keep_total(sweep: Sweep, draft: Draft, said: Said) -> None:
    """The sums in a row of their own: weight and score, or the score alone."""
    figures = [each.rstrip("分") for each in said.text.split("\n") if figure(each.rstrip("分"))]
    if said.shown and (len(figures) > 2 or len(figures) < len(said.text.split("\n"))):
        sweep.unread.append(
            Unread(sweep.lattice.grid.where(said.shown), f"「{said.label}」后面不只是分数：{said.text}")
        )
    for name, text in zip(("score", "weight"), reversed(figures), strict=False):
        draft.put(own(f"total.{name}"), said.spot, said.shown, text, said.label)
        draft.totalled = True


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else f"{flat[:30]}…"


def read_paragraph(sweep: Sweep, text: str, draft: Draft) -> None:
    """Takes what a paragraph above or below a table says of the form: `填报单位：…`, `填报人：…`."""
    spot = Spot(sweep.lattice.number, 1, 1)
    for name, label, said in inline(text, sweep.labels):
        if said:
            _keep(sweep, draft, Said(name, label, said, spot, None))


def unit_in(text: str, labels: Labels) -> str:
    """Whose form it is, where a line above a table says only that and the unit of money: 某局　单位：万元."""
    *front, end = text.split() or [""]
    said = " ".join(front)
    return said if _UNIT_HINT.fullmatch(end) and not any(inline(said, labels)) else ""


def _leftover(sweep: Sweep, row: int, draft: Draft) -> None:
    """Texts without a label that still have a place: the year in brackets, the unit beside 单位：万元."""
    left = sweep.free(row)
    hinted = any(_UNIT_HINT.match(squeezed(cell.text)) for cell in sweep.lattice.row(row))
    name, last = draft.rest
    front = sweep.lattice.covering(row, 1)
    if hinted and not draft.started and front is not None and not front.text.strip():
        draft.put(own("unit"), sweep.lattice.spot(row, 1))
    for cell in left:
        spot = Spot(sweep.lattice.number, cell.row, cell.column)
        if YEAR_ALONE.fullmatch(cell.text.strip()) and (row <= _first_labelled(draft) or not draft.started):
            draft.put(own("year"), spot, cell, year_in(cell.text))
        elif _UNIT_HINT.match(squeezed(cell.text)) or sweep.labels.is_note(cell.text):
            pass
        elif hinted and not draft.own("unit") and not draft.started and len(cell.text) <= 80:
            draft.put(own("unit"), spot, cell)
        elif name and row <= last and (own(name) not in draft.texts or draft.places[own(name)].grid == spot.grid):
            before = draft.own(name)
            draft.put(own(name), spot, cell, f"{before}\n{cell.text.strip()}" if before else None)
        else:
            continue
        sweep.claim([cell])


def _first_labelled(draft: Draft) -> int:
    return min((spot.row for spot in draft.places.values() if spot.grid == draft.grid), default=1 << 20)
