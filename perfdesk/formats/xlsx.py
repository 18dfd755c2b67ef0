"""The official workbook, filled in place.

Takes the workbook as it was issued, and rewrites the XML of the form's sheet from the page; what must follow the rows
follows (names, pictures, validations, formulas elsewhere). Every part that nothing touched is byte for byte what it
was, and the same snapshots give the same bytes. Several forms of one kind become one workbook with a sheet each.

Where to read next: `sheet_cells.py` (values, merges, heights), `sheet_marks.py` (validations and their like),
`sheet_parts.py` and `anchors.py` (what hangs on the sheet), `moving.py` (references), `workbook_list.py` (its sheets).
"""

from collections.abc import Callable, Sequence
from functools import cache

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.form import Form
from perfdesk.core.layout.page import Page
from perfdesk.core.snapshot import Snapshot
from perfdesk.formats import sheet_marks, sheet_parts
from perfdesk.formats.anchors import Ground, follow_drawing
from perfdesk.formats.moving import Moving, Rows
from perfdesk.formats.package import Package, parse, serialised
from perfdesk.formats.sheet_cells import TALLEST, Cells
from perfdesk.formats.styles import Looks
from perfdesk.formats.workbook_list import Workbook, one_form, sheet_names


def render(snapshots: Sequence[Snapshot]) -> bytes:
    """The workbook of these forms, all of one kind. Raises PerfdeskError where they are not."""
    from perfdesk.typefaces import advance

    form = _official(snapshots)
    return filled(form, [(snapshot.sheet.own("project"), snapshot.page(advance)) for snapshot in snapshots])


def _official(snapshots: Sequence[Snapshot]) -> Form:
    form = one_form(snapshots)
    if not form.workbook:
        raise PerfdeskError(f"表样「{form.name}」没有官方工作簿，不能导出为 Excel。")
    return form


def filled(form: Form, pages: Sequence[tuple[str, Page]]) -> bytes:
    """The form's workbook with these pages, each with the project its sheet is named for where there are several."""
    package = Package(form.workbook)
    workbook = Workbook(package, form.template.sheet)
    if len(pages) > 1:
        workbook.repeat(sheet_names([title for title, _ in pages], form.template.sheet, workbook.others))
    looks = cache(lambda: Looks.read(package))
    for number, (_, page) in enumerate(pages):
        _fill(package, workbook, number, form, page, looks)
    if looks.cache_info().currsize and looks().changed:
        package.put(package.part("styles"), looks().xml())
    workbook.finish()
    return package.packed()


def _fill(
    package: Package, workbook: Workbook, number: int, form: Form, page: Page, looks: Callable[[], Looks]
) -> None:
    """Fills one sheet, and makes what names it follow."""
    sheet = workbook.ours[number]
    rows = Rows(page.origins, form.indicators.first, form.indicators.last, len(form.template.heights))
    moving = Moving(rows, form.template.sheet, sheet.name)
    ground = Ground(form.template.heights, [min(each, TALLEST) for each in page.heights], moving)
    issued = package.data(sheet.path)
    root = parse(issued)
    cells = Cells(issued, root, form, page, moving, looks)
    cells.fill()
    sheet_marks.follow(root, moving)
    if not ground.idle and b"controls" in issued:
        follow_drawing(root, ground)
    package.put(sheet.path, serialised(root))
    sheet_parts.follow(package, sheet.path, ground)
    workbook.follow(sheet, moving, first=number == 0)
    workbook.formulas_changed |= cells.formulas_changed or bool(rows.shift)
    workbook.recalculate |= cells.recalculate
