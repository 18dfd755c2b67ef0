"""Every shipped form: loads, scores its filled examples as the rules say, lays out, goes out and comes back."""

import io
import unicodedata
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk import catalog
from perfdesk.core.layout.page import Box, Page
from perfdesk.core.layout.template import column_number
from perfdesk.core.scores.scoring import Scores, score
from perfdesk.core.sheet import FUNDS, INDICATORS, Sheet, added_rows
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import format_of
from perfdesk.typefaces import advance
from tests.forms.cases import Case, cases

SHIPPED = sorted(listing.id for listing in catalog.forms() if not listing.own)
SCORED = [form_id for form_id in SHIPPED if catalog.form(form_id).profile.scores]
CASES = [case for form_id in SHIPPED for case in cases(form_id)]


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    assert isinstance(request.param, Case)
    return request.param


def scored(case: Case) -> Scores:
    return score(case.form.profile, case.sheet, case.year)


def snapshot(case: Case) -> Snapshot:
    return Snapshot(case.form, case.sheet, scored(case))


def test_three_forms_are_shipped() -> None:
    assert {"sichuan-2022-0013zp", "national-2020", "hebei-2022-target"} <= set(SHIPPED)
    assert {"sichuan-2022-0013zp", "national-2020"} <= set(SCORED)
    assert "hebei-2022-target" not in SCORED


@pytest.mark.parametrize("form_id", SHIPPED)
def test_a_form_has_at_least_three_examples(form_id: str) -> None:
    assert len(cases(form_id)) >= 3


@pytest.mark.parametrize("form_id", SHIPPED)
def test_every_field_has_a_label(form_id: str) -> None:
    form = catalog.form(form_id)
    names = [cell.field for cell in form.own_cells]
    names += [f"{INDICATORS}.{name}" for name in form.indicators.columns]
    names += [f"{FUNDS}.{name}" for fund in form.funds for name in fund.places]
    assert not [name for name in names if name not in form.fields or not form.fields[name].label]


@pytest.mark.parametrize("form_id", SHIPPED)
def test_start_rows_name_classes_of_the_profile(form_id: str) -> None:
    form = catalog.form(form_id)
    assert len(form.indicators.start) == form.indicators.length
    for row in form.indicators.start:
        assert row["l2"] in form.profile.second_classes(row["l1"])
        assert row["l1"] in form.profile.first_classes


@pytest.mark.parametrize("form_id", SHIPPED)
def test_labels_stand_in_the_template_beside_their_cells(form_id: str) -> None:
    """The head of each indicator column is the field's label: columns and labels cannot be swapped unnoticed."""
    form = catalog.form(form_id)
    heads = {patch.column: patch.text for patch in form.template.patches if patch.row == form.indicators.first - 1}
    for name, column in form.indicators.columns.items():
        assert "".join(heads[column].split()) == form.fields[f"{INDICATORS}.{name}"].label
    printed = {(patch.row, "".join(patch.text.split())) for patch in form.template.patches}
    for fund in form.funds:
        assert (fund.places["executed"][0], fund.label) in printed


def test_an_example_scores_as_expected(case: Case) -> None:
    scores = scored(case)
    if "total" not in case.expected:
        assert scores == Scores()
        return
    expected = case.expected
    shown = {case.sheet.address(cell): text for cell, text in scores.shown.items()}
    rates = expected.get("rates", [])
    assert [shown[f"funds[{number}].rate"] for number in range(len(rates))] == rates
    assert shown["funds[0].score"] == expected["execution"]
    count = len(case.sheet.named_rows)
    assert [shown.get(f"indicators[{number}].score", "") for number in range(count)] == expected["scores"]
    assert shown["total.weight"] == expected["weights"]
    assert shown["total.score"] == expected["total"]
    assert scores.grade == expected["grade"]
    assert scores.total is not None and scores.total.value == Decimal(expected["total"])


@pytest.mark.parametrize("form_id", SCORED)
def test_the_examples_show_what_forms_meet(form_id: str) -> None:
    """Each scored form has examples of every kind the rules treat differently."""
    met = set()
    for case in cases(form_id):
        for row, each in scored(case).indicators.items():
            met.add(each.rule)
            over = each.target and each.actual and each.target.number and each.actual.number
            met |= {"over"} if over and each.value == each.weight and each.actual.number > each.target.number else set()
            met |= {"blank"} if not case.sheet.at(row, "actual") else set()
    assert {"full", "proportional", "reverse", "override", "typed", "none", "over", "blank"} <= met


def laid_out(case: Case) -> Page:
    return snapshot(case).page(advance)


def test_an_example_lays_out(case: Case) -> None:
    """Every typed text stands on the page, whole, and no line is wider than its cell."""
    page = laid_out(case)
    texts = "\n".join(box.text for box in page.boxes)
    for cell, text in case.sheet.texts.items():
        if cell.field not in {"order", "year", "override", "override_reason"} and cell not in scored(case).shown:
            assert text.strip() in texts, cell
    for box in page.boxes:
        assert "".join("".join(box.lines).split()) == "".join(box.text.split())
        for line in box.lines:
            wide = sum(advance(each, box.style.font, box.style.bold) for each in line) * box.style.size
            assert wide <= page.frame(box)[2] or len(line) == 1, (box.text, line)


def test_the_page_shows_the_year_of_the_form(case: Case) -> None:
    if case.form.kind == "self-evaluation":
        assert any(f"{case.year}年度）" in box.text for box in laid_out(case).boxes)


@pytest.mark.parametrize("form_id", SHIPPED)
def test_printed_instructions_give_way(form_id: str) -> None:
    """What the template prints in a cell of hers is a prompt, and gone once she has typed."""
    form = catalog.form(form_id)
    blank = Snapshot(form, Sheet({}), Scores()).page(advance)
    prompted = {box.cell: box.text for box in blank.boxes if "prompt" in box.marks and box.cell}
    assert len(prompted) >= (5 if form_id.startswith("sichuan") else 0)
    for cell, prompt in prompted.items():
        filled = Snapshot(form, Sheet({cell: "已按要求填写"}), Scores()).page(advance).by_cell[cell]
        assert "已按要求填写" in filled.text
        assert prompt.endswith("：") or prompt not in filled.text
        assert "prompt" not in filled.marks


def workbook(data: bytes, case: Case) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[case.form.template.sheet]
    assert isinstance(sheet, Worksheet)
    return sheet


def printed(cell: WorkbookCell) -> str:
    """What Excel shows: numbers under their formats."""
    value, form = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    number = Decimal(str(value))
    places = len(form.split(".")[1].rstrip("%")) if "." in form else None
    number = number * 100 if form.endswith("%") else number
    text = f"{number:.{places}f}" if places is not None else f"{number.normalize():f}"
    return text + ("%" if form.endswith("%") else "")


def test_an_exported_workbook_reads_back_the_same(case: Case) -> None:
    taken = snapshot(case)
    data = format_of("xlsx").render([taken])
    assert data == format_of("xlsx").render([taken])
    sheet = workbook(data, case)
    page = taken.page(advance)
    assert sheet.max_row == len(page.heights)
    for box in page.boxes:
        cell = sheet.cell(box.row, box.column)
        assert isinstance(cell, WorkbookCell)
        assert printed(cell) == box.text, cell.coordinate
    merged = {(each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges}
    assert merged == {_span(box) for box in page.boxes if box.rows > 1 or box.columns > 1}


def _span(box: Box) -> tuple[int, int, int, int]:
    return box.row, box.column, box.row + box.rows - 1, box.column + box.columns - 1


@pytest.mark.parametrize("form_id", SCORED)
@pytest.mark.parametrize("count", [1, 2, 40])
def test_formulas_follow_the_rows(form_id: str, count: int) -> None:
    """However many rows there are, the workbook's own total adds up all of them and nothing else."""
    form = catalog.form(form_id)
    row = {
        "l1": "产出指标",
        "l2": "数量指标",
        "l3": "巡查河段",
        "target": "8",
        "actual": "8",
        "weight": "2",
        "nature": "≥",
    }
    rows = [{name: text for name, text in row.items() if name in form.indicators.columns}] * count
    sheet = Sheet().apply(added_rows(Sheet(), 0, rows, 1))
    taken = Snapshot(form, sheet, score(form.profile, sheet, 2022))
    book = openpyxl.load_workbook(io.BytesIO(format_of("xlsx").render([taken])))[form.template.sheet]
    first, last = form.indicators.first, form.indicators.first + count - 1
    total = taken.page(advance).by_cell[next(each for each in form.own_cells if each.field == "total.score")]
    formula = str(book.cell(total.row, total.column).value)
    summed = formula.removeprefix("=SUM(").removesuffix(")").split(",")[1]
    rows_summed = {int("".join(filter(str.isdigit, part))) for part in summed.split(":")}
    letters = {column_number("".join(filter(str.isalpha, part))) for part in summed.split(":")}
    assert (min(rows_summed), max(rows_summed)) == (first, last)
    assert letters == {form.indicators.columns["score"]}


def test_a_printed_form_can_be_read(case: Case) -> None:
    """Every typed text can be found and copied in the PDF, rare characters too."""
    data = format_of("pdf").render([snapshot(case)])
    document = pypdfium2.PdfDocument(data)
    text = _bare("".join(page.get_textpage().get_text_bounded() for page in document))
    for cell, typed in case.sheet.texts.items():
        if cell.field not in {"order", "year", "override", "override_reason"} and cell not in scored(case).shown:
            assert _bare(typed) in text, cell


def _bare(text: str) -> str:
    """Without blanks and breaks, and without the variants a PDF's text may give for the same character."""
    return "".join(unicodedata.normalize("NFKC", text).split())
