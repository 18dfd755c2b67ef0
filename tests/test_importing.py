"""Documents become forms in one step: everything is placed or told of, nothing of hers goes unasked, all comes back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from perfdesk import catalog
from perfdesk.adopting import examine, keep
from perfdesk.core.sheet import FUNDS, INDICATORS, ORDER, Cell, own
from perfdesk.desk import Desk
from perfdesk.document import Document
from perfdesk.importing import FILL, LEAVE, NEW, OVERWRITE, Choice, FileRead, Plan, plan, read_all, read_one
from tests.blanks import sheet
from tests.core.layouts import drawn
from tests.documents import CODE, HEBEI, NATIONAL, SICHUAN, exported, filled, listed, made
from tests.ledgers import content


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = made(tmp_path, "账本.perf")
    yield opened
    opened.ledger.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """Another ledger, whose exports are the documents."""
    opened = made(tmp_path, "别处.perf")
    yield opened
    opened.ledger.close()


Taken = tuple[Path, Document]


@pytest.fixture
def taken(desk: Desk, other: Desk, tmp_path: Path) -> Taken:
    """A document that was imported, and the form it became."""
    path = exported(tmp_path, filled(other))
    desk.apply(planned(desk, [path]).step)
    return path, desk.document(1)


def planned(desk: Desk, paths: Sequence[Path], **more: object) -> Plan:
    return plan(desk, list(read_all(paths)), **more)  # type: ignore[arg-type]


def told(document: Document) -> dict[tuple[str, int, str], str]:
    """What a form says, its rows by their place."""
    place = {row: number for number, row in enumerate(document.sheet.rows)}
    return {
        (cell.section, place.get(cell.row, cell.row) if cell.section == INDICATORS else cell.row, cell.field): text
        for cell, text in document.sheet.texts.items()
        if cell.field != ORDER
    }


@pytest.mark.parametrize("key", [NATIONAL, SICHUAN, HEBEI])
def test_an_exported_form_comes_in_as_it_was(desk: Desk, other: Desk, tmp_path: Path, key: str) -> None:
    document = filled(other, key)
    found = planned(desk, [exported(tmp_path, document)])
    assert [(item.act, item.form and item.form.id, item.left, item.new_project) for item in found.items] == [
        (NEW, key, (), True)
    ]
    desk.apply(found.step)
    mine = told(desk.document(found.items[0].into))
    printed = {cell: text for cell, text in mine.items() if cell[0] != INDICATORS or cell[2] != "score"}
    assert printed == told(document)
    assert [(each.name, each.year) for each in desk.projects()] == [("稻种更新", 2031)]


def test_the_whole_import_is_one_step_and_comes_back_whole(desk: Desk, other: Desk, tmp_path: Path) -> None:
    filled(desk, NATIONAL, "旧项目", "")
    before = content(desk.ledger.path)
    files = [exported(tmp_path, filled(other)), exported(tmp_path, filled(other, HEBEI, "灌渠清淤", "K1"))]
    found = planned(desk, files)
    desk.apply(found.step)
    after = content(desk.ledger.path)
    assert (len(after["projects"]), len(after["forms"])) == (3, 3)
    desk.apply(found.step.inverse)
    assert content(desk.ledger.path) == before
    desk.apply(found.step.inverse.inverse)
    assert content(desk.ledger.path) == after


def test_a_form_goes_to_the_project_of_its_code(desk: Desk, other: Desk, tmp_path: Path) -> None:
    step, project = desk.plan_project("另一个叫法", CODE, 2031)
    desk.apply(step)
    item = planned(desk, [exported(tmp_path, filled(other))]).items[0]
    assert (item.project, item.new_project, item.act) == (project, False, NEW)


def test_a_form_of_hers_that_looks_like_a_shipped_one_takes_no_document_from_it(
    desk: Desk, other: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(tmp_path, filled(other))
    desk.apply(planned(desk, [path]).step)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    keep(examine(catalog.template_path(SICHUAN)), "zz-hers")
    item = planned(desk, [path]).items[0]
    assert (item.form and item.form.id, item.same) == (SICHUAN, True)


def test_what_she_has_is_shown_beside_and_stays(desk: Desk, taken: Taken) -> None:
    path, mine = taken
    row = mine.sheet.rows[0]
    desk.apply(mine.plan([(Cell(INDICATORS, row, "actual"), "25"), (own("done"), "")]))
    found = planned(desk, [path])
    item = found.items[0]
    assert (item.act, item.existing, item.same) == (LEAVE, 1, False)
    assert [(each.cell.field, each.old, each.new) for each in item.replaced] == [("actual", "25", "22")]
    assert found.step.empty and not found.clean
    again = planned(desk, [path], choices={0: Choice(OVERWRITE)})
    desk.apply(again.step)
    assert (mine.sheet.at(row, "actual"), mine.sheet.own("done")) == ("22", "done的内容")
    desk.apply(again.step.inverse)
    assert (mine.sheet.at(row, "actual"), mine.sheet.own("done")) == ("25", "")


def test_single_cells_can_keep_their_text(desk: Desk, taken: Taken) -> None:
    path, mine = taken
    actual = Cell(INDICATORS, mine.sheet.rows[0], "actual")
    desk.apply(mine.plan([(actual, "25"), (own("goal"), "另一个目标")]))
    desk.apply(planned(desk, [path], choices={0: Choice(OVERWRITE, kept=frozenset({(1, actual)}))}).step)
    assert (mine.sheet.text(actual), mine.sheet.own("goal")) == ("25", "goal的内容")


def test_filling_touches_nothing_that_is_there(desk: Desk, taken: Taken) -> None:
    path, mine = taken
    row = mine.sheet.rows[0]
    desk.apply(mine.plan([(Cell(INDICATORS, row, "actual"), "25"), (own("done"), "")]))
    desk.apply(planned(desk, [path], choices={0: Choice(FILL)}).step)
    assert (mine.sheet.at(row, "actual"), mine.sheet.own("done")) == ("25", "done的内容")


def test_blanks_alone_need_no_choice_and_the_same_again_is_no_loss(desk: Desk, other: Desk, tmp_path: Path) -> None:
    path = exported(tmp_path, filled(other))
    desk.apply(planned(desk, [path]).step)
    desk.apply(desk.document(1).plan([(own("done"), "")]))
    found = planned(desk, [path])
    assert found.items[0].act == FILL
    desk.apply(found.step)
    found = planned(desk, [path])
    assert (found.items[0].same, found.step.empty, found.clean) == (True, True, True)


@pytest.mark.parametrize("key", [NATIONAL, SICHUAN, HEBEI])
def test_a_form_she_only_began_takes_the_document(desk: Desk, other: Desk, tmp_path: Path, key: str) -> None:
    """The province's pre-filled file, after she made the form in the window."""
    step, project = desk.plan_project("稻种更新", CODE, 2031)
    desk.apply(step)
    desk.apply(desk.plan_form(project, key)[0])
    theirs = filled(other, key)
    found = planned(desk, [exported(tmp_path, theirs)])
    assert found.items[0].act == FILL
    desk.apply(found.step)
    mine = desk.document(1).sheet
    assert [mine.at(row, "l3") for row in mine.rows] == ["第1项", "第2项", "第3项"]
    assert mine.own("goal") == "goal的内容"


def test_overwriting_follows_the_rows_of_the_document(desk: Desk, other: Desk, tmp_path: Path) -> None:
    theirs = filled(other)
    desk.apply(planned(desk, [exported(tmp_path, theirs)]).step)
    _, second, third = theirs.sheet.rows
    other.apply(theirs.plan_move_rows([third], 0))
    other.apply(theirs.plan_remove_rows([second]))
    other.apply(theirs.plan([(Cell(INDICATORS, 1 << 40, "l3"), "新增的一项")]))
    (tmp_path / "again").mkdir()
    found = planned(desk, [exported(tmp_path / "again", theirs)], choices={0: Choice(OVERWRITE)})
    desk.apply(found.step)
    mine = desk.document(1).sheet
    assert [mine.at(row, "l3") for row in mine.rows] == ["第3项", "第1项", "新增的一项"]
    assert {change.cell.row for change in found.items[0].replaced} == {2}


def test_of_two_documents_that_say_the_same_one_is_taken(desk: Desk, other: Desk, tmp_path: Path) -> None:
    document = filled(other)
    first = exported(tmp_path, document)
    (tmp_path / "b").mkdir()
    second = exported(tmp_path / "b", document)
    found = planned(desk, [first, second])
    assert [(item.act, item.same) for item in found.items] == [(NEW, False), (LEAVE, True)]
    other.apply(document.plan([(own("goal"), "改过的目标")]))
    found = planned(desk, [first, exported(tmp_path / "b", document)])
    assert [(item.act, item.same) for item in found.items] == [(NEW, False), (LEAVE, False)]
    assert "没有导入" in found.items[1].why


def test_printed_prompts_are_no_content(desk: Desk, other: Desk, tmp_path: Path) -> None:
    document = filled(other)
    other.apply(document.plan([(own("done"), ""), (own("problems"), "")]))
    assert document.page(lambda character, font, bold: 1.0).by_cell[own("done")].text.startswith("填写说明")
    found = planned(desk, [exported(tmp_path, document)])
    desk.apply(found.step)
    mine = desk.document(1).sheet
    assert (mine.own("done"), mine.own("problems"), mine.own("measures")) == ("", "", "measures的内容")


def test_what_a_form_has_no_place_for_is_told_and_operators_go_with_the_target(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    found = planned(desk, [exported(tmp_path, filled(other))], form=NATIONAL)
    item = found.items[0]
    left = {(each.cell.section, each.cell.field) for each in item.left}
    assert {("", "process"), ("", "conclusion"), ("funds", "note")} <= left
    assert not found.clean
    desk.apply(found.step)
    document = desk.document(item.into)
    assert document.form.id == NATIONAL
    assert {document.sheet.at(row, "target") for row in document.sheet.rows} == {"≥20场"}


def test_money_rows_go_by_their_labels(desk: Desk, other: Desk, tmp_path: Path) -> None:
    """其他资金 is the last of four rows on one form and of five on the other."""
    theirs = filled(other)
    found = planned(desk, [exported(tmp_path, theirs)], form=NATIONAL)
    desk.apply(found.step)
    assert desk.document(1).sheet.fund(3, "executed") == theirs.sheet.fund(4, "executed") == "4.00"


def test_a_printed_total_that_the_rules_give_otherwise_is_told(desk: Desk, other: Desk, tmp_path: Path) -> None:
    path = exported(tmp_path, filled(other))
    assert planned(desk, [path]).items[0].recalculated == ()
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    total = next(cell for cell in page["J"] if page.cell(cell.row, 1).value == "合计")
    total.value = 99
    book.save(path)
    found = planned(desk, [path])
    assert [(each.cell, each.printed) for each in found.items[0].recalculated] == [(own("total.score"), "99")]
    assert not found.clean


def test_a_listed_project_is_made_and_owed_until_it_has_a_form(desk: Desk, other: Desk, tmp_path: Path) -> None:
    found = planned(desk, [listed(tmp_path), exported(tmp_path, filled(other))])
    assert [(each.listed.name, each.new) for each in found.projects] == [("稻种更新", False), ("果苗补贴", True)]
    desk.apply(found.step)
    assert [project.name for project in desk.owed()] == ["果苗补贴"]
    assert desk.document(1).sheet.fund(0, "executed") == "8.00", "figures of a list overwrite nothing"
    again = planned(desk, [listed(tmp_path)])
    assert not any(each.new for each in again.projects) and again.step.empty


def test_a_list_can_be_taken_in_part(desk: Desk, tmp_path: Path) -> None:
    found = planned(desk, [listed(tmp_path)], wanted={0: False})
    assert [(each.number, each.taken, each.new, each.project) for each in found.projects] == [
        (0, False, False, 0), (1, True, True, 1),
    ]  # fmt: skip
    desk.apply(found.step)
    assert [project.name for project in desk.projects()] == ["果苗补贴"]
    assert planned(desk, [listed(tmp_path)], wanted={0: False, 1: False}).step.empty


def test_the_record_of_a_project_keeps_what_a_list_says(desk: Desk, other: Desk, tmp_path: Path) -> None:
    desk.apply(planned(desk, [exported(tmp_path, filled(other))]).step)
    found = planned(desk, [listed(tmp_path)])
    desk.apply(found.step)
    kept = [(each.name, each.category, each.executed, each.listed) for each in desk.projects()]
    assert kept == [
        ("稻种更新", "部门项目", "9.00", "清单.xlsx#纵向!D2"),
        ("果苗补贴", "部门项目", "2.50", "清单.xlsx#纵向!D3"),
    ]
    desk.apply(found.step.inverse)
    assert [(each.name, each.executed, each.listed) for each in desk.projects()] == [("稻种更新", "", "")]


def test_a_list_gives_its_code_to_a_project_known_by_name(desk: Desk, tmp_path: Path) -> None:
    step, _ = desk.plan_project("稻种更新", "", 2031)
    desk.apply(step)
    found = planned(desk, [listed(tmp_path)])
    desk.apply(found.step)
    assert ("稻种更新", CODE) in [(each.name, each.code) for each in desk.projects()]
    assert planned(desk, [listed(tmp_path)]).step.empty
    desk.apply(found.step.inverse)
    assert [(each.name, each.code) for each in desk.projects()] == [("稻种更新", "")]


def test_a_form_brings_its_project_though_the_list_is_left_out(desk: Desk, other: Desk, tmp_path: Path) -> None:
    found = planned(desk, [listed(tmp_path), exported(tmp_path, filled(other))], wanted={0: False, 1: False})
    desk.apply(found.step)
    assert [project.name for project in desk.projects()] == ["稻种更新"]


def test_documents_are_read_one_by_one_and_a_bad_one_does_not_keep_the_others(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    good, bad = exported(tmp_path, filled(other)), tmp_path / "坏.xlsx"
    bad.write_bytes(good.read_bytes()[:900])
    files = list(read_all([bad, good, tmp_path / "没有.docx"]))
    assert [bool(file.refusal) for file in files] == [True, False, True]
    assert "坏.xlsx" in files[0].refusal
    found = plan(desk, files)
    assert (len(found.taken), len(found.refused)) == (1, 2)


def test_a_batch_says_how_far_it_is_and_can_be_ended(other: Desk, tmp_path: Path) -> None:
    path = exported(tmp_path, filled(other))
    said: list[tuple[int, int, str]] = []

    def progress(done: int, count: int, next_one: Path) -> bool:
        said.append((done, count, next_one.name))
        return done < 2

    assert len(list(read_all([path] * 5, progress))) == 2
    assert said == [(0, 5, path.name), (1, 5, path.name), (2, 5, path.name)]


def test_a_read_file_keeps_no_grids(other: Desk, tmp_path: Path) -> None:
    """200 documents must not cost the room of their cells."""
    file = read_one(exported(tmp_path, filled(other)))
    assert isinstance(file, FileRead) and not file.found.grids and file.found.forms


def test_codes_stay_text_with_their_zeros(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "零.xlsx"
    rows = [
        ["部门名称", "项目类别", "项目编码", "项目名称", "年初预算数", "调整预算数"],
        ["甲", "乙", "000120300", "丙", "1", "1"],
    ]
    path.write_bytes(sheet(rows))
    desk.apply(planned(desk, [path]).step)
    assert [project.code for project in desk.projects()] == ["000120300"]


def test_codes_that_lost_their_digits_do_not_make_one_project_of_three(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["项目编码", "项目名称", "年初预算数", "预算执行数"]]
    rows += [[51990131000000000070 + n, f"第{n}个项目", n, n] for n in (1, 2, 3)]
    path = tmp_path / "清单.xlsx"
    path.write_bytes(sheet(rows))
    for _ in range(2):
        desk.apply(planned(desk, [path]).step)
    assert [project.name for project in desk.projects()] == ["第1个项目", "第2个项目", "第3个项目"]


IN_YUAN = """
项目支出绩效自评表（2031年度）
单位：元
项目名称|护渠|<|<|<|<|<
主管部门|水务局|<|实施单位|水管站|<|<
项目资金|<|年初预算数|全年预算数|全年执行数|执行率|得分
年度资金总额|<|265,500|265500|约26万|100%|10
年度总体目标|护好渠|<|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|巡护次数|≥20次|22次|90|90
"""


def test_money_in_another_unit_is_doubtful_and_converted_only_if_she_says_so(desk: Desk) -> None:
    files = [FileRead(Path("元.xlsx"), drawn(IN_YUAN))]
    proposed = plan(desk, files).items[0]
    assert proposed.placed
    assert proposed.placed.sheet.text(Cell(FUNDS, 0, "initial")) == "265,500"
    assert proposed.amounts == {
        Cell(FUNDS, 0, "initial"): "26.55", Cell(FUNDS, 0, "adjusted"): "26.55", Cell(FUNDS, 0, "executed"): "",
    }  # fmt: skip
    assert proposed.doubts[Cell(FUNDS, 0, "adjusted")] == "文件的单位是元，表样是万元，换算是 26.55"
    said = plan(desk, files, {0: Choice(converted=True)}).items[0]
    assert said.placed
    assert [said.placed.sheet.text(Cell(FUNDS, 0, name)) for name in ("initial", "adjusted", "executed")] == [
        "26.55", "26.55", "约26万",
    ]  # fmt: skip
    assert set(said.doubts) & set(proposed.amounts) == {Cell(FUNDS, 0, "executed")}
    same = plan(desk, [FileRead(Path("万元.xlsx"), drawn(IN_YUAN.replace("单位：元", "单位：万元")))]).items[0]
    assert not same.amounts


def test_a_form_that_is_only_the_nearest_is_doubtful(desk: Desk) -> None:
    lines = IN_YUAN.replace("单位：元", "单位：万元") + "存在问题|渠远|<|<|<|<|<\n改进措施|添车|<|<|<|<|<\n"
    files = [FileRead(Path("相近.xlsx"), drawn(lines))]
    planned = plan(desk, files)
    assert planned.items[0].unlike and not planned.clean
    assert planned.items[0].form
    chosen = plan(desk, files, {0: Choice(form=planned.items[0].form.id)}).items[0]
    assert not chosen.unlike, "what she chose is no guess"
