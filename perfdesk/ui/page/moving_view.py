"""Moving over the page: Excel's keys and the mouse.

Knows where every key and every drag leads; refuses to know what is done there (`page_view.py`).
"""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from perfdesk.core.layout.page import Box
from perfdesk.ui.page import moves
from perfdesk.ui.page.grid_view import GridView
from perfdesk.ui.page.page_model import PageModel
from perfdesk.ui.palette import Colours

_RIMS = {"up": "up", "down": "down", "left": "left", "right": "right", "home": "first", "end": "last"}
"""What Ctrl makes of a key."""
_ACTIONS = {
    QAbstractItemView.CursorAction.MoveUp: "up",
    QAbstractItemView.CursorAction.MoveDown: "down",
    QAbstractItemView.CursorAction.MoveLeft: "left",
    QAbstractItemView.CursorAction.MoveRight: "right",
    QAbstractItemView.CursorAction.MoveHome: "home",
    QAbstractItemView.CursorAction.MoveEnd: "end",
    QAbstractItemView.CursorAction.MovePageUp: "page up",
    QAbstractItemView.CursorAction.MovePageDown: "page down",
    QAbstractItemView.CursorAction.MoveNext: "next",
    QAbstractItemView.CursorAction.MovePrevious: "back",
}
_PULSE = 60
"""Milliseconds between two steps of a page that moves on under the mouse."""


@cache
def _ways() -> dict[int, str]:
    """Where keys lead. Qt's long list of keys is only made when the first is pressed."""
    key = Qt.Key
    return {
        key.Key_Up: "up",
        key.Key_Down: "down",
        key.Key_Left: "left",
        key.Key_Right: "right",
        key.Key_Home: "home",
        key.Key_End: "end",
        key.Key_PageUp: "page up",
        key.Key_PageDown: "page down",
    }


class MovingView(GridView):
    def __init__(self, model: PageModel, parent: QWidget | None, colours: Colours) -> None:
        self._tabbed_from: int | None = None
        """The column where a run of Tabs began: Enter goes back to it, as in Excel."""
        self._dragging = False
        self._again: Callable[[], None] | None = None
        """What the mouse does, held outside of what is seen: done until it comes back or is let go."""
        super().__init__(model, parent, colours)
        self._pulse = QTimer(self, interval=_PULSE)
        self._pulse.timeout.connect(self._once_more)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self._index(self._target(self.place, _ACTIONS[action]))

    def _target(self, at: moves.Place, way: str) -> moves.Place:
        """Where a way leads from a place."""
        grid = self.grid
        match way:
            case "up" | "down" | "left" | "right":
                return moves.stepped(grid, at, way)
            case "home" | "end":
                return moves.rim(grid, at, "left" if way == "home" else "right")
            case "first":
                return moves.first(grid, lambda box: box.editable and not box.computed)
            case "last":
                return moves.corner(grid, last=True)
            case "next" | "back":
                return moves.reading(grid, at, way == "back", self._worth_stopping)
            case "enter" | "enter up":
                return moves.onward(grid, at, "up" if way == "enter up" else "down", self._worth_stopping)
        return self._page_away(at, up=way == "page up")

    def _worth_stopping(self, box: Box) -> bool:
        """Enter and Tab stop at cells to be filled; at computed ones only on the way through computed ones."""
        current = self.current_box()
        return box.editable and (not box.computed or bool(current and current.computed))

    def _page_away(self, at: moves.Place, up: bool) -> moves.Place:
        """The place one window's height away in the same column."""
        rect = self._geometry.rect(self._box_block(at))
        away = round(self.viewport().height() * self.ratio * 0.9) * (-1 if up else 1)
        row, _ = self._geometry.nearest(rect.left(), rect.center().y() + away)
        return (row, at[1]) if self.grid.at(row, at[1]) is not None else at

    def _walk(self, way: str, extend: bool = False) -> None:
        if extend:
            self._put(self._further(way), extend=True)
            return
        if way in ("next", "back"):
            column = self.place[1] if self._tabbed_from is None else self._tabbed_from
            self._put(self._target(self.place, way))
            self._tabbed_from = column
            return
        start = self.place
        if way.startswith("enter") and self._tabbed_from is not None:
            start = (start[0], self._tabbed_from)
        self._tabbed_from = None
        self._put(self._target(start, way))

    def _further(self, way: str) -> moves.Place:
        """Where the head of the selection goes: over whole rows one by one, whatever is merged in them."""
        row, column = self._head
        if not self.whole_rows or way not in ("up", "down"):
            return self._target(self._head, way)
        return max(1, min(row + (1 if way == "down" else -1), self.grid.rows)), column

    def _walk_within(self, way: str) -> None:
        """Enter and Tab inside a selected block go round in it, down its columns or along its rows."""
        boxes = [box for box in self.page_model.canvas.boxes(self.block) if self._worth_stopping(box)]
        by_rows = way in ("next", "back")
        boxes.sort(key=lambda box: (box.row, box.column) if by_rows else (box.column, box.row))
        if not boxes:
            return
        places = [(box.row, box.column) for box in boxes]
        step = -1 if way in ("back", "enter up") else 1
        here = next((number for number, box in enumerate(boxes) if box is self.current_box()), -1 if step > 0 else 0)
        self._put_within(places[(here + step) % len(places)])

    def moved_by(self, event: QKeyEvent) -> bool:
        """Keys that move the cursor."""
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = shift or key == Qt.Key.Key_Backtab
            by_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            self.leave(("enter up" if back else "enter") if by_enter else ("back" if back else "next"))
            return True
        if key == Qt.Key.Key_Space and shift:
            self.select_current_rows()
            return True
        way = _ways().get(key)
        if not way:
            return False
        if modifiers & Qt.KeyboardModifier.ControlModifier and way in _RIMS:
            self._to_rim(_RIMS[way], shift)
        else:
            self._walk(way, shift)
        return True

    def select_current_rows(self) -> None:
        """The whole rows of what is selected."""
        rows = {self.place[0], self._head[0]}
        self.select_rows(min(rows), max(rows))

    def _to_rim(self, way: str, extend: bool) -> None:
        at = self._head if extend else self.place
        target = self._target(at, way) if way in ("first", "last") else moves.rim(self.grid, at, way)
        self._put(target, extend)

    def leave(self, way: str) -> None:
        """Goes on as Enter or Tab do."""
        if self.block != self._box_block(self.place) and way in ("next", "back", "enter", "enter up"):
            self._walk_within(way)
        else:
            self._walk(way)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tabbed_from, self._dragging = None, True
            self._put(place, extend)
        elif event.button() == Qt.MouseButton.RightButton and place and place not in self.block.places:
            self._put(place)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging:
            return
        point = event.position().toPoint()
        self._draw_to(point)
        self._go_on_outside(point, lambda: self._draw_to(point))

    def _draw_to(self, point: QPoint) -> None:
        """Selects up to a point, or to what is nearest to it: what is not seen yet comes into sight."""
        on_page = self._on_page(point)
        place = self._geometry.nearest(on_page.x(), on_page.y())
        if place != self._head and self.grid.at(*place) is not None:
            self._put(place, extend=True)

    def _go_on_outside(self, point: QPoint, act: Callable[[], None]) -> None:
        """Repeats an act of the mouse as long as it stays above, below or beside what is seen."""
        outside = not self.viewport().rect().contains(point)
        self._again = act if outside else None
        if outside != self._pulse.isActive():
            self._pulse.start() if outside else self._pulse.stop()

    def _once_more(self) -> None:
        if self._again:
            self._again()

    def _let_go_of_mouse(self) -> None:
        self._again = None
        self._pulse.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self._let_go_of_mouse()

    def _place_at(self, point: QPoint) -> moves.Place | None:
        on_page = self._on_page(point)
        place = self._geometry.place(on_page.x(), on_page.y())
        return place if place and self.grid.at(*place) is not None else None
