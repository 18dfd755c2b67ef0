"""What an export takes: one filled form as it stood, with its scores. The same snapshot gives the same bytes."""

from dataclasses import dataclass

from perfdesk.core.form import Form
from perfdesk.core.page import Advance, Page, lay_out
from perfdesk.core.scoring import Scores
from perfdesk.core.sheet import Sheet


@dataclass(frozen=True)
class Snapshot:
    form: Form
    sheet: Sheet
    scores: Scores
    draft: bool = False
    """Marked as not finished: exports say so."""

    def page(self, advance: Advance) -> Page:
        return lay_out(self.form, self.sheet, self.scores, advance)
