"""Word-born forms as Word documents: real tables, merged as the page is, in the official fonts.

Rows above the first ruled one become paragraphs, as ministries set their titles. Rows are as tall as the page has them
or taller, and are not torn between sheets of paper. A form of more than one sheet is set as two tables, for Word
repeats headings at the top of a table only. Text is set at the size it is printed at, so that a table fitted to the
width of the paper keeps its lines.

Knows python-docx and WordprocessingML. Refuses to lay anything out; no clock: the same snapshots give the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.layout.drawing import anchor
from perfdesk.core.layout.page import LEADING, PADDING, Box, Page
from perfdesk.core.layout.paper import FOOT, cut
from perfdesk.core.layout.template import Style
from perfdesk.core.layout.typesetting import STACKED
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import format_of
from perfdesk.formats.archive import undated
from perfdesk.formats.xml_text import writable
from perfdesk.typefaces import advance

_LINES = {"thin": ("single", 4), "medium": ("single", 8), "thick": ("single", 12), "hair": ("single", 2),
          "dotted": ("dotted", 4), "dashed": ("dashed", 4), "double": ("double", 4)}  # fmt: skip
_MOST_WHOLE = 0.6
"""The share of a sheet of paper up to which a row is not torn."""
_FOOTER = Style(font="宋体", size=9.0)
_LONG_AGO = "2000-01-01 00:00:00+00:00"


def render(snapshots: Sequence[Snapshot]) -> bytes:
    """One document, each form beginning on a new sheet. PerfdeskError for forms that were not issued in Word."""
    if not snapshots:
        raise PerfdeskError("没有选中要导出的表。")
    for snapshot in snapshots:
        if refusal := format_of("docx").refusal(snapshot.form):
            raise PerfdeskError(refusal)
    document = Document()
    _describe(document, snapshots)
    body = document.element.body
    body[:] = []
    count = "SECTIONPAGES" if len(snapshots) > 1 else "NUMPAGES"
    footers = {draft: _footer(document, count, draft) for draft in sorted({each.draft for each in snapshots})}
    for number, snapshot in enumerate(snapshots, 1):
        page = snapshot.page(advance)
        body.extend(_blocks(page, several=len(cut(page)) > 1))
        section = _section(page, footers[snapshot.draft])
        last = number == len(snapshots)
        body.append(section if last else _made("w:p", _made("w:pPr", _spacing(1), section)))
    return _packed(document)


def _describe(document: WordDocument, snapshots: Sequence[Snapshot]) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        _with(language, val="zh-CN", eastAsia="zh-CN")
    about, first = document.core_properties, snapshots[0]
    moment = datetime.fromisoformat(max(each.changed for each in snapshots) or _LONG_AGO)
    about.title = writable(f"{first.sheet.own('project')} {first.form.short}".strip())[:255]
    about.author = about.last_modified_by = writable(first.sheet.own("unit"))[:255]
    about.comments, about.language, about.revision = "", "zh-CN", 1
    about.created = about.modified = moment.replace(tzinfo=None) - (moment.utcoffset() or moment - moment)


def _blocks(page: Page, *, several: bool) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables of a form, from top to bottom."""
    first = _first_ruled(page)
    for row in range(1, first):
        yield _heading(page, [box for box in page.boxes if box.row == row and box.text])
    parts = [(first, len(page.heights))]
    start = page.repeat[0]
    if several and start > first and not any(box.row < start < box.row + box.rows for box in page.boxes):
        parts = [(first, start - 1), (start, len(page.heights))]
    for number, (top, bottom) in enumerate(parts):
        if number:
            yield _made("w:p", _made("w:pPr", _spacing(1)))
        yield _table(page, top, bottom, closed=number == len(parts) - 1)


def _first_ruled(page: Page) -> int:
    """The first row of the table: the first that has a border on its left or right."""
    ruled = (box.row for box in page.boxes if box.style.border.left or box.style.border.right)
    return min(ruled, default=1)


def _heading(page: Page, boxes: Sequence[Box]) -> BaseOxmlElement:
    """A row above the table as one paragraph; what stands at its right end follows a tab."""
    style = boxes[0].style if boxes else Style()
    right = len(boxes) > 1
    end = _made("w:tab", val="right", pos=str(_twips(sum(page.widths) * page.scale)))
    properties = _made("w:pPr", *([_made("w:tabs", end)] if right else []), *_close_set())
    height = page.heights[boxes[0].row - 1] * page.scale if boxes else style.size
    properties.append(_spacing(_size(page, style) * LEADING, above=max(0.0, height - _size(page, style) * LEADING)))
    side = "left" if right else anchor(style, boxes[0].text if boxes else "")
    properties.append(_made("w:jc", val=side))
    paragraph = _made("w:p", properties)
    for number, box in enumerate(boxes):
        if number:
            paragraph.append(_made("w:r", _made("w:tab")))
        paragraph.append(_run(page, box.text, box.style))
    return paragraph


def _table(page: Page, top: int, bottom: int, *, closed: bool) -> BaseOxmlElement:
    """The rows from `top` to `bottom`; what is not closed is closed by the table that follows it."""
    widths = [_twips(width * page.scale) for width in page.widths]
    properties = _made("w:tblPr")
    properties.append(_made("w:tblW", w=str(sum(widths)), type="dxa"))
    properties.append(_made("w:jc", val="center" if page.paper.centered else "left"))
    properties.append(_made("w:tblLayout", type="fixed"))
    inside = {"left": PADDING, "right": PADDING, "top": 0.0, "bottom": 0.0}
    margins = (_made(f"w:{side}", w=str(_twips(inside[side]))) for side in ("top", "left", "bottom", "right"))
    properties.append(_made("w:tblCellMar", *(_with(each, type="dxa") for each in margins)))
    grid = _made("w:tblGrid", *(_made("w:gridCol", w=str(width)) for width in widths))
    covering = {
        (row, column): box
        for box in page.boxes
        for row in range(max(top, box.row), min(bottom, box.row + box.rows - 1) + 1)
        for column in range(box.column, box.column + box.columns)
    }
    rows = [_row(page, row, top, widths, covering) for row in range(top, bottom + 1)]
    if not closed:
        for line in rows[-1].iter(qn("w:bottom")):
            _with(line, val="nil")
    return _made("w:tbl", properties, grid, *rows)


def _row(
    page: Page, row: int, top: int, widths: Sequence[int], covering: Mapping[tuple[int, int], Box]
) -> BaseOxmlElement:
    height = page.heights[row - 1] * page.scale
    properties = _made("w:trPr")
    if height < (page.paper.height - page.paper.top - page.paper.bottom) * _MOST_WHOLE:
        properties.append(_made("w:cantSplit"))
    properties.append(_made("w:trHeight", val=str(_twips(height)), hRule="atLeast"))
    if page.repeat[0] == top and row <= page.repeat[1]:
        properties.append(_made("w:tblHeader"))
    made, column = _made("w:tr", properties), 1
    while column <= len(widths):
        box = covering.get((row, column))
        columns = box.columns if box else 1
        made.append(_cell(page, box, row, sum(widths[column - 1 : column - 1 + columns])))
        column += columns
    return made


def _cell(page: Page, box: Box | None, row: int, width: int) -> BaseOxmlElement:
    """A cell of a row: a box, the part of one that goes on from above, or nothing."""
    properties = _made("w:tcPr", _made("w:tcW", w=str(width), type="dxa"))
    if box is None:
        return _made("w:tc", properties, _made("w:p"))
    last = box.row + box.rows - 1
    if box.columns > 1:
        properties.append(_made("w:gridSpan", val=str(box.columns)))
    if box.rows > 1:
        properties.append(_made("w:vMerge", val="restart" if row == box.row else "continue"))
    properties.append(_borders(box, top=row == box.row, bottom=row == last))
    if box.style.fill:
        properties.append(_made("w:shd", val="clear", color="auto", fill=box.style.fill.lstrip("#")))
    properties.append(
        _made("w:vAlign", val=box.style.vertical if box.style.vertical in ("top", "bottom") else "center")
    )
    if row > box.row:
        return _made("w:tc", properties, _made("w:p"))
    lines = box.lines if box.style.rotation == STACKED else box.text.split("\n")
    return _made("w:tc", properties, *(_paragraph(page, line, box) for line in lines))


def _borders(box: Box, **drawn: bool) -> BaseOxmlElement:
    borders = _made("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = getattr(box.style.border, side) if drawn.get(side, True) else ""
        kind, size = _LINES.get(line, ("single", 4)) if line else ("nil", 0)
        borders.append(_made(f"w:{side}", val=kind, sz=str(size), space="0", color="000000"))
    return borders


def _paragraph(page: Page, text: str, box: Box) -> BaseOxmlElement:
    size = _size(page, box.style)
    properties = _made("w:pPr", *_close_set(), _spacing(size * LEADING))
    if box.style.indent:
        properties.append(_made("w:ind", left=str(_twips(box.style.indent * size))))
    properties.append(_made("w:jc", val="both" if box.style.horizontal == "justify" else anchor(box.style, box.text)))
    return _made("w:p", properties, *([_run(page, text, box.style)] if text else []))


def _close_set() -> list[BaseOxmlElement]:
    """Without the gaps that Word leaves between characters and figures: 2025年."""
    return [_made("w:autoSpaceDE", val="0"), _made("w:autoSpaceDN", val="0")]


def _spacing(line: float, above: float = 0.0) -> BaseOxmlElement:
    before = str(_twips(above))
    return _made("w:spacing", before=before, after="0", line=str(max(1, _twips(line))), lineRule="exact")


def _run(page: Page, text: str, style: Style) -> BaseOxmlElement:
    return _run_of(text, style, _size(page, style))


def _run_of(text: str, style: Style, size: float) -> BaseOxmlElement:
    element = _made("w:t")
    element.text = writable(text)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _made("w:r", _look(style, size), element)


def _look(style: Style, size: float) -> BaseOxmlElement:
    """Both kinds of letters get the official face: with `ascii` alone Chinese falls to Word's default."""
    fonts = _made("w:rFonts", ascii=style.font, hAnsi=style.font, eastAsia=style.font, cs=style.font)
    look = _made("w:rPr", fonts)
    marks = [name for name, on in (("w:b", style.bold), ("w:i", style.italic)) if on]
    look.extend(_made(name) for name in marks)
    if style.color:
        look.append(_made("w:color", val=style.color.lstrip("#")))
    look.append(_made("w:sz", val=str(round(2 * size))))
    if style.underline:
        look.append(_made("w:u", val="single"))
    return look


def _size(page: Page, style: Style) -> float:
    """The size on paper, in half points, as Word has them."""
    return round(2 * style.size * page.scale) / 2


def _section(page: Page, footer: str) -> BaseOxmlElement:
    """Paper, margins, and the footer with page numbers that count the form's own pages."""
    paper = page.paper
    size = _made("w:pgSz", w=str(_twips(paper.width)), h=str(_twips(paper.height)))
    if paper.width > paper.height:
        _with(size, orient="landscape")
    edges = {"top": paper.top, "right": paper.right, "bottom": max(paper.bottom, FOOT), "left": paper.left}
    margins = _made("w:pgMar", **{side: str(_twips(edge)) for side, edge in edges.items()})
    _with(margins, header=str(_twips(20)), footer=str(_twips(edges["bottom"] * 0.4)), gutter="0")
    reference = _made("w:footerReference", type="default")
    reference.set(qn("r:id"), footer)
    return _made("w:sectPr", reference, size, margins, _made("w:pgNumType", start="1"))


def _footer(document: WordDocument, count: str, draft: bool) -> str:
    """A footer with page numbers, by the name its sections call it."""
    part, name = cast(Any, document.part).add_footer_part()
    part.element[:] = []
    texts = ("第 ", "PAGE", " 页 共 ", count, f" 页{'　草稿' if draft else ''}")
    runs = [_field(text) if text.isupper() else _run_of(text, _FOOTER, _FOOTER.size) for text in texts]
    part.element.append(_made("w:p", _made("w:pPr", _made("w:jc", val="center")), *runs))
    return str(name)


def _field(code: str) -> BaseOxmlElement:
    return _made("w:fldSimple", _run_of("1", _FOOTER, _FOOTER.size), instr=code)


def _packed(document: WordDocument) -> bytes:
    saved = BytesIO()
    document.save(saved)
    return undated(saved.getvalue())


def _made(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    element = cast(BaseOxmlElement, OxmlElement(tag))
    element.extend(children)
    _with(element, **attributes)
    return element


def _with(element: Any, **attributes: str) -> Any:
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _twips(points: float) -> int:
    return round(20 * points)
