"""XML Spreadsheets as grids: the same as workbooks."""

from perfdesk.core.recognition.grid import Grid
from perfdesk.formats import read_xlsx
from perfdesk.formats.read_xml import SPACE, read
from tests.formats.handed_in import xlsx, xml_workbook


def sheets(xml: str) -> list[Grid]:
    excel = "urn:schemas-microsoft-com:office:excel"
    return read(f'<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}" xmlns:x="{excel}">{xml}</Workbook>'.encode(), "表")


def cell(kind: str, text: str, more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_the_same_form_reads_as_in_a_workbook() -> None:
    assert read(xml_workbook().encode(), "表") == read_xlsx.read(xlsx(), "表")


def test_places_that_are_told_and_rows_that_repeat() -> None:
    first, second = cell("String", "甲", 'ss:Index="2"'), cell("Number", "5")
    rows = f'<Row ss:Index="3" ss:Span="1">{first}</Row><Row>{second}</Row>'
    (found,) = sheets(f'<Worksheet ss:Name="一"><Table>{rows}</Table></Worksheet>')
    assert [(each.row, each.column, each.text) for each in found.cells] == [(3, 2, "甲"), (5, 1, "5")]


def test_values_of_every_kind() -> None:
    row = (
        cell("DateTime", "2031-02-05T00:00:00.000")
        + cell("Boolean", "1")
        + cell("Error", "#N/A")
        + cell("String", "16.00")
    )
    rich = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>细</ss:Data></Cell>'
    (found,) = sheets(f'<Worksheet ss:Name="一"><Table><Row>{row}{rich}</Row></Table></Worksheet>')
    assert [each.text for each in found.cells] == ["2031-02-05", "TRUE", "#N/A", "16.00", "粗细"]
    assert [each.remarks for each in found.cells[2:4]] == [("error-value",), ("number-as-text",)]


def test_hidden_sheets_and_rows_are_marked() -> None:
    options = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    table = f'<Table><Row ss:Hidden="1">{cell("String", "甲")}</Row></Table>'
    (found,) = sheets(f'<Worksheet ss:Name="一">{table}{options}</Worksheet>')
    assert found.remarks == ("hidden-sheet",) and found.cells[0].remarks == ("hidden",)
