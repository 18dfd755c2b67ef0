"""The journal in her words: when, who, what she did, where, from what to what.

Plain texts, so that they can be read in a test. Knows the names of records' fields and what the making, deleting and
moving of a row is called. Refuses to know how a row is painted (`history_list.py`) and what may be done about it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from perfdesk import catalog
from perfdesk.board import due_called
from perfdesk.core.carried import is_mark
from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.naming import called
from perfdesk.core.sheet import ORDER, Cell, Sheet
from perfdesk.core.step import ATTACHMENTS, DUE, FORMS, LEDGER, POINT, PROJECTS, RECORDS, REMOVED, SEVERITY
from perfdesk.desk import Desk
from perfdesk.ledger import FormRecord
from perfdesk.ledger.journal import Deed, Line
from perfdesk.ledger.records import Entry

_TABLES = {PROJECTS: "项目", FORMS: "报表", ATTACHMENTS: "附件", LEDGER: "账本"}
_FIELDS = {
    (PROJECTS, "name"): "项目名称", (PROJECTS, "code"): "项目编码", (PROJECTS, "year"): "项目年度",
    (PROJECTS, "category"): "项目类别", (PROJECTS, "unit"): "项目单位", (PROJECTS, "initial"): "年初预算数",
    (PROJECTS, "adjusted"): "调整后预算数", (PROJECTS, "executed"): "预算执行数",
    (FORMS, "project"): "所属项目", (FORMS, "form"): "表样", (FORMS, "year"): "年度", (FORMS, "state"): "标记",
    (ATTACHMENTS, "name"): "附件名称", (ATTACHMENTS, "note"): "附件说明",
    (LEDGER, "unit"): "单位名称", (LEDGER, "unit_code"): "单位编码", (LEDGER, "year"): "账本年度",
}  # fmt: skip
BLANK = "（空）"


class Told(NamedTuple):
    """One line of the list."""

    at: str
    who: str
    what: str
    change: str
    form: int = 0
    cell: Cell | None = None
    """Where a double click leads; None where it is no cell."""


def day_and_time(at: str) -> str:
    """The time of an entry on her own clock."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}" if at else ""


def worth_telling(line: Line) -> bool:
    """Whether a line says anything to her: the marks of what was carried over do not."""
    return not is_mark(line.entry.cell)


class Teller:
    """Tells entries of a ledger. What forms are called is looked up once."""

    def __init__(self, desk: Desk, title: Callable[[FormRecord], str]) -> None:
        self._desk, self._title = desk, title
        self._sheets: dict[int, tuple[Form | None, Sheet]] = {}

    def forget(self) -> None:
        """The ledger was changed: rows may be called otherwise."""
        self._sheets.clear()

    def deed(self, deed: Deed, *, alone: bool) -> Told:
        """A deed in one line; `alone`: of one form, which need not be named."""
        lines = [line for line in deed.lines if worth_telling(line)] or list(deed.lines)
        forms = list(dict.fromkeys(line.entry.form for line in lines if line.entry.form))
        head = deed.head
        if len(lines) == 1:
            told = self.line(lines[0])
            where = "" if alone or not told.form else f"　{self.form(told.form)}"
            return told._replace(at=day_and_time(head.at), who=head.who, what=f"{head.act}{where}")
        where = f"　{self.form(forms[0])}" if len(forms) == 1 and not alone else ""
        many = f"{len(forms)} 张报表，" if len(forms) > 1 else ""
        first = self.line(lines[0])
        return Told(
            day_and_time(head.at), head.who, f"{head.act}{where}", f"{many}{len(lines)} 处", first.form, first.cell
        )

    def line(self, line: Line) -> Told:
        """One change of a deed."""
        entry = line.entry
        form = entry.form or 0
        if entry.cell.section in RECORDS:
            return Told("", "", *self._record(entry), form)
        return Told("", "", self.cell(form, entry.cell), _change(entry), form, entry.cell)

    def cell(self, form: int, cell: Cell) -> str:
        """What a cell of a form is called."""
        definition, sheet = self._sheet(form)
        return called(definition, sheet, cell) if definition else cell.field

    def form(self, form: int) -> str:
        """What a form is called: its project and its kind."""
        record = self._desk.record(form)
        project = self._desk.project(record.project)
        return "　".join(filter(None, (project.name if project else "", self._title(record))))

    def _record(self, entry: Entry) -> tuple[str, str]:
        """What of a record changed, and how."""
        table, row, field = entry.cell
        name = _TABLES[table]
        if table == LEDGER:
            if field.startswith(POINT):
                return "还原点", _texts(entry)
            if field.startswith(DUE):
                return "应交日期", f"{due_called(field.removeprefix(DUE))}　{_texts(entry)}"
            what = f"审核设置 {field.removeprefix(SEVERITY)}" if field.startswith(SEVERITY) else "账本设置"
            return _FIELDS.get((table, field), what), _texts(entry)
        if field == REMOVED:
            return self._named(name, table, row), "删除" if entry.new else "新建或恢复"
        return _FIELDS.get((table, field), f"{name}资料"), self._values(entry)

    def _named(self, name: str, table: str, row: int) -> str:
        if table == FORMS:
            return f"{name}　{self.form(row)}"
        project = self._desk.project(row) if table == PROJECTS else None
        return f"{name}　{project.name}" if project and project.name else name

    def _values(self, entry: Entry) -> str:
        """The change of a record's field, numbers of projects and forms by their names."""
        if (entry.cell.section, entry.cell.field) == (FORMS, "project"):
            names = (self._desk.project(int(text)) if text else None for text in (entry.old, entry.new))
            return " → ".join(each.name if each else BLANK for each in names)
        if (entry.cell.section, entry.cell.field) == (FORMS, "form"):
            return " → ".join(_listed(text) for text in (entry.old, entry.new))
        return _texts(entry)

    def _sheet(self, form: int) -> tuple[Form | None, Sheet]:
        if form not in self._sheets:
            try:
                definition: Form | None = catalog.form(self._desk.record(form).form)
            except PerfdeskError:
                definition = None  # a form of hers that is no longer installed keeps its history
            self._sheets[form] = definition, self._desk.ledger.sheet(form)
        return self._sheets[form]


def _change(entry: Entry) -> str:
    if entry.cell.field != ORDER:
        return _texts(entry)
    if entry.old and entry.new:
        return "移动"
    return "删除" if entry.old else "新增"


def _texts(entry: Entry) -> str:
    return " → ".join((text or BLANK).replace("\n", "⏎") for text in (entry.old, entry.new))


def _listed(form: str) -> str:
    return next((each.short for each in catalog.forms() if each.id == form), form) or BLANK
