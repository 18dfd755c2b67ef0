"""`perfdesk import`, `forms`, `adopt`: what they say, their exit status, and a ledger that bad documents leave be."""

import json
from pathlib import Path

import openpyxl
import pytest

from perfdesk import catalog
from perfdesk.__main__ import COMMANDS
from perfdesk.commands import run
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from tests import blanks
from tests.documents import exported, filled, listed, made
from tests.formats.handed_in import changed, word, xls, xlsx
from tests.formats.test_documents import SHEET, renamed_stream, with_rows, zipped
from tests.ledgers import content

DONE, WRONG, NOT_DONE = 0, 1, 2


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "账本.perf"
    Ledger.create(path, unit="竹溪乡农技站", year=2031, who="阿蓝").close()
    return path


@pytest.fixture
def document(tmp_path: Path) -> Path:
    desk = made(tmp_path, "别处.perf")
    try:
        return exported(tmp_path, filled(desk))
    finally:
        desk.ledger.close()


def test_the_ways_in_know_these_commands() -> None:
    assert {"import", "forms", "adopt"} <= set(COMMANDS)


def test_import_says_what_it_took(ledger: Path, document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(ledger), str(document)]) == DONE
    said = capsys.readouterr().out
    assert "稻种更新" in said and "新建 [1]" in said and "导入 1 张表，未导入 0 张" in said
    assert len(content(ledger)["forms"]) == 1


def test_import_of_the_same_again_changes_nothing_and_is_done(ledger: Path, document: Path) -> None:
    run(["import", str(ledger), str(document)])
    before = content(ledger)
    assert run(["import", str(ledger), str(document)]) == DONE
    assert content(ledger) == before


def test_import_leaves_what_she_has_unless_told(
    ledger: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["import", str(ledger), str(document)])
    run(["set", str(ledger), "1", "indicators[0].actual=25"])
    before = content(ledger)
    capsys.readouterr()
    assert run(["import", str(ledger), str(document)]) == WRONG
    assert "没有覆盖" in (said := capsys.readouterr().out) and "不同 indicators[0].actual：25 → 22" in said
    assert content(ledger) == before
    assert run(["import", str(ledger), str(document), "--overwrite"]) == DONE
    assert "替换 indicators[0].actual：25 → 22" in capsys.readouterr().out
    assert content(ledger) != before


def test_import_into_a_form_names_what_it_left(
    ledger: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(ledger), str(document), "--form", "national-2020"]) == WRONG
    assert "未导入 process：这张表样没有这一栏" in capsys.readouterr().out
    assert [form[2] for form in content(ledger)["forms"]] == ["national-2020"]
    before = content(ledger)
    assert run(["import", str(ledger), str(document), "--form", "没有这种"]) == NOT_DONE
    assert content(ledger) == before


def test_import_of_a_list_tells_who_is_owed(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(ledger), str(listed(tmp_path))]) == DONE
    assert "还欠表的项目 2 个" in capsys.readouterr().out


def test_one_bad_document_does_not_keep_the_others(
    ledger: Path, document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "通知.pdf"
    bad.write_bytes(b"%PDF-1.7\n")
    assert run(["import", str(ledger), str(bad), str(document)]) == WRONG
    assert "「通知.pdf」读不了" in capsys.readouterr().out
    assert len(content(ledger)["forms"]) == 1


BAD = {
    "空.xlsx": b"",
    "通知.pdf": b"%PDF-1.7\n%\xe2\xe3",
    "旧.doc": renamed_stream("WordDocument"),
    "旧.wps": renamed_stream("WordDocument"),
    "加密.xlsx": renamed_stream("EncryptedPackage"),
    "版式.ofd": zipped(OFD_xml="x"),
    "截断.xlsx": xlsx()[:2000],
    "截断.xls": xls()[:3000],
    "截断.docx": word()[:5000],
    "实体.xlsx": with_rows(b'<row x="&bad;"/>'),
    "外部.xlsx": changed(xlsx(), {SHEET: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>'}),
    "图片.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "只有图片.xlsx": changed(xlsx(), {SHEET: b"<worksheet/>"}),
    "炸弹.xlsx": changed(xlsx(), {"xl/media/a.bin": bytes(300_000_000)}),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["import", "adopt"])
def test_a_bad_document_gets_one_sentence_and_leaves_everything_be(
    ledger: Path, tmp_path: Path, name: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    before = content(ledger)
    words = ["import", str(ledger), str(path)] if command == "import" else ["adopt", str(path)]
    assert run(words) == NOT_DONE
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1 and f"「{name}」" in told.err and told.err.rstrip().endswith("。")
    assert content(ledger) == before
    assert not any(each.own for each in catalog.forms())


def test_a_missing_document_and_a_missing_ledger_get_a_sentence(
    ledger: Path, document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(ledger), str(tmp_path / "没有.xlsx")]) == NOT_DONE
    assert run(["import", str(tmp_path / "没有.perf"), str(document)]) == NOT_DONE
    assert capsys.readouterr().err.count("\n") == 2


def test_fifty_sheets_are_read_each(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    for number in range(50):
        page = book.create_sheet(f"第{number}张")
        page.append(["项目名称", f"项目{number}"])
        page.append(["一级指标", "二级指标", "三级指标", "指标值", "完成值"])
        page.append(["产出指标", "数量指标", f"第{number}项", "5个", "5个"])
    path = tmp_path / "五十张.xlsx"
    book.save(path)
    run(["import", str(ledger), str(path)])
    assert len(content(ledger)["forms"]) == 50


def test_forms_lists_the_shipped_and_hers(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(blanks.permuted())
    assert run(["adopt", str(path), "--id", "hewan-2031"]) == WRONG
    capsys.readouterr()
    assert run(["forms", "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)["forms"]
    assert [each["own"] for each in told] == [False] * (len(told) - 1) + [True]
    assert (told[-1]["id"], told[-1]["kind"]) == ("hewan-2031", "self-evaluation")
    assert run(["forms"]) == DONE
    assert "hewan-2031" in capsys.readouterr().out


def test_adopt_tells_every_cell(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(blanks.permuted())
    assert run(["adopt", str(path), "--id", "ours", "--out", str(tmp_path / "表样"), "--json"]) == WRONG
    told = json.loads(capsys.readouterr().out)
    assert (told["form"], told["kind"], told["sheet"]) == ("ours", "self-evaluation", "表一")
    assert told["cells"]["funds[0].executed"] == "E8" and told["cells"]["total.score"] == "H16"
    assert told["indicators"]["rows"] == "13:15"
    assert told["indicators"]["columns"]["actual"] == "G"
    assert told["computed"] == ["F8"]
    assert all(set(each) == {"cell", "why"} for each in told["doubts"])
    assert (tmp_path / "表样" / "ours" / "form.toml").is_file()
    assert run(["adopt", str(catalog.template_path("national-2020")), "--out", str(tmp_path / "另")]) == DONE


def test_adopt_says_which_profile_it_took_and_why_and_takes_another(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = str(catalog.template_path("sichuan-2022-0013zp"))
    run(["adopt", template, "--id", "one"])
    assert "口径 sichuan-0013zp  四川 0013zp 口径（表上有「指标性质」「度量单位」" in capsys.readouterr().out
    run(["adopt", template, "--id", "two", "--profile", "hebei-target"])
    assert "不计分（按 --profile）" in capsys.readouterr().out
    assert [catalog.form(each).profile.id for each in ("one", "two")] == ["sichuan-0013zp", "hebei-target"]
    assert run(["adopt", template, "--id", "three", "--profile", "没有"]) == NOT_DONE
    assert "national-2020" in capsys.readouterr().err
    target = str(catalog.template_path("hebei-2022-target"))
    assert run(["adopt", target, "--id", "three", "--profile", "national-2020"]) == NOT_DONE
    assert [each.id for each in catalog.forms() if each.own] == ["one", "two"]


def test_a_document_of_her_own_form_goes_into_it(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(blanks.permuted())
    run(["adopt", str(path), "--id", "ours"])
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for at, text in {
        "B5": "鱼塘清淤",
        "B11": "清淤三口",
        "C8": 8,
        "E8": 6,
        "D13": "清淤鱼塘",
        "F13": "3口",
        "G13": "3口",
    }.items():
        page[at] = text
    book.save(tmp_path / "填好.xlsx")
    run(["import", str(ledger), str(tmp_path / "填好.xlsx"), "--form", "ours"])
    opened = Desk(Ledger.open(ledger, who="阿蓝", readonly=True))
    document = opened.document(1)
    assert (document.form.id, document.sheet.own("goal"), document.sheet.fund(0, "executed")) == (
        "ours",
        "清淤三口",
        "6",
    )
    assert document.sheet.at(document.sheet.rows[0], "actual") == "3口"
    opened.ledger.close()
