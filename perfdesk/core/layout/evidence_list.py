"""佐证材料目录: the files kept for a form, on a sheet of paper that goes with them.

Lays out a page like any other, so that it is cut and drawn by what cuts and draws forms. Refuses to know the files
themselves: of each it says number, indicator, name, size and how its fingerprint begins. An indicator that should have
files and has none is listed in its place, as wanting.
"""

from collections.abc import Iterator

from perfdesk.core.evidence import EVIDENCE, Proof, size
from perfdesk.core.layout.page import Page
from perfdesk.core.layout.plain_page import Table, told_page
from perfdesk.core.layout.typesetting import Advance
from perfdesk.core.snapshot import Snapshot

TITLE = "佐证材料目录"
HEADINGS = ("编号", "指标", "材料", "大小", "校验", "备注")
FINGERPRINT = 8
"""How many characters of the hash are enough to tell two files of a form apart by eye."""
_WIDTHS = (68.0, 132.0, 148.0, 46.0, 56.0, 44.0)
_SIDES = ("center", "left", "left", "center", "center", "left")
_SIGNATURES = "整理人：　　　　　　　　复核人：　　　　　　　　日期：　　　　年　　月　　日"
_ABOUT = f"校验是由文件内容算出的一串字的前 {FINGERPRINT} 位：文件改动一个字，校验就不同。"
_LACKING = "缺"


def evidence_list(snapshot: Snapshot, advance: Advance) -> Page:
    """The list, as long as it is; the headings are printed again on each sheet of paper."""
    table = Table(HEADINGS, _WIDTHS, _SIDES, tuple(columns(snapshot)))
    return told_page(TITLE, _told(snapshot), table, [_ABOUT], _SIGNATURES, advance)


def columns(snapshot: Snapshot, fingerprint: int | None = FINGERPRINT) -> Iterator[tuple[str, ...]]:
    """What stands in the six columns, file by file, and what is wanting; `fingerprint`: how much of it, None all."""
    kept: dict[int, list[Proof]] = {}
    for proof in snapshot.evidence:
        kept.setdefault(proof.file.row, []).append(proof)
    for place, row in enumerate((0, *snapshot.sheet.named_rows)):
        about = " ".join(snapshot.sheet.at(row, "l3").split()) if row else "（整张表）"
        for number, file in kept.get(row, ()):
            yield number, about, file.file_name, size(file.size), file.sha256[:fingerprint], file.note
        if row in snapshot.unproved:
            yield f"{EVIDENCE}-{place:02}", about, _LACKING, "", "", ""


def _told(snapshot: Snapshot) -> list[str]:
    sheet, form, files = snapshot.sheet, snapshot.form, snapshot.evidence
    known = (("项目", sheet.own("project")), ("单位", sheet.own("unit")), ("表", form.short),
             ("年度", str(sheet.year or form.year)))  # fmt: skip
    head = "　".join(f"{name}：{' '.join(text.split())}" for name, text in known if text.strip())
    whole = size(sum(proof.file.size for proof in files))
    proved = len({proof.file.row for proof in files if proof.file.section})
    lacking = f"，{len(snapshot.unproved)} 项应有而缺" if snapshot.unproved else ""
    return [head, f"共 {len(files)} 个文件，{whole}；{len(sheet.named_rows)} 项指标中 {proved} 项有佐证材料{lacking}。"]
