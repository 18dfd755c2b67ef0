"""Each check on a form that has the fault, at the exact address, and on one that nearly has it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from perfdesk.core.audit import CHECKS, audit, found_outline
from perfdesk.core.checks.shapes import FormCheck, RowCheck, TextCheck
from perfdesk.core.profile import load as load_profile
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Sheet, edits, own
from tests.core.checked import BENEFIT, CONTENT, COUNT, QUALITY, ROWS, Made, at, places, state, target, told
from tests.core.scored import NATIONAL, data

TIMES: Mapping[str, str] = {
    "l1": "产出指标", "l2": "时效指标", "l3": "完成疏浚", "nature": "≤", "target": "2025年10月31日", "unit": "",
    "actual": "2025年10月20日", "weight": "10",
}  # fmt: skip
COST: Mapping[str, str] = {
    "l1": "产出指标", "l2": "成本指标", "l3": "疏浚总成本", "nature": "≤", "target": "50", "unit": "万元",
    "actual": "50", "weight": "10",
}  # fmt: skip


def row(place: int, **texts: str) -> Made:
    """The sound form with one row changed."""
    return Made([{**each, **texts} if at == place else each for at, each in enumerate(ROWS)])


def more(*extra: Mapping[str, str], **texts: str) -> Made:
    """The sound form with further rows, the last of them changed."""
    return Made([*ROWS, *extra[:-1], {**extra[-1], **texts}])


def plain(place: int, **texts: str) -> Made:
    """The form without columns for nature and unit, one row changed."""
    lines = state().rows
    return state(*({**each, **texts} if at == place else each for at, each in enumerate(lines)))


def aim(place: int, **texts: str) -> Made:
    """The target form, one row changed."""
    lines = target().rows
    return target(*({**each, **texts} if at == place else each for at, each in enumerate(lines)))


def words(**texts: str) -> Made:
    return Made(texts=texts)


def money(*lines: tuple[str, ...]) -> Made:
    return Made(money=lines)


def proved(sort: str, row: int) -> Made:
    """Evidence of this class is demanded, and there is some of one row."""
    return Made(required=(sort,), evidence={row: 1})


FULL = [{**COUNT, "actual": "40", "reason": ""}, QUALITY, BENEFIT, CONTENT]
PROSE = "疏浚沟渠，清除淤泥，加固堤岸，修整涵洞。" * 6
NUMBERED = "一、疏浚沟渠\n{}、修整涵洞\n三、加固堤岸"
SUBTOTAL = {"l2": "小计", "score": "50"}

CASES: list[tuple[str, str, Made, Made]] = [
    ("W01", "total.weight", row(2, weight="25"), row(2, weight="30.00")),
    ("W01", "total.weight", row(2, weight="30.5"), Made()),
    ("W02", "indicators[0].weight", row(0, l1="产出指标（60分）"), row(0, l1="产出指标（30分）")),
    ("W02", "indicators[1].weight", row(1, l2="质量指标(25分)"), row(1, l2="质量指标(20分)")),
    ("W03", "indicators[1].weight", row(1, weight=""), row(1, weight="0.5")),
    ("W03", "indicators[1].weight", row(1, weight="0"), row(1, weight="２０")),
    ("W03", "indicators[1].weight", row(1, weight="十来分"), row(1, weight=" 20 ")),
    ("W04", "indicators[2].l1", plain(2, weight="25"), plain(2, weight="30.0")),
    ("W04", "indicators[2].l1", state(*state().rows[:3]), plain(3, l1="满意度")),
    ("W04", "indicators[0].l1", Made((*ROWS[:2], {**BENEFIT, "weight": "35"}, {**CONTENT, "weight": "5"})), Made()),
    ("W05", "indicators[0].weight", row(0, weight="41"), row(0, weight="40")),
    ("W05", "indicators[0].weight", Made(ROWS[:2]), Made(ROWS[:3])),
    ("S01", "indicators[0].score", row(0, score="30.01"), row(0, score="30")),
    ("S01", "indicators[0].score", row(0, override="-1"), row(0, override="0")),
    ("S01", "indicators[0].score", row(0, score="全满"), row(0, score="/")),
    ("S02", "indicators[0].score", row(0, score="29"), row(0, score="29.25")),
    ("S02", "indicators[0].score", row(0, override="20", score="30"), row(0, override="29.25", score="30")),
    ("S03", "total.score", words(**{"total.score": "100"}), words(**{"total.score": "99.25"})),
    ("S03", "total.score", at(Made(), printed=True), Made()),
    ("S04", "indicators[2].score", plain(2, target="畅通", actual="部分达成", score="29"),
     plain(2, target="畅通", actual="部分达成", score="20")),
    ("S05", "total.score", Made(FULL), Made()),
    ("S06", "total.score", money(("50", "50", "40", "雨季停工")), money(("50", "50", "48", ""))),
    ("S07", "rows[2].score", Made([*ROWS[:2], SUBTOTAL, *ROWS[2:]]),
     Made([*ROWS[:2], {**SUBTOTAL, "score": "49.25"}, *ROWS[2:]])),
    ("B01", "funds[0].rate", money(("50", "50", "48", "", "98%")), money(("50", "50", "48", "", "96.00%"))),
    ("B01", "funds[0].rate", money(("60", "50", "48", "核减", "80%")), money(("60", "50", "48", "核减", "96%"))),
    ("B02", "funds[0].score", money(("50", "50", "48", "", "", "10")), money(("50", "50", "48", "", "", "9.6"))),
    ("B03", "funds[0].adjusted", money(("50", "50", "50"), ("30", "30", "30"), ("20", "19.9", "20")),
     money(("50", "50", "50"), ("30", "30", "30"), ("20", "19.98", "20"))),
    ("B04", "funds[0].rate", money(("50", "50", "50.1", "")), money(("50", "50", "50", ""))),
    ("B05", "funds[0].note", money(("50", "50", "44.9", "")), money(("50", "50", "45", ""))),
    ("B05", "funds[0].note", money(("50", "50", "40", "无")), money(("50", "50", "40", "秋汛停工"))),
    ("B05", "funds[0].rate", state(money=[("50", "50", "40")]), state(money=[("50", "50", "46")])),
    ("B06", "funds[0].note", money(("52", "50", "50", "年中发生预算调整的，应单独说明理由")),
     money(("52", "50", "50", "比选节约2万元"))),
    ("B06", "funds[0].adjusted", state(money=[("0", "50", "50")]), state(money=[("50.0", "50", "50")])),
    ("B07", "funds[0].score", money(("0", "0", "3", "")), money(("0", "0", "0", ""))),
    ("B07", "funds[0].score", money(("0", "0", "0", "", "", "10")), money(("0", "0", "0", "", "", "0"))),
    ("B08", "funds[0].executed", money(("50", "50", "496500元", "")), money(("50", "50", "49.65万元", ""))),
    ("B08", "funds[0].executed", money(("50", "50", "500000", "")), money(("50", "50", "9999", ""))),
    ("B08", "budget", target(texts={"budget": "500000"}), target(texts={"budget": "50万元"})),
    ("B08", "indicators[4].actual", more(COST, actual="500000元"), more(COST, actual="50万元")),
    ("B08", "indicators[0].target", plain(0, l2="成本指标", l3="疏浚经费", target="≤500000元", actual="500000元"),
     plain(0, l2="成本指标", l3="户均疏浚费用", target="≤5000元", actual="4800元")),
    ("B09", "indicators[4].actual", more(COST, actual="45"), more(COST, actual="50.4")),
    ("I01", "indicators[0].actual", row(0, actual="共疏浚沟渠39公里"), row(0, actual="39公里")),
    ("I02", "indicators[0].target", row(0, nature="＝", target="2025年9月底"),
     row(0, nature="≤", target="2025年9月底")),
    ("I02", "indicators[0].target", row(0, target="全部疏浚"), row(0, nature="定性", target="优良中低差", actual="优")),
    ("I03", "indicators[1].unit", row(1, unit="", target="95%"), row(1, unit="％", target="95")),
    ("I03", "indicators[0].unit", row(0, unit=""), row(0, unit="", l3="疏浚沟渠（公里）")),
    ("I03", "indicators[0].target", plain(0, target="≥40", actual="41"), plain(0, l3="疏浚沟渠（公里）", target="≥40")),
    ("I03", "indicators[0].target", aim(0, target="≥40"), aim(0, l3="疏浚沟渠（公里、条）", target="≥40")),
    ("I04", "indicators[0].actual", row(0, unit="人次", target="300", actual="310人"),
     row(0, unit="人", target="300", actual="310名")),
    ("I04", "indicators[0].actual", row(0, unit="万人次", target="3", actual="31000人次"),
     row(0, unit="万人次", target="3", actual="3.1万人次")),
    ("I04", "indicators[0].actual", row(0, unit="万人次", target="3", actual="31000人次"),
     plain(0, target="≥3万人次", actual="31000人次")),
    ("I05", "indicators[0].target", plain(0, l3="疏浚沟渠（条）"), plain(0, l3="疏浚沟渠（公里）")),
    ("I05", "indicators[0].unit", row(0, l3="受益人数", unit="%"), row(0, l3="受益人数占比", unit="%")),
    ("I05", "indicators[0].unit", row(0, l3="排涝知晓度", unit="次"), row(0, l3="沟渠总长度")),
    ("I05", "indicators[0].unit", row(0, l3="疏浚沟渠40条"), row(0, l3="疏浚沟渠40公里")),
    ("I05", "indicators[0].target", row(0, l3="疏浚沟渠45公里"), row(0, l3="疏浚沟渠，完成第3标段")),
    ("I06", "indicators", Made([{**each, "actual": each["target"]} for each in FULL]), Made(FULL)),
    ("I07", "indicators[0].reason", row(0, reason="无"), row(0, reason="", actual="40")),
    ("I07", "indicators[2].reason", row(2, actual="良"), row(2, actual="良", reason="两段涵洞未改造")),
    ("I08", "indicators[0].reason", row(0, actual="52", reason="—"), row(0, actual="47", reason="")),
    ("I08", "indicators[0].reason", row(0, nature="＝", actual="41", reason=""),
     row(0, nature="≥", actual="41", reason="")),
    ("I09", "indicators[0].actual", row(0, actual="23.9"), row(0, actual="24")),
    ("I10", "indicators[2].actual", row(2, actual="排涝情况明显好转"), row(2, actual="良")),
    ("I10", "indicators[2].actual", row(2, target="是", actual="已办"), row(2, target="是", actual="否")),
    ("I11", "indicators[2].target", row(2, target="是/否"), row(2, target="是", actual="是")),
    ("I11", "indicators[2].target", row(2, target="优,"), row(2, target="优")),
    ("I11", "indicators[2].target", row(2, target="××"), row(2, target="优/良/中/低/差")),
    ("I11", "indicators[2].target", row(2, target="明显畅通"), plain(2, target="明显畅通", actual="达成")),
    ("I12", "indicators[1].reason", row(1, reason="因汛期推迟，没有完成"), row(1, reason="经第三方检测")),
    ("I12", "indicators[0].reason", row(0, reason="各村积极，超额完成任务"), row(0, reason="十月才开工，推迟到来年")),
    ("I13", "indicators[0].reason", row(0, reason="疫情原因。"), row(0, reason="疫情期间停工二十天")),
    ("I13", "indicators[0].reason", row(0, reason="下雨停工"), row(0, reason="连日下雨停工半月")),
    ("I14", "indicators[4].nature", more(COST, nature="≥"), more(COST, nature="≤")),
    ("I14", "indicators[0].target", plain(0, l2="成本指标", l3="每公里成本", target="≥2万元"),
     plain(0, l2="成本指标", l3="成本节约率", target="≥2%", actual="3%")),
    ("I15", "indicators[0].l3", row(0, l3="疏浚资金拨付率", unit="%"), row(1, l3="资金拨付审核合格率")),
    ("I16", "indicators[4].l2", more(COST, l2="时效指标", l3="项目控制预算数"), more(COST, l3="项目控制预算数")),
    ("I16", "indicators[1].l2", row(1, l3="疏浚涵洞", unit="个", target="20", actual="20"), row(1, l3="涵洞优良率")),
    ("I16", "indicators[4].l2", more(TIMES, l2="成本指标", l3="完成时限"), more(TIMES, l3="完成时限")),
    ("I16", "indicators[3].l2", row(3, l3="来信回复率"), row(3, l3="沿渠村民认可度")),
    ("I16", "indicators[2].l2", row(2, l3="周边村民满意率"), row(2, l3="周边村民出行")),
    ("I17", "indicators[2].l3", row(2, l3="疏浚，沟渠"), row(2, l3="疏浚支渠")),
    ("I18", "indicators[1].l2", row(1, l2="质星指标"), row(1, l2="质量\n指标")),
    ("I18", "indicators[2].l1", row(2, l1="沟渠疏浚项目效益"), row(2, l1="效益")),
    ("I18", "indicators[2].l2", row(2, l2="时效指标"), row(2, l2="生态效益指标")),
    ("I19", "indicators", Made([COUNT, QUALITY, CONTENT]), Made([COUNT, BENEFIT])),
    ("I20", "indicators[3].actual", proved("满意", 7), proved("满意", 10)),
    ("I20", "indicators[3].actual", row(3, actual="100"), row(3, actual="99.5")),
    ("I21", "indicators[4].actual", more(TIMES, actual="按时完成"), more(TIMES, actual="10月31日")),
    ("I21", "indicators[4].actual", more(TIMES, actual="2025年11月1日"), more(TIMES, actual="2025年10月底")),
    ("I22", "indicators[2].target", plain(2, l3="促进排涝（%）", target="≥95%", actual="96%"),
     plain(2, l3="排涝畅通率", target="≥95%", actual="96%")),
    ("I24", "indicators[1].score", Made([FULL[0], {**QUALITY, "actual": "0", "reason": "验收资料仍在补办"}, BENEFIT]),
     Made([COUNT, {**QUALITY, "actual": "0", "reason": "验收资料仍在补办"}, BENEFIT])),
    ("I25", "indicators[3].l3", row(3, l3="过往船工满意度"), row(3, l3="沟渠管护员满意度")),
    ("I25", "indicators[3].l3", row(3, l3="过往船工满意度"), row(3, l3="排水户满意度")),
    ("I26", "indicators[2].nature", row(2, nature="优良中低差", target="涵洞畅通无阻"), row(2, nature=" 定性 ")),
    ("I26", "indicators[0].nature", row(0, nature="越多越好"), row(0, nature="大于等于")),
    ("T01", "done", words(done="对照年度目标，说明完成情况（100字以内）"), words(done="对照年度目标逐项完成疏浚。")),
    ("T01", "problems", words(problems="存在XX问题"), words(problems="CAD图XLSX表不全")),
    ("T01", "indicators[0].l3", row(0, l3="指标1："), row(0, l3="指标1：疏浚沟渠")),
    ("T02", "done", words(done=PROSE), words(done=PROSE[:100] + " \n")),
    ("T02", "indicators[0].reason", row(0, reason=PROSE[:61]), row(0, reason=PROSE[:60])),
    ("T03", "done", words(done=" "), words(done="无")),
    ("T03", "indicators[1].actual", row(1, actual=""), row(1, actual="0")),
    ("T03", "indicators[0].target", row(0, target="/"), row(0, target="40")),
    ("T03", "funds[0].adjusted", money(("50", "", "50", "")), money(("50", "0", "0", ""))),
    ("T04", "measures", words(measures="无"), at(words(measures="无", conclusion="自评总分100分。"), rows=FULL)),
    ("T05", "conclusion", words(conclusion="沟渠畅通。"), words(conclusion="沟渠畅通，得99.25 分")),
    ("T05", "conclusion", words(conclusion="自评总分98分。"), words(conclusion="自评总分99.250分。")),
    ("T06", "process", words(process="疏浚沟渠39公里，\n断面全部合格。"),
     words(process="疏浚沟渠39公里，断面多数合格。")),
    ("T07", "process", words(process="疏浚沟渠主渠38公里。"), words(process="疏浚沟渠主渠39公里，支渠2公里。")),
    ("T08", "done", words(done="2025年11底完工。"), words(done="2025年11月底完工。")),
    ("T08", "done", words(done="9月31日完工。"), words(done="9月30日完工。")),
    ("T08", "done", words(done="2024年，疏浚沟渠。"), words(done="接续2024年工程，2025年疏浚沟渠。")),
    ("T08", "goal", words(goal="2024年疏浚沟渠四十公里。"), words(goal="2025年疏浚沟渠四十公里。")),
    ("T08", "indicators[4].target", more(TIMES, target="2024年10月31日"), more(TIMES, target="10月31日")),
    ("T09", "problems", words(problems="沿线客服困难施工。"), words(problems="村民电话咨询客服，困难不大。")),
    ("T10", "goal", words(goal=NUMBERED.format("三")), words(goal=NUMBERED.format("二"))),
    ("T10", "goal", words(goal="1.疏浚\n3.验收"), words(goal="1.疏浚\n2.验收\n1.5公里支渠")),
    ("T12", "process", words(process="按柳政发[2025]7号实施。"), words(process="按柳政发〔2025〕7号实施。")),
    ("P01", "code", words(code="99012325T00000000001"), words(code="99012325T00000000001Z")),
    ("P03", "department", words(department="柳溪县财政局"), words(department="柳溪县财政局", unit="柳溪县财政局")),
    ("P04", "signatures", words(**{"signatures.项目负责人": "/"}), words(**{"signatures.项目负责人": "芒种"})),
    ("P04", "signatures", words(**{"signatures.项目负责人": "谷雨"}), Made()),
    ("P05", "schedule", target(texts={"schedule[1]": ""}), target(texts={"schedule[1]": "10%"})),
    ("P05", "schedule", target(texts={"schedule[2]": "30%"}), target(texts={"schedule[2]": "40"})),
    ("P05", "schedule", target(texts={"schedule[3]": "95%"}), target(texts={"schedule[3]": "100"})),
    ("P06", "budget", target(texts={"other": "4.90"}), target(texts={"other": "5.02"})),
    ("P07", "goal", words(goal="举办读书会十场。", project="全民阅读"), words(goal="汛期排涝。")),
    ("X01", "indicators[0].l3", row(0, l3="指标1.疏浚沟渠"), row(0, l3="指标河段疏浚")),
    ("X01", "indicators[0].actual", row(0, actual="≥39"), row(0, actual="39")),
    ("X01", "indicators[0].actual", row(0, actual="３９，"), row(0, actual="39 ".strip())),
    ("X01", "indicators[0].actual", row(0, actual="*"), row(0, actual="/")),
    ("X01", "indicators[0].target", plain(0, target="≥≥40公里"), plain(0, target=">=40公里")),
    ("X01", "indicators[1].reason", row(1, reason=" NULL "), row(1, reason="-")),
    ("X01", "indicators[0].weight", row(0, weight="３０"), row(0, weight="30.0")),
    ("X01", "funds[0].executed", money(("50", "50", "50.00，", "")), money(("50", "50", "50.00", ""))),
    ("E01", "indicators[1].actual", proved("质量", 7), proved("质量", 8)),
    ("E02", "indicators[1].actual", Made(raised=("E02",), evidence={7: 1}), proved("质量", 7)),
    ("X02", "goal", words(goal="疏浚" * 17000), words(goal="疏浚" * 16000)),
]  # fmt: skip
NAMES = [f"{check} {address} {number}" for number, (check, address, *_) in enumerate(CASES)]


@pytest.mark.parametrize(("check", "address", "wrong", "right"), CASES, ids=NAMES)
def test_a_check_finds_its_fault_at_its_place_and_no_other(check: str, address: str, wrong: Made, right: Made) -> None:
    assert address in places(wrong, check)
    assert address not in places(right, check)


@pytest.mark.parametrize(("check", "address", "wrong", "right"), CASES, ids=NAMES)
def test_a_fix_satisfies_the_check(check: str, address: str, wrong: Made, right: Made) -> None:
    for finding in told(wrong, check):
        if finding.fix:
            mended = wrong.sheet().apply(edits(wrong.sheet(), finding.fix))
            assert mended != wrong.sheet()
            assert finding.cell not in [each.cell for each in told(wrong, check, mended)]


FIXED = {"S02", "S03", "S07", "B01", "B02", "B08", "I03", "I14", "I18", "I26", "T05", "T08", "T09", "T12", "P06", "X01"}


def test_what_can_be_mended_for_certain_offers_it() -> None:
    offered = {each.check for _, _, wrong, _ in CASES for each in audit(wrong.filled()) if each.fix}
    assert offered == FIXED


@pytest.mark.parametrize("made", [Made(), state(), target()], ids=["provincial", "state", "target"])
def test_a_sound_form_has_no_findings(made: Made) -> None:
    assert audit(made.filled()) == ()


def test_every_check_has_a_case_and_says_its_rule() -> None:
    here = {check.key for check in CHECKS if isinstance(check, (RowCheck, FormCheck, TextCheck))}
    assert here == {check for check, *_ in CASES}
    assert all(check.run.__doc__ for check in CHECKS)
    assert len({check.run for check in CHECKS}) == len(CHECKS)


def test_a_message_calls_the_row_and_says_what_to_do() -> None:
    (found,) = told(row(1, weight=""), "W03")
    assert found.message == "第2行「断面合格率」没有填分值，请填写。"
    messages = [each.message for _, _, wrong, _ in CASES for each in audit(wrong.filled())]
    assert not [message for message in messages if "None" in message or "[" in message or not message.endswith("。")]


def test_s02_is_graver_without_a_reason() -> None:
    (bare,) = told(row(0, override="20"), "S02")
    (reasoned,) = told(row(0, override="20", override_reason="从严计分"), "S02")
    assert (bare.severity, reasoned.severity) == ("error", "warning")
    assert "39 ÷ 40 × 30" in told(row(0, score="28"), "S02")[0].message


def test_i08_is_a_hint_below_130_percent() -> None:
    severities = [told(row(0, actual=actual, reason=""), "I08")[0].severity for actual in ("48", "52")]
    assert severities == ["hint", "warning"]


def test_p04_is_a_hint_where_one_person_signs_twice() -> None:
    (found,) = told(words(**{"signatures.项目负责人": "谷雨"}), "P04")
    assert found.severity == "hint"


def test_hints_and_warnings_may_stand_with_an_explanation_and_some_errors() -> None:
    found = {each.check: each for _, _, wrong, _ in CASES for each in audit(wrong.filled())}
    assert found["I08"].excusable and found["B05"].excusable and found["I16"].excusable
    assert not found["W01"].excusable and not found["I01"].excusable
    assert {each.kind for each in found.values()} == {"m", "h"}
    assert found["I16"].kind == "h"


def test_the_profile_says_how_grave_a_finding_is_and_the_ledger_may_differ() -> None:
    changed: dict[str, Any] = data(NATIONAL)
    changed["severities"] |= {"W01": "hint", "W04": "off"}
    under = load_profile(changed, "try.toml")
    made = plain(2, weight="25").filled()
    made = replace(made, setting=replace(made.setting, profile=under))
    assert [(each.check, each.severity) for each in audit(made)] == [("W01", "hint")]
    assert [(each.check, each.severity) for each in audit(made, {"W01": "off", "W04": "error"})] == [("W04", "error")]


def test_findings_come_in_the_order_of_the_checks_and_of_the_page() -> None:
    found = audit(Made([{**each, "weight": ""} for each in ROWS]).filled())
    keys = [check.key for check in CHECKS]
    assert [keys.index(each.check) for each in found] == sorted(keys.index(each.check) for each in found)
    assert [each.cell.row for each in found if each.check == "W03"] == [7, 8, 9, 10]


def test_what_is_remembered_of_a_row_does_not_stay_when_it_changes() -> None:
    made = Made()
    sheet = made.sheet()
    assert told(made, "W03", sheet) == []
    after = sheet.apply(edits(sheet, [(Cell(INDICATORS, 8, "weight"), "")]))
    assert [each.cell for each in told(made, "W03", after)] == [Cell(INDICATORS, 8, "weight")]
    assert told(made, "W03", sheet) == []


def test_a_row_that_moves_is_called_by_its_new_place() -> None:
    sheet = row(1, weight="").sheet()
    moved = sheet.apply(edits(sheet, [(Cell(INDICATORS, 8, "order"), "0.5")]))
    assert told(Made(), "W03", moved)[0].message.startswith("第1行")


def test_evidence_is_only_missed_where_the_profile_demands_it_and_somebody_keeps_it() -> None:
    strict = Made(required=("满意", "数量"), evidence={})
    assert {each.check for each in audit(strict.filled())} == {"E01", "I20"}
    assert audit(at(strict, evidence=None).filled()) == audit(at(strict, required=()).filled()) == ()
    assert audit(at(strict, evidence={7: 1, 10: 2}).filled()) == ()
    unfilled = at(row(0, actual=""), required=("数量",), evidence={})
    assert told(unfilled, "E01") == []


def test_a_form_without_a_definition_is_checked_by_what_stands_on_it() -> None:
    made = row(0, actual="共疏浚沟渠39公里")
    loose = found_outline(made.sheet(), "self-evaluation", funds=("总额",), limits={"done": 5})
    found = {each.check for each in audit(at(made, outline=loose).filled(made.sheet()))}
    assert {"I01", "T02"} <= found
    assert "T03" not in found


def test_a_blank_sheet_raises_nothing_but_what_is_still_empty() -> None:
    empty = Sheet()
    assert {each.check for each in audit(Made().filled(empty))} == {"T03", "P04"}
    assert audit(state().filled(empty)) == ()


@pytest.mark.parametrize("text", ["9" * 5000, "≥" * 300, "）（" * 40, "𠅤\n" * 50, "1e99", "二十" * 100, "%"])
def test_any_text_anywhere_is_only_a_finding(text: str) -> None:
    fields = ("l1", "l2", "l3", "nature", "target", "unit", "actual", "weight", "score", "reason", "override")
    sheet = Made().sheet()
    cells = [Cell(INDICATORS, 7, name) for name in fields] + [
        own(name) for name in ("goal", "done", "code", "total.score")
    ]
    cells += [Cell(FUNDS, 0, name) for name in ("initial", "adjusted", "executed", "rate", "score", "note")]
    for cell in cells:
        audit(Made().filled(sheet.apply(edits(sheet, [(cell, text)]))))
    audit(Made().filled(sheet.apply(edits(sheet, [(cell, text) for cell in cells]))))


def test_p04_names_those_who_are_the_same_person() -> None:
    posts = {"signatures.填报人": "甲", "signatures.财务负责人": "乙", "signatures.项目负责人": "乙"}
    made = words(**posts)
    outline = replace(made.outline, fields=made.outline.fields | frozenset(posts))
    told = [each.message for each in audit(replace(made, outline=outline).filled()) if each.check == "P04"]
    assert [each for each in told if "一人" in each] == ["财务负责人和项目负责人都是「乙」，一般不由一人担任，请核对。"]


def test_t05_mends_a_number_only_where_it_is_called_the_total() -> None:
    (found,) = (each for each in audit(words(conclusion="预算执行率得分9.5分。").filled()) if each.check == "T05")
    assert found.fix[0][1] == "预算执行率得分9.5分。自评总分99.25分。"
    (found,) = (each for each in audit(words(conclusion="自评总分98分。").filled()) if each.check == "T05")
    assert found.fix[0][1] == "自评总分99.25分。"


def test_t08_a_long_number_of_kilowatt_hours_is_no_year() -> None:
    assert "T08" not in {each.check for each in audit(words(done="节约用电12025度，沟渠畅通。").filled())}


def test_two_units_have_no_ratio() -> None:
    row = Made([{**COUNT, "target": "100", "unit": "人", "actual": "200户"}]).filled().rows
    assert [each.ratio for each in row.values()] == [None]
