"""The preview: what will be printed, from the very bytes, following what she changes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from perfdesk.core.sheet import FUNDS, Cell, own
from perfdesk.core.step import FORMS, RecordChange, Step
from perfdesk.desk import Desk
from perfdesk.formats.pdf import render
from perfdesk.formats.picture import Pictures
from perfdesk.ui.edits import Bridge
from perfdesk.ui.paper.preview import Preview
from perfdesk.ui.paper.printing import Printer, PrintWish
from perfdesk.ui.paper.printing_side import NO_PRINTER
from tests.gui import office
from tests.test_unprintable import STRANGE

PRINTER = Printer("财政所打印机", True, True, frozenset({"A4"}))


class Shown(NamedTuple):
    desk: Desk
    bridge: Bridge
    view: Preview
    settle: Callable[[], None]


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Shown]]:
    desk = office.desk(tmp_path / "预览.perf")
    project = office.project(desk, "露天电影放映")
    for key in (office.SICHUAN, office.HEBEI):
        office.form(desk, project, key)
    office.fill(desk, 1)
    bridge = Bridge(desk)
    made: list[Preview] = []

    def show(*forms: int) -> Shown:
        view = Preview(bridge, forms, lambda form: f"第{form}张")
        made.append(view)
        qtbot.addWidget(view)
        view.resize(1100, 700)
        view.show()

        def settle() -> None:
            qtbot.waitUntil(lambda: view.settled and view.sheets.complete, timeout=10000)

        settle()
        return Shown(desk, bridge, view, settle)

    yield show
    for each in made:
        each.stop()
    desk.ledger.close()


def _grabbed(view: Preview) -> Image.Image:
    picture = view.sheets.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return Image.frombytes(
        "RGB", (picture.width(), picture.height()), bytes(picture.constBits()), "raw", "BGRX", picture.bytesPerLine()
    )


def test_what_is_shown_is_the_file_that_would_be_exported(shown: Callable[..., Shown]) -> None:
    desk, _, view, _ = shown(1, 2)
    assert view.composed
    assert view.composed.data == render([desk.document(form).snapshot() for form in (1, 2)])


def test_the_pixels_are_those_of_the_file(shown: Callable[..., Shown]) -> None:
    _, _, view, settle = shown(1)
    for zoom in (60, 100, 400):
        view.sheets.set_zoom(zoom)
        view.sheets.go_to(1)
        settle()
        grabbed, sheets = _grabbed(view), view.sheets
        assert view.composed
        with Pictures(view.composed.data) as pictures:
            made = pictures.draw(1, sheets.scale)
        page = Image.frombytes("RGB", (made.width, made.height), made.pixels, "raw", "BGRX", made.stride)
        left, top = sheets._layout.rects[1].topLeft().toTuple()
        left, top = left - sheets.horizontalScrollBar().value(), top - sheets.verticalScrollBar().value()
        box = (max(0, -left) + 5, max(0, -top) + 5, min(page.width, grabbed.width - left), min(300, page.height))
        assert grabbed.crop((box[0] + left, box[1] + top, box[2] + left, box[3] + top)).tobytes() == (
            page.crop(box).tobytes()
        ), zoom


def test_nothing_of_a_wider_page_is_left_beside_a_narrower_one(shown: Callable[..., Shown]) -> None:
    _, _, view, settle = shown(1)
    view.sheets.set_zoom(60)
    settle()
    wide = view.sheets._layout.rects[0].width()
    view.show_forms((2,))
    settle()
    rect, grabbed = view.sheets._layout.rects[0], _grabbed(view)
    assert rect.width() < wide
    beside = grabbed.crop((rect.right() + 5, rect.top(), grabbed.width, grabbed.height // 2))
    assert len(beside.getcolors()) == 1


def test_an_edit_shows_once_she_looks(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    desk, bridge, view, settle = shown(1)
    assert view.composed
    before = view.composed.data
    for text in ("甲", "甲乙", "甲乙丙"):
        bridge.push(desk.document(1).plan([(own("goal"), text)]))
    assert not view.settled
    with qtbot.waitSignal(view.renewed, timeout=10000):
        pass
    settle()
    assert view.composed.data == render([desk.document(1).snapshot()]) != before
    view.hide()
    bridge.push(desk.document(1).plan([(own("goal"), "丁")]))
    QTest.qWait(500)
    assert view.composed.data != render([desk.document(1).snapshot()])
    view.show()
    settle()
    assert view.composed.data == render([desk.document(1).snapshot()])


def test_an_edit_while_pages_are_being_made_is_not_lost(shown: Callable[..., Shown]) -> None:
    desk, bridge, view, settle = shown(1)
    for text in ("一", "二", "三"):
        bridge.push(desk.document(1).plan([(own("goal"), text)]))
        view._settle.start(0)
        QTest.qWait(3)
    settle()
    assert view.composed
    assert view.composed.data == render([desk.document(1).snapshot()])


def test_keys_turn_pages_and_zoom(shown: Callable[..., Shown]) -> None:
    _, _, view, _ = shown(1, 2)
    sheets, pages = view.sheets, []
    sheets.page_changed.connect(pages.append)
    assert (sheets.count, view.bar.count.text(), view.bar.page.value()) == (4, "/ 4 页", 1)
    sheets.fit_to("page")
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(sheets, key)
    assert pages == [1, 2, 1, 3, 0]
    assert view.pages.currentIndex().row() == 0
    sheets.set_zoom(100)
    QTest.keyClick(sheets, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert (sheets.zoom, view.bar.zoom.text(), sheets.fit) == (110, "110%", "")
    for _ in range(20):
        QTest.keyClick(sheets, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert sheets.zoom == 50
    QTest.keyClick(sheets, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert sheets.zoom == 100


def test_the_wheel_zooms_around_the_pointer(shown: Callable[..., Shown]) -> None:
    _, _, view, _ = shown(1)
    sheets, at = view.sheets, QPoint(400, 300)
    sheets.set_zoom(150)
    before = sheets._spot(at)
    _turn_wheel(view, at, 120)
    after = sheets._spot(at)
    assert sheets.zoom == 175
    assert before and after
    assert (after.page, after.x, after.y) == pytest.approx((before.page, before.x, before.y), abs=0.01)


def _turn_wheel(view: Preview, at: QPoint, turned: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.sheets.viewport(), event)


def test_the_zoom_follows_the_window_until_she_chooses(shown: Callable[..., Shown]) -> None:
    _, _, view, _ = shown(1)
    wide = view.sheets.zoom
    view.resize(800, 700)
    assert view.sheets.zoom < wide
    assert view.sheets.horizontalScrollBar().maximum() == 0
    view.sheets.set_zoom(200)
    view.resize(1100, 700)
    assert view.sheets.zoom == 200


def test_pixels_kept_are_bounded(shown: Callable[..., Shown]) -> None:
    _, _, view, settle = shown(1, 2)
    for zoom in (400, 300, 250, 200, 400):
        view.sheets.set_zoom(zoom)
        for page in range(4):
            view.sheets.go_to(page)
            settle()
            view.sheets.viewport().grab()
            held = sum(image.sizeInBytes() for image in view.sheets._tiles.values())
            assert held <= 96 << 20
    assert max(image.width() for image in view.sheets._tiles.values()) <= 1024


def test_the_list_shows_each_page_and_leads_there(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    _, _, view, _ = shown(1, 2)
    model = view.pages.model()
    assert [model.index(row, 0).data() for row in range(4)] == ["1", "2　第1张", "3", "4　第2张"]
    qtbot.waitUntil(lambda: view.pages.small(0) is not None, timeout=5000)
    view.pages.setCurrentIndex(model.index(3, 0))
    assert (view.sheets.page, view.bar.page.value()) == (3, 4)
    view.bar.page.setValue(2)
    assert view.sheets.page == 1


def test_why_it_says_draft_and_that_it_ends(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    desk, bridge, view, settle = shown(1)
    record = desk.record(1)
    assert f"有 {record.errors} 处错误" in view.draft.text
    assert f"还有 {record.wanted - record.filled} 格待填" in view.draft.text
    with qtbot.waitSignal(view.jump) as jump:
        view.draft.press("去看")
    assert jump.args[0] == 1
    assert jump.args[1] in {each.cell for each in desk.document(1).open_findings}
    bridge.push(Step("标为已交", {}, (RecordChange(FORMS, 1, "state", "", "已交"),)))
    settle()
    assert view.draft.text == ""


def test_what_no_face_has_is_said_with_the_way_there(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    desk, bridge, view, settle = shown(1, 2)
    assert view.lack.text == ""
    bridge.push(desk.document(1).plan([(own("goal"), f"放{STRANGE}映")]))
    settle()
    label = desk.document(1).form.field(own("goal")).label
    assert view.lack.text == f"没有字体可印这些字，会印成〓：{STRANGE}（U+E123），在「第1张」的{label}。"
    with qtbot.waitSignal(view.jump) as jump:
        view.lack.press("去看")
    assert jump.args == [1, own("goal")]


def test_a_form_that_is_deleted_leaves_and_the_last_takes_all(shown: Callable[..., Shown]) -> None:
    desk, bridge, view, settle = shown(1, 2)
    bridge.push(desk.plan_remove_form(1))
    settle()
    assert view.sheets.count == 1
    bridge.push(desk.plan_remove_form(2))
    settle()
    assert (view.sheets.count, view.bar.told.text()) == (0, "这些报表已经删除了。")
    bridge.stack.undo()
    settle()
    assert view.sheets.count == 1


def test_without_a_printer_it_says_so_and_offers_the_pdf(
    shown: Callable[..., Shown], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfdesk.ui.paper.preview.printers", tuple)
    _, _, view, _ = shown(1)
    view.show_print()
    assert [each.text() for each in view.side.findChildren(QLabel) if each.isVisible()] == ["打印", NO_PRINTER]
    offers = [each for each in view.side.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in offers] == ["导出 PDF…", "重新查找"]
    assert view.side.first is offers[0]
    with qtbot.waitSignal(view.save_wanted):
        offers[0].click()
    monkeypatch.setattr("perfdesk.ui.paper.preview.printers", lambda: (PRINTER,))
    offers[1].click()
    assert view.side.printer.currentText() == PRINTER.name


def test_what_is_asked_of_a_print(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    _, _, view, _ = shown(1, 2)
    side, wishes = view.side, []
    side.wanted.disconnect()
    side.wanted.connect(wishes.append)
    side.show_printers((PRINTER,))
    side.go.click()
    side.range.setFocus()
    qtbot.keyClicks(side.range, "2-9")
    side.go.click()
    assert side.fault.text() == "页码要写成 1-3,5 这样，最大到 4。"
    side.range.clear()
    qtbot.keyClicks(side.range, "2-3")
    side.copies.setValue(3)
    side.collate.setChecked(False)
    side.both.setCurrentIndex(1)
    qtbot.keyClick(side.range, Qt.Key.Key_Return)
    view.sheets.go_to(3)
    side.this.setChecked(True)
    side.go.click()
    assert wishes == [
        PrintWish(PRINTER.name, (0, 1, 2, 3)),
        PrintWish(PRINTER.name, (1, 2), 3, False, "long"),
        PrintWish(PRINTER.name, (3,), 3, False, "long"),
    ]


def test_a_printer_without_both_sides_or_without_the_paper(shown: Callable[..., Shown]) -> None:
    _, _, view, _ = shown(1)
    view.side.show_printers((PRINTER._replace(both_sides=False, sizes=frozenset({"A3"})),))
    assert not view.side.both.isEnabled()
    assert view.side.paper.text() == "这台打印机没有 A4 纸，印出来会缺一部分。"


def test_printing_tells_how_far_it_is(shown: Callable[..., Shown], qtbot: QtBot, tmp_path: Path) -> None:
    _, _, view, _ = shown(1)
    view.side.show_printers((PRINTER,))
    view.side.show()
    view.print_(PrintWish(PRINTER.name, (0, 1)), tmp_path / "出.pdf")
    assert view.side.cancel.isVisible()
    qtbot.waitUntil(lambda: view.side.told.text() == "已送往打印机。", timeout=20000)
    assert view.side.go.isVisible()
    with Pictures((tmp_path / "出.pdf").read_bytes()) as made:
        assert len(made.sizes) == 2


def test_a_tab_closed_in_the_middle_leaves_nothing_running(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    desk, bridge, view, _ = shown(1, 2)
    bridge.push(desk.document(1).plan([(Cell(FUNDS, 0, "executed"), "7.00")]))
    view._settle.start(0)
    qtbot.waitUntil(lambda: view._job is not None)
    view.stop()
    assert view._job is None and not view._drawer.isRunning()


def test_pages_that_are_made_as_the_tab_closes_are_not_shown(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    desk, bridge, view, _ = shown(1)
    before = view.composed
    bridge.push(desk.document(1).plan([(own("project"), "晚场放映")]))
    qtbot.waitUntil(lambda: view._job is not None)
    assert view._job
    view._job.wait()  # they are on their way
    view.stop()
    QApplication.processEvents()
    assert view.composed is before
    assert not view._drawer.isRunning()
