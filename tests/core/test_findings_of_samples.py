"""The published forms: all that is known to be wrong with them is found at its place, and nothing that is not so."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from perfdesk.core.audit import Filled, Finding, Listed, Setting, audit, audit_ledger
from perfdesk.core.checks.filled import Outline
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, Cell, Sheet, added_rows, edits, own
from tests.core.checked import words
from tests.core.scored import HEBEI, ROOT, SICHUAN, XINJIANG, profile

SHARED = ROOT.parent / "shared"
GOLDEN = SHARED / "samples" / "golden"
pytestmark = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the published forms are not at hand")

SOURCES = {
    "zigong-2022-自评表.xlsx": ("sichuan", slice(0, 7), "sichuan-2022-0013zp", SICHUAN),
    "zigong-2022-专项资金自评表.xlsx": ("sichuan", slice(7, 8), "sichuan-2022-0013zp", SICHUAN),
    "changji-2020-自评表.docx": ("xinjiang", slice(None), "national-2020", XINJIANG),
    "shanhaiguan-2022-绩效文本.docx": ("hebei-target", slice(None), "hebei-2022-target", HEBEI),
}
WITHOUT_FORM = Listed("51030022T000000359017", "", "114.40", "114.40", "0.00")
"""The project that the list of the 专项资金 workbook names beside the one that has a form."""
NAMED = {"name": "project", "total_weight": "total.weight", "total_score": "total.score"}
Place = tuple[str, int, str, str]
"""Document, form (counted from 1; 0 for the whole), check, address."""

OTHERS: Mapping[str, Mapping[str, tuple[int, str]]] = {
    "zigong-2022-自评表.xlsx": {
        "I08": (2, "45 个做了 50，200 名做了 233：要求等于而超过，没有说明"),
        "I16": (4, "数人、数天的指标放在质量或时效里，回复率放在满意度里"),
        "S05": (5, "五张表每行满分，总分 100"),
        "T07": (1, "概述写 86 人，单元格写 85"),
        "X01": (1, "指标值多了逗号"),
        "T09": (5, "截止年底、截止12月应为截至；师范应为示范；同一个词写了两遍，两处"),
    },
    "zigong-2022-专项资金自评表.xlsx": {
        "S05": (1, "总分没有填，各行都是满分，合计 100"),
        "X01": (21, "名称前面有「指标n.」"),
    },
    "changji-2020-自评表.docx": {
        "I08": (1, "400 做了 500，是 125%，没有说明"),
        "I16": (1, "满意率放在社会效益里"),
        "I22": (8, "效益写 100%，名称没有说明是什么的比例"),
        "S05": (5, "五张表每行满分，总分印 100"),
        "T07": (1, "文字写 5000 多件，单元格写 1000 余件"),
        "W04": (1, "效益 15 分，口径 30 分"),
        "X01": (1, "完成值带着 ≤"),
    },
    "shanhaiguan-2022-绩效文本.docx": {
        "I22": (2, "培训人数、建设成本写百分比，没有说明是什么的比例"),
    },
}
"""What else is reported on each document, by check: how often, and why it is true."""


@lru_cache(maxsize=1)
def found() -> Mapping[Place, Finding]:
    return dict(_found())


def _found() -> Iterator[tuple[Place, Finding]]:
    for document, (golden, part, form, under) in SOURCES.items():
        published = json.loads((GOLDEN / f"{golden}.json").read_text(encoding="utf-8"))[part]
        forms = [_filled(each, form, under) for each in published]
        known = [Listed(form.sheet.own("code"), "") for form in forms]
        listed = [*known, WITHOUT_FORM][::-1] if "专项" in document else []
        audited = audit_ledger(forms, listed)
        for number, (filled, findings) in enumerate(zip(forms, audited.forms, strict=True), 1):
            for each in findings:
                yield (document, number, each.check, filled.sheet.address(each.cell)), each
        for each in audited.whole:
            yield (document, 0, each.check, each.cell.field), each


def _filled(published: Mapping[str, Any], form: str, under: str) -> Filled:
    sheet = _sheet(published)
    scores = score(profile(under), sheet, published["year"])
    return Filled(Setting(profile(under), words(), _outline(form), published["year"]), sheet, scores, printed=True)


def _sheet(published: Mapping[str, Any]) -> Sheet:
    texts = [(own(NAMED.get(name, name)), text) for name, text in published.items() if isinstance(text, (str, int))]
    texts += [(own(f"signatures.{who}"), name) for who, name in published.get("signatures", {}).items()]
    texts += [(own(f"schedule[{place}]"), text) for place, text in enumerate(published.get("schedule", []))]
    for row, fund in enumerate(published.get("funds", [])):
        texts += [(Cell(FUNDS, row, name), text) for name, text in fund.items() if name != "label"]
    sheet = Sheet().apply(edits(Sheet(), [(cell, str(text)) for cell, text in texts]))
    rows = [{name: text for name, text in row.items() if text} for row in published["indicators"]]
    return sheet.apply(added_rows(sheet, 0, rows, 1))


@lru_cache(maxsize=8)
def _outline(form: str) -> Outline:
    """What a shipped definition says of its paper, without its workbook."""
    data = tomllib.loads((ROOT / "resources" / "forms" / form / "form.toml").read_text(encoding="utf-8"))
    bound = {name for cell in data["cells"] for name in re.findall(r"{([^}]+)}", cell["text"])}
    columns = {f"indicators.{name}" for name in data["indicators"]["columns"]}
    money = {f"funds.{name}" for fund in data.get("funds", []) for name in fund["cells"]}
    return Outline(
        data["kind"],
        frozenset(bound | columns | money | set(data["fields"])),
        tuple(name for name, each in data["fields"].items() if each.get("required")),
        {name: each["limit"] for name, each in data["fields"].items() if "limit" in each},
        {name: each["label"] for name, each in data["fields"].items()},
        tuple(fund["label"] for fund in data.get("funds", [])),
    )


def known() -> set[Place]:
    entries = json.loads((SHARED / "acceptance" / "findings.json").read_text(encoding="utf-8"))
    return {(each["document"], each["form"], each["check"], each["at"]) for each in entries}


def test_all_that_is_known_to_be_wrong_is_found() -> None:
    assert len(known()) == 176
    assert known() - set(found()) == set()


def test_all_else_that_is_reported_is_so() -> None:
    others = Counter((document, check) for document, _, check, _ in set(found()) - known())
    told = {(document, check): count for document, kinds in OTHERS.items() for check, (count, _) in kinds.items()}
    assert others == told


def test_each_fix_mends_its_form() -> None:
    mended = Counter(finding.check for filled in _forms() for finding in audit(filled) if _mends(filled, finding))
    assert mended == Counter(place[2] for place, each in found().items() if each.fix)
    assert sum(mended.values()) > 50


def _mends(filled: Filled, finding: Finding) -> bool:
    """Whether a finding has a fix, and is gone once that is applied."""
    if not finding.fix:
        return False
    sheet = filled.sheet.apply(edits(filled.sheet, finding.fix))
    after = replace(filled, sheet=sheet, scores=score(filled.profile, sheet, filled.year))
    return (finding.check, finding.cell) not in {(each.check, each.cell) for each in audit(after)}


def _forms() -> Iterator[Filled]:
    for golden, part, form, under in SOURCES.values():
        for each in json.loads((GOLDEN / f"{golden}.json").read_text(encoding="utf-8"))[part]:
            yield _filled(each, form, under)
