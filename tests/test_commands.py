"""The commands as a script calls them: what they print, what they return, what they leave alone."""

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfdesk import practice
from perfdesk.commands import run
from perfdesk.ledger import Ledger

FINISHED, HALF, FAULTY, EMPTY = "1", "2", "3", "11"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return practice.make(tmp_path_factory.mktemp("made") / practice.NAME)


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / made.name
    copy.write_bytes(made.read_bytes())
    return copy


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    capsys.readouterr()
    status = run([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err


def as_json(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    return json.loads(told(capsys, *words, "--json")[1])


def test_a_new_ledger_is_made_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "水利.perf"
    words = ("new", path, "--unit", "云溪县水利局", "--unit-code", "007", "--year", "2025")
    assert told(capsys, *words)[0] == 0
    listed = as_json(capsys, "list", path)
    assert (listed["unit"], listed["unit_code"], listed["year"], listed["projects"]) == (
        "云溪县水利局",
        "007",
        2025,
        [],
    )
    before = path.read_bytes()
    status, _, err = told(capsys, *words)
    assert (status, path.read_bytes()) == (2, before)
    assert "已经存在" in err


def test_the_list_names_projects_and_forms(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = [form for project in as_json(capsys, "list", ledger)["projects"] for form in project["forms"]]
    first = next(form for form in forms if form["id"] == 1)
    assert first["kind"] == "self-evaluation"
    assert (first["form"], first["total"], first["grade"]) == ("sichuan-2022-0013zp", "99.82", "优")
    assert "灌溉渠系水毁修复" in told(capsys, "list", ledger)[1]


def test_setting_a_cell_rescores_and_is_written_down(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, "set", ledger, FINISHED, "indicators[0].actual=9")
    assert status == 0
    assert "18.6 → 9" in out and "总分 89.82" in out
    shown = as_json(capsys, "show", ledger, FINISHED)["forms"][0]
    assert shown["indicators"][0]["actual"] == "9"
    assert shown["scored"]["indicators"][0] | {"reading": None} == {
        "score": "10.00", "counted": "10.00", "rule": "proportional", "why": "9 ÷ 18 × 20", "reading": None,
    }  # fmt: skip
    last = as_json(capsys, "history", ledger, FINISHED)["entries"][-1]
    assert (last["cell"], last["from"], last["to"]) == ("indicators[0].actual", "18.6", "9")


def test_a_number_past_the_last_row_fills_the_next_one(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"indicators[{row}].{name}" for row in (0, 1) for name in ("l3", "target")]
    assert told(capsys, "set", ledger, EMPTY, *(f"{word}=试填" for word in words))[0] == 0
    rows = as_json(capsys, "show", ledger, EMPTY)["forms"][0]["indicators"]
    assert [(row["l1"], row["l3"]) for row in rows] == [("产出指标", "试填"), ("产出指标", "试填")]


@pytest.mark.parametrize(
    "edit",
    ["indicators[0].actual", "=5", "indicators[0].colour=红", "budget=1", "total.score=100", "funds[9].initial=1"],
)
def test_what_the_form_does_not_have_is_refused(ledger: Path, capsys: pytest.CaptureFixture[str], edit: str) -> None:
    status, _, err = told(capsys, "set", ledger, FINISHED, edit)
    assert status == 2
    assert err.count("\n") == 1 and "Traceback" not in err


def test_check_is_one_where_an_error_stands(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, "check", ledger)
    assert status == 1
    assert "高素质农民培育" in out and "W01" in out
    found = as_json(capsys, "check", ledger)["forms"][2]["findings"]
    assert {"W01", "S01", "S02"} <= {each["check"] for each in found}


def test_a_printed_code_is_known_until_something_changes(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from perfdesk.desk import Desk

    book = Ledger.open(ledger, who="", readonly=True)
    code = Desk(book).document(1).snapshot().fingerprint
    book.close()
    assert told(capsys, "check", ledger, "--code", code)[0] == 0
    other = ledger.with_name("另一本.perf")
    told(capsys, "new", other, "--unit", "云溪县林业局", "--year", "2025")
    assert told(capsys, "check", other, ledger, "--code", code)[0] == 0
    assert as_json(capsys, "check", ledger, "--code", code) == {"code": code, "current": True, "form": 1}
    told(capsys, "set", ledger, FINISHED, "done=改过")
    assert told(capsys, "check", ledger, "--code", code)[0] == 1


@pytest.mark.parametrize("to", ["xlsx", "pdf", "xls"])
def test_exports_are_one_file_a_form(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str) -> None:
    status, out, _ = told(capsys, "export", ledger, "--to", to, "--out", tmp_path / "出", FINISHED, HALF)
    paths = [Path(line) for line in out.splitlines()]
    assert status == 0
    assert [path.suffix for path in paths] == [f".{to}"] * 2
    assert all(path.stat().st_size > 1000 and "云溪县农业农村局" in path.name for path in paths)


def test_one_file_of_all_has_a_sheet_each_and_a_name_no_folder_can_hide_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.perf"
    told(capsys, "new", path, "--unit", "../财政局/办公室", "--year", "2025")
    from perfdesk.desk import Desk

    book = Ledger.open(path, who="")
    desk = Desk(book)
    for name in ("一", "二"):
        step, project = desk.plan_project(name, "", 2025)
        desk.apply(step)
        desk.apply(desk.plan_form(project, "national-2020")[0])
    book.close()
    status, out, _ = told(capsys, "export", path, "--to", "xlsx", "--out", tmp_path / "出", "--single")
    (made,) = (tmp_path / "出").iterdir()
    assert (status, Path(out.strip())) == (0, made)
    assert len(openpyxl.load_workbook(made).sheetnames) == 2


def test_history_goes_on_after_a_form_was_deleted(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from perfdesk.desk import Desk

    book = Ledger.open(ledger, who="阿松")
    desk = Desk(book)
    desk.apply(desk.plan_remove_form(1))
    book.close()
    entries = as_json(capsys, "history", ledger)["entries"]
    assert entries[-1]["act"] == "删除报表"
    assert any(each["cell"] == "indicators[0].actual" for each in as_json(capsys, "history", ledger, "1")["entries"])


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0" + b"x" * 4000, b"<html>", os.urandom(5000)])
def test_what_is_no_ledger_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "什么.perf"
    if content is not None:
        path.write_bytes(content)
    for words in (("list", path), ("show", path, "1"), ("set", path, "1", "goal=x"), ("history", path)):
        status, out, err = told(capsys, *words)
        assert (status, out) == (2, "")
        assert "什么.perf" in err and err.count("\n") == 1
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_ledger_somebody_has_can_be_read_but_not_changed(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    holder = Ledger.open(ledger, who="阿松")
    try:
        assert told(capsys, "list", ledger)[0] == 0
        status, _, err = told(capsys, "set", ledger, FINISHED, "goal=x")
        assert status == 2 and "阿松" in err
    finally:
        holder.close()


def test_the_demo_makes_everything_and_again_leaves_her_ledger_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "demo", tmp_path)[0] == 0
    assert len(list(tmp_path.glob("xlsx/*.xlsx"))) == len(list(tmp_path.glob("pdf/*.pdf"))) == 11
    told(capsys, "set", tmp_path / practice.NAME, FINISHED, "goal=改过")
    assert told(capsys, "demo", tmp_path)[0] == 0
    assert as_json(capsys, "show", tmp_path / practice.NAME, FINISHED)["forms"][0]["goal"] == "改过"


def test_wrong_words_are_answered_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["export"])
    assert ended.value.code == 2
    assert "命令写法有误" in capsys.readouterr().err


def test_files_are_attached_told_and_copied_out(
    capsys: pytest.CaptureFixture[str], ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "验收单.pdf").write_bytes(b"seal")
    (tmp_path / "程序.exe").write_bytes(b"MZ")
    status, out, _ = told(capsys, "attach", ledger, FINISHED, tmp_path / "验收单.pdf", "--to", "indicators[2]")
    assert (status, out) == (0, "佐证-03-1  验收单.pdf  4 B\n")
    status, out, _ = told(capsys, "attach", ledger, FINISHED, tmp_path / "验收单.pdf", tmp_path / "程序.exe")
    assert status == 1 and out.startswith("佐证-00-1  验收单.pdf") and "是程序" in out
    (form,) = as_json(capsys, "show", ledger, FINISHED)["forms"]
    whole, one = form["evidence"]
    assert (whole["number"], whole["at"], one["at"], one["name"]) == ("佐证-00-1", "", "indicators[2]", "验收单.pdf")
    assert (one["size"], len(one["sha256"])) == (4, 64)
    assert told(capsys, "evidence", ledger, FINISHED)[1].count("验收单.pdf") == 2
    lines = [line for line in told(capsys, "history", ledger, FINISHED)[1].splitlines() if "验收单" in line]
    assert len(lines) == 2 and all(line.endswith("（空） → 验收单") for line in lines)
    assert "sha256" not in told(capsys, "history", ledger, FINISHED)[1]
    told(capsys, "evidence", ledger, FINISHED, "--out", tmp_path / "出")
    assert (tmp_path / "出" / "佐证-03-1 验收单.pdf").read_bytes() == b"seal"
    told(capsys, "export", ledger, FINISHED, "--to", "evidence", "--out", tmp_path / "目录")
    (made,) = (tmp_path / "目录").iterdir()
    assert made.name.endswith("_佐证材料目录.pdf")


@pytest.mark.parametrize(("to", "sentence"), [("indicators[99]", "从 0 数起"), ("goal", "应写成 indicators[2]")])
def test_files_for_no_indicator_are_not_taken(
    capsys: pytest.CaptureFixture[str], ledger: Path, tmp_path: Path, to: str, sentence: str
) -> None:
    (tmp_path / "甲.pdf").write_bytes(b"1")
    status, out, err = told(capsys, "attach", ledger, FINISHED, tmp_path / "甲.pdf", "--to", to)
    assert (status, out) == (2, "") and sentence in err


def test_an_export_says_which_characters_no_face_has_and_where(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "set", ledger, FINISHED, "done=修了\ue123渠")
    status, out, err = told(capsys, "export", ledger, "--to", "pdf", "--out", tmp_path / "出", FINISHED)
    assert (status, len(out.splitlines())) == (0, 1)
    assert err.startswith(f"[{FINISHED}] ")
    assert err.endswith("：没有字体可印这些字，印成〓：\ue123（U+E123）\n")
