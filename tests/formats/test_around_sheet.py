"""Headers, footers and text boxes of a workbook: their texts come along, and say what they can of the form."""

import io
import zipfile

import openpyxl

from perfdesk.formats.around_sheet import printed
from perfdesk.formats.documents import read_grids
from perfdesk.formats.read_xlsx import read
from tests.core.layouts import LABELS, only
from tests.core.layouts import read as recognised
from tests.formats.handed_in import saved

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"


def workbook(title: str = "") -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    for row in (
        [title],
        ["项目名称", "山塘清淤"],
        ["一级指标", "三级指标", "指标值", "完成值"],
        ["产出指标", "清淤山塘", "≥12口", "13口"],
    ):
        page.append(row)
    return made


def boxed(data: bytes, *texts: str, drawing: str = "") -> bytes:
    """The workbook with a text box of these paragraphs on its first sheet."""
    body = "".join(f"<a:p><a:r><a:t>{text[:3]}</a:t></a:r><a:r><a:t>{text[3:]}</a:t></a:r></a:p>" for text in texts)
    drawing = drawing or (
        f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{ART}"><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:bodyPr/>{body}'
        "</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/drawings/drawing1.xml", drawing)
        new.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{KIND}" '
            'Target="../drawings/drawing1.xml"/></Relationships>',
        )
    return out.getvalue()


def test_header_codes_are_taken_off() -> None:
    assert printed('&L&"宋体,加粗"&12河湾县&C项目支出绩效自评表&R&P/&N 页') == ["河湾县", "项目支出绩效自评表"]
    assert printed("&C第 &P 页，共 &N 页") == printed("&L&D&R&F") == printed("") == []
    assert printed("&K01+047&U财政局 A&&B") == ["财政局 A&B"]


def test_a_title_and_a_unit_in_a_text_box_are_the_forms() -> None:
    found = recognised(
        *read(boxed(saved(workbook()), "2024年度项目支出绩效自评表", "实施单位：云溪县河道站"), "表.xlsx")
    )
    form = only(found)
    assert (form.title, form.kind, form.sheet.year) == ("2024年度项目支出绩效自评表", "self-evaluation", 2024)
    assert form.sheet.own("unit") == "云溪县河道站"
    assert found.unread == ()


def test_a_header_with_the_year_is_the_forms_and_any_other_is_told() -> None:
    made = workbook("项目支出绩效自评表")
    made.worksheets[0].oddHeader.center.text = "2024年度"
    made.worksheets[0].oddFooter.left.text = "内部资料请勿外传"
    found = recognised(*read(saved(made), "表.xlsx"))
    assert only(found).sheet.year == 2024
    assert [each.why for each in found.unread] == [
        "页眉、页脚或文本框里的文字不是表格的内容，没有读入：「内部资料请勿外传」"
    ]


def test_what_the_cells_say_counts_first() -> None:
    made = workbook("项目支出绩效自评表（2024年度）")
    made.worksheets[0].append(["实施单位", "云溪县供水站"])
    found = recognised(*read(boxed(saved(made), "2023年度绩效自评表", "实施单位：别的站"), "表.xlsx"))
    form = only(found)
    assert (form.sheet.year, form.sheet.own("unit")) == (2024, "云溪县供水站")
    assert ["2023年度绩效自评表" in found.unread[0].why, "别的站" in found.unread[1].why] == [True, True]


def test_a_damaged_drawing_does_not_keep_the_cells() -> None:
    (found,) = read(boxed(saved(workbook()), drawing="<xdr:wsDr"), "表.xlsx")
    assert found.around == ()
    assert len(found.cells) == 10


def test_a_sheet_of_text_boxes_alone_is_told() -> None:
    found = recognised(*read_grids(boxed(saved(openpyxl.Workbook()), "这里只有一个文本框"), "表.xlsx"))
    assert not found.forms
    assert "这里只有一个文本框" in found.unread[0].why
    assert not LABELS.is_note("这里只有一个文本框")
