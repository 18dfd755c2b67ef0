"""A paste that does not fit, before anything is written: the bar that says what would go where and asks, and the same
on the page, old beside new.

Nothing modal: she may look around, and whatever else she does gives the paste up. Refuses to know where a table goes
(`pasting.py`) and what the clipboard holds.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from perfdesk.core.sheet import cleaned
from perfdesk.core.step import Step
from perfdesk.ui.notice import Notice, Offer
from perfdesk.ui.page.grid import Block
from perfdesk.ui.page.page_paint import Sight
from perfdesk.ui.page.pasting import MOST_ROWS, Landing, Paste

GROW, FITTING, PASTE, GIVE_UP = "加行再粘贴", "只粘贴能放下的", "粘贴", "取消"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_LETTERING = 9.0
"""Points of what is written over a cell."""


class PasteBar(Notice):
    """`chosen(step)`: what she wants done. `given_up`: nothing."""

    chosen = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("粘贴预览")
        self.paste: Paste | None = None

    def ask(self, paste: Paste) -> None:
        self.paste = paste
        self.say(sentence(paste), "standing", self._offers(paste))
        self._buttons[0].setObjectName("primary")
        self.style().polish(self._buttons[0])
        self._buttons[0].setToolTip("Enter")
        self._buttons[-1].setToolTip("Esc")

    def forget(self) -> None:
        self.paste = None
        self.clear()

    def _offers(self, paste: Paste) -> list[Offer]:
        offers: list[Offer] = []
        if 0 < paste.beyond <= MOST_ROWS:
            offers.append((GROW, self._choice(paste.grown)))
        if not paste.step.empty:
            word = FITTING if paste.beyond or paste.beside else PASTE
            offers.append((word, self._choice(paste.step)))
        return [*offers, (GIVE_UP, lambda: self.given_up.emit())]

    def _choice(self, step: Step) -> Callable[[], None]:
        return lambda: self.chosen.emit(step)

    def takes(self, event: QKeyEvent) -> bool:
        """Enter does the first thing offered, or the one she went to by Tab; Esc nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._buttons[max(0, self._focused)].click()
        elif event.key() in _STEPS:
            place = (self._focused + _STEPS[Qt.Key(event.key())]) % len(self._buttons)
            self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    @property
    def _focused(self) -> int:
        """The place of the button she went to; -1 where she is on the page."""
        return next((place for place, button in enumerate(self._buttons) if button.hasFocus()), -1)

    def height_at(self, width: int) -> int:
        """How high it must be where it is this wide."""
        return max(self.heightForWidth(width), self.minimumSizeHint().height())


def sentence(paste: Paste) -> str:
    """What would go where, in figures."""
    over = sum(bool(landing.old) for landing in paste.lands)
    said = f"要粘贴 {len(paste.table)} 行 {len(paste.table[0])} 列：放得下的改 {len(paste.lands)} 格"
    said += f"（{over} 格原来有内容）" if over else ""
    if paste.beyond > MOST_ROWS:
        said += f"；多出 {paste.beyond} 行，太多了，请用「导入剪贴板里的表」"
    elif paste.beyond:
        said += f"；指标行不够，还要加 {paste.beyond} 行"
    said += f"；{paste.ousted} 格落在算出的数或印好的字上，放不进去" if paste.ousted else ""
    return said + (f"；{paste.beside} 格超出表外，放不进去" if paste.beside else "") + "。"


def draw_paste(painter: QPainter, sight: Sight, paste: Paste, last: int) -> None:
    """Each cell that would change with its old and new text, what finds no place crossed, and below the page's
    row `last` how many rows would be made."""
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(_LETTERING * sight.unit)))
    painter.setFont(font)
    for landing in paste.lost:
        _draw(painter, sight, landing, sight.colours.error, f"✕ {landing.new}")
    for landing in paste.lands:
        shown = f"{landing.old} → {landing.new or '（空）'}" if landing.old else landing.new
        _draw(painter, sight, landing, sight.colours.accent, shown)
    if paste.beyond and paste.beyond <= MOST_ROWS:
        _draw_growth(painter, sight, last, f"＋ {paste.beyond} 行")


def _draw(painter: QPainter, sight: Sight, landing: Landing, color: str, text: str) -> None:
    rect = sight.geometry.rect(landing.block)
    if not rect.intersects(painter.clipBoundingRect().toAlignedRect()):
        return
    inside = rect.adjusted(2, 2, -1, -1)
    painter.fillRect(inside, QColor(sight.colours.paper))
    wash = QColor(color)
    wash.setAlpha(36)
    painter.fillRect(inside, wash)
    painter.setPen(QColor(color))
    _write(painter, inside.adjusted(2, 0, -2, 0), text, cleaned(landing.new))


def _write(painter: QPainter, rect: QRect, text: str, least: str) -> None:
    """The text as far as there is room; only the new one where both are too long."""
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere
    metrics = QFontMetrics(painter.font())
    if metrics.boundingRect(rect, int(flags), text).height() > rect.height():
        rows = max(1, rect.height() // metrics.lineSpacing())
        text = metrics.elidedText(least.replace("\n", " "), Qt.TextElideMode.ElideRight, rows * rect.width() - 8)
    painter.drawText(rect, int(flags), text)


def _draw_growth(painter: QPainter, sight: Sight, last: int, text: str) -> None:
    """A line below the last indicator row and a tag on it."""
    across = sight.geometry.rect(Block(last, 1, last, sight.grid.columns))
    stroke = max(2, round(1.5 * sight.unit))
    bottom, color = across.top() + across.height(), QColor(sight.colours.accent)
    painter.fillRect(QRect(across.left(), bottom - stroke // 2, across.width(), stroke), color)
    metrics = QFontMetrics(painter.font())
    tag = QRect(0, 0, metrics.horizontalAdvance(text) + 16, metrics.height() + 6)
    tag.moveCenter(across.center())
    tag.moveTop(bottom)
    painter.fillRect(tag, color)
    painter.setPen(QColor(sight.colours.on_accent))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), text)
