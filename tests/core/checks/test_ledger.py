"""Checks over several forms together."""

from perfdesk.core.audit import Audited, Listed, audit_ledger
from tests.core.checked import BENEFIT, CONTENT, COUNT, QUALITY, Made, at, state, target

OTHER = {
    "project": "桥涵修缮",
    "code": "99012325T000000000002",
    "goal": "修缮桥涵二十座，方便两岸出行往来，冬闲完工。",
    "done": "桥涵修缮全部完工并移交各村管护使用至今。",
    "process": "分三批",
    "conclusion": "自评总分99.25分。",
}
LISTED = Listed("99012325T000000000001", "沟渠疏浚", "50.00", "50", "50.00")


def together(*made: Made, listed: tuple[Listed, ...] = ()) -> Audited:
    return audit_ledger([each.filled() for each in made], listed)


def checks(found: Audited, place: int) -> list[tuple[str, str]]:
    return [(each.check, each.cell.field) for each in found.forms[place]]


def other(*rows: dict[str, str], **texts: str) -> Made:
    """Another project, with indicators of its own."""
    own = rows or (
        {**COUNT, "l3": "修缮桥涵", "unit": "座"},
        {**QUALITY, "l3": "桥面平整达标率"},
        {**BENEFIT, "l3": "两岸出行便利"},
        {**CONTENT, "l3": "两岸村民满意度"},
    )
    return Made(own, OTHER | texts)


def test_two_sound_projects_raise_nothing() -> None:
    found = together(Made(), other(), listed=(LISTED,))
    assert found.forms[0] == ()
    assert checks(found, 1) == []
    assert found.whole == ()


def test_p02_a_listed_project_without_a_form() -> None:
    found = together(Made(), listed=(LISTED, Listed("99012325T000000000009", "提灌站", "8", "8", "8")))
    assert [(each.check, each.severity, each.cell.field) for each in found.whole] == [("P02", "error", "list[1].code")]
    assert "提灌站" in found.whole[0].message


def test_p02_a_project_without_a_code_goes_by_its_name() -> None:
    assert together(Made(), listed=(Listed("", "沟渠疏浚"),)).whole == ()
    assert [each.check for each in together(Made(), listed=(Listed("", "提灌站"),)).whole] == ["P02"]


def test_b10_the_list_has_other_figures() -> None:
    wrong = Listed(LISTED.code, LISTED.name, "50", "48", "")
    (found,) = together(Made(), listed=(wrong,)).forms[0]
    assert (found.check, found.cell.section, found.cell.row, found.cell.field) == ("B10", "funds", 0, "adjusted")
    assert "50" in found.message and "48" in found.message


def test_p01_a_code_stands_for_one_project_of_a_year() -> None:
    found = together(Made(), other(code="99012325T000000000001"))
    assert checks(found, 0) == []
    assert checks(found, 1) == [("P01", "code")]
    assert found.forms[1][0].severity == "warning"


def test_p01_target_and_result_of_a_project_share_its_code() -> None:
    plan = target(texts={"code": "99012325T000000000001"})
    assert "P01" not in [check for check, _ in checks(together(plan, Made()), 1)]


def test_t11_indicators_of_another_project() -> None:
    rows = ({**COUNT, "l3": "疏 浚沟渠"}, QUALITY, BENEFIT, {**CONTENT, "l3": "两岸村民满意度"}, CONTENT)
    assert ("T11", "indicators") in checks(together(Made(), other(*rows)), 1)
    assert checks(together(Made(), other(*rows[:3], rows[3])), 1) == []


def test_t11_is_silent_for_two_forms_of_one_project() -> None:
    assert "T11" not in [check for check, _ in checks(together(Made(), at(Made(), outline=Made().outline)), 1)]


def test_t06_the_text_of_another_project() -> None:
    copied = together(other(), other(project="道路修缮", code="99012325T000000000003"))
    assert ("T06", "goal") in checks(copied, 1)
    assert ("T06", "process") not in checks(copied, 1)
    assert checks(copied, 0) == []


def test_p08_what_was_planned_is_reported_on() -> None:
    plan = target(texts={"code": "99012325T000000000001"})
    result = state(texts={"code": "99012325T000000000001"})
    found = [each for each in together(plan, result).forms[1] if each.check == "P08"]
    assert [each.cell.field for each in found] == ["indicators"]
    assert "受益农户" in found[0].message
    rows = [dict(row) for row in state().rows]
    rows[0]["target"], rows[2]["l3"] = "≥30公里", "受益农户"
    changed = together(plan, at(result, rows=rows)).forms[1]
    assert [(each.check, each.cell.field) for each in changed if each.check == "P08"] == [("P08", "target")]


def test_nothing_to_look_at_is_nothing_found() -> None:
    assert audit_ledger([]) == Audited((), ())
