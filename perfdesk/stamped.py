"""The paper with the stamp against the ledger: which form a printed code belongs to, and scans kept with their code.

Knows how the code below a printed form (`core/fingerprint.py`) is looked for, what a scan with its code says of the
form as it is now, and how it is kept (`evidence.py`). Refuses to know how the answer is shown, and to read a picture:
the code is typed, or found in a PDF that has its text.
"""

import re
from pathlib import Path

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import STAMPED, Attachment
from perfdesk.core.evidence_rules import MEGABYTE
from perfdesk.core.fingerprint import fingerprint, read_code
from perfdesk.core.step import Step
from perfdesk.desk import Desk
from perfdesk.document import Document, scored
from perfdesk.ledger import FormRecord

SCANS = (".pdf", ".jpg", ".jpeg", ".png")
_BEGINNINGS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG")
"""What files of these kinds begin with."""
_PRINTED = re.compile(r"校验码\s*([0-9A-Za-z]{5}\s*-\s*[0-9A-Za-z]{5})")
CURRENT, CHANGED, UNKNOWN = "已盖章 ✓ 与现内容一致", "已盖章，盖章后内容已改", "已盖章，未核对校验码"


def checked(code: str) -> str:
    """A code as it is printed; blank stays blank. PerfdeskError where it cannot be one."""
    found = read_code(code) if code.strip() else ""
    if found is None:
        raise PerfdeskError(f"「{code}」不是校验码，请对照纸面右下角重新输入（共 10 位，没有 0、1、I、L、O）。")
    return found


def find_code(desk: Desk, code: str) -> FormRecord | None:
    """The form whose present content has this code, None where none has it any more.

    PerfdeskError where it cannot be a code: a slip of the keyboard must not pass for a changed form.
    """
    wanted = checked(code.strip() or "—")
    return next((each for each in desk.forms() if _code_of(desk, each) == wanted), None)


def find_scan(desk: Desk, code: str) -> Attachment | None:
    """The latest scan kept with this code, of whatever form."""
    kept = (file for record in desk.forms() for file in desk.attachments(record.id, STAMPED))
    return max((file for file in kept if file.code and file.code == checked(code)), key=_age, default=None)


def latest(document: Document) -> Attachment | None:
    """The scan of a form that counts: the last one attached."""
    return max(document.stamped, key=_age, default=None)


def standing(document: Document) -> str:
    """What its scan says of a form as it is now; blank where it has none."""
    file = latest(document)
    if file is None:
        return ""
    return judged(document, file.code) if file.code else UNKNOWN


def judged(document: Document, code: str) -> str:
    """Whether a code is a form's present content."""
    return CURRENT if document.snapshot().fingerprint == checked(code) else CHANGED


def is_scan(path: Path) -> bool:
    """Whether a file is what a scanner or a telephone makes: by its name and by how it begins."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() in SCANS and file.read(4).startswith(_BEGINNINGS)
    except OSError:
        return False


def codes_in(path: Path) -> tuple[str, ...]:
    """The codes in the text of a PDF: one that was signed with a seal on the screen was never scanned. In one that is
    too large to be kept nobody looks."""
    from perfdesk.formats.picture import Pictures

    if path.suffix.lower() != ".pdf":
        return ()
    try:
        if path.stat().st_size > catalog.evidence_rules().file_mb * MEGABYTE:
            return ()
        with Pictures(path.read_bytes()) as opened:
            text = "\n".join(opened.text(page) for page in range(len(opened.sizes)))
    except (OSError, PerfdeskError):
        return ()
    return tuple(dict.fromkeys(code for code in map(read_code, _PRINTED.findall(text)) if code))


def plan_stamp(desk: Desk, form_id: int, path: Path, code: str) -> Step:
    """The scan kept for a form with the code that is on it. PerfdeskError where the file is no scan, or is refused.

    A file that is kept already gets the code anew, and is the latest from then on.
    """
    from perfdesk import evidence

    if not is_scan(path):
        raise PerfdeskError(f"「{path.name}」不是 PDF、JPG 或 PNG 文件，不能作为盖章扫描件。")
    file = next(evidence.read_all([path], evidence.room(desk)))
    if file.refusal:
        raise PerfdeskError(file.refusal)
    there = next((each for each in desk.attachments(form_id, STAMPED) if each.sha256 == file.sha256), None)
    if there:
        return evidence.plan_stamped_again(desk, there.id, checked(code))
    desk.bring(evidence.contents([file]))
    return evidence.plan_attach(desk, form_id, [file], kind=STAMPED, code=checked(code))


def _code_of(desk: Desk, record: FormRecord) -> str:
    """The code of a form's present content; blank where its definition is not at hand."""
    try:
        return fingerprint(*scored(desk.ledger, record))
    except PerfdeskError:
        return ""


def _age(file: Attachment) -> tuple[int, int]:
    return file.position, file.id
