"""An audit of the ledger, or of forms chosen from it, beside her work: in a thread of its own, from the file itself.

Refuses to know what is looked for (`ledger_audit.py`).
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from perfdesk.ledger_audit import audit_file
from perfdesk.ui.beside import Beside


class AuditJob(Beside):
    """It ends with a LedgerAudit."""

    def __init__(
        self,
        path: Path,
        severities: Mapping[str, str],
        parent: QObject | None = None,
        only: Collection[int] = (),
    ) -> None:
        severities, only = dict(severities), frozenset(only)
        super().__init__(lambda told: audit_file(path, severities, told, only), parent)
