"""What she has typed but not left yet, and what becomes of it when she does something else."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import INDICATORS, Cell, Change, own
from perfdesk.core.step import Step
from perfdesk.desk import Applied
from perfdesk.ledger import Ledger
from perfdesk.ui import acts
from perfdesk.ui.dialogs import AskScore, OwnScore
from perfdesk.ui.edits import Edit
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from perfdesk.ui.paper.export_dialog import AskExport, ExportWish
from perfdesk.ui.remembered import Remembered
from tests.gui import office

FILLED, OTHER = 1, 2
"""A filled form, and one of another project."""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "柳溪.perf"
    made = office.desk(path)
    for name in ("露天电影放映", "戏台修缮"):
        office.fill(made, office.form(made, office.project(made, name)))
    made.ledger.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, ledger: Path) -> Iterator[MainWindow]:
    opened = MainWindow(Remembered(tmp_path / "window.ini"))
    qtbot.addWidget(opened)
    opened.open_ledger(ledger)
    opened.show()
    qtbot.waitExposed(opened)
    for form in (OTHER, FILLED):
        opened.open_form(form)
    yield opened
    opened._forget()
    opened.close()


def trigger(window: MainWindow, name: str) -> None:
    window.actions_[name].trigger()


def row(window: MainWindow, place: int = 0) -> int:
    return window.document.sheet.rows[place]


def overridden(window: MainWindow, pending: str = "") -> Cell:
    """A score of her own in the row in front, its reason half written; the cell of the reason."""
    window.page.go_to(Cell(INDICATORS, row(window), "score"))
    assert page_acts.put_score(window, row(window), "36", "")
    if pending:
        window.reasons.override.reason.setPlainText(pending)
    return Cell(INDICATORS, row(window), "override_reason")


def typing(window: MainWindow, cell: Cell, text: str) -> None:
    """A text in the editor over a cell, not entered yet."""
    assert window.page.go_to(cell)
    window.page.edit_current()
    assert window.page.editor
    window.page.editor.selectAll()
    window.page.editor.insertPlainText(text)


def block(window: MainWindow, form: int, cell: Cell, text: str = "别处写的") -> str:
    """Another text on the disk past the desk, so that the desk's next change there is refused. What was there."""
    before = window.desk.ledger.sheet(form).text(cell)
    window.desk.ledger.write(Step("旁门", {form: (Change(cell, before, text),)}))
    return before


def text(window: MainWindow, form: int, cell: Cell) -> str:
    return window.desk.document(form).sheet.text(cell)


def test_redo_takes_a_half_written_reason_over_first(window: MainWindow) -> None:
    cell = overridden(window)
    assert window.push(window.document.plan([(own("goal"), "放映到村")]))
    trigger(window, "undo")
    window.reasons.override.reason.setPlainText("两场因暴雨改期")
    trigger(window, "redo")
    assert text(window, FILLED, cell) == "两场因暴雨改期"
    assert text(window, FILLED, own("goal")) == "露天电影进村"
    assert not window.bridge.stack.canRedo()


def test_a_text_taken_over_by_a_step_being_applied_comes_after_it(window: MainWindow) -> None:
    """The stack's own redo, without anything taken over before."""
    cell = overridden(window)
    assert window.push(window.document.plan([(own("goal"), "放映到村")]))
    window.bridge.undo()
    told = False

    def take_over(applied: Applied) -> None:
        nonlocal told
        if not told:
            told = True
            window.push(window.document.plan([(cell, "边做边写")]))

    window.bridge.applied.connect(take_over)
    window.bridge.redo()
    assert text(window, FILLED, own("goal")) == "放映到村"
    assert text(window, FILLED, cell) == "边做边写"
    assert window.bridge.stack.index() == window.bridge.stack.count() == 3
    for _ in range(3):
        window.bridge.undo()
    assert text(window, FILLED, own("goal")) == "露天电影进村"


def test_a_reason_goes_to_the_form_it_was_written_for(window: MainWindow) -> None:
    cell = overridden(window, "两场因暴雨改期")
    window.open_form(OTHER)
    assert text(window, FILLED, cell) == "两场因暴雨改期"
    assert text(window, OTHER, cell) == ""


def test_deleting_the_row_of_a_half_written_reason_leaves_no_ghost(window: MainWindow) -> None:
    overridden(window, "两场因暴雨改期")
    gone = row(window)
    trigger(window, "delete_rows")
    assert gone not in window.document.sheet.rows
    assert len(window.document.sheet.rows) == 1
    trigger(window, "undo")
    assert window.document.sheet.at(gone, "override_reason") == "两场因暴雨改期"


def test_a_form_deleted_while_typed_into_comes_back_evaluated(window: MainWindow) -> None:
    typing(window, Cell(INDICATORS, row(window), "actual"), "50")
    trigger(window, "delete_form")
    assert FILLED not in [record.id for record in window.desk.forms()]
    window.notice.press("撤销")
    assert window.document.id == FILLED
    assert window.desk.record(FILLED).total == "100"
    assert window.document.scores.shown[own("total.score")] == "100"


def test_what_is_typed_into_a_form_that_is_gone_counts_when_it_comes_back(window: MainWindow) -> None:
    document = window.document
    gone = window.desk.plan_remove_form(FILLED)
    window.desk.apply(gone)
    window.desk.apply(document.plan([(Cell(INDICATORS, document.sheet.rows[0], "actual"), "50")]))
    window.desk.apply(gone.inverse)
    assert document.scores.shown[own("total.score")] == window.desk.record(FILLED).total == "100"


@pytest.mark.parametrize("name", ["undo", "redo", "duplicate_form", "export", "save", "insert_row"])
def test_an_act_takes_the_cell_being_typed_into_over_first(
    window: MainWindow, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AskExport, "ask", lambda _: None)
    assert window.push(window.document.plan([(own("goal"), "一")]))
    assert window.push(window.document.plan([(own("goal"), "二")]))
    window.bridge.undo()
    cell = Cell(INDICATORS, row(window), "actual")
    typing(window, cell, "44")
    trigger(window, name)
    assert window.desk.document(FILLED).sheet.text(cell) == ("40" if name == "undo" else "44")
    assert "actual" in {
        entry.cell.field for entry in window.desk.ledger.history(FILLED) if entry.new == "44" and entry.cell
    }


def test_looking_closer_leaves_her_in_the_middle_of_the_word(window: MainWindow) -> None:
    typing(window, Cell(INDICATORS, row(window), "actual"), "4")
    trigger(window, "zoom_in")
    assert window.page.editor and window.page.editor.typed == "4"
    assert window.bridge.stack.count() == 0


def test_a_refused_reason_stops_what_would_lose_it(window: MainWindow, tmp_path: Path) -> None:
    cell = overridden(window, "两场因暴雨改期")
    before = block(window, FILLED, cell)
    for leave in (
        lambda: window.close_tab(window.tabs.widget(0)),
        lambda: window.open_ledger(office.ledger(tmp_path / "别的.perf")),
        lambda: window.create_ledger(tmp_path / "新的.perf", "别的单位", "", 2025),
        lambda: trigger(window, "save"),
        lambda: trigger(window, "delete_form"),
        window.close,
    ):
        leave()
        assert window.notice.kind == "refused"
        assert window.isVisible() and window.tabs.count() == 2 and window.document.id == FILLED
        assert window.reasons.override.reason.toPlainText() == "两场因暴雨改期"
    window.open_form(OTHER)
    assert window.reasons.override.reason.toPlainText() == "两场因暴雨改期"
    block(window, FILLED, cell, before)
    assert window.commit()
    assert window.desk.ledger.sheet(FILLED).text(cell) == "两场因暴雨改期"


def test_a_refused_cell_stops_the_window_from_closing_until_she_lets_it_go(window: MainWindow) -> None:
    cell = Cell(INDICATORS, row(window), "actual")
    typing(window, cell, "44")
    before = block(window, FILLED, cell, "41")
    window.open_form(OTHER)
    window.close()
    assert window.isVisible()
    window.open_form(FILLED)
    assert window.page.editor and window.page.editor.typed == "44"
    window.close()
    window.notice.press("不要这段文字")
    assert window.page.editor is None and window.commit()
    block(window, FILLED, cell, before)


def test_undo_and_redo_show_the_form_they_touch(window: MainWindow) -> None:
    assert window.push(window.document.plan([(own("goal"), "放映到村")]))
    window.open_form(OTHER)
    trigger(window, "undo")
    assert window.document.id == FILLED
    window.close_tab(window.tabs.currentWidget())
    assert window.document.id == OTHER
    trigger(window, "redo")
    assert (window.document.id, text(window, FILLED, own("goal"))) == (FILLED, "放映到村")


def test_a_second_export_does_not_push_the_first_aside(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    first, second = tmp_path / "一", tmp_path / "二"
    first.mkdir()
    second.mkdir()
    acts.start_export(window, ExportWish((FILLED, OTHER), ("xlsx",), first))
    with pytest.raises(PerfdeskError, match="还没有结束"):
        acts.start_export(window, ExportWish((FILLED,), ("xlsx",), second))
    trigger(window, "export")
    assert "还没有结束" in window.notice.text
    qtbot.waitUntil(lambda: not window.exports.running, timeout=20000)
    assert (len(list(first.iterdir())), len(list(second.iterdir()))) == (2, 0)


@pytest.mark.parametrize(("typed", "fits"), [("999", False), ("abc", False), ("-1", False), ("20", True), ("0", True)])
def test_a_score_of_her_own_is_a_number_up_to_the_weight(qtbot: QtBot, typed: str, fits: bool) -> None:
    ask = AskScore("按规则应得 12 分。", "20", OwnScore("", ""))
    qtbot.addWidget(ask)
    ask.score.setText(typed)
    ask.reason.setPlainText("设备迟到")
    ask.accept()
    assert ask.fault.text() == ("" if fits else "得分要填 0 到 20 之间的数。")
    assert ask.answer == (OwnScore(typed, "设备迟到") if fits else None)


def test_nothing_opens_for_typing_in_a_ledger_only_to_be_looked_at(qtbot: QtBot, tmp_path: Path, ledger: Path) -> None:
    desk = office.desk(tmp_path / "只看.perf")
    document = office.fill(desk, office.form(desk, office.project(desk, "露天电影放映")))
    cell = Cell(INDICATORS, document.sheet.rows[0], "score")
    desk.apply(document.plan([(cell, "36"), (cell._replace(field="override_reason"), "改期")]))
    desk.ledger.close()
    looking = MainWindow(Remembered(tmp_path / "看.ini"))
    qtbot.addWidget(looking)
    looking.open_ledger(tmp_path / "只看.perf", readonly=True)
    looking.show()
    looking.open_form(FILLED)
    looking.page.go_to(cell._replace(field="actual"))
    looking.page.edit_current()
    assert looking.page.editor is None
    assert "只读" in looking.notice.text
    looking.page.go_to(cell)
    assert looking.reasons.override.reason.isReadOnly()
    assert "只读" in looking.reasons.override.reason.toolTip()
    looking.close()


class Clerk:
    """Hands that do anything at any time, by a seed."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window, self.any = window, Random(seed)

    def act(self) -> None:
        self.any.choice((self.type, self.type, self.reason, self.turn, self.step, self.step, self.rows, self.delete))()

    def type(self) -> None:
        """Typing over a cell, mostly left unfinished."""
        window = self.window
        if window.tab is None or not window.commit():
            return
        rows = window.document.sheet.rows
        cell = (
            Cell(INDICATORS, self.any.choice(rows), self.any.choice(("actual", "weight", "l3")))
            if rows
            else own("goal")
        )
        typing(window, cell, str(self.any.randrange(90)))
        if self.any.random() < 0.3:
            window.commit()

    def reason(self) -> None:
        window = self.window
        if window.tab is None or not window.document.sheet.rows:
            return
        chosen = self.any.choice(window.document.sheet.rows)
        window.do(lambda _: page_acts.put_score(window, chosen, str(self.any.randrange(9)), "先写一句"))
        window.page.go_to(Cell(INDICATORS, chosen, "score"))
        if window.reasons.override.isVisible():
            window.reasons.override.reason.setPlainText(f"理由 {self.any.randrange(99)}")

    def turn(self) -> None:
        living = [record.id for record in self.window.desk.forms()]
        if living:
            self.window.open_form(self.any.choice(living))

    def step(self) -> None:
        trigger(self.window, self.any.choice(("undo", "undo", "redo")))

    def rows(self) -> None:
        trigger(self.window, self.any.choice(("insert_row", "delete_rows", "move_up", "duplicate_form")))

    def delete(self) -> None:
        if self.any.random() < 0.2 and len(self.window.desk.forms()) > 1:
            trigger(self.window, "delete_form")


def standing(history: list[str]) -> list[str]:
    """The acts of a journal that stand: each 撤销 takes the last one back."""
    stood: list[str] = []
    for act in history:
        if act.startswith("撤销 "):
            assert stood.pop() == act.removeprefix("撤销 ")
        else:
            stood.append(act)
    return stood


@pytest.mark.parametrize("seed", range(6))
def test_whatever_she_leaves_unfinished_stack_journal_and_scores_agree(window: MainWindow, seed: int) -> None:
    clerk = Clerk(window, seed)
    begun = len(steps(window.desk.ledger))
    for _ in range(40):
        clerk.act()
    assert window.commit()
    stack = window.bridge.stack
    done = [stack.command(number) for number in range(stack.index())]
    assert [edit.step.act for edit in done if isinstance(edit, Edit)] == standing(steps(window.desk.ledger)[begun:])
    for record in window.desk.forms():
        document = window.desk.document(record.id)
        assert document.sheet == window.desk.ledger.sheet(record.id)
        anew = score(document.form.profile, document.sheet, record.year)
        assert document.scores.shown == anew.shown
        assert record.total == document.evaluation.summary.total


def steps(ledger: Ledger) -> list[str]:
    """The acts of the journal, one a step."""
    return list({entry.step: entry.act for entry in ledger.history()}.values())
