"""A blank official sheet becomes a form of hers: bound by its labels, filled, scored, exported into her workbook."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from perfdesk import catalog
from perfdesk.adopting import Adoption, examine, keep
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.layout.template import column_letters
from perfdesk.core.recognition.binding import Binding, addresses
from perfdesk.core.recognition.placing import placed
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, INDICATORS, ORDER, Cell, Sheet, own
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.documents import read_grids
from perfdesk.formats.xlsx import render
from perfdesk.importing import read_one
from tests import blanks
from tests.formats.handed_in import changed, old_workbook, saved, word

SHIPPED = ("hebei-2022-target", "national-2020", "sichuan-2022-0013zp")


@pytest.fixture(autouse=True)
def her_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


def adopted(folder: Path, workbook: bytes, name: str = "空表.xlsx") -> Adoption:
    path = folder / name
    path.write_bytes(workbook)
    return examine(path)


def kept(adoption: Adoption, form_id: str = "ours") -> Form:
    keep(adoption, form_id)
    return catalog.form(form_id)


def places(binding: Binding) -> Mapping[str, str]:
    return dict(addresses(binding))


@pytest.mark.parametrize("key", SHIPPED)
def test_the_shipped_templates_are_bound_as_they_are_by_hand(tmp_path: Path, key: str) -> None:
    theirs = catalog.form(key)
    mine = kept(examine(catalog.template_path(key)))
    assert {(each.row, each.column): each.pattern for each in mine.bound} == {
        (each.row, each.column): each.pattern for each in theirs.bound
    }
    assert mine.indicators == theirs.indicators
    assert [fund.label for fund in mine.funds] == [fund.label for fund in theirs.funds]
    assert (mine.profile.id, mine.kind, mine.repeat) == (theirs.profile.id, theirs.kind, theirs.repeat)
    assert {n: (f.limit, f.choices, f.required) for n, f in mine.fields.items()} == {
        n: (f.limit, f.choices, f.required) for n, f in theirs.fields.items()
    }


def test_other_labels_and_orders_are_bound_cell_by_cell(tmp_path: Path) -> None:
    binding = adopted(tmp_path, blanks.permuted()).binding
    at = places(binding)
    assert {name: at[name] for name in ("project", "code", "department", "unit", "goal", "done", "conclusion")} == {
        "project": "B5", "code": "E5", "department": "B6", "unit": "E6", "goal": "B11", "done": "E11",
        "conclusion": "B17",
    }  # fmt: skip
    assert (at["funds[0].adjusted"], at["funds[0].initial"], at["funds[1].executed"]) == ("C8", "D8", "E9")
    assert (at["total.weight"], at["total.score"]) == ("E16", "H16")
    assert "funds[1].score" not in at, "a printed dash is for nobody"
    assert binding.rows == (13, 15)
    assert list(binding.columns) == ["l1", "l2", "l3", "weight", "target", "actual", "score", "reason"]
    assert binding.computed == ((8, 6),)
    assert binding.cells[4, 1] == "填报单位：{填报单位}", "the unit is said under a clearer label too"
    assert binding.cells[3, 1] == "（{form.year}年度）"
    assert binding.fields["conclusion"]["limit"] == 150
    assert list(binding.start) == [
        {"l1": "产出指标", "l2": "数量指标"}, {"l1": "产出指标", "l2": "质量指标"},
        {"l1": "效益指标", "l2": "社会效益指标"},
    ]  # fmt: skip
    assert {each.place for each in binding.doubts} == {(1, 1), (4, 1), (18, 5)}


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_labels_columns_and_rows_is_bound(tmp_path: Path, seed: int) -> None:
    workbook, expected, columns, rows = blanks.shuffled(seed)
    adoption = adopted(tmp_path, workbook)
    at = {name: cell for name, cell in places(adoption.binding).items() if name != "year"}
    assert at == expected
    assert {name: column_letters(number) for name, number in adoption.binding.columns.items()} == columns
    assert adoption.binding.rows == rows
    assert adoption.binding.doubts == ()
    assert kept(adoption).year == 2031


def test_the_target_form_takes_this_years_half(tmp_path: Path) -> None:
    adoption = adopted(tmp_path, blanks.target())
    at = places(adoption.binding)
    assert {name: at[name] for name in ("project", "budget", "fiscal", "other", "goal")} == {
        "project": "B3", "budget": "F6", "fiscal": "F7", "other": "F8", "goal": "E10",
    }  # fmt: skip
    assert (at["项目属性"], at["中期目标"], at["signatures.填报人"], at["填报日期"]) == ("B5", "B10", "C17", "E17")
    assert (adoption.binding.kind, adoption.binding.rows, adoption.binding.year) == ("target", (12, 16), 2031)
    assert not kept(adoption).profile.scores


def test_the_monitoring_form_keeps_its_own_columns(tmp_path: Path) -> None:
    adoption = adopted(tmp_path, blanks.monitor())
    form = kept(adoption)
    assert form.kind == "monitor"
    assert form.indicators.columns["forecast"] == 7
    assert form.indicators.columns["完成目标可能性_确定能"] == 11
    assert [sorted(fund.places) for fund in form.funds] == [["executed", "forecast", "initial", "rate"]] * 2
    assert (form.indicators.first, form.indicators.last) == (11, 13)


def filled(form: Form) -> Sheet:
    texts = {cell: f"{cell.field}的内容" for cell in form.own_cells} | {own("year"): "2033"}
    for row, fund in enumerate(form.funds):
        texts |= {Cell(FUNDS, row, name): f"{9 - row}" for name in fund.places if name not in ("weight", "score")}
    for row in range(1, 6):
        said = {name: f"{name}{row}" for name in form.indicators.columns}
        said |= {"l1": "产出指标", "l2": "数量指标", "target": "10个", "actual": "5个", "weight": "18", ORDER: str(row)}
        texts |= {Cell(INDICATORS, row, n): t for n, t in said.items() if n == ORDER or n in form.indicators.columns}
    return Sheet(texts)


@pytest.mark.parametrize("blank", ["permuted", "target", "monitor"])
def test_a_form_of_hers_is_filled_scored_and_exported_into_her_own_workbook(tmp_path: Path, blank: str) -> None:
    form = kept(adopted(tmp_path, getattr(blanks, blank)()))
    sheet = filled(form)
    snapshot = Snapshot(form, sheet, score(form.profile, sheet, 2033))
    page = openpyxl.load_workbook(io.BytesIO(render([snapshot]))).worksheets[0]
    shift = 5 - form.indicators.length
    for bound in form.bound:
        row = bound.row + (shift if bound.row > form.indicators.last else 0)
        said = [snapshot.scores.shown.get(cell) or sheet.text(cell) for cell in bound.cells]
        shown = str(page.cell(row, bound.column).value or "")
        assert all(text in shown or shown.startswith("=") or _number(text) in shown for text in said), (bound, shown)
    for name, column in form.indicators.columns.items():
        if name not in ("l1", "l2"):
            cell = Cell(INDICATORS, 5, name)
            shown = str(page.cell(form.indicators.first + 4, column).value)
            assert shown == (snapshot.scores.shown.get(cell) or sheet.text(cell)), name
    if form.profile.scores:
        assert snapshot.scores.shown[Cell(INDICATORS, 1, "score")] == "9"


def _number(text: str) -> str:
    return text.rstrip("%").rstrip("0").rstrip(".") or "0"


def test_a_filled_form_of_hers_comes_back_in(tmp_path: Path) -> None:
    form = kept(adopted(tmp_path, blanks.permuted()))
    sheet = filled(form)
    path = tmp_path / "填好.xlsx"
    path.write_bytes(render([Snapshot(form, sheet, score(form.profile, sheet, 2033))]))
    found = read_one(path).found.forms[0]
    assert [found.sheet.at(row, "actual") for row in found.sheet.rows] == ["5个"] * 5
    assert found.sheet.own("goal") == "goal的内容"


def test_ticked_options_come_back_into_their_columns(tmp_path: Path) -> None:
    form = kept(adopted(tmp_path, blanks.monitor()))
    book = openpyxl.load_workbook(io.BytesIO(blanks.monitor()))
    said = {"D11": "查井次数", "I11": "√", "J11": "天旱", "D12": "合格率", "H12": "款未到", "L12": "√", "B3": "查井"}
    for place, text in said.items():
        book.worksheets[0][place] = text
    book.save(tmp_path / "填好.xlsx")
    laid = placed(read_one(tmp_path / "填好.xlsx").found.forms[0], form)
    names = ["偏差原因分析_经费保障", "偏差原因分析_其他", "reason", "完成目标可能性_确定能", "完成目标可能性_有可能"]
    assert [[laid.sheet.at(row, name) for name in names] for row in laid.sheet.named_rows] == [
        ["", "√", "天旱", "", ""],
        ["款未到", "", "", "", "√"],
    ]
    assert laid.left == ()


def test_a_wrong_guess_is_put_right_by_saying_what_a_cell_is(tmp_path: Path) -> None:
    adoption = adopted(tmp_path, blanks.permuted())
    binding = adoption.binding.taken_as((4, 1), "填报单位：{unit}")
    assert places(binding)["unit"] == "A4"
    assert (6, 5) not in binding.cells and "填报单位" not in binding.fields
    assert (6, 5) not in {each.place for each in binding.doubts}
    binding = binding.taken_as((17, 2), "").column_as(9, "").fund_as((9, 7), 1, "score").rows_as(13, 14)
    form = kept(adoption.bound(binding))
    assert own("conclusion") not in form.own_cells
    assert "reason" not in form.indicators.columns
    assert form.funds[1].places["score"] == (9, 7)
    assert form.indicators.last == 14


def test_a_correction_that_cannot_be_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    adoption = adopted(tmp_path, blanks.permuted())
    wrong = adoption.bound(adoption.binding.taken_as((14, 4), "{goal}"))
    with pytest.raises(PerfdeskError, match="指标行之内"):
        keep(wrong, "ours")
    assert not any(each.own for each in catalog.forms())


def test_her_workbook_is_kept_as_it_is_and_the_form_is_listed(tmp_path: Path) -> None:
    data = blanks.permuted()
    form_id, folder = keep(adopted(tmp_path, data))
    assert form_id == f"ours-{catalog.form(form_id).year}"
    assert (folder / "template.xlsx").read_bytes() == data
    assert [(each.id, each.own, each.fault) for each in catalog.forms()][-1] == (form_id, True, "")
    assert keep(adopted(tmp_path, data))[0] == f"{form_id}-2"


@pytest.mark.parametrize("form_id", ["national-2020", "../出去", "a b", "名字"])
def test_an_id_that_is_taken_or_no_id_is_refused(tmp_path: Path, form_id: str) -> None:
    with pytest.raises(PerfdeskError, match="请换一个"):
        keep(adopted(tmp_path, blanks.permuted()), form_id)


def test_what_is_no_blank_workbook_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PerfdeskError, match="没有认出绩效表"):
        adopted(tmp_path, blanks.sheet([["一", "二"], ["三", "四"]]))
    with pytest.raises(PerfdeskError, match=r"另存为 \.xlsx"):
        adopted(tmp_path, saved(old_workbook()), "旧表.xls")
    with pytest.raises(PerfdeskError, match=r"另存为 \.xlsx"):
        adopted(tmp_path, saved(old_workbook()), "改了名.xlsx")
    for name in ("空表.docx", "其实是文档.xlsx"):
        with pytest.raises(PerfdeskError, match=r"Word 文档.*复制到 Excel"):
            adopted(tmp_path, word(), name)
    with pytest.raises(PerfdeskError, match="含有宏"):
        adopted(tmp_path, changed(blanks.permuted(), {"xl/vbaProject.bin": b"x"}), "宏.xlsm")


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    assert adopted(tmp_path, blanks.permuted(), "附件#3（空表）!.xlsx").binding.sheet == "表一"


def test_other_forms_in_the_workbook_are_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blanks.permuted()))
    second = book.copy_worksheet(book.worksheets[0])
    second.title = "表二"
    out = io.BytesIO()
    book.save(out)
    adoption = adopted(tmp_path, out.getvalue())
    assert [source.partition("#")[2] for source, _ in adoption.elsewhere] == ["表二!A2"]


def test_texts_left_in_cells_are_doubtful(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blanks.permuted()))
    book.worksheets[0]["B6"] = "河湾县林业局"
    out = io.BytesIO()
    book.save(out)
    doubts = {each.place: each.why for each in adopted(tmp_path, out.getvalue()).binding.doubts}
    assert "河湾县林业局" in doubts[6, 2]


@pytest.mark.parametrize("remark", ["K3", "J3"])
def test_a_remark_on_the_margin_does_not_take_a_blank_cells_place(tmp_path: Path, remark: str) -> None:
    made = openpyxl.load_workbook(catalog.template_path("national-2020"))
    made.worksheets[0][remark] = "请老胡核对"
    noted = adopted(tmp_path, saved(made))
    assert places(noted.binding) == places(examine(catalog.template_path("national-2020")).binding)


def test_the_framed_cell_beside_a_label_is_its_place(tmp_path: Path) -> None:
    rows = [
        ["项目支出绩效自评表（2024年度）"],
        ["项目名称", "", "写全称"],
        ["主管部门", "", "实施单位", ""],
        ["三级指标", "指标值", "实际完成值", "得分"],
        ["", "", "", ""],
    ]
    noted = adopted(tmp_path, blanks.sheet(rows, framed="A2:D5"))
    assert {"project": "B2", "department": "B3", "unit": "D3"}.items() <= places(noted.binding).items()


def test_the_rows_of_signature_and_seal_stay_together_even_where_no_field_was_found(tmp_path: Path) -> None:
    rows = [
        ["项目支出绩效自评表（2024年度）"],
        ["项目名称", "", "主管部门", ""],
        ["三级指标", "指标值", "实际完成值", "得分"],
        ["", "", "", ""],
        ["总分", "", "", ""],
        ["填表人：", "", "联系电话：", ""],
        ["单位负责人（签字）：", "单位（公章）"],
        ["", "", "", "    年   月   日"],
        ["注：本表一式两份，均须加盖公章。"],
    ]
    assert adopted(tmp_path, blanks.sheet(rows, framed="A2:D5")).binding.keep == (5, 8)
    plain = [*rows[:5], *rows[8:]]
    assert adopted(tmp_path, blanks.sheet(plain, framed="A2:D5"), "无签字.xlsx").binding.keep == (0, 0)


def test_what_cannot_stand_where_it_was_found_is_let_go_and_told(tmp_path: Path) -> None:
    """Two headings over one merged column; a label among the rows that repeat."""
    book = openpyxl.load_workbook(io.BytesIO(blanks.permuted()))
    page = book.worksheets[0]
    for row in range(13, 16):
        page.merge_cells(f"F{row}:G{row}")
    page["D14"], page["E14"] = "项目负责人：", None
    out = io.BytesIO()
    book.save(out)
    adoption = adopted(tmp_path, out.getvalue())
    assert "同一列" in " ".join(each.why for each in adoption.binding.doubts)
    assert all(not 13 <= at[0] <= adoption.binding.rows[1] for at in adoption.binding.cells)
    assert kept(adoption).indicators.columns["target"] == 6


def test_read_sheets_and_templates_agree_on_places(tmp_path: Path) -> None:
    """Places found in grids are used on templates: both count rows and columns alike."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(blanks.permuted())
    cells = {(cell.row, cell.column): cell.text for cell in read_grids(path)[0].cells if cell.text}
    template = {(each.row, each.column): each.text for each in examine(path).template.patches if each.text.strip()}
    assert {at: template[at].strip() for at in cells if at in template} == {
        at: text.strip() for at, text in cells.items() if at in template
    }
    assert len(set(cells) & set(template)) >= 40


def test_a_label_with_words_in_brackets_leaves_room_behind_its_colon(tmp_path: Path) -> None:
    adoption = adopted(tmp_path, blanks.wordy())
    assert adoption.binding.cells[3, 1] == "填报单位（盖章）：{填报单位盖章}"
    alone = io.BytesIO(blanks.wordy())
    book = openpyxl.load_workbook(alone)
    book.worksheets[0]["E5"] = "项目联络员"
    book.save(tmp_path / "独.xlsx")
    assert examine(tmp_path / "独.xlsx").binding.cells[3, 1] == "填报单位（盖章）：{unit}"


def test_a_sheet_too_wide_for_its_paper_is_told_with_the_size_it_prints_at(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blanks.permuted()))
    page = book.worksheets[0]
    for letter in "ABCDEFGHI":
        page.column_dimensions[letter].width = 14
    page.page_setup.paperSize = 9
    book.save(tmp_path / "合适.xlsx")
    page.page_setup.paperSize = 11
    book.save(tmp_path / "太宽.xlsx")
    wide = [each.why for each in examine(tmp_path / "太宽.xlsx").binding.doubts]
    assert any("打印时缩到" in why and "11 磅的字印成" in why for why in wide)
    fits = [each.why for each in examine(tmp_path / "合适.xlsx").binding.doubts]
    assert not any("打印时缩到" in why for why in fits)


def test_a_sheet_without_a_year_takes_that_of_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(blanks.permuted())
    assert examine(path, 2034).binding.year == 2034
    path.write_bytes(blanks.target())
    assert examine(path, 2034).binding.year == 2031, "what it prints counts"


def test_the_kind_can_be_put_right_and_the_scoring_follows(tmp_path: Path) -> None:
    adoption = adopted(tmp_path, blanks.permuted())
    other = adoption.of_kind("target")
    assert (other.binding.kind, other.form().kind) == ("target", "target")
    assert not catalog.profile(other.binding.profile).scores
    assert other.of_kind("self-evaluation").binding == adoption.binding


def test_a_workbook_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PerfdeskError, match="读不了：文件不在了"):
        examine(tmp_path / "没有.xlsx")
