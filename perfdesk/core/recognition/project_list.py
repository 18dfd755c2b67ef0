"""The rows of a project list (纵向 / 横向, 汇总表) below its heading.

Knows what a listed project has, and where a list ends. Refuses to compare it with forms (`checks/ledger.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from perfdesk.core.recognition.draft import Sweep, doubtful
from perfdesk.core.recognition.found import Listed, Spot, Unread
from perfdesk.core.recognition.grid import Shown
from perfdesk.core.recognition.headers import Header
from perfdesk.core.recognition.heads import is_label
from perfdesk.core.recognition.lattice import overlap
from perfdesk.core.recognition.money import tell_dropped
from perfdesk.core.recognition.titles import is_title


def read_list(sweep: Sweep, header: Header) -> tuple[list[Listed], int]:
    """The rows of a project list, and the row after them."""
    sweep.claim(header.cells)
    found: list[Listed] = []
    rows = sweep.lattice.below(header.last)
    after = (rows[-1] if rows else header.last) + 1
    for row in rows:
        cells = sweep.free(row)
        first = cells[0] if cells else None
        if first is not None and (is_title(first.text, sweep.labels) or is_label(first.text, sweep.labels)):
            after = row
            break
        values = _list_values(sweep, header, row, cells)
        if values.get("name") or values.get("code"):
            found.append(_listed(sweep, row, values))
            sweep.claim(cell for name, cell in values.items() if name in (*_LISTED, *_PLAIN))
        elif first is not None and sweep.labels.field(first.text, "total"):
            sweep.claim(cells)
    kept = tuple(column for column in header.columns if column.field in (*_LISTED, *_PLAIN))
    aside = tuple(column for column in header.columns if column not in kept)
    tell_dropped(sweep, replace(header, columns=kept, dropped=(*header.dropped, *aside)), range(header.last + 1, after))
    return found, after


def _list_values(sweep: Sweep, header: Header, row: int, cells: Sequence[Shown]) -> dict[str, Shown]:
    """The cells of a list's row by field; names of departments and units may be merged down from above."""
    values: dict[str, Shown] = {}
    for cell in cells:
        column = header.reach(cell)
        if column is not None and column in header.columns and overlap(cell, column.first, column.last) > 0:
            values.setdefault(column.field, cell)
    if any(sweep.labels.field(cell.text, "total") == "labels" for cell in values.values()):
        return {}
    for name in ("department", "unit", "category"):
        column = header.column(name)
        above = sweep.lattice.covering(row, column.first) if column and name not in values else None
        if above is not None and header.last < above.row < row and above.text.strip():
            values[name] = above
    return values


_PLAIN = ("number", "department_code", "unit_code", "rate")
"""Columns that say nothing the program would not know by itself."""
_LISTED = ("name", "code", "category", "unit", "initial", "adjusted", "executed", "department")


def _listed(sweep: Sweep, row: int, values: Mapping[str, Shown]) -> Listed:
    lattice = sweep.lattice
    at = values.get("code") or values.get("name")
    spot = Spot(lattice.number, at.row, at.column) if at else Spot(lattice.number, row, 1)
    why = doubtful(values["code"]) if "code" in values else ""
    if why:
        sweep.unread.append(Unread(lattice.grid.where(values["code"]), f"{why}：{values['code'].text.strip()}"))
    texts = {name: values[name].text.strip() for name in _LISTED if name in values}
    return Listed(**{"name": "", **texts}, spot=spot, source=lattice.grid.where(at) if at else lattice.grid.source)


def read_across(sweep: Sweep, row: int) -> tuple[list[Listed], int] | None:
    """The projects of a list that lies on its side, a project a column, and the row after it; None where it is none."""
    labels, lattice = sweep.labels, sweep.lattice
    lines: dict[str, list[Shown]] = {}
    after = row
    while (cells := sweep.free(after)) and (name := labels.field(cells[0].text, "list")) and name not in lines:
        said = (cell.text for cell in cells[1:] if not labels.field(cell.text, "total"))
        if any(is_label(text, labels) or labels.of(text) for text in said):
            break
        lines[name] = cells
        after = lattice.after(after)
    if len(lines) < 3 or "name" not in lines or len(lines["name"]) < 3 or not lines.keys() & _MONEY:
        return None
    sweep.claim(cells[0] for cells in lines.values())
    projects = [cell for cell in lines["name"][1:] if not labels.field(cell.text, "total")]
    found = [_across(sweep, lines, cell) for cell in projects]
    for name, cells in lines.items():
        _tell_line(sweep, name, cells, projects)
    return found, after


def _tell_line(sweep: Sweep, name: str, cells: Sequence[Shown], projects: Sequence[Shown]) -> None:
    """Of a line that lies on its side what is under no project is a sum; one nobody has a place for is told once."""
    under = [cell for cell in cells[1:] if any(_shares(cell, each) for each in projects)]
    sweep.claim(cell for cell in cells[1:] if name in _PLAIN or cell not in under)
    left = [cell for cell in under if name not in (*_LISTED, *_PLAIN)]
    if left:
        label = " ".join(cells[0].text.split())
        sweep.pass_over(
            left, sweep.lattice.grid.where(left[0]), f"「{label}」一行没有可放的栏目，{len(left)} 格没有读入"
        )


def _shares(cell: Shown, project: Shown) -> bool:
    return overlap(cell, project.column, project.column + project.columns - 1) > 0


_MONEY = {"initial", "adjusted", "executed"}


def _across(sweep: Sweep, lines: Mapping[str, Sequence[Shown]], at: Shown) -> Listed:
    values = {
        name: cell for name, cells in lines.items() for cell in cells[1:] if name in _LISTED and _shares(cell, at)
    }
    sweep.claim(values.values())
    return _listed(sweep, at.row, values)
