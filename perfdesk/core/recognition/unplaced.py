"""What of the grids has found no place in a form or a list: told cell by cell with the reason, never dropped silently.

Keeps the account of a recognition: every text of a grid is printed matter (a label, a title, a note), stands in what
was found, or is told. Refuses to know how forms are read (`recognise.py`).
"""

from collections.abc import Iterable, Iterator, Sequence

from perfdesk.core.layout.template import reference
from perfdesk.core.recognition import heads, titles
from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.found import Aside, FoundForm, Listed, Spot, Unread
from perfdesk.core.recognition.grid import Grid, Shown
from perfdesk.core.recognition.headers import figure
from perfdesk.core.recognition.labels import squeezed
from perfdesk.core.sheet import ORDER, Cell

_MOST = 40
"""Cells that are told one by one; of a sheet with more, only how many."""
_FEW = 3
"""Paragraphs that are told by their words; of more, only how many."""
_NO_COLUMN = "没有找到这一格对应的栏目，没有读入"


def left(sweep: Sweep, drafts: Sequence[Draft], *, touched: bool) -> Iterator[Unread]:
    """The cells of a grid nobody understood; of one in which no form was found (not `touched`), only how many.

    They are kept with the form among which they stand: one of hers may have a place for them.
    """
    grid = sweep.lattice.grid
    cells = [cell for row in sweep.lattice.rows for cell in sweep.free(row)]
    cells = [cell for cell in cells if not (sweep.labels.is_note(cell.text) or sweep.labels.names_list(cell.text))]
    if cells and not touched:
        yield Unread(grid.where(cells[0]), f"没有认出绩效表或项目清单，{len(cells)} 格内容没有读入")
    elif cells:
        yield from _each(grid, cells)
        for cell in cells[:_MOST]:
            _keep(sweep, drafts, cell)


def _keep(sweep: Sweep, drafts: Sequence[Draft], cell: Shown) -> None:
    """Keeps a text under the labels it may go by: the words beside it, those above it."""
    number, covering = sweep.lattice.number, sweep.lattice.covering
    begun = {id(each): min((at.row for at in each.places.values() if at.grid == number), default=0) for each in drafts}
    above = [each for each in drafts if begun[id(each)] <= cell.row] or list(drafts[:1])
    beside = (covering(cell.row, cell.column - 1), covering(cell.row - 1, cell.column))
    labels = tuple(each.text for each in beside if each is not None and each.text.strip())
    if above:
        told = Unread(sweep.lattice.grid.where(cell), f"{_NO_COLUMN}：{short(cell.text)}")
        above[-1].asides.append(Aside(labels, cell.text, Spot(number, cell.row, cell.column), told, named=False))


def _each(grid: Grid, cells: Sequence[Shown]) -> Iterator[Unread]:
    for cell in cells[:_MOST]:
        yield Unread(grid.where(cell), f"{_NO_COLUMN}：{short(cell.text)}")
    if len(cells) > _MOST:
        yield Unread(grid.source, f"另有 {len(cells) - _MOST} 格没有找到对应的栏目，没有读入")


_OPEN_AND_SAVE = "请在 Excel 或 WPS 中打开、保存一次再试"
_REMARKS = {
    "text-under-merge": "有字压在合并单元格下面，看不见，没有读入",
    "overlapping-merges": "有互相重叠的合并单元格，先写的算数，请核对读得对不对，或取消合并后另存一份再试",
    "merge-left-out": "有大得不正常的合并单元格，没有按合并读，请核对",
    "macros": "文件里有宏：宏没有运行，只读了表里的内容",
}
"""What a format knew of a whole sheet, as she is told."""


def remarked(grid: Grid) -> Iterator[Unread]:
    """What is not as it should be with a sheet as a whole, and the texts nobody sees."""
    for remark in grid.remarks:
        if remark in _REMARKS and remark != "text-under-merge":
            yield Unread(grid.source, _REMARKS[remark])
    bare = [cell for cell in grid.cells if "formula-without-value" in cell.remarks and not cell.text.strip()]
    if bare:
        yield Unread(grid.where(bare[0]), f"{len(bare)} 格公式在文件里没有结果，读作空白；{_OPEN_AND_SAVE}")
    under = [cell for cell in grid.under if cell.text.strip() != grid.at[cell.row, cell.column].text.strip()]
    for cell in under[:_MOST]:
        yield Unread(grid.where(cell), f"{_REMARKS['text-under-merge']}：{short(cell.text)}")


def paragraphs(grid: Grid, above: Sequence[str], aside: Sequence[str]) -> Iterator[Unread]:
    """Paragraphs above a table, and around a sheet, that say nothing of a form."""
    said = "".join(map(short, above)) if len(above) <= _FEW else ""
    if above and grid.cells:
        yield Unread(grid.source, f"表格前的 {len(above)} 段文字不是表格的内容，没有读入{said and '：' + said}")
    elif above:
        yield Unread(grid.source, f"{len(above)} 段文字，没有表格，没有读入{said and '：' + said}")
    for text in aside:
        yield Unread(grid.source, f"页眉、页脚或文本框里的文字不是表格的内容，没有读入：{short(text)}")


def given_up(draft: Draft, cells: Iterable[Cell], grids: Sequence[Grid], why: str) -> Iterator[Unread]:
    """Texts of a draft that were understood and are not kept."""
    cells = [cell for cell in cells if cell.field != ORDER]
    for cell in cells[:_MOST]:
        spot = draft.places.get(cell)
        grid = grids[spot.grid if spot else draft.grid]
        where = f"{grid.source}!{reference(spot.row, spot.column)}" if spot else draft.source
        yield Unread(where, f"{why}：{short(draft.texts[cell])}")
    if len(cells) > _MOST:
        yield Unread(draft.source, f"另有 {len(cells) - _MOST} 处，{why}")


def silent(
    sweeps: Iterable[Sweep], forms: Iterable[FoundForm], projects: Iterable[Listed], told: Iterable[Unread]
) -> Iterator[Unread]:
    """The texts that were taken for something, yet stand nowhere in what was found and are told nowhere."""
    kept = _Kept(forms, projects, told)
    for sweep in sweeps:
        taken = sweep.claimed - sweep.told
        cells = (cell for row in sweep.lattice.rows.values() for cell in row if (cell.row, cell.column) in taken)
        yield from _each(sweep.lattice.grid, [cell for cell in cells if not kept.holds(sweep, cell)])


class _Kept:
    """All that was kept or told, to look a cell up in."""

    def __init__(self, forms: Iterable[FoundForm], projects: Iterable[Listed], told: Iterable[Unread]) -> None:
        forms, projects, told = list(forms), list(projects), list(told)
        texts = [text for form in forms for text in (*form.sheet.texts.values(), *form.fund_labels)]
        texts += [text for form in forms for text in (form.title, *form.labels.values())]
        texts += [text for each in projects for text in each.texts]
        self._texts = {text.strip() for text in texts}
        self._spots = {form.places[cell] for form in forms for cell in form.sheet.texts if cell in form.places}
        self._told = {each.source for each in told}
        self._prose = squeezed("\n".join([*self._texts, *(each.why for each in told)]))

    def holds(self, sweep: Sweep, cell: Shown) -> bool:
        """Whether a cell is printed matter, kept, or told."""
        text, labels = cell.text.strip(), sweep.labels
        if text in self._texts or labels.of(text) or figure(text) or labels.is_note(text):
            return True
        if (sweep.lattice.number, cell.row, cell.column) in self._spots or titles.is_title(text, labels):
            return True
        return sweep.lattice.grid.where(cell) in self._told or self._says(text) or self._inline(sweep, text)

    def _says(self, text: str) -> bool:
        """Whether a text, or its beginning as it is told, is part of what was found or told."""
        return squeezed(text) in self._prose or squeezed(short(text)[1:-1]) in self._prose

    def _inline(self, sweep: Sweep, text: str) -> bool:
        """Whether the texts behind the labels in a cell are all there; a label may stand for itself."""
        pairs = list(heads.inline(text, sweep.labels))
        return bool(pairs) and all(self._says(said) for _, _, said in pairs)


def short(text: str) -> str:
    """The beginning of a text in quotation marks."""
    flat = " ".join(text.split())
    return f"「{flat if len(flat) <= 30 else flat[:30] + '…'}」"
