"""What goes out: the registry of export formats.

Each format is one module with `render(snapshots) -> bytes`, imported only when it is used: a format's library costs
more to import than a form to open. Refuses to know windows and ledgers.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.core.errors import PerfdeskError

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.core.snapshot import Snapshot

Told = Callable[[int], None]
"""Hears how many forms are done."""


class Format(NamedTuple):
    """One way out: its key in commands, what the menu calls it, what its file names end with."""

    key: str
    label: str
    suffix: str
    word: bool = False
    """Whether it takes only forms that were issued in Word."""
    counts: bool = False
    """Whether it can tell how far it is: its `render` takes whom to tell, too."""

    def refusal(self, form: "Form") -> str:
        """Why a form cannot go out this way; blank where it can."""
        if form.word or not self.word:
            return ""
        return f"表样「{form.name}」是 Excel 表，不能导出为 Word，请导出为 Excel 或 PDF。"

    def render(self, snapshots: "Sequence[Snapshot]", told: Told | None = None) -> bytes:
        """The same snapshots give the same bytes. `told` hears how many forms are done, of a format that counts."""
        module = import_module(f"{__name__}.{self.key}")
        made: bytes = module.render(snapshots, told) if told and self.counts else module.render(snapshots)
        return made


FORMATS = (
    Format("xlsx", "Excel 工作簿", ".xlsx"),
    Format("pdf", "PDF 文件", ".pdf", counts=True),
    Format("xls", "Excel 97-2003 工作簿", ".xls"),
    Format("docx", "Word 文档", ".docx", word=True),
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
