"""What the menus do to the page in front and to what is seen around it; one function an action.

See `acts.py` for ledgers, projects, forms and exports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from perfdesk.core.sheet import INDICATORS, Cell

if TYPE_CHECKING:
    from perfdesk.core.step import Step
    from perfdesk.ui.main_window import MainWindow

_STEP = 10
"""Percent of one zoom step."""


def undo(window: MainWindow) -> None:
    _show_again(window, window.bridge.undo())


def redo(window: MainWindow) -> None:
    _show_again(window, window.bridge.redo())


def _show_again(window: MainWindow, step: Step) -> None:
    """What was taken back or done again; a file whose bytes were swept meanwhile does not come back with it."""
    window.show_touched(step)
    hollow = window.desk.hollow(step)
    if hollow:
        names = "、".join(file.file_name for file in hollow)
        window.notice.say(f"「{names}」的内容已经清理，不能找回。", "warned")


def cut(window: MainWindow) -> None:
    window.page.cut()


def copy(window: MainWindow) -> None:
    window.page.copy()


def paste(window: MainWindow) -> None:
    window.page.paste()


def clear(window: MainWindow) -> None:
    window.page.clear()


def fill_down(window: MainWindow) -> None:
    window.page.fill_down()


def fill_right(window: MainWindow) -> None:
    window.page.fill_right()


def select_row(window: MainWindow) -> None:
    window.page.select_current_rows()


def select_all(window: MainWindow) -> None:
    window.page.selectAll()


def insert_copied(window: MainWindow) -> None:
    window.page.insert_copied()


def duplicate_rows(window: MainWindow) -> None:
    window.page.duplicate_rows()


def insert_row(window: MainWindow) -> None:
    window.page.insert_row()


def delete_rows(window: MainWindow) -> None:
    window.page.delete_rows()


def move_up(window: MainWindow) -> None:
    window.page.move_rows_up()


def move_down(window: MainWindow) -> None:
    window.page.move_rows_down()


def choose_class(window: MainWindow) -> None:
    """A menu of the profile's classes; the one chosen goes into the rows selected."""
    rows = _selected_rows(window)
    if not rows:
        window.notice.say("请先点选一行指标，再选类别。")
        return
    menu = QMenu(window)
    for first in window.document.form.profile.classes:
        under = menu.addMenu(first.name)
        for second in first.seconds:
            under.addAction(second, _classifier(window, rows, first.name, second))
    menu.exec(window.page.mapToGlobal(window.page.rect().center()))


def _classifier(window: MainWindow, rows: Sequence[int], first: str, second: str) -> Callable[[], None]:
    return lambda: classify(window, rows, first, second)


def classify(window: MainWindow, rows: Sequence[int], first: str, second: str) -> None:
    """Puts these rows into a class."""
    wanted = [
        (Cell(INDICATORS, row, name), text)
        for row in rows
        for name, text in (("l1", first), ("l2", second))
        if name in window.document.form.indicators.columns
    ]
    window.push(replace(window.document.plan(wanted), act="选择指标类别"))


def own_score(window: MainWindow) -> None:
    """A score of her own for the indicator of the current cell, with its reason."""
    from perfdesk.ui.dialogs import AskScore, OwnScore

    cell = window.page.current_cell()
    score = window.document.scores.indicators.get(cell.row) if cell and cell.section == INDICATORS else None
    if cell is None or score is None:
        window.notice.say("请先点选要调整得分的那一行指标。")
        return
    sheet = window.document.sheet
    name = sheet.at(cell.row, "l3").strip() or "这一行"
    from perfdesk.core.meaning.values import plain

    rule = "规则给不出得分。" if score.automatic is None else f"按规则应得 {plain(score.automatic)} 分（{score.why}）。"
    before = OwnScore(sheet.at(cell.row, "override"), sheet.at(cell.row, "override_reason"))
    weight = "" if score.weight is None else plain(score.weight)
    wish: OwnScore | None = AskScore(f"「{name}」{rule}", weight, before, window).ask()
    if wish:
        put_score(window, cell.row, wish.score, wish.reason)


def put_score(window: MainWindow, row: int, score: str, reason: str) -> bool:
    """Her score for an indicator and why; a blank score goes back to the rule's."""
    wanted = [(Cell(INDICATORS, row, "score"), score), (Cell(INDICATORS, row, "override_reason"), reason)]
    return window.push(replace(window.document.plan(wanted), act="得分调整" if score else "恢复自动得分"))


def _selected_rows(window: MainWindow) -> list[int]:
    current = window.page.current_cell()
    cells = [*window.page.selected_cells(), *([current] if current else [])]
    return list(dict.fromkeys(cell.row for cell in cells if cell.section == INDICATORS))


def zoom_in(window: MainWindow) -> None:
    window.page.set_zoom(window.page.zoom + _STEP)


def zoom_out(window: MainWindow) -> None:
    window.page.set_zoom(window.page.zoom - _STEP)


def zoom_whole(window: MainWindow) -> None:
    window.page.set_zoom(100)


def toggle_tree(window: MainWindow) -> None:
    window.side.setVisible(window.side.isHidden())


def toggle_panels(window: MainWindow) -> None:
    window.panels.setVisible(window.panels.isHidden())
