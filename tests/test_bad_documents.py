"""Documents as nobody wants them, through every command that reads one: a sentence, soon, and the ledger as it was."""

import struct
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from perfdesk.commands import NOT_DONE, run
from tests.formats.handed_in import changed, part, saved, word, workbook, xls, xlsx
from tests.formats.test_documents import SHEET, renamed_stream, with_rows, zipped

SOON = 10
"""Seconds that any document may take."""


def hidden_bomb() -> bytes:
    size = 120_000_000
    bomb = changed(xlsx(), {SHEET: bytes(size)})
    return bomb.replace(struct.pack("<L", size), struct.pack("<L", 1000))


def locked_xls() -> bytes:
    """An old workbook whose second record says that what follows is enciphered."""
    data = xls()
    begin = data.index(b"\x09\x08\x10\x00")
    at = begin + 4 + 0x10
    return data[:at] + b"\x2f\x00" + data[at + 2 :]


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
ELSEWHERE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "加密.xlsx": (lambda: renamed_stream("EncryptedPackage"), "取消密码"),
    "加密.docx": (lambda: renamed_stream("EncryptedPackage"), "取消密码"),
    "加密.xls": (locked_xls, "取消密码"),
    "炸弹.xlsx": (lambda: changed(xlsx(), {SHEET: bytes(300_000_000)}), "另存一份"),
    "瞒报的炸弹.xlsx": (hidden_bomb, "另存一份"),
    "标签炸弹.xlsx": (lambda: with_rows(b"<a/>" * 12_000_000), "另存一份"),
    "实体.xlsx": (lambda: changed(xlsx(), {SHEET: ENTITIES}), "另存一份"),
    "外部实体.xlsx": (lambda: changed(xlsx(), {SHEET: ELSEWHERE}), "另存一份"),
    "外部实体.docx": (lambda: changed(word(), {"word/document.xml": ELSEWHERE}), "另存一份"),
    "旧.doc": (lambda: renamed_stream("WordDocument"), "另存为 .docx"),
    "旧.wps": (lambda: renamed_stream("WordDocument"), "另存为 .docx"),
    "版式.ofd": (lambda: zipped(OFD_xml="x"), "原来的 Excel"),
    "通知.pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "原来的 Excel"),
    "扫描.xlsx": (lambda: changed(xlsx(), {SHEET: b"<worksheet/>"}), "只有图片"),
    "空白.docx": (lambda: saved(docx.Document()), "只有图片"),
    "截断.xlsx": (lambda: xlsx()[:2000], "重新取一份"),
    "截断.xls": (lambda: xls()[:3000], "重新取一份"),
    "截断.docx": (lambda: word()[:5000], "重新取一份"),
    "空.xlsx": (lambda: b"", "重新取一份"),
    "乱码.xlsx": (lambda: bytes(range(256)) * 9, "另存为 .xlsx"),
}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "账本" / "账本.perf"
    path.parent.mkdir()
    run(["new", str(path), "--unit", "云溪县水利局", "--year", "2031"])
    capsys.readouterr()
    return path


def files(ledger: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in ledger.parent.iterdir()}


def each_command(ledger: Path, document: Path) -> list[list[str]]:
    return [["read", str(document)], ["check", str(document)], ["import", str(ledger), str(document)]]


def refused(ledger: Path, document: Path, what_to_do: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(ledger)
    for words in each_command(ledger, document):
        begin = time.perf_counter()
        assert run(words) == NOT_DONE
        assert time.perf_counter() - begin < SOON
        told = capsys.readouterr()
        assert told.out == "" and told.err.count("\n") == 1
        assert f"「{document.name}」" in told.err and what_to_do in told.err and told.err.endswith("。\n")
    assert files(ledger) == before


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read(ledger: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    made, what_to_do = REFUSED[name]
    document = tmp_path / name
    document.write_bytes(made())
    refused(ledger, document, what_to_do, capsys)


def test_folders_and_files_that_are_gone(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "夹子.xlsx").mkdir()
    refused(ledger, tmp_path / "夹子.xlsx", "选择里面的文件", capsys)
    refused(ledger, tmp_path / "没有.xlsx", "重新选择", capsys)


def with_macros() -> bytes:
    relations = part(xlsx(), "xl/_rels/workbook.xml.rels")
    kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    more = b'<Relationship Id="rIdV" Type="' + kind + b'" Target="vbaProject.bin"/></Relationships>'
    relations = relations.replace(b"</Relationships>", more)
    return changed(xlsx(), {"xl/vbaProject.bin": b"\xd0\xcf" + bytes(900), "xl/_rels/workbook.xml.rels": relations})


def overlapping() -> bytes:
    sheet = part(xlsx(), SHEET)
    return changed(xlsx(), {SHEET: sheet.replace(b"</mergeCells>", b'<mergeCell ref="A1:B3"/></mergeCells>')})


def with_formula() -> bytes:
    made = workbook()
    made.worksheets[0]["D5"] = "=10+3"
    return saved(made)


def with_code() -> bytes:
    made = workbook()
    made.worksheets[0]["A3"], made.worksheets[0]["B3"] = "项目编码", 519900310000000000001
    return saved(made)


def web_page() -> bytes:
    rows = (("项目名称", "山塘清淤"), ("三级指标", "完成值"), ("清淤山塘", "13"))
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    title = "<tr><td colspan=2>项目支出绩效自评表（2031年度）</td></tr>"
    page = f'<html><head><meta charset="gbk"></head><body><table>{title}{lines}</table></body></html>'
    return page.encode("gbk")


READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "其实是xlsx.xls": (xlsx, ""),
    "其实是xls.xlsx": (xls, ""),
    "其实是docx.doc": (word, ""),
    "表格.et": (xls, ""),
    "网页.xls": (web_page, ""),
    "百万空行.xlsx": (
        lambda: with_rows(b"".join(b'<row r="%d"><c s="0"/></row>' % n for n in range(7, 1_000_000))),
        "",
    ),
    "宏.xlsm": (with_macros, "宏没有运行"),
    "重叠.xlsx": (overlapping, "取消合并后另存"),
    "公式.xlsx": (with_formula, "打开、保存一次"),
    "编码.xlsx": (with_code, "位数已经丢失"),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read_all_the_same_and_what_is_said_of_it(
    ledger: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made, warning = READ[name]
    document = tmp_path / name
    document.write_bytes(made())
    for words in each_command(ledger, document):
        begin = time.perf_counter()
        assert run(words) != NOT_DONE
        assert time.perf_counter() - begin < SOON
        told = capsys.readouterr()
        assert "山塘清淤" in told.out and name in told.out and told.err == ""
        assert warning in told.out or words[0] == "check"
