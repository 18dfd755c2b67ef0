"""F6: from part to part of the window by keyboard, as Tab stays with the cells of a page.

Knows the parts and their order, the one she was in last within each. Refuses to know what is in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow


def next_part(window: MainWindow) -> None:
    _go(window, 1)


def previous_part(window: MainWindow) -> None:
    _go(window, -1)


def _go(window: MainWindow, by: int) -> None:
    stops = [(part, stop) for part in _parts(window) if (stop := _stop(part))]
    focused = window.focusWidget()
    here = (number for number, (part, _) in enumerate(stops) if focused and _holds(part, focused))
    if stops:
        stops[(next(here, -min(by, 0)) + by) % len(stops)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _parts(window: MainWindow) -> list[QWidget]:
    """Those to be seen, in the order she sees them."""
    front = window.tabs.currentWidget() if window.tabs.count() else window.landing
    parts = (window.standing, window.tree.view, front, window.reasons, window.findings, window.notice)
    return [part for part in parts if part and part.isVisible()]


def _stop(part: QWidget) -> QWidget | None:
    """What in a part takes the keys: what had them last, else its list or page, else the first that can."""
    able = [each for each in _within(part) if each.isVisible() and each.isEnabled() and _tabbed(each)]
    lists = [each for each in able if isinstance(each, QAbstractItemView)]
    last = part.focusWidget()
    return last if last in able else next(iter(lists + able), None)


def _within(part: QWidget) -> list[QWidget]:
    """It and all in it, as Tab would come to them."""
    found, each = [part], part.nextInFocusChain()
    while each and each is not part:
        if part.isAncestorOf(each):
            found.append(each)
        each = each.nextInFocusChain()
    return found


def _tabbed(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)
