"""Draws the official blank workbooks of the shipped forms into `resources/forms/<id>/template.xlsx`.

Knows the official sheets cell by cell: columns, merges, borders, fonts, heights, print set-up, printed labels and
instructions. Refuses to know what the cells mean; that is `form.toml` beside each workbook. The workbooks are
committed: run this (`python installer/templates.py`) only when a sheet itself changes. Twice the same bytes.

A form a county hands out as a workbook needs none of this: its own file is the template.
"""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

FORMS = Path(__file__).resolve().parent.parent / "resources" / "forms"
TITLE = Font(name="方正小标宋简体", size=18)
SUBTITLE = Font(name="宋体", size=12)
LABEL = Font(name="黑体", size=10)
TEXT = Font(name="宋体", size=10)
SMALL = Font(name="宋体", size=9)
CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
MONEY = "0.00"
RATE = "0.00%"
CODE = "@"
"""The number format of codes: a code is a text, whatever it looks like."""
NATURES = '"≥,≤,＝,>,<,定性"'
_THIN = Side(style="thin", color="000000")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_DAY = (2022, 1, 1, 0, 0, 0)


class Drawing:
    """One official sheet being drawn."""

    def __init__(self, name: str, widths: Sequence[int], *, landscape: bool) -> None:
        self.book = Workbook()
        sheet = self.book.active
        assert isinstance(sheet, Worksheet)
        self.sheet = sheet
        sheet.title = name
        for number, pixels in enumerate(widths):
            sheet.column_dimensions[chr(ord("A") + number)].width = pixels / 7
        self._paper(landscape)

    def _paper(self, landscape: bool) -> None:
        setup, margins = self.sheet.page_setup, self.sheet.page_margins
        setup.paperSize = 9
        setup.orientation = "landscape" if landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        assert self.sheet.sheet_properties.pageSetUpPr is not None
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.print_options.horizontalCentered = True
        margins.left = margins.right = 0.6
        margins.top = margins.bottom = 0.7
        margins.header = margins.footer = 0.3
        self.sheet.HeaderFooter.oddFooter.center.text = "第 &P 页，共 &N 页"

    def heights(self, **points: float) -> None:
        """Row heights: `r3=24`, or `r9_13=26` for rows 9 to 13."""
        for name, height in points.items():
            first, _, last = name.removeprefix("r").partition("_")
            for row in range(int(first), int(last or first) + 1):
                self.sheet.row_dimensions[row].height = height

    def put(
        self,
        span: str,
        text: str | int = "",
        font: Font = TEXT,
        alignment: Alignment = CENTER,
        number_format: str = "General",
        framed: bool = True,
    ) -> None:
        """One cell or merged range with its looks; a text that begins with = is a formula."""
        if ":" in span:
            self.sheet.merge_cells(span)
        for row in self.sheet[span if ":" in span else f"{span}:{span}"]:
            for cell in row:
                cell.font, cell.alignment, cell.number_format = font, alignment, number_format
                if framed:
                    cell.border = _FRAME
        if text != "":
            self.sheet[span.split(":")[0]].value = text

    def labels(self, spans: dict[str, str]) -> None:
        for span, text in spans.items():
            self.put(span, text, LABEL)

    def row(self, number: int, looks: dict[str, tuple[Font, Alignment, str]]) -> None:
        """One empty indicator row; keys are columns or column ranges (`A`, `A:B`)."""
        for columns, (font, alignment, number_format) in looks.items():
            first, _, last = columns.partition(":")
            span = f"{first}{number}:{last}{number}" if last else f"{first}{number}"
            self.put(span, "", font, alignment, number_format)

    def natures(self, span: str) -> None:
        """A list to choose from that refuses nothing."""
        validation = DataValidation(type="list", formula1=NATURES, allow_blank=True, showErrorMessage=False)
        validation.add(span)
        self.sheet.add_data_validation(validation)

    def printed(self, area: str, titles: str = "") -> None:
        self.sheet.print_area = area
        if titles:
            self.sheet.print_title_rows = titles

    def saved(self) -> bytes:
        """The workbook as bytes that depend on nothing but what was drawn."""
        stream = io.BytesIO()
        self.book.save(stream)
        return _fixed(stream.getvalue())


def _fixed(workbook: bytes) -> bytes:
    """The same workbook with fixed dates inside and on its parts."""
    stamp = b"%04d-%02d-%02dT%02d:%02d:%02dZ" % _DAY
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, data)
                data = data.replace(b"<dc:creator>openpyxl</dc:creator>", b"")
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
    return out.getvalue()


def _rate(row: int, budget: str, executed: str) -> str:
    """The rate of a money row; blank while there is no budget."""
    return f'=IF({budget}{row}="","",IF({budget}{row}=0,0,{executed}{row}/{budget}{row}))'


def sichuan() -> bytes:
    """510000_0013zp 部门预算项目支出绩效自评表."""
    widths = (62, 102, 100, 114, 60, 76, 60, 74, 42, 44, 106)
    drawing = Drawing("自评表", widths, landscape=True)
    drawing.heights(r1=16, r2=38, r3=25, r4=34, r5=22, r6=88, r7=56, r8=30, r9_13=30, r14=30, r15_20=30, r21=24)
    drawing.heights(r22_24=54, r25=36)
    drawing.put("A1:K1", "报表编号：510000_0013zp", SMALL, LEFT, framed=False)
    drawing.put("A2:K2", "部门预算项目支出绩效自评表（2022年度）", TITLE, framed=False)
    _sichuan_head(drawing)
    _sichuan_money(drawing)
    _sichuan_indicators(drawing)
    _sichuan_foot(drawing)
    drawing.printed("A1:K25", "14:14")
    return drawing.saved()


def _sichuan_head(drawing: Drawing) -> None:
    drawing.labels({"A3:B3": "项目名称", "A4:B4": "主管部门", "H4": "实施单位\n（盖章）", "A5:A7": "项目\n基本\n情况"})
    drawing.labels({"B5:B6": "1.项目年度\n目标完成情况", "C5:G5": "项目年度目标", "H5:K5": "年度目标完成情况"})
    drawing.labels({"B7": "2.项目实施内\n容及过程概述"})
    drawing.put("C3:K3", "", TEXT, LEFT, CODE)
    drawing.put("C4:G4", "", TEXT, LEFT)
    drawing.put("I4:K4", "", TEXT, LEFT)
    drawing.put("C6:G6", "", TEXT, LEFT)
    drawing.put("H6:K6", "填写说明：逐项对应左侧年度目标，写清本年实际做到的数量、质量和时间，100字以内。", TEXT, LEFT)
    drawing.put("C7:K7", "", TEXT, LEFT)


def _sichuan_money(drawing: Drawing) -> None:
    drawing.labels(
        {"A8:A13": "预算执行\n情况\n（10分）", "B8": "年度预算数\n（万元）", "C8": "年初预算", "D8": "调整后预算数"}
    )
    drawing.labels({"E8:G8": "预算执行数", "H8": "预算执行率", "I8": "权重", "J8": "得分", "K8": "原因"})
    labels = ("总额", "其中：财政资金", "财政专户\n管理资金", "单位资金", "其他资金")
    for row, label in enumerate(labels, 9):
        drawing.put(f"B{row}", label, LABEL)
        for span in (f"C{row}", f"D{row}", f"E{row}:G{row}"):
            drawing.put(span, "", TEXT, CENTER, MONEY)
        drawing.put(f"H{row}", _rate(row, "D", "E"), TEXT, CENTER, RATE)
        drawing.put(f"I{row}", 10 if row == 9 else "/")
        drawing.put(f"J{row}", "" if row == 9 else "/")
    explained = (
        "填写说明：1.执行率按执行数除以调整后预算数计算，低于90%的请说明原因（100字以内）；"
        "2.年中追加或调减预算的，请另写理由；3.其他资金指社会投入和银行贷款。"
    )
    drawing.put("K9:K13", explained, SMALL, LEFT)


def _sichuan_indicators(drawing: Drawing) -> None:
    drawing.labels({"A14:A20": "绩效指标\n（90分）", "B14": "一级指标", "C14": "二级指标", "D14": "三级指标"})
    drawing.labels({"E14": "指标性质", "F14": "指标值", "G14": "度量单位", "H14": "完成值"})
    drawing.labels({"I14": "权重", "J14": "得分", "K14": "未完成原因分析"})
    middle, left = (TEXT, CENTER, "General"), (TEXT, LEFT, "General")
    looks = dict.fromkeys("BCEFGHIJ", middle) | dict.fromkeys("DK", left)
    for row in range(15, 21):
        drawing.row(row, looks)
    drawing.natures("E15:E20")
    drawing.put("A21:H21", "合计", LABEL)
    drawing.put("I21", "=SUM(I9,I15:I20)", LABEL)
    drawing.put("J21", "=SUM(J9,J15:J20)", LABEL)
    drawing.put("K21")


def _sichuan_foot(drawing: Drawing) -> None:
    told = {
        "评价结论": "填写说明：写明自评总分和等级，概括项目实施的总体成效，200字以内。",
        "存在问题": "填写说明：依据自评情况写出管理和实施中的不足，有扣分的不得空缺，200字以内。",
        "改进措施": "填写说明：逐条对应所列问题，写出拟采取的办法和完成时间，200字以内。",
    }
    for row, (label, text) in enumerate(told.items(), 22):
        drawing.put(f"A{row}", f"{label[:2]}\n{label[2:]}", LABEL)
        drawing.put(f"B{row}:K{row}", text, TEXT, LEFT)
    drawing.put("A25:E25", "项目负责人：", TEXT, LEFT)
    drawing.put("F25:K25", "财务负责人：", TEXT, LEFT)


def national() -> bytes:
    """项目支出绩效自评表 of 财预〔2020〕10号."""
    drawing = Drawing("自评表", (44, 76, 104, 120, 92, 92, 48, 56, 110), landscape=False)
    drawing.heights(r1=36, r2=22, r3_4=26, r5=28, r6_9=30, r10=24, r11=100, r12=36, r13_21=32, r22=28)
    drawing.put("A1:I1", "项目支出绩效自评表", TITLE, framed=False)
    drawing.put("A2:I2", "（2020年度）", SUBTITLE, framed=False)
    _national_head(drawing)
    _national_indicators(drawing)
    drawing.printed("A1:I22", "12:12")
    return drawing.saved()


def _national_head(drawing: Drawing) -> None:
    drawing.labels(
        {"A3:B3": "项目名称", "A4:B4": "主管部门", "F4": "实施单位", "A5:B9": "项目资金\n（万元）", "C5": ""}
    )
    drawing.labels(
        {"D5": "年初预算数", "E5": "全年预算数", "F5": "全年执行数", "G5": "分值", "H5": "执行率", "I5": "得分"}
    )
    drawing.labels({"A10:A11": "年度\n总体\n目标", "B10:E10": "预期目标", "F10:I10": "实际完成情况"})
    for span in ("C3:I3", "C4:E4", "G4:I4", "B11:E11", "F11:I11"):
        drawing.put(span, "", TEXT, LEFT)
    for row, label in enumerate(("年度资金总额", "其中：当年\n财政拨款", "上年结转资金", "其他资金"), 6):
        drawing.put(f"C{row}", label, LABEL)
        for column in "DEF":
            drawing.put(f"{column}{row}")
        drawing.put(f"G{row}", 10 if row == 6 else "—")
        drawing.put(f"H{row}")
        drawing.put(f"I{row}", "" if row == 6 else "—")


def _national_indicators(drawing: Drawing) -> None:
    drawing.labels({"A12:A21": "绩\n效\n指\n标", "B12": "一级指标", "C12": "二级指标", "D12": "三级指标"})
    drawing.labels({"E12": "年度\n指标值", "F12": "实际\n完成值", "G12": "分值", "H12": "得分"})
    drawing.labels({"I12": "偏差原因分析\n及改进措施", "A22:F22": "总分"})
    middle, left = (TEXT, CENTER, "General"), (TEXT, LEFT, "General")
    looks = dict.fromkeys("BCEFGH", middle) | dict.fromkeys("DI", left)
    for row in range(13, 22):
        drawing.row(row, looks)
    drawing.put("G22", "=SUM(G6,G13:G21)", LABEL)
    drawing.put("H22", "=SUM(I6,H13:H21)", LABEL)
    drawing.put("I22")


def hebei() -> bytes:
    """河北 项目绩效目标表."""
    drawing = Drawing("绩效目标表", (46, 46, 52, 52, 62, 62, 62, 62, 62, 66, 54, 90), landscape=False)
    drawing.heights(r1=38, r2=20, r3=30, r4=30, r5=76, r6=24, r7=26, r8=100, r9=28, r10_18=38)
    drawing.put("A1:L1", "项目绩效目标表", TITLE, framed=False)
    drawing.put("A2:I2", "", TEXT, LEFT, framed=False)
    drawing.put("J2:L2", "单位：万元", TEXT, RIGHT, framed=False)
    _hebei_head(drawing)
    drawing.labels({"A9:B9": "一级指标", "C9:D9": "二级指标", "E9:F9": "三级指标", "G9:H9": "绩效指标描述"})
    drawing.labels({"I9:J9": "指标值", "K9:L9": "指标值确定依据"})
    middle, left = (TEXT, CENTER, "General"), (TEXT, LEFT, "General")
    looks = dict.fromkeys(("A:B", "C:D", "I:J"), middle) | dict.fromkeys(("E:F", "G:H", "K:L"), left)
    for row in range(10, 19):
        drawing.row(row, looks)
    drawing.printed("A1:L18", "9:9")
    return drawing.saved()


def _hebei_head(drawing: Drawing) -> None:
    drawing.labels({"A3:B3": "项目编码", "G3:H3": "项目名称", "A4:B5": "预算规模及\n资金用途", "C4": "预算数"})
    drawing.labels({"F4:G4": "其中：财政资金", "J4": "其他资金", "A6:B7": "资金支出\n计划（%）", "A8:B8": "绩效目标"})
    drawing.put("C3:F3", "", TEXT, CENTER, CODE)
    drawing.put("I3:L3", "", TEXT, LEFT)
    for span in ("D4:E4", "H4:I4", "K4:L4"):
        drawing.put(span, "", TEXT, CENTER, MONEY)
    drawing.put("C5:L5", "", TEXT, LEFT)
    for columns, month in zip(("C{0}:D{0}", "E{0}:G{0}", "H{0}:I{0}", "J{0}:L{0}"), (3, 6, 10, 12), strict=True):
        drawing.put(columns.format(6), f"{month}月底", LABEL)
        drawing.put(columns.format(7))
    drawing.put("C8:L8", "", TEXT, LEFT)


DRAWN: dict[str, Callable[[], bytes]] = {
    "sichuan-2022-0013zp": sichuan,
    "national-2020": national,
    "hebei-2022-target": hebei,
}


def main() -> None:
    for name, draw in DRAWN.items():
        folder = FORMS / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.xlsx").write_bytes(draw())


if __name__ == "__main__":
    main()
