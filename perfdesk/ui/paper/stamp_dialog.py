"""附上盖章扫描件 and 按校验码查报表: the file, the code printed on the paper, and at once what the code says.

Knows what is asked; refuses to judge a code (that is passed in) and to act (`stamp_acts.py`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from perfdesk.core.errors import PerfdeskError
from perfdesk.ui.dialogs import Ask
from perfdesk.ui.dressing import dressed, label
from perfdesk.ui.waiting import waiting

_WHOLE = 10
"""Characters of a code."""
Judge = Callable[[str], str]
"""What a code says, one sentence; blank where there is none. PerfdeskError where it cannot be a code."""


class StampWish(NamedTuple):
    path: Path
    code: str


class AskCode(Ask):
    """按校验码查报表: the code below a sheet."""

    def __init__(
        self, judge: Judge, parent: QWidget | None = None, title: str = "按校验码查报表", agree: str = "打开"
    ) -> None:
        super().__init__(title, agree, parent, 480)
        self._judge = judge
        self._before_code()
        self.code = self.line("校验码", hint="纸面右下角的 10 位，如 7K2QF-9XWTB", limit=40)
        self.verdict = label(wrap=True)
        self.verdict.setMinimumHeight(40)
        self.rows.addRow("", self.verdict)
        self.code.textChanged.connect(lambda _: self._follow())
        self._follow()

    def _before_code(self) -> None:
        """What is asked before the code."""

    def missing(self) -> str:
        try:
            self._judge(self.code.text())
        except PerfdeskError as error:
            return str(error)
        return "" if self.code.text().strip() else "请输入校验码。"

    def answered(self) -> str:
        return self.code.text()

    def _follow(self) -> None:
        """What the code says; of one half typed nothing yet."""
        try:
            self.verdict.setText(self._judge(self.code.text()))
        except PerfdeskError as error:
            whole = sum(character.isalnum() for character in self.code.text()) >= _WHOLE
            self.verdict.setText(str(error) if whole else "")


class AskStamp(AskCode):
    """附上盖章扫描件: the file is chosen or dropped; the code may be found in it."""

    def __init__(
        self, form: str, judge: Judge, found: Callable[[Path], str], folder: Path, parent: QWidget | None = None
    ) -> None:
        self._form, self._found, self._folder = form, found, folder
        super().__init__(judge, parent, "附上盖章扫描件", "附上")
        self.setAcceptDrops(True)

    def _before_code(self) -> None:
        self.rows.addRow("报表", label(self._form, wrap=True))
        self.file = dressed(QLineEdit(placeholderText="PDF、JPG 或 PNG，也可以把文件拖进来"), spoken="扫描件")
        self.file.textChanged.connect(lambda _: self.fault.clear())
        choose = QPushButton("选择…", autoDefault=False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(choose)
        self.rows.addRow("扫描件", row)

    @property
    def path(self) -> Path:
        return Path(self.file.text().strip()).expanduser()

    def take(self, path: Path) -> None:
        """This file; the code that stands in it, where none is typed yet."""
        self.file.setText(str(path))
        if not self.code.text().strip():
            with waiting():
                found = self._found(path)
            self.code.setText(found)

    def missing(self) -> str:
        if not self.file.text().strip():
            return "请选择扫描件，或者把它拖进来。"
        if not self.path.is_file():
            return "找不到这个文件，请重新选择。"
        return super().missing() if self.code.text().strip() else ""

    def answered(self) -> StampWish:  # type: ignore[override]
        return StampWish(self.path, self.code.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths[0])

    def _choose(self) -> None:
        kinds = "扫描件 (*.pdf *.jpg *.jpeg *.png);;所有文件 (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, "选择盖章扫描件", str(self._folder), kinds)
        if chosen:
            self.take(Path(chosen))
