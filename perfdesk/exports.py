"""Exporting: which snapshots become which files, and what the files are called.

Knows the naming convention (单位代码_单位名称_年度_项目_表名_日期) and that a file is written beside and put in place.
Refuses to know formats (`formats/`) and windows; the caller passes the day, and hears of each file as it is made.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import Told, format_of
from perfdesk.formats.files import make_folder, write_atomically

_FORBIDDEN = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_LONGEST = 180
"""Bytes of a file's name before its ending: what every file system, and a path of some depth, still takes."""


@dataclass(frozen=True)
class Item:
    """One form to export, the name of its file without ending, and the form's id for whoever wants to go there."""

    snapshot: Snapshot
    name: str
    form: int = 0


def file_name(unit_code: str, unit: str, snapshot: Snapshot, day: date) -> str:
    """The name by convention; a part that is blank is left out."""
    sheet, form = snapshot.sheet, snapshot.form
    year = str(sheet.year or form.year)
    parts = (unit_code, unit, year, sheet.own("project"), form.short, f"{day:%Y%m%d}")
    *head, project, short, stamp = (_FORBIDDEN.sub("", part).strip(" .") for part in parts)
    tail = "_".join(part for part in (short, stamp) if part)
    front = "_".join(part for part in head if part)
    room = _LONGEST - len(f"{front}__{tail}".encode())
    return "_".join(part for part in (front, _cut(project, room), tail) if part)


def portable(name: str) -> str:
    """The name as every file system takes it, cut where it is too long."""
    return _cut(_FORBIDDEN.sub("", name).strip(" "), _LONGEST)


def together(unit_code: str, unit: str, year: int, day: date) -> str:
    """The name of one file for all."""
    parts = (unit_code, unit, str(year), f"{day:%Y%m%d}")
    return "_".join(part for part in (_FORBIDDEN.sub("", each).strip(" .") for each in parts) if part)


def export(
    items: Sequence[Item], to: str, folder: Path, *, single: str = "", told: Told | None = None
) -> Iterator[Path]:
    """Writes the files one after the other, giving each as it is in place; with `single`, one file of that name.

    `told` hears how many forms of a single PDF are drawn; what it raises ends the work before anything is written.
    """
    target = format_of(to)
    make_folder(folder)
    if single:
        path = folder / f"{single}{target.suffix}"
        snapshots = [item.snapshot for item in items]
        write_atomically(path, target.render(snapshots, told))
        yield path
        return
    for item, name in zip(items, distinct([item.name for item in items]), strict=True):
        path = folder / f"{name}{target.suffix}"
        write_atomically(path, target.render([item.snapshot]))
        yield path


def distinct(names: Sequence[str]) -> list[str]:
    """The same names, those that come again numbered."""
    taken: set[str] = set()
    told = []
    for name in names:
        free, number = name, 1
        while free.casefold() in taken:  # Windows takes A and a for one file
            number += 1
            free = f"{name}_{number}"
        taken.add(free.casefold())
        told.append(free)
    return told


def _cut(text: str, size: int) -> str:
    return text.encode()[: max(0, size)].decode("utf-8", "ignore")
