"""What a cell is called, in her words: the label the form prints, and which row it stands in.

Knows labels and rows; refuses to know where a cell is shown (`page.py`) and what is said of it.
"""

from perfdesk.core.carried import is_mark
from perfdesk.core.excuses import keeps_excuse
from perfdesk.core.form import Form
from perfdesk.core.sheet import FUNDS, INDICATORS, ORDER, Cell, Sheet

FUND_LABELS = {
    "initial": "年初预算数", "adjusted": "调整后预算数", "executed": "预算执行数", "rate": "预算执行率",
    "weight": "分值", "score": "得分", "note": "原因",
}  # fmt: skip


def label(form: Form, cell: Cell) -> str:
    """What the paper calls a cell."""
    if keeps_excuse(cell):
        return "审核说明"
    if cell.field == ORDER:
        return "指标行"
    known = form.field(cell).label
    if known and known != cell.field:
        return known
    return FUND_LABELS.get(cell.field, cell.field) if cell.section == FUNDS else known


def where(form: Form, sheet: Sheet, cell: Cell) -> str:
    """The row a cell stands in: the money row's label, or the indicator row's number and name."""
    if cell.section == FUNDS:
        return form.funds[cell.row].label if cell.row < len(form.funds) else ""
    if cell.section != INDICATORS or cell.row not in sheet.rows:
        return ""
    name = sheet.at(cell.row, "l3").strip()
    return f"第{sheet.rows.index(cell.row) + 1}行" + (f"「{name}」" if name else "")


def called(form: Form, sheet: Sheet, cell: Cell) -> str:
    """Label and row together."""
    return "　".join(filter(None, (label(form, cell), where(form, sheet, cell))))


def bookkeeping(cell: Cell) -> bool:
    """Whether a cell is only the program's note: where a row stands, what was carried over."""
    return cell.field == ORDER or is_mark(cell)
