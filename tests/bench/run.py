"""`python tests/bench/run.py [--json FILE]`: what things cost, beside baselines measured in the same run.

Every ratio alternates the measured thing with its baseline, so that a busy machine slows both. Times in ms are for the
reader; judge by the ratios.
"""

import argparse
import io
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import reading as read  # noqa: E402 - the path must be set first
from tests.bench.workload import FORM, copies, ledger  # noqa: E402


def timed(act: Callable[[], object]) -> float:
    """Milliseconds one call takes."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def alternating(rounds: int, *acts: Callable[[], object]) -> list[list[float]]:
    """The times of each act, the acts taking turns."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for kept, act in zip(times, acts, strict=True):
            kept.append(timed(act))
    return times


def worst(times: Sequence[float]) -> float:
    """The 99th percentile."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def child(program: str, *words: str) -> str:
    """What a program of this folder prints until it ends; byte code is kept, as where the program is installed."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, str(ROOT / "tests" / "bench" / program), *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=120).stdout


def until(word: str, program: str, *words: str) -> float:
    """Milliseconds from starting a program to the moment it says this word."""
    begin = time.time()
    said = dict(line.split(" ", 1) for line in child(program, *words).splitlines())
    return (float(said[word]) - begin) * 1000


def left_open(book: Path, settings: Path) -> None:
    """The settings of a window that was closed with the ledger's first form in front."""
    from perfdesk.ui.remembered import Remembered

    remembered = Remembered(settings)
    remembered.opened(book.absolute())
    remembered.keep_forms(book.absolute(), [1], 1)


def starting(folder: Path) -> dict[str, float]:
    """Process start to the first paint, and to that of the form she left open, against a blank window."""
    book, settings = ledger(folder / "twenty.perf", 20, 20), folder / "window.ini"
    left_open(book, settings)
    ours = ("ledger_window.py", str(book), str(settings))
    times: dict[str, list[float]] = {"blank": [], "window": [], "page": []}
    for number in range(10):
        told = until("painted", "blank_window.py"), until("painted", *ours), until("page", *ours)
        if number:
            for kept, milliseconds in zip(times.values(), told, strict=True):
                kept.append(milliseconds)
    blank, window, page = (statistics.median(each) for each in times.values())
    return {
        "start_ms": window,
        "start_blank_ms": blank,
        "start_ratio": window / blank,
        "start_page_ratio": page / blank,
    }


def opening(folder: Path) -> dict[str, float]:
    """Process start to the first paint of the window on a ledger of 2,000 forms, against one of 20."""
    books = [copies(folder / f"{forms}.perf", forms, 12) for forms in (20, 2000)]
    times: list[list[float]] = [[], []]
    for number in range(8):
        for kept, book in zip(times, books, strict=True):
            told = until("painted", "ledger_window.py", str(book), str(folder / f"{book.stem}.ini"), "--window")
            kept.extend([told] if number else [])
    few, many = (statistics.median(each) for each in times)
    return {"open_2000_ms": many, "open_2000_ratio": many / few}


def memory(folder: Path) -> dict[str, float]:
    """The window with a ledger of 200 forms, one of them open."""
    book, settings = ledger(folder / "many.perf", 200, 12), folder / "window.ini"
    left_open(book, settings)
    said = dict(line.split(" ", 1) for line in child("ledger_window.py", str(book), str(settings)).splitlines())
    return {"memory_mb": float(said["memory"])}


def editing(folder: Path) -> dict[str, float]:
    """One edit in a form of 60 rows: durable, rescored, repainted; against a raw durable commit of SQLite."""
    from tests.bench.editing import Editing

    desk = Editing(ledger(folder / "sixty.perf", 1, 60))
    raw = raw_commit(folder / "raw.db")
    alternating(30, desk.edit, raw)
    edits, commits = alternating(400, desk.edit, raw)
    pastes = [timed(desk.paste) for _ in range(12)]
    desk.close()
    return {
        "edit_ms_p50": statistics.median(edits),
        "edit_ms_p99": worst(edits),
        "edit_ratio": statistics.median(edits) / statistics.median(commits),
        "paste_ms": statistics.median(pastes),
    }


def scrolling(folder: Path) -> dict[str, float]:
    """A turn of the wheel over a page of 300 indicator rows, painted; a frame is 16 ms."""
    from tests.bench.editing import Editing

    desk = Editing(ledger(folder / "long.perf", 1, 300))
    desk.scroll()
    times = [milliseconds for _ in range(3) for milliseconds in desk.scroll()]
    desk.close()
    return {"scroll_ms": statistics.median(times), "scroll_ms_p99": worst(times)}


def raw_commit(path: Path) -> Callable[[], None]:
    """One row updated and one added, written ahead and synced, with nothing of ours."""
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE cells(id INTEGER PRIMARY KEY, text); CREATE TABLE journal(id INTEGER PRIMARY KEY, text);"
        "INSERT INTO cells VALUES (1, '');"
    )

    def act() -> None:
        base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE cells SET text = '12.6' WHERE id = 1")
        base.execute("INSERT INTO journal(text) VALUES ('12.6')")
        base.execute("COMMIT")

    return act


def exporting(folder: Path) -> dict[str, float]:
    """The official workbook against openpyxl's load, fill and save of the same template; one form as PDF, warm.

    Each time from a snapshot of its own, so that nothing is spared which a snapshot may keep.
    """
    import openpyxl

    from perfdesk import catalog
    from perfdesk.desk import Desk
    from perfdesk.formats import format_of
    from perfdesk.ledger import Ledger

    book = Ledger.open(ledger(folder / "export.perf", 1, 20), who="测速")
    snapshot = Desk(book).document(1).snapshot()
    page = snapshot.page(_advance())
    template = catalog.template_path(FORM).read_bytes()

    def with_openpyxl() -> None:
        workbook = openpyxl.load_workbook(io.BytesIO(template))
        sheet = workbook[snapshot.form.template.sheet]
        for box in page.boxes:
            if box.cells and box.text:
                cell = sheet.cell(box.row, box.column)
                if type(cell).__name__ != "MergedCell":
                    cell.value = box.text
        workbook.save(io.BytesIO())

    xlsx, pdf = format_of("xlsx").render, format_of("pdf").render
    acts = (lambda: xlsx([replace(snapshot)]), with_openpyxl, lambda: pdf([replace(snapshot)]))
    alternating(2, *acts)
    ours, theirs, paper = alternating(9, *acts)
    book.close()
    return {
        "xlsx_ms": statistics.median(ours),
        "xlsx_ratio": statistics.median(ours) / statistics.median(theirs),
        "pdf_ms": statistics.median(paper),
    }


def auditing(folder: Path) -> dict[str, float]:
    """All checks: of a form of 60 rows after an edit and when first seen; of a ledger of 200 forms never seen."""
    from tests.bench.auditing import Auditing, audit, check_ledger, made

    desk, times = Auditing(), []
    for _ in range(200):
        desk.edit()
        times.append(timed(desk.check))
    unseen = [made(number, 60) for number in range(2, 12)]
    firsts = [timed(lambda form=form: audit(form)) for form in unseen]  # type: ignore[misc]
    ledger_forms = [made(number, 15) for number in range(1000, 1200)]
    return {
        "audit_ms": statistics.median(times),
        "audit_first_ms": statistics.median(firsts),
        "audit_ledger_ms": timed(lambda: check_ledger(ledger_forms)),
    }


def _advance() -> Callable[[str, str, bool], float]:
    from perfdesk.typefaces import advance

    return advance


def reading(folder: Path) -> dict[str, float]:
    """A filled workbook against openpyxl's load of it; 200 in one batch."""
    return read.reading(folder, alternating, child)


def printing(folder: Path) -> dict[str, float]:
    """200 forms as one PDF; one form against LibreOffice's conversion of the exported workbook, where it is there."""
    seconds, held = child("batch.py", str(ledger(folder / "batch.perf", 200, 15))).split()
    told = {"pdf_batch_s": float(seconds), "pdf_batch_mb": float(held)}
    return told | (_against_office(folder) if shutil.which("soffice") else {})


def _against_office(folder: Path) -> dict[str, float]:
    from perfdesk.desk import Desk
    from perfdesk.formats import format_of
    from perfdesk.ledger import Ledger

    book = Ledger.open(ledger(folder / "office.perf", 1, 20), who="测速")
    snapshot = Desk(book).document(1).snapshot()
    book.close()
    (folder / "form.xlsx").write_bytes(format_of("xlsx").render([snapshot]))
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "form.xlsx"),
    ]

    def theirs() -> None:
        subprocess.run(command, check=True, capture_output=True, timeout=120)

    def ours() -> None:
        format_of("pdf").render([snapshot])

    alternating(1, ours, theirs)
    mine, office = alternating(3, ours, theirs)
    return {"pdf_ratio": statistics.median(mine) / statistics.median(office)}


MEASURES = (starting, opening, editing, scrolling, exporting, printing, reading, memory, auditing)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--only", choices=[each.__name__ for each in MEASURES])
    options = parser.parse_args()
    told: dict[str, float] = {}
    for measure in MEASURES:
        if options.only in (None, measure.__name__):
            with tempfile.TemporaryDirectory() as folder:
                told |= {name: round(value, 3) for name, value in measure(Path(folder)).items()}
    for name, value in told.items():
        print(f"{name:16} {value}")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
