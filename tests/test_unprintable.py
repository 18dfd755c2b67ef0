"""Characters no face has are named with the cell they are printed in."""

from pathlib import Path

from perfdesk.core.sheet import INDICATORS, Cell, own
from perfdesk.unprintable import lacks
from tests.gui import office

STRANGE = "\ue123"
"""A character of a private area: no face of anybody's has it."""


def test_a_character_no_face_has_is_named_with_its_cell(tmp_path: Path) -> None:
    desk = office.desk(tmp_path / "字.perf")
    document = office.fill(desk, office.form(desk, office.project(desk, "放映")))
    assert lacks(document.snapshot()) == ()
    row = Cell(INDICATORS, document.sheet.rows[1], "l3")
    desk.apply(document.plan([(own("goal"), f"送{STRANGE}进村{STRANGE}"), (row, f"{STRANGE}观众")]))
    found = lacks(document.snapshot())
    assert [(each.cell, each.characters) for each in found] == [(own("goal"), STRANGE), (row, STRANGE)]
    assert found[0].label == document.form.field(own("goal")).label
    desk.ledger.close()


def test_what_is_not_printed_is_not_warned_of(tmp_path: Path) -> None:
    desk = office.desk(tmp_path / "字.perf")
    document = office.fill(desk, office.form(desk, office.project(desk, "放映")))
    row = document.sheet.rows[0]
    typed = [(Cell(INDICATORS, row, "override"), "30"), (Cell(INDICATORS, row, "override_reason"), STRANGE)]
    desk.apply(document.plan(typed))
    assert lacks(document.snapshot()) == ()
    desk.ledger.close()
