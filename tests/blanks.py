"""Blank official sheets made up for tests: other labels, other orders of columns, more rows of heading."""

import io
from collections.abc import Mapping, Sequence

import openpyxl
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

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


def cells_of(told: Mapping[str, str]) -> set[tuple[str, str]]:
    return set(told.items())
