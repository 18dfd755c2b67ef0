"""What she does with charts: looking at those of the form in front or of the ledger, keeping one as a picture.

See `charts.py` for the tab they are in.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.ui import acts

if TYPE_CHECKING:
    from perfdesk.ui.board.chart_view import ChartView
    from perfdesk.ui.board.charts import Charts
    from perfdesk.ui.main_window import MainWindow


def show_charts(window: MainWindow) -> None:
    """Of the form meant, else of the ledger; in the tab that is open already where one is."""
    from perfdesk.ui.board.charts import Charts, Scope

    forms = acts.meant(window)
    scope = Scope(form=forms[0]) if forms else Scope(year=window.year)
    window.tabs.bring(Charts, lambda: _made(window), lambda charts: charts.draw(scope))


def _made(window: MainWindow) -> Charts:
    from perfdesk.ui.board.charts import Charts as Page

    def name(form: int) -> str:
        record = window.desk.record(form)
        return f"{window.project_name(record.project)}　{window.title(record)} · {record.year} 年度"

    charts = Page(window.desk, name)
    window.bridge.applied.connect(charts.follow)
    charts.told.connect(lambda words: window.notice.say(words, "done"))
    charts.kept.connect(lambda view: window.guarded(lambda _: keep(window, view)))
    return charts


def keep(window: MainWindow, view: ChartView) -> None:
    """A chart as a picture in a file of her choice."""
    from PySide6.QtWidgets import QFileDialog

    folder = window.path.parent if window.path else acts.documents_folder()
    start = str(folder / f"{view.chart.title.replace('：', '_')}.png")
    chosen, _ = QFileDialog.getSaveFileName(window, "存为图片", start, "图片 (*.png)")
    if chosen:
        keep_to(window, view, Path(chosen))


def keep_to(window: MainWindow, view: ChartView, path: Path) -> None:
    from perfdesk.formats.files import write_atomically
    from perfdesk.ui.board.chart_view import png
    from perfdesk.ui.paper.export_line import open_folder

    write_atomically(path, png(view.picture()))
    window.notice.say(f"已存为「{path.name}」。", "done", [("打开文件夹", lambda: open_folder(path.parent))])
