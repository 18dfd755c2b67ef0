"""What an export takes: one filled form as it stood, with its scores. The same snapshot gives the same bytes."""

from dataclasses import dataclass

from perfdesk.core.evidence import Proof
from perfdesk.core.form import Form
from perfdesk.core.layout.page import Advance, Page, lay_out
from perfdesk.core.scores.scoring import Scores
from perfdesk.core.sheet import Sheet


@dataclass(frozen=True)
class Snapshot:
    form: Form
    sheet: Sheet
    scores: Scores
    draft: bool = False
    """Marked as not finished: exports say so."""
    changed: str = ""
    """When the form was last changed, as the ledger writes it (2026-03-05 09:12:44+08:00); blank where nobody knows."""
    evidence: tuple[Proof, ...] = ()
    """The files kept for it, by their numbers."""
    unproved: frozenset[int] = frozenset()
    """The rows that should have files and have none."""

    @property
    def fingerprint(self) -> str:
        """The code over its content that is printed below it."""
        # Only exports ask: a form on the screen would wait for hashlib and its OpenSSL.
        from perfdesk.core.fingerprint import fingerprint

        return fingerprint(self.form, self.sheet, self.scores)

    def page(self, advance: Advance) -> Page:
        return lay_out(self.form, self.sheet, self.scores, advance)
