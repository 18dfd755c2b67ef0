"""使用说明: a page a subject, with pictures of the window, beside her forms.

The words and pictures are files under `resources/help` (`installer/help_pictures.py` makes the pictures); refuses to
know what they say.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QListWidget, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from perfdesk import catalog
from perfdesk.ui.aside import Aside
from perfdesk.ui.dressing import dressed
from perfdesk.ui.help import keys

_LIST, _TEXT = 200, 1000
_LEADING = 150.0
"""Percent: lines of Chinese stand apart."""
_MARGIN = 32


class HelpPage(Aside):
    """Subjects on the left, the page on the right; ↑ and ↓ turn from one to the next."""

    def __init__(self) -> None:
        super().__init__("使用说明")
        self.pages = catalog.help_pages()
        self.subjects = dressed(QListWidget(), spoken="说明目录")
        self.subjects.ensurePolished()  # the sheet's rows are taller than those of a bare list
        self.subjects.addItems([_title(page) for page in self.pages])
        self.subjects.addItem("键盘操作")
        self.text = dressed(QTextBrowser(openExternalLinks=False), look="helpText", spoken="说明")
        self.text.document().setDocumentMargin(_MARGIN)
        parts = QSplitter(Qt.Orientation.Horizontal, handleWidth=1, childrenCollapsible=False)
        parts.addWidget(self.subjects)
        parts.addWidget(self.text)
        parts.setSizes([_LIST, _TEXT])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts)
        self.begin_at(self.subjects)
        self.subjects.currentRowChanged.connect(self._show)
        self.subjects.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if row < len(self.pages):
            self.text.document().setBaseUrl(QUrl.fromLocalFile(f"{self.pages[row].parent.as_posix()}/"))
            self.text.setMarkdown(self.pages[row].read_text("utf-8"))
            self._space_out()
        else:
            self.text.setHtml(keys())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_out(self) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)


def open_beside(parent: QWidget) -> None:
    """The same in a window of its own, where there are no tabs yet."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("使用说明")
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(HelpPage())
    dialog.resize(1000, 640)
    dialog.show()


def _title(page: Path) -> str:
    return page.read_text("utf-8").partition("\n")[0].lstrip("# ")
