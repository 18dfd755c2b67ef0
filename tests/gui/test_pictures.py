"""Pictures of the window, drawn without a screen."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from perfdesk import practice
from perfdesk.core.errors import PerfdeskError
from perfdesk.ledger import Ledger
from perfdesk.ui import pictures
from tests.gui import office
from tests.gui.screens import PICTURES


def test_each_form_each_dialog_and_the_start_page(qapp: QApplication, tmp_path: Path) -> None:
    ledger = office.ledger(tmp_path / "柳溪.perf")
    before = ledger.read_bytes()
    made = pictures.take(ledger, tmp_path / "图")
    names = [path.stem.split("-", 1)[1] for path in made]
    assert names[:5] == ["开始", "账本", "报表1", "报表2", "报表3"]
    assert {"台账总览", "图表", "全账本图表", "应交日期"} <= set(names)
    assert {"可选内容", "大框编辑", "选中整行", "放不下的粘贴"} <= set(names)
    assert {"打印预览", "批量打印预览", "批量打印"} <= set(names)
    assert {"导入核对", "收入表样", "新建账本", "新建项目", "新建报表", "得分调整", "导出", "键盘操作"} <= set(names)
    images = {name: QImage(str(path)) for name, path in zip(names, made, strict=True)}
    assert images["报表1"].size().toTuple() == pictures.SIZE
    assert images["报表1"] != images["报表2"] != images["开始"]
    assert images["选中整行"] != images["放不下的粘贴"]
    assert images["可选内容"] != images["大框编辑"]
    assert ledger.read_bytes() == before


SCREENS = {"1366x768": ((1366, 768), 1.0), "1920x1080-150": ((1280, 720), 1.5)}
"""The screens of a county office: size in the window's own units, and the scale of the desktop."""
TAKE = "import sys; from pathlib import Path; from perfdesk.ui.pictures import take; "


@pytest.mark.parametrize("name", SCREENS)
def test_every_window_on_the_screens_there_are(name: str, tmp_path: Path) -> None:
    """To be looked at, in CI's output folder; here only that nothing is empty, or wider than its screen."""
    (width, height), scale = SCREENS[name]
    ledger, out = practice.make(tmp_path / practice.NAME), PICTURES.parent / "windows" / name
    words = [sys.executable, "-c", f"{TAKE}take(Path(sys.argv[1]), Path(sys.argv[2]), {scale}, ({width}, {height}))"]
    subprocess.run([*words, str(ledger), str(out)], check=True, timeout=120, capture_output=True)
    made = sorted(out.glob("*.png"))
    assert len(made) > 40
    for path in made:
        image = QImage(str(path))
        assert image.width() <= round(width * scale) and image.height() <= round(height * scale), path.name
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert len(colours) > 8, path.name


def test_a_ledger_open_elsewhere_is_drawn_as_it_stands(qapp: QApplication, tmp_path: Path) -> None:
    ledger = office.ledger(tmp_path / "柳溪.perf")
    holder = Ledger.open(ledger, who="阿松")
    assert len(pictures.take(ledger, tmp_path / "图")) > 5
    holder.close()


def test_no_ledger_no_pictures(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(PerfdeskError, match="找不到账本"):
        pictures.take(tmp_path / "没有.perf", tmp_path)
