"""A page with a form open, edited as the delegate would: through the bridge, then painted."""

from itertools import count
from pathlib import Path
from time import perf_counter

from perfdesk.core.sheet import INDICATORS, Cell
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.ui.app import application_of
from perfdesk.ui.edits import Bridge
from perfdesk.ui.page.page_view import PageView


class Editing:
    """The first form of a ledger on the screen."""

    def __init__(self, path: Path) -> None:
        self.application = application_of([])
        self.ledger = Ledger.open(path, who="测速")
        desk = Desk(self.ledger)
        self.bridge, self.document = Bridge(desk), desk.document(1)
        self.view = PageView(self.bridge, self.document)
        self.view.resize(1000, 700)
        self.view.show()
        self.application.processEvents()
        self._numbers = count(1)

    def edit(self) -> None:
        """Another 完成值 in a row that can be seen."""
        number = next(self._numbers)
        row = self.document.sheet.rows[number % 8]
        assert self.bridge.push(self.document.plan([(Cell(INDICATORS, row, "actual"), str(100 + number))]))
        self.application.processEvents()

    def paste(self) -> None:
        """180 cells in one step: three columns of sixty rows."""
        number = next(self._numbers)
        wanted = [
            (Cell(INDICATORS, row, name), str(number + place))
            for place, row in enumerate(self.document.sheet.rows)
            for name in ("target", "actual", "weight")
        ]
        assert len(wanted) == 180 and self.bridge.push(self.document.plan(wanted))
        self.application.processEvents()

    def scroll(self) -> list[float]:
        """From the top of the page to its foot, a turn of the wheel at a time; milliseconds of each, painted."""
        bar, times = self.view.verticalScrollBar(), []
        bar.setValue(0)
        self.application.processEvents()
        while bar.value() < bar.maximum():
            begin = perf_counter()
            bar.setValue(bar.value() + 3 * bar.singleStep())
            self.application.processEvents()
            times.append((perf_counter() - begin) * 1000)
        return times

    def close(self) -> None:
        self.view.close()
        self.ledger.close()
