"""The commands that write forms out: exporting, and the practice ledger with everything it holds.

Knows what they print, and that a form which cannot be written out keeps no other one back unless it was asked for by
its number. Refuses to know formats and names of files (`exports.py`).
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from perfdesk.commands.opening import desk_of, document_of
from perfdesk.core.errors import PerfdeskError
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.exports import Item, export, file_name, together
from perfdesk.formats import Format, format_of
from perfdesk.formats.files import make_folder
from perfdesk.unprintable import lacks, named


def write_out(desk: Desk, to: str, folder: Path, names: Sequence[str], *, single: bool) -> bool:
    """Exports the forms that are named, else all; whether none had to be left out."""
    target = format_of(to)
    documents, left = (_named(desk, names, target), []) if names else _possible(desk, target)
    if documents or not left:
        for path in _exported(desk, target, folder, documents, single=single):
            print(path)
    _warn_of_lacking(documents)
    for line in left:
        print(line, file=sys.stderr)
    return not left


def demo(folder: Path) -> None:
    """Makes the practice ledger, or takes the one that is there, and exports all of it."""
    from perfdesk import practice

    make_folder(folder)
    ledger = practice.make(folder / practice.NAME)
    print(f"练习账本：{ledger}")
    with desk_of(ledger) as desk:
        for to, name in (("xlsx", "Excel 工作簿"), ("pdf", "PDF 文件")):
            documents, _ = _possible(desk, format_of(to))
            made = list(_exported(desk, format_of(to), folder / to, documents))
            print(f"{name}：{len(made)} 个，在 {folder / to}")


def _named(desk: Desk, names: Sequence[str], target: Format) -> list[Document]:
    """PerfdeskError where one cannot be written out: before any of them is."""
    documents = [document_of(desk, name) for name in names]
    for refusal in (target.refusal(document.form) for document in documents):
        if refusal:
            raise PerfdeskError(refusal)
    return documents


def _possible(desk: Desk, target: Format) -> tuple[list[Document], list[str]]:
    """Every form that can be written out, and why the others cannot."""
    documents, left = [], []
    for record in desk.forms():
        try:
            documents += _named(desk, [str(record.id)], target)
        except PerfdeskError as error:
            left.append(f"[{record.id}] 没有导出：{error}")
    return documents, left


def _exported(
    desk: Desk, target: Format, folder: Path, documents: Sequence[Document], *, single: bool = False
) -> Iterator[Path]:
    info, today = desk.ledger.info, date.today()
    snapshots = [document.snapshot() for document in documents]
    items = [Item(each, file_name(info.unit_code, info.unit, each, today)) for each in snapshots]
    name = together(info.unit_code, info.unit, info.year, today) if single else ""
    return export(items, target.key, folder, single=name)


def _warn_of_lacking(documents: Sequence[Document]) -> None:
    """Characters no face has print as 〓: that is said, not found on the stamped sheet."""
    for document in documents:
        for lack in lacks(document.snapshot()):
            print(f"[{document.id}] {lack.label}：没有字体可印这些字，印成〓：{named([lack])}", file=sys.stderr)
