"""The word lists: as shipped, and files that are wrong."""

import tomllib
from typing import Any

import pytest

from perfdesk.core.checks.words import load
from perfdesk.core.errors import DefinitionError
from tests.core.checked import words
from tests.core.scored import ROOT


def shipped() -> dict[str, Any]:
    with (ROOT / "resources" / "checks.toml").open("rb") as file:
        return tomllib.load(file)


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("fillers", None, "fillers"),
        ("fillers", ["", "X"], "fillers"),
        ("slips", ["错"], "slips"),
        ("spare", ["x"], "spare"),
        ("filler_patterns", ["("], "filler_patterns"),
        ("classes", [{"sort": "质量"}], "classes[0]"),
        ("classes", [{"sort": "质量", "under": ["数量"], "word": []}], "classes[0]"),
        ("classes", [{"sort": "质量", "under": ["数量"], "words": "率"}], "classes[0].words"),
    ],
)
def test_a_wrong_file_is_refused_by_key(key: str, value: Any, where: str) -> None:
    data = shipped()
    data[key] = value
    if value is None:
        del data[key]
    with pytest.raises(DefinitionError) as refused:
        load(data, "checks.toml")
    assert refused.value.key == where


def test_a_slip_mended_is_no_slip() -> None:
    lists = words()
    assert not [right for right in lists.slips.values() if lists.slip.search(right)]


def test_no_list_names_a_word_twice() -> None:
    data = shipped()
    twice = [
        name
        for name, each in data.items()
        if isinstance(each, list) and name != "classes" and len(set(each)) < len(each)
    ]
    assert twice == []
