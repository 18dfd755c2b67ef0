"""The months of a spending plan, with the shares below them or beside them.

Knows how the two belong together. Refuses to know what a share is worth.
"""

from perfdesk.core.recognition.draft import Draft, Sweep
from perfdesk.core.recognition.found import Spot
from perfdesk.core.recognition.heads import is_label
from perfdesk.core.recognition.lattice import ends, overlap
from perfdesk.core.sheet import own


def read_schedule(sweep: Sweep, row: int, draft: Draft) -> bool:
    """Whether a row names the months of a spending plan; if so it is taken."""
    cells = sweep.free(row)
    months = [cell for cell in cells if "schedule" in sweep.labels.of(cell.text)]
    if len(months) < 2:
        return False
    below = next(iter(sweep.lattice.below(row)), row + 1)
    shares = [] if any(is_label(cell.text, sweep.labels) for cell in sweep.lattice.row(below)) else sweep.free(below)
    for number, month in enumerate(months[:4]):
        after = months[number + 1].column - 1 if number + 1 < len(months) else 1 << 14
        under = [cell for cell in shares if overlap(cell, month.column, max(ends(month), month.column)) > 0]
        beside = [cell for cell in cells if ends(month) < cell.column <= after and cell not in months]
        found = under or beside
        spot = sweep.lattice.spot(row + 1, month.column)
        spot = Spot(sweep.lattice.number, found[0].row, found[0].column) if found else spot
        draft.put(own(f"schedule[{number}]"), spot, found[0] if found else None, label=month.text.strip())
        sweep.claim([month, *found[:1]])
    sweep.claim(cell for cell in cells if "block" in sweep.labels.of(cell.text))
    return True
