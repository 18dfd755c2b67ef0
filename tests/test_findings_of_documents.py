"""The published documents, read as she would have them read: the same is found as on their known contents."""

from collections import Counter
from collections.abc import Mapping

import pytest

from perfdesk.core.audit import Finding
from perfdesk.intake import take_in
from tests.core.test_findings_of_samples import GOLDEN, OTHERS, SHARED, SOURCES, Place, known

PROSE: Mapping[str, Mapping[str, tuple[int, str]]] = {
    "shanhaiguan-2022-绩效文本.docx": {"T09": (1, "改革开庭应为改革开放")},
    "leting-2023-自评报告.docx": {
        "T04": (2, "两处存在问题写无"),
        "T09": (1, "按要式应为按要求"),
        "T10": (1, "（一）（二）之后又从（一）起"),
        "T12": (1, "文号用了 [2024]"),
        "R03": (1, "评为优而没有得分"),
    },
    "suining-2020-决算说明.docx": {
        "T01": (7, "罗列、数据来源的填表说明和省略号留着"),
        "T04": (1, "存在问题写无"),
        "T10": (9, "四之前没有三，十之前没有九，项目报告接着正文编号，二…二"),
    },
}
"""What is reported on the narrative texts, by check: how often, and why it is true."""

pytestmark = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the published documents are not at hand")


@pytest.fixture(scope="module")
def found() -> Mapping[Place, Finding]:
    told: dict[Place, Finding] = {}
    for document in {**SOURCES, **PROSE}:
        intake = take_in([SHARED / "samples" / document])
        for number, judged in enumerate(intake.forms, 1):
            told |= {(document, number, f.check, judged.found.sheet.address(f.cell)): f for f in judged.findings}
        told |= {(document, 0, each.check, each.cell.field): each for each in intake.findings}
    return told


def test_all_that_is_known_to_be_wrong_is_found(found: Mapping[Place, Finding]) -> None:
    assert known() - set(found) == set()


def test_all_else_that_is_reported_is_so(found: Mapping[Place, Finding]) -> None:
    others = Counter((document, check) for document, _, check, _ in set(found) - known())
    told = [(document, *each) for kinds in (OTHERS, PROSE) for document, said in kinds.items() for each in said.items()]
    assert others == {(document, check): count for document, check, (count, _) in told}
