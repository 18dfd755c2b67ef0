"""The printed form: leaves of paper drawn with the bundled faces, embedded.

Knows reportlab's canvas and how ink follows from a `Leaf`. Refuses to decide where anything stands (`core/paper.py`,
`core/drawing.py`) or which face has a character (`typefaces.py`). No clock, no disk but for the fonts: the same
snapshots give the same bytes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from perfdesk.core.drawing import WIDTHS, Line, Rule
from perfdesk.core.page import PADDING
from perfdesk.core.paper import Leaf, Piece, cut
from perfdesk.core.sheet import cleaned
from perfdesk.core.snapshot import Snapshot
from perfdesk.core.template import Style
from perfdesk.typefaces import Face, advance, face, runs

FOOTER = Style(font="宋体", size=9.0)
_DASHES: dict[str, list[float]] = {"dotted": [0.5, 1.0], "dashed": [3.0, 1.5]}
_SLANT = 0.21
_BOLDNESS = 1 / 36
"""How much of its size a character is thickened where its face has no bold."""
_LEAST_WIDE = 0.6
"""How far a line of a label may be squeezed to stay in its cell."""
_DOUBLE_GAP = 0.7


def render(snapshots: Sequence[Snapshot]) -> bytes:
    """One PDF of all these forms, each beginning on a new sheet of paper."""
    out = BytesIO()
    canvas = Canvas(out, **_options())
    _describe(canvas, snapshots)
    for number, snapshot in enumerate(snapshots):
        if len(snapshots) > 1:
            canvas.bookmarkPage(f"form{number}")
            canvas.addOutlineEntry(_title(snapshot), f"form{number}")
        for leaf in cut(snapshot.page(advance)):
            _draw(canvas, leaf, snapshot.draft)
    with _true_unicode_maps():
        canvas.save()
    return out.getvalue()


def _options() -> dict[str, Any]:
    """An initial face of our own keeps reportlab from naming Helvetica, which no page uses and no file embeds."""
    first = _registered(face(FOOTER.font, FOOTER.bold))
    return {"initialFontName": first, "invariant": 1, "pageCompression": 1, "lang": "zh-CN"}


def _describe(canvas: Canvas, snapshots: Sequence[Snapshot]) -> None:
    titles = [_title(snapshot) for snapshot in snapshots]
    units = dict.fromkeys(_plain(snapshot.sheet.own("unit")) for snapshot in snapshots)
    canvas.setTitle(titles[0] if len(titles) == 1 else f"预算绩效表（{len(titles)}份）")
    canvas.setAuthor("、".join(unit for unit in units if unit))
    canvas.setSubject("、".join(dict.fromkeys(snapshot.form.name for snapshot in snapshots)))
    canvas.setCreator("perfdesk")
    canvas.setProducer("perfdesk")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _title(snapshot: Snapshot) -> str:
    project = _plain(snapshot.sheet.own("project"))
    return f"{project} {snapshot.form.short}".strip()


def _plain(text: str) -> str:
    """One line that any viewer's title bar takes."""
    return "".join(character for character in " ".join(cleaned(text).split()) if character.isprintable())


def _draw(canvas: Canvas, leaf: Leaf, draft: bool) -> None:
    canvas.setPageSize((leaf.width, leaf.height))
    canvas.translate(0, leaf.height)
    for piece in leaf.pieces:
        _fill(canvas, piece)
    _rule(canvas, leaf.rules)
    for piece in leaf.pieces:
        _write(canvas, piece, leaf.scale)
    _foot(canvas, leaf, draft)
    canvas.showPage()


def _fill(canvas: Canvas, piece: Piece) -> None:
    if piece.box.style.fill:
        left, top, width, height = piece.frame
        canvas.setFillColorRGB(*_rgb(piece.box.style.fill))
        canvas.rect(left, -top - height, width, height, stroke=0, fill=1)


def _rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)) if color else (0.0, 0.0, 0.0)
    return red, green, blue


def _rule(canvas: Canvas, rules: Sequence[Rule]) -> None:
    canvas.setStrokeColorRGB(0, 0, 0)
    for style, group in groupby(rules, key=lambda rule: rule.style):
        canvas.setLineWidth(WIDTHS.get(style, WIDTHS["thin"]))
        canvas.setDash(_DASHES.get(style, []))
        canvas.setLineCap(0 if style in _DASHES else 2)
        canvas.lines([(x1, -y1, x2, -y2) for rule in group for x1, y1, x2, y2 in _strokes(rule)])
    canvas.setDash([])


def _strokes(rule: Rule) -> list[tuple[float, float, float, float]]:
    x1, y1, x2, y2, style = rule
    if style != "double":
        return [(x1, y1, x2, y2)]
    aside, down = (0.0, _DOUBLE_GAP) if y1 == y2 else (_DOUBLE_GAP, 0.0)
    return [(x1 + s * aside, y1 + s * down, x2 + s * aside, y2 + s * down) for s in (-1, 1)]


def _write(canvas: Canvas, piece: Piece, scale: float) -> None:
    style = piece.box.style
    room = piece.frame.width - 2 * PADDING * scale
    # Without upright rules a label may run on over its neighbours, as it does in a workbook.
    framed = bool(style.border.left or style.border.right)
    for line in piece.lines:
        _write_line(canvas, line, style, piece.size, room if framed else None)


def _write_line(canvas: Canvas, line: Line, style: Style, size: float, room: float | None = None) -> None:
    width = sum(advance(character, style.font, style.bold) for character in line.text) * size
    squeeze = max(_LEAST_WIDE, room / width) if room and width > room + 0.01 else 1.0
    left = line.x - width * squeeze * {"left": 0.0, "center": 0.5, "right": 1.0}[line.anchor]
    canvas.setFillColorRGB(*_rgb(style.color))
    canvas.setStrokeColorRGB(*_rgb(style.color))
    canvas.setLineWidth(size * _BOLDNESS)
    text = canvas.beginText()
    text.setTextTransform(1, 0, _SLANT if style.italic else 0, 1, left, -line.baseline)
    if squeeze < 1:
        text.setHorizScale(squeeze * 100)
    for lender, piece in runs(line.text, style.font, style.bold):
        _set(text, lender, piece, size, thicker=style.bold and not lender.bold)
    # These outlast the text object, and reportlab believes they do not.
    text.setTextRenderMode(0)
    text.setHorizScale(100)
    canvas.drawText(text)
    if style.underline and width:
        below = line.baseline + size * 0.14
        canvas.line(left, -below, left + width * squeeze, -below)


def _set(text: PDFTextObject, lender: Face, piece: str, size: float, *, thicker: bool) -> None:
    text.setFont(_registered(lender), size)
    text.setTextRenderMode(2 if thicker else 0)
    text.textOut(piece)


@cache
def _registered(used: Face) -> str:
    """reportlab's name of a face. Reading a file costs 17 ms: once in a process, and only of faces that are used."""
    name = used.path.stem
    pdfmetrics.registerFont(ttfonts.TTFont(name, str(used.path), asciiReadable=False, shapable=False))
    return name


def _foot(canvas: Canvas, leaf: Leaf, draft: bool) -> None:
    baseline = leaf.height - leaf.bottom * 0.5 + FOOTER.size * 0.38
    number = f"第 {leaf.number} 页 共 {leaf.count} 页"
    _write_line(canvas, Line(number, leaf.width / 2, baseline, "center"), FOOTER, FOOTER.size)
    if draft:
        edge = max(piece.frame.left + piece.frame.width for piece in leaf.pieces)
        _write_line(canvas, Line("草稿", edge, baseline, "right"), FOOTER, FOOTER.size)


@contextmanager
def _true_unicode_maps() -> Iterator[None]:
    """While the fonts are written: reportlab's own map writes code points where the standard wants UTF-16."""
    flawed = ttfonts.makeToUnicodeCMap
    ttfonts.makeToUnicodeCMap = _to_unicode_map
    try:
        yield
    finally:
        ttfonts.makeToUnicodeCMap = flawed


def _to_unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """What characters the codes of an embedded font mean, for searching and copying."""
    known = [(code, chr(character)) for code, character in enumerate(subset) if character]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(known), 100):
        part = known[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:02X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in part]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
