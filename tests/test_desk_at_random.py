"""Whatever a clerk does in any order: disk and memory agree, and all of it can be taken back."""

import hashlib
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from perfdesk import evidence
from perfdesk.core.evidence import EVIDENCE
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, own
from perfdesk.core.step import Step
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger
from tests.gui import office
from tests.ledgers import again

NATIONAL, SICHUAN, HEBEI = "national-2020", "sichuan-2022-0013zp", "hebei-2022-target"
TEXTS = st.one_of(
    st.sampled_from(["", "≥20场", "18场", "10", "12.5", "优", "无", "明显改善", "２０"]),
    st.text(st.characters(codec=None, exclude_categories=[]), max_size=12),
)
PLACES = st.integers(0, 12)


class Clerk(RuleBasedStateMachine):
    """Whatever she does: file and memory say the same, and undoing all of it gives the start."""

    @initialize(key=st.sampled_from([NATIONAL, SICHUAN, HEBEI]))
    def begin(self, key: str) -> None:
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name, "账本.perf")
        self.desk = Desk(Ledger.create(path, unit="石桥镇水务站", year=2024, who="阿宁"))
        self.number = office.form(self.desk, office.project(self.desk, "老街排水", "K01", 2024), key)
        self.start = self.desk.document(self.number).sheet
        self.project_at_start = self.desk.projects()
        self.ids = set(self.start.rows)
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def take(self, step: Step) -> None:
        if not step.empty:
            self.desk.apply(step)
            self.done.append(step)
            self.undone.clear()

    @rule(
        wanted=st.lists(st.tuples(PLACES, st.sampled_from(["l1", "l3", "target", "actual", "weight", "score"]), TEXTS))
    )
    def type_into_rows(self, wanted: list[tuple[int, str, str]]) -> None:
        document = self.desk.document(self.number)
        rows = document.sheet.rows
        cells = [(Cell(INDICATORS, rows[at % len(rows)], name), text) for at, name, text in wanted if rows]
        self.take(document.plan(cells))

    @rule(name=st.sampled_from(["project", "code", "goal", "done", "year"]), text=TEXTS)
    def type_into_the_form(self, name: str, text: str) -> None:
        self.take(self.desk.document(self.number).plan([(own(name), text)]))

    @rule(row=st.integers(0, 2), name=st.sampled_from(["initial", "adjusted", "executed"]), text=TEXTS)
    def type_money(self, row: int, name: str, text: str) -> None:
        self.take(self.desk.document(self.number).plan([(Cell(FUNDS, row, name), text)]))

    @rule(place=PLACES, count=st.integers(1, 3))
    def insert(self, place: int, count: int) -> None:
        document = self.desk.document(self.number)
        before = set(document.sheet.rows)
        self.take(document.plan_rows(place, count))
        new = set(document.sheet.rows) - before
        assert len(new) == count
        assert not new & self.ids
        self.ids |= new

    @rule(places=st.sets(PLACES, max_size=3))
    def delete(self, places: set[int]) -> None:
        document = self.desk.document(self.number)
        self.take(document.plan_remove_rows(row for at, row in enumerate(document.sheet.rows) if at in places))

    @rule(places=st.sets(PLACES, min_size=1, max_size=3), to=PLACES)
    def move(self, places: set[int], to: int) -> None:
        document = self.desk.document(self.number)
        rows = [row for at, row in enumerate(document.sheet.rows) if at in places]
        self.take(document.plan_move_rows(rows, to))

    @rule(name=st.sampled_from(["老街排水", "新街排水", ""]), code=st.sampled_from(["K01", "K02", ""]))
    def rename(self, name: str, code: str) -> None:
        self.take(self.desk.plan_rename(1, name, code))

    @rule(place=PLACES, contents=st.lists(st.sampled_from([b"1", b"22", b"333"]), min_size=1, max_size=3))
    def attach(self, place: int, contents: list[bytes]) -> None:
        rows = (0, *self.desk.document(self.number).sheet.named_rows)
        files = [
            evidence.Brought(Path(f"第{len(each)}份.pdf"), each, hashlib.sha256(each).hexdigest()) for each in contents
        ]
        self.desk.bring(evidence.contents(files))
        self.take(evidence.plan_attach(self.desk, self.number, files, rows[place % len(rows)]))

    @rule(which=PLACES, to=PLACES, act=st.sampled_from(["remove", "up", "down", "assign", "rename"]))
    def handle_a_file(self, which: int, to: int, act: str) -> None:
        files = self.desk.attachments(self.number, EVIDENCE)
        if not files:
            return
        number, rows = files[which % len(files)].id, (0, *self.desk.document(self.number).sheet.named_rows)
        plans = {
            "remove": lambda: evidence.plan_remove(self.desk, [number]),
            "up": lambda: evidence.plan_move(self.desk, number, -1),
            "down": lambda: evidence.plan_move(self.desk, number, 1),
            "assign": lambda: evidence.plan_assign(self.desk, [number], rows[to % len(rows)]),
            "rename": lambda: evidence.plan_rename(self.desk, number, f"改名{to}"),
        }
        self.take(plans[act]())

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        step = self.done.pop()
        self.desk.apply(step.inverse)
        self.undone.append(step)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        step = self.undone.pop()
        self.desk.apply(step)
        self.done.append(step)

    @rule()
    def reopen(self) -> None:
        self.desk = again(self.desk)

    @invariant()
    def file_and_memory_say_the_same(self) -> None:
        if not hasattr(self, "desk"):
            return
        document = self.desk.document(self.number)
        assert self.desk.ledger.sheet(self.number) == document.sheet
        assert self.desk.ledger.forms() == self.desk.forms()
        assert self.desk.ledger.projects() == self.desk.projects()
        fresh = Desk(self.desk.ledger).document(self.number)
        assert (fresh.scores, fresh.findings) == (document.scores, document.findings)
        kept = sorted(self.desk.attachments(self.number, EVIDENCE), key=lambda each: each.id)
        assert sorted(self.desk.ledger.attachments(), key=lambda each: each.id) == kept
        assert fresh.proofs == document.proofs and {proof.file for proof in document.proofs} == set(kept)
        assert all(len(evidence.content(self.desk, file)) == file.size for file in kept)
        assert self.ids >= set(document.sheet.rows)

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        for step in reversed(self.done):
            self.desk.apply(step.inverse)
        assert self.desk.document(self.number).sheet == self.start
        assert self.desk.projects() == self.project_at_start
        assert self.desk.attachments(self.number, EVIDENCE) == []
        assert self.desk.ledger.damage() == ""
        self.desk.ledger.close()
        self.folder.cleanup()


Clerk.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestClerk = Clerk.TestCase
