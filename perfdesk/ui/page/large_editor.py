"""The large editor: a panel over the page for long texts, with their length and what the coach says of them.

Knows how the panel stands and what it tells with each key. What is typed in it is the cell's own editor, moved in and
moved back, so that it is taken over, refused and dropped as ever. Not modal: a click beside it takes the text over.
Refuses to know what makes a text good (`core/coach.py`, `explain.py`).
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from perfdesk import catalog
from perfdesk.core.coach import Advice, coach
from perfdesk.core.layout.page import Box
from perfdesk.document import Document
from perfdesk.ui.dressing import beside, dressed, label
from perfdesk.ui.findings.explain import Line, Told, explain
from perfdesk.ui.page.editors import CellEditor
from perfdesk.ui.palette import Colours

_RIM = 16
"""Around the panel at least."""
_WIDEST, _HIGHEST = 720, 460
_LEAST = (480, 340)
"""A smaller panel has room for the text alone."""
_COUNTED = "字数"
_KEYS = "Enter 换行　Ctrl+Enter 写入　Esc 回到格里"
_SHEET = """
LargePanel {{ background: {paper}; border: 1px solid {accent}; border-radius: 6px; }}
LargePanel QLabel {{ background: transparent; color: {ink}; border: none; }}
LargePanel #heading {{ font-weight: bold; }}
LargePanel #hint, LargePanel #place {{ color: {hint}; }}
LargePanel #over {{ color: {error}; font-weight: bold; }}
"""


class LargePanel(QFrame):
    """Stands as long as the editor does, or until the text goes back into its cell."""

    def __init__(self, editor: CellEditor, viewport: QWidget, document: Document, box: Box, colours: Colours) -> None:
        super().__init__(viewport)
        self._editor, self._viewport, self._document, self._box = editor, viewport, document, box
        self._colours = colours
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(editor)
        self.setStyleSheet(_SHEET.format(**colours._asdict()))
        self._heading, self._place = label("", "heading"), label("", "place")
        self._counter = dressed(QLabel(), spoken="字数")
        self._told = label("", wrap=True)
        self._told.setTextFormat(Qt.TextFormat.RichText)
        self._keys = label(_KEYS, "hint")
        self._room = QWidget()
        self._room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._lay_out()
        editor.textChanged.connect(self._tell)
        editor.destroyed.connect(self.deleteLater)
        editor.lie_in(self)
        self._tell()
        self.show()
        editor.raise_()

    def _lay_out(self) -> None:
        column = self._column
        column.setContentsMargins(_RIM, 12, _RIM, 12)
        column.setSpacing(8)
        column.addLayout(beside(self._heading, self._place, None, self._counter))
        column.addWidget(self._room, 1)
        column.addWidget(self._told)
        done = _button("写入", "primary")
        done.clicked.connect(lambda: self._editor.finished.emit(""))
        back = _button("回到格里")
        back.clicked.connect(self.give_back)
        column.addLayout(beside(self._keys, None, back, done))

    def arrange(self) -> None:
        """In the middle of what is seen of the page, the editor in its room."""
        seen = self._viewport.size()
        width, height = min(_WIDEST, seen.width() - 2 * _RIM), min(_HIGHEST, seen.height() - 2 * _RIM)
        self._keys.setVisible(width >= _LEAST[0])
        self._told.setVisible(bool(self._told.text()) and height >= _LEAST[1])
        self.setGeometry((seen.width() - width) // 2, (seen.height() - height) // 2, width, height)
        self._column.activate()
        room = self._room.geometry().translated(self.pos())
        self._editor.setGeometry(QRect(room))

    def give_back(self) -> None:
        """The text goes back into its cell, where Esc drops it as ever."""
        self.hide()
        self._editor.textChanged.disconnect(self._tell)
        self._editor.lie_in(None)
        self.deleteLater()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def _tell(self) -> None:
        """What is counted and coached, with each key."""
        text = self._editor.typed
        told = explain(self._document, self._box, typed=text)
        known = self._document.form.field(self._editor.cell) if self._editor.cell else None
        self._show(told, coach(text, catalog.words(), known.limit if known else None))

    def _show(self, told: Told, advice: Advice) -> None:
        self.setAccessibleName(f"大框编辑：{told.heading}")
        self._heading.setText(told.heading)
        self._place.setText(told.where)
        over = f"，超出 {advice.over} 字" if advice.over else ""
        self._counter.setText(advice.counter + over)
        self._counter.setObjectName("over" if advice.over else "count")
        self._counter.style().polish(self._counter)
        lines = [line for line in told.lines if line.label != _COUNTED]
        self._told.setText("<br>".join(self._html(line) for line in lines))
        self.arrange()

    def _html(self, line: Line) -> str:
        tones = {"hint": self._colours.hint, "warn": self._colours.warning, "error": self._colours.error}
        text = line.text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "　")
        name = f"{line.label}　" if line.label else ""
        return f'<span style="color:{tones.get(line.tone, self._colours.ink)}">{name}{text}</span>'


def _button(text: str, look: str = "") -> QPushButton:
    """A click on it leaves the focus with the editor: losing it would end the typing."""
    button = dressed(QPushButton(text), look=look)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
