"""Paper against the ledger: a printed code, and a scan kept with its code."""

from pathlib import Path

import pytest

from perfdesk import catalog, practice
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import STAMPED
from perfdesk.core.sheet import own
from perfdesk.core.step import FORMS, RecordChange, Step
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.formats.pdf import render
from perfdesk.ledger import Ledger
from perfdesk.stamped import (
    CHANGED,
    CURRENT,
    UNKNOWN,
    checked,
    codes_in,
    find_code,
    find_scan,
    is_scan,
    latest,
    plan_stamp,
    standing,
)
from tests.gui import office

PHOTO = b"\xff\xd8\xff\xe0 a telephone's picture"


def scan(folder: Path, name: str = "盖章.jpg", content: bytes = PHOTO) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_code_is_found_until_the_form_changes(tmp_path: Path) -> None:
    ledger = Ledger.open(practice.make(tmp_path / practice.NAME), who="会计")
    desk = Desk(ledger)
    codes = {record.id: desk.document(record.id).snapshot().fingerprint for record in desk.forms()}
    assert len(set(codes.values())) == len(codes) > 5
    form, code = max(codes.items())
    found = find_code(desk, code.lower().replace("-", " "))
    assert found is not None
    assert found.id == form
    desk.apply(desk.document(form).plan([(own("goal"), "改过的目标")]))
    assert find_code(desk, code) is None
    for wrong in (code[:-1], ""):
        with pytest.raises(PerfdeskError, match="不是校验码"):
            find_code(desk, wrong)
    ledger.close()


def test_a_form_whose_definition_is_gone_hides_no_other_code(desk: Desk, document: Document) -> None:
    lost = office.form(desk, document.record.project, office.HEBEI)
    later = desk.document(office.form(desk, document.record.project, office.SICHUAN))
    desk.ledger.write(Step("", {}, (RecordChange(FORMS, lost, "form", office.HEBEI, "lost-2019"),)))
    found = find_code(Desk(desk.ledger), later.snapshot().fingerprint)
    assert found is not None and found.id == later.id


def test_looking_for_a_code_opens_no_form(desk: Desk, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    code = document.snapshot().fingerprint
    other = Desk(desk.ledger)
    monkeypatch.setattr(other, "document", lambda _: pytest.fail("a form was opened"))
    found = find_code(other, code)
    assert found is not None and found.id == document.id


def test_a_scan_says_whether_the_paper_is_what_stands_here(desk: Desk, document: Document, tmp_path: Path) -> None:
    assert (standing(document), latest(document)) == ("", None)
    code = document.snapshot().fingerprint
    step = plan_stamp(desk, document.id, scan(tmp_path), code.lower())
    desk.apply(step)
    assert standing(document) == CURRENT
    change = document.plan([(own("goal"), "换了目标")])
    desk.apply(change)
    assert standing(document) == CHANGED
    kept = find_scan(desk, code)
    assert kept is not None
    assert (kept.form, kept.file_name, kept.code) == (document.id, "盖章.jpg", code)
    assert desk.ledger.content(kept.sha256) == PHOTO
    desk.apply(change.inverse)
    assert standing(document) == CURRENT
    desk.apply(step.inverse)
    assert (standing(document), find_scan(desk, code)) == ("", None)


def test_keeping_a_scan_does_not_change_what_is_printed(desk: Desk, document: Document, tmp_path: Path) -> None:
    before = document.snapshot().fingerprint
    desk.apply(plan_stamp(desk, document.id, scan(tmp_path), ""))
    assert document.snapshot().fingerprint == before
    assert standing(document) == UNKNOWN


def test_the_last_scan_counts_and_the_same_file_is_kept_once(desk: Desk, document: Document, tmp_path: Path) -> None:
    old = document.snapshot().fingerprint
    first = scan(tmp_path, "一.jpg")
    desk.apply(plan_stamp(desk, document.id, first, ""))
    desk.apply(plan_stamp(desk, document.id, first, old))
    assert [(file.name, file.code) for file in desk.attachments(document.id, STAMPED)] == [("一", old)]
    assert plan_stamp(desk, document.id, first, old).empty
    desk.apply(document.plan([(own("goal"), "换了目标")]))
    new = document.snapshot().fingerprint
    desk.apply(plan_stamp(desk, document.id, scan(tmp_path, "二.png", b"\x89PNG\r\n"), new))
    found = latest(document)
    assert found is not None
    assert (found.name, standing(document)) == ("二", CURRENT)
    desk.apply(desk.document(document.id).plan([(own("goal"), "放映进村")]))
    desk.apply(plan_stamp(desk, document.id, first, old))
    found = latest(document)
    assert found is not None
    assert found.name == "一"


@pytest.mark.parametrize(
    ("name", "content"), [("表.xlsx", b"PK\x03\x04"), ("像.jpg", b"not a picture"), ("表.exe", PHOTO), ("空.pdf", b"")]
)
def test_what_is_no_scan_is_refused(desk: Desk, document: Document, tmp_path: Path, name: str, content: bytes) -> None:
    path = scan(tmp_path, name, content)
    assert not is_scan(path)
    with pytest.raises(PerfdeskError, match="不是 PDF、JPG 或 PNG"):
        plan_stamp(desk, document.id, path, "")
    with pytest.raises(PerfdeskError, match="不是校验码"):
        plan_stamp(desk, document.id, scan(tmp_path), "7K2QF")


def test_the_code_is_read_from_a_pdf_that_has_its_text(desk: Desk, document: Document, tmp_path: Path) -> None:
    other = desk.document(office.form(desk, document.record.project, office.HEBEI))
    pdf = scan(tmp_path, "电子章.pdf", render([each.snapshot() for each in (document, other)]))
    assert set(codes_in(pdf)) == {each.snapshot().fingerprint for each in (document, other)}
    assert codes_in(scan(tmp_path, "坏.pdf", b"%PDF-1.7 torn")) == codes_in(scan(tmp_path)) == ()
    torn = pdf.read_bytes().replace(b"/Type /Page\n", b"/Type /Pagf\n").replace(b"/Type /Page ", b"/Type /Pagf ")
    assert torn != pdf.read_bytes()
    assert codes_in(scan(tmp_path, "缺页.pdf", torn)) == ()
    with (tmp_path / "巨大.pdf").open("wb") as large:
        large.write(pdf.read_bytes())
        large.truncate(catalog.evidence_rules().file_mb * 1_000_000 + 1)
    assert codes_in(tmp_path / "巨大.pdf") == ()
    assert checked("") == ""
