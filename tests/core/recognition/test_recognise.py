"""Self-evaluations in many layouts: other orders, other words, blanks, split and merged headings, stacked and split."""

from perfdesk.core.sheet import own
from tests.core.layouts import drawn, fund, grid, indicators, only, read, rows

PLAIN = """
项目支出绩效自评表
（2023年度）
实施单位：|青石县水务站||主管单位|青石县水务局
项目名称|渠道清淤|||
|全年执行数|年初预算数|执行率|全年预算数|得分|分值
年度资金总额|18.50|20|92.5%|20|9.25|10
其中：财政拨款|18.5|20|92.5%|20|—|—
年度总体目标|预期目标||实际完成情况||
|清淤三条干渠。||三条均已清淤。||
分值|得分|三级指标|一级指标|实际完成值|年度指标值|二级指标|偏差原因分析及改进措施
20|20|清淤长度|产出指标|12公里|≥12公里|数量指标|
30|30|合格率||100%|≥98%|质量指标|
30|30|灌溉面积|效益指标|3100亩|≥3000亩|社会效益指标|
10|9.5|群众满意度|满意度指标|90%|≥95%|服务对象满意度指标|问卷回收少
90|89.5|总分
"""


def test_columns_in_any_order() -> None:
    form = only(drawn(PLAIN))
    assert form.kind == "self-evaluation"
    assert [form.sheet.own(name) for name in ("project", "unit", "department", "year")] == [
        "渠道清淤", "青石县水务站", "青石县水务局", "2023",
    ]  # fmt: skip
    assert form.fund_labels == ("年度资金总额", "其中：财政拨款")
    assert fund(form, 0, "initial", "adjusted", "executed", "rate", "weight", "score") == [
        "20", "20", "18.50", "92.5%", "10", "9.25",
    ]  # fmt: skip
    assert indicators(form, "l1", "l2", "l3", "target", "actual", "weight", "score", "reason")[1:] == [
        ("产出指标", "质量指标", "合格率", "≥98%", "100%", "30", "30", ""),
        ("效益指标", "社会效益指标", "灌溉面积", "≥3000亩", "3100亩", "30", "30", ""),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "90%", "10", "9.5", "问卷回收少"),
    ]


def test_texts_below_their_labels_and_sums_beside_their_word() -> None:
    found = drawn(PLAIN)
    sheet = only(found).sheet
    assert (sheet.own("goal"), sheet.own("done")) == ("清淤三条干渠。", "三条均已清淤。")
    assert (sheet.own("total.weight"), sheet.own("total.score")) == ("90", "89.5")
    assert found.unread == ()


STACKED = """
附件1
|市级部门预算项目支出绩效自评表（2023年度）|<|<|<|<|<|<|<

|项目编码及名称||52990023T000000000001-山塘加固|<|<|<|<|<
||||||||
|主管部门||桐湾市应急局||||实施单位（盖章）||桐湾市防汛站
|项目资金（万元）||年初|全年|全年|分值|执行率|得分|备注
|^||预算数|预算数|执行数|||||
|^|年度资金总额|10.00|12.00|12.00|10|100%|10|追加两万元用于抢修
|^|其中：财政资金|10.00|12.00|12.00|/|100%|/|
|年度目标||加固山塘两座||||||
|目标完成情况||两座均已加固||||||
|绩效指标|一级|二级|三级|年度|实际|权重|得分|未完成
|^|指标|指标|指标|指标值|完成值|||原因分析
|^|产出指标|数量指标|加固座数|2座|2座|50|50|
|^|^|质量指标|验收合格率|100%|100%|20|20|
|^|效益指标|社会效益指标|保护人口|≥800人|820人|10|10|
|合计|<|<|<|<|<|80|80|
|自评结论|项目自评100分|<|<|<|<|<|<|<
|填报人：|周小河||单位负责人：|沈望||联系电话：|6620011|
|市级部门预算项目支出绩效自评表（2023年度）|<|<|<|<|<|<|<
|项目名称||52990023T000000000002-预警广播|<|<|<|<|<|<
|绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|权重|得分|未完成原因分析
||产出指标|数量指标|安装数量|30套|30套|90|90|
|合计||||||90|90|
"""


def test_stacked_forms_with_words_broken_over_two_cells() -> None:
    first, second = drawn(STACKED).forms
    assert (first.sheet.own("project"), first.sheet.own("code")) == ("山塘加固", "52990023T000000000001")
    assert first.source == "表.xlsx#Sheet1!B2"
    assert fund(first, 0, "initial", "adjusted", "executed", "note") == [
        "10.00",
        "12.00",
        "12.00",
        "追加两万元用于抢修",
    ]
    assert indicators(first, "l1", "l2", "l3", "target", "actual", "weight")[1] == (
        "产出指标", "质量指标", "验收合格率", "100%", "100%", "20",
    )  # fmt: skip
    assert first.sheet.own("signatures.填报人") == "周小河"
    assert (second.sheet.own("code"), second.sheet.own("total.weight")) == ("52990023T000000000002", "90")
    assert indicators(second, "l3", "actual") == [("安装数量", "30套")]


def test_what_has_no_place_is_told() -> None:
    (left,) = drawn(STACKED).unread
    assert left.source == "表.xlsx#Sheet1!I20"
    assert "6620011" in left.why


def test_where_a_value_stood() -> None:
    found = drawn(STACKED)
    form = found.forms[0]
    cell = form.sheet.cell("indicators[1].weight")
    assert cell is not None
    shown = found.shown(form.places[cell])
    assert shown is not None
    assert (shown.row, shown.column, shown.text) == (16, 8, "20")


HEAD = """
项目名称|<|<|校车安全|<|<|<|<
主管部门|<|<|桐湾区教育局|<|实施单位|<|桐湾区校车中心
"""
COLUMNS = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n"


def test_a_form_that_goes_on_in_further_tables() -> None:
    found = read(
        grid(rows(HEAD + COLUMNS + "产出指标|数量指标|运行线路|12条|12条|50|50|"), "校车.docx#表1",
             ["项目支出绩效自评表", "（2022年度）"]),
        grid(rows(COLUMNS + "产出指标|时效指标|准点率|≥95%|97%|20|20|\n|质量指标|年检合格率|100%|100%|20|20|"),
             "校车.docx#表2"),
        grid(rows("|社会效益指标|安全事故|0起|0起|10|10|\n总分|<|<|<|<|100|100|"), "校车.docx#表3"),
        grid(rows("项目名称|<|<|午餐补助\n" + COLUMNS + "产出指标|数量指标|受助学生|800人|805人|50|50|"),
             "校车.docx#表4", ["填报人：安然", "项目支出绩效自评表"]),
    )  # fmt: skip
    first, second = found.forms
    assert indicators(first, "l1", "l3") == [
        ("产出指标", "运行线路"), ("产出指标", "准点率"), ("产出指标", "年检合格率"), ("产出指标", "安全事故"),
    ]  # fmt: skip
    assert (first.sheet.own("year"), first.sheet.own("total.score")) == ("2022", "100")
    assert first.sheet.own("signatures.填报人") == "安然"
    assert (second.sheet.own("project"), second.sheet.own("signatures.填报人")) == ("午餐补助", "")


def test_a_page_that_prints_title_and_project_again() -> None:
    page = "绩效自评表（2023年度）|<|<\n项目名称|灯塔维护|<\n一级指标|三级指标|完成值\n"
    form = only(drawn(page + "产出指标|换灯|3盏\n" + page + "|巡检|12次\n合计||"))
    assert indicators(form, "l1", "l3", "actual") == [("产出指标", "换灯", "3盏"), ("产出指标", "巡检", "12次")]


def test_two_forms_of_the_same_project_stay_two() -> None:
    page = "绩效自评表（{}年度）|<|<\n项目名称|灯塔维护|<\n一级指标|三级指标|完成值\n产出指标|换灯|3盏\n合计||\n"
    found = drawn(page.format(2022) + page.format(2023))
    assert [form.sheet.own("year") for form in found.forms] == ["2022", "2023"]


def test_money_in_pairs() -> None:
    form = only(
        drawn("""
项目支出绩效自评表（2019年度）
项目名称|冬季供暖补贴|<|<|<
预算执行情况（万元）|预算数：|45|执行数：|44.1
^|其中：财政拨款|40|其中：财政拨款|39.5
^|其他资金|5|其他资金|4.6
年度总体目标完成情况|预期目标|<|目标实际完成情况|<
^|供暖补贴发放到户。|<|发放三百户。|<
绩效指标|一级指标|二级指标|三级指标|预期指标值|实际完成指标值
^|产出指标|数量指标|补贴户数|300户|300户
""")
    )
    assert [fund(form, row, "adjusted", "executed") for row in range(3)] == [
        ["45", "44.1"],
        ["40", "39.5"],
        ["5", "4.6"],
    ]
    assert form.fund_labels[1:] == ("其中：财政拨款", "其他资金")
    assert form.sheet.own("done") == "发放三百户。"


def test_a_money_table_on_its_side() -> None:
    form = only(
        drawn("""
项目支出绩效自评表（2023年度）
项目名称|危房排查|||
项目资金（万元）||年度资金总额|其中：财政拨款|其他资金
|年初预算数|12|10|2
|全年预算数|14|12|2
|全年执行数|7|6|1
|执行率|50%|50%|50%
年度绩效目标|排查危房六十户|||
三级指标|年度指标值|实际完成值|分值|得分
排查户数|60户|61户|90|90
""")
    )
    assert fund(form, 1, "initial", "adjusted", "executed", "rate") == ["10", "12", "6", "50%"]
    assert form.sheet.own("goal") == "排查危房六十户"


def test_the_total_comes_first_wherever_it_stands() -> None:
    form = only(
        drawn("""
绩效自评表
项目名称|防疫物资|||
|年初预算数|全年预算数|全年执行数|执行率|原因
财政拨款|8|8|8|100%|单位自筹未到位
单位自筹|1|1|0|0%|^
合计|9|9|8|88.89%|^
三级指标|指标值|完成值
口罩|5000只|5000只
|3000副|2900副
""")
    )
    assert form.fund_labels == ("合计", "财政拨款", "单位自筹")
    assert fund(form, 0, "adjusted", "rate", "note") == ["9", "88.89%", "单位自筹未到位"]
    assert [form.sheet.address(cell) for cell in form.doubts] == ["rows[1].l3"]


def test_headings_over_several_columns() -> None:
    form = only(
        drawn("""
绩效自评表
项目名称|<|<|公厕改造|<|<|<|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|<|<|自评情况|<|复核情况|<|权重
^|^|^|计算符号|指标值|计量单位|完成值|得分|复核完成值|复核得分|^
产出指标|数量指标|改造座数|≥|12|座|13|60|12|58|60
""")
    )
    assert indicators(form, "nature", "target", "unit", "actual", "score", "weight", "review_score") == [
        ("≥", "12", "座", "13", "60", "60", "58")
    ]


def test_cells_side_by_side_under_one_heading() -> None:
    form = only(
        drawn("""
2024年度绩效自评表
项目名称|<|<|公厕改造|<|<|<|<|<
绩效指标|<|<|指标值|<|<|实际完成值|分值|得分
产出指标|数量指标|改造座数|≥|12|座|13|60|60
^|时效指标|完工时间|<=|11|月|11|30|30
合计|<|<|<|<|<|<|90|90
""")
    )
    assert indicators(form, "l1", "l2", "l3", "nature", "target", "unit", "actual") == [
        ("产出指标", "数量指标", "改造座数", "≥", "12", "座", "13"),
        ("产出指标", "时效指标", "完工时间", "<=", "11", "月", "11"),
    ]


def test_labels_and_texts_in_one_cell() -> None:
    found = drawn("""
2023年度桐湾市防汛站项目绩效自评表
填报单位：桐湾市防汛站　　　　单位：万元
项目名称：堤防巡查|项目编码：52990023T000000000003|主管部门：桐湾市应急局
资金|预算数|执行数|执行率
合计|5|4|80%
序号|指标名称|计算符号|指标值|实际完成值|计量单位|分值|得分|偏差原因
1|巡查次数|>=|50|48|次|60|57.6|两次因台风取消
2|隐患处置率|=|100|100|%|30|30|
|小计|||||90|87.6|
总分：95.6分
注：本表一式两份。
项目负责人（签字）：罗一||财务负责人（签字）：|高二
""")
    form = only(found)
    sheet = form.sheet
    assert (sheet.own("unit"), sheet.own("project"), sheet.own("department")) == (
        "桐湾市防汛站",
        "堤防巡查",
        "桐湾市应急局",
    )
    assert (sheet.own("code"), sheet.own("total.score"), sheet.own("year")) == ("52990023T000000000003", "95.6", "2023")
    assert (sheet.own("signatures.项目负责人"), sheet.own("signatures.财务负责人")) == ("罗一", "高二")
    assert indicators(form, "l3", "nature", "unit", "reason")[0] == ("巡查次数", ">=", "次", "两次因台风取消")
    assert [each.why for each in found.unread] == ["「小计」是小计行，不是指标，只用来核对"]
    assert form.subtotals == ((2, "87.6"),)


def test_the_execution_rate_among_the_indicators() -> None:
    form = only(
        drawn("""
绩效自评表（2023年度）
项目名称|预警广播|||
年度目标|目标1：装三十套|||
|目标2：通电三十套|||
一级指标（权重）|二级指标|三级指标|目标值|完成值|标准分|自评得分
产出指标（50分）|数量指标|安装数量|30套|30套|50|50
预算执行率|||||10|8
自评得分|88|||||
""")
    )
    assert form.sheet.own("goal") == "目标1：装三十套\n目标2：通电三十套"
    assert fund(form, 0, "weight", "score") == ["10", "8"]
    assert indicators(form, "l1", "l3") == [("产出指标（50分）", "安装数量")]
    assert form.sheet.own("total.score") == "88"


def test_an_instruction_left_in_a_cell_is_its_text_in_doubt() -> None:
    form = only(
        drawn("""
绩效自评表（2023年度）
项目名称|预警广播|||
三级指标|目标值|完成值
安装数量|30套|30套
存在问题|请填写本项目存在的问题|<
""")
    )
    assert form.sheet.own("problems") == "请填写本项目存在的问题"
    assert own("problems") in form.doubts


def test_a_class_name_set_upright_is_one_word() -> None:
    form = only(
        drawn("""
绩效自评表（2023年度）
项目名称|预警广播|<
绩\\n效\\n指\\n标|一级指标|三级指标|完成值
^|产\\n出\\n指\\n标|安装数量|30套
""")
    )
    assert indicators(form, "l1", "l3") == [("产出指标", "安装数量")]


def test_a_document_without_forms() -> None:
    found = read(grid(rows("目录\n一、概况|1"), "x.xlsx#目录"), grid([], "y.docx#正文", ["一、概况", "略。"]))
    assert found.forms == ()
    assert [each.source for each in found.unread] == ["x.xlsx#目录!A1", "y.docx#正文"]


def test_numbered_columns_and_notes_between_the_rows() -> None:
    found = drawn("""
二〇二三年度柳湾县项目支出绩效自评表
项目名称|护林防火||||
资金情况|预算数|<|执行数|执行率|得分
^|年初|调整后|^|^|^
栏次|1|2|3|4|5
总额|10|12|11|91.67%|9.17
一级指标|二级指标|三级指标|权重|指标值|完成值
1|2|3|4|5|6
产出指标|数量指标|巡护里程|50|≥800公里|820公里
续表
满意度指标|<|林农满意度|10|≥90%|95%
存在问题及改进措施|巡护设备老化，拟更新。|<|<|<|<
项目负责人：周小河财务负责人：沈望|<|<|<|<|<
""")
    form = only(found)
    assert fund(form, 0, "initial", "adjusted", "executed", "score") == ["10", "12", "11", "9.17"]
    assert indicators(form, "l1", "l3", "actual") == [
        ("产出指标", "巡护里程", "820公里"), ("满意度指标", "林农满意度", "95%"),
    ]  # fmt: skip
    assert (form.sheet.own("year"), form.sheet.own("problems")) == ("2023", "巡护设备老化，拟更新。")
    names = [form.sheet.own(f"signatures.{who}") for who in ("项目负责人", "财务负责人")]
    assert (names, found.unread) == (["周小河", "沈望"], ())


def test_a_title_may_name_the_project_and_its_year() -> None:
    form = only(
        drawn("""
2023年度驻村帮扶经费绩效自评表
资金来源|预算（元）|支出（元）|执行率
财政资金|20000|20000|100%
三级指标名称|目标值|完成值|分值|得分
驻村天数|≥220天|231天|90|90
""")
    )
    assert (form.sheet.own("project"), form.sheet.own("year")) == ("驻村帮扶经费", "2023")
    assert own("project") in form.doubts


def test_a_year_inside_the_name_of_a_project_is_not_its_year() -> None:
    page = "提前下达2024年文化专项资金绩效自评表\n项目名称|文化专项\n三级指标|完成值|得分\n演出|5场|10"
    form = only(read(grid(rows(page), "2023年自评.xlsx#表")))
    assert form.sheet.own("year") == "2023"


def test_a_year_between_the_unit_and_the_kind_of_form_is_its_year() -> None:
    page = "云岭县史志馆2026年部门（单位）整体支出绩效自评表\n单位名称|云岭县史志馆\n三级指标|完成值|得分\n修志|5卷|10"
    form = only(drawn(page))
    assert (form.sheet.own("year"), form.sheet.own("project"), form.doubts) == ("2026", "", {})
    one = only(drawn(page.replace("部门（单位）整体支出", "项目支出")))
    assert (one.sheet.own("year"), one.sheet.own("project")) == ("2026", "")
    heading, _, table = page.partition("\n")
    assert only(read(grid(rows(table), headings=[heading]))).sheet.own("year") == "2026"


def test_labels_in_paragraphs_of_their_own() -> None:
    form = only(
        drawn("""
项目名称：河道疏浚
主管部门：桐湾市水务局
完成情况：已疏浚三公里。
一级指标|三级指标|年度目标值|全年实际完成值|自评得分
产出指标|疏浚长度|3公里|3公里|50
自评总得分：96
""")
    )
    names = ("project", "department", "done", "total.score")
    assert [form.sheet.own(name) for name in names] == ["河道疏浚", "桐湾市水务局", "已疏浚三公里。", "96"]
