"""Sheets of hers come back whole: a blank one adopted, filled to the last cell, exported, and read into its form."""

from pathlib import Path

import pytest

from perfdesk import catalog
from perfdesk.adopting import examine, keep
from perfdesk.core.form import Form
from perfdesk.core.recognition.likeness import closest, fitting
from perfdesk.core.recognition.placing import placed
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, INDICATORS, ORDER, Cell, Sheet, own
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.xlsx import render
from perfdesk.importing import read_grids, read_one
from tests import blanks


@pytest.fixture(autouse=True)
def her_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def kept(folder: Path, workbook: bytes) -> Form:
    path = folder / "空表.xlsx"
    path.write_bytes(workbook)
    keep(examine(path), "ours")
    return catalog.form("ours")


_TYPED = {"year": "2031", "code": "41000031T000000000077", "nature": "≥", "target": "6", "unit": "处", "actual": "6",
          "weight": "10"}  # fmt: skip
_CLASSES = (("产出指标", "数量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"))


def filled(form: Form) -> dict[Cell, str]:
    """A text in every cell there is to fill, none like another."""
    texts: dict[Cell, str] = {own("year"): "2031"}
    for number, cell in enumerate(each for each in form.own_cells if not form.computed(each)):
        texts[cell] = _TYPED["code"] if cell.field == "code" else f"河湾测井{number}号"
    for row, fund in enumerate(form.funds):
        for number, name in enumerate(fund.places):
            if not form.computed(Cell(FUNDS, row, name)) and name not in ("rate", "weight", "score"):
                texts[Cell(FUNDS, row, name)] = f"{row + 1}{number}.25"
    for row, (l1, l2) in enumerate(_CLASSES, 1):
        texts[Cell(INDICATORS, row, ORDER)] = str(row)
        for name in form.indicators.columns:
            if name != "score" or not form.profile.scores:
                texts[Cell(INDICATORS, row, name)] = {**_TYPED, "l1": l1, "l2": l2}.get(name, f"{name}第{row}行")
    return texts


BLANKS = {
    "permuted": blanks.permuted(), "target": blanks.target(), "monitor": blanks.monitor(),
    "wordy": blanks.wordy(), "columned": blanks.columned(), "footed": blanks.footed(),
}  # fmt: skip


@pytest.mark.parametrize("blank", BLANKS)
def test_what_she_filled_into_her_own_sheet_comes_back_whole(tmp_path: Path, blank: str) -> None:
    form = kept(tmp_path, BLANKS[blank])
    texts = filled(form)
    sheet = Sheet(texts)
    path = tmp_path / "填好.xlsx"
    path.write_bytes(render([Snapshot(form, sheet, score(form.profile, sheet, 2031))]))
    found = read_one(path).found
    laid = placed(found.forms[0], form)
    back = {cell: text for cell, text in laid.sheet.texts.items() if not form.computed(cell)}
    assert {cell: back.get(cell) for cell in texts} == texts
    assert not laid.left
    assert not set(found.unread) - laid.found_place


@pytest.mark.parametrize("blank", BLANKS)
def test_of_all_forms_hers_is_found_for_a_copy_of_it(tmp_path: Path, blank: str) -> None:
    form = kept(tmp_path, BLANKS[blank])
    sheet = Sheet(filled(form))
    path = tmp_path / "填好.xlsx"
    path.write_bytes(render([Snapshot(form, sheet, score(form.profile, sheet, 2031))]))
    listed = [catalog.form(each.id) for each in catalog.forms()]
    found = read_one(path).found.forms[0]
    taken = fitting(found, listed) or closest(found, listed)
    assert taken and taken.id == "ours"


@pytest.mark.parametrize("blank", ["wordy", "columned", "footed"])
def test_a_filled_copy_is_adopted_as_a_blank_one_and_told(tmp_path: Path, blank: str) -> None:
    form = kept(tmp_path, BLANKS[blank])
    sheet = Sheet(filled(form))
    path = tmp_path / "填好.xlsx"
    path.write_bytes(render([Snapshot(form, sheet, score(form.profile, sheet, 2031))]))
    adoption = examine(path)
    assert "填过的" in adoption.binding.doubts[0].why
    again = adoption.form()
    left = {patch.text for patch in again.template.patches} & set(sheet.texts.values())
    assert not left - {"产出指标", "数量指标", "效益指标", "社会效益指标", "满意度指标", "服务对象满意度指标"}
    labels = [form.field(cell).label for cell in form.own_cells]
    assert [again.field(cell).label for cell in again.own_cells] == labels


def test_nothing_of_the_blank_stays_under_a_class_that_runs_over_rows(tmp_path: Path) -> None:
    """The blank has a class in each row; of equal ones below each other the export makes one merged cell."""
    form = kept(tmp_path, blanks.permuted())
    starts = [row for row in form.indicators.start if row.get("l1")]
    assert len(starts) > 1, "the blank has no classes of its own"
    texts = filled(form)
    for row in (1, 2, 3):
        texts |= {Cell(INDICATORS, row, "l1"): "效益指标", Cell(INDICATORS, row, "l2"): "社会效益指标"}
    sheet = Sheet(texts)
    path = tmp_path / "填好.xlsx"
    path.write_bytes(render([Snapshot(form, sheet, score(form.profile, sheet, 2031))]))
    (grid, *_) = read_grids(path)
    assert [cell.text for cell in grid.under] == []
