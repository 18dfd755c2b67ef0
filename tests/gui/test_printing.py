"""Printing through Qt's own PDF printer: pages, papers, order, and the picture that lands on the paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pytestqt.qtbot import QtBot

from perfdesk.desk import Desk
from perfdesk.formats.pdf import render
from perfdesk.formats.picture import Pictures
from perfdesk.ui.paper.printing import PrintJob, PrintWish, paper, printers
from tests.gui import office

Printed = Callable[..., Pictures]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A list in front (upright), 四川 (two lying pages), 河北 (one upright)."""
    made = office.desk(tmp_path_factory.mktemp("印") / "印.perf")
    project = office.project(made, "露天电影放映")
    forms = [office.form(made, project), office.form(made, project, office.HEBEI)]
    office.fill(made, forms[0])
    snapshots = [_document(made, form) for form in forms]
    made.ledger.close()
    return render(snapshots)


def _document(desk: Desk, form: int):  # type: ignore[no-untyped-def]
    return desk.document(form).snapshot()


@pytest.fixture
def printed(qtbot: QtBot, tmp_path: Path, data: bytes) -> Printed:
    def made(*pages: int, **more: object) -> Pictures:
        job = PrintJob(data, PrintWish("", pages, **more), output=tmp_path / "出.pdf")  # type: ignore[arg-type]
        with qtbot.waitSignal(job.ended, timeout=30000) as ended:
            job.start()
        job.wait()
        assert ended.args == [None, ""]
        return Pictures((tmp_path / "出.pdf").read_bytes())

    return made


def _picture(pictures: Pictures, page: int, scale: float = 3.0) -> Image.Image:
    made = pictures.draw(page, scale)
    return Image.frombytes("RGB", (made.width, made.height), made.pixels, "raw", "BGRX", made.stride).convert("L")


def _differ(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pages' ink, in percent of black, seen from far enough away that half a pixel's shift
    does not count."""
    far = [picture.resize((120, 120), Image.Resampling.BOX) for picture in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*far)).mean[0]) / 2.55


def test_each_page_on_its_own_paper(printed: Printed, data: bytes) -> None:
    with Pictures(data) as wanted, printed(*range(4)) as made:
        assert len(made.sizes) == len(wanted.sizes) == 4
        for ours, theirs in zip(wanted.sizes, made.sizes, strict=True):
            assert theirs == pytest.approx(ours, abs=1.0)
        assert [size.width > size.height for size in made.sizes] == [False, True, True, False]


def test_what_lands_on_the_paper_is_what_the_preview_shows(printed: Printed, data: bytes) -> None:
    with Pictures(data) as wanted, printed(*range(4)) as made:
        for page in range(4):
            shown, landed = _picture(wanted, page), _picture(made, page)
            assert _differ(shown, landed) < 0.3
            assert _differ(shown, Image.new("L", shown.size, 255)) > 0.5
        assert _differ(_picture(wanted, 1), _picture(made, 2)) > 1.5


def test_text_is_not_printed_as_a_photograph(printed: Printed, tmp_path: Path) -> None:
    printed(0).close()
    spooled = (tmp_path / "出.pdf").read_bytes()
    assert spooled.count(b"DCTDecode") == 0
    assert spooled.count(b"FlateDecode") > 1


def test_a_range_in_copies(printed: Printed, data: bytes) -> None:
    with Pictures(data) as wanted, printed(0, 3, copies=2, collate=False) as made:
        assert len(made.sizes) == 4
        for page, source in enumerate((0, 0, 3, 3)):
            assert _differ(_picture(wanted, source), _picture(made, page)) < 0.3


def test_on_both_sides_a_form_begins_on_a_sheet_of_its_own(printed: Printed) -> None:
    with printed(*range(4), both="long") as made:
        ink = [_differ(_picture(made, page), Image.new("L", _picture(made, page).size, 255)) for page in range(6)]
    assert [round(each, 1) > 0 for each in ink] == [True, False, True, True, True, False]


def test_cancelling_stops_between_two_pages(qtbot: QtBot, tmp_path: Path, data: bytes) -> None:
    job = PrintJob(data, PrintWish("", (0, 1, 2, 3), 20), output=tmp_path / "出.pdf")
    sides: list[int] = []
    job.progressed.connect(lambda done, _: (sides.append(done), job.cancel()))
    with qtbot.waitSignal(job.ended, timeout=30000) as ended:
        job.start()
    job.wait()
    assert ended.args[1].startswith("已取消打印，送出了 ")
    assert sides[-1] < 20


def test_a_printer_that_takes_nothing_is_said(qtbot: QtBot, tmp_path: Path, data: bytes) -> None:
    job = PrintJob(data, PrintWish("", (0,)), output=tmp_path / "没有" / "出.pdf")
    with qtbot.waitSignal(job.ended, timeout=30000) as ended:
        job.start()
    job.wait()
    assert ended.args == [None, "打印机没有接受这次打印，请检查打印机后再试。"]


def test_paper_is_upright_and_known_by_its_name(data: bytes) -> None:
    with Pictures(data) as pictures:
        assert {paper(size).name() for size in pictures.sizes} == {"A4"}
        assert all(paper(size).sizePoints().width() < paper(size).sizePoints().height() for size in pictures.sizes)


def test_where_qt_cannot_print_there_are_no_printers(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "PySide6.QtPrintSupport", None)
    assert printers() == ()
