"""The old workbook, read back by another library."""

import pytest
import xlrd

from perfdesk import catalog
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.layout.page import Box
from perfdesk.core.scores.scoring import Scores, score
from perfdesk.core.sheet import FUNDS, Cell, Sheet, added_rows, edits, own
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import format_of
from perfdesk.formats.xls import render
from perfdesk.typefaces import advance

FORM = "sichuan-2022-0013zp"
CODE = "99012322T000000310004"


def taken(count: int = 4, project: str = "河道清淤", form: str = FORM, **texts: str) -> Snapshot:
    official = catalog.form(form)
    rows = [
        {
            "l1": "产出指标",
            "l2": f"第{number // 3}类",
            "l3": f"清淤第{number}段",
            "target": "20",
            "actual": "18.5",
            "weight": "9",
        }
        for number in range(count)
    ]
    sheet = Sheet().apply(added_rows(Sheet(), 0, rows, 1))
    wanted = [(own(name), text) for name, text in {"project": project, "code": CODE, **texts}.items()]
    money = {"initial": "1,6.00", "adjusted": "15.96", "executed": "12.30"}
    sheet = sheet.apply(edits(sheet, [*wanted, *((Cell(FUNDS, 0, name), text) for name, text in money.items())]))
    return Snapshot(official, sheet, score(official.profile, sheet, official.year))


def opened(data: bytes) -> xlrd.Book:
    return xlrd.open_workbook(file_contents=data, formatting_info=True)


def boxes(snapshot: Snapshot) -> list[Box]:
    return [box for box in snapshot.page(advance).boxes if box.text]


@pytest.mark.parametrize("form", [each.id for each in catalog.forms() if not each.own])
def test_every_text_stands_where_the_page_has_it(form: str) -> None:
    snapshot = taken(20, form=form)
    book = opened(render([snapshot]))
    sheet = book.sheet_by_index(0)
    for box in boxes(snapshot):
        cell = sheet.cell(box.row - 1, box.column - 1)
        if cell.ctype == xlrd.XL_CELL_NUMBER:
            assert float(box.text.replace(",", "").rstrip("%")) == pytest.approx(
                cell.value * (100 if box.text.endswith("%") else 1)
            )
        else:
            assert cell.value == box.text
    assert sheet.name == snapshot.form.template.sheet


def test_codes_and_names_are_texts_and_figures_numbers() -> None:
    snapshot = taken(project="0012", form="hebei-2022-target")
    page = snapshot.page(advance)
    sheet = opened(render([snapshot])).sheet_by_index(0)
    code = page.by_cell[own("code")]
    assert sheet.cell_type(code.row - 1, code.column - 1) == xlrd.XL_CELL_TEXT
    scored = taken()
    sheet = opened(render([scored])).sheet_by_index(0)
    page = scored.page(advance)
    figure, odd = page.by_cell[Cell(FUNDS, 0, "executed")], page.by_cell[Cell(FUNDS, 0, "initial")]
    assert sheet.cell_type(odd.row - 1, odd.column - 1) == xlrd.XL_CELL_TEXT
    assert figure.style.number_format == "0.00"
    assert sheet.cell_value(figure.row - 1, figure.column - 1) == 12.3


def test_merges_widths_heights_and_looks_are_those_of_the_page() -> None:
    snapshot = taken(7)
    page = snapshot.page(advance)
    book = opened(render([snapshot]))
    sheet = book.sheet_by_index(0)
    merged = [(b.row - 1, b.row - 1 + b.rows, b.column - 1, b.column - 1 + b.columns) for b in page.boxes]
    assert sorted(sheet.merged_cells) == sorted(m for m in merged if m[1] - m[0] > 1 or m[3] - m[2] > 1)
    for row, height in enumerate(page.heights):
        assert sheet.rowinfo_map[row].height == pytest.approx(20 * height, abs=1)
    widths = [sheet.colinfo_map[column].width for column in range(len(page.widths))]
    assert [width / widths[0] for width in widths] == pytest.approx([w / page.widths[0] for w in page.widths], rel=0.01)
    for box in page.boxes:
        look = book.xf_list[sheet.cell_xf_index(box.row - 1, box.column - 1)]
        font = book.font_list[look.font_index]
        assert (font.name, font.height, bool(font.bold)) == (box.style.font, round(20 * box.style.size), box.style.bold)
        assert bool(look.border.left_line_style) == bool(box.style.border.left)
        assert look.alignment.text_wrapped or len(box.lines) < 2 or not box.cells


def test_print_set_up_is_the_official_one() -> None:
    snapshot = taken(40)
    book = opened(render([snapshot]))
    (titles,) = [name for name in book.name_obj_list if name.builtin and name.name == "Print_Titles"]
    (area,) = titles.result.value
    assert area.coords[2:4] == (snapshot.form.repeat[0] - 1, snapshot.form.repeat[1])
    assert "第 &P 页 共 &N 页".encode("utf-16-le") in render([snapshot])


def test_long_and_rare_texts_come_back_whole() -> None:
    names, long = "䶮㛃𬭎𫖯𬀩𠅤喆堃犇", "堤" * 40000
    snapshot = taken(project=names, goal=long, done="甲\n乙\x07")
    page, sheet = snapshot.page(advance), opened(render([snapshot])).sheet_by_index(0)
    found = {name: sheet.cell_value(page.by_cell[own(name)].row - 1, page.by_cell[own(name)].column - 1)
             for name in ("project", "goal", "done")}  # fmt: skip
    assert found["project"] == f"{CODE}-{names}"
    assert found["goal"].startswith("堤" * 30000)
    assert "未导出" in found["goal"]
    assert found["done"] == "甲\n乙\ufffd"


def test_several_forms_are_a_workbook_with_a_sheet_each() -> None:
    book = opened(render([taken(2, "清淤"), taken(3, "护岸/二期"), taken(2, "清淤")]))
    assert book.sheet_names() == ["清淤", "护岸 二期", "清淤 (2)"]
    assert len([name for name in book.name_obj_list if name.name == "Print_Titles"]) == 3
    with pytest.raises(PerfdeskError, match="不同的表样"):
        render([taken(), taken(form="national-2020")])
    with pytest.raises(PerfdeskError, match="没有选中"):
        render([])


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert render([taken()]) == render([taken()])


def test_a_blank_form_can_be_written() -> None:
    assert opened(render([Snapshot(catalog.form(FORM), Sheet(), Scores())])).nsheets == 1


def test_it_is_registered() -> None:
    assert format_of("xls").render([taken()]) == render([taken()])
