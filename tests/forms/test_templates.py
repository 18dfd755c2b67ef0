"""The committed official sheets are those that `installer/templates.py` draws, and drawing them is repeatable."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdesk import catalog
from perfdesk.core.layout.page import lay_out
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import Sheet, added_rows
from perfdesk.formats.ooxml import read_template
from perfdesk.typefaces import advance

SCRIPT = Path(__file__).parents[2] / "installer" / "templates.py"
DRAWN: dict[str, Callable[[], bytes]] = runpy.run_path(str(SCRIPT))["DRAWN"]
ON_SCREEN = {"sichuan-2022-0013zp": 840, "national-2020": 760, "hebei-2022-target": 760}
"""Pixels a sheet may be wide at 96 dpi, so that the panels fit beside it on an office screen."""


@pytest.fixture(params=sorted(DRAWN))
def form_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_sheet_drawn_twice_is_the_same_file(form_id: str) -> None:
    assert DRAWN[form_id]() == DRAWN[form_id]()


def test_the_committed_sheet_is_the_one_drawn(form_id: str) -> None:
    form = catalog.form(form_id)
    assert read_template(DRAWN[form_id](), form.template.sheet) == form.template


def test_a_sheet_fits_the_screen(form_id: str) -> None:
    assert sum(catalog.form(form_id).template.widths) / 0.75 <= ON_SCREEN[form_id] + 0.5


def test_a_table_is_framed_all_around(form_id: str) -> None:
    """Every cell of the table has its four lines; titles and unit lines above it have none."""
    framed = [
        sum(
            map(
                bool, (each.style.border.left, each.style.border.right, each.style.border.top, each.style.border.bottom)
            )
        )
        for each in catalog.form(form_id).template.patches
    ]
    assert set(framed) == {0, 4}
    assert framed == sorted(framed)


def test_a_new_form_needs_no_taller_rows(form_id: str) -> None:
    """Labels, instructions and class names fit where the sheet prints them."""
    form = catalog.form(form_id)
    sheet = Sheet().apply(added_rows(Sheet(), 0, form.indicators.start, 1))
    assert lay_out(form, sheet, Scores(), advance).grown == frozenset()
