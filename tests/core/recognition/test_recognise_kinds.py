"""Targets, monitoring, whole departments, cost classes, project lists; and which of them a sheet is."""

from perfdesk.core.sheet import own
from tests.core.layouts import drawn, fund, grid, indicators, only, read, rows

MONITOR = """
项目支出绩效运行监控表|<|<|<|<|<|<|<|<|<|<|<|<|<|<|<|<
（2024年度）
项目名称|<|社区食堂补贴|<|<|<|<|<|<|<|<|<|<|<|<|<|<
主管部门及代码|<|301-河湾区民政局|<|<|实施单位|<|河湾区养老中心|<|<|<|<|<|<|<|<|<
项目资金（万元）|<||年初预算数|<|1-7月执行数|<|执行率|<|全年预计执行数|<|<|<|<|<|<|<
^|<|年度资金总额|60|<|31.5|<|52.5%|<|60|<|<|<|<|<|<|<
^|<|其中：本年财政拨款|60|<|31.5|<|52.5%|<|60|<|<|<|<|<|<|<
年度总体目标|补贴六处社区食堂|<|<|<|<|<|<|<|<|<|<|<|<|<|<|<
绩效指标|一级指标|二级指标|三级指标|年度指标值|1-7月执行情况|全年预计完成情况|偏差原因分析|<|<|<|<|<|完成目标可能性|<|<|备注
^|^|^|^|^|^|^|经费保障|制度保障|人员保障|硬件条件保障|其他|原因说明|确定能|有可能|完全不可能|^
^|产出指标|数量指标|补贴食堂数|6处|5处|6处||||||一处在装修|√|||
^|^|时效指标|补贴发放|12月底|7月前已发五次|12月底||||设备迟到|||||√|八月补
"""


def test_monitoring() -> None:
    form = only(drawn(MONITOR))
    assert form.kind == "monitor"
    assert fund(form, 0, "initial", "executed", "rate", "forecast") == ["60", "31.5", "52.5%", "60"]
    assert indicators(form, "target", "actual", "forecast", "causes", "reason", "likelihood", "remark") == [
        ("6处", "5处", "6处", "", "一处在装修", "确定能", ""),
        ("12月底", "7月前已发五次", "12月底", "硬件条件保障：设备迟到", "", "完全不可能", "八月补"),
    ]


def test_monitoring_without_a_title() -> None:
    assert only(drawn(MONITOR.replace("项目支出绩效运行监控表", ""))).kind == "monitor"


def test_the_national_target_form() -> None:
    found = drawn("""
项目支出绩效目标申报表
（2025年度）
项目名称|<|古树名木保护|<|<|<|<|<
主管部门及代码|<|405-云岭县林草局|<|<|实施单位|云岭县林场|<
项目属性|<|延续项目|<|<|项目期|2024年1月-2026年12月|<
项目资金\\n（万元）|<|中期资金总额：|<|90|年度资金总额：|<|30
^|<|其中：财政拨款|<|80|其中：财政拨款|<|28
^|<|其他资金|<|10|其他资金|<|2
总体目标|中期目标（2024年—2026年）|<|<|<|年度目标|<|<
^|三年内完成全县古树普查与保护。|<|<|<|完成一百株古树围栏与复壮。|<|<
绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
^|产出指标|数量指标|普查株数|≥300株|数量指标|保护株数|≥100株
^|^|质量指标|成活率|≥95%|质量指标|复壮成活率|≥95%
填报人：|郑南|单位负责人：|<|韦青|填报日期：|2025年1月8日|<
""")
    form = only(found)
    assert form.kind == "target"
    assert [form.sheet.own(name) for name in ("budget", "fiscal", "other")] == ["30", "28", "2"]
    assert form.sheet.own("goal") == "完成一百株古树围栏与复壮。"
    assert indicators(form, "l1", "l2", "l3", "target") == [
        ("产出指标", "数量指标", "保护株数", "≥100株"),
        ("产出指标", "质量指标", "复壮成活率", "≥95%"),
    ]
    told = " ".join(each.why for each in found.unread)
    assert all(word in told for word in ("延续项目", "90", "80", "三年内", "「三级指标」一栏重复，2 格"))


HEBEI = """
单位编码及名称：713009青禾县文化馆||||||单位：万元
项目名称|文物巡查经费||项目代码|13032022P000000000009||
预算规模及资金用途|预算数|3.20|其中：财政资金|3.00|其他资金|
|购置巡查设备，支付巡查员补助。|||||
资金支出计划（%）|3月底||6月底|10月底|12月底|
||||80%|100%|
绩效目标|1.完成全县文物点巡查。||||||
|2.设备完好。||||||
"""
HEBEI_ROWS = """
一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据
产出指标|数量指标|巡查次数|全年巡查的次数|≥24次|工作计划
|质量指标|设备完好率|可用设备比例|≥95%|工作计划
"""


PLAN = """
2027年部门预算项目绩效目标申报表|<|<|<|<|<
项目名称|河堤绿化|<|项目编码|<|770213
资金来源|合计|财政拨款|自有资金|事业收入|其他资金
^|76000|61000|9000|0|6000
年度绩效目标|绿化河堤两公里|<|<|<|<
一级指标|三级指标|指标值|<|<|<
产出指标|绿化长度|2公里|<|<|<
"""


def test_money_of_a_plan_by_its_sources() -> None:
    found = drawn(PLAN)
    assert [only(found).sheet.own(name) for name in ("budget", "fiscal", "other")] == ["76000", "61000", "6000"]
    assert [each.why for each in found.unread] == [
        "「自有资金」没有可放的栏目：9000",
        "「事业收入」没有可放的栏目：0",
    ]


def test_the_next_label_is_no_amount() -> None:
    found = drawn(PLAN.replace("76000", "约八万"))
    assert [only(found).sheet.own(name) for name in ("budget", "fiscal", "other")] == ["", "", ""]
    assert any("财政拨款" in each.why for each in found.unread)


def test_hebei_targets_over_two_tables() -> None:
    found = read(
        grid(rows(HEBEI), "目标.docx#表1", ["2022年部门预算绩效文本", "3.文物巡查经费绩效目标表"]),
        grid(rows(HEBEI_ROWS), "目标.docx#表2"),
    )
    form = only(found)
    names = ("unit", "project", "code", "budget", "fiscal", "other", "purpose", "year")
    assert [form.sheet.own(name) for name in names] == [
        "713009青禾县文化馆", "文物巡查经费", "13032022P000000000009", "3.20", "3.00", "",
        "购置巡查设备，支付巡查员补助。", "2022",
    ]  # fmt: skip
    assert [form.sheet.own(f"schedule[{number}]") for number in range(4)] == ["", "", "80%", "100%"]
    assert form.sheet.own("goal") == "1.完成全县文物点巡查。\n2.设备完好。"
    assert indicators(form, "l1", "describe", "target", "basis")[1] == ("产出指标", "可用设备比例", "≥95%", "工作计划")
    assert own("year") in form.doubts


def test_a_project_named_by_its_title_alone() -> None:
    form = only(read(grid(rows(HEBEI_ROWS), "目标.docx#表1", ["4.古井修缮绩效目标表"])))
    assert (form.sheet.own("project"), form.kind) == ("古井修缮", "target")
    assert own("project") in form.doubts


def test_the_whole_department_with_weights_before_values() -> None:
    form = only(
        drawn("""
部门整体支出绩效自评表
（2023年度）
部门名称|<|桐湾县档案馆|<|<|<|<|<|<|<
年度主要任务|任务名称|完成情况|全年预算数（万元）|<|全年执行数（万元）|<|分值|执行率|得分
^|^|^|总额|其中：财政拨款|总额|其中：财政拨款|^|^|^
^|档案数字化|已完成|80|80|76|76|—|95%|—
^|库房维护|已完成|20|15|20|15|—|100%|—
^|金额合计|<|100|95|96|91|10|96%|9.6
年度总体目标|预期目标|<|<|<|<|实际完成情况|<|<|<
^|数字化十万页。|<|<|<|<|完成十万零二千页。|<|<|<
年度绩效指标|一级指标|二级指标|三级指标|分值|年度指标值|实际完成值|得分|偏差原因分析及改进措施|<
^|产出指标|数量指标|数字化页数|40|≥10万页|10.2万页|40||<
^|效益指标|社会效益指标|查档便利程度|20|明显提升|明显提升|18|窗口仍少|<
总分|<|<|<|100|||97.6||<
""")
    )
    assert (form.kind, form.sheet.own("department")) == ("overall", "桐湾县档案馆")
    assert form.fund_labels == ("金额合计", "档案数字化", "库房维护")
    assert [fund(form, row, "adjusted", "executed", "score") for row in range(2)] == [
        ["100", "96", "9.6"],
        ["80", "76", "—"],
    ]
    assert indicators(form, "weight", "target", "actual", "score", "reason")[1] == (
        "20",
        "明显提升",
        "明显提升",
        "18",
        "窗口仍少",
    )
    assert (form.sheet.own("total.weight"), form.sheet.own("total.score")) == ("100", "97.6")


LIST = """
序号|项目编码|项目名称|项目类别|年初预算数|调整预算数|预算执行数
1|52990023T000000000001|山塘加固|特定目标类|10|12|12
2|52990023T000000000002|预警广播|特定目标类|3|3|2.5
合计||||13|15|14.5
"""


def test_project_lists() -> None:
    found = read(
        grid(rows(LIST), "清单.xlsx#横向"),
        grid(rows("项目编码|项目名称|预算数|执行数\n52990023T000000000003|堤防巡查|5|4.9"), "清单.xlsx#另"),
    )
    assert [(each.code[-1], each.name, each.category, each.adjusted, each.executed) for each in found.projects] == [
        ("1", "山塘加固", "特定目标类", "12", "12"),
        ("2", "预警广播", "特定目标类", "3", "2.5"),
        ("3", "堤防巡查", "", "5", "4.9"),
    ]
    assert found.projects[1].source == "清单.xlsx#横向!B3"
    assert (found.forms, found.unread) == ((), ())


def test_a_list_without_codes_and_with_merged_names() -> None:
    found = drawn("""
部门名称|单位名称|项目名称|年初预算数|调整预算数|预算执行数
桐湾市应急局|桐湾市防汛站|山塘加固|10|12|12
^|^|预警广播|3|3|2.5
""")
    assert [(each.name, each.unit, each.department) for each in found.projects][1] == (
        "预警广播", "桐湾市防汛站", "桐湾市应急局",
    )  # fmt: skip


def test_columns_of_a_list_without_a_place_are_told() -> None:
    found = drawn("""
序号|项目编码|项目名称|执行数|自评得分|资金性质
1|52990023T000000000001|山塘加固|12|98|一般
|||||备查
""")
    assert [each.executed for each in found.projects] == ["12"]
    assert {each.why for each in found.unread} == {
        "「资金性质」一栏没有可放的栏目，2 格没有读入",
        "「自评得分」一栏没有可放的栏目，1 格没有读入",
    }


def test_a_form_below_a_list() -> None:
    found = drawn(LIST + "绩效自评表\n项目名称|山塘加固\n三级指标|指标值|完成值\n加固座数|2座|2座")
    assert len(found.projects) == 2
    assert indicators(only(found), "l3", "actual") == [("加固座数", "2座")]


def test_a_blank_sheet_says_where_its_fields_stand() -> None:
    form = only(
        drawn("""
项目支出绩效自评表|<|<|<|<|<
项目名称|<||<|<|<
资金（万元）|^|年初预算数|全年预算数|全年执行数|执行率
^|年度资金总额||||
^|其他资金||||
年度目标|<||<|<|<
一级指标|二级指标|三级指标|指标值|完成值|得分
产出指标|数量指标||||
^|质量指标||||
合计|<|<|<||
""")
    )
    at = {
        form.sheet.address(cell): (spot.row, spot.column)
        for cell, spot in form.places.items()
        if cell.section != "indicators"
    }
    assert (at["project"], at["goal"], at["total.score"]) == ((2, 3), (6, 3), (10, 6))
    assert (at["funds[0].executed"], at["funds[1].initial"]) == ((4, 5), (5, 3))
    (block,) = form.blocks
    assert (block.heading, block.first, block.last) == ((7, 7), 8, 9)
    assert {column.field: column.first for column in block.columns}["actual"] == 5
