"""What she does with the paper that came back signed and stamped: keeping its scan with the form, opening it, and
finding the form a printed code belongs to; one function an act.

What a code says is `stamped.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.core.errors import PerfdeskError
from perfdesk.ui.page.page_acts import undo

if TYPE_CHECKING:
    from perfdesk.document import Document
    from perfdesk.ui.main_window import MainWindow
    from perfdesk.ui.paper.stamp_dialog import StampWish


def attach_scan(window: MainWindow) -> None:
    """附上盖章扫描件 to the form meant."""
    from perfdesk.ui.acts import documents_folder
    from perfdesk.ui.paper.stamp_dialog import AskStamp

    record = window.current_record
    if record is None:
        window.notice.say("请先打开或选中一张报表。")
        return
    document = window.desk.document(record.id)
    ask = AskStamp(window.called(record.id), _judge(window, document), _finder(document), documents_folder(), window)
    wish: StampWish | None = ask.ask()
    if wish:
        keep_scan(window, record.id, wish)


def keep_scan(window: MainWindow, form: int, wish: StampWish) -> None:
    from perfdesk.stamped import plan_stamp, standing

    step = plan_stamp(window.desk, form, wish.path, wish.code)
    if step.empty:
        window.notice.say("这份扫描件已经附在这张报表上了。")
    elif window.push(step):
        words = f"已附上「{wish.path.name}」：{standing(window.desk.document(form))}。"
        window.notice.say(words, "done", [("撤销", lambda: window.do(undo))])


def open_scan(window: MainWindow) -> None:
    """The scan that counts, in the desktop's own viewer; another is offered to be attached where there is none."""
    from perfdesk.stamped import latest

    record = window.current_record
    file = latest(window.desk.document(record.id)) if record else None
    if file is None:
        window.notice.say("这张报表还没有附上盖章扫描件。", offers=[("附上…", lambda: window.do(attach_scan))])
        return
    from perfdesk.ui.evidence.evidence_acts import look

    look(window, file)


def remove_scan(window: MainWindow) -> None:
    """The scan that counts is removed; the one before counts then, if there is one."""
    from perfdesk.evidence import plan_remove
    from perfdesk.stamped import latest

    record = window.current_record
    file = latest(window.desk.document(record.id)) if record else None
    if file is None:
        window.notice.say("这张报表没有盖章扫描件可以移除。")
    elif window.push(plan_remove(window.desk, [file.id])):
        window.notice.say(f"已移除盖章扫描件「{file.file_name}」。", "done", [("撤销", lambda: window.do(undo))])


def find_by_code(window: MainWindow) -> None:
    """按校验码查报表: the form that says today what the paper says, or whose stamped sheet had that code."""
    from perfdesk.stamped import find_code, find_scan
    from perfdesk.ui.paper.stamp_dialog import AskCode

    code: str | None = AskCode(_teller(window), window).ask()
    if not code:
        return
    record, scan = find_code(window.desk, code), find_scan(window.desk, code)
    form = record.id if record else scan.form if scan else 0
    if not form:
        raise PerfdeskError(_teller(window)(code))
    window.open_form(form)
    window.notice.say(_teller(window)(code), "done" if record else "warned")


def _teller(window: MainWindow) -> Callable[[str], str]:
    """Which form a code belongs to, in a sentence."""
    from perfdesk.stamped import checked, find_code, find_scan

    def told(code: str) -> str:
        if not checked(code):
            return ""
        record, scan = find_code(window.desk, code), find_scan(window.desk, code)
        if record:
            return f"是「{window.called(record.id)}」现在的内容。"
        if scan:
            return f"是「{window.called(scan.form)}」盖章时的内容，盖章后内容已改。"
        return "不是账本里任何报表现在的内容：打印后已有改动，或不属于这个账本。"

    return told


def _judge(window: MainWindow, document: Document) -> Callable[[str], str]:
    """What a code says of one form; a sheet of another form must not be kept here."""
    from perfdesk.stamped import CURRENT, checked, find_code, judged

    def told(code: str) -> str:
        if not checked(code):
            return "不填也可以附上，只是不能核对纸面与现内容是否一致。"
        if judged(document, code) == CURRENT:
            return "✓ 纸面与现内容一致。"
        other = find_code(window.desk, code)
        if other:
            raise PerfdeskError(f"这个校验码是「{window.called(other.id)}」的，不是这张报表的。")
        return "▲ 与现内容不一致：打印以后内容改过。仍可附上，会标明「盖章后内容已改」。"

    return told


def _finder(document: Document) -> Callable[[Path], str]:
    """The code in a file's own text: this form's, where several forms are in it."""
    from perfdesk.stamped import CURRENT, codes_in, judged

    def found(path: Path) -> str:
        codes = codes_in(path)
        return next((code for code in codes if judged(document, code) == CURRENT), codes[0] if codes else "")

    return found
