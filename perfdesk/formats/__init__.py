"""What goes out: the registry of export formats.

Each format is one module with `render(snapshots) -> bytes`, imported only when it is used: a format's library costs
more to import than a form to open. Refuses to know windows and ledgers.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from perfdesk.core.errors import PerfdeskError

Render = Callable[..., bytes]
"""Snapshots in, a file out. PDF also takes whom to tell how far it is."""


class Format(NamedTuple):
    """One way out: its key in commands, what the menu calls it, what its file names end with."""

    key: str
    label: str
    suffix: str

    @property
    def render(self) -> Render:
        """The same snapshots give the same bytes."""
        renderer: Render = import_module(f"{__name__}.{self.key}").render
        return renderer


FORMATS = (
    Format("xlsx", "Excel 工作簿", ".xlsx"),
    Format("pdf", "PDF 文件", ".pdf"),
    Format("xls", "Excel 97-2003 工作簿", ".xls"),
    Format("docx", "Word 文档", ".docx"),
    Format("account", "得分说明（PDF）", "_得分说明.pdf"),
    Format("evidence", "佐证材料目录（PDF）", "_佐证材料目录.pdf"),
    Format("evidence_xlsx", "佐证材料目录（Excel）", "_佐证材料目录.xlsx"),
)


def format_of(key: str) -> Format:
    """The format of this key. Raises PerfdeskError where there is none."""
    for each in FORMATS:
        if each.key == key:
            return each
    raise PerfdeskError(f"不能导出为「{key}」，只能是 {'、'.join(each.key for each in FORMATS)}。")
