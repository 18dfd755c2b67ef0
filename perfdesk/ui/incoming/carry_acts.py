"""What the menus do to bring last year's forms into this one: each takes the window.

Knows the words for it; what begins with what is `perfdesk/carrying.py`'s, which is imported when it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui.page.page_acts import undo

if TYPE_CHECKING:
    from perfdesk.ledger import FormRecord, Project
    from perfdesk.ui.main_window import MainWindow

_MARKED = "斜体的是沿用来的内容，改过就不再是斜体。"


def carry(window: MainWindow) -> None:
    """The form meant as next year's start, in the project of the same code; of a project all its forms."""
    record, project = window.current_record, window.current_project
    if record:
        step, number = window.desk.plan_carried(record.id, record.year + 1)
        if window.push(step):
            window.open_form(number)
            tell(window, window.desk.record(number))
    elif project:
        _carry_project(window, project)
    else:
        window.notice.say("请先选中一个项目或一张报表。")


def _carry_project(window: MainWindow, project: Project) -> None:
    from perfdesk.carrying import next_year

    step, numbers = next_year(window.desk, project.id)
    if window.push(step):
        window.tree.select("form", numbers[0])
        words = f"已把「{project.name}」的 {len(numbers)} 张报表沿用到 {project.year + 1} 年度，{_MARKED}"
        window.notice.say(words, "done", [("撤销", lambda: window.do(undo))])


def tell(window: MainWindow, record: FormRecord) -> None:
    """What was begun with another form's content."""
    window.notice.say(f"已沿用为 {record.year} 年度的「{window.title(record)}」，{_MARKED}", "done")


def offers(window: MainWindow, project: int, form: str) -> list[tuple[str, int]]:
    """What a new form of a project may begin with: words and the id of the form."""
    from perfdesk.carrying import beginnings

    found = beginnings(window.desk, project, form)
    return [(f"沿用 {each.year} 年度「{window.title(each)}」的目标和指标", each.id) for each in found]
