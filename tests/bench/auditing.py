"""Forms to check, without a ledger or a window: filled ones of a given size, no two with the same texts."""

from itertools import count

from perfdesk import catalog
from perfdesk.core.audit import Filled, audit, audit_ledger, filled
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, INDICATORS, Cell, Sheet, added_rows, edits, own
from tests.bench.workload import FORM

_YEAR = 2025
_CLASSES = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_MONEY = {"initial": "96.00", "adjusted": "96.00", "executed": "91.20"}
_TEXTS = {
    "department": "云溪县水利局",
    "unit": "云溪县水利局",
    "goal": "完成{0}号水库除险加固并通过蓄水验收。",
    "done": "{0}号水库主体工程完工，开挖{0}立方米，蓄水验收合格。",
    "process": "{0}号水库分三个标段施工，汛前完成大坝加固。",
    "conclusion": "自评总分95分。",
    "problems": "个别坝段渗漏。",
    "measures": "次年六月底前补灌。",
}
_ROW = {"nature": "≥", "target": "100", "unit": "立方米", "weight": "1.5", "reason": "汛期停工，工期顺延半月"}


def made(number: int, rows: int) -> Filled:
    """A filled and scored form, ready to be checked."""
    texts = [(own(name), text.format(number)) for name, text in _TEXTS.items()]
    texts += [(own("project"), f"{number}号水库加固"), (own("code"), f"99012325T{number:012d}")]
    texts += [(Cell(FUNDS, 0, name), text) for name, text in _MONEY.items()]
    lines = []
    for place in range(rows):
        l1, l2 = _CLASSES[place * len(_CLASSES) // rows]
        lines.append(_ROW | {"l1": l1, "l2": l2, "l3": f"{number}号水库第{place}段加固", "actual": str(90 + place)})
    sheet = Sheet().apply(edits(Sheet(), texts))
    return _scored(sheet.apply(added_rows(sheet, 0, lines, 1)))


def _scored(sheet: Sheet) -> Filled:
    form = catalog.form(FORM)
    return filled(form, sheet, score(form.profile, sheet, _YEAR), catalog.words(), _YEAR)


class Auditing:
    """A form of 60 rows in which one cell changes before each time it is checked."""

    def __init__(self) -> None:
        self.form = made(1, 60)
        self._numbers = count(1000)
        audit(self.form)

    def edit(self) -> None:
        number = next(self._numbers)
        cell = Cell(INDICATORS, self.form.sheet.rows[number % 60], "actual")
        self.form = _scored(self.form.sheet.apply(edits(self.form.sheet, [(cell, str(number))])))

    def check(self) -> None:
        assert audit(self.form)


def check_ledger(forms: list[Filled]) -> None:
    assert len(audit_ledger(forms).forms) == len(forms)
