"""References that follow rows: each case a block of rows 15 to 24 that became more, fewer or as many."""

import pytest

from perfdesk.formats.moving import Moving, Rows, inputs, quoted, shifted

FIRST, LAST, ALL = 15, 24, 26


def moving(count: int, renamed: str = "自评表") -> Moving:
    block = [FIRST + 1] * count
    block[0] = FIRST
    if count > 1:
        block[-1] = LAST
    return Moving(Rows((*range(1, FIRST), *block, *range(LAST + 1, ALL + 1)), FIRST, LAST, ALL), "自评表", renamed)


@pytest.mark.parametrize(
    ("count", "formula", "wanted"),
    [
        (14, "SUM(J15:J24)", "SUM(J15:J28)"),
        (14, "J9+SUM($I$15:$I$24)*J25", "J9+SUM($I$15:$I$28)*J29"),
        (14, "SUM(J9:J25)", "SUM(J9:J29)"),
        (14, "J24/J16", None),
        (14, "J24*2", "J28*2"),
        (1, "SUM(J15:J24)", "SUM(J15:J15)"),
        (1, "SUM(J16:J20)+1", None),
        (1, "J25+J26", "J16+J17"),
        (2, "SUM(J16:J24)", "SUM(J16:J16)"),
        (3, "J20", None),
        (10, "J15+J16+J24", "J15+J16+J24"),
        (14, 'IF(A1="J25",LOG10(J25),"SUM(J25)")', 'IF(A1="J25",LOG10(J29),"SUM(J25)")'),
        (14, "别处!J25+[1]自评表!J25+'别 处'!J25", "别处!J25+[1]自评表!J25+'别 处'!J25"),
        (14, "自评表!J25+'自评表'!$J$25", "自评表!J29+'自评表'!$J$29"),
        (14, "合计[[#This Row],[J25]]+合计J25+J25x", "合计[[#This Row],[J25]]+合计J25+J25x"),
        (14, "J:J+$25:$26+A1:XFD1048576", "J:J+$29:$30+A1:XFD1048576"),
        (14, "#REF!+J25", "#REF!+J29"),
    ],
)
def test_formulas(count: int, formula: str, wanted: str | None) -> None:
    assert moving(count).formula(formula) == wanted


@pytest.mark.parametrize("count", [1, 2, 9, 10, 11, 300])
def test_a_sum_over_the_block_is_one_over_all_its_rows(count: int) -> None:
    assert moving(count).formula("SUM(J15:J24)") == f"SUM(J15:J{14 + count})"


def test_formulas_of_other_sheets_follow_only_where_they_name_the_sheet() -> None:
    assert moving(12).formula("J25+自评表!J25", own=False) == "J25+自评表!J27"


def test_a_formula_in_the_block_goes_along_with_its_row() -> None:
    follow = moving(14)
    assert follow.formula("E16/D16*$J$25+K14", home=(16, 20)) == "E20/D20*$J$29+K14"
    assert follow.formula("K15+J16", home=(16, 20)) == "K19+J20"
    assert follow.formula("J16/SUM($J$15:$J$24)", home=(16, 20)) == "J20/SUM($J$15:$J$28)"


def test_a_renamed_sheet_is_named_anew_everywhere() -> None:
    follow = moving(10, "甲 乙's")
    assert follow.formula("自评表!J25+'自评表'!名+J25") == "'甲 乙''s'!J25+'甲 乙''s'!名+J25"
    assert follow.formula("自评表!$A:$B+自评表!名+别处!$A:$B") == "'甲 乙''s'!$A:$B+'甲 乙''s'!名+别处!$A:$B"
    assert follow.name("'自评表'!$A:$B,'自评表'!$14:$14") == "'甲 乙''s'!$A:$B,'甲 乙''s'!$14:$14"


def test_names_that_point_to_rows_that_are_gone_point_to_nothing() -> None:
    assert moving(2).name("自评表!$A$1:$K$25,自评表!$J$18") == "自评表!$A$1:$K$17,#REF!"


@pytest.mark.parametrize(
    ("count", "sqref", "wanted"),
    [
        (14, "E15:E24", "E15:E28"),
        (14, "E15 F16 G24 H25", "E15 F16:F27 G28 H29"),
        (14, "E15:E19", "E15:E27"),
        (2, "F16:F20", ""),
        (2, "E15:E24 H26", "E15:E16 H18"),
        (14, "A1:A1048576", "A1:A1048576"),
        (14, "A20:A1000", "A28:A1004"),
        (10, "F17", "F17"),
    ],
)
def test_what_is_painted_is_on_every_row_made_from_its_rows(count: int, sqref: str, wanted: str) -> None:
    assert moving(count).areas(sqref) == wanted


def test_a_block_of_one_row_stretches_under_ranges_and_not_under_single_cells() -> None:
    follow = Moving(Rows((1, 2, 2, 2, 3), 2, 2, 3), "表", "表")
    assert follow.formula("SUM(B2:B2)") == "SUM(B2:B4)"
    assert follow.formula("B3") == "B5"
    assert follow.formula("B2*2") is None
    assert follow.areas("B2") == "B2:B4"


def test_shared_formulas_are_written_out() -> None:
    assert shifted("A1*$B2+C$3+甲!D4+LOG10(E5)+$6:7", 2, 1) == "B3*$B4+D$3+甲!E6+LOG10(F7)+$6:9"


def test_what_a_formula_reads() -> None:
    assert inputs('IF(D9="E9",表!F10,SUM(B2:C4))+别!A1', "表") == [
        ((9, 4), (9, 4)),
        ((10, 6), (10, 6)),
        ((2, 2), (4, 3)),
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("自评表", "自评表"),
        ("自评 表", "'自评 表'"),
        ("A1", "'A1'"),
        ("2025年", "'2025年'"),
        ("它's", "'它''s'"),
        ("RC", "'RC'"),
    ],
)
def test_sheet_names_as_formulas_write_them(name: str, wanted: str) -> None:
    assert quoted(name) == wanted
