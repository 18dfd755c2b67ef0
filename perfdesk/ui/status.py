"""The line at the bottom: 单位 · 年度 · 金额单位 · 总分与等级 · 错误数 · 盖章件 · 已保存 hh:mm:ss, what was found
at the current cell, and the zoom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from perfdesk.core.sheet import FUNDS, Cell, own
from perfdesk.ledger import Info
from perfdesk.ui import palette
from perfdesk.ui.findings.severity import SEVERITIES, shown

if TYPE_CHECKING:
    from perfdesk.core.audit import Finding
    from perfdesk.core.meaning.numerals import Tally
    from perfdesk.document import Document

_MONEY = (Cell(FUNDS, 0, "executed"), Cell(FUNDS, 0, "initial"), own("budget"))
"""Fields whose unit is the form's money unit."""


class Status(QStatusBar):
    """Says only what there is: a part without content is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.unit, self.year, self.money = QLabel(), QLabel(), QLabel()
        self.total, self.errors, self.stamp, self.saved = QLabel(), QLabel(), QLabel(), QLabel()
        for part in self._parts():
            part.hide()
            self.addWidget(part)
        self.found = _Sentence()
        self.addWidget(self.found, 1)
        self.tally = QLabel()
        self.tally.hide()
        self.addPermanentWidget(self.tally)
        self.zoom = QLabel("100%")
        self.zoom.setFixedWidth(52)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom: list[QWidget] = []

    def _parts(self) -> tuple[QLabel, ...]:
        return self.unit, self.year, self.money, self.total, self.errors, self.stamp, self.saved

    @property
    def text(self) -> str:
        """What is shown, in one line."""
        return " · ".join(part.text() for part in self._parts() if not part.isHidden())

    def add_zoom(self, smaller: QAction, larger: QAction) -> None:
        for part in (_button(smaller), self.zoom, _button(larger)):
            part.hide()
            self._zoom.append(part)
            self.addPermanentWidget(part)

    def show_zoom(self, percent: int | None) -> None:
        """The zoom of the page in front; None where there is no page."""
        self.zoom.setText(f"{percent or 100}%")
        for part in self._zoom:
            part.setVisible(percent is not None)

    def show_tally(self, tally: "Tally | None") -> None:
        """What is in the selected cells; None where only one is selected."""
        _say(self.tally, _counted(tally) if tally and tally.texts else "")

    def show_ledger(self, info: Info | None, readonly: bool = False) -> None:
        _say(self.unit, info.unit if info else "")
        _say(self.year, f"{info.year} 年度" if info and info.year else "")
        _say(self.saved, "" if info is None else "只读，不能修改" if readonly else "每填一格自动保存")

    def show_form(self, document: "Document | None") -> None:
        _say(self.money, f"金额单位：{_money(document)}" if document and _money(document) else "")
        _say(self.total, _total(document) if document else "")
        _say(self.stamp, _stamp(document) if document and document.stamped else "")
        opened = document.open_findings if document else ()
        errors, warnings = (sum(shown(each) == severity for each in opened) for severity in ("error", "warning"))
        words = f"▲ 错误 {errors}" if errors else "错误 0"
        _say(self.errors, f"{words}　提醒 {warnings}" if warnings else words if document else "")
        look = f"color: {palette.ERROR}" if errors else ""
        if self.errors.styleSheet() != look:  # restyling costs more than an edit may
            self.errors.setStyleSheet(look)

    def show_findings(self, findings: "Sequence[Finding]") -> None:
        """What was found at the current cell: the gravest in full, how many more there are."""
        more = f"（另有 {len(findings) - 1} 处）" if len(findings) > 1 else ""
        words = [f"{SEVERITIES[shown(each)].word}：{each.message}{more}" for each in findings[:1]]
        self.found.say("".join(words))

    def show_saved(self, time: str) -> None:
        _say(self.saved, f"✓ 已保存 {time}")


class _Sentence(QLabel):
    """A sentence cut short where there is no room for it; in full for the pointer."""

    def say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width() - 8)
        painter.drawText(self.contentsRect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.end()


def _stamp(document: "Document") -> str:
    """What the scan of the stamped sheet says of the form as it is now."""
    from perfdesk.stamped import standing

    return standing(document)


def _counted(tally: "Tally") -> str:
    from perfdesk.core.meaning.numerals import plain  # not before the first paint

    return f"计数 {tally.texts}" + (f"　求和 {plain(tally.total)}" if tally.numbers else "")


def _total(document: "Document") -> str:
    scores = document.scores
    if scores.total is None:
        return ""
    shown = scores.shown.get(own("total.score"), "")
    return f"总分 {shown}　{scores.grade}".rstrip() if shown else "总分 —"


def _money(document: "Document") -> str:
    return next(filter(None, (document.form.field(cell).unit for cell in _MONEY)), "")


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    return button
