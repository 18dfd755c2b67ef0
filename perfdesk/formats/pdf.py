"""The printed form: leaves of paper drawn with the bundled faces, embedded.

Knows reportlab's canvas and how ink follows from a `Leaf`. Refuses to decide where anything stands
(`core/layout/paper.py`, `core/layout/drawing.py`) or which face has a character (`typefaces.py`). No clock, no disk
but for the fonts: the same snapshots give the same bytes.
"""

import hashlib
import math
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from perfdesk.core.layout.cover import TITLE, cover, entry
from perfdesk.core.layout.drawing import WIDTHS, Line, Rule, even_gap
from perfdesk.core.layout.page import PADDING, Page
from perfdesk.core.layout.paper import Leaf, Piece, cut
from perfdesk.core.layout.template import Style
from perfdesk.core.sheet import cleaned
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats.pdf_archive import LANGUAGE, VERSION, About, describe, inside, written_right
from perfdesk.typefaces import Face, advance, face, runs

FOOTER = Style(font="宋体", size=9.0)
SMALL = Style(font="宋体", size=8.0)
DRAFT = "草稿"
_DRAFT_STYLE = Style(font="黑体", size=1.0, color="F1F1F1")
"""So light that what is written over it reads as well as without: a true transparency no archive keeps."""
_DRAFT_SHARE = 0.46
"""How much of the paper's diagonal the draft mark takes."""
_DASHES: dict[str, list[float]] = {"dotted": [0.5, 1.0], "dashed": [3.0, 1.5]}
_SLANT = 0.21
_BOLDNESS = 1 / 36
"""How much of its size a character is thickened where its face has no bold."""
_LEAST_WIDE = 0.6
"""How far a line of a label may be squeezed to stay in its cell."""
_DOUBLE_GAP = 0.7


class _Foot(NamedTuple):
    """What is printed below a form beside the number of its page."""

    left: str = ""
    right: str = ""
    before: int = 0
    """Pages of the file before this form, where it has several."""


def render(snapshots: Sequence[Snapshot], progress: Callable[[int], None] | None = None) -> bytes:
    """One PDF of all these forms, each beginning on a new sheet of paper; several have a list in front.

    `progress` is told how many forms are drawn; what it raises ends the work, and nothing is lost by it.
    """
    out = BytesIO()
    canvas = Canvas(out, **_options())
    describe(canvas, _about(snapshots))
    front = len(cut(_cover(snapshots, [0] * len(snapshots)))) if len(snapshots) > 1 else 0
    if front:
        canvas.addOutlineEntry(TITLE, "cover")
        canvas.showOutline()
    starts = []
    for number, snapshot in enumerate(snapshots):
        starts.append(front + canvas.getPageNumber())
        if front:
            _bookmark(canvas, snapshots, number)
        foot = _foot(snapshot, starts[-1] - 1 if front else 0)
        for leaf in cut(snapshot.page(advance)):
            _draw(canvas, leaf, foot, draft=snapshot.draft)
        if progress:
            progress(number + 1)
    if front:
        _draw_cover(canvas, _cover(snapshots, starts))
    with written_right():
        canvas.save()
    return out.getvalue()


def bound(pages: Sequence[tuple[Page, Snapshot]], about: About) -> bytes:
    """Pages about forms, one after the other, each with the foot of its form."""
    out = BytesIO()
    canvas = Canvas(out, **_options())
    describe(canvas, about)
    for page, snapshot in pages:
        for leaf in cut(page):
            _draw(canvas, leaf, _foot(snapshot, 0), draft=False)
    with written_right():
        canvas.save()
    return out.getvalue()


def _options() -> dict[str, Any]:
    """An initial face of our own keeps reportlab from naming Helvetica, which no page uses and no file embeds."""
    first = _registered(face(FOOTER.font, FOOTER.bold))
    return {"initialFontName": first, "invariant": 1, "pageCompression": 1, "lang": LANGUAGE, "pdfVersion": VERSION}


def _about(snapshots: Sequence[Snapshot]) -> About:
    titles = [_title(snapshot) for snapshot in snapshots]
    return About(
        title=titles[0] if len(titles) == 1 else f"预算绩效表（{len(titles)}份）",
        author=_units(snapshots),
        subject="、".join(dict.fromkeys(snapshot.form.name for snapshot in snapshots)),
        changed=max((snapshot.changed for snapshot in snapshots), default=""),
    )


def _units(snapshots: Sequence[Snapshot]) -> str:
    units = dict.fromkeys(_plain(snapshot.sheet.own("unit")) for snapshot in snapshots)
    return "、".join(unit for unit in units if unit)


def _cover(snapshots: Sequence[Snapshot], starts: Sequence[int]) -> Page:
    entries = [entry(snapshot, start) for snapshot, start in zip(snapshots, starts, strict=True)]
    return cover(entries, _units(snapshots), advance)


def _draw_cover(canvas: Canvas, page: Page) -> None:
    """The list, drawn last, when it is known where each form begins, and put in front."""
    leaves = cut(page)
    canvas.bookmarkPage("cover")
    for leaf in leaves:
        _draw(canvas, leaf, _Foot(), draft=False)
    pages = inside(canvas).Pages.pages
    pages[:] = pages[-len(leaves) :] + pages[: -len(leaves)]


def _bookmark(canvas: Canvas, snapshots: Sequence[Snapshot], number: int) -> None:
    """The form under its project."""
    project = _project(snapshots[number])
    if not number or _project(snapshots[number - 1]) != project:
        canvas.bookmarkPage(f"project{number}")
        canvas.addOutlineEntry(project, f"project{number}")
    canvas.bookmarkPage(f"form{number}")
    canvas.addOutlineEntry(snapshots[number].form.short, f"form{number}", 1)


def _project(snapshot: Snapshot) -> str:
    return _plain(snapshot.sheet.own("project")) or "（未填项目名称）"


def _title(snapshot: Snapshot) -> str:
    return f"{_plain(snapshot.sheet.own('project'))} {snapshot.form.short}".strip()


def _plain(text: str) -> str:
    """One line that any viewer's title bar takes."""
    return "".join(character for character in " ".join(cleaned(text).split()) if character.isprintable())


def _draw(canvas: Canvas, leaf: Leaf, foot: _Foot, *, draft: bool) -> None:
    canvas.setPageSize((leaf.width, leaf.height))
    canvas.translate(0, leaf.height)
    if draft:
        _mark_draft(canvas, leaf)
    for piece in leaf.pieces:
        _fill(canvas, piece)
    _rule(canvas, leaf.rules)
    for piece in leaf.pieces:
        _write(canvas, piece, leaf.scale)
    _write_foot(canvas, leaf, foot)
    canvas.showPage()


def _mark_draft(canvas: Canvas, leaf: Leaf) -> None:
    """草稿 across the paper, below everything else."""
    size = math.hypot(leaf.width, leaf.height) * _DRAFT_SHARE / len(DRAFT)
    canvas.saveState()
    canvas.translate(leaf.width / 2, -leaf.height / 2)
    canvas.rotate(math.degrees(math.atan2(leaf.height, leaf.width)))
    _write_line(canvas, Line(DRAFT, 0, size * 0.36, "center"), _DRAFT_STYLE, size)
    canvas.restoreState()


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
    for number, line in enumerate(piece.lines, 1):
        last = number == len(piece.lines)
        gap = 0.0 if last else even_gap(piece.box, line, _width(line, style, piece.size), room, piece.size)
        _write_line(canvas, line, style, piece.size, room if framed else None, gap)


def _width(line: Line, style: Style, size: float) -> float:
    return sum(advance(character, style.font, style.bold) for character in line.text) * size


def _write_line(
    canvas: Canvas, line: Line, style: Style, size: float, room: float | None = None, gap: float = 0.0
) -> None:
    width = _width(line, style, size)
    squeeze = max(_LEAST_WIDE, room / width) if room and width > room + 0.01 else 1.0
    left = line.x - width * squeeze * {"left": 0.0, "center": 0.5, "right": 1.0}[line.anchor]
    canvas.setFillColorRGB(*_rgb(style.color))
    canvas.setStrokeColorRGB(*_rgb(style.color))
    canvas.setLineWidth(size * _BOLDNESS)
    text = canvas.beginText()
    text.setTextTransform(1, 0, _SLANT if style.italic else 0, 1, left, -line.baseline)
    if squeeze < 1:
        text.setHorizScale(squeeze * 100)
    if gap:
        text.setCharSpace(gap)
    for lender, piece in runs(line.text, style.font, style.bold):
        _set(text, lender, piece, size, thicker=style.bold and not lender.bold)
    # These outlast the text object, and reportlab believes they do not.
    text.setTextRenderMode(0)
    text.setHorizScale(100)
    if gap:
        text.setCharSpace(0)
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
    """reportlab's name of a face. Reading a file costs 17 ms: once in a process, and only of faces that are used.

    reportlab takes two files that say the same name inside for one: a face of this PC goes by another than ours.
    """
    name = used.path.stem
    if not used.ours:
        name = f"Installed{hashlib.sha256(str(used.path).encode()).hexdigest()[:8]}"
    font = ttfonts.TTFont(name, str(used.path), asciiReadable=False, shapable=False)
    if not used.ours:
        font.face.name = name.encode("ascii")
    pdfmetrics.registerFont(font)
    return name


def _foot(snapshot: Snapshot, before: int) -> _Foot:
    """Below a form: its kind and when it was last changed, the code over its content."""
    draft = f"{DRAFT} " if snapshot.draft else ""
    form = f"{snapshot.form.issuer}{snapshot.form.year}年表样"
    return _Foot(f"{form} {snapshot.changed[:16]}".strip(), f"{draft}校验码 {snapshot.fingerprint}", before)


def _write_foot(canvas: Canvas, leaf: Leaf, foot: _Foot) -> None:
    baseline = leaf.height - leaf.bottom * 0.5 + FOOTER.size * 0.38
    left = min((piece.frame.left for piece in leaf.pieces), default=leaf.width * 0.1)
    number = f"第 {leaf.number} 页 共 {leaf.count} 页"
    if foot.before:
        number += f"（总第 {foot.before + leaf.number} 页）"
    _write_line(canvas, Line(foot.left, left, baseline, "left"), SMALL, SMALL.size)
    _write_line(canvas, Line(number, leaf.width / 2, baseline, "center"), FOOTER, FOOTER.size)
    edge = max(piece.frame.left + piece.frame.width for piece in leaf.pieces) if leaf.pieces else 0.0
    _write_line(canvas, Line(foot.right, max(edge, leaf.width - left), baseline, "right"), SMALL, SMALL.size)
