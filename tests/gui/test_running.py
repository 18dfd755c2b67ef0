"""One job beside her work: what is told of it in the bar, and whose words are heard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QThread, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.errors import PerfdeskError
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from perfdesk.ui.notice import Notice, Running
from perfdesk.ui.one_job import OneJob
from perfdesk.ui.paper.take_job import TakeJob
from tests.gui import office


class Count(QThread):
    """Says how far it is, and ends with its name; or stops where it is told to."""

    progressed = Signal(int, int, str)
    ended = Signal(str)

    def __init__(self, name: str, last: int = 3) -> None:
        super().__init__()
        self.name, self.last = name, last

    def cancel(self) -> None:
        self.requestInterruption()

    def run(self) -> None:
        for done in range(1, self.last + 1):
            if self.isInterruptionRequested():
                break
            self.progressed.emit(done, self.last, self.name)
            self.msleep(2)
        self.ended.emit(self.name)


class Counting(Running):
    doing = "数数"

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice)
        self.ends: list[str] = []

    def told(self, done: int, total: int, name: str) -> str:
        return f"{name} {done} / {total}"

    def over(self, job: Count, name: str) -> None:
        assert job.name == name
        self.ends.append(name)


@pytest.fixture
def counting(qtbot: QtBot) -> Counting:
    notice = Notice()
    qtbot.addWidget(notice)
    return Counting(notice)


def test_a_job_is_told_of_until_it_ends(counting: Counting, qtbot: QtBot) -> None:
    counting.run(Count("甲"), 0, 3, "甲")
    assert (counting.running, counting.notice.kind, counting.notice.text) == (True, "progress", "甲 0 / 3")
    qtbot.waitUntil(lambda: not counting.running)
    assert (counting.ends, counting.notice.text) == (["甲"], "甲 3 / 3")


def test_what_a_job_says_that_was_stopped_is_not_heard(counting: Counting, qtbot: QtBot) -> None:
    first = Count("甲", 1)
    counting.run(first, 0, 1, "甲")
    first.wait()  # its words are on their way
    counting.run(Count("乙"), 0, 3, "乙")
    qtbot.waitUntil(lambda: not counting.running)
    assert counting.ends == ["乙"]
    counting.run(Count("丙", 500), 0, 500, "丙")
    counting.stop()
    QApplication.processEvents()
    assert (counting.running, counting.ends) == (False, ["乙"])


def test_cancelling_ends_it_with_what_it_has(counting: Counting, qtbot: QtBot) -> None:
    counting.run(Count("丁", 5000), 0, 5000, "丁")
    counting.notice.press("取消")
    qtbot.waitUntil(lambda: not counting.running)
    assert counting.ends == ["丁"]


def test_a_refusal_is_not_painted_over(counting: Counting, qtbot: QtBot) -> None:
    counting.run(Count("戊"), 0, 3, "戊")
    counting.notice.say("磁盘已满。", "refused")
    qtbot.waitUntil(lambda: not counting.running)
    assert counting.notice.text == "磁盘已满。"


def test_a_job_of_another_kind_in_the_same_bar_is_not_pushed_aside(counting: Counting, qtbot: QtBot) -> None:
    counting.run(Count("己", 500), 0, 500, "己")
    other = Counting(counting.notice)
    with pytest.raises(PerfdeskError, match="正在数数，还没有结束"):
        other.run(Count("庚"), 0, 3, "庚")
    assert (counting.running, other.running) == (True, False)
    counting.stop()
    other.run(Count("庚"), 0, 3, "庚")
    qtbot.waitUntil(lambda: not other.running)
    assert (counting.ends, other.ends) == ([], ["庚"])


def test_many_forms_are_taken_in_turns_between_which_the_window_answers(qtbot: QtBot, tmp_path: Path) -> None:
    desk = office.desk(tmp_path / "柳溪.perf")
    forms = [office.form(desk, office.project(desk, f"第 {number} 项"), office.SICHUAN) for number in range(60)]
    desk.ledger.close()
    desk = Desk(Ledger.open(tmp_path / "柳溪.perf", who=""))  # each is read from the file
    taken: list[tuple[list[object] | None, str]] = []
    told: list[int] = []
    notice = Notice()
    qtbot.addWidget(notice)
    one = OneJob(notice, lambda done, _: told.append(done), lambda _, snapshots, why: taken.append((snapshots, why)))
    one.begin(TakeJob(desk, forms))
    qtbot.waitUntil(lambda: not one.running)
    assert len(taken[0][0] or ()) == 60 and not taken[0][1]
    assert told == sorted(told) and told and told[0] < 60
    one.begin(TakeJob(desk, [*forms, 999]))
    qtbot.waitUntil(lambda: not one.running)
    assert taken[1][0] is None and "999" in taken[1][1]
    desk.ledger.close()
