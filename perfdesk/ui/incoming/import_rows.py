"""What the review of an import says of a found form: texts only, so that it can be read in a test.

Knows which text of the document goes to which field, where it stood, what is doubtful about it and what the ledger
has in its place. Refuses to plan an import (`perfdesk/importing.py`) and to know how rows are shown
(`import_page.py`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdesk.core.checks.filled import outline
from perfdesk.core.form import Form
from perfdesk.core.layout.template import reference
from perfdesk.core.recognition.enlisting import told
from perfdesk.core.recognition.found import FoundForm, Spot
from perfdesk.core.recognition.merging import same_rows
from perfdesk.core.sheet import FUNDS, INDICATORS, ORDER, Cell, Sheet
from perfdesk.desk import Desk
from perfdesk.importing import FILL, LEAVE, NEW, OVERWRITE, FileRead, Item, ListedItem, Plan
from perfdesk.ledger import Project

PARTED = "由指标值拆出"
ACTS = {NEW: "新建", FILL: "只填空白处", OVERWRITE: "覆盖", LEAVE: "不导入"}


class Row(NamedTuple):
    """One field: what the document says, what the ledger has."""

    label: str
    text: str
    spot: Spot | None = None
    doubt: str = ""
    old: str = ""
    cell: Cell | None = None
    """The ledger's cell; None in a form that is not there yet."""
    parted: bool = False
    """It was parted from another text: ≥ and 场 from ≥20场."""

    @property
    def replaces(self) -> bool:
        """Whether something of hers would go."""
        return bool(self.old) and self.old != self.text

    @property
    def where(self) -> str:
        if self.parted:
            return PARTED
        return reference(self.spot.row, self.spot.column) if self.spot else ""


class ListedRow(NamedTuple):
    """A project as it is listed, and what becomes of it."""

    number: int
    name: str
    told: str
    """What becomes of it; below, its code and unit."""
    spot: Spot
    taken: bool
    settled: bool
    """The ledger has it, and knows what the list says of it: there is nothing to choose."""


def rows(item: Item, there: Sheet | None) -> list[Row]:
    """The fields the document fills, in the form's order, then what only the ledger has and would lose."""
    if item.form is None or item.placed is None:
        return found_rows(item.found)
    form, sheet, doubts = item.form, item.placed.sheet, {**item.found.doubts, **item.doubts}
    ids = same_rows(there, sheet) if there else {}
    made = []
    for cell in _ordered(form, sheet):
        origin = item.placed.origins.get(cell, cell)
        own = cell._replace(row=ids.get(cell.row, 0)) if cell.section == INDICATORS else cell
        made.append(
            Row(
                label(form, cell, sheet),
                sheet.text(cell),
                item.found.spot(origin),
                doubts.get(origin, ""),
                there.text(own) if there else "",
                own if there else None,
                parted=origin.section == INDICATORS and origin.field == "target" != cell.field,
            )
        )
    lost = [change for change in item.replaced if not change.new] if there else []
    return made + [Row(label(form, each.cell, there or sheet), "", old=each.old, cell=each.cell) for each in lost]


def found_rows(found: FoundForm) -> list[Row]:
    """The texts of a form that goes nowhere, under the labels it prints itself."""
    return [
        Row(found.labels.get(_name(cell), found.sheet.address(cell)), text, found.places.get(cell),
            found.doubts.get(cell, ""))
        for cell, text in found.sheet.texts.items()
        if cell.field != ORDER and text
    ]  # fmt: skip


def label(form: Form, cell: Cell, sheet: Sheet) -> str:
    """What the paper calls a cell, with the row it stands in; of the money's total the column says enough."""
    words = outline(form).label(_name(cell))
    if cell.section == FUNDS:
        row = form.funds[cell.row].label if cell.row < len(form.funds) else "资金"
        return f"{words} · {row}" if cell.row else words
    if cell.section != INDICATORS:
        return words.removeprefix("signatures.")
    return f"指标 {sheet.rows.index(cell.row) + 1} · {words}" if cell.row in sheet.rows else words


def state(item: Item) -> str:
    """What becomes of a form, in a word."""
    return "已有相同的" if item.same else {FILL: "补填"}.get(item.act, ACTS[item.act])


def summary(plan: Plan) -> str:
    """The whole import in one sentence."""
    forms = [(word, sum(item.act == act and not item.same for item in plan.items)) for act, word in ACTS.items()]
    forms.append(("已有相同的", sum(item.same for item in plan.items)))
    projects = {item.project for item in plan.items if item.act == NEW and item.new_project}
    projects |= {each.project for each in plan.projects if each.new}
    parts = [f"新建项目 {len(projects)} 个"] if projects else []
    parts += [f"{word} {count} 张" for word, count in forms if count]
    lists = sum(each.taken and bool(each.changes) and not each.new for each in plan.projects)
    parts += [f"记下清单里 {lists} 个项目的内容"] if lists else []
    doubts = sum(len(item.doubts) + bool(item.unlike) for item in plan.taken)
    parts = parts or ["没有可导入的表"]
    parts += [f"存疑 {doubts} 处"] if doubts else []
    parts += [f"{len(plan.refused)} 个文件读不了"] if plan.refused else []
    return "，".join(parts) + "。"


def said(plan: Plan) -> str:
    """The sentence after an import."""
    return "已导入：" + summary(plan)


def listed_rows(file: FileRead, plan: Plan, desk: Desk) -> list[ListedRow]:
    """The projects a document lists, each with what becomes of it."""
    mine = {id(each) for each in file.found.projects}
    return [_listed_row(each, desk.project(each.project)) for each in plan.projects if id(each.listed) in mine]


def _listed_row(item: ListedItem, known: Project | None) -> ListedRow:
    listed, there = item.listed, bool(item.project) and not item.new
    fate = ("新建" if item.taken else "不导入") if not there else "随导入的表新建"
    if there and known:
        fate = "账本里已有" if known.name == listed.name else f"账本里已有，叫「{known.name}」"
    words = "\n".join((fate + learned(item), "　".join(filter(None, (listed.code or "无编码", listed.unit)))))
    return ListedRow(item.number, listed.name, words, listed.spot, item.taken, there and not item.changes)


def learned(item: ListedItem) -> str:
    """What the record of a project that is there learns from a list, or could."""
    if item.new or not item.changes:
        return ""
    if news := told(item.changes):
        return f"，清单改记：{news}" if item.taken else f"，清单不同，没有改：{news}"
    return "，记下清单内容" if item.taken else "，不记清单内容"


def report(files: Sequence[FileRead], plan: Plan, desk: Desk) -> str:
    """What becomes of each document, as lines that a sheet takes."""
    lines = [("文件", "表或清单", "项目", "结果", "说明")]
    items = iter(plan.items)
    for file in files:
        name, before = file.path.name, len(lines)
        lines += [_item_line(name, next(items)) for _ in file.found.forms]
        listed = listed_rows(file, plan, desk)
        lines += [(name, "清单", row.name, row.told.partition("\n")[0], "") for row in listed]
        if file.refusal or len(lines) == before:
            lines.append((name, "", "", "读不了" if file.refusal else "没有认出表", file.refusal))
        lines += [(name, "", "", "没有读入", f"{each.source}：{each.why}") for each in plan.unread_of(file)]
    return "\n".join("\t".join(" ".join(each.split()) for each in line) for line in lines)


def _item_line(name: str, item: Item) -> tuple[str, str, str, str, str]:
    doubts = f"存疑 {len(item.doubts)} 处" if item.doubts and item.act != LEAVE else ""
    return name, item.form.short if item.form else "", item.name, state(item), item.why or doubts


def left(item: Item) -> Iterator[tuple[str, Spot | None]]:
    """What of a form is not taken, and why; figures the rules give otherwise; doubts of cells that are not shown."""
    shown = set(item.placed.origins.values()) if item.placed else set(item.found.sheet.texts)
    for each in item.left:
        yield f"「{_short(each.text)}」{each.why}", item.found.places.get(each.cell)
    for again in item.recalculated:
        words = f"表上印 {again.printed}，按口径核算 {again.given}，以核算的为准"
        yield f"{_called(item, again.cell)}：{words}", item.found.places.get(again.cell)
    for cell, why in item.doubts.items():
        if cell not in shown:
            yield f"{_called(item, cell)}：{why}", item.found.places.get(cell)


def _called(item: Item, cell: Cell) -> str:
    """What a cell of the document is called: by its form, else as it is printed."""
    if item.form:
        return label(item.form, cell, item.found.sheet)
    return item.found.labels.get(_name(cell), item.found.sheet.address(cell))


def _ordered(form: Form, sheet: Sheet) -> list[Cell]:
    """The cells that hold something, as the eye goes over the paper."""
    own = {cell: place for place, cell in enumerate(form.own_cells)}
    columns = list(form.indicators.columns)

    def place(cell: Cell) -> tuple[int, int, int]:
        if cell.section == FUNDS:
            return 1, cell.row, 0
        if cell.section == INDICATORS:
            column = columns.index(cell.field) if cell.field in columns else len(columns)
            return 2, sheet.rows.index(cell.row), column
        return (0, own.get(cell, len(own)), 0)

    held = [cell for cell, text in sheet.texts.items() if text and cell.field not in (ORDER, "year")]
    return sorted((cell for cell in held if cell.section != INDICATORS or cell.row in sheet.rows), key=place)


def _name(cell: Cell) -> str:
    return f"{cell.section}.{cell.field}" if cell.section else cell.field


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 24 else flat[:24] + "…"
