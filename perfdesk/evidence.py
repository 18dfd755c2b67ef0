"""Files into a ledger and out of it again: 佐证材料, and the scans of stamped sheets.

Knows how a file is read bit by bit, what is refused in one sentence, and which steps attach, name, order, move and
remove. Plans only; `Desk.bring` and `Desk.apply` put bytes and record on the disk in one go. Refuses to know windows,
and what is expected of whom (`core/evidence_rules.py`).

What is removed stays in the file, so that it can come back. The file is kept in bounds by what it takes at most: one
file, one go, all together, removed ones too (`resources/evidence.toml`); the same content is stored once.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import EVIDENCE, Attachment, Proof
from perfdesk.core.evidence_rules import MEGABYTE, EvidenceRules
from perfdesk.core.sheet import INDICATORS, Cell, cleaned
from perfdesk.core.step import ATTACHMENTS, RecordChange, Step, made, removed
from perfdesk.desk import Desk
from perfdesk.exports import distinct, portable
from perfdesk.formats.files import write_atomically

_PORTION = 1 << 20
Progress = Callable[[int, int, Path], bool]
"""Told how many bytes are read, how many there are, and of which file; False ends it."""


@dataclass(frozen=True)
class Brought:
    """One file that was read, or the sentence that says why it was not."""

    path: Path
    content: bytes = b""
    sha256: str = ""
    refusal: str = ""


def read_all(paths: Sequence[Path], room: int, progress: Progress = lambda *_: True) -> Iterator[Brought]:
    """The files one by one, as far as `room` bytes go. One that is refused does not keep the others."""
    rules = catalog.evidence_rules()
    files = [file for path in paths for file in _files(path)]
    whole, done, held = sum(map(_size, files)), 0, 0
    for path in files:
        refusal = _refusal(path, rules, held, room)
        brought = (
            Brought(path, refusal=refusal) if refusal else _read(path, rules, _Reading(path, done, whole, progress))
        )
        if brought is None:
            return
        done += _size(path)
        held += len(brought.content)
        yield brought


def room(desk: Desk) -> int:
    """How many bytes of files the ledger may still take."""
    return catalog.evidence_rules().ledger_mb * MEGABYTE - desk.ledger.contents_size()


def plan_attach(
    desk: Desk, form_id: int, files: Iterable[Brought], row: int = 0, *, kind: str = EVIDENCE, code: str = ""
) -> Step:
    """These files kept for a row of a form, or for the whole form; what is there already is not kept twice.

    The bytes are to be brought to the desk before the step is applied (`contents`).
    """
    section = INDICATORS if row else ""
    there = [file for file in desk.attachments(form_id, kind) if (file.section, file.row) == (section, row)]
    known = {file.sha256 for file in there}
    number, position = desk.ledger.next_id(ATTACHMENTS), max((file.position for file in there), default=0)
    records: list[RecordChange] = []
    names: list[str] = []
    for file in files:
        if file.refusal or file.sha256 in known:
            continue
        known.add(file.sha256)
        fields = {"form": form_id, "section": section, "row": row, "kind": kind, "position": position + 1 + len(names),
                  "name": cleaned(file.path.stem), "suffix": cleaned(file.path.suffix), "size": len(file.content),
                  "sha256": file.sha256, "code": code}  # fmt: skip
        records += made(ATTACHMENTS, number + len(names), {name: str(text) for name, text in fields.items() if text})
        names.append(file.path.name)
    called = f"「{names[0]}」" if len(names) == 1 else f"{len(names)} 个文件"
    return Step(f"附上{kind} {called}", {}, tuple(records))


def contents(files: Iterable[Brought]) -> dict[str, bytes]:
    return {file.sha256: file.content for file in files if not file.refusal}


def plan_remove(desk: Desk, numbers: Sequence[int]) -> Step:
    """Removed, not destroyed: undo brings them back."""
    names = [desk.attachment(number).file_name for number in numbers]
    called = f"「{names[0]}」" if len(names) == 1 else f"{len(names)} 个文件"
    return Step(f"移除 {called}", {}, tuple(removed(ATTACHMENTS, number) for number in numbers))


def plan_rename(desk: Desk, number: int, name: str) -> Step:
    """Another name; the ending stays what the file is."""
    file = desk.attachment(number)
    name = cleaned(name).strip()
    if file.suffix and name.lower().endswith(file.suffix.lower()):
        name = name[: -len(file.suffix)]
    return _fields("附件改名", file, name=name or file.name)


def plan_note(desk: Desk, number: int, note: str) -> Step:
    return _fields("附件备注", desk.attachment(number), note=cleaned(note).strip())


def plan_stamped_again(desk: Desk, number: int, code: str) -> Step:
    """A scan that is kept already with the code that is printed on it, behind those that came since."""
    file = desk.attachment(number)
    last = _of_row(desk, file, file.section, file.row)[-1]
    position = file.position if last == file else last.position + 1
    return _fields("核对校验码", file, code=code, position=str(position))


def plan_move(desk: Desk, number: int, by: int) -> Step:
    """One place up or down among the files of the same indicator, which gives both another number."""
    file = desk.attachment(number)
    beside = _of_row(desk, file, file.section, file.row)
    at = beside.index(file)
    if not 0 <= at + by < len(beside):
        return Step("附件移动")
    beside.insert(at + by, beside.pop(at))
    steps = [_fields("", each, position=str(place)) for place, each in enumerate(beside, 1)]
    return Step("附件移动", {}, tuple(change for step in steps for change in step.records))


def plan_assign(desk: Desk, numbers: Iterable[int], row: int) -> Step:
    """The files of another indicator, behind those it has; row 0 is the whole form."""
    section = INDICATORS if row else ""
    records: list[RecordChange] = []
    for number in numbers:
        file = desk.attachment(number)
        if (file.section, file.row) != (section, row):
            last = max((each.position for each in _of_row(desk, file, section, row)), default=0) + 1 + len(records)
            records += _fields("", file, section=section, row=str(row), position=str(last)).records
    return Step("附件改到另一项指标", {}, tuple(records))


def content(desk: Desk, file: Attachment) -> bytes:
    """The bytes of a file, held against what was noted when it came in."""
    found = desk.ledger.content(file.sha256)
    if found is None:
        raise PerfdeskError(f"「{file.file_name}」的内容已经清理，账本里只留着它的名称和校验。")
    if hashlib.sha256(found).hexdigest() != file.sha256:
        raise PerfdeskError(f"「{file.file_name}」与放入时的校验不符，账本文件可能已损坏，请用最近的备份恢复。")
    return found


def copy_out(desk: Desk, file: Attachment, folder: Path, name: str = "", *, only_look: bool = False) -> Path:
    """A copy of a file in a folder, where need be under another name; one that is only to be looked at is locked."""
    path = folder / (portable(name or file.name) + portable(file.suffix))
    write_atomically(path, content(desk, file))
    if only_look:
        path.chmod(stat.S_IREAD)
    return path


def copies_out(desk: Desk, proofs: Sequence[Proof], folder: Path) -> Iterator[Path]:
    """Copies in a folder, each under its number; of those without one that are called alike, later ones are counted."""
    names = distinct([portable(f"{proof.number} {proof.file.name}".strip()) for proof in proofs])
    for proof, name in zip(proofs, names, strict=True):
        yield copy_out(desk, proof.file, folder, name)


def row_of(cell: Cell | None, named: Sequence[int]) -> int:
    """The indicator a cell belongs to, if it has a name by which its files could be found; 0 where there is none."""
    return cell.row if cell and cell.section == INDICATORS and cell.row in named else 0


def _files(path: Path) -> list[Path]:
    """A file; what lies in a folder."""
    if not stat.S_ISDIR(_stat(path).st_mode):
        return [path]
    try:
        found = sorted(each for each in path.rglob("*") if not each.name.startswith((".", "~$")))
    except OSError:
        return [path]
    return [each for each in found if stat.S_ISREG(_stat(each).st_mode)]


_NOTHING = os.stat_result([0] * 10)


def _stat(path: Path) -> os.stat_result:
    """What the disk says of a path; nothing where it is not there, or the disk does not answer."""
    try:
        return path.stat()
    except OSError:
        return _NOTHING


def _size(path: Path) -> int:
    return _stat(path).st_size


class _Reading(NamedTuple):
    """How far a batch was when a file of it came."""

    path: Path
    done: int
    whole: int
    progress: Progress

    def told(self, count: int) -> bool:
        return self.progress(self.done + count, self.whole, self.path)


def _read(path: Path, rules: EvidenceRules, reading: _Reading) -> Brought | None:
    """None where it was told to end."""
    digest, portions, count = hashlib.sha256(), [], 0
    try:
        with path.open("rb") as file:
            while portion := file.read(_PORTION):
                count += len(portion)
                if count > rules.file_mb * MEGABYTE:
                    return Brought(path, refusal=_too_large(path, rules))
                digest.update(portion)
                portions.append(portion)
                if not reading.told(count):
                    return None
    except OSError:
        return Brought(path, refusal=f"「{path.name}」读不出来，可能正被别的程序占用，或存放它的磁盘没有接好。")
    if not portions:
        return Brought(path, refusal=f"「{path.name}」是空文件，没有放入。")
    return Brought(path, b"".join(portions), digest.hexdigest())


def _refusal(path: Path, rules: EvidenceRules, held: int, room: int) -> str:
    """Why a file is not even read; `held` bytes of this go were read before it."""
    mode = _stat(path).st_mode
    if mode and not stat.S_ISREG(mode):
        return f"「{path.name}」不是文件，没有放入。"
    if path.suffix.lower() in rules.programs:
        return f"「{path.name}」是程序或快捷方式，不能作为佐证材料。"
    size = _size(path)
    if size > rules.file_mb * MEGABYTE:
        return _too_large(path, rules)
    if held + size > rules.batch_mb * MEGABYTE:
        return f"这一次放入的文件合计超过 {rules.batch_mb} MB，「{path.name}」没有放入，请分几次放。"
    if held + size > room:
        return f"放入「{path.name}」后，账本里的附件会超过 {rules.ledger_mb} MB，没有放入；可先清理已移除的附件。"
    return ""


def _too_large(path: Path, rules: EvidenceRules) -> str:
    return f"「{path.name}」超过 {rules.file_mb} MB，没有放入；请压缩或拆开后再试。"


def _fields(act: str, file: Attachment, **wanted: str) -> Step:
    """The step that gives a file's record these texts; what stands already is left out."""
    changes = [
        RecordChange(ATTACHMENTS, file.id, name, str(getattr(file, name)), text) for name, text in wanted.items()
    ]
    return Step(act, {}, tuple(change for change in changes if change.old != change.new))


def _of_row(desk: Desk, file: Attachment, section: str, row: int) -> list[Attachment]:
    """The files of the same kind of a row, in their order."""
    kept = (each for each in desk.attachments(file.form, file.kind) if (each.section, each.row) == (section, row))
    return sorted(kept, key=lambda each: (each.position, each.id))
