"""Pictures of the window, drawn without a screen: each form of a ledger, the start page, the reviews, the
previews, every dialog.

For the README, for `perfdesk snapshot` and `demo`, and for looking at what one built. Opens a copy of the ledger and
touches nothing of what the window remembers.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from perfdesk.core.errors import PerfdeskError

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QDialog

    from perfdesk.ui.incoming.import_page import ImportPage
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.paper.preview import Preview

_PATIENCE = 20.0
"""Seconds a preview may take to be drawn."""
SIZE = (1366, 768)
"""The usual screen of a county office."""


def take(ledger: Path, out: Path, scale: float = 1.0, size: tuple[int, int] = SIZE) -> list[Path]:
    """Draws the pictures into a folder and lists them. `scale` counts only where no window was opened before."""
    _without_screen(scale)
    from perfdesk.ui.app import application_of

    application = application_of(["perfdesk"])
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for name, picture in _pictures(ledger, application, size):
        application.processEvents()
        made.append(out / f"{len(made) + 1:02}-{name}.png")
        picture().save(str(made[-1]))
    return made


def _without_screen(scale: float) -> None:
    """Settings that Qt reads once, when the application is made."""
    if "PySide6.QtWidgets" in sys.modules and _there():
        return
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # of windows no screen asks for sizes
    if scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(scale)


def _there() -> bool:
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() is not None


def _pictures(
    ledger: Path, application: "QApplication", size: tuple[int, int]
) -> Iterator[tuple[str, Callable[[], "QPixmap"]]]:
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.remembered import Remembered

    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Remembered(Path(folder) / "window.ini"))
        window.resize(*size)
        window.start(None)
        window.show()
        yield "开始", window.grab
        window.open_ledger(_copied(ledger, Path(folder)))
        yield "账本", window.grab
        for record in window.desk.forms():
            window.open_form(record.id)
            application.processEvents()
            _stand_somewhere(window)
            yield f"报表{record.id}", window.grab
            window.close_tab(window.tabs.currentWidget())
        for name in _typing(window, application):
            yield name, window.grab
        for name in _blocks(window):
            application.processEvents()
            yield name, window.grab
        for name in _reviews(window, Path(folder)):
            application.processEvents()
            yield name, window.grab
            window.close_tab(window.tabs.currentWidget())
        for name in _evidence(window, Path(folder)):
            application.processEvents()
            yield name, window.grab
            window.close_tab(window.tabs.currentWidget())
        for name in _previews(window, application):
            yield name, window.grab
            window.close_tab(window.tabs.currentWidget())
        for name in _found(window):
            application.processEvents()
            yield name, window.grab
        for name in _overviews(window, application):
            yield name, window.grab
        for name in _looked_back(window):
            application.processEvents()
            yield name, window.grab
            window.close_tab(window.tabs.currentWidget())
        for name, dialog in every_dialog(window):
            dialog.show()
            yield name, dialog.grab
            dialog.close()
        window.close()


def _copied(ledger: Path, folder: Path) -> Path:
    """The ledger with what is still in its write-ahead log, where nobody has it open."""
    if not ledger.is_file():
        raise PerfdeskError(f"找不到账本「{ledger.name}」。")
    for suffix in ("", "-wal"):
        there = ledger.with_name(ledger.name + suffix)
        if there.exists():
            shutil.copyfile(there, folder / there.name)
    return folder / ledger.name


def _stand_somewhere(window: "MainWindow") -> None:
    """On the execution score, where there is one: something to explain, with the head of the page in sight."""
    from perfdesk.core.sheet import FUNDS, Cell, own

    scored = window.document.form.profile.scores
    window.page.go_to(Cell(FUNDS, 0, "score") if scored else own("goal"))
    window.page.setFocus()


def _typing(window: "MainWindow", application: "QApplication") -> Iterator[str]:
    """A cell that is chosen for, and a long text in the large editor; what was typed is dropped."""
    from perfdesk.core.sheet import INDICATORS, Cell, own

    for record in window.desk.forms()[:1]:
        window.open_form(record.id)
        application.processEvents()
        page, columns = window.page, window.document.form.indicators.columns
        page.go_to(Cell(INDICATORS, window.document.sheet.rows[0], "unit" if "unit" in columns else "l2"))
        page.edit_current()
        application.processEvents()
        yield "可选内容"
        page.forget()
        page.go_to(own("goal"))
        page.edit_current()
        if page.editor:
            page.editor.enlarged.emit()
        yield "大框编辑"
        page.forget()
        window.close_tab(window.tabs.currentWidget())


def _blocks(window: "MainWindow") -> Iterator[str]:
    """Whole rows selected, and a paste with more rows than there are, in the ledger's first form."""
    from PySide6.QtGui import QGuiApplication

    from perfdesk.core.sheet import INDICATORS, Cell

    for record in window.desk.forms()[:1]:
        window.open_form(record.id)
        last = (0, *window.document.sheet.rows)[-1]
        window.page.go_to(Cell(INDICATORS, last, "l3"))
        window.page.select_current_rows()
        yield "选中整行"
        QGuiApplication.clipboard().setText("沟渠清淤长度\n涵管更换数量\n验收合格率\n")
        window.page.paste()
        yield "放不下的粘贴"
        window.close_tab(window.tabs.currentWidget())


def _reviews(window: "MainWindow", folder: Path) -> Iterator[str]:
    """A document on its way in, made of the ledger's first form, and a blank sheet that is to become a form."""
    from perfdesk import catalog

    records = window.desk.forms()
    if records:
        document_in(window, folder, records[0].id)
        yield "导入核对"
    window.arrivals.adopt(catalog.template_path(catalog.forms()[0].id))
    yield "收入表样"


def _evidence(window: "MainWindow", folder: Path) -> Iterator[str]:
    """The first form with a few files, two of one indicator."""
    from perfdesk import evidence
    from perfdesk.ui.evidence import evidence_acts

    records = window.desk.forms()
    rows = window.desk.document(records[0].id).sheet.named_rows if records else ()
    if not rows:
        return
    for name, row in (("验收单.pdf", rows[0]), ("现场照片.jpg", rows[0]), ("项目批复.pdf", 0)):
        (folder / name).write_bytes(name.encode() * 9000)
        files = list(evidence.read_all([folder / name], 1 << 20))
        window.desk.bring(evidence.contents(files))
        window.push(evidence.plan_attach(window.desk, records[0].id, files, row))
    window.open_form(records[0].id)
    evidence_acts.show(window)
    yield "佐证材料"


def _previews(window: "MainWindow", application: "QApplication") -> Iterator[str]:
    """One form as it will be printed, all of them with the part that prints, and that part where nothing prints."""
    from perfdesk.ui.paper.preview_acts import show_preview
    from perfdesk.ui.paper.printing import Printer

    forms = [record.id for record in window.desk.forms()]
    printer = Printer("财政所打印机", True, True, frozenset())
    shows = (("打印预览", forms[:1], None), ("批量打印预览", forms, (printer,)), ("没有打印机", forms[:1], ()))
    for name, shown, printers in shows:
        if shown:
            preview = show_preview(window, shown)
            if printers is not None:
                preview.show_print()
                preview.side.show_printers(printers)
            _until(application, partial(_printed, preview))
            yield name


def _found(window: "MainWindow") -> Iterator[str]:
    """A word of the first form looked for, with what it would become, and the slip that leads to any form."""
    from perfdesk.ui.finding import find_acts
    from perfdesk.ui.finding.finder import finder
    from perfdesk.ui.finding.goto import GoTo

    records = window.desk.forms()
    if not records:
        return
    window.open_form(records[0].id)
    find_acts.replace(window)
    panel = finder(window).panel
    panel.line.setText(window.project_name(records[0].project)[:2])
    panel.new.setText("某某")
    finder(window).step(1)
    yield "查找和替换"
    finder(window).close()
    find_acts.go_to(window)
    yield "转到"
    for slip in window.findChildren(GoTo):
        slip.leave()


def _looked_back(window: "MainWindow") -> Iterator[str]:
    """The first form as it was before a change, a restore point, and a form in the bin, from which it comes back."""
    from perfdesk.core.sheet import own
    from perfdesk.restoring import plan_point
    from perfdesk.ui.history import history_acts
    from perfdesk.ui.history.history_page import History

    records = window.desk.forms()
    if not records:
        return
    window.push(plan_point(window.desk, "送审前"))
    window.open_form(records[0].id)
    window.push(window.document.plan([(own("goal"), "改过的目标")]))
    window.push(window.desk.plan_remove_form(records[-1].id))
    for name, act in (("修改记录", history_acts.history), ("还原点", history_acts.points)):
        act(window)
        page = window.tabs.aside(History)
        if page:
            page.list.setCurrentIndex(page.list.rows.index(1, 0))
            page.look()
        yield name
    history_acts.open_bin(window)
    yield "回收站"
    window.bridge.undo()


def _printed(preview: "Preview") -> bool:
    return preview.settled and preview.sheets.complete


def _until(application: "QApplication", settled: Callable[[], bool]) -> None:
    """What is drawn beside the window is waited for; not for ever."""
    end = monotonic() + _PATIENCE
    while not settled() and monotonic() < end:
        application.processEvents()
        sleep(0.01)
    application.processEvents()


def _overviews(window: "MainWindow", application: "QApplication") -> Iterator[str]:
    """The board with days by which forms are owed and lines chosen; the charts of a form and of the ledger."""
    from perfdesk.ui.board import board_acts, chart_acts
    from perfdesk.ui.board.board import Board
    from perfdesk.ui.board.charts import Charts, Scope

    year, today = window.year, date.today()
    days = {f"self-evaluation.{year}": today + timedelta(5), f"target.{year}": today - timedelta(12)}
    window.push(window.desk.plan_due({key: day.isoformat() for key, day in days.items()}))
    board_acts.show_board(window)
    board = window.aside
    if isinstance(board, Board):
        application.processEvents()
        board.choose([line.form for line in board.model.lines if line.form][:2])
        yield "台账总览"
    scored = [record.id for record in window.desk.forms() if record.total]
    for name, scope in (("图表", Scope(form=max(scored, default=0), year=year)), ("全账本图表", Scope(year=year))):
        chart_acts.show_charts(window)
        charts = window.tabs.aside(Charts)
        if charts:
            charts.draw(scope)
            _until(application, charts.is_settled)
        yield name
    for aside in window.tabs.asides:
        window.close_tab(aside)


def document_in(window: "MainWindow", folder: Path, form: int) -> "ImportPage":
    """The review of a document that holds this form of the ledger."""
    from perfdesk.formats import format_of
    from perfdesk.importing import read_one
    from perfdesk.ui.incoming.import_page import ImportPage

    document = folder / "送来的表.xlsx"
    document.write_bytes(format_of("xlsx").render([window.desk.document(form).snapshot()]))
    page = ImportPage(window.desk, [read_one(document)])
    window.arrivals.show(page)
    return page


def every_dialog(window: "MainWindow") -> Iterator[tuple[str, "QDialog"]]:
    """Each question and each text the window can show, by name."""
    from perfdesk import catalog
    from perfdesk.ui import crash, dialogs
    from perfdesk.ui.appearance import Appearance
    from perfdesk.ui.appearance_dialog import AskAppearance
    from perfdesk.ui.board.due import AskDue
    from perfdesk.ui.findings import severities
    from perfdesk.ui.help import about, keys
    from perfdesk.ui.paper.export_dialog import AskExport, AskForms
    from perfdesk.ui.paper.stamp_dialog import AskCode, AskStamp

    desk, year = window.desk, date.today().year
    projects = desk.projects()
    forms = [
        (record.id, f"{window.project_name(record.project)}　·　{window.title(record)}") for record in desk.forms()
    ]
    yield "应交日期", AskDue([window.year, window.year - 1], desk.ledger.info.due, window)
    yield "新建账本", dialogs.AskLedger(Path.home(), year, window)
    yield "新建项目", dialogs.AskProject(year, window)
    yield "新建报表", dialogs.AskForm(catalog.forms(), projects, 0, window)
    yield (
        "得分调整",
        dialogs.AskScore("「完成率」按规则应得 16 分（80 ÷ 100 × 20）。", "20", dialogs.OwnScore("", ""), window),
    )
    yield "界面大小和对比度", AskAppearance(Appearance(130, contrast=True), window)
    yield "审核设置", severities.AskSeverities({"W05": "error", "W01": "warning", "T09": "off"}, window)
    yield (
        "附上盖章扫描件",
        AskStamp(forms[0][1] if forms else "", lambda _: "✓ 纸面与现内容一致。", str, Path.home(), window),
    )
    yield "按校验码查报表", AskCode(lambda _: "", window)
    yield "批量打印", AskForms("批量打印", "预览", forms, [number for number, _ in forms], window)
    yield "导出", AskExport(forms, [number for number, _ in forms[:2]], Path.home(), window)
    yield "键盘操作", dialogs.Reading("键盘操作", keys(), window)
    yield "关于", dialogs.Reading("关于本程序", about(), window, (420, 320))
    yield "出错", crash.made_dialog(crash.report(ValueError("…")))
