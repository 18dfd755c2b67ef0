"""The practice ledger: its sound forms raise nothing, the others what they are there to show."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from perfdesk import catalog, practice
from perfdesk.core.audit import Finding, audit_ledger, filled
from perfdesk.desk import Desk
from perfdesk.ledger import Ledger

SOUND = (
    "灌溉渠系水毁修复",
    "稻油轮作示范片建设",
    "䶮溪㛃湾人居环境整治",
    "重大动物疫病防控",
    "办公设备更新",
    "村级河道保洁",
)


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, tuple[Finding, ...]]]:
    path: Path = practice.make(tmp_path_factory.mktemp("practice") / practice.NAME)
    ledger = Ledger.open(path, who="小禾")
    desk = Desk(ledger)
    documents = [desk.document(record.id) for record in desk.forms()]
    forms = [filled(each.form, each.sheet, each.scores, catalog.words(), each.record.year) for each in documents]
    audited = audit_ledger(forms)
    assert audited.whole == ()
    called = {project.id: project.name for project in desk.projects()}
    names = [called[each.record.project] for each in documents]
    yield dict(zip(names, audited.forms, strict=True))
    ledger.close()


def test_the_sound_forms_raise_nothing(findings: Mapping[str, tuple[Finding, ...]]) -> None:
    assert {name: findings[name] for name in SOUND} == dict.fromkeys(SOUND, ())


def test_the_form_with_mistakes_shows_the_common_ones(findings: Mapping[str, tuple[Finding, ...]]) -> None:
    shown = {each.check for each in findings["高素质农民培育"]}
    assert {
        "W01",
        "S01",
        "B05",
        "B06",
        "I01",
        "I02",
        "I04",
        "I07",
        "I08",
        "I10",
        "I11",
        "I20",
        "I21",
        "T04",
        "T05",
    } <= shown


def test_what_is_not_filled_in_yet_is_no_error_in_the_list(tmp_path: Path) -> None:
    desk = Desk(Ledger.open(practice.make(tmp_path / practice.NAME), who="小禾"))
    blank = next(record for record in desk.forms() if not record.filled)
    assert (blank.state, blank.errors) == ("未填", 0)
    assert {each.check for each in desk.document(blank.id).findings if each.severity == "error"} == {"T03"}
    desk.ledger.close()
