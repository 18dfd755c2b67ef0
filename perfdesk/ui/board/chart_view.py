"""One chart on the screen, and as a picture: drawn with QPainter from `core/layout/chart_layout.py`.

Knows colours and pens; two series differ by more than their colour. Refuses to know what a figure means
(`core/charts.py`). What a screen reader says is the chart in words.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from perfdesk.core.charts import Chart
from perfdesk.core.layout.chart_layout import Drawing, Shape, Words, lay_out
from perfdesk.ui import palette

_NARROWEST, _USUAL = 360, 720
_PICTURE = (880, 2.0)
"""Width of an exported picture and how many pixels a unit of it has: sharp on paper, small enough for a mail."""
_ROUND = 2.0


class ChartView(QWidget):
    """`kept`: she wants it as a file. `copied`: it is on the clipboard. `entered`: it has the focus now."""

    kept = Signal()
    copied = Signal()
    entered = Signal()

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self._drawing: Drawing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(_NARROWEST)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add("复制图片", self.copy).setShortcut(QKeySequence.StandardKey.Copy)
        self._add("存为图片…", self.kept.emit)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        self.chart, self._drawing = chart, None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.told)
        self.setToolTip("" if chart.lacking else "Ctrl+C 复制图片")
        self.updateGeometry()
        self.update()

    def picture(self) -> QImage:
        """The chart on white, whatever size it has on the screen."""
        width, scale = _PICTURE
        drawing = laid_out(self.chart, width, self.font())
        image = QImage(round(width * scale), round(drawing.height * scale), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor(palette.PAPER))
        painter = QPainter(image)
        draw(painter, drawing, self.font())
        painter.end()
        return image

    def copy(self) -> None:
        QGuiApplication.clipboard().setImage(self.picture())
        self.copied.emit()

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, self.heightForWidth(_USUAL))

    def heightForWidth(self, width: int) -> int:
        return round(laid_out(self.chart, max(width, _NARROWEST), self.font()).height)

    def hasHeightForWidth(self) -> bool:
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawing = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.ACCENT if self.hasFocus() else palette.LINE), 1))
        painter.setBrush(QColor(palette.PAPER))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        draw(painter, self._laid_out(), self.font())
        painter.end()

    def _laid_out(self) -> Drawing:
        if self._drawing is None:
            self._drawing = laid_out(self.chart, max(self.width(), _NARROWEST), self.font())
        return self._drawing

    def _add(self, words: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: act())
        self.addAction(action)
        return action


def png(picture: QImage) -> bytes:
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(kept, "PNG")  # type: ignore[call-overload]
    return bytes(kept.data().data())


def laid_out(chart: Chart, width: float, font: QFont) -> Drawing:
    metrics = QFontMetricsF(font)
    return lay_out(chart, width, metrics.height() * 1.25, metrics.horizontalAdvance)


def draw(painter: QPainter, drawing: Drawing, font: QFont) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in drawing.shapes:
        _SHAPES[shape.kind](painter, shape)
    for words in drawing.words:
        _write(painter, words, font)


def _track(painter: QPainter, shape: Shape) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.GROUND))
    painter.drawRoundedRect(_box(shape), _ROUND, _ROUND)
    painter.setPen(QPen(QColor(palette.LINE), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_box(shape).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)


def _bar(painter: QPainter, shape: Shape) -> None:
    """The first series full, the second hatched within its outline: told apart on grey paper too."""
    box = _box(shape)
    if shape.series == 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.ACCENT))
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.WASH))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    painter.setPen(QPen(QColor(palette.ACCENT), 1))
    painter.setBrush(QBrush(QColor(palette.ACCENT), Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)


def _hundred(painter: QPainter, shape: Shape) -> None:
    painter.setPen(QPen(QColor(palette.HINT), 1, Qt.PenStyle.DashLine))
    painter.drawLine(_box(shape).topLeft(), _box(shape).bottomLeft())


_SHAPES: Mapping[str, Callable[[QPainter, Shape], None]] = {
    "track": _track, "bar": _bar, "key": _bar, "line": _hundred,
}  # fmt: skip
_COLORS = {
    "title": palette.INK, "label": palette.INK, "value": palette.INK, "none": palette.HINT, "key": palette.HINT,
    "note": palette.HINT,
}  # fmt: skip


def _write(painter: QPainter, words: Words, font: QFont) -> None:
    used = QFont(font)
    used.setBold(words.kind == "title")
    painter.setFont(used)
    painter.setPen(QColor(_COLORS[words.kind]))
    across = Qt.AlignmentFlag.AlignRight if words.right else Qt.AlignmentFlag.AlignLeft
    box = QRectF(words.left, words.top, words.width, words.height)
    painter.drawText(box, int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), words.text)


def _box(shape: Shape) -> QRectF:
    return QRectF(shape.left, shape.top, shape.width, shape.height)
