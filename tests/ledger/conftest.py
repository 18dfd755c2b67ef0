"""A ledger with one form in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.ledger import Ledger
from tests.ledger.written import NEW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A name with what breaks careless paths and URIs."""
    return tmp_path / "青石 镇#1?%20.perf"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    opened = Ledger.create(path, unit="青石镇农业站", unit_code="0077", year=2024, who="小禾")
    opened.write(NEW)
    yield opened
    opened.close()
