"""Layouts as other counties draw them: abreast, several projects in one table, money downward, words of their own."""

from dataclasses import replace

import pytest

from perfdesk.core.recognition.grid import Shown
from perfdesk.core.sheet import own
from tests.core.layouts import drawn, fund, grid, indicators, only, read, rows

ABREAST = """
项目支出绩效自评表（2024年度）|<|<|<|<||项目支出绩效自评表（2024年度）|<|<|<|<
项目名称|甲村路灯|<|<|<||项目名称|乙村水渠|<|<|<
项目资金|年初预算数|全年预算数|全年执行数|执行率||项目资金|年初预算数|全年预算数|全年执行数|执行率
年度资金总额|10|10|10|100%||年度资金总额|20|20|18|90%
一级指标|三级指标|指标值|完成值|得分||一级指标|三级指标|指标值|完成值|得分
产出指标|安装路灯|30盏|30盏|50||产出指标|修建水渠|2公里|1.9公里|47.5
"""


def test_two_forms_side_by_side_are_two_forms() -> None:
    found = drawn(ABREAST)
    assert [form.sheet.own("project") for form in found.forms] == ["甲村路灯", "乙村水渠"]
    assert [fund(form, 0, "adjusted", "executed") for form in found.forms] == [["10", "10"], ["20", "18"]]
    assert [indicators(form, "l3", "score") for form in found.forms] == [[("安装路灯", "50")], [("修建水渠", "47.5")]]
    assert [form.sheet.year for form in found.forms] == [2024, 2024]
    assert found.unread == ()


def test_one_title_over_two_forms_belongs_to_both() -> None:
    over = "\n".join(["项目支出绩效自评表（2024年度）" + "|<" * 10, *ABREAST.strip().split("\n")[1:]])
    found = drawn(over)
    assert [(form.sheet.own("project"), form.sheet.year) for form in found.forms] == [
        ("甲村路灯", 2024),
        ("乙村水渠", 2024),
    ]


def test_places_of_forms_abreast_are_those_of_the_sheet() -> None:
    found = drawn(ABREAST)
    for form in found.forms:
        for cell, text in form.sheet.texts.items():
            shown = found.shown(form.places[cell]) if cell in form.places and cell.section == "indicators" else None
            assert shown is None or shown.text == text


def test_a_table_of_several_projects_is_a_form_for_each() -> None:
    found = drawn("""
部门预算项目绩效目标表
（2025年度）
项目名称|项目编码|单位名称|年度预算|年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重
社工站运行|52990025T000000000012|青禾县民政局|12|运行六个社工站|产出指标|数量指标|社工站|≥|6|个|50
^|^|^|^|^|效益指标|社会效益指标|服务人次|≥|900|人次|30
儿童之家|52990025T000000000013|青禾县民政局|5|建成两个儿童之家|产出指标|数量指标|儿童之家|≥|2|个|50
""")
    said = [[form.sheet.own(name) for name in ("project", "code", "unit", "budget", "goal")] for form in found.forms]
    assert said == [
        ["社工站运行", "52990025T000000000012", "青禾县民政局", "12", "运行六个社工站"],
        ["儿童之家", "52990025T000000000013", "青禾县民政局", "5", "建成两个儿童之家"],
    ]
    assert [len(form.sheet.named_rows) for form in found.forms] == [2, 1]
    assert [(form.kind, form.sheet.year) for form in found.forms] == [("target", 2025)] * 2
    assert found.unread == ()


def test_names_repeated_in_every_row_are_one_project() -> None:
    found = drawn("""
2025年度项目绩效目标表
项目名称|一级指标|三级指标|指标值
社工站运行|产出指标|社工站|6个
社工站运行|效益指标|服务人次|900人次
儿童之家|产出指标|儿童之家|2个
注：各单位自行填报。
""")
    assert [(form.sheet.own("project"), len(form.sheet.named_rows)) for form in found.forms] == [
        ("社工站运行", 2),
        ("儿童之家", 1),
    ]


def test_money_downward_with_its_labels_in_front() -> None:
    found = drawn("""
||项目绩效自评表
|项目名称||安全饮水||预算年度|2024年

|项目资金||||
||年初预算||40|
||调整后预算||42|
||实际支出||41|
||执行率||97.62%|

|序号|指标类别|指标名称|年初目标值|年末完成值|标准分|得分
|1|产出|新建水池|6座|6座|50|50
""")
    form = only(found)
    assert fund(form, 0, "initial", "adjusted", "executed", "rate") == ["40", "42", "41", "97.62%"]
    assert indicators(form, "l3", "actual") == [("新建水池", "6座")]
    assert found.unread == ()


def test_money_in_one_row_behind_another_label() -> None:
    form = only(
        drawn("""
项目绩效目标自评表
项目名称|敬老院维修|年度|2024
预算单位|青禾县民政局|预算金额（万元）|45|实际支出（万元）|44.2|执行率|98.22%
三级指标|目标值|完成值|分值|得分
维修敬老院|2所|2所|50|50
""")
    )
    assert fund(form, 0, "adjusted", "executed", "rate") == ["45", "44.2", "98.22%"]
    assert form.sheet.own("unit") == "青禾县民政局"


def test_words_printed_downward_do_not_hide_a_heading_of_two_lines() -> None:
    found = drawn("""
项目支出绩效自评表（2023年度）
项目名称|河道清淤|<|<|<|<
绩|一级|三级|年度|实际|得分
效|指标|指标|指标值|完成值|
指|产出指标|清淤长度|≥8公里|8公里|50
标|效益指标|防洪标准|提升|提升|30
""")
    assert indicators(only(found), "l1", "l3", "target") == [
        ("产出指标", "清淤长度", "≥8公里"),
        ("效益指标", "防洪标准", "提升"),
    ]
    assert found.unread == ()


def test_indicators_of_the_long_run_are_told_and_not_taken() -> None:
    found = drawn("""
项目支出绩效目标申报表（2025年度）
填报单位（盖章）：青禾县林业局|<|<|<
项目名称|绿化补植|项目实施单位|林场
项目绩效目标|长期目标|<|年度目标
^|三年补植九千亩|<|补植三千亩
长期绩效指标|一级指标|指标内容|指标值
^|产出指标|补植面积|9000亩
年度绩效指标|一级指标|指标内容|指标值
^|产出指标|补植面积|3000亩
其他说明的问题|无|<|<
""")
    form = only(found)
    assert indicators(form, "l3", "target") == [("补植面积", "3000亩")]
    assert (form.sheet.own("goal"), form.sheet.own("unit")) == ("补植三千亩", "林场")
    assert [each.why for each in found.unread] == [
        "「填报单位（盖章）」让位于「项目实施单位」，没有读入：青禾县林业局",
        "「长期目标」没有可放的栏目：三年补植九千亩",
        "「长期绩效指标」不是本年的指标，1 行没有读入",
        "「其他说明的问题」没有可放的栏目：无",
    ]


def test_a_list_on_its_side_and_the_unit_above_a_list() -> None:
    across = drawn("""
项目清单
项目名称|敬老院维修|社工站运行|儿童之家
项目编码|52990024T000000000011|52990024T000000000012|52990024T000000000013
年初预算数|40|12|5
预算执行数|44.2|9|5
""")
    assert [(each.name, each.code[-2:], each.initial, each.executed) for each in across.projects] == [
        ("敬老院维修", "11", "40", "44.2"),
        ("社工站运行", "12", "12", "9"),
        ("儿童之家", "13", "5", "5"),
    ]
    down = drawn("""
2024年度项目支出绩效自评汇总表
单位：青禾县民政局||||金额单位：万元
序号|项目名称|项目编码|年初预算|实际支出
1|敬老院维修|52990024T000000000011|40|44.2
""")
    assert [(each.name, each.unit) for each in down.projects] == [("敬老院维修", "青禾县民政局")]
    assert across.unread == down.unread == ()


def test_a_list_on_its_side_tells_each_line_without_a_place_once() -> None:
    found = drawn("""
项目清单
部门代码|301|301|301|
单位代码|301002|301002|301003|
项目名称|敬老院维修|社工站运行|儿童之家|合计
项目编码|52990024T000000000011|52990024T000000000012|52990024T000000000013|
年初预算数|40|12|5|57
预算执行数|44.2|9|5|58.2
备注|跨年|续聘|新建|
""")
    assert [(each.name, each.initial) for each in found.projects] == [
        ("敬老院维修", "40"), ("社工站运行", "12"), ("儿童之家", "5"),
    ]  # fmt: skip
    assert [each.why for each in found.unread] == ["「备注」一行没有可放的栏目，3 格没有读入"]


def test_totals_below_the_money_and_remarks_below_the_indicators_belong_to_neither() -> None:
    found = drawn("""
项目支出绩效自评表（2024年度）
项目名称|基层文化活动
资金来源|全年预算数|全年执行数|执行率
资金总额|25|24|96%
自评总得分|97.6|<|<
一级指标|三级指标|指标值|完成值|完成率|得分
产出|演出场次|40场|42场|105%|30
预算执行率|||96%||9.6
别的话|另有两场慰问演出|<|<|<|<
""")
    form = only(found)
    assert (form.fund_labels, form.sheet.own("total.score")) == (("资金总额",), "97.6")
    assert indicators(form, "l3", "completion") == [("演出场次", "105%")]
    assert form.sheet.rows == form.sheet.named_rows
    assert fund(form, 0, "rate", "score") == ["96%", "9.6"]
    assert "另有两场慰问演出" in "".join(each.why for each in found.unread)


def test_money_downward_with_its_parts_beside_it() -> None:
    found = drawn("""
县级部门预算项目绩效自评表（2024年度）
项目名称|古树保护|负责人及电话|孙二 6600
预算执行（10分）|预算数|10|其中：财政拨款|8
|执行数|9.5|其中：财政拨款|7.5
|执行率|95%|得分|9.5
指标名称|绩效指标值|完成指标值|指标分值|自评分
保护株数|30|31|50|50
""")
    form = only(found)
    assert form.sheet.own("project") == "古树保护"
    assert fund(form, 0, "adjusted", "executed", "rate", "score") == ["10", "9.5", "95%", "9.5"]
    assert fund(form, 1, "adjusted", "executed") == ["8", "7.5"]
    assert [each.why for each in found.unread] == ["「负责人及电话」没有可放的栏目：孙二 6600"]


def test_an_unknown_label_ends_what_the_one_before_says() -> None:
    found = drawn("""
项目支出绩效自评表（2024年度）
项目名称|公共文化配送|档案盒号：|甲乙丙
实施单位|云溪县文化馆|经办科室代号|丁戊
一级指标|三级指标|指标值|完成值
产出指标|配送场次|100场|103场
""")
    form = only(found)
    assert (form.sheet.own("project"), form.sheet.own("unit")) == ("公共文化配送", "云溪县文化馆")
    assert len(found.unread) == 4


def test_classes_in_rows_of_their_own() -> None:
    found = drawn("""
绩效自评表（2024年度）
项目名称|防疫物资
指标名称|指标值|完成值|分值|得分
一、产出指标|||50|50
（一）数量指标
采购口罩|10万只|10万只|30|30
（二）质量指标
合格率|100%|100%|20|20
二、效益指标
保障单位|30家|31家|40|40
""")
    assert indicators(only(found), "l1", "l2", "l3") == [
        ("产出指标", "数量指标", "采购口罩"),
        ("产出指标", "质量指标", "合格率"),
        ("效益指标", "", "保障单位"),
    ]
    assert [each.why for each in found.unread] == ["「产出指标」一行是分类，其余 2 格没有读入"]


def test_money_of_a_whole_unit_is_no_project_list() -> None:
    found = drawn("""
2024年度部门整体绩效自评表
部门（单位）名称|河湾县水利局|<|<|<|<
预算情况|项目|预算数（万元）|执行数（万元）|执行率|得分
^|年度预算总额|900|880|97.78%|9.78
^|基本支出|500|500|100%|
一级指标|二级指标|三级指标|目标值|完成值|得分
履职效能|履职数量|水库巡查|≥50次|52次|20
""")
    form = only(found)
    assert (form.kind, form.fund_labels) == ("overall", ("年度预算总额", "基本支出"))
    assert fund(form, 0, "adjusted", "executed", "score") == ["900", "880", "9.78"]
    assert (found.projects, found.unread) == ((), ())


def test_a_monitoring_sheet_in_other_words() -> None:
    found = drawn("""
2024年1-8月项目绩效运行监控表
填报单位：云溪县林业局
项目名称|森林防火
年初预算|全年预算|1-8月支出|执行率|全年预计支出
50|52|30|57.69%|52
三级指标|年度指标值|1至8月完成值|全年预计完成值|偏差原因|纠偏措施
防火宣传|24次|10次|20次|活动推迟|四季度补办
""")
    form = only(found)
    assert (form.kind, form.sheet.year) == ("monitor", 2024)
    assert fund(form, 0, "initial", "executed", "rate", "forecast") == ["50", "30", "57.69%", "52"]
    assert indicators(form, "actual", "forecast", "reason", "remedy") == [("10次", "20次", "活动推迟", "四季度补办")]
    assert found.unread == ()


SMALL = """
项目支出绩效自评表（2024年度）
项目名称|护林|<
三级指标|指标值|完成值
巡护次数|20次|22次
"""


def test_what_is_odd_about_a_sheet_is_told() -> None:
    remarks = ("overlapping-merges", "macros", "hidden-sheet")
    found = read(replace(grid(rows(SMALL)), remarks=remarks))
    assert [each.why[:8] for each in found.unread] == ["有互相重叠的合并", "文件里有宏：宏没"]
    assert "隐藏" in only(found).doubts[own("project")]


def test_texts_under_merged_cells_are_told_unless_they_repeat_it() -> None:
    under = (Shown(2, 3, 1, 1, "护林"), Shown(2, 4, 1, 1, "旧名称"))
    wide = SMALL.replace("护林|<", "护林|<|<")
    found = read(replace(grid(rows(wide)), remarks=("text-under-merge",), under=under))
    assert [(each.source[-2:], "旧名称" in each.why) for each in found.unread] == [("D2", True)]


def test_labels_in_paragraphs_above_a_table_that_has_its_title_inside() -> None:
    found = read(grid(rows(SMALL), headings=["附件1", "填报单位：云溪县林业局", "一句别的话"]))
    assert only(found).sheet.own("unit") == "云溪县林业局"
    assert [each.why for each in found.unread] == ["表格前的 1 段文字不是表格的内容，没有读入：「一句别的话」"]


def test_formulas_without_a_result_are_told() -> None:
    sheet = grid(rows(SMALL))
    bare = tuple(
        replace(cell, text="", remarks=("formula-without-value",)) if cell.text == "22次" else cell
        for cell in sheet.cells
    )
    found = read(replace(sheet, cells=bare))
    assert indicators(only(found), "actual") == [("",)]
    assert [(each.source[-2:], each.why[:14]) for each in found.unread] == [("C4", "1 格公式在文件里没有结果，")]


def test_codes_of_a_list_that_became_numbers_are_told() -> None:
    sheet = grid(
        rows("""
序号|项目名称|项目编码|年初预算|实际支出
1|敬老院维修|5.19E+20|40|44.2
""")
    )
    cells = tuple(
        replace(cell, remarks=("code-as-number", "digits-lost")) if cell.text.startswith("5.") else cell
        for cell in sheet.cells
    )
    found = read(replace(sheet, cells=cells))
    assert [each.why for each in found.unread] == ["编码存成了数字，后面的位数已经丢失，请改正：5.19E+20"]


def test_budget_and_rate_in_one_row_are_money() -> None:
    form = only(drawn(SMALL.replace("三级", "年初预算|16.00|执行率|99.75%\n三级", 1)))
    assert fund(form, 0, "initial", "rate") == ["16.00", "99.75%"]


def test_weights_of_classes_are_not_those_of_the_indicators() -> None:
    found = drawn("""
2024年度项目绩效自评表
项目名称|河道保洁|<|<|<|<|<|<
一级指标|权重|二级指标|权重|三级指标|权重|目标值|得分
产出指标|50|数量指标|30|保洁里程|30|80公里|30
^|^|质量指标|20|抽查合格率|20|≥90%|19
""")
    assert indicators(only(found), "l2", "weight", "score") == [("数量指标", "30", "30"), ("质量指标", "20", "19")]


def test_a_lone_column_of_names_and_money_by_its_kinds() -> None:
    found = drawn("""
绩效自评表（2024年度）
项目名称|社工培训
资金|合计|财政拨款|自筹
年初预算|130,000.00|120,000.00|10,000.00
实际支出|128,500.50|118,500.50|10,000.00
序号|绩效指标|目标|实际|评分
1|培训人次|≥100人次|112人次|50
""")
    form = only(found)
    assert form.fund_labels == ("合计", "财政拨款", "自筹")
    assert [fund(form, row, "executed") for row in range(3)] == [["128,500.50"], ["118,500.50"], ["10,000.00"]]
    assert indicators(form, "l3", "target", "actual", "score") == [("培训人次", "≥100人次", "112人次", "50")]
    assert found.unread == ()


def test_a_heading_below_tasks_is_no_task_and_words_behind_a_label_are_its_own() -> None:
    found = drawn("""
部门整体支出绩效自评表（2024年度）
县级预算部门名称|青禾县司法局|<|<
任务名称|主要内容|批复金额（万元）|实际支出金额（万元）
普法宣传|印资料|10|9.5
三、甲乙丙|<|<|<
一级指标|三级指标|指标值|完成值
产出指标|普法场次|50场|60场
单位负责人签字：高二
""")
    form = only(found)
    assert (form.fund_labels, form.sheet.own("department")) == (("普法宣传",), "青禾县司法局")
    assert form.sheet.own("signatures.单位负责人") == "高二"


def test_the_department_here_comes_before_the_one_above() -> None:
    found = drawn("""
专项转移支付区域绩效自评表（2024年度）
专项名称|耕地补贴
中央主管部门|甲部
地方主管部门|河湾县农业农村局
三级指标|指标值|全年实际完成值
补贴面积|20万亩|20.1万亩
""")
    assert only(found).sheet.own("department") == "河湾县农业农村局"
    assert ["中央主管部门" in each.why and "甲部" in each.why for each in found.unread] == [True]


def test_last_years_money_in_the_same_row_is_left_aside() -> None:
    found = drawn("""
2024年度项目绩效自评表
项目名称：|老年助餐|<|预算单位：|青禾县民政局
当年预算数：|10|<|上年预算数：|9
预算执行数：|9.8|<|预算执行率：|98.00%
三级指标|权重|评分
助餐人数|34|34
""")
    form = only(found)
    assert fund(form, 0, "adjusted", "executed", "rate") == ["10", "9.8", "98.00%"]
    assert "9" not in form.sheet.texts.values()
    assert len(found.unread) == 2


def test_code_and_name_in_two_cells_behind_one_label() -> None:
    form = only(drawn(SMALL.replace("项目名称|护林|<", "项目编码及名称|52990024T000000000031|护林")))
    assert (form.sheet.own("code"), form.sheet.own("project")) == ("52990024T000000000031", "护林")


@pytest.mark.parametrize("words", ["年度完成情况", "年末交账"])
def test_a_heading_in_unknown_words_is_not_what_the_label_beside_it_says(words: str) -> None:
    found = drawn(f"""
项目支出绩效自评表（2028年度）|<|<|<|<
项目名称|河滩拾荒|<|<|<
总体目标|年初设定目标|<|{words}|<
^|拾荒六次|<|拾荒七次|<
绩效指标|三级指标|指标值|完成值|得分
^|拾荒次数|6次|7次|10
""")
    form = only(found)
    assert form.sheet.own("goal") == "拾荒六次"
    told = [each.why for each in found.unread]
    assert form.sheet.own("done") == "拾荒七次" or any("拾荒七次" in why for why in told)


def test_numbered_labels_below_the_last_table_are_the_forms() -> None:
    table = grid(rows("绩效自评表（2028年度）\n项目名称|修渡口\n三级指标|指标值|完成值|得分\n修渡口|1座|1座|90"))
    below = replace(grid([]), headings=("四、存在问题：水位太高。", "（五）改进措施：枯水期再修", "项目负责人：石头"))
    found = read(table, below)
    form = only(found)
    assert [form.sheet.own(name) for name in ("problems", "measures")] == ["水位太高。", "枯水期再修"]
    assert (form.sheet.own("signatures.项目负责人"), found.unread) == ("石头", ())
