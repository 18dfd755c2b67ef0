"""The page says how a ledger and its PC are, and changes neither."""

import json
import sqlite3
from pathlib import Path

import pytest

from perfdesk import characters, doctor, practice
from perfdesk.commands import run


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return practice.make(tmp_path_factory.mktemp("doctor") / "账本.perf")


def lines(ledger: Path) -> dict[str, doctor.Line]:
    return {line.label: line for section in doctor.examine(ledger) for line in section.lines}


def test_a_sound_ledger_is_called_sound_and_left_alone(ledger: Path) -> None:
    before = ledger.read_bytes()
    told = lines(ledger)
    assert (told["完整性"].text, told["完整性"].ill) == ("完好", False)
    assert ledger.name in told["文件"].text and "11 张表" in told["内容"].text
    assert told["自带字体"].text == "齐全"
    assert told["输入法"].text and told["打印机"].text
    assert ledger.read_bytes() == before


def test_an_older_file_is_told_by_its_own_version(tmp_path: Path) -> None:
    from perfdesk.ledger.ledger_file import VERSION

    old = tmp_path / "旧.perf"
    with sqlite3.connect(old) as database:
        database.executescript((Path(__file__).parent / "files" / "ledger-1.sql").read_text("utf-8"))
    database.close()
    assert lines(old)["格式版本"].text == "1" != str(VERSION)


def test_damage_deep_in_a_large_file_is_found(ledger: Path, tmp_path: Path) -> None:
    """What opening does not look at: it checks small files whole, large ones only when asked."""
    from perfdesk.ledger import ledger_file

    spoilt = tmp_path / "坏.perf"
    data = bytearray(ledger.read_bytes())
    data[-4096 * 3 :] = b"\xaa" * (4096 * 3)
    spoilt.write_bytes(bytes(data))
    whole = ledger_file._CHECKED_WHOLE
    try:
        ledger_file._CHECKED_WHOLE = 0
        assert lines(spoilt)["完整性"].ill
    finally:
        ledger_file._CHECKED_WHOLE = whole


def test_the_bundled_faces_alone_reach_the_second_level() -> None:
    first, second, third = characters.levels()
    assert (first.wanted, second.wanted) == (27580, 27776)
    assert not first.missing and not second.missing and third.wanted > 88000
    assert characters.reached() >= 2


def test_the_command_prints_one_page_and_fails_where_something_is_ill(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", str(ledger)]) == 0
    page = capsys.readouterr().out
    assert "GB 18030-2022：达到实现级别" in page and len(page.splitlines()) < 60
    assert run(["doctor", str(ledger), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["title"] for each in told["sections"]] == ["账本", "程序", "字体", "本机"]
    assert run(["doctor", str(ledger.with_name("没有.perf"))]) == 2
