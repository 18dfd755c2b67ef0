"""Plain text as a grid, whatever its encoding and separator."""

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid
from perfdesk.formats.read_text import read


def texts(found: list[Grid]) -> dict[tuple[int, int], str]:
    (only,) = found
    return {(cell.row, cell.column): cell.text for cell in only.cells}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_tab_separated_text_in_the_encodings_spreadsheets_write(encoding: str) -> None:
    data = '项目名称\t山塘清淤\r\n\t"上\n下"\t16.00\r\n'.encode(encoding)
    assert texts(read(data, "文")) == {(1, 1): "项目名称", (1, 2): "山塘清淤", (2, 2): "上\n下", (2, 3): "16.00"}


def test_comma_separated_text_of_a_system() -> None:
    data = '项目名称,金额,备注\r\n山塘,"1,234.50","他说""好"""\r\n渠道,2,\r\n'.encode("gbk")
    assert texts(read(data, "文")) == {
        (1, 1): "项目名称", (1, 2): "金额", (1, 3): "备注", (2, 1): "山塘", (2, 2): "1,234.50", (2, 3): '他说"好"',
        (3, 1): "渠道", (3, 2): "2",
    }  # fmt: skip


def test_commas_in_tab_separated_text_are_text() -> None:
    assert texts(read(b"1,234\t5,678\n", "文")) == {(1, 1): "1,234", (1, 2): "5,678"}


def test_lines_without_a_separator_are_one_column() -> None:
    assert texts(read("甲\n乙\n".encode(), "文")) == {(1, 1): "甲", (2, 1): "乙"}


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\xff\xff\xff\xff", b"ab\x00\x01cd\x02\x03" * 9])
def test_what_is_no_text_is_told(data: bytes) -> None:
    with pytest.raises(PerfdeskError, match="认不出"):
        read(data, "文")


def test_endless_separators_are_refused() -> None:
    with pytest.raises(PerfdeskError, match="大得不正常"):
        read(b"a" + b"\t" * 2_100_000, "文")


def test_an_open_quote_over_everything_is_refused_not_hung_on() -> None:
    with pytest.raises(PerfdeskError, match="引号"):
        read(('a,"b\n' + "c,d\n" * 200_000).encode(), "文")
