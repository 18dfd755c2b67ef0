"""A nasty little official workbook: a form with everything in it that a careless export loses.

Made with openpyxl where it can, and with a scalpel where it cannot: a text box, a picture, printer settings, Excel
2010's formats, validations and sparklines, notes with their old drawing, rich text, a calculation chain, custom
properties, a chart, a table.
"""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk import catalog
from perfdesk.core.form import Form, load
from perfdesk.core.layout.page import Page
from perfdesk.core.scores.scoring import score
from perfdesk.core.sheet import FUNDS, Cell, Sheet, added_rows, edits, own
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.ooxml import read_template

SHEET = "自评 表"
LIST = "汇总"
FIRST, LAST, TOTAL, NOTE, FOOT = 6, 9, 10, 11, 12
LENGTH = LAST - FIRST + 1
RICH = "填表前请细读本说明"
_THIN = Side("thin")
_ALL = Border(_THIN, _THIN, _THIN, _THIN)
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

DEFINITION: Mapping[str, object] = {
    "id": "nasty-2025",
    "name": "试填自评表",
    "short": "试填表",
    "kind": "self-evaluation",
    "issuer": "青禾县",
    "year": 2025,
    "profile": "national-2020",
    "sheet": SHEET,
    "cells": [
        {"at": "A1", "text": "试填自评表（{form.year}年度）"},
        {"at": "B2", "text": "{project}"},
        {"at": "B3", "text": "{code}"},
        {"at": "F10", "text": "{total.weight}"},
        {"at": "G10", "text": "{total.score}"},
        {"at": "B11", "text": "{conclusion}"},
        {"at": "A12", "text": "填报人：{signatures.填报人}"},
    ],
    "funds": [
        {
            "label": "资金总额",
            "cells": {"initial": "B4", "adjusted": "C4", "executed": "D4", "rate": "E4", "weight": "F4", "score": "G4"},
        }
    ],
    "indicators": {
        "rows": f"{FIRST}:{LAST}",
        "columns": {"l1": "B", "l3": "C", "target": "D", "actual": "E", "weight": "F", "score": "G"},
    },
    "fields": {"conclusion": {"label": "评价结论", "long": True}},
}


def form(workbook: bytes | None = None) -> Form:
    data = nasty() if workbook is None else workbook
    return load(DEFINITION, read_template(data, SHEET), catalog.profile("national-2020"), "nasty/form.toml", data)


def snapshot(official: Form, rows: int, *, project: str = "河堤巡查", **own_texts: str) -> Snapshot:
    """A filled form of so many indicators, in classes of three."""
    indicators = [
        {
            "l1": f"第{number // 3 + 1}类指标",
            "l3": f"巡查河段{number + 1}",
            "target": str(20 + number),
            "actual": str(20 + number),
            "weight": "2",
        }
        for number in range(rows)
    ]
    sheet = Sheet().apply(added_rows(Sheet(), 0, indicators, 1))
    texts = {"code": "0012345678", "conclusion": "全年按计划完成。", "signatures.填报人": "安禾", **own_texts}
    money = {"initial": "16.00", "adjusted": "15.96", "executed": "12.30"}
    wanted = [(own("project"), project), *((own(name), text) for name, text in texts.items())]
    sheet = sheet.apply(edits(sheet, [*wanted, *((Cell(FUNDS, 0, name), text) for name, text in money.items())]))
    return Snapshot(official, sheet, score(official.profile, sheet, official.year))


def page(taken: Snapshot) -> Page:
    """Laid out with Chinese characters one em wide and others half: the fonts do not matter here."""
    return taken.page(lambda character, font, bold: 1.0 if character > "\u00ff" else 0.5)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, old in parts(data).items():
            archive.writestr(each, content if each == name else old)
    return out.getvalue()


def opened(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def nasty() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _write(sheet)
    _dress(sheet)
    _hang(sheet)
    _second(book.create_sheet(LIST))
    book.defined_names["合计得分"] = DefinedName("合计得分", attr_text=f"'{SHEET}'!$G${TOTAL}")
    book.defined_names["全部权重"] = DefinedName("全部权重", attr_text=f"'{SHEET}'!$F${FIRST}:$F${LAST}")
    out = io.BytesIO()
    book.save(out)
    return _operated(out.getvalue())


def _write(sheet: Worksheet) -> None:
    texts = {
        "A2": "项目名称", "A3": "项目编码", "A4": "资金总额", "A5": "绩效指标", "B5": "一级指标", "C5": "三级指标",
        "D5": "指标值", "E5": "完成值", "F5": "权重", "G5": "得分", "A10": "合计", "A11": "评价结论",
        "B11": "填写说明：写清结果。", "A12": "填报人：", "A13": RICH,
    }  # fmt: skip
    for at, text in texts.items():
        sheet[at] = text
    sheet["A1"] = "试填自评表（    年度）"
    sheet["F4"] = 10
    sheet["E4"] = '=IF(C4="","",D4/C4)'
    sheet["F10"] = "=F4+SUM(F6:F9)"
    sheet["G10"] = "=G4+SUM(G6:G9)"
    sheet["H10"] = "=G6+G7+G8+G9"
    sheet["H12"] = "=LOG10(F10)*COUNT(F6:F9)"
    for row in range(FIRST, LAST + 1):
        sheet[f"H{row}"] = f"=E{row}/D{row}"


def _dress(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(1, NOTE, 1, 7):
        for cell in row:
            cell.border = _ALL
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=cell.row != 2)
            cell.font = Font(name="仿宋_GB2312", size=10)
    for at in ("B4", "C4", "D4", "G4", "G10", *(f"G{row}" for row in range(FIRST, LAST + 1))):
        sheet[at].number_format = "0.00"
    sheet["E4"].number_format = "0.00%"
    sheet["A1"].font = Font(name="方正小标宋简体", size=16, bold=True, color="1D4E89")
    sheet["A10"].fill = PatternFill("solid", fgColor="EEF2F7")
    for area in ("A1:G1", "B2:G2", "B3:G3", "A5:A9", "A10:E10", "B11:G11", "A12:G12", "B6:B8"):
        sheet.merge_cells(area)
    for number, width in enumerate((8, 12, 24, 10, 10, 8, 8), 1):
        sheet.column_dimensions[chr(64 + number)].width = width
    for row in range(1, FOOT + 1):
        sheet.row_dimensions[row].height = 24
    sheet.print_area = f"A1:G{FOOT}"
    sheet.print_title_rows = "5:5"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.freeze_panes = "A6"


def _hang(sheet: Worksheet) -> None:
    """Everything that names cells."""
    whole = DataValidation("decimal", operator="between", formula1="0", formula2="$F$4+F6", allow_blank=True)
    whole.add(f"F{FIRST}:F{LAST}")
    each = DataValidation("list", formula1='"产出,效益"')
    for row in range(FIRST, LAST + 1):
        each.add(f"B{row}")
    foot = DataValidation("textLength", operator="lessThan", formula1="200")
    foot.add(f"B{NOTE}")
    for validation in (whole, each, foot):
        sheet.add_data_validation(validation)
    red = PatternFill("solid", bgColor="FFC7CE")
    sheet.conditional_formatting.add(f"E{FIRST}:E{LAST}", FormulaRule(formula=[f"E{FIRST}<D{FIRST}"], fill=red))
    sheet.conditional_formatting.add(f"G{TOTAL}", FormulaRule(formula=[f"$G${TOTAL}<60"], fill=red))
    sheet[f"A{FOOT}"].hyperlink = "https://example.org/shuoming"
    sheet[f"F{FIRST - 1}"].comment = Comment("权重之和为九十", "青禾县")
    sheet[f"A{NOTE}"].comment = Comment("写结果，不写过程", "青禾县")
    sheet[f"C{FIRST + 2}"].comment = Comment("第三行的提示", "青禾县")
    sheet.row_breaks.append(Break(id=TOTAL))
    sheet.protection.sheet = True
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=7, min_row=FIRST, max_row=LAST))
    sheet.add_chart(chart, f"B{FOOT + 3}")


def _second(sheet: Worksheet) -> None:
    sheet["A1"] = f"='{SHEET}'!G{TOTAL}"
    sheet["A2"] = f"=SUM('{SHEET}'!F{FIRST}:F{LAST})+C5"
    sheet["B4"], sheet["C4"] = "科目", "金额"
    sheet["B5"], sheet["C5"] = "甲", 3
    sheet.add_table(Table(displayName="明细", ref="B4:C5"))


def _operated(data: bytes) -> bytes:
    """The workbook with what openpyxl cannot write; parts in their order, all of one old date."""
    found = parts(data)
    changes: dict[str, Callable[[bytes], bytes]] = {
        "xl/worksheets/sheet1.xml": _extended,
        "xl/worksheets/_rels/sheet1.xml.rels": _related,
        "xl/drawings/drawing1.xml": _boxed,
        "[Content_Types].xml": _declared,
        "xl/_rels/workbook.xml.rels": _chained,
    }
    for name, change in changes.items():
        found[name] = change(found[name])
    _enrich(found)
    found["xl/printerSettings/printerSettings1.bin"] = bytes(range(256)) * 3
    found["xl/media/image1.png"] = _PIXEL
    found["xl/drawings/_rels/drawing1.xml.rels"] = _pictured(found["xl/drawings/_rels/drawing1.xml.rels"])
    found["docProps/custom.xml"] = _CUSTOM
    found["xl/calcChain.xml"] = _CHAIN
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            entry = zipfile.ZipInfo(name, (2019, 3, 2, 8, 30, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _put(data: bytes, before: bytes, new: str) -> bytes:
    assert data.count(before) == 1, (before, data.count(before))
    return data.replace(before, new.encode() + before)


def _extended(data: bytes) -> bytes:
    """Sheet XML: a shared formula, printer settings, Excel 2010's format, validation and sparklines."""
    for row in range(FIRST, LAST + 1):
        old = f"<f>E{row}/D{row}</f>".encode()
        assert data.count(old) == 1
        first = f'<f t="shared" ref="H{FIRST}:H{LAST}" si="0">E{row}/D{row}</f>'
        data = data.replace(old, (first if row == FIRST else '<f t="shared" si="0"/>').encode())
    data = data.replace(b"<pageSetup ", b'<pageSetup xmlns:r="%s" r:id="rIdPrinter" ' % _OFFICE)
    return _put(data, b"</worksheet>", _EXTENSIONS)


def _related(data: bytes) -> bytes:
    kind = _OFFICE.decode() + "/printerSettings"
    target = "../printerSettings/printerSettings1.bin"
    return _put(data, b"</Relationships>", f'<Relationship Id="rIdPrinter" Type="{kind}" Target="{target}"/>')


def _boxed(data: bytes) -> bytes:
    end = b"</xdr:wsDr>" if b"</xdr:wsDr>" in data else b"</wsDr>"
    return _put(data, end, _ANCHORS)


def _pictured(data: bytes) -> bytes:
    kind = _OFFICE.decode() + "/image"
    return _put(data, b"</Relationships>", f'<Relationship Id="rIdPic" Type="{kind}" Target="../media/image1.png"/>')


def _enrich(found: dict[str, bytes]) -> None:
    """Makes one cell a shared string in two faces."""
    name = "xl/sharedStrings.xml"
    if name not in found:
        found[name] = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        declared = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        found["[Content_Types].xml"] = _put(found["[Content_Types].xml"], b"</Types>", declared)
        related = f'<Relationship Id="rIdText" Type="{_OFFICE.decode()}/sharedStrings" Target="sharedStrings.xml"/>'
        part = "xl/_rels/workbook.xml.rels"
        found[part] = _put(found[part], b"</Relationships>", related)
    number = found[name].count(b"<si>")
    runs = f'<si><r><rPr><b/></rPr><t>{RICH[:3]}</t></r><r><t xml:space="preserve">{RICH[3:]}</t></r></si>'
    found[name] = _put(found[name], b"</sst>", runs)
    sheet = "xl/worksheets/sheet1.xml"
    found[sheet], count = re.subn(rb'<c r="A13".*?</c>', b'<c r="A13" t="s"><v>%d</v></c>' % number, found[sheet])
    assert count == 1


def _declared(data: bytes) -> bytes:
    new = (
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        'printerSettings"/><Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.calcChain+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.custom-properties+xml"/>'
    )
    return _put(data, b"</Types>", new)


def _chained(data: bytes) -> bytes:
    kind = _OFFICE.decode() + "/calcChain"
    return _put(data, b"</Relationships>", f'<Relationship Id="rIdChain" Type="{kind}" Target="calcChain.xml"/>')


_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHAIN = (
    b'<?xml version="1.0"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<c r="E4" i="1"/><c r="G10" i="1"/></calcChain>'
)
_CUSTOM = (
    '<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="表号"><vt:lpwstr>试-07</vt:lpwstr></property>'
    "</Properties>"
).encode()
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_EXCEL = "http://schemas.microsoft.com/office/excel/2006/main"
_EXTENSIONS = f"""<extLst><ext xmlns:x14="{_X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">
<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{_EXCEL}"><x14:cfRule type="expression" priority="9"
 id="{{00000000-0000-4000-8000-000000000001}}"><xm:f>G{FIRST}&gt;F{FIRST}</xm:f></x14:cfRule>
<xm:sqref>G{FIRST}:G{LAST}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>
<ext xmlns:x14="{_X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations
 xmlns:xm="{_EXCEL}" count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>{LIST}!$B$5:$B$9</xm:f>
</x14:formula1><xm:sqref>B{NOTE}</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
<ext xmlns:x14="{_X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups xmlns:xm="{_EXCEL}">
<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>'{SHEET}'!D{FIRST}:E{FIRST}</xm:f><xm:sqref>I{FIRST}</xm:sqref>
</x14:sparkline><x14:sparkline><xm:f>'{SHEET}'!D{FIRST + 1}:E{FIRST + 1}</xm:f><xm:sqref>I{FIRST + 1}</xm:sqref>
</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""
_SPREAD = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_ART = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _corner(name: str, column: int, row: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
        f"<xdr:rowOff>1000</xdr:rowOff></xdr:{name}>"
    )


_ANCHORS = f"""<xdr:twoCellAnchor xmlns:xdr="{_SPREAD}" xmlns:a="{_ART}" editAs="oneCell">
{_corner("from", 4, NOTE - 1)}{_corner("to", 6, FOOT)}<xdr:sp macro="" textlink=""><xdr:nvSpPr>
<xdr:cNvPr id="9001" name="盖章处"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/>
</a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>（盖章处）</a:t></a:r></a:p></xdr:txBody></xdr:sp>
<xdr:clientData/></xdr:twoCellAnchor><xdr:twoCellAnchor xmlns:xdr="{_SPREAD}" xmlns:a="{_ART}">
{_corner("from", 5, 0)}{_corner("to", 6, TOTAL - 1)}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9002" name="徽标"/>
<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{_OFFICE.decode()}" r:embed="rIdPic"/><a:stretch>
<a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>
<xdr:clientData/></xdr:twoCellAnchor>"""
