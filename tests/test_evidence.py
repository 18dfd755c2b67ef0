"""Files come into a ledger with the records that name them, keep to bounds, and go out as they came."""

import hashlib
import os
import sqlite3
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk import catalog, evidence
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.evidence import EVIDENCE, STAMPED, Attachment
from perfdesk.core.profile import Parameter, Source
from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.exports import distinct
from perfdesk.ledger import Ledger
from perfdesk.ledger_audit import audit_file


def written(folder: Path, name: str, content: bytes = b"bytes") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def attach(desk: Desk, document: Document, *paths: Path, row: int = 0, kind: str = EVIDENCE) -> None:
    files = list(evidence.read_all(paths, evidence.room(desk)))
    assert not [file.refusal for file in files if file.refusal]
    desk.bring(evidence.contents(files))
    desk.apply(evidence.plan_attach(desk, document.id, files, row, kind=kind))


def listed(document: Document) -> list[tuple[str, str]]:
    return [(proof.number, proof.file.file_name) for proof in document.proofs]


def again(desk: Desk) -> Desk:
    desk.ledger.close()
    return Desk(Ledger.open(desk.ledger.path, who="次日"))


def kept(desk: Desk) -> list[Attachment]:
    return sorted(desk.attachments(1, EVIDENCE), key=lambda each: each.position)


def test_files_are_kept_for_an_indicator_and_for_the_whole_form(desk: Desk, document: Document, tmp_path: Path) -> None:
    second = document.sheet.rows[1]
    attach(desk, document, written(tmp_path, "场次表.xlsx"), written(tmp_path, "照片.JPG", b"light"), row=second)
    attach(desk, document, written(tmp_path, "批复.pdf", b"seal"))
    assert listed(document) == [("佐证-00-1", "批复.pdf"), ("佐证-02-1", "场次表.xlsx"), ("佐证-02-2", "照片.JPG")]
    told = again(desk)
    assert listed(told.document(document.id)) == listed(document)
    photo = next(file for file in kept(told) if file.suffix == ".JPG")
    assert (photo.size, photo.sha256) == (5, hashlib.sha256(b"light").hexdigest())
    assert evidence.content(told, photo) == b"light"
    told.ledger.close()


def test_attaching_is_one_step_that_can_be_taken_back_and_done_again(
    desk: Desk, document: Document, tmp_path: Path
) -> None:
    files = list(evidence.read_all([written(tmp_path, "甲.pdf", b"1"), written(tmp_path, "乙.pdf", b"2")], 100))
    desk.bring(evidence.contents(files))
    step = evidence.plan_attach(desk, document.id, files, document.sheet.rows[0])
    assert step.act == "附上佐证 2 个文件"
    desk.apply(step)
    desk.apply(step.inverse)
    assert listed(document) == []
    desk.apply(step)
    assert [evidence.content(desk, file) for file in kept(desk)] == [b"1", b"2"]
    removal = evidence.plan_remove(desk, [kept(desk)[0].id])
    desk.apply(removal)
    assert listed(document) == [("佐证-01-1", "乙.pdf")]
    desk.apply(removal.inverse)
    assert listed(document) == [("佐证-01-1", "甲.pdf"), ("佐证-01-2", "乙.pdf")]


def test_the_same_content_is_stored_once_and_not_kept_twice_for_one_indicator(
    desk: Desk, document: Document, tmp_path: Path
) -> None:
    one, copy = written(tmp_path, "甲.pdf", b"same" * 500), written(tmp_path, "另存.pdf", b"same" * 500)
    first, second = document.sheet.rows
    attach(desk, document, one, copy, row=first)
    attach(desk, document, copy, row=second)
    assert listed(document) == [("佐证-01-1", "甲.pdf"), ("佐证-02-1", "另存.pdf")]
    assert desk.ledger.contents_size() == 2000
    files = list(evidence.read_all([one], 100_000))
    assert evidence.plan_attach(desk, document.id, files, first).empty


def test_bytes_no_step_names_are_let_go(desk: Desk, document: Document, tmp_path: Path) -> None:
    first, *_ = document.sheet.rows
    old, new = written(tmp_path, "甲.pdf", b"same" * 500), written(tmp_path, "乙.pdf", b"other" * 500)
    attach(desk, document, old, row=first)
    files = list(evidence.read_all([old, new], 100_000))
    held = [sys.getrefcount(file.content) for file in files]
    desk.bring(evidence.contents(files))
    desk.apply(evidence.plan_attach(desk, document.id, files, first))
    assert [sys.getrefcount(file.content) for file in files] == held


def test_names_notes_and_order_change_like_any_record(desk: Desk, document: Document, tmp_path: Path) -> None:
    attach(
        desk,
        document,
        *(written(tmp_path, f"{name}.pdf", name.encode()) for name in "甲乙丙"),
        row=document.sheet.rows[0],
    )
    one, two, three = (file.id for file in kept(desk))
    desk.apply(evidence.plan_move(desk, three, -2))
    assert [file.name for file in kept(desk)] == ["丙", "甲", "乙"]
    assert evidence.plan_move(desk, three, -1).empty
    desk.apply(evidence.plan_rename(desk, two, " 验收单.PDF "))
    desk.apply(evidence.plan_note(desk, two, "原件在档案室"))
    assert (desk.attachment(two).file_name, desk.attachment(two).note) == ("验收单.pdf", "原件在档案室")
    assert evidence.plan_rename(desk, one, "   ").empty


def test_files_go_over_to_another_indicator_behind_those_it_has(desk: Desk, document: Document, tmp_path: Path) -> None:
    first, second = document.sheet.rows
    attach(desk, document, written(tmp_path, "甲.pdf", b"1"), written(tmp_path, "乙.pdf", b"2"), row=first)
    attach(desk, document, written(tmp_path, "丙.pdf", b"3"), row=second)
    desk.apply(evidence.plan_assign(desk, [file.id for file in kept(desk) if file.row == first], second))
    assert listed(document) == [("佐证-02-1", "丙.pdf"), ("佐证-02-2", "甲.pdf"), ("佐证-02-3", "乙.pdf")]


def test_a_deleted_indicator_leaves_its_files_unnumbered_until_it_is_back(
    desk: Desk, document: Document, tmp_path: Path
) -> None:
    first, second = document.sheet.rows
    attach(desk, document, written(tmp_path, "甲.pdf"), row=first)
    deletion = document.plan_remove_rows([first])
    desk.apply(deletion)
    assert listed(document) == [("", "甲.pdf")]
    assert document.snapshot().evidence == ()
    desk.apply(deletion.inverse)
    assert listed(document) == [("佐证-01-1", "甲.pdf")]
    desk.apply(deletion)
    desk.apply(evidence.plan_assign(desk, [kept(desk)[0].id], second))
    assert listed(document) == [("佐证-01-1", "甲.pdf")]


def test_a_copied_form_has_its_evidence_and_not_the_scan_of_the_other_paper(
    desk: Desk, document: Document, tmp_path: Path
) -> None:
    attach(desk, document, written(tmp_path, "甲.pdf"), row=document.sheet.rows[0])
    attach(desk, document, written(tmp_path, "盖章.pdf", b"stamp"), kind=STAMPED)
    size = desk.ledger.contents_size()
    step, number = desk.plan_duplicate(document.id)
    desk.apply(step)
    assert listed(desk.document(number)) == [("佐证-01-1", "甲.pdf")]
    assert desk.attachments(number, STAMPED) == []
    assert desk.ledger.contents_size() == size
    desk.apply(evidence.plan_remove(desk, [desk.attachments(number, EVIDENCE)[0].id]))
    assert listed(document) == [("佐证-01-1", "甲.pdf")]
    carried, next_year = desk.plan_carried(document.id, 2026)
    desk.apply(carried)
    assert desk.attachments(next_year, EVIDENCE) == []


def test_a_deleted_form_comes_back_with_its_files(desk: Desk, document: Document, tmp_path: Path) -> None:
    attach(desk, document, written(tmp_path, "甲.pdf"), row=document.sheet.rows[0])
    deletion = desk.plan_remove_form(document.id)
    desk.apply(deletion)
    desk.apply(deletion.inverse)
    assert listed(desk.document(document.id)) == [("佐证-01-1", "甲.pdf")]


def test_what_is_no_file_for_a_ledger_gets_one_sentence_and_the_others_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = replace(catalog.evidence_rules(), file_mb=1, batch_mb=2)
    monkeypatch.setattr(catalog, "evidence_rules", lambda: rules)
    names = {"程序.exe": b"MZ", "大.pdf": bytes(1_000_001), "空.txt": b"", "好.txt": b"good", "快捷.LNK": b"L"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.pdf")
        assert "不是文件" in next(evidence.read_all([tmp_path / "管道.pdf"], 10)).refusal
    beyond = tmp_path / ("长" * 120 + ".pdf")  # no disk answers for such a name
    assert "读不出来" in next(evidence.read_all([beyond], 10)).refusal
    paths = [written(tmp_path / "来", name, content) for name, content in names.items()]
    found = {file.path.name: file.refusal for file in evidence.read_all([*paths, tmp_path / "没有.pdf"], 10**9)}
    said = {name: sentence for name, sentence in found.items() if sentence}
    assert "是程序" in said["程序.exe"] and "是程序" in said["快捷.LNK"]
    assert "超过 1 MB" in said["大.pdf"] and "是空文件" in said["空.txt"] and "读不出来" in said["没有.pdf"]
    assert len(said) == 5 and all(sentence.count("。") == 1 for sentence in said.values())
    several = [written(tmp_path / "多", f"{number}.bin", bytes(900_000)) for number in range(3)]
    told = [file.refusal for file in evidence.read_all([tmp_path / "多"], 10**9)]
    assert [bool(sentence) for sentence in told] == [False, False, True] and "分几次" in told[2]
    assert "附件会超过" in next(evidence.read_all(several, 100)).refusal


def test_reading_says_how_far_it_is_and_can_be_ended(tmp_path: Path) -> None:
    paths = [written(tmp_path, "甲.bin", bytes(3 << 20)), written(tmp_path, "乙.bin", bytes(2 << 20))]
    said: list[tuple[int, int, str]] = []

    def progress(done: int, whole: int, path: Path) -> bool:
        said.append((done, whole, path.name))
        return len(said) < 4

    assert [file.path.name for file in evidence.read_all(paths, 10**9, progress)] == ["甲.bin"]
    assert said == [
        (n << 20, 5 << 20, name) for n, name in ((1, "甲.bin"), (2, "甲.bin"), (3, "甲.bin"), (4, "乙.bin"))
    ]


def test_bytes_that_are_not_what_was_brought_are_not_handed_out(desk: Desk, document: Document, tmp_path: Path) -> None:
    attach(desk, document, written(tmp_path, "甲.pdf"), row=document.sheet.rows[0])
    (file,) = kept(desk)
    with sqlite3.connect(desk.ledger.path) as database:
        database.execute("UPDATE contents SET bytes = X'00'")
    database.close()
    with pytest.raises(PerfdeskError, match="校验不符"):
        evidence.content(desk, file)
    with sqlite3.connect(desk.ledger.path) as database:
        database.execute("UPDATE contents SET bytes = NULL")
    database.close()
    with pytest.raises(PerfdeskError, match="已经清理"):
        evidence.content(desk, file)


def test_a_copy_to_look_at_is_whole_and_locked(desk: Desk, document: Document, tmp_path: Path) -> None:
    attach(desk, document, written(tmp_path, "甲.pdf", b"whole"), row=document.sheet.rows[0])
    (file,) = kept(desk)
    out = tmp_path / "看"
    out.mkdir()
    path = evidence.copy_out(desk, file, out, "佐证-01-1 甲", only_look=True)
    assert (path.name, path.read_bytes()) == ("佐证-01-1 甲.pdf", b"whole")
    assert not path.stat().st_mode & stat.S_IWUSR
    if os.name != "nt":
        assert stat.S_IMODE(evidence.copy_out(desk, file, out).stat().st_mode) & stat.S_IWUSR


def test_files_of_rows_that_are_gone_do_not_take_each_others_place(
    desk: Desk, document: Document, tmp_path: Path
) -> None:
    for place, row in enumerate(document.sheet.rows[:2]):
        attach(desk, document, written(tmp_path / str(place), "签到表.pdf", bytes([place])), row=row)
    desk.apply(document.plan_remove_rows(document.sheet.rows[:2]))
    out = tmp_path / "出"
    out.mkdir()
    made = list(evidence.copies_out(desk, document.proofs, out))
    assert [path.name for path in made] == ["签到表.pdf", "签到表_2.pdf"]
    assert [path.read_bytes() for path in made] == [b"\0", b"\1"]


def test_a_missing_proof_is_a_finding_here_and_in_the_whole_ledger(
    desk: Desk, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demanded = Parameter(["数量"], Source("A", ""))
    rules = replace(
        document.form.profile, parameters={**document.form.profile.parameters, "evidence.required": demanded}
    )
    monkeypatch.setattr(catalog, "form", lambda _: replace(document.form, profile=rules))
    desk.ledger.close()
    strict = Desk(Ledger.open(desk.ledger.path, who="次日"), catalog.form)
    open_form = strict.document(document.id)
    row = document.sheet.rows[0]

    def found() -> tuple[list[int], list[int]]:
        alone = [each.cell.row for each in open_form.findings if each.check == "E01"]
        whole = audit_file(strict.ledger.path, {}, lambda *_: None).forms[document.id]
        return alone, [each.cell.row for each in whole if each.check == "E01"]

    assert found() == ([row], [row])
    attach(strict, open_form, written(tmp_path, "甲.pdf"), row=row)
    assert found() == ([], [])
    assert open_form.filled.evidence == {row: 1}
    strict.apply(evidence.plan_remove(strict, [kept(strict)[0].id]))
    assert found() == ([row], [row])
    strict.ledger.close()


def test_which_indicator_a_cell_is_of() -> None:
    assert evidence.row_of(Cell(INDICATORS, 7, "actual"), [5, 7]) == 7
    assert evidence.row_of(Cell(INDICATORS, 8, "actual"), [5, 7]) == 0
    assert evidence.row_of(own("goal"), [5, 7]) == evidence.row_of(None, [5]) == 0


def test_names_that_come_again_meet_no_name_that_was_there() -> None:
    assert distinct(["照片", "照片", "照片_2", "A", "a"]) == ["照片", "照片_2", "照片_2_2", "A", "a_2"]
