"""The same form in layouts drawn by lot says the same; and of random sheets nothing is lost without a word."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.core.recognition.found import Found
from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.core.sheet import Cell
from tests.core.layouts import LABELS, Rows, fund, grid, indicators, only, read

COLUMNS = {
    "l1": ["一级指标", "一级指标名称"],
    "l2": ["二级指标", "二级"],
    "l3": ["三级指标", "具体指标", "三级指标（名称）"],
    "nature": ["指标性质", "计算符号"],
    "target": ["年度指标值", "预期指标值", "2023年度指标值", "目标\n值"],
    "unit": ["度量单位", "计量单位"],
    "actual": ["实际完成值", "全年实际完成值", "完 成 值"],
    "weight": ["分值（90）", "权重", "标准分"],
    "score": ["得分", "自评得分"],
    "reason": ["偏差原因分析及改进措施", "未完成原因分析"],
}
VALUES = [
    ("产出指标", "数量指标", "架设水表", "≥", "120", "块", "121", "30", "30", ""),
    ("产出指标", "数量指标", "更换阀门", "≥", "40", "只", "38", "20", "19", "两只缺货"),
    ("产出指标", "时效指标", "完工月份", "≤", "11", "月", "11", "10", "10", ""),
    ("效益指标", "社会效益指标", "漏损率", "≤", "9", "%", "8.7", "20", "20", ""),
    ("满意度指标", "服务对象满意度指标", "用户满意度", "≥", "90", "%", "92", "10", "10", ""),
]
MONEY = {
    "initial": ["年初预算数", "年初预算"],
    "adjusted": ["全年预算数（A）", "调整后预算数", "当年预算数"],
    "executed": ["全年执行数（B）", "预算执行数", "实际支出数"],
    "rate": ["执行率（B/A）", "预算执行率"],
}
FUNDS = {"年度资金总额": ("30", "36", "35.1", "97.5%"), "其中：财政拨款": ("30", "34", "34", "100%")}
HEAD = [("项目名称", "供水管网改造"), ("主管部门", "云溪县水利局"), ("实施单位", "云溪县供水站")]
TAIL = [("评价结论", "总体完成较好。"), ("存在问题", "阀门采购偏晚。"), ("改进措施", "提前采购。")]


def _table(lot: random.Random) -> Rows:
    """The form with its columns and words drawn by lot; classes are merged, repeated or left blank below."""
    table: Rows = [["项目支出绩效自评表（2023年度）"]]
    table += [[label, text] for label, text in lot.sample(HEAD, len(HEAD))]
    money = lot.sample(list(MONEY), len(MONEY))
    table.append(["项目资金（万元）", "", *(lot.choice(MONEY[name]) for name in money)])
    for label, figures in FUNDS.items():
        said = dict(zip(MONEY, figures, strict=True))
        table.append(["", label, *(said[name] for name in money)])
    table.append(["年度目标", "改造管网五公里。"])
    order = lot.sample(list(COLUMNS), len(COLUMNS))
    table.append(["绩效指标", *(lot.choice(COLUMNS[name]) for name in order)])
    below = lot.choice(["", "^", "again"])
    for number, values in enumerate(VALUES):
        texts = dict(zip(COLUMNS, values, strict=True))
        for name in ("l1", "l2") if below != "again" and number else ():
            before = dict(zip(COLUMNS, VALUES[number - 1], strict=True))
            if texts[name] == before[name] and (name == "l1" or texts["l1"] == before["l1"]):
                texts[name] = below
        table.append(["", *(texts[name] for name in order)])
    table.append(["合计", *({"weight": "90", "score": "89"}.get(name, "") for name in order)])
    return table + [[label, text] for label, text in TAIL]


def _widened(sheet: Grid, lot: random.Random) -> Grid:
    """With blank rows and columns put in; merged cells grow with them."""
    cells = list(sheet.cells)
    for _ in range(lot.randint(0, 3)):
        row, column = lot.randint(1, 20), lot.randint(1, 12)
        if lot.random() < 0.5:
            cells = [_pushed_down(cell, row) for cell in cells]
        else:
            cells = [_pushed_right(cell, column) for cell in cells]
    return Grid(sheet.source, tuple(cells))


def _pushed_down(cell: Shown, row: int) -> Shown:
    if cell.row >= row:
        return replace(cell, row=cell.row + 1)
    return replace(cell, rows=cell.rows + 1) if cell.row + cell.rows > row else cell


def _pushed_right(cell: Shown, column: int) -> Shown:
    if cell.column >= column:
        return replace(cell, column=cell.column + 1)
    return replace(cell, columns=cell.columns + 1) if cell.column + cell.columns > column else cell


@given(st.integers(0, 1 << 30))
def test_any_order_any_words_any_blanks(seed: int) -> None:
    lot = random.Random(seed)
    found = read(_widened(grid(_table(lot)), lot))
    form = only(found)
    assert indicators(form, *COLUMNS) == VALUES
    assert [tuple(fund(form, row, *MONEY)) for row in range(2)] == list(FUNDS.values())
    said = [
        form.sheet.own(name) for name in ("project", "department", "unit", "goal", "conclusion", "problems", "measures")
    ]
    assert said == [text for _, text in HEAD] + ["改造管网五公里。"] + [text for _, text in TAIL]
    assert (form.sheet.own("total.weight"), form.sheet.own("total.score")) == ("90", "89")
    assert (form.sheet.own("year"), found.unread) == ("2023", ())


_LABELS = """
项目名称 项目编码 主管部门 实施单位 单位：万元 绩效目标 完成情况 评价结论 项目负责人： 联系电话
一级指标 二级指标 三级指标 指标值 完成值 权重 得分 原因 备注 指标性质 绩效指标 序号
年初预算数 全年预算数 执行数 执行率 总额 其中：财政资金 其他资金 预算规模及资金用途 3月底 6月底
产出指标 数量指标 合计 小计 预算执行率 项目支出绩效自评表（2023年度） 项目类别 5 10% / √ 无
"""
WORDS = _LABELS.split()


@st.composite
def sheets(draw: st.DrawFn) -> Grid:
    """A sheet of labels, figures and texts of its own in random places, some merged."""
    lot = random.Random(draw(st.integers(0, 1 << 30)))
    taken: set[tuple[int, int]] = set()
    cells = []
    rows, columns = lot.choice([1, 2, 4, 9, 16]), lot.choice([1, 3, 5, 9])
    known = lot.choice([0.3, 0.6, 0.9])
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            span = lot.choice([(1, 1)] * 6 + [(2, 1), (1, 2), (1, 3)])
            places = {(row + down, column + across) for down in range(span[0]) for across in range(span[1])}
            if lot.random() < 0.2 or places & taken:
                continue
            taken |= places
            text = lot.choice(WORDS) if lot.random() < known else f"文字{row}之{column}。"
            cells.append(Shown(row, column, *span, text))
    return Grid("x.docx#表1", tuple(cells))


@settings(max_examples=2500)
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_nothing_is_lost_without_a_word(drawings: list[Grid]) -> None:
    grids = [Grid(f"x.docx#表{number}", each.cells) for number, each in enumerate(drawings)]
    found = read(*grids)
    said = _texts(found) + "".join(each.why for each in found.unread)
    at = {each.source for each in found.unread}
    for each in grids:
        counted = any(told.source.startswith(each.source) and " 格" in told.why for told in found.unread)
        for cell in each.cells:
            told = counted or cell.text in said or each.where(cell) in at
            assert told or not cell.text.startswith("文字"), cell


def _texts(found: Found) -> str:
    said = [text for form in found.forms for text in form.sheet.texts.values()]
    said += [str(each) for each in found.projects]
    return "\n".join([*said, *(label for form in found.forms for label in form.fund_labels)])


@given(sheets())
def test_places_are_where_the_texts_stand(drawing: Grid) -> None:
    found = read(drawing)
    for form in found.forms:
        for cell, text in form.sheet.texts.items():
            shown = found.shown(form.places[cell]) if cell in form.places else None
            if shown is not None and cell.section == "funds" and isinstance(cell, Cell):
                assert text in shown.text


def test_labels_are_known_in_every_width_and_spacing() -> None:
    for text in ("预算执行率", "预算 执行率", "预算\n执行率：", "（一）预算执行率", "预算执行率（%）", "*预算执行率"):
        assert LABELS.field(text, "fund") == "rate", text
    assert LABELS.of("一段不是标签的话，写在格子里。") == {}
