"""Reading filled workbooks: one against openpyxl's own load of it, and 200 in one batch, all their cells kept.

`python tests/bench/reading.py FOLDER` is the batch: prints the most memory it held, in MB.
"""

import io
import resource
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from perfdesk.formats.documents import read_grids

BATCH = 200
ROWS = 20


def filled(folder: Path) -> bytes:
    """An official workbook with 20 indicators, as this program exports it."""
    from perfdesk.desk import Desk
    from perfdesk.formats import format_of
    from perfdesk.ledger import Ledger
    from tests.bench.workload import ledger

    book = Ledger.open(ledger(folder / "filled.perf", 1, ROWS), who="测速")
    workbook = format_of("xlsx").render([Desk(book).document(1).snapshot()])
    book.close()
    return workbook


def reading(
    folder: Path,
    alternating: Callable[..., Sequence[Sequence[float]]],
    child: Callable[..., str],
) -> dict[str, float]:
    """Times in turns with openpyxl's; memory in a process of its own."""
    import openpyxl

    workbook = filled(folder)
    acts = (lambda: read_grids(workbook, "表.xlsx"), lambda: openpyxl.load_workbook(io.BytesIO(workbook)))
    alternating(2, *acts)
    ours, theirs = (statistics.median(times) for times in alternating(15, *acts))
    batch = folder / "batch"
    batch.mkdir()
    for number in range(BATCH):
        (batch / f"自评表{number}.xlsx").write_bytes(workbook)
    return {"read_ms": ours, "read_ratio": ours / theirs, "read_batch_mb": float(child("reading.py", str(batch)))}


def main(folder: Path) -> None:
    kept = [read_grids(path) for path in sorted(folder.iterdir())]
    assert len(kept) == BATCH and all(len(grids[0].cells) > ROWS for grids in kept)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
