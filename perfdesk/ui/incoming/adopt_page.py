"""A blank official sheet looked over before it becomes a form of hers: what each cell is for, and what is doubtful.

Knows the sheet on the left, the list of what a cell may be on the right; each answer makes another binding
(`adopt_choices.py`). Nothing is written before she agrees, and then by `arrivals.py`.
"""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from perfdesk.adopting import Adoption
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import KINDS
from perfdesk.core.layout.template import reference
from perfdesk.core.meaning.initials import found_by
from perfdesk.core.recognition.binding import Place
from perfdesk.ui import palette
from perfdesk.ui.dressing import dressed, label, scrolled
from perfdesk.ui.icons import icon
from perfdesk.ui.incoming import adopt_choices
from perfdesk.ui.incoming.adopt_choices import Meaning
from perfdesk.ui.incoming.as_read import AsRead, Mark
from perfdesk.ui.incoming.review import Review

_ROLE = Qt.ItemDataRole.UserRole
_SHEET, _SIDE = 800, 340
_LOWEST = 84
"""Points of height in which three lines of a list are read."""
_PRESS = "点左边的一格（或走到那格按回车），再在这里选它是什么。"


class AdoptPage(Review):
    """`adoption` is what agreeing keeps."""

    def __init__(self, adoption: Adoption) -> None:
        super().__init__("收入表样", "收为我的表样")
        self.adoption = adoption
        self._place: Place | None = None
        self.sheet = AsRead("空白表样")
        self.name = dressed(QLineEdit(adoption.name, maxLength=60), spoken="表样名称")
        self.kind = dressed(QComboBox(), spoken="种类")
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(self.kind.findData(adoption.binding.kind))
        self.profile = dressed(QComboBox(), spoken="口径")
        self.why_profile = label(look="hint", wrap=True)
        self._ask_profile()
        self.year = dressed(QSpinBox(minimum=2000, maximum=2099, value=adoption.binding.year), spoken="年度")
        self.first, self.last = (
            dressed(QSpinBox(minimum=1, maximum=len(adoption.template.heights), value=row), spoken=spoken)
            for row, spoken in zip(adoption.binding.rows, ("指标首行", "指标末行"), strict=True)
        )
        self.year.setFixedWidth(112)
        self.where = label(_PRESS, "heading", wrap=True)
        self.why = QLabel(wordWrap=True)
        self.search = dressed(QLineEdit(placeholderText="查找栏目"), spoken="查找栏目")
        self.choices = _list("这一格是什么")
        self.doubts = _list("存疑的格")
        self.doubts.setWordWrap(True)
        self.doubts_head = label(look="heading")
        self.put(self._body())
        self.begin_at(self.sheet)
        self.sheet.show_grid(adopt_choices.drawn(adoption), {}, adoption.template.widths)
        self._connect()
        self._show()

    def _body(self) -> QSplitter:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        told = label("浅蓝带角的格由您填写，格里写着它是什么；▲ 的格拿不准。其余照印。", "hint", wrap=True)
        told.setContentsMargins(12, 8, 12, 8)
        column.addWidget(told)
        column.addWidget(self.sheet, 1)
        body = QSplitter(Qt.Orientation.Horizontal, handleWidth=1, childrenCollapsible=False)
        body.addWidget(left)
        body.addWidget(self._side())
        body.setSizes([_SHEET, _SIDE])
        body.setStretchFactor(0, 1)
        return body

    def _side(self) -> QWidget:
        side = QWidget()
        rows = QFormLayout()
        rows.setVerticalSpacing(4)
        rows.addRow("表样名称", self.name)
        rows.addRow("种类", self.kind)
        rows.addRow("口径", self.profile)
        rows.addRow("", self.why_profile)
        rows.addRow("年度", self.year)
        span = QHBoxLayout()
        widgets: tuple[QWidget, ...] = (self.first, label("至"), self.last, label("行"))
        for part in widgets:
            span.addWidget(part)
        span.addStretch(1)
        rows.addRow("指标行", span)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(rows)
        words: tuple[QWidget, ...] = (self.where, self.why, self.search)
        for part in words:
            column.addWidget(part)
        column.addWidget(self.choices, 3)
        column.addWidget(self.doubts_head)
        column.addWidget(self.doubts, 2)
        return scrolled(side)

    def _ask_profile(self) -> None:
        """Which 口径 scores it: the one that fits is chosen, and why stands below."""
        self.profile.clear()
        for words, profile in adopt_choices.profiles(self.adoption):
            self.profile.addItem(words, profile)
        self.profile.setCurrentIndex(self.profile.findData(self.adoption.binding.profile))
        self.profile.setMinimumContentsLength(8)
        self.profile.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.profile.setEnabled(self.profile.count() > 1)
        self.why_profile.setText(f"照表样选的：{self.adoption.why_profile()}。")

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _: self._be_of_kind(self.kind.currentData()))
        self.profile.activated.connect(lambda _: self._score_by(self.profile.currentData()))
        self.sheet.pressed_at.connect(lambda row, column: self.look_at((row, column)))
        self.sheet.activated.connect(lambda _: self._ask())
        self.search.textChanged.connect(lambda _: self._sift())
        self.search.returnPressed.connect(self.choices.setFocus)
        self.choices.itemClicked.connect(lambda item: self.say(item.data(_ROLE)))
        self.choices.itemActivated.connect(lambda item: self._answer(item.data(_ROLE)))
        self.doubts.itemClicked.connect(lambda item: self._go_to(item.data(_ROLE)))
        self.doubts.itemActivated.connect(lambda item: self._go_to(item.data(_ROLE)))
        self.name.textChanged.connect(lambda _: self._take_head())
        for box in (self.year, self.first, self.last):
            box.valueChanged.connect(lambda _: self._take_head())

    # What she says.

    def look_at(self, place: Place) -> None:
        """The cell meant, and what it may be."""
        self._place = place
        now = adopt_choices.meaning(self.adoption.binding, place)
        note = adopt_choices.noted(self.adoption).get(place)
        self.where.setText(f"{reference(*place)} 是：{note.words if note and note.words else adopt_choices.NOTHING}")
        self.why.setText(f"▲ {note.why}" if note and note.why else "")
        self.why.setVisible(bool(self.why.text()))
        self.choices.clear()
        for words, meaning in adopt_choices.choices(self.adoption, place):
            item = QListWidgetItem(words)
            item.setData(_ROLE, meaning)
            self.choices.addItem(item)
            if meaning == now:
                self.choices.setCurrentItem(item)
        self._sift()

    def say(self, meaning: Meaning) -> None:
        """The cell meant is for this."""
        if self._place is None:
            return
        self.adoption = adopt_choices.decided(self.adoption, self._place, meaning)
        self._show()
        self.look_at(self._place)

    def _ask(self) -> None:
        """By keyboard alone: from the cell to what it may be, and back with the answer."""
        self.search.clear()
        self.search.setFocus()

    def _answer(self, meaning: Meaning) -> None:
        self.say(meaning)
        self.sheet.setFocus()

    def _score_by(self, profile: str) -> None:
        self.adoption = self.adoption.scored_by(profile)
        self._show()

    def _be_of_kind(self, kind: str) -> None:
        """Another kind is scored otherwise: the 口径 follows, and may be chosen again."""
        self.adoption = self.adoption.of_kind(kind)
        self._ask_profile()
        self._show()

    def _go_to(self, place: Place) -> None:
        self.sheet.go_to(*place)
        self.look_at(place)
        self._ask()

    def _take_head(self) -> None:
        binding = adopt_choices.dated(self.adoption.binding, self.year.value())
        binding = binding.rows_as(self.first.value(), max(self.first.value(), self.last.value()))
        self.adoption = replace(self.adoption.bound(binding), name=self.name.text().strip())
        self._show()

    def _sift(self) -> None:
        """Only what is looked for; the first of it becomes the current one where that went out of sight."""
        words = self.search.text().strip()
        items = [self.choices.item(number) for number in range(self.choices.count())]
        for item in items:
            item.setHidden(not found_by(words, item.text()))
        current, shown = self.choices.currentItem(), [item for item in items if not item.isHidden()]
        if shown and (not current or current.isHidden()):
            self.choices.setCurrentItem(shown[0])

    # What is shown of it.

    def _show(self) -> None:
        """Marks, doubts, and whether it can be kept as it stands."""
        noted = adopt_choices.noted(self.adoption)
        marks = {at: Mark("doubt" if each.why else "taken", each.short, each.why) for at, each in noted.items()}
        self.sheet.mark(marks)
        doubts = sorted((at, each.why) for at, each in noted.items() if each.why)
        self.doubts.clear()
        for at, why in doubts:
            item = QListWidgetItem(icon("triangle-alert", palette.WARNING), f"{reference(*at)}　{why}")
            item.setData(_ROLE, at)
            self.doubts.addItem(item)
        for source, why in self.adoption.elsewhere:
            item = QListWidgetItem(icon("info", palette.HINT), f"{source}：{why}")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.doubts.addItem(item)
        self.doubts_head.setText(f"存疑（{len(doubts)}）")
        self.doubts.setVisible(bool(self.doubts.count()))
        bound = sum(bool(each.words) for each in noted.values())
        self.told.setText(f"认出 {bound} 格" + (f"，{len(doubts)} 处存疑，请点开看看。" if doubts else "，没有存疑。"))
        self._judge()

    def _judge(self) -> None:
        fault = "" if self.adoption.name else "请填表样名称。"
        try:
            self.adoption.form()
        except PerfdeskError as error:
            fault = fault or str(error)
        self.complain(fault)
        self.agree.setEnabled(not fault)


def _list(spoken: str) -> QListWidget:
    made = dressed(QListWidget(), spoken=spoken)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setIconSize(QSize(16, 16))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    # A list would ask for 192 points, however few its lines: on a small screen the doubts were out of sight.
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    made.setMinimumHeight(_LOWEST)
    return made
