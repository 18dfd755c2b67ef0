"""Last year's forms as this year's start: a project whole, and what 新建报表 offers to begin with."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from perfdesk import catalog
from perfdesk.core.carried import mark
from perfdesk.core.sheet import own
from perfdesk.ui import acts
from perfdesk.ui.dialogs import AskForm, NewForm
from perfdesk.ui.incoming import carry_acts
from perfdesk.ui.main_window import MainWindow
from perfdesk.ui.page import page_acts
from tests.gui import office

FILM, STAGE = 1, 2
"""The projects of the ledger: two forms, one form."""


def ask(window: MainWindow, project: int, form: str) -> AskForm:
    """The dialog with a form chosen."""
    made = AskForm(
        catalog.forms(), window.desk.projects(), project, window, lambda *each: carry_acts.offers(window, *each)
    )
    chosen = [row for row in range(made.forms.count()) if made.forms.item(row).data(Qt.ItemDataRole.UserRole) == form]
    made.forms.setCurrentRow(chosen[0])
    return made


def test_a_project_is_carried_whole_and_taken_back_in_one_step(window: MainWindow) -> None:
    window.tree.select("project", FILM)
    window.tree.view.setFocus()
    window.actions_["carry_form"].trigger()
    made = [each for each in window.desk.forms() if each.year == 2026]
    assert [each.form for each in made] == [office.SICHUAN, office.HEBEI]
    assert "2 张报表沿用到 2026 年度" in window.notice.text
    page_acts.undo(window)
    assert not [each for each in window.desk.forms() if each.year == 2026]


def test_a_project_that_is_carried_already_says_so(window: MainWindow) -> None:
    window.tree.select("project", STAGE)
    window.tree.view.setFocus()
    window.actions_["carry_form"].trigger()
    window.tree.select("project", STAGE)
    window.actions_["carry_form"].trigger()
    assert (window.notice.kind, "2026" in window.notice.text) == ("refused", True)


def test_a_new_form_offers_last_years_to_begin_with(window: MainWindow) -> None:
    next_year = office.project(window.desk, "露天电影放映", "880017T000000000001", 2026)
    asked = ask(window, next_year, office.SICHUAN)
    assert [asked.begin.itemText(row) for row in range(asked.begin.count())] == [
        "空白表（也可以选 1 张来沿用）", "沿用 2025 年度「四川自评表」的目标和指标",
    ]  # fmt: skip
    assert asked.answered() == NewForm(next_year, office.SICHUAN, 0)
    asked.begin.setCurrentIndex(1)
    assert asked.answered() == NewForm(next_year, office.SICHUAN, 1)


def test_where_there_is_nothing_to_begin_with_nothing_is_asked(window: MainWindow) -> None:
    asked = ask(window, STAGE, office.HEBEI)
    assert not asked.begin.isVisibleTo(asked)
    asked.project.setCurrentIndex(asked.project.findData(FILM))
    assert not asked.begin.isVisibleTo(asked)
    asked = ask(window, FILM, office.NATIONAL)
    assert asked.begin.isVisibleTo(asked)
    assert asked.begin.itemText(1) == "沿用 2025 年度「河北目标表」的目标和指标"


def test_the_new_form_begins_with_what_she_chose(window: MainWindow) -> None:
    office.project(window.desk, "露天电影放映", "880017T000000000001", 2026)
    window.tree.show_ledger(window.desk)
    window.tree.select("project", 3)
    window.tree.view.setFocus()

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, AskForm)
        sichuan = asked.forms.findItems("自评表", Qt.MatchFlag.MatchContains)
        asked.forms.setCurrentItem(
            next(item for item in sichuan if item.data(Qt.ItemDataRole.UserRole) == office.SICHUAN)
        )
        asked.begin.setCurrentIndex(1)
        asked.accept()

    QTimer.singleShot(0, answer)
    window.do(acts.new_form)
    sheet = window.document.sheet
    assert (sheet.year, sheet.own("goal"), sheet.text(mark(own("goal")))) == (2026, "露天电影进村", "2025")
    assert "斜体" in window.notice.text
