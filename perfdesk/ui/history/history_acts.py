"""What she does about what was: looking at it, going back to it, naming it, bringing back what was deleted; one
function an act.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from perfdesk.core.sheet import INDICATORS
from perfdesk.ui.page.page_acts import undo

if TYPE_CHECKING:
    from perfdesk.binned import Binned
    from perfdesk.core.sheet import Cell
    from perfdesk.core.step import Step
    from perfdesk.ledger.journal import Point
    from perfdesk.restoring import Restored
    from perfdesk.ui.history.bin_page import Bin
    from perfdesk.ui.history.history_page import History
    from perfdesk.ui.main_window import MainWindow


def history(window: MainWindow) -> None:
    """Of the form meant; of the ledger where none is."""
    record, tab = window.current_record, window.tab
    if record is None:
        _history(window, "ledger")
        return
    in_front = tab and tab.page and tab.form_id == record.id
    _history(window, "form", record.id, _cells(window) if in_front else ())


def cell_history(window: MainWindow) -> None:
    cells = _cells(window)
    if cells:
        _history(window, "cell", window.document.id, cells)
    else:
        window.notice.say("这里是表样印好的文字，没有修改记录。")


def _cells(window: MainWindow) -> tuple[Cell, ...]:
    """What the current box stands for; where a rule gives the figure, what she put in its place."""
    box = window.page.current_box()
    if box is None or not box.cell:
        return ()
    if box.computed and box.cell.section == INDICATORS:
        return tuple(box.cell._replace(field=name) for name in ("override", "override_reason", "score"))
    return box.cells


def ledger_history(window: MainWindow) -> None:
    _history(window, "ledger")


def points(window: MainWindow) -> None:
    _history(window, "points")


def _history(window: MainWindow, mode: str, form: int = 0, cells: Sequence[Cell] = ()) -> None:
    from perfdesk.ui.history.history_page import History

    window.tabs.bring(History, lambda: _made_history(window)).show_for(mode, form, cells)


def _made_history(window: MainWindow) -> History:
    from perfdesk.restoring import plan_ledger, plan_point_name
    from perfdesk.ui.findings.findings_acts import jump
    from perfdesk.ui.history.history_page import History as Page

    page = Page(window.bridge, window.title)
    window.bridge.applied.connect(page.follow)
    page.jump.connect(lambda form, cell: window.do(lambda _: jump(window, form, cell)))
    page.form_wanted.connect(lambda form, moment: window.do(lambda _: restore_form(window, form, moment)))
    page.cells_wanted.connect(lambda *wanted: window.do(lambda _: restore_cells(window, *wanted)))
    page.planned.connect(lambda moment: window.do(lambda _: page.ask(plan_ledger(window.desk, moment))))
    page.ledger_wanted.connect(lambda restored: window.do(lambda _: restore_ledger(window, restored)))
    page.renamed.connect(lambda point: window.do(lambda _: _ask_name(window, point)))
    page.dropped.connect(lambda point: window.do(lambda _: window.push(plan_point_name(point.number, point.name, ""))))
    return page


def restore_form(window: MainWindow, form: int, moment: int) -> None:
    """The form as it was, as one step; it comes to the front."""
    from perfdesk.restoring import plan_form

    step = plan_form(window.desk, form, moment)
    if _push(window, step):
        window.open_form(form)
        count = len(step.cells.get(form, ()))
        window.notice.say(f"已恢复这张报表，改回 {count} 格。", "done", [("撤销", lambda: window.do(undo))])


def restore_cells(window: MainWindow, form: int, cells: Sequence[Cell], moment: int) -> None:
    """One box of the form as it was; she is taken to it."""
    from perfdesk.restoring import plan_cells
    from perfdesk.ui.findings.findings_acts import jump

    if window.push(plan_cells(window.desk, form, cells, moment)):
        jump(window, form, cells[0])
        window.notice.say("已恢复这一格。", "done", [("撤销", lambda: window.do(undo))])
    else:
        window.notice.say("这一格所在的行已经删除，请恢复整张报表。")


def restore_ledger(window: MainWindow, restored: Restored) -> None:
    if _push(window, restored.step):
        window.notice.say(f"账本已恢复：{restored.words}", "done", [("撤销", lambda: window.do(undo))])


def _push(window: MainWindow, step: Step) -> bool:
    """Many forms are looked at anew, which may take a moment."""
    from perfdesk.ui.waiting import waiting

    with waiting():
        return window.push(step)


def save(window: MainWindow) -> None:
    """Ctrl+S does no harm. What was being typed is taken over by now, as before every act."""
    offers = [] if window.desk.ledger.readonly else [("命名为还原点…", lambda: window.do(name_point))]
    window.notice.say("已保存。每填一格都会自动保存，不用另外保存。", "done", offers)


def name_point(window: MainWindow) -> None:
    """A name for the ledger as it is now."""
    _ask_name(window, None)


def _ask_name(window: MainWindow, point: Point | None) -> None:
    from perfdesk.restoring import plan_point, plan_point_name
    from perfdesk.ui.page.overlay import Overlay

    hint = "Enter 确定，Esc 不要。以后可以在「修改记录」里把整个账本恢复到这时。"
    slip = Overlay(window, "还原点的名称", hint)

    def take() -> None:
        name = slip.line.text().strip()
        slip.leave()
        if name and point:
            window.push(plan_point_name(point.number, point.name, name))
        elif name and window.push(plan_point(window.desk, name)):
            offers = [("看看还原点", lambda: window.do(points))]
            window.notice.say(f"已设还原点「{name}」。", "done", offers)

    slip.entered.connect(lambda: window.do(lambda _: take()))
    slip.gone.connect(slip.deleteLater)
    slip.lay(point.name if point else f"{datetime.now():%m月%d日 %H:%M}")


def open_bin(window: MainWindow) -> None:
    """回收站, in a tab."""
    from perfdesk.ui.history.bin_page import Bin

    window.tabs.bring(Bin, lambda: _made_bin(window))


def _made_bin(window: MainWindow) -> Bin:
    from perfdesk.ui.history.bin_page import Bin as Page

    page = Page(window.desk, window.title)
    page.wanted.connect(lambda chosen: window.do(lambda _: bring_back(window, chosen)))
    window.bridge.applied.connect(page.follow)
    return page


def bring_back(window: MainWindow, chosen: Sequence[Binned]) -> None:
    from perfdesk.binned import plan_back

    step = plan_back(window.desk.ledger, chosen)
    if _push(window, step):
        offers = [("撤销", lambda: window.do(undo))]
        forms = sorted(step.forms)
        if forms:
            offers.insert(0, ("打开", lambda: window.do(lambda _: window.open_form(forms[0]))))
        window.notice.say(f"已{step.act}。", "done", offers)
