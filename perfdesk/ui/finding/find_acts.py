"""What she does to find something: a text in forms, a project or form to go to; one function an act.

See `finder.py` for the search and `goto.py` for the list of places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ledger import FormRecord, Project

if TYPE_CHECKING:
    from perfdesk.ui.main_window import MainWindow


def find(window: MainWindow) -> None:
    from perfdesk.ui.finding.finder import finder

    finder(window).open(replacing=False)


def replace(window: MainWindow) -> None:
    from perfdesk.ui.finding.finder import finder

    finder(window).open(replacing=True)


def find_next(window: MainWindow) -> None:
    _step(window, 1)


def find_previous(window: MainWindow) -> None:
    _step(window, -1)


def _step(window: MainWindow, way: int) -> None:
    """On among what was found; where nothing was looked for yet, she is asked what."""
    from perfdesk.ui.finding.finder import finder

    found = finder(window)
    if found.dock.isHidden() or not found.panel.sought.text:
        found.open(replacing=False)
    else:
        found.step(way)


def go_to(window: MainWindow) -> None:
    """A slip over the window in which she types any part of a name, a code or pinyin initials."""
    from perfdesk.ui.finding.goto import GoTo, places

    slip = window.findChild(GoTo)
    if slip is None:
        slip = GoTo(window)
        slip.chosen.connect(lambda record: window.do(lambda _: _open(window, record)))
    slip.lay_out(places(window.desk.projects(), window.desk.forms(), window.title))


def _open(window: MainWindow, record: Project | FormRecord) -> None:
    if isinstance(record, FormRecord):
        window.open_form(record.id)
        return
    window.side.show()
    window.tree.select("project", record.id)
    window.tree.view.setFocus()
