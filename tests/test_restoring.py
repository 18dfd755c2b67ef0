"""History read back: deeds, moments, a form and a ledger as they were, restore points, the bin."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfdesk import evidence
from perfdesk.binned import Binned, binned, plan_back
from perfdesk.core.evidence import EVIDENCE
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, own
from perfdesk.core.step import LEDGER, POINT, RecordChange, Step
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger, Project
from perfdesk.ledger.journal import Journal
from perfdesk.restoring import changed_cells, form_at, plan_form, plan_ledger, plan_point, plan_point_name
from tests.gui import office
from tests.ledgers import content

FILLED, TARGET = 1, 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "柳溪.perf"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = office.desk(path)
    film = office.project(made, "露天电影放映", "880017T000000000001")
    office.fill(made, office.form(made, film))
    office.form(made, film, office.HEBEI)
    yield made
    made.ledger.close()


def journal(desk: Desk) -> Journal:
    return desk.ledger.journal


def put(desk: Desk, form: int, name: str, text: str) -> None:
    desk.apply(desk.document(form).plan([(own(name), text)]))


# Deeds and moments.


def test_deeds_are_told_newest_first_and_whole(desk: Desk) -> None:
    put(desk, FILLED, "goal", "进村入社")
    deeds = journal(desk).deeds()
    acts = [deed.head.act for deed in deeds]
    assert acts[0].startswith("填报")
    assert acts[-1] == "新建项目"
    assert [len({line.entry.step for line in deed.lines}) for deed in deeds] == [1] * len(deeds)
    assert [line for deed in reversed(deeds) for line in deed.lines] == sorted(
        line for deed in deeds for line in deed.lines
    )
    assert sum(len(deed.lines) for deed in deeds) == len(desk.ledger.history())


def test_deeds_come_in_pages_that_join(desk: Desk) -> None:
    for number in range(12):
        put(desk, FILLED, "goal", f"第{number}版")
    whole = journal(desk).deeds()
    pages, before = [], None
    while page := journal(desk).deeds(before=before, count=5):
        pages += page
        before = page[-1].lines[0].id
    assert pages == whole


def test_the_deeds_of_a_form_and_of_a_cell(desk: Desk) -> None:
    put(desk, FILLED, "goal", "甲版")
    put(desk, TARGET, "goal", "乙版")
    assert {line.entry.form for deed in journal(desk).deeds(form=TARGET) for line in deed.lines} == {TARGET}
    texts = [deed.lines[0].entry.new for deed in journal(desk).deeds(form=FILLED, cells=[own("goal")])]
    assert texts == ["甲版", "露天电影进村"]


def test_a_step_of_more_lines_than_a_page_is_one_deed(desk: Desk) -> None:
    document = desk.document(FILLED)
    desk.apply(document.plan_rows(0, 700))
    put(desk, FILLED, "goal", "之后")
    first, second, *_ = journal(desk).deeds(count=2)
    assert (first.head.new, second.head.act) == ("之后", "插入 700 行指标")
    assert len(second.lines) >= 700


def test_the_moment_after_a_deed_has_all_of_it(desk: Desk) -> None:
    document = desk.document(FILLED)
    goal, row = own("goal"), document.sheet.rows[0]
    desk.apply(document.plan([(goal, "新目标"), (Cell(INDICATORS, row, "actual"), "49")]))
    put(desk, FILLED, "goal", "更新的目标")
    last, before, *_ = journal(desk).deeds(form=FILLED, cells=[goal])
    assert journal(desk).moment(last) == journal(desk).last
    then = form_at(desk.ledger, FILLED, journal(desk).moment(before))
    assert (then.sheet.own("goal"), then.sheet.at(row, "actual")) == ("新目标", "49")


# A form as it was.


def test_a_form_comes_back_as_it_was_and_that_can_be_undone(desk: Desk, path: Path) -> None:
    document = desk.document(FILLED)
    then, moment, before = document.sheet, journal(desk).last, content(path)
    first, second = document.sheet.rows
    desk.apply(document.plan_remove_rows([second]))
    desk.apply(document.plan_rows(0, 2))
    desk.apply(document.plan([(Cell(INDICATORS, first, "actual"), "1"), (own("goal"), "")]))
    now, after = document.sheet, content(path)
    assert form_at(desk.ledger, FILLED, moment).sheet == then
    step = plan_form(desk, FILLED, moment)
    desk.apply(step)
    assert document.sheet == then
    assert content(path) == before
    desk.apply(step.inverse)
    assert (document.sheet, content(path)) == (now, after)


def test_a_form_of_another_year_gets_its_year_back(desk: Desk) -> None:
    moment = journal(desk).last
    put(desk, FILLED, "year", "2026")
    assert form_at(desk.ledger, FILLED, moment).year == 2025
    desk.apply(plan_form(desk, FILLED, moment))
    assert desk.record(FILLED).year == 2025


def test_before_it_was_made_a_form_is_not_there(desk: Desk) -> None:
    then = form_at(desk.ledger, FILLED, 0)
    assert (then.there, then.sheet.texts) == (False, {})
    assert form_at(desk.ledger, FILLED, journal(desk).last).there


def test_what_is_as_it_was_needs_no_step(desk: Desk) -> None:
    assert plan_form(desk, FILLED, journal(desk).last).empty
    assert plan_ledger(desk, journal(desk).last).step.empty
    assert plan_ledger(desk, journal(desk).last).words == "账本和当时一样，没有要改回的。"


def test_which_cells_differ() -> None:
    from perfdesk.core.sheet import Sheet

    one, other = Sheet({own("goal"): "甲", own("unit"): "乙"}), Sheet({own("goal"): "丙", own("unit"): "乙"})
    assert changed_cells(one, other) == {own("goal")}


# The ledger as it was.


def test_the_ledger_comes_back_as_it_was_in_one_step(desk: Desk, path: Path) -> None:
    desk.apply(plan_point(desk, "送审前"))
    (point,) = journal(desk).points()
    before = content(path)
    put(desk, FILLED, "goal", "改过的目标")
    desk.apply(desk.plan_remove_form(TARGET))
    made = office.form(desk, office.project(desk, "戏台修缮"))
    desk.apply(desk.plan_severities({"W05": "error"}))
    desk.apply(desk.plan_rename(1, "坝坝电影", "880017T000000000001"))
    after = content(path)
    restored = plan_ledger(desk, point.moment)
    assert (restored.changed, restored.binned, restored.back) == (1, 1, 1)
    assert (restored.projects, restored.settings) == (2, 1)
    assert "1 张后来新建的报表放进回收站" in restored.words
    desk.apply(restored.step)
    assert content(path) == before
    assert desk.ledger.info.severities == {}
    assert [each.name for each in journal(desk).points()] == ["送审前"]
    assert desk.ledger.sheet(made).own("project") == "戏台修缮"
    desk.apply(restored.step.inverse)
    assert content(path) == after


def test_later_restore_points_outlive_going_back(desk: Desk) -> None:
    desk.apply(plan_point(desk, "初稿"))
    moment = journal(desk).last
    put(desk, FILLED, "goal", "改过的目标")
    desk.apply(plan_point(desk, "定稿"))
    restored = plan_ledger(desk, moment)
    assert (restored.settings, [change.table for change in restored.step.records]) == (0, [])
    desk.apply(restored.step)
    final = journal(desk).points()[0]
    assert final.name == "定稿"
    desk.apply(plan_ledger(desk, final.moment).step)
    assert desk.document(FILLED).sheet.own("goal") == "改过的目标"


def attach(desk: Desk, folder: Path, form: int, name: str) -> None:
    desk.apply(attached(desk, folder, form, name))


def attached(desk: Desk, folder: Path, form: int, name: str, row: int = 0) -> Step:
    """The step that attaches a file of this name, its bytes brought."""
    (folder / name).write_bytes(name.encode())
    files = list(evidence.read_all([folder / name], 1000))
    desk.bring(evidence.contents(files))
    return evidence.plan_attach(desk, form, files, row)


def test_files_attached_since_go_but_those_of_a_form_made_since_stay_with_it(desk: Desk, tmp_path: Path) -> None:
    moment = journal(desk).last
    attach(desk, tmp_path, FILLED, "签到表.pdf")
    assert plan_ledger(desk, moment).words == "1 个附件改回当时的样子。"
    made = office.form(desk, 1, office.SICHUAN)
    attach(desk, tmp_path, made, "验收单.pdf")
    restored = plan_ledger(desk, moment)
    assert (restored.binned, restored.files) == (1, 1)
    desk.apply(restored.step)
    assert desk.attachments(FILLED, EVIDENCE) == []
    desk.apply(plan_back(desk.ledger, binned(desk.ledger)))
    assert [file.file_name for file in desk.attachments(made, EVIDENCE)] == ["验收单.pdf"]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_acts_every_moment_comes_back(desk: Desk, path: Path, seed: int) -> None:
    chance = random.Random(seed)
    kept = []
    for number in range(25):
        if chance.random() < 0.3:
            kept.append((journal(desk).last, content(path)))
        _act(desk, chance, number)
    for moment, before in chance.sample(kept, min(4, len(kept))):
        step = plan_ledger(desk, moment).step
        after = content(path)
        desk.apply(step)
        assert content(path) == before
        desk.apply(step.inverse)
        assert content(path) == after


def _act(desk: Desk, chance: random.Random, number: int) -> None:
    forms, projects = desk.forms(), desk.projects()
    if not forms:
        office.form(desk, projects[0].id if projects else office.project(desk, f"项目{number}"))
        return
    form = chance.choice(forms).id
    document = desk.document(form)
    files, folder = desk.attachments(form, EVIDENCE), desk.ledger.path.parent
    acts: dict[str, Callable[[], Step]] = {
        "attach": lambda: attached(desk, folder, form, f"材料{number}.pdf", chance.choice((0, *document.sheet.rows))),
        "detach": lambda: evidence.plan_remove(desk, [file.id for file in files[:1]]) if files else Step(""),
        "severity": lambda: desk.plan_severities({"W05": chance.choice(("error", "off"))}),
        "type": lambda: document.plan([(own(chance.choice(("goal", "project", "unit"))), f"文{number}")]),
        "rows": lambda: document.plan_rows(chance.randrange(3), 2),
        "less": lambda: document.plan_remove_rows(document.sheet.rows[:1]),
        "gone": lambda: desk.plan_remove_form(form),
        "all gone": lambda: desk.plan_remove_project(desk.record(form).project),
        "copy": lambda: desk.plan_duplicate(form)[0],
        "new": lambda: desk.plan_project(f"项目{number}", "", 2025)[0],
        "back": lambda: plan_back(desk.ledger, binned(desk.ledger)[:1]),
    }
    step = chance.choice([*acts.values(), acts["type"]])()
    desk.apply(step)
    if chance.random() < 0.3:
        desk.apply(step.inverse)


# Restore points.


def test_restore_points_are_named_renamed_and_taken_away(desk: Desk) -> None:
    desk.apply(plan_point(desk, "初稿"))
    desk.apply(plan_point(desk, " 送审稿 "))
    assert [(each.number, each.name, each.who) for each in journal(desk).points()] == [
        (2, "送审稿", "小禾"),
        (1, "初稿", "小禾"),
    ]
    moment = journal(desk).points()[0].moment
    desk.apply(plan_point_name(2, "送审稿", "定稿"))
    assert next((each.name, each.moment) for each in journal(desk).points()) == ("定稿", moment)
    taken = plan_point_name(1, "初稿", "")
    desk.apply(taken)
    assert [each.name for each in journal(desk).points()] == ["定稿"]
    desk.apply(taken.inverse)
    assert [each.name for each in journal(desk).points()] == ["定稿", "初稿"]
    assert desk.ledger.info.points == {"1": "初稿", "2": "定稿"}


def test_a_number_once_used_is_not_used_again(desk: Desk) -> None:
    desk.apply(plan_point(desk, "初稿"))
    desk.apply(plan_point_name(1, "初稿", ""))
    assert plan_point(desk, "再来").records == (RecordChange(LEDGER, 0, f"{POINT}2", "", "再来"),)


def test_a_key_that_names_no_restore_point_is_left_alone(desk: Desk) -> None:
    desk.apply(plan_point(desk, "初稿"))
    desk.apply(Step("别的程序", {}, (RecordChange(LEDGER, 0, f"{POINT}x", "", "外来"),)))
    assert [(each.number, each.name) for each in journal(desk).points()] == [(1, "初稿")]
    assert journal(desk).next_point() == 2


# The bin.


def names(desk: Desk) -> list[str]:
    return [_name(each) for each in binned(desk.ledger)]


def _name(each: Binned) -> str:
    told = each.record.name if isinstance(each.record, Project) else str(each.record.id)
    return f"{told}({','.join(map(_name, each.forms))})" if each.forms else told


def test_the_bin_lists_what_was_deleted_last_first(desk: Desk) -> None:
    stage = office.project(desk, "戏台修缮")
    office.form(desk, stage)
    assert names(desk) == []
    desk.apply(desk.plan_remove_form(TARGET))
    desk.apply(desk.plan_remove_project(stage))
    assert names(desk) == ["戏台修缮(3)", str(TARGET)]
    project, form = binned(desk.ledger)
    assert (project.who, project.act, form.act) == ("小禾", "删除项目和 1 张表", "删除报表")
    assert project.at >= form.at


def test_what_comes_back_is_as_it_was(desk: Desk, path: Path) -> None:
    before = content(path)
    desk.apply(desk.plan_remove_form(TARGET))
    desk.apply(desk.plan_remove_project(1))
    assert names(desk) == ["露天电影放映(1)", str(TARGET)]
    step = plan_back(desk.ledger, binned(desk.ledger))
    assert step.act == "从回收站恢复 1 个项目和 2 张报表"
    desk.apply(step)
    assert content(path) == before
    desk.apply(step.inverse)
    assert names(desk) == ["露天电影放映(1,2)"]


def test_a_form_comes_back_with_its_project(desk: Desk) -> None:
    desk.apply(desk.plan_remove_project(1))
    (project,) = binned(desk.ledger)
    desk.apply(plan_back(desk.ledger, [project.forms[1]]))
    assert [each.id for each in desk.projects()] == [1]
    assert [each.id for each in desk.forms()] == [TARGET]


def test_what_was_only_begun_and_taken_back_is_not_listed(desk: Desk) -> None:
    for step, _ in (desk.plan_project("误建", "", 2025), desk.plan_form(1, office.SICHUAN)):
        desk.apply(step)
        desk.apply(step.inverse)
    assert names(desk) == []


def test_a_row_that_only_moved_is_a_deed_of_its_order(desk: Desk) -> None:
    document = desk.document(FILLED)
    desk.apply(document.plan_move_rows(document.sheet.rows[:1], 2))
    assert {line.entry.cell.field for line in journal(desk).deeds(count=1)[0].lines} == {ORDER}


def test_a_ledger_looked_at_has_its_history_too(desk: Desk, path: Path) -> None:
    other = Ledger.open(path, who="", readonly=True)
    try:
        assert other.journal.deeds() == journal(desk).deeds()
    finally:
        other.close()


def test_nothing_asked_for_nothing_told(desk: Desk) -> None:
    assert journal(desk).deeds(form=99) == []
    assert desk.apply(Step("")).step.empty
