"""One page on how a ledger and the PC it is on are: for the clerk's telephone call to whoever can help.

Knows what is worth looking at, and when to call it ill. Changes nothing, and opens the ledger for looking only.
What Qt alone can say (input methods, printers) comes from `ui/surroundings.py`, and is left out where Qt is not there.
"""

import platform
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import perfdesk
from perfdesk import characters, typefaces, volume
from perfdesk.core.evidence import size
from perfdesk.ledger import Ledger, ledger_file

_ROOM = 100 << 20
"""Free bytes below which a disk is called nearly full."""
_NAMED = 12
"""How many missing characters are named."""
_NEEDED = 1
"""The level every office program must reach."""


class Line(NamedTuple):
    label: str
    text: str
    ill: bool = False


class Section(NamedTuple):
    title: str
    lines: tuple[Line, ...]


def examine(path: Path) -> tuple[Section, ...]:
    """The whole page. PerfdeskError where the ledger cannot even be opened for looking."""
    return (
        Section("账本", tuple(_ledger(path))),
        Section("程序", tuple(_program())),
        Section("字体", tuple(_faces())),
        Section("本机", tuple(_surroundings())),
    )


def _ledger(path: Path) -> Iterator[Line]:
    ledger = Ledger.open(path, who="", readonly=True)
    try:
        damage, info = ledger.damage(), ledger.info
        projects, forms = len(ledger.projects()), len(ledger.forms())
    finally:
        ledger.close()
    folder = path.absolute().parent
    free, stays = shutil.disk_usage(folder).free, volume.journal_for(folder) == "wal"
    yield Line("文件", str(path.absolute()))
    yield Line("完整性", f"有损坏，请用最近的备份恢复（{damage}）" if damage else "完好", ill=bool(damage))
    yield Line("格式版本", str(ledger_file.version_of(path)))
    yield Line("单位与年度", f"{info.unit or '（未填单位）'}，{info.year} 年度")
    yield Line("内容", f"{projects} 个项目，{forms} 张表")
    yield Line("大小", size(path.stat().st_size))
    yield Line("磁盘余量", size(free), ill=free < _ROOM)
    yield Line("存放位置", "本机固定磁盘" if stays else "U盘或网络共享；拔出或断开前请先关闭账本")


def _program() -> Iterator[Line]:
    yield Line("本程序", perfdesk.__version__)
    yield Line("系统", platform.platform())
    yield Line("Python", platform.python_version())
    yield Line("SQLite", ledger_file.ENGINE)
    for package in ("PySide6_Essentials", "reportlab", "pypdfium2", "lxml"):
        yield Line(package, _version(package), ill=not _version(package))


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _faces() -> Iterator[Line]:
    absent = [face.path.name for face in typefaces.faces() if not face.path.is_file()]
    yield Line("自带字体", f"缺少 {'、'.join(absent)}，请重新安装本程序" if absent else "齐全", ill=bool(absent))
    reached = characters.reached()
    yield Line("GB 18030-2022", f"达到实现级别 {reached}" if reached else "未达到实现级别 1", ill=reached < _NEEDED)
    for level in characters.levels():
        count, missing = f"{level.wanted} 字", len(level.missing)
        named = "".join(level.missing[:_NAMED]) + ("……" if missing > _NAMED else "")
        lack = f"缺 {missing} 字：{named}" if missing else "一字不缺"
        yield Line(f"级别 {level.number}", f"{level.about}：{count}，{lack}")


def _surroundings() -> Iterator[Line]:
    try:
        from perfdesk.ui import surroundings
    except ImportError as error:
        yield Line("窗口", f"打不开窗口，缺少系统部件（{error}）", ill=True)
        return
    yield Line("Qt", surroundings.version())
    yield Line("输入法", surroundings.input_methods())
    yield Line("打印机", "、".join(surroundings.printers()) or "没有装打印机，可以导出 PDF 到别处打印")
