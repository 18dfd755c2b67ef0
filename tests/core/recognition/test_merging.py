"""A document put into a sheet: overwriting makes it say the same, filling takes nothing away, and both come back."""

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.carried import mark, touched
from perfdesk.core.recognition.merging import bare_rows, begun, filled, overwritten, same_rows
from perfdesk.core.sheet import INDICATORS, ORDER, Cell, Change, Sheet, inverse, own

_WORDS = st.sampled_from(("", "甲", "乙", "丙 ", "甲乙"))
_FIELDS = ("l1", "l2", "l3", "actual")


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    texts = {own(name): draw(_WORDS) for name in ("goal", "done")}
    ids = draw(st.lists(st.integers(1, 9), unique=True, max_size=5))
    for place, row in enumerate(ids, 1):
        texts |= {Cell(INDICATORS, row, name): draw(_WORDS) for name in _FIELDS}
        texts[Cell(INDICATORS, row, ORDER)] = str(place)
    return Sheet({cell: text for cell, text in texts.items() if text})


def rows(sheet: Sheet) -> list[tuple[str, ...]]:
    return [tuple(sheet.at(row, name) for name in _FIELDS) for row in sheet.rows]


@given(sheets())
def test_a_new_sheet_says_what_the_document_says(document: Sheet) -> None:
    made = Sheet().apply(begun(document))
    assert rows(made) == rows(document)
    assert made.own("goal") == document.own("goal")


@given(sheets(), sheets())
def test_overwritten_the_rows_are_the_documents_in_its_order(sheet: Sheet, document: Sheet) -> None:
    changes = overwritten(sheet, document, 50)
    after = sheet.apply(changes)
    if document.rows:
        assert len(after.rows) == len(document.rows)
        for row, wanted in zip(rows(after), rows(document), strict=True):
            assert all(text == said for text, said in zip(row, wanted, strict=True) if said)
    else:
        assert rows(after) == rows(sheet)
    assert after.own("goal") == (document.own("goal") or sheet.own("goal"))
    names = [row[:3] for row in rows(document)]
    if len({name[2] for name in names}) == len(names):
        assert overwritten(after, document, 100) == []
    assert after.apply(inverse(changes)) == sheet


@given(sheets(), sheets())
def test_filling_takes_nothing_away(sheet: Sheet, document: Sheet) -> None:
    changes = filled(sheet, document, 50)
    after = sheet.apply(changes)
    assert all(after.text(cell) == text for cell, text in sheet.texts.items() if cell.field != ORDER)
    assert set(sheet.rows) <= set(after.rows)
    assert after.own("goal") == (sheet.own("goal") or document.own("goal"))
    assert after.apply(inverse(changes)) == sheet


@given(sheets(), sheets())
def test_what_is_replaced_stands_in_the_rows_that_are_the_same(sheet: Sheet, document: Sheet) -> None:
    same = same_rows(sheet, document)
    assert len(set(same.values())) == len(same)
    assert set(same) <= set(document.rows) and set(same.values()) <= set(sheet.rows)
    changes = overwritten(sheet, document, 50)
    assert {each.cell.row for each in changes if each.cell.section and each.old and each.new} <= set(same.values())


def test_an_indicator_of_another_class_is_the_same_by_its_name_unless_it_has_none() -> None:
    sheet, document = (
        _rows(("产出", "数量", "场次"), ("产出", "质量", "")),
        _rows(("效益", "社会", "场次"), ("效益", "社会", "")),
    )
    assert same_rows(sheet, document) == {1: 1}


def test_bare_rows_take_the_indicators_of_their_class() -> None:
    sheet = Sheet().apply(begun(_rows(("产出", "数量", ""), ("产出", "质量", ""))))
    document = _rows(("产出", "质量", "合格"), ("产出", "数量", "场次"))
    after = sheet.apply(overwritten(sheet, document, 50))
    assert [(after.rows[0], after.at(after.rows[0], "l3")), (after.rows[1], after.at(after.rows[1], "l3"))] == [
        (2, "合格"), (1, "场次"),
    ]  # fmt: skip
    assert bare_rows(sheet) == {1, 2} and not bare_rows(after)


def _rows(*names: tuple[str, str, str]) -> Sheet:
    texts: dict[Cell, str] = {}
    for row, each in enumerate(names, 1):
        texts[Cell(INDICATORS, row, ORDER)] = str(row)
        texts |= {Cell(INDICATORS, row, n): t for n, t in zip(("l1", "l2", "l3"), each, strict=True) if t}
    return Sheet(texts)


def test_a_touched_cell_loses_its_mark_once() -> None:
    goal = own("goal")
    sheet = Sheet({goal: "甲", mark(goal): "2030"})
    assert touched(sheet, [Change(goal, "甲", "乙")]) == [Change(mark(goal), "2030", "")]
    both = [Change(goal, "甲", ""), Change(mark(goal), "2030", "")]
    assert touched(sheet, both) == []
    assert touched(sheet, [Change(own("done"), "", "丙")]) == []
