"""Checks of what other systems refuse or lose: stray signs in values, texts too long for their cells."""

import re
from collections.abc import Iterator

from perfdesk.core.checks.filled import Filled, Row, bare
from perfdesk.core.checks.naming import numbered
from perfdesk.core.checks.shapes import Objection, of_form, of_row
from perfdesk.core.meaning.values import Reading, Remark, number
from perfdesk.core.scores.case import short
from perfdesk.core.sheet import FUNDS, Cell, own

_EMPTY = ("*", "_", "-", "**", "***", "NULL", "null", "Null", "None", "N/A", "n/a")
_NO_REASON = frozenset(_EMPTY) - {"-"}
"""A stroke says on paper that there is none; the others are what a system prints for nothing."""
_EDGES = " 　\t\n,，*_;；、。`'\"“”‘’"
_SIGNS = "≥≤=＝><＞＜≧≦═﹥﹤"
_WRITTEN = (Remark.STRAY, Remark.FULLWIDTH, Remark.DOUBLED)
_HALF = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_BLANKS = re.compile(r"(?<![0-9])[ 　]+|[ 　]+(?![0-9])")
_LONGEST = 32767
"""Characters a cell of Excel holds."""


@of_row("X01", "warning")
def values_clean(row: Row) -> Iterator[Objection]:
    """Values are bare: no `*` `_` `-`, NULL, full-width digits, stray blanks and commas, doubled operators, no operator
    in the actual, and no 「指标n.」 before a name (the import of provincial systems refuses or mismatches them)."""
    label = row.setting.outline.label
    prefix = numbered(row.name)
    if prefix and row.name[prefix.end() :].strip():
        message = f"的名称前面有「{prefix[0].strip()}」，导入时按名称对照会对不上，请去掉。"
        yield row.objection("l3", message, fix={"l3": row.name[prefix.end() :]})
    for name, reading in (("target", row.target), ("actual", row.actual)):
        mended = _mended(row[name], reading)
        if mended != row[name]:
            message = f"的{label(f'indicators.{name}')}「{short(row[name])}」有多余的符号或全角数字，应为「{mended}」。"
            yield row.objection(name, message, fix={name: mended})
    for name in ("weight", "score"):
        mended = _figure(row[name])
        if mended != row[name]:
            message = f"的{label(f'indicators.{name}')}「{short(row[name])}」有多余的符号或全角数字，应为「{mended}」。"
            yield row.objection(name, message, fix={name: mended})
    if row["reason"].strip() in _NO_REASON:
        said = row["reason"].strip()
        message = f"的{label('indicators.reason')}只有「{said}」，没有原因的请留空。"
        yield row.objection("reason", message, fix={"reason": ""})


def _mended(text: str, reading: Reading) -> str:
    """A value as it should have been written; the same where nothing is wrong with it."""
    if text.strip() in _EMPTY:
        return ""
    remarks = reading.remarks
    if any(each in remarks for each in _WRITTEN):
        text = _BLANKS.sub("", text.strip(_EDGES).translate(_HALF))
    if Remark.DOUBLED in remarks or Remark.OPERATOR in remarks:
        core = text.lstrip(_SIGNS + " ")
        kept = reading.operator if Remark.DOUBLED in remarks and Remark.OPERATOR not in remarks else ""
        text = kept + core
    return text


def _figure(text: str) -> str:
    """A number without what does not belong to it; `/` and `—` in rows without points are printed so."""
    if text.strip() in _EMPTY:
        return ""
    mended = text.strip(_EDGES).translate(_HALF)
    return mended if mended != text and number(mended) is not None else text


@of_form("X01", "warning")
def amounts_clean(filled: Filled) -> Iterator[Objection]:
    """The same for amounts of money."""
    cells = [Cell(FUNDS, row, name) for row in filled.sheet.fund_rows for name in ("initial", "adjusted", "executed")]
    cells += [own(name) for name in ("budget", "fiscal", "other")]
    for cell in cells:
        text = filled.sheet.text(cell)
        mended = _figure(text)
        if mended != text:
            where = f"「{filled.money_label(cell.row)}」的" if cell.section else ""
            label = filled.label(f"funds.{cell.field}" if cell.section else cell.field)
            yield Objection(
                cell, f"{where}{label}「{short(text)}」有多余的符号，应为「{mended}」。", fix=((cell, mended),)
            )


@of_form("X02", "hint")
def fits(filled: Filled) -> Iterator[Objection]:
    """A text fits its cell: no row of Excel is taller than 409 points, no cell holds more than 32 767 characters.

    What was printed elsewhere is not measured against our paper.
    """
    if filled.printed:
        return
    for cell, text in filled.sheet.texts.items():
        if len(text) < 200:
            continue
        name = f"{cell.section}.{cell.field}" if cell.section else cell.field
        room = filled.outline.room.get(name, _LONGEST)
        if len(bare(text)) > room:
            label = filled.label(name)
            message = (
                f"「{label}」有 {len(bare(text))} 个字，Excel 的单元格大约只显示得下 {room} 个，打印会缺字，请精简。"
            )
            yield Objection(cell, message)
