"""What she does on the board: opening a line, beginning what is owed, exporting, auditing and marking many at once,
saying by when forms are owed, keeping the board as a workbook; one function a deed.

See `acts.py` for the acts of one form; those of the board are the same acts for the lines chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from perfdesk import catalog
from perfdesk.ui import acts
from perfdesk.ui.findings import findings_acts
from perfdesk.ui.page.page_acts import undo
from perfdesk.ui.paper.preview_acts import show_preview

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from perfdesk.board import Line
    from perfdesk.ui.board.board import Board
    from perfdesk.ui.main_window import MainWindow


_YEARS = 3
"""The newest years that days are asked for; of older ones nothing is owed any more."""


def show_board(window: MainWindow) -> None:
    """The board in front; the one that is open already where one is."""
    from perfdesk.ui.board.board import Board as Page

    if window.landing and not window.tabs.count():
        window.landing.setFocus()
    else:
        window.tabs.bring(Page, lambda: _made(window))


def land(window: MainWindow) -> bool:
    """What she sees of a ledger while nothing is open; whether she comes to it now."""
    if window.landing is not None:
        return False
    window.land_on(_made(window))
    return True


def _made(window: MainWindow) -> Board:
    from perfdesk.ui.board.board import Board as Page

    board = Page(window.desk, window.remembered)
    window.bridge.applied.connect(board.follow)
    board.opened.connect(lambda line: window.guarded(lambda _: open_line(window, line)))
    board.asked.connect(lambda deed: window.do(lambda _: _DEEDS[deed](window, board)))
    board.menu_wanted.connect(partial(_menu, window, board))
    return board


def open_line(window: MainWindow, line: Line) -> None:
    """The form of a line; one that is owed is begun."""
    if line.form:
        window.open_form(line.form)
    elif not window.desk.ledger.readonly:
        window.do(lambda _: begin(window, line))


def begin(window: MainWindow, line: Line) -> None:
    """A form of the kind that is owed: as the other projects have it, or as she chooses."""
    form = _usual_form(window, line.kind) if line.project else ""
    if not form:
        acts.new_form(window, line.project)
        return
    step, number = window.desk.plan_form(line.project, form)
    if window.push(step):
        window.open_form(number)


def _usual_form(window: MainWindow, kind: str) -> str:
    """The form most projects of this ledger have for a kind; where none has any, the only one there is."""
    of_kind = {each.id for each in catalog.forms() if each.kind == kind and not each.fault}
    used = Counter(record.form for record in window.desk.forms() if record.form in of_kind)
    if used:
        return used.most_common(1)[0][0]
    return of_kind.pop() if len(of_kind) == 1 else ""


def _begin(window: MainWindow, board: Board) -> None:
    """What is owed of the lines chosen, all in one step; of one alone the form is opened."""
    owed = [line for line in board.picked if not line.form]
    if len(owed) > 1:
        _begin_many(window, owed)
    elif line := next(iter(owed), board.current):
        begin(window, line)


def _begin_many(window: MainWindow, owed: Sequence[Line]) -> None:
    usual = {kind: _usual_form(window, kind) for kind in {line.kind for line in owed}}
    wanted = [(line.project, usual[line.kind]) for line in owed if line.project and usual[line.kind]]
    left = f"另有 {len(owed) - len(wanted)} 行不知道用哪种表样，请逐个新建。" if len(wanted) < len(owed) else ""
    if not wanted:
        window.notice.say(left.removeprefix("另有 "))
    elif window.push(window.desk.plan_forms(wanted)):
        window.notice.say(f"已新建 {len(wanted)} 张报表。{left}", "done", [("撤销", lambda: window.do(undo))])


def _print(window: MainWindow, board: Board) -> None:
    show_preview(window, board.picked_forms)


def _export(window: MainWindow, _board: Board) -> None:
    acts.export(window)


def _audit(window: MainWindow, board: Board) -> None:
    findings_acts.audit_ledger(window, board.picked_forms)


def _send(window: MainWindow, _board: Board) -> None:
    acts.mark_sent(window)


def _return(window: MainWindow, _board: Board) -> None:
    acts.mark_returned(window)


def due(window: MainWindow, _board: Board | None = None) -> None:
    """By when each kind of form is owed."""
    from perfdesk.ui.board.due import AskDue

    years = sorted({project.year for project in window.desk.projects()} | {window.year}, reverse=True)[:_YEARS]
    wish: dict[str, str] | None = AskDue(years, window.desk.ledger.info.due, window).ask()
    if wish is not None:
        window.push(window.desk.plan_due(wish))


def _save(window: MainWindow, board: Board) -> None:
    """What is shown of the board as a workbook."""
    from PySide6.QtWidgets import QFileDialog

    start = window.path.parent if window.path else acts.documents_folder()
    name = f"{window.desk.ledger.info.unit}_台账总览_{date.today():%Y%m%d}.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(window, "另存总览", str(start / name), "Excel 工作簿 (*.xlsx)")
    if chosen:
        save_to(window, board, Path(chosen))


def save_to(window: MainWindow, board: Board, path: Path) -> None:
    from perfdesk.board import FIGURES, table
    from perfdesk.formats.files import write_atomically
    from perfdesk.formats.table import workbook
    from perfdesk.ui.paper.export_line import open_folder

    write_atomically(path, workbook("台账总览", table(board.model.lines), FIGURES))
    window.notice.say(f"已保存为「{path.name}」。", "done", [("打开文件夹", lambda: open_folder(path.parent))])


_DEEDS: Mapping[str, Callable[[MainWindow, Board], None]] = {
    "begin": _begin,
    "print": _print,
    "export": _export,
    "audit": _audit,
    "send": _send,
    "return": _return,
    "due": due,
    "save": _save,
}


def _menu(window: MainWindow, board: Board, at: QPoint) -> None:
    """The right button, or the menu key: the deeds, and the order by the column the cursor is in."""
    menu = QMenu(window)
    menu.addAction("打开", board.open_current)
    for deed, button in board.deeds.items():
        action = menu.addAction(button.text(), partial(board.asked.emit, deed))
        action.setEnabled(button.isEnabled())
    menu.addSeparator()
    menu.addAction("复制到剪贴板\tCtrl+C", board.copy)
    menu.addAction("按本列升序\tAlt+Up", partial(board.view.order_here, False))
    menu.addAction("按本列降序\tAlt+Down", partial(board.view.order_here, True))
    menu.exec(at)
    menu.deleteLater()
