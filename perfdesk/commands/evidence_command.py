"""The commands for 佐证材料: attaching files to a form or an indicator, listing them, copying them out.

Knows what they print. Refuses to know what is kept and what is refused (`evidence.py`).
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perfdesk import evidence
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import Proof, size
from perfdesk.core.sheet import Sheet
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.formats.files import make_folder

_INDICATOR = re.compile(r"indicators\[(\d+)\]")


def attach(desk: Desk, document: Document, paths: Sequence[Path], to: str) -> bool:
    """Attaches files, each told in a line; whether all came in."""
    row = _row(document.sheet, to) if to else 0
    files = list(evidence.read_all(paths, evidence.room(desk)))
    before = {proof.file.id for proof in document.proofs}
    desk.bring(evidence.contents(files))
    desk.apply(evidence.plan_attach(desk, document.id, files, row))
    added = [proof for proof in document.proofs if proof.file.id not in before]
    for proof in added:
        print(f"{proof.number}  {proof.file.file_name}  {size(proof.file.size)}")
    refused = [file.refusal for file in files if file.refusal]
    print(*refused, sep="\n", end="\n" if refused else "")
    if not added and not refused:
        print("这些文件已经在了，没有改动。")
    return not refused


def show(desk: Desk, document: Document, out: Path | None) -> None:
    """Lists the files of a form; with a folder, copies them there under their numbers."""
    if out:
        make_folder(out)
        for path in evidence.copies_out(desk, document.proofs, out):
            print(path)
        return
    for proof in document.proofs:
        at = _at(document.sheet, proof) or "整张表"
        number = proof.number or "（指标已删除）"
        print(f"{number}  {at}  {proof.file.file_name}  {size(proof.file.size)}  {proof.file.sha256}")


def told(document: Document) -> list[dict[str, Any]]:
    """The files of a form for machines; those of the whole form stand at ''."""
    return [
        {"number": proof.number, "at": _at(document.sheet, proof), "name": proof.file.file_name,
         "size": proof.file.size, "sha256": proof.file.sha256, "note": proof.file.note}
        for proof in document.proofs
    ]  # fmt: skip


def _at(sheet: Sheet, proof: Proof) -> str:
    """Where it belongs, as addresses say it; blank for the whole form, and where the indicator is gone."""
    named = sheet.named_rows
    return f"indicators[{named.index(proof.file.row)}]" if proof.file.section and proof.number else ""


def _row(sheet: Sheet, to: str) -> int:
    match = _INDICATOR.fullmatch(to.strip())
    if not match:
        raise PerfdeskError(f"「{to}」应写成 indicators[2]，从 0 数起。")
    number = int(match[1])
    if number >= len(sheet.named_rows):
        raise PerfdeskError(f"没有「{to}」：这张表只有 {len(sheet.named_rows)} 行填了三级指标，从 0 数起。")
    return sheet.named_rows[number]
