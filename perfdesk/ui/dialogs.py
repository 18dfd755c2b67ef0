"""The few questions the window asks: a new ledger, project or form, a score of her own.

Knows what is asked and says beside the field what is missing; refuses to act: each dialog gives its answer as a
plain value, and `acts.py` does the deed. What is exported is asked in `export_dialog.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from perfdesk.catalog import Listing
from perfdesk.core.form import KINDS
from perfdesk.ledger import Project
from perfdesk.ui.dressing import dressed, label, scrolled, sized

YEARS = (2000, 2099)
_MANY = 160
"""What questions that scroll have at least."""


@dataclass(frozen=True)
class NewLedger:
    path: Path
    unit: str
    unit_code: str
    year: int


@dataclass(frozen=True)
class NewProject:
    name: str
    code: str
    year: int


@dataclass(frozen=True)
class NewForm:
    project: int
    form: str
    begin: int = 0
    """The form it begins with; 0 for a blank one."""


@dataclass(frozen=True)
class OwnScore:
    score: str
    reason: str


class Ask(QDialog):
    """A small form with one sentence for what is missing and two buttons. `answer` is set when she agrees. `many`: the
    questions may be more than a small screen has room for."""

    def __init__(
        self, title: str, agree: str, parent: QWidget | None = None, width: int = 440, many: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.answer: Any = None
        self.rows = QFormLayout()
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(12)
        self.fault = label(look="fault", wrap=True)
        self.fault.setMinimumHeight(20)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 20, 20, 16)
        self.column.setSpacing(12)
        if many:
            self.column.addWidget(_many(self.rows), 1)
        else:
            self.column.addLayout(self.rows)
        self.column.addWidget(self.fault)
        self.column.addWidget(self._buttons(agree))

    def missing(self) -> str:
        """What keeps the answer from being complete, one sentence; blank where nothing does."""
        raise NotImplementedError

    def answered(self) -> Any:
        raise NotImplementedError

    def accept(self) -> None:
        fault = self.missing()
        self.fault.setText(fault)
        if not fault:
            self.answer = self.answered()
            super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes through the questions first, then the buttons, which were made before them."""
        super().showEvent(event)
        stops = [each for each in self.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        stops = [each for each in stops if each.isVisible() and each.focusProxy() is None]
        stops.sort(key=lambda each: isinstance(each.parent(), QDialogButtonBox))
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)
        stops[0].setFocus()

    def ask(self) -> Any:
        """Her answer, or None where she thought better of it. It is asked once: the window keeps no answered question,
        nor the ledger some of them know."""
        self.exec()
        self.deleteLater()
        return self.answer

    def line(self, name: str, text: str = "", hint: str = "", limit: int = 200) -> QLineEdit:
        edit = dressed(QLineEdit(text, placeholderText=hint, maxLength=limit), spoken=name)
        edit.textChanged.connect(lambda _: self.fault.clear())
        self.rows.addRow(name, edit)
        return edit

    def year(self, year: int) -> QSpinBox:
        box = dressed(QSpinBox(minimum=YEARS[0], maximum=YEARS[1], value=year, suffix=" 年"), spoken="年度")
        box.setFixedWidth(112)
        self.rows.addRow("年度", box)
        return box

    def _buttons(self, agree: str) -> QWidget:
        box = QDialogButtonBox()
        yes = dressed(QPushButton(agree, default=True), look="primary")
        box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def _many(rows: QFormLayout) -> QWidget:
    asked = QWidget()
    asked.setLayout(rows)
    rows.setContentsMargins(0, 0, 12, 0)
    area = scrolled(asked)
    area.setMinimumHeight(_MANY)
    return area


class AskLedger(Ask):
    """新建账本."""

    def __init__(self, folder: Path, year: int, parent: QWidget | None = None, unit: str = "") -> None:
        super().__init__("新建账本", "新建", parent, 480)
        self.unit = self.line("单位名称", unit, hint="填报单位的全称")
        self.code = self.line("单位代码", hint="没有可以不填", limit=40)
        self.years = self.year(year)
        self.place = Place(folder, "账本放在", self)
        self.place.changed.connect(self.fault.clear)
        self.rows.addRow("放在文件夹", self.place)
        self.file = label(look="hint", wrap=True)
        self.rows.addRow("文件名", self.file)
        for signal in (self.unit.textChanged, self.years.valueChanged):
            signal.connect(lambda _: self._name())
        self._name()

    @property
    def path(self) -> Path:
        unit = "".join(character for character in self.unit.text().strip() if character not in '\\/:*?"<>|')
        return self.place.folder / f"{unit or '账本'}_{self.years.value()}.perf"

    def missing(self) -> str:
        if not self.unit.text().strip():
            return "请填单位名称。"
        if not self.place.folder.is_dir():
            return "这个文件夹不存在，请另选一个。"
        return f"「{self.path.name}」已经在这个文件夹里，请换个文件夹，或用「打开账本」。" if self.path.exists() else ""

    def answered(self) -> NewLedger:
        return NewLedger(self.path, self.unit.text().strip(), self.code.text().strip(), self.years.value())

    def _name(self) -> None:
        self.file.setText(self.path.name)


class AskProject(Ask):
    """新建项目 and, with what the project is called now, 重命名项目."""

    def __init__(self, year: int, parent: QWidget | None = None, project: Project | None = None) -> None:
        super().__init__("修改项目" if project else "新建项目", "修改" if project else "新建", parent)
        self.name = self.line("项目名称", project.name if project else "", "与批复的名称一致")
        self.code = self.line("项目编码", project.code if project else "", "21 位，没有可以不填", 60)
        self.years = self.year(project.year if project else year)
        self.years.setEnabled(project is None)

    def missing(self) -> str:
        return "" if self.name.text().strip() else "请填项目名称。"

    def answered(self) -> NewProject:
        return NewProject(self.name.text().strip(), self.code.text().strip(), self.years.value())


Beginnings = Callable[[int, str], Sequence[tuple[str, int]]]


class AskForm(Ask):
    """新建报表: which form, for which project, and what it begins with, where `beginnings` of a project and a form
    gives anything: words and the id of a form."""

    def __init__(
        self,
        listings: Sequence[Listing],
        projects: Sequence[Project],
        project: int,
        parent: QWidget | None = None,
        beginnings: Beginnings = lambda _project, _form: (),
    ) -> None:
        super().__init__("新建报表", "新建", parent, 520)
        self._beginnings = beginnings
        self.project = dressed(QComboBox(), spoken="项目")
        for each in projects:
            self.project.addItem(f"{each.year}　{each.name}", each.id)
        self.project.setCurrentIndex(max(0, self.project.findData(project)))
        self.rows.addRow("项目", self.project)
        self.forms = dressed(QListWidget(), spoken="表样")
        self.forms.setMinimumHeight(220)
        self.forms.setSpacing(0)
        for listing in listings:
            self.forms.addItem(_form_item(listing))
        self.forms.setCurrentRow(0)
        self.forms.itemDoubleClicked.connect(lambda _: self.accept())
        self.rows.addRow("表样", self.forms)
        self.begin = dressed(QComboBox(), spoken="内容")
        self.rows.addRow("内容", self.begin)
        self.project.currentIndexChanged.connect(lambda _: self._offer())
        self.forms.currentItemChanged.connect(lambda *_: self._offer())
        self._offer()

    def _offer(self) -> None:
        """What there is to begin with, of this project and form."""
        item = self.forms.currentItem()
        project: int | None = self.project.currentData()
        chosen = item.data(Qt.ItemDataRole.UserRole) if item else ""
        offers = self._beginnings(project, chosen) if project and chosen else ()
        self.begin.clear()
        self.begin.addItem(f"空白表（也可以选 {len(offers)} 张来沿用）", 0)
        for words, number in offers:
            self.begin.addItem(words, number)
        self.rows.setRowVisible(self.begin, bool(offers))

    def missing(self) -> str:
        if self.project.currentIndex() < 0:
            return "请先新建项目。"
        return "" if self.forms.currentItem() else "请选一张表样。"

    def answered(self) -> NewForm:
        chosen: str = self.forms.currentItem().data(Qt.ItemDataRole.UserRole)
        return NewForm(self.project.currentData(), chosen, self.begin.currentData())


def _form_item(listing: Listing) -> QListWidgetItem:
    told = listing.fault or "　".join(filter(None, (listing.issuer, f"{listing.year} 年", KINDS.get(listing.kind, ""))))
    item = QListWidgetItem(f"{listing.name}\n{told}")
    item.setSizeHint(QSize(200, 48))
    item.setData(Qt.ItemDataRole.UserRole, listing.id)
    item.setToolTip(told)
    if listing.fault:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


class AskScore(Ask):
    """得分调整: a score of her own beside the rule's. `weight` is the most it can be; blank where nobody knows."""

    def __init__(self, told: str, weight: str, own: OwnScore, parent: QWidget | None = None) -> None:
        super().__init__("得分调整", "确定", parent)
        words = QLabel(told, wordWrap=True)
        self.rows.addRow(words)
        self._weight = weight
        self.score = self.line("得分", own.score, f"不超过 {weight}" if weight else "", 20)
        self.reason = dressed(QPlainTextEdit(own.reason, tabChangesFocus=True), spoken="理由")
        self.reason.setPlaceholderText("为什么这样评分")
        self.reason.setFixedHeight(80)
        self.rows.addRow("理由", self.reason)
        self.rows.addRow("", label("得分留空，就恢复按规则计算。", "hint"))

    def missing(self) -> str:
        score = self.score.text().strip()
        if score and not self._fits(score):
            return f"得分要填 0 到 {self._weight} 之间的数。" if self._weight else "得分要填一个不小于 0 的数。"
        return "请写明调整的理由。" if score and not self.answered().reason else ""

    def _fits(self, text: str) -> bool:
        from perfdesk.core.meaning.values import number

        score, most = number(text), number(self._weight)
        return score is not None and score >= 0 and (most is None or score <= most)

    def answered(self) -> OwnScore:
        score = self.score.text().strip()
        return OwnScore(score, self.reason.toPlainText().strip() if score else "")


class Place(QWidget):
    """A folder, typed or chosen."""

    changed = Signal()

    def __init__(self, folder: Path, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self.edit = dressed(QLineEdit(str(folder)), spoken="文件夹")
        self.edit.setCursorPosition(0)
        button = QPushButton("选择…", autoDefault=False)
        button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(button)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(lambda _: self.changed.emit())

    @property
    def folder(self) -> Path:
        return Path(self.edit.text().strip()).expanduser()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._title, self.edit.text())
        if chosen:
            self.edit.setText(chosen)


class Reading(QDialog):
    """Something to read: the keys, or what this program is."""

    def __init__(
        self, title: str, html: str, parent: QWidget | None = None, size: tuple[int, int] = (440, 520)
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        sized(self, *size)
        from PySide6.QtWidgets import QTextBrowser

        text = dressed(QTextBrowser(), spoken=title)
        text.setHtml(html)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(text)
        close = QPushButton("关闭", default=True)
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.accept()
            return
        super().keyPressEvent(event)
