"""The list of findings on the screen: no row lies over another, whatever width there is."""

from itertools import pairwise
from random import Random

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.checks.shapes import Finding
from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.ui.findings.findings_panel import FindingsPanel
from perfdesk.ui.findings.findings_rows import Row

_WORDS = "完成值高出目标值太多的请写明超额原因或核对目标是否偏低另见说明第三条与第四条里的例子和口径"


def test_what_she_lets_stand_is_struck_out_and_her_reason_is_not(qtbot: QtBot) -> None:
    panel, finding = FindingsPanel(), Finding("X01", "warning", Cell(INDICATORS, 1, "actual"), "金额待核对")
    qtbot.addWidget(panel)
    panel.resize(300, 200)
    panel.show()
    panel.list.show()
    panel.model.show([Row(f"{finding.message}\n说明：按批复取整", "excused", "warning", finding=finding)])
    QApplication.processEvents()
    image, rect = panel.list.viewport().grab().toImage(), panel.list.visualRect(panel.model.index(0))
    lines = [y for y in range(rect.top(), rect.bottom()) if _unbroken(image, y)]
    assert lines and max(lines) < rect.center().y()


def _unbroken(image: QImage, y: int) -> bool:
    """Whether a line is drawn here, longer than any stroke of a character."""
    ground = image.pixelColor(image.width() - 2, image.height() - 2)
    inked = "".join("x" if image.pixelColor(x, y) != ground else " " for x in range(image.width()))
    return "x" * 40 in inked


def overlapping(panel: FindingsPanel) -> int:
    QApplication.processEvents()
    rects = [panel.list.visualRect(panel.model.index(number)) for number in range(panel.model.rowCount())]
    return sum(below.top() != above.bottom() + 1 for above, below in pairwise(rects))


@pytest.mark.parametrize("seed", range(4))
def test_rows_never_overlap(qtbot: QtBot, seed: int) -> None:
    """Rows come and go, and with them the scroll bar, which takes of the width the words break in."""
    panel, dice = FindingsPanel(), Random(seed)
    qtbot.addWidget(panel)
    panel.show()
    panel.list.show()
    for _ in range(20):
        panel.resize(230, 300)
        many = range(dice.randrange(1, 30))
        panel.model.show([Row(_WORDS[: dice.randrange(5, len(_WORDS))], severity="error") for _ in many])
        assert overlapping(panel) == 0
        panel.resize(dice.randrange(180, 300), dice.randrange(150, 700))
        assert overlapping(panel) == 0
