"""`batch.py LEDGER`: every form of a ledger as one PDF; prints the seconds it took, and the most memory held, in MB."""

import resource
import sys
import time
from pathlib import Path

from perfdesk.desk import Desk
from perfdesk.formats import format_of
from perfdesk.ledger import Ledger


def main() -> None:
    ledger = Ledger.open(Path(sys.argv[1]), who="测速", readonly=True)
    desk = Desk(ledger)
    begin = time.perf_counter()
    data = format_of("pdf").render([desk.document(record.id).snapshot() for record in desk.forms()])
    seconds = time.perf_counter() - begin
    assert data.startswith(b"%PDF")
    print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}")


main()
