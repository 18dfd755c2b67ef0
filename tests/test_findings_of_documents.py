"""The published documents, read as she would have them read: the same is found as on their known contents."""

from collections import Counter
from collections.abc import Mapping

import pytest

from perfdesk.core.audit import Finding
from perfdesk.intake import take_in
from tests.core.test_findings_of_samples import GOLDEN, OTHERS, SHARED, SOURCES, Place, known

pytestmark = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the published documents are not at hand")


@pytest.fixture(scope="module")
def found() -> Mapping[Place, Finding]:
    told: dict[Place, Finding] = {}
    for document in SOURCES:
        intake = take_in([SHARED / "samples" / document])
        for number, judged in enumerate(intake.forms, 1):
            told |= {(document, number, f.check, judged.found.sheet.address(f.cell)): f for f in judged.findings}
        told |= {(document, 0, each.check, each.cell.field): each for each in intake.findings}
    return told


def test_all_that_is_known_to_be_wrong_is_found(found: Mapping[Place, Finding]) -> None:
    assert known() - set(found) == set()


def test_all_else_that_is_reported_is_so(found: Mapping[Place, Finding]) -> None:
    others = Counter((document, check) for document, _, check, _ in set(found) - known())
    assert others == {
        (document, check): count for document, kinds in OTHERS.items() for check, (count, _) in kinds.items()
    }
