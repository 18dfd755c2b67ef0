"""Files are written whole or not at all; formats are known by their keys."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk.core.errors import PerfdeskError
from perfdesk.formats import FORMATS, format_of
from perfdesk.formats.files import write_atomically


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    write_atomically(path, b"one")
    path.chmod(0o640)
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["自评表.xlsx"]


def test_a_new_file_can_be_read_by_those_who_may(tmp_path: Path) -> None:
    """The rights a program was started with are read once: in a process of its own."""
    script = "from pathlib import Path; from perfdesk.formats.files import write_atomically; import sys;"
    script += "write_atomically(Path(sys.argv[1]), b'%PDF')"
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "a.pdf")], check=True, umask=0o027)
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("name", "said"), [("没有/表.xlsx", "文件夹不存在"), ("旧.xlsx/表.xlsx", "文件夹不存在")])
def test_a_folder_that_is_not_there(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "旧.xlsx").write_bytes(b"old")
    with pytest.raises(PerfdeskError, match=said):
        write_atomically(tmp_path / name, b"new")
    assert (tmp_path / "旧.xlsx").read_bytes() == b"old"


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").mkdir()
    with pytest.raises(PerfdeskError, match=r"「表\.xlsx」没有写成"):
        write_atomically(tmp_path / "表.xlsx", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["表.xlsx"]


def test_the_old_file_stays_when_the_disk_takes_no_more(tmp_path: Path) -> None:
    """A limit on file size is refused in the middle of writing, as a full disk is."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    code = (
        "import sys, resource, signal; from pathlib import Path\n"
        "from perfdesk.core.errors import PerfdeskError; from perfdesk.formats.files import write_atomically\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))\n"
        "try:\n    write_atomically(Path(sys.argv[1]), bytes(3000000))\n"
        "except PerfdeskError as error:\n    print(error); sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 7, done.stderr
    assert "「表.xlsx」没有写成" in done.stdout
    assert "原来的文件没有动" in done.stdout
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["表.xlsx"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PerfdeskError, match="没有写入权限"):
            write_atomically(path, b"new")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"


def test_formats_by_key() -> None:
    assert [(each.key, each.label, each.suffix) for each in FORMATS][:2] == [
        ("xlsx", "Excel 工作簿", ".xlsx"),
        ("pdf", "PDF 文件", ".pdf"),
    ]
    with pytest.raises(PerfdeskError, match="不能导出为「wps」，只能是"):
        format_of("wps")


def test_a_format_is_imported_only_when_used() -> None:
    code = (
        "import sys; from perfdesk.formats import format_of; found = format_of('xlsx')\n"
        "assert not [name for name in ('lxml', 'openpyxl', 'reportlab') if name in sys.modules]\n"
        "from perfdesk import catalog; from perfdesk.core.sheet import Sheet\n"
        "from perfdesk.core.snapshot import Snapshot\n"
        "from perfdesk.core.scores.scoring import score; form = catalog.form('national-2020')\n"
        "snapshot = Snapshot(form, Sheet(), score(form.profile, Sheet(), 2025))\n"
        "assert 'perfdesk.formats.xlsx' not in sys.modules\n"
        "assert found.render([snapshot]) and not {'openpyxl', 'reportlab'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
