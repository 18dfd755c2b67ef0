"""The thread that draws pages for the preview.

Knows what is wished for now, and draws the most urgent first; what nobody looks at any more is never drawn. It owns
the open PDF. Refuses to know where a picture is shown.
"""

from collections.abc import Sequence
from threading import Condition
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from perfdesk.core.errors import PerfdeskError

if TYPE_CHECKING:
    from perfdesk.formats.picture import Clip, Picture, Pictures


class Wish(NamedTuple):
    """A part of a page at a scale. `serial` tells the files apart."""

    serial: int
    page: int
    scale: float
    """Device pixels to the point."""
    clip: "Clip"


class Drawer(QThread):
    drawn = Signal(object, object)
    """A Wish and its QImage."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._news = Condition()
        self._wishes: dict[str, list[Wish]] = {}
        self._pictures: Pictures | None = None
        self._old: list[Pictures] = []
        self.serial = 0
        self._ending = False

    def show(self, pictures: "Pictures | None") -> None:
        """Draws from this file from now on, and closes the one before. Nothing of it is wished for yet."""
        with self._news:
            if self._pictures:
                self._old.append(self._pictures)
            self._pictures = pictures
            self.serial += 1
            self._wishes.clear()
            self._news.notify()
        if pictures and not self.isRunning():
            self.start(QThread.Priority.LowPriority)

    def want(self, who: str, wishes: Sequence[Wish]) -> None:
        """What this onlooker needs, in place of what it needed before; onlookers are served in the order they came."""
        with self._news:
            self._wishes[who] = list(wishes)
            self._news.notify()

    def stop(self) -> None:
        with self._news:
            self._ending = True
            self._news.notify()
        self.wait()
        self._close_old()
        if self._pictures:
            self._pictures.close()

    def run(self) -> None:
        while self._goes_on():
            self._close_old()
            self._draw_next()

    def _goes_on(self) -> bool:
        """Waits for something to do; False when there never will be."""
        with self._news:
            self._news.wait_for(lambda: self._ending or self._old or any(self._wishes.values()))
            return not self._ending

    def _close_old(self) -> None:
        with self._news:
            old, self._old = self._old, []
        for each in old:
            each.close()

    def _draw_next(self) -> None:
        with self._news:
            waiting = next((wishes for wishes in self._wishes.values() if wishes), None)
            wish = waiting.pop(0) if waiting else None
            pictures = self._pictures
        if wish is None or pictures is None or wish.serial != self.serial:
            return
        try:
            made = pictures.draw(wish.page, wish.scale, wish.clip)
        except PerfdeskError:  # closed meanwhile: nobody looks at this file any more
            return
        self.drawn.emit(wish, image(made))


def image(made: "Picture") -> QImage:
    """A drawn page as Qt has pictures, on its own bytes."""
    return QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB32).copy()
