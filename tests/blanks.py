"""Blank official sheets made up for tests: other labels, other orders of columns, more rows of heading."""

import io
import random
from collections.abc import Sequence

import openpyxl
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk.core.layout.template import column_letters, place, reference

_THIN = Side(style="thin")
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def sheet(rows: Sequence[Sequence[object]], merged: Sequence[str] = (), name: str = "表一", framed: str = "") -> bytes:
    """A workbook of these rows; `framed` is the range that is ruled."""
    made = openpyxl.Workbook()
    page = made.active
    assert isinstance(page, Worksheet)
    page.title = name
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value not in ("", None):
                page.cell(number, column, value)
    for area in merged:
        page.merge_cells(area)
    if framed:
        for line in page[framed]:
            for cell in line:
                cell.border = FRAME
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def permuted() -> bytes:
    """A county's self-evaluation: weights before values, two more rows of heading, a printed total, a formula."""
    rows: list[list[object]] = [
        ["附件3"],
        ["河湾县项目支出绩效自评表"],
        ["（    年度）"],
        ["填报单位："],
        ["项目名称", "", "", "项目编码", "", "", ""],
        ["预算主管部门", "", "", "项目实施单位", "", "", ""],
        ["项目资金（万元）", "", "全年预算数", "年初预算数", "实际支出数", "支出率", "得分"],
        ["", "年度资金总额", "", "", "", '=IF(C8="","",E8/C8)', ""],
        ["", "其中：财政拨款", "", "", "", "", "/"],
        ["年度总体目标", "年初设定目标", "", "", "全年实际完成情况", "", ""],
        ["", "", "", "", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分", "扣分原因"],
        ["", "产出指标", "数量指标", "指标1："],
        ["", "", "质量指标", "指标1："],
        ["", "效益指标", "社会效益指标", "指标1："],
        ["", "总分", "", "", "", "", "", "", ""],
        ["评价结论", "请概括总体成效（150字以内）"],
        ["填报人：", "", "", "", "联系电话：", ""],
    ]
    merged = (
        "A2:I2", "A3:I3", "A4:I4", "B5:C5", "E5:I5", "B6:C6", "E6:I6", "A7:A9", "A10:A11", "B10:D10", "E10:I10",
        "B11:D11", "E11:I11", "A12:A16", "B13:B14", "B16:D16", "B17:I17", "A18:D18", "E18:I18",
    )  # fmt: skip
    return sheet(rows, merged, framed="A5:I17")


def target() -> bytes:
    """The national target form (申报表), left half midterm, right half this year."""
    rows: list[list[object]] = [
        ["项目支出绩效目标申报表"],
        ["（2031年度）"],
        ["项目名称", "", "", "", "", "", ""],
        ["主管部门及代码", "", "", "", "实施单位", "", ""],
        ["项目属性", "", "", "", "项目期", "", ""],
        ["项目资金（万元）", "中期资金总额", "", "", "年度资金总额", "", ""],
        ["", "其中：财政拨款", "", "", "其中：财政拨款", "", ""],
        ["", "其他资金", "", "", "其他资金", "", ""],
        ["总体目标", "中期目标", "", "", "年度目标", "", ""],
        ["", "", "", "", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "", ""],
        ["", "", "质量指标", "", ""],
        ["", "", "时效指标", "", ""],
        ["", "效益指标", "社会效益指标", "", ""],
        ["", "满意度指标", "服务对象满意度指标", "", ""],
        ["单位负责人：", "", "填报人：", "", "填报日期："],
    ]
    merged = (
        "A1:G1", "A2:G2", "B3:G3", "B4:D4", "F4:G4", "B5:D5", "F5:G5", "A6:A8", "C6:D6", "C7:D7", "C8:D8", "F6:G6",
        "F7:G7", "F8:G8", "A9:A10", "B9:D9", "E9:G9", "B10:D10", "E10:G10", "A11:A16", "E11:G11", "E12:G12",
        "E13:G13", "E14:G14", "E15:G15", "E16:G16", "B12:B14", "A17:B17", "C17:D17", "E17:G17",
    )  # fmt: skip
    return sheet(rows, merged, framed="A3:G16")


def monitor() -> bytes:
    """The monitoring form: this month's figures, what is expected, reasons and likelihood under two lines."""
    rows: list[list[object]] = [
        ["项目支出绩效运行监控表"],
        ["（2031年度）"],
        ["项目名称", "", "", "", "", "", "", "", "", "", "", "", ""],
        ["主管部门", "", "", "", "", "实施单位", "", "", "", "", "", "", ""],
        ["项目资金（万元）", "", "年初预算数", "", "1-7月执行数", "", "1-7月执行率", "", "全年预计执行数"],
        ["", "年度资金总额", "", "", "", "", "", "", ""],
        ["", "其中：本年财政拨款", "", "", "", "", "", "", ""],
        ["年度总体目标", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况",
         "偏差原因分析", "", "", "完成目标可能性", "", "备注"],
        ["", "", "", "", "", "", "", "经费保障", "其他", "原因说明", "确定能", "有可能", ""],
        ["", "产出指标", "数量指标"],
        ["", "", "质量指标"],
        ["", "效益指标", "社会效益指标"],
    ]  # fmt: skip
    merged = (
        "A1:M1", "A2:M2", "B3:M3", "B4:E4", "G4:M4", "A5:A7", "C5:D5", "E5:F5", "G5:H5", "I5:M5", "C6:D6", "E6:F6",
        "G6:H6", "I6:M6", "C7:D7", "E7:F7", "G7:H7", "I7:M7", "B8:M8", "A9:A13", "B9:B10", "C9:C10", "D9:D10",
        "E9:E10", "F9:F10", "G9:G10", "H9:J9", "K9:L9", "M9:M10", "B11:B12",
    )  # fmt: skip
    return sheet(rows, merged, framed="A3:M13")


_COLUMNS = {
    "target": ("年度指标值", "目标值", "预期指标值"), "actual": ("全年实际完成值", "完成值", "实际值"),
    "weight": ("分值", "权重", "标准分"), "score": ("得分", "自评得分", "实际得分"),
    "reason": ("偏差原因分析及改进措施", "扣分原因", "未完成原因分析"), "nature": ("指标性质", "计算符号", "指标方向"),
    "unit": ("计量单位", "度量单位", "指标单位"),
}  # fmt: skip
_MONEY = {
    "initial": ("年初预算数", "年初预算", "年初批复数"), "adjusted": ("全年预算数", "调整后预算数", "调整预算数"),
    "executed": ("全年执行数", "预算执行数", "实际支出数"), "rate": ("执行率", "预算执行率", "支出率"),
    "weight": ("分值", "权重", "标准分"), "score": ("得分", "自评得分", "实际得分"),
}  # fmt: skip
_HEAD = {
    "project": ("项目名称", "预算项目名称", "专项名称"), "department": ("主管部门", "预算部门", "主管单位"),
    "unit": ("实施单位", "项目单位", "填报单位"), "code": ("项目编码", "项目代码", "项目编号"),
}  # fmt: skip


def shuffled(seed: int) -> tuple[bytes, dict[str, str], dict[str, str], tuple[int, int]]:
    """A self-evaluation with labels, columns and rows in an order of its own; where each field must be found.

    Gives the workbook, the places of fields, the columns of the indicators, the rows that repeat.
    """
    toss = random.Random(seed)
    names, money, head = (toss.sample(list(each), len(each)) for each in (_COLUMNS, _MONEY, _HEAD))
    rows: list[list[object]] = [["附件"]] if toss.random() < 0.5 else []
    rows += [["项目支出绩效自评表"], ["（2031年度）"]]
    places: dict[str, str] = {}
    for name in head:
        rows.append([toss.choice(_HEAD[name])])
        places[name] = f"B{len(rows)}"
    rows.append(["项目资金（万元）", "", *(toss.choice(_MONEY[name]) for name in money)])
    for number, label in enumerate(("年度资金总额", "其中：财政拨款", "其他资金")):
        rows.append(["", label])
        for column, name in enumerate(money, 3):
            if number == 0 or name not in ("weight", "score"):
                places[f"funds[{number}].{name}"] = reference(len(rows), column)
            else:
                rows[-1] += [""] * (column - len(rows[-1]))
                rows[-1][column - 1] = "—"
    rows.append(["年度总体目标", "预期目标", "", "", "", "实际完成情况"])
    rows.append([])
    places |= {"goal": f"B{len(rows)}", "done": f"F{len(rows)}"}
    labels = [toss.choice(_COLUMNS[name]) for name in names]
    rows.append(["绩效指标", "一级指标", "二级指标", "三级指标", *labels])
    first = len(rows) + 1
    rows += [[] for _ in range(toss.randint(2, 9))]
    columns = {"l1": "B", "l2": "C", "l3": "D"}
    columns |= {name: column_letters(number) for number, name in enumerate(names, 5)}
    last = len(rows)
    rows.append(["总分" if toss.random() < 0.5 else "合计"])
    places |= {f"total.{name}": f"{columns[name]}{len(rows)}" for name in ("weight", "score")}
    merged = [f"B{places[name][1:]}:K{places[name][1:]}" for name in head]
    goal = int(places["goal"][1:])
    merged += [f"A{first - 1}:A{last}", f"B{goal - 1}:E{goal - 1}", f"B{goal}:E{goal}", f"F{goal}:K{goal}"]
    merged += [f"F{goal - 1}:K{goal - 1}", f"A{goal - 1}:A{goal}"]
    merged += [f"A{last + 1}:{column_letters(min(map(_number, (columns['weight'], columns['score']))) - 1)}{last + 1}"]
    return sheet(rows, merged, framed=f"A4:K{last + 1}"), places, columns, (first, last)


def _number(letters: str) -> int:
    return place(f"{letters}1")[1]


def wordy() -> bytes:
    """A district's self-evaluation full of cells nobody else has: telephones, dates, villages."""
    rows: list[list[object]] = [
        ["青石区专项资金绩效自评表"],
        ["（2031年度）"],
        ["填报单位（盖章）：", "", "", "", "填报日期：", "", ""],
        ["项目名称", "", "", "", "项目属性", "", ""],
        ["主管部门", "", "", "", "实施单位", "", ""],
        ["项目所在乡镇", "", "", "", "受益村组", "", ""],
        ["项目期", "", "", "", "联系电话", "", ""],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "结转去向"],
        ["", "年度资金总额", "", "", "", "", ""],
        ["", "其中：财政拨款", "", "", "", "", ""],
        ["年度总体目标", "预期目标", "", "", "实际完成情况", "", ""],
        ["", "", "", "", "", "", ""],
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "核验地点",
            "佐证编号",
        ],
        ["", "产出指标", "数量指标"],
        ["", "产出指标", "质量指标"],
        ["", "效益指标", "社会效益指标"],
        ["总分"],
        ["备注", ""],
        ["填表人：", "", "联系电话：", "", "填报日期：", "", ""],
    ]
    merged = (
        "A1:J1", "A2:J2", "A3:D3", "E3:J3", "B4:D4", "F4:J4", "B5:D5", "F5:J5", "B6:D6", "F6:J6", "B7:D7", "F7:J7",
        "A8:A10", "G8:J8", "G9:J9", "G10:J10", "A11:A12", "B11:D11", "E11:J11", "B12:D12", "E12:J12", "A13:A16",
        "A17:F17", "B18:J18", "A19:B19", "C19:D19", "E19:J19",
    )  # fmt: skip
    return sheet(rows, merged, framed="A4:J18")


def columned() -> bytes:
    """A bureau's target form whose indicators have columns of their own, in two lines of heading."""
    rows: list[list[object]] = [
        ["项目支出绩效目标表"],
        ["（2031年度）"],
        ["项目名称", "", "", "", "项目类型", "", "", ""],
        ["主管部门", "", "", "", "实施单位", "", "", ""],
        ["立项依据", "", "", "", "", "", "", ""],
        ["年度资金总额", "", "", "", "其中：财政拨款", "", "", ""],
        ["年度目标", "", "", "", "", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "责任分工", "", "数据来源", "备注"],
        ["", "", "", "", "牵头科室", "配合科室", "", ""],
        [""], [""], [""],
        ["填报人：", "", "联系方式：", "", "填报时间：", "", "", ""],
    ]  # fmt: skip
    merged = (
        "A1:H1", "A2:H2", "B3:D3", "F3:H3", "B4:D4", "F4:H4", "B5:H5", "B6:D6", "F6:H6", "B7:H7", "A8:A9", "B8:B9",
        "C8:C9", "D8:D9", "E8:F8", "G8:G9", "H8:H9", "A13:B13", "C13:D13", "E13:H13",
    )  # fmt: skip
    return sheet(rows, merged, framed="A3:H12")


def footed() -> bytes:
    """A town's monitoring form: labels above their cells, and one cell at the foot that says who, when and where."""
    rows: list[list[object]] = [
        ["项目支出绩效目标执行监控表"],
        ["（2031年度）"],
        ["项目名称", "", "项目级次", "", "项目起止时间", ""],
        ["主管部门", "", "实施单位", "", "资金性质", ""],
        ["项目资金（万元）", "年初预算数", "全年预算数", "1-7月执行数", "1-7月执行率", "全年预计执行数"],
        ["年度资金总额", "", "", "", "", ""],
        ["年度总体目标", "", "", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况"],
        [""], [""], [""],
        ["存在问题", "", "", "下步打算", "", ""],
        ["", "", "", "", "", ""],
        ["填表人：", "", "联系电话：", "", "填报日期：", ""],
    ]  # fmt: skip
    merged = (
        "A1:F1", "A2:F2", "B7:F7", "A12:C12", "D12:F12", "A13:C13", "D13:F13", "A14:B14", "C14:D14", "E14:F14",
    )  # fmt: skip
    return sheet(rows, merged, framed="A3:F13")
