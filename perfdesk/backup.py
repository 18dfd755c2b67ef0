"""Copies of a ledger that are proved readable, and the way back from one.

Knows when a copy counts: written whole, synced, opened again, every page checked, the same records in it. Never writes
over anything: a copy, and what is made from one, are new files. Refuses to know how SQLite copies (`ledger_file.py`).
"""

import contextlib
from pathlib import Path

from perfdesk.core.errors import PerfdeskError
from perfdesk.ledger import Ledger


def back_up(ledger: Path, target: Path) -> str:
    """A copy of a ledger, which may be open meanwhile; what it holds, in words."""
    return _copied(ledger, target, "备份")


def restore(copy: Path, target: Path) -> str:
    """A ledger from a copy; what it holds, in words."""
    return _copied(copy, target, "恢复")


def _copied(source: Path, target: Path, act: str) -> str:
    if target.exists():
        raise PerfdeskError(f"「{target.name}」已经存在，{act}只写到新文件，请换一个名字。")
    if not target.absolute().parent.is_dir():
        raise PerfdeskError(f"没有文件夹「{target.absolute().parent}」，请先建立，或换一个地方。")
    with contextlib.closing(Ledger.open(source, who="", readonly=True)) as ledger:
        if damage := ledger.damage():
            raise PerfdeskError(f"账本「{source.name}」已损坏，不能{act}（{damage}）。")
        before = _held(ledger)
        ledger.copy_to(target)
        after = _held(ledger)
    try:
        found = _proved(target)
        if found not in (before, after):  # somebody may have written meanwhile
            raise PerfdeskError(f"{act}出来的文件与原件不一致，已删除，请换一个磁盘再试。")
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return found


def _proved(path: Path) -> str:
    with contextlib.closing(Ledger.open(path, who="", readonly=True)) as ledger:
        if damage := ledger.damage():
            raise PerfdeskError(f"写出来的「{path.name}」读不回来，请换一个磁盘再试（{damage}）。")
        return _held(ledger)


def _held(ledger: Ledger) -> str:
    last = max((form.changed for form in ledger.forms(removed=True)), default="")
    return f"{len(ledger.projects())} 个项目，{len(ledger.forms())} 张表，最后修改于 {last[:19] or '（没有修改）'}"
