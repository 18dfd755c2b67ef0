"""What an export of everything leaves out, and what it does not begin."""

from pathlib import Path

import pytest

from perfdesk.commands import run
from perfdesk.core.step import FORMS, RecordChange, Step
from perfdesk.desk import Desk
from tests.documents import HEBEI, NATIONAL, SICHUAN, filled, made

LOST = "lost-2019"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A form that Word can hold, one it cannot, and one whose definition is gone; nobody has it open."""
    desk = made(tmp_path, "农技.perf")
    for key in (NATIONAL, SICHUAN, HEBEI):
        filled(desk, key)
    desk.ledger.write(Step("", {}, (RecordChange(FORMS, 3, "form", HEBEI, LOST),)))
    desk.ledger.close()
    return desk


def exported(desk: Desk, to: str, *words: str) -> tuple[int, list[str]]:
    folder = desk.ledger.path.parent / "出"
    status = run(["export", str(desk.ledger.path), "--to", to, "--out", str(folder), *words])
    return status, sorted(path.suffix for path in folder.glob("*"))


@pytest.mark.parametrize("single", [[], ["--single"]])
def test_of_all_forms_those_that_cannot_be_written_are_named_and_left_out(
    desk: Desk, capsys: pytest.CaptureFixture[str], single: list[str]
) -> None:
    files = [".pdf"] * (1 if single else 2)
    assert exported(desk, "pdf", *single) == (1, files)
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == len(files)
    assert err.startswith("[3] 没有导出：") and LOST in err and err.count("\n") == 1


def test_word_takes_what_was_issued_in_word(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert exported(desk, "docx") == (1, [".docx"])
    assert [line[:3] for line in capsys.readouterr().err.splitlines()] == ["[2]", "[3]"]


@pytest.mark.parametrize(("form", "why"), [("2", "Word"), ("3", LOST)])
def test_what_was_named_and_cannot_be_written_ends_it_before_anything_is(
    desk: Desk, capsys: pytest.CaptureFixture[str], form: str, why: str
) -> None:
    assert exported(desk, "docx", "1", form) == (2, [])
    assert why in capsys.readouterr().err
