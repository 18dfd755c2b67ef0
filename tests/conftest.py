"""Random tests are the same every time where a change is judged, and new ones each time at a desk.

And the ledger most tests begin with. What it needs is imported when it is asked for: tests of the core run without.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from perfdesk.desk import Desk
    from perfdesk.document import Document

settings.register_profile("desk", deadline=None)
settings.register_profile("judged", deadline=None, derandomize=True)
settings.load_profile("judged" if os.environ.get("CI") else "desk")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator["Desk"]:
    """A new ledger with nothing in it."""
    from tests.gui import office

    made = office.desk(tmp_path / "账本.perf")
    yield made
    made.ledger.close()


@pytest.fixture
def document(desk: "Desk") -> "Document":
    """The only form of that ledger, filled in."""
    from tests.gui import office

    return office.fill(desk, office.form(desk, office.project(desk, "露天电影放映")))
