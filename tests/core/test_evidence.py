"""Files kept for a form: their numbers, and what proves what."""

import tomllib

import pytest

from perfdesk.core.errors import DefinitionError
from perfdesk.core.evidence import Attachment, counted, proofs, size
from perfdesk.core.evidence_rules import EvidenceRules, load
from perfdesk.core.sheet import INDICATORS, Sheet, added_rows, moved_rows, removed_rows
from tests.core.scored import ROOT

ROWS = Sheet().apply(added_rows(Sheet(), 0, [{"l3": "疏浚沟渠"}, {"l2": "质量指标"}, {"l3": "断面合格率"}], 1))


def file(number: int, row: int, position: int = 1) -> Attachment:
    return Attachment(number, 1, INDICATORS if row else "", row, position=position, name=f"第{number}份")


def numbers(sheet: Sheet, *files: Attachment) -> list[tuple[str, int]]:
    return [(proof.number, proof.file.id) for proof in proofs(sheet, files)]


def test_a_file_is_numbered_by_its_indicator_and_its_place() -> None:
    found = numbers(ROWS, file(4, 3), file(2, 1, 2), file(5, 1, 1), file(9, 0))
    assert found == [("佐证-00-1", 9), ("佐证-01-1", 5), ("佐证-01-2", 2), ("佐证-02-1", 4)]


def test_numbers_follow_the_rows_and_have_no_gaps() -> None:
    moved = ROWS.apply(moved_rows(ROWS, [3], 0))
    assert numbers(moved, file(1, 1), file(2, 3)) == [("佐证-01-1", 2), ("佐证-02-1", 1)]
    assert numbers(ROWS, file(2, 1, 2), file(3, 1, 3)) == [("佐证-01-1", 2), ("佐证-01-2", 3)]


def test_what_was_of_a_deleted_indicator_is_listed_last_without_a_number() -> None:
    fewer = ROWS.apply(removed_rows(ROWS, [1]))
    assert numbers(fewer, file(1, 1), file(2, 3)) == [("佐证-01-1", 2), ("", 1)]


def test_only_files_of_rows_count_for_rows() -> None:
    assert counted([file(1, 1), file(2, 1), file(3, 3), file(4, 0)]) == {1: 2, 3: 1}


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 KB"),
        (1001, "2 KB"),
        (999_999, "1000 KB"),
        (12_340_000, "12.3 MB"),
        (999_999_999, "999.9 MB"),
        (52_080_000_000, "52.0 GB"),
    ],
)
def test_sizes_are_said_as_people_say_them(count: int, said: str) -> None:
    assert size(count) == said


def shipped() -> EvidenceRules:
    with (ROOT / "resources" / "evidence.toml").open("rb") as file:
        return load(tomllib.load(file), "evidence.toml")


def test_what_is_expected_goes_by_the_matter_before_the_class() -> None:
    rules = shipped()
    assert "签到表" in rules.of("业务培训场次", "数量")
    assert "享受人员名册" in rules.of("困难家庭救助户数", "数量")
    assert rules.of("果苗移栽", "数量") == rules.expected["数量"]
    assert rules.of("不知是什么", "") == ()
    assert all(rules.expected.values()) and all(each.expected for each in rules.about)


def test_the_proof_of_a_day_is_a_date_whatever_was_done_on_it() -> None:
    rules = shipped()
    assert rules.of("培训按期完成率", "时效") == rules.expected["时效"]
    assert rules.of("培训按期完成率", "数量") != rules.expected["数量"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"file_mb": 0}, "file_mb"), ({"ledger_mb": "大"}, "ledger_mb"), ({"expected": {"数目": []}}, "expected.数目"),
        ({"about": [{"words": ["会"]}]}, "about[0]"), ({"programs": ".exe"}, "programs"),
        ({"by_class": ["日期"]}, "by_class"),
        ({"more": 1}, "more"),
    ],
)  # fmt: skip
def test_wrong_rules_are_refused_by_their_key(change: dict[str, object], key: str) -> None:
    with pytest.raises(DefinitionError, match=key.replace("[", r"\[").replace("]", r"\]")):
        load({"file_mb": 1, "batch_mb": 2, "ledger_mb": 3, "programs": [], "expected": {}} | change, "evidence.toml")
