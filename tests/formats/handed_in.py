"""Small documents as they come in: one made-up form as workbook, old workbook, Word document and web page."""

import io
import zipfile
from collections.abc import Mapping

import docx
import openpyxl
import xlwt
from docx.document import Document
from openpyxl.worksheet.worksheet import Worksheet

TITLE = "项目支出绩效自评表（2031年度）"
ROWS = (
    ("项目名称", "山塘清淤", "", ""),
    ("年初预算", 16, "执行率", 0.9975),
    ("一级指标", "三级指标", "指标值", "完成值"),
    ("产出指标", "清淤山塘\n（口）", "≥12", 13),
    ("", "验收合格率", "100%", 1),
)
"""The form below its title, as values. 项目名称 reaches over three columns, 产出指标 over two rows."""
LOOKS = {(2, 2): "0.00", (2, 4): "0.00%", (5, 4): "0%"}
SHOWN = {
    (1, 1): TITLE, (2, 1): "项目名称", (2, 2): "山塘清淤", (3, 1): "年初预算", (3, 2): "16.00", (3, 3): "执行率",
    (3, 4): "99.75%", (4, 1): "一级指标", (4, 2): "三级指标", (4, 3): "指标值", (4, 4): "完成值", (5, 1): "产出指标",
    (5, 2): "清淤山塘\n（口）", (5, 3): "≥12", (5, 4): "13", (6, 2): "验收合格率", (6, 3): "100%", (6, 4): "100%",
}  # fmt: skip
"""The texts of the whole form as a reader sees them."""
SPANS = {(1, 1): (1, 4), (2, 2): (1, 3), (5, 1): (2, 1)}


def workbook(sheet: str = "自评表") -> openpyxl.Workbook:
    """The form as a workbook that is open, to be changed and saved with `saved`."""
    made = openpyxl.Workbook()
    page = made.active
    assert isinstance(page, Worksheet)
    page.title = sheet
    page["A1"] = TITLE
    for number, row in enumerate(ROWS, 1):
        for column, value in enumerate(row, 1):
            if value != "":
                cell = page.cell(number + 1, column, value)
                cell.number_format = LOOKS.get((number, column), "General")
    for area in ("A1:D1", "B2:D2", "A5:A6"):
        page.merge_cells(area)
    return made


def saved(made: "openpyxl.Workbook | xlwt.Workbook | Document") -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    return saved(workbook())


def old_workbook(sheet: str = "自评表") -> xlwt.Workbook:
    made = xlwt.Workbook(encoding="utf-8")
    page = made.add_sheet(sheet, cell_overwrite_ok=True)
    page.write_merge(0, 0, 0, 3, TITLE)
    for number, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            if value != "":
                style = xlwt.XFStyle()
                style.num_format_str = LOOKS.get((number, column + 1), "General")
                page.write(number, column, value, style)
    page.merge(1, 1, 1, 3)
    page.merge(4, 5, 0, 0)
    return made


def xls() -> bytes:
    return saved(old_workbook())


def word() -> bytes:
    made = docx.Document()
    made.add_paragraph("附件")
    made.add_paragraph("（单位：万元）")
    table = made.add_table(6, 4)
    for (row, column), text in SHOWN.items():
        table.cell(row - 1, column - 1).text = text
    for (row, column), (rows, columns) in SPANS.items():
        table.cell(row - 1, column - 1).merge(table.cell(row + rows - 2, column + columns - 2))
    return saved(made)


def page() -> str:
    """The form as a table of a web page."""
    lines = []
    for row in range(1, 7):
        cells = [(place, text) for place, text in SHOWN.items() if place[0] == row]
        lines.append("<tr>" + "".join(_cell(place, text) for place, text in cells) + "</tr>")
    return f"<table>{''.join(lines)}</table>"


def xml_workbook() -> str:
    """The form as an XML Spreadsheet 2003, as systems write it."""
    rows = [f'<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">{TITLE}</Data></Cell></Row>']
    for number, row in enumerate(ROWS, 1):
        cells = [_xml_cell(number, column, value) for column, value in enumerate(row, 1) if value != ""]
        rows.append(f"<Row>{''.join(cells)}</Row>")
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Styles>{"".join(map(_xml_style, LOOKS))}</Styles>'
        f'<Worksheet ss:Name="自评表"><Table>{"".join(rows)}</Table></Worksheet></Workbook>'
    )


def _xml_style(place: tuple[int, int]) -> str:
    name = {"0.00%": "Percent", "0.00": "Fixed"}.get(LOOKS[place], LOOKS[place])
    return f'<Style ss:ID="s{place[0]}{place[1]}"><NumberFormat ss:Format="{name}"/></Style>'


def _xml_cell(row: int, column: int, value: str | float) -> str:
    rows, columns = SPANS.get((row + 1, column), (1, 1))
    spans = f'ss:Index="{column}" ss:MergeDown="{rows - 1}" ss:MergeAcross="{columns - 1}" ss:StyleID="s{row}{column}"'
    text = str(value).replace("\n", "&#10;")
    return f'<Cell {spans}><Data ss:Type="{"String" if isinstance(value, str) else "Number"}">{text}</Data></Cell>'


def _cell(place: tuple[int, int], text: str) -> str:
    rows, columns = SPANS.get(place, (1, 1))
    return f'<td rowspan="{rows}" colspan={columns}>{text.replace(chr(10), "<br>")}</td>'


def changed(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A zip with other parts; None takes one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in parts if name not in old.namelist())]:
            content = parts[name] if name in parts else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
